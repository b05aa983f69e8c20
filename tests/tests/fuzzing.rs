//! Everything that once made a parser or the opening of a project fail, tried again.
#![allow(clippy::unwrap_used)]

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use assay_tests::root;

#[test]
fn what_failed_once_does_not_fail_again() {
    let mut tried = 0;
    for folder in std::fs::read_dir(root().join("tests/fuzz/regressions")).unwrap() {
        let folder = folder.unwrap();
        let target = folder.file_name().into_string().unwrap();
        for input in std::fs::read_dir(folder.path()).unwrap() {
            fuzz::run(&target, &std::fs::read(input.unwrap().path()).unwrap());
            tried += 1;
        }
    }
    assert!(tried > 0, "there are inputs");
}

#[test]
fn every_target_has_its_program() {
    for (target, run) in fuzz::TARGETS {
        run(b"");
        for form in 0..4 {
            let first = fuzz::first_byte(None, form);
            run(&[&[first], b"a,b\n1,2\n".as_slice()].concat());
        }
        let program = root().join(format!("tests/fuzz/fuzz_targets/{target}.rs"));
        let program = std::fs::read_to_string(program).unwrap();
        assert!(program.contains(&format!("\"{target}\"")), "{target}");
    }
}

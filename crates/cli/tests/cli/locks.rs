//! Disks on which locks do not work: nothing is damaged, and a person is told how to go on.
//!
//! Such a disk is played by a library that takes the place of the system's locks (`LD_PRELOAD`); it is
//! compiled by the compiler that SQLite is compiled by.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::util::{Folder, Outcome};

/// Locks are given to everybody.
const LIE: &str = "return 0;";
/// There are no locks.
const REFUSE: &str = "errno = ENOLCK; return -1;";

/// A library in which the system's call for locks does this.
fn locks_that(folder: &Folder, answer: &str) -> PathBuf {
    let source = folder.write(
        "locks.c",
        format!(
            r#"
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <errno.h>
            #include <stdarg.h>
            enum {{ GET = 5, SET = 6, WAIT = 7 }};
            static int answer(const char *name, int file, int what, void *more) {{
                if (what == SET || what == WAIT) {{ {answer} }}
                int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
                return real(file, what, more);
            }}
            int fcntl(int file, int what, ...) {{
                va_list list; va_start(list, what); void *more = va_arg(list, void *); va_end(list);
                return answer("fcntl", file, what, more);
            }}
            int fcntl64(int file, int what, ...) {{
                va_list list; va_start(list, what); void *more = va_arg(list, void *); va_end(list);
                return answer("fcntl64", file, what, more);
            }}
            "#
        ),
    );
    let library = folder.path("locks.so");
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .status()
        .expect("there is a compiler");
    assert!(compiled.success());
    library
}

fn start(folder: &Folder, library: &PathBuf, arguments: &[&str]) -> Child {
    let mut command = folder.command(arguments);
    command
        .env("LD_PRELOAD", library)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("the command runs")
}

fn answers(folder: &Folder, number: usize) {
    let rows =
        (0..3_000).map(|row| format!("r{number}-{row},the parcel {row} of {number} is late"));
    let rows: Vec<String> = rows.collect();
    folder.write(
        &format!("answers{number}.csv"),
        format!("response_id,comment\n{}\n", rows.join("\n")),
    );
}

#[test]
fn where_locks_are_given_to_everybody_only_one_has_the_project_open() {
    let folder = Folder::new();
    let library = locks_that(&folder, LIE);
    for number in 0..3 {
        answers(&folder, number);
    }
    for round in 0..3 {
        let project = format!("shop{round}.assay");
        let imports: Vec<Child> = (0..3)
            .map(|number| {
                let file = format!("answers{number}.csv");
                start(&folder, &library, &["import", &project, &file])
            })
            .collect();
        let outcomes: Vec<Outcome> = imports
            .into_iter()
            .map(|import| Outcome::from(import.wait_with_output().expect("it ends")))
            .collect();
        let mut stored = 0;
        for outcome in &outcomes {
            if outcome.code == 0 {
                stored += 1;
            } else {
                let sentence = outcome.one_line_error();
                assert!(sentence.contains("is open in another Assay"), "{sentence}");
            }
        }
        assert!(stored > 0, "one of them gets in");
        let history = folder.json(["history", &project]);
        assert_eq!(history.as_array().map(Vec::len), Some(stored), "{history}");
        folder.ok(["verify", &project]);
    }
}

#[test]
fn a_program_that_was_killed_where_locks_are_given_to_everybody_keeps_nobody_out() {
    let folder = Folder::new();
    let library = locks_that(&folder, LIE);
    answers(&folder, 0);
    let first = start(&folder, &library, &["import", "shop.assay", "answers0.csv"]);
    let first = first.wait_with_output().expect("it ends");
    assert!(first.status.success());
    let mut serving = start(&folder, &library, &["serve", "shop.assay", "--port", "0"]);
    let marks = folder.path("shop.assay.open");
    let begun = std::time::Instant::now();
    while !marks.is_dir() {
        assert!(begun.elapsed().as_secs() < 60, "it opens the project");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let refused = start(&folder, &library, &["themes", "shop.assay"]);
    let refused = Outcome::from(refused.wait_with_output().expect("it ends"));
    let sentence = refused.one_line_error();
    let who = format!("process {} on ", serving.id());
    assert!(sentence.contains(&who), "{sentence}");

    serving.kill().expect("it is killed");
    serving.wait().expect("it ends");
    let undo = start(&folder, &library, &["undo", "shop.assay"]);
    let undo = Outcome::from(undo.wait_with_output().expect("it ends"));
    assert_eq!(undo.code, 0, "{}", undo.stderr);
    assert!(!marks.exists(), "nothing is left of either");
}

#[test]
fn where_there_are_no_locks_a_person_is_told_to_work_elsewhere() {
    let folder = Folder::new();
    let library = locks_that(&folder, REFUSE);
    answers(&folder, 0);
    for arguments in [
        ["import", "new.assay", "answers0.csv"].as_slice(),
        &["themes", "shop.assay"],
    ] {
        if arguments[0] == "themes" {
            folder.ok(["import", "shop.assay", "answers0.csv"]);
        }
        let refused = start(&folder, &library, arguments);
        let refused = Outcome::from(refused.wait_with_output().expect("it ends"));
        let sentence = refused.one_line_error();
        assert!(
            sentence.contains("does not let files be locked"),
            "{sentence}"
        );
    }
    assert!(!folder.path("new.assay").exists());
    assert!(!folder.path("shop.assay.open").exists());
}

#[test]
fn a_project_that_another_machine_has_open_is_left_alone_until_that_one_is_silent() {
    let folder = Folder::shop();
    let mark = folder.write("shop.assay.open/anna-laptop.0123456789ab.4711.99.ab.0", "");
    let refused = folder.run(["themes", "shop.assay"]);
    let sentence = refused.one_line_error();
    assert!(
        sentence.contains("process 4711 on anna-laptop"),
        "{sentence}"
    );
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(600);
    let file = std::fs::File::options().write(true).open(&mark);
    file.and_then(|file| file.set_modified(long_ago))
        .expect("its time can be set");
    folder.ok(["themes", "shop.assay"]);
    assert!(!mark.exists(), "what it left is cleared away");
}

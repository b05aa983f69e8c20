use std::path::Path;

#[test]
fn a_program_that_is_killed_leaves_all_of_a_change_or_none() {
    let assay = Path::new(env!("CARGO_BIN_EXE_assay"));
    let found = assay_tests::kill::rounds(assay, 20, 7).unwrap();
    let killed: u32 = found
        .iter()
        .map(|(_, found)| found.absent + found.whole)
        .sum();
    assert_eq!(killed, 20, "{found:?}");
}

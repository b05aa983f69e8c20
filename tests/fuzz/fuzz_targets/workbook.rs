#![no_main]
// What breaks down inside the library is caught and is a damaged file; so a panic must not end the
// process before, as it does otherwise. One that is not caught still does.
libfuzzer_sys::fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| assay_fuzz::run("workbook", bytes)
);

#![no_main]

libfuzzer_sys::fuzz_target!(init: charterlint_fuzz::let_libraries_panic(), |bytes: &[u8]| charterlint_fuzz::run("pdf", bytes));

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| charterlint_fuzz::run("baseline", bytes));

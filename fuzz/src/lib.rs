//! What every fuzz target does with its bytes. `tests/fuzz_seeds.rs` of the crate includes these files too, and replays
//! seeds and regressions through the same functions.
//!
//! A target takes bytes, makes of them what a person could hand to the crate, and asserts what must hold of the answer;
//! that nothing panics is the least of it. Where random bytes would not get past a container (a zip archive, a compound
//! file, a PDF), they are put inside one; several parts are divided by zero bytes, which none of the formats can hold.

#![allow(unreachable_pub, dead_code, reason = "included in a test, which uses a part of it")]

mod amendments;
mod compound;
mod config;
mod files;
mod holds;
mod numerals;
mod outputs;
mod package;
mod pdf;
pub mod seeds;
mod texts;

/// The targets, by name.
pub const TARGETS: [(&str, fn(&[u8])); 13] = [
    ("outline", texts::outline),
    ("check", texts::check),
    ("tables", texts::tables),
    ("numerals", numerals::numerals),
    ("amendments", amendments::amendments),
    ("word", files::word),
    ("excel", files::excel),
    ("old_excel", files::old_excel),
    ("pdf", files::pdf),
    ("dossier_toml", config::dossier_toml),
    ("packs", config::packs),
    ("baseline", config::baseline),
    ("render", outputs::render),
];

/// Runs a target.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(target, _)| *target == name).expect("a target of this name");
    target(bytes);
}

/// Parts divided by zero bytes, as text.
fn parts(bytes: &[u8]) -> Vec<String> {
    bytes.split(|byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}

/// Lets panics inside libraries unwind to where the crate catches them; the fuzzer's own hook ends the process at each.
pub fn let_libraries_panic() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let library = panic.location().is_some_and(|place| place.file().contains("/registry/src/"));
        if !library {
            end(panic);
        }
    }));
}

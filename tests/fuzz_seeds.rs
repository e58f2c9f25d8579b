//! What fuzzers start from, and what they found once, through the same functions as in `fuzz/`; see docs/robustness.md.

#![cfg(all(feature = "docx", feature = "xlsx", feature = "pdf", feature = "html", feature = "cli"))]
// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod clock;
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Seeds of a target that are replayed here; the fuzzer itself starts from all of them.
const MOST: usize = 30;

/// No small input takes longer, also in a build that is not optimised and with another test beside it.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a target, and says on which input it failed.
fn run(target: &str, name: &str, bytes: &[u8]) -> Duration {
    let (start, before) = (Instant::now(), clock::spent());
    let held = catch_unwind(AssertUnwindSafe(|| fuzz::run(target, bytes))).is_ok();
    assert!(held, "{target} fails on {name}");
    let time = clock::spent().zip(before).map_or(start.elapsed(), |(after, before)| after.saturating_sub(before));
    assert!(time < TIME, "{target} takes {time:?} on {name}");
    time
}

#[test]
fn seeds_keep_their_promises() {
    let seeds = fuzz::seeds::all(root());
    for (target, _) in fuzz::TARGETS {
        let of: Vec<_> = seeds.iter().filter(|seed| seed.target == target).collect();
        assert!(!of.is_empty(), "{target} has no seeds");
        let step = of.len().div_ceil(MOST);
        for seed in of.iter().step_by(step) {
            run(target, &seed.name, &seed.bytes);
        }
    }
}

/// The files of a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_was_found_once_stays_fixed() {
    let mut replayed = 0;
    for folder in files(&root().join("fuzz/regressions")) {
        let target = folder.file_name().unwrap().to_str().unwrap();
        for file in files(&folder) {
            run(target, &file.display().to_string(), &std::fs::read(&file).unwrap());
            replayed += 1;
        }
    }
    assert!(replayed > 0);
}

#[test]
fn every_target_is_built() {
    let manifest: toml::Table = std::fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap().parse().unwrap();
    let built: Vec<&str> =
        manifest["bin"].as_array().unwrap().iter().map(|bin| bin["name"].as_str().unwrap()).collect();
    assert_eq!(built, fuzz::TARGETS.map(|(name, _)| name));
    for name in built {
        let text = std::fs::read_to_string(root().join(format!("fuzz/targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("run(\"{name}\", bytes)")), "{name}");
    }
}

/// Writes the seeds for the fuzzers: `CHARTERLINT_SEEDS=folder cargo test --test fuzz_seeds -- --ignored write_seeds`.
#[test]
#[ignore = "writes files"]
fn write_seeds() {
    let into = PathBuf::from(std::env::var_os("CHARTERLINT_SEEDS").unwrap());
    for seed in fuzz::seeds::all(root()) {
        let folder = into.join(seed.target);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(seed.name), seed.bytes).unwrap();
    }
    assert_eq!(files(&into).len(), fuzz::TARGETS.len());
}

/// Damages the seeds of a target at random for some seconds, without a nightly toolchain and blind to what is reached:
/// `CHARTERLINT_WANDER=pdf:600 cargo test --release --all-features --test fuzz_seeds -- --ignored wander --nocapture`.
#[test]
#[ignore = "takes as long as it is told to"]
fn wander() {
    let told = std::env::var("CHARTERLINT_WANDER").unwrap();
    let (target, seconds) = told.split_once(':').unwrap();
    let end = Instant::now() + Duration::from_secs(seconds.parse().unwrap());
    let seeds = fuzz::seeds::all(root());
    let seeds: Vec<_> = seeds.iter().filter(|seed| seed.target == target).map(|seed| &seed.bytes).collect();
    let mut state = u64::from(std::process::id()) << 32 | 0x9E37_79B9;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let (mut count, mut slowest) = (0, Duration::ZERO);
    while Instant::now() < end {
        let mut bytes = seeds[next(seeds.len())].clone();
        for _ in 0..=next(8) {
            let (at, other) = (next(bytes.len()), seeds[next(seeds.len())]);
            match next(4) {
                0 => bytes[at] = next(256) as u8,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.splice(at..at, other[next(other.len())..].iter().take(next(64)).copied()).for_each(drop),
                _ => bytes.drain(at..(at + next(32)).min(bytes.len())).for_each(drop),
            }
            if bytes.is_empty() {
                break;
            }
        }
        slowest = slowest.max(run(target, &format!("{bytes:?}"), &bytes));
        count += 1;
    }
    println!("{target}: {count} inputs, the slowest took {slowest:?}");
    assert!(count > 0);
}

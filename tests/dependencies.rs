//! Promise: the crate is built from what `deny.toml` allows, every direct dependency is accounted for in
//! `docs/dependencies.md`, and nothing of it talks to the network or starts programs but the one that is named.

// Helpers outside of test functions fail as tests do.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn toml(path: &str) -> toml::Table {
    text(path).parse().unwrap()
}

/// The packages that this machine builds the crate and its tests from: what is in the lock file for other systems may
/// not be at hand.
fn packages() -> Vec<serde_json::Value> {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(rustc.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--all-features", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether a licence expression is met by the allowed ones: `or` by one side, `and` by both.
fn is_met(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.trim();
    // The places of an operator outside of brackets.
    let split = |operator: &str| -> Vec<String> {
        let (mut parts, mut depth) = (vec![String::new()], 0);
        for word in expression.replace('(', " ( ").replace(')', " ) ").split_whitespace() {
            depth += i32::from(word == "(") - i32::from(word == ")");
            if depth == 0 && word == operator {
                parts.push(String::new());
            } else {
                let last = parts.last_mut().unwrap();
                last.push_str(word);
                last.push(' ');
            }
        }
        parts
    };
    let or = split("OR");
    if or.len() > 1 {
        return or.iter().any(|part| is_met(part, allowed));
    }
    let and = split("AND");
    if and.len() > 1 {
        return and.iter().all(|part| is_met(part, allowed));
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => is_met(inner, allowed),
        None => allowed.contains(expression),
    }
}

#[test]
fn licence_expressions_are_understood() {
    let allowed: BTreeSet<String> = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("(GPL-3.0 OR MIT) AND LGPL-3.0", false),
        ("(MIT OR ISC)", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(is_met(expression, &allowed), met, "{expression}");
    }
}

#[test]
fn every_package_has_an_allowed_licence() {
    let allow: BTreeSet<String> = toml("deny.toml")["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|licence| licence.as_str().unwrap().to_owned())
        .collect();
    let packages = packages();
    assert!(packages.len() > 100);
    let mut used = BTreeSet::new();
    for package in &packages {
        // Older packages write a slash for "or".
        let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        assert!(is_met(&licence, &allow), "{} {}: {licence:?}", package["name"], package["version"]);
        used.extend(allow.iter().filter(|allowed| licence.contains(allowed.as_str())).cloned());
    }
    assert_eq!(used, allow, "a licence is allowed that no package has");
}

#[test]
fn everything_comes_from_the_registry() {
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock = toml(lock);
        let mut local = Vec::new();
        for package in lock["package"].as_array().unwrap() {
            let name = package["name"].as_str().unwrap();
            match package.get("source").and_then(|source| source.as_str()) {
                Some(source) => {
                    assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
                    assert!(package.get("checksum").is_some(), "{name} has no checksum");
                }
                None => local.push(name),
            }
        }
        assert!(local.iter().all(|name| name.starts_with("charterlint")), "{local:?}");
    }
}

/// The rows of the page's tables: a dependency's name and the rest.
fn accounted() -> BTreeMap<String, String> {
    let page = text("docs/dependencies.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
}

#[test]
fn every_direct_dependency_is_accounted_for() {
    let manifest = toml("Cargo.toml");
    let direct: BTreeSet<String> = ["dependencies", "dev-dependencies"]
        .iter()
        .flat_map(|table| manifest[*table].as_table().unwrap().keys().cloned())
        .collect();
    let accounted = accounted();
    assert_eq!(accounted.keys().cloned().collect::<BTreeSet<_>>(), direct);
    // The licence in the page is the package's.
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        if let Some(row) = accounted.get(name) {
            assert!(row.contains(&format!("| {licence} |")), "{name}: {licence}");
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The files under `src` that hold one of the words, outside of comments.
fn holding(words: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 100);
    files.retain(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        let code = |line: &&str| !line.trim_start().starts_with("//");
        text.lines().filter(code).any(|line| words.iter().any(|word| line.contains(word)))
    });
    files.sort();
    files.iter().map(|path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn no_connection_is_opened() {
    assert_eq!(holding(&["std::net", "TcpStream", "UdpSocket", "UnixStream"]), [""; 0]);
    let banned = ["reqwest", "hyper", "tokio", "curl", "openssl-sys", "native-tls", "rustls"];
    for package in packages() {
        assert!(!banned.contains(&package["name"].as_str().unwrap()), "{}", package["name"]);
    }
}

/// Build scripts run on the machine that builds: none fetches anything.
#[test]
fn no_build_script_reaches_out() {
    let mut seen = 0;
    for package in packages() {
        for target in package["targets"].as_array().unwrap() {
            if target["kind"][0] == "custom-build" {
                let script = std::fs::read_to_string(target["src_path"].as_str().unwrap()).unwrap();
                for word in ["std::net", "TcpStream", "ureq", "reqwest", "curl", "wget", "download"] {
                    let code = |line: &&str| !line.trim_start().starts_with("//");
                    assert!(
                        !script.lines().filter(code).any(|line| line.contains(word)),
                        "{}: {word}",
                        package["name"]
                    );
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

/// `pdftotext`, where the library finds no text in a PDF: SECURITY.md says so.
#[test]
fn one_other_program_is_started() {
    assert_eq!(holding(&["process::Command", "process::{Command", "Command::new("]), ["src/import/pdf/poppler.rs"]);
}

#[test]
fn no_code_is_unsafe() {
    for file in ["src/lib.rs", "src/main.rs"] {
        assert!(text(file).contains("#![forbid(unsafe_code)]"), "{file}");
    }
}

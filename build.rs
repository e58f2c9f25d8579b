//! Writes the built-in packs, their sources and the lexicon as JSON, which a program reads in a third of the time that TOML takes. What
//! only people and tests look at stays in the TOML: the examples of rules, which are most of a pack. Numbers and days of
//! packs stay TOML too, under an empty name.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let source = Path::new(&root).join("src");
    let out = env::var("OUT_DIR")?;
    fs::create_dir_all(Path::new(&out).join("packs"))?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/rules/packs");
    for entry in fs::read_dir(source.join("rules/packs"))? {
        let name = entry?.file_name();
        let mut pack = read(&source.join("rules/packs").join(&name))?;
        for rule in pack.get_mut("rule").and_then(toml::Value::as_array_mut).into_iter().flatten() {
            if let Some(rule) = rule.as_table_mut() {
                rule.remove("example");
            }
        }
        let json = Path::new("packs").join(&name).with_extension("toml.json");
        fs::write(Path::new(&out).join(json), as_json(&toml::Value::Table(pack)).to_string())?;
    }
    println!("cargo::rerun-if-changed=src/rules/data/sources.toml");
    let sources = toml::Value::Table(read(&source.join("rules/data/sources.toml"))?);
    fs::write(Path::new(&out).join("sources.json"), as_json(&sources).to_string())?;
    println!("cargo::rerun-if-changed=src/lexicon/lexicon.toml");
    let lexicon = read(&source.join("lexicon/lexicon.toml"))?;
    fs::write(Path::new(&out).join("lexicon.json"), serde_json::to_string(&lexicon)?)?;
    Ok(())
}

/// A value as JSON; what has no like in it, such as a day, stays TOML under no name.
fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Boolean(value) => (*value).into(),
        toml::Value::Array(values) => values.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.as_str(), as_json(value))).collect(),
        other => [("", other.to_string())].into_iter().collect(),
    }
}

fn read(path: &Path) -> Result<toml::Table, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()).into())
}

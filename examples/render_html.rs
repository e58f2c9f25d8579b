//! Writes a report as one self-contained web page.
//!
//! `cargo run --example render_html -- report.html`

use std::fs::File;
use std::io::{BufWriter, Write as _};

use charterlint::{Dossier, Language, RuleSet, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let report = RuleSet::builtin().check(&Dossier::open("fixtures/jingyan")?);
    let Some(path) = std::env::args().nth(1) else {
        return Err("name the file to write".into());
    };
    // Every output has this form; it writes in small pieces, so files are buffered.
    let mut file = BufWriter::new(File::create(&path)?);
    render::html(&report, Language::Chinese, &mut file)?;
    file.flush()?;
    println!("{path}");
    Ok(())
}

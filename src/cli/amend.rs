//! `amend`: an amendment carried out on the old charter.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Amend, TextFormat};
use super::{Failure, output};
use crate::diff::{self, Amendment, Applied, Problem};
use crate::render::escape;
use crate::{Charter, Language, Limits, Source};

pub(super) fn run(arguments: &Amend, language: Language) -> Result<ExitCode, Failure> {
    let old = Charter::read(Arc::new(read(&arguments.old, language)?));
    if old.articles().is_empty() {
        return Err(Failure::Message(match language {
            Language::Chinese => format!("{}：没有条文；请给出修订前的章程全文", arguments.old.display()),
            Language::English => format!("{}: no articles; give the full charter", arguments.old.display()),
        }));
    }
    let amendment = Amendment::read(&read(&arguments.amendment, language)?);
    if amendment.is_empty() {
        let reasons: Vec<&str> = amendment.unread.iter().map(|problem| problem.message.get(language)).collect();
        return Err(Failure::Message(format!("{}: {}", arguments.amendment.display(), reasons.join("\n  "))));
    }
    let applied = diff::apply(&amendment, &old);
    let bytes = match arguments.format {
        TextFormat::Text => applied.text.clone().into_bytes(),
        TextFormat::Json => json(&applied, language)?,
    };
    let inputs = [arguments.old.clone(), arguments.amendment.clone()];
    output::write(arguments.output.as_deref(), &inputs, bytes, language)?;
    report(&applied, language);
    // What was left as it was makes the new text another than the amendment means.
    let undone = applied.problems.iter().any(|problem| !problem.applied);
    Ok(if undone { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn read(path: &Path, language: Language) -> Result<Source, Failure> {
    crate::import::import_file(path, &Limits::default()).map_err(|error| Failure::Message(error.message(language)))
}

/// What was done and what was not, on standard error.
fn report(applied: &Applied, language: Language) {
    let mut out = String::new();
    let undone = applied.problems.iter().filter(|problem| !problem.applied).count();
    out.push_str(&match language {
        Language::Chinese => format!("已执行 {} 处修改，未执行 {undone} 处\n", applied.applied),
        Language::English => format!("{} changes carried out, {undone} not\n", applied.applied),
    });
    for Problem { row, message, applied, .. } in &applied.problems {
        let done = match (language, applied) {
            (Language::Chinese, true) => "已执行，请核对",
            (Language::Chinese, false) => "未执行",
            (Language::English, true) => "carried out, to be checked",
            (Language::English, false) => "not carried out",
        };
        let row = escape::visible(row);
        let message = escape::visible(message.get(language));
        out.push_str(&match language {
            Language::Chinese => format!("  {row}（{done}）：{message}\n"),
            Language::English => format!("  {row} ({done}): {message}\n"),
        });
    }
    let _ = io::stderr().write_all(out.as_bytes());
}

fn json(applied: &Applied, language: Language) -> Result<Vec<u8>, Failure> {
    let problems: Vec<serde_json::Value> = applied
        .problems
        .iter()
        .map(|problem| {
            serde_json::json!({
                "row": problem.row, "message": problem.message.get(language), "applied": problem.applied,
            })
        })
        .collect();
    let value = serde_json::json!({
        "schema": "charterlint-amend/1",
        "text": applied.text,
        "applied": applied.applied,
        "problems": problems,
    });
    let mut bytes = Vec::new();
    serde_json::to_writer_pretty(crate::render::escape::Json(&mut bytes), &value)
        .map_err(|error| Failure::Message(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

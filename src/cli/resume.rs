//! What earlier runs have done: the results of dossiers by the hash of their files, in a file beside the output.
//!
//! The first line says for which program, rules and settings the rest holds; each other line is a dossier. Lines are added
//! as dossiers are done, so that a run that was cut off at any moment goes on where it was.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::args::Check;
use super::inputs::Input;
use super::outputs::Outputs;
use super::{Failure, output};
use crate::dossier::input_files;
use crate::rules::Severity;
use crate::{Date, Language, Limits};

#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Head {
    schema: String,
    /// The hash of the program, the packs and the settings.
    run: String,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    hash: String,
    highest: Option<Severity>,
    parts: Vec<String>,
}

/// What is needed of an entry to find it again.
#[derive(Deserialize)]
struct Key {
    path: String,
    hash: String,
}

/// The results of earlier runs.
pub(super) struct Store {
    path: PathBuf,
    language: Language,
    /// By the dossier's path: the hash of its files, and where its line is.
    known: HashMap<String, (String, u64)>,
    /// For reading at places, and for adding at the end.
    file: Mutex<File>,
}

impl Store {
    /// The store of a run with `--resume`.
    pub(super) fn of(
        check: &Check,
        outputs: &Outputs<'_>,
        as_of: Date,
        language: Language,
    ) -> Result<Option<Self>, Failure> {
        if !check.resume {
            return Ok(None);
        }
        let Some(first) = check.output.first().filter(|_| outputs.streams_text() && !check.records) else {
            return Err(Failure::Message(match language {
                Language::Chinese => {
                    "--resume 需要 --format jsonl 或 csv，并且写到文件（--output）；不能与 --records、--baseline 同用"
                        .to_owned()
                }
                Language::English => {
                    "--resume needs --format jsonl or csv with --output, and neither --records nor --baseline"
                        .to_owned()
                }
            }));
        };
        let mut name = first.clone().into_os_string();
        name.push(".resume");
        let path = PathBuf::from(name);
        let failed = |error: io::Error| output::failed(&path, &error, language);
        let head =
            Head { schema: "charterlint-resume/1".to_owned(), run: run(check, as_of, language).map_err(failed)? };
        let mut options = File::options();
        // It quotes the documents.
        output::only_for_owner(&mut options);
        let mut file = options.read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let (known, end) = read(&mut file, &head).map_err(failed)?;
        file.set_len(end).and_then(|()| file.seek(SeekFrom::End(0)).map(|_| ())).map_err(failed)?;
        if end == 0 {
            line(&mut file, &head).map_err(failed)?;
        }
        Ok(Some(Self { path, language, known, file: Mutex::new(file) }))
    }

    /// The hash of a dossier's files; none if it cannot be told, or if rules that stand elsewhere belong to it.
    pub(super) fn hash(&self, input: &Input, limits: &Limits) -> Option<String> {
        let Input::Path(input) = input else { return None };
        let mut files = input_files(&input.path, limits).ok()?;
        files.sort();
        let mut hash = Sha256::new();
        for file in files {
            // What is too long to be read is told by its length.
            let length = std::fs::metadata(&file).ok()?.len();
            let bytes = if length > limits.file_bytes { Vec::new() } else { std::fs::read(&file).ok()? };
            if file.extension().is_some_and(|ending| ending == "toml")
                && memchr::memmem::find(&bytes, b"packs").is_some()
            {
                return None;
            }
            hash.update(file.as_os_str().as_encoded_bytes());
            hash.update([0]);
            hash.update(length.max(bytes.len() as u64).to_le_bytes());
            hash.update(&bytes);
        }
        Some(hex(hash))
    }

    /// The result of a dossier whose files have not changed.
    pub(super) fn known(&self, path: &str, hash: &str) -> Option<(Option<Severity>, Vec<String>)> {
        let (_, at) = self.known.get(path).filter(|(known, _)| known == hash)?;
        let mut text = String::new();
        {
            let mut file = self.file.lock().ok()?;
            file.seek(SeekFrom::Start(*at)).ok()?;
            BufReader::new(&*file).read_line(&mut text).ok()?;
        }
        let entry: Entry = serde_json::from_str(&text).ok()?;
        (entry.path == path && entry.hash == hash).then_some((entry.highest, entry.parts))
    }

    /// Keeps a result.
    pub(super) fn add(
        &self,
        path: &str,
        hash: String,
        highest: Option<Severity>,
        parts: &[String],
    ) -> Result<(), Failure> {
        let entry = Entry { path: path.to_owned(), hash, highest, parts: parts.to_vec() };
        let Ok(mut file) = self.file.lock() else { return Ok(()) };
        let added = file.seek(SeekFrom::End(0)).and_then(|_| line(&mut file, &entry));
        added.map_err(|error| output::failed(&self.path, &error, self.language))
    }
}

fn line(file: &mut File, value: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    file.write_all(&bytes)
}

/// The entries of a store made by the same run, and where its last whole line ends.
fn read(file: &mut File, head: &Head) -> io::Result<(HashMap<String, (String, u64)>, u64)> {
    let mut known = HashMap::new();
    let mut reader = BufReader::new(file);
    let mut text = String::new();
    let mut at = 0;
    loop {
        text.clear();
        // A line that was cut off, or is no text, ends what is known.
        let length = reader.read_line(&mut text).unwrap_or(0) as u64;
        if !text.ends_with('\n') {
            return Ok((known, at));
        }
        if at == 0 {
            if serde_json::from_str::<Head>(&text).ok().as_ref() != Some(head) {
                return Ok((known, 0));
            }
        } else if let Ok(key) = serde_json::from_str::<Key>(&text) {
            known.insert(key.path, (key.hash, at));
        } else {
            return Ok((known, at));
        }
        at += length;
    }
}

/// The hash of all that a result depends on beside the dossier: this program, the packs, the settings.
fn run(check: &Check, as_of: Date, language: Language) -> io::Result<String> {
    let mut hash = Sha256::new();
    feed(&mut hash, &std::env::current_exe()?)?;
    for pack in &check.pack {
        feed(&mut hash, pack)?;
    }
    let settings = (&check.format, &check.select, &check.ignore, &check.levels.in_order, &check.set, check.each);
    hash.update(format!("{settings:?} {as_of} {language:?}"));
    Ok(hex(hash))
}

fn feed(hash: &mut Sha256, path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            length => hash.update(&buffer[..length]),
        }
    }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

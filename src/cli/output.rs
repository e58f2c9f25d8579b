//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;

/// Writes results to `target`, or to standard output. A target that is one of the inputs is refused.
pub(super) fn write(target: Option<&Path>, inputs: &[PathBuf], bytes: &[u8]) -> Result<(), Failure> {
    let Some(target) = target else {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    };
    let same = |input: &PathBuf| match (std::fs::canonicalize(input), std::fs::canonicalize(target)) {
        (Ok(input), Ok(target)) => input == target,
        _ => false,
    };
    if inputs.iter().any(same) {
        return Err(Failure::Message(format!(
            "{}: the output is one of the inputs; choose another name",
            target.display()
        )));
    }
    whole(target, bytes)
}

/// Writes a file that must not exist yet, whole or not at all.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    // A link to a name that is taken fails, where a rename would replace what is there.
    place(path, bytes, |beside| std::fs::hard_link(beside, path).and_then(|()| std::fs::remove_file(beside)))
}

/// Writes a file whole or not at all: beside the target first, then in its place.
fn whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    place(path, bytes, |beside| std::fs::rename(beside, path))
}

fn place(path: &Path, bytes: &[u8], put: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Message(format!("{}: {error}", path.display()));
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = File::create_new(&beside).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    let placed = written.and_then(|()| put(&beside));
    if placed.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    placed.map_err(failed)
}

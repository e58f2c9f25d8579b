//! Where results go: standard output, or files that are written whole or not at all.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::{Failure, explain};
use crate::dossier::input_files;
use crate::{Language, Limits};

/// Writes results to `target`, or to standard output. A target that is one of the inputs is refused.
pub(super) fn write(
    target: Option<&Path>,
    inputs: &[PathBuf],
    bytes: Vec<u8>,
    language: Language,
) -> Result<(), Failure> {
    let Some(target) = target else { return print(&bytes) };
    refuse_inputs(&[target], inputs, language)?;
    write_files(vec![(target.to_owned(), bytes)], language)
}

/// Writes a file that must not exist yet, whole or not at all.
pub(super) fn create(path: &Path, bytes: &[u8], language: Language) -> Result<(), Failure> {
    let done =
        Staged::write(path, bytes).and_then(|staged| match staged.as_ref().and_then(|file| file.beside.as_ref()) {
            // A link to a name that is taken fails, where a rename would replace what is there.
            Some(beside) => std::fs::hard_link(beside, path),
            None => Err(io::ErrorKind::AlreadyExists.into()),
        });
    done.map_err(|error| failed(path, &error, language))
}

pub(super) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Refuses targets that are a file among the inputs: named itself, within a folder of documents, or by another name
/// through a link.
pub(super) fn refuse_inputs(targets: &[&Path], inputs: &[PathBuf], language: Language) -> Result<(), Failure> {
    // Only what exists can be one of the inputs.
    let existing = targets.iter().filter(|target| target.is_file());
    let existing: Vec<_> = existing.filter_map(|target| Some((*target, Handle::from_path(target).ok()?))).collect();
    if existing.is_empty() {
        return Ok(());
    }
    for input in inputs.iter().filter(|input| *input != Path::new("-")) {
        for file in input_files(input, &Limits::default()).map_err(|error| explain(&error, language))? {
            let Ok(handle) = Handle::from_path(&file) else { continue };
            if let Some((target, _)) = existing.iter().find(|(_, target)| *target == handle) {
                let (target, file) = (target.display(), file.display());
                return Err(Failure::Message(match language {
                    Language::Chinese => format!("{target}：就是输入文件（{file}），不会覆盖；请换一个文件名"),
                    Language::English => {
                        format!("{target}: is one of the inputs ({file}) and is not overwritten; choose another name")
                    }
                }));
            }
        }
    }
    Ok(())
}

/// Writes all files or none: each beside its target first, and all in their place once all are whole.
pub(super) fn write_files(files: Vec<(PathBuf, Vec<u8>)>, language: Language) -> Result<(), Failure> {
    let mut staged: Vec<Staged> = Vec::new();
    for (path, bytes) in files {
        let done = Staged::write(&path, &bytes).map_err(|error| failed(&path, &error, language));
        staged.extend(done?);
    }
    for file in &mut staged {
        file.place().map_err(|error| failed(&file.target, &error, language))?;
    }
    Ok(())
}

/// Somewhere that results are written to bit by bit: standard output, or a file that is there once it is whole.
pub(super) struct Sink {
    path: PathBuf,
    out: BufWriter<Box<dyn io::Write>>,
    staged: Option<Staged>,
}

impl Sink {
    /// Opens a target, or standard output.
    pub(super) fn open(target: Option<&Path>, language: Language) -> Result<Self, Failure> {
        let Some(path) = target else {
            let out: Box<dyn io::Write> = Box::new(io::stdout());
            return Ok(Self { path: PathBuf::from("-"), out: BufWriter::new(out), staged: None });
        };
        let (file, staged) = Staged::create(path).map_err(|error| failed(path, &error, language))?;
        let out: Box<dyn io::Write> = Box::new(file);
        Ok(Self { path: path.to_owned(), out: BufWriter::new(out), staged })
    }

    /// Writes the next results. On standard output they are there at once.
    pub(super) fn write(&mut self, bytes: &[u8], language: Language) -> Result<(), Failure> {
        let is_file = self.path != Path::new("-");
        let done = self.out.write_all(bytes).and_then(|()| if is_file { Ok(()) } else { self.out.flush() });
        done.map_err(|error| if is_file { failed(&self.path, &error, language) } else { error.into() })
    }

    #[cfg(any(feature = "html", feature = "xlsx"))]
    /// Lets something else write.
    pub(super) fn fill(
        &mut self,
        language: Language,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let is_file = self.path != Path::new("-");
        let done = write(&mut self.out);
        done.map_err(|error| if is_file { failed(&self.path, &error, language) } else { error.into() })
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self, language: Language) -> Result<(), Failure> {
        self.write(&[], language)?;
        let placed = self.out.flush().and_then(|()| self.staged.as_mut().map_or(Ok(()), Staged::place));
        placed.map_err(|error| failed(&self.path, &error, language))
    }
}

/// A file written beside its target, which nobody but its owner can read; it goes away unless it is put in place.
struct Staged {
    beside: Option<PathBuf>,
    target: PathBuf,
    /// Who may read the target: those who could before, else those whom the user's mask lets.
    readers: Option<Permissions>,
}

impl Staged {
    /// What is no file, such as `/dev/null` or a pipe, is written at once.
    fn write(path: &Path, bytes: &[u8]) -> io::Result<Option<Self>> {
        let (mut file, mut staged) = Self::create(path)?;
        file.write_all(bytes)?;
        if let Some(staged) = &mut staged {
            file.sync_all()?;
            staged.open_up()?;
        }
        Ok(staged)
    }

    /// The file to write to, and what it becomes.
    fn create(path: &Path) -> io::Result<(File, Option<Self>)> {
        // A link stays, and what it points to is written.
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let readers = match std::fs::metadata(&target) {
            Ok(kind) if kind.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(kind) if !kind.is_file() => return Ok((File::options().write(true).open(&target)?, None)),
            // Replacing a file takes leave to write in its folder only; a read-only file is meant to stay.
            Ok(kind) if kind.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
            Ok(kind) => Some(kind.permissions()),
            Err(_) => None,
        };
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let process = std::process::id();
        // Short, whatever the target is called: names have an end.
        let names = (0..MOST_LEFT).map(|n| folder.join(format!(".charterlint-{process}-{n}.part")));
        let (file, beside) = first_free(names, readers.is_some())?;
        let mut staged = Self { beside: Some(beside), target, readers };
        if cfg!(unix) {
            if staged.readers.is_none() {
                staged.readers = Some(file.metadata()?.permissions());
            }
            hide(&file)?;
        }
        Ok((file, Some(staged)))
    }

    /// Lets those read it who may read the target.
    fn open_up(&mut self) -> io::Result<()> {
        match (&self.beside, self.readers.take().filter(|_| cfg!(unix))) {
            (Some(beside), Some(readers)) => std::fs::set_permissions(beside, readers),
            _ => Ok(()),
        }
    }

    fn place(&mut self) -> io::Result<()> {
        self.open_up()?;
        if let Some(beside) = &self.beside {
            std::fs::rename(beside, &self.target)?;
        }
        self.beside = None;
        Ok(())
    }
}

/// Files of runs that were killed may have taken names: in a container every run has the same process number.
const MOST_LEFT: u32 = 100;

/// Makes the first file of `names` that is not there.
fn first_free(names: impl Iterator<Item = PathBuf>, private: bool) -> io::Result<(File, PathBuf)> {
    let mut options = File::options();
    options.write(true).create_new(true);
    if private {
        only_for_owner(&mut options);
    }
    for name in names {
        match options.open(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return Ok((opened?, name)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A file that is made with these options can be read by its owner only.
pub(super) fn only_for_owner(options: &mut std::fs::OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

/// Takes the file from everybody but its owner. It is empty still.
fn hide(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// The path of a file that may not be there yet, whatever way to it is named.
pub(super) fn place(path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path).ok().or_else(|| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
    });
    whole.unwrap_or_else(|| path.to_owned())
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = std::fs::remove_file(beside);
        }
    }
}

/// Why a file could not be written, and what to do.
pub(super) fn failed(path: &Path, error: &io::Error, language: Language) -> Failure {
    let path = path.display();
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("文件夹不存在；请先建立文件夹", "the folder does not exist; make it first"),
        io::ErrorKind::NotADirectory => ("上级路径不是文件夹", "what should be its folder is a file"),
        io::ErrorKind::IsADirectory => ("是文件夹；请给出文件名", "is a folder; give the name of a file"),
        io::ErrorKind::PermissionDenied => (
            "没有写入权限；请检查文件和文件夹的权限",
            "no leave to write; check the permissions of the file and its folder",
        ),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只读；请换一个位置", "the disk is read-only; choose another place"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "磁盘空间不足；请清理后重试，原有文件没有改动",
            "the disk is full; make room and run again; no file was changed",
        ),
        _ => {
            return Failure::Message(match language {
                Language::Chinese => format!("{path}：无法写入（{error}）"),
                Language::English => format!("{path}: cannot be written ({error})"),
            });
        }
    };
    Failure::Message(match language {
        Language::Chinese => format!("{path}：无法写入：{zh}"),
        Language::English => format!("{path}: cannot be written: {en}"),
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_reads_a_file_before_it_is_in_place() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.json");
        // What the user's mask leaves.
        std::fs::write(folder.path().join("usual"), "").unwrap();
        let usual = mode(&folder.path().join("usual"));
        for (before, after) in [(None, usual), (Some(0o600), 0o600), (Some(0o640), 0o640), (Some(0o644), 0o644)] {
            if let Some(before) = before {
                std::fs::set_permissions(&target, Permissions::from_mode(before)).unwrap();
            }
            let (mut file, staged) = Staged::create(&target).unwrap();
            let mut staged = staged.unwrap();
            file.write_all("甲".as_bytes()).unwrap();
            assert_eq!(mode(staged.beside.as_ref().unwrap()), 0o600);
            staged.place().unwrap();
            assert_eq!(mode(&target), after, "{before:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn what_is_not_put_in_place_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.json");
        drop(Staged::write(&target, b"x").unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_name_left_by_a_killed_run_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.json");
        // A run of the same process number, as in a container, that never ended.
        std::mem::forget(Staged::write(&target, b"old").unwrap());
        write_files(vec![(target.clone(), b"new".to_vec())], Language::English).ok().unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"new");
    }
}

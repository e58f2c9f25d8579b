//! Zip packages of Office files, opened with suspicion.

use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{Bound, Format, ImportCause};
use super::xml::{self, Space, Tag, Visitor};
use crate::Text;
use crate::source::Limits;

/// A package whose entries are counted, whose names are tame, and whose unpacked size stays under a budget.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    format: Format,
    /// Bytes that may still be unpacked.
    budget: u64,
}

/// One relationship of a part.
#[derive(Debug)]
pub(crate) struct Relationship {
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks name relationships"))]
    pub(crate) id: String,
    /// Last segment of the type's address: `worksheet`, `styles`.
    pub(crate) kind: String,
    /// Entry name of the target, without a leading slash.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8], format: Format, limits: &'a Limits) -> Result<Self, ImportCause> {
        // Counted before the archive library reads the directory, which it does as a whole.
        let headers = memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(limits.archive_entries + 1).count();
        if headers > limits.archive_entries {
            return Err(ImportCause::Limit { bound: Bound::ArchiveEntries, limit: limits.archive_entries as u64 });
        }
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| ImportCause::damaged("", describe(&error)))?;
        let mut declared = 0u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| ImportCause::damaged("", describe(&error)))?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if name.split(['/', '\\']).any(|segment| segment == "..") {
                return Err(ImportCause::Unsafe {
                    part: name,
                    detail: Text::new("越界路径", "a path that leads outside"),
                });
            }
            if entry.encrypted() {
                return Err(ImportCause::Encrypted { format });
            }
            declared = declared.saturating_add(entry.size());
            if declared > limits.unpacked_bytes {
                return Err(ImportCause::Limit { bound: Bound::UnpackedBytes, limit: limits.unpacked_bytes });
            }
        }
        Ok(Self { archive, limits, format, budget: limits.unpacked_bytes })
    }

    /// The names of all entries.
    pub(crate) fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.archive.file_names_raw().map(String::from_utf8_lossy)
    }

    /// The entry that a part's name means: as written, or with another case or slash, as sloppy programs write.
    pub(crate) fn entry(&self, part: &str) -> Option<usize> {
        let part = part.trim_start_matches('/');
        self.archive.index_for_name(part).or_else(|| {
            let tame = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
            let wanted = tame(part);
            let index = self.names().position(|name| tame(&name) == wanted)?;
            Some(index)
        })
    }

    /// Whether the package has the part.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.entry(part).is_some()
    }

    /// Reads a part into `visitor`; `false` if there is no such part.
    pub(super) fn visit(&mut self, part: &str, visitor: &mut impl Visitor) -> Result<bool, ImportCause> {
        let Some(index) = self.entry(part) else { return Ok(false) };
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::InvalidPassword => ImportCause::Encrypted { format: self.format },
            error => ImportCause::damaged(part, describe(&error)),
        })?;
        let allowed = entry.size().min(self.budget);
        let mut bounded = Bounded { inner: entry, left: allowed, limit: self.limits.unpacked_bytes };
        let result = xml::visit(BufReader::with_capacity(64 << 10, &mut bounded), part, self.limits, visitor);
        let used = allowed - bounded.left;
        self.budget -= used;
        result.map(|()| true)
    }

    /// The content of a part; `None` if there is no such part.
    #[cfg(feature = "docx")]
    pub(crate) fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, ImportCause> {
        let Some(index) = self.entry(part) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| ImportCause::damaged(part, describe(&error)))?;
        let allowed = entry.size().min(self.budget);
        let mut bounded = Bounded { inner: entry, left: allowed, limit: self.limits.unpacked_bytes };
        let mut bytes = Vec::new();
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| bound_of(&error).unwrap_or_else(|| ImportCause::damaged(part, error)))?;
        self.budget -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The relationships of a part (`""` for the package itself).
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ImportCause> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut reader = Relationships { folder: folder.to_owned(), found: Vec::new() };
        self.visit(&relationships_of(part), &mut reader)?;
        Ok(reader.found)
    }

    /// The main part, by the package's relationships, else by its usual name.
    pub(crate) fn main_part(&mut self, usual: &str) -> Result<String, ImportCause> {
        let stated = self.relationships("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        match stated {
            Some(part) if self.has(&part) => Ok(part),
            _ if self.has(usual) => Ok(usual.to_owned()),
            _ => Err(ImportCause::damaged(usual, "the part is missing")),
        }
    }
}

/// The part that holds the relationships of `part`.
pub(crate) fn relationships_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A short description of an archive error, without the library's own advice.
fn describe(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(what) => what.to_string(),
        error => error.to_string(),
    }
}

struct Relationships {
    folder: String,
    found: Vec<Relationship>,
}

impl Visitor for Relationships {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ImportCause> {
        let external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if tag.local != "Relationship" || external {
            return Ok(());
        }
        if let (Some(id), Some(kind), Some(target)) =
            (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
        {
            self.found.push(Relationship {
                id: id.into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(&self.folder, &target),
            });
        }
        Ok(())
    }

    fn end(&mut self, _space: Space, _local: &str) -> Result<(), ImportCause> {
        Ok(())
    }
}

/// A target relative to a folder of the package.
fn resolve(folder: &str, target: &str) -> String {
    let mut segments: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|s| !s.is_empty()).collect() };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

/// A reader that fails once an entry gives more than it declared or than is allowed.
struct Bounded<R> {
    inner: R,
    left: u64,
    limit: u64,
}

/// Carried through `io::Error` to the XML reader's caller.
#[derive(Debug)]
struct Overrun(u64);

impl std::fmt::Display for Overrun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the entry unpacks to more than it declares")
    }
}

impl std::error::Error for Overrun {}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(got as u64).ok_or_else(|| io::Error::other(Overrun(self.limit)))?;
        Ok(got)
    }
}

/// The bound behind an error of [`Bounded`], if it is one.
pub(super) fn bound_of(error: &io::Error) -> Option<ImportCause> {
    let overrun = error.get_ref()?.downcast_ref::<Overrun>()?;
    Some(ImportCause::Limit { bound: Bound::UnpackedBytes, limit: overrun.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_their_folder() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("xl/worksheets", "../sharedStrings.xml"), "xl/sharedStrings.xml");
        assert_eq!(resolve("", "../../../x.xml"), "x.xml");
    }
}

//! From files to dossiers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::Config;
use super::recognise::recognise;
use super::{Content, Dossier, DossierError};
use crate::report::Skipped;
use crate::source::{Limits, Source};
use crate::{Profile, Text};

/// File names that `check` reads as a dossier's settings.
const CONFIG: &str = "dossier.toml";
/// Formats that may hold documents.
const FORMATS: &[&str] =
    &["txt", "md", "markdown", "docx", "xlsx", "xlsm", "csv", "tsv", "pdf", "xls", "doc", "wps", "et"];
/// How deep folders inside a dossier are read.
const DEPTH: usize = 4;

/// The files of one dossier, before they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DossierInput {
    /// The folder or file.
    pub path: PathBuf,
    /// The folder's or file's name without its ending.
    pub name: String,
}

impl DossierInput {
    /// A dossier at `path`, shown as `name`.
    pub fn new(path: PathBuf, name: impl Into<String>) -> Self {
        Self { path, name: name.into() }
    }
}

/// What a path holds: one dossier, or a batch of them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Discovered {
    /// The dossiers, by name.
    pub dossiers: Vec<DossierInput>,
    /// Files beside the dossiers of a batch, which belong to none.
    pub skipped: Vec<Skipped>,
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> DossierError {
    let path = path.to_owned();
    move |error| DossierError::Io { path, error }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| path.display().to_string())
}

fn has_format(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    FORMATS.contains(&ending.as_str())
}

/// What stands in a folder, by name: files and folders. Hidden ones are left out.
fn entries(path: &Path, limits: &Limits) -> Result<(Vec<PathBuf>, Vec<PathBuf>), DossierError> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(path).map_err(io(path))? {
        let entry = entry.map_err(io(path))?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        // A link could lead out of the folder or back into it: only what it points to as a file counts.
        let kind = entry.file_type().map_err(io(path))?;
        let target = if kind.is_symlink() {
            std::fs::metadata(entry.path()).map(|m| m.is_file()).unwrap_or(false)
        } else {
            kind.is_file()
        };
        if target {
            files.push(entry.path());
        } else if kind.is_dir() {
            folders.push(entry.path());
        }
        if files.len() + folders.len() > limits.folder_entries {
            return Err(DossierError::TooManyFiles { path: path.to_owned(), limit: limits.folder_entries });
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn input(path: &Path) -> DossierInput {
    let name = if path.is_dir() {
        file_name(path)
    } else {
        path.file_stem().map_or_else(|| file_name(path), |s| s.to_string_lossy().into_owned())
    };
    let name = match name.as_str() {
        "." | ".." | "" => std::fs::canonicalize(path).map(|p| file_name(&p)).unwrap_or(name),
        _ => name,
    };
    DossierInput { path: path.to_owned(), name }
}

/// The dossiers at `path`: a file is one, a folder with documents or a `dossier.toml` is one, and a folder of such
/// folders is a batch.
///
/// ```
/// use charterlint::{Limits, dossier};
/// let found = dossier::discover("fixtures/jingyan", &Limits::default())?;
/// assert_eq!(found.dossiers.len(), 1);
/// # Ok::<(), charterlint::DossierError>(())
/// ```
///
/// # Errors
/// [`DossierError::Io`] and [`DossierError::TooManyFiles`].
pub fn discover(path: impl AsRef<Path>, limits: &Limits) -> Result<Discovered, DossierError> {
    let path = path.as_ref();
    let mut out = Discovered::default();
    find(path, limits, DEPTH, &mut out)?;
    Ok(out)
}

fn find(path: &Path, limits: &Limits, depth: usize, out: &mut Discovered) -> Result<(), DossierError> {
    let meta = std::fs::metadata(path).map_err(io(path))?;
    if meta.is_file() {
        out.dossiers.push(input(path));
        return Ok(());
    }
    let (files, folders) = entries(path, limits)?;
    let documents = files.iter().any(|file| has_format(file));
    let has_config = |folder: &Path| folder.join(CONFIG).is_file();
    let batch = folders.iter().any(|folder| has_config(folder));
    if has_config(path) || folders.is_empty() || (documents && !batch) || depth == 0 {
        out.dossiers.push(input(path));
        return Ok(());
    }
    let before = out.dossiers.len();
    for folder in &folders {
        find(folder, limits, depth - 1, out)?;
    }
    // A folder without any document is no dossier of a batch.
    let mut found = out.dossiers.split_off(before);
    found.retain(|dossier| dossier.path.is_file() || holds_documents(&dossier.path, limits));
    out.dossiers.append(&mut found);
    for file in files {
        let reason =
            Text::new("在各卷宗文件夹之外，不属于任何卷宗", "stands beside the dossier folders and belongs to none");
        out.skipped.push(Skipped { path: file.display().to_string(), reason });
    }
    Ok(())
}

fn holds_documents(path: &Path, limits: &Limits) -> bool {
    entries(path, limits).is_ok_and(|(files, folders)| {
        !folders.is_empty() || files.iter().any(|file| has_format(file) || file.ends_with(CONFIG))
    })
}

/// Every file with documents under `path`, each as a dossier of its own, as `--each` wants it.
///
/// ```
/// use charterlint::{Limits, dossier};
/// let found = dossier::discover_each("fixtures/jingyan", &Limits::default())?;
/// assert!(found.dossiers.iter().any(|input| input.name == "公司章程"));
/// # Ok::<(), charterlint::DossierError>(())
/// ```
///
/// # Errors
/// [`DossierError::Io`] and [`DossierError::TooManyFiles`].
pub fn discover_each(path: impl AsRef<Path>, limits: &Limits) -> Result<Discovered, DossierError> {
    let path = path.as_ref();
    let mut out = Discovered::default();
    if std::fs::metadata(path).map_err(io(path))?.is_file() {
        out.dossiers.push(input(path));
        return Ok(out);
    }
    for file in walk(path, limits, limits.folder_entries, outside_dossiers)? {
        if has_format(&file) {
            out.dossiers.push(input(&file));
        } else if file_name(&file) != CONFIG {
            out.skipped.push(Skipped { path: file.display().to_string(), reason: no_format() });
        }
    }
    Ok(out)
}

fn no_format() -> Text {
    Text::new("不是能读的格式", "not a format that can be read")
}

/// Every file under `path` in a format that can be read, whatever dossier it belongs to, by name.
///
/// # Errors
/// [`DossierError::Io`] and [`DossierError::TooManyFiles`].
pub fn files(path: impl AsRef<Path>, limits: &Limits) -> Result<Vec<PathBuf>, DossierError> {
    let mut found = walk(path.as_ref(), limits, limits.folder_entries, |_| true)?;
    found.retain(|file| has_format(file));
    Ok(found)
}

/// All files of a dossier's folder and the folders inside it, but not of folders that are dossiers themselves.
fn gather(path: &Path, limits: &Limits) -> Result<Vec<PathBuf>, DossierError> {
    walk(path, limits, limits.folder_files, outside_dossiers)
}

/// Whether a folder is not a dossier by itself.
fn outside_dossiers(folder: &Path) -> bool {
    !folder.join(CONFIG).is_file()
}

/// All files of a folder and of the folders inside it that `enters` allows, `most` at most.
fn walk(
    path: &Path,
    limits: &Limits,
    most: usize,
    enters: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, DossierError> {
    let mut out = Vec::new();
    let mut open = vec![(path.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let (files, folders) = entries(&folder, limits)?;
        out.extend(files);
        if out.len() > most {
            return Err(DossierError::TooManyFiles { path: path.to_owned(), limit: most });
        }
        if depth < DEPTH {
            let inner = folders.into_iter().filter(|folder| enters(folder));
            open.extend(inner.map(|folder| (folder, depth + 1)));
        }
    }
    out.sort();
    Ok(out)
}

/// Every file under `path` that a check of it reads, those of dossiers inside it included.
#[cfg(feature = "cli")]
pub(crate) fn input_files(path: &Path, limits: &Limits) -> Result<Vec<PathBuf>, DossierError> {
    if !path.is_dir() {
        let config = path.parent().map(|folder| folder.join(CONFIG));
        return Ok(std::iter::once(path.to_owned()).chain(config.filter(|config| config.is_file())).collect());
    }
    let mut out = Vec::new();
    let mut open = vec![(path.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let (files, folders) = entries(&folder, limits)?;
        out.extend(files.into_iter().filter(|file| has_format(file) || file_name(file) == CONFIG));
        // A batch is as deep, and so is each of its dossiers.
        if depth < 2 * DEPTH {
            open.extend(folders.into_iter().map(|folder| (folder, depth + 1)));
        }
    }
    Ok(out)
}

impl Dossier {
    /// Opens a folder of one company's documents, or a single file.
    ///
    /// Every file that is not recognised is listed in [`Dossier::skipped`] with the reason.
    ///
    /// ```
    /// use charterlint::Dossier;
    /// let dossier = Dossier::open("fixtures/jingyan")?;
    /// assert!(dossier.charter().is_some() && dossier.rosters().count() == 1);
    /// # Ok::<(), charterlint::DossierError>(())
    /// ```
    ///
    /// # Errors
    /// [`DossierError`]: an unreadable path, a `dossier.toml` that says something that cannot be, two charters.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DossierError> {
        Self::open_with(path, &Limits::default())
    }

    /// As [`Dossier::open`], under the given limits.
    ///
    /// # Errors
    /// As [`Dossier::open`].
    pub fn open_with(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, DossierError> {
        let path = path.as_ref();
        let is_file = std::fs::metadata(path).map_err(io(path))?.is_file();
        let mut dossier = Self { name: input(path).name, path: path.display().to_string(), ..Self::default() };
        let mut files = if is_file { vec![path.to_owned()] } else { gather(path, limits)? };
        let config_path = if is_file { path.parent().map(|p| p.join(CONFIG)) } else { Some(path.join(CONFIG)) };
        if let Some(config_path) = config_path.filter(|p| p.is_file()) {
            let text = crate::import::read_text(&config_path, limits.file_bytes).map_err(io(&config_path))?;
            let config = Config::read(&config_path.display().to_string(), &text)?;
            if !is_file {
                check_documents(&config, path)?;
            }
            dossier.adopt(config);
        }
        files.retain(|file| file_name(file) != CONFIG || is_file);
        for file in files {
            let name = relative(path, &file, is_file);
            // A file that was named is tried whatever it is called.
            if !is_file && !has_format(&file) {
                let reason = if file_name(&file).starts_with("~$") {
                    Text::new("是办公软件的临时文件", "a temporary file of an office program")
                } else {
                    no_format()
                };
                dossier.skipped.push(Skipped { path: name, reason });
                continue;
            }
            match crate::import::import_file_as(&file, &name, limits) {
                Ok(source) => dossier.add(source),
                Err(error) => {
                    let reason = error.cause.text();
                    dossier.skipped.push(Skipped { path: name, reason });
                }
            }
        }
        dossier.finish()
    }

    fn adopt(&mut self, config: Config) {
        if let Some(name) = &config.profile.name {
            self.name.clone_from(name);
        }
        self.profile = config.profile.clone();
        self.complete = config.complete;
        self.settings = config.settings.clone();
        self.config = Some(config);
    }

    fn add(&mut self, source: Source) {
        let company = self.profile.name.clone().unwrap_or_default();
        let name = source.name().to_owned();
        let found = recognise(&Arc::new(source), &self.settings.documents, &company);
        self.skipped.extend(found.skipped);
        if found.documents.is_empty() && !self.skipped.iter().any(|skipped| skipped.path == name) {
            let reason = Text::new("认不出是哪一种文件", "the kind of document is not recognised");
            self.skipped.push(Skipped { path: name, reason });
        }
        self.documents.extend(found.documents);
    }

    fn finish(mut self) -> Result<Self, DossierError> {
        if self.charter().is_some() {
            // Whether it came before or after the charter's text, only people know.
            let amendments = self.of_kind(super::Kind::Amendment).map(|document| Skipped {
                path: document.source.name().to_owned(),
                reason: Text::new(
                    "卷宗里有章程全文，按全文检查，修订内容未另行计入；如果章程还没有按它修订，请先执行 charterlint amend",
                    "the charter in this dossier is checked as it stands, without this amendment; if it is yet to be \
                     amended, run `charterlint amend` first",
                ),
            });
            let amendments: Vec<Skipped> = amendments.collect();
            self.skipped.extend(amendments);
        }
        let mut charters = self.documents.iter().filter(|d| matches!(d.content, Content::Charter(_)));
        if let (Some(first), Some(second)) = (charters.next(), charters.next()) {
            return Err(DossierError::TwoCharters {
                first: first.source.name().to_owned(),
                second: second.source.name().to_owned(),
            });
        }
        Ok(self)
    }
}

fn relative(root: &Path, file: &Path, is_file: bool) -> String {
    if is_file {
        return file_name(file);
    }
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn check_documents(config: &Config, folder: &Path) -> Result<(), DossierError> {
    for (name, span) in &config.settings.document_spans {
        let file = name.split_once('#').map_or(name.as_str(), |(file, _)| file);
        if !folder.join(file).is_file() {
            let near = std::fs::read_dir(folder).ok().and_then(|entries| {
                let names: Vec<String> =
                    entries.filter_map(|e| e.ok()).map(|e| e.file_name().to_string_lossy().into_owned()).collect();
                crate::toml_reader::nearest(file, names.iter().map(String::as_str)).map(str::to_owned)
            });
            let help = near.map_or_else(
                || Text::new("改成卷宗里的文件名，或者删去这一行", "name a file of the dossier, or delete the line"),
                |near| Text::new(format!("是不是想写「{near}」？"), format!("did you mean `{near}`?")),
            );
            let message = Text::new(format!("卷宗里没有文件「{file}」"), format!("there is no file `{file}`"));
            return Err(config.error(*span, message, help).into());
        }
    }
    Ok(())
}

/// Makes a dossier in memory.
///
/// ```
/// use charterlint::Dossier;
/// let dossier = Dossier::builder()
///     .add_text("名册.csv", "姓名,党内职务\n陆明远,党委书记\n")?
///     .build()?;
/// assert_eq!(dossier.rosters().count(), 1);
/// # Ok::<(), charterlint::dossier::DossierError>(())
/// ```
#[derive(Debug, Default)]
pub struct DossierBuilder {
    dossier: Dossier,
    sources: Vec<Source>,
    limits: Limits,
}

impl DossierBuilder {
    /// The company's name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.dossier.name = name.into();
        self
    }

    /// What no text states.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.dossier.profile = profile;
        self
    }

    /// Whether what is not added does not exist.
    #[must_use]
    pub fn complete(mut self, complete: bool) -> Self {
        self.dossier.complete = complete;
        self
    }

    /// How to check.
    #[must_use]
    pub fn settings(mut self, settings: super::Settings) -> Self {
        self.dossier.settings = settings;
        self
    }

    /// The limits for texts that are added from here on.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Profile, completeness and settings from the text of a `dossier.toml`.
    ///
    /// # Errors
    /// [`DossierError::Config`].
    pub fn config(mut self, text: &str) -> Result<Self, DossierError> {
        self.dossier.adopt(Config::read(CONFIG, text)?);
        Ok(self)
    }

    /// Adds a text. The name's ending says how to read it: `.csv`, `.tsv`, else lines of text.
    ///
    /// # Errors
    /// [`DossierError::Source`] if the text is longer than the limit.
    pub fn add_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Result<Self, DossierError> {
        self.sources.push(Source::with_limits(name, text, &self.limits)?);
        Ok(self)
    }

    /// Adds a table, its title and header among the rows.
    ///
    /// ```
    /// use charterlint::Dossier;
    /// let rows = [["姓名", "党内职务"], ["陆明远", "党委书记"]];
    /// let dossier = Dossier::builder().add_rows("名册", rows)?.build()?;
    /// assert_eq!(dossier.rosters().next().unwrap().1.people[0].name, "陆明远");
    /// # Ok::<(), charterlint::DossierError>(())
    /// ```
    ///
    /// # Errors
    /// [`DossierError::Source`] if the table is longer than the limit.
    pub fn add_rows<R, C>(self, name: impl Into<String>, rows: R) -> Result<Self, DossierError>
    where
        R: IntoIterator<Item = C>,
        C: IntoIterator,
        C::Item: AsRef<str>,
    {
        let mut text = String::new();
        for row in rows {
            for (i, cell) in row.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                text.push('"');
                text.push_str(&cell.as_ref().replace('"', "\"\""));
                text.push('"');
            }
            text.push('\n');
        }
        let name = name.into();
        let name = if name.to_ascii_lowercase().ends_with(".csv") { name } else { format!("{name}.csv") };
        self.add_text(name, text)
    }

    /// Adds a source that was imported elsewhere.
    #[must_use]
    pub fn add_source(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }

    /// Recognises the documents.
    ///
    /// # Errors
    /// [`DossierError::TwoCharters`].
    pub fn build(self) -> Result<Dossier, DossierError> {
        let mut dossier = self.dossier;
        for source in self.sources {
            dossier.add(source);
        }
        if dossier.name.is_empty() {
            dossier.name = dossier.profile.name.clone().unwrap_or_default();
        }
        dossier.finish()
    }
}

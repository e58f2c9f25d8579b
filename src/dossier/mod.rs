//! All documents of one company.

use std::sync::Arc;

use crate::model::charter::Charter;
use crate::model::profile::Profile;
use crate::source::Source;

/// What a document is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Content {
    /// A charter.
    Charter(Charter),
}

/// One document of a dossier.
#[derive(Debug)]
#[non_exhaustive]
pub struct Document {
    /// Its text.
    pub source: Arc<Source>,
    /// Its title.
    pub title: String,
    /// What was read.
    pub content: Content,
}

/// All documents of one company, with its profile.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Dossier {
    /// The company's name, else the folder's or file's.
    pub name: String,
    /// The folder or file; empty for a dossier built in memory.
    pub path: String,
    /// What was not read.
    pub skipped: Vec<crate::Skipped>,
    /// What no text states.
    pub profile: Profile,
    /// The documents, in a fixed order.
    pub documents: Vec<Document>,
    /// Whether what is not here does not exist.
    pub complete: bool,
}

impl Content {
    /// The kind, as in the dossier's configuration.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Charter(_) => "charter",
        }
    }
}

impl Dossier {
    /// A dossier of one text.
    ///
    /// # Errors
    /// If the text is too long.
    pub fn from_text(name: &str, text: &str) -> Result<Self, crate::SourceError> {
        let source = Arc::new(Source::new(name, text)?);
        let charter = Charter::read(Arc::clone(&source));
        let title = charter.title_text();
        let document = Document { source, title, content: Content::Charter(charter) };
        Ok(Self { name: name.to_owned(), documents: vec![document], ..Self::default() })
    }

    /// Whether the charter is a template with blanks to fill.
    #[must_use]
    pub fn charter_is_template(&self) -> bool {
        self.documents.iter().any(|document| {
            document.title.contains("模板") || document.title.contains("范本") || document.title.contains("示范文本")
        })
    }

    /// The charter, if there is one.
    #[must_use]
    pub fn charter(&self) -> Option<&Charter> {
        self.documents
            .iter()
            .map(|document| match &document.content {
                Content::Charter(charter) => charter,
            })
            .next()
    }
}

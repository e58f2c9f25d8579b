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
    /// What no text states.
    pub profile: Profile,
    /// The documents, in a fixed order.
    pub documents: Vec<Document>,
    /// Whether what is not here does not exist.
    pub complete: bool,
}

impl Dossier {
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

//! What the Publications screen gets and asks: published fields alone.

use domain::{Category, Class, Tag};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wire::LibraryAct;

use super::{AnswersView, CodingView, FieldView, Place};

/// What is published at present.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct LibraryView {
    /// The newest first.
    pub publications: Vec<PublishedRow>,
    /// What was corrected or taken out, and why; the newest first.
    pub changes: Vec<LibraryChangeView>,
    /// Discussion questions for a sheet to begin with.
    pub questions: Vec<String>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PublishedRow {
    pub id: String,
    pub number: u32,
    pub title: String,
    #[ts(type = "import('./closed').Category")]
    pub category: Category,
    #[ts(type = "import('./closed').Tag[]")]
    pub tags: Vec<Tag>,
    /// Others in the library tell of the same event.
    pub several: bool,
}

/// A publication was corrected or taken out.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct LibraryChangeView {
    pub number: u32,
    pub publication: String,
    #[ts(type = "import('./closed').LibraryAct")]
    pub what: LibraryAct,
    /// ISO.
    pub day: String,
    pub by: String,
    pub reason: String,
}

/// One publication as it stands in the library.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PublicationView {
    pub id: String,
    pub number: u32,
    pub fields: Vec<FieldView>,
    pub answers: AnswersView,
    pub takeaways: Vec<PrintedTakeaway>,
    pub coding: CodingView,
    /// The others that tell of the same event, by number.
    pub same_event: Vec<PublishedRow>,
}

/// A takeaway as it is published.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PrintedTakeaway {
    pub text: String,
    /// The passage that it is about.
    pub place: Option<Place>,
}

/// What staff put on a roll-call sheet beside the publication.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct QuestionsAsk {
    pub questions: Vec<String>,
    /// False alarms, as staff say.
    pub kept: Vec<QuestionFault>,
}

/// Words of a question that look as if they identified somebody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct QuestionFault {
    /// Counted from 0.
    pub question: u32,
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    pub words: String,
}

/// How a roll-call sheet comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SheetPagesView {
    pub pages: u32,
    /// Signs that the font of the PDF does not have: a box stands for each.
    pub missing: u32,
    /// What keeps it from being saved.
    pub faults: Vec<QuestionFault>,
}

/// What a file is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum FileKind {
    Pdf,
    Markdown,
    Json,
    Csv,
}

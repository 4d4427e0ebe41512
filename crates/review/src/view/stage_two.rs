//! What the window shows to those who vet a report: the original on purpose, the author, reports that are alike.

use domain::{Act, Authenticity, Class, Flag, Intruder, Likeness, Quasi, Question, Reason, Sign};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{EditView, FieldView, Place};

/// The original while it is shown, and all that became of it.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct OriginalView {
    pub fields: Vec<FieldView>,
    /// From the original to the current text, through all stages. Can't be put back one by one.
    pub edits: Vec<EditView>,
}

/// What the author was asked. Nobody but the server knows an address.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct AuthorView {
    /// There is an address to ask at.
    pub can_ask: bool,
    /// A question waits for its answer since this day, ISO.
    pub waiting_since: Option<String>,
    /// And the clock still stands still for it.
    pub still_waits: bool,
    /// Oldest first.
    pub asked: Vec<AskedView>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct AskedView {
    /// ISO day.
    pub asked: String,
    pub text: String,
    pub answer: Option<String>,
    /// The letter could not be delivered; nobody waits for an answer.
    pub undelivered: bool,
}

/// A question to the author, before it is sent.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct AuthorAsk {
    pub text: String,
    /// What only looks as if it gave something away.
    pub kept: Vec<KeptWords>,
}

/// Words that the detector takes for what identifies or tells a tactic, and that a reviewer lets stand.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct KeptWords {
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    pub words: String,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
}

/// With what a report tells of one event: something under review, something in the library, or, with neither, nothing.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(export, export_to = "view.ts", optional_fields)]
pub struct LinkAsk {
    #[ts(type = "string")]
    pub with: Option<Uuid>,
    #[ts(type = "string")]
    pub publication: Option<Uuid>,
}

/// What is like the report in work.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SimilarView {
    pub open: Vec<SimilarOpenView>,
    pub published: Vec<SimilarPublishedView>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SimilarOpenView {
    pub report: String,
    #[ts(type = "import('./closed').Likeness")]
    pub likeness: Likeness,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SimilarPublishedView {
    pub publication: String,
    pub title: String,
    /// It is said to tell of the same event.
    pub linked: bool,
}

/// The answers beside the text.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct ChecksView {
    /// Signs of authenticity that the report shows.
    #[ts(type = "import('./closed').Sign[]")]
    pub signs: Vec<Sign>,
    /// Why the verdict is what it is.
    pub note: String,
    pub intruder: Vec<IntruderView>,
}

/// One answer of the motivated-intruder test.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct IntruderView {
    #[ts(type = "import('./closed').Intruder")]
    pub question: Intruder,
    pub yes: bool,
}

/// The LES test about one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct LesView {
    /// Well known to the public?
    pub known: Option<bool>,
    /// Would it help an attacker?
    pub helps: Option<bool>,
    /// What both answers speak for.
    #[ts(type = "import('./closed').Act | null")]
    pub advice: Option<Act>,
}

/// What stage two said, for the third review.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct VerdictView {
    #[ts(type = "import('./closed').Authenticity | null")]
    pub authenticity: Option<Authenticity>,
    pub les_pass: bool,
    pub checks: ChecksView,
}

/// A comment on a passage, on its way to stage one.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct CommentView {
    pub id: String,
    pub place: Place,
    pub words: String,
    pub text: String,
}

/// Puts a comment on a passage.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct CommentAsk {
    pub place: Place,
    pub text: String,
}

/// Answers to the LES test about findings of one group; what is absent stays.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(export, export_to = "view.ts", optional_fields)]
pub struct LesAsk {
    pub findings: Vec<String>,
    pub known: Option<bool>,
    pub helps: Option<bool>,
}

/// The flag of a report, for its dialog.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct FlagAsk {
    #[ts(type = "import('./closed').Flag | null")]
    pub flag: Option<Flag>,
}

/// What is left that together could single somebody out.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct MeterView {
    /// Reports in the library; none: fewer than five.
    pub library: Option<u32>,
    pub rows: Vec<MeterRow>,
    /// Traits beyond what is counted at once: the report is rarer than the counts say.
    pub uncounted: u32,
    /// What would hide the report among five or more: single changes, the most helpful first, or where none does, the fewest
    /// that do it together. None where it is hidden already.
    pub hides: Vec<HidesView>,
}

/// One trait. Its count is that of reports which share it and all rows before.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct MeterRow {
    #[ts(type = "import('./closed').Quasi")]
    pub quasi: Quasi,
    pub value: String,
    /// What stands in the text, if it comes from there.
    pub words: Option<String>,
    pub place: Option<Place>,
    /// The structured answer that it comes from.
    #[ts(type = "import('./closed').Question | null")]
    pub question: Option<Question>,
    /// None: fewer than five.
    pub count: Option<u32>,
}

/// What would hide the report: all of these changes.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct HidesView {
    pub steps: Vec<ChangeView>,
    /// Reports that share what is left then.
    pub count: u32,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct ChangeView {
    /// The row that changes.
    pub row: u32,
    /// Band: widened. Drop: the answer is blanked. Generalise: the words are said more generally.
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
}

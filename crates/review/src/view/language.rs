//! What a reviewer looks at twice: the language of a text, its meaning, and what nobody has read yet.

use domain::meaning::Matter;
use serde::Serialize;
use ts_rs::TS;

use super::Place;

/// What the proofreader says about the text of one revision.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct LanguageView {
    /// Of the draft that was read: the places count in its text, and mean nothing in another one.
    pub revision: u32,
    pub remarks: Vec<RemarkView>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct RemarkView {
    pub place: Place,
    pub rule: LanguageRule,
    /// The words that stand there.
    pub words: String,
    /// A few words around it.
    pub before: String,
    pub after: String,
    /// The likeliest first; an empty one takes the words out.
    pub replacements: Vec<String>,
    /// May be accepted together with others: one correction, and nothing else can have been meant.
    pub safe: bool,
}

/// What a remark is about; the window has the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum LanguageRule {
    Spelling,
    PronounI,
    ItsContraction,
    ModalOf,
    ThenThan,
    Article,
    RepeatedWord,
    Month,
    NumberSuffix,
    SentenceStart,
    Comma,
    Spaces,
}

impl From<proofread::Rule> for LanguageRule {
    fn from(rule: proofread::Rule) -> Self {
        match rule {
            proofread::Rule::Spelling => Self::Spelling,
            proofread::Rule::PronounI => Self::PronounI,
            proofread::Rule::ItsContraction => Self::ItsContraction,
            proofread::Rule::ModalOf => Self::ModalOf,
            proofread::Rule::ThenThan => Self::ThenThan,
            proofread::Rule::Article => Self::Article,
            proofread::Rule::RepeatedWord => Self::RepeatedWord,
            proofread::Rule::Month => Self::Month,
            proofread::Rule::NumberSuffix => Self::NumberSuffix,
            proofread::Rule::SentenceStart => Self::SentenceStart,
            proofread::Rule::Comma => Self::Comma,
            proofread::Rule::Spaces => Self::Spaces,
        }
    }
}

/// What of a text its reviewer has not looked at yet.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct ReadingView {
    pub revision: u32,
    /// Sentences, in the order of the text.
    pub unread: Vec<Place>,
}

/// An edit that is no redaction, and changes what the report says.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct MeaningView {
    /// Empty where words only went.
    pub place: Place,
    pub before: String,
    pub removed: String,
    pub inserted: String,
    pub after: String,
    #[ts(type = "import('./closed').Matter[]")]
    pub matters: Vec<Matter>,
    /// The reviewer has said that it is meant.
    pub confirmed: bool,
}

//! What the window asks for.

use domain::{Act, Authenticity, Class, DeclineReason, DeferReason, Question, Reason, Sign};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{CodingView, IntruderView, Place};

/// Typing: one replacement in one field of the current text.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct Typed {
    pub place: Place,
    pub inserted: String,
}

/// Decides findings. `text`: the replacement with its brackets; ignored for keep and drop. One action, one undo.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct DecideAsk {
    pub findings: Vec<String>,
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    pub text: String,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
}

/// Redacts a selection that no finding covers.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct RedactAsk {
    pub place: Place,
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    pub text: String,
}

/// Makes a selection a finding.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct MarkAsk {
    pub place: Place,
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
}

/// Who is who. Entities are named by [`super::FindingView::group`].
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub enum EntityAsk {
    /// Another token for it, with its brackets, in all its places.
    Rename { entity: u32, token: String },
    /// It is the same as another one, whose token goes to both.
    Same { entity: u32, with: u32 },
    /// These findings are not whom the others of their entity mean.
    Apart { findings: Vec<String> },
    /// Neutral words in these places.
    Neutral { offers: Vec<NeutralAsk> },
}

/// A place of [`super::OfferView`], and what is to stand there.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct NeutralAsk {
    pub place: Place,
    pub text: String,
}

/// Takes single edits or acts back. Both are named by their place: edits in the desk's list, acts in the history.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct RevertAsk {
    pub edits: Vec<u32>,
    pub acts: Vec<u32>,
}

/// Widens (band) or blanks (drop) a structured answer, or puts it back (revert).
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct AnswerAsk {
    #[ts(type = "import('./closed').Question")]
    pub question: Question,
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
}

/// Changes to the work sheet; what is absent stays.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(export, export_to = "view.ts", optional_fields)]
pub struct SheetAsk {
    pub note: Option<String>,
    #[ts(type = "import('./closed').Authenticity")]
    pub authenticity: Option<Authenticity>,
    pub les_pass: Option<bool>,
    #[ts(type = "import('./closed').Sign[]")]
    pub signs: Option<Vec<Sign>>,
    /// Why the verdict is what it is.
    pub verdict_note: Option<String>,
    /// Questions that are named are answered anew.
    pub intruder: Option<Vec<IntruderView>>,
    pub coding: Option<CodingView>,
}

/// A change of the takeaways.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub enum TakeawayAsk {
    /// `place`: the passage that it is about. `answers`: a takeaway of an earlier stage.
    Add {
        text: String,
        place: Option<Place>,
        #[ts(type = "string | null")]
        answers: Option<Uuid>,
    },
    /// Other words for one that was added in this stage.
    Write {
        #[ts(type = "string")]
        takeaway: Uuid,
        text: String,
    },
    /// Another passage for one that was added in this stage, or none.
    Anchor {
        #[ts(type = "string")]
        takeaway: Uuid,
        place: Option<Place>,
    },
    Withdraw {
        #[ts(type = "string")]
        takeaway: Uuid,
    },
    /// These words are a false alarm, wherever they stand in the takeaway.
    Keep {
        #[ts(type = "string")]
        takeaway: Uuid,
        #[ts(type = "import('./closed').Class")]
        class: Class,
        words: String,
        #[ts(type = "import('./closed').Reason")]
        reason: Reason,
    },
    /// They are one no longer.
    LookAgain {
        #[ts(type = "string")]
        takeaway: Uuid,
        #[ts(type = "import('./closed').Class")]
        class: Class,
        words: String,
    },
    /// Undoes the withdrawal of one of an earlier stage.
    Restore {
        #[ts(type = "string")]
        takeaway: Uuid,
    },
    /// To stand before another one, or last.
    Move {
        #[ts(type = "string")]
        takeaway: Uuid,
        #[ts(type = "string | null")]
        before: Option<Uuid>,
    },
}

/// A step that concludes the work of this stage.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub enum StepAsk {
    HandOver,
    /// With a comment on the whole, or with comments on passages, or both.
    Return {
        comment: String,
    },
    AskThird {
        comment: String,
    },
    Approve,
    Decline {
        #[ts(type = "import('./closed').DeclineReason")]
        reason: DeclineReason,
    },
    /// `until`: ISO day.
    Defer {
        #[ts(type = "import('./closed').DeferReason")]
        reason: DeferReason,
        until: String,
    },
    Publish,
    SendBack {
        comment: String,
    },
}

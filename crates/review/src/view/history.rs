//! The history of a stage, and the structured answers under review.

use domain::{Act, Class, Field, Question, Reason, SheetPart, Stage};
use serde::Serialize;
use ts_rs::TS;

/// Every act of this stage, oldest first.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct HistoryView {
    /// The revision that the acts were counted at.
    pub revision: u32,
    #[ts(type = "import('./closed').Stage")]
    pub stage: Stage,
    pub acts: Vec<ActView>,
}

/// One act of the reviewer, or a run of typing in one field.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct ActView {
    /// Places in the history; hand them back to revert.
    pub acts: Vec<u32>,
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
    #[ts(type = "import('./closed').Class | null")]
    pub class: Option<Class>,
    #[ts(type = "import('./closed').Field | null")]
    pub field: Option<Field>,
    #[ts(type = "import('./closed').Question[]")]
    pub questions: Vec<Question>,
    /// The part of the work sheet that it changed; such an act is taken back in order, by undo.
    #[ts(type = "import('./closed').SheetPart | null")]
    pub sheet: Option<SheetPart>,
    /// How many places of the text it changed or kept.
    pub places: u32,
    /// The first words that it took out, or kept; empty if it only put words in.
    pub removed: String,
    /// What it put there; empty for a drop.
    pub inserted: String,
    /// It can be taken back alone.
    pub revertable: bool,
    /// Something of it still stands.
    pub stands: bool,
}

/// One structured answer: what the stage began with, and what was done to it.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct QuestionView {
    #[ts(type = "import('./closed').Question")]
    pub question: Question,
    /// Ids of the closed list: one, or several for the equipment.
    pub given: Vec<String>,
    /// As they stand now; none if blanked.
    pub now: Vec<String>,
    /// What it can be widened to.
    pub wider: Option<String>,
    #[ts(type = "import('./closed').Act | null")]
    pub act: Option<Act>,
    #[ts(type = "import('./closed').Reason | null")]
    pub reason: Option<Reason>,
}

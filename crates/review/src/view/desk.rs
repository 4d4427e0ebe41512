//! The desk: one report in work, as the window shows it.

use domain::{Act, Answers, Authenticity, Class, Coding, Family, Field, LeakKind, Question, Reason, Refusal, Stage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AuthorView, CardView, ChecksView, CommentView, LesView, MeaningView, OriginalView, QuestionView, VerdictView,
};

/// The desk: one report in work. The same shape for stage one, stage two and third review.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct DeskView {
    pub card: CardView,
    #[ts(type = "import('./closed').Stage")]
    pub stage: Stage,
    /// Grows with every committed change: an answer older than what the window shows is dropped.
    pub revision: u32,
    pub fields: Vec<FieldView>,
    pub findings: Vec<FindingView>,
    /// Who is who, by [`FindingView::group`].
    pub entities: Vec<EntityView>,
    /// Words that give away sex or rank, and what could stand there.
    pub offers: Vec<OfferView>,
    pub edits: Vec<EditView>,
    pub leaks: Vec<LeakView>,
    /// Edits that are no redactions, and change what the report says.
    pub meaning: Vec<MeaningView>,
    /// Sentences that the reviewer has never looked at, in the order of the text.
    pub unread: Vec<Place>,
    pub blockers: Vec<BlockerView>,
    /// As they stand after what was done to them.
    pub answers: AnswersView,
    /// Each answer that the stage began with, and what can be done with it.
    pub questions: Vec<QuestionView>,
    /// Stage two: what stage one did, without the removed words.
    pub record: Vec<RecordView>,
    /// Notes and comments of the reviewers before, oldest first.
    pub notes: Vec<NoteView>,
    /// The original, while it is shown on purpose.
    pub original: Option<OriginalView>,
    pub author: AuthorView,
    /// What stage two said, for the third review.
    pub verdict: Option<VerdictView>,
    pub sheet: SheetView,
    pub can_undo: bool,
    pub can_redo: bool,
    /// This report was worked on at another computer meanwhile, and what is here was not sent since: the next change here
    /// goes on from what is here.
    pub elsewhere: bool,
}

/// One field of the current text.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct FieldView {
    #[ts(type = "import('./closed').Field")]
    pub field: Field,
    pub text: String,
}

/// A place in the current text, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct Place {
    #[ts(type = "import('./closed').Field")]
    pub field: Field,
    pub from: u32,
    pub to: u32,
}

/// A finding, open or decided.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct FindingView {
    /// Stable while the desk is open; hand it back to decide.
    pub id: String,
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    #[ts(type = "import('./closed').Family")]
    pub family: Family,
    /// The words found (of the base).
    pub words: String,
    /// Findings of the same person, place or value share a group, the index of their entity: "apply to all n places".
    pub group: u32,
    pub place: Option<Place>,
    pub score: f32,
    pub unsure: bool,
    /// Found in text that was typed, not in the base.
    pub fresh: bool,
    pub why: WhyView,
    pub decided: Option<DecidedView>,
    /// Ready suggestions in house style, the likeliest first; none once decided.
    pub suggestions: Vec<SuggestionView>,
    /// The LES test, for a sensitive place of the base.
    pub les: Option<LesView>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct WhyView {
    pub recogniser: String,
    pub matched: String,
    pub raised: Vec<String>,
    pub lowered: Vec<String>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct DecidedView {
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
    /// What stands there now; empty for a drop; none for keep.
    pub replacement: Option<String>,
    /// The stage that decided it, if it was an earlier one.
    #[ts(type = "import('./closed').Stage | null")]
    pub by_stage: Option<Stage>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SuggestionView {
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    /// The token with its brackets; empty for a drop.
    pub text: String,
}

/// One person, place or institution, however often and in whatever shape it is named.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct EntityView {
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    /// The fullest of its names.
    pub name: String,
    /// The numbered tokens that stand for it now; more than one is a fault.
    pub tokens: Vec<String>,
    pub places: u32,
}

/// A word that gives away sex or rank.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct OfferView {
    /// Who is meant: an index into [`DeskView::entities`].
    pub entity: u32,
    pub place: Place,
    /// A few words around it.
    pub before: String,
    pub words: String,
    pub after: String,
    /// What could stand there, with its brackets.
    pub text: String,
    /// Nobody else is named near enough to be meant.
    pub sure: bool,
}

/// One hunk of the diff from the base to the current text.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct EditView {
    #[ts(type = "import('./closed').Field")]
    pub field: Field,
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
    #[ts(type = "import('./closed').Class | null")]
    pub class: Option<Class>,
    /// A few words around it.
    pub before: String,
    pub removed: String,
    pub inserted: String,
    pub after: String,
    /// Where it stands in the current text.
    pub place: Place,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct LeakView {
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    #[ts(type = "import('./closed').LeakKind")]
    pub kind: LeakKind,
    pub place: Place,
    pub words: String,
    /// Whose token it is, if a token is what is wrong.
    pub finding: Option<String>,
    /// What stands in the other places of a value that still stands here.
    pub mend: Option<SuggestionView>,
}

/// What stands in the way of the hand-over or approval.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct BlockerView {
    #[ts(type = "import('./closed').Refusal")]
    pub rule: Refusal,
    pub place: Option<Place>,
    pub finding: Option<String>,
    /// The takeaway that is in the way.
    pub takeaway: Option<String>,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct RecordView {
    #[ts(type = "import('./closed').Act")]
    pub act: Act,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
    #[ts(type = "import('./closed').Class | null")]
    pub class: Option<Class>,
    /// Where its result stands in the current text, if it still does.
    pub place: Option<Place>,
    /// How many places the same act decided, this one included.
    pub places: u32,
    pub words: String,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct NoteView {
    #[ts(type = "import('./closed').Stage")]
    pub stage: Stage,
    pub text: String,
    /// The passage that it is about, and what stands there.
    pub place: Option<Place>,
    pub words: String,
}

/// Question and answer, as ids of the closed lists; the window has the words.
#[derive(Clone, Serialize, TS)]
#[ts(export, export_to = "view.ts")]
pub struct AnswersView(#[ts(type = "Record<string, string | string[] | null>")] pub Answers);

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct SheetView {
    pub note: String,
    #[ts(type = "import('./closed').Authenticity | null")]
    pub authenticity: Option<Authenticity>,
    pub les_pass: bool,
    pub checks: ChecksView,
    /// Comments on passages, which go with a return.
    pub comments: Vec<CommentView>,
    pub takeaways: Vec<TakeawayView>,
    pub coding: CodingView,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct TakeawayView {
    pub id: String,
    #[ts(type = "import('./closed').Stage")]
    pub by: Stage,
    pub text: String,
    /// Added in this stage: may be changed, anchored and removed.
    pub mine: bool,
    /// I wrote it, now or in an earlier stage; or it must not stand as it is.
    pub may_withdraw: bool,
    /// Taken back in this stage, which can be undone.
    pub withdrawn: bool,
    /// The takeaway that it answers.
    pub answers: Option<String>,
    /// The passage that it is about, in the current text, and its words.
    pub place: Option<Place>,
    pub words: String,
    /// Nothing is left of the passage that it was about.
    pub lost: bool,
    /// What it must not say.
    pub faults: Vec<TakeawayFault>,
    /// What looked as if it must not stand there, and was kept.
    pub kept: Vec<TakeawayKept>,
}

/// Words of a takeaway that a reviewer let stand.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct TakeawayKept {
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    pub words: String,
    #[ts(type = "import('./closed').Reason")]
    pub reason: Reason,
    /// In this stage: may be looked at again.
    pub mine: bool,
}

/// Words of a takeaway, or of a question to the author, that keep it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct TakeawayFault {
    /// `open_findings`: they identify. `leak`: they were removed from the report.
    #[ts(type = "import('./closed').Refusal")]
    pub rule: Refusal,
    #[ts(type = "import('./closed').Class")]
    pub class: Class,
    pub words: String,
}

/// The coding, in the spelling of [`Coding`] (snake_case keys).
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export, export_to = "view.ts")]
pub struct CodingView(
    #[ts(
        type = "{ category: import('./closed').Category | null; tags: import('./closed').Tag[]; factors: import('./closed').Factor[]; primary_factor: import('./closed').Factor | null; prevented: import('./closed').Prevented[]; severity: import('./closed').Severity | null }"
    )]
    pub Coding,
);

/// A code that the report speaks for. Nothing applies it but a person.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct CodeSuggestionView {
    pub kind: CodeKind,
    /// A value of the kind's closed list.
    pub code: String,
    pub because: Vec<BecauseView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "view.ts")]
pub enum CodeKind {
    Category,
    Tag,
    Factor,
    Prevented,
    Severity,
}

/// Words that speak for a code, or an answer of the author.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct BecauseView {
    pub place: Option<Place>,
    pub words: String,
    #[ts(type = "import('./closed').Question | null")]
    pub question: Option<Question>,
    /// What was answered.
    pub values: Vec<String>,
}

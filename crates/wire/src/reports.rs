//! The queue, claims, the text of a claimed report, and drafts.

use domain::{
    Alarm, Answers, Authenticity, Category, Changed, Checks, Coding, DeclineReason, Draft, Flag, Likeness, Private,
    Recorded, Refusal, Region, Span, Stage, State, SwornBand, Takeaway, Text, Trait,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::schema::closed;

/// What the queue shows of a report: nothing of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Card {
    pub id: Uuid,
    /// Grows with every step; names the base that a client has seen.
    pub version: i64,
    #[schema(schema_with = closed::<State>)]
    pub state: State,
    /// The author's call type.
    #[schema(schema_with = closed::<Category>)]
    pub category: Option<Category>,
    #[schema(schema_with = closed::<Region>)]
    pub region: Option<Region>,
    #[schema(schema_with = closed::<SwornBand>)]
    pub sworn_band: Option<SwornBand>,
    /// Words of the narrative.
    pub words: u32,
    #[schema(value_type = String, format = Date)]
    pub received: Date,
    #[schema(value_type = String, format = Date)]
    pub due: Date,
    pub claim: ClaimState,
    /// Why this user may not take it, if so.
    #[schema(schema_with = closed::<Refusal>)]
    pub barred: Option<Refusal>,
    #[schema(value_type = Option<String>, format = Date)]
    pub deferred_until: Option<Date>,
    /// Of a declined report: why, and the last day on which staff can take it back.
    #[serde(default)]
    #[schema(schema_with = closed::<DeclineReason>)]
    pub declined_for: Option<DeclineReason>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub sealed_until: Option<Date>,
    /// The author was asked on this day and has not answered. The clock stands still meanwhile, for 10 business days at most.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub waiting_since: Option<Date>,
    /// Reports that tell of the same event carry the same id.
    #[serde(default)]
    pub event: Option<Uuid>,
    /// Told to the claimant and to staff: what the programme's written procedure is for.
    #[serde(default)]
    #[schema(schema_with = closed::<Flag>)]
    pub flag: Option<Flag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ClaimState {
    Free,
    Mine {
        #[schema(value_type = String, format = DateTime)]
        until: Timestamp,
    },
    /// By somebody else. Who and until when is told to staff, who release and reassign without reading.
    Taken {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<Held>,
    },
}

/// Who holds a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Held {
    /// The name that is shown.
    pub by: String,
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
}

/// One item of the change feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    Card(Card),
    /// Not, or no longer, for this user. `concluded`: its review is over, and every copy has to go.
    Gone {
        id: Uuid,
        concluded: bool,
    },
}

/// `GET /v1/changes?cursor=&limit=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changes {
    pub changes: Vec<Change>,
    /// To be sent with the next call. Opaque, and this user's only.
    pub cursor: String,
    pub more: bool,
    /// The name of the lists that the server judges with, empty for none: `GET /v1/lists` has what is in them.
    #[serde(default)]
    pub lists: String,
}

/// `PUT /v1/reports/{id}/claim`: takes or renews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    pub version: i64,
}

/// `GET /v1/reports/{id}/work`: what the claimant works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Work {
    pub id: Uuid,
    pub version: i64,
    #[schema(schema_with = closed::<Stage>)]
    pub stage: Stage,
    /// The immutable base of this stage.
    #[schema(value_type = Object)]
    pub base: Text,
    #[schema(value_type = Object)]
    pub answers: Answers,
    /// Salt of the text's fingerprint, hexadecimal.
    pub salt: String,
    /// What the stages before did, with places in `base`; no removed words.
    #[schema(value_type = Vec<Object>)]
    pub record: Vec<Recorded>,
    pub notes: Vec<Note>,
    /// Takeaways of earlier stages, with places in `base`. `author` is set on the caller's own alone.
    #[schema(value_type = Vec<Object>)]
    pub takeaways: Vec<Takeaway>,
    pub draft: Option<SavedDraft>,
    /// The author can be asked: there is an address, which nobody but the server ever sees.
    #[serde(default)]
    pub can_ask: bool,
    /// What the author was asked, oldest first.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// What stage two said, for the third review.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

/// What a stage said about who wrote a report, with its checks. Sealed, and destroyed with the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    #[schema(schema_with = closed::<Authenticity>)]
    pub authenticity: Option<Authenticity>,
    pub les_pass: bool,
    #[schema(value_type = Object)]
    pub checks: Checks,
}

/// `PUT /v1/reports/{id}/flag`, by the claimant or by staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetFlag {
    #[schema(schema_with = closed::<Flag>)]
    pub flag: Option<Flag>,
}

/// `GET /v1/reports/{id}/similar`, for the claimant: what is like the report in work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Similar {
    /// Reports under review, by their ids and nothing else.
    pub open: Vec<SimilarOpen>,
    /// From the library, the likest first.
    pub published: Vec<SimilarPublished>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SimilarOpen {
    pub report: Uuid,
    #[schema(schema_with = closed::<Likeness>)]
    pub likeness: Likeness,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SimilarPublished {
    pub publication: Uuid,
    pub title: String,
    /// It is said to tell of the same event.
    #[serde(default)]
    pub linked: bool,
}

/// `PUT /v1/reports/{id}/event`, by the claimant: the two reports tell of one event. Their texts stay apart. One of the two at
/// most is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkEvent {
    /// An open report. Neither this nor a publication: it stands for itself again.
    pub with: Option<Uuid>,
    /// Something in the library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Uuid>,
}

/// `POST /v1/reports/{id}/shared`, by the claimant: how many reports of the library share these combinations. Traits are
/// values of closed lists; no word of the report goes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskShared {
    #[schema(value_type = Vec<Vec<Object>>)]
    pub combinations: Vec<Vec<Trait>>,
}

/// The counts, in the order of the combinations; none: fewer than five.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Shared {
    pub counts: Vec<Option<u32>>,
}

/// A question to the author. Sealed with the report, and destroyed with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    pub id: Uuid,
    #[schema(value_type = String, format = Date)]
    pub asked: Date,
    #[schema(value_type = String)]
    pub text: Private,
    #[schema(value_type = Option<String>)]
    pub answer: Option<Private>,
    /// It could not be delivered, and nobody waits for an answer any more.
    #[serde(default)]
    pub undelivered: bool,
    /// What only looks as if it gave something away, as the reviewer said who asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub kept: Vec<Alarm>,
}

/// `POST /v1/reports/{id}/questions`, by the claimant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Idempotency key.
    pub id: Uuid,
    /// Normalised, and without anything that the author must not learn: it leaves the programme.
    #[schema(value_type = String)]
    pub text: Private,
    /// False alarms of the detector in it, each with its reason. What was removed from the report can't be kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub kept: Vec<Alarm>,
}

/// `POST /v1/reports/{id}/original`, by the claimant of stage two or three: an explicit, audited reveal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// The caller's own password (CJIS Security Policy, IA-11).
    #[schema(value_type = String)]
    pub proof: Private,
}

/// The text as it came in. To be kept in memory only, and dropped when it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Original {
    #[schema(value_type = Object)]
    pub text: Text,
    /// What became of it until the text that the caller's stage began with, in order: the hunks of the record.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Changed>,
}

/// A note or comment for the next reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Note {
    #[schema(schema_with = closed::<Stage>)]
    pub stage: Stage,
    #[schema(value_type = String)]
    pub text: Private,
    /// The passage of `base` that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub at: Option<Span>,
}

/// A draft as the server keeps it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SavedDraft {
    /// 1 for the first draft of a stage, and one more with each.
    pub revision: i64,
    #[schema(value_type = Object)]
    pub draft: Draft,
}

/// `PUT /v1/reports/{id}/draft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutDraft {
    /// The version of the report that the draft is about.
    pub version: i64,
    /// The revision that this draft was made from; 0 for none.
    pub made_from: i64,
    #[schema(value_type = Object)]
    pub draft: Draft,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DraftSaved {
    pub revision: i64,
}

/// `GET /v1/reports/{id}/clean`, for staff: the approved text and its coding so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Clean {
    pub id: Uuid,
    pub version: i64,
    #[schema(value_type = Object)]
    pub text: Text,
    #[schema(value_type = Object)]
    pub answers: Answers,
    pub salt: String,
    /// With places in `text`. `author` is set on the caller's own alone.
    #[schema(value_type = Vec<Object>)]
    pub takeaways: Vec<Takeaway>,
    #[schema(value_type = Object)]
    pub coding: Coding,
    /// Findings that a reviewer decided to keep: places in `text`.
    #[schema(value_type = Vec<Object>)]
    pub record: Vec<Recorded>,
}

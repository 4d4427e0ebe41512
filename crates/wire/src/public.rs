//! The two doors to the outside: submissions from the programme's website, and the library's feed.

use domain::{Answers, Category, Factor, Prevented, Private, Severity, Span, Tag, closed_enum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::schema::closed;

/// `POST /v1/submissions`, by the programme's website with its service token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Idempotency key.
    pub submission_id: Uuid,
    #[schema(value_type = String)]
    pub title: Private,
    #[schema(value_type = String)]
    pub summary: Private,
    #[schema(value_type = String)]
    pub lessons: Private,
    #[schema(value_type = String)]
    pub differently: Private,
    #[schema(value_type = Object)]
    pub answers: Answers,
    pub contact: Option<Contact>,
    /// The agency's nine-character identifier. Sealed on the way in; never sent out.
    #[schema(value_type = Option<String>)]
    pub ori9: Option<Private>,
    /// Day of receipt, if it is not today: for reports that came another way. Never in the future.
    #[schema(value_type = Option<String>, format = Date)]
    pub received: Option<Date>,
}

/// How to reach the author. Sealed on the way in; never sent out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    #[schema(value_type = String)]
    pub name: Private,
    #[schema(value_type = String)]
    pub email: Private,
    #[schema(value_type = String)]
    pub phone: Private,
}

/// What the author gets: the code by which, and only by which, the report can be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Receipt {
    #[schema(value_type = String)]
    pub claim_code: Private,
}

/// `POST /v1/withdrawals`, by the website: the author takes the report back. Answers alike whether the code exists or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    #[schema(value_type = String)]
    pub claim_code: Private,
}

/// `POST /v1/answers`, by the website: the author answers a question. Answers alike whether the code exists or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// From the letter with the question; good for one answer.
    #[schema(value_type = String)]
    pub code: Private,
    #[schema(value_type = String)]
    pub text: Private,
}

/// A published report: a closed list of fields, in which nothing else has a place. Its id is made at publication and
/// is not the report's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub id: Uuid,
    pub title: String,
    pub summary: String,
    pub lessons: String,
    pub differently: String,
    /// In the order in which they are read; one that answers another comes after it.
    pub takeaways: Vec<String>,
    /// Which takeaways are about a passage of the text.
    #[serde(default)]
    pub passages: Vec<Passage>,
    #[schema(schema_with = closed::<Category>)]
    pub category: Category,
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<Tag>,
    #[schema(value_type = Vec<String>)]
    pub factors: Vec<Factor>,
    #[schema(value_type = Option<String>)]
    pub primary_factor: Option<Factor>,
    #[schema(value_type = Vec<String>)]
    pub prevented: Vec<Prevented>,
    /// What could have happened.
    #[serde(default)]
    #[schema(schema_with = closed::<Severity>)]
    pub severity: Option<Severity>,
    #[schema(value_type = Object)]
    pub answers: Answers,
}

/// The passage that a takeaway is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Its index in `takeaways`.
    pub takeaway: u32,
    #[schema(value_type = Object)]
    pub place: Span,
}

/// One item of the library's feed.
#[expect(clippy::large_enum_variant, reason = "tombstones are rare; a page is publications")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LibraryItem {
    Published {
        /// Counted from one on; a publication keeps its number, and none gets that of another.
        number: u32,
        /// Publications that tell of the same event carry the same id; none where it stands for itself.
        #[serde(default)]
        event: Option<Uuid>,
        publication: Publication,
    },
    /// Withdrawn from the library: whoever holds a copy deletes it.
    Tombstone { id: Uuid },
}

closed_enum! {
    /// What staff do with what is published.
    LibraryAct {
        Corrected = "corrected",
        TakenOut = "taken_out",
    }
}

/// `GET /v1/publications/changes`, for staff: what was corrected or taken out, and why; the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LibraryChange {
    /// Of the publication, also when it is not in the library any more.
    pub number: u32,
    pub publication: Uuid,
    #[schema(schema_with = closed::<LibraryAct>)]
    pub what: LibraryAct,
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// The shown name of who did it.
    pub by: String,
    /// In their own words, which name nobody.
    pub reason: String,
}

/// `GET /v1/publications/{id}/version`, for staff: what a correction names. Which report it was is told to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedVersion {
    /// That the correction starts from.
    pub version: i64,
}

/// `GET /v1/publications?since=&limit=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Library {
    pub items: Vec<LibraryItem>,
    /// To be sent as `since` with the next call. Opaque.
    pub cursor: String,
    pub more: bool,
}

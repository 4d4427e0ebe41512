//! Events: the steps that a client asks for, and the four answers.

use std::ops::Range;

use domain::{
    Action, Authenticity, Checks, Class, Coding, Comment, DeclineReason, DeferReason, Private, Refusal, Span, StepKind,
    TakeawayEdit,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::schema::closed;

/// `POST /v1/reports/{id}/events`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Idempotency key: the same event may be sent any number of times.
    pub id: Uuid,
    /// The version of the report that the step starts from.
    pub version: i64,
    /// `domain::Text::fingerprint` of the text that results; empty for steps without text.
    pub fingerprint: String,
    pub detector: Detector,
    pub step: Step,
}

/// Which detector the client has run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Detector {
    pub version: String,
    /// The allow list's name and edition, empty for none.
    pub lists: String,
}

/// One step, with what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum Step {
    HandOver {
        #[schema(value_type = Vec<Object>)]
        actions: Vec<Action>,
        #[schema(value_type = String)]
        note: Private,
    },
    /// With a comment, on the whole or on passages.
    Return {
        #[schema(value_type = String)]
        comment: Private,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(value_type = Vec<Object>)]
        passages: Vec<Comment>,
        /// Wait until the report comes back to this stage.
        #[serde(default, skip_serializing_if = "TakeawayEdit::is_empty")]
        #[schema(value_type = Object)]
        takeaways: TakeawayEdit,
    },
    AskThird {
        #[schema(value_type = String)]
        comment: Private,
        vetting: Vetting,
    },
    Approve {
        vetting: Vetting,
    },
    Decline {
        #[schema(schema_with = closed::<DeclineReason>)]
        reason: DeclineReason,
    },
    Defer {
        #[schema(schema_with = closed::<DeferReason>)]
        reason: DeferReason,
        #[schema(value_type = String, format = Date)]
        until: Date,
    },
    SendBack {
        #[schema(value_type = String)]
        comment: Private,
        /// Go along; whether they are clean is looked at when they are approved.
        #[serde(default, skip_serializing_if = "TakeawayEdit::is_empty")]
        #[schema(value_type = Object)]
        takeaways: TakeawayEdit,
    },
    UndoDecline {},
    Publish {
        #[schema(value_type = Object)]
        coding: Coding,
        #[serde(default, skip_serializing_if = "TakeawayEdit::is_empty")]
        #[schema(value_type = Object)]
        takeaways: TakeawayEdit,
    },
    /// New coding for a published report; its text does not change.
    Correct {
        #[schema(value_type = Object)]
        coding: Coding,
        #[schema(value_type = String)]
        comment: Private,
    },
    /// Takes a published report out of the library.
    Retract {
        #[schema(value_type = String)]
        comment: Private,
    },
}

/// What a stage-two reviewer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Vetting {
    #[schema(value_type = Vec<Object>)]
    pub actions: Vec<Action>,
    #[schema(schema_with = closed::<Authenticity>)]
    pub authenticity: Option<Authenticity>,
    pub les_pass: bool,
    #[serde(default, skip_serializing_if = "Checks::is_empty")]
    #[schema(value_type = Object)]
    pub checks: Checks,
    /// What this stage adds, withdraws and puts in order.
    #[schema(value_type = Object)]
    pub takeaways: TakeawayEdit,
}

/// The answer to an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EventAnswer {
    Accepted {
        version: i64,
    },
    /// This very event was accepted before.
    AlreadyApplied {
        version: i64,
    },
    /// The report has gone on since the version that the event names. `concluded`: its review is over; purge the copy.
    Conflict {
        version: i64,
        concluded: bool,
    },
    Refused {
        #[schema(schema_with = closed::<Refusal>)]
        rule: Refusal,
        /// Places in the resulting text that stand in the way.
        places: Vec<FoundPlace>,
    },
}

/// A place and a class, without the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundPlace {
    #[schema(value_type = Object)]
    pub span: Span,
    #[schema(schema_with = closed::<Class>)]
    pub class: Class,
    /// The takeaway that it is about; the place is an empty one at the end of the lessons then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takeaway: Option<Uuid>,
    /// Where in that takeaway: bytes of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub within: Option<Range<usize>>,
}

impl Step {
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::HandOver { .. } => StepKind::HandOver,
            Self::Return { .. } => StepKind::Return,
            Self::AskThird { .. } => StepKind::AskThird,
            Self::Approve { .. } => StepKind::Approve,
            Self::Decline { .. } => StepKind::Decline,
            Self::Defer { .. } => StepKind::Defer,
            Self::SendBack { .. } => StepKind::SendBack,
            Self::UndoDecline {} => StepKind::UndoDecline,
            Self::Publish { .. } => StepKind::Publish,
            Self::Correct { .. } => StepKind::Correct,
            Self::Retract { .. } => StepKind::Retract,
        }
    }
}

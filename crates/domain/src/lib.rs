//! The rules of the review, pure: texts, actions and decisions, redaction in house style, the leak check, the states of a
//! report, business days. No I/O, no clock, no randomness; the same on both sides of the wire.

mod action;
mod answers;
mod assess;
pub mod calendar;
mod coding;
mod cover;
mod diff;
mod follow;
pub mod house;
mod leak;
mod likeness;
pub mod meaning;
mod memory;
mod names;
mod private;
mod question;
pub mod reading;
mod record;
mod revert;
mod sheet;
pub mod stage;
mod takeaway;
mod taxonomy;
mod text;
mod trace;

pub use action::{Act, Action, Anchor, Edit, Identity, Misfit, Reason, Splice, Who};
pub use answers::*;
pub use assess::{Assessment, Base, Decided, Judged, assess, assess_again, removed};
pub use coding::{Because, Code, ENOUGH, Suggested, suggest_coding};
pub use detect::{BadLists, Class, Closed, Family, Field, Finding, Lists, Why, closed_enum};
pub use diff::Hunk;
pub use house::Entity;
pub use leak::{Leak, LeakKind, Removed, find_leaks};
pub use likeness::{Likeness, likeness, telling_words};
pub use meaning::Matter;
pub use memory::Memory;
pub use private::Private;
pub use question::{Question, edited_answers, may_widen};
pub use record::Recorded;
pub use revert::{revert_actions, revert_hunks};
pub use sheet::{Authenticity, DeclineReason, DeferReason, Draft, Sheet};
pub use stage::{Refusal, Role, Stage, State, StepKind};
pub use takeaway::{Takeaway, TakeawayEdit, Unclean, unclean};
pub use taxonomy::{Category, Coding, Factor, FactorGroup, Prevented, Tag};
pub use text::{Span, Text, normalise};
pub use trace::{Gap, Origin, Trace};

/// The version of the detector in this build.
pub const DETECTOR_VERSION: &str = detect::VERSION;

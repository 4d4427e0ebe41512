//! The rules of the review, pure: texts, actions and decisions, redaction in house style, the leak check, the states of a
//! report, business days. No I/O, no clock, no randomness; the same on both sides of the wire.

mod action;
mod answers;
mod assess;
pub mod calendar;
mod change;
mod coding;
mod compare;
mod cover;
mod diff;
mod fill;
mod follow;
pub mod house;
mod leak;
mod likeness;
pub mod meaning;
mod memory;
mod names;
mod private;
pub mod quasi;
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
mod vetting;

pub use action::{Act, Action, Anchor, Edit, Identity, Misfit, Reason, Splice, Who};
pub use answers::*;
pub use assess::{Assessment, Base, Decided, Judged, assess, assess_again, removed};
pub use change::{Changed, changes_through};
pub use coding::{Because, Code, ENOUGH, Suggested, suggest_coding};
pub use compare::{Difference, carry, compare};
pub use detect::{BadLists, Class, Closed, Family, Field, Finding, Lists, Why, closed_enum};
pub use diff::Hunk;
pub use fill::{Fill, SheetPart};
pub use house::Entity;
pub use leak::{Leak, LeakKind, Removed, find_leaks};
pub use likeness::{Likeness, likeness, telling_words};
pub use meaning::Matter;
pub use memory::Memory;
pub use private::Private;
pub use quasi::{Quasi, Trait};
pub use question::{Question, edited_answers, may_widen};
pub use record::Recorded;
pub use revert::{revert_actions, revert_hunks};
pub use sheet::{Authenticity, DeclineReason, DeferReason, Draft, Sheet};
pub use stage::{Refusal, Role, Stage, State, StepKind};
pub use takeaway::{Alarm, Takeaway, TakeawayEdit, Unclean, names_somebody, unclean};
pub use taxonomy::{Category, Coding, Factor, FactorGroup, Prevented, Tag};
pub use text::{Span, Text, normalise};
pub use trace::{Gap, Origin, Trace};
pub use vetting::{Checks, Comment, Flag, Intruder, IntruderAnswer, LesAnswer, Sign};

/// The version of the detector in this build.
pub const DETECTOR_VERSION: &str = detect::VERSION;

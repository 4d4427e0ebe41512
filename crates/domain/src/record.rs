//! The change record: what a stage did and why, without a removed word.

use detect::Class;
use serde::{Deserialize, Serialize};

use crate::{Act, Reason, Span, Stage};

/// One change of an earlier stage. The place is in the text that the stage left; it is empty for a drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    pub stage: Stage,
    pub span: Span,
    pub class: Option<Class>,
    pub act: Act,
    pub reason: Reason,
    /// How many places were decided in the same act, this one included: a bulk act is recorded as such.
    #[serde(default = "one")]
    pub places: u32,
}

/// As records before this was kept have it.
const fn one() -> u32 {
    1
}

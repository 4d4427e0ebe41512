//! What a reviewer fills in beside the text: notes, takeaways, the verdict on authenticity, the coding.

use detect::closed_enum;
use serde::{Deserialize, Serialize};

use crate::{Action, Checks, Coding, Comment, Edit, Misfit, Private, TakeawayEdit};

closed_enum! {
    /// Was it written by law enforcement?
    Authenticity { LawEnforcement = "law-enforcement", Unsure = "unsure", NotLawEnforcement = "not-law-enforcement" }
}
closed_enum! { DeclineReason { NotLawEnforcement = "not-law-enforcement", InsufficientDetail = "insufficient-detail", OutOfScope = "out-of-scope", Duplicate = "duplicate" } }
closed_enum! { DeferReason { HighProfile = "high-profile", ActiveInvestigation = "active-investigation" } }

/// The work sheet of one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sheet {
    /// For the next reviewer; destroyed with the rest at conclusion.
    pub note: Private,
    pub authenticity: Option<Authenticity>,
    /// The LES pass: the reviewer says that the text holds no sensitive tactics any more.
    pub les_pass: bool,
    pub takeaways: TakeawayEdit,
    pub coding: Coding,
    /// What stage two and three answer beside the text.
    pub checks: Checks,
    /// On passages, for stage one: they go with a return.
    pub comments: Vec<Comment>,
}

/// Everything that a stage has in work: what a sealed draft holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub edit: Edit,
    pub sheet: Sheet,
}

impl Draft {
    /// Does one more thing, on the work sheet too. `Misfit`: it was made on another sheet; then nothing changes.
    pub fn push(&mut self, action: Action) -> Result<(), Misfit> {
        action.fill.as_ref().map_or(Ok(()), |fill| fill.apply(&mut self.sheet))?;
        self.edit.push(action);
        Ok(())
    }
}

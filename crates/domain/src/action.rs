//! The edit of a stage as data: an ordered list of invertible actions, which is also the one undo history.

use detect::{Class, Field, closed_enum};
use serde::{Deserialize, Serialize};

use crate::{Fill, Private, Question, Span, Text};

closed_enum! {
    /// What an action does, in the words of the house style.
    Act {
        /// The class token, numbered per entity: "[Officer 1]".
        Replace = "replace",
        Generalise = "generalise",
        Band = "band",
        KeepDifference = "keep-the-difference",
        Drop = "drop",
        /// The highlight is dismissed; the text stays.
        Keep = "keep",
        /// Typing: grammar, spelling, punctuation, clarity.
        CopyEdit = "copy-edit",
        /// Says what a place is, who is who, or something on the work sheet; the text stays.
        Mark = "mark",
        /// Something done before is put back as the base has it, and what was decided there is open again.
        Revert = "revert",
    }
}

closed_enum! {
    /// What a reviewer says about mentions, where the program can't know.
    Identity {
        /// They are one and the same.
        Same = "same",
        /// They are one, and none of those that the program took them for.
        Apart = "apart",
    }
}

closed_enum! {
    /// Why an action was taken.
    Reason {
        Identifying = "identifying",
        Sensitive = "sensitive",
        Language = "language",
        Clarity = "clarity",
        NotIdentifying = "not-identifying",
        PublicFigure = "public-figure",
        CommonWord = "common-word",
        WellKnown = "well-known",
        /// A change of meaning, looked at twice.
        Meant = "meant",
    }
}

impl Act {
    /// Whether the act takes something out of the text for good.
    pub const fn is_redaction(self) -> bool {
        match self {
            Self::Replace | Self::Generalise | Self::Band | Self::KeepDifference | Self::Drop => true,
            Self::Keep | Self::CopyEdit | Self::Mark | Self::Revert => false,
        }
    }
}

/// One replacement in one field of the current text. Splices of an action are applied in order, each to the text that
/// the one before left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Splice {
    pub field: Field,
    /// UTF-8 byte offset into the current text of the field.
    pub at: usize,
    pub removed: Private,
    pub inserted: Private,
}

/// The finding that a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// A place in the *base*; of a fresh finding, in the text just before the action.
    pub span: Span,
    pub class: Class,
    /// Found in what was typed, and not in the base.
    pub fresh: bool,
}

/// One act of a reviewer: what was done to the text, and which findings it decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub act: Act,
    pub reason: Reason,
    /// The class of what was redacted or kept; none for copy edits.
    pub class: Option<Class>,
    pub splices: Vec<Splice>,
    pub decides: Vec<Anchor>,
    /// Places that the reviewer made findings; found by hand, they are looked for everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Anchor>,
    /// Who is who, said with this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// For each splice of a revert, the place of the base that it puts back; empty for every other act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restores: Vec<Span>,
    /// The structured answers that it widens (band), blanks (drop) or puts back (revert).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Question>,
    /// Changes of meaning that the reviewer meant ([`crate::meaning`]): places in the text just before the action, which hold
    /// as long as nothing in them changes. Never empty ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirms: Vec<Span>,
    /// What it changes on the work sheet; then it does nothing else, and nobody but its writer's own draft holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Box<Fill>>,
}

/// A reviewer's word on who is who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    pub says: Identity,
    /// Findings of one class. Said of one mention, it holds for all that the program takes for the same.
    pub mentions: Vec<Anchor>,
}

/// The whole edit of a stage: what was done, and what was undone and can be done again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub actions: Vec<Action>,
    /// The action undone last stands last.
    pub undone: Vec<Action>,
}

/// An action does not fit the text it is applied to: another base, or a forged list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an action does not fit its text")]
pub struct Misfit;

impl Splice {
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { field: self.field, at: self.at, removed: self.inserted.clone(), inserted: self.removed.clone() }
    }

    /// This and the splice after it as one, where the second one's words touch what the first one inserted: letters typed on,
    /// or deleted again, and those deleted before and behind them.
    fn joined(&self, after: &Self) -> Option<Self> {
        let (mine, gone) = (self.inserted.as_str(), after.removed.as_str());
        let mine_end = self.at.checked_add(mine.len())?;
        let gone_end = after.at.checked_add(gone.len())?;
        if self.field != after.field || gone_end < self.at || mine_end < after.at {
            return None;
        }
        // What stood there before this one: what goes of it in front and behind. The rest that goes is of this one's words.
        let front = gone.get(..self.at.saturating_sub(after.at))?;
        let behind = gone.get(gone.len() - gone_end.saturating_sub(mine_end)..)?;
        let kept = mine.get(..after.at.saturating_sub(self.at))?;
        let rest = mine.get(mine.len() - mine_end.saturating_sub(gone_end)..)?;
        Some(Self {
            field: self.field,
            at: self.at.min(after.at),
            removed: [front, self.removed.as_str(), behind].concat().into(),
            inserted: [kept, after.inserted.as_str(), rest].concat().into(),
        })
    }

    pub fn apply(&self, text: &mut Text) -> Result<(), Misfit> {
        let field = text.get_mut(self.field);
        let end = self.at.checked_add(self.removed.as_str().len()).ok_or(Misfit)?;
        if field.as_str().get(self.at..end) != Some(self.removed.as_str()) {
            return Err(Misfit);
        }
        let mut text = std::mem::take(field).into_exposed();
        text.replace_range(self.at..end, self.inserted.as_str());
        *field = Private::new(text);
        Ok(())
    }
}

impl Default for Action {
    /// A copy edit that does nothing yet.
    fn default() -> Self {
        Self {
            act: Act::CopyEdit,
            reason: Reason::Language,
            class: None,
            splices: Vec::new(),
            decides: Vec::new(),
            marks: Vec::new(),
            who: None,
            restores: Vec::new(),
            answers: Vec::new(),
            confirms: Vec::new(),
            fill: None,
        }
    }
}

impl Action {
    /// A change of the work sheet.
    pub fn filling(fill: Fill) -> Self {
        Self { act: Act::Mark, reason: Reason::Clarity, fill: Some(Box::new(fill)), ..Self::default() }
    }

    /// Every finding that the action names.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        self.decides.iter().chain(&self.marks).chain(self.who.iter().flat_map(|who| &who.mentions))
    }

    /// Words typed and deleted.
    pub fn typing(splices: Vec<Splice>) -> Self {
        Self { splices, ..Self::default() }
    }

    /// Whether it is typing and nothing else: it decides nothing and says nothing.
    pub fn is_typing(&self) -> bool {
        *self == Self::typing(self.splices.clone())
    }

    /// This typing and what was typed right after it as one action, which does the same to a text as the two. What was typed
    /// and deleted again leaves nothing.
    #[must_use]
    pub fn joined(&self, after: &Self) -> Self {
        let mut joined = self.clone();
        for splice in &after.splices {
            match joined.splices.pop() {
                None => joined.splices.push(splice.clone()),
                Some(last) => match last.joined(splice) {
                    Some(one) => joined.splices.extend(Some(one).filter(|one| one.removed != one.inserted)),
                    None => joined.splices.extend([last, splice.clone()]),
                },
            }
        }
        joined
    }

    #[must_use]
    pub fn inverse(&self) -> Vec<Splice> {
        self.splices.iter().rev().map(Splice::inverse).collect()
    }

    pub fn apply(&self, text: &mut Text) -> Result<(), Misfit> {
        self.splices.iter().try_for_each(|splice| splice.apply(text))
    }
}

impl Edit {
    /// What was done to the text: what a stage hands over. The rest is the reviewer's alone.
    pub fn of_text(&self) -> Vec<Action> {
        self.actions.iter().filter(|action| action.fill.is_none()).cloned().collect()
    }

    pub fn push(&mut self, action: Action) {
        self.actions.push(action);
        self.undone.clear();
    }

    /// Takes the last action back. `false`: there is none.
    pub fn undo(&mut self) -> bool {
        self.actions.pop().map(|action| self.undone.push(action)).is_some()
    }

    /// Does the action undone last again. `false`: there is none.
    pub fn redo(&mut self) -> bool {
        self.undone.pop().map(|action| self.actions.push(action)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(at: usize, removed: &str, inserted: &str) -> Splice {
        Splice { field: Field::Summary, at, removed: removed.into(), inserted: inserted.into() }
    }

    #[test]
    fn an_action_and_its_inverse_leave_the_text_as_it_was() {
        let before = Text { summary: "Ruiz met Ruiz 👮 é".into(), ..Text::default() };
        let action = Action {
            act: Act::Replace,
            reason: Reason::Identifying,
            class: Some(Class::Person),
            splices: vec![splice(9, "Ruiz", "[Officer 1]"), splice(0, "Ruiz", "[Officer 1]")],
            ..Action::default()
        };
        let mut text = before.clone();
        action.apply(&mut text).unwrap();
        assert_eq!(text.summary.as_str(), "[Officer 1] met [Officer 1] 👮 é");
        action.inverse().iter().try_for_each(|s| s.apply(&mut text)).unwrap();
        assert_eq!(text, before);
    }

    #[test]
    fn a_splice_that_does_not_fit_changes_nothing() {
        let before = Text { summary: "é".into(), ..Text::default() };
        for bad in [splice(1, "", "x"), splice(0, "e", ""), splice(9, "", "x"), splice(usize::MAX, "é", "")] {
            let mut text = before.clone();
            assert_eq!(bad.apply(&mut text), Err(Misfit));
            assert_eq!(text, before);
        }
    }

    #[test]
    fn typing_that_goes_on_is_one_action_which_does_the_same() {
        let typed = |splices: &[Splice]| Action::typing(splices.to_vec());
        let before = Text { summary: "Ruiz é met 👮".into(), ..Text::default() };
        // What is typed first, what after it, and how many splices are left.
        let cases = [
            (vec![splice(4, "", "a")], vec![splice(5, "", "b")], 1),
            (vec![splice(4, "", "ab")], vec![splice(5, "b", "")], 1),
            (vec![splice(4, "", "ab")], vec![splice(4, "", "é")], 1),
            (vec![splice(4, "", "x")], vec![splice(4, "x", "")], 0),
            (vec![splice(0, "Ruiz", "R")], vec![splice(1, "", "uiz")], 0),
            (vec![splice(4, "", "x")], vec![splice(0, "R", "")], 2),
            (vec![splice(4, "", "x"), splice(0, "", "y")], vec![splice(1, "", "z")], 2),
            (vec![splice(4, "", "x")], vec![splice(6, "é", "")], 2),
            // Backwards and forwards through words that stood there before, and over what was typed among them.
            (vec![splice(5, "é", "")], vec![splice(4, " ", "")], 1),
            (vec![splice(5, "é", "")], vec![splice(5, " ", "")], 1),
            (vec![splice(4, "", "x")], vec![splice(3, "z", "")], 1),
            (vec![splice(4, "", "x")], vec![splice(5, " é", "")], 1),
            (vec![splice(4, "", "x")], vec![splice(3, "zx ", "!")], 1),
            (vec![splice(0, "Ruiz", "")], vec![splice(0, "", "Ruiz")], 0),
        ];
        for (first, after, left) in cases {
            let (first, after) = (typed(&first), typed(&after));
            let joined = first.joined(&after);
            let (mut one, mut two) = (before.clone(), before.clone());
            joined.apply(&mut one).unwrap();
            first.apply(&mut two).unwrap();
            after.apply(&mut two).unwrap();
            assert_eq!((&one, joined.splices.len()), (&two, left));
            joined.inverse().iter().try_for_each(|splice| splice.apply(&mut one)).unwrap();
            assert_eq!(one, before);
        }
        assert!(typed(&[]).is_typing() && !Action { reason: Reason::Clarity, ..typed(&[]) }.is_typing());
    }

    #[test]
    fn a_new_action_ends_what_could_be_done_again() {
        let copy = |to: &str| Action {
            act: Act::CopyEdit,
            reason: Reason::Language,
            class: None,
            splices: vec![splice(0, "", to)],
            ..Action::default()
        };
        let mut edit = Edit::default();
        edit.push(copy("a"));
        assert!(edit.undo() && !edit.undo());
        assert!(edit.redo() && !edit.redo());
        edit.undo();
        edit.push(copy("b"));
        assert!(!edit.redo());
    }
}

//! A change of the work sheet as data: as little as says what stood there and what stands there now. It belongs to the one
//! undo history, like what is done to the text.

use detect::closed_enum;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Alarm, Authenticity, Checks, Coding, Comment, IntruderAnswer, LesAnswer, Misfit, Private, Sheet, Sign, Takeaway,
    TakeawayEdit,
};

closed_enum! {
    /// A part of the work sheet, as the history names it.
    SheetPart {
        Note = "note",
        Verdict = "verdict",
        LesPass = "les-pass",
        LesTest = "les-test",
        IntruderTest = "intruder-test",
        Takeaways = "takeaways",
        Comments = "comments",
        Coding = "coding",
    }
}

/// What a reviewer changed on the work sheet in one act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fill {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Cut<Private>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authenticity: Option<Swap<Option<Authenticity>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signs: Option<Cut<Vec<Sign>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_note: Option<Cut<Private>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    les_pass: Option<Swap<bool>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    les: Option<Cut<Vec<LesAnswer>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intruder: Option<Cut<Vec<IntruderAnswer>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Cut<Vec<Takeaway>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<Cut<Vec<Uuid>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Cut<Vec<Uuid>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<Cut<Vec<(Uuid, Alarm)>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comments: Option<Cut<Vec<Comment>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coding: Option<Swap<Coding>>,
}

/// What a stretch of a text or list held, and what it holds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut<T> {
    at: usize,
    removed: T,
    inserted: T,
}

/// A small value, and the one that stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Swap<T> {
    was: T,
    is: T,
}

impl Fill {
    /// What makes the one sheet the other; none if they are the same.
    pub fn between(before: &Sheet, after: &Sheet) -> Option<Self> {
        let Sheet { note, authenticity, les_pass, takeaways, coding, checks, comments } = before;
        let TakeawayEdit { added, withdrawn, order, kept } = takeaways;
        let Checks { signs, note: verdict_note, les, intruder } = checks;
        let fill = Self {
            note: text_cut(note, &after.note),
            authenticity: swap(authenticity, &after.authenticity),
            signs: list_cut(signs, &after.checks.signs),
            verdict_note: text_cut(verdict_note, &after.checks.note),
            les_pass: swap(les_pass, &after.les_pass),
            les: list_cut(les, &after.checks.les),
            intruder: list_cut(intruder, &after.checks.intruder),
            added: list_cut(added, &after.takeaways.added),
            withdrawn: list_cut(withdrawn, &after.takeaways.withdrawn),
            order: list_cut(order, &after.takeaways.order),
            kept: list_cut(kept, &after.takeaways.kept),
            comments: list_cut(comments, &after.comments),
            coding: swap(coding, &after.coding),
        };
        (fill != Self::default()).then_some(fill)
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let back = self.clone();
        Self {
            note: back.note.map(Cut::inverse),
            authenticity: back.authenticity.map(Swap::inverse),
            signs: back.signs.map(Cut::inverse),
            verdict_note: back.verdict_note.map(Cut::inverse),
            les_pass: back.les_pass.map(Swap::inverse),
            les: back.les.map(Cut::inverse),
            intruder: back.intruder.map(Cut::inverse),
            added: back.added.map(Cut::inverse),
            withdrawn: back.withdrawn.map(Cut::inverse),
            order: back.order.map(Cut::inverse),
            kept: back.kept.map(Cut::inverse),
            comments: back.comments.map(Cut::inverse),
            coding: back.coding.map(Swap::inverse),
        }
    }

    /// Makes the change. `Misfit`: it was made on another sheet; then this one stays as it is.
    pub fn apply(&self, sheet: &mut Sheet) -> Result<(), Misfit> {
        let mut now = sheet.clone();
        cut_text(&self.note, &mut now.note)?;
        swapped(&self.authenticity, &mut now.authenticity)?;
        cut_list(&self.signs, &mut now.checks.signs)?;
        cut_text(&self.verdict_note, &mut now.checks.note)?;
        swapped(&self.les_pass, &mut now.les_pass)?;
        cut_list(&self.les, &mut now.checks.les)?;
        cut_list(&self.intruder, &mut now.checks.intruder)?;
        cut_list(&self.added, &mut now.takeaways.added)?;
        cut_list(&self.withdrawn, &mut now.takeaways.withdrawn)?;
        cut_list(&self.order, &mut now.takeaways.order)?;
        cut_list(&self.kept, &mut now.takeaways.kept)?;
        cut_list(&self.comments, &mut now.comments)?;
        swapped(&self.coding, &mut now.coding)?;
        *sheet = now;
        Ok(())
    }

    /// The part that it changed; of several the first.
    pub fn part(&self) -> SheetPart {
        let Self { note, authenticity, signs, verdict_note, les_pass, les, intruder, comments, coding, .. } = self;
        if note.is_some() {
            SheetPart::Note
        } else if authenticity.is_some() || signs.is_some() || verdict_note.is_some() {
            SheetPart::Verdict
        } else if les_pass.is_some() {
            SheetPart::LesPass
        } else if les.is_some() {
            SheetPart::LesTest
        } else if intruder.is_some() {
            SheetPart::IntruderTest
        } else if comments.is_some() {
            SheetPart::Comments
        } else if coding.is_some() {
            SheetPart::Coding
        } else {
            SheetPart::Takeaways
        }
    }

    /// The words that went and came: of a note, a comment or a takeaway; empty where none did.
    pub fn words(&self) -> (&str, &str) {
        let text = self.note.as_ref().or(self.verdict_note.as_ref());
        let comment = self.comments.as_ref().map(|cut| (cut.removed.first(), cut.inserted.first()));
        let takeaway = self.added.as_ref().map(|cut| (cut.removed.first(), cut.inserted.first()));
        match (text, comment, takeaway) {
            (Some(cut), _, _) => (cut.removed.as_str(), cut.inserted.as_str()),
            (None, Some((was, is)), _) => (said(was.map(|one| &one.text)), said(is.map(|one| &one.text))),
            (None, None, Some((was, is))) => (said(was.map(|one| &one.text)), said(is.map(|one| &one.text))),
            (None, None, None) => ("", ""),
        }
    }
}

fn said(text: Option<&Private>) -> &str {
    text.map_or("", Private::as_str)
}

impl<T> Cut<T> {
    fn inverse(self) -> Self {
        Self { at: self.at, removed: self.inserted, inserted: self.removed }
    }
}

impl<T> Swap<T> {
    fn inverse(self) -> Self {
        Self { was: self.is, is: self.was }
    }
}

fn swap<T: Clone + PartialEq>(was: &T, is: &T) -> Option<Swap<T>> {
    (was != is).then(|| Swap { was: was.clone(), is: is.clone() })
}

fn swapped<T: Clone + PartialEq>(swap: &Option<Swap<T>>, value: &mut T) -> Result<(), Misfit> {
    match swap {
        Some(swap) if swap.was == *value => value.clone_from(&swap.is),
        Some(_) => return Err(Misfit),
        None => {}
    }
    Ok(())
}

fn list_cut<T: Clone + PartialEq>(was: &[T], is: &[T]) -> Option<Cut<Vec<T>>> {
    let at = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let (was, is) = (was.get(at..)?, is.get(at..)?);
    let same = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
    let (removed, inserted) = (was.get(..was.len() - same)?, is.get(..is.len() - same)?);
    let any = !removed.is_empty() || !inserted.is_empty();
    any.then(|| Cut { at, removed: removed.to_vec(), inserted: inserted.to_vec() })
}

fn cut_list<T: Clone + PartialEq>(cut: &Option<Cut<Vec<T>>>, list: &mut Vec<T>) -> Result<(), Misfit> {
    let Some(cut) = cut else { return Ok(()) };
    let end = cut.at.checked_add(cut.removed.len()).ok_or(Misfit)?;
    if list.get(cut.at..end) != Some(cut.removed.as_slice()) {
        return Err(Misfit);
    }
    list.splice(cut.at..end, cut.inserted.iter().cloned());
    Ok(())
}

fn text_cut(was: &Private, is: &Private) -> Option<Cut<Private>> {
    let (was, is) = (was.as_str(), is.as_str());
    let at: usize = was.chars().zip(is.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (was, is) = (was.get(at..)?, is.get(at..)?);
    let back = was.chars().rev().zip(is.chars().rev());
    let same: usize = back.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (removed, inserted) = (was.get(..was.len() - same)?, is.get(..is.len() - same)?);
    let any = !removed.is_empty() || !inserted.is_empty();
    any.then(|| Cut { at, removed: removed.into(), inserted: inserted.into() })
}

fn cut_text(cut: &Option<Cut<Private>>, text: &mut Private) -> Result<(), Misfit> {
    let Some(cut) = cut else { return Ok(()) };
    let end = cut.at.checked_add(cut.removed.as_str().len()).ok_or(Misfit)?;
    if text.as_str().get(cut.at..end) != Some(cut.removed.as_str()) {
        return Err(Misfit);
    }
    let mut words = std::mem::take(text).into_exposed();
    words.replace_range(cut.at..end, cut.inserted.as_str());
    *text = Private::new(words);
    Ok(())
}

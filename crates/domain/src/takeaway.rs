//! Takeaways: what reviewers and staff add to the author's lessons. Each is an object of its own, that nobody but its
//! writer takes back.

use std::collections::HashSet;
use std::ops::Range;

use detect::{Class, Finding, Lists};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Base, Difference, Private, Reason, Refusal, Removed, Span, Stage, Text, Trace, assess, carry, find_leaks};

/// One lesson of a reviewer or of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Takeaway {
    pub id: Uuid,
    pub by: Stage,
    pub text: Private,
    /// The passage that it is about: a place in the base of the stage that holds it. It follows every edit
    /// ([`Takeaway::place`]), and is no more once nothing of the passage is left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Span>,
    /// The takeaway of an earlier stage that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Uuid>,
    /// Who wrote it. Only the server sets it, and tells it to nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uuid>,
    /// False alarms of the detector in its text, as reviewers said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Alarm>,
}

/// A place in a takeaway that the detector takes for what identifies, and that a reviewer lets stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    pub class: Class,
    /// Bytes of the takeaway's text.
    pub range: Range<usize>,
    pub reason: Reason,
}

/// What one stage does with the takeaways. What earlier stages wrote is never changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Spelled")]
pub struct TakeawayEdit {
    pub added: Vec<Takeaway>,
    /// Of earlier stages: taken back by whoever wrote them, or struck because they give away what must not stand anywhere.
    pub withdrawn: Vec<Uuid>,
    /// In which order they are to be read; what is not named comes after, as it was.
    pub order: Vec<Uuid>,
    /// False alarms, each with its takeaway: one that this stage added, or an earlier one.
    pub kept: Vec<(Uuid, Alarm)>,
}

/// Drafts of the first version hold a list of what was added.
#[derive(Deserialize)]
#[serde(untagged)]
enum Spelled {
    Added(Vec<Takeaway>),
    Edit(SpelledEdit),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpelledEdit {
    #[serde(default)]
    added: Vec<Takeaway>,
    #[serde(default)]
    withdrawn: Vec<Uuid>,
    #[serde(default)]
    order: Vec<Uuid>,
    #[serde(default)]
    kept: Vec<(Uuid, Alarm)>,
}

impl From<Spelled> for TakeawayEdit {
    fn from(spelled: Spelled) -> Self {
        match spelled {
            Spelled::Added(added) => Self { added, ..Self::default() },
            Spelled::Edit(SpelledEdit { added, withdrawn, order, kept }) => Self { added, withdrawn, order, kept },
        }
    }
}

/// From this score on a direct identifier in a takeaway keeps a report back, unless a reviewer says with a reason that it is
/// none. Doubtful ones are left to the reviewers' eyes. What looks like a sensitive tactic keeps it back however doubtful: a
/// takeaway is where tactics are written about, and no LES pass goes through it.
const SURE: f32 = 0.6;

/// What a takeaway must not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclean {
    pub takeaway: Uuid,
    /// `OpenFindings`: it identifies, or tells a sensitive tactic. `Leak`: it says what was removed from the report.
    pub rule: Refusal,
    pub class: Class,
    /// Bytes of its text.
    pub range: Range<usize>,
}

impl Takeaway {
    pub const fn new(id: Uuid, by: Stage, text: Private) -> Self {
        Self { id, by, text, passage: None, answers: None, author: None, kept: Vec::new() }
    }

    /// The same takeaway of another text of the report. Of a passage that is gone an empty place is left, so that it can be
    /// told that there was one.
    #[must_use]
    pub fn carried(&self, differences: &[Difference]) -> Self {
        Self { passage: self.passage.map(|passage| carry(differences, passage)), ..self.clone() }
    }

    fn keeps(&self, class: Class, range: &Range<usize>) -> bool {
        self.kept.iter().any(|alarm| alarm.class == class && alarm.range == *range)
    }

    /// Where its passage stands in the current text; none once nothing of it is left.
    pub fn place(&self, trace: &Trace) -> Option<Span> {
        self.passage.map(|passage| trace.to_current(passage)).filter(|place| !place.is_empty())
    }
}

impl TakeawayEdit {
    pub const fn is_empty(&self) -> bool {
        let Self { added, withdrawn, order, kept } = self;
        added.is_empty() && withdrawn.is_empty() && order.is_empty() && kept.is_empty()
    }

    /// All of an earlier stage and of this one, withdrawn or not, with the false alarms that are kept in them.
    pub fn all(&self, earlier: &[Takeaway]) -> Vec<Takeaway> {
        let mut all: Vec<Takeaway> = earlier.iter().chain(&self.added).cloned().collect();
        for one in &mut all {
            let alarms = self.kept.iter().filter(|(id, _)| *id == one.id).map(|(_, alarm)| alarm.clone());
            one.kept.extend(alarms.collect::<Vec<_>>());
        }
        all
    }

    /// The takeaways as they stand with this edit, in the order in which they are read: each is followed by those that
    /// answer it. Places still count in the stage's base. Nothing is checked: see [`TakeawayEdit::apply`].
    pub fn standing(&self, earlier: &[Takeaway]) -> Vec<Takeaway> {
        let mut all = self.all(earlier);
        all.retain(|one| !self.withdrawn.contains(&one.id) && !one.text.is_blank());
        let ids: HashSet<Uuid> = all.iter().map(|one| one.id).collect();
        for one in &mut all {
            // What it answered was withdrawn: it stands for itself.
            one.answers = one.answers.filter(|answered| ids.contains(answered));
        }
        let rank = |one: &Takeaway| self.order.iter().position(|id| *id == one.id).unwrap_or(self.order.len());
        all.sort_by_key(rank);
        let mut threads = Vec::with_capacity(all.len());
        for root in all.iter().filter(|one| one.answers.is_none()) {
            thread(root, &all, &mut threads);
        }
        threads
    }

    /// The same wishes for a later text of the same report: what was added stays, and loses the passage that is another now.
    #[must_use]
    pub fn rebased(&self, old: &Text, new: &Text, earlier: &[Takeaway]) -> Self {
        let known = |id: &Uuid| earlier.iter().any(|one| one.id == *id);
        let same = |span: &Span| old.slice(*span).is_some() && old.slice(*span) == new.slice(*span);
        let added = self.added.iter().filter(|one| !known(&one.id)).map(|one| Takeaway {
            passage: one.passage.filter(same),
            answers: one.answers.filter(known),
            ..one.clone()
        });
        let added: Vec<Takeaway> = added.collect();
        let there = |id: &Uuid| known(id) || added.iter().any(|one| one.id == *id);
        Self {
            withdrawn: self.withdrawn.iter().copied().filter(known).collect(),
            order: self.order.clone(),
            kept: self.kept.iter().filter(|(id, _)| there(id)).cloned().collect(),
            added,
        }
    }

    /// The takeaways that the stage leaves, with their places in the text that it leaves.
    ///
    /// `TakeawayNotYours`: something of an earlier stage is withdrawn by another than its writer, although it is clean, or is
    /// to be replaced. `TextMismatch`: a passage, a takeaway or a place in one is named that is not there.
    pub fn apply(
        &self,
        earlier: &[Takeaway],
        unclean: &[Unclean],
        (stage, author): (Stage, Option<Uuid>),
        base: &Text,
        trace: &Trace,
    ) -> Result<Vec<Takeaway>, Refusal> {
        let find = |id: Uuid| earlier.iter().find(|one| one.id == id);
        for id in &self.withdrawn {
            let one = find(*id).ok_or(Refusal::TextMismatch)?;
            let own = author.is_some() && one.author == author;
            if !own && !unclean.iter().any(|found| found.takeaway == *id) {
                return Err(Refusal::TakeawayNotYours);
            }
        }
        for one in &self.added {
            if find(one.id).is_some() {
                return Err(Refusal::TakeawayNotYours);
            }
            let passage = one.passage.is_none_or(|passage| base.slice(passage).is_some());
            if !passage || one.answers.is_some_and(|answered| find(answered).is_none()) {
                return Err(Refusal::TextMismatch);
            }
        }
        for (id, alarm) in &self.kept {
            let one = find(*id).or_else(|| self.added.iter().find(|one| one.id == *id));
            if one.and_then(|one| one.text.as_str().get(alarm.range.clone())).is_none_or(str::is_empty) {
                return Err(Refusal::TextMismatch);
            }
        }
        let mut left = self.standing(earlier);
        for one in &mut left {
            one.passage = one.place(trace);
            if find(one.id).is_none() {
                (one.by, one.author) = (stage, author);
            }
        }
        Ok(left)
    }
}

/// A takeaway, and below it what answers it. Answers name something earlier than themselves, so that this comes to an end.
fn thread(root: &Takeaway, all: &[Takeaway], into: &mut Vec<Takeaway>) {
    if into.iter().any(|one| one.id == root.id) {
        return;
    }
    into.push(root.clone());
    for answer in all.iter().filter(|one| one.answers == Some(root.id)) {
        thread(answer, all, into);
    }
}

/// The detector and the leak check over takeaways. `removed`: what was taken out of the report.
pub fn unclean(takeaways: &[Takeaway], removed: &[Removed], lists: &Lists) -> Vec<Unclean> {
    let mut all = Vec::new();
    for takeaway in takeaways {
        let alone = Text { summary: takeaway.text.clone(), ..Text::default() };
        let told = |rule, class, range| Unclean { takeaway: takeaway.id, rule, class, range };
        let held = found(&alone, lists, |finding| is_sure(finding) || finding.class == Class::Les);
        let held = held.into_iter().filter(|(class, range)| !takeaway.keeps(*class, range));
        all.extend(held.map(|(class, range)| told(Refusal::OpenFindings, class, range)));
        let leaks = find_leaks(removed, &alone, &[]).into_iter();
        all.extend(leaks.map(|leak| told(Refusal::Leak, leak.class, leak.span.range())));
    }
    all
}

/// Whether a sentence that goes with no report names somebody or something: direct identifiers of which the detector is sure.
pub fn names_somebody(sentence: &Private, lists: &Lists) -> bool {
    !found(&Text { summary: sentence.clone(), ..Text::default() }, lists, is_sure).is_empty()
}

fn is_sure(finding: &Finding) -> bool {
    finding.class.is_direct() && finding.score >= SURE
}

fn found(alone: &Text, lists: &Lists, counts: impl Fn(&Finding) -> bool) -> Vec<(Class, Range<usize>)> {
    let Ok(found) = assess(&Base { stage: Stage::Publish, text: alone, record: &[] }, &[], lists) else {
        return Vec::new();
    };
    let found = found.open().map(|open| &open.finding).filter(|finding| counts(finding));
    found.map(|finding| (finding.class, finding.range.clone())).collect()
}

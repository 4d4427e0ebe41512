//! What a reviewer of a later stage answers beside the text: who wrote it, what would help an attacker, who could find the
//! people in it; and comments on passages. Nothing of this is ever published.

use detect::{Class, Closed as _, closed_enum};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Act, Anchor, Assessment, Private, Span};

closed_enum! {
    /// The checklist of authenticity: signs that a report was written by law enforcement.
    Sign {
        /// It speaks the language of the job.
        Vocabulary = "vocabulary",
        /// It can have happened so.
        Plausibility = "plausibility",
        /// It does not contradict itself.
        Consistency = "internal-consistency",
        /// It knows what only an officer would know.
        Knowledge = "officers-knowledge",
    }
}
closed_enum! {
    /// What staff have to look at after the programme's written procedure. The program passes no text on.
    Flag { PossibleCrime = "possible-crime", AuthorInDistress = "author-in-distress" }
}
closed_enum! {
    /// The motivated-intruder test (UK ICO): could somebody who wants to find out who is meant, without special skill?
    Intruder {
        /// Would this have been in the news?
        News = "in-the-news",
        /// Would a search on the web find the event?
        Search = "found-by-search",
        /// Would somebody of the same agency be sure who is meant?
        Colleague = "colleague-is-sure",
        /// Would an officer of another agency of the region?
        Neighbour = "neighbour-is-sure",
        /// Would the subject, or somebody of their family?
        Subject = "subject-is-sure",
    }
}

/// The answer to one question of the motivated-intruder test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntruderAnswer {
    pub question: Intruder,
    pub yes: bool,
}

/// The two questions of the LES test (after FOIA exemption 7(E)) about one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LesAnswer {
    pub finding: Anchor,
    /// Is the technique already well known to the public?
    pub known: Option<bool>,
    /// Would it help an attacker?
    pub helps: Option<bool>,
}

impl LesAnswer {
    pub const fn is_complete(&self) -> bool {
        self.known.is_some() && self.helps.is_some()
    }

    /// What the answers speak for: what everybody knows and helps nobody may stay; the rest is said in general words.
    pub fn advice(&self) -> Option<Act> {
        let (known, helps) = (self.known?, self.helps?);
        Some(if known && !helps { Act::Keep } else { Act::Generalise })
    }
}

/// The answers of one stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checks {
    /// Signs of authenticity that the report shows.
    pub signs: Vec<Sign>,
    /// Why the verdict is what it is. For the reviewers alone; destroyed with the rest at conclusion.
    pub note: Private,
    pub les: Vec<LesAnswer>,
    pub intruder: Vec<IntruderAnswer>,
}

impl Checks {
    /// Whether nothing is answered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What was answered about a question of the motivated-intruder test.
    pub fn intruder(&self, question: Intruder) -> Option<bool> {
        self.intruder.iter().find(|answer| answer.question == question).map(|answer| answer.yes)
    }

    /// Questions of the motivated-intruder test that are open.
    pub fn intruder_unanswered(&self) -> usize {
        Intruder::ALL.iter().filter(|&&question| self.intruder(question).is_none()).count()
    }

    /// What was answered about a sensitive place.
    pub fn les(&self, finding: &Anchor) -> Option<&LesAnswer> {
        self.les.iter().find(|answer| answer.finding == *finding)
    }

    /// Sensitive places of the base about which not both questions are answered. What an earlier stage has let stand was
    /// asked about there.
    pub fn les_unanswered<'a>(&self, assessment: &'a Assessment) -> Vec<&'a crate::Judged> {
        let asked = |judged: &&crate::Judged| {
            judged.finding.class == Class::Les
                && !judged.fresh
                && judged.decided.is_none_or(|decided| decided.by_stage.is_none())
        };
        let open = |judged: &&crate::Judged| !self.les(&judged.anchor).is_some_and(LesAnswer::is_complete);
        assessment.findings.iter().filter(asked).filter(open).collect()
    }
}

/// A comment on a passage, for whoever works on the text next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    pub id: Uuid,
    /// A place of the base, so that it follows every edit.
    pub span: Span,
    pub text: Private,
}

#[cfg(test)]
mod tests {
    use detect::{Field, Lists};

    use super::*;
    use crate::{Base, Stage, Text, assess};

    #[test]
    fn what_everybody_knows_and_helps_nobody_may_stay() {
        let finding = Anchor { span: Span::new(Field::Summary, 0..1), class: Class::Les, fresh: false };
        let advice = |known, helps| LesAnswer { finding, known, helps }.advice();
        let cases = [
            (Some(true), Some(false), Some(Act::Keep)),
            (Some(true), Some(true), Some(Act::Generalise)),
            (Some(false), Some(false), Some(Act::Generalise)),
            (Some(false), Some(true), Some(Act::Generalise)),
            (None, Some(true), None),
            (Some(true), None, None),
            (None, None, None),
        ];
        for (known, helps, want) in cases {
            assert_eq!(advice(known, helps), want, "{known:?} {helps:?}");
        }
    }

    #[test]
    fn both_questions_are_asked_about_every_sensitive_place_of_the_base() {
        let text = Text { summary: "The SWAT team stacked on the hinge side of the door.".into(), ..Text::default() };
        let base = Base { stage: Stage::Two, text: &text, record: &[] };
        let mark = crate::Action {
            act: Act::Mark,
            marks: vec![Anchor { span: Span::new(Field::Summary, 9..13), class: Class::Les, fresh: false }],
            ..crate::Action::default()
        };
        let assessment = assess(&base, &[mark], &Lists::default()).unwrap();
        let sensitive: Vec<Anchor> = assessment.findings.iter().map(|judged| judged.anchor).collect();
        let count = assessment.findings.iter().filter(|judged| judged.finding.class == Class::Les).count();
        assert!(count > 0);
        let mut checks = Checks::default();
        assert_eq!(checks.les_unanswered(&assessment).len(), count);
        checks.les = sensitive.iter().map(|&finding| LesAnswer { finding, known: Some(true), helps: None }).collect();
        assert_eq!(checks.les_unanswered(&assessment).len(), count);
        checks.les.iter_mut().for_each(|answer| answer.helps = Some(false));
        assert!(checks.les_unanswered(&assessment).is_empty());
    }

    #[test]
    fn the_form_has_five_questions_and_starts_without_answers() {
        assert_eq!((Intruder::ALL.len(), Sign::ALL.len()), (5, 4));
        let checks =
            Checks { intruder: vec![IntruderAnswer { question: Intruder::News, yes: true }], ..Checks::default() };
        assert_eq!((checks.intruder(Intruder::News), checks.intruder(Intruder::Search)), (Some(true), None));
        assert_eq!(checks.intruder_unanswered(), 4);
        assert!(Checks::default().is_empty() && !checks.is_empty());
    }
}

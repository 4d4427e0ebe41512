//! The structured answers on the desk: each can be widened or blanked with a reason, and put back.

use domain::{Act, Action, Answers, Closed as _, Question, edited_answers};
use uuid::Uuid;

use crate::desk::open_at;
use crate::session::Session;
use crate::view::*;

/// Every answer that the stage began with.
pub fn questions(base: &Answers, actions: &[Action]) -> Vec<QuestionView> {
    let now = edited_answers(base, actions);
    let view = |&question: &Question| {
        let given = values(base, question);
        let done = actions.iter().rev().find(|action| action.answers.contains(&question));
        let done = done.filter(|action| action.act != Act::Revert);
        let wider = Action { act: Act::Band, answers: vec![question], ..Action::default() };
        let wider = values(&edited_answers(base, &[wider]), question);
        (!given.is_empty()).then(|| QuestionView {
            question,
            now: values(&now, question),
            wider: wider.into_iter().next().filter(|wider| !given.contains(wider)),
            given,
            act: done.map(|action| action.act),
            reason: done.map(|action| action.reason),
        })
    };
    Question::ALL.iter().filter_map(view).collect()
}

/// Widens, blanks or puts back one answer.
///
/// `Stale`: there is nothing of the kind to do.
pub fn edit(session: &Session, report: Uuid, revision: u32, ask: &AnswerAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let action = Action { act: ask.act, reason: ask.reason, answers: vec![ask.question], ..Action::default() };
    let mut with = desk.draft.edit.actions.clone();
    let before = edited_answers(&desk.work.answers, &with);
    with.push(action.clone());
    if edited_answers(&desk.work.answers, &with) == before {
        return Err(ErrorCode::Stale.into());
    }
    desk.commit(session, report, action)
}

/// The ids of an answer, as the window has words for them.
pub fn values(answers: &Answers, question: Question) -> Vec<String> {
    let all = serde_json::to_value(answers).unwrap_or_default();
    match all.get(question.as_str()) {
        Some(serde_json::Value::String(value)) => vec![value.clone()],
        Some(serde_json::Value::Array(values)) => {
            values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
        }
        Some(_) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Equipment, Region, SwornBand};

    use super::*;

    #[test]
    fn each_answer_says_what_was_given_what_stands_and_what_is_wider() {
        let base = Answers {
            sworn_band: Some(SwornBand::To49),
            region: Some(Region::South),
            equipment: vec![Equipment::Radio, Equipment::BodyArmor],
            ..Answers::default()
        };
        let act = |act, question| Action { act, answers: vec![question], ..Action::default() };
        let mut actions = vec![act(Act::Band, Question::SwornBand), act(Act::Drop, Question::Equipment)];
        let views = questions(&base, &actions);
        let find = |question| views.iter().find(|view| view.question == question).unwrap();
        assert_eq!(views.len(), 3);
        let staff = find(Question::SwornBand);
        assert_eq!((staff.given.clone(), staff.now.clone()), (vec!["25-49".to_owned()], vec!["under-50".to_owned()]));
        assert_eq!((staff.act, staff.wider.as_deref()), (Some(Act::Band), Some("under-50")));
        let equipment = find(Question::Equipment);
        assert_eq!((equipment.given.len(), equipment.now.len(), equipment.act), (2, 0, Some(Act::Drop)));
        assert_eq!((find(Question::Region).wider.clone(), find(Question::Region).act), (None, None));
        actions.push(act(Act::Revert, Question::SwornBand));
        let back = questions(&base, &actions);
        assert!(
            back.iter()
                .any(|view| view.question == Question::SwornBand && view.act.is_none() && view.now == view.given)
        );
    }
}

//! Submissions of the tests, and a reviewer's hand: redacting whatever the detector finds.

use domain::{
    Act, Action, Answers, Base, Category, Checks, Closed as _, Coding, Intruder, IntruderAnswer, LesAnswer, Lists,
    Reason, Region, Span, Splice, Stage, Tag, Takeaway, TakeawayEdit, Text, assess,
};
use uuid::Uuid;
use wire::{Clean, Contact, Event, Step, Submission, Vetting, Work};

use crate::people::event;

/// Names that must not be found anywhere once a report is concluded.
pub const PLANTED: &[&str] = &["Delacroix-Pruitt", "Ellery", "j.ellery@example.org", "555-0117"];

pub fn submission() -> Submission {
    Submission {
        submission_id: Uuid::new_v4(),
        title: "".into(),
        summary: "On a night shift I stopped a truck for drifting.\r\nOfc. Marcus Delacroix-Pruitt, SSN 900-12-3456, came to back me up \
                  without being asked and saw the rifle. Call him at 555-555-0142."
            .into(),
        lessons: "Keep the gun hand empty.".into(),
        differently: "".into(),
        answers: Answers { call_type: Some(Category::TrafficViolations), region: Some(Region::Midwest), ..Answers::default() },
        contact: Some(Contact { name: "Jordan Ellery".into(), email: "j.ellery@example.org".into(), phone: "555-0117".into() }),
        ori9: Some("XH0120400".into()),
        received: None,
    }
}

/// Replaces every finding and every leak by a token, as often as it takes, and gives the report a title.
pub fn redact(work: &Work, lists: &Lists) -> Vec<Action> {
    let base = Base { stage: work.stage, text: &work.base, record: &work.record };
    let mut actions = Vec::new();
    if work.base.title.is_blank() {
        actions.push(typed("A rifle seen in time", &Text::default()));
    }
    for name in ["Ofc. Marcus Delacroix-Pruitt", "Delacroix-Pruitt"] {
        let text = assess(&base, &actions, lists).unwrap().text;
        if let Some(at) = text.summary.as_str().find(name) {
            let span = Span::new(domain::Field::Summary, at..at + name.len());
            actions.push(replacing(&text, span, Some(domain::Class::Person), Vec::new()));
        }
    }
    for _ in 0..50 {
        let now = assess(&base, &actions, lists).unwrap();
        let open: Vec<_> = now.open().cloned().collect();
        if let Some(judged) = open.last() {
            actions.push(replacing(&now.text, judged.at, Some(judged.finding.class), vec![judged.anchor]));
        } else if let Some(leak) = now.leaks.last() {
            actions.push(replacing(&now.text, leak.span, Some(leak.class), Vec::new()));
        } else {
            return actions;
        }
    }
    panic!("the detector finds something in every replacement");
}

/// A title typed in.
pub fn typed(title: &str, text: &Text) -> Action {
    let splice = Splice { field: domain::Field::Title, at: 0, removed: text.title.clone(), inserted: title.into() };
    Action { act: Act::CopyEdit, reason: Reason::Clarity, class: None, splices: vec![splice], ..Action::default() }
}

fn replacing(text: &Text, span: Span, class: Option<domain::Class>, decides: Vec<domain::Anchor>) -> Action {
    let removed = text.slice(span).unwrap().into();
    let splice = Splice { field: span.field, at: span.start, removed, inserted: "[removed]".into() };
    Action {
        act: Act::Replace,
        reason: Reason::Identifying,
        class,
        splices: vec![splice],
        decides,
        ..Action::default()
    }
}

pub fn fingerprint(work: &Work, actions: &[Action]) -> String {
    let base = Base { stage: work.stage, text: &work.base, record: &work.record };
    let text = assess(&base, actions, &Lists::default()).unwrap().text;
    text.fingerprint(work.salt.as_bytes())
}

/// Stage one, done.
pub fn hand_over(work: &Work) -> Event {
    let actions = redact(work, &Lists::default());
    let fingerprint = fingerprint(work, &actions);
    event(work.version, fingerprint, Step::HandOver { actions, note: "The rifle matters most.".into() })
}

/// Stage two or three, with everything that an approval needs.
pub fn vetting(work: &Work) -> Vetting {
    let actions = redact(work, &Lists::default());
    Vetting {
        checks: checks(work, &actions),
        actions,
        authenticity: Some(domain::Authenticity::LawEnforcement),
        les_pass: true,
        takeaways: adding(vec![Takeaway::new(Uuid::new_v4(), Stage::Two, "Backup that listens saves lives.".into())]),
    }
}

/// These takeaways, and nothing else done about them.
pub fn adding(added: Vec<Takeaway>) -> TakeawayEdit {
    TakeawayEdit { added, ..TakeawayEdit::default() }
}

/// Every question answered: what is sensitive is known to nobody, and nobody could find out who is meant.
pub fn checks(work: &Work, actions: &[Action]) -> Checks {
    let base = Base { stage: work.stage, text: &work.base, record: &work.record };
    let assessment = assess(&base, actions, &Lists::default()).unwrap();
    let asked = Checks::default().les_unanswered(&assessment).into_iter().map(|judged| judged.anchor);
    let no = |&question: &Intruder| IntruderAnswer { question, yes: false };
    Checks {
        les: asked.map(|finding| LesAnswer { finding, known: Some(false), helps: Some(true) }).collect(),
        intruder: Intruder::ALL.iter().map(no).collect(),
        ..Checks::default()
    }
}

pub fn approve(work: &Work) -> Event {
    let vetting = vetting(work);
    let fingerprint = fingerprint(work, &vetting.actions);
    event(work.version, fingerprint, Step::Approve { vetting })
}

pub fn coding() -> Coding {
    Coding { category: Some(Category::TrafficViolations), tags: vec![Tag::Approach], ..Coding::default() }
}

pub fn publish(clean: &Clean) -> Event {
    let fingerprint = clean.text.fingerprint(clean.salt.as_bytes());
    event(clean.version, fingerprint, Step::Publish { coding: coding(), takeaways: TakeawayEdit::default() })
}

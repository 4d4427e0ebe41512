//! A stage's work from base to hand-over, with the real detector: what is open, what leaks, what is recorded.

use domain::house::{decide, redact, suggest};
use domain::{
    Act, Action, Anchor, Assessment, Base, Class, Edit, Field, Lists, Reason, Recorded, Span, Splice, Stage, Text,
    assess, removed,
};

const NARRATIVE: &str = "Ofc. James Ruiz, badge 4471, stopped the truck at 0214 hrs. Ruiz's partner ran the plate. \
     Call 503-555-0142 with questions. At 0216 hrs backup came.";

fn text() -> Text {
    Text { title: "A stop".into(), summary: NARRATIVE.into(), lessons: "Listen to Ruiz.".into(), ..Text::default() }
}

fn look(base: &Text, stage: Stage, record: &[Recorded], edit: &Edit) -> Assessment {
    assess(&Base { stage, text: base, record }, &edit.actions, &Lists::default()).expect("honest actions")
}

fn anchors(assessment: &Assessment, base: &Text, words: &str) -> Vec<Anchor> {
    let named = |anchor: &Anchor| base.slice(anchor.span) == Some(words);
    assessment.open().map(|judged| judged.anchor).filter(named).collect()
}

/// Decides every open finding by its first suggestion, one entity after the other, as a reviewer who agrees does.
fn agree(base: &Text, stage: Stage, record: &[Recorded], edit: &mut Edit) {
    loop {
        let assessment = look(base, stage, record, edit);
        let Some(judged) = assessment.open().next() else { return };
        let ready = suggest(base, &edit.actions, &assessment, judged).into_iter().next().expect("a suggestion");
        let group: Vec<Anchor> = assessment
            .open()
            .filter(|other| judged.entity == other.entity && judged.finding.class == other.finding.class)
            .map(|other| other.anchor)
            .collect();
        edit.push(decide(&assessment, &group, ready.act, Reason::Identifying, &ready.text).expect("an open finding"));
    }
}

#[test]
fn the_findings_of_the_base_are_open_until_decided() {
    let base = text();
    let before = look(&base, Stage::One, &[], &Edit::default());
    let words: Vec<&str> = before.open().filter_map(|judged| base.slice(judged.anchor.span)).collect();
    for expected in ["James Ruiz", "4471", "0214 hrs", "503-555-0142", "0216 hrs", "Ruiz"] {
        assert!(words.contains(&expected), "{expected} is not among {words:?}");
    }
    let mut edit = Edit::default();
    agree(&base, Stage::One, &[], &mut edit);
    let after = look(&base, Stage::One, &[], &edit);
    assert_eq!((after.open().count(), after.leaks.len()), (0, 0));
    let clean = after.text.summary.as_str();
    assert!(clean.starts_with("[Officer 1]"), "{clean}");
    for stands in ["[Officer 1]'s partner", "[2 minutes later] backup"] {
        assert!(clean.contains(stands), "{stands} does not stand in {clean}");
    }
    assert_eq!(after.text.lessons.as_str(), "Listen to [Officer 1].");
    for gone in ["Ruiz", "4471", "0214", "0216", "0142"] {
        assert!(!clean.contains(gone), "{gone} stands in {clean}");
    }
}

#[test]
fn undo_opens_what_the_action_had_decided() {
    let base = text();
    let mut edit = Edit::default();
    agree(&base, Stage::One, &[], &mut edit);
    let count = edit.actions.len();
    for _ in 0..count {
        assert!(edit.undo());
    }
    let back = look(&base, Stage::One, &[], &edit);
    assert_eq!(back.text, base);
    assert!(back.open().count() >= 6 && back.edits.is_empty());
    while edit.redo() {}
    assert_eq!(look(&base, Stage::One, &[], &edit).open().count(), 0);
}

#[test]
fn a_name_removed_in_one_place_leaks_in_another() {
    let base = Text { lessons: "ask ruiz about it".into(), ..text() };
    let start = look(&base, Stage::One, &[], &Edit::default());
    let names = anchors(&start, &base, "James Ruiz");
    let mut edit = Edit::default();
    edit.push(decide(&start, &names, Act::Replace, Reason::Identifying, "[Officer 1]").unwrap());
    let after = look(&base, Stage::One, &[], &edit);
    let leaked = |a: &Assessment| a.leaks.iter().any(|leak| leak.span.field == Field::Lessons);
    let open_there = after.open().any(|judged| judged.at.field == Field::Lessons);
    assert!(leaked(&after) || open_there, "the lower-case name in the lessons stands unnoticed");
    if leaked(&after) {
        let leak = after.leaks.iter().find(|leak| leak.span.field == Field::Lessons).unwrap();
        edit.push(redact(&after, leak.span, Class::Person, Act::Replace, "[Officer 1]").unwrap());
        assert!(!leaked(&look(&base, Stage::One, &[], &edit)));
    }
}

#[test]
fn a_name_that_is_typed_in_is_found_and_has_to_be_decided() {
    let base = text();
    let mut edit = Edit::default();
    agree(&base, Stage::One, &[], &mut edit);
    let clean = look(&base, Stage::One, &[], &edit);
    let end = clean.text.summary.as_str().len();
    let typed =
        Splice { field: Field::Summary, at: end, removed: "".into(), inserted: " Sgt. Dana Kowalczyk came.".into() };
    edit.push(Action {
        act: Act::CopyEdit,
        reason: Reason::Language,
        class: None,
        splices: vec![typed],
        ..Action::default()
    });
    let after = look(&base, Stage::One, &[], &edit);
    let fresh: Vec<_> = after.open().collect();
    assert_eq!(fresh.len(), 1, "{fresh:?}");
    assert!(fresh[0].fresh && after.text.slice(fresh[0].at) == Some("Dana Kowalczyk"));
    let anchor = fresh[0].anchor;
    let mut kept = edit.clone();
    kept.push(decide(&after, &[anchor], Act::Keep, Reason::PublicFigure, "").unwrap());
    assert_eq!(look(&base, Stage::One, &[], &kept).open().count(), 0);
    edit.push(decide(&after, &[anchor], Act::Replace, Reason::Identifying, "[Officer 2]").unwrap());
    let after = look(&base, Stage::One, &[], &edit);
    assert_eq!(after.open().count(), 0);
    assert!(after.text.summary.as_str().ends_with(" [Officer 2] came."));
}

#[test]
fn stage_two_gets_a_record_without_words_and_does_not_ask_again_what_was_kept() {
    let base = text();
    let start = look(&base, Stage::One, &[], &Edit::default());
    let phone = anchors(&start, &base, "503-555-0142");
    let mut edit = Edit::default();
    edit.push(decide(&start, &phone, Act::Keep, Reason::NotIdentifying, "").unwrap());
    agree(&base, Stage::One, &[], &mut edit);
    let done = look(&base, Stage::One, &[], &edit);
    let json = serde_json::to_string(&done.record).unwrap();
    assert!(!json.contains("Ruiz") && !json.contains("4471"));
    for entry in done.record.iter().filter(|entry| entry.act == Act::Replace) {
        assert!(done.text.slice(entry.span).is_some_and(|words| words.starts_with('[')));
    }
    let second = look(&done.text, Stage::Two, &done.record, &Edit::default());
    let kept = second.findings.iter().find(|judged| judged.finding.class == Class::Phone).unwrap();
    assert_eq!(kept.decided.map(|decided| decided.by_stage), Some(Some(Stage::One)));
    assert_eq!(second.open().count(), 0);
}

#[test]
fn what_singles_out_is_stage_ones_and_tactics_are_stage_twos() {
    let summary = "I am the only female negotiator in the county. After midnight we run one car for the whole county.";
    let base = Text { title: "Alone".into(), summary: summary.into(), ..Text::default() };
    let classes = |assessment: &Assessment| assessment.open().map(|judged| judged.finding.class).collect::<Vec<_>>();
    let first = look(&base, Stage::One, &[], &Edit::default());
    assert_eq!(classes(&first), [Class::Unique], "a tactic does not keep stage one from handing over");
    let mut edit = Edit::default();
    agree(&base, Stage::One, &[], &mut edit);
    let done = look(&base, Stage::One, &[], &edit);
    let second = look(&done.text, Stage::Two, &done.record, &Edit::default());
    assert_eq!(classes(&second), [Class::Les], "stage two is shown the tactic and nothing of stage one's");
    let mut vetting = Edit::default();
    let all: Vec<Anchor> = second.open().map(|judged| judged.anchor).collect();
    vetting.push(decide(&second, &all, Act::Keep, Reason::NotIdentifying, "").unwrap());
    let vetted = look(&done.text, Stage::Two, &done.record, &vetting);
    assert_eq!(classes(&vetted), []);
    let published = look(&vetted.text, Stage::Publish, &vetted.record, &Edit::default());
    assert_eq!(classes(&published), [], "what stage two kept is not asked again");
}

#[test]
fn what_was_removed_is_told_once_and_by_value() {
    let base = text();
    let mut edit = Edit::default();
    agree(&base, Stage::One, &[], &mut edit);
    let removed =
        removed(&Base { stage: Stage::One, text: &base, record: &[] }, &edit.actions, &Lists::default()).unwrap();
    let names: Vec<&str> =
        removed.iter().filter(|one| one.class == Class::Person).map(|one| one.value.as_str()).collect();
    assert!(names.contains(&"James Ruiz"), "{names:?}");
    assert!(removed.iter().all(|one| !one.value.as_str().starts_with('[')));
}

#[test]
fn typing_over_a_finding_decides_it_and_still_guards_the_value() {
    let base = Text { summary: "Ofc. Jane Novak ran.".into(), lessons: "novak again".into(), ..Text::default() };
    let splice = Splice { field: Field::Summary, at: 0, removed: "Ofc. Jane Novak".into(), inserted: "She".into() };
    let mut edit = Edit::default();
    edit.push(Action {
        act: Act::CopyEdit,
        reason: Reason::Language,
        class: None,
        splices: vec![splice],
        ..Action::default()
    });
    let after = look(&base, Stage::One, &[], &edit);
    assert!(after.open().all(|judged| judged.at.field == Field::Lessons));
    let told = after.leaks.iter().any(|leak| leak.span == Span::new(Field::Lessons, 0..5)) || after.open().count() == 1;
    assert!(told);
}

#[test]
fn forged_actions_are_refused() {
    let splice = Splice { field: Field::Summary, at: 0, removed: "nothing like it".into(), inserted: "".into() };
    let forged =
        Action { act: Act::Drop, reason: Reason::Identifying, class: None, splices: vec![splice], ..Action::default() };
    let base = text();
    assert!(assess(&Base { stage: Stage::One, text: &base, record: &[] }, &[forged], &Lists::default()).is_err());
}

fn type_at(edit: &mut Edit, field: Field, at: usize, removed: &str, inserted: &str) {
    let splice = Splice { field, at, removed: removed.into(), inserted: inserted.into() };
    edit.push(Action {
        act: Act::CopyEdit,
        reason: Reason::Language,
        class: None,
        splices: vec![splice],
        ..Action::default()
    });
}

fn open_words(assessment: &Assessment) -> Vec<String> {
    assessment.open().map(|judged| assessment.text.slice(judged.at).unwrap_or_default().to_owned()).collect()
}

#[test]
fn two_names_typed_in_one_place_are_two_findings() {
    let base = Text { summary: "It rained.".into(), ..Text::default() };
    let mut edit = Edit::default();
    type_at(&mut edit, Field::Title, 0, "", "Ofc. Dana Lee waits");
    let first = look(&base, Stage::One, &[], &edit);
    assert_eq!(open_words(&first), ["Dana Lee"]);
    let anchor = first.open().next().unwrap().anchor;
    edit.push(decide(&first, &[anchor], Act::Keep, Reason::PublicFigure, "").unwrap());
    assert_eq!(look(&base, Stage::One, &[], &edit).open().count(), 0);
    type_at(&mut edit, Field::Title, 19, "", " for Ofc. Maria Novak");
    let second = look(&base, Stage::One, &[], &edit);
    assert_eq!(open_words(&second), ["Maria Novak"], "what was kept says nothing about another name");
    let anchor = second.open().next().unwrap().anchor;
    edit.push(decide(&second, &[anchor], Act::Replace, Reason::Identifying, "[Officer 1]").unwrap());
    let done = look(&base, Stage::One, &[], &edit);
    assert_eq!(done.text.title.as_str(), "Ofc. Dana Lee waits for [Officer 1]");
    assert_eq!((done.open().count(), done.leaks.len()), (0, 0));
    type_at(&mut edit, Field::Summary, 10, "", " Then novak came.");
    let after = look(&base, Stage::One, &[], &edit);
    let told = !after.leaks.is_empty() || after.open().count() > 0;
    assert!(told, "a typed name that was redacted is guarded like any other");
}

#[test]
fn a_redaction_in_retyped_text_does_not_turn_the_old_words_into_leaks() {
    let base = Text { summary: "We ran from there. They ran too.".into(), ..Text::default() };
    let mut edit = Edit::default();
    type_at(&mut edit, Field::Summary, 0, "We ran from there.", "Ofc. Dana Lee ran.");
    let typed = look(&base, Stage::One, &[], &edit);
    let anchor = typed.open().next().expect("a typed name is found").anchor;
    edit.push(decide(&typed, &[anchor], Act::Replace, Reason::Identifying, "[Officer 1]").unwrap());
    let done = look(&base, Stage::One, &[], &edit);
    assert_eq!((done.open().count(), done.leaks.len()), (0, 0), "{:?}", done.leaks);
}

#[test]
fn what_replaces_or_extends_a_kept_finding_is_looked_at_anew() {
    let base = Text { summary: "I called Ofc. Dana Hope at noon.".into(), ..Text::default() };
    let start = look(&base, Stage::One, &[], &Edit::default());
    let anchor = start.open().next().unwrap().anchor;
    let mut edit = Edit::default();
    edit.push(decide(&start, &[anchor], Act::Keep, Reason::NotIdentifying, "").unwrap());
    assert_eq!(look(&base, Stage::One, &[], &edit).open().count(), 0);
    type_at(&mut edit, Field::Summary, 14, "Dana Hope", "Maria Novak");
    let after = look(&base, Stage::One, &[], &edit);
    assert_eq!(open_words(&after), ["Maria Novak"]);
    assert!(after.record.iter().all(|entry| entry.act != Act::Keep), "stage two is not told that it was kept");
}

#[test]
fn a_token_belongs_to_one_person() {
    let base =
        Text { summary: "[Officer 1] waited. Ofc. James Ruiz spoke to Ofc. Maria Ruiz.".into(), ..Text::default() };
    let mut edit = Edit::default();
    agree(&base, Stage::Two, &[], &mut edit);
    let done = look(&base, Stage::Two, &[], &edit);
    assert_eq!(done.text.summary.as_str(), "[Officer 1] waited. [Officer 2] spoke to [Officer 3].");
}

#[test]
fn a_name_redacted_by_hand_keeps_its_token() {
    let base = Text { summary: "then wobblesnark fell. Ofc. Dana Wobblesnark rose.".into(), ..Text::default() };
    let start = look(&base, Stage::One, &[], &Edit::default());
    let mut edit = Edit::default();
    let place = Span::new(Field::Summary, 5..16);
    edit.push(redact(&start, place, Class::Person, Act::Replace, "[Officer 1]").unwrap());
    agree(&base, Stage::One, &[], &mut edit);
    let done = look(&base, Stage::One, &[], &edit);
    assert_eq!(done.text.summary.as_str(), "then [Officer 1] fell. [Officer 1] rose.");
}

//! Takeaways: whose they are, how they follow the text, in which order they stand, and what they must not say.
#![expect(clippy::unwrap_used, reason = "a test fails where it finds something else")]

use domain::{
    Act, Action, Class, Field, Lists, Reason, Refusal, Removed, Span, Splice, Stage, Takeaway, TakeawayEdit, Text,
    Trace, unclean,
};
use uuid::Uuid;

const STORY: &str =
    "I walked up to the car — alone. The driver 👮 reached under the seat; my partner had stepped back. He froze.";

fn story() -> Text {
    Text { summary: STORY.into(), lessons: "Wait for backup.".into(), ..Text::default() }
}

fn place(words: &str) -> Span {
    let at = STORY.find(words).unwrap();
    Span::new(Field::Summary, at..at + words.len())
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn takeaway(n: u128, text: &str) -> Takeaway {
    Takeaway::new(id(n), Stage::Two, text.into())
}

fn about(n: u128, words: &str) -> Takeaway {
    Takeaway { passage: Some(place(words)), ..takeaway(n, "One at a time.") }
}

fn adding(added: Vec<Takeaway>) -> TakeawayEdit {
    TakeawayEdit { added, ..TakeawayEdit::default() }
}

fn splice(text: &Text, old: &str, new: &str) -> Action {
    let at = text.summary.as_str().find(old).unwrap();
    let splices = vec![Splice { field: Field::Summary, at, removed: old.into(), inserted: new.into() }];
    Action { splices, ..Action::default() }
}

fn act(at: usize, removed: &str, inserted: &str) -> Action {
    let splices = vec![Splice { field: Field::Summary, at, removed: removed.into(), inserted: inserted.into() }];
    Action { splices, ..Action::default() }
}

/// The words that an anchor to `words` stands at after these replacements, one after another.
fn followed(words: &str, edits: &[(&str, &str)]) -> Option<String> {
    let base = story();
    let mut text = base.clone();
    let mut actions = Vec::new();
    for (old, new) in edits {
        let action = splice(&text, old, new);
        action.apply(&mut text).unwrap();
        actions.push(action);
    }
    let trace = Trace::replay(&base, &actions).unwrap();
    about(1, words).place(&trace).map(|place| trace.text().slice(place).unwrap().to_owned())
}

#[test]
fn an_anchor_follows_every_kind_of_edit() {
    /// What was written, what was put for what, and where the anchor stands then.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<&'a str>);
    let cases: &[Case<'_>] = &[
        ("He froze.", &[], Some("He froze.")),
        ("He froze.", &[("I walked", "I slowly walked")], Some("He froze.")),
        ("He froze.", &[("I walked up to the car — alone. ", "")], Some("He froze.")),
        ("The driver", &[("He froze.", "")], Some("The driver")),
        ("reached under the seat", &[("under", "below")], Some("reached below the seat")),
        ("reached under the seat", &[("under the seat", "")], Some("reached ")),
        ("reached under the seat", &[("reached", "[went] for it")], Some("[went] for it under the seat")),
        ("reached under the seat", &[("driver 👮 reached", "man went")], Some("man went under the seat")),
        ("my partner", &[("my partner", "[Officer 1]")], Some("[Officer 1]")),
        ("my partner", &[("my partner", "[Officer 1]"), ("[Officer 1]", "[a colleague]")], Some("[a colleague]")),
        ("my partner", &[("; my partner had stepped back", "")], None),
        ("my partner", &[("my partner", ""), ("seat; ", "seat; somebody")], Some("seat; somebody")),
        ("👮", &[("👮", "")], None),
        ("— alone", &[("alone", "on my own")], Some("— on my own")),
        ("I walked", &[(STORY, "")], None),
        ("I walked", &[(STORY, "It was long ago.")], Some("It was long ago.")),
    ];
    for (words, edits, expected) in cases {
        assert_eq!(followed(words, edits).as_deref(), *expected, "{words} after {edits:?}");
    }
}

#[test]
fn a_passage_selected_in_the_current_text_is_found_again() {
    let base = story();
    let actions = [splice(&base, "my partner", "[Officer 1]"), act(0, "", "That night ")];
    let trace = Trace::replay(&base, &actions).unwrap();
    for (words, again) in [
        ("[Officer 1]", "[Officer 1]"),
        // A part of what was put in stands for all of it.
        ("Officer", "[Officer 1]"),
        ("night", "That night "),
        ("the seat; [Off", "the seat; [Officer 1]"),
        ("He froze.", "He froze."),
    ] {
        let at = trace.text().summary.as_str().find(words).unwrap();
        let selected = Span::new(Field::Summary, at..at + words.len());
        let one = Takeaway { passage: Some(trace.to_base(selected)), ..takeaway(1, "x") };
        assert_eq!(trace.text().slice(one.place(&trace).unwrap()), Some(again));
    }
}

/// Pseudo-random numbers below a bound, the same in every run.
fn numbers(mut seed: u32) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    }
}

fn borders(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// Some edits, each at char borders of the text that the one before left; with what each left.
fn any_edits(base: &Text, next: &mut impl FnMut(usize) -> usize, count: usize) -> (Vec<Action>, Vec<Text>) {
    let (mut actions, mut texts) = (Vec::new(), vec![base.clone()]);
    for _ in 0..count {
        let text = texts.last().unwrap().clone();
        let value = text.summary.as_str();
        let all = borders(value);
        let from = next(all.len());
        let to = (from + next(9)).min(all.len() - 1);
        let removed = value.get(all[from]..all[to]).unwrap().to_owned();
        let action = act(all[from], &removed, ["", "x", "[a b]", "é👮"][next(4)]);
        let mut after = text;
        action.apply(&mut after).unwrap();
        actions.push(action);
        texts.push(after);
    }
    (actions, texts)
}

#[test]
fn after_any_edits_an_anchor_lies_in_the_text_and_untouched_words_keep_it() {
    let base = story();
    for seed in 0..400 {
        let mut next = numbers(seed);
        let (actions, texts) = any_edits(&base, &mut next, 8);
        let trace = Trace::replay(&base, &actions).unwrap();
        assert_eq!(trace.text(), texts.last().unwrap());
        let all = borders(STORY);
        let (a, b) = (next(all.len() - 1), next(all.len() - 1));
        let span = Span::new(Field::Summary, all[a.min(b)]..all[a.max(b) + 1]);
        let one = Takeaway { passage: Some(span), ..takeaway(1, "x") };
        let place = one.place(&trace);
        let words = place.map(|place| trace.text().slice(place).expect("a place on char borders inside the text"));
        if let Some(untouched) = trace.stands(span) {
            assert_eq!((place, words), (Some(untouched), base.slice(span)));
        }
        // Everything undone, it is what it was.
        assert_eq!(one.place(&Trace::replay(&base, &[]).unwrap()), Some(span));
    }
}

#[test]
fn an_anchor_goes_on_from_stage_to_stage() {
    let base = story();
    for seed in 0..200 {
        let mut next = numbers(seed);
        let (first, texts) = any_edits(&base, &mut next, 4);
        let middle = texts.last().unwrap().clone();
        let (second, _) = any_edits(&middle, &mut next, 4);
        let span = place("reached under the seat");
        let edit = adding(vec![Takeaway { passage: Some(span), ..takeaway(1, "x") }]);
        let trace = Trace::replay(&base, &first).unwrap();
        let left = edit.apply(&[], &[], (Stage::Two, None), &base, &trace).unwrap();
        let later = Trace::replay(&middle, &second).unwrap();
        let left = TakeawayEdit::default().apply(&left, &[], (Stage::Third, None), &middle, &later).unwrap();
        let here = left[0].passage.map(|place| later.text().slice(place).unwrap().to_owned());
        assert!(here.as_deref() != Some(""), "an empty passage is none");
        let both: Vec<Action> = first.iter().chain(&second).cloned().collect();
        if let Some(untouched) = Trace::replay(&base, &both).unwrap().stands(span) {
            assert_eq!(left[0].passage, Some(untouched));
        }
    }
}

#[test]
fn the_order_is_what_was_asked_for_and_answers_stay_with_what_they_answer() {
    let earlier = [takeaway(1, "a"), takeaway(2, "b"), takeaway(3, "c")];
    let answer = |n, to| Takeaway { answers: Some(id(to)), ..takeaway(n, "but") };
    let edit = |added: Vec<Takeaway>, withdrawn: &[u128], order: &[u128]| TakeawayEdit {
        added,
        withdrawn: withdrawn.iter().map(|n| id(*n)).collect(),
        order: order.iter().map(|n| id(*n)).collect(),
        kept: vec![],
    };
    let cases: [(TakeawayEdit, &[u128]); 9] = [
        (edit(vec![], &[], &[]), &[1, 2, 3]),
        (edit(vec![takeaway(4, "d")], &[], &[]), &[1, 2, 3, 4]),
        (edit(vec![takeaway(4, "d")], &[], &[4, 2]), &[4, 2, 1, 3]),
        (edit(vec![answer(5, 1), takeaway(4, "d")], &[], &[]), &[1, 5, 2, 3, 4]),
        (edit(vec![answer(5, 2), answer(6, 2)], &[], &[3, 6, 2]), &[3, 2, 6, 5, 1]),
        (edit(vec![], &[2], &[]), &[1, 3]),
        // What was answered is withdrawn: the answer stands for itself.
        (edit(vec![answer(5, 2)], &[2], &[]), &[1, 3, 5]),
        (edit(vec![takeaway(4, "  \n")], &[], &[]), &[1, 2, 3]),
        // An order may name what is not there (any more).
        (edit(vec![], &[1], &[9, 3, 1]), &[3, 2]),
    ];
    for (edit, expected) in cases {
        let ids: Vec<Uuid> = edit.standing(&earlier).iter().map(|one| one.id).collect();
        assert_eq!(ids, expected.iter().map(|n| id(*n)).collect::<Vec<_>>(), "{edit:?}");
    }
}

#[test]
fn what_others_wrote_is_neither_changed_nor_taken_back() {
    let (base, me) = (story(), id(77));
    let mine = Takeaway { author: Some(me), ..takeaway(1, "Mine.") };
    let theirs = Takeaway { author: Some(id(78)), ..takeaway(2, "Call Jordan Ellery at once.") };
    let old = takeaway(3, "From a time when nobody noted who wrote it.");
    let earlier = [mine, theirs, old];
    let trace = Trace::replay(&base, &[]).unwrap();
    let gives_away = [Removed { class: Class::Person, value: "Jordan Ellery".into() }];
    let dirty = unclean(&earlier, &gives_away, &Lists::default());
    assert!(dirty.iter().all(|found| found.takeaway == id(2)) && !dirty.is_empty());
    let withdraw = |n| TakeawayEdit { withdrawn: vec![id(n)], ..TakeawayEdit::default() };
    let apply = |edit: &TakeawayEdit, dirty: &[domain::Unclean]| {
        edit.apply(&earlier, dirty, (Stage::Third, Some(me)), &base, &trace).map(|left| left.len())
    };
    assert_eq!(apply(&withdraw(1), &[]), Ok(2));
    assert_eq!(apply(&withdraw(2), &[]), Err(Refusal::TakeawayNotYours));
    assert_eq!(apply(&withdraw(2), &dirty), Ok(2), "what gives somebody away is struck by whoever sees it");
    assert_eq!(apply(&withdraw(3), &[]), Err(Refusal::TakeawayNotYours), "nobody's own");
    assert_eq!(apply(&withdraw(4), &[]), Err(Refusal::TextMismatch));
    assert_eq!(apply(&adding(vec![takeaway(1, "Other words.")]), &[]), Err(Refusal::TakeawayNotYours));
    let answer = |to| adding(vec![Takeaway { answers: Some(id(to)), ..takeaway(5, "But.") }]);
    assert_eq!(apply(&answer(2), &[]), Ok(4));
    assert_eq!(apply(&answer(5), &[]), Err(Refusal::TextMismatch), "to itself");
    assert_eq!(apply(&answer(9), &[]), Err(Refusal::TextMismatch));

    // Stage and writer are the server's word, not the client's.
    let forged = adding(vec![Takeaway { by: Stage::One, author: Some(id(78)), ..takeaway(5, "New.") }]);
    let left = forged.apply(&earlier, &[], (Stage::Third, Some(me)), &base, &trace).unwrap();
    assert_eq!((left[3].by, left[3].author), (Stage::Third, Some(me)));
    assert_eq!(left[1], earlier[1]);
}

#[test]
fn a_passage_that_is_not_in_the_base_is_refused() {
    let base = story();
    let trace = Trace::replay(&base, &[]).unwrap();
    let man = STORY.find('👮').unwrap();
    for (start, end) in [(0, STORY.len() + 1), (man, man + 1), (5, 2), (usize::MAX, usize::MAX)] {
        let span = Span { field: Field::Summary, start, end };
        let edit = adding(vec![Takeaway { passage: Some(span), ..takeaway(1, "x") }]);
        let left = edit.apply(&[], &[], (Stage::Two, None), &base, &trace);
        assert_eq!(left, Err(Refusal::TextMismatch), "{start}..{end}");
    }
}

#[test]
fn another_text_takes_the_passage_away_and_never_the_takeaway() {
    let old = story();
    let new = Text { summary: STORY.replace("He froze.", "He sat still.").into(), ..old.clone() };
    let gone = Takeaway { answers: Some(id(8)), ..about(2, "He froze.") };
    let edit = TakeawayEdit {
        added: vec![about(1, "I walked"), gone, takeaway(3, "x")],
        withdrawn: vec![id(8), id(9)],
        ..TakeawayEdit::default()
    };
    let later = edit.rebased(&old, &new, &[takeaway(9, "y")]);
    let left: Vec<_> = later.added.iter().map(|one| (one.id, one.passage.is_some(), one.answers)).collect();
    assert_eq!(left, [(id(1), true, None), (id(2), false, None), (id(3), false, None)]);
    assert_eq!(later.withdrawn, [id(9)]);
}

#[test]
fn the_detector_and_the_leak_check_read_takeaways() {
    let removed = [
        Removed { class: Class::Person, value: "Marcus Delacroix-Pruitt".into() },
        Removed { class: Class::Location, value: "Tannery Road".into() },
    ];
    let cases: &[(&str, &[Refusal])] = &[
        ("Wait for backup before you walk up.", &[]),
        ("[Officer 1] was right to step back.", &[]),
        ("Do as pruitt did.", &[Refusal::Leak]),
        ("On TANNERY ROAD there is no light.", &[Refusal::Leak]),
        ("Write to jordan@example.org for the slides.", &[Refusal::OpenFindings]),
        ("Call 555-555-0142 first.", &[Refusal::OpenFindings]),
        ("The tactical channel is unencrypted, and any scanner gets it.", &[Refusal::OpenFindings]),
        ("Tell each other on the radio where you stand.", &[]),
        ("Where in this story could it have gone the other way on our shift?", &[]),
        ("What do we change from today on, and who sees to it?", &[]),
    ];
    for (words, expected) in cases {
        let found = unclean(&[takeaway(1, words)], &removed, &Lists::default());
        let rules: Vec<Refusal> =
            expected.iter().copied().filter(|rule| found.iter().any(|one| one.rule == *rule)).collect();
        assert_eq!(&rules, expected, "{words}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{words}: {found:?}");
        assert!(found.iter().all(|one| words.get(one.range.clone()).is_some_and(|part| !part.is_empty())));
    }
}

#[test]
fn a_tactic_in_a_takeaway_is_held_until_somebody_keeps_it_with_a_reason() {
    let one = takeaway(1, "After midnight we run two deputies for 900 square miles.");
    let found = unclean(std::slice::from_ref(&one), &[], &Lists::default());
    let [tactic] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((tactic.rule, tactic.class), (Refusal::OpenFindings, Class::Les));
    let alarm = domain::Alarm { class: tactic.class, range: tactic.range.clone(), reason: Reason::CommonWord };
    let kept = TakeawayEdit { kept: vec![(one.id, alarm)], ..adding(vec![one.clone()]) };
    assert_eq!(unclean(&kept.all(&[]), &[], &Lists::default()), []);
    assert!(!domain::names_somebody(&one.text, &Lists::default()), "it is about nobody");
}

#[test]
fn drafts_of_the_first_version_are_read() {
    let old = r#"[{"id":"00000000-0000-0000-0000-000000000001","by":"stage_two","text":"Look twice."}]"#;
    let edit: TakeawayEdit = serde_json::from_str(old).unwrap();
    assert_eq!(edit, adding(vec![takeaway(1, "Look twice.")]));
    let json = serde_json::to_string(&edit).unwrap();
    assert_eq!(serde_json::from_str::<TakeawayEdit>(&json).unwrap(), edit);
    let forged = r#"{"added":[],"withdrawn":[],"order":[],"author":"x"}"#;
    assert!(serde_json::from_str::<TakeawayEdit>(forged).is_err());
}

#[test]
fn undone_and_done_again_an_anchor_is_where_it_was() {
    let base = story();
    let action = Action {
        act: Act::Drop,
        reason: Reason::Identifying,
        class: Some(Class::Unique),
        ..splice(&base, "my partner had stepped back", "")
    };
    let one = about(1, "my partner");
    let at = |actions: &[Action]| one.place(&Trace::replay(&base, actions).unwrap());
    assert_eq!((at(std::slice::from_ref(&action)), at(&[])), (None, Some(place("my partner"))));
}

#[test]
fn carried_into_another_text_an_anchor_finds_its_words_or_says_that_they_are_gone() {
    let old = story();
    let later = |from: &str, to: &str| Text { summary: STORY.replace(from, to).into(), ..old.clone() };
    let cases = [
        ("I walked", "Slowly I walked", "I walked", Some("I walked")),
        ("my partner", "[Officer 1]", "my partner", Some("[Officer 1]")),
        ("He froze.", "", "He froze.", None),
    ];
    for (from, to, words, want) in cases {
        let new = later(from, to);
        let carried = about(1, words).carried(&domain::compare(&old, &new));
        let place = carried.passage.expect("that there was one is never forgotten");
        assert_eq!(new.slice(place).filter(|words| !words.is_empty()).map(str::trim), want, "{words}");
        let trace = Trace::replay(&new, &[]).unwrap();
        assert_eq!(carried.place(&trace).is_some(), want.is_some());
    }
    assert_eq!(takeaway(2, "x").carried(&domain::compare(&old, &later("He", "She"))).passage, None);
}

#[test]
fn a_kept_alarm_covers_its_words_in_its_place_alone() {
    let text = "Call 555-555-0142 first, not 555-555-0142.";
    let one = takeaway(1, text);
    let alarms = unclean(std::slice::from_ref(&one), &[], &Lists::default());
    assert_eq!(alarms.len(), 2, "{alarms:?}");
    let alarm = domain::Alarm { class: alarms[0].class, range: alarms[0].range.clone(), reason: Reason::CommonWord };
    let edit = TakeawayEdit { kept: vec![(one.id, alarm.clone())], ..adding(vec![one.clone()]) };
    let left = unclean(&edit.all(&[]), &[], &Lists::default());
    assert_eq!(left, [alarms[1].clone()]);
    let removed = [Removed { class: Class::Phone, value: "555-555-0142".into() }];
    let leaks = unclean(&edit.all(&[]), &removed, &Lists::default());
    assert!(leaks.iter().filter(|one| one.rule == Refusal::Leak).count() == 2, "what was removed is never kept");
    // Of an earlier stage, too; and of nothing that is not there.
    let trace = Trace::replay(&story(), &[]).unwrap();
    let later = TakeawayEdit { kept: vec![(one.id, alarm.clone())], ..TakeawayEdit::default() };
    assert!(!later.is_empty());
    let kept = later.apply(std::slice::from_ref(&one), &[], (Stage::Third, None), &story(), &trace).unwrap();
    assert_eq!(kept[0].kept, [alarm]);
    assert_eq!(later.apply(&[], &[], (Stage::Third, None), &story(), &trace), Err(Refusal::TextMismatch));
    assert_eq!(later.rebased(&story(), &story(), &[]).kept, [], "it went with its takeaway");
    assert_eq!(later.rebased(&story(), &story(), &[one]).kept.len(), 1);
}

//! Takeaways: nobody can decide a finding in one, so that only what is sure keeps a report back, and never for good.

use domain::{
    Act, Action, Base, Field, Lists, Private, Reason, Refusal, Span, Splice, Stage, Takeaway, TakeawayEdit, Text,
    assess,
};
use uuid::Uuid;
use wire::{EventAnswer, Step, Vetting, Work};

use crate::{
    house::{House, On},
    people::{accepted, event, refused},
    texts,
};

on_both!(
    a_doubtful_finding_in_a_takeaway_keeps_no_report_back,
    an_earlier_takeaway_is_struck_only_where_it_leaks,
    a_third_review_is_not_asked_for_with_a_dirty_takeaway,
    a_passage_follows_the_text_into_the_publication,
    what_was_written_before_a_return_comes_back_with_the_report,
    a_false_alarm_is_kept_with_a_reason_for_all_later_stages,
    what_does_not_fit_is_refused_and_nothing_is_lost,
);

fn takeaway(text: impl Into<Private>) -> Takeaway {
    Takeaway::new(Uuid::new_v4(), Stage::Two, text.into())
}

fn approve(work: &Work, vetting: Vetting) -> wire::Event {
    let fingerprint = texts::fingerprint(work, &vetting.actions);
    event(work.version, fingerprint, Step::Approve { vetting })
}

fn ask_third(work: &Work, vetting: Vetting) -> wire::Event {
    let fingerprint = texts::fingerprint(work, &vetting.actions);
    event(work.version, fingerprint, Step::AskThird { comment: "Two agencies.".into(), vetting })
}

/// A report in stage two, taken by `two`.
async fn in_stage_two(house: &House, submission: &wire::Submission) -> (Uuid, Work) {
    house.website().submit(submission).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    (id, house.sign_in("two").await.take(id).await)
}

/// A sentence in which the detector is never sure, and finds something.
fn doubtful() -> &'static str {
    let candidates = [
        "Stay calm until six.",
        "Search again, even at ten.",
        "Ring the bell at nine.",
        "Go in by twos, not before four.",
        "Read form AB 12 first.",
        "Say Price twice.",
        "Trust Summer on the radio.",
        "Ask Chase before you move.",
    ];
    let is_doubtful = |words: &&str| {
        let alone = Text { summary: (*words).into(), ..Text::default() };
        let base = Base { stage: Stage::Two, text: &alone, record: &[] };
        let assessment = assess(&base, &[], &Lists::default()).unwrap();
        let scores: Vec<f32> = assessment.open().map(|open| open.finding.score).collect();
        !scores.is_empty() && scores.iter().all(|score| *score < 0.6)
    };
    candidates.into_iter().find(is_doubtful).unwrap()
}

async fn a_doubtful_finding_in_a_takeaway_keeps_no_report_back(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    let with = |text: &str| Vetting { takeaways: texts::adding(vec![takeaway(text)]), ..texts::vetting(&work) };
    let tactic = "The tactical channel is unencrypted, and any scanner gets it.";
    for sure in ["Write to him: jordan@example.org", "Call 555-555-0142 first.", tactic] {
        let answer = two.event(id, &approve(&work, with(sure))).await;
        let EventAnswer::Refused { rule: Refusal::OpenFindings, places } = answer else { panic!("{answer:?}") };
        let end = work.base.lessons.as_str().len();
        assert!(places.iter().all(|place| place.span == Span::new(Field::Lessons, end..end)), "{places:?}");
    }
    accepted(two.event(id, &approve(&work, with(doubtful()))).await);
    let staff = house.sign_in("staff").await;
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);
    house.end().await;
}

async fn an_earlier_takeaway_is_struck_only_where_it_leaks(on: On) {
    let house = House::build(on).await;
    let mut submission = texts::submission();
    submission.differently = "I would wait on the back porch for backup.".into();
    let (id, work) = in_stage_two(&house, &submission).await;
    let (two, third) = (house.sign_in("two").await, house.sign_in("third").await);
    let takeaways = texts::adding(vec![
        takeaway("Waiting on the back porch was right."),
        takeaway("Backup that listens saves lives."),
    ]);
    accepted(two.event(id, &ask_third(&work, Vetting { takeaways, ..texts::vetting(&work) })).await);

    // The third reviewer removes what the second let stand; it must not go on in the second's takeaway.
    let work = third.take(id).await;
    let at = work.base.differently.as_str().find("back porch").unwrap();
    let splice = Splice { field: Field::Differently, at, removed: "back porch".into(), inserted: "[outside]".into() };
    let removal = Action {
        act: Act::Generalise,
        reason: Reason::Identifying,
        class: Some(domain::Class::Location),
        splices: vec![splice],
        ..Action::default()
    };
    let sheet = Vetting { takeaways: TakeawayEdit::default(), ..texts::vetting(&work) };
    let sheet = Vetting { actions: [sheet.actions.clone(), vec![removal]].concat(), ..sheet };
    assert_eq!(refused(third.event(id, &approve(&work, sheet.clone())).await), Refusal::Leak);

    let [first, second] = work.takeaways.as_slice() else { panic!("{:?}", work.takeaways) };
    // Nobody writes for somebody else, nor takes back what is clean.
    let anew = Takeaway { text: "Waiting was right.".into(), ..first.clone() };
    let both = TakeawayEdit { withdrawn: vec![first.id, second.id], ..TakeawayEdit::default() };
    for not_mine in [texts::adding(vec![anew]), both] {
        let asked = approve(&work, Vetting { takeaways: not_mine, ..sheet.clone() });
        assert_eq!(refused(third.event(id, &asked).await), Refusal::TakeawayNotYours);
    }
    let struck = TakeawayEdit {
        added: vec![takeaway("Waiting was right.")],
        withdrawn: vec![first.id],
        ..TakeawayEdit::default()
    };
    accepted(third.event(id, &approve(&work, Vetting { takeaways: struck, ..sheet })).await);
    let clean = house.sign_in("staff").await.clean(id).await;
    let left: Vec<_> = clean.takeaways.iter().map(|one| (one.by, one.text.as_str(), one.author)).collect();
    let expected = [(Stage::Two, "Backup that listens saves lives.", None), (Stage::Third, "Waiting was right.", None)];
    assert_eq!(left, expected);
    house.end().await;
}

async fn a_third_review_is_not_asked_for_with_a_dirty_takeaway(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let two = house.sign_in("two").await;
    for (words, rule) in [("Write to jordan@example.org.", Refusal::OpenFindings), ("Be like pruitt.", Refusal::Leak)] {
        let sheet = Vetting { takeaways: texts::adding(vec![takeaway(words)]), ..texts::vetting(&work) };
        let answer = two.event(id, &ask_third(&work, sheet)).await;
        let EventAnswer::Refused { rule: found, places } = answer else { panic!("{answer:?}") };
        assert_eq!((found, places.len()), (rule, 1));
    }
    // The text itself may still be open: that is what a third review can be for.
    let mut sheet = texts::vetting(&work);
    let open = Splice { field: Field::Lessons, at: 0, removed: "".into(), inserted: "Call 555-555-0142. ".into() };
    sheet.actions.push(Action {
        act: Act::CopyEdit,
        reason: Reason::Clarity,
        class: None,
        splices: vec![open],
        ..Action::default()
    });
    accepted(two.event(id, &ask_third(&work, sheet)).await);
    house.end().await;
}

async fn a_passage_follows_the_text_into_the_publication(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let (two, staff) = (house.sign_in("two").await, house.sign_in("staff").await);
    let summary = work.base.summary.as_str();
    let word = summary.split_whitespace().next_back().unwrap().to_owned();
    let at = summary.rfind(&word).unwrap();
    let about = Takeaway {
        passage: Some(Span::new(Field::Summary, at..at + word.len())),
        ..takeaway("Backup that listens saves lives.")
    };
    let mut sheet = texts::vetting(&work);
    let before = Splice { field: Field::Summary, at: 0, removed: "".into(), inserted: "Well, é: ".into() };
    sheet.actions.push(Action { reason: Reason::Clarity, splices: vec![before], ..Action::default() });
    sheet.takeaways = texts::adding(vec![about.clone(), takeaway("Wait for help.")]);
    accepted(two.event(id, &approve(&work, sheet)).await);

    let clean = staff.clean(id).await;
    let place = clean.takeaways[0].passage.unwrap();
    assert_eq!(clean.text.slice(place), Some(word.as_str()));
    // Staff answer one, add one about the title, and put their own first.
    let title = Span::new(Field::Title, 0..clean.text.title.as_str().len());
    let own = Takeaway { passage: Some(title), ..takeaway("Look twice.") };
    let answer = Takeaway { answers: Some(about.id), ..takeaway("And say so.") };
    let order = vec![own.id];
    let takeaways = TakeawayEdit { added: vec![own, answer], order, ..TakeawayEdit::default() };
    let coding = domain::Coding { severity: Some(domain::Severity::Death), ..texts::coding() };
    accepted(staff.step(id, clean.version, Step::Publish { coding, takeaways }).await);
    let library = house.website().library(None).await;
    let [wire::LibraryItem::Published { publication, .. }] = library.items.as_slice() else {
        panic!("{:?}", library.items)
    };
    let expected = ["Look twice.", "Backup that listens saves lives.", "And say so.", "Wait for help."];
    assert_eq!(publication.takeaways, expected);
    let passages: Vec<_> = publication.passages.iter().map(|one| (one.takeaway, one.place)).collect();
    assert_eq!(passages, [(0, title), (1, place)]);
    assert_eq!(publication.severity, Some(domain::Severity::Death));
    house.end().await;
}

async fn what_was_written_before_a_return_comes_back_with_the_report(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let about = |work: &Work, words: &str, text: &str| {
        let at = work.base.summary.as_str().find(words).unwrap();
        Takeaway { passage: Some(Span::new(Field::Summary, at..at + words.len())), ..takeaway(text) }
    };
    let (token, rifle) = (about(&work, "[removed]", "Tell them apart."), about(&work, "rifle", "A rifle lies low."));
    let (token_id, rifle_id) = (token.id, rifle.id);
    let takeaways = texts::adding(vec![token, rifle, takeaway("Backup that listens saves lives.")]);
    let give_back = |version, takeaways| {
        let (comment, passages) = ("Once more, please.".into(), vec![]);
        (version, Step::Return { comment, passages, takeaways })
    };
    // What does not fit the text is refused there too.
    let outside = Span { field: Field::Summary, start: 0, end: usize::MAX };
    let (version, step) =
        give_back(work.version, texts::adding(vec![Takeaway { passage: Some(outside), ..takeaway("x") }]));
    assert_eq!(refused(two.step(id, version, step).await), Refusal::TextMismatch);
    let (version, step) = give_back(work.version, takeaways);
    accepted(two.step(id, version, step).await);

    // Stage one sees none of it, and says what was about a rifle in other words.
    let again: Work = one.try_work(id).await.json();
    assert_eq!(again.takeaways, []);
    let Step::HandOver { mut actions, note } = texts::hand_over(&again).step else { panic!() };
    let text =
        assess(&Base { stage: Stage::One, text: &again.base, record: &[] }, &actions, &Lists::default()).unwrap().text;
    let at = text.summary.as_str().find("rifle").unwrap();
    let splices = vec![
        Splice { field: Field::Summary, at, removed: "rifle".into(), inserted: "long gun".into() },
        Splice { field: Field::Summary, at: 0, removed: "".into(), inserted: "Well, é: ".into() },
    ];
    actions.push(Action { reason: Reason::Clarity, splices, ..Action::default() });
    let handed = event(again.version, texts::fingerprint(&again, &actions), Step::HandOver { actions, note });
    accepted(one.event(id, &handed).await);

    // It is all there again, where its words are now; of which nothing is left, an empty place says so.
    let work = two.take(id).await;
    let told: Vec<_> = work.takeaways.iter().map(|one| (one.by, one.author.is_some(), one.text.as_str())).collect();
    let expected = ["Tell them apart.", "A rifle lies low.", "Backup that listens saves lives."];
    assert_eq!(told, expected.map(|text| (Stage::Two, true, text)));
    let words = |id| {
        let one = work.takeaways.iter().find(|one| one.id == id).unwrap();
        work.base.slice(one.passage.unwrap()).unwrap()
    };
    assert!(words(token_id).contains("[removed]"), "{}", words(token_id));
    assert_eq!(words(rifle_id), "long gun");
    // Returned a second time they wait again; one is withdrawn with it.
    let withdrawn = TakeawayEdit { withdrawn: vec![rifle_id], ..TakeawayEdit::default() };
    let (version, step) = give_back(work.version, withdrawn);
    accepted(two.step(id, version, step).await);
    let again: Work = one.try_work(id).await.json();
    accepted(one.event(id, &texts::hand_over(&again)).await);
    let work = two.take(id).await;
    assert_eq!(work.takeaways.len(), 2);
    accepted(
        two.event(id, &approve(&work, Vetting { takeaways: TakeawayEdit::default(), ..texts::vetting(&work) })).await,
    );
    let clean = staff.clean(id).await;
    assert_eq!(clean.text.slice(clean.takeaways[0].passage.unwrap()), Some("[removed]"));
    house.end().await;
}

async fn a_false_alarm_is_kept_with_a_reason_for_all_later_stages(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let (two, staff) = (house.sign_in("two").await, house.sign_in("staff").await);
    let text = "Call 555-555-0199 first.";
    let one = takeaway(text);
    let at = text.find("555").unwrap();
    let alarm = |range| domain::Alarm { class: domain::Class::Phone, range, reason: Reason::NotIdentifying };
    let keeping = |alarm| TakeawayEdit { kept: vec![(one.id, alarm)], ..texts::adding(vec![one.clone()]) };
    let sheet = |takeaways| Vetting { takeaways, ..texts::vetting(&work) };
    // Another place, or none at all, keeps nothing.
    let short = approve(&work, sheet(keeping(alarm(at..at + 5))));
    assert_eq!(refused(two.event(id, &short).await), Refusal::OpenFindings);
    for range in [0..text.len() + 1, 3..3] {
        let nowhere = approve(&work, sheet(keeping(alarm(range))));
        assert_eq!(refused(two.event(id, &nowhere).await), Refusal::TextMismatch);
    }
    accepted(two.event(id, &approve(&work, sheet(keeping(alarm(at..at + 12))))).await);
    let clean = staff.clean(id).await;
    assert_eq!(clean.takeaways.last().unwrap().kept, [alarm(at..at + 12)]);
    accepted(staff.event(id, &texts::publish(&clean)).await);
    house.end().await;
}

async fn what_does_not_fit_is_refused_and_nothing_is_lost(on: On) {
    let house = House::build(on).await;
    let (id, work) = in_stage_two(&house, &texts::submission()).await;
    let (two, staff) = (house.sign_in("two").await, house.sign_in("staff").await);
    accepted(two.event(id, &texts::approve(&work)).await);
    let clean = staff.clean(id).await;
    let outside = Span { field: Field::Summary, start: 0, end: clean.text.summary.as_str().len() + 1 };
    let ask = |takeaways| Step::Publish { coding: texts::coding(), takeaways };
    let withdraw = |id| TakeawayEdit { withdrawn: vec![id], ..TakeawayEdit::default() };
    let cases = [
        (texts::adding(vec![Takeaway { passage: Some(outside), ..takeaway("x") }]), Refusal::TextMismatch),
        (texts::adding(vec![Takeaway { answers: Some(Uuid::new_v4()), ..takeaway("x") }]), Refusal::TextMismatch),
        (withdraw(Uuid::new_v4()), Refusal::TextMismatch),
        (withdraw(clean.takeaways[0].id), Refusal::TakeawayNotYours),
        (
            texts::adding(vec![Takeaway { text: "Mine now.".into(), ..clean.takeaways[0].clone() }]),
            Refusal::TakeawayNotYours,
        ),
        (texts::adding(vec![takeaway("Write to jordan@example.org.")]), Refusal::OpenFindings),
    ];
    for (takeaways, rule) in cases {
        assert_eq!(refused(staff.step(id, clean.version, ask(takeaways)).await), rule);
    }
    assert_eq!(staff.clean(id).await, clean);

    // Sent back, what staff wrote goes along; its writer takes it back later, stage two does not.
    let takeaways = texts::adding(vec![takeaway("From the desk.")]);
    accepted(staff.step(id, clean.version, Step::SendBack { comment: "A colour.".into(), takeaways }).await);
    let work = two.take(id).await;
    let told: Vec<_> = work.takeaways.iter().map(|one| (one.by, one.author.is_some())).collect();
    assert_eq!(told, [(Stage::Two, true), (Stage::Publish, false)]);
    let sheet = |takeaways| Vetting { takeaways, ..texts::vetting(&work) };
    let theirs = approve(&work, sheet(withdraw(work.takeaways[1].id)));
    assert_eq!(refused(two.event(id, &theirs).await), Refusal::TakeawayNotYours);
    accepted(two.event(id, &approve(&work, sheet(withdraw(work.takeaways[0].id)))).await);
    let clean = staff.clean(id).await;
    assert_eq!(clean.takeaways.len(), 1);
    accepted(staff.step(id, clean.version, ask(withdraw(clean.takeaways[0].id))).await);
    house.end().await;
}

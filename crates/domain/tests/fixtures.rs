//! Every fixture, worked through by a reviewer who agrees with each first suggestion: nothing stays open, nothing that
//! was removed stands anywhere, and the result raises nothing new.

use std::path::Path;
use std::sync::LazyLock;

use domain::house::{decide, redact, suggest};
use domain::{
    Act, Anchor, Assessment, Base, Class, Edit, Field, Lists, Reason, Recorded, Stage, Text, assess, find_leaks,
    normalise, removed,
};

fn fixtures() -> Vec<(String, Text)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/reports");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("fixtures/reports can be read") {
        let path = entry.expect("an entry").path();
        let report: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).expect("a fixture")).expect("a fixture is JSON");
        let field = |name: &str| normalise(report[name].as_str().expect("a text")).into();
        let text = Text {
            title: field("title"),
            summary: field("summary"),
            lessons: field("lessons"),
            differently: field("differently"),
        };
        texts.push((path.file_name().expect("a name").to_string_lossy().into_owned(), text));
    }
    assert!(texts.len() >= 20);
    texts.sort_by(|a, b| a.0.cmp(&b.0));
    texts
}

/// Agrees with every first suggestion, one value after the other, and redacts what the leak check tells.
fn agree(stage: Stage, text: &Text, record: &[Recorded]) -> Edit {
    let base = Base { stage, text, record };
    let mut edit = Edit::default();
    for _ in 0..500 {
        let assessment = assess(&base, &edit.actions, &Lists::default()).expect("honest actions");
        let action = if let Some(judged) = assessment.open().next() {
            let ready = suggest(text, &edit.actions, &assessment, judged).into_iter().next().expect("a suggestion");
            let group: Vec<Anchor> =
                assessment.open().filter(|other| judged.entity == other.entity).map(|other| other.anchor).collect();
            decide(&assessment, &group, ready.act, Reason::Identifying, &ready.text)
        } else if let Some(leak) = assessment.leaks.first() {
            redact(&assessment, leak.span, leak.class, Act::Generalise, "[something]")
        } else {
            return edit;
        };
        edit.push(action.expect("an open finding or a leak can be redacted"));
    }
    panic!("there is no end to the findings");
}

/// Worked through once, for all tests.
static WORKED: LazyLock<Vec<(String, Text, Edit)>> = LazyLock::new(|| {
    let worked = |(name, text): (String, Text)| {
        let edit = agree(Stage::One, &text, &[]);
        (name, text, edit)
    };
    fixtures().into_iter().map(worked).collect()
});

#[test]
fn agreeing_with_every_suggestion_leaves_a_clean_text() {
    for (name, text, edit) in WORKED.iter() {
        let base = Base { stage: Stage::One, text, record: &[] };
        let done = assess(&base, &edit.actions, &Lists::default()).expect("honest actions");
        assert_eq!((done.open().count(), done.leaks.len()), (0, 0), "{name}");
        let gone = removed(&base, &edit.actions, &Lists::default()).expect("honest actions");
        assert_eq!(find_leaks(&gone, &done.text, &[]), [], "{name}: stage two's check agrees");
        // Stage two is asked about nothing but tactics, and publishing about nothing at all.
        let second = Base { stage: Stage::Two, text: &done.text, record: &done.record };
        let shown = assess(&second, &[], &Lists::default()).expect("no actions");
        let open = |assessment: &Assessment, text: &Text, tactics: bool| -> Vec<(Class, String, &'static str)> {
            let open = assessment.open().filter(|judged| tactics || judged.finding.class != Class::Les);
            let words = |span| text.slice(span).unwrap_or_default().to_owned();
            open.map(|judged| (judged.finding.class, words(judged.at), judged.finding.why.recogniser)).collect()
        };
        assert_eq!(open(&shown, &done.text, false), [], "{name}: the result raises nothing new");
        let vetted = agree(Stage::Two, &done.text, &done.record);
        let clean = assess(&second, &vetted.actions, &Lists::default()).expect("honest actions");
        let last = Base { stage: Stage::Publish, text: &clean.text, record: &clean.record };
        let again = assess(&last, &[], &Lists::default()).expect("no actions");
        assert_eq!(open(&again, &clean.text, true), [], "{name}: what stage two left raises nothing new");
    }
}

#[test]
fn taking_everything_back_gives_the_base() {
    for (name, text, edit) in WORKED.iter() {
        let mut edit = edit.clone();
        let mut current = assess(&Base { stage: Stage::One, text, record: &[] }, &edit.actions, &Lists::default())
            .expect("honest actions")
            .text;
        while let Some(action) = edit.actions.last().cloned() {
            action.inverse().iter().try_for_each(|splice| splice.apply(&mut current)).expect("an inverse fits");
            assert!(edit.undo());
        }
        assert_eq!(current, *text, "{name}");
    }
}

#[test]
fn the_diff_tells_every_difference_and_no_other() {
    for (name, text, edit) in WORKED.iter() {
        let base = Base { stage: Stage::One, text, record: &[] };
        let done = assess(&base, &edit.actions, &Lists::default()).expect("honest actions");
        for field in [Field::Title, Field::Summary, Field::Lessons, Field::Differently] {
            let (old, new) = (text.get(field).as_str(), done.text.get(field).as_str());
            let mut rebuilt = String::new();
            let mut from = 0;
            for hunk in done.edits.iter().filter(|hunk| hunk.base.field == field) {
                rebuilt.push_str(old.get(from..hunk.base.start).expect("hunks in order"));
                rebuilt.push_str(hunk.inserted.as_str());
                from = hunk.base.end;
            }
            rebuilt.push_str(old.get(from..).expect("hunks in order"));
            assert_eq!(rebuilt, new, "{name} {field}");
        }
    }
}

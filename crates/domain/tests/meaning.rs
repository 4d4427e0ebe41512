//! The meaning check: what is asked about and what is not, that a confirmation holds exactly as long as its words, and that a
//! change can't slip through between two edits.

use domain::meaning::{Matter, is_kept};
use domain::{Act, Action, Assessment, Base, Edit, Field, Lists, Private, Reason, Span, Splice, Stage, Text, assess};

/// Before, after, and what changed: N a number, Q a quantity, X a negation.
const CASES: [(&str, &str, &str); 66] = [
    // Language alone.
    ("The vehical stopped.", "The vehicle stopped.", ""),
    ("I didnt see him.", "I didn't see him.", ""),
    ("I didn’t see him.", "I didn't see him.", ""),
    ("I did not see him.", "I didn't see him.", ""),
    ("I cannot say.", "I can not say.", ""),
    ("We had 2 cars.", "We had two cars.", ""),
    ("We had twenty-one cars.", "We had 21 cars.", ""),
    ("He drove 1,000 feet.", "He drove 1000 feet.", ""),
    ("two hundred yards", "200 yards", ""),
    ("the 2nd car", "the second car", ""),
    ("It was at 03:15.", "It was at 0315.", ""),
    ("w/o a vest", "without a vest", ""),
    ("both officers, arrived", "Both officers arrived", ""),
    ("He then went in.", "Then he went in.", ""),
    ("no one was hurt", "No one was hurt.", ""),
    ("He was calm.", "He was polite and calm.", ""),
    ("a unit came", "an unit came", ""),
    ("I know the door was shut.", "I knew the door was shut.", ""),
    ("the note said stop", "the knot said stop", ""),
    ("another officer", "another officer ran", ""),
    ("He reloaded.", "He re-loaded.", ""),
    ("Two men and three women ran.", "Two men, and three women, ran.", ""),
    ("He stood by the door.", "He stood [a few feet] by the door.", ""),
    // Numbers.
    ("We had 2 cars.", "We had 3 cars.", "N"),
    ("We had two cars.", "We had three cars.", "N"),
    ("We had two cars.", "We had cars.", "N"),
    ("We had cars.", "We had two cars.", "N"),
    ("He was 15 feet away.", "He was 50 feet away.", "N"),
    ("He fired 4 rounds.", "He fired 40 rounds.", "N"),
    ("at 1.5 seconds", "at 15 seconds", "N"),
    ("the first officer", "the second officer", "N"),
    ("the 2nd car", "the 3rd car", "N"),
    ("Two men and three women ran.", "Three men and two women ran.", "N"),
    ("twenty-one cars", "twenty cars", "N"),
    ("two hundred yards", "hundred yards", "N"),
    ("three thousand", "three hundred", "N"),
    ("one of us", "two of us", "N"),
    ("a .40 pistol", "a .45 pistol", "N"),
    ("He lay 0 feet off.", "He lay feet off.", "N"),
    ("The light was 10 feet up.", "The light was ten yards up.", ""),
    // Quantities.
    ("Both officers fired.", "The officers fired.", "Q"),
    ("half the magazine", "the whole magazine", "Q"),
    ("All of us saw it.", "Some of us saw it.", "Q"),
    ("We saw it.", "We all saw it.", "Q"),
    ("He only had a knife.", "He had a knife.", "Q"),
    ("few people", "many people", "Q"),
    ("He fired once.", "He fired twice.", "Q"),
    ("more than enough", "less than enough", "Q"),
    ("every door", "a door", "Q"),
    ("several shots", "shots", "Q"),
    ("a couple of men", "a pair of men", "Q"),
    ("a dozen", "dozens", "Q"),
    // Negations.
    ("I did not see him.", "I did see him.", "X"),
    ("I did see him.", "I didn't see him.", "X"),
    ("I didnt see him.", "I did see him.", "X"),
    ("He never drew.", "He drew.", "X"),
    ("without a vest", "with a vest", "X"),
    ("He had no gun.", "He had a gun.", "X"),
    ("Nobody answered.", "Somebody answered.", "X"),
    ("nothing in his hand", "something in his hand", "X"),
    ("neither of them", "either of them", "QX"),
    ("We can see.", "We can't see.", "X"),
    ("The man was unarmed.", "The man was armed.", "X"),
    ("He was compliant.", "He was non-compliant.", "X"),
    ("He was conscious.", "He was unconscious.", "X"),
    ("I could not see both.", "I could see 2.", "NQX"),
];

fn text(summary: &str) -> Text {
    Text { title: "A title".into(), summary: summary.into(), ..Text::default() }
}

fn typed(at: usize, removed: &str, inserted: &str) -> Action {
    let splice = Splice { field: Field::Summary, at, removed: removed.into(), inserted: inserted.into() };
    action(Act::CopyEdit, vec![splice], Vec::new())
}

fn action(act: Act, splices: Vec<Splice>, confirms: Vec<Span>) -> Action {
    let reason = if confirms.is_empty() { Reason::Language } else { Reason::Meant };
    Action { act, reason, splices, confirms, ..Action::default() }
}

fn look(base: &Text, edit: &Edit) -> Assessment {
    assess(&Base { stage: Stage::Two, text: base, record: &[] }, &edit.actions, &Lists::default())
        .expect("actions that fit")
}

fn edited(actions: impl IntoIterator<Item = Action>) -> Edit {
    Edit { actions: actions.into_iter().collect(), undone: Vec::new() }
}

fn letters(matters: &[Matter]) -> String {
    let letter = |matter: &Matter| match matter {
        Matter::Number => 'N',
        Matter::Quantity => 'Q',
        Matter::Negation => 'X',
    };
    matters.iter().map(letter).collect()
}

#[test]
fn the_table_of_cases() {
    let mut wrong = Vec::new();
    for (before, after, want) in CASES {
        let base = text(before);
        let seen = look(&base, &edited([typed(0, before, after)]));
        let mut got: Vec<Matter> = seen.meaning.iter().flat_map(|change| change.matters.clone()).collect();
        got.sort_unstable();
        got.dedup();
        if letters(&got) != want || is_kept(before, after) != want.is_empty() {
            wrong.push((before, after, want, letters(&got)));
        }
        assert_eq!(seen.facts().unconfirmed, seen.meaning.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_number_in_a_token_that_an_earlier_stage_left_is_asked_about_too() {
    let base = text("He stood there [2 minutes later].");
    let seen = look(&base, &edited([typed(16, "2", "3")]));
    assert_eq!(letters(&seen.meaning[0].matters), "N");
}

#[test]
fn words_that_trade_places_in_two_edits_are_seen() {
    let base = text("Two men and three women ran. He was calm.");
    let seen = look(&base, &edited([typed(0, "Two", "Three"), typed(14, "three", "two")]));
    assert_eq!(seen.meaning.len(), 1);
    let change = &seen.meaning[0];
    assert_eq!((change.removed.as_str(), change.inserted.as_str()), ("Two men and three", "Three men and two"));
}

#[test]
fn redactions_titles_and_typing_over_findings_are_no_changes_of_meaning() {
    let base = Text { title: "".into(), ..text("Call 503-555-0142 and say two words.") };
    let title = Splice { field: Field::Title, at: 0, removed: "".into(), inserted: "Two officers, no cover".into() };
    let over = typed(5, "503-555-0142", "my desk");
    let at = base.summary.as_str().find("two").unwrap() - "503-555-0142".len() + "my desk".len();
    let redaction = Splice { field: Field::Summary, at, removed: "two".into(), inserted: "[a few]".into() };
    let redact = Action { reason: Reason::Identifying, ..action(Act::Generalise, vec![redaction], Vec::new()) };
    let seen = look(&base, &edited([action(Act::CopyEdit, vec![title], Vec::new()), over, redact]));
    assert_eq!(seen.meaning, []);
}

#[test]
fn a_confirmation_holds_as_long_as_its_words_and_follows_them() {
    let base = text("I did not see the man. He ran away.");
    let mut edit = edited([typed(5, " not", "")]);
    let change = look(&base, &edit).meaning.remove(0);
    assert!(!change.confirmed && change.current.is_empty() && !change.around.is_empty());
    edit.push(action(Act::Keep, Vec::new(), vec![change.around]));
    let seen = look(&base, &edit);
    assert!(seen.meaning[0].confirmed && seen.facts().unconfirmed == 0);
    // Typing elsewhere, before it and after it, leaves it; undoing it asks again; so does a change of the words themselves.
    edit.push(typed(0, "", "Well. "));
    let end = look(&base, &edit).text.summary.as_str().len();
    edit.push(typed(end, "", " Far."));
    assert!(look(&base, &edit).meaning[0].confirmed);
    let mut other = edit.clone();
    let at = look(&base, &edit).text.summary.as_str().find("did").unwrap();
    other.push(typed(at, "did", "could"));
    assert!(look(&base, &other).meaning.iter().any(|change| !change.confirmed));
    edit.undo();
    edit.undo();
    edit.undo();
    assert!(!look(&base, &edit).meaning[0].confirmed);
    edit.redo();
    assert!(look(&base, &edit).meaning[0].confirmed);
}

#[test]
fn a_confirmation_that_does_not_fit_the_text_is_refused() {
    let base = text("é");
    for (start, end) in [(0, 1), (0, 9), (2, 0)] {
        let edit = edited([action(Act::Keep, Vec::new(), vec![Span { field: Field::Summary, start, end }])]);
        let base = Base { stage: Stage::Two, text: &base, record: &[] };
        assert!(assess(&base, &edit.actions, &Lists::default()).is_err());
    }
}

#[test]
fn older_drafts_know_no_confirmations() {
    let json = serde_json::to_string(&typed(0, "a", "b")).unwrap();
    assert!(!json.contains("confirms"));
    assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), typed(0, "a", "b"));
}

/// Whatever is typed in whatever order: if a sentence says another number or the other way round, it is asked about; if the
/// text is as it was, nothing is; and every place is on a border.
#[test]
fn no_order_of_edits_hides_a_change() {
    let words = ["two", "three", "not", "both", "men", "ran", "we", "never", "five", "door"];
    let mut seed = 3_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    let mut asked = 0;
    for _ in 0..200 {
        let sentence: Vec<&str> = (0..8).map(|_| words[next(words.len())]).collect();
        let base = text(&sentence.join(" "));
        let mut edit = Edit::default();
        for _ in 0..=next(5) {
            let now = look(&base, &edit).text.summary.as_str().to_owned();
            let borders: Vec<usize> =
                std::iter::once(0).chain(now.match_indices(' ').map(|(at, _)| at + 1)).chain([now.len()]).collect();
            let (a, b) = (borders[next(borders.len())], borders[next(borders.len())]);
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 12).max(a.min(b)));
            let to = borders.iter().copied().filter(|&at| at <= to).max().unwrap_or(from).max(from);
            let new = if next(3) == 0 { String::new() } else { format!("{} ", words[next(words.len())]) };
            edit.push(typed(from, now.get(from..to).unwrap(), &new));
        }
        let seen = look(&base, &edit);
        let (before, after) = (base.summary.as_str(), seen.text.summary.as_str());
        if !is_kept(before, after) {
            assert!(!seen.meaning.is_empty(), "{before:?} became {after:?}");
            asked += 1;
        }
        if before == after {
            assert_eq!(seen.meaning, []);
        }
        for change in &seen.meaning {
            assert_eq!(seen.text.slice(change.current).map(Private::from), Some(change.inserted.clone()));
            assert_eq!(base.slice(change.base).map(Private::from), Some(change.removed.clone()));
            assert!(seen.text.slice(change.around).is_some());
        }
    }
    assert!(asked >= 100, "only {asked} texts changed: the test looks at nothing");
}

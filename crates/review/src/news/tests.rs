//! A sitting of some acts, told one after another: put together, the news are the whole view each time, here and in the window.

use domain::house::{decide, suggest};
use domain::{
    Act, Action, Answers, Assessment, Base, Coding, Field, Lists, Reason, Refusal, Splice, Stage, State, Text, assess,
};
use serde_json::{Map, Value, from_str, json, to_string};
use store::Reading;

use super::*;
use crate::{reading, show, vetting};

fn base() -> Text {
    Text {
        summary: "Ofc. Dale Orme met Ruiz at 0315 hrs. 👮 She ran.\n\nOrme and Ruiz left. Orme was 42.".into(),
        lessons: "Call Ruiz. Look twice.".into(),
        ..Text::default()
    }
}

fn typed(field: Field, at: usize, words: &str) -> Action {
    let splice = Splice { field, at, removed: "".into(), inserted: words.into() };
    Action { splices: vec![splice], ..Action::default() }
}

fn card(id: &str) -> CardView {
    CardView {
        id: id.to_owned(),
        state: State::StageOne,
        category: None,
        region: None,
        sworn_band: None,
        words: 20,
        received: "2026-11-16".to_owned(),
        due: "2026-12-07".to_owned(),
        waits_days: 4,
        due_in_days: 10,
        claim: ClaimView::Mine { until: "2026-11-24T21:40:00Z".to_owned() },
        barred: None,
        deferred_until: None,
        declined_for: None,
        sealed_until: None,
        sending: false,
        waiting_since: None,
        event: None,
        flag: None,
    }
}

fn assessed(actions: &[Action]) -> Assessment {
    assess(&Base { stage: Stage::One, text: &base(), record: &[] }, actions, &Lists::default()).unwrap()
}

fn view(report: &str, actions: &[Action], revision: u32) -> DeskView {
    let (base, now) = (base(), assessed(actions));
    let checks = domain::Checks::default();
    let findings = show::findings(&base, actions, &now, &checks);
    let open = findings.iter().filter(|finding| finding.decided.is_none());
    let blocker = |finding: &FindingView| BlockerView {
        rule: Refusal::OpenFindings,
        place: finding.place,
        finding: Some(finding.id.clone()),
        takeaway: None,
    };
    let mut blockers: Vec<_> = open.map(blocker).collect();
    blockers.push(BlockerView { rule: Refusal::TitleMissing, place: None, finding: None, takeaway: None });
    DeskView {
        card: card(report),
        stage: Stage::One,
        revision,
        fields: show::fields(&now.text),
        entities: show::entities(&base, &now),
        offers: show::offers(&now),
        edits: show::edits(&now),
        leaks: show::leaks(&base, &now),
        meaning: show::meaning(&now),
        unread: reading::unread(&base, &now, &Reading::default()),
        record: show::record(&now.record, &now),
        findings,
        blockers,
        answers: show::answers(&Answers::default()),
        questions: Vec::new(),
        notes: Vec::new(),
        original: None,
        author: AuthorView { can_ask: true, waiting_since: None, still_waits: false, asked: Vec::new() },
        verdict: None,
        sheet: SheetView {
            note: format!("note {}", actions.len() / 3),
            authenticity: None,
            les_pass: false,
            checks: vetting::checks(&checks),
            comments: Vec::new(),
            takeaways: Vec::new(),
            coding: CodingView(Coding::default()),
        },
        can_undo: !actions.is_empty(),
        can_redo: false,
        elsewhere: false,
    }
}

/// Typing before, in and after what is marked, decisions, an undo, the same twice, another report, and a window that lost the
/// thread.
fn sitting() -> Vec<(DeskView, bool)> {
    let mut actions = Vec::new();
    let mut told = vec![(view("r1", &actions, 1), false)];
    let mut after = |action: Option<Action>| {
        match action {
            Some(action) => actions.push(action),
            None => drop(actions.pop()),
        }
        view("r1", &actions, u32::try_from(told.len()).unwrap() + 1)
    };
    let decided = |actions: &[Action], nth: usize| {
        let now = assessed(actions);
        let judged = now.open().nth(nth).unwrap();
        let entity: Vec<_> = now.open().filter(|one| one.entity == judged.entity).map(|one| one.anchor).collect();
        let ready = suggest(&base(), actions, &now, judged).into_iter().next().unwrap();
        decide(&now, &entity, ready.act, Reason::Identifying, &ready.text)
    };
    let first = decided(&[], 0);
    told.extend([
        (after(Some(typed(Field::Summary, 0, "é 👮 "))), false),
        (after(Some(typed(Field::Summary, 0, "Sgt. Marcus Vell and "))), false),
        (after(None), false),
        (after(None), false),
        (after(first), false),
        (after(Some(typed(Field::Lessons, 0, "One more. "))), false),
        (after(Some(Action { act: Act::CopyEdit, ..typed(Field::Title, 0, "A stop") })), false),
    ]);
    told.push((view("r1", &[], 20), false));
    told.push((view("r1", &[], 20), false));
    told.push((view("r1", &[typed(Field::Summary, 3, "x")], 21), true));
    told.push((view("r2", &[typed(Field::Summary, 3, "x")], 2), false));
    told
}

/// What the window keeps: the number of the last news, the parts, and the rows of each list.
type Known = (Option<u32>, Map<String, Value>, HashMap<&'static str, Vec<Value>>);

/// What the window does with the news, in Rust.
fn put_together(news: &DeskNews, known: &mut Known) -> Value {
    if news.after.is_none() {
        known.1.clear();
        known.2.clear();
    } else {
        assert_eq!(news.after, known.0);
    }
    known.0 = Some(news.number);
    known.1.extend(news.parts.0.iter().map(|(name, part)| ((*name).to_owned(), from_str(part.get()).unwrap())));
    let mut whole = known.1.clone();
    for (name, told) in &news.lists.0 {
        let before = known.2.remove(name).unwrap_or_default();
        let mut fresh = told.fresh.iter().map(|row| from_str(row.get()).unwrap());
        let rows: Vec<Value> = told
            .runs
            .chunks(2)
            .flat_map(|run| match usize::try_from(run[0]) {
                Ok(from) => before[from..from + usize::try_from(run[1]).unwrap()].to_vec(),
                Err(_) => fresh.by_ref().take(usize::try_from(run[1]).unwrap()).collect(),
            })
            .collect();
        assert_eq!(fresh.next(), None);
        let placed = rows.iter().zip(told.places.chunks(3)).map(|(row, place)| {
            let field = usize::try_from(place[0]).ok().map(|field| Field::ALL[field]);
            let place = field.map(|field| json!({ "field": field, "from": place[1], "to": place[2] }));
            match row {
                Value::Null => json!(place),
                row if row.get("place").is_some() => {
                    let mut row = row.clone();
                    row["place"] = json!(place);
                    row
                }
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                    row.clone()
                }
            }
        });
        whole.insert((*name).to_owned(), placed.collect());
        known.2.insert(name, rows);
    }
    Value::Object(whole)
}

/// `ui/src/test/desk-news.json` is such a sitting as it was once recorded, for the window's own test: news and view of each
/// telling. It is none of the files that tests write, since it would change with every finding of the detector.
#[test]
fn news_put_together_are_the_whole_view() {
    let mut told = Told::default();
    let mut known = Default::default();
    for (view, anew) in sitting() {
        let news = told.tell(&view, anew).unwrap();
        let whole: Value = from_str(&to_string(&view).unwrap()).unwrap();
        assert_eq!(put_together(&news, &mut known), whole);
    }
}

#[test]
fn a_key_press_sends_what_it_changed_and_places() {
    let mut told = Told::default();
    let first = told.tell(&view("r1", &[], 1), false).unwrap();
    assert_eq!((first.number, first.after), (1, None));
    let next = told.tell(&view("r1", &[typed(Field::Summary, 0, "\n\n")], 2), false).unwrap();
    assert_eq!((next.number, next.after), (2, Some(1)));
    let fresh = |name: &str| next.lists.0.iter().find(|(list, _)| *list == name).map(|(_, rows)| rows.fresh.len());
    assert_eq!([fresh("findings"), fresh("blockers"), fresh("unread")], [Some(0); 3]);
    let parts: Vec<_> = next.parts.0.iter().map(|(name, _)| *name).collect();
    assert_eq!(parts, ["revision", "fields", "canUndo"]);
    let same = told.tell(&view("r1", &[typed(Field::Summary, 0, "\n\n")], 2), false).unwrap();
    assert!(same.parts.0.is_empty() && same.lists.0.iter().all(|(_, rows)| rows.fresh.is_empty()));
    told.forget();
    assert_eq!(told.tell(&view("r1", &[], 1), false).unwrap().after, None);
}

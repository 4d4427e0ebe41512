//! What one key press costs on a desk in the middle of its work, by Criterion, beside the same without a memory and beside the
//! detector's full scan. `cargo xtask bench --desk` runs it.
#![expect(clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Bencher, Criterion, criterion_group, criterion_main};
use domain::house::{Ready, decide, neutral, reason_for, suggest};
use domain::{Act, Action, Base, Field, Lists, Memory, Reason, Span, Splice, Stage, Text, assess, assess_again};

/// Repeats something, and says how long this thread was at work on it, where the system tells: other programs' turns don't count.
fn at_it<T>(b: &mut Bencher<'_>, mut what: impl FnMut() -> T) {
    b.iter_custom(|times| {
        let (clock, begun) = (Instant::now(), busy());
        for _ in 0..times {
            black_box(what());
        }
        // The system counts in steps: what is over within one is told by the clock.
        let worked = busy().zip(begun).map(|(now, begun)| now.saturating_sub(begun)).filter(|worked| !worked.is_zero());
        worked.unwrap_or_else(|| clock.elapsed())
    });
}

fn busy() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The training narratives one after another, without their marks.
fn narratives() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pii/train");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut out = String::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let mut parts = text.split("[[");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (inside, after) = part.split_once("]]").unwrap_or((part, ""));
            out.push_str(inside.split_once('|').map_or(inside, |(_, words)| words));
            out.push_str(after);
        }
    }
    out
}

/// A report, and a stage one in the middle of its work on it: half of all findings decided one by one, a few kept, and three
/// hundred stretches of typing.
fn at_work(words: usize) -> (Text, Vec<Action>) {
    let all = narratives();
    let summary: String = all.split_inclusive(' ').skip(9000).take(words).collect();
    let text = Text { title: "A stop in the rain".into(), summary: summary.into(), ..Text::default() };
    let base = Base { stage: Stage::One, text: &text, record: &[] };
    let now = assess(&base, &[], &Lists::default()).unwrap();
    // From the last to the first, so that a place is the same before and after.
    let mut actions = Vec::new();
    for (number, judged) in now.findings.iter().enumerate().rev().filter(|(number, _)| number % 2 == 0) {
        let ready = suggest(&text, &[], &now, judged).into_iter().next().unwrap();
        let (act, token) = if number % 20 == 0 { (Act::Keep, "") } else { (ready.act, ready.text.as_str()) };
        let reason = if act == Act::Keep { Reason::NotIdentifying } else { reason_for(judged.finding.class) };
        actions.extend(decide(&now, &[judged.anchor], act, reason, token));
    }
    let mut after = assess(&base, &actions, &Lists::default()).unwrap().text;
    for number in 0..300 {
        let summary = after.summary.as_str();
        let at = summary.floor_char_boundary(summary.len() / 301 * number);
        let action = typed(at, "a");
        action.apply(&mut after).unwrap();
        actions.push(action);
    }
    (text, actions)
}

fn typed(at: usize, words: &str) -> Action {
    let splice = Splice { field: Field::Summary, at, removed: "".into(), inserted: words.into() };
    Action { splices: vec![splice], ..Action::default() }
}

fn key_press(c: &mut Criterion) {
    let lists = Lists::default();
    for words in [450, 10_000] {
        let (text, actions) = at_work(words);
        let base = Base { stage: Stage::One, text: &text, record: &[] };
        let now = assess(&base, &actions, &lists).unwrap();
        let mut group = c.benchmark_group(format!("a key press in {words} words"));
        group.sample_size(10);
        let middle = now.text.summary.as_str().floor_char_boundary(now.text.summary.as_str().len() / 2);
        let mut number = 0;
        let mut press = |actions: &mut Vec<Action>| {
            actions.truncate(actions.len() - usize::from(number > 0));
            number += 1;
            actions.push(typed(middle, ["x", "e", " t", "R"][number % 4]));
        };
        let mut pressed = actions.clone();
        let mut memory = Memory::default();
        assess_again(&mut memory, &base, &actions, &lists).unwrap();
        group.bench_function("assess with a memory", |b| {
            at_it(b, || {
                press(&mut pressed);
                assess_again(&mut memory, &base, &pressed, &lists).unwrap()
            });
        });
        group.bench_function("assess without", |b| {
            at_it(b, || assess(&base, black_box(&pressed), &lists).unwrap());
        });
        group.bench_function("the detector alone, a full scan", |b| {
            at_it(b, || detect::find(black_box(&now.text.fields()), &lists));
        });
        group.finish();
    }
}

/// What a screen is made of besides.
fn parts_of_a_view(c: &mut Criterion) {
    let (text, actions) = at_work(10_000);
    let base = Base { stage: Stage::One, text: &text, record: &[] };
    let now = assess(&base, &actions, &Lists::default()).unwrap();
    let (findings, open, edits) = (now.findings.len(), now.open().count(), now.edits.len());
    let mut group = c.benchmark_group(format!("a view of {findings} findings, {open} open, {edits} edits"));
    group.sample_size(10);
    group.bench_function("suggestions for all open ones", |b| {
        at_it(b, || {
            let ready = Ready::new(&text, &actions, black_box(&now));
            now.open().map(|judged| ready.suggest(judged).len()).sum::<usize>()
        });
    });
    group.bench_function("neutral words", |b| at_it(b, || neutral(black_box(&now))));
    let seen = [Span::new(Field::Summary, 0..9000)];
    group.bench_function("sentences not looked at", |b| {
        at_it(b, || domain::reading::never_seen(&text, black_box(&now.trace), &seen));
    });
    group.finish();
}

criterion_group!(benches, key_press, parts_of_a_view);
criterion_main!(benches);

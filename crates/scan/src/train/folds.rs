//! Cross-validation: every text is measured with a model that has not seen it.

use std::collections::BTreeMap;
use std::io::Write;

use detect::tagger::{Bounds, Model};
use detect::{Class, Field, Finding, Lists, find_with};

use super::augment::{all_but_one_redacted, in_capitals, in_lower_case};
use super::corpus::Corpus;
use super::{Plan, Trouble, objective};
use crate::Failure;
use crate::eval::Tally;
use crate::gold::Gold;

/// The same text, written another way.
type Shape = fn(&Gold) -> Gold;

/// The kind of a narrative: what stands before the hyphen of its file's name.
fn kind(gold: &Gold) -> &str {
    gold.id.split('-').next().unwrap_or_default()
}

/// What to train on and what to measure, in turn.
fn rounds(corpus: &Corpus, plan: &Plan) -> Vec<(Vec<usize>, Vec<usize>)> {
    let parted = |measured: &dyn Fn(usize, &Gold) -> bool| {
        let (mut train, mut test) = (Vec::new(), Vec::new());
        for (i, gold) in corpus.texts.iter().enumerate() {
            if measured(i, gold) { &mut test } else { &mut train }.push(i);
        }
        (train, test)
    };
    if let Some(hold) = &plan.hold {
        return vec![parted(&|_, gold| hold.split(',').any(|k| k == kind(gold)))];
    }
    let folds = plan.cross.unwrap_or(5);
    (0..folds)
        .filter(|fold| plan.settings.fold.is_none_or(|only| only == *fold))
        .map(|fold| parted(&|i, _| i % folds == fold))
        .collect()
}

/// The model of a round: the one that an earlier run has kept, or a new one.
fn model_of(
    corpus: &Corpus,
    plan: &Plan,
    number: usize,
    train: &[usize],
    out: &mut impl Write,
) -> Result<Vec<u8>, Failure> {
    let Some(folder) = &plan.keep else { return objective::train(corpus, train, &plan.settings, out) };
    let path = folder.join(format!("round-{number}.bin"));
    if let Ok(bytes) = std::fs::read(&path) {
        return Ok(bytes);
    }
    let bytes = objective::train(corpus, train, &plan.settings, out)?;
    std::fs::write(&path, &bytes).map_err(|e| Trouble::Write("a round's model".into(), e.kind()))?;
    Ok(bytes)
}

/// Prints the figures by kind of text, for other ways of writing and for several bounds; the default ones in full.
///
/// # Errors
/// Those of the writer.
pub fn measure(corpus: &Corpus, plan: &Plan, out: &mut impl Write) -> Result<(), Failure> {
    let tell = plan.errors.then_some("");
    let mut tries = Vec::new();
    for find in [0.1, 0.15, 0.2, 0.25, 0.3, 0.4] {
        tries.push((Bounds { find, extend: find / 2.0, ..Bounds::default() }, Tally::default()));
    }
    let shapes: [(&str, Shape); 3] = [
        ("in capitals", in_capitals),
        ("in lower case", in_lower_case),
        ("all but one redacted", all_but_one_redacted),
    ];
    let mut shaped: Vec<Tally> = shapes.iter().map(|_| Tally::default()).collect();
    let (mut full, mut alone, mut public) = (Tally::default(), Tally::default(), Tally::default());
    let mut by_kind: BTreeMap<&str, Tally> = BTreeMap::new();
    for (number, (train, test)) in rounds(corpus, plan).into_iter().enumerate() {
        let bytes = model_of(corpus, plan, number, &train, out)?;
        writeln!(out, "{} bytes", bytes.len())?;
        out.flush()?;
        let model = Model::read(&bytes);
        let found = |gold: &Gold, model: Option<&Model>, bounds: &Bounds| -> Vec<Finding> {
            find_with(model, bounds, &[(Field::Summary, gold.text.as_str())], &Lists::default())
        };
        let usual = Bounds::default();
        for gold in test.iter().filter_map(|i| corpus.texts.get(*i)) {
            let as_written = found(gold, model.as_ref(), &usual);
            by_kind.entry(kind(gold)).or_default().add(gold, &as_written, tell, out)?;
            full.add(gold, &as_written, None, out)?;
            alone.add(gold, &found(gold, None, &usual), None, out)?;
            for (bounds, tally) in &mut tries {
                tally.add(gold, &found(gold, model.as_ref(), bounds), None, out)?;
            }
            for ((_, shape), tally) in shapes.iter().zip(&mut shaped) {
                let gold = shape(gold);
                tally.add(&gold, &found(&gold, model.as_ref(), &usual), None, out)?;
            }
        }
        for gold in &corpus.held {
            let mut named = found(gold, model.as_ref(), &usual);
            named.retain(|f| matches!(f.class, Class::Person | Class::Agency | Class::Location | Class::Org));
            public.add(gold, &named, None, out)?;
        }
    }
    full.print(out)?;
    for (kind, tally) in &by_kind {
        write!(out, "{kind}: ")?;
        tally.summary(out)?;
    }
    write!(out, "recognisers alone: ")?;
    alone.summary(out)?;
    for (bounds, tally) in &tries {
        write!(out, "find {:.2}: ", bounds.find)?;
        tally.summary(out)?;
    }
    for ((shape, _), tally) in shapes.iter().zip(&shaped) {
        write!(out, "{shape}: ")?;
        tally.summary(out)?;
    }
    write!(out, "public sentences, named only: ")?;
    public.summary(out)
}

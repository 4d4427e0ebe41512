//! Cross-validation: every text is measured with a model that has not seen it.

use std::io::Write;

use detect::tagger::{Bounds, Model};
use detect::{Field, Finding, Lists, find_with};

use super::Settings;
use super::augment::{in_capitals, in_lower_case};
use super::corpus::Corpus;
use super::objective;
use crate::Failure;
use crate::eval::Tally;
use crate::gold::Gold;

/// The same text, written another way.
type Shape = fn(&Gold) -> Gold;

/// Prints the figures for several bounds; the default ones in full.
///
/// # Errors
/// Those of the writer.
pub fn measure(
    corpus: &Corpus,
    folds: usize,
    errors: bool,
    settings: &Settings,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut tries = vec![("as written", None, Tally::default())];
    for find in [0.15, 0.2, 0.25, 0.3, 0.4] {
        for doubt in [0.0, 0.05] {
            tries.push(("as written", Some(Bounds { find, extend: find / 2.0, doubt }), Tally::default()));
        }
    }
    let shapes: [(&str, Shape); 2] = [("in capitals", in_capitals), ("in lower case", in_lower_case)];
    for (shape, _) in shapes {
        tries.push((shape, None, Tally::default()));
        tries.push((shape, Some(Bounds::default()), Tally::default()));
    }
    let (mut full, mut clean) = (Tally::default(), Tally::default());
    for fold in 0..folds {
        if settings.fold.is_some_and(|only| only != fold) {
            continue;
        }
        let others: Vec<usize> = (0..corpus.texts.len()).filter(|i| i % folds != fold).collect();
        let bytes = objective::train(corpus, &others, settings, out)?;
        writeln!(out, "fold {fold}: {} bytes", bytes.len())?;
        out.flush()?;
        let model = Model::read(&bytes);
        let found = |gold: &Gold, bounds: Option<&Bounds>| -> Vec<Finding> {
            let fields = [(Field::Summary, gold.text.as_str())];
            let model = model.as_ref().filter(|_| bounds.is_some());
            find_with(model, bounds.unwrap_or(&Bounds::default()), &fields, &Lists::default())
        };
        for (_, gold) in corpus.texts.iter().enumerate().filter(|(i, g)| i % folds == fold && !g.id.starts_with("d-")) {
            if gold.id.starts_with("n-") {
                clean.add(gold, &found(gold, Some(&Bounds::default())), errors.then_some(""), out)?;
                continue;
            }
            for (shape, bounds, tally) in &mut tries {
                match shapes.iter().find(|(name, _)| name == shape) {
                    Some((_, shaped)) => {
                        let gold = shaped(gold);
                        tally.add(&gold, &found(&gold, bounds.as_ref()), None, out)?;
                    }
                    None => tally.add(gold, &found(gold, bounds.as_ref()), None, out)?,
                }
            }
            full.add(gold, &found(gold, Some(&Bounds::default())), errors.then_some(""), out)?;
        }
    }
    full.print(out)?;
    write!(out, "hard negatives: ")?;
    clean.summary(out)?;
    for (shape, bounds, tally) in &tries {
        match bounds {
            Some(b) => write!(out, "{shape}, find {:.2} extend {:.2} doubt {:.2}: ", b.find, b.extend, b.doubt)?,
            None => write!(out, "{shape}, recognisers alone: ")?,
        }
        tally.summary(out)?;
    }
    Ok(())
}

//! Measures the detector on gold texts.
//!
//! An entity is caught when all its letters and digits lie under findings of whatever class; precision is the share of
//! letters and digits under findings that belong to a gold span. `UNIQUE` and `LES` are neutral: neither asked for nor
//! held against it.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use detect::{Class, Closed, Field, Finding, Lists};

use crate::Failure;
use crate::gold::Gold;

#[derive(Default)]
struct Count {
    gold: usize,
    caught: usize,
    /// Caught by one finding of the same class alone.
    labelled: usize,
    gold_chars: usize,
    covered_chars: usize,
    found_chars: usize,
    true_chars: usize,
}

/// The figures of many texts.
#[derive(Default)]
pub struct Tally {
    all: Count,
    by_class: BTreeMap<Class, Count>,
    chars: usize,
    texts: usize,
    clean: usize,
    clean_silent: usize,
}

/// Prints the figures, overall and per label, and with `errors` every miss and false alarm.
///
/// # Errors
/// Those of the writer.
pub fn report(texts: &[Gold], errors: bool, only: Option<&str>, out: &mut impl Write) -> Result<(), Failure> {
    let lists = Lists::default();
    let mut tally = Tally::default();
    let (mut seconds, mut bytes) = (0.0, 0);
    // Patterns and lists are made ready once, which is no part of the speed.
    detect::find(&[(Field::Summary, "Ofc. Rudenko, 0315 hrs")], &lists);
    for gold in texts {
        let begun = std::time::Instant::now();
        let found = detect::find(&[(Field::Summary, &gold.text)], &lists);
        seconds += begun.elapsed().as_secs_f64();
        bytes += gold.text.len();
        tally.add(gold, &found, errors.then(|| only.unwrap_or_default()), out)?;
    }
    tally.print(out)?;
    writeln!(out, "{:.2} MB/s", if seconds > 0.0 { bytes as f64 / 1e6 / seconds } else { 0.0 })?;
    Ok(())
}

impl Tally {
    /// Counts one text. With `errors`, writes its misses and false alarms of that label (of all for an empty one).
    ///
    /// # Errors
    /// Those of the writer.
    pub fn add(
        &mut self,
        gold: &Gold,
        found: &[Finding],
        errors: Option<&str>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let told = |class: Class| errors.is_some_and(|only| only.is_empty() || only == class.as_str());
        let found: Vec<&Finding> = found.iter().filter(|f| f.class.is_direct()).collect();
        let covers = layer(&gold.text, found.iter().map(|f| f.range.clone()));
        let truth = layer(&gold.text, gold.spans.iter().map(|(r, _)| r.clone()));
        let neutral = layer(&gold.text, gold.spans.iter().filter(|(_, c)| !c.is_direct()).map(|(r, _)| r.clone()));
        self.texts += 1;
        self.chars += count(&gold.text, 0..gold.text.len(), |_| true);
        if gold.spans.is_empty() {
            self.clean += 1;
            self.clean_silent += usize::from(found.is_empty());
        }
        for (range, class) in gold.spans.iter().filter(|(_, c)| c.is_direct()) {
            let size = count(&gold.text, range.clone(), |_| true);
            let covered = count(&gold.text, range.clone(), |i| at(&covers, i));
            let labelled =
                found.iter().any(|f| f.class == *class && f.range.start <= range.start && f.range.end >= range.end);
            for c in [&mut self.all, self.by_class.entry(*class).or_default()] {
                c.gold += 1;
                c.caught += usize::from(covered == size);
                c.labelled += usize::from(labelled);
                c.gold_chars += size;
                c.covered_chars += covered;
            }
            if told(*class) && covered < size {
                writeln!(out, "missed {:8} {}: {}", class.as_str(), gold.id, context(&gold.text, range))?;
            }
        }
        for f in &found {
            let size = count(&gold.text, f.range.clone(), |i| !at(&neutral, i));
            let right = count(&gold.text, f.range.clone(), |i| at(&truth, i) && !at(&neutral, i));
            for c in [&mut self.all, self.by_class.entry(f.class).or_default()] {
                c.found_chars += size;
                c.true_chars += right;
            }
            if told(f.class) && right < size {
                writeln!(
                    out,
                    "alarm  {:8} {}: {} ({}: {}, {:.2})",
                    f.class.as_str(),
                    gold.id,
                    context(&gold.text, &f.range),
                    f.why.recogniser,
                    f.why.matched,
                    f.score
                )?;
            }
        }
        Ok(())
    }

    /// Prints a line per label and the whole.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn print(&self, out: &mut impl Write) -> Result<(), Failure> {
        writeln!(out, "{:9} {:>6} {:>7} {:>7} {:>7} {:>7}", "label", "gold", "caught", "label=", "recall", "precis.")?;
        for (class, c) in &self.by_class {
            line(out, class.as_str(), c)?;
        }
        line(out, "all", &self.all)?;
        self.summary(out)
    }

    /// Prints the whole in one line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn summary(&self, out: &mut impl Write) -> Result<(), Failure> {
        let all = &self.all;
        let (p, r) = (share(all.true_chars, all.found_chars), share(all.covered_chars, all.gold_chars));
        let f2 = if p + r > 0.0 { 5.0 * p * r / (4.0 * p + r) } else { 0.0 };
        writeln!(
            out,
            "caught {:.3} at precision {p:.3}, texts {}, F2 {f2:.3}, flagged share of the text {:.3}, texts without identifiers and without findings {} of {}",
            share(all.caught, all.gold),
            self.texts,
            share(all.found_chars, self.chars),
            self.clean_silent,
            self.clean,
        )?;
        Ok(())
    }
}

fn line(out: &mut impl Write, name: &str, c: &Count) -> Result<(), Failure> {
    writeln!(
        out,
        "{name:9} {:6} {:7.3} {:7.3} {:7.3} {:7.3}",
        c.gold,
        share(c.caught, c.gold),
        share(c.labelled, c.gold),
        share(c.covered_chars, c.gold_chars),
        share(c.true_chars, c.found_chars)
    )?;
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A mark for every byte of the text.
fn layer(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<bool> {
    let mut marks = vec![false; text.len()];
    for range in ranges {
        if let Some(stretch) = marks.get_mut(range) {
            stretch.fill(true);
        }
    }
    marks
}

fn at(layer: &[bool], i: usize) -> bool {
    layer.get(i).copied().unwrap_or(false)
}

/// The letters and digits of a range whose byte meets the condition.
fn count(text: &str, range: Range<usize>, met: impl Fn(usize) -> bool) -> usize {
    let start = range.start;
    text.get(range).map_or(0, |s| s.char_indices().filter(|(i, c)| c.is_alphanumeric() && met(start + i)).count())
}

fn context(text: &str, range: &Range<usize>) -> String {
    let boundary = |mut i: usize| {
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let from = boundary(range.start.saturating_sub(30));
    let to = boundary((range.end + 25).min(text.len()));
    let part = |a: usize, b: usize| text.get(a..b).unwrap_or_default().replace('\n', "/");
    format!("{}<{}>{}", part(from, range.start), part(range.start, range.end), part(range.end, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_count_letters_and_digits() {
        let text = "Ofc. Rudenko saw the van at 0315 hrs.".to_owned();
        let gold = Gold { id: "x".into(), spans: vec![(5..12, Class::Person), (21..24, Class::Org)], text };
        let mut out = Vec::new();
        report(&[gold], true, None, &mut out).unwrap();
        let s = String::from_utf8(out).unwrap();
        assert!(s.contains("missed ORG"), "{s}");
        assert!(s.contains("alarm  TIME"), "{s}");
        // Seven letters of ten found; seven of fourteen under findings are true.
        assert!(s.contains("all            2   0.500   0.500   0.700   0.500"), "{s}");
    }
}

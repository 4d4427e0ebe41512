//! Counting: each gold text against what was found in it.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use detect::{Class, Closed, Finding};

use crate::Failure;
use crate::gold::Gold;

/// What is counted of the identifiers of one label, or of all.
#[derive(Default)]
pub struct Count {
    pub gold: usize,
    pub caught: usize,
    /// Caught by one finding of the same class alone.
    pub labelled: usize,
    pub gold_chars: usize,
    pub covered_chars: usize,
    pub found_chars: usize,
    pub true_chars: usize,
}

/// What is counted of `UNIQUE` or `LES`: phrases, whose ends are a matter of taste.
#[derive(Default)]
pub struct Apart {
    pub gold: usize,
    /// At least half of the letters and digits lie under findings of this class.
    pub reached: usize,
    pub found: usize,
    /// Findings that touch no gold span of this class.
    pub alarms: usize,
}

/// The figures of many texts.
#[derive(Default)]
pub struct Tally {
    pub all: Count,
    pub by_class: BTreeMap<Class, Count>,
    pub apart: BTreeMap<Class, Apart>,
    /// Case numbers right after a word that announces one: how many there are, and how many are caught.
    pub cued: (usize, usize),
    /// For every gold class, the class of the finding that covers most of each span; `None` is nothing there.
    pub confusion: BTreeMap<(Option<Class>, Option<Class>), usize>,
    /// Letters and digits.
    pub chars: usize,
    pub words: usize,
    pub texts: usize,
    pub clean: usize,
    pub clean_silent: usize,
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
        self.add_apart(gold, found, errors, out)?;
        let found: Vec<&Finding> = found.iter().filter(|f| f.class.is_direct()).collect();
        let covers = layer(&gold.text, found.iter().map(|f| f.range.clone()));
        let truth = layer(&gold.text, gold.spans.iter().map(|(r, _)| r.clone()));
        let neutral = layer(&gold.text, gold.spans.iter().filter(|(_, c)| !c.is_direct()).map(|(r, _)| r.clone()));
        self.texts += 1;
        self.chars += count(&gold.text, 0..gold.text.len(), |_| true);
        self.words += gold.text.split_whitespace().count();
        if gold.spans.is_empty() {
            self.clean += 1;
            self.clean_silent += usize::from(found.is_empty());
        }
        for (range, class) in gold.spans.iter().filter(|(_, c)| c.is_direct()) {
            let size = count(&gold.text, range.clone(), |_| true);
            let covered = count(&gold.text, range.clone(), |i| at(&covers, i));
            let labelled =
                found.iter().any(|f| f.class == *class && f.range.start <= range.start && f.range.end >= range.end);
            let most = found.iter().map(|f| (common(&f.range, range), f.class)).filter(|(n, _)| *n > 0);
            let most = most.max_by_key(|(n, found)| (*n, found == class));
            *self.confusion.entry((Some(*class), most.map(|(_, found)| found))).or_default() += 1;
            for c in [&mut self.all, self.by_class.entry(*class).or_default()] {
                c.gold += 1;
                c.caught += usize::from(covered == size);
                c.labelled += usize::from(labelled);
                c.gold_chars += size;
                c.covered_chars += covered;
            }
            if *class == Class::CaseId && has_cue(&gold.text, range.start) {
                self.cued.0 += 1;
                self.cued.1 += usize::from(covered == size);
            }
            if told(errors, *class) && covered < size {
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
            if size > 0 && right == 0 {
                *self.confusion.entry((None, Some(f.class))).or_default() += 1;
            }
            if told(errors, f.class) && right < size {
                alarm(gold, f, out)?;
            }
        }
        Ok(())
    }

    fn add_apart(
        &mut self,
        gold: &Gold,
        found: &[Finding],
        errors: Option<&str>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        for class in Class::ALL.iter().copied().filter(|class| !class.is_direct()) {
            let found: Vec<&Finding> = found.iter().filter(|f| f.class == class).collect();
            let covers = layer(&gold.text, found.iter().map(|f| f.range.clone()));
            let spans: Vec<&Range<usize>> = gold.spans.iter().filter(|(_, c)| *c == class).map(|(r, _)| r).collect();
            let counted = self.apart.entry(class).or_default();
            for range in &spans {
                let size = count(&gold.text, (*range).clone(), |_| true);
                let reached = 2 * count(&gold.text, (*range).clone(), |i| at(&covers, i)) >= size;
                counted.gold += 1;
                counted.reached += usize::from(reached);
                if told(errors, class) && !reached {
                    writeln!(out, "missed {:8} {}: {}", class.as_str(), gold.id, context(&gold.text, range))?;
                }
            }
            for f in found {
                let touches = spans.iter().any(|range| common(&f.range, range) > 0);
                counted.found += 1;
                counted.alarms += usize::from(!touches);
                if told(errors, class) && !touches {
                    alarm(gold, f, out)?;
                }
            }
        }
        Ok(())
    }
}

/// Words that announce the number of a case or of a paper of one.
const CUES: &[&str] = &[
    "case",
    "incident",
    "inc",
    "report",
    "rpt",
    "cad",
    "cfs",
    "call",
    "event",
    "warrant",
    "docket",
    "cause",
    "citation",
    "cite",
    "summons",
    "booking",
    "inmate",
    "ticket",
    "complaint",
    "file",
    "evidence",
    "property",
    "item",
    "ref",
    "reference",
    "cr",
    "dr",
    "ir",
    "log",
    "permit",
];

/// Whether such a word stands right before, with nothing but "number", "is" and marks between.
fn has_cue(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let fillers = ["no", "nos", "num", "number", "numbers", "nr", "is", "was", "id"];
    let close = before.char_indices().rev().take_while(|(_, c)| *c != '\n' && *c != ';').last().map_or(at, |(i, _)| i);
    let same_line = |word: &str| before.rfind(word).is_some_and(|i| i >= close && at - i <= word.len() + 16);
    let is = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let word = words.by_ref().find(|word| !is(&fillers, word));
    word.is_some_and(|word| is(CUES, word) && same_line(word))
}

fn told(errors: Option<&str>, class: Class) -> bool {
    errors.is_some_and(|only| only.is_empty() || only == class.as_str())
}

fn alarm(gold: &Gold, f: &Finding, out: &mut impl Write) -> Result<(), Failure> {
    let (class, why) = (f.class.as_str(), &f.why);
    let context = context(&gold.text, &f.range);
    writeln!(out, "alarm  {class:8} {}: {context} ({}: {}, {:.2})", gold.id, why.recogniser, why.matched, f.score)?;
    Ok(())
}

/// The bytes that two ranges share.
fn common(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
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

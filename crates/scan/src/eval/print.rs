//! The figures as a person reads them, and as one JSON object.

use std::collections::BTreeMap;
use std::io::Write;

use detect::{Class, Closed};
use serde::Serialize;

use super::tally::{Count, Tally};
use crate::Failure;

/// What stands for "no identifier" in the matrix.
const NONE: &str = "none";

impl Tally {
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
        let (cued, caught) = self.cued;
        writeln!(out, "case numbers right after a cue word: {caught} of {cued} caught ({:.3})", share(caught, cued))?;
        self.summary(out)
    }

    /// Prints the whole in one line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn summary(&self, out: &mut impl Write) -> Result<(), Failure> {
        let all = Shares::of(&self.all);
        writeln!(
            out,
            "caught {:.3} at precision {:.3}, texts {}, F2 {:.3}, flagged share of the text {:.3}, texts without identifiers and without findings {} of {}",
            all.caught,
            all.precision,
            self.texts,
            self.f2(),
            share(self.all.found_chars, self.chars),
            self.clean_silent,
            self.clean,
        )?;
        Ok(())
    }

    /// Prints the gold class of every entity (a line each) against the class of the finding that covers most of it, and
    /// in the last line the findings that touch no gold span.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn confusion(&self, out: &mut impl Write) -> Result<(), Failure> {
        let direct = || Class::ALL.iter().copied().filter(|class| class.is_direct()).map(Some);
        let seen = |n: usize| if n == 0 { ".".to_owned() } else { n.to_string() };
        let cell = |gold, found| seen(self.confusion.get(&(gold, found)).copied().unwrap_or(0));
        write!(out, "\n{:9}", "gold \\ as")?;
        for class in direct().chain([None]) {
            write!(out, " {:>4}", name(class).get(..4).unwrap_or(name(class)))?;
        }
        writeln!(out)?;
        for gold in direct().chain([None]) {
            write!(out, "{:9}", name(gold))?;
            for found in direct() {
                write!(out, " {:>4}", cell(gold, found))?;
            }
            writeln!(out, " {:>4}", if gold.is_some() { cell(gold, None) } else { String::new() })?;
        }
        writeln!(out)?;
        Ok(())
    }

    /// Prints the figures of `UNIQUE` and `LES`, which are no part of the others.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn apart(&self, out: &mut impl Write) -> Result<(), Failure> {
        for (class, c) in &self.apart {
            writeln!(
                out,
                "apart: {:6} {} of {} phrases at least half marked, {} findings, {} of them beside any such phrase ({:.1} in 10,000 words)",
                class.as_str(),
                c.reached,
                c.gold,
                c.found,
                c.alarms,
                self.in_ten_thousand(c.alarms),
            )?;
        }
        Ok(())
    }

    /// Prints all figures as one JSON object on one line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn json(&self, out: &mut impl Write) -> Result<(), Failure> {
        let mut confusion: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for ((gold, found), n) in &self.confusion {
            confusion.entry(name(*gold)).or_default().insert(name(*found), *n);
        }
        let apart = self.apart.iter().map(|(class, c)| {
            let per_10000_words = round(self.in_ten_thousand(c.alarms));
            (
                class.as_str(),
                Phrases { gold: c.gold, reached: c.reached, found: c.found, alarms: c.alarms, per_10000_words },
            )
        });
        let figures = Figures {
            texts: self.texts,
            all: Shares::of(&self.all),
            f2: round(self.f2()),
            flagged: round(share(self.all.found_chars, self.chars)),
            clean_texts: self.clean,
            clean_texts_silent: self.clean_silent,
            cued_case_numbers: Cued { gold: self.cued.0, caught: round(share(self.cued.1, self.cued.0)) },
            labels: self.by_class.iter().map(|(class, c)| (class.as_str(), Shares::of(c))).collect(),
            confusion,
            apart: apart.collect(),
        };
        serde_json::to_writer(&mut *out, &figures).map_err(|e| Failure::from(std::io::Error::from(e)))?;
        writeln!(out)?;
        Ok(())
    }

    fn f2(&self) -> f64 {
        let (p, r) =
            (share(self.all.true_chars, self.all.found_chars), share(self.all.covered_chars, self.all.gold_chars));
        if p + r > 0.0 { 5.0 * p * r / (4.0 * p + r) } else { 0.0 }
    }

    fn in_ten_thousand(&self, n: usize) -> f64 {
        if self.words == 0 { 0.0 } else { n as f64 * 10_000.0 / self.words as f64 }
    }
}

/// The object that `eval --json` prints. Shares are rounded to three places.
#[derive(Serialize)]
struct Figures<'a> {
    texts: usize,
    #[serde(flatten)]
    all: Shares,
    f2: f64,
    flagged: f64,
    clean_texts: usize,
    clean_texts_silent: usize,
    cued_case_numbers: Cued,
    labels: BTreeMap<&'a str, Shares>,
    confusion: BTreeMap<&'a str, BTreeMap<&'a str, usize>>,
    apart: BTreeMap<&'a str, Phrases>,
}

/// Case numbers right after a word that announces one.
#[derive(Serialize)]
struct Cued {
    gold: usize,
    caught: f64,
}

#[derive(Serialize)]
struct Shares {
    gold: usize,
    caught: f64,
    labelled: f64,
    recall: f64,
    precision: f64,
}

#[derive(Serialize)]
struct Phrases {
    gold: usize,
    reached: usize,
    found: usize,
    alarms: usize,
    per_10000_words: f64,
}

impl Shares {
    fn of(c: &Count) -> Self {
        Self {
            gold: c.gold,
            caught: round(share(c.caught, c.gold)),
            labelled: round(share(c.labelled, c.gold)),
            recall: round(share(c.covered_chars, c.gold_chars)),
            precision: round(share(c.true_chars, c.found_chars)),
        }
    }
}

fn line(out: &mut impl Write, name: &str, c: &Count) -> Result<(), Failure> {
    let s = Shares::of(c);
    writeln!(out, "{name:9} {:6} {:7.3} {:7.3} {:7.3} {:7.3}", s.gold, s.caught, s.labelled, s.recall, s.precision)?;
    Ok(())
}

fn name(class: Option<Class>) -> &'static str {
    class.map_or(NONE, Closed::as_str)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

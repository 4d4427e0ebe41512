//! Spelling and grammar of rough police prose: a text, and what is settled in it, in; remarks out. Pure, and never in the server.
//!
//! The library behind it knows nothing of reports: this crate says which of its rules are heard, which words belong to the
//! trade, and which corrections are safe enough to be accepted together. `docs/adr/0004` tells how that was measured.

mod places;
mod rules;
mod spelling;
mod words;

use std::collections::HashSet;
use std::ops::Range;

pub use rules::Rule;

use harper_core::Document;
use harper_core::parsers::PlainEnglish;

/// Something about the language of a text that a reviewer may want to change.
#[derive(Clone, PartialEq, Eq)]
pub struct Remark {
    /// UTF-8 bytes, on char boundaries, end exclusive, never empty.
    pub range: Range<usize>,
    pub rule: Rule,
    /// What could stand there instead, the likeliest first, at most three; an empty one removes the words.
    pub replacements: Vec<String>,
    /// There is one correction, and nothing else can have been meant: it may be accepted together with others, unread.
    pub safe: bool,
}

/// Reads texts. Takes half a second and 100 MB to load, so: once, off the main thread, and kept.
pub struct Proofreader {
    rules: rules::Rules,
    spelling: spelling::Spelling,
}

/// What of a text is not the language's business.
#[derive(Default)]
pub struct Settled {
    /// Places of findings, open or decided, in UTF-8 bytes: what is removed is not corrected as well.
    pub places: Vec<Range<usize>>,
    /// Names and other words of this report, in lower case: right however they are spelled.
    names: HashSet<String>,
}

impl Settled {
    /// `phrases`: the words of the report's findings.
    pub fn new<'a>(places: Vec<Range<usize>>, phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let names = phrases.into_iter().flat_map(words::words).map(|(_, word)| words::plain(word)).collect();
        Self { places, names }
    }
}

impl std::fmt::Debug for Settled {
    /// How many; the names are those of the report.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settled").field("places", &self.places.len()).field("names", &self.names.len()).finish()
    }
}

impl std::fmt::Debug for Remark {
    /// The place and the rule; the replacements are words of the text, nearly.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remark").field("range", &self.range).field("rule", &self.rule).finish_non_exhaustive()
    }
}

impl Proofreader {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "loading a dictionary is nothing that happens by default")]
    pub fn new() -> Self {
        let dictionary = words::dictionary();
        Self { rules: rules::Rules::new(&dictionary), spelling: spelling::Spelling::new(dictionary) }
    }

    /// Reads one field of a report. The remarks come in the order of their places and never overlap.
    pub fn read(&mut self, text: &str, settled: &Settled) -> Vec<Remark> {
        let places = places::Places::new(text);
        let document = Document::new(text, &PlainEnglish, self.spelling.dictionary());
        let mut remarks = self.spelling.read(text, &settled.names);
        remarks.extend(self.rules.read(text, &document, &places));
        let closed: Vec<Range<usize>> = settled.places.iter().cloned().chain(words::house_tokens(text)).collect();
        remarks.retain(|remark| {
            !closed.iter().any(|place| remark.range.start < place.end && place.start < remark.range.end)
        });
        // Where two speak of the same words the first in the list of rules is heard: a misspelled word first of all.
        remarks.sort_by_key(|remark| (remark.rule, remark.range.start));
        let mut heard: Vec<Remark> = Vec::with_capacity(remarks.len());
        for remark in remarks {
            let free = |other: &Remark| remark.range.end <= other.range.start || other.range.end <= remark.range.start;
            if heard.iter().all(free) {
                heard.push(remark);
            }
        }
        heard.sort_by_key(|remark| remark.range.start);
        heard
    }
}

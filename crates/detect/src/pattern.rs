//! What a recogniser is made of: patterns with their class, score, reasons and checks, and how they are run.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::iter::Searcher;
use regex_automata::{Anchored, Input, util::captures::Captures};

mod trigger;

use trigger::{Places, Trigger};

use crate::text::{Candidate, Text};
use crate::{Class, Why, identifier, lexicon};

/// Looks at what a pattern matched: may move its score or range, and says whether it stays.
pub(crate) type Check = fn(&Text<'_>, &mut Candidate) -> bool;

/// Where in a match the finding is.
#[derive(Clone, Copy)]
enum Where {
    /// In the groups that took part, or else the whole match.
    Groups,
    /// The identifier that follows the match, with at least so many digits.
    After(usize),
}

/// One pattern. Spaces in it stand for one to three blanks, `\b` and `\d` for their ASCII meaning, and `<<NAME>>` for a
/// fragment of the lexicon.
pub(crate) struct Pattern {
    class: Class,
    score: f32,
    matched: &'static str,
    source: &'static str,
    raised: &'static [&'static str],
    check: Check,
    place: Where,
}

impl Pattern {
    pub const fn new(class: Class, score: f32, matched: &'static str, source: &'static str) -> Self {
        Self { class, score, matched, source, raised: &[], check: keep, place: Where::Groups }
    }

    /// A cue: the finding is the identifier after the match, if it has at least `digits` digits.
    pub const fn cue(class: Class, score: f32, digits: usize, matched: &'static str, source: &'static str) -> Self {
        Self { class, score, matched, source, raised: &[], check: keep, place: Where::After(digits) }
    }

    pub const fn raised(mut self, by: &'static [&'static str]) -> Self {
        self.raised = by;
        self
    }

    pub const fn check(mut self, check: Check) -> Self {
        self.check = check;
        self
    }
}

fn keep(_: &Text<'_>, _: &mut Candidate) -> bool {
    true
}

/// The patterns of one recogniser.
pub(crate) struct Set {
    name: &'static str,
    patterns: Vec<(Pattern, Finder)>,
}

/// How far after a cue the digits of an identifier can be, in bytes; more than the longest one with all that may part it
/// from the cue.
const REACH: usize = 256;

impl Set {
    pub fn new(name: &'static str, patterns: impl IntoIterator<Item = Pattern>) -> Self {
        let patterns = patterns
            .into_iter()
            .map(|p| {
                let finder = match p.place {
                    Where::Groups => Finder::new(p.source),
                    // A cue ends where a word ends, or the "a" of a filler would eat the head of the identifier.
                    Where::After(_) => {
                        let mut finder = Finder::new(&format!(r"{}\b", p.source));
                        finder.trigger = finder.trigger.map(|t| t.with_digit(REACH));
                        finder
                    }
                };
                (p, finder)
            })
            .collect();
        Self { name, patterns }
    }

    pub fn find(&self, text: &Text<'_>, out: &mut Vec<Candidate>) {
        for (pattern, finder) in &self.patterns {
            let places = finder.places(text);
            if places.ranges.is_empty() {
                continue;
            }
            let regex = finder.regex();
            if regex.captures_len() == 1 {
                for m in finder.find_in(text.s, places) {
                    let range = match pattern.place {
                        Where::Groups => Some(m.range()),
                        Where::After(digits) => identifier::after(text, m.end(), digits),
                    };
                    self.take(text, pattern, range, out);
                }
                continue;
            }
            let mut caps = regex.create_captures();
            let mut walk = Walk::new(text.s, places);
            while walk.next(|input| captured(regex, input, &mut caps)).is_some() {
                let mut any = false;
                for m in caps.iter().skip(1).flatten() {
                    any = true;
                    self.take(text, pattern, Some(m.range()), out);
                }
                if !any {
                    self.take(text, pattern, caps.get_match().map(|m| m.range()), out);
                }
            }
        }
    }

    fn take(&self, text: &Text<'_>, pattern: &Pattern, range: Option<Range<usize>>, out: &mut Vec<Candidate>) {
        let Some(range) = range.filter(|r| !r.is_empty() && text.bounded(r)) else {
            return;
        };
        let mut candidate = Candidate {
            range,
            class: pattern.class,
            score: pattern.score,
            why: Why {
                recogniser: self.name,
                matched: pattern.matched,
                raised: pattern.raised.to_vec(),
                lowered: Vec::new(),
            },
        };
        if (pattern.check)(text, &mut candidate) {
            out.push(candidate);
        }
    }
}

fn captured(regex: &Regex, input: &Input<'_>, caps: &mut Captures) -> Option<regex_automata::Match> {
    regex.search_captures(input, caps);
    caps.get_match()
}

/// Goes over the places where a pattern is tried, from match to match.
struct Walk<'a> {
    s: &'a str,
    anchored: bool,
    ranges: std::vec::IntoIter<Range<usize>>,
    /// In the range at hand.
    searcher: Option<Searcher<'a>>,
    /// The end of the last match.
    end: usize,
}

impl<'a> Walk<'a> {
    fn new(s: &'a str, places: Places) -> Self {
        Self { s, anchored: places.anchored, ranges: places.ranges.into_iter(), searcher: None, end: 0 }
    }

    /// The next match that `search` finds, in one of the inputs that it is given.
    fn next(
        &mut self,
        mut search: impl FnMut(&Input<'_>) -> Option<regex_automata::Match>,
    ) -> Option<regex_automata::Match> {
        loop {
            if let Some(m) = self.searcher.as_mut().and_then(|s| s.advance(|input| Ok(search(input)))) {
                return Some(m);
            }
            let range = self.ranges.next()?;
            if !self.anchored {
                self.searcher = Some(Searcher::new(Input::new(self.s).span(range)));
            } else if range.start >= self.end
                && let Some(m) = search(&Input::new(self.s).span(range).anchored(Anchored::Yes))
            {
                self.end = m.end();
                return Some(m);
            }
        }
    }
}

/// One pattern, compiled when a text first has what it needs, and tried only near there.
pub(crate) struct Finder {
    source: String,
    trigger: Option<Trigger>,
    regex: OnceLock<Regex>,
}

/// A place where a pattern matches.
pub(crate) struct Match<'a> {
    s: &'a str,
    range: Range<usize>,
}

impl<'a> Match<'a> {
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub fn start(&self) -> usize {
        self.range.start
    }

    pub fn end(&self) -> usize {
        self.range.end
    }

    pub fn as_str(&self) -> &'a str {
        self.s.get(self.range()).unwrap_or_default()
    }
}

impl Finder {
    pub fn new(source: &str) -> Self {
        let source = expand(source);
        Self { trigger: Trigger::of(&source), source, regex: OnceLock::new() }
    }

    #[expect(clippy::expect_used, reason = "the patterns are constants that a test compiles")]
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            Regex::builder()
                // Where the places to try are known, looking for literals first costs more than it spares.
                .configure(Config::new().nfa_size_limit(Some(1 << 24)).auto_prefilter(self.trigger.is_none()))
                .build(&self.source)
                .expect("a constant pattern")
        })
    }

    /// Where in a text the pattern has to be tried.
    fn places(&self, text: &Text<'_>) -> Places {
        match self.trigger.as_ref().filter(|_| !text.index().is_blind()) {
            Some(trigger) => trigger.places(text.s, text.index()),
            None => everywhere(text.s),
        }
    }

    fn find_in<'a>(&self, s: &'a str, places: Places) -> impl Iterator<Item = Match<'a>> {
        let mut walk = Walk::new(s, places);
        std::iter::from_fn(move || {
            let m = walk.next(|input| self.regex().search(input))?;
            Some(Match { s, range: m.range() })
        })
    }

    /// Every match in a text, from its beginning on, none overlapping another.
    pub fn find_iter<'a>(&self, text: &Text<'a>) -> impl Iterator<Item = Match<'a>> {
        self.find_in(text.s, self.places(text))
    }

    /// The first match in a few words.
    pub fn find<'a>(&self, s: &'a str) -> Option<Match<'a>> {
        self.regex().find(s).map(|m| Match { s, range: m.range() })
    }

    /// Every match in a few words.
    pub fn all<'a>(&self, s: &'a str) -> impl Iterator<Item = Match<'a>> {
        self.find_in(s, everywhere(s))
    }

    /// The last match in a few words.
    pub fn last<'a>(&self, s: &'a str) -> Option<Match<'a>> {
        self.find_in(s, everywhere(s)).last()
    }
}

fn everywhere(s: &str) -> Places {
    Places { ranges: std::iter::once(0..s.len()).collect(), anchored: false }
}

/// A pattern for a recogniser that walks by itself.
pub(crate) fn regex(source: &str) -> Finder {
    Finder::new(source)
}

fn write_out(source: &str, out: &mut String) {
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<<") {
        out.push_str(before);
        let (name, after) = after.split_once(">>").unwrap_or((after, ""));
        if let Some((_, text)) = lexicon::FRAGMENTS.iter().find(|(fragment, _)| *fragment == name) {
            write_out(text, out);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Writes out fragments, blanks and ASCII classes. ASCII boundaries keep the matcher on its fast path when a text has
/// accents or emoji; the true boundary is checked on every match.
fn expand(source: &str) -> String {
    let mut full = String::with_capacity(source.len() * 4);
    write_out(source, &mut full);
    let mut out = String::with_capacity(full.len() * 2);
    let mut class = false;
    let mut chars = full.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('b') if !class => out.push_str(r"(?-u:\b)"),
                Some('d') if class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some(other) => {
                    out.push('\\');
                    out.push(other);
                }
                None => {}
            },
            '[' => {
                class = true;
                out.push(c);
            }
            ']' => {
                class = false;
                out.push(c);
            }
            ' ' if !class => out.push_str(r"(?:[ \t\u{a0}]{1,3})"),
            _ => out.push(c),
        }
    }
    out
}

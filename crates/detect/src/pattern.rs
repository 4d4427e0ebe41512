//! What a recogniser is made of: patterns with their class, score, reasons and checks, and how they are run.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

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

/// The patterns of one recogniser, compiled.
pub(crate) struct Set {
    name: &'static str,
    patterns: Vec<(Pattern, Regex)>,
}

impl Set {
    pub fn new(name: &'static str, patterns: impl IntoIterator<Item = Pattern>) -> Self {
        let patterns = patterns
            .into_iter()
            .map(|p| {
                // A cue ends where a word ends, or the "a" of a filler would eat the head of the identifier.
                let boundary = match p.place {
                    Where::Groups => "",
                    Where::After(_) => r"\b",
                };
                let regex = regex(&format!("{}{boundary}", p.source));
                (p, regex)
            })
            .collect();
        Self { name, patterns }
    }

    pub fn find(&self, text: &Text<'_>, out: &mut Vec<Candidate>) {
        for (pattern, regex) in &self.patterns {
            if regex.captures_len() == 1 {
                for m in regex.find_iter(text.s) {
                    let range = match pattern.place {
                        Where::Groups => Some(m.range()),
                        Where::After(digits) => identifier::after(text, m.end(), digits),
                    };
                    self.take(text, pattern, range, out);
                }
            } else {
                for caps in regex.captures_iter(text.s) {
                    let mut any = false;
                    for m in caps.iter().skip(1).flatten() {
                        any = true;
                        self.take(text, pattern, Some(m.range()), out);
                    }
                    if !any {
                        self.take(text, pattern, caps.get(0).map(|m| m.range()), out);
                    }
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

/// Compiles one pattern for a recogniser that walks by itself.
#[expect(clippy::expect_used, reason = "the patterns are constants that a test compiles")]
pub(crate) fn regex(source: &str) -> Regex {
    RegexBuilder::new(&expand(source)).size_limit(1 << 24).build().expect("a constant pattern")
}

/// Writes out fragments, blanks and ASCII classes. ASCII boundaries keep the matcher on its fast path when a text has
/// accents or emoji; the true boundary is checked on every match.
fn expand(source: &str) -> String {
    let mut full = source.to_owned();
    while full.contains("<<") {
        for (name, text) in lexicon::FRAGMENTS {
            full = full.replace(&format!("<<{name}>>"), text);
        }
    }
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

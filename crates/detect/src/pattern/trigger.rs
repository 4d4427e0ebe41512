//! What every match of a pattern must have: words that begin like this, a mark, a digit. Read off the pattern itself, so that
//! it holds whatever the pattern says.

use std::ops::{Add, Range};

use regex_syntax::ast::Ast;
use regex_syntax::ast::parse::Parser;

use self::nodes::{
    DIGITS, boundary_after, class, flatten, is_boundary, least_digits, longest, needs_digit, times, unfolded,
};
use crate::index::{Head, Index, is_word};

mod nodes;

/// What tells where a pattern can match.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    ways: Vec<Way>,
    /// How far from the match a digit must stand.
    digit: Option<usize>,
}

/// One way to match: all of these stand in the match, each one more narrowing down where it can be.
type Way = Vec<Part>;

/// One of these heads stands in the match, at most `before` from its start and `after` from its end.
#[derive(Debug, Clone)]
struct Part {
    heads: Heads,
    /// A number that is a head has at least so many digits.
    digits: usize,
    before: Length,
    after: Length,
    /// Every match is short and begins where one of the heads does (a number: with its first digit).
    begins: bool,
    /// At least so many of the heads stand in the match.
    times: usize,
    /// What it costs to say where they are, as bytes looked at: always, and for each thousand bytes of the text.
    asking: (usize, usize),
}

/// Where a pattern has to be tried.
pub(crate) struct Places {
    /// In order. Apart from each other, unless a match has to begin where they do.
    pub ranges: Vec<Range<usize>>,
    /// Whether a match begins where the range does, or nowhere in it.
    pub anchored: bool,
}

/// What one way's parts say together.
#[derive(Default)]
struct Narrowed {
    stretches: Vec<Range<usize>>,
    /// Where matches begin, if that is known.
    starts: Option<Vec<usize>>,
    /// How far from there they can go.
    reach: usize,
}

/// At most so many bytes, and so many runs of characters without a blank.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Length {
    bytes: usize,
    runs: usize,
}

impl Add for Length {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { bytes: self.bytes.saturating_add(other.bytes), runs: self.runs + other.runs }
    }
}

impl Length {
    const fn of(bytes: usize) -> Self {
        Self { bytes, runs: 0 }
    }

    const fn in_text(self, index: &Index) -> usize {
        self.bytes.saturating_add(self.runs.saturating_mul(index.longest_run()))
    }

    /// For a text as most are.
    fn usual(self) -> usize {
        self.bytes.min(2000) + self.runs * 24
    }
}

/// Heads of words, and marks.
#[derive(Debug, Clone, Default, PartialEq)]
struct Heads {
    words: Vec<Head>,
    marks: u128,
    wide: bool,
    /// What the index knows the words by.
    numbers: Vec<u32>,
}

/// More words than this are no trigger.
const MOST: usize = 1500;
/// Longer heads tell no more.
const LONGEST: usize = 8;

/// More parts tell little more.
const PARTS: usize = 3;
/// So many bytes are as quickly searched as narrowed down by anything.
const LITTLE: usize = 160;
/// To begin a search costs as much as looking at so many bytes.
const BEGINNING: usize = 60;
/// Longer matches, in bytes, are looked for in one pass over all places, so that no byte is looked at too often.
const SHORT: usize = 200;

impl Trigger {
    /// `None` where a match can begin anywhere and tells nothing about itself.
    pub fn of(source: &str) -> Option<Self> {
        let ast = Parser::new().parse(source).ok()?;
        let mut seq = Vec::new();
        flatten(&ast, &mut seq);
        let digit = seq.iter().any(|a| needs_digit(a)).then_some(0);
        let ways = match seq.as_slice() {
            [Ast::Alternation(alternation)] => alternation.asts.iter().map(|a| way(&unfolded(a, &[]))).collect(),
            [Ast::Flags(_), Ast::Alternation(alternation)] => {
                alternation.asts.iter().map(|a| way(&unfolded(a, &[]))).collect()
            }
            seq => std::iter::once(way(seq)).collect::<Option<_>>(),
        };
        Some(Self { ways: ways?, digit })
    }

    /// Asks for a digit in or after the match, at most so many bytes away.
    pub fn with_digit(mut self, reach: usize) -> Self {
        self.digit = Some(reach);
        self
    }

    /// The places of a text in which every match is.
    pub fn places(&self, s: &str, index: &Index) -> Places {
        if self.digit.is_some() && index.numbers().next().is_none() {
            return Places { ranges: Vec::new(), anchored: false };
        }
        let Narrowed { mut stretches, starts, reach } = match self.ways.as_slice() {
            [way] => narrowed(way, self.digit, s, index),
            ways => {
                let mut all = Narrowed { stretches: Vec::new(), starts: Some(Vec::new()), reach: 0 };
                for way in ways {
                    let one = narrowed(way, self.digit, s, index);
                    all.reach = all.reach.max(one.reach);
                    all.starts = all.starts.zip(one.starts).map(|(mut all, one)| {
                        all.extend(one);
                        all
                    });
                    all.stretches.extend(one.stretches);
                }
                all.stretches.sort_unstable_by_key(|r| r.start);
                if let Some(starts) = &mut all.starts {
                    starts.sort_unstable();
                    starts.dedup();
                }
                Narrowed { stretches: merged(all.stretches.into_iter()), ..all }
            }
        };
        if let Some(reach) = self.digit {
            stretches.retain(|r| index.has_digit(&(r.start..r.end.saturating_add(reach))));
        }
        let anchored = starts.is_some();
        let mut ranges = starts.map_or_else(|| stretches.clone(), |starts| from_starts(&starts, &stretches, reach));
        for range in &mut ranges {
            while !s.is_char_boundary(range.start) {
                range.start -= 1;
            }
            while !s.is_char_boundary(range.end) {
                range.end += 1;
            }
        }
        Places { ranges, anchored }
    }
}

/// What begins at the starts within the stretches, and goes no further than they and `reach` allow.
fn from_starts(starts: &[usize], stretches: &[Range<usize>], reach: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    for stretch in stretches {
        at += starts.get(at..).unwrap_or_default().partition_point(|start| *start < stretch.start);
        while let Some(start) = starts.get(at).filter(|start| **start < stretch.end) {
            out.push(*start..stretch.end.min(start.saturating_add(reach)));
            at += 1;
        }
    }
    out
}

/// The parts that tell most about these nodes.
fn way(seq: &[&Ast]) -> Option<Way> {
    let mut parts: Vec<(f32, Part)> = Vec::new();
    let mut boundary = false;
    let mut before = Some(Length::default());
    for (i, node) in seq.iter().enumerate() {
        let rest = seq.get(i..).unwrap_or_default();
        let after =
            rest.iter().map(|a| longest(a).unwrap_or(Length::of(usize::MAX))).fold(Length::default(), Length::add);
        let mut found = Heads::default();
        // What begins with something optional tells no more than what follows it.
        let optional = match node {
            Ast::Assertion(_) | Ast::Flags(_) | Ast::Empty(_) => true,
            Ast::Repetition(repetition) => i > 0 && times(&repetition.op.kind).0 == 0,
            Ast::Literal(_)
            | Ast::Dot(_)
            | Ast::ClassUnicode(_)
            | Ast::ClassPerl(_)
            | Ast::ClassBracketed(_)
            | Ast::Group(_)
            | Ast::Alternation(_)
            | Ast::Concat(_) => false,
        };
        if !optional
            && let Some(before) = before
            && heads(rest, boundary, &mut found)
        {
            found.words.sort_unstable();
            found.words.dedup();
            found.numbers = found.words.iter().map(Head::number).collect();
            let begins = before == Length::default()
                && after.runs == 0
                && after.bytes <= SHORT
                && (boundary || found.marks & DIGITS == 0);
            let times = least_times(node, &found);
            let asking = found.asking();
            let part = Part { digits: least_digits(rest), heads: found, before, after, begins, times, asking };
            parts.push((part.heads.cost(before, after), part));
        }
        boundary = boundary_after(node, boundary);
        before = before.zip(longest(node)).map(|(a, b)| a + b);
    }
    if let Some(whole) = before
        && seq.iter().any(|a| needs_digit(a))
    {
        let heads = Heads { marks: DIGITS, ..Heads::default() };
        let cost = heads.cost(whole, whole);
        let asking = heads.asking();
        parts.push((cost, Part { digits: 1, heads, before: whole, after: whole, begins: false, times: 1, asking }));
    }
    parts.sort_by(|a, b| a.0.total_cmp(&b.0));
    parts.truncate(PARTS);
    (!parts.is_empty()).then(|| parts.into_iter().map(|(_, part)| part).collect())
}

/// How many of the heads stand in what a node that begins with one matches.
fn least_times(node: &Ast, heads: &Heads) -> usize {
    match node {
        // Every time begins with a head, if each leaves off where a word can begin.
        Ast::Repetition(repetition)
            if heads.marks & DIGITS == 0
                && !heads.wide
                && (heads.words.is_empty() || boundary_after(&repetition.ast, false)) =>
        {
            times(&repetition.op.kind).0.max(1) as usize
        }
        Ast::Repetition(_)
        | Ast::Empty(_)
        | Ast::Flags(_)
        | Ast::Literal(_)
        | Ast::Dot(_)
        | Ast::Assertion(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_)
        | Ast::ClassBracketed(_)
        | Ast::Group(_)
        | Ast::Alternation(_)
        | Ast::Concat(_) => 1,
    }
}

/// Joins what overlaps, of stretches in order of their starts.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            Some(_) | None => out.push(range),
        }
    }
    out
}

fn narrowed(way: &Way, digit: Option<usize>, s: &str, index: &Index) -> Narrowed {
    let mut out: Option<Vec<Range<usize>>> = None;
    let (mut starts, mut reach) = (None, 0);
    for part in way {
        // To look at little costs less than to narrow it down.
        if let Some(left) = &out {
            let looking: usize = left.iter().map(|range| range.len() + BEGINNING).sum();
            if looking <= LITTLE + part.asking.0 + part.asking.1 * s.len() / 1000 {
                break;
            }
        }
        let hits = part.hits(digit, s, index);
        let new = part.stretches(&hits, s, index);
        if part.begins {
            starts = Some(hits.into_iter().map(|hit| hit.start).collect());
            reach = part.after.in_text(index).saturating_add(1);
        }
        out = Some(match out.take() {
            None => new,
            Some(old) => common(&old, &new),
        });
    }
    Narrowed { stretches: out.unwrap_or_default(), starts, reach }
}

/// Where stretches of both kinds are.
fn common(a: &[Range<usize>], b: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for a in a {
        while b.get(from).is_some_and(|b| b.end <= a.start) {
            from += 1;
        }
        for b in b.iter().skip(from).take_while(|b| b.start < a.end) {
            out.push(a.start.max(b.start)..a.end.min(b.end));
        }
    }
    out
}

impl Part {
    /// Where the heads are, in order; those alone that have a digit where it must stand.
    fn hits(&self, digit: Option<usize>, s: &str, index: &Index) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        for (number, word) in self.heads.numbers.iter().zip(&self.heads.words) {
            if index.may_have(*number) {
                index.words(word, s, &mut hits);
            }
        }
        if self.heads.marks & DIGITS != 0 {
            hits.extend(index.numbers().filter(|run| run.len() >= self.digits));
        }
        let marks = self.heads.marks & !DIGITS;
        if marks != 0 || self.heads.wide {
            hits.extend(index.marks(marks, self.heads.wide));
        }
        hits.sort_unstable_by_key(|hit| hit.start);
        hits.dedup_by_key(|hit| hit.start);
        if self.times > 1 {
            // The first of them, with the others after it no further than a match can be.
            let reach = self.after.in_text(index);
            let starts: Vec<usize> = hits.iter().map(|hit| hit.start).collect();
            let mut last = starts.iter().skip(self.times - 1);
            hits.retain(|hit| last.next().is_some_and(|last| last - hit.start <= reach));
        }
        if let Some(reach) = digit {
            let (before, after) = (self.before.in_text(index), self.after.in_text(index).saturating_add(reach));
            let mut numbers = index.numbers().peekable();
            hits.retain(|hit| {
                let (from, to) = (hit.start.saturating_sub(before), hit.end.saturating_add(after));
                while numbers.next_if(|run| run.end <= from).is_some() {}
                numbers.peek().is_some_and(|run| run.start < to)
            });
        }
        hits
    }

    fn stretches(&self, hits: &[Range<usize>], s: &str, index: &Index) -> Vec<Range<usize>> {
        let (before, after) = (self.before.in_text(index), self.after.in_text(index));
        // One more, so that a match's end is never the end of what was looked at.
        let around = |hit: &Range<usize>| {
            hit.start.saturating_sub(before)..hit.end.saturating_add(after.saturating_add(1)).min(s.len())
        };
        merged(hits.iter().map(around))
    }
}

impl Heads {
    /// About how many bytes have to be looked at.
    fn cost(&self, before: Length, after: Length) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let window = (60 + before.usual() + after.usual()) as f32;
        self.frequency() * window
    }

    /// What it costs to say where they are, as bytes looked at: always, and for each thousand bytes of the text.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand")]
    fn asking(&self) -> (usize, usize) {
        (self.words.len() * 2, (self.frequency() * 12.0) as usize)
    }

    /// About how often in a thousand bytes of a report.
    fn frequency(&self) -> f32 {
        let words: f32 = self.words.iter().map(|w| frequency_of_word(w.bytes())).sum();
        let marks: f32 = (0..128u8).filter(|b| self.marks >> b & 1 != 0).map(frequency_of_mark).sum();
        words + marks + if self.marks & DIGITS != 0 { 15.0 } else { 0.0 } + if self.wide { 3.0 } else { 0.0 }
    }
}

fn frequency_of_word(head: &[u8]) -> f32 {
    const FREQUENT: &[u8] = b"a at on by to of for from in is was the and he she i";
    let word = head.trim_ascii_end();
    if FREQUENT.split(|b| *b == b' ').any(|frequent| frequent == word) {
        return 8.0;
    }
    match (word.len(), word.len() < head.len()) {
        (0 | 1, false) => 12.0,
        (0 | 1, true) => 1.0,
        (2, false) => 4.0,
        (2, true) => 0.7,
        (3, false) => 1.2,
        (3, true) => 0.4,
        (_, _) => 0.25,
    }
}

fn frequency_of_mark(mark: u8) -> f32 {
    match mark {
        b'.' => 12.0,
        b',' => 10.0,
        b'\'' => 5.0,
        b'-' => 4.0,
        b'"' | b'\n' => 3.0,
        b'(' | b')' | b':' => 2.0,
        b'/' => 1.5,
        b'0'..=b'9' => 0.0,
        _ => 0.3,
    }
}

/// What every text that these nodes match begins with. `false` where that says nothing.
fn heads(seq: &[&Ast], boundary: bool, out: &mut Heads) -> bool {
    let Some((node, rest)) = seq.split_first() else { return false };
    match node {
        Ast::Empty(_) | Ast::Flags(_) => heads(rest, boundary, out),
        Ast::Assertion(_) => heads(rest, boundary_after(node, boundary), out),
        Ast::Group(_) | Ast::Concat(_) => heads(&unfolded(node, rest), boundary, out),
        Ast::Alternation(alternation) => alternation.asts.iter().all(|a| heads(&unfolded(a, rest), boundary, out)),
        Ast::Repetition(repetition) => {
            let (least, most) = times(&repetition.op.kind);
            let inner = if most == Some(1) { unfolded(&repetition.ast, rest) } else { unfolded(&repetition.ast, &[]) };
            heads(&inner, boundary, out) && (least > 0 || heads(rest, boundary, out))
        }
        Ast::Literal(_) | Ast::ClassBracketed(_) => {
            let Some(class) = class(node) else { return false };
            let letters = class.bytes().filter(u8::is_ascii_lowercase).count();
            if class.bytes().any(|b| matches!(b, b' ' | b'\t')) || letters > 4 || letters > 0 && !boundary {
                return false;
            }
            for b in class.bytes().filter(u8::is_ascii_lowercase) {
                grow(Head::default().with(b), rest, out);
            }
            out.marks |= class.bytes().filter(|b| !b.is_ascii_alphabetic()).fold(0, |set, b| set | 1 << b);
            out.wide |= class.wide;
            out.words.len() <= MOST
        }
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => false,
    }
}

/// Lengthens the head of a word by what follows, as far as that is certain.
fn grow(head: Head, seq: &[&Ast], out: &mut Heads) {
    if out.words.len() > MOST {
        return;
    }
    let mut stop = || out.words.push(head);
    let Some((node, rest)) = seq.split_first().filter(|_| head.bytes().len() < LONGEST) else { return stop() };
    let inside = head.bytes().last().copied().is_some_and(is_word);
    match node {
        Ast::Empty(_) | Ast::Flags(_) => grow(head, rest, out),
        Ast::Assertion(assertion) if inside && is_boundary(assertion) => push_ended(head, out),
        Ast::Assertion(_) => grow(head, rest, out),
        Ast::Group(_) | Ast::Concat(_) => grow(head, &unfolded(node, rest), out),
        Ast::Alternation(alternation) => alternation.asts.iter().for_each(|a| grow(head, &unfolded(a, rest), out)),
        Ast::Repetition(repetition) => match times(&repetition.op.kind) {
            (0, Some(1)) => {
                grow(head, &unfolded(&repetition.ast, rest), out);
                grow(head, rest, out);
            }
            (0, _) => stop(),
            (_, Some(1)) => grow(head, &unfolded(&repetition.ast, rest), out),
            (_, _) => grow(head, &unfolded(&repetition.ast, &[]), out),
        },
        Ast::Literal(_) | Ast::ClassBracketed(_) => match class(node) {
            Some(class) if inside && !class.has_word() => push_ended(head, out),
            Some(class) if !class.wide && class.bytes().filter(|b| !b.is_ascii_uppercase()).count() <= 3 => {
                for b in class.bytes().filter(|b| !b.is_ascii_uppercase()) {
                    grow(head.with(b), rest, out);
                }
            }
            Some(_) | None => stop(),
        },
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => stop(),
    }
}

fn push_ended(head: Head, out: &mut Heads) {
    out.words.push(head.with(b' '));
}

#[cfg(test)]
mod tests;

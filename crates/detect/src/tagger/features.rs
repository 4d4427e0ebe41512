//! What the tagger looks at for each token. Training and tagging call the same function, so they see the same.

use std::collections::HashMap;

use super::seen::{AFTER, BEFORE, Features, feature, part_of};
use super::token::Token;
use crate::gazetteer::{Known, Used, fold, hash_word, look_up, mix};
use crate::text::{Candidate, Text};
use crate::{Class, Closed, Why};

/// What is said about one token, each as a number to be mixed into features.
#[derive(Debug, Clone, Copy, Default, Hash)]
pub(super) struct Signs {
    word: u64,
    form: u64,
    gap: u64,
    known: Known,
    /// The path to the cluster of the word as it is written here, or as it is mostly written.
    path: Used,
    /// How much more often it is written with a capital than without.
    lean: u64,
    /// Capitals of the token.
    case: u64,
    /// Capitals of the line that it stands in.
    mode: u64,
    prefix: [u64; 3],
    suffix: [u64; 4],
    shape: u64,
    short: u64,
    /// The whole stretch between blanks, as a shape, where it has more than this token.
    chunk: u64,
    phrase: u64,
    /// What a recogniser said: class, first token or further, who.
    rule: u64,
    rule_class: u64,
    head: bool,
    line_start: bool,
    elsewhere: u64,
    said: u64,
    label: u64,
}

impl Signs {
    /// An ordinary word without a capital where names have one.
    pub(super) fn is_small_word(&self) -> bool {
        self.case == LOWER && self.mode == 0 && self.known.common() > 0
    }

    /// Whether a recogniser marked it.
    pub(super) fn is_read(&self) -> bool {
        self.rule_class > 0
    }

    /// A rank or title, or what one is to somebody; not those that are more often given names ("Dean").
    pub(super) fn is_rank(&self) -> bool {
        matches!(self.known.kind(), RANK | TITLE | KIN) && self.known.given() < 4
    }
}

/// What the whole report says about a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Elsewhere {
    /// How often it has a capital where none is due.
    capital: u16,
    lower: u16,
    after_rank: bool,
    /// The class (from 1) under which a recogniser found it.
    class: u8,
}

pub(super) type Document = HashMap<u64, Elsewhere, crate::hash::QuickBuild>;

/// Kinds of words, by their line in `data/kinds.txt`.
const RANK: u32 = 1;
const TITLE: u32 = 2;
const KIN: u32 = 37;

fn case_of(word: &str) -> u64 {
    let (mut upper, mut lower, mut digits, mut n, mut first) = (0, 0, 0, 0, false);
    for c in word.chars().take(40) {
        if c.is_numeric() {
            digits += 1;
        } else if c.is_uppercase() {
            upper += 1;
            first |= n == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        }
        n += 1;
    }
    match (upper, lower, digits) {
        (0, 0, 1) => 1,
        (0, 0, 2) => 2,
        (0, 0, 3) => 3,
        (0, 0, 4) => 4,
        (0, 0, _) => 5,
        (0, _, 0) => 6,
        (1, 0, 0) => 7,
        (_, 0, 0) => 8,
        (1, _, 0) if first => 9,
        (_, _, 0) => 10,
        (0, _, _) => 11,
        (_, 0, _) => 12,
        (_, _, _) => 13,
    }
}

pub(super) const CAPITAL: u64 = 9;
pub(super) const LOWER: u64 = 6;

/// How the line writes its capitals: 0 as usual, 1 in capitals, 2 hardly any, 3 as a headline.
fn mode_of(text: &Text<'_>, at: usize) -> u64 {
    if text.caps(at) {
        1
    } else if text.lower {
        2
    } else if text.title_case(at) {
        3
    } else {
        0
    }
}

/// How the word is used in the way in which it is written here; in lines that say nothing by their capitals, in its usual
/// way. A way without a cluster gives way to the other.
fn used_here(known: Known, case: u64, mode: u64) -> (Used, Used) {
    let small = if mode == 1 || mode == 2 || !matches!(case, LOWER | CAPITAL) {
        known.small.often >= known.capital.often
    } else {
        case == LOWER
    };
    let (here, other) = if small { (known.small, known.capital) } else { (known.capital, known.small) };
    if here.path == 0 { (other, here) } else { (here, other) }
}

/// From 1 (hardly ever with a capital) over 6 (as often with as without) to 11 (hardly ever without), 0 for unknown words.
fn lean(known: Known) -> u64 {
    let (small, capital) = (known.small.often, known.capital.often);
    if small == 0 && capital == 0 { 0 } else { u64::from((6 + capital.min(14)).saturating_sub(small).clamp(1, 11)) }
}

fn shape_of(s: &str, fold_runs: bool, caps_say: bool, limit: usize) -> u64 {
    let mut last = '\0';
    let mut count = 0;
    let shape = s.chars().take(60).filter_map(|c| {
        let k = if c.is_numeric() {
            '0'
        } else if c.is_uppercase() && caps_say {
            'A'
        } else if c.is_alphabetic() {
            'a'
        } else {
            c
        };
        let same = k == last;
        last = k;
        if fold_runs && same {
            return None;
        }
        count += 1;
        (count <= limit).then_some(k)
    });
    hash_word(shape)
}

/// Reads the fields together: what each word is elsewhere.
pub(super) fn document(texts: &[Text<'_>], tokens: &[Vec<Token>], found: &[Vec<Candidate>]) -> Document {
    let mut out = Document::default();
    for ((text, tokens), found) in texts.iter().zip(tokens).zip(found) {
        let mut rules = found.iter().peekable();
        let mut rank = false;
        for token in tokens {
            let word = text.get(token.range.clone());
            let case = case_of(word);
            let entry = out.entry(token.word).or_default();
            if mode_of(text, token.range.start) == 0 && !token.head {
                if case == CAPITAL {
                    entry.capital = entry.capital.saturating_add(1);
                } else if case == LOWER {
                    entry.lower = entry.lower.saturating_add(1);
                }
            }
            entry.after_rank |= rank && case != LOWER;
            while rules.peek().is_some_and(|c| c.range.end <= token.range.start) {
                rules.next();
            }
            if let Some(c) = rules.peek().filter(|c| c.range.start <= token.range.start) {
                entry.class = number_of(c.class);
            }
            rank = token.known.kind() == RANK;
        }
    }
    out
}

pub(super) fn number_of(class: Class) -> u8 {
    Class::ALL.iter().position(|c| *c == class).and_then(|i| u8::try_from(i + 1).ok()).unwrap_or(0)
}

/// Says what is seen of every token of a field.
pub(super) fn signs(text: &Text<'_>, tokens: &[Token], found: &[Candidate], document: &Document) -> Vec<Signs> {
    let mut out = Vec::new();
    signs_into(text, tokens, found, document, &mut out);
    out
}

/// Puts what is seen of every token of a field in the place of what was seen of another.
pub(super) fn signs_into(
    text: &Text<'_>,
    tokens: &[Token],
    found: &[Candidate],
    document: &Document,
    out: &mut Vec<Signs>,
) {
    out.clear();
    out.reserve(tokens.len());
    let mut rules = found.iter().peekable();
    let mut chunk_end = 0;
    let mut chunk = 0;
    let mut phrase_until = (0, 0);
    let mut label = 0;
    for (i, token) in tokens.iter().enumerate() {
        let (start, end) = (token.range.start, token.range.end);
        let word = text.get(token.range.clone());
        let letters = token.folded.letters();
        let known = token.known;
        let mode = mode_of(text, start);
        let n = letters.len();
        let affix = |from: usize, to: usize| {
            if n > 24 {
                return 1;
            }
            letters.get(from..to).map_or(0, |l| {
                hash_word(l.iter().map(|c| if c.is_ascii_digit() { '0' } else { *c })) ^ u64::from(to - from == n)
            })
        };
        let caps_say = mode != 1;
        if start >= chunk_end {
            let (from, to) = chunk_around(text, start, end);
            chunk_end = to;
            chunk = if from < start || to > end { shape_of(text.get(from..to), false, caps_say, 16) } else { 0 };
        }
        if i >= phrase_until.0 {
            phrase_until = known_phrase(tokens, i, known);
        }
        while rules.peek().is_some_and(|c| c.range.end <= start) {
            rules.next();
        }
        let (rule, rule_class) = rules.peek().filter(|c| c.range.start < end).map_or((0, 0), |c| {
            let class = u64::from(number_of(c.class));
            let inner = u64::from(c.range.start < start);
            let who = hash_word(c.why.recogniser.chars());
            // Tenths of the score, as far as they tell anything.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score lies between 0 and 1")]
            let sure = (c.score * 10.0) as u64;
            (mix(who ^ (class << 8 | inner)) ^ (sure << 1), class * 2 + inner)
        });
        if token.line_start {
            label = line_label(text, start);
        }
        let e = document.get(&token.word).copied().unwrap_or_default();
        let case = case_of(word);
        let ratio = match (e.capital, e.lower) {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => 2,
            (_, _) => 3,
        };
        out.push(Signs {
            word: token.word,
            form: token.form,
            gap: token.gap,
            known,
            path: used_here(known, case, mode).0,
            lean: lean(known),
            case,
            mode,
            prefix: [affix(0, 2), affix(0, 3), affix(0, 4)],
            suffix: [
                affix(n.saturating_sub(1), n),
                affix(n.saturating_sub(2), n),
                affix(n.saturating_sub(3), n),
                affix(n.saturating_sub(4), n),
            ],
            shape: shape_of(word, false, caps_say, 8),
            short: shape_of(word, true, caps_say, 8),
            chunk,
            phrase: if i < phrase_until.0 { phrase_until.1 } else { 0 },
            rule,
            rule_class,
            head: token.head,
            line_start: token.line_start,
            elsewhere: ratio | u64::from(e.after_rank) << 2,
            said: u64::from(e.class),
            label,
        });
    }
}

/// The stretch between blanks around a token, at most 40 bytes to either side.
fn chunk_around(text: &Text<'_>, start: usize, end: usize) -> (usize, usize) {
    let left = text.left(start, 40);
    let right = text.right(end, 40);
    let from = start - left.len() + left.rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let to = end + right.find(char::is_whitespace).unwrap_or(right.len());
    let from = if text.s.is_char_boundary(from) { from } else { start };
    (from, to)
}

/// Whether a known place of several words begins here: the token after its last, and what it is.
fn known_phrase(tokens: &[Token], i: usize, known: Known) -> (usize, u64) {
    if !known.begins_place() {
        return (0, 0);
    }
    for n in [3, 2] {
        let Some(words) = tokens.get(i..i + n) else { continue };
        if words.iter().skip(1).any(|t| t.opens) {
            continue;
        }
        let spaced = words
            .iter()
            .enumerate()
            .flat_map(|(k, t)| (k > 0).then_some(' ').into_iter().chain(t.folded.letters().iter().copied()));
        let known = look_up(hash_word(spaced));
        if known.is_phrase() {
            return (i + n, u64::from(known.lists() >> 6) + 1);
        }
    }
    (0, 0)
}

/// "FROM:" and the like at a line's head speaks for the whole line.
fn line_label(text: &Text<'_>, at: usize) -> u64 {
    let line = text.right(at, 24);
    let Some((head, _)) = line.split_once(':') else { return 0 };
    if head.split(' ').count() > 3 || head.bytes().any(|b| b.is_ascii_digit()) {
        return 0;
    }
    hash_word(fold(head).letters().iter().copied())
}

/// Every feature of token `i`.
pub(super) fn of(signs: &[Signs], i: usize) -> Vec<u64> {
    let mut out = Features::new();
    see(signs, i, &mut out);
    out.all().to_vec()
}

/// Puts the features of token `i` in the place of those of another.
pub(super) fn see(signs: &[Signs], i: usize, out: &mut Features) {
    out.clear();
    if let Some(own) = signs.get(i) {
        self::own(own, out);
    }
    around(signs, i, out);
}

/// Where a token stands in its sentence and line.
fn head(s: &Signs) -> u64 {
    u64::from(s.head) | u64::from(s.line_start) << 1
}

/// The features that a token has by itself, whatever stands around it.
fn own(s: &Signs, out: &mut Features) {
    let mut f = |id, a, b| out.push(part_of(id), feature(id, a, b));
    let style = s.case | s.mode << 5;
    let lists = u64::from(s.known.lists());
    let kind = u64::from(s.known.kind());
    f(1, 0, 0);
    f(2, s.word, 0);
    f(3, s.form, style);
    f(4, style, head(s));
    for (k, p) in s.prefix.iter().enumerate() {
        f(5 + k as u64, *p, 0);
    }
    for (k, x) in s.suffix.iter().enumerate() {
        f(8 + k as u64, *x, s.case * u64::from(k == 2));
    }
    f(12, s.shape, s.mode);
    f(13, s.short, s.mode);
    // Lists, alone and with the capitals.
    f(15, lists, style);
    f(16, u64::from(s.known.given()), style);
    f(17, u64::from(s.known.surname()) | u64::from(s.known.common()) << 4, style);
    f(18, u64::from(s.known.place()) | u64::from(s.known.common()) << 4 | lists & 0xf00, style);
    f(19, kind, style);
    // How people write it, and among which words.
    let (here, other) = used_here(s.known, s.case, s.mode);
    f(69, u64::from(s.known.small.often) | u64::from(s.known.capital.often) << 4, style);
    f(70, s.lean, style | head(s) << 8);
    f(71, u64::from(s.known.small.often.max(s.known.capital.often)), style);
    f(72, here.turns(4), style);
    f(73, here.turns(6), style);
    f(74, here.turns(8), style);
    f(75, here.turns(10), style);
    f(76, here.turns(18), 0);
    f(77, other.turns(6), style);
    f(78, other.turns(18), 0);
}

/// The features that a token has by what stands around it and what recognisers say.
fn around(signs: &[Signs], i: usize, out: &mut Features) {
    let none = Signs::default();
    let edge = Signs { word: 7, form: 7, gap: 7, case: 20, shape: 7, short: 7, ..none };
    let at = |k: isize| i.checked_add_signed(k).and_then(|j| signs.get(j)).unwrap_or(&edge);
    let [p3, p2, p1, s, n1, n2, n3] = [at(-3), at(-2), at(-1), at(0), at(1), at(2), at(3)];
    let mut f = |id, a, b| out.push(part_of(id), feature(id, a, b));
    let style = s.case | s.mode << 5;
    let kind = |s: &Signs| u64::from(s.known.kind());
    let names =
        |s: &Signs| u64::from(s.known.given()) | u64::from(s.known.surname()) << 3 | u64::from(s.known.common()) << 6;

    f(14, s.chunk, s.shape);
    f(20, s.phrase, s.case);
    // What recognisers said here and beside.
    f(21, s.rule, 0);
    f(22, s.rule_class, s.mode);
    f(23, s.rule_class, p1.rule_class);
    f(24, s.rule_class, n1.rule_class);
    f(25, p1.rule, 1);
    f(26, n1.rule, 1);
    // The report as a whole.
    f(28, s.elsewhere, style);
    f(29, s.said, style);
    f(30, s.said, s.elsewhere ^ u64::from(s.known.common()) << 8);
    f(31, s.label, 0);
    f(32, s.label, s.case);
    // What stands around.
    f(33, s.gap, s.case);
    f(34, n1.gap, s.case);
    f(35, s.gap, n1.gap);
    f(36, p1.form, 0);
    f(37, n1.form, 0);
    f(38, p2.form, 0);
    f(39, n2.form, 0);
    f(46, kind(p1), style);
    f(47, kind(n1), style);
    f(48, kind(p2) | kind(p1) << 8, s.case);
    f(49, kind(n1) | kind(n2) << 8, s.case);
    f(50, kind(p1) | kind(s) << 8 | kind(n1) << 16, 0);
    f(51, names(p1), names(s) ^ s.case << 20);
    f(52, names(n1), names(s) ^ s.case << 20);
    f(53, p1.case | s.case << 5 | n1.case << 10, s.mode);
    f(54, p2.case | p1.case << 5 | s.case << 10, s.mode);
    f(55, s.case | n1.case << 5 | n2.case << 10, s.mode);
    f(56, p1.shape, s.shape);
    f(57, s.shape, n1.shape);
    f(58, p1.suffix[2], s.case);
    f(59, n1.suffix[2], s.case);
    f(60, p3.form, 0);
    f(61, n3.form, 0);
    f(62, kind(p3) | kind(p2) << 8 | kind(p1) << 16, 0);
    f(63, p1.gap, p1.form);
    f(64, s.gap, p1.form);
    f(65, n1.gap, n1.form);
    // Among which words those around are used.
    f(79, p1.path.turns(6), s.path.turns(6) ^ s.case << 20);
    f(80, n1.path.turns(6), s.path.turns(6) ^ s.case << 20);
    f(81, p1.path.turns(10), style);
    f(82, n1.path.turns(10), style);
    f(86, p1.lean, s.lean ^ s.case << 20);
    f(87, n1.lean, s.lean ^ s.case << 20);
    // Cue words at some distance.
    for (k, part) in (2..=6).zip(BEFORE + 2..) {
        let cue = at(-k);
        if cue.known.kind() > 0 {
            out.push(Some(part), feature(66, kind(cue), s.case));
        }
        if k > 3 {
            out.push(Some(part), feature(67, cue.form, s.case));
        }
    }
    for (k, part) in (2..=4).zip(AFTER + 2..) {
        let cue = at(k);
        if cue.known.kind() > 0 {
            out.push(Some(part), feature(68, kind(cue), s.case));
        }
    }
}

/// Says in words which signs spoke for or against a finding: those that tell a reader something about its class.
pub(super) fn explain(signs: &[Signs], class: Class, why: &mut Why) {
    let any = |f: &dyn Fn(&Signs) -> bool| signs.iter().any(f);
    let mut raise = |condition: bool, reason: &'static str| {
        if condition {
            why.raised.push(reason);
        }
    };
    let (person, placed) = (class == Class::Person, matches!(class, Class::Location | Class::Agency | Class::Org));
    raise(any(&|s| s.rule_class > 0), "part of it is known by its form");
    raise(person && any(&|s| s.known.given() > 1 && s.known.common() == 0), "in the list of given names");
    raise(person && any(&|s| s.known.surname() > 1 && s.known.common() == 0), "in the list of surnames");
    raise(placed && any(&|s| s.phrase > 0 || (s.known.place() > 1 && s.known.common() == 0)), "in the list of places");
    raise((person || placed) && any(&|s| s.case == CAPITAL && s.mode == 0 && !s.head), "a capital in mid-sentence");
    raise(person && any(&|s| s.elsewhere & 4 != 0), "stands after a rank somewhere in this report");
    raise(any(&|s| s.said > 0 && s.rule_class == 0), "found elsewhere in this report too");
    if (person || placed) && signs.iter().all(|s| s.known.common() > 1) {
        why.lowered.push("also ordinary words");
    }
}

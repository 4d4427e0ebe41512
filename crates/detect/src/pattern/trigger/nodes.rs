//! What the nodes of a pattern tell: the characters one can be, how much it takes, whether it needs a digit or begins a word.

use regex_syntax::ast::{Assertion, AssertionKind, Ast, ClassSet, ClassSetItem, RepetitionKind, RepetitionRange};

use super::Length;

pub(super) const DIGITS: u128 = 0x3ff << b'0';
const UPPER: u128 = 0x3ff_ffff << b'A';
const LOWER: u128 = 0x3ff_ffff << b'a';

/// Takes groups and concatenations apart.
pub(super) fn flatten<'a>(ast: &'a Ast, out: &mut Vec<&'a Ast>) {
    match ast {
        Ast::Group(group) => flatten(&group.ast, out),
        Ast::Concat(concat) => concat.asts.iter().for_each(|a| flatten(a, out)),
        Ast::Empty(_)
        | Ast::Flags(_)
        | Ast::Literal(_)
        | Ast::Dot(_)
        | Ast::Assertion(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_)
        | Ast::ClassBracketed(_)
        | Ast::Repetition(_)
        | Ast::Alternation(_) => out.push(ast),
    }
}

/// The nodes of one, and those that follow it.
pub(super) fn unfolded<'a>(node: &'a Ast, rest: &[&'a Ast]) -> Vec<&'a Ast> {
    let mut out = Vec::new();
    flatten(node, &mut out);
    out.extend(rest);
    out
}

/// The characters that a node of one character can be: ASCII ones, without case, and whether others too.
pub(super) struct Class {
    ascii: u128,
    pub(super) wide: bool,
}

impl Class {
    fn add(&mut self, from: char, to: char) {
        let bits = |n: u32| if n > 127 { u128::MAX } else { (1u128 << n) - 1 };
        let added = bits(u32::from(to) + 1) & !bits(u32::from(from));
        self.ascii |= added | (added & UPPER) << 32 | (added & LOWER) >> 32;
        self.wide |= !to.is_ascii();
    }

    pub(super) fn has_word(&self) -> bool {
        self.ascii & (UPPER | LOWER | DIGITS | 1 << b'_') != 0
    }

    fn has_blank(&self) -> bool {
        self.ascii & (1 << b' ' | 1 << b'\t' | 1 << b'\n' | 1 << b'\r' | 1 << 0x0c) != 0
    }

    pub(super) fn bytes(&self) -> impl Iterator<Item = u8> {
        let mut rest = self.ascii;
        std::iter::from_fn(move || {
            let b = u8::try_from(rest.trailing_zeros()).ok().filter(u8::is_ascii)?;
            rest &= rest - 1;
            Some(b)
        })
    }
}

pub(super) fn class(ast: &Ast) -> Option<Class> {
    let mut out = Class { ascii: 0, wide: false };
    let known = match ast {
        Ast::Literal(literal) => {
            out.add(literal.c, literal.c);
            true
        }
        Ast::ClassBracketed(class) if !class.negated => match &class.kind {
            ClassSet::Item(item) => add_item(item, &mut out),
            ClassSet::BinaryOp(_) => false,
        },
        Ast::ClassBracketed(_)
        | Ast::Empty(_)
        | Ast::Flags(_)
        | Ast::Dot(_)
        | Ast::Assertion(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_)
        | Ast::Repetition(_)
        | Ast::Group(_)
        | Ast::Alternation(_)
        | Ast::Concat(_) => false,
    };
    known.then_some(out)
}

fn add_item(item: &ClassSetItem, out: &mut Class) -> bool {
    match item {
        ClassSetItem::Literal(literal) => out.add(literal.c, literal.c),
        ClassSetItem::Range(range) => out.add(range.start.c, range.end.c),
        ClassSetItem::Union(union) => return union.items.iter().all(|item| add_item(item, out)),
        ClassSetItem::Empty(_) => {}
        ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Perl(_) | ClassSetItem::Bracketed(_) => {
            return false;
        }
    }
    true
}

/// How often a repetition takes place at least and at most.
pub(super) fn times(kind: &RepetitionKind) -> (u32, Option<u32>) {
    match kind {
        RepetitionKind::ZeroOrOne => (0, Some(1)),
        RepetitionKind::ZeroOrMore => (0, None),
        RepetitionKind::OneOrMore => (1, None),
        RepetitionKind::Range(RepetitionRange::Exactly(n)) => (*n, Some(*n)),
        RepetitionKind::Range(RepetitionRange::AtLeast(n)) => (*n, None),
        RepetitionKind::Range(RepetitionRange::Bounded(n, m)) => (*n, Some(*m)),
    }
}

/// The most that a node can take.
pub(super) fn longest(ast: &Ast) -> Option<Length> {
    Some(match ast {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => Length::default(),
        Ast::Literal(literal) if literal.c.is_ascii() => Length::of(1),
        Ast::ClassBracketed(_) if class(ast).is_some_and(|c| !c.wide) => Length::of(1),
        Ast::Literal(_) | Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => {
            Length::of(4)
        }
        Ast::Repetition(repetition) => match times(&repetition.op.kind) {
            (_, Some(most)) => {
                let one = longest(&repetition.ast)?;
                Length { bytes: one.bytes.checked_mul(most as usize)?, runs: one.runs * most as usize }
            }
            (_, None) if class(&repetition.ast).is_some_and(|c| !c.has_blank()) => Length { bytes: 0, runs: 1 },
            (_, None) => return None,
        },
        Ast::Group(group) => longest(&group.ast)?,
        Ast::Alternation(alternation) => {
            alternation.asts.iter().map(longest).try_fold(Length::default(), |most, len| {
                let len = len?;
                Some(Length { bytes: most.bytes.max(len.bytes), runs: most.runs.max(len.runs) })
            })?
        }
        Ast::Concat(concat) => {
            concat.asts.iter().map(longest).try_fold(Length::default(), |sum, len| Some(sum + len?))?
        }
    })
}

pub(super) fn needs_digit(ast: &Ast) -> bool {
    match ast {
        Ast::Literal(_) | Ast::ClassBracketed(_) => class(ast).is_some_and(|c| !c.wide && c.ascii & !DIGITS == 0),
        Ast::Repetition(repetition) => times(&repetition.op.kind).0 > 0 && needs_digit(&repetition.ast),
        Ast::Group(group) => needs_digit(&group.ast),
        Ast::Alternation(alternation) => alternation.asts.iter().all(needs_digit),
        Ast::Concat(concat) => concat.asts.iter().any(needs_digit),
        Ast::Empty(_) | Ast::Flags(_) | Ast::Dot(_) | Ast::Assertion(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => {
            false
        }
    }
}

/// With how many digits what these nodes match begins at least, where it begins with one.
pub(super) fn least_digits(seq: &[&Ast]) -> usize {
    let Some((node, rest)) = seq.split_first() else { return 1 };
    let fixed = |ast: &Ast| class(ast).is_some_and(|c| !c.wide && c.ascii & !DIGITS == 0);
    match node {
        Ast::Literal(_) | Ast::ClassBracketed(_) if fixed(node) => 1 + digits_ahead(rest),
        Ast::Repetition(repetition) if fixed(&repetition.ast) => match times(&repetition.op.kind) {
            (0, _) => 1,
            (least, Some(most)) if least == most => least as usize + digits_ahead(rest),
            (least, _) => least as usize,
        },
        Ast::Assertion(_) | Ast::Flags(_) | Ast::Empty(_) => least_digits(rest),
        Ast::Alternation(alternation) => {
            alternation.asts.iter().map(|a| least_digits(&unfolded(a, rest))).min().unwrap_or(1)
        }
        Ast::Literal(_)
        | Ast::ClassBracketed(_)
        | Ast::Repetition(_)
        | Ast::Group(_)
        | Ast::Concat(_)
        | Ast::Dot(_)
        | Ast::ClassUnicode(_)
        | Ast::ClassPerl(_) => 1,
    }
}

/// How many digits surely go on.
fn digits_ahead(seq: &[&Ast]) -> usize {
    match seq.first() {
        Some(Ast::Literal(_) | Ast::ClassBracketed(_) | Ast::Repetition(_)) if needs_digit(seq[0]) => least_digits(seq),
        Some(_) | None => 0,
    }
}

pub(super) fn is_boundary(assertion: &Assertion) -> bool {
    assertion.kind == AssertionKind::WordBoundary
}

/// Whether a letter that follows the node begins a word, given whether one before it would.
pub(super) fn boundary_after(ast: &Ast, before: bool) -> bool {
    match ast {
        Ast::Empty(_) | Ast::Flags(_) => before,
        Ast::Assertion(assertion) => {
            before
                || is_boundary(assertion)
                || matches!(assertion.kind, AssertionKind::StartText | AssertionKind::StartLine)
        }
        Ast::Literal(_) | Ast::ClassBracketed(_) => class(ast).is_some_and(|c| !c.has_word()),
        Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => false,
        Ast::Repetition(repetition) => {
            let inner = boundary_after(&repetition.ast, before);
            if times(&repetition.op.kind).0 == 0 { before && inner } else { inner }
        }
        Ast::Group(group) => boundary_after(&group.ast, before),
        Ast::Alternation(alternation) => alternation.asts.iter().all(|a| boundary_after(a, before)),
        Ast::Concat(concat) => concat.asts.iter().fold(before, |before, a| boundary_after(a, before)),
    }
}

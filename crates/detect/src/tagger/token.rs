//! Words and numbers of a field, and the stretches in which the tagger reads them.

use std::borrow::Cow;
use std::ops::Range;

use crate::gazetteer::{Folded, Known, fold, hash_word, is_invisible, look_up_all, mix};

/// A run of letters and digits.
#[derive(Debug, Clone)]
pub struct Token {
    /// UTF-8 bytes of the field.
    pub range: Range<usize>,
    pub folded: Folded,
    /// Hash of the folded word, its digits as they are.
    pub word: u64,
    /// What the lists say about it.
    pub known: Known,
    /// Hash of the folded word with every digit as 0.
    pub form: u64,
    /// Hash of what stands between the token before and this one.
    pub gap: u64,
    /// Whether a blank line, or a sentence's end far from the last such place, lies before this token.
    pub opens: bool,
    /// Whether a sentence or line begins here.
    pub head: bool,
    /// Whether it follows on the token before with nothing but a joiner between them.
    pub joined: bool,
    pub line_start: bool,
}

/// At least so many tokens are read together before a sentence's end parts them.
const STRETCH: usize = 80;
/// No more than so many are ever read together.
const LIMIT: usize = 320;

fn inside(c: char, next: Option<char>) -> bool {
    c.is_alphanumeric()
        || is_invisible(c)
        || (matches!(c, '\'' | '’' | 'ʻ' | 'ʼ') && next.is_some_and(char::is_alphabetic))
}

/// Cuts a field into tokens.
pub fn tokens(s: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokens_into(s, &mut out);
    out
}

/// Puts the tokens of a field in the place of those of another.
pub fn tokens_into(s: &str, out: &mut Vec<Token>) {
    out.clear();
    out.reserve(s.len() / 6);
    let mut last_end = 0;
    let mut since = 0;
    let mut chars = s.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut digits = c.is_numeric();
        while let Some(&(i, c)) = chars.peek() {
            let next = s.get(i + c.len_utf8()..).and_then(|rest| rest.chars().next());
            if !inside(c, next) || (digits && matches!(c, '\'' | '’')) {
                break;
            }
            // A possessive is a token of its own, so that the name before it is the name.
            if matches!(c, '\'' | '’') && matches!(next, Some('s' | 'S')) {
                let after = s.get(i + c.len_utf8() + 1..).and_then(|rest| rest.chars().next());
                if !after.is_some_and(char::is_alphanumeric) {
                    break;
                }
            }
            digits &= c.is_numeric();
            end = i + c.len_utf8();
            chars.next();
        }
        // A line's end is one, however the system writes it.
        let gap = s.get(last_end..start).unwrap_or_default();
        let plain = if gap.contains('\r') { Cow::Owned(gap.replace("\r\n", "\n")) } else { Cow::Borrowed(gap) };
        let gap = plain.as_ref();
        let first = out.is_empty();
        let line_start = first || gap.contains('\n');
        let ends = line_start || ends_sentence(gap, out.last());
        since += 1;
        let opens = first || gap.contains("\n\n") || (ends && since > STRETCH) || since > LIMIT;
        if opens {
            since = 0;
        }
        let folded = fold(s.get(start..end).unwrap_or_default());
        let word = hash_word(folded.letters().iter().copied());
        out.push(Token {
            range: start..end,
            word,
            known: Known::default(),
            form: hash_word(folded.letters().iter().map(|c| if c.is_ascii_digit() { '0' } else { *c })),
            folded,
            gap: hash_gap(gap),
            opens,
            head: ends,
            joined: !first && matches!(gap, "-" | "'" | "’" | "." | "/" | "_" | "&" | "–" | "‑" | ":"),
            line_start,
        });
        last_end = end;
    }
    let words: Vec<u64> = out.iter().map(|token| token.word).collect();
    for (token, known) in out.iter_mut().zip(look_up_all(&words)) {
        token.known = known;
    }
}

fn ends_sentence(gap: &str, before: Option<&Token>) -> bool {
    if gap.contains(['!', '?', ':', ';', '•']) {
        return gap.len() > 1;
    }
    // "Sgt. Orme", "J. Orme": a short word's period ends nothing.
    gap.starts_with(". ")
        && before.is_some_and(|t| {
            let letters: String = t.folded.letters().iter().collect();
            letters.len() > 1 && !crate::lexicon::is_abbreviation(&letters)
        })
        || gap.contains(".\"")
        || gap.contains(".”")
}

/// Blanks count as one, and no more than four characters count.
fn hash_gap(gap: &str) -> u64 {
    let mut blank = false;
    let kept = gap.chars().filter_map(|c| {
        let space = c.is_whitespace() && c != '\n';
        let c = match c {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '–' | '—' | '‑' => '-',
            _ if space => ' ',
            c if c.is_ascii() => c,
            _ => '*',
        };
        let twice = space && blank;
        blank = space;
        (!twice).then_some(c)
    });
    mix(hash_word(kept.take(4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str) -> Vec<&str> {
        tokens(s).into_iter().map(|t| s.get(t.range).unwrap()).collect()
    }

    #[test]
    fn tokens_are_runs_of_letters_and_digits() {
        assert_eq!(
            words("Ofc. O'Dell's 34-year-old, 2L41 at 0315hrs."),
            ["Ofc", "O'Dell", "s", "34", "year", "old", "2L41", "at", "0315hrs"]
        );
        assert_eq!(words("Ru\u{200b}iz e\u{301}t 😀 漢字"), ["Ru\u{200b}iz", "e\u{301}t", "漢字"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }

    #[test]
    fn sentences_end_after_words_and_not_after_ranks() {
        let t = tokens("He left. Sgt. Orme came.\nThen");
        let heads: Vec<bool> = t.iter().map(|t| t.head).collect();
        assert_eq!(heads, [true, false, true, false, false, true]);
    }
}

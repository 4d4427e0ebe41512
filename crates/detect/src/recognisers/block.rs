//! Hundred blocks: "the 400 block of Oak", "2200 BLK KISSELL PIKE".

use std::sync::LazyLock;

use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, lexicon};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "block",
        [
            Pattern::new(
                Class::Location,
                0.92,
                "a hundred block of a street",
                r"(?:\b\d{1,6}|\b(?i:<<NUMW>>)(?: (?i:hundred))?)[- ]{1,2}(?i:block|blk|blks|hundred block)\b\.?(?: (?i:of))?(?: (?i:<<DIR>>)\b\.?)?(?: (?:<<CAP>>|\d{1,3}(?i:st|nd|rd|th))){1,3}(?: ?/ ?<<CAP>>)?\.?",
            )
            .check(caps_end),
            Pattern::new(Class::Location, 0.85, "a hundred block of a street", r"(?i)\b\d{2,6}[- ]{1,2}(?:block|blk)(?: of)?(?: <<DIR>>\b\.?)? [a-z0-9'-]{1,20}(?: [a-z'-]{2,20})?(?: <<SUF>>\b)?").check(lower_end),
            Pattern::new(Class::Location, 0.85, "a numbered block of a street", r"(?i:\bblock \d{2,6} of) (?:<<CAP>> ?){1,3}"),
        ],
    )
});

fn caps_end(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    c.range.end = c.range.start + s.trim_end_matches(['.', ' ']).len();
    if text.caps(c.range.start) {
        return lower_end(text, c);
    }
    true
}

/// Without capitals, the street ends at its suffix, or before the first function word.
fn lower_end(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let Some(head) = s.to_lowercase().find("bl").filter(|at| s.is_char_boundary(*at)) else { return false };
    let mut end = 0;
    let mut seen = 0;
    let mut at = head;
    while let Some(r) = words::next(s, at) {
        let word = s.get(r.clone()).unwrap_or_default();
        at = r.end;
        if words::is_one_of(
            word,
            &["block", "blk", "blks", "of", "the", "north", "south", "east", "west", "n", "s", "e", "w"],
        ) {
            continue;
        }
        if lexicon::is_function(word) {
            break;
        }
        seen += 1;
        end = r.end;
    }
    if seen == 0 {
        return false;
    }
    c.range.end = c.range.start + end;
    true
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn blocks() {
        finds(
            super::find,
            &[
                ("in the 400 block of Oak,", &["400 block of Oak"]),
                ("the 1900 block of West Larch Street", &["1900 block of West Larch Street"]),
                ("2200 BLK KISSELL PIKE.", &["2200 BLK KISSELL PIKE"]),
                ("4500 blk E Speedway", &["4500 blk E Speedway"]),
                ("the 600 block of larch", &["600 block of larch"]),
                ("Block 1900 of Wisteria", &["Block 1900 of Wisteria"]),
            ],
        );
    }

    #[test]
    fn no_blocks() {
        finds_nothing(
            super::find,
            &[
                "a block away",
                "two blocks down",
                "an engine block",
                "3 blocks from it",
                "cell block",
                "he had to block 2 punches",
            ],
        );
    }
}

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
                r"(?:\b(?:\d{2,6}-)?\d{1,6}|\b(?i:<<NUMW>>)(?: (?i:hundred))?)[- ]{1,2}(?i:block|blk|blks|hundred block)\b\.?(?: (?i:of))?(?: (?i:<<DIR>>)\b\.?)?(?: (?:<<CAP>>|\d{1,3}(?i:st|nd|rd|th))){1,3}(?: ?/ ?<<CAP>>)?\.?",
            )
            .check(caps_end),
            Pattern::new(Class::Location, 0.85, "a hundred block of a street", r"(?i)\b(?:\d{2,6}-)?\d{2,6}[- ]{1,2}(?:block|blk)(?: of)?(?: <<DIR>>\b\.?)? [a-z0-9'-]{1,20}(?: [a-z'-]{2,20})?(?: <<SUF>>\b)?").check(lower_end),
            Pattern::new(Class::Location, 0.85, "the first block of a street", r"(?i)\bunit (?:block|blk) of(?: <<DIR>>\b\.?)? [a-z0-9'-]{1,20}(?: [a-z'-]{2,20})?(?: <<SUF>>\b)?").check(lower_end),
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
        // "a 12 block perimeter" is a size.
        if lexicon::is_function(word)
            || seen == 0 && words::listed(word, "perimeter radius grid area walk run chase stretch")
        {
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
                ("the 1200 block of N. Larch", &["1200 block of N. Larch"]),
                ("IN THE 1200 BLK OF LARCH AVE.", &["1200 BLK OF LARCH AVE"]),
                ("100 block e juniper", &["100 block e juniper"]),
                ("2200 block of 5th Ave", &["2200 block of 5th Ave"]),
                ("the 3400-block of Ketter", &["3400-block of Ketter"]),
                ("the four hundred block of Oak", &["four hundred block of Oak"]),
                ("fifteen hundred block of Marl", &["fifteen hundred block of Marl"]),
                ("300 blk Marsh St", &["300 blk Marsh St"]),
                ("the 5500 block of W 42nd", &["5500 block of W 42nd"]),
                ("the unit block of Wisteria Ln", &["unit block of Wisteria Ln"]),
                ("600-700 block of Ledge", &["600-700 block of Ledge"]),
                ("1000 Block Old Mill Rd", &["1000 Block Old Mill Rd"]),
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
                "a 4 block radius",
                "ran six blocks north",
                "half a block",
                "a block of ice",
                "the cinder block wall",
                "block party",
                "a roadblock at 5",
                "the starting block",
                "tried to block me",
                "within 10 blocks of the",
                "a 12 block perimeter",
            ],
        );
    }
}

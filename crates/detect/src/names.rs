//! Runs of words that can be a proper name, walked from a known word backwards or forwards.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon;
use crate::text::Text;
use crate::words;

/// Common words that names of places are made of, so that they belong to one even where capitals say nothing.
#[rustfmt::skip]
const PLACE_WORDS: &[&str] = &[
    "north", "south", "east", "west", "new", "old", "upper", "lower", "big", "little", "great", "st", "saint", "san",
    "santa", "fort", "port", "mount", "lake", "river", "creek", "falls", "valley", "hills", "hill", "park",
    "springs", "spring", "ridge", "grove", "beach", "bay", "city", "heights", "point", "rock", "forks", "fork",
    "bend", "prairie", "island", "harbor", "canyon", "mesa", "bluff", "bluffs", "flats", "pass", "neck", "gap",
    "oak", "oaks", "pine", "pines", "cedar", "elm", "maple", "green", "red", "white", "black", "blue", "silver",
    "gold", "golden", "rapid", "rapids", "sand", "stone", "iron", "salt", "cold", "dry", "fall", "wood", "woods",
    "field", "fields", "mill", "mills", "bridge", "landing", "town", "township", "borough", "parish", "county",
    "twp", "co", "tri-county", "river's", "la", "el", "las", "los", "de", "del", "mound", "summit", "crossing",
    "junction", "hollow", "glen", "meadow", "meadows", "plains", "sound", "cove", "range", "basin", "regional",
    "metro", "state", "tribal", "university", "national", "sheriff's", "campus", "transit", "port", "airport",
    "harbour", "village", "city's", "bear", "eagle", "elk", "deer", "fox", "wolf", "buffalo", "turkey", "beaver",
    "rose",
];

/// Words that describe an institution without naming it.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "the", "our", "their", "his", "her", "my", "your", "its", "local", "city", "county", "state", "neighboring",
    "another", "other", "that", "this", "a", "an", "large", "small", "rural", "municipal", "campus", "any", "each",
    "every", "some", "federal", "tribal", "town", "village", "metro", "regional", "nearby", "nearest", "closest",
    "new", "old", "public", "private", "volunteer", "former", "entire", "whole", "adjacent", "agency", "mutual",
    "all", "both", "two", "elementary", "middle", "high", "community", "memorial", "general", "main", "lower",
    "upper", "big", "little", "first",
];

pub(crate) fn is_generic(word: &str) -> bool {
    words::is_one_of(word, GENERIC)
}

fn is_place_word(word: &str) -> bool {
    words::is_one_of(word, PLACE_WORDS)
}

/// Words that may stand inside a proper name in lower case.
fn is_link(word: &str) -> bool {
    words::is_one_of(word, &["of", "the", "de", "la", "del", "los", "las", "du", "des", "and", "y"])
}

/// Where the proper name begins whose last word ends at `at`, at most `max` words back.
///
/// With capitals to go by, every capitalised word that is no function word belongs to it. In lines without them the
/// nearest word does unless it is generic, and further words if they are no ordinary English or words of place names.
pub(crate) fn start_before(text: &Text<'_>, at: usize, max: usize, lower: bool) -> Option<usize> {
    let blind = lower || text.caps(at.saturating_sub(1));
    let mut start = None;
    let mut pos = at;
    for n in 0..max {
        let Some(range) = step_back(text, pos) else { break };
        let word = text.get(range.clone());
        let bare = word.trim_end_matches('.');
        if n == 0
            && words::without_possessive(word) < word.len()
            && !words::is_one_of(word, &["sheriff's", "sheriff’s"])
            && lexicon::is_never(bare)
        {
            break;
        }
        if blind {
            if lexicon::is_function(bare) || bare.len() < 2 && n == 0 {
                break;
            }
            let joins = !lexicon::is_common(bare)
                || is_place_word(bare)
                || (n == 0 && !is_generic(bare) && !lexicon::is_never(bare));
            if !joins {
                break;
            }
            start = Some(range.start);
        } else if words::capital(word)
            && (!lexicon::is_function(bare)
                || words::all_caps(bare)
                || is_number(bare) && !text.sentence_start(range.start))
        {
            let opening = text.sentence_start(range.start);
            let verb = lexicon::is_never(bare)
                || bare.ends_with("ed")
                || bare.ends_with("ing")
                || words::is_one_of(
                    bare,
                    &[
                        "see", "tell", "ask", "take", "drove", "went", "met", "saw", "left", "thank", "thanks", "send",
                        "sent", "write", "wrote", "meet", "gave", "give", "take", "worked",
                    ],
                );
            if opening && start.is_some() && verb && !is_place_word(bare) {
                break;
            }
            if is_rank(bare) {
                break;
            }
            start = Some(range.start);
            if opening {
                break;
            }
        } else if is_link(word) && start.is_some() {
            // A link belongs to the name only if a capital comes before it, and "the" and "and" hardly ever do.
            let Some(before) = step_back(text, range.start) else { break };
            let earlier = text.get(before.clone());
            if words::is_one_of(word, &["of", "de", "la", "del", "du", "des"])
                && words::capital(earlier)
                && !lexicon::is_function(earlier)
                && !text.sentence_start(before.start)
            {
                start = Some(before.start);
                pos = before.start;
                continue;
            }
            break;
        } else {
            break;
        }
        pos = range.start;
    }
    // A name that is nothing but generic words names nobody.
    let start = start?;
    let named = text
        .get(start..at)
        .split_whitespace()
        .any(|w| !is_generic(w.trim_end_matches('.')) && !lexicon::is_function(w));
    named.then_some(start)
}

fn is_number(word: &str) -> bool {
    words::listed(word, "one two three four five six seven eight nine ten")
}

/// The word before, over an ampersand or a hyphen that joins names.
fn step_back(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(range) = words::previous(text.s, at) {
        return Some(range);
    }
    let before = text.left(at, 4);
    for joint in [" & ", " + ", " / "] {
        if before.ends_with(joint) {
            return words::previous(text.s, at - joint.len());
        }
    }
    None
}

pub(crate) fn is_rank(word: &str) -> bool {
    RANKS.has(word.trim_end_matches('.'))
}

static RANKS: LazyLock<words::List> = LazyLock::new(|| {
    words::List::of(
        "officer ofc off sgt sergeant det detective dep deputy tpr trooper lt lieutenant capt captain cpl \
             corporal chief agent judge dr mr mrs ms miss mister k-9 k9 warden investigator inv insp inspector \
             commander maj col colonel officers deputies undersheriff patrolman ptl c/o nurse paramedic \
             dispatcher operator bailiff constable marshal supt superintendent hon cmdr instr dir insp sarge doc \
             herpetologist coach tech examiner professor prof principal coordinator quartermaster notary medic \
             cadet recruit trainee firefighter inmate trustee lance attorney pastor rev reverend fr supervisor \
             foreman specialist technician jailer negotiator breacher docket drvr ptlm po cso vpso pio sro fto ff \
             emt prosecutor magistrate justice rgr aco dpo patrolwoman ssgt ssg sfc chaplain",
    )
});

/// Where the proper name ends that begins at or after `at`: capitalised words, at most `max`.
pub(crate) fn end_after(text: &Text<'_>, at: usize, max: usize) -> Option<Range<usize>> {
    let blind = text.caps(at);
    let mut out: Option<Range<usize>> = None;
    let mut pos = at;
    for _ in 0..max {
        let Some(range) = words::next(text.s, pos) else { break };
        let word = text.get(range.clone());
        let good = words::capital(word)
            && (!lexicon::is_function(word) || !blind && word != "I" && word.len() > 3)
            && (!blind || !lexicon::is_common(word) || is_place_word(word));
        if !good {
            break;
        }
        out = Some(out.map_or(range.start, |r| r.start)..range.start + words::without_possessive(word));
        if words::without_possessive(word) < word.len() {
            break;
        }
        pos = range.end;
    }
    out
}

//! Closed lists of words, and the fragments that patterns are put together from.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = HashSet<&'static str, crate::hash::QuickBuild>;

/// Closed-class words: never part of a name, except within one ("of", "the").
static FUNCTION: LazyLock<Words> = LazyLock::new(|| {
    "a about above across after again all also although always am an and another any anyone are around as asked at away back be \
     because been before being below beside between both but by call called calls came can could did do does doing done down each either \
     else even ever every five for four from get go going got had has have having he her here hers herself him himself his how \
     however i if in inside instead into is it its just last later least left less let like look looking made make many me meanwhile \
     more most much must my near never next nine no nobody none nor not nothing now of off okay on once one only onto or other others \
     our ours out outside over own past per please put ran right said same saw second seven shall she should since six so some \
     someone something soon still stop such ten than that the their them then there these they third this those three through to \
     today together told too took toward towards two under until up upon us very wait was we well went were what when where whether \
     which while who whose why with within without would yes yet you your yours yesterday tomorrow tonight \
     one's none's who's what's that's it's he's she's i'm i've i'd i'll we're we've they're don't didn't doesn't wasn't isn't can't \
     couldn't won't there's here's let's im ive dont didnt thats hes shes whats copy go hey ok yeah oh is arrived advised ran hit our"
        .split_whitespace()
        .collect()
});

/// Nouns and verbs of police writing that are never a name after a rank ("Officer Safety", "Sergeant Supervisor").
static TRADE: LazyLock<Words> = LazyLock::new(|| {
    "academy action actions administration administrators advises ambulance approach approached arm arrest arrested arrests arrives \
     assault assisted available aware awareness backup badge based body bureau camera car care case cause class code command \
     communications contact contacted control coordinator corps corrections county court cover crisis custody department deputies \
     deputy detail detective detectives discretion dispatch dispatched dispatcher district division division's driver duty emergency \
     engaged field fire fired first foot force friendly general gun handler handlers hall hq id initiated injured instructor interview \
     investigation investigations investigator involved jail judge lead lessons lieutenant line log major male manager medic medics memo \
     name narrative notes number observed office officer officers operations operator partner patrol personnel pointed police position post presence \
     program pursuit radio range reason recruit report reported reporting reports request requested response rifle room safety scene \
     school search section security senior sergeant sergeants sheriff shift shooting side situation soldier spray staff state station \
     status stopped subject summary supervisor support survival suspect swat tactical tactics team test traffic trainee trainer \
     training transport trooper troopers truck uniform unit units unknown vehicle victim video walked warrant watch weapon welfare \
     witness work yelled youth female phone suicide mental health armor resource k9 k-9 sgt lt capt det ofc dep cpl tpr mr mrs ms dr \
     miss sir ma'am maam captain chief marshal agent deputy nurse warden dispatch chief's sheriff's adv advd advs advsd enrt enr req reqs reqd reqsts rp ofcr \
     ofcrs disp neg ack ackd clr clrd disreg estab resp cmd goa stby subj subjs susp vic wit approx poss addl recd utl gnd xport"
        .split_whitespace()
        .collect()
});

static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("../data/common.txt").lines().collect());
static GIVEN: LazyLock<Words> = LazyLock::new(|| include_str!("../data/given.txt").lines().collect());
static BRANDS: LazyLock<Words> = LazyLock::new(|| include_str!("../data/brands.txt").lines().collect());

/// Longer words, in bytes, are in no list.
const LONGEST: usize = 48;

fn with_lower<T>(word: &str, f: impl FnOnce(&str) -> T) -> T {
    let mut room = [0; LONGEST];
    if let Some(room) = room.get_mut(..word.len()).filter(|_| word.is_ascii()) {
        room.copy_from_slice(word.as_bytes());
        room.make_ascii_lowercase();
        return f(without_ending(std::str::from_utf8(room).unwrap_or_default()));
    }
    let lower: String = word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    f(without_ending(&lower))
}

fn without_ending(lower: &str) -> &str {
    // "He'd" is "he": a contraction is as common as what it contracts.
    ["'d", "'re", "'ve", "'ll", "n't", "'m"]
        .iter()
        .find_map(|ending| lower.strip_suffix(ending).filter(|stem| stem.len() > 1))
        .unwrap_or(lower)
}

/// Whether a word can never be a name: closed-class words and the nouns of the trade.
pub(crate) fn is_never(word: &str) -> bool {
    with_lower(word, |w| FUNCTION.contains(w) || TRADE.contains(w))
}

/// Whether a word belongs to a closed class (pronouns, prepositions, auxiliaries, numbers).
pub(crate) fn is_function(word: &str) -> bool {
    with_lower(word, |w| FUNCTION.contains(w))
}

/// Whether a word is ordinary English in some inflection. Many names are ("Rose", "Grant"): weigh it, don't rule by it.
pub(crate) fn is_common(word: &str) -> bool {
    with_lower(word, |w| {
        let w = w.strip_suffix("'s").unwrap_or(w);
        if w.len() < 2 {
            return true;
        }
        let listed = is_listed;
        if w.contains('-') {
            return w.split('-').all(|part| part.len() < 2 || listed(part) || is_inflected(part, listed));
        }
        listed(w) || is_inflected(w, listed) || FUNCTION.contains(w) || TRADE.contains(w)
    })
}

fn is_listed(word: &str) -> bool {
    let bit = bit_of(word);
    if MAYBE_COMMON.get(bit / 64).is_none_or(|bits| bits >> (bit % 64) & 1 == 0) {
        return false;
    }
    let at = |i: usize| COMMON_BY_HEAD.get(i).copied().unwrap_or_default() as usize;
    let head = head_of(word);
    COMMON.get(at(head)..at(head + 1)).is_some_and(|words| words.binary_search(&word).is_ok())
}

/// A bit for every word of the list: most others are told from them by it alone.
static MAYBE_COMMON: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1 << (MAYBE_BITS - 6)];
    for word in COMMON.iter() {
        let bit = bit_of(word);
        bits[bit / 64] |= 1 << (bit % 64);
    }
    bits
});

const MAYBE_BITS: u32 = 18;

fn bit_of(word: &str) -> usize {
    let mut hash = crate::hash::Quick::default();
    std::hash::Hasher::write(&mut hash, word.as_bytes());
    (std::hash::Hasher::finish(&hash) >> (64 - MAYBE_BITS)) as usize
}

/// Where the words of the list begin that begin with two given letters, so that few have to be looked at.
static COMMON_BY_HEAD: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut starts = vec![0; HEADS + 1];
    for word in COMMON.iter() {
        starts[head_of(word) + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    starts
});

const HEADS: usize = 27 * 27;

/// The number of a word's first two letters, in the order of the alphabet; anything else counts as coming before "a".
fn head_of(word: &str) -> usize {
    let mut letters = word.bytes().map(|b| if b.is_ascii_lowercase() { usize::from(b - b'a') + 1 } else { 0 });
    letters.next().unwrap_or(0) * 27 + letters.next().unwrap_or(0)
}

fn is_inflected(w: &str, listed: impl Fn(&str) -> bool + Copy) -> bool {
    let once = |w: &str, least: usize, listed: &dyn Fn(&str) -> bool| {
        let stem = |ending: &str| w.strip_suffix(ending).filter(|stem| stem.len() >= least);
        ["s", "es", "ed", "ing", "ly", "er"].iter().any(|e| stem(e).is_some_and(listed))
            // "baked" and "baker" are made of "bake"; "Boyd" is not made of "boy".
            || ["d", "r"].iter().any(|e| stem(e).is_some_and(|s| s.ends_with('e') && listed(s)))
            || stem("ing").is_some_and(|s| listed(&format!("{s}e")))
            || ["ies", "ied"].iter().any(|e| stem(e).is_some_and(|s| listed(&format!("{s}y"))))
    };
    // Two endings ("stretchers") only on a stem long enough, or "Anders" were made of "and".
    once(w, 3, &listed) || once(w, 5, &|stem: &str| once(stem, 4, &listed))
}

/// Whether a word is a frequent given name.
pub(crate) fn is_given(word: &str) -> bool {
    with_lower(word, |w| GIVEN.contains(w))
}

/// Whether a word names gear, a make or model, a doctrine, a people: capitalised, yet identifying nobody.
pub(crate) fn is_brand(word: &str) -> bool {
    with_lower(word, |w| {
        BRANDS.contains(w) || w.strip_suffix("'s").or_else(|| w.strip_suffix('s')).is_some_and(|w| BRANDS.contains(w))
    })
}

/// Whether a word is written with a period that ends no sentence.
pub fn is_abbreviation(word: &str) -> bool {
    with_lower(word, |w| {
        matches!(
            w,
            "ofc"
                | "off"
                | "ofcr"
                | "sgt"
                | "det"
                | "dep"
                | "dpty"
                | "tpr"
                | "lt"
                | "lieut"
                | "capt"
                | "cpl"
                | "cmdr"
                | "maj"
                | "col"
                | "insp"
                | "inv"
                | "ptl"
                | "ptlm"
                | "dr"
                | "mr"
                | "mrs"
                | "ms"
                | "st"
                | "mt"
                | "ft"
                | "rev"
                | "fr"
                | "prof"
                | "jr"
                | "sr"
                | "no"
                | "vs"
                | "approx"
                | "apt"
                | "ave"
                | "rd"
                | "blvd"
                | "ln"
                | "hwy"
                | "jan"
                | "feb"
                | "mar"
                | "apr"
                | "jun"
                | "jul"
                | "aug"
                | "sep"
                | "sept"
                | "oct"
                | "nov"
                | "dec"
                | "inc"
                | "co"
                | "ext"
                | "instr"
                | "hon"
                | "dir"
                | "cmdt"
                | "drvr"
                | "gov"
                | "gen"
                | "supt"
                | "atty"
                | "agt"
                | "twp"
                | "dept"
                | "dist"
                | "ser"
        )
    })
}

/// Fragments for patterns: `<<NAME>>` stands for the text.
pub(crate) const FRAGMENTS: &[(&str, &str)] = &[
    (
        "DATE",
        r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2} ?[-./] ?\d{1,2} ?[-./] ?(?:\d{4}|\d{2})|(?:(?i:<<DOW>>),? )?(?i:(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?|<<ORDW>>)(?: of|,| day of)?[ -]{0,2}<<MON>>)(?:,?[ -]{0,2}['’‘]?\d{4}|,?[ -]{0,2}['’‘]?\d{2})?|(?:(?i:<<DOW>>),? )?(?i:<<MON>>) (?i:the )?(?:\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)?|(?i:<<ORDW>>))(?:,? ['’‘]?\d{4}|,? ['’‘]\d{2}|, \d{2})?|\d{1,2}(?i:<<MON3>>)(?:\d{4}|\d{2}))",
    ),
    (
        "MON",
        r"(?:january|february|march|april|june|july|august|september|october|november|december|may|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept\.?|sep\.?|oct\.?|nov\.?|dec\.?|janurary|febuary|feburary|setpember)",
    ),
    ("MON3", r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
    (
        "DOW",
        r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon\.?|tues?\.?|wed\.?|thurs?\.?|thu\.?|fri\.?|sat\.?|sun\.?)",
    ),
    (
        "ORDW",
        r"(?:twenty[- ]first|twenty[- ]second|twenty[- ]third|twenty[- ]fourth|twenty[- ]fifth|twenty[- ]sixth|twenty[- ]seventh|twenty[- ]eighth|twenty[- ]ninth|thirty[- ]first|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)",
    ),
    (
        "NUMW",
        r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)",
    ),
    ("DIGITW", r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|niner)"),
    (
        "PHON",
        r"(?:adam|baker|boy|charles|charlie|david|edward|frank|george|henry|ida|john|king|lincoln|mary|nora|ocean|paul|queen|robert|sam|tom|union|victor|william|x-?ray|young|yellow|zebra|alpha|bravo|delta|echo|foxtrot|golf|hotel|india|juliet|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|whiskey|yankee|zulu)",
    ),
    ("HOURW", r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"),
    (
        "STATE",
        r"(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Hawai[ʻ'’]i|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|Guam)",
    ),
    (
        "STAB",
        r"(?:Ala\.|Ariz\.|Ark\.|Calif\.|Cal\.|Colo\.|Conn\.|Del\.|Fla\.|Ga\.|Ill\.|Ind\.|Kan\.|Kans\.|Ky\.|La\.|Md\.|Mass\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nebr\.|Nev\.|N\.H\.|N\.J\.|N\.M\.|N\.Y\.|N\.C\.|N\.D\.|Okla\.|Ore\.|Pa\.|R\.I\.|S\.C\.|S\.D\.|Tenn\.|Tex\.|Vt\.|Va\.|Wash\.|W\.Va\.|W\. Va\.|Wis\.|Wyo\.|D\.C\.)",
    ),
    (
        "ST2",
        r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR|GU)",
    ),
    (
        "SUF",
        r"(?:streets?|avenues?|av|ave|roads?|rd|boulevard|blvd|lanes?|ln|drive|dr|court|ct|place|pl|circle|cir|terrace|ter|trail|trl|parkway|pkwy|pike|turnpike|tpke|expressway|expwy|freeway|fwy|thruway|highway|hwy|alley|square|sq|crescent|loop|path|way|row|crossing|xing|hollow|spur|causeway|cswy|bypass|promenade|plaza|st|esplanade|overpass|underpass|cutoff|extension)",
    ),
    ("DIR", r"(?:northeast|northwest|southeast|southwest|north|south|east|west|ne|nw|se|sw|n|s|e|w)"),
    ("U", r"A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ"),
    ("L", r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿʻʼ\u{300}-\u{36f}"),
    ("CAP", r"(?:[<<U>>][<<L>>'’.-]*[<<L>>]|[<<U>>]\.?)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_lower_case() {
        assert!(COMMON.is_sorted());
        assert!(COMMON.iter().all(|w| w.bytes().all(|b| b.is_ascii_lowercase())));
        assert!(GIVEN.len() > 900 && BRANDS.len() > 400);
    }

    #[test]
    fn inflected_words_are_common_and_names_are_not() {
        for word in ["running", "parties", "Officers", "shoulders", "well-lit", "stopped", "the", "don't"] {
            assert!(is_common(word), "{word}");
        }
        for word in ["Kowalczyk", "Okafor", "Vandersloot", "Tsosie"] {
            assert!(!is_common(word), "{word}");
        }
    }
}

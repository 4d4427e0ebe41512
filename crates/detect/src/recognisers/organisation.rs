//! Schools, hospitals, businesses, churches and other organisations that name themselves by what they are.

use std::sync::LazyLock;

use crate::pattern::{self, Finder, Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};
use aho_corasick::{AhoCorasick, MatchKind};

static KIND: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"\b(?i:hospital|medical center|regional medical|trauma center|health center|health system|healthcare|clinic|urgent care|elementary(?: school)?|middle school|high school|junior high|primary school|school|academy|college|university|preschool|day ?care|montessori|church|chapel|cathedral|tabernacle|synagogue|mosque|lutheran|baptist|methodist|inn|motel|hotel|motor lodge|lodge|motor court|suites|resort|apartments?|apts?|townhomes|townhouses|condos|condominiums|estates|mobile home park|trailer (?:park|court)|manor|villas|gardens|commons|diner|caf[eé]|grill|bar|pub|tavern|tap|saloon|restaurant|pizza|pizzeria|bbq|steakhouse|crab house|drive-?in|market|supermarket|supermercado|mart|grocery|groceries|foods|store|general store|pharmacy|drugs?|bank|savings|credit union|savings & loan|pawn|loan|liquors?|towing|tow|salvage|auto|auto parts|auto repair|tires?|motors|rentals?|farms?|ranch|bakery|laundromat|laundry|laundries|casino|theat(?:er|re)|cinema|stadium|arena|library|museum|funeral home|nursing home|rehab|care center|ambulance|transport|transit|trucking|freight|logistics|haulers|hauling|movers|holdings|llc|inc|corp|ltd|lp|company|enterprises|industries|security|outfitters|nails|salon|barber ?shop|ymca|vfw(?: post)?|legion(?: post)?|elks|union|federation|association|foundation|alliance|society|auxiliary|club|gym|fitness|sanitation|recycling|construction|roofing|plumbing|electric|propane|oil|gas|energy|power|escorts|supply|hardware|feed(?: & seed)?|bait(?: (?:and|&) tackle)?|tackle|cleaners|gazette|herald|tribune|times|news|radio|brewery|brewing|brewpub|winery|storage|warehouse|distribution|center|institute|truck stop|travel (?:center|plaza)|gas station|car wash|shop|deli|donuts|coffee|books|jewelers|cable|outlet|skate ?park|rodeo|grange|hall|temple|home|terrace|hauling|express|cab|taxi|barn|court)\b\.?",
    )
});

static CHAINS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant list, built in a test")]
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(include_str!("../../data/chains.txt").lines())
        .expect("a constant list")
});

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "organisation",
        [
            Pattern::new(Class::Org, 0.75, "a saint's institution", r"\b(?:St\.|Saint|ST\.) [<<U>>][<<L>>-]+['’]s(?: (?:<<CAP>> ?){1,3})?").check(|text, c| {
                let s = text.get(c.range.clone());
                c.range.end = c.range.start + s.trim_end().len();
                !s.contains("Day") && !s.contains("Patrick") && !s.contains("Stephen")
            }),
            Pattern::new(Class::Org, 0.8, "an institution of", r"\b(?:Our Lady of|Sisters of|University of|College of|Bank of|Church of|Temple|Knights of|Sons of|Daughters of|House of|First Bank of|First|Iglesia|Lodge|Local|Council|VFW Post|VFW|Legion Post|Nest) (?:the )?(?:<<CAP>>|\d{1,5})(?: <<CAP>>){0,3}").check(of_kind),
            Pattern::new(Class::Org, 0.7, "a business with an ampersand and kin", r"\b<<CAP>>(?:['’]s)? (?:&|and) (?:Sons?|Daughters?|Bros\.?|Brothers|Associates|Co\.?|Company|Grill|Tackle|Pawn|Loan|Seed|Feed|Duds|Steel|Lead|Axle|Salvage|Towing)\b(?: <<CAP>>){0,2}"),
            Pattern::new(
                Class::Org,
                0.5,
                "a name in the possessive and what it owns, with capitals",
                r"\b[<<U>>][<<L>>]{2,}['’]s [<<U>>][<<L>>-]{2,}(?: [<<U>>][<<L>>-]{2,}){0,2}",
            )
            .check(possession),
            Pattern::new(Class::Org, 0.6, "a business with a number", r"\b(?:<<CAP>>[- ]){1,2}(?:No\. ?|#)\d{1,4}\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let first = s.split([' ', '-']).next().unwrap_or_default();
                !lexicon::is_never(first) && !words::is_one_of(first, &["quarry", "badge", "inmate", "unit", "exhibit", "lane", "fence"]) && !lexicon::is_brand(first)
            }),
        ],
    )
});

/// "Klein's Shoes", but not "Driver's License", "Mother's Day" or "Orr's Glock".
fn possession(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let mut parts = s.split(' ');
    let first = parts.next().unwrap_or_default();
    let owner = first.get(..words::without_possessive(first)).unwrap_or_default();
    !text.caps(c.range.start)
        && !text.title_case(c.range.start)
        && !lexicon::is_never(owner)
        && !parts.any(|w| lexicon::is_brand(w) || lexicon::is_never(w) || names::is_rank(w) || w == "Day")
        && !words::listed(
            owner,
            "driver men women veteran father mother new president presidents valentine people that there here",
        )
}

fn of_kind(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let mut parts = s.split(' ');
    let first = parts.next().unwrap_or_default();
    let second = parts.next().unwrap_or_default();
    if text.caps(c.range.start) || lexicon::is_function(second) && second != "of" {
        return false;
    }
    match first {
        "First" => s.split(' ').any(|w| {
            matches!(
                w,
                "Church"
                    | "Baptist"
                    | "Covenant"
                    | "Methodist"
                    | "Lutheran"
                    | "National"
                    | "Savings"
                    | "Bank"
                    | "Presbyterian"
            )
        }),
        "Temple" | "Lodge" | "Iglesia" | "Nest" | "Council" => {
            !text.sentence_start(c.range.start) && !lexicon::is_common(second)
        }
        "Local" => second.bytes().all(|b| b.is_ascii_digit()),
        "House" => false,
        _ => true,
    }
}

/// Kinds that are common words: they count only with their own capital and a name in mid-sentence.
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "school", "academy", "bar", "pub", "tap", "market", "store", "bank", "pawn", "loan", "tow", "auto", "tire",
    "tires", "farm", "farms", "ranch", "company", "security", "union", "club", "gym", "construction", "electric",
    "oil", "gas", "energy", "power", "supply", "times", "news", "radio", "storage", "warehouse", "center", "shop",
    "coffee", "books", "cable", "outlet", "hall", "home", "court", "express", "cab", "taxi", "barn", "times", "drug",
    "drugs", "rental", "rentals", "transport", "transit", "distribution", "association", "society", "estates",
    "manor", "gardens", "commons", "terrace", "temple", "lodge", "inn", "church", "suites", "foods", "motors",
    "mart", "grill", "library", "laundry", "savings", "bait", "feed", "tackle", "hardware", "foundation", "alliance",
    "rehab", "institute", "college", "university", "tower", "legion", "elks", "theater", "apt", "apts", "apartment",
];

fn named(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in KIND.find_iter(text) {
        let before = text.before(m.start());
        if !before.ends_with([' ', '\u{a0}', '-']) {
            continue;
        }
        let kind = m.as_str().trim_end_matches('.');
        let capital = words::capital(kind);
        let Some(previous) = words::previous(text.s, if before.ends_with('-') { m.start() - 1 } else { m.start() })
        else {
            continue;
        };
        let word = text.get(previous.clone());
        let bare = word.trim_end_matches('.');
        if lexicon::is_function(bare) || names::is_rank(bare) || names::is_generic(bare) && !capital {
            continue;
        }
        let weak = words::is_one_of(kind, WEAK);
        let caps = text.caps(m.start());
        let unknown = !lexicon::is_common(bare);
        let mid = !text.sentence_start(previous.start);
        let score = if caps {
            if !unknown || lexicon::is_brand(bare) {
                continue;
            }
            0.55
        } else if capital && words::capital(word) {
            if lexicon::is_never(bare) || lexicon::is_brand(bare) && weak {
                continue;
            }
            match (weak, mid || unknown) {
                (false, true) => 0.8,
                (false, false) => 0.6,
                (true, true) => 0.65,
                (true, false) => 0.35,
            }
        } else if words::capital(word) && mid && !weak && !lexicon::is_brand(bare) {
            0.6
        } else if !capital
            && !words::capital(word)
            && unknown
            && (!weak || text.lower)
            && !words::is_one_of(bare, &["ford", "chevy"])
        {
            0.45
        } else {
            continue;
        };
        let Some(start) = names::start_before(
            text,
            if before.ends_with('-') { m.start() - 1 } else { m.start() },
            4,
            !words::capital(word),
        ) else {
            continue;
        };
        let mut end = m.start() + kind.len();
        // What the kind goes on with: "High School", "Apartments Phase Two" is left alone, "Inc." keeps its point.
        while let Some(next) = words::next(text.s, end) {
            let following = text.get(next.clone());
            if capital
                && !caps
                && KIND.find(following).is_some_and(|k| k.start() == 0 && k.end() == following.len())
                && words::capital(following)
            {
                end = next.end;
            } else {
                break;
            }
        }
        out.push(Candidate {
            range: start..end,
            class: Class::Org,
            score,
            why: Why {
                recogniser: "organisation",
                matched: "a name and the word for an institution",
                raised: Vec::new(),
                lowered: if weak { vec!["the word is also an ordinary one"] } else { Vec::new() },
            },
        });
    }
}

fn chains(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in CHAINS.find_iter(text.s) {
        let mut range = m.range();
        if !text.bounded(&range) {
            continue;
        }
        let s = text.get(range.clone());
        let plain = s.contains(' ') || s.len() > 4 && !lexicon::is_common(s);
        if !words::capital(s) && !text.lower && !plain
            || (text.lower && lexicon::is_common(s))
            || text.caps(range.start) && lexicon::is_common(s)
        {
            continue;
        }
        if words::is_one_of(s, &["speedway", "sinclair", "napa"])
            && !words::is_one_of(words::last_word(text.left(range.start, 10).trim_end()), &["the", "a", "at"])
        {
            continue;
        }
        range.end = range.start + s.len();
        out.push(Candidate {
            range,
            class: Class::Org,
            score: 0.75,
            why: Why {
                recogniser: "organisation",
                matched: "a well-known business",
                raised: Vec::new(),
                lowered: Vec::new(),
            },
        });
    }
}

/// The name before the word for an institution at the very end.
pub(super) fn without_kind(s: &str) -> Option<&str> {
    let m = KIND.last(s)?;
    (m.end() == s.len())
        .then(|| s.get(..m.start()).unwrap_or_default().trim_end_matches([' ', '-']))
        .filter(|head| !head.is_empty())
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
    named(text, out);
    chains(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn organisations() {
        finds(
            super::find,
            &[
                ("to Saint Brennan Hospital", &["Saint Brennan Hospital"]),
                ("at Linden Elementary School", &["Linden Elementary School"]),
                ("the Sagebrook Inn on", &["Sagebrook Inn"]),
                ("behind Oakvale Apartments", &["Oakvale Apartments"]),
                ("at Our Lady of the Marsh Medical Center", &["Our Lady of the Marsh Medical Center"]),
                ("at St. Bridget's with", &["St. Bridget's"]),
                ("into the Walmart lot", &["Walmart"]),
                ("Waldropp sat at the waffle house. A", &["waffle house"]),
                ("Blue Jupiter Freight had", &["Blue Jupiter Freight"]),
                ("from Elken & Sons Towing", &["Elken & Sons Towing"]),
                ("the University of Harrow", &["University of Harrow"]),
                ("Tristan Sanitation", &["Tristan Sanitation"]),
                ("at Marl Gap High School", &["Marl Gap High School"]),
                ("behind VFW Post 4471", &["VFW Post 4471"]),
                ("the Local 881 rep", &["Local 881"]),
                ("into Tully Gap Credit Union", &["Tully Gap Credit Union"]),
                ("the Bank of Tully", &["Bank of Tully"]),
                ("outside Marl's Bait and Tackle", &["Marl's Bait and Tackle"]),
                ("HE WAS TAKEN TO VANDERMEER HOSPITAL BY THE CREW", &["VANDERMEER HOSPITAL"]),
            ],
        );
    }

    #[test]
    fn no_organisations() {
        finds_nothing(
            super::find,
            &[
                "the hospital",
                "a high school",
                "at the bar",
                "in the store",
                "The School was",
                "his apartment",
                "a motel room",
                "the training center",
                "the Ford company",
                "at a clinic",
                "in traffic court",
                "the gas station",
                "Then Home",
                "a gun store",
                "the nursing home",
                "a liquor store",
                "HE WAS IN THE BAR WHEN WE ROLLED UP",
                "on Mother's Day",
                "his Driver's License",
            ],
        );
    }
}

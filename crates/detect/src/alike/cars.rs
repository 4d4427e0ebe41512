//! Makes and models of vehicles, many of which bear the names of places and persons.

use std::ops::Range;
use std::sync::LazyLock;

use super::kinds::{BEFORE_CARS, BEFORE_THINGS};
use crate::lexicon;
use crate::text::Text;
use crate::words::{self, List};

/// Makes and models, as a pattern and as words: nothing but letters and blanks between the strokes.
pub(super) const MAKES: &str = "acura|altima|audi|beetle|blazer|bmw|bronco|buick|cadillac|camaro|camry|caprice|caravan|challenger|\
     charger|cherokee|chevrolet|chevy|chrysler|civic|cobalt|corolla|corvette|crown vic|crown victoria|dodge|durango|equinox|\
     escalade|escape|expedition|explorer|fiat|ford|freightliner|gmc|gator|goldwing|grand cherokee|grand marquis|harley|honda|\
     humvee|hyundai|impala|infiniti|interceptor|isuzu|jeep|jetta|kawasaki|kenworth|kia|lexus|mack|malibu|maxima|mazda|mercedes|\
     mini cooper|mitsubishi|mustang|nissan|odyssey|oldsmobile|outback|passat|pathfinder|peterbilt|polaris|pontiac|porsche|prius|\
     ram|ranger|rogue|saturn|sedona|sentra|sienna|sierra|silverado|sonata|sprinter|suburban|subaru|suzuki|tacoma|tahoe|taurus|\
     tesla|toyota|transit|traverse|tundra|vespa|volkswagen|volvo|vw|wrangler|yamaha|yukon";

/// Models that are written with a number, as a pattern.
pub(super) const NUMBERED: &str = "e-?[1-4]50|f-?[1-6]50|rav-?4";

/// Models whose names are those of persons and places and that only a word for a vehicle makes one of.
const MODELS: &str = "acadia accord alero altima amarok aspen astro atlas aurora avalanche avalon aztek bonneville bravada breeze \
     cavalier century colorado cougar cutlass dakota dart del denali eldorado eclipse electra elantra fairlane fleetwood focus forester \
     forte frontier fusion galant galaxie highlander intrepid journey kona lacrosse legacy lesabre lincoln lucerne lumina magnum \
     marauder mariner montana monterey murano navigator neon optima palisade parisienne patriot plymouth renegade rendezvous \
     ridgeline riviera sable santa savana seville skylark solara sonoma sorento soul sportage stratus sunfire telluride tempest \
     terrain thunderbird torino trailblazer tucson uplander vibe yaris";

/// Those of the makes that are places and given names as well.
const NAMESAKES: &str = "cadillac caprice cherokee durango harley kia mack malibu mercedes odyssey pontiac porsche sedona sienna sierra \
     tacoma tahoe yukon";

static ALL_MAKES: LazyLock<List> = LazyLock::new(|| List::of_parts(MAKES, '|'));
static ALL_MODELS: LazyLock<List> = LazyLock::new(|| List::of(MODELS));
static ALL_NAMESAKES: LazyLock<List> = LazyLock::new(|| List::of(NAMESAKES));

/// Whether a word is in the list, also in the plural.
fn has(list: &List, word: &str) -> bool {
    list.has(word) || word.strip_suffix(['s', 'S']).is_some_and(|one| list.has(one))
}

/// Whether the word is a vehicle here. After a colour, a make, a year or another word for cars every make and model is; after
/// an article or possessive a make is, unless it names a place or person as well: "the Colorado driver", "little Sierra ran".
pub(super) fn is_car(text: &Text<'_>, range: &Range<usize>, word: &str, before: &str) -> bool {
    let (make, model) = (has(&ALL_MAKES, word), has(&ALL_MODELS, word));
    if !make && !model {
        return false;
    }
    if BEFORE_CARS.has(before) || follows_a_year(text, range.start) {
        let next = words::next(text.s, range.end).map_or("", |r| text.get(r));
        return make || !words::listed(next, "plate plates tag tags license licence registration id");
    }
    let alone = !has(&ALL_NAMESAKES, word)
        || words::listed(before, "a an the this that another") && qualifies_nothing(text, range.end);
    make && alone && BEFORE_THINGS.has(before)
}

/// "A 2014 Montana", "an '09 Sierra".
fn follows_a_year(text: &Text<'_>, at: usize) -> bool {
    let left = text.left(at, 8).trim_end_matches([' ', ',']);
    let digits = left.bytes().rev().take_while(u8::is_ascii_digit).count();
    let rest = left.get(..left.len() - digits).unwrap_or_default();
    let year = left.get(left.len() - digits..).and_then(|s| s.parse::<u16>().ok());
    year.is_some_and(|year| digits == 4 && (1950..2050).contains(&year)) || digits == 2 && rest.ends_with(['\'', '’'])
}

/// Whether nothing follows that a place could be the place of: "the Durango passed me", not "the Durango officer".
fn qualifies_nothing(text: &Text<'_>, at: usize) -> bool {
    match words::next(text.s, at) {
        Some(next) => {
            let next = text.get(next);
            lexicon::is_function(next) || next.ends_with("ed") || next.ends_with("ing")
        }
        None => !text.right(at, 1).starts_with(['\'', '’', '-']),
    }
}

#[cfg(test)]
mod tests {
    use crate::Class;
    use crate::alike::tests::{guess_stays, stays};

    #[test]
    fn vehicles_are_told_from_places_and_persons() {
        for (s, word, class) in [
            ("asleep in a green Tacoma on", "Tacoma", Class::Location),
            ("two silver Silverados.", "Silverados", Class::Location),
            ("the Durango passed me", "Durango", Class::Location),
            ("in my Silverado when", "Silverado", Class::Person),
            ("behind a white Colorado with", "Colorado", Class::Location),
            ("by a 2014 Montana, tan", "Montana", Class::Location),
            ("in a parked Santa", "Santa", Class::Person),
            ("WE HIT THE TAHOE AND WENT OFF THE ROAD", "TAHOE", Class::Location),
        ] {
            assert_eq!(guess_stays(s, word, class), None, "{s}");
            assert_eq!(stays(s, word, class), None, "{s}");
        }
        for (s, word, class) in [
            ("the Colorado driver got out", "Colorado", Class::Location),
            ("our Plymouth jail was full", "Plymouth", Class::Location),
            ("little Sierra ran to me", "Sierra", Class::Person),
            ("my Mercedes is five", "Mercedes", Class::Person),
            ("the Tacoma officer was hit", "Tacoma", Class::Location),
            ("his Aurora sergeant", "Aurora", Class::Location),
            ("two Montana deputies", "Montana", Class::Location),
            ("At 0230 Lincoln called", "Lincoln", Class::Person),
            ("with stolen Colorado plates", "Colorado", Class::Location),
        ] {
            assert_eq!(guess_stays(s, word, class).as_deref(), Some(word), "{s}");
            assert_eq!(stays(s, word, class).as_deref(), Some(word), "{s}");
        }
    }

    #[test]
    fn makes_are_plain_words() {
        assert!(super::MAKES.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '|'));
        for (word, is) in [("Sierras", true), ("VW", true), ("f-?[1-6]50", false), ("ruiz", false)] {
            assert_eq!(super::has(&super::ALL_MAKES, word), is, "{word}");
        }
    }
}

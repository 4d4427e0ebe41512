//! Words that carry the meaning: numbers, quantities, negations. Two texts mean the same here if they say them in the same order.

use super::Matter;

/// What one word, or a number of several, says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sign {
    /// A value, as it is spelled in digits: "two", "2" and "twenty-one" are compared so. Ordinals end in "th".
    Number(String),
    Quantity(String),
    Negation(String),
}

/// Whether these words say the same numbers, quantities and negations.
pub fn is_kept(before: &str, after: &str) -> bool {
    changed(before, after).is_empty()
}

/// What differs; each at most once, in the order of the vocabulary.
pub(super) fn changed(before: &str, after: &str) -> Vec<Matter> {
    let (old_words, new_words) = (words(before), words(after));
    let (old, new) = (signs(&old_words), signs(&new_words));
    let mut matters = Vec::new();
    if numbers(&old) != numbers(&new) {
        matters.push(Matter::Number);
    }
    if quantities(&old) != quantities(&new) {
        matters.push(Matter::Quantity);
    }
    let turned = turned(&old_words, &new_words) || turned(&new_words, &old_words);
    if negations(&old) != negations(&new) || turned {
        matters.push(Matter::Negation);
    }
    matters
}

fn numbers(signs: &[Sign]) -> Vec<&str> {
    signs.iter().filter_map(|sign| if let Sign::Number(word) = sign { Some(word.as_str()) } else { None }).collect()
}

fn quantities(signs: &[Sign]) -> Vec<&str> {
    signs.iter().filter_map(|sign| if let Sign::Quantity(word) = sign { Some(word.as_str()) } else { None }).collect()
}

fn negations(signs: &[Sign]) -> Vec<&str> {
    signs.iter().filter_map(|sign| if let Sign::Negation(word) = sign { Some(word.as_str()) } else { None }).collect()
}

/// "armed" became "unarmed", "compliant" "non-compliant".
fn turned(from: &[String], to: &[String]) -> bool {
    const PREFIXES: [&str; 5] = ["un", "non", "dis", "in", "im"];
    from.iter().filter(|word| word.chars().count() >= 4 && !to.contains(word)).any(|word| {
        to.iter().any(|other| {
            !from.contains(other)
                && PREFIXES.iter().any(|prefix| other.strip_prefix(prefix).is_some_and(|rest| rest == word))
        })
    })
}

/// Lower case, straight apostrophes, hyphens cut; without what stands in house brackets.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '\u{200b}'..='\u{200f}' => {}
            '’' if depth == 0 => plain.push('\''),
            _ if depth == 0 => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let plain = plain.replace("w/o", "without");
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '.' | ',' | ':');
    plain
        .split(|c: char| !inside(c))
        .flat_map(|part| {
            // A full stop or a comma belongs to a number only.
            let number = part.starts_with(|c: char| c.is_ascii_digit());
            let cut: Vec<&str> = if number { vec![part] } else { part.split(['.', ',', ':']).collect() };
            cut.into_iter().map(|word| word.trim_matches(['\'', '.', ',', ':']).to_owned()).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn signs(words: &[String]) -> Vec<Sign> {
    let mut signs = Vec::new();
    // A number may take several words: "two hundred", "twenty one".
    let mut open: Option<(u64, u64)> = None;
    let close = |open: &mut Option<(u64, u64)>, signs: &mut Vec<Sign>| {
        if let Some((sum, part)) = open.take() {
            signs.push(Sign::Number((sum + part).to_string()));
        }
    };
    for word in words {
        if let Some(value) = cardinal(word) {
            open = match open {
                Some((sum, part)) if value == 100 && part > 0 && part < 100 => Some((sum, part * 100)),
                Some((sum, part)) if value == 1000 && part > 0 && part < 1000 => Some((sum + part * 1000, 0)),
                Some((sum, part)) if value < 10 && value > 0 && part % 10 == 0 && part % 100 >= 20 => {
                    Some((sum, part + value))
                }
                Some((sum, part)) if value < 100 && value > 0 && part >= 100 && part % 100 == 0 => {
                    Some((sum, part + value))
                }
                Some((sum, 0)) if sum > 0 && value > 0 && value < 1000 => Some((sum, value)),
                before => {
                    let mut before = before;
                    close(&mut before, &mut signs);
                    Some((0, value))
                }
            };
            continue;
        }
        close(&mut open, &mut signs);
        signs.extend(sign(word));
    }
    close(&mut open, &mut signs);
    signs
}

fn sign(word: &str) -> Option<Sign> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Sign::Number(digits(word)));
    }
    if let Some(ordinal) = ordinal(word) {
        return Some(Sign::Number(format!("{ordinal}th")));
    }
    if word.ends_with("n't") || NOT.contains(&word) {
        return Some(Sign::Negation("not".to_owned()));
    }
    if NEGATIONS.contains(&word) {
        return Some(Sign::Negation(word.to_owned()));
    }
    QUANTITIES.contains(&word).then(|| Sign::Quantity(word.to_owned()))
}

/// "1,000" and "1000", "03:15" and "0315", "2nd" and "second" are the same.
fn digits(word: &str) -> String {
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(value) = word.strip_suffix(suffix) {
            return format!("{value}th");
        }
    }
    let plain = word.replace([',', ':'], "");
    // "2" and "2.0" are not worth a question, "02" and "2" neither; "0315" keeps its zero, which is one of four digits.
    if plain.len() <= 2 {
        plain.trim_start_matches('0').to_owned() + if plain.chars().all(|c| c == '0') { "0" } else { "" }
    } else {
        plain
    }
}

fn cardinal(word: &str) -> Option<u64> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |list: &[&str]| list.iter().position(|&one| one == word).and_then(|at| u64::try_from(at).ok());
    at(&UNITS).or_else(|| at(&TENS).map(|tens| (tens + 2) * 10)).or(match word {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        _ => None,
    })
}

fn ordinal(word: &str) -> Option<u64> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    ORDINALS.iter().position(|&one| one == word).and_then(|at| u64::try_from(at + 1).ok())
}

/// "not" in its other spellings, the apostrophe forgotten included.
const NOT: [&str; 22] = [
    "not", "cannot", "cant", "dont", "didnt", "doesnt", "isnt", "wasnt", "werent", "arent", "wouldnt", "couldnt",
    "shouldnt", "hadnt", "hasnt", "havent", "wont", "mustnt", "neednt", "aint", "dosnt", "didn",
];

const NEGATIONS: [&str; 17] = [
    "no", "non", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "hardly", "barely",
    "scarcely", "unable", "except", "unless", "lack",
];

const QUANTITIES: [&str; 35] = [
    "both",
    "half",
    "all",
    "every",
    "each",
    "few",
    "several",
    "many",
    "most",
    "some",
    "any",
    "more",
    "less",
    "fewer",
    "only",
    "either",
    "whole",
    "twice",
    "once",
    "double",
    "triple",
    "single",
    "pair",
    "couple",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "multiple",
    "numerous",
    "everybody",
    "everyone",
    "least",
    "quarter",
    "another",
];

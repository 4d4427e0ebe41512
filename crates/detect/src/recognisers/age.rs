//! Ages of people and animals: exact numbers with their unit, or after a name.

use std::sync::LazyLock;

use crate::Class;
use crate::lexicon;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "age",
        [
            Pattern::new(
                Class::Age,
                0.92,
                "an age in years or months",
                r"(?i)\b(?:\d{1,3}|<<NUMW>>)(?: (?:and a|&) (?:half)| 1/2|½)?[- ]{1,2}(?:years?|yrs?\.?|months?|mos?|weeks?|wks?|days?)[- ]{1,2}olds?\b",
            ),
            Pattern::new(Class::Age, 0.9, "an age with its unit", r"(?i)\b\d{1,3} ?(?:y\.o\.?|y/o\b|yo\b|yoa\b|yom\b|yof\b|yr old\b|m/o\b|y\.o\.a\.?)(?:[mf]\b)?"),
            Pattern::new(Class::Age, 0.7, "an age with its unit", r"(?i)(?:\b|, |\()(\d{1,2} (?:y|yrs?|years|mos?|months)\b\.?)(?:[,.;)\n]|$)").check(|text, c| {
                let left = words::last_word(text.left(c.range.start, 16).trim_end());
                !words::is_one_of(left, &["for", "of", "in", "about", "over", "after", "last", "past", "nearly", "almost", "with", "within", "some", "every"])
            }),
            Pattern::new(Class::Age, 0.9, "an age", r"(?i)\b(?:aged?|ages)[\s:]{1,2}(?:of )?((?:\d{1,3}|<<NUMW>>)(?:(?:,? (?:and|to|or|&)|,) (?:\d{1,2}|<<NUMW>>)\b){0,4}(?: months| mos| weeks)?)\b")
                .raised(&["the word 'age' before it"])
                .check(|text, c| !text.after(c.range.end).starts_with(['s', '-', '/'])),
            Pattern::new(Class::Age, 0.85, "an age after sex and race", r"\b(?:[WBHAUIO]/[MF]|[WBHAI][MF])(?:/|,? )(?:age )?(\d{1,2})\b").check(plausible),
            Pattern::new(Class::Age, 0.8, "an age after sex", r"\b(?:[MF]|(?i:male|female))/(\d{2})\b").check(plausible),
            Pattern::new(Class::Age, 0.85, "an age before sex and race", r"\b(\d{1,2}) ?(?:[WBHAUI]/[MF])\b").check(plausible),
            Pattern::new(
                Class::Age,
                0.6,
                "an age",
                r"(?i)\b(?:he|she|they|who|kid|boy|girl|man|woman|male|female|driver|victim|subject|suspect)(?:['’]s| is| was|['’]d be)? (?:only |just |about |around |all of |maybe |barely |probably |almost |now )?((?:\d{1,2}|<<NUMW>>)(?: and a half| & a half)?)(?:[.,;!?)\n]|$| (?:at the time|years)\b)",
            )
            .check(|text, c| plausible(text, c) && text.get(c.range.clone()).len() > 1),
            Pattern::new(Class::Age, 0.65, "an age", r"(?:\b(?:I['’]m|I am|I was|i['’]m|im|whos|who['’]s|[<<U>>][<<L>>]{2,20} (?:is|was|'s)) )(\d{2}|(?i:<<NUMW>>))(?:[.,;!?)\n]|$)").check(|text, c| {
                let s = text.get(c.range.clone());
                let word = words::last_word(text.left(c.range.start, 40).trim_end().trim_end_matches("is").trim_end_matches("was").trim_end());
                plausible(text, c) && !words::is_one_of(s, &["one", "two", "three", "four", "five"]) && (word.is_empty() || !lexicon::is_function(word) || matches!(word, "I" | "m" | "i" | "im" | "who" | "whos" | "s")) && !words::is_one_of(word, &["count", "speed", "limit", "score", "temp", "temperature"])
            }),
            Pattern::new(Class::Age, 0.6, "an age", r"\b(?i:hes|shes|he['’]s|she['’]s) (\d{2}) (?i:and|n|but|he|hes|he['’]s|she|shes|she['’]s|from|so|w/|with an?|who)\b").check(plausible),
            Pattern::new(
                Class::Age,
                0.75,
                "an age",
                r"(?i)\b(?:man|woman|boy|girl|kid|lady|fellow|child|male|female) of ((?:about |maybe |nearly )?(?:\d{1,2}|<<NUMW>>))\b|\bI have ((?:\d{2}|<<NUMW>>) years)(?:[.,;]|$)",
            )
            .check(|text, c| !text.after(c.range.end).starts_with(['\'', '’'])),
            Pattern::new(
                Class::Age,
                0.65,
                "a number set off by commas",
                r"(?i)(?:[<<L>>\)]{2}, )((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|(?:thir|four|fif|six|seven|eigh|nine)teen)(?:,|\.|$)",
            ),
            Pattern::new(Class::Age, 0.6, "a number set off by commas", r"(?:\), )(\d{2}),").check(plausible),
            Pattern::new(Class::Age, 0.85, "an age", r"(?i)\b(?:\d{1,2}|<<NUMW>>) years of age\b"),
            Pattern::new(Class::Age, 0.7, "an age after a verb", r"(?i)\b(?:turned|turning|turns) (\d{1,2}|<<NUMW>>)(?:[.,;!?)\n]| (?:that|this|last|next|in|the|on)\b|$)").check(plausible),
            Pattern::new(Class::Age, 0.65, "a number set off after a name", r"[<<L>>]{2}(?:, | \()(\d{1,2}|(?i:<<NUMW>>))(?:[,.;)]|$| (?:and|years)\b)").check(|text, c| {
                let served = [" years on", " years with", " years in", " years of s"].iter().any(|t| text.after(c.range.end).starts_with(t));
                !served && after_name(text, c)
            }),
            Pattern::new(Class::Age, 0.8, "an age of a group", r"(?i)\b(\d{1,2}(?:,? (?:and|or|to) |-)\d{1,2} (?:yrs?|years?))(?: old)?\b").check(|text, c| {
                text.right(c.range.end, 5).starts_with(" old") || words::is_one_of(words::last_word(text.left(c.range.start, 12).trim_end()), &["aged", "ages", "kid", "child", "boy", "girl"])
                    || words::last_word(text.left(c.range.start, 12).trim_end_matches([' ', ','])).len() > 2 && text.left(c.range.start, 3).ends_with(", ")
            }),
        ],
    )
});

fn plausible(text: &Text<'_>, c: &mut Candidate) -> bool {
    if text.after(c.range.end).starts_with(['/', '-', '%', ':']) || text.after(c.range.end).starts_with(" %") {
        return false;
    }
    text.get(c.range.clone()).parse::<u32>().map_or(true, |n| (1..=110).contains(&n))
}

/// "Anselm Petit, 58, teaches": the word before has to be a name, not a place or a month.
fn after_name(text: &Text<'_>, c: &mut Candidate) -> bool {
    let before = text.left(c.range.start, 48).trim_end_matches([' ', ',', '(']);
    let word = words::last_word(before);
    let start = before.strip_suffix(word).unwrap_or_default();
    let capital =
        words::capital(word) && !text.caps(c.range.start) || (text.caps(c.range.start) && !lexicon::is_common(word));
    let s = text.get(c.range.clone());
    let spelled = s.parse::<u32>().is_err();
    let role = words::is_one_of(
        word,
        &[
            "driver", "male", "female", "suspect", "victim", "boy", "girl", "son", "daughter", "subject", "kid",
            "woman", "man", "jr", "sr", "juvenile",
        ],
    );
    if !plausible(text, c) || s.parse::<u32>().is_ok_and(|n| n < 2) || text.lower && !role {
        return false;
    }
    if role {
        return true;
    }
    let month = words::listed(
        word,
        "january february march april may june july august september october november december jan feb sept \
             oct nov dec",
    );
    let place = words::listed(
        word,
        "highway route interstate exit hwy code signal unit car engine medic page chapter section rule lesson \
             step part figure glock class lane bay channel level",
    );
    if !capital || month || place || lexicon::is_brand(word) || (lexicon::is_never(word) && !lexicon::is_given(word)) {
        return false;
    }
    // One capitalised word at the head of a sentence is no name yet.
    let two = words::capital(words::last_word(start.trim_end()));
    if !two && lexicon::is_common(word) && !lexicon::is_given(word) {
        return false;
    }
    if spelled
        && words::is_one_of(s, &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
        && !two
    {
        return false;
    }
    if spelled && !two && !lexicon::is_given(word) {
        c.lower(0.1, "one name and a number word");
    }
    true
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn ages() {
        finds(
            super::find,
            &[
                ("a 42-year-old man", &["42-year-old"]),
                ("ages 5, 7 and 11", &["5, 7 and 11"]),
                ("male/34 in red", &["34"]),
                ("M/34, red jacket", &["34"]),
                ("a kid around ten.", &["ten"]),
                ("42 yo male", &["42 yo"]),
                ("shes 17 shes crying", &["17"]),
                ("42 y/o", &["42 y/o"]),
                ("42yo", &["42yo"]),
                ("aged 42", &["42"]),
                ("age 26,", &["26"]),
                ("5 months old", &["5 months old"]),
                ("a five-month-old", &["five-month-old"]),
                ("a thirteen-year-old", &["thirteen-year-old"]),
                ("she is 19 years old", &["19 years old"]),
                ("52 yr old", &["52 yr old"]),
                ("W/M 34 in a", &["34"]),
                ("She's eighty-one. He", &["eighty-one"]),
                ("Dana Petit, 58, teaches", &["58"]),
                ("Dana Petit (58) teaches", &["58"]),
                ("He had just turned 21.", &["21"]),
                ("DANA PETIT, 58, FLED", &["58"]),
                ("I have eighty-one years. I live", &["eighty-one years"]),
            ],
        );
    }

    #[test]
    fn no_ages() {
        finds_nothing(
            super::find,
            &[
                "in his 50s",
                "12 years on the job",
                "a 20-year veteran",
                "on Highway 9, 12 miles",
                "52 in a 45",
                "aged 30s",
                "he is one of us",
                "She was two feet away",
                "May, 14 of them",
                "an old man",
                "10-8, 42",
                "for 12 years.",
                "Rule 4 (2)",
                "turned 90 degrees",
                "He was 10-7.",
                "a man of 5'4\" folds",
                "Moe Redstone, eleven years on the squad",
            ],
        );
    }
}

//! Document level: what was found once is found again in every field.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon};

/// What a value may look like where it occurs again.
#[derive(Clone, Copy, PartialEq)]
struct Value {
    class: Class,
    score: f32,
    /// An ordinary English word: only a capital in mid-sentence makes it a name.
    common: bool,
    /// Found in lower case, so that a capital is not needed.
    lower: bool,
}

/// At most so many values are looked for again: a text with more is no report.
const VALUES: usize = 4000;

/// Longer values, in bytes, don't come back; and no place costs more than so many steps.
const LONGEST: usize = 100;

pub(crate) fn propagate(texts: &[Text<'_>], found: &mut [Vec<Candidate>]) {
    let mut values: HashMap<String, Value> = HashMap::new();
    for (text, found) in texts.iter().zip(found.iter()) {
        // What the tagger is unsure of would be wrong many times.
        for c in found.iter().filter(|c| c.score >= 0.45 || c.why.recogniser != crate::tagger::NAME) {
            for (part, score) in parts(text, c) {
                let key = part.to_lowercase();
                if key.chars().count() < 2 || key.len() > LONGEST || values.len() >= VALUES {
                    continue;
                }
                let number = part.bytes().any(|b| b.is_ascii_digit());
                let value = Value {
                    class: c.class,
                    score,
                    common: !number
                        && !part.contains(' ')
                        && (lexicon::is_common(part) || lexicon::is_brand(part) || part.chars().count() < 3),
                    lower: number || !words::capital(part) || part.contains(' '),
                };
                values
                    .entry(key)
                    .and_modify(|v| {
                        if value.score > v.score {
                            *v = Value { lower: v.lower || value.lower, ..value };
                        }
                    })
                    .or_insert(value);
            }
        }
    }
    if values.is_empty() {
        return;
    }
    let needles = Needles::new(values);
    for (text, found) in texts.iter().zip(found.iter_mut()) {
        let mut again = Vec::new();
        for (range, value) in needles.find(text.s) {
            if text.s.get(range.clone()).is_none()
                || !text.bounded(&range)
                || !fits(text, value, range.start, text.get(range.clone()))
            {
                continue;
            }
            let mut c = Candidate {
                range,
                class: value.class,
                score: (value.score - 0.1).max(0.45),
                why: Why {
                    recogniser: "propagate",
                    matched: "the same words as in another finding",
                    raised: vec!["found elsewhere in this report"],
                    lowered: Vec::new(),
                },
            };
            if value.common {
                c.lower(0.05, "also an ordinary word");
            }
            again.push(c);
        }
        // A guess about words that are known from elsewhere gives way to what they are there.
        for c in &again {
            let i = found.partition_point(|guess| guess.range.start < c.range.start);
            let gives_way = |guess: &&mut Candidate| {
                let person = c.class == Class::Person && guess.why.recogniser == crate::tagger::NAME;
                guess.range == c.range && (guess.score < c.score || person && guess.class != c.class)
            };
            if let Some(guess) = found.get_mut(i).filter(gives_way) {
                *guess = c.clone();
            }
        }
        // What is covered already gains nothing.
        let covered: Vec<_> = found.iter().map(|c| c.range.clone()).collect();
        found.extend(again.into_iter().filter(|c| {
            let i = covered.partition_point(|r| r.end <= c.range.start);
            !covered.get(i).is_some_and(|r| r.start <= c.range.start && r.end >= c.range.end)
        }));
    }
}

/// The values that are looked for, in the order of their bytes, so that one walk through them finds the longest at a place.
struct Needles {
    /// In lower case, as far as they are ASCII.
    sorted: Vec<(String, Value)>,
    /// Those that begin with each byte.
    first: Vec<Range<usize>>,
    /// A bit for every pair of bytes with which one begins: most words of a text begin like none.
    pairs: Vec<u64>,
}

impl Needles {
    /// ASCII case makes no difference to them; names with other letters are looked for as they stand and in capitals.
    fn new(values: HashMap<String, Value>) -> Self {
        let mut sorted: Vec<(String, Value)> = Vec::with_capacity(values.len());
        for (key, value) in values {
            if !key.is_ascii() {
                sorted.extend([key.to_uppercase(), title_case(&key)].map(|key| (key.to_ascii_lowercase(), value)));
            }
            sorted.push((key.to_ascii_lowercase(), value));
        }
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut first, mut pairs) = (vec![0..0; 256], vec![0; PAIRS / 64]);
        for (i, (needle, _)) in sorted.iter().enumerate() {
            if let Some(pair) = pair(needle.as_bytes())
                && let Some(bits) = pairs.get_mut(pair / 64)
            {
                *bits |= 1u64 << (pair % 64);
            }
            if let Some(range) = needle.bytes().next().and_then(|b| first.get_mut(usize::from(b))) {
                *range = if range.end == 0 { i } else { range.start }..i + 1;
            }
        }
        Self { sorted, first, pairs }
    }

    /// The longest needles in a text, from its beginning on, none overlapping another. None begins within a word.
    fn find<'a>(&'a self, s: &'a str) -> impl Iterator<Item = (Range<usize>, &'a Value)> {
        let (mut until, mut inside) = (0, false);
        s.char_indices().filter_map(move |(at, c)| {
            let goes_on = inside && c.is_alphanumeric();
            inside = c.is_alphanumeric();
            if goes_on || at < until {
                return None;
            }
            let (len, value) = self.longest(s.as_bytes().get(at..)?)?;
            until = at + len;
            Some((at..until, value))
        })
    }

    /// The longest needle that a text begins with, and its length.
    fn longest(&self, text: &[u8]) -> Option<(usize, &Value)> {
        let pair = pair(text)?;
        if self.pairs.get(pair / 64)? >> (pair % 64) & 1 == 0 {
            return None;
        }
        let lower = |k: usize| text.get(k).map(u8::to_ascii_lowercase);
        let mut range = self.first.get(usize::from(lower(0)?))?.clone();
        let mut longest = None;
        for k in 1.. {
            while let Some((_, value)) = self.sorted.get(range.clone())?.first().filter(|(needle, _)| needle.len() == k)
            {
                longest = Some((k, value));
                range.start += 1;
            }
            let (Some(b), false) = (lower(k), range.start == range.end) else { break };
            let byte = |(needle, _): &(String, Value)| needle.as_bytes().get(k).copied();
            let rest = self.sorted.get(range.clone())?;
            let end = range.start + rest.partition_point(|needle| byte(needle) <= Some(b));
            range.start += rest.partition_point(|needle| byte(needle) < Some(b));
            range.end = end;
        }
        longest
    }
}

const PAIRS: usize = 1 << 16;

/// The first two bytes, whatever their case.
fn pair(text: &[u8]) -> Option<usize> {
    let [first, second, ..] = text else { return None };
    Some(usize::from(first.to_ascii_lowercase()) << 8 | usize::from(second.to_ascii_lowercase()))
}

fn title_case(key: &str) -> String {
    let mut up = true;
    key.chars()
        .flat_map(|c| {
            let out: Vec<char> = if up { c.to_uppercase().collect() } else { vec![c] };
            up = !c.is_alphanumeric();
            out
        })
        .collect()
}

/// The forms under which a value can come back: the whole, and for names their words.
fn parts<'a>(text: &Text<'a>, c: &Candidate) -> Vec<(&'a str, f32)> {
    let s = text.get(c.range.clone());
    let digits = s.bytes().filter(u8::is_ascii_digit).count();
    let letters = s.chars().filter(|c| c.is_alphabetic()).count();
    match c.class {
        Class::Person => {
            let mut out = vec![(s, c.score)];
            if c.score >= 0.5 {
                for word in s.split(|ch: char| ch.is_whitespace() || matches!(ch, '"' | '“' | '”' | '(' | ')')) {
                    let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
                    if word.chars().count() >= 3
                        && !lexicon::is_function(word)
                        && !words::is_one_of(
                            word,
                            &["van", "von", "del", "der", "dos", "das", "jr", "sr", "iii", "bin", "the", "san"],
                        )
                    {
                        out.push((word, c.score - 0.05));
                    }
                }
            }
            out
        }
        Class::Agency | Class::Org => {
            let mut out = vec![(s, c.score)];
            // "Fayette Prairie" after "Fayette Prairie SO".
            let words: Vec<&str> = s.split(' ').collect();
            if words.len() >= 2 && c.score >= 0.6 {
                let head = crate::recognisers::without_tail(s);
                if head.len() >= 4 && head.len() < s.len() && !head.split(' ').all(lexicon::is_common) {
                    out.push((head, c.score - 0.15));
                }
            }
            out
        }
        Class::Location => {
            let mut out = Vec::new();
            if letters >= 3 && (s.contains(' ') || !lexicon::is_common(s)) {
                out.push((s, c.score));
            }
            if let Some((city, _)) = s.split_once(", ")
                && !city.bytes().any(|b| b.is_ascii_digit())
                && !lexicon::is_common(city)
            {
                out.push((city, c.score - 0.1));
            }
            out
        }
        Class::Badge => {
            if digits >= 3 || (digits >= 1 && letters >= 1 && s.len() >= 3) {
                vec![(s, c.score)]
            } else {
                Vec::new()
            }
        }
        Class::CaseId
        | Class::Plate
        | Class::Vin
        | Class::License
        | Class::Ssn
        | Class::Phone
        | Class::Serial
        | Class::Ori
        | Class::Ip => {
            if digits + letters >= 4
                && digits >= 1
                && !(letters == 0 && digits == 4 && s.len() == 4 && s.starts_with("20"))
            {
                vec![(s, c.score)]
            } else {
                Vec::new()
            }
        }
        Class::Email | Class::Url | Class::Handle => vec![(s, c.score)],
        Class::Dob | Class::Date => {
            if digits >= 5 {
                vec![(s, c.score)]
            } else {
                Vec::new()
            }
        }
        Class::Time | Class::Age | Class::Unique | Class::Les => Vec::new(),
    }
}

static VERBS: LazyLock<words::List> = LazyLock::new(|| {
    words::List::of(
        "has had was is did does said says saw came comes went goes took takes ran runs got gets told tells threw put puts held kept knew \
                 knows stood sat made makes lost found fell hit hits gave gives left let never always didn't doesn't wasn't isn't hadn't hasn't \
                 couldn't wouldn't could would should thinks thought heard hears wrote drove rode shook spoke spun swung caught brought and",
    )
});

/// Whether a verb in the third person follows, so that "Chase had phoned" has a name at its head.
fn acts(text: &Text<'_>, at: usize) -> bool {
    let tail = text.right(at, 3);
    if tail.starts_with("'s") || tail.starts_with("’s") {
        return true;
    }
    words::next(text.s, at).is_some_and(|r| {
        let verb = text.get(r);
        (verb.ends_with("ed") && verb.len() > 4) || VERBS.has(verb)
    })
}

fn fits(text: &Text<'_>, value: &Value, at: usize, s: &str) -> bool {
    if value.class == Class::Person
        || value.class == Class::Location
        || value.class == Class::Agency
        || value.class == Class::Org
    {
        if !s.chars().any(char::is_alphabetic) {
            return true;
        }
        if text.caps(at) {
            return !value.common || value.score >= 0.8;
        }
        if !words::capital(s) {
            return (value.lower || text.lower) && !value.common;
        }
        // Capitals throughout are not those of a sentence's head.
        return !(value.common && text.sentence_start(at)) || words::all_caps(s) || acts(text, at + s.len());
    }
    // A bare number may be anything else: a measure, a part of another number.
    !(s.bytes().all(|b| b.is_ascii_digit())
        && (crate::identifier::is_measure(text, at + s.len()) || text.before(at).ends_with(['.', ':', '-', '/', '$'])))
}

#[cfg(test)]
mod tests {
    use crate::{Class, Field, Lists, find};

    fn values(fields: &[(Field, &str)]) -> Vec<(Field, Class, String)> {
        find(fields, &Lists::default())
            .into_iter()
            .map(|f| {
                (
                    f.field,
                    f.class,
                    fields
                        .iter()
                        .find(|(field, _)| *field == f.field)
                        .map(|(_, s)| s.get(f.range).unwrap().to_owned())
                        .unwrap(),
                )
            })
            .collect()
    }

    #[test]
    fn a_name_is_found_again_in_every_field() {
        let found = values(&[
            (Field::Title, "What church bells told rudd"),
            (Field::Summary, "Deputy Marla Church and Sgt. Odo Rudd were there. A church stood by."),
            (Field::Lessons, "Listen to Church. Rudd's light was on. CHURCH has the keys."),
        ]);
        let lessons: Vec<_> = found.iter().filter(|f| f.0 == Field::Lessons).map(|f| f.2.as_str()).collect();
        assert_eq!(lessons, ["Church", "Rudd", "CHURCH"]);
        assert!(found.iter().all(|f| f.2 != "church"));
    }

    #[test]
    fn identifiers_are_found_again() {
        let found = values(&[
            (Field::Summary, "Case no. RB-25-0661 came first."),
            (Field::Lessons, "See RB-25-0661 again, and rb-25-0661."),
        ]);
        assert_eq!(found.iter().filter(|f| f.1 == Class::CaseId).count(), 3);
    }

    #[test]
    fn what_is_found_again_says_so() {
        let fields = [(Field::Summary, "Ofc. Dresden went in. We waited for Dresden.")];
        let found = find(&fields, &Lists::default());
        assert_eq!(found.len(), 2);
    }
}

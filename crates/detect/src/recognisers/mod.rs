//! The recognisers: one file each, with its patterns, context, validators, explanations and tests.

use crate::text::{Candidate, Text};

mod age;
mod agency;
mod badge;
mod block;
mod case_id;
mod city_state;
mod coordinates;
mod date;
mod dob;
mod email;
mod handle;
mod highway;
mod ip;
mod les;
mod licence;
mod organisation;
mod ori;
mod person;
mod phone;
mod place;
mod plate;
mod proper_name;
mod serial;
mod ssn;
mod street;
mod street_address;
mod time;
mod unique;
mod unit;
mod url;
mod vin;

pub(crate) type Recogniser = fn(&Text<'_>, &mut Vec<Candidate>);

pub(crate) const ALL: &[Recogniser] = &[
    age::find,
    agency::find,
    badge::find,
    block::find,
    case_id::find,
    city_state::find,
    coordinates::find,
    date::find,
    dob::find,
    email::find,
    handle::find,
    highway::find,
    ip::find,
    licence::find,
    organisation::find,
    ori::find,
    person::find,
    phone::find,
    place::find,
    plate::find,
    proper_name::find,
    serial::find,
    ssn::find,
    street::find,
    street_address::find,
    time::find,
    unit::find,
    url::find,
    vin::find,
];

/// Recognisers of phrases that are no identifiers: run last, and never in the way of one. The earlier goes before the later.
pub(crate) const APART: &[Recogniser] = &[unique::find, les::find];

/// The name of an agency or organisation without the word for what it is.
pub(crate) fn without_tail(s: &str) -> &str {
    agency::without_tail(s).or_else(|| organisation::without_kind(s)).unwrap_or(s)
}

#[cfg(test)]
mod table {
    //! What the tables of tests are checked with: one recogniser alone, above the threshold. A recogniser has one table
    //! of what it finds and one of look-alikes.

    use std::collections::BTreeSet;

    use super::Recogniser;
    use crate::text::Text;
    use crate::{Field, THRESHOLD};

    /// Different rows that a table has at least: fewer say too little of what is written in the field.
    const ROWS: usize = 15;

    fn long_enough<'a>(texts: impl Iterator<Item = &'a str>) {
        let rows = texts.collect::<BTreeSet<_>>().len();
        assert!(rows >= ROWS, "{rows} different rows, at least {ROWS} wanted");
    }

    fn values(find: Recogniser, s: &str) -> Vec<String> {
        let text = Text::new(Field::Summary, s);
        let mut out = Vec::new();
        find(&text, &mut out);
        out.retain(|c| c.score >= THRESHOLD);
        for c in &out {
            assert!(c.score <= 1.0 && !c.why.matched.is_empty());
        }
        crate::overlap::resolve(&text, out).into_iter().map(|c| text.get(c.range).to_owned()).collect()
    }

    /// Each text has exactly these values.
    pub fn finds(find: Recogniser, table: &[(&str, &[&str])]) {
        long_enough(table.iter().map(|(s, _)| *s));
        let wrong: Vec<_> =
            table.iter().map(|(s, want)| (s, want, values(find, s))).filter(|(_, want, got)| got != *want).collect();
        assert!(wrong.is_empty(), "text, wanted, found: {wrong:#?}");
    }

    pub fn finds_nothing(find: Recogniser, table: &[&str]) {
        long_enough(table.iter().copied());
        let wrong: Vec<_> = table.iter().map(|s| (s, values(find, s))).filter(|(_, got)| !got.is_empty()).collect();
        assert!(wrong.is_empty(), "text, found: {wrong:#?}");
    }
}

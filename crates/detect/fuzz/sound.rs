//! What has to hold for every text: checked by the fuzzer, and by `tests/properties.rs` on a bounded corpus.

use detect::{Field, Finding, Lists, find};

/// Reads bytes as up to three fields, divided by zero bytes, and panics, without the text, where something does not hold.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(3, '\0');
    let fields = [Field::Title, Field::Summary, Field::Lessons].map(|field| (field, parts.next().unwrap_or_default()));
    sound(&fields, &find(&fields, &Lists::default()));
}

/// In the order of the fields and places, on char boundaries, apart from each other, with a letter or digit.
pub fn sound(fields: &[(Field, &str)], found: &[Finding]) {
    let mut last: Option<(usize, usize)> = None;
    for finding in found {
        let place = fields.iter().position(|(field, _)| *field == finding.field);
        let Some((place, (_, text))) = place.and_then(|place| Some((place, fields.get(place)?))) else {
            panic!("a finding in a field that was not given")
        };
        let Some(words) = text.get(finding.range.clone()) else { panic!("a range off a char boundary or the text") };
        assert!(words.chars().any(char::is_alphanumeric), "a finding of nothing");
        assert!((0.0..=1.0).contains(&finding.score), "a score out of range");
        let after = last.is_none_or(|(before, end)| before < place || before == place && end <= finding.range.start);
        assert!(after, "findings overlap or stand out of order");
        last = Some((place, finding.range.end));
    }
}

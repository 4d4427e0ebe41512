//! JSON lines in, JSON lines out, one at a time.

use std::borrow::Cow;
use std::io::{BufRead, Write};

use detect::{Class, Field, Lists, Why};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::offsets::Scalars;

/// An id goes back as it came: as text, or as the same digits.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: &'a serde_json::value::RawValue,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::value::RawValue,
    findings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// Unicode scalar values from the start of the text.
    start: usize,
    /// Exclusive.
    end: usize,
    label: Class,
    score: f64,
    why: Why,
}

/// Answers every line until the input ends.
///
/// # Errors
/// At the first line that is no such object; the answers before it are written.
pub fn scan(mut input: impl BufRead, lists: &Lists, out: &mut impl Write) -> Result<(), Failure> {
    let mut buffer = Vec::new();
    let mut number = 0;
    loop {
        buffer.clear();
        if input.read_until(b'\n', &mut buffer)? == 0 {
            return Ok(());
        }
        number += 1;
        let line = std::str::from_utf8(&buffer).map_err(|_| Failure::Encoding(number))?;
        let line: Line<'_> = serde_json::from_str(line).map_err(|_| Failure::Line(number))?;
        if !line.id.get().starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
            return Err(Failure::Line(number));
        }
        let mut scalars = Scalars::new(&line.text);
        let findings = detect::find(&[(Field::Summary, &line.text)], lists)
            .into_iter()
            .map(|f| Row {
                start: scalars.at(f.range.start),
                end: scalars.at(f.range.end),
                label: f.class,
                score: (f64::from(f.score) * 1000.0).round() / 1000.0,
                why: f.why,
            })
            .collect();
        serde_json::to_writer(&mut *out, &Answer { id: line.id, findings })
            .map_err(|e| Failure::from(std::io::Error::from(e)))?;
        out.write_all(b"\n")?;
    }
}

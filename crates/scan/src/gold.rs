//! Gold texts: JSON lines with spans, or a folder of annotated reports with `[[LABEL|words]]` in them.

use std::io;
use std::ops::Range;
use std::path::Path;

use detect::{Class, Closed};
use serde::Deserialize;

/// A text with its true spans, in UTF-8 bytes, in the order of their places.
pub struct Gold {
    pub id: String,
    pub text: String,
    pub spans: Vec<(Range<usize>, Class)>,
}

/// What is wrong with a gold file: the place, never the words.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    #[error("cannot read the gold texts: {0}")]
    Read(io::ErrorKind),
    #[error("gold line {0}: not {{\"id\",\"text\",\"spans\"}}")]
    Line(usize),
    #[error("gold text {0}: a span with an unknown label or outside the text")]
    Span(usize),
}

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    text: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    label: String,
}

/// Reads a file of JSON lines, or every `*.txt` of a folder in the order of their names.
///
/// # Errors
/// If something cannot be read or is no gold text.
pub fn read(path: &Path) -> Result<Vec<Gold>, Malformed> {
    let failed = |e: io::Error| Malformed::Read(e.kind());
    if !path.is_dir() {
        return lines(&std::fs::read_to_string(path).map_err(failed)?, false);
    }
    let mut files: Vec<_> = std::fs::read_dir(path)
        .map_err(failed)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
        .iter()
        .enumerate()
        .map(|(n, file)| {
            let id = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            annotated(id, &std::fs::read_to_string(file).map_err(failed)?, n + 1)
        })
        .collect()
}

/// Reads JSON lines; `public` ones have the labels of public corpora, of which places are called `LOC`.
///
/// # Errors
/// If a line is no gold text.
pub fn lines(all: &str, public: bool) -> Result<Vec<Gold>, Malformed> {
    let lines = all.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| row(line, n + 1, public)).collect()
}

fn row(line: &str, number: usize, public: bool) -> Result<Gold, Malformed> {
    let row: Row = serde_json::from_str(line).map_err(|_| Malformed::Line(number))?;
    let starts = crate::offsets::byte_starts(&row.text);
    let mut spans = Vec::with_capacity(row.spans.len());
    for span in row.spans {
        let label = if public && span.label == "LOC" { "LOCATION" } else { &span.label };
        let class = Class::from_spelling(label).ok_or(Malformed::Span(number))?;
        match (starts.get(span.start), starts.get(span.end)) {
            (Some(start), Some(end)) if start < end => spans.push((*start..*end, class)),
            (_, _) => return Err(Malformed::Span(number)),
        }
    }
    spans.sort_by_key(|(range, _)| range.start);
    let id = row.id.as_str().map_or_else(|| row.id.to_string(), str::to_owned);
    Ok(Gold { id, text: row.text, spans })
}

/// Title, blank line, body; the other lines of the front matter say nothing of the text.
fn annotated(id: String, file: &str, number: usize) -> Result<Gold, Malformed> {
    let mut title = "";
    let mut body = file;
    while let Some((line, rest)) = body.split_once('\n') {
        match line.split_once(": ") {
            Some(("title", value)) => title = value,
            Some(("category" | "style", _)) => {}
            Some(_) | None => break,
        }
        body = rest;
    }
    let marked = format!("{title}\n\n{}", body.trim_start_matches('\n'));
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), marked.as_str());
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let Some(((label, words), tail)) =
            after.split_once("]]").and_then(|(inner, tail)| Some((inner.split_once('|')?, tail)))
        else {
            return Err(Malformed::Span(number));
        };
        let class = Class::from_spelling(label).ok_or(Malformed::Span(number))?;
        spans.push((text.len()..text.len() + words.len(), class));
        text.push_str(words);
        rest = tail;
    }
    text.push_str(rest);
    Ok(Gold { id, text, spans })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_give_the_same() {
        let a = annotated(
            "x".into(),
            "title: At [[LOCATION|Ödön Road]]\ncategory: Any\nstyle: any\n\nOfc. [[PERSON|Vé]] left.\n",
            1,
        )
        .unwrap();
        let line = r#"{"id":1,"text":"At Ödön Road\n\nOfc. Vé left.\n","spans":[{"start":19,"end":21,"label":"PERSON"},{"start":3,"end":12,"label":"LOCATION"}]}"#;
        let b = row(line, 1, false).unwrap();
        assert_eq!((a.text, a.spans), (b.text, b.spans));
        assert_eq!(b.id, "1");
    }

    #[test]
    fn bad_gold_is_refused_by_its_number() {
        assert!(matches!(row("{}", 7, false), Err(Malformed::Line(7))));
        assert!(matches!(
            row(r#"{"id":1,"text":"ab","spans":[{"start":1,"end":9,"label":"PERSON"}]}"#, 3, false),
            Err(Malformed::Span(3))
        ));
        assert!(matches!(
            row(r#"{"id":1,"text":"ab","spans":[{"start":0,"end":1,"label":"NAME"}]}"#, 3, false),
            Err(Malformed::Span(3))
        ));
    }
}

//! Publications as JSON, and as CSV that a spreadsheet takes for text and nothing else.

use domain::{Closed, Question};
use serde::Serialize;
use serde_json::Value;
use wire::Publication;

use crate::SheetError;

/// A publication with its number in the library.
#[derive(Debug, Clone, Serialize)]
pub struct Numbered<'p> {
    pub number: u32,
    /// Numbers of the others in the library that tell of the same event.
    pub same_event: Vec<u32>,
    #[serde(flatten)]
    pub publication: &'p Publication,
}

/// A list of objects, indented.
pub fn to_json(publications: &[Numbered<'_>]) -> Result<Vec<u8>, SheetError> {
    let mut json = serde_json::to_vec_pretty(publications).map_err(|_| SheetError::Unwritable)?;
    json.push(b'\n');
    Ok(json)
}

/// One row each, after a row with names. UTF-8 with a byte-order mark: without it spreadsheets guess wrong. Several values
/// of one cell stand on lines of their own.
pub fn to_csv(publications: &[Numbered<'_>]) -> Result<Vec<u8>, SheetError> {
    // Every cell in quotes: some spreadsheets part cells at a semicolon, and would read what follows one as a formula.
    let mut builder = csv::WriterBuilder::new();
    let mut out = builder.quote_style(csv::QuoteStyle::Always).from_writer("\u{feff}".as_bytes().to_vec());
    let texts = ["number", "same_event", "id", "title", "summary", "lessons", "differently", "takeaways"];
    let coding = ["category", "tags", "factors", "primary_factor", "prevented", "coded_severity"];
    let names = texts.into_iter().chain(coding).chain(Question::ALL.iter().map(|question| question.as_str()));
    out.write_record(names).map_err(|_| SheetError::Unwritable)?;
    for Numbered { number, same_event, publication: of } in publications {
        let mut row = vec![
            number.to_string(),
            same_event.iter().map(u32::to_string).collect::<Vec<_>>().join("\n"),
            of.id.to_string(),
            of.title.clone(),
            of.summary.clone(),
            of.lessons.clone(),
            of.differently.clone(),
            of.takeaways.join("\n"),
            of.category.as_str().to_owned(),
            spelled(&of.tags),
            spelled(&of.factors),
            of.primary_factor.map_or("", Closed::as_str).to_owned(),
            spelled(&of.prevented),
            of.severity.map_or("", Closed::as_str).to_owned(),
        ];
        let answers = serde_json::to_value(&of.answers).map_err(|_| SheetError::Unwritable)?;
        row.extend(Question::ALL.iter().map(|question| answer(answers.get(question.as_str()))));
        out.write_record(row.iter().map(|cell| harmless(cell))).map_err(|_| SheetError::Unwritable)?;
    }
    out.into_inner().map_err(|_| SheetError::Unwritable)
}

fn spelled<T: Closed>(values: &[T]) -> String {
    values.iter().map(|value| value.as_str()).collect::<Vec<_>>().join("\n")
}

fn answer(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(one)) => one.clone(),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => String::new(),
    }
}

/// A spreadsheet runs a cell that begins like a formula, after blanks too, and in full-width signs. An apostrophe before it
/// makes it text (the advice of OWASP on CSV injection).
fn harmless(cell: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    let formula = cell.starts_with(begins) || cell.trim_start().starts_with(begins);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_that_begins_like_a_formula_is_text() {
        for cell in ["=1+1", "+1", "-1", "@sum", "\t=1", "\rx", "  =1", "＝1", "=HYPERLINK(\"x\")"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", "[Officer 1] - ran", "12"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}

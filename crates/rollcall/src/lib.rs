//! What leaves the app with a publication: the sheet for a roll call, and exports. Pure; of published fields alone, since a
//! [`wire::Publication`] has no others.

mod export;
mod layout;
mod markdown;
mod pdf;
mod sheet;

pub use export::{Numbered, to_csv, to_json};
pub use markdown::to_markdown;
pub use pdf::{Pdf, SheetError, to_pdf};
pub use sheet::{QUESTIONS, Sheet};

/// What a file is saved as. Its name says the publication's number: a title may stay in a folder's listing for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Markdown,
    Json,
    Csv,
}

impl Kind {
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// The name that is offered for a file with these publications: their numbers, or of many the first, the last and how many.
pub fn file_name(numbers: &[u32], kind: Kind) -> String {
    const MOST: usize = 4;
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let parts: Vec<String> = match sorted.as_slice() {
        [first, .., last] if sorted.len() > MOST => {
            vec![format!("{first:04}"), "to".into(), format!("{last:04}"), format!("{}-in-all", sorted.len())]
        }
        few => few.iter().map(|number| format!("{number:04}")).collect(),
    };
    format!("near-miss{}-{}.{}", if sorted.len() == 1 { "" } else { "es" }, parts.join("-"), kind.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_number() {
        assert_eq!(file_name(&[17], Kind::Pdf), "near-miss-0017.pdf");
        assert_eq!(file_name(&[12345], Kind::Markdown), "near-miss-12345.md");
        assert_eq!(file_name(&[1, 2, 9], Kind::Csv), "near-misses-0001-0002-0009.csv");
        assert_eq!(file_name(&[9, 1, 2, 30, 4], Kind::Json), "near-misses-0001-to-0030-5-in-all.json");
    }
}

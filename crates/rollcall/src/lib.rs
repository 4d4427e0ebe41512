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

/// The name that is offered for a file with these publications.
pub fn file_name(numbers: &[u32], kind: Kind) -> String {
    match numbers {
        [number] => format!("near-miss-{number:04}.{}", kind.ending()),
        _ => format!("near-misses-{}.{}", numbers.len(), kind.ending()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_number() {
        assert_eq!(file_name(&[17], Kind::Pdf), "near-miss-0017.pdf");
        assert_eq!(file_name(&[12345], Kind::Markdown), "near-miss-12345.md");
        assert_eq!(file_name(&[1, 2, 9], Kind::Csv), "near-misses-3.csv");
    }
}

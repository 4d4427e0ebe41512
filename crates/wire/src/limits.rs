//! Sizes and counts that the server accepts. Bytes are UTF-8 bytes.

use domain::{Field, Text};

/// Largest title.
pub const TITLE_BYTES: usize = 400;
/// Largest narrative: about 10,000 words, far above the longest real one.
pub const SUMMARY_BYTES: usize = 64 * 1024;
/// Largest lessons learned, and largest "what would you do differently?".
pub const LESSONS_BYTES: usize = 16 * 1024;
/// Largest note, comment or takeaway.
pub const NOTE_BYTES: usize = 8 * 1024;
/// Largest body of a submission.
pub const SUBMISSION_BODY_BYTES: usize = 256 * 1024;
/// Largest body of a draft or an event.
pub const WORK_BODY_BYTES: usize = 4 * 1024 * 1024;
/// Largest body of anything else.
pub const SMALL_BODY_BYTES: usize = 32 * 1024;
/// Actions in one edit.
pub const ACTIONS: usize = 20_000;
/// Takeaways of one report.
pub const TAKEAWAYS: usize = 50;
/// Comments on passages in one return.
pub const COMMENTS: usize = 50;
/// Combinations in one question about the library, and traits in each.
pub const COMBINATIONS: usize = 80;
pub const TRAITS: usize = 40;
/// Questions to the author of one report.
pub const QUESTIONS: usize = 10;
/// Similar reports in one answer, of each kind.
pub const SIMILAR: usize = 5;
/// Agencies of one person, and characters of each identifier: two letters and seven letters or digits.
pub const AGENCIES: usize = 20;
pub const ORI9_CHARS: usize = 9;
/// Fewest characters of a password, and most bytes.
pub const PASSWORD_CHARS: usize = 14;
pub const PASSWORD_BYTES: usize = 1024;
/// Items of one page of a feed.
pub const PAGE_ITEMS: usize = 200;

/// Largest text of a field.
pub const fn field_bytes(field: Field) -> usize {
    match field {
        Field::Title => TITLE_BYTES,
        Field::Summary => SUMMARY_BYTES,
        Field::Lessons | Field::Differently => LESSONS_BYTES,
    }
}

/// The first field that is larger than accepted.
pub fn oversized(text: &Text) -> Option<Field> {
    text.fields().into_iter().find(|(field, value)| value.len() > field_bytes(*field)).map(|(field, _)| field)
}

/// Whether a password is neither too short nor too long.
pub fn is_password(password: &str) -> bool {
    password.chars().count() >= PASSWORD_CHARS && password.len() <= PASSWORD_BYTES
}

/// Whether this has the form of an agency's nine-character identifier.
pub fn is_ori9(value: &str) -> bool {
    let letters = value.bytes().take(2).filter(u8::is_ascii_alphabetic).count() == 2;
    letters && value.len() == ORI9_CHARS && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

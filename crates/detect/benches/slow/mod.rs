//! Texts made to be slow, of any size.

/// So many bytes of a text, repeated as often as that takes.
pub fn sized(text: &str, bytes: usize) -> String {
    let mut out = text.repeat(bytes / text.len() + 1);
    out.truncate(out.floor_char_boundary(bytes));
    out
}

/// What is repeated, under a name: ordinary text first.
pub fn units(ordinary: &str) -> Vec<(&'static str, String)> {
    let mut out = vec![("ordinary", ordinary.to_owned()), ("capitals", ordinary.to_ascii_uppercase())];
    out.extend(
        [
            ("digits", "7"),
            ("one endless word", "a"),
            ("one endless word of capitals", "A"),
            ("nested quotes", "\"“'"),
            ("brackets", "["),
            ("combining characters", "e\u{301}\u{308}"),
            ("line ends", "\n"),
            ("one name again and again", "Delacroix "),
            ("a rank again and again", "Ofc. "),
            ("dates again and again", "3/4/24 "),
        ]
        .map(|(name, unit)| (name, unit.to_owned())),
    );
    out
}

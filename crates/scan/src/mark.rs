//! One text with its findings marked, for a terminal or a file.

use std::io::{self, Write};

use detect::{Closed, Family, Field, Lists};

/// The colour of a family, as ANSI parameters.
const fn colour_of(family: Family) -> &'static str {
    match family {
        Family::Who => "1;35",
        Family::Where => "1;34",
        Family::When => "1;32",
        Family::Numbers => "1;33",
        Family::Quasi => "1;36",
        Family::Sensitive => "1;31",
    }
}

/// Writes the text with every finding in colour and its label after it, or without colour as `[[LABEL|words]]`.
///
/// # Errors
/// Those of the writer.
pub fn marked(text: &str, lists: &Lists, colour: bool, out: &mut impl Write) -> io::Result<()> {
    let mut at = 0;
    let plain = |from: usize, to: usize, out: &mut dyn Write| -> io::Result<()> {
        let stretch = text.get(from..to).unwrap_or_default();
        if colour {
            // A text must not steer the terminal that shows it.
            let safe: String = stretch
                .chars()
                .map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c })
                .collect();
            out.write_all(safe.as_bytes())
        } else {
            out.write_all(stretch.as_bytes())
        }
    };
    for finding in detect::find(&[(Field::Summary, text)], lists) {
        plain(at, finding.range.start, out)?;
        if colour {
            write!(out, "\x1b[{}m", colour_of(finding.class.family()))?;
            plain(finding.range.start, finding.range.end, out)?;
            write!(out, "\x1b[0m\x1b[2m {}\x1b[0m", finding.class.as_str())?;
        } else {
            write!(out, "[[{}|", finding.class.as_str())?;
            plain(finding.range.start, finding.range.end, out)?;
            out.write_all(b"]]")?;
        }
        at = finding.range.end;
    }
    plain(at, text.len(), out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_closed_and_controls_are_shown() {
        let mut out = Vec::new();
        marked("Ofc. Rudenko \x1b[31m left.", &Lists::default(), true, &mut out).unwrap();
        let s = String::from_utf8(out).unwrap();
        assert!(s.contains("\x1b[1;35mRudenko\x1b[0m\x1b[2m PERSON\x1b[0m"));
        assert!(s.contains('\u{fffd}'));
    }
}

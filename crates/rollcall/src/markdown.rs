//! The sheet as Markdown: what the text says stays text, whatever signs stand in it.

use std::fmt::Write as _;

use crate::Sheet;
use crate::sheet::Style;

pub fn to_markdown(sheet: &Sheet<'_>) -> String {
    let mut out = String::new();
    for block in sheet.blocks() {
        let text = escaped(&block.text);
        // Writing to a string does not fail.
        let _written = match block.style {
            Style::Kicker => write!(out, "*{text}*\n\n"),
            Style::Title => write!(out, "# {text}\n\n"),
            Style::Heading => write!(out, "## {text}\n\n"),
            Style::Body => write!(out, "{text}\n\n"),
            Style::Point => write!(out, "- {text}\n\n"),
            Style::Question(at) => write!(out, "{at}. {text}\n\n"),
        };
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Without what would be markup: emphasis, code, tags and links anywhere, and at the beginning headings, lists, quotes and rules.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let begins_list = {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < text.len() && (rest.starts_with('.') || rest.starts_with(')'))
    };
    let mut before = None;
    for (at, c) in text.char_indices() {
        let inside = matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '|' | '~' | '&');
        let at_start = at == 0 && matches!(c, '#' | '-' | '+' | '=');
        let link = matches!(c, '(' | '[' | ':') && before == Some(']');
        let ends_number = begins_list && matches!(c, '.' | ')') && !out.contains(['.', ')']);
        if inside || at_start || link || ends_number {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_in_a_text_is_text() {
        for (text, plain) in [
            ("[Officer 1] ran (fast).", "[Officer 1] ran (fast)."),
            ("a *b* _c_ `d` <e> f|g", r"a \*b\* \_c\_ \`d\` \<e\> f\|g"),
            ("[x](http://y) [x][y] [x]: y", r"[x]\(http://y) [x]\[y] [x]\: y"),
            ("# no heading", r"\# no heading"),
            ("- no list - here", r"\- no list - here"),
            ("12. no list. 3.", r"12\. no list. 3."),
            ("12 yards. 3.", "12 yards. 3."),
            ("=", r"\="),
            ("&lt;", r"\&lt;"),
        ] {
            assert_eq!(escaped(text), plain);
        }
    }
}

//! E-mail addresses, also those written out with "at" and "dot".

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "email",
        [
            Pattern::new(Class::Email, 0.99, "an e-mail address", r"[<<L>>0-9._%+'-]{1,64}@[<<L>>0-9-]{1,63}(?:\.[<<L>>0-9-]{1,63}){1,8}"),
            Pattern::new(
                Class::Email,
                0.85,
                "an e-mail address in words",
                r"(?i)\b[a-z0-9._-]{2,40} ?(?:\(at\)|\[at\]| at ) ?[a-z0-9-]{2,40}(?: ?(?:\(dot\)|\[dot\]| dot ) ?[a-z0-9-]{2,20}){0,3} ?(?:\(dot\)|\[dot\]| dot |\.) ?(?:com|net|org|gov|edu|us|mil)\b",
            )
            .check(|text, c| text.get(c.range.clone()).to_lowercase().contains("dot") || text.get(c.range.clone()).contains(['(', '['])),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let from = out.len();
    if text.s.contains('@')
        || text.s.contains("dot")
        || text.s.contains("DOT")
        || text.s.contains("[at]")
        || text.s.contains("(at)")
    {
        SET.find(text, out);
    }
    for c in out.get_mut(from..).unwrap_or_default() {
        let s = text.get(c.range.clone());
        let left = s.trim_start_matches(['.', '\'', '-', '_']);
        c.range.start = c.range.end - left.len();
        c.range.end = c.range.start + left.trim_end_matches(['.', '-', '\'']).len();
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn addresses() {
        finds(
            super::find,
            &[
                ("Mail m.orr@harbor.example, please.", &["m.orr@harbor.example"]),
                ("(tips+north@cpd.example.org).", &["tips+north@cpd.example.org"]),
                ("SEND TO J_LOWE@PD.EXAMPLE.COM.", &["J_LOWE@PD.EXAMPLE.COM"]),
                ("it's o'hara@mail.example.net's inbox", &["o'hara@mail.example.net"]),
                ("write to tess_vale at mailbox dot com", &["tess_vale at mailbox dot com"]),
                ("tess (at) mailbox (dot) org", &["tess (at) mailbox (dot) org"]),
                ("write to jo@harbor.example", &["jo@harbor.example"]),
                ("JO@HARBOR.EXAMPLE", &["JO@HARBOR.EXAMPLE"]),
                ("jo.o-dell_2@mail.harbor.example.", &["jo.o-dell_2@mail.harbor.example"]),
                ("<jo@harbor.example>", &["jo@harbor.example"]),
                ("e-mail: j+x@harbor.example, thanks", &["j+x@harbor.example"]),
                ("(a1@b2.example)", &["a1@b2.example"]),
                ("jo@harbor.example/kim@harbor.example", &["jo@harbor.example", "kim@harbor.example"]),
                ("tips@cabotferry.example", &["tips@cabotferry.example"]),
                ("mailto:jo@harbor.example", &["jo@harbor.example"]),
            ],
        );
    }

    #[test]
    fn no_addresses() {
        finds_nothing(
            super::find,
            &[
                "meet @ noon",
                "@handle_only",
                "he stood at the dot on the map",
                "10@ 5",
                "a@b",
                "We were at dot com",
                "@harbor",
                "jo @ harbor",
                "5 @ 10",
                "jo@",
                "meet @ the gate",
                "@",
                "50% @ noon",
                "one@",
                "meet me @5th and Main",
                "two @ 45 mph",
                "at the dot com office",
            ],
        );
    }
}

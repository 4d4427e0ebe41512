//! Web addresses, with and without a scheme, also defanged ("hxxp").

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "url",
        [
            Pattern::new(Class::Url, 0.99, "a web address", r#"(?i)\b(?:https?|hxxps?|ftp|rtsp)://[^\s<>"”’{}|\\^`]+"#),
            Pattern::new(Class::Url, 0.98, "a web address", r#"(?i)\bwww\d?\.[^\s<>"”’{}|\\^`]+"#),
            Pattern::new(
                Class::Url,
                0.9,
                "a domain name",
                r"(?i)\b(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,6}(?:com|net|org|gov|edu|mil|info|biz|example|test|invalid|onion|app|dev)\b(?::\d{2,5})?(?:/[a-z0-9_~:/?#@!$&()*+,;=%.-]*)?",
            ),
            Pattern::new(
                Class::Url,
                0.8,
                "a domain name with a path",
                r"(?i)\b(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,6}(?:us|io|tv|co|me|ly|uk|ca|gg)/[a-z0-9_~:/?#@!$&()*+,;=%.-]+",
            ),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let from = out.len();
    if text.s.contains('.') {
        SET.find(text, out);
    }
    let mut at = from;
    while let Some(c) = out.get_mut(at) {
        let s = text.get(c.range.clone()).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*']);
        c.range.end = c.range.start + s.len();
        // What stands after an @ is the domain of an address, which is found as such.
        if text.before(c.range.start).ends_with('@') || s.is_empty() {
            out.swap_remove(at);
        } else {
            at += 1;
        }
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
                ("See https://cams.example.org/b/12?x=1.", &["https://cams.example.org/b/12?x=1"]),
                ("(www.riverwatch.example)", &["www.riverwatch.example"]),
                ("posted on riverwatch.example.com/clips, again", &["riverwatch.example.com/clips"]),
                ("hxxp://bad.example/login now", &["hxxp://bad.example/login"]),
                ("cad7.example:8443", &["cad7.example:8443"]),
                ("clip at clips.tv/v/771.", &["clips.tv/v/771"]),
                ("HTTPS://CAD.TULLY.EXAMPLE/Q", &["HTTPS://CAD.TULLY.EXAMPLE/Q"]),
                ("WWW.TULLYGAP.ORG", &["WWW.TULLYGAP.ORG"]),
                ("marlgap.gov/police,", &["marlgap.gov/police"]),
                ("(tullygap.com)", &["tullygap.com"]),
                ("rtsp://cam4.tully.example/live", &["rtsp://cam4.tully.example/live"]),
                ("hxxps://tully.example!", &["hxxps://tully.example"]),
                ("t.me/tullymarl", &["t.me/tullymarl"]),
                ("cad.tully.net:8443/x", &["cad.tully.net:8443/x"]),
                ("http://10.4.0.7:8080/cam", &["http://10.4.0.7:8080/cam"]),
                ("on tully-gap.info.", &["tully-gap.info"]),
            ],
        );
    }

    #[test]
    fn no_addresses() {
        finds_nothing(
            super::find,
            &[
                "He stopped.us too",
                "U.S. 40",
                "5 p.m. at",
                "jo@harbor.example",
                "Sgt.Orme",
                "e.g. this",
                "and/or",
                "12.5 miles",
                "...com on",
                "18 U.S.C. 922",
                "9.40.010",
                "No.12",
                "etc.and",
                "dr.orme",
                "an app.",
                "a .com at",
                "info@tully.example",
            ],
        );
    }
}

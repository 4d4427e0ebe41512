//! IP addresses of both versions, checked by parsing them.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "ip",
        [
            Pattern::new(Class::Ip, 0.95, "an IP address of version 4", r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")
                .check(|text, c| {
                    let left = text.left(c.range.start, 16).to_lowercase();
                    let cue = words::last_word(left.trim_end_matches([' ', ':', '(']));
                    if words::listed(cue, "version versions ver v firmware software build release rev revision update patch step steps sop policy section article")
                        || left.ends_with("upgraded from ") || left.ends_with("upgraded to ") || left.ends_with("updated to ")
                        || left.ends_with('v')
                        || text.after(c.range.end).starts_with('.')
                            && text.right(c.range.end, 2).as_bytes().get(1).copied().is_some_and(|b| b.is_ascii_digit())
                    {
                        return false;
                    }
                    text.get(c.range.clone()).parse::<Ipv4Addr>().is_ok()
                }),
            Pattern::new(
                Class::Ip,
                0.95,
                "an IP address of version 6",
                r"(?i)\b[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){2,7}\b",
            )
            .check(|text, c| text.get(c.range.clone()).parse::<Ipv6Addr>().is_ok()),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    if text.has_digit {
        SET.find(text, out);
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
                ("from 203.0.113.40.", &["203.0.113.40"]),
                ("camera (10.9.0.14)", &["10.9.0.14"]),
                ("on 2001:db8:77::1f today", &["2001:db8:77::1f"]),
                ("2001:db8:0:1:2:3:4:5", &["2001:db8:0:1:2:3:4:5"]),
                ("IP 192.0.2.14", &["192.0.2.14"]),
                ("ip address: 198.51.100.7", &["198.51.100.7"]),
                ("from 203.0.113.9 at night", &["203.0.113.9"]),
                ("logged in at 192.0.2.1.", &["192.0.2.1"]),
                ("(192.0.2.200)", &["192.0.2.200"]),
                ("IP=192.0.2.77", &["192.0.2.77"]),
                ("2001:db8::1", &["2001:db8::1"]),
                ("cam at 192.0.2.5:554", &["192.0.2.5"]),
                ("SRC 10.20.30.40 DST 10.20.30.41", &["10.20.30.40", "10.20.30.41"]),
                ("host 192.168.1.50", &["192.168.1.50"]),
                ("ping 10.0.0.1", &["10.0.0.1"]),
            ],
        );
    }

    #[test]
    fn no_addresses() {
        finds_nothing(
            super::find,
            &[
                "version 4.12.1.2",
                "300.1.2.3",
                "19:24:10",
                "21:14:06:33",
                "1.2.3",
                "policy 4.1.2",
                "7c:78:b2:04:41:7e",
                "section 1.2.3",
                "10.4.",
                "0315:22",
                "v2.0.1",
                "12.5.2024",
                "300.300.300.300",
                "1.2.3.4.5",
                "ten-four",
                "policy 10.4.1",
                "12:30:15",
            ],
        );
    }
}

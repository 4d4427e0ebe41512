//! Screen names and cash tags.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "handle",
        [
            Pattern::new(Class::Handle, 0.9, "a screen name with @", r"@[<<L>>0-9_~][<<L>>0-9_.~-]{1,30}").check(|text, c| {
                let before = text.before(c.range.start).chars().next_back();
                trim(text, c);
                !is_measure(text.get(c.range.clone())) && !before.is_some_and(|b| b.is_alphanumeric() || b == '.' || b == '_') && text.get(c.range.clone()).chars().any(char::is_alphabetic)
            }),
            Pattern::new(Class::Handle, 0.85, "a cash tag", r"\$[A-Za-z][A-Za-z0-9_-]{2,20}"),
            Pattern::new(
                Class::Handle,
                0.85,
                "a screen name",
                r"(?i)\b(?:user ?name|screen ?name|handle|snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|twitter|facebook|fb|gamertag|gamer tag|posts as|posting as|posted as|signs as|signs off as|online as|logged in as|cash ?app|venmo|discord|telegram|whatsapp|reddit|kik|onlyfans|account|profile|chat name|goes by)(?: (?:name|account|handle|page|user|is|was|as|tag))*[\s:=,(]{1,2}[@&/]?([<<L>>0-9_.~/#-]{3,32})",
            )
            .raised(&["a word for a screen name before it"])
            .check(|text, c| {
                trim(text, c);
                let s = text.get(c.range.clone());
                let marked = s.contains(['_', '~', '#']) || s.contains("//") || (s.bytes().any(|b| b.is_ascii_digit()) && s.chars().filter(|ch| ch.is_alphabetic()).count() >= 3) || s.split('.').filter(|p| p.len() > 1).count() > 1;
                marked && !s.contains("://")
            }),
            Pattern::new(
                Class::Handle,
                0.8,
                "a screen name before the name of its site",
                r"(?i)\b([a-z0-9]{2,20}(?:[._~-][a-z0-9]{1,20}){1,4}|[a-z]{3,20}\d{1,6}) (?:on|from|via) (?:the )?(?:app|snap(?:chat)?|insta(?:gram)?|ig|tik ?tok|twitter|facebook|fb|telegram|discord|reddit|kik|whatsapp|venmo|cash ?app|onlyfans|marketplace|signal app|xbox|playstation|psn|steam|twitch)\b",
            )
            .check(|text, c| {
                let s = text.get(c.range.clone());
                s.chars().filter(|ch| ch.is_alphabetic()).count() >= 3 && !text.before(c.range.start).ends_with(['@', '.', '/']) && !s.ends_with("-year") && !s.split(['-', '.']).all(crate::lexicon::is_common)
            }),
            Pattern::new(Class::Handle, 0.85, "a screen name of a forum", r"\bu/([A-Za-z0-9_-]{3,24})\b"),
            Pattern::new(Class::Handle, 0.75, "a word that ends with an underscore", r"\b([A-Za-z][A-Za-z0-9.]{2,24}_{1,2})(?:[^A-Za-z0-9_]|$)").check(|text, c| {
                let before = text.before(c.range.start);
                !before.ends_with(['/', '.', '@', '_', '[', '(']) && !text.after(c.range.end).starts_with(['@', '/', ']'])
            }),
            Pattern::new(Class::Handle, 0.6, "words joined by points", r"\b[a-z][a-z0-9]{0,15}(?:\.[a-z0-9]{1,15}){2,3}\b|\b[a-z]{6,16}\.(?:v?\d{1,4})\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let long = s.split('.').filter(|part| part.len() >= 3 && part.bytes().all(|b| b.is_ascii_lowercase())).count();
                let free = !text.before(c.range.start).ends_with(['/', '.', '@', '_', '-']) && !text.after(c.range.end).starts_with(['@', '/', '_', '-']);
                let single = s.matches('.').count() == 1;
                free && long >= 1 && !s.starts_with("www.") && !(single && s.split('.').next().is_some_and(crate::lexicon::is_common)) && !(text.after(c.range.end).starts_with('.') && single && s.ends_with(|ch: char| ch.is_ascii_digit()) && text.right(c.range.end, 2).ends_with(|ch: char| ch.is_ascii_digit()))
            }),
            Pattern::new(Class::Handle, 0.7, "a word with underscores", r"\b[<<L>>0-9]{1,20}(?:_{1,2}[<<L>>0-9]{1,20}){1,5}_{0,2}").check(|text, c| {
                let s = text.get(c.range.clone());
                let after = text.after(c.range.end);
                s.chars().filter(|ch| ch.is_alphabetic()).count() >= 3 && !after.starts_with(['@', '.', '/']) | after.starts_with(". ") && !matches!(text.before(c.range.start).chars().next_back(), Some('/' | '.' | '@' | '_'))
            }),
        ],
    )
});

/// "@5th and Main", "@1430hrs", "@55mph": a place, a time, a speed.
fn is_measure(s: &str) -> bool {
    let unit = s.trim_start_matches('@').trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() + 1 < s.len() && words::listed(unit, "st nd rd th hr hrs hours am pm mph yds yards ft feet mi miles")
}

fn trim(text: &Text<'_>, c: &mut Candidate) {
    let s = text.get(c.range.clone()).trim_end_matches(['.', '-', '/']);
    c.range.end = c.range.start + s.len();
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn handles() {
        finds(
            super::find,
            &[
                ("posts as @harbor.rat_9.", &["@harbor.rat_9"]),
                ("sent to $SlimPayday", &["$SlimPayday"]),
                ("username slim_payday_88", &["slim_payday_88"]),
                ("on snapchat: slimpayday88", &["slimpayday88"]),
                ("goes by xX_payday_Xx", &["xX_payday_Xx"]),
                ("signs as quiet.ears,", &["quiet.ears"]),
                ("tagged @lil_marl in it", &["@lil_marl"]),
                ("ig: @tully.gap", &["@tully.gap"]),
                ("his cashapp $MarlGap", &["$MarlGap"]),
                ("venmo @Tully-Marl-9", &["@Tully-Marl-9"]),
                ("discord tully#4471", &["tully#4471"]),
                ("FB name tully.marl.90", &["tully.marl.90"]),
                ("HANDLE WAS XX_TULLY_XX", &["XX_TULLY_XX"]),
                ("gamertag Tully7734", &["Tully7734"]),
                ("telegram tullymarl77", &["tullymarl77"]),
                ("posted by @MARL_SCANNER", &["@MARL_SCANNER"]),
                ("kik: marl.gap.9", &["marl.gap.9"]),
                ("he is tully.sells on the app", &["tully.sells"]),
                ("slimpay88 on snapchat", &["slimpay88"]),
                ("wrote u/marl_gap back", &["marl_gap"]),
                ("6/19/94, zobreezy_; he", &["zobreezy_"]),
                ("from a burner, nobody.nobody.614. it", &["nobody.nobody.614"]),
                ("and d.swope.fit was", &["d.swope.fit"]),
                ("on one, lanternmoth.v2 on", &["lanternmoth.v2"]),
            ],
        );
    }

    #[test]
    fn no_handles() {
        finds_nothing(
            super::find,
            &[
                "meet @ 5",
                "a follow-up on facebook",
                "posted on snapchat",
                "jo@harbor.example",
                "$500",
                "he goes by the name",
                "facebook post",
                "twitter was down",
                "his account was",
                "@",
                "goes by 4 names",
                "@1430hrs",
                "@5th and Main",
                "doing 80 @55mph",
                "@ 1430 hrs",
                "a $20 bill",
                "$1,500",
                "Facebook live",
                "on Instagram in 2022",
                "sign here ________",
                "cash app 50 dollars",
                "the IG report",
                "in chapter.4 of it",
                "at 3 a.m. he",
                "name: ______",
            ],
        );
    }
}

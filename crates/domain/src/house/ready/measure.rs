//! Where the number goes and the lesson stays: speeds over a limit, years of service.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{numbers, pattern};
use super::{Suggestion, generalise};
use crate::Act;

static OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(\d{1,3})(?: ?(?:mph|mi/h|miles (?:per|an) hour))? in (?:a|an|the) (?:posted )?(\d{1,3})\b")
});
static FROM_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\bfrom (\d{1,3})(?: ?mph)? (?:down |up )?to (\d{1,3}) ?(?:mph|miles (?:per|an) hour)\b")
});
static SERVICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b([a-z]+(?:[ -][a-z]+)?|\d{1,2})[ -]years?(?:[ -](?:old )?(?:veteran|officer|deputy|member)|\s+(?:of (?:service|experience)|on (?:the )?(?:job|force|department|patrol|road)|in (?:patrol|law enforcement|the department)|as an? \w+))",
    )
});

/// Suggestions for words of any class that hold a speed beside its limit, or years of service.
pub(super) fn suggest(words: &str) -> Vec<Suggestion> {
    let pair = |found: &Regex| -> Option<(u32, u32)> {
        let captures = found.captures(words)?;
        Some((captures.get(1)?.as_str().parse().ok()?, captures.get(2)?.as_str().parse().ok()?))
    };
    if let Some((speed, limit)) = pair(&OVER) {
        return match speed.checked_sub(limit) {
            Some(0) => vec![difference("[at the limit]".to_owned())],
            Some(over) => vec![difference(format!("[{over} mph over]")), generalise("[over the limit]")],
            None => vec![difference(format!("[{} mph under]", limit - speed))],
        };
    }
    if let Some((from, to)) = pair(&FROM_TO) {
        let change = if to < from { "slower" } else { "faster" };
        return vec![difference(format!("[{} mph {change}]", from.abs_diff(to)))];
    }
    let years = SERVICE.captures(words).and_then(|captures| numbers::read(captures.get(1)?.as_str()).first().copied());
    match years {
        Some(0..=3) => vec![generalise("[with a few years of service]")],
        Some(4..=14) => vec![generalise("[with some years of service]")],
        Some(_) => vec![generalise("[with many years of service]")],
        None => Vec::new(),
    }
}

const fn difference(text: String) -> Suggestion {
    Suggestion { act: Act::KeepDifference, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_goes_and_the_difference_stays() {
        for (words, told) in [
            ("52 in a 45", "[7 mph over]"),
            ("80 mph in a posted 65", "[15 mph over]"),
            ("40 in a 45 zone", "[5 mph under]"),
            ("from 60 to 35 mph", "[25 mph slower]"),
            ("14 years on the job", "[with some years of service]"),
            ("a twenty-two year veteran", "[with many years of service]"),
            ("two years of experience", "[with a few years of service]"),
        ] {
            assert_eq!(suggest(words).first().map(|one| one.text.as_str()), Some(told), "{words}");
        }
        assert_eq!(suggest("the only woman on nights"), []);
    }
}

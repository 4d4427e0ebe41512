//! Numbers of badges, shields, stars and employees.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "badge",
        [
            Pattern::cue(
                Class::Badge,
                0.92,
                1,
                "a number after a word for a badge",
                r"(?i)\b(?:badges?|bdg\.?|shield|star|employee|emp\.?|dsn|serial no\.? of officer|peg|payroll|personnel|operator|p#|id)(?: (?:number|numbers|no\.?|num|#|id))?(?: (?:is|was|of|are))?",
            )
            .raised(&["a word for a badge before it"])
            .check(|text, c| {
                let s = text.get(c.range.clone());
                let cue = text.left(c.range.start, 14).to_lowercase();
                let weak = cue.contains("id") || cue.contains("star") || cue.contains("operator") || cue.contains("personnel");
                let digits = s.bytes().filter(u8::is_ascii_digit).count();
                !(weak && digits < 2) && s.len() <= 14 && !crate::identifier::is_measure(text, c.range.end)
            }),
            Pattern::new(
                Class::Badge,
                0.8,
                "a number after a ranked name",
                r"(?i:\b(?:ofc|officer|sgt|sergeant|det|detective|dep|deputy|tpr|trooper|lt|cpl|capt|ptl|ptlm|c/o|po)\b\.?) (?:<<CAP>> ){1,3}\(?#?([A-Z]{0,3}-?\d{1,5})\b",
            )
            .raised(&["a rank and a name before it"])
            .check(|text, c| {
                let left = text.left(c.range.start, 40);
                let words = left.trim_end_matches([' ', '(', '#']).rsplit(' ').take(2);
                !(text.caps(c.range.start) && words.into_iter().any(crate::lexicon::is_function)) && !crate::identifier::is_measure(text, c.range.end)
            }),
            Pattern::new(Class::Badge, 0.6, "a number in brackets after a name", r"[<<L>>]{3} \((\d{3,5}|\d{1,2}-\d{2,4}|[A-Z]{1,2}-?\d{1,4})\)").check(|text, c| {
                let word = crate::words::last_word(text.left(c.range.start, 40).trim_end_matches([' ', '(']));
                crate::words::capital(word) && !crate::lexicon::is_brand(word)
            }),
            Pattern::new(Class::Badge, 0.6, "a number after an agency", r"(?:PD|SO|Police|Sheriff|Patrol|Department|Office),? [Nn]o\. (\d{1,5})\b"),
            Pattern::new(Class::Badge, 0.7, "a number sign and digits", r"(?:^|[\s(,])(#\d{2,6})\b").check(|text, c| {
                let left = text.left(c.range.start, 14);
                let word = crate::words::last_word(left.trim_end());
                c.range.start += 1;
                !crate::words::is_one_of(word, &["lane", "fence", "bay", "channel", "step", "lesson", "rule", "shot", "round", "stall", "pump", "door", "booth", "table", "number"])
            }),
            Pattern::new(Class::Badge, 0.8, "a number in words", r"(?i)\b(?:badge|shield|star)(?: (?:number|no\.?))? ((?:<<NUMW>>|zero|oh)(?:[- ](?:<<NUMW>>|zero|oh)){0,4})\b"),
            Pattern::new(Class::Badge, 0.7, "a self-reference with a number", r"\b(?:I am|I'm|I’m|i am|i'm|im|I, )(?: (?:Officer|officer|badge))? ?(\d{3,5})\b[,.]"),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn badges() {
        finds(
            super::find,
            &[
                ("badge 2271", &["2271"]),
                ("(badge 1960)", &["1960"]),
                ("badge H4417.", &["H4417"]),
                ("badge number 4-271;", &["4-271"]),
                ("Shield 88.", &["88"]),
                ("employee no. DO/40-828", &["DO/40-828"]),
                ("EMP 97170", &["97170"]),
                ("ID C-0471", &["C-0471"]),
                ("OFC. M. SZABO #717, W", &["717"]),
                ("Dep. Orr (#214)", &["214"]),
                ("badge four-seven", &["four-seven"]),
                ("BADGE NO 4417", &["4417"]),
                ("shield# 2207,", &["2207"]),
                ("badge#1190", &["1190"]),
                ("Emp# 97170", &["97170"]),
                ("DSN 3301 wrote", &["3301"]),
                ("P#88213", &["88213"]),
                ("bdg 2271", &["2271"]),
                ("Tpr. Halloway 3317 took", &["3317"]),
                ("Det. Orrin Vale (4471)", &["4471"]),
                ("badge three one four", &["three one four"]),
            ],
        );
    }

    #[test]
    fn no_badges() {
        finds_nothing(
            super::find,
            &[
                "a badge of honor",
                "the badge on his belt",
                "badge 3 feet away",
                "employee of 12 years",
                "fence #2",
                "the star 5 minutes",
                "I'm 3 blocks",
                "a shield 20 pounds",
                "without ID",
                "a ballistic shield 4 feet tall",
                "the operator 10 minutes later",
                "ID'd 3 people",
                "an employee entrance",
                "door #12",
                "round #12",
                "shows his badge",
                "5 star hotel",
                "a star athlete",
                "badges and guns 20 yards off",
            ],
        );
    }
}

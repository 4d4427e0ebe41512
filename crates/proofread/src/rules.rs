//! Which rules of the library are heard, and when: few, since reports are dictated, typed in cars and full of codes.

use std::sync::Arc;

use harper_core::Document;
use harper_core::linting::{
    AnA, CapitalizePersonalPronouns, CommaFixes, CorrectNumberSuffix, ItsContraction, Linter, ModalOf, Months,
    RepeatedWords, SentenceCapitalization, Spaces, Suggestion, ThenThan,
};
use harper_core::spell::MergedDictionary;

use crate::Remark;
use crate::places::Places;

/// What a remark is about, in the order in which one hides another at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    Spelling,
    /// "i" for "I".
    PronounI,
    /// "its" for "it's".
    ItsContraction,
    /// "should of" for "should have".
    ModalOf,
    /// "more then" for "more than".
    ThenThan,
    /// "a" before a vowel, "an" before a consonant.
    Article,
    /// A word twice.
    RepeatedWord,
    /// A month or a day in lower case.
    Month,
    /// "21th".
    NumberSuffix,
    /// A sentence that begins in lower case.
    SentenceStart,
    /// Blanks before a comma, or none after it.
    Comma,
    /// More than one blank between two words.
    Spaces,
}

impl Rule {
    pub const ALL: [Self; 12] = [
        Self::Spelling,
        Self::PronounI,
        Self::ItsContraction,
        Self::ModalOf,
        Self::ThenThan,
        Self::Article,
        Self::RepeatedWord,
        Self::Month,
        Self::NumberSuffix,
        Self::SentenceStart,
        Self::Comma,
        Self::Spaces,
    ];
}

pub struct Rules(Vec<(Rule, Box<dyn Linter>)>);

impl Rules {
    pub fn new(dictionary: &Arc<MergedDictionary>) -> Self {
        let heard = Rule::ALL.into_iter().filter_map(|rule| Some((rule, linter(rule, dictionary)?)));
        Self(heard.collect())
    }

    pub fn read(&mut self, text: &str, document: &Document, places: &Places) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (rule, linter) in &mut self.0 {
            for lint in linter.lint(document) {
                let Some(range) = places.range(lint.span) else { continue };
                let words = text.get(range.clone()).unwrap_or_default();
                let replacements: Vec<String> = lint
                    .suggestions
                    .iter()
                    .map(|one| replaced(words, one))
                    .filter(|one| one != words)
                    .take(3)
                    .collect();
                if let [first, ..] = &replacements[..] {
                    let context = Context {
                        before: text.get(..range.start).unwrap_or_default(),
                        words,
                        after: text.get(range.end..).unwrap_or_default(),
                    };
                    if context.holds(*rule, first) {
                        let safe = is_safe(*rule) && replacements.len() == 1;
                        remarks.push(Remark { range, rule: *rule, replacements, safe });
                    }
                }
            }
        }
        remarks
    }
}

/// The library's reader of a rule; none where this crate reads itself.
fn linter(rule: Rule, dictionary: &Arc<MergedDictionary>) -> Option<Box<dyn Linter>> {
    Some(match rule {
        Rule::Spelling => return None,
        Rule::PronounI => Box::new(CapitalizePersonalPronouns),
        Rule::ItsContraction => Box::new(ItsContraction::default()),
        Rule::ModalOf => Box::new(ModalOf::default()),
        Rule::ThenThan => Box::new(ThenThan::default()),
        Rule::Article => Box::new(AnA),
        Rule::RepeatedWord => Box::new(RepeatedWords::default()),
        Rule::Month => Box::new(Months::default()),
        Rule::NumberSuffix => Box::new(CorrectNumberSuffix),
        Rule::SentenceStart => Box::new(SentenceCapitalization::new(Arc::clone(dictionary))),
        Rule::Comma => Box::new(CommaFixes),
        Rule::Spaces => Box::new(Spaces),
    })
}

/// Rules whose one correction changes no word's meaning.
const fn is_safe(rule: Rule) -> bool {
    match rule {
        Rule::PronounI | Rule::ModalOf | Rule::Month | Rule::Spaces | Rule::SentenceStart => true,
        Rule::Spelling
        | Rule::ItsContraction
        | Rule::ThenThan
        | Rule::Article
        | Rule::RepeatedWord
        | Rule::NumberSuffix
        | Rule::Comma => false,
    }
}

fn replaced(words: &str, suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::ReplaceWith(with) => with.iter().collect(),
        Suggestion::InsertAfter(more) => words.chars().chain(more.iter().copied()).collect(),
        Suggestion::Remove => String::new(),
    }
}

/// A remark of the library with what stands around it: where it is known to be wrong about such texts, it is not heard.
struct Context<'a> {
    before: &'a str,
    words: &'a str,
    after: &'a str,
}

impl Context<'_> {
    fn holds(&self, rule: Rule, correction: &str) -> bool {
        let next = || self.after.trim_start().chars().next();
        let touches_word =
            self.before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '\''));
        match rule {
            Rule::Spelling
            | Rule::ItsContraction
            | Rule::ModalOf
            | Rule::ThenThan
            | Rule::Month
            | Rule::NumberSuffix => true,
            // "i" alone; a numeral in a list stays.
            Rule::PronounI => !touches_word && !self.after.starts_with([')', '.', '/', '-']),
            // Only where the letter says how the word sounds: a hundred, an hour and a unit are the library's weak side.
            Rule::Article => {
                let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o');
                let consonant = |c: char| c.is_ascii_lowercase() && !vowel(c) && !matches!(c, 'u' | 'h');
                let one = ["one", "once", "eu"].iter().any(|head| self.after.trim_start().starts_with(head));
                let fits =
                    |c: char| if correction.eq_ignore_ascii_case("an") { vowel(c) && !one } else { consonant(c) };
                !touches_word && next().is_some_and(fits)
            }
            // "had had" and "that that" are English; numbers and names are said twice for a reason, and so is "no no".
            Rule::RepeatedWord => {
                let word = self.words.split_whitespace().next().unwrap_or_default();
                const MEANT: [&str; 12] =
                    ["had", "that", "no", "go", "down", "bye", "very", "really", "now", "stop", "ha", "yes"];
                let number = crate::words::plain(word);
                !MEANT.contains(&number.as_str())
                    && !NUMBERS.contains(&number.as_str())
                    && word.chars().all(char::is_lowercase)
            }
            // A list, a chat and a log begin in lower case throughout; a sentence in prose does not.
            Rule::SentenceStart => {
                let head = self.before.trim_end();
                let apart = self.before.ends_with(' ') && head.ends_with(['.', '!', '?']);
                let last = head.rsplit(char::is_whitespace).next().unwrap_or_default();
                let stem = last.trim_end_matches('.');
                let abbreviation = last.ends_with('.')
                    && (last.ends_with("..")
                        || stem.contains('.')
                        || stem.chars().count() <= 4 && stem.starts_with(char::is_uppercase)
                        || ABBREVIATIONS.contains(&crate::words::plain(stem).as_str()));
                apart && !abbreviation
            }
            Rule::Comma => !self.before.ends_with(|c: char| c.is_ascii_digit()),
            // Not at the head of a line, and not in a table.
            Rule::Spaces => {
                let inside = |c: char| {
                    c.is_alphanumeric() || matches!(c, ',' | ';' | '.' | '!' | '?' | ')' | '"' | '”' | '\'' | '’' | ']')
                };
                let two = self.words.chars().count() == 2 && self.words.chars().all(|c| c == ' ');
                two && self.before.ends_with(inside)
                    && self.after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '“' | '(' | '['))
            }
        }
    }
}

const NUMBERS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh"];
const ABBREVIATIONS: [&str; 33] = [
    "ofc", "sgt", "lt", "cpt", "capt", "det", "dep", "dr", "mr", "mrs", "ms", "st", "ave", "rd", "blvd", "approx",
    "no", "vs", "etc", "est", "apt", "hwy", "jr", "sr", "mm", "ft", "lbs", "hrs", "min", "cal", "incl", "inc", "dept",
];

//! How well the text of a report speaks for its coding: `cargo run -p tests --example coding_figures`.
//!
//! The fixtures' authors said what kind of call it was, and how it could have ended. Both answers are withheld, and what the words
//! alone suggest is compared with them.

use domain::{Answers, Category, Closed as _, Code, Severity, Text, suggest_coding};
use tests::fixtures;

#[derive(Default)]
struct Figure {
    reports: usize,
    first: usize,
    among_three: usize,
    none: usize,
}

impl Figure {
    fn count(&mut self, suggested: &[Code], said: Code) {
        self.reports += 1;
        self.first += usize::from(suggested.first() == Some(&said));
        self.among_three += usize::from(suggested.iter().take(3).any(|one| *one == said));
        self.none += usize::from(suggested.is_empty());
    }
}

#[expect(clippy::print_stdout, reason = "what the command was asked for")]
fn main() {
    let (mut category, mut severity) = (Figure::default(), Figure::default());
    for report in fixtures::reports() {
        let field = |name: &str| domain::Private::from(report[name].as_str().unwrap_or_default());
        let text = Text {
            title: field("title"),
            summary: field("summary"),
            lessons: field("lessons"),
            differently: field("differently"),
        };
        let suggested: Vec<Code> = suggest_coding(&text, &Answers::default()).iter().map(|one| one.code).collect();
        let of = |kind: fn(&Code) -> bool| -> Vec<Code> { suggested.iter().copied().filter(kind).collect() };
        let said = |name: &str| report["answers"][name].as_str();
        if let Some(said) = said("call_type").and_then(Category::from_spelling) {
            category.count(&of(|code| matches!(code, Code::Category(_))), Code::Category(said));
        }
        if let Some(said) = said("severity").and_then(Severity::from_spelling) {
            severity.count(&of(|code| matches!(code, Code::Severity(_))), Code::Severity(said));
        }
    }
    println!("of the text alone   reports   suggested first   among the first three   nothing suggested");
    for (name, figure) in [("category", category), ("severity", severity)] {
        let Figure { reports, first, among_three, none } = figure;
        println!("{name:<20}{reports:>7}{first:>18}{among_three:>24}{none:>20}");
    }
}

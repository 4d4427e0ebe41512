//! The sheet for a roll call: what stands on it, in order, whatever it is saved as.

use wire::Publication;

/// Questions to begin with; staff put their own in their place.
pub const QUESTIONS: [&str; 3] = [
    "Where in this story could it have gone the other way on our shift?",
    "What did somebody do here that kept others from harm, and do we do it?",
    "What do we change from today on, and who sees to it?",
];

/// One or two pages for a shift briefing.
#[derive(Debug, Clone)]
pub struct Sheet<'p> {
    pub number: u32,
    pub publication: &'p Publication,
    /// For the discussion; blank ones are left out.
    pub questions: &'p [String],
}

/// How a block is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Kicker,
    Title,
    Heading,
    Body,
    /// With a bullet.
    Point,
    /// With its number.
    Question(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub style: Style,
    /// One paragraph, without line ends.
    pub text: String,
}

impl Sheet<'_> {
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let of = self.publication;
        let mut blocks = Vec::new();
        let mut add = |style, text: &str| blocks.push(Block { style, text: text.to_owned() });
        add(Style::Kicker, &format!("Roll call · near miss no. {}", self.number));
        add(Style::Title, &of.title.split_whitespace().collect::<Vec<_>>().join(" "));
        for (heading, text) in [
            ("What happened", &of.summary),
            ("Lessons learned", &of.lessons),
            ("What the author would do differently", &of.differently),
        ] {
            let paragraphs = paragraphs(text);
            if !paragraphs.is_empty() {
                add(Style::Heading, heading);
                paragraphs.iter().for_each(|paragraph| add(Style::Body, paragraph));
            }
        }
        if !of.takeaways.is_empty() {
            add(Style::Heading, "Takeaways");
            for takeaway in &of.takeaways {
                add(Style::Point, &paragraphs(takeaway).join(" "));
            }
        }
        let questions: Vec<String> = self.questions.iter().map(|one| paragraphs(one).join(" ")).collect();
        let asked: Vec<&String> = questions.iter().filter(|one| !one.is_empty()).collect();
        if !asked.is_empty() {
            add(Style::Heading, "To discuss");
            for (at, question) in asked.into_iter().enumerate() {
                add(Style::Question(at + 1), question);
            }
        }
        blocks
    }
}

/// Lines of a text that have something on them, each with single spaces.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

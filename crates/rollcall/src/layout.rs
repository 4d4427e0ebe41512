//! Blocks set into lines on pages: measured with the font that they are drawn with. Points, from the top left corner.

use std::cell::RefCell;
use std::collections::HashMap;

use rustybuzz::{Face, UnicodeBuffer};

use crate::SheetError;
use crate::sheet::{Block, Style};

/// US Letter.
pub const PAGE: (f32, f32) = (612.0, 792.0);
pub const MARGIN: f32 = 58.0;
/// Room below the text for the page's number.
pub const FOOT: f32 = 30.0;

pub const REGULAR: &[u8] = include_bytes!("../fonts/DejaVuSans.ttf");
pub const BOLD: &[u8] = include_bytes!("../fonts/DejaVuSans-Bold.ttf");

/// Words that are drawn in one go: of one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub x: f32,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The base line.
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub runs: Vec<Run>,
}

pub struct Fonts {
    regular: Face<'static>,
    bold: Face<'static>,
    /// What was measured before, in the font's own units: a size is tried after the other.
    measured: RefCell<HashMap<(bool, String), i32>>,
}

impl Fonts {
    pub fn new() -> Result<Self, SheetError> {
        let face = |bytes| Face::from_slice(bytes, 0).ok_or(SheetError::Unwritable);
        Ok(Self { regular: face(REGULAR)?, bold: face(BOLD)?, measured: RefCell::default() })
    }

    /// Points that a text takes.
    fn width(&self, bold: bool, size: f32, text: &str) -> f32 {
        let face = if bold { &self.bold } else { &self.regular };
        let known = self.measured.borrow().get(&(bold, text.to_owned())).copied();
        let advance = known.unwrap_or_else(|| {
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.guess_segment_properties();
            rustybuzz::shape(face, &[], buffer).glyph_positions().iter().map(|glyph| glyph.x_advance).sum()
        });
        self.measured.borrow_mut().insert((bold, text.to_owned()), advance);
        advance as f32 * size / face.units_per_em() as f32
    }

    /// The text with a box in place of each sign that the fonts don't have, and how many these are. Signs that nobody sees go.
    pub fn printable(&self, text: &str) -> (String, usize) {
        let mut missing = 0;
        let shown = text.chars().filter(|c| !is_unseen(*c)).map(|c| {
            let there = [&self.regular, &self.bold].iter().all(|face| face.glyph_index(c).is_some());
            if there {
                c
            } else {
                missing += 1;
                '□'
            }
        });
        (shown.collect(), missing)
    }
}

/// Sets the blocks at this size of the body text; the lines of each page.
pub fn pages(fonts: &Fonts, blocks: &[Block], size: f32) -> Vec<Vec<Line>> {
    let mut pages = vec![Vec::new()];
    let (top, bottom) = (MARGIN, PAGE.1 - MARGIN - FOOT);
    let mut y = top;
    for block in blocks {
        let Set { size, bold, before, indent, mark } = set(block.style, size);
        let leading = size * 1.38;
        let lines = wrapped(fonts, (bold, size), &block.text, PAGE.0 - 2.0 * MARGIN - indent);
        y += if y > top { before } else { 0.0 };
        // A heading does not stand alone at the foot.
        let together = if block.style == Style::Heading { 3.0 } else { 1.0 };
        for (at, line) in lines.into_iter().enumerate() {
            if y + leading * if at == 0 { together } else { 1.0 } > bottom && y > top {
                pages.push(Vec::new());
                y = top;
            }
            y += leading;
            let mut runs = Vec::new();
            if let (0, Some(mark)) = (at, &mark) {
                runs.push(Run { x: MARGIN, text: mark.clone() });
            }
            let mut x = MARGIN + indent;
            let last = line.len().saturating_sub(1);
            for (at, text) in line.into_iter().enumerate() {
                let wide = if at == last { 0.0 } else { fonts.width(bold, size, &text) };
                runs.push(Run { x, text });
                x += wide;
            }
            if let Some(page) = pages.last_mut() {
                page.push(Line { y, size, bold, runs });
            }
        }
    }
    pages
}

struct Set {
    size: f32,
    bold: bool,
    /// Room above it.
    before: f32,
    indent: f32,
    mark: Option<String>,
}

fn set(style: Style, size: f32) -> Set {
    let plain = Set { size, bold: false, before: size * 0.45, indent: 0.0, mark: None };
    match style {
        Style::Kicker => Set { size: size * 0.9, ..plain },
        Style::Title => Set { size: size * 1.7, bold: true, before: 0.0, ..plain },
        Style::Heading => Set { size: size * 1.08, bold: true, before: size * 1.1, ..plain },
        Style::Body => plain,
        Style::Point => Set { indent: size * 1.5, mark: Some("• ".to_owned()), ..plain },
        Style::Question(at) => Set { indent: size * 1.8, mark: Some(format!("{at}. ")), ..plain },
    }
}

/// A paragraph broken into lines; each line in runs of one direction.
fn wrapped(fonts: &Fonts, (bold, size): (bool, f32), text: &str, room: f32) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let space = fonts.width(bold, size, " ");
    for word in text.split(' ') {
        for piece in pieces(fonts, (bold, size), word, room) {
            let wide = fonts.width(bold, size, &piece);
            if !line.is_empty() && used + wide > room {
                lines.push(directions(&line));
                line.clear();
                used = 0.0;
            }
            line.push_str(&piece);
            used += wide;
        }
        line.push(' ');
        used += space;
    }
    lines.push(directions(&line));
    lines
}

/// A word, in as many pieces as it takes for each to fit on a line.
fn pieces(fonts: &Fonts, (bold, size): (bool, f32), word: &str, room: f32) -> Vec<String> {
    if fonts.width(bold, size, word) <= room {
        return vec![word.to_owned()];
    }
    let mut out = vec![String::new()];
    let mut used = 0.0;
    for c in word.chars() {
        let wide = fonts.width(bold, size, c.encode_utf8(&mut [0; 4]));
        if used + wide > room {
            out.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out
}

/// Where the direction changes, another run begins: one run is shaped in one direction.
fn directions(line: &str) -> Vec<String> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for c in line.chars() {
        let backwards = is_backwards(c);
        match runs.last_mut() {
            // What has no direction goes on as what it follows.
            Some((same, run)) if *same == backwards || !c.is_alphabetic() => run.push(c),
            Some(_) | None => runs.push((backwards, c.to_string())),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// Hebrew, Arabic and their neighbours.
fn is_backwards(c: char) -> bool {
    matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
}

/// Joiners, marks of direction, variation selectors: they change how others look, if at all.
fn is_unseen(c: char) -> bool {
    matches!(u32::from(c), 0x00AD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE01EF)
        || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room_and_no_word_is_lost() {
        let fonts = Fonts::new().unwrap();
        let long = "x".repeat(300);
        let text = format!("One two three {long} four five. {}", "six seven ".repeat(60).trim_end());
        let lines = wrapped(&fonts, (false, 10.0), &text, 200.0);
        assert!(lines.len() > 10);
        for line in &lines {
            let wide: f32 = line.iter().map(|run| fonts.width(false, 10.0, run.trim_end())).sum();
            assert!(wide <= 200.5, "{wide}: {line:?}");
        }
        let joined: String = lines.concat().concat();
        assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn runs_change_with_the_direction_and_with_nothing_else() {
        assert_eq!(directions("One two. "), ["One two. "]);
        assert_eq!(directions("a שלום עולם b"), ["a ", "שלום עולם ", "b"]);
    }

    #[test]
    fn what_the_font_lacks_is_a_box_that_is_counted() {
        let fonts = Fonts::new().unwrap();
        assert_eq!(fonts.printable("Ж é β ש [x]"), ("Ж é β ש [x]".to_owned(), 0));
        assert_eq!(fonts.printable("東京 \u{200b}a\u{202e}b"), ("□□ ab".to_owned(), 2));
    }

    #[test]
    fn a_heading_stands_with_what_it_heads() {
        let fonts = Fonts::new().unwrap();
        let body = |text: &str| Block { style: Style::Body, text: text.to_owned() };
        for n in 30..60 {
            let mut blocks = vec![body("A line."); n];
            blocks.push(Block { style: Style::Heading, text: "Heading".to_owned() });
            blocks.push(body("Under it."));
            for page in pages(&fonts, &blocks, 10.0) {
                assert!(page.last().is_none_or(|line| !line.bold), "alone at the foot after {n} lines");
            }
        }
    }
}

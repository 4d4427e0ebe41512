//! The sheet as PDF: US Letter, text that can be found and copied, fonts embedded.

use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

use crate::Sheet;
use crate::layout::{BOLD, Fonts, Line, MARGIN, PAGE, REGULAR, Run, pages};
use crate::sheet::Block;

/// Sizes of the body text that are tried, in points: one page if it can be read, else two, else as many as it takes.
const FOR_ONE_PAGE: [f32; 3] = [10.5, 10.0, 9.5];
const FOR_TWO_PAGES: [f32; 4] = [10.5, 10.0, 9.5, 9.0];
const SMALLEST: f32 = 9.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    #[error("the file can't be made")]
    Unwritable,
}

/// A sheet that is ready to be saved.
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Signs that the fonts don't have: a box stands for each.
    pub missing: usize,
}

pub fn to_pdf(sheet: &Sheet<'_>) -> Result<Pdf, SheetError> {
    let fonts = Fonts::new()?;
    let mut missing = 0;
    let shown = |block: Block| {
        let (text, lacking) = fonts.printable(&block.text);
        missing += lacking;
        Block { text, ..block }
    };
    let blocks: Vec<Block> = sheet.blocks().into_iter().map(shown).collect();
    let within = |sizes: &[f32], most: usize| {
        sizes.iter().map(|&size| pages(&fonts, &blocks, size)).find(|pages| pages.len() <= most)
    };
    let set = within(&FOR_ONE_PAGE, 1).or_else(|| within(&FOR_TWO_PAGES, 2));
    let set = set.unwrap_or_else(|| pages(&fonts, &blocks, SMALLEST));
    Ok(Pdf { bytes: drawn(sheet.number, &set)?, pages: set.len(), missing })
}

fn drawn(number: u32, pages: &[Vec<Line>]) -> Result<Vec<u8>, SheetError> {
    let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or(SheetError::Unwritable);
    let (regular, bold) = (font(REGULAR)?, font(BOLD)?);
    let mut document = Document::new();
    // Neither day nor person: the number says which it is.
    let name = format!("Near miss no. {number}");
    document.set_metadata(Metadata::new().title(name.clone()).language("en-US".to_owned()));
    for (at, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(SheetError::Unwritable)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let text = format!("{name} · page {} of {}", at + 1, pages.len());
        let foot = Line { y: PAGE.1 - MARGIN, size: 8.0, bold: false, runs: vec![Run { x: MARGIN, text }] };
        for line in lines.iter().chain([&foot]) {
            let font = if line.bold { &bold } else { &regular };
            for run in &line.runs {
                let from = Point::from_xy(run.x, line.y);
                surface.draw_text(from, font.clone(), line.size, &run.text, false, TextDirection::Auto);
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|_| SheetError::Unwritable)
}

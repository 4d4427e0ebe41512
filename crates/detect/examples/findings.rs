//! Every finding in texts, one a line, so that two states of the detector can be compared: a change that should only make
//! it faster leaves this output as it was.
//!
//! `cargo run --release -p detect --example findings -- FILE|FOLDER...` reads each text as it stands, and again in capitals,
//! in lower case, and cut and shuffled into pieces. Marks of annotation (`[[LABEL|words]]`) are taken off first. The last line
//! is a digest of all others.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::path::Path;

use detect::{Closed, Field, Lists, find};

#[path = "../benches/texts/mod.rs"]
mod texts;

fn main() {
    let files: Vec<_> = std::env::args().skip(1).flat_map(|arg| texts::files(Path::new(&arg))).collect();
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let (mut texts, mut findings) = (0, 0);
    for file in &files {
        let text = texts::without_marks(&std::fs::read_to_string(file).unwrap());
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        for (shape, text) in [
            ("as it is", text.clone()),
            ("capitals", text.to_uppercase()),
            ("lower case", text.to_lowercase()),
            ("shuffled", shuffled(&text)),
        ] {
            let (title, rest) = text.split_once('\n').unwrap_or(("", &text));
            let (summary, lessons) = rest.split_once("## ").unwrap_or((rest, ""));
            let fields = [(Field::Title, title), (Field::Summary, summary), (Field::Lessons, lessons)];
            texts += 1;
            for f in find(&fields, &Lists::default()) {
                findings += 1;
                let line = format!(
                    "{name}\t{shape}\t{:?}\t{:?}\t{}\t{:?}\t{:?}",
                    f.field,
                    f.range,
                    f.class.as_str(),
                    f.score,
                    f.why
                );
                digest = line.bytes().fold(digest, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
                println!("{line}");
            }
        }
    }
    println!("{texts} texts, {findings} findings, digest {digest:016x}");
}

/// Pieces of one to nine words in another order, with odd characters between them: the same ones each time.
fn shuffled(text: &str) -> String {
    const BETWEEN: &[&str] = &[
        " ", "\n", "\r\n", "\u{a0}", "\t", ", ", ". ", "’s ", "\u{200b}", " é ", "漢", " - ", "  ", "\"", " (", ") ",
        "", " #", "/",
    ];
    let mut state = text.len() as u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides
    };
    let mut words: std::collections::VecDeque<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() * 2);
    while !words.is_empty() {
        words.rotate_left(roll(3) * 7 % words.len());
        for i in 0..=roll(9).min(words.len() - 1) {
            if i > 0 {
                out.push(' ');
            }
            out.push_str(words.pop_front().unwrap_or_default());
        }
        out.push_str(BETWEEN.get(roll(BETWEEN.len())).unwrap());
    }
    out
}

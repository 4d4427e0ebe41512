//! What holds for every text, on the annotated narratives and on what is made of them.

#![expect(clippy::unwrap_used, reason = "a failed test says so by panicking")]

#[path = "../fuzz/sound.rs"]
mod sound;

use std::path::Path;

use detect::{Class, Field, Finding, Lists, find};

/// The training narratives without their marks, every `step`th.
fn narratives(step: usize) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pii/train");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 200);
    files.iter().step_by(step).map(|file| plain(&std::fs::read_to_string(file).unwrap())).collect()
}

fn plain(annotated: &str) -> String {
    let mut out = String::new();
    let mut rest = annotated;
    while let Some((before, after)) = rest.split_once("[[") {
        let (marked, tail) = after.split_once("]]").unwrap();
        out.push_str(before);
        out.push_str(marked.split_once('|').unwrap().1);
        rest = tail;
    }
    out + rest
}

fn scan(text: &str) -> Vec<Finding> {
    let fields = [(Field::Summary, text)];
    let found = find(&fields, &Lists::default());
    sound::sound(&fields, &found);
    found
}

fn values(text: &str) -> Vec<(Class, String)> {
    scan(text).into_iter().map(|f| (f.class, text.get(f.range).unwrap().to_owned())).collect()
}

#[test]
fn line_ends_change_nothing_once_they_are_normalised() {
    for text in narratives(29) {
        let found = scan(&text);
        for ends in ["\r\n", "\r"] {
            let other = text.replace('\n', ends);
            // As the server does at intake.
            let normal = other.replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(scan(&normal), found);
            if ends == "\r\n" {
                let unseen = values(&other);
                let direct = |found: &[(Class, String)]| found.iter().filter(|(c, _)| c.is_direct()).count();
                assert!(direct(&unseen).abs_diff(direct(&values(&text))) <= 1, "CRLF as it came");
            }
        }
    }
}

/// A reviewer who replaces every finding by a token is not asked again and again.
#[test]
fn redacting_every_finding_comes_to_an_end() {
    let (mut first, mut second) = (0, 0);
    for text in narratives(17) {
        let (once, n) = redacted(&text);
        let (twice, m) = redacted(&once);
        first += n;
        second += m;
        let (_, left) = redacted(&redacted(&twice).0);
        assert!(left <= 1, "{left} findings are left after three rounds");
    }
    assert!(first > 100 && second * 25 <= first, "{second} new findings after {first} were redacted");
}

fn redacted(text: &str) -> (String, usize) {
    let found = scan(text);
    let (mut out, mut at) = (String::new(), 0);
    for finding in &found {
        out.push_str(text.get(at..finding.range.start).unwrap());
        out.push_str("[something]");
        at = finding.range.end;
    }
    out.push_str(text.get(at..).unwrap());
    (out, found.len())
}

/// The fuzzer's check on cuttings of real texts, with bytes turned over: what `cargo fuzz` starts from.
#[test]
fn the_fuzzers_check_holds_on_a_bounded_corpus() {
    let mut state = 9_u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides
    };
    for text in narratives(23) {
        let mut bytes = text.into_bytes();
        for _ in 0..8 {
            let (at, byte) = (roll(bytes.len()), u8::try_from(roll(256)).unwrap());
            bytes[at] = byte;
        }
        let from = roll(bytes.len());
        let to = bytes.len().min(from + 2000);
        sound::check(&bytes[from..to]);
    }
}

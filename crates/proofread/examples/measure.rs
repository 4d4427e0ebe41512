//! What the proofreader says about example texts, by rule, and how long it takes. Run with folders of texts.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::time::Instant;

use proofread::{Proofreader, Settled};

fn main() -> std::io::Result<()> {
    let begun = Instant::now();
    let mut reader = Proofreader::new();
    let ready = begun.elapsed();
    let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut texts, mut bytes, mut spent) = (0, 0, std::time::Duration::ZERO);
    for folder in std::env::args().skip(1) {
        for entry in std::fs::read_dir(folder)? {
            let (text, names) = plain(&std::fs::read_to_string(entry?.path())?);
            let (settled, begun) = (Settled::new(Vec::new(), names.iter().map(String::as_str)), Instant::now());
            let remarks = reader.read(&text, &settled);
            spent += begun.elapsed();
            (texts, bytes) = (texts + 1, bytes + text.len());
            for remark in remarks {
                let head: String = text
                    .get(..remark.range.start)
                    .unwrap_or_default()
                    .chars()
                    .rev()
                    .take(24)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                let tail: String = text.get(remark.range.end..).unwrap_or_default().chars().take(24).collect();
                let safe = if remark.safe { "SAFE " } else { "" };
                let line =
                    format!("{head}⟦{}⟧{tail} → {:?}", text.get(remark.range).unwrap_or_default(), remark.replacements);
                by_rule.entry(format!("{safe}{:?}", remark.rule)).or_default().push(line.replace('\n', "⏎"));
            }
        }
    }
    println!("{texts} texts, {bytes} bytes; ready after {ready:?}, read in {spent:?}");
    for (rule, lines) in &by_rule {
        println!("## {rule}: {}", lines.len());
        lines.iter().for_each(|line| println!("   {line}"));
    }
    Ok(())
}

/// A text without its annotations, and what they name.
fn plain(text: &str) -> (String, Vec<String>) {
    let (mut out, mut names) = (String::new(), Vec::new());
    let mut parts = text.split("[[");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let inside = part.split_once("]]").and_then(|(inside, rest)| Some((inside.split_once('|')?.1, rest)));
        match inside {
            Some((name, rest)) => {
                names.push(name.to_owned());
                out.extend([name, rest]);
            }
            None => out.push_str(part),
        }
    }
    (out.replace("\\n", "\n").replace("\\\"", "\""), names)
}

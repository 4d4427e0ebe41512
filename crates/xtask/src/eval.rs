//! `cargo xtask eval`: the detector's figures on the test texts, against the floors that are committed, and in the docs.

use crate::steps::{build, cargo};
use crate::workspace;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

const FLOORS: &str = "fixtures/pii/floors.json";
const PAGE: &str = "docs/DETECTION.md";
const BEGIN: &str = "<!-- figures: written by `cargo xtask eval --write` -->";
const END: &str = "<!-- end of the figures -->";
/// Labels with fewer gold spans have no floor: one span more or less says nothing.
const FEW: u64 = 30;

/// Prints all figures and says what is wrong with them; with `write`, puts them into the docs. True if nothing is.
pub fn run(write: bool) -> Result<bool> {
    let program =
        build(&mut cargo(&["build", "--quiet", "--package", "scan", "--bin", "nearmiss-scan"]), "nearmiss-scan")?;
    let told = |arguments: &[&str]| -> Result<String> {
        let mut command = Command::new(&program);
        command.current_dir(workspace::root()).args(["eval", "fixtures/pii/test"]).args(arguments);
        let out = command.output().context("starting nearmiss-scan")?;
        if !out.status.success() {
            bail!("nearmiss-scan eval failed ({})", out.status);
        }
        Ok(String::from_utf8(out.stdout)?)
    };
    // The last line tells the speed of an unoptimised program: not worth a look.
    let table = told(&[])?;
    let table = table.trim_end().rsplit_once('\n').map_or(table.as_str(), |(figures, _)| figures).to_owned();
    println!("{table}");
    let figures: Value = serde_json::from_str(&told(&["--json"])?)?;
    let page = workspace::root().join(PAGE);
    let text = std::fs::read_to_string(&page).with_context(|| format!("reading {PAGE}"))?;
    let fresh = with_figures(&text, &table).with_context(|| format!("{PAGE} has no place for the figures"))?;
    if write {
        std::fs::write(&page, &fresh).with_context(|| format!("writing {PAGE}"))?;
    } else if fresh != text {
        println!("note: {PAGE} has other figures; `cargo xtask eval --write` puts these into it");
    }
    let floors = floors_in(&std::fs::read_to_string(workspace::root().join(FLOORS)).context("reading the floors")?)?;
    let mut wrong = below(&figures, &floors);
    wrong.extend(lowered(&floors)?);
    for line in &wrong {
        println!("    {line}");
    }
    Ok(wrong.is_empty())
}

fn floors_in(json: &str) -> Result<BTreeMap<String, f64>> {
    serde_json::from_str(json).context("the floors are an object of numbers")
}

/// The figure that a floor's name stands for: `caught`, `precision`, `clean`, or a label's share of caught entities.
fn figure(figures: &Value, name: &str) -> Option<f64> {
    match name {
        "clean" => {
            let of = |key: &str| figures.get(key).and_then(Value::as_f64);
            Some(of("clean_texts_silent")? / of("clean_texts")?.max(1.0))
        }
        "caught" | "precision" => figures.get(name)?.as_f64(),
        label => figures.get("labels")?.get(label)?.get("caught")?.as_f64(),
    }
}

/// What is below its floor, and which label with enough spans has none.
fn below(figures: &Value, floors: &BTreeMap<String, f64>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, floor) in floors {
        match figure(figures, name) {
            Some(figure) if figure >= *floor => {}
            Some(figure) => wrong.push(format!("{name}: {figure:.3} is below its floor of {floor:.3}")),
            None => wrong.push(format!("{name}: a floor without a figure")),
        }
    }
    let labels = figures.get("labels").and_then(Value::as_object).into_iter().flatten();
    for (label, of) in labels {
        if of.get("gold").and_then(Value::as_u64).is_some_and(|gold| gold >= FEW) && !floors.contains_key(label) {
            wrong.push(format!("{label}: no floor in {FLOORS}"));
        }
    }
    wrong
}

/// Floors may only rise: what any commit held, still holds. Without a repository there is nothing to compare with.
fn lowered(floors: &BTreeMap<String, f64>) -> Result<Vec<String>> {
    let git = |arguments: &[&str]| -> Option<String> {
        let out = Command::new("git").current_dir(workspace::root()).args(arguments).output().ok()?;
        out.status.success().then(|| String::from_utf8(out.stdout).ok()).flatten()
    };
    let Some(commits) = git(&["log", "--format=%H", "--", FLOORS]) else { return Ok(Vec::new()) };
    let mut wrong = Vec::new();
    for commit in commits.lines() {
        let Some(json) = git(&["show", &format!("{commit}:{FLOORS}")]) else { continue };
        for (name, before) in floors_in(&json)? {
            if floors.get(&name).is_none_or(|now| *now < before) {
                wrong.push(format!("{name}: its floor was {before:.3} already, and may only rise"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    Ok(wrong)
}

/// The page with these figures in their place; `None` if it has no such place.
fn with_figures(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let mut out = String::new();
    write!(out, "{before}{BEGIN}\n\n```\n{}\n```\n\n{END}{after}", table.trim_end()).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn floors(of: &[(&str, f64)]) -> BTreeMap<String, f64> {
        of.iter().map(|(name, floor)| ((*name).to_owned(), *floor)).collect()
    }

    #[test]
    fn figures_below_their_floors_are_named() {
        let figures = json!({
            "caught": 0.94, "precision": 0.9, "clean_texts": 10, "clean_texts_silent": 9,
            "labels": {"PERSON": {"gold": 500, "caught": 0.97}, "VIN": {"gold": 11, "caught": 0.5}, "DATE": {"gold": 30, "caught": 1.0}}
        });
        let good = floors(&[("caught", 0.94), ("precision", 0.9), ("clean", 0.9), ("PERSON", 0.9), ("DATE", 0.9)]);
        assert_eq!(below(&figures, &good), Vec::<String>::new());
        let bad = floors(&[("caught", 0.95), ("clean", 0.91), ("PERSON", 0.98), ("SSN", 0.1)]);
        let wrong = below(&figures, &bad);
        assert_eq!(wrong.len(), 5, "{wrong:?}");
        assert!(wrong.iter().any(|line| line.starts_with("DATE: no floor")), "{wrong:?}");
    }

    #[test]
    fn the_figures_are_put_in_their_place_and_nothing_else_moves() {
        let page = format!("# A\n\n{BEGIN}\n\nold\n\n{END}\n\nB\n");
        let once = with_figures(&page, "all 1\n").unwrap();
        assert_eq!(once, format!("# A\n\n{BEGIN}\n\n```\nall 1\n```\n\n{END}\n\nB\n"));
        assert_eq!(with_figures(&once, "all 1\n").unwrap(), once);
        assert_eq!(with_figures("# A\n", "all 1\n"), None);
    }
}

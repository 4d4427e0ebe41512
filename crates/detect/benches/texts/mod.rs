//! The texts that speed is measured on: narratives as they were before somebody annotated them.

use std::path::{Path, PathBuf};

/// Every file of a folder and the folders in it, or the file itself, in the order of their paths.
pub fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    inside.iter().flat_map(|path| files(path)).collect()
}

/// Takes marks of annotation (`[[LABEL|words]]`) off.
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        let (inside, after) = after.split_once("]]").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(inside.split_once('|').map_or(inside, |(_, words)| words));
        rest = after;
    }
    out.push_str(rest);
    out
}

//! `cargo xtask train`: makes the tagger's model, or the word lists, from the folder that `docs/DATA.md` describes.

use crate::steps::{cargo, run, step};
use anyhow::Result;

/// Hands everything on to `nearmiss-scan train`, built to be fast: unoptimised, it would take an hour.
pub fn train(arguments: &[String]) -> Result<()> {
    step("training", "about three minutes after the build", || {
        let mut command =
            cargo(&["run", "--release", "--quiet", "--package", "scan", "--bin", "nearmiss-scan", "--", "train"]);
        run(command.args(arguments))
    })
}

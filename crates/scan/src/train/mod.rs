//! Training: from annotated texts to the tagger's model, and from public lists to the gazetteers.

mod augment;
mod corpus;
mod folds;
mod gazetteer;
mod objective;
mod values;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::gold;

/// Why training ends early. Never quotes a text.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("cannot read {0}: {1}")]
    Read(String, io::ErrorKind),
    #[error("cannot write {0}: {1}")]
    Write(String, io::ErrorKind),
    #[error("{0} is not what docs/DATA.md says")]
    Source(String),
    #[error("{0}")]
    Gold(#[from] gold::Malformed),
}

/// What to train on and where to put the result.
#[derive(Debug, clap::Args)]
pub struct Plan {
    /// The folder with the sources that docs/DATA.md names
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The annotated narratives
    #[arg(long, value_name = "DIR", default_value = "fixtures/pii/train")]
    texts: PathBuf,
    /// Where the detector's data lies
    #[arg(long, value_name = "DIR", default_value = "crates/detect/data")]
    out: PathBuf,
    /// Make the word lists anew instead of the model
    #[arg(long)]
    gazetteer: bool,
    /// Train on all folds but one in turn and measure on that one; writes nothing
    #[arg(long, value_name = "FOLDS")]
    cross: Option<usize>,
    /// Train on all narratives but those of these kinds (what stands before the hyphen of a file's name, divided by
    /// commas) and measure on these; writes nothing
    #[arg(long, value_name = "KINDS")]
    hold: Option<String>,
    /// With --cross or --hold, print what was missed and what was marked in error
    #[arg(long)]
    errors: bool,
    /// With --cross or --hold, keep the models of the rounds in this folder and measure with those that are there: to try
    /// what is decided from the same probabilities
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Leave the list of settings that training can be tried with
    #[command(flatten)]
    settings: Settings,
}

/// What can be tried.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Strength of the pull towards zero
    #[arg(long, default_value_t = 3.0)]
    decay: f32,
    /// How far a weight moves at first
    #[arg(long, default_value_t = 0.15)]
    rate: f32,
    /// Rounds of the optimiser
    #[arg(long, default_value_t = 10)]
    rounds: usize,
    /// Copies of every text with other names and numbers
    #[arg(long, default_value_t = 4)]
    copies: usize,
    /// Share of the recognisers' findings that the tagger isn't told of in training, in percent
    #[arg(long, default_value_t = 15)]
    hidden: u64,
    /// So many weights, the strongest, make up the model
    #[arg(long, default_value_t = 300_000)]
    most: usize,
    /// How much it counts for a weight to be used often when those are chosen that make up the model
    #[arg(long, default_value_t = 1.0)]
    often: f32,
    /// Weight of the public texts, 0 to leave them out
    #[arg(long, default_value_t = 0.3)]
    public: f32,
    /// With --cross, only this fold
    #[arg(long)]
    fold: Option<usize>,
}

/// Trains, measures or makes the lists, as the plan says.
///
/// # Errors
/// If a source cannot be read or the result cannot be written.
pub fn run(plan: &Plan, out: &mut impl Write) -> Result<(), Failure> {
    let write = |name: &str, bytes: &[u8]| {
        let path = plan.out.join(name);
        std::fs::write(&path, bytes).map_err(|e| Trouble::Write(name.into(), e.kind()))
    };
    if plan.gazetteer {
        let bytes = gazetteer::build(&plan.data, &text_of(&plan.out, "kinds.txt")?)?;
        write("words.bin", &bytes)?;
        writeln!(out, "words.bin: {} bytes", bytes.len())?;
        return Ok(());
    }
    let corpus = corpus::Corpus::read(plan)?;
    if plan.cross.is_some() || plan.hold.is_some() {
        return folds::measure(&corpus, plan, out);
    }
    let all: Vec<usize> = (0..corpus.texts.len()).collect();
    let bytes = objective::train(&corpus, &all, &plan.settings, out)?;
    write("tagger.bin", &bytes)?;
    writeln!(out, "tagger.bin: {} bytes", bytes.len())?;
    Ok(())
}

fn text_of(folder: &Path, name: &str) -> Result<String, Trouble> {
    std::fs::read_to_string(folder.join(name)).map_err(|e| Trouble::Read(name.into(), e.kind()))
}

fn lines(folder: &Path, name: &str) -> Result<Vec<String>, Trouble> {
    Ok(text_of(folder, name)?.lines().map(str::to_owned).collect())
}

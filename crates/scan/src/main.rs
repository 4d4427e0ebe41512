//! `nearmiss-scan`: finds identifiers in texts on standard input, marks them for a reader, measures itself on gold texts.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use detect::Lists;

mod eval;
mod gold;
mod lines;
mod mark;
mod offsets;
mod train;

/// More threads than any machine has cores for.
const MOST_JOBS: usize = 256;

/// Finds identifiers in police reports. Without options, reads JSON lines {"id","text"} on standard input and writes
/// {"id","findings":[{"start","end","label","score","why"}]} on standard output, in the same order.
#[derive(Parser)]
#[command(name = "nearmiss-scan", version = detect::VERSION, args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Read one plain text (standard input without FILE) and print it with its findings marked
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    text: Option<Option<PathBuf>>,
    /// An organisation's own lists: TOML with `name`, `allowed`, `never_a_name`
    #[arg(long, value_name = "FILE")]
    lists: Option<PathBuf>,
    /// Threads that read JSON lines; the order of the answers stays. 0: as many as there are cores
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the detector on gold texts: JSON lines {"id","text","spans":[{"start","end","label"}]}, or annotated *.txt
    Eval {
        /// A file of JSON lines, or a folder of annotated texts
        path: PathBuf,
        /// Print what was missed and what was marked in error, with the words around it
        #[arg(long)]
        errors: bool,
        /// With --errors, only for this label
        #[arg(long, value_name = "LABEL", requires = "errors")]
        label: Option<String>,
        /// Print the figures as one JSON object
        #[arg(long, conflicts_with = "errors")]
        json: bool,
        /// An organisation's own lists: TOML with `name`, `allowed`, `never_a_name`
        #[arg(long, value_name = "FILE")]
        lists: Option<PathBuf>,
    },
    /// Train the tagger on annotated texts, measure it by cross-validation, or make the word lists
    Train(train::Plan),
}

/// Why the program ends early. Never quotes the input.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("line {0}: not a JSON object with an \"id\" (text or number) and a \"text\"")]
    Line(u64),
    #[error("line {0}: longer than 32 MB")]
    Long(u64),
    #[error("line {0}: not UTF-8")]
    Encoding(u64),
    #[error("the text is not UTF-8")]
    TextEncoding,
    #[error("cannot read the file: {0}")]
    File(io::ErrorKind),
    #[error("{0}")]
    Gold(#[from] gold::Malformed),
    #[error("the lists: {0}")]
    Lists(#[from] detect::BadLists),
    #[error("{0}")]
    Train(#[from] train::Trouble),
    #[error("reading or writing failed: {0}")]
    Stream(io::ErrorKind),
    /// The reader of our output has left; nobody is there to be told.
    #[error("closed pipe")]
    ClosedPipe,
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        if e.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Stream(e.kind()) }
    }
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            // A closed standard error leaves nobody to tell.
            let _ = writeln!(io::stderr(), "nearmiss-scan: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<(), Failure> {
    let stdout = io::stdout();
    let colour = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let mut out = BufWriter::new(stdout.lock());
    let done = match (args.command, args.text) {
        (Some(Command::Eval { path, errors, label, json, lists }), _) => {
            let texts = gold::read(&path)?;
            let telling = eval::Telling { json, errors: errors.then(|| label.unwrap_or_default()) };
            eval::report(&texts, &read_lists(lists)?, &telling, &mut out)
        }
        (Some(Command::Train(plan)), _) => train::run(&plan, &mut out),
        (None, Some(file)) => {
            let lists = read_lists(args.lists)?;
            let mut bytes = Vec::new();
            match file {
                Some(path) => {
                    File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(|e| Failure::File(e.kind()))?
                }
                None => io::stdin().lock().read_to_end(&mut bytes)?,
            };
            let text = String::from_utf8(bytes).map_err(|_| Failure::TextEncoding)?;
            mark::marked(&text, &lists, colour, &mut out).map_err(Failure::from)
        }
        (None, None) => {
            let lists = read_lists(args.lists)?;
            let input: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, io::stdin()));
            let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
            let jobs = if args.jobs == 0 { cores() } else { args.jobs.min(MOST_JOBS) };
            lines::scan(input, lists, jobs, &mut out)
        }
    };
    // What was found before a bad line is still worth having.
    let flushed = out.flush();
    done?;
    Ok(flushed?)
}

/// The lists in a file, or none.
fn read_lists(path: Option<PathBuf>) -> Result<Lists, Failure> {
    let Some(path) = path else { return Ok(Lists::default()) };
    let toml = std::fs::read_to_string(path).map_err(|e| Failure::File(e.kind()))?;
    Ok(Lists::parse(&toml)?)
}

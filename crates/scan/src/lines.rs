//! JSON lines in, JSON lines out, in the same order, with memory that does not grow with the input.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufRead, Read as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use detect::{Class, Field, Lists, Why};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::offsets::Scalars;

/// Longest line that is read, in bytes: a report of ten thousand times the usual length.
pub const LINE_BYTES: usize = 32 * 1024 * 1024;
/// Lines that a thread is ahead of the output at most.
const AHEAD: usize = 4;

/// An id goes back as it came: as text, or as the same digits.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: &'a serde_json::value::RawValue,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::value::RawValue,
    findings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// Unicode scalar values from the start of the text.
    start: usize,
    /// Exclusive.
    end: usize,
    label: Class,
    score: f64,
    why: Why,
}

/// Answers every line until the input ends, on `jobs` threads. Each answer goes out as soon as those before it have.
///
/// # Errors
/// At the first line that is no such object, or longer than [`LINE_BYTES`]; the answers before it are written, and none after.
pub fn scan(
    input: impl BufRead + Send + 'static,
    lists: Lists,
    jobs: usize,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut source = Source { input, number: 0 };
    if jobs < 2 {
        while let Some((number, line)) = source.next()? {
            out.write_all(&answer(&line, number, &lists)?)?;
            out.flush()?;
        }
        return Ok(());
    }
    // A ticket for each line in memory: whoever is far ahead of the slowest waits for one.
    let (tickets, waiting) = mpsc::sync_channel(jobs * AHEAD);
    for _ in 0..jobs * AHEAD {
        // The channel holds as many.
        let _ = tickets.send(());
    }
    let shared = Arc::new((Mutex::new(source), Mutex::new(waiting), lists));
    let (answers, done) = mpsc::channel();
    // No thread is waited for: after a bad line one may still be reading what never comes.
    for _ in 0..jobs {
        let (shared, answers) = (Arc::clone(&shared), answers.clone());
        std::thread::spawn(move || {
            let (source, waiting, lists) = &*shared;
            work(source, waiting, lists, &answers);
        });
    }
    drop(answers);
    write_in_order(&done, &tickets, out)
}

type Answered = (u64, Result<Vec<u8>, Failure>);

/// One thread: takes a ticket, reads a line, answers it, until there are no more lines or nobody wants answers.
fn work<R: BufRead>(
    source: &Mutex<Source<R>>,
    waiting: &Mutex<mpsc::Receiver<()>>,
    lists: &Lists,
    answers: &mpsc::Sender<Answered>,
) {
    while lock(waiting).recv().is_ok() {
        let line = lock(source).next();
        let (number, answered) = match line {
            Ok(None) => return,
            Err((number, failure)) => (number, Err(failure)),
            Ok(Some((number, line))) => {
                // A panic must not leave the others waiting for an answer that never comes.
                let answered = catch_unwind(AssertUnwindSafe(|| answer(&line, number, lists)));
                (number, answered.unwrap_or(Err(Failure::Stream(std::io::ErrorKind::Other))))
            }
        };
        let failed = answered.is_err();
        if answers.send((number, answered)).is_err() || failed {
            return;
        }
    }
}

/// Writes the answers in the order of their lines, and lets one more line in for each.
fn write_in_order(
    done: &mpsc::Receiver<Answered>,
    tickets: &mpsc::SyncSender<()>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut early: BTreeMap<u64, Result<Vec<u8>, Failure>> = BTreeMap::new();
    let mut next = 1;
    for (number, answered) in done {
        early.insert(number, answered);
        while let Some(answered) = early.remove(&next) {
            out.write_all(&answered?)?;
            out.flush()?;
            next += 1;
            // Full only where the threads have ended.
            let _ = tickets.try_send(());
        }
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line and its number.
type Numbered = (u64, Vec<u8>);

/// Lines with their numbers, from 1.
struct Source<R> {
    input: R,
    number: u64,
}

impl<R: BufRead> Source<R> {
    /// The next line; a failure comes with the number of the line at which it stands.
    fn next(&mut self) -> Result<Option<Numbered>, (u64, Failure)> {
        self.number += 1;
        let mut line = Vec::new();
        let limit = LINE_BYTES as u64 + 1;
        match self.input.by_ref().take(limit).read_until(b'\n', &mut line) {
            Ok(0) => Ok(None),
            Ok(_) if line.len() > LINE_BYTES => Err((self.number, Failure::Long(self.number))),
            Ok(_) => Ok(Some((self.number, line))),
            Err(e) => Err((self.number, e.into())),
        }
    }
}

impl From<(u64, Failure)> for Failure {
    fn from((_, failure): (u64, Failure)) -> Self {
        failure
    }
}

/// The line that answers a line.
fn answer(line: &[u8], number: u64, lists: &Lists) -> Result<Vec<u8>, Failure> {
    let line = std::str::from_utf8(line).map_err(|_| Failure::Encoding(number))?;
    let line: Line<'_> = serde_json::from_str(line).map_err(|_| Failure::Line(number))?;
    if !line.id.get().starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        return Err(Failure::Line(number));
    }
    let mut scalars = Scalars::new(&line.text);
    let findings = detect::find(&[(Field::Summary, &line.text)], lists)
        .into_iter()
        .map(|f| Row {
            start: scalars.at(f.range.start),
            end: scalars.at(f.range.end),
            label: f.class,
            score: (f64::from(f.score) * 1000.0).round() / 1000.0,
            why: f.why,
        })
        .collect();
    let mut out =
        serde_json::to_vec(&Answer { id: line.id, findings }).map_err(|e| Failure::from(std::io::Error::from(e)))?;
    out.push(b'\n');
    Ok(out)
}

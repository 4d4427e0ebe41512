//! The log: a file beside the stores and the terminal, in which only named fields of our own crates may stand.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::panic;
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format;
use tracing_subscriber::fmt::writer::MakeWriterExt;

/// Ids, codes, counts and durations. Whatever else somebody adds to an event is left out, so that text can't get in by oversight.
const ALLOWED_FIELDS: [&str; 11] =
    ["report", "event", "code", "kind", "fault", "status", "count", "attempt", "millis", "place", "version"];

/// Other people's crates may put anything into their messages, so they are not heard.
const HEARD: &str = "off,nearmiss_review=info,review=info,store=info,client=info";

const FILE: &str = "review.log";
const FILE_BEFORE: &str = "review.1.log";
/// Bytes. Above that the file becomes the one before, and that one goes.
const LONGEST: u64 = 1024 * 1024;

/// Begins to log into the folder of the app's data, which is made if need be.
pub fn start(data_dir: &Path) -> io::Result<()> {
    fs::create_dir_all(data_dir)?;
    let file = open(data_dir)?;
    // Fails only if a log is there already, which is as good.
    let _already = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(HEARD))
        .fmt_fields(allowed_fields())
        .with_ansi(false)
        .with_writer(Mutex::new(file).and(io::stderr))
        .try_init();
    Ok(())
}

/// Writes the allowed fields, and leaves the others out without a trace.
fn allowed_fields() -> impl for<'w> FormatFields<'w> + Send + Sync + 'static {
    format::debug_fn(|writer, field, value| match field.name() {
        "message" => write!(writer, "{value:?}"),
        name if ALLOWED_FIELDS.contains(&name) => write!(writer, "{name}={value:?}"),
        _ => Ok(()),
    })
    .delimited(" ")
}

/// Replaces the panic message, which may quote text, with the place that it came from.
pub fn hide_panic_messages() {
    panic::set_hook(Box::new(|panicked| {
        let mut place = String::from("unknown place");
        if let Some(location) = panicked.location() {
            place.clear();
            let _infallible = write!(place, "{}:{}", location.file(), location.line());
        }
        if tracing::dispatcher::has_been_set() {
            tracing::error!(place, "panicked");
        } else {
            say_without_log(&format!("panicked at {place}"));
        }
    }));
}

/// For what happens before there is a log.
pub fn say_without_log(sentence: &str) {
    let _nobody_listens = writeln!(io::stderr(), "{sentence}");
}

fn open(data_dir: &Path) -> io::Result<File> {
    let path = data_dir.join(FILE);
    if fs::metadata(&path).is_ok_and(|file| file.len() > LONGEST) {
        fs::rename(&path, data_dir.join(FILE_BEFORE))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_field_that_nobody_allowed_is_left_out() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let writer = Lines(Arc::clone(&lines));
        let log = tracing_subscriber::fmt()
            .fmt_fields(allowed_fields())
            .with_ansi(false)
            .with_writer(Mutex::new(writer))
            .finish();
        tracing::subscriber::with_default(log, || {
            tracing::info!(count = 3, text = "Ofc. Ruiz", "pulled");
        });
        let line = String::from_utf8(lines.lock().unwrap().clone()).unwrap();
        assert!(line.contains("pulled") && line.contains("count=3"), "{line}");
        assert!(!line.contains("Ruiz") && !line.contains("text"), "{line}");
    }

    #[test]
    fn a_long_log_makes_room_for_a_new_one() {
        let folder = std::env::temp_dir().join(format!("nearmiss-log-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let long = usize::try_from(LONGEST).unwrap() + 1;
        fs::write(folder.join(FILE), vec![b'x'; long]).unwrap();
        drop(open(&folder).unwrap());
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().len(), 0);
        assert_eq!(fs::metadata(folder.join(FILE_BEFORE)).unwrap().len(), LONGEST + 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

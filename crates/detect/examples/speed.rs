//! How fast the detector is with all its layers on, on one core, how long it takes to be ready, and what memory it needs.
//!
//! `cargo run --release -p detect --example speed -- [--linear] FILE|FOLDER...` prints the time of the first call, then, for
//! each argument and each of its files a report: megabytes per second, the time and the allocations for one report, and the
//! same for reports of 450 words; then the most memory that the program ever had, where the system tells. `--linear` goes on
//! with microseconds a kilobyte for texts from 1 KB to 10 MB, those among them that are made to be slow.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::path::Path;
use std::time::{Duration, Instant};

use detect::{Field, Lists, find};

#[path = "../benches/slow/mod.rs"]
mod slow;
#[path = "../benches/texts/mod.rs"]
mod texts;

/// How long this thread has been at work, where the system tells (other programs' turns don't count), or else the clock.
fn busy() -> Duration {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|s| s.split(' ').next()?.parse().ok())
        .map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

fn main() {
    let lists = Lists::default();
    let begun = busy();
    find(&[(Field::Summary, "Ofc. Rudenko, badge 2217, left at 0315 hrs.")], &lists);
    println!("ready after {:.1} ms", (busy() - begun).as_secs_f64() * 1e3);
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    for path in &paths {
        let reports: Vec<String> = texts::files(Path::new(path))
            .iter()
            .map(|file| texts::without_marks(&std::fs::read_to_string(file).unwrap()))
            .collect();
        println!("{path}, {}", measured(&reports, &lists));
        let all = reports.join("\n");
        let words: Vec<&str> = all.split_inclusive(' ').collect();
        let cut: Vec<String> = words.chunks_exact(450).map(<[&str]>::concat).collect();
        println!("the same cut into reports of 450 words, {}", measured(&cut, &lists));
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    if flags.iter().any(|flag| flag == "--linear") {
        linear(&paths, &lists);
    }
}

fn measured(reports: &[String], lists: &Lists) -> String {
    let all = || reports.iter().for_each(|r| drop(find(&[(Field::Summary, r)], lists)));
    // What is built at first use is no part of the speed.
    all();
    let (mut best, mut best_by_clock) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let (begun, clock) = (busy(), Instant::now());
        all();
        best = best.min(busy() - begun);
        best_by_clock = best_by_clock.min(clock.elapsed());
    }
    let allocated = allocation_counter::measure(all);
    let size: usize = reports.iter().map(String::len).sum();
    #[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
    let (megabytes, number, allocations) = (size as f64 / 1e6, reports.len() as f64, allocated.count_total as f64);
    format!(
        "{number} of {:.0} bytes: {:.2} MB/s ({:.2} by the clock), {:.2} ms and {:.0} allocations each",
        megabytes * 1e6 / number,
        megabytes / best.as_secs_f64(),
        megabytes / best_by_clock.as_secs_f64(),
        best.as_secs_f64() * 1e3 / number,
        allocations / number,
    )
}

/// A line for each sort of text, a column for each size.
fn linear(paths: &[String], lists: &Lists) {
    const KILOBYTES: [usize; 5] = [1, 10, 100, 1000, 10_000];
    println!("microseconds a kilobyte in texts of so many kilobytes {KILOBYTES:?}");
    let files: Vec<_> = paths.iter().flat_map(|path| texts::files(Path::new(path))).collect();
    let ordinary: String = files.iter().map(|f| texts::without_marks(&std::fs::read_to_string(f).unwrap())).collect();
    for (name, unit) in slow::units(&ordinary) {
        print!("{name:<28}");
        for kilobytes in KILOBYTES {
            let text = slow::sized(&unit, kilobytes * 1000);
            // Of small texts as many as it takes to see them above the clock's grain.
            let times = (200 / kilobytes).max(1);
            let begun = busy();
            (0..times).for_each(|_| drop(find(&[(Field::Summary, &text)], lists)));
            #[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
            let each = (busy() - begun).as_secs_f64() * 1e6 / (times * kilobytes) as f64;
            print!("{each:>9.1}");
        }
        println!();
    }
}

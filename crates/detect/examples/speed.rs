//! How fast the detector is with all its layers on, on one core, how long it takes to be ready, and what memory it needs.
//!
//! `cargo run --release -p detect --example speed -- FILE|FOLDER...` prints the time of the first call, then, for each
//! argument and each of its files a report: megabytes per second, the time and the allocations for one report; last the
//! most memory that the program ever had, where the system tells.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::path::Path;
use std::time::{Duration, Instant};

use detect::{Field, Lists, find};

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
    for argument in std::env::args().skip(1) {
        let reports: Vec<String> = texts::files(Path::new(&argument))
            .iter()
            .map(|file| texts::without_marks(&std::fs::read_to_string(file).unwrap()))
            .collect();
        let all = || reports.iter().for_each(|r| drop(find(&[(Field::Summary, r)], &lists)));
        // What is built at first use is no part of the speed.
        all();
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let begun = busy();
            all();
            best = best.min(busy() - begun);
        }
        let allocated = allocation_counter::measure(all);
        let size: usize = reports.iter().map(String::len).sum();
        #[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
        let (megabytes, number, allocations) = (size as f64 / 1e6, reports.len() as f64, allocated.count_total as f64);
        println!(
            "{:.2} MB/s, {:.2} ms and {:.0} allocations a report of {:.0} bytes",
            megabytes / best.as_secs_f64(),
            best.as_secs_f64() * 1e3 / number,
            allocations / number,
            megabytes * 1e6 / number
        );
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
}

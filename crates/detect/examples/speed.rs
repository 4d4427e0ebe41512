//! How fast the detector is with all its layers on, on one core, and how long it takes to be ready.
//!
//! `cargo run --release -p detect --example speed -- FILE...` prints megabytes per second over each file's reports (cut
//! at lines that begin with "title: ", else the whole), the time of the first call, and the time for one report.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::time::{Duration, Instant};

use detect::{Field, Lists, find};

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
    for file in std::env::args().skip(1) {
        let all = std::fs::read_to_string(&file).unwrap();
        let reports: Vec<&str> = all.split("title: ").filter(|r| !r.is_empty()).collect();
        // What is built at first use is no part of the speed.
        reports.iter().for_each(|r| drop(find(&[(Field::Summary, r)], &lists)));
        let mut best = f64::MAX;
        for _ in 0..5 {
            let begun = busy();
            reports.iter().for_each(|r| drop(find(&[(Field::Summary, r)], &lists)));
            best = best.min((busy() - begun).as_secs_f64());
        }
        let size: usize = reports.iter().map(|r| r.len()).sum();
        #[expect(clippy::cast_precision_loss, reason = "figures for a reader")]
        let (megabytes, reports) = (size as f64 / 1e6, reports.len() as f64);
        println!(
            "{:.2} MB/s, {:.2} ms a report of {:.0} bytes",
            megabytes / best,
            best * 1e3 / reports,
            megabytes * 1e6 / reports
        );
    }
}

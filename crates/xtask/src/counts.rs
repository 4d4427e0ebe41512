//! Counts results from the closing lines of Rust's test harness and of vitest.

/// Sum of everything that ran.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    /// Of these, tests proper; formatting, lint and the like are checks.
    pub tests: u64,
    /// What failed, in the order seen, to be named again at the end.
    pub failures: Vec<String>,
}

impl Tally {
    /// Counts one check, such as formatting.
    pub fn check(&mut self, name: &str, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.fail(name);
        }
    }

    pub fn fail(&mut self, name: &str) {
        self.failed += 1;
        self.failures.push(name.to_owned());
    }

    /// Adds one run of a test program. A run that failed without naming a failed test (it crashed, or did not compile), and a run
    /// without a single test, count as one failure.
    pub fn add_run(&mut self, name: &str, seen: &Seen, succeeded: bool) {
        self.passed += seen.passed;
        self.failed += seen.failed + seen.skipped;
        self.tests += seen.passed + seen.failed;
        for failure in &seen.failures {
            if !self.failures.contains(failure) {
                self.failures.push(failure.clone());
            }
        }
        if seen.skipped > 0 {
            self.failures.push(format!("{name}: {} skipped, and a test that is skipped proves nothing", seen.skipped));
        }
        if !succeeded && seen.failed == 0 {
            self.fail(&format!("{name}: ended with an error before it could name a failed test"));
        } else if seen.passed + seen.failed == 0 {
            self.fail(&format!("{name}: no test was run"));
        }
    }

    pub fn all_passed(&self) -> bool {
        self.failed == 0 && self.tests > 0
    }

    pub fn closing_line(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

/// What the output of one run said so far.
#[derive(Default, Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    pub failures: Vec<String>,
}

impl Seen {
    /// Reads one line of Rust's test harness.
    pub fn libtest(&mut self, line: &str) {
        let line = without_colour(line);
        if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.failures.push(name.to_owned());
        }
        let Some(rest) = line.strip_prefix("test result: ") else {
            return;
        };
        let Some((_verdict, numbers)) = rest.split_once(". ") else {
            return;
        };
        for part in numbers.split("; ") {
            self.take(part);
        }
    }

    /// Reads one line of vitest's default reporter: ` FAIL  file > name` and `      Tests  1 failed | 11 passed (12)`.
    pub fn vitest(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if let Some(name) = line.strip_prefix("FAIL ") {
            self.failures.push(name.trim().to_owned());
        }
        let Some(rest) = line.strip_prefix("Tests ") else {
            return;
        };
        let numbers = rest.split_once('(').map_or(rest, |(before, _total)| before);
        for part in numbers.split('|') {
            self.take(part.trim());
        }
    }

    fn take(&mut self, part: &str) {
        let Some((number, what)) = part.split_once(' ') else {
            return;
        };
        let Ok(number) = number.parse::<u64>() else {
            return;
        };
        match what {
            "passed" => self.passed += number,
            "failed" => self.failed += number,
            "ignored" | "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

/// Takes terminal colours (`ESC [ … m`) out.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            rest.by_ref().find(|c| c.is_ascii_alphabetic());
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn libtest(lines: &[&str]) -> Seen {
        let mut seen = Seen::default();
        lines.iter().for_each(|line| seen.libtest(line));
        seen
    }

    fn vitest(lines: &[&str]) -> Seen {
        let mut seen = Seen::default();
        lines.iter().for_each(|line| seen.vitest(line));
        seen
    }

    #[test]
    fn sums_several_test_binaries() {
        let seen = libtest(&[
            "running 2 tests",
            "test text::keeps_bounds ... ok",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test story ... FAILED",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 2 filtered out; finished in 1.20s",
        ]);
        assert_eq!((seen.passed, seen.failed, seen.skipped), (15, 1, 0));
        assert_eq!(seen.failures, ["story"]);
    }

    #[test]
    fn reads_vitest_with_and_without_colour() {
        let seen = vitest(&[
            " \u{1b}[41m FAIL \u{1b}[49m src/desk.test.ts > keeps the caret",
            " Test Files  1 failed | 3 passed (4)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m11 passed\u{1b}[39m (12)",
        ]);
        assert_eq!((seen.passed, seen.failed, seen.skipped), (11, 1, 0));
        assert_eq!(seen.failures, ["src/desk.test.ts > keeps the caret"]);
        assert_eq!(vitest(&["      Tests  7 passed (7)"]).passed, 7);
    }

    #[test]
    fn a_skipped_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.add_run("UI tests", &vitest(&["      Tests  4 passed | 2 skipped (6)"]), true);
        assert_eq!(tally.closing_line(), "4 passed, 2 failed");
        assert!(!tally.all_passed());
    }

    #[test]
    fn a_crash_without_a_result_line_is_a_failure() {
        let mut tally = Tally::default();
        tally.add_run("Rust tests", &libtest(&["test result: ok. 5 passed; 0 failed; 0 ignored"]), false);
        assert_eq!(tally.closing_line(), "5 passed, 1 failed");
    }

    #[test]
    fn a_run_without_tests_is_a_failure_even_if_all_checks_pass() {
        let mut tally = Tally::default();
        tally.check("formatting", true);
        assert!(!tally.all_passed());
        tally.add_run("Rust tests", &Seen::default(), true);
        assert_eq!(tally.closing_line(), "1 passed, 1 failed");
        assert_eq!(tally.failures, ["Rust tests: no test was run"]);
    }
}

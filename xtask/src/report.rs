//! How a step ended, and the summary of all of them.

use std::{fmt, time::Duration};

use anyhow::Error;

/// How a step ended that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything the step looks at is in order.
    Passed,
    /// The repository holds nothing for this step; the text says what.
    Skipped(String),
    /// Something the step needs is not installed, so it checked nothing, or less than all;
    /// the text says what and how to install it.
    Missing(String),
}

impl Outcome {
    /// Whether this counts as a failure; `strict` as in [`crate::workshop::Workshop::strict`].
    pub fn is_failure(&self, strict: bool) -> bool {
        strict && matches!(self, Self::Missing(_))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => write!(f, "passed"),
            Self::Skipped(why) | Self::Missing(why) => write!(f, "skipped: {why}"),
        }
    }
}

/// One line of the summary.
struct Line {
    step: String,
    took: Duration,
    result: Result<Outcome, Error>,
}

/// What was run so far.
pub struct Report {
    strict: bool,
    lines: Vec<Line>,
}

impl Report {
    /// An empty report; `strict` as in [`crate::workshop::Workshop::strict`].
    pub fn new(strict: bool) -> Self {
        Self { strict, lines: Vec::new() }
    }

    /// Adds how a step ended.
    pub fn add(&mut self, step: String, took: Duration, result: Result<Outcome, Error>) {
        self.lines.push(Line { step, took, result });
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        !self.lines.iter().any(|line| self.failed(line))
    }

    fn failed(&self, line: &Line) -> bool {
        match &line.result {
            Ok(outcome) => outcome.is_failure(self.strict),
            Err(_) => true,
        }
    }
}

impl fmt::Display for Report {
    /// A line for each step, and last "N passed, N failed, N skipped".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for line in &self.lines {
            let (word, detail) = match &line.result {
                _ if self.failed(line) => {
                    failed += 1;
                    let detail = match &line.result {
                        Err(error) => format!("{error:#}"),
                        Ok(outcome) => format!("CI=true, and it was {outcome}"),
                    };
                    ("FAILED", detail)
                }
                Ok(Outcome::Passed) | Err(_) => {
                    passed += 1;
                    ("passed", String::new())
                }
                Ok(Outcome::Skipped(why) | Outcome::Missing(why)) => {
                    skipped += 1;
                    ("skipped", why.clone())
                }
            };
            let seconds = line.took.as_secs();
            // The rest was printed when the step ended.
            let detail = detail.lines().next().unwrap_or_default();
            let row = format!("{word:<8} {:<16} {seconds:>5} s  {detail}", line.step);
            writeln!(f, "{}", row.trim_end())?;
        }
        writeln!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(strict: bool) -> Report {
        let mut report = Report::new(strict);
        let took = Duration::from_secs(2);
        report.add("fmt".into(), took, Ok(Outcome::Passed));
        report.add("pages".into(), took, Ok(Outcome::Skipped("no pages".into())));
        report.add("rust".into(), took, Ok(Outcome::Missing("no PostgreSQL".into())));
        report
    }

    #[test]
    fn a_missing_tool_is_a_skip_on_a_developers_machine() {
        let report = report(false);
        assert!(report.is_good());
        assert!(report.to_string().ends_with("1 passed, 0 failed, 2 skipped\n"));
        assert!(report.to_string().contains("no PostgreSQL"));
    }

    #[test]
    fn a_missing_tool_is_a_failure_in_continuous_integration() {
        let report = report(true);
        assert!(!report.is_good());
        assert!(report.to_string().ends_with("1 passed, 1 failed, 1 skipped\n"));
    }

    #[test]
    fn an_error_fails_the_run_and_is_told_with_its_causes() {
        let mut report = report(false);
        let error = Error::msg("exit status 1").context("clippy complains");
        report.add("clippy".into(), Duration::ZERO, Err(error));
        assert!(!report.is_good());
        assert!(report.to_string().contains("clippy complains: exit status 1"));
    }
}

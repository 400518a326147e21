//! What is said on standard error while documents are worked on.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::session::Failed;

/// A progress bar on a terminal, and the failures as they come.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    failed: u64,
}

impl Progress {
    /// `single`: one document needs no bar.
    pub fn new(quiet: bool, single: bool) -> Self {
        let bar = (!quiet && !single && std::io::stderr().is_terminal()).then(|| {
            let style = ProgressStyle::with_template("{spinner} {pos} read, {per_sec}{msg}");
            let bar = ProgressBar::new_spinner();
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self {
            bar,
            quiet,
            failed: 0,
        }
    }

    /// One more document is done.
    pub fn done(&mut self, failed: Option<&Failed>) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        let Some(failed) = failed else { return };
        self.failed += 1;
        if self.quiet {
            return;
        }
        let failure = &failed.failure;
        let line = format!(
            "gongkai: {}: {}: {}",
            failed.name, failure.code, failure.message
        );
        match &self.bar {
            Some(bar) => {
                bar.set_message(format!(", {} without a report", self.failed));
                bar.suspend(|| eprintln!("{line}"));
            }
            None => eprintln!("{line}"),
        }
    }

    /// All documents are done.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

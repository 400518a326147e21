//! What is said on standard error while documents are worked on.

use std::fmt;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::inputs::Inputs;
use super::session::Failed;

/// How often a line is written where there is no terminal to draw a bar on.
const EVERY: Duration = Duration::from_secs(30);

/// What became of the inputs.
#[derive(Debug, Default)]
struct Counts {
    read: u64,
    no_report: u64,
    failed: u64,
}

impl Counts {
    fn add(&mut self, code: Option<&str>) {
        self.read += 1;
        match code {
            None => {}
            Some("not_a_report") => self.no_report += 1,
            Some(_) => self.failed += 1,
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            read,
            no_report,
            failed,
        } = self;
        let parsed = read - no_report - failed;
        write!(
            f,
            "{read} read: {parsed} parsed, {no_report} no reports, {failed} failed"
        )
    }
}

/// A bar on a terminal, else a line now and then; the failures as they come; the counts at the end.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    quiet: bool,
    single: bool,
    /// The failures are written elsewhere.
    recorded: bool,
    counts: Counts,
    started: Instant,
    said: Instant,
}

impl Progress {
    /// `single`: one document needs no bar; `recorded`: the failures are written elsewhere.
    pub fn new(inputs: &Inputs, quiet: bool, single: bool, recorded: bool) -> Self {
        let on_terminal = std::io::stderr().is_terminal();
        Self {
            bar: (!quiet && !single && on_terminal).then(|| bar(inputs)),
            quiet,
            single,
            recorded,
            counts: Counts::default(),
            started: Instant::now(),
            said: Instant::now(),
        }
    }

    /// One more document is done.
    pub fn done(&mut self, failed: Option<&Failed>) {
        let code = failed.map(|failed| failed.failure.code);
        if let Some(failed) = failed
            && !self.recorded
        {
            let failure = &failed.failure;
            let (name, code, message) = (&failed.name, failure.code, &failure.message);
            self.say(&format!("{name}: {code}: {message}"));
        }
        self.held(code);
    }

    /// One more was done by an earlier run.
    pub fn held(&mut self, code: Option<&str>) {
        self.counts.add(code);
        if let Some(bar) = &self.bar {
            bar.inc(1);
            if code.is_some() {
                let without = self.counts.no_report + self.counts.failed;
                bar.set_message(format!(", {without} without a report"));
            }
        } else if !self.single && self.said.elapsed() >= EVERY {
            self.said = Instant::now();
            let rate = self.counts.read as f64 / self.started.elapsed().as_secs_f64();
            self.say(&format!("{}; {rate:.0} a second", self.counts));
        }
    }

    /// All documents are done.
    pub fn finish(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if !self.single {
            self.say(&self.counts.to_string());
        }
    }

    fn say(&self, line: &str) {
        if self.quiet {
            return;
        }
        match &self.bar {
            Some(bar) => bar.suspend(|| super::say(line)),
            None => super::say(line),
        }
    }
}

/// A bar that knows its end as soon as the inputs are counted, where they can be.
fn bar(inputs: &Inputs) -> ProgressBar {
    let style = |template| {
        ProgressStyle::with_template(template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("rate", |state: &ProgressState, to: &mut dyn fmt::Write| {
                // Fails only where the terminal does.
                let _ = write!(to, "{:.0} a second", state.per_sec());
            })
    };
    let bar = ProgressBar::new_spinner();
    bar.set_style(style("{spinner} {human_pos} read, {rate}{msg}"));
    bar.enable_steady_tick(Duration::from_millis(200));
    let (inputs, counted) = (inputs.clone(), bar.clone());
    // Not waited for: the program ends when the documents do.
    std::thread::spawn(move || {
        if let Some(count) = inputs.count() {
            counted.set_length(count);
            counted.set_style(style(
                "{wide_bar} {human_pos}/{human_len}, {rate}, {eta} left{msg}",
            ));
        }
    });
    bar
}

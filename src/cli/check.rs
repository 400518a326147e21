//! `gongkai check`: what does not add up.

use std::io::{self, IsTerminal as _, Write as _};

use clap::ValueEnum;
use gongkai::Report;
use gongkai::output::diagnostics;
use gongkai::output::json::Finding;
use gongkai::report::{Severity, Status as Outcome};

use super::batch;
use super::inputs::Inputs;
use super::options::{Reading, Writing};
use super::output::Output;
use super::progress::Progress;
use super::session::{Failed, Session};
use super::status::{Status, Stop};

/// What does not add up: sums, prose against table, dates, parts, each with its place
///
/// Every code is explained by `gongkai explain CODE`. Exit status 1 if an identity is violated.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    writing: Writing,

    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Leave out what is less severe
    #[arg(long, value_enum, value_name = "LEAST", default_value_t = Least::Note)]
    severity: Least,

    /// Colours; by default on a terminal only
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    color: When,
}

const EXAMPLES: &str = "\
Examples:
  gongkai check report.txt
  gongkai check --severity error reports/
  gongkai check --format jsonl reports/ | jq -r 'select(.code == \"TEXT-TABLE\") | .report'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As a compiler shows its findings
    Text,
    /// A JSON object for each finding
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    /// Everything
    Note,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Note => Self::Note,
            Least::Warning => Self::Warning,
            Least::Error => Self::Error,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// How many of everything.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    reports: u64,
    holds: u64,
    violated: u64,
    not_evaluable: u64,
    errors: u64,
    warnings: u64,
    notes: u64,
    /// Reports with a violated identity.
    broken: u64,
}

impl Counts {
    fn of(report: &Report) -> Self {
        let checks = |outcome| count(report.checks.iter().filter(|c| c.status == outcome));
        let findings =
            |severity| count(report.diagnostics.iter().filter(|d| d.severity == severity));
        let violated = checks(Outcome::Violated);
        Self {
            reports: 1,
            holds: checks(Outcome::Holds),
            violated,
            not_evaluable: checks(Outcome::NotEvaluable),
            errors: findings(Severity::Error),
            warnings: findings(Severity::Warning),
            notes: findings(Severity::Note),
            broken: u64::from(violated > 0),
        }
    }

    fn add(&mut self, other: Self) {
        self.reports += other.reports;
        self.holds += other.holds;
        self.violated += other.violated;
        self.not_evaluable += other.not_evaluable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.broken += other.broken;
    }

    fn line(&self) -> String {
        format!(
            "{}, {}, {}; identities: {} hold, {} violated, {} not evaluable",
            plural(self.errors, "error"),
            plural(self.warnings, "warning"),
            plural(self.notes, "note"),
            self.holds,
            self.violated,
            self.not_evaluable
        )
    }
}

fn count(of: impl Iterator) -> u64 {
    of.count() as u64
}

fn plural(count: u64, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// What one document came to.
struct Done {
    text: Vec<u8>,
    counts: Counts,
    failed: Option<Failed>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let single = inputs.is_single();
    let style = diagnostics::Style {
        color: match args.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                args.writing.output.is_none()
                    && io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            }
        },
        least: args.severity.into(),
    };
    let mut output = Output::open(args.writing.output.as_deref())?;
    let mut progress = Progress::new(&inputs, args.reading.quiet, single, false);
    let mut total = Counts::default();
    let mut failed = 0;
    let jobs = if single { 1 } else { session.jobs() };
    let work = |_, input| -> io::Result<Done> {
        let made = session.load(input).and_then(|document| {
            session.parse(document, |report| {
                let counts = Counts::of(report);
                render(report, counts, args.format, style).map(|text| (text, counts))
            })
        });
        Ok(match made {
            Ok(made) => {
                let (text, counts) = made?;
                Done {
                    text,
                    counts,
                    failed: None,
                }
            }
            Err(failed) => {
                let mut text = Vec::new();
                if args.format == Format::Jsonl {
                    serde_json::to_writer(&mut text, &failed.record())?;
                    text.push(b'\n');
                }
                Done {
                    text,
                    counts: Counts::default(),
                    failed: Some(failed),
                }
            }
        })
    };
    batch::run(&inputs, jobs, work, |done| {
        let done = done?;
        output.write_all(&done.text)?;
        total.add(done.counts);
        failed += u64::from(done.failed.is_some());
        progress.done(done.failed.as_ref());
        Ok(())
    })?;
    progress.finish();
    if args.format == Format::Text && (!single || failed > 0) {
        write!(
            output,
            "{}, {} with a violated identity: {}",
            plural(total.reports, "report"),
            total.broken,
            total.line()
        )?;
        if failed > 0 {
            write!(output, "; {failed} could not be read or are no reports")?;
        }
        writeln!(output)?;
    }
    output.finish(if failed > 0 {
        Status::Input
    } else if total.violated > 0 {
        Status::Look
    } else {
        Status::Done
    })
}

fn render(
    report: &Report,
    counts: Counts,
    format: Format,
    style: diagnostics::Style,
) -> io::Result<Vec<u8>> {
    let mut to = Vec::new();
    match format {
        Format::Text => {
            diagnostics::text(report, style, &mut to)?;
            let path = match &*report.source.path {
                "" | "-" => "standard input",
                path => path,
            };
            writeln!(to, "{path}: {}", counts.line())?;
            if !to.is_empty() {
                writeln!(to)?;
            }
        }
        Format::Jsonl => {
            for finding in Finding::all(report).filter(|f| f.at_least(style.least)) {
                serde_json::to_writer(&mut to, &finding)?;
                to.push(b'\n');
            }
        }
    }
    Ok(to)
}

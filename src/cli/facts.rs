//! `gongkai facts`: the statistics as one tidy table.

use std::io::{self, Write as _};

use clap::ValueEnum;
use gongkai::Report;
use gongkai::output::{csv, facts};

use super::batch;
use super::inputs::Inputs;
use super::options::{Reading, Writing};
use super::output::Output;
use super::progress::Progress;
use super::session::{Failed, Session};
use super::status::{Status, Stop};

/// The statistics as one tidy table: one row a cell
///
/// Columns: report, agency, year, edition, table, indicator, column, label, unit, value, raw, kind,
/// how, derived, line, path. A row that no edition knows has an empty indicator and its own label.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    writing: Writing,

    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Add the sums that let editions be compared, marked derived=true
    #[arg(long)]
    derived: bool,

    /// Add the numbers from prose that are mapped to an indicator (table "narrative")
    #[arg(long)]
    narrative: bool,

    /// A byte order mark before the CSV, for spreadsheet programs
    #[arg(long)]
    bom: bool,

    /// Exit status 1 if there is unclaimed text or a row that no edition knows
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai facts reports/ > facts.csv
  gongkai facts --bom report.html -o facts.csv
  gongkai facts --format jsonl reports/ | jq -r 'select(.indicator == \"\") | .label'";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated values, UTF-8
    Csv,
    /// A JSON object a line
    Jsonl,
}

/// What one document came to.
struct Done {
    rows: Vec<u8>,
    failed: Option<Failed>,
    look: bool,
}

/// There is text in no place of the output, or a row that no edition knows.
pub fn to_look_at(report: &Report) -> bool {
    report.ledger.unclaimed > 0 || report.facts.iter().any(|fact| fact.indicator.is_empty())
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let single = inputs.is_single();
    let mut output = Output::open(args.writing.output.as_deref())?;
    if args.format == Format::Csv {
        if args.bom {
            output.write_all(csv::BOM)?;
        }
        let mut head = csv::Writer::new(&mut output);
        head.head()?;
        head.flush()?;
    }
    let mut progress = Progress::new(args.reading.quiet, single);
    let mut status = Status::Done;
    let jobs = if single { 1 } else { session.jobs() };
    let work = |input| -> io::Result<Done> {
        let made = session.read(input, |report| {
            let look = args.strict && to_look_at(report);
            render(report, args).map(|rows| (rows, look))
        });
        Ok(match made {
            Ok(made) => {
                let (rows, look) = made?;
                let failed = None;
                Done { rows, failed, look }
            }
            Err(failed) => Done {
                rows: Vec::new(),
                failed: Some(failed),
                look: false,
            },
        })
    };
    batch::run(&inputs, jobs, work, |done| {
        let done = done?;
        output.write_all(&done.rows)?;
        progress.done(done.failed.as_ref());
        if done.look {
            status = status.max(Status::Look);
        }
        if done.failed.is_some() {
            status = Status::Input;
        }
        Ok(())
    })?;
    progress.finish();
    output.finish(status)
}

fn render(report: &Report, args: &Args) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let derived = Vec::new();
    match args.format {
        Format::Csv => {
            let mut csv = csv::Writer::new(&mut bytes);
            facts::rows(report, &derived, args.narrative, |row| csv.row(&row))?;
            csv.flush()?;
        }
        Format::Jsonl => {
            facts::rows(report, &derived, args.narrative, |row| {
                serde_json::to_writer(&mut bytes, &row)?;
                bytes.push(b'\n');
                io::Result::Ok(())
            })?;
        }
    }
    Ok(bytes)
}

//! `gongkai facts`: the statistics as one tidy table.

use std::io;

use clap::ValueEnum;
use gongkai::Report;
use gongkai::output::{csv, facts};

use super::inputs::Inputs;
use super::options::{Reading, Records};
use super::run::{self, Render};
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
    records: Records,

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

/// There is text in no place of the output, or a row that no edition knows.
pub fn to_look_at(report: &Report) -> bool {
    report.ledger.unclaimed > 0 || report.facts.iter().any(|fact| fact.indicator.is_empty())
}

impl Render for Args {
    fn fingerprint(&self) -> String {
        let Self {
            format,
            derived,
            narrative,
            bom,
            strict,
            ..
        } = self;
        format!("facts {format:?} {derived} {narrative} {bom} {strict}")
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.format == Format::Csv {
            if self.bom {
                bytes.extend(csv::BOM);
            }
            let mut csv = csv::Writer::new(&mut bytes);
            csv.head()?;
            csv.flush()?;
            drop(csv);
        }
        Ok(bytes)
    }

    fn report(&self, report: &Report) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let derived = Vec::new();
        match self.format {
            Format::Csv => {
                let mut csv = csv::Writer::new(&mut bytes);
                facts::rows(report, &derived, self.narrative, |row| csv.row(&row))?;
                csv.flush()?;
                drop(csv);
            }
            Format::Jsonl => {
                facts::rows(report, &derived, self.narrative, |row| {
                    serde_json::to_writer(&mut bytes, &row)?;
                    bytes.push(b'\n');
                    io::Result::Ok(())
                })?;
            }
        }
        Ok(bytes)
    }

    fn failed(&self, _: &Failed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn look(&self, report: &Report) -> bool {
        self.strict && to_look_at(report)
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    run::run(&inputs, &session, &args.reading, &args.records, args)
}

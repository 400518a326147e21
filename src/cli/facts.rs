//! `gongkai facts`: the statistics as one tidy table.

use std::io::{self, Write};
use std::path::Path;

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

    /// [default: by the suffix of -o, else csv]
    #[arg(long, value_enum)]
    format: Option<Format>,

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
    /// Typed columns, values as decimals
    #[cfg(feature = "parquet")]
    Parquet,
    /// The same as an Arrow IPC stream, for pipes
    #[cfg(feature = "parquet")]
    Arrow,
}

impl Args {
    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| {
            let name = self.records.output.as_deref().unwrap_or(Path::new(""));
            let suffix = |path: &Path| {
                let suffix = path.extension()?.to_str()?;
                Some(suffix.to_ascii_lowercase())
            };
            let suffix = match suffix(name).as_deref() {
                Some("gz") => suffix(&name.with_extension("")),
                _ => suffix(name),
            };
            match suffix.as_deref() {
                Some("jsonl" | "ndjson") => Format::Jsonl,
                #[cfg(feature = "parquet")]
                Some("parquet") => Format::Parquet,
                #[cfg(feature = "parquet")]
                Some("arrow" | "arrows") => Format::Arrow,
                _ => Format::Csv,
            }
        })
    }
}

/// There is text in no place of the output, or a row that no edition knows.
pub fn to_look_at(report: &Report) -> bool {
    report.ledger.unclaimed > 0 || report.facts.iter().any(|fact| fact.indicator.is_empty())
}

/// The table as text.
struct Text<'a> {
    args: &'a Args,
    format: Format,
}

impl Render for Text<'_> {
    fn fingerprint(&self) -> String {
        let Args {
            derived,
            narrative,
            bom,
            strict,
            ..
        } = self.args;
        let format = self.format;
        format!("facts {format:?} {derived} {narrative} {bom} {strict}")
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.format == Format::Csv {
            if self.args.bom {
                bytes.extend(csv::BOM);
            }
            let mut csv = csv::Writer::new(&mut bytes);
            csv.head()?;
            csv.flush()?;
            drop(csv);
        }
        Ok(bytes)
    }

    fn report(&self, report: &Report, mut to: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Csv => {
                let mut csv = csv::Writer::new(to);
                self.args.rows(report, |row| csv.row(&row))?;
                csv.flush()
            }
            _ => self.args.rows(report, |row| {
                serde_json::to_writer(&mut to, &row)?;
                to.write_all(b"\n")
            }),
        }
    }

    fn failed(&self, _: &Failed) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn look(&self, report: &Report) -> bool {
        self.args.strict && to_look_at(report)
    }
}

impl Args {
    fn rows(
        &self,
        report: &Report,
        each: impl FnMut(facts::Row<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let derived = if self.derived {
            gongkai::edition::derived(report)
        } else {
            Vec::new()
        };
        facts::rows(report, &derived, self.narrative, each)
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let format = args.format();
    #[cfg(feature = "parquet")]
    if matches!(format, Format::Parquet | Format::Arrow) {
        return columnar::run(args, format, &inputs, &session);
    }
    let text = Text { args, format };
    run::run(&inputs, &session, &args.reading, &args.records, &text)
}

#[cfg(feature = "parquet")]
mod columnar {
    //! The table in columns, which are written when a group of rows is full.

    use std::io::IsTerminal as _;

    use gongkai::output::columns::{Columns, Writer};

    use super::{Args, Format, Inputs, Session, Status, Stop, to_look_at};
    use crate::cli::account::Account;
    use crate::cli::batch;
    use crate::cli::output::Output;

    pub(super) fn run(
        args: &Args,
        format: Format,
        inputs: &Inputs,
        session: &Session<'_>,
    ) -> Result<Status, Stop> {
        if args.records.resume {
            let message = "--resume goes with csv and jsonl, as a Parquet file is whole or none: \
                           write a .csv with --resume, and turn it into Parquet when it is complete \
                           (docs/analysis.md)";
            return Err(Stop::Usage(message.to_owned()));
        }
        if args.records.output.is_none() && std::io::stdout().is_terminal() {
            let message = "not to a terminal: write to a file with -o, or into a pipe";
            return Err(Stop::Usage(message.to_owned()));
        }
        let output = Output::open(args.records.output.as_deref())?;
        let mut writer = match format {
            Format::Arrow => Writer::arrow(output)?,
            _ => Writer::parquet(output)?,
        };
        let mut account = Account::open(inputs, &args.reading, &args.records)?;
        let work = |_, input| {
            session.load(input).and_then(|document| {
                session.parse(document, |report| {
                    let mut columns = Columns::default();
                    args.rows(report, |row| {
                        columns.push(&row);
                        Ok(())
                    })?;
                    columns
                        .finish()
                        .map(|batch| (batch, args.strict && to_look_at(report)))
                })
            })
        };
        let jobs = if inputs.is_single() {
            1
        } else {
            session.jobs()
        };
        batch::run(inputs, jobs, work, |done| {
            match done {
                Ok(made) => {
                    let (batch, look) = made?;
                    account.read(None, look)?;
                    writer.put(&batch)?;
                }
                Err(failed) => {
                    account.read(Some(&failed), false)?;
                }
            }
            Ok(())
        })?;
        let status = account.finish()?;
        writer.finish()?.finish(status)
    }
}

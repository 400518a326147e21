//! `gongkai parse`: reports to JSON.

use std::io::{self, Write};

use clap::ValueEnum;
use gongkai::Report;
use gongkai::output::json::{self, Record};

use super::facts;
use super::inputs::Inputs;
use super::options::{Reading, Records};
use super::run::{self, Render};
use super::session::{Failed, Session};
use super::status::{Status, Stop};

/// Reports to JSON: title, organ, headings, every table cell, each statistic, each with its place
///
/// One input gives one JSON document; several give JSON Lines, one record for every input, in
/// input order. An input that is no report or can't be read gives a record with `error`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    records: Records,

    /// [default: json for one input, jsonl for several]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// JSON on one line
    #[arg(long)]
    compact: bool,

    /// Exit status 1 if there is unclaimed text or a row that no edition knows
    #[arg(long)]
    strict: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai parse report.txt | jq '.facts[] | select(.indicator == \"requests.received\")'
  gongkai parse 2018/ 2019/ -o reports.jsonl
  find . -name '*.html' | gongkai parse --files-from - > reports.jsonl
  gongkai parse --encoding gb18030 --edition national-2014 report.txt";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A document for each input, indented unless --compact
    Json,
    /// A line for each input
    Jsonl,
}

/// How a record is printed.
struct Json<'a> {
    args: &'a Args,
    pretty: bool,
}

impl Json<'_> {
    fn record(&self, record: &Record<'_>, mut to: &mut dyn Write) -> io::Result<()> {
        if self.pretty {
            serde_json::to_writer_pretty(&mut to, record)?;
        } else {
            json::to_writer(record, &mut to)?;
        }
        to.write_all(b"\n")
    }
}

impl Render for Json<'_> {
    fn fingerprint(&self) -> String {
        format!("parse pretty={} strict={}", self.pretty, self.args.strict)
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn report(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        self.record(&Record::Report(Box::new(report.into())), to)
    }

    fn failed(&self, failed: &Failed) -> io::Result<Vec<u8>> {
        let mut json = Vec::new();
        self.record(&Record::Error(failed.record()), &mut json)?;
        Ok(json)
    }

    fn look(&self, report: &Report) -> bool {
        self.args.strict && facts::to_look_at(report)
    }
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let format = args.format.unwrap_or(if inputs.is_single() {
        Format::Json
    } else {
        Format::Jsonl
    });
    let json = Json {
        args,
        pretty: !args.compact && format == Format::Json,
    };
    run::run(&inputs, &session, &args.reading, &args.records, &json)
}

//! `gongkai parse`: reports to JSON.

use std::io::Write as _;

use clap::ValueEnum;
use gongkai::output::json::Record;

use super::inputs::Inputs;
use super::options::{Reading, Writing};
use super::output::Output;
use super::progress::Progress;
use super::session::{Failed, Session};
use super::status::{Status, Stop};
use super::{batch, facts};

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
    writing: Writing,

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

/// What one document came to.
struct Done {
    json: Vec<u8>,
    failed: Option<Failed>,
    look: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let single = inputs.is_single();
    let pretty = !args.compact
        && match args.format {
            Some(format) => format == Format::Json,
            None => single,
        };
    let mut output = Output::open(args.writing.output.as_deref())?;
    let mut progress = Progress::new(args.reading.quiet, single);
    let mut status = Status::Done;
    let jobs = if single { 1 } else { session.jobs() };
    let print = |record: &Record<'_>| -> serde_json::Result<Vec<u8>> {
        let mut json = Vec::new();
        if pretty {
            serde_json::to_writer_pretty(&mut json, record)?;
        } else {
            serde_json::to_writer(&mut json, record)?;
        }
        json.push(b'\n');
        Ok(json)
    };
    let work = |input| -> serde_json::Result<Done> {
        let made = session.read(input, |report| {
            let json = print(&Record::Report(Box::new(report.into())))?;
            Ok((json, args.strict && facts::to_look_at(report)))
        });
        Ok(match made {
            Ok(made) => {
                let (json, look) = made?;
                let failed = None;
                Done { json, failed, look }
            }
            Err(failed) => Done {
                json: print(&Record::Error(failed.record()))?,
                failed: Some(failed),
                look: false,
            },
        })
    };
    batch::run(&inputs, jobs, work, |done| {
        let done = done?;
        output.write_all(&done.json)?;
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

//! `gongkai compare`: years of one organ.

use std::io::Write as _;

use clap::ValueEnum;
use gongkai::compare::{Panel, Year, compare};
use gongkai::output::comparison;
use serde::Serialize;

use super::batch;
use super::inputs::Inputs;
use super::options::{Reading, Writing};
use super::output::Output;
use super::progress::Progress;
use super::session::Session;
use super::status::{Status, Stop};

/// Two years of one organ: what changed, whether they continue each other, what was copied
///
/// Takes two reports, OLD and NEW, in any form and edition; with --panel any number. Exit status 1
/// if an identity that crosses the years is violated.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    writing: Writing,

    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// All reports of a folder side by side, a column a year
    #[arg(long)]
    panel: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai compare 2022.html 2023.html
  gongkai compare --format csv 2018.txt 2019.html > change.csv
  gongkai compare --panel reports-of-one-organ/";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for reading
    Text,
    /// One JSON document
    Json,
    /// Comma-separated values, a row an indicator
    Csv,
}

#[derive(Serialize)]
struct Document<T> {
    schema: &'static str,
    #[serde(flatten)]
    content: T,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let session = Session::new(&args.reading)?;
    let inputs = Inputs::new(&args.reading)?;
    let mut progress = Progress::new(&inputs, args.reading.quiet, true, false);
    let mut years = Vec::new();
    let mut status = Status::Done;
    let work = |_, input| {
        session
            .load(input)
            .and_then(|document| session.parse(document, Year::of))
    };
    batch::run(&inputs, session.jobs(), work, |made| {
        match made {
            Ok(year) => {
                years.push(year);
                progress.done(None);
            }
            Err(failed) => {
                progress.done(Some(&failed));
                status = Status::Input;
            }
        }
        Ok(())
    })?;
    progress.finish();
    say_agencies(&years, args.reading.quiet);
    let mut output = Output::open(args.writing.output.as_deref())?;
    let violated = if args.panel {
        let panel = Panel::new(years);
        let violated = panel.checks.iter().any(|(_, check)| check.is_violated());
        match args.format {
            Format::Text => comparison::panel_text(&panel, &mut output)?,
            Format::Csv => comparison::panel_csv(&panel, &mut output)?,
            Format::Json => json("gongkai/panel/1", panel, &mut output)?,
        }
        violated
    } else {
        let [old, new] = &*years else {
            if status == Status::Input {
                return output.finish(status);
            }
            return Err(Stop::Usage(format!(
                "compare takes two reports, OLD and NEW, and got {}; --panel takes any number",
                years.len()
            )));
        };
        let compared = compare(old, new);
        let violated = compared.checks.iter().any(|check| check.is_violated());
        match args.format {
            Format::Text => comparison::text(&compared, &mut output)?,
            Format::Csv => comparison::csv(&compared, &mut output)?,
            Format::Json => json("gongkai/comparison/1", compared, &mut output)?,
        }
        violated
    };
    if violated {
        status = status.max(Status::Look);
    }
    output.finish(status)
}

fn json(schema: &'static str, content: impl Serialize, output: &mut Output) -> Result<(), Stop> {
    serde_json::to_writer_pretty(&mut *output, &Document { schema, content })?;
    output.write_all(b"\n")?;
    Ok(())
}

/// Reports of several organs are compared all the same, but hardly on purpose.
fn say_agencies(years: &[Year], quiet: bool) {
    let mut agencies: Vec<&str> = years.iter().filter_map(|y| y.agency.as_deref()).collect();
    agencies.sort_unstable();
    agencies.dedup();
    if agencies.len() > 1 && !quiet {
        super::say(&format!(
            "these are reports of several organs: {}",
            agencies.join(", ")
        ));
    }
}

//! The command line: one file a command, and what they share.

mod account;
mod archive;
mod batch;
mod check;
mod compare;
mod completions;
mod editions;
mod explain;
mod facts;
mod inputs;
mod interrupt;
mod man;
mod options;
mod output;
mod parse;
mod progress;
mod resume;
mod run;
mod schema;
mod session;
mod status;
mod summary;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use status::{Status, Stop};

/// Turns China's government-disclosure annual reports (政府信息公开工作年度报告) into data.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  gongkai parse report.txt                     one report as JSON
  gongkai parse reports/ -o reports.jsonl      a folder, one record a line
  gongkai facts reports/ > facts.csv           every statistic, one row a cell
  curl -s URL | gongkai parse --compact        from standard input

Exit status:
  0  done
  1  done, and something is to be looked at (see the command)
  2  wrong usage, or the output could not be written
  3  some input could not be read or is no report; the others are all there";

/// What is to be done.
#[derive(Debug, Subcommand)]
enum Command {
    Parse(parse::Args),
    Facts(facts::Args),
    Summary(summary::Args),
    Check(check::Args),
    Compare(compare::Args),
    Editions(editions::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Parse(args) => parse::run(args),
        Command::Facts(args) => facts::run(args),
        Command::Summary(args) => summary::run(args),
        Command::Check(args) => check::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Editions(args) => editions::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    match done {
        Ok(status) => status.into(),
        // Whoever reads the output has seen enough.
        Err(Stop::ClosedPipe) => Status::Done.into(),
        Err(stop) => {
            say(&stop.to_string());
            match stop {
                Stop::Interrupted => ExitCode::from(interrupt::STATUS),
                _ => Status::Usage.into(),
            }
        }
    }
}

/// A line to standard error. Whoever closed it does not want it, and the work goes on.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "gongkai: {line}");
}

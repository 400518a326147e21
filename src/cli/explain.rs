//! `gongkai explain`: a code's meaning.

use std::io::Write as _;

use gongkai::check::explain;

use super::output::Output;
use super::status::{Status, Stop};

/// What a diagnostic or an identity means, with an example and what to do
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A code as `check` prints it; without one, all codes are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let mut output = Output::open(None)?;
    match &args.code {
        None => {
            for explanation in explain::all() {
                let summary = explanation.summary().replace('\n', " ");
                writeln!(output, "{:<16} {summary}", explanation.code)?;
            }
        }
        Some(code) => {
            let Some(explanation) = explain::explain(code) else {
                return Err(Stop::Usage(format!(
                    "no code {code}; `gongkai explain` lists them"
                )));
            };
            writeln!(output, "{}\n\n{}", explanation.code, explanation.text)?;
        }
    }
    output.finish(Status::Done)
}

//! `gongkai schema`: the JSON Schema of `parse`'s output.

use std::io::Write as _;

use super::options::Writing;
use super::output::Output;
use super::status::{Status, Stop};

/// The JSON Schema (2020-12) of one record of `parse`
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    writing: Writing,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let mut output = Output::open(args.writing.output.as_deref())?;
    serde_json::to_writer_pretty(&mut output, &gongkai::output::json::schema())?;
    output.write_all(b"\n")?;
    output.finish(Status::Done)
}

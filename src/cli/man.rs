//! `gongkai man`: the manual pages, for whoever packages the program.

use std::path::PathBuf;

use clap::CommandFactory as _;

use super::output::about;
use super::status::{Status, Stop};

/// Write the manual pages (gongkai.1, gongkai-parse.1, …) into DIR, which has to exist
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  gongkai man ~/.local/share/man/man1")]
pub struct Args {
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    clap_mangen::generate_to(super::Cli::command(), &args.folder)
        .map_err(|error| about(&args.folder, &error))?;
    Ok(Status::Done)
}

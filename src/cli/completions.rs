//! `gongkai completions`: what a shell needs to complete the arguments.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::output::Output;
use super::status::{Status, Stop};

/// Completions for a shell, to be put where it looks for them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai
  gongkai completions zsh > \"${fpath[1]}/_gongkai\"
  gongkai completions fish > ~/.config/fish/completions/gongkai.fish")]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<Status, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut super::Cli::command(),
        "gongkai",
        &mut script,
    );
    let mut output = Output::open(None)?;
    output.write_all(&script)?;
    output.finish(Status::Done)
}

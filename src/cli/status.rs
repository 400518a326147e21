//! How a command ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// The exit status. A worse one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Done.
    Done = 0,
    /// Done, and something is to be looked at.
    Look = 1,
    /// Wrong usage, or the output could not be written.
    Usage = 2,
    /// Some input could not be read or is no report.
    Input = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Why a command ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more.
    ClosedPipe,
    /// The arguments don't go together.
    Usage(String),
    /// The output could not be written.
    Output(io::Error),
    /// Ctrl-C; what was done so far is kept, and can be gone on with.
    Interrupted,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Output(error)
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedPipe => f.write_str("the output was closed"),
            Self::Usage(message) => f.write_str(message),
            Self::Interrupted => f.write_str(
                "interrupted; what was done is kept: the same command goes on where it stopped",
            ),
            Self::Output(error) => write!(f, "can't write the output: {error}"),
        }
    }
}

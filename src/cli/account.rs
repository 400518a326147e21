//! What became of the inputs: told as it happens, counted, recorded, and made the exit status.

use std::io::{self, Write as _};

use super::inputs::Inputs;
use super::options::{Reading, Records};
use super::output::Output;
use super::progress::Progress;
use super::resume::Outcome;
use super::session::Failed;
use super::status::{Status, Stop};

/// The account of a run.
#[derive(Debug)]
pub struct Account {
    progress: Progress,
    errors: Option<Output>,
    status: Status,
}

impl Account {
    /// Opens it, and the file of the failures if there is to be one.
    pub fn open(inputs: &Inputs, reading: &Reading, records: &Records) -> Result<Self, Stop> {
        let errors = match &records.errors {
            Some(path) => Some(Output::open(Some(path))?),
            None => None,
        };
        let single = inputs.is_single();
        Ok(Self {
            progress: Progress::new(inputs, reading.quiet, single, errors.is_some()),
            errors,
            status: Status::Done,
        })
    }

    /// An input was read; `look`: something of its report is to be looked at.
    pub fn read(&mut self, failed: Option<&Failed>, look: bool) -> io::Result<Outcome> {
        self.progress.done(failed);
        let error = match failed {
            None => None,
            Some(failed) => {
                let record = serde_json::to_string(&failed.record())?;
                Some((record, failed.failure.code.to_owned()))
            }
        };
        let key = String::new();
        let outcome = Outcome { key, look, error };
        self.add(&outcome)?;
        Ok(outcome)
    }

    /// An earlier run had read it.
    pub fn held(&mut self, outcome: &Outcome) -> io::Result<()> {
        let code = outcome.error.as_ref().map(|(_, code)| &**code);
        self.progress.held(code);
        self.add(outcome)
    }

    fn add(&mut self, outcome: &Outcome) -> io::Result<()> {
        if outcome.look {
            self.status = self.status.max(Status::Look);
        }
        if let Some((record, _)) = &outcome.error {
            self.status = Status::Input;
            if let Some(errors) = &mut self.errors {
                errors.write_all(record.as_bytes())?;
                errors.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// All inputs are done.
    pub fn finish(self) -> Result<Status, Stop> {
        self.progress.finish();
        match self.errors {
            Some(errors) => errors.finish(self.status),
            None => Ok(self.status),
        }
    }
}

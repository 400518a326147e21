//! What `parse` and `facts` share: every input read, parsed and rendered on its thread, the results
//! written in input order, the failures told.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use gongkai::Report;

use super::account::Account;
use super::batch;
use super::inputs::Inputs;
use super::interrupt;
use super::options::{Reading, Records};
use super::output::Output;
use super::resume::{Outcome, Resumable, key};
use super::session::{Document, Failed, Session};
use super::status::{Status, Stop};

/// How a command prints.
pub trait Render: Sync {
    /// Whatever bears on the printed bytes, in words: an output is resumed by the same only.
    fn fingerprint(&self) -> String;

    /// What stands before all records.
    fn head(&self) -> io::Result<Vec<u8>>;

    /// Prints one report.
    fn report(&self, report: &Report, to: &mut dyn Write) -> io::Result<()>;

    /// The bytes of an input that gave no report.
    fn failed(&self, failed: &Failed) -> io::Result<Vec<u8>>;

    /// Something of the report is to be looked at.
    fn look(&self, report: &Report) -> bool;
}

/// What one input came to.
enum Done {
    /// The output holds it already.
    Held(Result<Document, Failed>, Outcome),
    /// It was read anew.
    New(New),
    /// It is read when its turn comes, which is now: one after the other needs no record in memory.
    Loaded(Result<Document, Failed>),
}

struct New {
    bytes: Vec<u8>,
    key: String,
    look: bool,
    failed: Option<Failed>,
}

/// Counts what goes through it.
struct Counted<'w, W> {
    to: &'w mut W,
    bytes: usize,
}

impl<W: Write> Write for Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.bytes += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Where the records go.
enum Sink {
    Plain(Output),
    Resumable(Box<Resumable>),
}

impl Sink {
    /// Takes over an input that an earlier run had; false if it has to be done again.
    fn take(&mut self) -> bool {
        match self {
            Self::Plain(_) => false,
            Self::Resumable(output) => output.take(),
        }
    }

    fn put(&mut self, bytes: &[u8], outcome: &Outcome) -> io::Result<()> {
        match self {
            Self::Plain(output) => output.write_all(bytes),
            Self::Resumable(output) => output.put(bytes, outcome),
        }
    }
}

/// Runs a command over all its inputs.
pub fn run(
    inputs: &Inputs,
    session: &Session<'_>,
    reading: &Reading,
    records: &Records,
    render: &impl Render,
) -> Result<Status, Stop> {
    let packed = records
        .output
        .as_ref()
        .and_then(|path| path.extension())
        .is_some_and(|suffix| suffix.eq_ignore_ascii_case("gz"));
    // Of nothing nothing, not an empty member.
    let pack = |bytes: Vec<u8>| {
        if packed && !bytes.is_empty() {
            gzip(&bytes)
        } else {
            Ok(bytes)
        }
    };
    let head = pack(render.head()?)?;
    let mut output = match (&records.output, records.resume) {
        (Some(place), true) => {
            let run = format!("{} {}", render.fingerprint(), session.fingerprint());
            Sink::Resumable(Box::new(Resumable::open(place, run, &head)?))
        }
        (place, _) => {
            let mut output = Output::open(place.as_deref())?;
            output.write_all(&head)?;
            Sink::Plain(output)
        }
    };
    let known = match &output {
        Sink::Plain(_) => None,
        Sink::Resumable(resumable) => Some(resumable.known()),
    };
    let mut account = Account::open(inputs, reading, records)?;

    // A document or its failure, anew.
    let make = |loaded: Result<Document, Failed>, key: String| -> io::Result<New> {
        let made = loaded.and_then(|document| {
            session.parse(document, |report| {
                let mut bytes = Vec::new();
                render.report(report, &mut bytes)?;
                io::Result::Ok((pack(bytes)?, render.look(report)))
            })
        });
        Ok(match made {
            Ok(made) => {
                let (bytes, look) = made?;
                New {
                    bytes,
                    key,
                    look,
                    failed: None,
                }
            }
            Err(failed) => New {
                bytes: render.failed(&failed).and_then(pack)?,
                key,
                look: false,
                failed: Some(failed),
            },
        })
    };
    let jobs = if inputs.is_single() {
        1
    } else {
        session.jobs()
    };
    let is_straight = jobs == 1 && !packed && known.is_none();
    let work = |number, input| -> io::Result<Done> {
        let loaded = session.load(input);
        if is_straight {
            return Ok(Done::Loaded(loaded));
        }
        let Some(known) = &known else {
            return make(loaded, String::new()).map(Done::New);
        };
        let key = match &loaded {
            Ok(document) => key(&document.name, Some(&gongkai::digest(&document.bytes))),
            Err(failed) => key(&failed.name, None),
        };
        match known.outcome(number, &key) {
            Some(outcome) => Ok(Done::Held(loaded, outcome.clone())),
            None => make(loaded, key).map(Done::New),
        }
    };
    batch::run(inputs, jobs, work, |done| {
        let new = match done? {
            Done::New(new) => Ok(new),
            Done::Loaded(loaded) => match &mut output {
                Sink::Plain(output) => Ok(straight(loaded, session, render, output)?),
                Sink::Resumable(_) => Ok(make(loaded, String::new())?),
            },
            // False if one before it was not the same after all.
            Done::Held(_, outcome) if output.take() => Err(outcome),
            Done::Held(loaded, outcome) => Ok(make(loaded, outcome.key)?),
        };
        match new {
            Err(held) => account.held(&held)?,
            Ok(new) => {
                let mut outcome = account.read(new.failed.as_ref(), new.look)?;
                outcome.key = new.key;
                output.put(&new.bytes, &outcome)?;
            }
        }
        if interrupt::asked() {
            return Err(Stop::Interrupted);
        }
        Ok(())
    })
    .or_else(|stop| match (&stop, &mut output) {
        (Stop::Interrupted, Sink::Resumable(output)) => {
            output.save()?;
            Err(stop)
        }
        _ => Err(stop),
    })?;
    let status = account.finish()?;
    match output {
        Sink::Plain(output) => output.finish(status),
        Sink::Resumable(output) => {
            output.finish()?;
            Ok(status)
        }
    }
}

/// A document's record or its failure's, straight to the output.
fn straight(
    loaded: Result<Document, Failed>,
    session: &Session<'_>,
    render: &impl Render,
    output: &mut impl Write,
) -> io::Result<New> {
    let mut to = Counted {
        to: output,
        bytes: 0,
    };
    let made = loaded.and_then(|document| {
        session.parse(document, |report| {
            render.report(report, &mut to)?;
            io::Result::Ok(render.look(report))
        })
    });
    let (look, failed) = match made {
        Ok(look) => (look?, None),
        // A defect in the printing: the record has begun and has no end.
        Err(failed) if to.bytes > 0 => return Err(io::Error::other(failed.failure.message)),
        Err(failed) => {
            to.write_all(&render.failed(&failed)?)?;
            (false, Some(failed))
        }
    };
    Ok(New {
        bytes: Vec::new(),
        key: String::new(),
        look,
        failed,
    })
}

/// One gzip member: a file of them is a gzip file, wherever it is cut between two.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

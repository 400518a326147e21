//! What a run of the program knows: the vocabulary and the options, and how a document is read
//! with them.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use gongkai::output::json::ErrorRecord;
use gongkai::{Options, Report, Vocabulary};

use super::inputs::{Failure, Input, read};
use super::options::Reading;
use super::status::Stop;

/// The vocabulary and the options of a run.
#[derive(Debug)]
pub struct Session<'a> {
    reading: &'a Reading,
    vocabulary: Cow<'static, Vocabulary>,
}

/// An input that gave no report.
#[derive(Debug)]
pub struct Failed {
    /// As it was given.
    pub name: String,
    /// Of its bytes, if it could be read.
    pub sha256: Option<String>,
    /// Why.
    pub failure: Failure,
}

impl Failed {
    /// Its record, in the place of a report's.
    pub fn record(&self) -> ErrorRecord<'_> {
        ErrorRecord::new(
            &self.name,
            self.sha256.as_deref(),
            self.failure.code,
            &self.failure.message,
        )
    }
}

impl<'a> Session<'a> {
    /// Reads the vocabulary.
    pub fn new(reading: &'a Reading) -> Result<Self, Stop> {
        let vocabulary = vocabulary(reading.grammar.as_deref())?;
        if let Some(id) = &reading.edition
            && !vocabulary.editions.iter().any(|edition| edition.id == *id)
        {
            let known: Vec<&str> = vocabulary.editions.iter().map(|e| &*e.id).collect();
            return Err(Stop::Usage(format!(
                "no edition {id}; there are {}",
                known.join(", ")
            )));
        }
        // A defect in one document is its record's to tell, not the terminal's.
        std::panic::set_hook(Box::new(|_| {}));
        Ok(Self {
            reading,
            vocabulary,
        })
    }

    /// How many documents are worked on at once.
    pub fn jobs(&self) -> usize {
        let given = self.reading.jobs.map(std::num::NonZeroUsize::get);
        given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()))
    }

    /// Reads one document and makes something of its report. Whatever goes wrong with it stays
    /// with it.
    pub fn read<T>(&self, input: Input, make: impl Fn(&Report) -> T) -> Result<T, Failed> {
        let Input {
            name,
            declared,
            content,
        } = input;
        let bytes = match read(content, self.reading.max_bytes) {
            Ok(bytes) => bytes,
            Err(failure) => {
                return Err(Failed {
                    name,
                    sha256: None,
                    failure,
                });
            }
        };
        let options = Options {
            path: &name,
            encoding: self.reading.encoding,
            declared: declared.as_deref(),
            edition: self.reading.edition.as_deref(),
            max_bytes: self.reading.max_bytes,
            vocabulary: &self.vocabulary,
        };
        let made = catch_unwind(AssertUnwindSafe(|| {
            gongkai::parse(&bytes, &options).map(|report| make(&report))
        }));
        let failure = match made {
            Ok(Ok(made)) => return Ok(made),
            Ok(Err(error)) => Failure {
                code: error.code,
                message: error.message,
            },
            Err(panic) => Failure {
                code: "internal",
                message: format!(
                    "a defect of gongkai, please report it with the document: {}",
                    said(&*panic)
                ),
            },
        };
        Err(Failed {
            name,
            sha256: Some(gongkai::digest(&bytes)),
            failure,
        })
    }
}

/// The built-in editions, and those of a folder.
pub fn vocabulary(folder: Option<&Path>) -> Result<Cow<'static, Vocabulary>, Stop> {
    let Some(folder) = folder else {
        return Ok(Cow::Borrowed(Vocabulary::builtin()));
    };
    Err(Stop::Usage(format!(
        "--grammar {}: not supported yet",
        folder.display()
    )))
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

//! What a run of the program knows: the vocabulary and the options, and how a document is read
//! with them.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

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

    /// What of the options bears on the output.
    pub fn fingerprint(&self) -> String {
        let Reading {
            encoding,
            edition,
            grammar,
            max_bytes,
            max_time,
            ..
        } = self.reading;
        let encoding = encoding.map(encoding_rs::Encoding::name);
        format!("{encoding:?} {edition:?} {grammar:?} {max_bytes} {max_time:?}")
    }

    /// How many documents are worked on at once.
    pub fn jobs(&self) -> usize {
        let given = self.reading.jobs.map(std::num::NonZeroUsize::get);
        given.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()))
    }

    /// Reads a document's bytes.
    pub fn load(&self, input: Input) -> Result<Document, Failed> {
        match read(input.content, self.reading.max_bytes) {
            Ok(bytes) => Ok(Document {
                name: input.name,
                declared: input.declared,
                bytes,
            }),
            Err(failure) => Err(Failed {
                name: input.name,
                sha256: None,
                failure,
            }),
        }
    }

    /// Parses a document and makes something of its report. Whatever goes wrong with it stays with
    /// it.
    pub fn parse<T>(
        &self,
        document: Document,
        make: impl FnOnce(&Report) -> T,
    ) -> Result<T, Failed> {
        let Document {
            name,
            declared,
            bytes,
        } = document;
        let options = Options {
            path: &name,
            encoding: self.reading.encoding,
            declared: declared.as_deref(),
            edition: self.reading.edition.as_deref(),
            max_bytes: self.reading.max_bytes,
            deadline: self
                .reading
                .max_time
                .and_then(|time| Instant::now().checked_add(time)),
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

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// As it was given.
    pub name: String,
    /// The charset that came with it.
    pub declared: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// The built-in editions, and those of a folder.
pub fn vocabulary(folder: Option<&Path>) -> Result<Cow<'static, Vocabulary>, Stop> {
    let Some(folder) = folder else {
        return Ok(Cow::Borrowed(Vocabulary::builtin()));
    };
    Vocabulary::with_folder(folder)
        .map(Cow::Owned)
        .map_err(|error| Stop::Usage(format!("--grammar {}: {error}", folder.display())))
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Document, Session};
    use crate::cli::options::Reading;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        reading: Reading,
    }

    #[test]
    fn a_panic_inside_one_document_becomes_its_record() {
        let arguments = Arguments::parse_from(["gongkai", "-"]);
        let session = Session::new(&arguments.reading).expect("a session");
        let text = "青禾县水务局2018年政府信息公开工作年度报告\n一、概述\n本年没有申请。\n";
        let document = || Document {
            name: "a.txt".to_owned(),
            declared: None,
            bytes: text.into(),
        };
        let year = session.parse(document(), |report| report.year);
        assert_eq!(year.expect("a report"), Some(2018));
        let failed = session.parse(document(), |_| panic!("row {} of 3", 4));
        let failed: super::Failed = failed.expect_err("a panic");
        assert_eq!(failed.failure.code, "internal");
        assert!(failed.failure.message.ends_with(": row 4 of 3"));
        assert_eq!(failed.sha256, Some(gongkai::digest(text.as_bytes())));
    }
}

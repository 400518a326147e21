//! **gongkai** (公开) turns China's government-disclosure annual reports
//! (政府信息公开工作年度报告) into data: title, organ, year, the tree of headings, every table cell,
//! each statistic under a stable indicator id, each with its place in the source.
//!
//! [`parse`] is the whole program: each line of it is a module of the same name, and a stage knows
//! nothing of later ones.
//!
//! ```
//! let text = "某某市水务局2018年政府信息公开工作年度报告\n一、概述\n本年主动公开政府信息3条。\n";
//! let report = gongkai::parse(text.as_bytes(), &gongkai::Options::default())?;
//! assert_eq!(report.year, Some(2018));
//! assert_eq!(report.sections[0].heading, "概述");
//! # Ok::<(), gongkai::NotAReport>(())
//! ```

pub mod chars;
pub mod check;
pub mod compare;
pub mod decode;
pub mod edition;
pub mod layout;
pub mod narrative;
pub mod output;
pub mod report;
pub mod source;
pub mod span;
pub mod table;

mod assemble;

pub use assemble::digest;
pub use edition::Vocabulary;
pub use report::{NotAReport, Report};

/// The largest document that is read unless told otherwise: stops a file that would fill memory.
pub const MAX_BYTES: u64 = 64 << 20;

/// What the caller knows or wants.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The document's name, for `source.path`.
    pub path: &'a str,
    /// The charset, whatever the document says (`--encoding`).
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The charset that the transport declared (an HTTP header).
    pub declared: Option<&'a str>,
    /// The edition, whatever the tables look like (`--edition`).
    pub edition: Option<&'a str>,
    /// Bytes beyond which a document is refused.
    pub max_bytes: u64,
    /// When to give up (`--max-time`): asked between the stages, each of which takes time in
    /// proportion to the document. Without one the result does not depend on the machine.
    pub deadline: Option<std::time::Instant>,
    /// The editions to recognise.
    pub vocabulary: &'a Vocabulary,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            path: "",
            encoding: None,
            declared: None,
            edition: None,
            max_bytes: MAX_BYTES,
            deadline: None,
            vocabulary: Vocabulary::builtin(),
        }
    }
}

impl Options<'_> {
    fn in_time(&self) -> Result<(), NotAReport> {
        match self.deadline {
            Some(deadline) if std::time::Instant::now() >= deadline => Err(NotAReport {
                code: "time_limit",
                message: "not read in the time that was given".to_owned(),
            }),
            _ => Ok(()),
        }
    }
}

/// Reads one report.
///
/// Takes the document's bytes as they are, in any charset and form that is supported. Never fails
/// on a report: what can't be placed is in [`Report::diagnostics`].
///
/// # Errors
/// [`NotAReport`] for bytes that are no report: empty, binary, some other document, too large; and
/// for those that take longer than [`Options::deadline`].
pub fn parse(bytes: &[u8], options: &Options<'_>) -> Result<Report, NotAReport> {
    let decoded = decode::decode(bytes, options)?;
    options.in_time()?;
    let reading = source::read(&decoded, options.vocabulary);
    options.in_time()?;
    let outline = layout::lay_out(&reading)?;
    let grids = table::rebuild(&reading, options.vocabulary);
    options.in_time()?;
    let statistics = edition::interpret(grids, &reading, &outline, options);
    let edition = check::identity::edition_of(&statistics, options.vocabulary);
    options.in_time()?;
    let quantities = narrative::read(&outline, &reading, edition);
    let findings = check::check(&outline, &statistics, &quantities, options.vocabulary);
    Ok(assemble::assemble(
        bytes, options, &decoded, reading, outline, statistics, quantities, findings,
    ))
}

/// The README's example runs with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

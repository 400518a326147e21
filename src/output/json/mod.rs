//! `gongkai/report/1`: the frozen form of a report, apart from the internal types.
//!
//! The types here say what is printed and in which order, and `gongkai schema` is generated from
//! them. They borrow from the report; only spans are computed, and lists are made while they are
//! written. What a key would say by its default
//! is left out in the places that a report has by the hundred (cells), and printed everywhere else.

mod compact;
mod list;
mod names;
mod outline;
mod place;
mod statistics;

use std::borrow::Cow;
use std::rc::Rc;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::report;
use crate::span::Region;
pub use compact::to_writer;
pub use list::List;
pub use names::{ClosingRole, EncodingFrom, Form, How, Kind, Severity, Status};
pub use outline::{
    Announced, Block, Closing, ClosingLine, Contact, Item, LegalBasis, Quantity, Section, Text,
};
pub use place::{Path, Places, Span};
pub use statistics::{Cell, Check, Deviation, Edition, Fact, Operand, Row, SmallestChange, Table};

/// One record of `gongkai parse`: a report, or why an input gave none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Record<'r> {
    /// A report as data.
    Report(Box<Report<'r>>),
    /// An input that is no report or can't be read.
    Error(ErrorRecord<'r>),
}

/// The name and number of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum SchemaName {
    /// Changes with any incompatible change.
    #[serde(rename = "gongkai/report/1")]
    Report1,
}

/// An input that is no report or can't be read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorRecord<'r> {
    /// The name and number of this form.
    pub schema: SchemaName,
    /// Which input.
    pub source: ErrorSource<'r>,
    /// What went wrong.
    pub error: ErrorBody<'r>,
}

/// The input that gave no report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorSource<'r> {
    /// As it was given.
    pub path: &'r str,
    /// SHA-256 of its bytes, in lower-case hexadecimal, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<&'r str>,
}

/// Why an input gave no report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorBody<'r> {
    /// `not_a_report`, `too_large`, `unreadable`, `internal`; explained by `gongkai explain`.
    pub code: &'r str,
    /// In words.
    pub message: &'r str,
}

impl<'r> ErrorRecord<'r> {
    /// The record of an input that gave no report.
    #[must_use]
    pub fn new(path: &'r str, sha256: Option<&'r str>, code: &'r str, message: &'r str) -> Self {
        Self {
            schema: SchemaName::Report1,
            source: ErrorSource { path, sha256 },
            error: ErrorBody { code, message },
        }
    }
}

/// A report as data.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report<'r> {
    /// The name and number of this form.
    pub schema: SchemaName,
    /// The document it was read from.
    pub source: Source<'r>,
    /// The title as printed, joined where it is broken over lines.
    pub title: Option<Text<'r>>,
    /// The publishing organ as the title prints it, else the preamble or the signature.
    pub agency: Option<Agency<'r>>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The period that the statistics cover.
    pub period: Option<Period<'r>>,
    /// The day it is dated or was published.
    pub published: Option<Published<'r>>,
    /// The edition of the statistics form.
    pub edition: Option<Edition<'r>>,
    /// How to reach the organ.
    pub contact: Contact<'r>,
    /// The rules and documents that the preamble names.
    pub legal_basis: List<'r, report::LegalBasis, LegalBasis<'r>>,
    /// The parts that the preamble announces.
    pub announced: Option<Announced<'r>>,
    /// Everything before the first heading but the title.
    pub preamble: List<'r, report::Block, Block<'r>>,
    /// The tree of headings, at most four levels deep.
    pub sections: List<'r, report::Section, Section<'r>>,
    /// Every table, in document order.
    pub tables: List<'r, report::Table, Table<'r>>,
    /// Every statistic, and every value of a row that no edition knows.
    pub facts: List<'r, report::Fact, Fact<'r>>,
    /// Numbers in prose.
    pub quantities: List<'r, report::Quantity, Quantity<'r>>,
    /// Date, signature, attachments, distribution, page numbers.
    pub closing: Closing<'r>,
    /// The identities that the statistics must satisfy, evaluated.
    pub checks: List<'r, report::Check, Check<'r>>,
    /// What was noticed, in the order of its place.
    pub diagnostics: List<'r, report::Diagnostic, Diagnostic<'r>>,
    /// Where every visible character went.
    pub ledger: Ledger,
}

/// The document that a report was read from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Source<'r> {
    /// As it was given; empty for bytes without a name.
    pub path: &'r str,
    /// SHA-256 of the bytes as given, in lower-case hexadecimal.
    pub sha256: &'r str,
    /// How many bytes were given.
    pub bytes: u64,
    /// Text, page, or Markdown.
    pub form: Form,
    /// Its charset.
    pub encoding: Encoding<'r>,
    /// What a page says of itself: pairs of name and value, in document order.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub metadata: &'r [(String, String)],
}

/// A document's charset.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Encoding<'r> {
    /// The one it was decoded with, by its name in the WHATWG Encoding Standard.
    pub used: &'r str,
    /// The one the document or its transport names.
    pub declared: Option<&'r str>,
    /// How it was found.
    pub how: EncodingFrom,
    /// Bytes that had to be repaired.
    pub repairs: List<'r, report::Repair, Repair<'r>>,
}

/// Bytes that are not of the charset, replaced where they stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Repair<'r> {
    /// Bytes of the input, half open; of a page in an envelope (`.mht`) of its part, decoded.
    pub bytes: [u64; 2],
    /// What was wrong and what stands there now.
    pub what: &'r str,
}

/// The publishing organ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Agency<'r> {
    /// Its name as printed.
    pub name: &'r str,
    /// Where it stands.
    pub span: Span<'r>,
}

/// The period that the statistics cover, both days included.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Period<'r> {
    /// First day, `YYYY-MM-DD`.
    pub start: &'r str,
    /// Last day, `YYYY-MM-DD`.
    pub end: &'r str,
    /// Where it is said.
    pub span: Span<'r>,
}

/// The day a report is dated.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Published<'r> {
    /// `YYYY-MM-DD`.
    pub date: &'r str,
    /// Where it is said; null if only the page's metadata say so.
    pub span: Option<Span<'r>>,
}

/// A finding with its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostic<'r> {
    /// Stable code, explained by `gongkai explain`.
    pub code: &'r str,
    /// How much it matters.
    pub severity: Severity,
    /// In words, with the values concerned.
    pub message: &'r str,
    /// Where.
    pub span: Option<Span<'r>>,
    /// What to do.
    pub help: Option<&'r str>,
}

/// Where every visible (not white-space) character went: `content`, `markup`, `furniture`,
/// `boilerplate` and `unclaimed` add up to `characters`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ledger {
    /// All of the document's.
    pub characters: usize,
    /// In title, headings, paragraphs, tables, closing.
    pub content: usize,
    /// Marks of Markdown.
    pub markup: usize,
    /// Page numbers.
    pub furniture: usize,
    /// Of a page, outside its article.
    pub boilerplate: usize,
    /// In no place of the output: 0.
    pub unclaimed: usize,
}

/// What is needed while a report is brought into its printed form.
#[derive(Debug, Clone)]
struct View<'r> {
    report: &'r report::Report,
    /// One for all lists: it remembers the last place.
    places: Rc<Places<'r>>,
}

impl<'r> View<'r> {
    fn new(report: &'r report::Report) -> Self {
        let places = Rc::new(Places::new(report));
        Self { report, places }
    }

    fn raw(&self, region: &Region) -> Cow<'r, str> {
        region.raw(&self.report.text)
    }
}

impl<'r> From<&'r report::Report> for Report<'r> {
    fn from(report: &'r report::Report) -> Self {
        let view = View::new(report);
        Self {
            schema: SchemaName::Report1,
            source: Source::of(&view, &report.source),
            title: report.title.as_ref().map(|title| Text::of(&view, title)),
            agency: report.agency.as_ref().map(|agency| Agency {
                name: &agency.text,
                span: view.places.of(&agency.region),
            }),
            year: report.year,
            period: report.period.as_ref().map(|period| Period {
                start: &period.start,
                end: &period.end,
                span: view.places.of(&period.region),
            }),
            published: report.published.as_ref().map(|published| Published {
                date: &published.date,
                span: published.region.as_ref().map(|r| view.places.of(r)),
            }),
            edition: report.edition.as_ref().map(|e| Edition::of(&view, e)),
            contact: Contact::from(&report.contact),
            legal_basis: view.list(&report.legal_basis, LegalBasis::of),
            announced: (report.announced.as_ref()).map(|a| Announced::of(&view, a)),
            preamble: view.list(&report.preamble, Block::of),
            sections: view.list(&report.sections, Section::of),
            tables: view.list(&report.tables, Table::of),
            facts: view.list(&report.facts, Fact::of),
            quantities: view.list(&report.quantities, Quantity::of),
            closing: Closing::of(&view, &report.closing),
            checks: view.list(&report.checks, Check::of),
            diagnostics: view.list(&report.diagnostics, Diagnostic::of),
            ledger: ledger(report.ledger),
        }
    }
}

impl<'r> Diagnostic<'r> {
    fn of(view: &View<'r>, diagnostic: &'r report::Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity.into(),
            message: &diagnostic.message,
            span: diagnostic.region.as_ref().map(|r| view.places.of(r)),
            help: diagnostic.help.as_deref(),
        }
    }
}

impl<'r> Source<'r> {
    fn of(view: &View<'r>, source: &'r report::Source) -> Self {
        let encoding = &source.encoding;
        Self {
            path: &source.path,
            sha256: &source.sha256,
            bytes: source.bytes,
            form: source.form.into(),
            encoding: Encoding {
                used: encoding.used,
                declared: encoding.declared.as_deref(),
                how: encoding.how.into(),
                repairs: view.list(&encoding.repairs, |_, repair| Repair {
                    bytes: repair.bytes,
                    what: &repair.what,
                }),
            },
            metadata: &source.metadata,
        }
    }
}

fn ledger(ledger: report::Ledger) -> Ledger {
    let report::Ledger {
        characters,
        content,
        markup,
        furniture,
        boilerplate,
        unclaimed,
    } = ledger;
    Ledger {
        characters,
        content,
        markup,
        furniture,
        boilerplate,
        unclaimed,
    }
}

/// The JSON Schema (2020-12) of one record of `gongkai parse`.
#[must_use]
pub fn schema() -> schemars::Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record<'_>>()
}

/// A finding on its own, as `gongkai check --format jsonl` prints it.
#[derive(Debug, Serialize)]
pub struct Finding<'r> {
    /// The report, as its path was given.
    pub report: &'r str,
    /// What was found.
    #[serde(flatten)]
    pub diagnostic: Diagnostic<'r>,
    #[serde(skip)]
    severity: report::Severity,
}

impl<'r> Finding<'r> {
    /// The findings of a report, in the order of their place.
    pub fn all(report: &'r report::Report) -> impl Iterator<Item = Self> {
        let view = View::new(report);
        report.diagnostics.iter().map(move |diagnostic| Self {
            report: &report.source.path,
            diagnostic: Diagnostic::of(&view, diagnostic),
            severity: diagnostic.severity,
        })
    }

    /// Whether it is as severe as that.
    #[must_use]
    pub fn at_least(&self, least: report::Severity) -> bool {
        self.severity >= least
    }
}

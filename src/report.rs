//! What [`parse`](crate::parse) returns: plain owned types, in document order.
//!
//! This is the library's own form. What the program prints is frozen in
//! [`output::json`](crate::output::json).
//!
//! What a report has by the hundred (cells, facts, identities) keeps its words as [`SmolStr`]: a
//! `&str` when it is read, without an allocation up to 23 bytes, and shared beyond.

use std::borrow::Cow;

pub use smol_str::SmolStr;

use crate::span::{Region, SourceMap, Span};

/// What form a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Text with Markdown's marks.
    Markdown,
}

/// A report as data.
#[derive(Debug, Clone)]
pub struct Report {
    /// The document it was read from.
    pub source: Source,
    /// The title as printed, joined where it is broken over lines.
    pub title: Option<Text>,
    /// The publishing organ as the title prints it, else the preamble or the signature.
    pub agency: Option<Text>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The period that the statistics cover.
    pub period: Option<Period>,
    /// The day it is dated or was published.
    pub published: Option<Published>,
    /// The edition of the statistics form.
    pub edition: Option<EditionFound>,
    /// How to reach the organ.
    pub contact: Contact,
    /// The rules and documents that the preamble names.
    pub legal_basis: Vec<LegalBasis>,
    /// The parts that the preamble announces (报告由概述、…七部分组成).
    pub announced: Option<Announced>,
    /// Everything before the first numbered heading but the title.
    pub preamble: Vec<Block>,
    /// The tree of headings.
    pub sections: Vec<Section>,
    /// Every table, in document order.
    pub tables: Vec<Table>,
    /// Every statistic that is under an indicator, and every value of a row that is not.
    pub facts: Vec<Fact>,
    /// Numbers in prose.
    pub quantities: Vec<Quantity>,
    /// Date, signature, 附表, 抄送, page numbers.
    pub closing: Closing,
    /// Identities, evaluated.
    pub checks: Vec<Check>,
    /// What was noticed, in the order of its place.
    pub diagnostics: Vec<Diagnostic>,
    /// Where every visible character went.
    pub ledger: Ledger,
    /// The reading text that all regions count in.
    pub text: String,
    /// From the reading text to the source.
    pub map: SourceMap,
}

/// The document that a report was read from.
#[derive(Debug, Clone)]
pub struct Source {
    /// As it was given; empty for bytes without a name.
    pub path: String,
    /// Of the bytes as given, in lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes were given.
    pub bytes: u64,
    /// Text, page, or Markdown.
    pub form: Form,
    /// Its charset.
    pub encoding: Encoding,
    /// What a page says of itself: name and value.
    pub metadata: Vec<(String, String)>,
}

/// A document's charset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// The one it was decoded with, by its name in the WHATWG Encoding Standard.
    pub used: &'static str,
    /// The one the document (or its transport) names.
    pub declared: Option<String>,
    /// How it was found.
    pub how: EncodingFrom,
    /// Bytes that had to be repaired.
    pub repairs: Vec<Repair>,
}

/// How a charset was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingFrom {
    /// A byte order mark.
    Bom,
    /// The document says so, and it is so.
    Declared,
    /// From the bytes.
    Detected,
    /// The user said so (`--encoding`).
    Given,
}

/// Bytes that are not of the charset, replaced where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Bytes of the input, half open; of a page in an envelope (`.mht`) of its part, decoded.
    pub bytes: [u64; 2],
    /// What was wrong and what stands there now.
    pub what: String,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// White space cleaned.
    pub text: String,
    /// Where it stands.
    pub region: Region,
}

/// The period that the statistics cover, both days included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `YYYY-MM-DD`.
    pub start: String,
    /// `YYYY-MM-DD`.
    pub end: String,
    /// Where it is said.
    pub region: Region,
}

/// The day a report is dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Where it is said; `None` if only the page's metadata say so.
    pub region: Option<Region>,
}

/// Which edition of the form the statistics follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionFound {
    /// Its id, as in `grammar/editions`.
    pub id: SmolStr,
    /// Where the tables differ from the form.
    pub deviations: Vec<Deviation>,
}

/// One difference between a table and its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Table of the report.
    pub table: usize,
    /// `missing_row`, `added_row`, `label`, `missing_column`, `added_column`.
    pub kind: &'static str,
    /// The indicator or column concerned, if it is one of the form's.
    pub indicator: Option<SmolStr>,
    /// In words.
    pub message: String,
}

/// How to reach the organ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// 电话.
    pub phones: Vec<String>,
    /// 传真.
    pub fax: Vec<String>,
    /// 地址.
    pub address: Option<String>,
    /// 邮编.
    pub postcode: Option<String>,
    /// 电子邮箱.
    pub emails: Vec<String>,
    /// Sites and addresses of pages.
    pub urls: Vec<String>,
}

/// A rule or document that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// Without 《》.
    pub title: String,
    /// Its number (泉港政办〔2018〕118号), as printed.
    pub number: Option<String>,
    /// From 《 to the number's end.
    pub region: Region,
}

/// The parts a preamble announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// How many it says there are.
    pub count: Option<u32>,
    /// Their names as printed.
    pub parts: Vec<String>,
    /// The sentence.
    pub region: Region,
}

/// A piece of the text flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Prose.
    Paragraph(Text),
    /// A table, by its position in [`Report::tables`].
    Table(usize),
    /// An enumeration whose items stand on lines of their own.
    List(Vec<Text>),
}

/// A heading and what is under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 4.
    pub level: u8,
    /// The number as printed with its mark (`一、`, `（二）`); `None` where it was lost.
    pub number: Option<String>,
    /// The number's value.
    pub ordinal: Option<u32>,
    /// The heading without number and closing mark.
    pub heading: String,
    /// The mark between a heading and the text that runs on in its line (`：`, `。`), or the colon
    /// at the end of a bare heading.
    pub run_in: Option<String>,
    /// What the heading is about, by `grammar/headings.toml`.
    pub topic: Option<&'static str>,
    /// From the number to the closing mark.
    pub region: Region,
    /// What stands under it before its first sub-heading.
    pub blocks: Vec<Block>,
    /// Its sub-headings.
    pub sections: Vec<Section>,
}

/// What a cell holds. These are different things and stay different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// A number, zero included.
    Number,
    /// Nothing.
    Blank,
    /// `-`, `—`.
    Dash,
    /// `/`.
    Slash,
    /// Anything else: a label, 无, 不适用.
    Text,
}

/// A table of the report.
#[derive(Debug, Clone)]
pub struct Table {
    /// The line above it that names it.
    pub caption: Option<Text>,
    /// Which table of the form it is: `statistics`, `disclosure`, `requests`, `review`.
    pub table: Option<SmolStr>,
    /// All of it.
    pub region: Region,
    /// Rows.
    pub n_rows: u32,
    /// Columns.
    pub n_cols: u32,
    /// Each cell once, by row, then column.
    pub cells: Vec<Cell>,
    /// The rows that carry a label.
    pub rows: Vec<Row>,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub col: u32,
    /// Rows covered.
    pub row_span: u32,
    /// Columns covered.
    pub col_span: u32,
    /// A column head.
    pub header: bool,
    /// White space cleaned.
    pub text: SmolStr,
    /// Where it stands; empty for a blank cell (then at the place where its text would be).
    pub region: Region,
    /// What it holds.
    pub kind: CellKind,
    /// The number as a decimal string.
    pub value: Option<SmolStr>,
    /// The number's unit: the cell's own, the row's or the column's.
    pub unit: Option<SmolStr>,
    /// What stands beside the number in the cell (其中修订16件).
    pub note: Option<Box<str>>,
}

/// How a value came to its indicator, from certain to concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The label is the form's, width, spaces, punctuation and traditional characters aside.
    Exact,
    /// The label is one of the form's known other spellings.
    Alias,
    /// The label is within a bounded edit distance of one row's label only.
    Similar,
    /// Concluded from the form's order and sums.
    Aligned,
}

/// A labelled row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Row of the grid.
    pub row: u32,
    /// Its label as printed, without number.
    pub label: SmolStr,
    /// The number before its label (`1.`, `（一）`).
    pub number: Option<SmolStr>,
    /// The indicator, where the row has one for all its cells.
    pub indicator: Option<SmolStr>,
    /// How the indicator was found.
    pub how: Option<How>,
}

/// One statistic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Stable id over all editions; empty for a row that no edition knows.
    pub indicator: SmolStr,
    /// Column id; for an unknown column its printed head.
    pub column: SmolStr,
    /// Label of the row as printed.
    pub label: SmolStr,
    /// A decimal string; `None` where no number is printed.
    pub value: Option<SmolStr>,
    /// Unit of the value.
    pub unit: Option<SmolStr>,
    /// What the cell holds.
    pub kind: CellKind,
    /// How indicator and column were found, the weaker of the two.
    pub how: Option<How>,
    /// Not printed, but a sum of printed values (`--derived`).
    pub derived: bool,
    /// Table and position in its cells; for a derived fact its first operand's.
    pub cell: [usize; 2],
}

/// A number in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// A decimal string, scale applied (1.2万 is 12000).
    pub value: SmolStr,
    /// Its unit as printed.
    pub unit: Option<SmolStr>,
    /// 余, 近, 约, 超, 多 stand with it.
    pub approximate: bool,
    /// The clause it stands in.
    pub clause: SmolStr,
    /// The path of section ordinals' positions, from 0 at each level; empty in the preamble.
    pub section: Vec<usize>,
    /// The indicator that the clause names.
    pub indicator: Option<SmolStr>,
    /// What can be compared with the tables.
    pub claim: Option<Claim>,
    /// The number with its unit.
    pub region: Region,
}

/// What a number in prose says of the tables' numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The indicator that the clause names; `None` where it names a sum that is none.
    pub indicator: Option<String>,
    /// Sums of indicators that the number may be; the first is what the words say.
    pub readings: Vec<Vec<String>>,
    /// It speaks of a part of what the tables are about (区政府办 against 全区), or of more.
    pub narrower: bool,
    /// The tables' columns are not the very same count.
    pub loose: bool,
}

/// What a line of the closing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingRole {
    /// A date.
    Date,
    /// The organ's name under the text.
    Signature,
    /// 抄送.
    CopiedTo,
    /// 附表, 附件.
    Attachment,
    /// Anything else.
    Other,
}

/// A piece of the closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingBlock {
    /// A line and what it is.
    Line(ClosingRole, Text),
    /// A table, by its position in [`Report::tables`].
    Table(usize),
}

/// What stands after the last section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    /// The organ that signs.
    pub signature: Option<String>,
    /// 抄送, without the word.
    pub copied_to: Vec<String>,
    /// 附表, 附件, as printed.
    pub attachments: Vec<String>,
    /// The lines themselves, and the tables among them, in order.
    pub blocks: Vec<ClosingBlock>,
    /// Page numbers and the like, wherever they stand in the report.
    pub furniture: Vec<Span>,
}

/// What an identity came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Both sides are equal (or the relation holds).
    Holds,
    /// They are not.
    Violated,
    /// An operand is missing, blank or no number.
    NotEvaluable,
}

/// An operand of an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// Indicator.
    pub indicator: SmolStr,
    /// Column.
    pub column: SmolStr,
    /// Its value; `None` where blank.
    pub value: Option<SmolStr>,
    /// Table and position in its cells.
    pub cell: Option<[usize; 2]>,
}

/// The change of one cell that would make all identities of that cell hold. Never applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallestChange {
    /// Table and position in its cells.
    pub cell: [usize; 2],
    /// As printed.
    pub from: SmolStr,
    /// As it would have to be.
    pub to: SmolStr,
}

/// An identity, evaluated for one table and column (or row).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Id of the identity (`REQ-BALANCE`).
    pub identity: SmolStr,
    /// Table of the report.
    pub table: Option<usize>,
    /// Column, or for an identity along a row the row's indicator.
    pub column: Option<SmolStr>,
    /// What it came to.
    pub status: Status,
    /// Left side, a decimal string.
    pub left: Option<SmolStr>,
    /// Right side.
    pub right: Option<SmolStr>,
    /// It holds only with its blanks taken as 0.
    pub blanks_as_zero: bool,
    /// What both sides are made of; filled where it does not hold.
    pub operands: Vec<Operand>,
    /// The one change that would mend it.
    pub smallest_change: Option<SmallestChange>,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something could not be settled.
    Warning,
    /// The report contradicts itself, or could not be read as it is.
    Error,
}

/// A finding with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, explained by `gongkai explain`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// In words, with the values concerned.
    pub message: Cow<'static, str>,
    /// Where.
    pub region: Option<Region>,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
}

/// Where every visible (not white-space) character went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ledger {
    /// All of the document's, boilerplate included; markup of pages (tags) is no text.
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

/// Bytes that are no report, or can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAReport {
    /// `not_a_report`, `too_large`, `time_limit`, `unreadable`, …
    pub code: &'static str,
    /// What was looked for and not found, or what went wrong.
    pub message: String,
}

impl std::fmt::Display for NotAReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for NotAReport {}

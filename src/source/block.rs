//! What `source` gives: the reading text, cut into blocks.

use std::borrow::Cow;

use crate::report::{Diagnostic, Form};
use crate::span::{ElementId, SourceMap, Span};

/// A document as its reader sees it, whatever it was: the text, cut into blocks in reading order.
///
/// Every visible character of [`text`](Self::text) lies in exactly one block.
#[derive(Debug)]
pub struct Reading<'t> {
    /// What the document was.
    pub form: Form,
    /// The reading text; all spans count in it.
    pub text: Cow<'t, str>,
    /// The blocks, in order of their spans, none overlapping.
    pub blocks: Vec<Block>,
    /// The way back to the source.
    pub map: SourceMap,
    /// What a page says about itself.
    pub page: PageInfo,
    /// Visible characters of the source that are markup (pipes, tags and `#` of Markdown), and not
    /// in the blocks' spans. For a page: 0, its tags are no text.
    pub markup: Vec<Span>,
    /// Visible characters of a page outside the article; they are not in the reading text.
    pub boilerplate: usize,
    /// What was noticed while reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// One block of the reading text.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line of text, or a block element of a page.
    Line(Line),
    /// A run of lines, or an element, that is a table.
    Table(RawTable),
    /// A page number and the like, which belongs to the paper and not to the report.
    Furniture(Span),
}

/// A line of text, or the text of a block element of a page (up to a `<br>`).
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Without the white space at its ends. Never empty.
    pub span: Span,
    /// Columns of white space before it, an ideographic space counting two.
    pub indent: u16,
    /// Empty lines stand before it.
    pub after_blank: bool,
    /// The line goes on in the next one (a text that was wrapped at a fixed width). Known after
    /// the whole text was seen; always false for a page.
    pub continues: bool,
    /// A page's or Markdown's own heading level (`<h1>`–`<h6>`, `#`–`######`), else 0.
    pub heading: u8,
    /// The element of a page.
    pub element: Option<ElementId>,
}

/// A run of lines, or a page's element, that is a table.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// From its first visible character to its last.
    pub span: Span,
    /// How it is printed.
    pub body: TableBody,
    /// The element of a page.
    pub element: Option<ElementId>,
    /// Page numbers that stand inside the table's span, in order. They are no blocks of their own
    /// (blocks do not overlap) and in no cell; the outline's closing lists them.
    pub furniture: Vec<Span>,
}

/// How a table is printed; see layouts 1 to 7 of `grammar/layout.md`.
#[derive(Debug, Clone)]
pub enum TableBody {
    /// One cell a line behind a tab, rows apart by empty lines. The lines, blank ones left out.
    Cells,
    /// One row a line, cells apart by tabs.
    Tabs,
    /// Text copied out of a page: cells apart by tabs, paragraphs of a cell on lines of their own.
    Pasted,
    /// Pipe tables of Markdown.
    Pipes,
    /// What a PDF's text gives: columns apart by spaces, or a stream of labels and numbers, or
    /// labels and numbers in separate runs. Which one is for `table` to say.
    Loose,
    /// A page's table, or one of HTML in a text; what is markup in its cells is no text of theirs.
    Merged(Vec<MergedCell>),
}

/// A cell of a page's table as its markup gives it.
#[derive(Debug, Clone, Copy)]
pub struct MergedCell {
    /// Row, from 0: the count of `<tr>` before it.
    pub row: u32,
    /// Declared `rowspan`, at least 1 and at most the rows that follow.
    pub row_span: u32,
    /// Declared `colspan`, at least 1 and bounded by `source::html::MAX_COLSPAN`.
    pub col_span: u32,
    /// A `<th>`.
    pub header: bool,
    /// Its text in the reading text, trimmed; empty for a blank cell.
    pub span: Span,
    /// Its element.
    pub element: Option<ElementId>,
}

/// What a page says about itself, outside its article.
#[derive(Debug, Clone, Default)]
pub struct PageInfo {
    /// `<title>` or `<meta name="ArticleTitle">`.
    pub title: Option<String>,
    /// `PubDate` or the metadata table's 公开日期/发文日期, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// `ContentSource`, 发布机构.
    pub publisher: Option<String>,
    /// Every pair found: `<meta name>` and the metadata table's label and value.
    pub metadata: Vec<(String, String)>,
    /// Addresses of the pages in its frames (`<frame>`, `<iframe>`), as they stand there.
    pub frames: Vec<String>,
}

//! A page, taken apart: its visible text, and what lies where in it.

use crate::span::Span;

/// Entries of metadata that are kept.
pub(super) const MAX_META: usize = 64;

/// An element of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) parent: Option<u32>,
    /// Position in [`Page::names`].
    pub(super) name: u32,
    pub(super) nth: u32,
    pub(super) line: u32,
    /// First byte in the source, if known.
    pub(super) source: Option<u32>,
    /// Byte behind it, if known.
    pub(super) end: Option<u32>,
}

/// A stretch of the text that came from one text node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) start: u32,
    pub(super) node: u32,
    pub(super) line: u32,
    pub(super) source: Option<u32>,
}

/// A line or a table.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Without the white space at its ends; empty for a blank cell of a text.
    pub(super) span: Span,
    /// Where its line starts, white space included.
    pub(super) from: u32,
    /// The block element around it; for a table the table.
    pub(super) node: Option<u32>,
    /// Visible characters.
    pub(super) visible: u32,
    /// Bytes inside links.
    pub(super) linked: u32,
    /// Inside an element that HTML's own words keep apart from the article.
    pub(super) is_aside: bool,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Line {
        heading: u8,
        after_blank: bool,
        /// Ended by a `<br>` or inside a `<pre>`.
        is_soft: bool,
    },
    /// Its cells, positions in [`Page::cells`].
    Table(std::ops::Range<usize>),
}

/// A cell of a page's table.
#[derive(Debug, Clone)]
pub(super) struct OpenCell {
    pub(super) row: u32,
    pub(super) row_span: u32,
    pub(super) col_span: u32,
    pub(super) is_header: bool,
    pub(super) node: u32,
    /// Its text, trimmed once the table is closed.
    pub(super) span: Span,
    /// Items of the page before it.
    pub(super) items: usize,
}

/// A page, taken apart.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What a reader sees of it, line by line.
    pub(super) text: String,
    pub(super) items: Vec<Item>,
    pub(super) cells: Vec<OpenCell>,
    pub(super) runs: Vec<Run>,
    pub(super) nodes: Vec<Node>,
    pub(super) names: Vec<Box<str>>,
    /// `<title>`.
    pub(super) title: String,
    /// Addresses of the pages in its frames.
    pub(super) frames: Vec<String>,
    /// `<meta>`: name and content.
    pub(super) metas: Vec<(String, String)>,
    /// Some of the text stands in front of a table that it is in.
    pub(super) is_moved: bool,
}

impl Page {
    /// The text of an item.
    pub(super) fn of(&self, item: &Item) -> &str {
        item.span.of(&self.text)
    }

    /// The cells of an item that is a table.
    pub(super) fn cells_of(&self, item: &Item) -> &[OpenCell] {
        match &item.kind {
            Kind::Table(range) => self.cells.get(range.clone()).unwrap_or_default(),
            Kind::Line { .. } => &[],
        }
    }
}

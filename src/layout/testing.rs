//! Readings written down for tests.

use std::borrow::Cow;

use super::{Outline, lay_out};
use crate::report::{Form, NotAReport};
use crate::source::{Block, Line, PageInfo, RawTable, Reading, TableBody};
use crate::span::{LineIndex, SourceMap, Span};

/// A reading of `text`: a line that ends with `↵` goes on in the next, one that starts with `▦` is
/// a table, one in dashes is furniture, one with `#` is a page's heading.
pub(super) fn reading(text: &str) -> Reading<'_> {
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut after_blank = false;
    for printed in text.split_inclusive('\n') {
        let whole = Span::of_range(at..at + printed.len()).trim(text);
        at += printed.len();
        let mut line = whole.of(text);
        let mut span = whole;
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        let continues = line.ends_with('↵');
        if continues {
            span.end -= '↵'.len_utf8() as u32;
            line = span.of(text);
        }
        let heading = line.chars().take_while(|&c| c == '#').count();
        span.start += heading as u32;
        let span = span.trim(text);
        blocks.push(if line.starts_with('▦') {
            Block::Table(RawTable {
                furniture: Vec::new(),
                span,
                body: TableBody::Tabs,
                element: None,
            })
        } else if line.starts_with("- ") && line.ends_with(" -") {
            Block::Furniture(span)
        } else {
            Block::Line(Line {
                span,
                indent: 0,
                after_blank,
                continues,
                heading: heading as u8,
                element: None,
            })
        });
        after_blank = false;
    }
    Reading {
        form: Form::Text,
        text: Cow::Borrowed(text),
        blocks,
        map: SourceMap::Text(LineIndex::new(text)),
        page: PageInfo::default(),
        markup: Vec::new(),
        boilerplate: 0,
        diagnostics: Vec::new(),
    }
}

/// The outline of `text`, read as [`reading`] reads it.
pub(super) fn outline(text: &str) -> Result<Outline, NotAReport> {
    lay_out(&reading(text))
}

//! Plain text to blocks: lines, table-shaped runs of lines, page furniture.

use std::borrow::Cow;

use super::block::{Block, Line, PageInfo, Reading};
use crate::edition::Vocabulary;
use crate::report::Form;
use crate::span::{LineIndex, SourceMap, Span};

/// Cuts a text into blocks.
pub(super) fn read<'t>(text: &'t str, _vocabulary: &Vocabulary) -> Reading<'t> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::of_range(at..at + line.len()).trim(text);
        at += line.len();
        if !span.is_empty() {
            blocks.push(Block::Line(Line {
                span,
                indent: 0,
                after_blank: false,
                continues: false,
                heading: 0,
                element: None,
            }));
        }
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

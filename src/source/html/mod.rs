//! Web pages to blocks.
//!
//! A tree (`tree`) gives events (`event`), one `builder` makes lines and tables of them, and
//! `article` says which of those are the report.

mod article;
mod builder;
mod event;
mod info;
mod tree;

use std::borrow::Cow;

use crate::chars::count_visible;
use crate::report::{Diagnostic, Form, Severity};
use crate::source::block::{Block, Reading};
use crate::span::SourceMap;
use builder::Builder;

/// The largest `colspan` that is read, as browsers bound it.
pub const MAX_COLSPAN: u32 = 1000;

/// Bytes at the start of a text that are looked at for markup.
const SNIFFED: usize = 2048;

/// Whether a text is a page or a piece of one.
pub(super) fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut end = start.len().min(SNIFFED);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let head = start[..end].to_ascii_lowercase();
    let is_tag = |at: usize| {
        let rest = &head[at + 1..];
        [
            "!doctype", "!--", "?xml", "html", "head", "body", "p>", "p ", "div", "table", "span",
            "meta", "h1", "h2", "h3", "section", "article", "center", "font", "b>", "strong",
            "pre", "ul", "title", "br", "frameset",
        ]
        .iter()
        .any(|tag| rest.starts_with(tag))
    };
    (head.starts_with('<') && is_tag(0))
        || memchr::memchr_iter(b'<', head.as_bytes())
            .filter(|&at| is_tag(at))
            .count()
            >= 3
}

/// Reads a page.
pub(super) fn read<'t>(page: &str) -> Reading<'t> {
    let tree = tree::parse(page);
    let mut builder = Builder::default();
    tree.walk(|event| builder.event(event));
    let mut built = builder.finish();
    let info = info::read(&mut built);
    let kept = article::find(&built);
    let mut boilerplate = 0;
    let mut out = article::Drawn::default();
    for (item, keep) in built.items.iter().zip(&kept) {
        if *keep {
            out.draw(item, &built);
        } else {
            boilerplate += item.visible(&built);
        }
    }
    boilerplate += built.unseen;
    let mut diagnostics = Vec::new();
    if tree.is_cut {
        diagnostics.push(Diagnostic {
            code: "truncated",
            severity: Severity::Warning,
            message: format!(
                "the page has more than {} nodes; what stands behind is not read",
                tree::MAX_NODES
            ),
            region: None,
            help: None,
        });
    }
    let blocks: Vec<Block> = out.blocks;
    debug_assert!(count_visible(&out.text) > 0 || blocks.is_empty());
    let map = SourceMap::Page(crate::span::PageMap {
        elements: built.elements,
        runs: out.runs,
    });
    Reading {
        form: Form::Html,
        text: Cow::Owned(out.text),
        blocks,
        map,
        page: info,
        markup: Vec::new(),
        boilerplate,
        diagnostics,
    }
}

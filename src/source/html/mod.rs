//! Web pages to blocks.
//!
//! A stream of tags (`stream`) gives events (`event`), or a tree (`tree`) where HTML's rules have to
//! move things first; one `builder` makes lines and tables of them (`page`), `article` says which of
//! those are the report, and `draw` writes them out.

mod article;
#[doc(hidden)]
pub mod both;
mod builder;
mod draw;
mod event;
mod guard;
mod info;
pub(in crate::source) mod inline;
mod mark;
mod names;
mod page;
mod stream;
mod table;
mod tag_name;
#[cfg(test)]
mod tests;
mod tree;

use std::borrow::Cow;

use crate::edition::Vocabulary;
use crate::report::{Diagnostic, Form, Severity};
use crate::source::block::Reading;
use crate::span::SourceMap;
use builder::Builder;
use page::Page;
use stream::Stopped;

/// The largest `colspan` that is read, as browsers bound it.
pub const MAX_COLSPAN: u32 = 1000;

/// Reads a page.
pub(super) fn read<'t>(source: &str, vocabulary: &Vocabulary) -> Reading<'t> {
    let mut markup = Markup::Unknown(source);
    let mut page = markup.page(|| Builder::of_page(source.len()));
    let mut table = info::take_tables(&mut page);
    let mut kept = article::find(&page);
    if kept.is_none() {
        // The article may be in an element that a script shows.
        let whole = markup.page(Builder::showing_hidden);
        if whole.text.len() > page.text.len() {
            page = whole;
            table = info::take_tables(&mut page);
            kept = article::find(&page);
        }
    }
    let (is_cut, is_simplified) = match markup {
        Markup::Tree(tree, is_simplified) => (tree.is_cut, is_simplified),
        Markup::Unknown(_) | Markup::Guarded(_) => (false, false),
    };
    let kept = kept.unwrap_or_else(|| vec![true; page.items.len()]);
    let boilerplate: usize = (page.items.iter().zip(&kept))
        .filter(|(_, keep)| !**keep)
        .map(|(item, _)| item.visible as usize)
        .sum();
    let drawn = draw::draw(&page, &kept, vocabulary);
    let mut diagnostics = Vec::new();
    let mut note = |code, message| {
        diagnostics.push(Diagnostic {
            code,
            severity: Severity::Warning,
            message,
            region: None,
            help: None,
        });
    };
    if is_cut {
        note(
            "truncated",
            format!(
                "the page has more than {} nodes; what stands behind is not read",
                tree::MAX_NODES
            )
            .into(),
        );
    }
    if drawn.has_short_paths {
        note(
            "page_simplified",
            "some paths name an element around theirs: the page is too deep for its length, or names are too long".into(),
        );
    }
    if is_simplified {
        note(
            "page_simplified",
            format!(
                "elements deeper than {}, unclosed formatting without end or hundreds of attributes were left out; their text was not",
                guard::MAX_DEPTH
            ).into(),
        );
    }
    Reading {
        form: Form::Html,
        text: Cow::Owned(drawn.text),
        blocks: drawn.blocks,
        map: SourceMap::Page(drawn.map),
        page: info::read(&page, &kept, table.0),
        markup: Vec::new(),
        boilerplate: boilerplate + table.1,
        diagnostics,
    }
}

/// A page's markup, and what gives its events.
enum Markup<'p> {
    /// A stream, as long as that costs little.
    Unknown(&'p str),
    /// A stream, of a page that the guard found harmless.
    Guarded(&'p str),
    /// A tree, and whether the guard simplified the page before. Such a page is no longer what its
    /// source is: it has no places in it.
    Tree(tree::Tree, bool),
}

impl Markup<'_> {
    /// The page, by the stream unless it needs repair.
    fn page(&mut self, builder: impl Fn() -> Builder) -> Page {
        loop {
            let (page, effort) = match self {
                Self::Unknown(page) => (*page, guard::CHEAP),
                Self::Guarded(page) => (*page, usize::MAX),
                Self::Tree(tree, _) => return walked(tree, builder()),
            };
            let stopped = match streamed(page, effort, builder()) {
                Ok(page) => return page,
                Err(stopped) => stopped,
            };
            *self = match (guard::tame(page), stopped) {
                (Cow::Borrowed(page), Stopped::TooMuchWork) => Self::Guarded(page),
                (Cow::Borrowed(page), Stopped::NeedsRepair) => Self::Tree(tree::parse(page), false),
                (Cow::Owned(page), _) => Self::Tree(tree::parse(&page), true),
            };
        }
    }
}

fn streamed(page: &str, effort: usize, mut builder: Builder) -> Result<Page, Stopped> {
    stream::walk(page, effort, |event| builder.event(event))?;
    Ok(builder.finish())
}

fn walked(tree: &tree::Tree, mut builder: Builder) -> Page {
    tree.walk(|event| builder.event(event));
    builder.finish()
}

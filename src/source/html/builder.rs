//! Events to lines and tables: block elements and `<br>` end lines, inline elements never split a
//! word, a table is a table unless it lays out the page.
//!
//! All visible text of the page is written once, line by line, into [`Page::text`]; lines, cells
//! and runs are spans of it. What is the report is for [`article`](super::article) to say.

use super::MAX_COLSPAN;
use super::event::{Event, Start, Tag};
use super::mark::Mark;
use super::names::{Counts, Names};
use super::page::{Item, Kind, MAX_META, Node, OpenCell, Page, Run};
use super::table::{self, OpenTable};
use crate::chars::count_visible;
use crate::span::Span;

/// Elements deeper than this belong to the one at this depth: stops a million nested tags from a
/// source of events that has no such limit itself.
const MAX_DEPTH: usize = 400;

/// Tables inside tables inside tables beyond this are lines of their cells.
const MAX_TABLES: usize = 16;

/// Bytes of a `<title>` or of one `<meta>` that are kept.
const MAX_TITLE: usize = 1000;

pub(super) struct Open {
    tag: Tag,
    node: u32,
    is_unseen: bool,
    is_aside: bool,
    /// An ordered list's last number; `None` where it prints none.
    pub(super) number: Option<u32>,
    /// Length of the text when it started: a paragraph that adds none is an empty line.
    start: u32,
}

/// Makes a [`Page`] of events.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) page: Page,
    names: Names,
    pub(super) stack: Vec<Open>,
    pub(super) counts: Counts,
    pub(super) depth: usize,
    pub(super) tables: Vec<OpenTable>,
    /// Where the line that is being written starts.
    pub(super) line: u32,
    /// Bytes of it inside links.
    pub(super) linked: u32,
    /// White space is waiting to be printed.
    pub(super) gap: bool,
    /// Empty lines were seen since the last line.
    pub(super) blank: bool,
    /// Number of an item that is printed before its first character.
    pub(super) marker: Option<u32>,
    pub(super) links: u32,
    pub(super) pre: u32,
    pub(super) heading: u8,
    pub(super) in_title: bool,
    shows_hidden: bool,
    mark: Option<Mark>,
}

/// Bytes of a page in which there is an element, about.
const BYTES_AN_ELEMENT: usize = 40;

impl Builder {
    /// A builder for a page of so many bytes.
    pub(super) fn of_page(bytes: usize) -> Self {
        Self {
            page: Page {
                nodes: Vec::with_capacity(bytes / BYTES_AN_ELEMENT),
                ..Page::default()
            },
            ..Self::default()
        }
    }

    /// One that also reads what a style hides, for a page whose article a script shows.
    pub(super) fn showing_hidden() -> Self {
        Self {
            shows_hidden: true,
            ..Self::default()
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Text { text, line, source } => self.text(text, line, source),
            Event::End(at) => self.end(at),
            Event::Mark => self.mark = Some(Mark::of(self)),
            Event::Back => {
                if let Some(mark) = self.mark.take() {
                    mark.go_back(self);
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> Page {
        while !self.stack.is_empty() {
            self.depth = self.stack.len();
            self.end(None);
        }
        self.break_line(false);
        self.page.names = self.names.into_list();
        self.page
    }

    fn start(&mut self, start: &Start<'_>) {
        let tag = start.tag;
        if tag == Tag::Break {
            if !self.break_line(true) {
                self.blank = true;
            }
        } else if tag.is_block() {
            self.break_line(false);
        }
        self.depth += 1;
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        let name = self.names.intern(start.name);
        let nth = self.counts.next(name);
        let node = self.page.nodes.len() as u32;
        let parent = self.stack.last();
        let is_unseen = parent.is_some_and(|open| open.is_unseen)
            || matches!(tag, Tag::Unseen | Tag::Frame)
            || (start.is_hidden && !self.shows_hidden);
        let is_aside = parent.is_some_and(|open| open.is_aside) || tag == Tag::Aside;
        self.page.nodes.push(Node {
            parent: parent.map(|open| open.node),
            name,
            nth,
            line: start.line,
            source: start.source,
            end: None,
        });
        let mut number = None;
        match tag {
            Tag::Meta => self.meta(start),
            Tag::Frame => self.frame(start),
            Tag::Link => self.links += 1,
            Tag::Pre => self.pre += 1,
            Tag::Title => self.in_title = true,
            Tag::Heading(level) => self.heading = level,
            Tag::Ordered if !start.is_unmarked => {
                let first = attribute(start, "start").unwrap_or(1);
                number = Some(first.saturating_sub(1));
            }
            Tag::Item => self.marker = self.number_item(start),
            Tag::Table if self.tables.len() < MAX_TABLES => self.tables.push(OpenTable {
                node,
                rows: 0,
                group: 0,
                cells: Vec::new(),
                items: self.page.items.len(),
                is_open: false,
            }),
            Tag::RowGroup => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_group();
                }
            }
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                }
            }
            Tag::Cell | Tag::HeadCell => self.open_cell(start, node),
            _ => {}
        }
        self.stack.push(Open {
            tag,
            node,
            is_unseen,
            is_aside,
            number,
            start: self.page.text.len() as u32,
        });
        self.counts.open();
    }

    fn meta(&mut self, start: &Start<'_>) {
        let name = start
            .attributes
            .get("name")
            .or_else(|| start.attributes.get("property"));
        let content = start.attributes.get("content").map(str::trim);
        if let (Some(name), Some(content)) = (name, content)
            && !content.is_empty()
            && name.len() + content.len() <= MAX_TITLE
            && self.page.metas.len() < MAX_META
        {
            self.page.metas.push((name.to_owned(), content.to_owned()));
        }
    }

    /// Another page that this one shows inside itself.
    fn frame(&mut self, start: &Start<'_>) {
        if let Some(src) = start.attributes.get("src").map(str::trim)
            && !src.is_empty()
            && src.len() <= MAX_TITLE
            && self.page.frames.len() < MAX_META
        {
            self.page.frames.push(src.to_owned());
        }
    }

    /// The number that a browser prints before an item of an ordered list.
    fn number_item(&mut self, start: &Start<'_>) -> Option<u32> {
        let list = self.stack.last_mut().filter(|o| o.tag == Tag::Ordered)?;
        let last = list.number?;
        let number = attribute(start, "value").unwrap_or_else(|| last.saturating_add(1));
        list.number = Some(number);
        (!start.is_unmarked).then_some(number)
    }

    fn open_cell(&mut self, start: &Start<'_>, node: u32) {
        let at = self.page.text.len() as u32;
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.is_open = true;
        table.cells.push(OpenCell {
            row: table.rows.saturating_sub(1),
            // 0 means down to the end of the row group.
            row_span: match attribute(start, "rowspan") {
                Some(0) => u32::MAX,
                span => span.unwrap_or(1),
            },
            col_span: attribute(start, "colspan")
                .unwrap_or(1)
                .clamp(1, MAX_COLSPAN),
            is_header: start.tag == Tag::HeadCell,
            node,
            span: Span::new(at, at),
            items: self.page.items.len(),
        });
    }

    fn end(&mut self, at: Option<u32>) {
        if self.depth > self.stack.len() {
            self.depth -= 1;
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        let Some(tag) = self.stack.last().map(|open| open.tag) else {
            return;
        };
        if tag.is_block() {
            self.break_line(false);
        }
        let Some(open) = self.stack.pop() else { return };
        if let Some(node) = self.page.nodes.get_mut(open.node as usize) {
            node.end = at;
        }
        self.counts.close();
        match open.tag {
            Tag::Link => self.links -= 1,
            Tag::Pre => self.pre -= 1,
            Tag::Title => self.in_title = false,
            Tag::Heading(_) => self.heading = 0,
            Tag::Paragraph if self.page.text.len() as u32 == open.start => self.blank = true,
            Tag::Item => self.marker = None,
            Tag::Cell | Tag::HeadCell => {
                let end = self.page.text.len() as u32;
                if let Some(table) = self.tables.last_mut()
                    && let Some(cell) = table.cells.last_mut()
                {
                    cell.span.end = end;
                    table.is_open = false;
                }
            }
            Tag::RowGroup => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_group();
                }
            }
            Tag::Table if self.tables.last().is_some_and(|t| t.node == open.node) => {
                if let Some(table) = self.tables.pop() {
                    table::close(table, &mut self.page, open.is_aside);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, line: u32, source: Option<u32>) {
        let Some(open) = self.stack.last() else {
            return;
        };
        if self.in_title {
            if self.page.title.len() < MAX_TITLE {
                self.page.title.push_str(text);
            }
            return;
        }
        if open.is_unseen {
            return;
        }
        let node = open.node;
        let (mut at, mut is_fresh) = (0, true);
        let (mut line_of, mut counted) = (line, 0);
        while let Some(&byte) = text.as_bytes().get(at) {
            let is_space = byte <= b' ' || byte == 0x7f;
            let end = text.as_bytes()[at..]
                .iter()
                .position(|b| (*b <= b' ' || *b == 0x7f) != is_space)
                .map_or(text.len(), |len| at + len);
            let piece = &text[at..end];
            at = end;
            if is_space {
                if self.pre > 0 {
                    is_fresh |= self.pre_space(piece);
                } else {
                    self.gap = true;
                }
                continue;
            }
            if self.gap {
                self.gap = false;
                if self.page.text.len() as u32 > self.line {
                    self.page.text.push(' ');
                }
            }
            if std::mem::take(&mut is_fresh) {
                if line > 0 {
                    let before = &text.as_bytes()[counted..end - piece.len()];
                    line_of += memchr::memchr_iter(b'\n', before).count() as u32;
                    counted = end - piece.len();
                }
                self.page.runs.push(Run {
                    start: self.page.text.len() as u32,
                    node,
                    line: line_of,
                    source: source.map(|source| source + counted as u32),
                });
            }
            if let Some(number) = self.marker.take()
                && !is_numbered(piece)
            {
                use std::fmt::Write as _;
                let _ = write!(self.page.text, "{number}. ");
            }
            self.page.text.push_str(piece);
            if self.links > 0 {
                self.linked += piece.len() as u32;
            }
        }
    }

    /// White space that counts; whether a line ended in it.
    fn pre_space(&mut self, space: &str) -> bool {
        let mut ended = false;
        for c in space.chars() {
            match c {
                '\n' => {
                    if !self.break_line(true) {
                        self.blank = true;
                    }
                    ended = true;
                }
                '\r' => {}
                _ => self.page.text.push(c),
            }
        }
        ended
    }

    /// Ends the line; whether it held anything. `is_soft`: by `<br>` or inside `<pre>`, where a text
    /// may have been wrapped.
    fn break_line(&mut self, is_soft: bool) -> bool {
        self.gap = false;
        let whole = Span::new(self.line, self.page.text.len() as u32);
        if whole.is_empty() {
            return false;
        }
        let span = whole.trim(&self.page.text);
        let visible = count_visible(span.of(&self.page.text));
        // A lone tab is a blank cell where tables are printed with tabs.
        let is_cell = self.pre > 0 && whole.of(&self.page.text).contains('\t');
        if visible == 0 && !is_cell {
            self.page.text.truncate(self.line as usize);
            while self.page.runs.last().is_some_and(|r| r.start >= self.line) {
                self.page.runs.pop();
            }
            self.linked = 0;
            self.blank |= !is_soft;
            return false;
        }
        let block = self.stack.iter().rev().find(|open| open.tag.is_block());
        self.page.items.push(Item {
            span,
            from: self.line,
            node: block.map(|open| open.node),
            visible: visible as u32,
            linked: self.linked,
            is_aside: self.stack.last().is_some_and(|open| open.is_aside),
            kind: Kind::Line {
                heading: self.heading,
                after_blank: self.blank,
                is_soft,
            },
        });
        self.page.text.push('\n');
        self.line = self.page.text.len() as u32;
        self.linked = 0;
        self.blank = false;
        true
    }
}

/// The number at the start of an attribute's value; longer than any real one, as large as can be.
fn attribute(start: &Start<'_>, name: &str) -> Option<u32> {
    let value = start.attributes.get(name)?.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 9 {
        return Some(u32::MAX);
    }
    value[..digits].parse().ok()
}

/// Whether an item's text starts with a number of its own; the list prints none then.
fn is_numbered(text: &str) -> bool {
    text.chars().next().is_some_and(|c| {
        c.is_ascii_digit()
            || matches!(c, '（' | '(' | '第' | '０'..='９' | '①'..='⑳')
            || "一二三四五六七八九十".contains(c)
    })
}

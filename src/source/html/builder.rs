//! Events to lines and tables: block elements and `<br>` end lines, inline elements never split a
//! word, a table is a table unless it lays out the page.

use super::MAX_COLSPAN;
use super::event::{Event, Start, Tag};
use crate::chars::count_visible;
use crate::span::{Element, ElementId};

/// Elements deeper than this belong to the one at this depth: stops a million nested tags.
const MAX_DEPTH: usize = 400;

/// Tables inside tables inside tables beyond this are lines of their cells.
const MAX_TABLES: usize = 16;

/// Characters of a cell beyond which its table lays out the page.
const LAYOUT_CELL: usize = 300;

/// A stretch of a line that came from one text node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// First byte in the line.
    pub start: u32,
    pub element: ElementId,
    pub line: u32,
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct TextLine {
    pub text: String,
    pub runs: Vec<Run>,
    pub element: Option<ElementId>,
    pub heading: u8,
    /// Visible characters inside links.
    pub linked: usize,
    /// Inside an element that HTML's own words keep apart from the article.
    pub aside: bool,
}

/// A cell of a page's table.
#[derive(Debug)]
pub(super) struct BuiltCell {
    pub row: u32,
    pub row_span: u32,
    pub col_span: u32,
    pub header: bool,
    pub element: Option<ElementId>,
    pub lines: Vec<TextLine>,
}

/// A line or a table.
#[derive(Debug)]
pub(super) enum Item {
    Line(TextLine),
    Table {
        element: Option<ElementId>,
        cells: Vec<BuiltCell>,
    },
}

/// A page, taken apart.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub items: Vec<Item>,
    pub elements: Vec<Element>,
    pub title: String,
    /// `<meta>`: name and content.
    pub metas: Vec<(String, String)>,
    /// Visible characters that are not in the items.
    pub unseen: usize,
}

struct Open {
    tag: Tag,
    element: ElementId,
    unseen: bool,
    aside: bool,
    /// `<li>`s seen in this list, and whether they are numbered.
    items: u32,
}

struct OpenTable {
    element: ElementId,
    rows: u32,
    cells: Vec<OpenCell>,
    captions: Vec<Item>,
}

struct OpenCell {
    row: u32,
    row_span: u32,
    col_span: u32,
    header: bool,
    element: ElementId,
    items: Vec<Item>,
    open: bool,
}

#[derive(Default)]
pub(super) struct Builder {
    built: Built,
    stack: Vec<Open>,
    depth: usize,
    tables: Vec<OpenTable>,
    line: TextLine,
    /// White space is waiting to be printed.
    gap: bool,
    links: usize,
    pre: usize,
    headings: Vec<u8>,
    in_title: bool,
    /// For each open element, how many children of each name it has had.
    children: Vec<Vec<(Box<str>, u32)>>,
}

/// Names of children that are counted for one element: stops an element with a million names.
const MAX_NAMES: usize = 64;

impl Builder {
    pub fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Text { text, line } => self.text(text, line),
            Event::End => self.end(),
        }
    }

    pub fn finish(mut self) -> Built {
        while !self.stack.is_empty() {
            self.depth = self.stack.len();
            self.end();
        }
        self.break_line();
        self.built
    }

    fn start(&mut self, start: &Start<'_>) {
        if start.tag.is_block() || start.tag == Tag::Break {
            self.break_line();
        }
        if start.tag == Tag::Meta {
            let name = start
                .attributes
                .get("name")
                .or_else(|| start.attributes.get("property"));
            if let (Some(name), Some(content)) = (name, start.attributes.get("content")) {
                self.built.metas.push((name.to_owned(), content.to_owned()));
            }
        }
        self.depth += 1;
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        let parent = self.stack.last().map(|open| open.element);
        let nth = self.count(start.name);
        let element = ElementId(self.built.elements.len() as u32);
        self.built.elements.push(Element {
            parent,
            name: start.name.into(),
            nth_of_type: nth,
            line: start.line,
            bytes: None,
        });
        let (unseen, aside) = self
            .stack
            .last()
            .map_or((false, false), |o| (o.unseen, o.aside));
        self.stack.push(Open {
            tag: start.tag,
            element,
            unseen: unseen || start.hidden || start.tag == Tag::Unseen,
            aside: aside || start.tag == Tag::Aside,
            items: 0,
        });
        self.children.push(Vec::new());
        match start.tag {
            Tag::Link => self.links += 1,
            Tag::Pre => self.pre += 1,
            Tag::Title => self.in_title = true,
            Tag::Heading(level) => self.headings.push(level),
            Tag::Item => self.number_item(start),
            Tag::Table if self.tables.len() < MAX_TABLES => self.tables.push(OpenTable {
                element,
                rows: 0,
                cells: Vec::new(),
                captions: Vec::new(),
            }),
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                }
            }
            Tag::Cell | Tag::HeadCell => {
                let number = |name: &str| {
                    let value = start.attributes.get(name)?.trim();
                    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
                    // Longer than any real span: as large as it can be.
                    if digits > 9 {
                        Some(u32::MAX)
                    } else {
                        value[..digits].parse::<u32>().ok()
                    }
                };
                if let Some(table) = self.tables.last_mut() {
                    table.cells.push(OpenCell {
                        row: table.rows.saturating_sub(1),
                        // 0 means down to the end.
                        row_span: number("rowspan")
                            .map_or(1, |n| if n == 0 { u32::MAX } else { n }),
                        col_span: number("colspan").unwrap_or(1).clamp(1, MAX_COLSPAN),
                        header: start.tag == Tag::HeadCell,
                        element,
                        items: Vec::new(),
                        open: true,
                    });
                }
            }
            _ => {}
        }
    }

    /// The position of a new child among its siblings of that name, from 1.
    fn count(&mut self, name: &str) -> u32 {
        let Some(names) = self.children.last_mut() else {
            return 1;
        };
        if let Some((_, count)) = names.iter_mut().find(|(known, _)| **known == *name) {
            *count += 1;
            return *count;
        }
        if names.len() < MAX_NAMES {
            names.push((name.into(), 1));
        }
        1
    }

    /// The number that a browser prints before an item of an ordered list.
    fn number_item(&mut self, start: &Start<'_>) {
        let Some(list) = self.stack.iter_mut().rev().nth(1) else {
            return;
        };
        if list.tag != Tag::Ordered {
            return;
        }
        list.items = (start.attributes.get("value"))
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or_else(|| list.items.saturating_add(1));
    }

    fn end(&mut self) {
        if self.depth > self.stack.len() {
            self.depth -= 1;
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        let Some(tag) = self.stack.last().map(|open| open.tag) else {
            return;
        };
        if tag.is_block() {
            self.break_line();
        }
        let Some(open) = self.stack.pop() else { return };
        self.children.pop();
        match open.tag {
            Tag::Link => self.links -= 1,
            Tag::Pre => self.pre -= 1,
            Tag::Title => self.in_title = false,
            Tag::Heading(_) => {
                self.headings.pop();
            }
            Tag::Cell | Tag::HeadCell => {
                if let Some(cell) = self
                    .tables
                    .last_mut()
                    .and_then(|table| table.cells.last_mut())
                {
                    cell.open = false;
                }
            }
            Tag::Table
                if self
                    .tables
                    .last()
                    .is_some_and(|table| table.element == open.element) =>
            {
                self.close_table();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        let Some(open) = self.stack.last() else {
            return;
        };
        let (unseen, aside, element) = (open.unseen, open.aside, open.element);
        if self.in_title {
            if self.built.title.len() < 1000 {
                self.built.title.push_str(text);
            }
            return;
        }
        if unseen {
            return;
        }
        let mut source_line = line;
        let mut fresh = true;
        for c in text.chars() {
            if c == '\n' {
                source_line = source_line.saturating_add(u32::from(line > 0));
                if self.pre > 0 {
                    self.break_line();
                    fresh = true;
                    continue;
                }
            }
            if c.is_whitespace() || c.is_control() {
                self.gap = true;
                continue;
            }
            if self.gap && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.gap = false;
            if std::mem::take(&mut fresh) {
                self.line.runs.push(Run {
                    start: self.line.text.len() as u32,
                    element,
                    line: source_line,
                });
            }
            if self.line.text.is_empty() {
                self.line.aside = aside;
                self.line.heading = self.headings.last().copied().unwrap_or(0);
            }
            self.line.text.push(c);
            self.line.linked += usize::from(self.links > 0);
        }
    }

    /// Ends the line and puts it where it belongs.
    fn break_line(&mut self) {
        self.gap = false;
        if self.line.text.is_empty() {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        line.element =
            (self.stack.iter().rev().find(|open| open.tag.is_block())).map(|open| open.element);
        self.push(Item::Line(line));
    }

    fn push(&mut self, item: Item) {
        match self.tables.last_mut() {
            None => self.built.items.push(item),
            Some(table) => match table.cells.last_mut().filter(|cell| cell.open) {
                Some(cell) => cell.items.push(item),
                None => table.captions.push(item),
            },
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        for caption in table.captions {
            self.push(caption);
        }
        let lays_out = table.cells.iter().any(|cell| {
            let long = cell.items.iter().filter_map(|item| match item {
                Item::Line(line) => Some(line.text.chars().take(LAYOUT_CELL).count()),
                Item::Table { .. } => None,
            });
            cell.items
                .iter()
                .any(|item| matches!(item, Item::Table { .. }))
                || long.sum::<usize>() >= LAYOUT_CELL
        });
        // A table of one cell frames its text.
        if lays_out || table.cells.len() < 2 {
            for cell in table.cells {
                for item in cell.items {
                    self.push(item);
                }
            }
            return;
        }
        let rows = table.rows.max(1);
        let cells = (table.cells.into_iter())
            .map(|cell| BuiltCell {
                row: cell.row,
                row_span: cell.row_span.clamp(1, rows - cell.row.min(rows - 1)),
                col_span: cell.col_span,
                header: cell.header,
                element: Some(cell.element),
                lines: (cell.items.into_iter())
                    .filter_map(|item| match item {
                        Item::Line(line) => Some(line),
                        Item::Table { .. } => None,
                    })
                    .collect(),
            })
            .collect();
        self.push(Item::Table {
            element: Some(table.element),
            cells,
        });
    }
}

impl Item {
    pub fn element(&self) -> Option<ElementId> {
        match self {
            Self::Line(line) => line.element,
            Self::Table { element, .. } => *element,
        }
    }

    pub fn visible(&self, _built: &Built) -> usize {
        match self {
            Self::Line(line) => count_visible(&line.text),
            Self::Table { cells, .. } => (cells.iter().flat_map(|cell| &cell.lines))
                .map(|line| count_visible(&line.text))
                .sum(),
        }
    }
}

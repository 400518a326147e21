//! The report's lines and tables as the reading text.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::page::{Item, Kind, OpenCell, Page};
use crate::edition::Vocabulary;
use crate::source::block::{Block, Line, MergedCell, RawTable, TableBody};
use crate::source::text::{self, columns, is_page_number};
use crate::span::{Element, ElementId, PageMap, Span, TextRun};

/// Steps of all paths together, about: a path is printed for every node of the output.
const MAX_STEPS: usize = 1 << 20;

/// Steps that a path may always have: a dozen is usual, thirty is much.
const MIN_DEPTH: usize = 16;

/// Bytes of an element's name in a path. Stops a name of a megabyte around a thousand paragraphs.
const MAX_NAME: usize = 64;

/// What is drawn.
pub(super) struct Drawn {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) map: PageMap,
    /// Some paths end at an element around theirs.
    pub(super) has_short_paths: bool,
}

/// Draws the items that are kept.
///
/// Without a table of the page's, the text goes through the reader of texts: its tables are then
/// printed with tabs, blanks or one cell a line.
pub(super) fn draw(page: &Page, kept: &[bool], vocabulary: &Vocabulary) -> Drawn {
    let items: Vec<&Item> = (page.items.iter().zip(kept))
        .filter_map(|(item, keep)| keep.then_some(item))
        .collect();
    let has_tables = items.iter().any(|item| matches!(item.kind, Kind::Table(_)));
    let mut pen = Pen {
        page,
        elements: Elements {
            ids: vec![None; page.nodes.len()],
            needed: Vec::new(),
            is_short: false,
        },
        text: String::with_capacity(page.text.len().min(1 << 20)),
        blocks: Vec::with_capacity(items.len()),
        runs: Vec::with_capacity(page.runs.len()),
        next_run: 0,
    };
    pen.elements.mark(page, &items);
    if has_tables {
        for item in &items {
            match item.kind {
                Kind::Line { .. } => pen.line(item),
                Kind::Table(_) => pen.table(item),
            }
        }
    } else {
        pen.as_text(&items, vocabulary);
    }
    Drawn {
        text: pen.text,
        blocks: pen.blocks,
        has_short_paths: pen.elements.is_short,
        map: PageMap {
            elements: pen.elements.draw(page),
            runs: pen.runs,
        },
    }
}

struct Pen<'p> {
    page: &'p Page,
    elements: Elements,
    text: String,
    blocks: Vec<Block>,
    runs: Vec<TextRun>,
    next_run: usize,
}

impl Pen<'_> {
    /// Copies a stretch of the page's text with its runs.
    fn copy(&mut self, span: Span) -> Span {
        let start = self.text.len() as u32;
        if span.is_empty() {
            return Span::new(start, start);
        }
        let runs = &self.page.runs;
        self.next_run += runs[self.next_run..].partition_point(|run| run.start <= span.start);
        // The run that the stretch starts in started before it.
        self.next_run = self.next_run.saturating_sub(1);
        while let Some(run) = runs.get(self.next_run).filter(|run| run.start < span.end) {
            if let Some(element) = self.elements.id(run.node) {
                self.runs.push(TextRun {
                    start: start + run.start.saturating_sub(span.start),
                    element,
                    line: run.line,
                    source: run.source,
                });
            }
            self.next_run += 1;
        }
        self.text.push_str(span.of(&self.page.text));
        Span::new(start, self.text.len() as u32)
    }

    fn line(&mut self, item: &Item) {
        if item.span.is_empty() {
            return;
        }
        let span = self.copy(item.span);
        self.text.push('\n');
        if is_page_number(span.of(&self.text)) {
            self.blocks.push(Block::Furniture(span));
            return;
        }
        let Kind::Line {
            heading,
            after_blank,
            ..
        } = item.kind
        else {
            return;
        };
        let indent = Span::new(item.from, item.span.start).of(&self.page.text);
        self.blocks.push(Block::Line(Line {
            span,
            indent: u16::try_from(columns(indent)).unwrap_or(u16::MAX),
            after_blank,
            continues: false,
            heading,
            element: item.node.and_then(|node| self.elements.id(node)),
        }));
    }

    fn table(&mut self, item: &Item) {
        let cells: &[OpenCell] = self.page.cells_of(item);
        let mut merged = Vec::with_capacity(cells.len());
        let mut whole: Option<Span> = None;
        let mut row = 0;
        for cell in cells {
            if cell.row != row {
                self.text.push('\n');
                row = cell.row;
            }
            let span = self.copy(cell.span);
            self.text.push('\t');
            if !span.is_empty() {
                whole = Some(whole.map_or(span, |whole| whole.hull(span)));
            }
            merged.push(MergedCell {
                row: cell.row,
                row_span: cell.row_span,
                col_span: cell.col_span,
                header: cell.is_header,
                span,
                element: self.elements.id(cell.node),
            });
        }
        self.text.push('\n');
        if let Some(span) = whole {
            self.blocks.push(Block::Table(RawTable {
                span,
                body: TableBody::Merged(merged),
                element: item.node.and_then(|node| self.elements.id(node)),
                furniture: Vec::new(),
            }));
        }
    }

    /// Draws lines as a text is printed, and has them read as one.
    fn as_text(&mut self, items: &[&Item], vocabulary: &Vocabulary) {
        let mut starts = Vec::with_capacity(items.len());
        for item in items {
            if matches!(
                item.kind,
                Kind::Line {
                    after_blank: true,
                    ..
                }
            ) {
                self.text.push('\n');
            }
            starts.push(self.text.len() as u32);
            // With what is blank behind it: cells are, where tabs part them.
            let behind = self.page.text.get(item.span.end as usize..);
            let blank = behind.and_then(|text| text.find('\n')).unwrap_or(0);
            self.copy(Span::new(item.from, item.span.end + blank as u32));
            self.text.push('\n');
        }
        let item_at = |offset: u32| {
            let at = starts.partition_point(|start| *start <= offset);
            at.checked_sub(1).and_then(|at| items.get(at))
        };
        let reading = text::read_shown(&self.text, vocabulary);
        self.blocks = reading.blocks;
        for block in &mut self.blocks {
            match block {
                Block::Line(line) => {
                    let Some(item) = item_at(line.span.start) else {
                        continue;
                    };
                    line.element = item.node.and_then(|node| self.elements.id(node));
                    if let Kind::Line {
                        heading, is_soft, ..
                    } = item.kind
                    {
                        line.heading = line.heading.max(heading);
                        // Only what a <br> or a <pre> broke may go on in the next line.
                        line.continues &= is_soft;
                    }
                }
                Block::Table(table) => {
                    table.element = item_at(table.span.start)
                        .and_then(|item| item.node)
                        .and_then(|node| self.elements.id(node));
                }
                Block::Furniture(_) => {}
            }
        }
    }
}

/// The elements on the way to what is drawn, in document order.
struct Elements {
    ids: Vec<Option<ElementId>>,
    needed: Vec<u32>,
    /// Some are too deep, or have too long a name, for a path of their own.
    is_short: bool,
}

impl Elements {
    fn mark(&mut self, page: &Page, items: &[&Item]) {
        let mut is_needed = vec![false; page.nodes.len()];
        let mut need = |node: u32| {
            // Upwards until an element that is marked already: linear in all.
            let mut at = Some(node);
            while let Some(node) = at {
                match is_needed.get_mut(node as usize) {
                    Some(flag) if !*flag => *flag = true,
                    _ => break,
                }
                at = page.nodes.get(node as usize).and_then(|node| node.parent);
            }
        };
        let mut run = 0;
        for item in items {
            item.node.into_iter().for_each(&mut need);
            for cell in page.cells_of(item) {
                need(cell.node);
            }
            run += page.runs[run..].partition_point(|run| run.start < item.from);
            while let Some(found) = page.runs.get(run).filter(|r| r.start < item.span.end) {
                need(found.node);
                run += 1;
            }
        }
        // A page of a million paragraphs inside two hundred elements would have a thousand times
        // its size in paths.
        let count = is_needed.iter().filter(|needed| **needed).count();
        let places = count + page.text.len() / 16;
        let most = (MAX_STEPS / places.max(1)).max(MIN_DEPTH);
        let mut depths = vec![0u32; page.nodes.len()];
        for (node, _) in is_needed
            .into_iter()
            .enumerate()
            .filter(|(_, needed)| *needed)
        {
            // Parents stand before their children.
            let parent = page.nodes[node].parent.map(|parent| parent as usize);
            let depth = parent.map_or(0, |parent| depths[parent]) + 1;
            let name = page.names.get(page.nodes[node].name as usize);
            let is_long = name.is_some_and(|name| name.len() > MAX_NAME);
            // What is in it has no path of its own either.
            depths[node] = if is_long { u32::MAX / 2 } else { depth };
            if depths[node] as usize > most {
                self.is_short = true;
                self.ids[node] = parent.and_then(|parent| self.ids[parent]);
            } else {
                self.ids[node] = Some(ElementId(self.needed.len() as u32));
                self.needed.push(node as u32);
            }
        }
    }

    fn id(&self, node: u32) -> Option<ElementId> {
        self.ids.get(node as usize).copied().flatten()
    }

    fn draw(&self, page: &Page) -> Vec<Element> {
        let names: Vec<SmolStr> = page.names.iter().map(|name| css(name).into()).collect();
        let mut elements = Vec::with_capacity(self.needed.len());
        let nodes = (self.needed.iter()).filter_map(|&node| page.nodes.get(node as usize));
        elements.extend(nodes.map(|node| Element {
            parent: node.parent.and_then(|parent| self.id(parent)),
            name: names.get(node.name as usize).cloned().unwrap_or_default(),
            nth_of_type: node.nth,
            line: node.line,
            bytes: (node.source.zip(node.end)).map(|(start, end)| Span::new(start, end)),
        }));
        elements
    }
}

/// A name as CSS takes it: `o:p` is `o\:p`.
fn css(name: &str) -> Cow<'_, str> {
    if name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_') {
            if c.is_ascii_control() {
                use std::fmt::Write as _;
                let _ = write!(out, "\\{:x} ", c as u32);
                continue;
            }
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_written_as_css_reads_them() {
        assert_eq!(super::css("td"), "td");
        assert_eq!(super::css("o:p"), "o\\:p");
        assert_eq!(super::css("x\u{1}"), "x\\1 ");
    }
}

//! Whether a `<table>` is a table or lays out the page.

use super::page::{Item, Kind, OpenCell, Page};
use crate::chars::clean;
use crate::layout::heading;
use crate::source::value::is_value;
use crate::span::Span;

/// Bytes of a cell from which its table lays out the page: a hundred ideographs are a long label, a
/// note below a table has two hundred, three hundred are prose.
const LAYOUT_CELL: usize = 900;

/// Chapters and sentences in one cell from which its table lays out the page, however short it is.
const CHAPTERS: usize = 3;

/// Cells with nothing but a number from which a table is one, long notes or not.
const VALUES: usize = 8;

/// Bytes of a cell that may be a number.
const MAX_VALUE: usize = 64;

/// A table while it is open.
pub(super) struct OpenTable {
    pub(super) node: u32,
    pub(super) rows: u32,
    /// First cell of the row group that is open.
    pub(super) group: usize,
    pub(super) cells: Vec<OpenCell>,
    /// Items of the page before it.
    pub(super) items: usize,
    /// A cell is open.
    pub(super) is_open: bool,
}

impl OpenTable {
    /// Cells reach no further down than their row group: HTML's rule.
    pub(super) fn end_group(&mut self) {
        let rows = self.rows;
        for cell in &mut self.cells[self.group..] {
            let left = rows.saturating_sub(cell.row).max(1);
            cell.row_span = cell.row_span.clamp(1, left);
        }
        self.group = self.cells.len();
    }
}

/// Ends a table: its lines become one item, or stay lines if it lays out the page.
pub(super) fn close(mut table: OpenTable, page: &mut Page, is_aside: bool) {
    table.end_group();
    for cell in &mut table.cells {
        cell.span = cell.span.trim(&page.text);
    }
    if lays_out(&table, page) {
        return;
    }
    let Some(whole) = (table.cells.iter().map(|cell| cell.span))
        .filter(|span| !span.is_empty())
        .reduce(Span::hull)
    else {
        return;
    };
    // Captions stand before the first cell or behind the last one and stay lines.
    let first = table.cells.first().map_or(0, |cell| cell.items);
    let mut lines = page.items.split_off(first.max(table.items));
    let after = lines.iter().position(|item| item.span.start >= whole.end);
    let rest = after.map(|at| lines.split_off(at)).unwrap_or_default();
    let start = page.cells.len();
    page.cells.append(&mut table.cells);
    page.items.push(Item {
        span: whole,
        from: whole.start,
        node: Some(table.node),
        visible: lines.iter().map(|item| item.visible).sum(),
        linked: lines.iter().map(|item| item.linked).sum(),
        is_aside,
        kind: Kind::Table(start..page.cells.len()),
    });
    page.items.extend(rest);
}

fn lays_out(table: &OpenTable, page: &Page) -> bool {
    let items = page.items.get(table.items..).unwrap_or_default();
    if items.iter().any(|item| matches!(item.kind, Kind::Table(_))) {
        return true;
    }
    // One cell a row frames its text, however many rows.
    let is_single = table.cells.windows(2).all(|two| two[0].row != two[1].row);
    if is_single {
        return true;
    }
    let is_long = |cell: &OpenCell| cell.span.len() >= LAYOUT_CELL;
    (table.cells.iter().any(is_long) || has_chapters(table, page))
        && (table.cells.iter())
            .filter(|cell| {
                !cell.span.is_empty()
                    && cell.span.len() <= MAX_VALUE
                    && is_value(&clean(cell.span.of(&page.text)))
            })
            .nth(VALUES - 1)
            .is_none()
}

/// A cell holds the chapters of a report, which may be shorter than [`LAYOUT_CELL`]. The form's own
/// labels have numbers like a chapter's, but no sentences below them.
fn has_chapters(table: &OpenTable, page: &Page) -> bool {
    let is_chapter =
        |line: &str| heading::mark(line).is_some_and(|mark| mark.level == 1 && mark.marked);
    let ends = (table.cells.iter().skip(1).map(|cell| cell.items)).chain([page.items.len()]);
    (table.cells.iter().zip(ends)).any(|(cell, end)| {
        let lines = page.items.get(cell.items..end).unwrap_or_default();
        if lines.len() < CHAPTERS {
            return false;
        }
        let has = |is_one: &dyn Fn(&str) -> bool| {
            let found = lines.iter().filter(|line| is_one(page.of(line)));
            found.take(CHAPTERS).count() == CHAPTERS
        };
        has(&is_chapter) && has(&|line: &str| line.ends_with('。'))
    })
}

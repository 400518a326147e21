//! Small grids, forms and readings for the tests of this folder.

use std::borrow::Cow;
use std::path::Path;

use super::form::Vocabulary;
use crate::report::{Cell, Form};
use crate::source::{Block, Line, PageInfo, RawTable, Reading, TableBody};
use crate::span::{LineIndex, Region, SourceMap, Span};
use crate::table::Grid;

/// A grid: rows apart by ` / `, cells by blanks, `_` for an empty one, `3x2:` before one that spans
/// three columns and two rows, `!` before that of a marked head.
pub(super) fn grid(rows: &str) -> Grid {
    let mut grid = Grid::default();
    // For each column the first row in which it is free.
    let mut free: Vec<u32> = Vec::new();
    for (row, cells) in rows.split(" / ").enumerate() {
        let row = row as u32;
        let mut col = 0;
        for cell in cells.split(' ').filter(|cell| !cell.is_empty()) {
            let bare = cell.trim_start_matches('!');
            let (span, text) = bare.split_once(':').unwrap_or(("1x1", bare));
            let (cols, rows) = span.split_once('x').unwrap();
            let (cols, rows): (u32, u32) = (cols.parse().unwrap(), rows.parse().unwrap());
            while free.get(col as usize).is_some_and(|&free| free > row) {
                col += 1;
            }
            let end = (col + cols) as usize;
            free.resize(free.len().max(end), 0);
            free[col as usize..end].fill(row + rows);
            let place = grid.cells.len() as u32 * 10;
            grid.cells.push(Cell::new(
                (row, col),
                (rows, cols),
                cell.starts_with('!'),
                Region::from(Span::new(place, place + 1)),
                if text == "_" { "" } else { text },
            ));
            col += cols;
        }
        grid.n_rows = row + 1;
    }
    grid.n_cols = free.len() as u32;
    grid
}

/// A vocabulary of one edition `own` with these tables, in TOML: `{ id = "t", … }, …`.
pub(super) fn vocabulary(tables: &str) -> Vocabulary {
    let text = format!("id = \"own\"\nyears = [2000]\ntable = [\n{tables}\n]\n");
    let edition = super::toml::edition(&text, Path::new("own.toml"));
    Vocabulary {
        editions: vec![edition.unwrap()],
    }
}

/// A reading of these lines: `▦` is a page's table, `▤` one of tabs, `- 3 -` is furniture.
pub(super) fn reading(lines: &str) -> Reading<'_> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for printed in lines.split_inclusive('\n') {
        let span = Span::of_range(at..at + printed.len()).trim(lines);
        at += printed.len();
        let table = |body| {
            Block::Table(RawTable {
                furniture: Vec::new(),
                span,
                body,
                element: None,
            })
        };
        blocks.push(match span.of(lines) {
            "▦" => table(TableBody::Merged(Vec::new())),
            "▤" => table(TableBody::Tabs),
            line if line.starts_with("- ") => Block::Furniture(span),
            _ => Block::Line(Line {
                span,
                indent: 0,
                after_blank: false,
                continues: false,
                heading: 0,
                element: None,
            }),
        });
    }
    Reading {
        form: Form::Text,
        text: Cow::Borrowed(lines),
        blocks,
        map: SourceMap::Text(LineIndex::new(lines)),
        page: PageInfo::default(),
        markup: Vec::new(),
        boilerplate: 0,
        diagnostics: Vec::new(),
    }
}

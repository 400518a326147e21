//! A loose table that no edition knows: its words by where they stand.

use super::emit::region;
use super::token::Token;
use crate::chars::clean;
use crate::source::RawTable;
use crate::span::Region;
use crate::table::{Cell, Grid};

/// Columns of such a table at most: stops a line of a million words.
const MAX_COLUMNS: usize = 64;

/// The grid of a table that no edition knows.
///
/// Words one space apart are one cell, values always one each. A row's values stand in the last
/// columns, its other cells in the first.
pub(super) fn grid(text: &str, raw: &RawTable, tokens: &[Token]) -> Grid {
    let mut rows: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut line = usize::MAX;
    for (word, token) in tokens.iter().enumerate() {
        if token.line != line {
            line = token.line;
            rows.push(Vec::new());
        }
        let Some(row) = rows.last_mut() else { break };
        let joins = !token.apart && !token.value;
        match row.last_mut() {
            Some(cell) if joins && cell.last().is_some_and(|&last| !tokens[last].value) => {
                cell.push(word);
            }
            _ => row.push(vec![word]),
        }
        if row.len() > MAX_COLUMNS
            && let Some(last) = row.pop()
            && let Some(cell) = row.last_mut()
        {
            cell.extend(last);
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    // A row's cells stand under the cells of the widest row that they overlap.
    let model: Option<&Vec<Vec<usize>>> = rows
        .iter()
        .filter(|row| row.len() == width)
        .max_by_key(|row| row.iter().filter(|cell| tokens[cell[0]].value).count());
    let mut grid = Grid {
        n_rows: rows.len() as u32,
        n_cols: width as u32,
        region: Region::from(raw.span),
        ..Grid::default()
    };
    let first_row = rows
        .iter()
        .position(|row| row.iter().any(|cell| tokens[cell[0]].value))
        .unwrap_or(0);
    for (at, row) in rows.iter().enumerate() {
        let mut from = 0;
        for (nth, cell) in row.iter().enumerate() {
            let rest = row.len() - nth;
            let col = if row.len() == width {
                nth
            } else {
                nearest(tokens, cell, model, from, width - rest)
            };
            from = col + 1;
            let region = region(tokens, cell);
            let raw = region.raw(text);
            let at = (at as u32, col as u32);
            let header = (at.0 as usize) < first_row;
            grid.cells
                .push(Cell::new(at, (1, 1), header, region, &clean(&raw)));
        }
    }
    grid
}

/// The column, of those from `from` to `to`, whose cell in the model is nearest.
fn nearest(
    tokens: &[Token],
    cell: &[usize],
    model: Option<&Vec<Vec<usize>>>,
    from: usize,
    to: usize,
) -> usize {
    let middle = |cell: &[usize]| -> i64 {
        let first = cell
            .first()
            .map_or(0, |&word| i64::from(tokens[word].x[0].0));
        let last = cell
            .last()
            .map_or(0, |&word| i64::from(tokens[word].x[0].1));
        first + last
    };
    let Some(model) = model else { return from };
    (from..=to.max(from))
        .min_by_key(|&col| {
            model
                .get(col)
                .map_or(i64::MAX, |other| (middle(other) - middle(cell)).abs())
        })
        .unwrap_or(from)
}

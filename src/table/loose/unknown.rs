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

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;
    use crate::source::TableBody;
    use crate::table::testing::whole;

    /// Each row's cells as `column text`, heads in brackets.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let raw = whole(text, TableBody::Loose);
        let grid = grid(text, &raw, &tokens(text, &raw));
        let mut rows = vec![Vec::new(); grid.n_rows as usize];
        for cell in &grid.cells {
            let (open, close) = if cell.header { ("[", "]") } else { ("", "") };
            rows[cell.row as usize].push(format!("{} {open}{}{close}", cell.col, cell.text));
        }
        rows
    }

    #[test]
    fn cells_stand_under_those_of_the_widest_row() {
        let text = "项目          件数    人次    金额\n\
                    大气 污染防治     12     7     3.5\n\
                    水土保持       -     8     1,204\n\
                    其余                 4\n\
                    合计          12\n\
                    另               15      6.5\n";
        assert_eq!(
            rows(text),
            [
                vec!["0 [项目]", "1 [件数]", "2 [人次]", "3 [金额]"],
                vec!["0 大气污染防治", "1 12", "2 7", "3 3.5"],
                vec!["0 水土保持", "1 -", "2 8", "3 1,204"],
                vec!["0 其余", "2 4"],
                vec!["0 合计", "1 12"],
                vec!["0 另", "2 15", "3 6.5"],
            ]
        );
        // A value is a cell of its own, words one space apart are one.
        assert_eq!(
            rows("甲 乙  1 2\n丁 戊  3\n"),
            [vec!["0 甲乙", "1 1", "2 2"], vec!["0 丁戊", "1 3"]]
        );
        assert_eq!(rows("甲  乙\n"), [vec!["0 甲", "1 乙"]]);
    }

    #[test]
    fn a_line_has_sixty_four_cells_at_most() {
        let line = |count: usize| vec!["1"; count].join(" ");
        assert_eq!(rows(&line(MAX_COLUMNS))[0].len(), MAX_COLUMNS);
        let more = &rows(&line(MAX_COLUMNS + 2))[0];
        assert_eq!(more.len(), MAX_COLUMNS);
        assert_eq!(more[MAX_COLUMNS - 1], format!("{} 1 1 1", MAX_COLUMNS - 1));
    }
}

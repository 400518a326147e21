//! `pdftotext -layout`: a table drawn on a grid of characters.
//!
//! A cell's lines stand in the middle of the rows it covers, so that a broken label stands above
//! and below its own numbers, and a vertical label one character a line through many rows.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::model::{Role, Table};
use super::print::Widths;

/// How far to the right a piece reaches: pdftotext counts characters, others count columns.
fn measure(text: &str, wide: bool) -> usize {
    if wide {
        text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    } else {
        text.chars().count()
    }
}

pub fn columns(table: &Table, dice: &mut Dice) -> Vec<String> {
    let widths = Widths::any(dice);
    let wide = dice.one_in(3);
    let airy = dice.coin();
    let centred = dice.coin();
    let lines_of: Vec<Vec<Vec<String>>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| widths.lines(cell, table)).collect())
        .collect();

    // Rows grow until every cell fits into the rows it covers. Heights in half lines.
    let mut heights: Vec<usize> = vec![1; table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        for (cell, lines) in row.iter().zip(&lines_of[at]) {
            let covered = &mut heights[at..at + cell.rows];
            let mut have: usize = covered.iter().sum();
            let mut grow = 0;
            while have < lines.len() {
                covered[grow % cell.rows] += 1;
                grow += 1;
                have += 1;
            }
        }
    }
    let gap = usize::from(airy) * 2;
    let tops: Vec<usize> = heights
        .iter()
        .scan(0, |y, height| {
            let top = *y;
            *y += height * 2 + gap;
            Some(top)
        })
        .collect();

    // Columns are as wide as their widest cell that stands in them alone.
    let mut column_width = vec![2; table.n_cols];
    for (row, lines) in table.rows.iter().zip(&lines_of) {
        for (cell, lines) in row.iter().zip(lines) {
            if cell.cols == 1 {
                let need = lines
                    .iter()
                    .map(|line| measure(line, wide))
                    .max()
                    .unwrap_or(0);
                column_width[cell.col] = column_width[cell.col].max(need);
            }
        }
    }
    for (row, lines) in table.rows.iter().zip(&lines_of) {
        for (cell, lines) in row.iter().zip(lines) {
            if cell.cols > 1 && cell.cols < table.n_cols {
                let need = lines
                    .iter()
                    .map(|line| measure(line, wide))
                    .max()
                    .unwrap_or(0);
                let have: usize = column_width[cell.col..cell.col + cell.cols]
                    .iter()
                    .sum::<usize>()
                    + 3 * (cell.cols - 1);
                if need > have {
                    column_width[cell.col + cell.cols - 1] += need - have;
                }
            }
        }
    }
    let space = dice.between(3, 8);
    let lefts: Vec<usize> = column_width
        .iter()
        .scan(dice.below(3), |x, width| {
            let left = *x;
            *x += width + space;
            Some(left)
        })
        .collect();
    let right = lefts.last().copied().unwrap_or(0) + column_width.last().copied().unwrap_or(0);

    // Pieces by half line, then by x.
    let mut drawn: BTreeMap<usize, BTreeMap<usize, String>> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        for (cell, lines) in row.iter().zip(&lines_of[at]) {
            let last = at + cell.rows - 1;
            let middle = tops[at] + tops[last] + heights[last] * 2;
            let first = (middle / 2).saturating_sub(lines.len());
            let cell_right = lefts
                .get(cell.col + cell.cols)
                .map_or(right, |next| next - space);
            for (n, line) in lines.iter().enumerate() {
                let free = (cell_right - lefts[cell.col]).saturating_sub(measure(line, wide));
                let x = match cell.role {
                    Role::Label | Role::Group if cell.cols < table.n_cols => 0,
                    Role::Head | Role::Group => free / 2,
                    _ if centred => free / 2,
                    _ => 0,
                };
                drawn
                    .entry(first + 2 * n)
                    .or_default()
                    .insert(lefts[cell.col] + x, line.clone());
            }
        }
    }
    let mut out: Vec<String> = vec![String::new()];
    let mut before = 0;
    for (y, pieces) in drawn {
        if y > before + 2 {
            out.push(String::new());
        }
        before = y;
        let mut line = String::new();
        for (x, piece) in pieces {
            let used = measure(&line, wide);
            let pad = if line.is_empty() {
                x
            } else {
                x.saturating_sub(used).max(2)
            };
            line.push_str(&" ".repeat(pad));
            line.push_str(&piece);
        }
        out.push(line);
    }
    out.push(String::new());
    out
}

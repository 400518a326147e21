//! What was found of a form's table, as the grid that the form has on paper.

use super::plan::{Plan, Shape};
use super::token::Token;
use super::{Filled, Row};
use crate::chars::clean;
use crate::report::{Diagnostic, Severity};
use crate::source::RawTable;
use crate::span::{Region, Span};
use crate::table::{Cell, Grid};

/// Words as one region: neighbours on a line are one piece.
pub(super) fn region(tokens: &[Token], words: &[usize]) -> Region {
    let mut pieces: Vec<Span> = Vec::new();
    let mut before: Option<usize> = None;
    for &word in words {
        let Some(token) = tokens.get(word) else {
            continue;
        };
        match (before, pieces.last_mut()) {
            (Some(last), Some(piece)) if last + 1 == word && tokens[last].line == token.line => {
                piece.end = token.span.end;
            }
            _ => pieces.push(token.span),
        }
        before = Some(word);
    }
    Region::of_pieces(&pieces)
}

struct Builder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    grid: Grid,
    /// Which words stand in a cell.
    placed: Vec<bool>,
    row: u32,
    /// Columns before the values.
    label_cols: u32,
    value_cols: u32,
}

impl Builder<'_> {
    fn put(&mut self, words: &[usize], at: (u32, u32), span: (u32, u32), header: bool) {
        if words.is_empty() {
            return;
        }
        for &word in words {
            if let Some(placed) = self.placed.get_mut(word) {
                *placed = true;
            }
        }
        let region = region(self.tokens, words);
        let raw = region.raw(self.text);
        let span = (span.0.max(1), span.1.max(1));
        self.grid
            .cells
            .push(Cell::new(at, span, header, region, &clean(&raw)));
    }

    fn blank(&mut self, at: (u32, u32), place: u32) {
        let region = Region::from(Span::new(place, place));
        self.grid
            .cells
            .push(Cell::new(at, (1, 1), false, region, ""));
    }

    /// Values that no column could be found for stand in a row of their own, without a label.
    fn stray(&mut self, words: &[usize]) {
        if words.is_empty() {
            return;
        }
        // Under heads that are indicators a full row would be read as theirs.
        let width = match self.label_cols {
            0 => 1,
            _ => self.value_cols.max(1),
        };
        for (at, &word) in words.iter().enumerate() {
            let col = at as u32 % width;
            if at > 0 && col == 0 {
                self.row += 1;
            }
            self.put(&[word], (self.row, self.label_cols + col), (1, 1), false);
        }
        self.row += 1;
        self.grid.diagnostics.push(Diagnostic {
            code: "unassigned_values",
            severity: Severity::Warning,
            message: format!(
                "{} value{} of the table could not be given to a cell of the form",
                words.len(),
                if words.len() == 1 { "" } else { "s" }
            )
            .into(),
            region: Some(region(self.tokens, words)),
            help: Some(
                "the print does not settle where they belong; read them in the source".into(),
            ),
        });
    }
}

/// The grid of a form's table.
pub(super) fn grid(
    text: &str,
    raw: &RawTable,
    plan: &Plan,
    tokens: &[Token],
    filled: &Filled,
) -> Grid {
    let depth = plan.depth() as u32;
    let label_cols = match plan.shape {
        Shape::Single => 0,
        _ => depth + 1 + u32::from(plan.has_unit),
    };
    let value_cols = match plan.shape {
        Shape::Blocks => plan
            .slots
            .iter()
            .map(|slot| slot.columns.len())
            .max()
            .unwrap_or(0),
        _ => plan.heads.len(),
    } as u32;
    let mut b = Builder {
        text,
        tokens,
        grid: Grid {
            region: Region::from(raw.span),
            ..Grid::default()
        },
        placed: vec![false; tokens.len()],
        row: 0,
        label_cols,
        value_cols,
    };
    if plan.shape != Shape::Blocks {
        head(&mut b, plan, filled);
    }
    body(&mut b, plan, filled);
    // A head that no row of its block has a column for stands in a row of its own.
    let left: Vec<usize> = (0..tokens.len()).filter(|&word| !b.placed[word]).collect();
    if !left.is_empty() {
        loose_words(&mut b, plan, &left, 0);
    }
    let mut grid = b.grid;
    // What no column of the form holds may stand beside its last one.
    let (rows, cols) = (grid.cells.iter()).fold((0, 0), |(rows, cols), cell| {
        let ends = (cell.row + cell.row_span, cell.col + cell.col_span);
        (ends.0.max(rows), ends.1.max(cols))
    });
    grid.n_rows = b.row.max(rows);
    grid.n_cols = (label_cols + value_cols).max(cols);
    grid.cells.sort_by_key(|cell| (cell.row, cell.col));
    grid
}

/// The block of heads over all rows.
fn head(b: &mut Builder<'_>, plan: &Plan, filled: &Filled) {
    let levels = plan
        .heads
        .iter()
        .map(|head| head.groups.len() + 1)
        .max()
        .unwrap_or(1) as u32;
    let mut taken: Vec<u32> = Vec::new();
    let mut later = Vec::new();
    for (at, _, words) in &filled.furniture {
        let is_unit = plan.has_unit
            && plan.furniture[*at]
                .keys
                .iter()
                .any(|key| key.ends_with(&['单', '位']));
        let (col, span) = if is_unit {
            (b.label_cols - 1, 1)
        } else {
            (0, b.label_cols - u32::from(plan.has_unit))
        };
        if b.label_cols == 0 || taken.contains(&col) {
            later.push(words);
        } else {
            taken.push(col);
            b.put(words, (0, col), (levels, span), true);
        }
    }
    for (at, _, words) in &filled.head_groups {
        let under: Vec<u32> = (0..plan.heads.len())
            .filter(|&head| plan.heads[head].groups.contains(at))
            .map(|head| head as u32)
            .collect();
        let (Some(first), Some(last)) = (under.first(), under.last()) else {
            continue;
        };
        let level = plan.heads[*first as usize]
            .groups
            .iter()
            .position(|group| group == at)
            .unwrap_or(0) as u32;
        b.put(
            words,
            (level, b.label_cols + first),
            (1, last - first + 1),
            true,
        );
    }
    for (head, _, words) in &filled.heads {
        let level = plan.heads[*head].groups.len() as u32;
        let col = b.label_cols + *head as u32;
        b.put(words, (level, col), (levels - level, 1), true);
    }
    let any = !filled.heads.is_empty() || !filled.head_groups.is_empty() || !taken.is_empty();
    if any {
        b.row = levels;
    }
    for words in later {
        b.put(words, (b.row, 0), (1, b.label_cols + b.value_cols), true);
        b.row += 1;
    }
}

fn body(b: &mut Builder<'_>, plan: &Plan, filled: &Filled) {
    let mut left = filled.left.iter().peekable();
    // First and last grid row of each of the found rows.
    let mut grid_rows: Vec<u32> = Vec::with_capacity(filled.rows.len());
    let mut block = None;
    for (at, row) in filled.rows.iter().enumerate() {
        let level = covered(plan, filled, at);
        while let Some((_, words)) = left.next_if(|(before, _)| *before <= at) {
            loose_words(b, plan, words, covered_before(plan, filled, at));
        }
        if plan.shape == Shape::Blocks
            && let Some(slot) = row.slot
        {
            let here = plan.slots[slot].groups.first().copied();
            if here != block {
                block = here;
                banner(b, plan, filled, here);
            }
        }
        grid_rows.push(b.row);
        one_row(b, plan, row, level);
    }
    for (_, words) in left {
        loose_words(b, plan, words, 0);
    }
    if plan.shape != Shape::Blocks {
        for (group, first, last, words) in &filled.groups {
            let level = level_of(plan, *group);
            let top = grid_rows[*first];
            let bottom = grid_rows[*last];
            b.put(words, (top, level), (bottom - top + 1, 1), false);
        }
    } else {
        // Banners and heads of blocks without a row.
        let shown: Vec<usize> = filled
            .rows
            .iter()
            .filter_map(|row| plan.slots[row.slot?].groups.first().copied())
            .collect();
        for group in 0..plan.groups.len() {
            if !shown.contains(&group) {
                banner(b, plan, filled, Some(group));
            }
        }
    }
}

fn level_of(plan: &Plan, group: usize) -> u32 {
    plan.slots
        .iter()
        .find_map(|slot| slot.groups.iter().position(|&at| at == group))
        .unwrap_or(0) as u32
}

/// Label columns of a found row that are taken by the groups around it.
fn covered(plan: &Plan, filled: &Filled, row: usize) -> u32 {
    if plan.shape == Shape::Blocks {
        return 0;
    }
    filled
        .groups
        .iter()
        .filter(|(_, first, last, _)| (*first..=*last).contains(&row))
        .map(|(group, ..)| level_of(plan, *group) + 1)
        .max()
        .unwrap_or(0)
}

/// The same for a row that stands before it.
fn covered_before(plan: &Plan, filled: &Filled, row: usize) -> u32 {
    if plan.shape == Shape::Blocks {
        return 0;
    }
    filled
        .groups
        .iter()
        .filter(|(_, first, last, _)| *first < row && row <= *last)
        .map(|(group, ..)| level_of(plan, *group) + 1)
        .max()
        .unwrap_or(0)
}

fn banner(b: &mut Builder<'_>, plan: &Plan, filled: &Filled, block: Option<usize>) {
    let Some(block) = block else { return };
    let all = b.label_cols + b.value_cols;
    let start = b.grid.cells.len();
    for (group, _, _, words) in &filled.groups {
        if *group == block {
            b.put(words, (b.row, 0), (1, all), true);
        }
    }
    if b.grid.cells.len() > start {
        b.row += 1;
    }
    let start = b.grid.cells.len();
    let columns = plan
        .slots
        .iter()
        .find(|slot| slot.groups.first() == Some(&block))
        .map(|slot| slot.columns.clone())
        .unwrap_or_default();
    let mut more = Vec::new();
    for (_, at, words) in &filled.furniture {
        if *at == block {
            if b.grid.cells.len() == start {
                b.put(words, (b.row, 0), (1, 1), true);
            } else {
                more.push(words);
            }
        }
    }
    for (head, at, words) in &filled.heads {
        if *at == block
            && let Some(col) = columns.iter().position(|column| column == head)
        {
            b.put(words, (b.row, b.label_cols + col as u32), (1, 1), true);
        }
    }
    if b.grid.cells.len() > start {
        b.row += 1;
    }
    for words in more {
        b.put(words, (b.row, 0), (1, all), true);
        b.row += 1;
    }
}

fn one_row(b: &mut Builder<'_>, plan: &Plan, row: &Row, covered: u32) {
    let label_end = b.label_cols - u32::from(plan.has_unit && b.label_cols > 0);
    let level = match row.slot {
        Some(slot) if plan.shape != Shape::Blocks => {
            (plan.slots[slot].groups.len() as u32).max(covered)
        }
        _ => covered,
    }
    .min(label_end.saturating_sub(1));
    let at = b.row;
    b.put(
        &row.label,
        (at, level),
        (1, label_end.saturating_sub(level)),
        false,
    );
    if let Some(unit) = row.unit {
        b.put(&[unit], (at, label_end), (1, 1), false);
    }
    let mut place = row
        .label
        .last()
        .and_then(|&word| b.tokens.get(word))
        .map_or(b.grid.region.hull().start, |token| token.span.end);
    for (col, value) in row.values.iter().enumerate() {
        let to = (at, b.label_cols + col as u32);
        match value {
            Some(value) => {
                b.put(&[*value], to, (1, 1), false);
                place = b.tokens[*value].span.end;
            }
            None => b.blank(to, place),
        }
    }
    let is_strange = row.slot.is_none()
        && !row.label.is_empty()
        && row.stray.len() == b.value_cols as usize
        && plan.shape == Shape::Matrix;
    if is_strange {
        for (col, &value) in row.stray.iter().enumerate() {
            b.put(&[value], (at, b.label_cols + col as u32), (1, 1), false);
        }
    }
    b.grid.concluded.resize(at as usize, false);
    b.grid.concluded.push(row.concluded);
    if !row.label.is_empty() || row.unit.is_some() || !row.values.is_empty() || is_strange {
        b.row += 1;
    }
    if !is_strange {
        b.stray(&row.stray);
    }
}

/// Words that are nobody's, in a row of their own.
fn loose_words(b: &mut Builder<'_>, plan: &Plan, words: &[usize], covered: u32) {
    let is_head = words.iter().all(|&word| {
        let key = &b.tokens[word].key;
        key.len() > 1 && plan.heads.iter().any(|head| head.label.has(key))
            || plan.head_groups.iter().any(|group| group.has(key))
            || plan.furniture.iter().any(|text| text.has(key))
    });
    let col = covered.min((b.label_cols + b.value_cols).saturating_sub(1));
    let span = b.label_cols + b.value_cols - col;
    b.put(words, (b.row, col), (1, span), is_head);
    b.row += 1;
}

//! Tables with tabs: one cell a line behind a tab, or one row a line.

use super::lines::RawLine;
use crate::edition::fragments::Fragments;
use crate::layout::heading::mark;
use crate::source::value::is_value;

/// Characters of a cell beyond which a run of lines behind tabs is indented prose.
pub(super) const MAX_CELL: usize = 80;

/// Lines without a tab that a cell goes on over at most.
pub(super) const MAX_PARAGRAPHS: usize = 3;

/// The end of the run of lines from `at` on that holds one cell a line, and whether it is a table.
pub(super) fn cells(text: &str, lines: &[RawLine], at: usize) -> (usize, bool) {
    let is_cell = |line: &RawLine| line.tabbed && line.inner_tabs == 0;
    if !lines.get(at).is_some_and(is_cell) {
        return (at, false);
    }
    let mut end = at;
    let mut next = at;
    let (mut cells, mut values, mut blanks, mut rows, mut prose) = (0, 0, 0, 0, 0);
    while let Some(line) = lines.get(next) {
        if is_cell(line) {
            let cell = line.span.of(text);
            cells += 1;
            if cell.is_empty() {
                blanks += 1;
            } else if is_value(cell) {
                values += 1;
            } else if cell.chars().nth(MAX_CELL).is_some() || cell.ends_with('。') {
                prose += 1;
            }
            rows += usize::from(line.after_blank || cells == 1);
            next += 1;
            end = next;
            continue;
        }
        // A second paragraph of a cell: the next cell follows at once.
        let ahead = lines[next..]
            .iter()
            .take(MAX_PARAGRAPHS + 1)
            .position(is_cell)
            .filter(|&ahead| {
                !lines[next + ahead].after_blank
                    && lines[next..next + ahead]
                        .iter()
                        .all(|line| is_paragraph(text, line))
            });
        match ahead {
            Some(ahead) => next += ahead,
            None => break,
        }
    }
    let is_table = cells >= 4 && values + blanks >= 2 && prose * 4 <= cells && rows < cells;
    (end, is_table)
}

/// A line that can be a further paragraph of a cell.
fn is_paragraph(text: &str, line: &RawLine) -> bool {
    let printed = line.span.of(text);
    printed.chars().count() <= 20
        && line.inner_tabs == 0
        && !printed.ends_with(['。', '表', '：'])
        && mark(printed).is_none_or(|mark| mark.level > 2)
}

/// The end of the run of lines from `at` on that holds one row a line with its cells apart by
/// tabs, and whether it is a table.
pub(super) fn tabs(
    text: &str,
    lines: &[RawLine],
    at: usize,
    fragments: &Fragments,
) -> (usize, bool) {
    let Some(first) = lines.get(at) else {
        return (at, false);
    };
    if first.inner_tabs == 0 && !is_form(text, first, fragments) {
        return (at, false);
    }
    let mut end = at;
    let mut next = at;
    let (mut rows, mut cells, mut long) = (0, 0, 0);
    let mut lone = 0;
    while let Some(line) = lines.get(next) {
        if line.inner_tabs > 0 {
            rows += 1;
            let printed = line.span.of(text);
            cells += usize::from(line.inner_tabs) + 1;
            long += usize::from(printed.ends_with('。') || printed.len() > MAX_CELL * 12);
            lone = 0;
            next += 1;
            end = next;
        } else if lone < 2 && !(line.after_blank && next > at) && is_form(text, line, fragments) {
            // 第二十条第（一）项 over all columns is a row without a tab.
            lone += 1;
            next += 1;
        } else {
            break;
        }
    }
    (end, rows >= 2 && cells >= 5 && long * 4 <= rows)
}

/// All of the line is text of the form.
fn is_form(text: &str, line: &RawLine, fragments: &Fragments) -> bool {
    let key = Fragments::key(line.span.of(text));
    key.chars().count() >= 4 && fragments.has_whole(&key)
}

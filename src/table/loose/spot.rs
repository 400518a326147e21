//! Where the columns of a table of lines stand on the paper, and which of them each value of a row
//! with blanks belongs to.

use super::align::ValueLine;
use super::place::{Columns, by_place};
use super::plan::{Plan, Shape};
use super::sums::{self, Sum};
use super::token::Token;

/// A table with one row of values does not say how its columns are counted.
pub(super) const EITHER: usize = 2;

/// How columns are counted, if the words' places mean anything: a table whose values stand two or
/// more spaces apart.
pub(super) fn measure(
    tokens: &[Token],
    lines: &[ValueLine],
    plan: &Plan,
    slots: &[Option<usize>],
) -> Option<usize> {
    let (mut apart, mut near) = (0, 0);
    for &value in lines.iter().flat_map(|line| &line.values) {
        if tokens[value].apart {
            apart += 1;
        } else {
            near += 1;
        }
    }
    if near * 4 > apart {
        return None;
    }
    let spread = |measure: usize| -> i64 {
        columns_of(tokens, lines, plan, slots, None)
            .into_iter()
            .map(|rows| {
                rows.windows(2)
                    .map(|pair| {
                        pair[0]
                            .iter()
                            .zip(&pair[1])
                            .map(|(&a, &b)| {
                                (tokens[a].middle(measure) - tokens[b].middle(measure)).abs()
                            })
                            .sum::<i64>()
                    })
                    .sum::<i64>()
            })
            .sum()
    };
    let (letters, paper) = (spread(0), spread(1));
    if letters != paper {
        return Some(usize::from(paper < letters));
    }
    let (letters, paper) = (edges(tokens, lines, 0), edges(tokens, lines, 1));
    if letters != paper {
        return Some(usize::from(paper < letters));
    }
    // One row only: nothing says which.
    Some(EITHER)
}

/// Places at which values start or end, whichever are fewer: columns are flush on one side.
fn edges(tokens: &[Token], lines: &[ValueLine], measure: usize) -> usize {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for &value in lines.iter().flat_map(|line| &line.values) {
        let (start, end) = tokens[value].x[measure];
        starts.push(start);
        ends.push(end);
    }
    let distinct = |mut places: Vec<u32>| {
        places.sort_unstable();
        places.dedup();
        places.len()
    };
    distinct(starts).min(distinct(ends))
}

/// The values of the rows that have one in each column, by what columns they have.
fn columns_of(
    tokens: &[Token],
    lines: &[ValueLine],
    plan: &Plan,
    slots: &[Option<usize>],
    page: Option<usize>,
) -> Vec<Vec<Vec<usize>>> {
    let mut out: Vec<(&[usize], Vec<Vec<usize>>)> = Vec::new();
    for (line, slot) in lines.iter().zip(slots) {
        let Some(slot) = slot.and_then(|slot| plan.slots.get(slot)) else {
            continue;
        };
        let on_page = |&value: &usize| page.is_none_or(|page| tokens[value].page == page);
        if line.values.len() != slot.columns.len() || !line.values.iter().all(on_page) {
            continue;
        }
        match out.iter_mut().find(|(columns, _)| *columns == slot.columns) {
            Some((_, rows)) => rows.push(line.values.clone()),
            None => out.push((&slot.columns, vec![line.values.clone()])),
        }
    }
    out.into_iter().map(|(_, rows)| rows).collect()
}

/// What says where the columns stand.
pub(super) struct Places<'a> {
    pub plan: &'a Plan,
    pub tokens: &'a [Token],
    pub lines: &'a [ValueLine],
    pub slots: &'a [Option<usize>],
    pub measure: Option<usize>,
    pub heads: &'a [(usize, usize, Vec<usize>)],
    /// What the sums say of lines with blanks (see `blanks.rs`).
    pub by_sums: &'a [Option<Vec<usize>>],
}

impl Places<'_> {
    /// The column of each of a row's values.
    pub fn placed(&self, at: usize, slot: usize) -> Option<Vec<usize>> {
        let values = &self.lines[at].values;
        let columns = &self.plan.slots[slot].columns;
        if values.len() == columns.len() {
            return Some((0..columns.len()).collect());
        }
        let measure = self.measure?;
        let printed: Vec<&Token> = values.iter().map(|&value| &self.tokens[value]).collect();
        let page = printed.first()?.page;
        [Some(page), None]
            .into_iter()
            .find_map(|page| {
                let middles = self.by_rows(columns.len(), page, measure)?;
                let way = by_place(&printed, &Columns { middles }, measure)?;
                (!self.plan.row_sums.is_empty() || self.stands_in(slot, &way, &printed, measure))
                    .then_some(way)
            })
            .or_else(|| {
                let by_heads = |measure: usize| {
                    let middles = self.by_heads(slot, measure)?;
                    let way = by_place(&printed, &Columns { middles }, measure)?;
                    self.adds_up(slot, &way, values).then_some(way)
                };
                match measure {
                    EITHER => {
                        by_heads(0).filter(|way| by_heads(1).is_none_or(|other| other == *way))
                    }
                    measure => by_heads(measure),
                }
            })
            .or_else(|| self.by_sums.get(at).cloned().flatten())
    }

    /// By the rows that have a value in each column.
    fn by_rows(&self, width: usize, page: Option<usize>, measure: usize) -> Option<Vec<i64>> {
        let rows = columns_of(self.tokens, self.lines, self.plan, self.slots, page)
            .into_iter()
            .find(|rows| rows.first().is_some_and(|row| row.len() == width))?;
        let count = rows.len() as i64;
        let middle = |column: usize| {
            let sum: i64 = rows
                .iter()
                .map(|row| self.tokens[row[column]].middle(measure))
                .sum();
            sum / count
        };
        Some((0..width).map(middle).collect())
    }

    /// Each value stands over or under another of its column: what sums don't prove must not stand
    /// between two columns.
    fn stands_in(&self, slot: usize, way: &[usize], printed: &[&Token], measure: usize) -> bool {
        let columns = &self.plan.slots[slot].columns;
        let rows: Vec<Vec<usize>> =
            columns_of(self.tokens, self.lines, self.plan, self.slots, None)
                .into_iter()
                .flatten()
                .filter(|row| row.len() == columns.len())
                .collect();
        let measures: &[usize] = match measure {
            EITHER => &[0, 1],
            measure => &[measure],
        };
        (way.iter().zip(printed)).all(|(&column, value)| {
            let is_over = |row: &Vec<usize>, measure: usize| {
                value.gap(&self.tokens[row[column]], measure) <= 0
            };
            measures
                .iter()
                .all(|&measure| rows.iter().any(|row| is_over(row, measure)))
        })
    }

    /// By the heads, if each is there.
    fn by_heads(&self, slot: usize, measure: usize) -> Option<Vec<i64>> {
        let slot = &self.plan.slots[slot];
        let block = match self.plan.shape {
            Shape::Blocks => *slot.groups.first()?,
            _ => 0,
        };
        let middles: Option<Vec<i64>> = slot
            .columns
            .iter()
            .map(|column| {
                let (_, _, words) = self
                    .heads
                    .iter()
                    .find(|(head, at, _)| head == column && *at == block)?;
                // A word one space behind another stands where that one ends.
                let (mut sum, mut count) = (0, 0);
                for word in words
                    .iter()
                    .map(|&word| &self.tokens[word])
                    .filter(|w| w.apart)
                {
                    sum += word.middle(measure);
                    count += 1;
                }
                (count > 0).then(|| sum / count)
            })
            .collect();
        middles.filter(|middles| middles.windows(2).all(|pair| pair[0] < pair[1]))
    }

    /// The row's sums hold with its blanks as 0, and not all of it is 0.
    fn adds_up(&self, slot: usize, way: &[usize], values: &[usize]) -> bool {
        let columns = &self.plan.slots[slot].columns;
        let mut cells = vec![None; columns.len()];
        for (&column, &value) in way.iter().zip(values) {
            cells[column] = Some(value);
        }
        sums::with_blanks(self.plan, self.tokens, columns, &cells) == Sum::Holds
    }
}

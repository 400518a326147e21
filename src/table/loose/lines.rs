//! Tables whose rows keep their values on one line: columns apart by spaces, or a stream.
//!
//! The lines with values and the form's rows are both in order, so the rows are found by aligning
//! the two, a line scoring for the characters of the row's label that stand on it and around it.

use super::cover::{Cover, Entity, Kind, common};
use super::place::{Columns, by_place};
use super::plan::{Plan, Shape, Slot};
use super::sums::{self, Sum};
use super::token::Token;
use super::{Filled, Row};

/// What a line that is no row of the form costs, against a row that is found (up to 400).
const LONE_LINE: i32 = 50;

/// What a row of the form without a line costs.
const LONE_SLOT: i32 = 20;

/// What it costs that no piece of a row's label stands next to its line.
const APART: i32 = 150;

/// A line with values.
#[derive(Debug, Clone, Default)]
struct ValueLine {
    /// Words before the values.
    words: Vec<usize>,
    unit: Option<usize>,
    values: Vec<usize>,
}

/// Finds the form's rows in a table of lines.
pub(super) fn fill(text: &str, plan: &Plan, tokens: &[Token]) -> Filled {
    let (value_lines, places) = value_lines(plan, tokens);
    let slots = align(plan, tokens, &value_lines, &places);
    let measure = measure(tokens, &value_lines, plan, &slots);
    let mut entities = entities(plan, &slots);
    let labels: Vec<Option<usize>> = (0..value_lines.len())
        .map(|line| {
            let slot = slots.get(line).copied().flatten()?;
            entities.iter().position(|e| e.kind == Kind::Label(slot))
        })
        .collect();
    let own = |word: usize| {
        let place = places[word];
        if place % 2 == 0 {
            return None;
        }
        let line = value_lines.get(place / 2)?;
        (line.words.last() == Some(&word))
            .then(|| labels[place / 2])
            .flatten()
    };
    let units: Vec<Option<usize>> = value_lines.iter().map(|line| line.unit).collect();
    let words =
        (0..tokens.len()).filter(|&word| !tokens[word].value && !units.contains(&Some(word)));
    let cover = Cover {
        tokens,
        place: &|word| places[word],
        own: &own,
        measure,
    };
    let left = cover.run(&mut entities, words);
    gather(
        text,
        plan,
        tokens,
        &value_lines,
        &places,
        &slots,
        measure,
        entities,
        left,
    )
}

fn value_lines(plan: &Plan, tokens: &[Token]) -> (Vec<ValueLine>, Vec<usize>) {
    let mut lines: Vec<ValueLine> = Vec::new();
    let mut places = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let end = tokens[at..]
            .iter()
            .position(|token| token.line != tokens[at].line)
            .map_or(tokens.len(), |len| at + len);
        let range = at..end;
        if tokens[range.clone()].iter().any(|token| token.value) {
            let mut line = ValueLine::default();
            for word in range.clone() {
                if tokens[word].value {
                    line.values.push(word);
                } else {
                    line.words.push(word);
                }
            }
            if let Some(&last) = line.words.last()
                && plan.is_unit(&tokens[last].key)
            {
                line.unit = Some(last);
                line.words.pop();
            }
            let width = plan.slots.first().map_or(0, |slot| slot.columns.len());
            if plan.has_unit
                && line.unit.is_none()
                && line.values.len() == width + 1
                && tokens[line.values[0]].dash
            {
                line.unit = Some(line.values.remove(0));
            }
            let place = lines.len() * 2 + 1;
            places.extend(range.map(|_| place));
            lines.push(line);
        } else {
            let place = lines.len() * 2;
            places.extend(range.map(|_| place));
        }
        at = end;
    }
    (lines, places)
}

/// The form's row of each line with values.
fn align(
    plan: &Plan,
    tokens: &[Token],
    lines: &[ValueLine],
    places: &[usize],
) -> Vec<Option<usize>> {
    if plan.shape == Shape::Single {
        // One row of values: the line that has most of them.
        let most = lines
            .iter()
            .enumerate()
            .max_by_key(|(at, line)| (line.values.len(), std::cmp::Reverse(*at)))
            .map(|(at, _)| at);
        return (0..lines.len())
            .map(|at| (Some(at) == most).then_some(0))
            .collect();
    }
    // The words on the lines without values, by the row they stand before.
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); lines.len() + 1];
    // A line that ends in a unit and has no value is a row of blanks: its label is its own.
    let mut is_row = false;
    for word in (0..places.len()).rev() {
        let ends = tokens
            .get(word + 1)
            .is_none_or(|next| next.line != tokens[word].line);
        if ends {
            is_row = plan.has_unit && plan.is_unit(&tokens[word].key);
        }
        if places[word] % 2 == 0 && !is_row {
            around[places[word] / 2].push(word);
        }
    }
    let width = plan.slots.len();
    let mut score = vec![0_i32; (lines.len() + 1) * (width + 1)];
    let mut step = vec![0_u8; score.len()];
    let at = |line: usize, slot: usize| line * (width + 1) + slot;
    for line in 0..=lines.len() {
        for slot in 0..=width {
            let mut best = if line == 0 && slot == 0 {
                (0, 0)
            } else {
                (i32::MIN, 0)
            };
            if line > 0 {
                let so_far = score[at(line - 1, slot)] - LONE_LINE;
                best = best.max((so_far, 1));
            }
            if slot > 0 {
                let cost = if plan.slots[slot - 1].is_variant {
                    0
                } else {
                    LONE_SLOT
                };
                best = best.max((score[at(line, slot - 1)] - cost, 2));
            }
            if line > 0 && slot > 0 {
                let here = line_score(
                    &plan.slots[slot - 1],
                    plan,
                    tokens,
                    &lines[line - 1],
                    [&around[line - 1], &around[line]],
                );
                if let Some(here) = here {
                    best = best.max((score[at(line - 1, slot - 1)] + here, 3));
                }
            }
            score[at(line, slot)] = best.0;
            step[at(line, slot)] = best.1;
        }
    }
    let mut found = vec![None; lines.len()];
    let (mut line, mut slot) = (lines.len(), width);
    while line > 0 || slot > 0 {
        match step[at(line, slot)] {
            1 => line -= 1,
            2 => slot -= 1,
            3 => {
                line -= 1;
                slot -= 1;
                found[line] = Some(slot);
            }
            _ => break,
        }
    }
    found
}

/// How well a line is the form's row, up to 400; `None` if it is not.
fn line_score(
    slot: &Slot,
    plan: &Plan,
    tokens: &[Token],
    line: &ValueLine,
    around: [&Vec<usize>; 2],
) -> Option<i32> {
    // A group's row has no number, and a row counts in its own unit.
    if slot.is_group && line.values.iter().any(|&value| !tokens[value].dash) {
        return None;
    }
    let unit = line.unit.map(|unit| &tokens[unit].key);
    if unit.is_some_and(|unit| !unit.is_empty() && !slot.unit.is_empty() && *unit != slot.unit) {
        return None;
    }
    let own: Vec<char> = line
        .words
        .iter()
        .filter(|&&word| {
            let key = &tokens[word].key;
            // A piece of a group's label that stands on the row's line.
            slot.label.has(key) && key.len() > 1
                || !slot.groups.iter().any(|&group| plan.groups[group].has(key))
        })
        .flat_map(|&word| tokens[word].key.iter().copied())
        .collect();
    let mut best: Option<i32> = None;
    for key in &slot.label.keys {
        let (on_line, whole) = if super::plan::find(key, &own, 0).is_some() {
            (own.len(), true)
        } else if own.len() >= 2 {
            (common(&own, key), false)
        } else {
            (0, own.is_empty())
        };
        let beside = around.map(|words| {
            (words.iter().map(|&word| &tokens[word].key))
                .filter(|piece| piece.len() >= 2 && super::plan::find(key, piece, 0).is_some())
                .map(Vec::len)
                .sum::<usize>()
        });
        let above = beside[0].min(key.len().saturating_sub(on_line));
        let below = beside[1].min(key.len().saturating_sub(on_line + above));
        let beside = above + below;
        let seen = on_line + beside;
        if seen * 2 < key.len() || (!whole && on_line * 10 < own.len() * 6) {
            continue;
        }
        let strange = own.len().saturating_sub(on_line);
        let share = (seen * 400 / key.len().max(1)) as i32;
        // What stands on the line itself says more than what stands around it, and a label that
        // stands below its values is more likely a row of blanks.
        let far = ((above * 40 + below * 80) / key.len().max(1)) as i32;
        let penalty = (strange * 300 / own.len().max(1)) as i32;
        // A line without a label of its own is beside the label that is broken around it; a whole
        // label further up is a row of blanks.
        let apart = if own.is_empty() && !touches(slot, plan, tokens, around) {
            APART
        } else {
            0
        };
        let here = share - penalty - far - apart;
        best = best.max(Some(here));
    }
    let count = if line.values.len() == slot.columns.len() {
        0
    } else {
        30
    };
    best.map(|best| best - count).filter(|&best| best > 0)
}

/// The text right above or right below a line is a piece of the row's label.
fn touches(slot: &Slot, plan: &Plan, tokens: &[Token], around: [&Vec<usize>; 2]) -> bool {
    let is_text = |word: &&usize| {
        let key = &tokens[**word].key;
        key.len() > 1 && (slot.label.has(key) || !plan.groups.iter().any(|group| group.has(key)))
    };
    let nearest = [
        around[0].iter().filter(is_text).max(),
        around[1].iter().filter(is_text).min(),
    ];
    nearest
        .into_iter()
        .flatten()
        .any(|&word| slot.label.has(&tokens[word].key))
}

/// How columns are counted, if the words' places mean anything: a table whose values stand two or
/// more spaces apart.
fn measure(
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
    Some(usize::from(spread(1) < spread(0)))
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

/// The texts of the form that can stand in the table, each with where it can.
fn entities<'p>(plan: &'p Plan, slots: &[Option<usize>]) -> Vec<Entity<'p>> {
    let mut out = Vec::new();
    let end = slots.len() * 2;
    let mut ranges: Vec<(usize, usize)> = vec![(0, end); plan.slots.len()];
    let line_of = |slot: usize| slots.iter().position(|&found| found == Some(slot));
    let mut from = 0;
    for (slot, range) in ranges.iter_mut().enumerate() {
        match line_of(slot) {
            Some(line) => {
                *range = (line * 2, line * 2 + 2);
                from = line * 2 + 2;
            }
            None => range.0 = from,
        }
    }
    let mut to = end;
    for (slot, range) in ranges.iter_mut().enumerate().rev() {
        match line_of(slot) {
            Some(line) => to = line * 2,
            None => range.1 = to,
        }
    }
    for (at, slot) in plan.slots.iter().enumerate() {
        if line_of(at).is_some() || !slot.is_variant {
            out.push(Entity::new(Kind::Label(at), &slot.label, ranges[at]));
        }
    }
    let first = (0..plan.slots.len()).filter_map(line_of).min().unwrap_or(0);
    if plan.shape != Shape::Blocks {
        for (group, phrase) in plan.groups.iter().enumerate() {
            let range = (0..plan.slots.len())
                .filter(|&slot| plan.slots[slot].groups.contains(&group))
                .filter(|&slot| !plan.slots[slot].is_variant || line_of(slot).is_some())
                .map(|slot| ranges[slot])
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            if let Some(range) = range {
                out.push(Entity::new(Kind::Group(group), phrase, range));
            }
        }
        heads(
            plan,
            0,
            (0..plan.heads.len()).collect(),
            (0, first * 2),
            &mut out,
        );
        return out;
    }
    // Each block's banner and heads stand between the block before and its own first row.
    let mut from = 0;
    for block in 0..plan.groups.len() {
        let rows: Vec<usize> = (0..plan.slots.len())
            .filter(|&slot| plan.slots[slot].groups.first() == Some(&block))
            .collect();
        let first = rows.iter().filter_map(|&slot| line_of(slot)).min();
        let last = rows.iter().filter_map(|&slot| line_of(slot)).max();
        let to = match first {
            Some(first) => first * 2,
            None => rows.iter().map(|&slot| ranges[slot].1).max().unwrap_or(end),
        };
        out.push(Entity::new(
            Kind::Group(block),
            &plan.groups[block],
            (from, to),
        ));
        let columns = rows
            .first()
            .map(|&slot| plan.slots[slot].columns.clone())
            .unwrap_or_default();
        heads(plan, block, columns, (from, to), &mut out);
        if let Some(last) = last {
            from = last * 2 + 2;
        }
    }
    out
}

fn heads<'p>(
    plan: &'p Plan,
    block: usize,
    columns: Vec<usize>,
    range: (usize, usize),
    out: &mut Vec<Entity<'p>>,
) {
    for (at, phrase) in plan.head_groups.iter().enumerate() {
        out.push(Entity::new(Kind::HeadGroup(at, block), phrase, range));
    }
    for column in columns {
        out.push(Entity::new(
            Kind::Head(column, block),
            &plan.heads[column].label,
            range,
        ));
    }
    for (at, phrase) in plan.furniture.iter().enumerate() {
        out.push(Entity::new(Kind::Furniture(at, block), phrase, range));
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one step")]
fn gather(
    text: &str,
    plan: &Plan,
    tokens: &[Token],
    lines: &[ValueLine],
    places: &[usize],
    slots: &[Option<usize>],
    measure: Option<usize>,
    entities: Vec<Entity<'_>>,
    left: Vec<usize>,
) -> Filled {
    let mut filled = Filled::default();
    let mut label_of: Vec<Option<Entity<'_>>> = vec![None; plan.slots.len()];
    let mut groups = Vec::new();
    for entity in entities {
        if entity.tokens.is_empty() {
            continue;
        }
        match entity.kind {
            Kind::Label(slot) => label_of[slot] = Some(entity),
            Kind::Group(group) => groups.push((group, entity.tokens)),
            Kind::Head(head, block) => filled.heads.push((head, block, entity.tokens)),
            Kind::HeadGroup(at, block) => filled.head_groups.push((at, block, entity.tokens)),
            Kind::Furniture(at, block) => filled.furniture.push((at, block, entity.tokens)),
        }
    }
    let mut left = left;
    let mut rows: Vec<(usize, Row)> = Vec::new();
    let mut next_slot = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(slot) = slots[at] else {
            let (mine, others) = left.iter().partition(|&&word| places[word] == at * 2 + 1);
            left = others;
            rows.push((
                at * 2 + 1,
                Row {
                    label: mine,
                    unit: line.unit,
                    stray: line.values.clone(),
                    ..Row::default()
                },
            ));
            continue;
        };
        for pending in next_slot..slot {
            pend(
                plan,
                tokens,
                pending,
                &mut label_of,
                places,
                slots,
                &mut rows,
                &mut left,
            );
        }
        next_slot = slot + 1;
        let mut row = Row {
            slot: Some(slot),
            label: label_of[slot].take().map(|e| e.tokens).unwrap_or_default(),
            unit: line.unit,
            ..Row::default()
        };
        let width = plan.slots[slot].columns.len();
        let places = Places {
            text,
            plan,
            tokens,
            lines,
            slots,
            measure,
            heads: &filled.heads,
        };
        match places.placed(at, slot) {
            Some(way) => {
                row.values = vec![None; width];
                for (&column, &value) in way.iter().zip(&line.values) {
                    row.values[column] = Some(value);
                }
            }
            None => row.stray.clone_from(&line.values),
        }
        rows.push((at * 2 + 1, row));
    }
    for pending in next_slot..plan.slots.len() {
        pend(
            plan,
            tokens,
            pending,
            &mut label_of,
            places,
            slots,
            &mut rows,
            &mut left,
        );
    }
    for (group, words) in groups {
        let of_group = |row: &Row| {
            row.slot
                .is_some_and(|slot| plan.slots[slot].groups.contains(&group))
        };
        let first = rows.iter().position(|(_, row)| of_group(row));
        let last = rows.iter().rposition(|(_, row)| of_group(row));
        match (first, last) {
            (Some(first), Some(last)) => filled.groups.push((group, first, last, words)),
            _ => left.extend(words),
        }
    }
    left.sort_unstable();
    for word in left {
        let before = rows.partition_point(|(place, _)| *place < places[word]);
        match filled.left.last_mut() {
            Some((row, words)) if *row == before => words.push(word),
            _ => filled.left.push((before, vec![word])),
        }
    }
    filled.rows = rows.into_iter().map(|(_, row)| row).collect();
    filled
}

/// A row of the form that has no line of values: a group's label, or a row of blanks.
#[expect(clippy::too_many_arguments, reason = "the parts of one step")]
fn pend(
    plan: &Plan,
    tokens: &[Token],
    slot: usize,
    label_of: &mut [Option<Entity<'_>>],
    places: &[usize],
    slots: &[Option<usize>],
    rows: &mut Vec<(usize, Row)>,
    left: &mut Vec<usize>,
) {
    let Some(entity) = label_of[slot].take() else {
        return;
    };
    let place = entity.tokens.first().map_or(0, |&word| places[word]);
    // Values beside it that are no row's could be its own.
    let lone =
        |line: Option<usize>| line.is_some_and(|line| slots.get(line).is_some_and(Option::is_none));
    let is_settled = !lone((place / 2).checked_sub(1)) && !lone(Some(place / 2));
    if entity.share() < 80 || !is_settled {
        left.extend(entity.tokens);
        return;
    }
    let mut unit = None;
    if plan.has_unit
        && let Some(&last) = entity.tokens.last()
        && let Some(at) = left.iter().position(|&word| {
            places[word] == places[last] && word > last && plan.is_unit(&tokens[word].key)
        })
    {
        unit = Some(left.remove(at));
    }
    let is_blank = !plan.slots[slot].is_group;
    rows.push((
        place,
        Row {
            slot: Some(slot),
            label: entity.tokens,
            unit,
            values: if is_blank {
                vec![None; plan.slots[slot].columns.len()]
            } else {
                Vec::new()
            },
            ..Row::default()
        },
    ));
}

/// What says where the columns stand.
struct Places<'a> {
    text: &'a str,
    plan: &'a Plan,
    tokens: &'a [Token],
    lines: &'a [ValueLine],
    slots: &'a [Option<usize>],
    measure: Option<usize>,
    heads: &'a [(usize, usize, Vec<usize>)],
}

impl Places<'_> {
    /// The column of each of a row's values.
    fn placed(&self, at: usize, slot: usize) -> Option<Vec<usize>> {
        let values = &self.lines[at].values;
        let columns = &self.plan.slots[slot].columns;
        if values.len() == columns.len() {
            return Some((0..columns.len()).collect());
        }
        // A number that is broken over lines is not blank on this one.
        let is_beside = |line: Option<usize>| {
            line.is_some_and(|line| {
                self.slots.get(line).is_some_and(Option::is_none)
                    && self.lines[line].words.is_empty()
            })
        };
        if is_beside(at.checked_sub(1)) || is_beside(Some(at + 1)) {
            return None;
        }
        let measure = self.measure?;
        let printed: Vec<&Token> = values.iter().map(|&value| &self.tokens[value]).collect();
        let page = printed.first()?.page;
        [Some(page), None]
            .into_iter()
            .find_map(|page| {
                let middles = self.by_rows(columns.len(), page, measure)?;
                by_place(&printed, &Columns { middles }, measure)
            })
            .or_else(|| {
                let middles = self.by_heads(slot, measure)?;
                let way = by_place(&printed, &Columns { middles }, measure)?;
                self.adds_up(slot, &way, values).then_some(way)
            })
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
                let sum: i64 = words
                    .iter()
                    .map(|&word| self.tokens[word].middle(measure))
                    .sum();
                Some(sum / words.len().max(1) as i64)
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
        sums::with_blanks(self.text, self.plan, self.tokens, columns, &cells) == Sum::Holds
    }
}

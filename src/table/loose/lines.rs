//! Tables whose rows keep their values on one line: columns apart by spaces, or a stream.

use super::align::{TELLING, ValueLine, align, value_lines};
use super::blanks::Blanks;
use super::broken::Lines;
use super::cover::{Cover, Entity, Kind};
use super::key::Key;
use super::plan::{Plan, Shape, Slot};
use super::spot::{EITHER, Places, measure};
use super::token::Token;
use super::{Filled, Row};

/// Values one under the other from which on they are a column printed by itself, and no piece of a
/// number beside its row.
const COLUMN: usize = 2;

/// Finds the form's rows in a table of lines.
pub(super) fn fill(plan: &Plan, tokens: &[Token]) -> Filled {
    let (value_lines, places) = value_lines(plan, tokens);
    let mut slots = align(plan, tokens, &value_lines, &places);
    withdraw_variants(plan, tokens, &mut slots);
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

/// A local print's one row in place of a group's has the group's label: where the label of a row of
/// that group is printed, too, the values beside the group's label are another row's.
fn withdraw_variants(plan: &Plan, tokens: &[Token], slots: &mut [Option<usize>]) {
    for found in slots {
        let Some(variant) = found.map(|slot| &plan.slots[slot]) else {
            continue;
        };
        if !variant.is_variant {
            continue;
        }
        let is_its = |group: &usize| {
            let keys = &plan.groups[*group].keys;
            keys.iter().any(|key| variant.label.keys.contains(key))
        };
        let (of_group, others): (Vec<&Slot>, Vec<&Slot>) =
            (plan.slots.iter()).partition(|slot| slot.groups.iter().any(is_its));
        let has = |slots: &[&Slot], key: &Key| slots.iter().any(|slot| slot.label.has(key));
        let is_printed = (tokens.iter().map(|token| &token.key))
            .any(|key| key.len() >= TELLING && has(&of_group, key) && !has(&others, key));
        if is_printed {
            *found = None;
        }
    }
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
    let printed = Lines {
        plan,
        tokens,
        lines,
        places,
        slots,
        measure,
    };
    let mut left = left;
    let by_sums = by_sums(plan, tokens, lines, slots, measure, &filled.heads);
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
        let spot = Places {
            plan,
            tokens,
            lines,
            slots,
            measure,
            heads: &filled.heads,
            by_sums: &by_sums,
        };
        let placed = spot.placed(at, slot).map(|way| {
            let mut values = vec![None; width];
            for (&column, &value) in way.iter().zip(&line.values) {
                values[column] = Some(value);
            }
            values
        });
        // A number that is no value to us, for text behind it, leaves no blank.
        let is_bare = |values: &[Option<usize>]| {
            let here = at * 2 + 1;
            values.iter().all(Option::is_some)
                || !left
                    .iter()
                    .any(|&word| places[word] == here && tokens[word].is_numeric())
        };
        match placed.filter(|values| printed.are_whole(at, slot, values) && is_bare(values)) {
            Some(values) => row.values = values,
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
    doubt_blanks(tokens, &mut rows);
    if has_column(lines, slots) {
        // The rows that it is of are those without values.
        for (_, row) in rows.iter_mut() {
            if row.values.iter().all(Option::is_none) {
                row.values.clear();
            }
        }
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

/// Values stand one under the other, apart from their rows.
fn has_column(lines: &[ValueLine], slots: &[Option<usize>]) -> bool {
    let is_lone = |(line, slot): (&ValueLine, &Option<usize>)| {
        slot.is_none() && line.words.is_empty() && line.unit.is_none() && line.values.len() == 1
    };
    let lone: Vec<bool> = lines.iter().zip(slots).map(is_lone).collect();
    lone.windows(COLUMN)
        .any(|lines| lines.iter().all(|lone| *lone))
}

/// What stands before a row or behind it, up to a row with its label beside its values.
#[derive(Debug, Clone, Copy, Default)]
struct Near {
    /// Values that could not be placed, or are of a row without a label.
    open: bool,
    /// Such values on a line without a label.
    apart: bool,
    /// A row of blanks.
    blank: bool,
}

/// A row of blanks next to one whose values could not be placed: they could be its own where they
/// stand on a line without a label, or where its label is broken over lines. So can those of a row
/// without a label. Of rows between the two that have no label beside their values, each could have the
/// next one's.
fn doubt_blanks(tokens: &[Token], rows: &mut [(usize, Row)]) {
    let line = |&word: &usize| tokens[word].line;
    let is_beside = |label: &[usize], values: usize| label.iter().map(line).any(|l| l == values);
    let pass = |seen: &mut Near, row: &Row| {
        let before = *seen;
        let first = row.values.iter().flatten().next();
        if let Some(values) = row.stray.first().map(line) {
            *seen = Near {
                open: true,
                apart: !is_beside(&row.label, values),
                blank: false,
            };
        } else if let Some(values) = first.map(line) {
            if row.label.is_empty() {
                *seen = Near {
                    open: true,
                    apart: true,
                    blank: before.blank,
                };
            } else if is_beside(&row.label, values) {
                *seen = Near::default();
            }
        } else {
            *seen = Near {
                blank: true,
                ..Near::default()
            };
        }
        before
    };
    let mut seen = Near::default();
    let above: Vec<Near> = (rows.iter()).map(|(_, row)| pass(&mut seen, row)).collect();
    let mut seen = Near::default();
    for ((_, row), above) in rows.iter_mut().zip(above).rev() {
        let below = pass(&mut seen, row);
        let is_doubtful = if row.values.iter().all(Option::is_none) {
            let is_broken = row.label.first().map(line) != row.label.last().map(line);
            above.apart || below.apart || is_broken && (above.open || below.open)
        } else {
            let first = row.values.iter().flatten().next().map(line);
            let is_beside = first.is_some_and(|values| is_beside(&row.label, values));
            !is_beside && (above.blank && below.open || above.open && below.blank)
        };
        if is_doubtful {
            row.stray.extend(row.values.drain(..).flatten());
        }
    }
}

/// The columns of each line's values where blanks leave them to the sums.
fn by_sums(
    plan: &Plan,
    tokens: &[Token],
    lines: &[ValueLine],
    slots: &[Option<usize>],
    measure: Option<usize>,
    heads: &[(usize, usize, Vec<usize>)],
) -> Vec<Option<Vec<usize>>> {
    let measures: &[usize] = match measure {
        None => return Vec::new(),
        Some(EITHER) => &[0, 1],
        Some(0) => &[0],
        Some(_) => &[1],
    };
    let words_of = |column: usize| {
        let head = heads.iter().find(|(head, ..)| *head == column);
        head.map_or(&[][..], |(_, _, words)| words)
    };
    let blanks = Blanks {
        plan,
        tokens,
        lines,
        slots,
        heads: (0..plan.heads.len()).map(words_of).collect(),
    };
    blanks.settle(measures)
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
    // A number that is no value to us, for what stands behind it on its line, is no blank; nor is
    // one that is cut off, which may stand on the line beside.
    let on_its_lines = |&word: &usize| {
        let cut = tokens[word].cut;
        let is_beside = |&own: &usize| {
            tokens[own].line.abs_diff(tokens[word].line) <= usize::from(cut)
                || cut && places[own] == places[word]
        };
        tokens[word].is_numeric() && entity.tokens.iter().any(is_beside)
    };
    // Its label stands on a line whose values went to another row.
    let is_beside =
        |&word: &usize| places[word] % 2 == 1 && slots.get(places[word] / 2) != Some(&Some(slot));
    let is_settled = is_settled && !entity.tokens.iter().any(is_beside);
    if entity.share() < 80 || !is_settled || left.iter().any(on_its_lines) {
        left.extend(entity.tokens);
        return;
    }
    let mut unit = None;
    if plan.has_unit
        && let Some(&last) = entity.tokens.last()
        && let Some(at) = left.iter().position(|&word| {
            places[word] == places[last] && word > last && plan.is_unit(&tokens[word])
        })
    {
        unit = Some(left.remove(at));
    }
    // A table without any value can have them behind its end.
    let is_blank = !plan.slots[slot].is_group && !slots.is_empty();
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

//! Tables whose rows keep their values on one line: columns apart by spaces, or a stream.

use super::align::{Lines, TELLING, ValueLine, align, value_lines};
use super::blanks::Blanks;
use super::cover::{Cover, Entity, Kind};
use super::key::Key;
use super::plan::{Plan, Shape, Slot};
use super::spot::{EITHER, Places, measure};
use super::token::Token;
use super::{Filled, Row};

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
        for (pending, label) in label_of.iter_mut().enumerate().take(slot).skip(next_slot) {
            let label = label.take();
            rows.extend(label.and_then(|label| printed.empty_row(pending, label, &mut left)));
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
    for (pending, label) in label_of.into_iter().enumerate().skip(next_slot) {
        rows.extend(label.and_then(|label| printed.empty_row(pending, label, &mut left)));
    }
    printed.doubt_blanks(&mut rows);
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

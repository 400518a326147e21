//! Labels and values in separate runs: which value belongs where is concluded from what the form
//! guarantees, and only where that settles it.
//!
//! The form's rows come in order, a row's values are not parted by text, a label that stands right
//! before values is most likely theirs, and the sums hold. Each way to give the values to the rows
//! is scored by these; a row keeps its values only if every way that scores nearly as well as the
//! best one gives it the same.

use super::columnwise;
use super::cover::{Cover, Entity, Kind};
use super::order::{Item, Order, Runs};
use super::plan::{Plan, Shape};
use super::token::Token;
use super::whole::Orders;
use super::{Filled, Row, anchors, doubts, ends, sums, units, whole};

/// Percent of a label that has to be there for it to count.
const SEEN: usize = 75;

/// Finds the form's rows.
pub(super) fn fill(text: &str, plan: &Plan, tokens: &[Token]) -> Filled {
    let (mut filled, labels) = labels(plan, tokens);
    if plan.shape == Shape::Single {
        single(text, plan, tokens, &mut filled);
        return filled;
    }
    let values: Vec<usize> = (0..tokens.len())
        .filter(|&word| tokens[word].value)
        .collect();
    let one_by_one = || {
        columnwise::rows(plan, tokens, &labels)
            .unwrap_or_else(|| rowwise(text, plan, tokens, &labels, &filled))
    };
    let mut found = match whole::settle(text, plan, tokens, &values) {
        Orders::One(settled) => whole(plan, tokens, settled),
        Orders::Unknown => one_by_one(),
        Orders::Both => {
            let mut found = one_by_one();
            for row in &mut found {
                row.take_if(|row| row.concluded);
            }
            found
        }
    };
    // However they were found.
    doubts::beside_cut(tokens, &mut found);
    doubts::misfits(text, plan, tokens, &mut found);
    doubts::misnamed(text, plan, tokens, &labels, &mut found);
    rows(plan, tokens, &labels, found, &mut filled);
    filled
}

/// All rows at once, where the whole table fits one order only.
fn whole(plan: &Plan, tokens: &[Token], (slots, cells): whole::Settled) -> Vec<Option<Found>> {
    let mut found = vec![None; plan.slots.len()];
    for (slot, values) in slots.into_iter().zip(cells) {
        let before = values.first().and_then(|first| first.checked_sub(1));
        found[slot] = Some(Found {
            unit: before.filter(|&word| plan.is_unit(&tokens[word])),
            values,
            concluded: true,
        });
    }
    found
}

/// What is known of a form's row before its values are.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    /// Its words.
    pub words: Vec<usize>,
    /// Enough of it is printed.
    pub seen: bool,
}

/// A row's unit and values, in printed order.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub unit: Option<usize>,
    pub values: Vec<usize>,
    /// Nothing beside the values says whose they are.
    pub concluded: bool,
}

/// The words of all texts of the form.
fn labels(plan: &Plan, tokens: &[Token]) -> (Filled, Vec<Label>) {
    let everywhere = (0, usize::MAX);
    let mut entities: Vec<Entity<'_>> = Vec::new();
    for (at, slot) in plan.slots.iter().enumerate() {
        if !slot.is_variant && !slot.label.keys.is_empty() {
            entities.push(Entity::new(Kind::Label(at), &slot.label, everywhere));
        }
    }
    for (at, group) in plan.groups.iter().enumerate() {
        entities.push(Entity::new(Kind::Group(at), group, everywhere));
    }
    let blocks = if plan.shape == Shape::Blocks {
        plan.groups.len()
    } else {
        1
    };
    for block in 0..blocks {
        let columns: Vec<usize> = match plan.shape {
            Shape::Blocks => plan
                .slots
                .iter()
                .find(|slot| slot.groups.first() == Some(&block))
                .map(|slot| slot.columns.clone())
                .unwrap_or_default(),
            _ => (0..plan.heads.len()).collect(),
        };
        for (at, phrase) in plan.head_groups.iter().enumerate() {
            entities.push(Entity::new(Kind::HeadGroup(at, block), phrase, everywhere));
        }
        for at in columns {
            let phrase = &plan.heads[at].label;
            entities.push(Entity::new(Kind::Head(at, block), phrase, everywhere));
        }
        for (at, phrase) in plan.furniture.iter().enumerate() {
            entities.push(Entity::new(Kind::Furniture(at, block), phrase, everywhere));
        }
    }
    let words =
        (0..tokens.len()).filter(|&word| !tokens[word].value && !plan.is_unit(&tokens[word]));
    let cover = Cover {
        tokens,
        place: &|_| 0,
        own: &|_| None,
        measure: None,
    };
    let left = cover.run(&mut entities, words);
    let mut filled = Filled::default();
    let mut labels = vec![Label::default(); plan.slots.len()];
    for entity in entities {
        if entity.tokens.is_empty() {
            continue;
        }
        let seen = entity.share() >= SEEN || entity.lacks_one();
        match entity.kind {
            Kind::Label(at) => {
                labels[at] = Label {
                    words: entity.tokens,
                    seen,
                }
            }
            // First and last row are filled in when the rows are known.
            Kind::Group(at) => filled.groups.push((at, 0, 0, entity.tokens)),
            Kind::Head(at, block) => filled.heads.push((at, block, entity.tokens)),
            Kind::HeadGroup(at, block) => filled.head_groups.push((at, block, entity.tokens)),
            Kind::Furniture(at, block) => filled.furniture.push((at, block, entity.tokens)),
        }
    }
    variants(plan, &mut filled, &mut labels);
    if !left.is_empty() {
        filled.left.push((usize::MAX, left));
    }
    (filled, labels)
}

/// A group's label without a row of the group is a local print's one row.
fn variants(plan: &Plan, filled: &mut Filled, labels: &mut [Label]) {
    for (at, slot) in plan.slots.iter().enumerate() {
        if !slot.is_variant {
            continue;
        }
        let group = filled.groups.iter().position(|(group, ..)| {
            let keys = &plan.groups[*group].keys;
            keys.iter().any(|key| slot.label.keys.contains(key))
        });
        let Some(found) = group else { continue };
        let group = filled.groups[found].0;
        let has_rows = plan
            .slots
            .iter()
            .zip(labels.iter())
            .any(|(slot, label)| slot.groups.contains(&group) && !label.words.is_empty());
        if !has_rows {
            let (_, _, _, words) = filled.groups.remove(found);
            labels[at] = Label { words, seen: true };
        }
    }
}

/// The values in the order of the rows.
fn rowwise(
    text: &str,
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    filled: &Filled,
) -> Vec<Option<Found>> {
    let units = tokens.iter().filter(|token| plan.is_unit(token)).count();
    let paired = tokens
        .windows(2)
        .filter(|pair| plan.is_unit(&pair[0]) && plan.is_unit(&pair[1]))
        .count();
    // Units one under the other are a column, and so are the values.
    if paired * 3 > units {
        return vec![None; plan.slots.len()];
    }
    let items = items(plan, tokens);
    let mut order = Order::new(text, plan, tokens, labels, &items);
    // Where rows have sums, those say more.
    let is_cut = plan.row_sums.is_empty() && anchors::is_cut(text, tokens, filled);
    order.anchors = anchors::anchors(plan, tokens, labels, filled, &items, is_cut);
    order.anchored();
    let mut found = order.settled();
    match order.runs() {
        Runs::Rows => {}
        Runs::Cut => doubts::single_values_only(&mut found),
        Runs::Adrift => found.fill(None),
    }
    units::drawn_before(plan, labels, &items, &mut found);
    units::beside_lone(plan, &items, &mut found);
    units::before_unit(text, plan, tokens, &mut found);
    units::other_units(plan, tokens, &mut found);
    doubts::displaced(plan, tokens, labels, &items, &mut found);
    doubts::shifted(plan, tokens, &mut found);
    doubts::in_pieces(plan, tokens, &mut found);
    if is_cut {
        units::before_firm(&mut found);
        units::twins(plan, labels, &mut found);
    }
    let strange = filled.left.iter().flat_map(|(_, words)| words);
    doubts::unbounded(plan, tokens, labels, strange, &mut found);
    doubts::check_columns(plan, tokens, labels, &mut found);
    ends::unended(plan, tokens, labels, &mut found);
    found
}

/// What a row takes: a unit with what follows it, or single values.
fn items(plan: &Plan, tokens: &[Token]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut parted = true;
    let width = plan.heads.len();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let is_unit = plan.is_unit(token);
        // — for the unit, — for the value of a group's row.
        let is_dash_unit = plan.has_unit
            && token.dash
            && parted
            && tokens[at..]
                .iter()
                .take(width + 1)
                .filter(|t| t.dash)
                .count()
                == width + 1;
        if is_unit || is_dash_unit {
            items.push(Item {
                unit: Some(at),
                values: Vec::new(),
                parted: true,
            });
            parted = false;
        } else if token.value {
            match items.last_mut() {
                Some(item) if plan.has_unit && !parted && item.values.len() < width => {
                    item.values.push(at);
                }
                _ => items.push(Item {
                    unit: None,
                    values: vec![at],
                    parted,
                }),
            }
            parted = false;
            if plan.has_unit && items.last().is_some_and(|item| item.values.len() == width) {
                parted = true;
            }
        } else {
            parted = true;
        }
        at += 1;
    }
    items
}

/// One row of values under heads: settled if it is complete, in order, and all its sums hold.
fn single(text: &str, plan: &Plan, tokens: &[Token], filled: &mut Filled) {
    let values: Vec<usize> = (0..tokens.len())
        .filter(|&word| tokens[word].value)
        .collect();
    let width = plan.heads.len();
    let mut row = Row::default();
    let in_order = values.len() == width
        && sums::row(plan, tokens, &plan.slots[0].columns, &values) == sums::Sum::Holds;
    let same = values
        .iter()
        .all(|&value| tokens[value].span.of(text) == tokens[values[0]].span.of(text));
    if in_order || (values.len() == width && same) {
        row.slot = Some(0);
        row.values = values.iter().map(|&value| Some(value)).collect();
        row.concluded = true;
    } else {
        row.stray = values;
    }
    filled.rows.push(row);
}

/// The rows in the form's order, and the values that are nobody's.
fn rows(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    found: Vec<Option<Found>>,
    filled: &mut Filled,
) {
    let mut taken = vec![false; tokens.len()];
    for (at, (label, found)) in labels.iter().zip(found).enumerate() {
        if label.words.is_empty() && found.is_none() {
            continue;
        }
        let mut row = Row {
            slot: Some(at),
            label: label.words.clone(),
            ..Row::default()
        };
        if let Some(found) = found {
            let width = plan.slots[at].columns.len();
            for &word in found.values.iter().chain(&found.unit) {
                taken[word] = true;
            }
            row.unit = found.unit;
            row.concluded = found.concluded;
            if found.values.len() == width {
                row.values = found.values.into_iter().map(Some).collect();
            } else {
                // A row without values is not blank: they can be anywhere.
                row.stray = found.values;
            }
        }
        filled.rows.push(row);
    }
    let mut stray = Vec::new();
    let mut units = Vec::new();
    for (word, token) in tokens.iter().enumerate() {
        if taken[word] {
            continue;
        }
        if token.value {
            stray.push(word);
        } else if plan.is_unit(token) {
            units.push(word);
        }
    }
    let end = filled.rows.len();
    if !stray.is_empty() {
        filled.rows.push(Row {
            stray,
            ..Row::default()
        });
    }
    if !units.is_empty() {
        filled.left.push((end, units));
    }
    let groups = std::mem::take(&mut filled.groups);
    for (group, _, _, words) in groups {
        let of_group = |row: &Row| {
            row.slot
                .is_some_and(|slot| plan.slots[slot].groups.contains(&group))
        };
        let first = filled.rows.iter().position(of_group);
        let last = filled.rows.iter().rposition(of_group);
        match (first, last) {
            (Some(first), Some(last)) => filled.groups.push((group, first, last, words)),
            _ => filled.left.push((end, words)),
        }
    }
}

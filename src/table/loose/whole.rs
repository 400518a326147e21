//! All values of a scrambled table at once: their number is the form's, and exactly one order fits
//! the labels beside them and every sum.

use rust_decimal::Decimal;

use super::plan::{Plan, Shape, Slot};
use super::sums;
use super::token::Token;

/// Words beyond which a run of text is no table of a form.
const MAX_WORDS: usize = 4000;

/// Words that a label is broken into at most.
const MAX_PIECES: usize = 8;

/// Of the rows whose label stands right before a run of values, one in so many must be there to say
/// that the order is the form's, where sums do not cover every row.
const WITNESSES: usize = 4;

/// The form's rows that are printed, and for each its values.
pub(super) type Settled = (Vec<usize>, Vec<Vec<usize>>);

/// Which orders fit.
#[derive(Debug)]
pub(super) enum Orders {
    /// None, as far as can be seen, or rows of several prints.
    Unknown,
    One(Settled),
    /// By rows and by columns alike, and other values would be other rows': sums of nothing but zeros
    /// prove no order.
    Both,
}

/// Gives all values to all rows, if exactly one order fits.
pub(super) fn settle(text: &str, plan: &Plan, tokens: &[Token], values: &[usize]) -> Orders {
    if tokens.len() > MAX_WORDS {
        return Orders::Unknown;
    }
    let is_number = |&&word: &&usize| !tokens[word].dash;
    let numbers: Vec<usize> = values.iter().filter(is_number).copied().collect();
    let lone = without_groups(plan, tokens, values);
    let mut found: Vec<Settled> = Vec::new();
    for slots in printed(plan) {
        let needed: usize = slots
            .iter()
            .map(|&slot| plan.slots[slot].columns.len())
            .sum();
        for values in [values, &numbers, &lone] {
            if values.len() != needed {
                continue;
            }
            let mut orders = vec![by_row(plan, &slots, values)];
            if plan.shape == Shape::Matrix {
                orders.push(by_column(plan, &slots, values));
            }
            for cells in orders {
                let fits = match plan.shape {
                    // No sums: the labels beside their values have to say it, the rows between
                    // them have no other place, and no text cuts a row in two.
                    Shape::Blocks => {
                        cells.iter().all(|row| is_run(row))
                            && witnesses(plan, tokens, &slots, &cells)
                                .is_some_and(|seen| seen * 2 >= slots.len())
                    }
                    _ => adds_up(plan, tokens, &slots, &cells),
                };
                if fits
                    && !found
                        .iter()
                        .any(|(s, c)| *s == slots && same(text, tokens, c, &cells))
                {
                    found.push((slots.clone(), cells));
                }
            }
        }
    }
    // Two orders that both fit say nothing.
    match (found.pop(), found.pop()) {
        (Some(one), None) => Orders::One(one),
        (Some((slots, _)), Some((others, _))) if slots == others => Orders::Both,
        _ => Orders::Unknown,
    }
}

/// No text stands between the words.
fn is_run(words: &[usize]) -> bool {
    words.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// The values without the dashes that a group's row has for unit and number, where the form has
/// groups with both; a dash alone is some row's value.
fn without_groups(plan: &Plan, tokens: &[Token], values: &[usize]) -> Vec<usize> {
    let is_dash = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| token.dash)
    };
    let of_group = |word: usize| {
        tokens[word].dash && (is_dash(word.checked_sub(1)) || is_dash(Some(word + 1)))
    };
    if !(plan.has_unit && plan.slots.iter().any(|slot| slot.is_group)) {
        return Vec::new();
    }
    values
        .iter()
        .copied()
        .filter(|&word| !of_group(word))
        .collect()
}

fn same(text: &str, tokens: &[Token], one: &[Vec<usize>], other: &[Vec<usize>]) -> bool {
    let texts = |cells: &[Vec<usize>]| -> Vec<String> {
        cells
            .iter()
            .flatten()
            .map(|&word| tokens[word].span.of(text).to_owned())
            .collect()
    };
    texts(one) == texts(other)
}

/// The rows that have values: as the form prints them, and with a local print's row for several.
fn printed(plan: &Plan) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..plan.slots.len())
        .filter(|&slot| !plan.slots[slot].is_group)
        .collect();
    let form: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&slot| !plan.slots[slot].is_variant)
        .collect();
    let mut lists = vec![form.clone()];
    for &variant in all.iter().filter(|&&slot| plan.slots[slot].is_variant) {
        let stands_for = format!("{}.", plan.slots[variant].indicator);
        let mut list: Vec<usize> = form
            .iter()
            .copied()
            .filter(|&slot| !plan.slots[slot].indicator.starts_with(&stands_for))
            .chain([variant])
            .collect();
        list.sort_unstable();
        lists.push(list);
    }
    lists
}

fn by_row(plan: &Plan, slots: &[usize], values: &[usize]) -> Vec<Vec<usize>> {
    let mut rest = values.iter().copied();
    slots
        .iter()
        .map(|&slot| rest.by_ref().take(plan.slots[slot].columns.len()).collect())
        .collect()
}

fn by_column(plan: &Plan, slots: &[usize], values: &[usize]) -> Vec<Vec<usize>> {
    let width = plan.heads.len();
    (0..slots.len())
        .map(|row| {
            (0..width)
                .filter_map(|column| values.get(column * slots.len() + row).copied())
                .collect()
        })
        .collect()
}

/// All sums of the form hold, and labels that stand right before values say nothing else.
fn adds_up(plan: &Plan, tokens: &[Token], slots: &[usize], cells: &[Vec<usize>]) -> bool {
    let numbers: Option<Vec<Vec<Decimal>>> = (cells.iter())
        .map(|row| row.iter().map(|&word| tokens[word].term).collect())
        .collect();
    let Some(numbers) = numbers else { return false };
    let along = numbers.iter().all(|row| {
        plan.row_sums.iter().all(|(parts, total)| {
            let sum = sums::sum(
                parts
                    .iter()
                    .filter_map(|&part| row.get(part).copied().map(Some)),
            );
            sum.is_some() && row.get(*total).copied() == sum
        })
    });
    let row_of = |indicator: &String| {
        slots
            .iter()
            .position(|&slot| plan.slots[slot].indicator == *indicator)
    };
    let has_variant = slots.iter().any(|&slot| plan.slots[slot].is_variant);
    let variant = slots.iter().position(|&slot| plan.slots[slot].is_variant);
    let down = plan.column_sums.iter().all(|(left, right)| {
        (0..plan.heads.len()).all(|column| {
            // A row without the column adds nothing.
            let at = |row: usize| numbers[row].get(column).copied().unwrap_or_default();
            let side = |terms: &[String]| {
                let mut stood = false;
                sums::sum(terms.iter().filter_map(|term| match row_of(term) {
                    Some(row) => Some(Some(at(row))),
                    None if has_variant && !std::mem::replace(&mut stood, true) => {
                        variant.map(|row| Some(at(row)))
                    }
                    None => None,
                }))
            };
            side(left).is_some_and(|left| side(right) == Some(left))
        })
    });
    let has_sums = !(plan.row_sums.is_empty() && plan.column_sums.is_empty());
    // Sums along every row leave no freedom; sums down some rows need the labels' word.
    let enough = match witnesses(plan, tokens, slots, cells) {
        None => false,
        Some(seen) => !plan.row_sums.is_empty() || seen * WITNESSES >= slots.len(),
    };
    has_sums && along && down && enough
}

/// How many rows have their label right before their first value; `None` if one has another's.
///
/// The last label of a run of several is nobody's witness. Where every row adds up, nor is that of
/// the row above whose own values stand before it: a label of several lines is drawn late.
fn witnesses(
    plan: &Plan,
    tokens: &[Token],
    slots: &[usize],
    cells: &[Vec<usize>],
) -> Option<usize> {
    let mut seen = 0;
    let mut above: Option<(usize, bool)> = None;
    for (&slot, cells) in slots.iter().zip(cells) {
        let Some(&first) = cells.first() else {
            continue;
        };
        let before_this = above.replace((slot, false));
        let Some(before) = last_word(plan, tokens, first) else {
            continue;
        };
        let label = |slot: &Slot| {
            slot.label
                .keys
                .iter()
                .any(|key| ends_with(tokens, before, key))
        };
        above = Some((slot, true));
        if label(&plan.slots[slot]) {
            seen += 1;
            continue;
        }
        let Some(&other) = slots
            .iter()
            .find(|&&other| other != slot && label(&plan.slots[other]))
        else {
            continue;
        };
        let is_late = !plan.row_sums.is_empty() && before_this == Some((other, false));
        if !is_late && !is_last_of_several(plan, tokens, before, &plan.slots[other]) {
            return None;
        }
    }
    Some(seen)
}

/// Text of other rows stands right before the label that ends with a word.
fn is_last_of_several(plan: &Plan, tokens: &[Token], last: usize, slot: &Slot) -> bool {
    let mut others = (0..=last)
        .rev()
        .take_while(|&word| !tokens[word].value)
        .skip_while(|&word| slot.label.has(&tokens[word].key))
        .take(MAX_PIECES);
    others.any(|word| {
        let key = &tokens[word].key;
        key.len() > 1
            && plan
                .slots
                .iter()
                .any(|other| other.label.keys.iter().any(|k| k.ends_with(key)))
    })
}

/// The word right before a value, a unit between them aside.
fn last_word(plan: &Plan, tokens: &[Token], value: usize) -> Option<usize> {
    let before = value.checked_sub(1)?;
    if tokens[before].value {
        return None;
    }
    let is_unit = plan.has_unit && plan.is_unit(&tokens[before]);
    match before.checked_sub(1) {
        Some(further) if is_unit && !tokens[further].value => Some(further),
        _ => Some(before),
    }
}

/// The words up to `last` end with the label.
fn ends_with(tokens: &[Token], last: usize, key: &[char]) -> bool {
    let mut rest = key;
    for word in (0..=last).rev().take(MAX_PIECES) {
        let piece = &tokens[word].key;
        if piece.is_empty() || tokens[word].value {
            return false;
        }
        match rest.strip_suffix(&**piece) {
            Some([]) => return true,
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
#[path = "whole_tests.rs"]
mod tests;

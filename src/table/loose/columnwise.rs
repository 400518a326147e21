//! Values column by column: each column's values in a run of their own.

use super::plan::{Plan, Shape};
use super::scrambled::{Found, Label};
use super::sums::{self, Sum};
use super::token::Token;

/// The rows' values, if the values stand in one run a column, each as long as the form's column is.
pub(super) fn rows(plan: &Plan, tokens: &[Token], labels: &[Label]) -> Option<Vec<Option<Found>>> {
    let runs = runs(plan, tokens);
    if runs.iter().any(|run| run.len() < 2) && plan.shape == Shape::Matrix {
        return None;
    }
    let with_groups: Vec<usize> = (0..plan.slots.len())
        .filter(|&slot| !labels[slot].words.is_empty())
        .collect();
    if with_groups.iter().any(|&slot| !labels[slot].seen) {
        return None;
    }
    let without: Vec<usize> = with_groups
        .iter()
        .copied()
        .filter(|&slot| !plan.slots[slot].is_group)
        .collect();
    [&with_groups, &without]
        .into_iter()
        .find_map(|slots| fit(plan, tokens, slots, &runs))
}

/// Runs of values, and of units, that neither text nor an empty line parts.
fn runs(plan: &Plan, tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<usize> = None;
    for (word, token) in tokens.iter().enumerate() {
        if !token.value && !plan.is_unit(&token.key) {
            continue;
        }
        match (last, runs.last_mut()) {
            (Some(before), Some(run))
                if before + 1 == word && tokens[before].chunk == token.chunk =>
            {
                run.push(word);
            }
            _ => runs.push(vec![word]),
        }
        last = Some(word);
    }
    runs
}

fn fit(
    plan: &Plan,
    tokens: &[Token],
    slots: &[usize],
    runs: &[Vec<usize>],
) -> Option<Vec<Option<Found>>> {
    let columns = slots
        .iter()
        .map(|&slot| plan.slots[slot].columns.len())
        .max()?;
    // How many rows have a value in each column.
    let mut lengths: Vec<usize> = (0..columns)
        .map(|column| {
            let has = |&&slot: &&usize| plan.slots[slot].columns.len() > column;
            slots.iter().filter(has).count()
        })
        .collect();
    if plan.has_unit {
        lengths.insert(0, slots.len());
    }
    let is_so = runs.len() == lengths.len()
        && slots.len() >= 3
        && lengths.len() >= 2
        && runs
            .iter()
            .zip(&lengths)
            .all(|(run, &len)| run.len() == len);
    if !is_so {
        return None;
    }
    let (units, values) = if plan.has_unit {
        let (first, rest) = runs.split_first()?;
        (Some(first), rest)
    } else {
        (None, runs)
    };
    let mut found: Vec<Option<Found>> = vec![None; plan.slots.len()];
    let mut next = vec![0_usize; columns];
    let mut holds = 0;
    for (nth, &slot) in slots.iter().enumerate() {
        let form = &plan.slots[slot];
        let mut row = Found {
            concluded: true,
            ..Found::default()
        };
        if let Some(units) = units {
            let unit = units[nth];
            let is_own = if form.is_group {
                tokens[unit].dash
            } else {
                tokens[unit].key == form.unit
            };
            if !is_own {
                return None;
            }
            row.unit = Some(unit);
        }
        for (run, next) in values.iter().zip(&mut next).take(form.columns.len()) {
            row.values.push(*run.get(*next)?);
            *next += 1;
        }
        if row.values.iter().any(|&value| !tokens[value].value) {
            return None;
        }
        match sums::row(plan, tokens, &form.columns, &row.values) {
            Sum::Violated => return None,
            Sum::Holds => holds += 1,
            Sum::Trivial | Sum::Unknown => {}
        }
        found[slot] = Some(row);
    }
    // Where the form has sums, some row must show that they are meant.
    if !plan.row_sums.is_empty() && holds == 0 {
        return None;
    }
    if sums::violated(plan, tokens, &found) {
        return None;
    }
    Some(found)
}

//! Values column by column: each column's values in a run of their own.

use super::plan::Plan;
use super::scrambled::{Found, Label};
use super::sums::{self, Sum};
use super::token::Token;

/// The rows' values, if the values stand in one run a column, each as long as the form's column is.
pub(super) fn rows(plan: &Plan, tokens: &[Token], labels: &[Label]) -> Option<Vec<Option<Found>>> {
    let runs = runs(plan, tokens);
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
        if !token.value && !plan.is_unit(token) {
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

#[cfg(test)]
mod tests {
    use super::super::testing::{plan, slot, words};
    use super::*;

    /// The first and the last row's values, of a text whose labels are those of the first rows.
    fn fitted(plan: &Plan, text: &str, seen: usize) -> Option<Vec<Vec<String>>> {
        let tokens = words(text);
        let label = |slot: usize| Label {
            words: if slot < seen { vec![0] } else { Vec::new() },
            seen: slot < seen,
        };
        let labels: Vec<Label> = (0..plan.slots.len()).map(label).collect();
        let found = rows(plan, &tokens, &labels)?;
        let print = |found: &Found| {
            let words = found.unit.iter().chain(&found.values);
            words
                .map(|&word| tokens[word].span.of(text).to_owned())
                .collect()
        };
        assert!(found.iter().flatten().all(|found| found.concluded));
        Some(found.iter().flatten().map(print).collect())
    }

    #[test]
    fn units_and_values_stand_in_a_run_a_column() {
        let form = plan("fujian-2008", "statistics");
        let unit = |slot: usize| form.slots[slot].unit.iter().collect::<String>();
        assert_eq!([unit(0), unit(1), unit(2)], ["条", "条", "条"]);
        let text = "甲 条 条 条\n\n12\n9\n3\n\n50\n41\n8\n";
        assert_eq!(
            fitted(&form, text, 3),
            Some(vec![
                vec!["条".to_owned(), "12".to_owned(), "50".to_owned()],
                vec!["条".to_owned(), "9".to_owned(), "41".to_owned()],
                vec!["条".to_owned(), "3".to_owned(), "8".to_owned()],
            ])
        );
        // Another row's unit, a value or a unit less, a row more, too few rows.
        assert_eq!(
            fitted(&form, &text.replacen("条 条 条", "条 件 条", 1), 3),
            None
        );
        assert_eq!(fitted(&form, &text.replace("\n41", ""), 3), None);
        assert_eq!(fitted(&form, &text.replacen(" 条", "", 1), 3), None);
        assert_eq!(fitted(&form, text, 4), None);
        assert_eq!(fitted(&form, "甲 条 条\n\n12\n9\n\n50\n41\n", 2), None);
        assert_eq!(fitted(&form, "甲 条\n\n12\n\n50\n", 1), None);
        // A column less, a column cut in two, a unit among the values.
        assert_eq!(fitted(&form, "甲 条 条 条\n\n12\n9\n3\n", 3), None);
        assert_eq!(fitted(&form, &text.replace("9\n3", "9\n\n3"), 3), None);
        assert_eq!(fitted(&form, &text.replace("41", "条"), 3), None);
    }

    /// Whether so many rows fit whose values stand column by column.
    fn fits(plan: &Plan, slots: &[usize], values: &[[u32; 7]]) -> bool {
        let mut text = "甲\n".to_owned();
        for column in 0..7 {
            text += "\n";
            for row in values {
                text += &format!("{}\n", row[column]);
            }
        }
        let label = |slot: usize| Label {
            words: if slots.contains(&slot) {
                vec![0]
            } else {
                Vec::new()
            },
            seen: slots.contains(&slot),
        };
        let labels: Vec<Label> = (0..plan.slots.len()).map(label).collect();
        rows(plan, &words(&text), &labels).is_some()
    }

    #[test]
    fn sums_have_to_hold_along_some_row_and_never_fail() {
        let form = plan("national-2021", "requests");
        let slots = [
            "requests.received",
            "results.granted",
            "results.total",
            "requests.carried_out",
        ]
        .map(|indicator| slot(&form, indicator));
        let (none, one, more) = ([0; 7], [1, 0, 2, 0, 0, 0, 3], [1, 0, 2, 0, 0, 0, 4]);
        assert!(fits(&form, &slots, &[one, one, one, none]));
        // Nothing adds up, a row does not, a column does not.
        assert!(!fits(&form, &slots, &[none; 4]));
        assert!(!fits(&form, &slots, &[more, more, more, none]));
        assert!(!fits(&form, &slots, &[one, one, one, one]));
    }

    #[test]
    fn one_column_says_nothing() {
        // Three rows of one value each: the labels are in a run, and so are the values.
        let form = plan("national-2021", "disclosure");
        let tokens = words("甲 7\n8\n9\n");
        let label = |slot: usize| Label {
            words: if (2..5).contains(&slot) {
                vec![0]
            } else {
                Vec::new()
            },
            seen: (2..5).contains(&slot),
        };
        let labels: Vec<Label> = (0..form.slots.len()).map(label).collect();
        assert!(rows(&form, &tokens, &labels).is_none());
    }
}

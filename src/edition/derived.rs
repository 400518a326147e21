//! Sums that one edition prints as a row and another does not.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::narrative::Grammar;
use crate::report::{CellKind, Fact, Report};

/// The sums that let editions be compared: `results.refused` of the 2019 and 2021 editions is the
/// sum of its eight reasons. Of printed numbers only: a sum with a blank or doubtful part is not
/// made, nor one that the report prints itself.
#[must_use]
pub fn derived(report: &Report) -> Vec<Fact> {
    // Two cells that claim one place: nobody knows which one is meant.
    let mut printed: HashMap<(&str, &str), Option<&Fact>> = HashMap::new();
    for fact in &report.facts {
        printed
            .entry((&fact.indicator, &fact.column))
            .and_modify(|twice| *twice = None)
            .or_insert(Some(fact));
    }
    let mut sums: Vec<(&str, &[String])> = Grammar::builtin().sums().collect();
    sums.sort_unstable();
    let mut derived = Vec::new();
    for (indicator, parts) in sums {
        let Some(first) = parts.first() else { continue };
        for at in report.facts.iter().filter(|fact| fact.indicator == *first) {
            if printed.contains_key(&(indicator, &*at.column)) {
                continue;
            }
            let part = |part: &String| {
                let fact = (*printed.get(&(&**part, &*at.column))?)?;
                let value = Decimal::from_str_exact(fact.value.as_deref()?).ok()?;
                Some((value, fact.how))
            };
            let start = Some((Decimal::ZERO, None));
            let sum = parts.iter().map(part).fold(start, |sum, part| {
                let ((sum, how), (value, of_part)) = (sum?, part?);
                Some((sum.checked_add(value)?, how.max(of_part)))
            });
            if let Some((sum, how)) = sum {
                derived.push(Fact {
                    indicator: indicator.to_owned(),
                    column: at.column.clone(),
                    label: String::new(),
                    value: Some(sum.to_string()),
                    unit: at.unit.clone(),
                    kind: CellKind::Number,
                    how,
                    derived: true,
                    cell: at.cell,
                });
            }
        }
    }
    derived
}

//! Sums that let editions be compared: one row of an edition is several rows of another.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::report::{CellKind, Fact, Report};

/// An indicator that some editions print in parts only (`grammar/crosswalk.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The indicator.
    pub indicator: String,
    /// What the forms call it.
    pub label: String,
    /// The indicators that it is the sum of.
    pub parts: Vec<String>,
    /// What it counts, in English.
    pub meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sum: Vec<Sum>,
}

/// All sums, in the order of `grammar/crosswalk.toml`.
///
/// ```
/// let refused = &gongkai::edition::sums()[0];
/// assert_eq!(refused.indicator, "results.refused");
/// assert_eq!(refused.parts.len(), 8);
/// ```
#[must_use]
pub fn sums() -> &'static [Sum] {
    static SUMS: LazyLock<Vec<Sum>> = LazyLock::new(|| {
        // A test holds that it reads; without it nothing is derived.
        toml::from_str(include_str!("../../grammar/crosswalk.toml"))
            .map(|file: File| file.sum)
            .unwrap_or_default()
    });
    &SUMS
}

/// The sums that a report does not print and whose parts it prints, each column by itself.
///
/// Only where every part is a printed number: a blank, `-` or 无 is not 0. A sum's place is that of
/// its first part, its [`how`](Fact::how) the weakest of its parts', its unit the one that they
/// share.
#[must_use]
pub fn derived(report: &Report) -> Vec<Fact> {
    of(&report.facts)
}

fn of(facts: &[Fact]) -> Vec<Fact> {
    let printed: FxHashMap<(&str, &str), &Fact> = (facts.iter())
        .filter(|fact| !fact.indicator.is_empty() && !fact.derived)
        .map(|fact| ((fact.indicator.as_str(), fact.column.as_str()), fact))
        .collect();
    let mut derived = Vec::new();
    for sum in sums() {
        let Some(first) = sum.parts.first() else {
            continue;
        };
        for fact in facts.iter().filter(|fact| fact.indicator == *first) {
            let column = fact.column.as_str();
            if !printed.contains_key(&(sum.indicator.as_str(), column)) {
                derived.extend(add(sum, column, &printed));
            }
        }
    }
    derived
}

fn add(sum: &Sum, column: &str, printed: &FxHashMap<(&str, &str), &Fact>) -> Option<Fact> {
    let parts: Vec<&Fact> = (sum.parts.iter())
        .map(|part| printed.get(&(part.as_str(), column)).copied())
        .collect::<Option<_>>()?;
    let value = parts.iter().try_fold(Decimal::ZERO, |value, part| {
        value.checked_add(Decimal::from_str_exact(part.value.as_deref()?).ok()?)
    })?;
    let first = parts.first()?;
    Some(Fact {
        indicator: sum.indicator.clone().into(),
        column: column.into(),
        label: sum.label.clone().into(),
        value: Some(value.to_string().into()),
        unit: (parts.iter().all(|part| part.unit == first.unit))
            .then(|| first.unit.clone())
            .flatten(),
        kind: CellKind::Number,
        how: parts.iter().filter_map(|part| part.how).max(),
        derived: true,
        cell: first.cell,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Vocabulary;
    use crate::report::How;

    fn fact(indicator: &str, column: &str, value: &str, how: How) -> Fact {
        Fact {
            indicator: indicator.into(),
            column: column.into(),
            label: "".into(),
            value: (!value.is_empty()).then(|| value.into()),
            unit: Some("件".into()),
            kind: CellKind::Number,
            how: Some(how),
            derived: false,
            cell: [2, 7],
        }
    }

    #[test]
    fn a_sum_is_of_printed_numbers_in_one_column() {
        let facts = [
            fact("litigation.direct.total", "value", "3", How::Exact),
            fact("litigation.after_review.total", "value", "4", How::Similar),
            // A blank is not 0.
            fact("litigation.direct.upheld", "value", "1", How::Exact),
            fact("litigation.after_review.upheld", "value", "", How::Exact),
            // Parts of two columns make no sum.
            fact("litigation.direct.other", "value", "1", How::Exact),
            fact("litigation.after_review.other", "total", "1", How::Exact),
        ];
        assert_eq!(
            of(&facts),
            [Fact {
                label: "行政诉讼".into(),
                derived: true,
                ..fact("litigation.total", "value", "7", How::Similar)
            }]
        );
    }

    #[test]
    fn what_is_printed_is_not_derived() {
        let facts = [
            fact("litigation.direct.total", "value", "3", How::Exact),
            fact("litigation.after_review.total", "value", "4", How::Exact),
            fact("litigation.total", "value", "8", How::Exact),
        ];
        assert_eq!(of(&facts), []);
    }

    #[test]
    fn what_was_derived_is_neither_printed_nor_a_part() {
        let parts = [
            fact("litigation.direct.total", "value", "3", How::Exact),
            fact("litigation.after_review.total", "value", "4", How::Exact),
        ];
        let derived = Fact {
            derived: true,
            ..fact("litigation.total", "value", "8", How::Exact)
        };
        assert_eq!(of(&[parts.to_vec(), vec![derived]].concat()).len(), 1);
        let mut parts = parts;
        parts[1].derived = true;
        assert_eq!(of(&parts), []);
    }

    #[test]
    fn a_sum_has_the_unit_that_its_parts_share() {
        let mut facts = [
            fact("litigation.direct.total", "value", "3", How::Exact),
            fact("litigation.after_review.total", "value", "4.50", How::Alias),
        ];
        facts[1].unit = Some("项".into());
        let sum = of(&facts).remove(0);
        assert_eq!((sum.unit, sum.value.as_deref()), (None, Some("7.50")));
        assert_eq!(sum.how, Some(How::Alias));
    }

    #[test]
    fn every_part_is_an_indicator_of_one_table() {
        assert_eq!(sums().len(), 9);
        for sum in sums() {
            let prints_all = Vocabulary::builtin().editions.iter().any(|edition| {
                edition.tables.iter().any(|form| {
                    (sum.parts.iter()).all(|part| {
                        form.rows
                            .iter()
                            .any(|row| row.indicator.as_deref() == Some(part))
                    })
                })
            });
            assert!(prints_all, "{}", sum.indicator);
        }
    }
}

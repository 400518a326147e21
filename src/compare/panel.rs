//! Many years of one organ side by side.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Which, Year, YearCheck, checks};
use crate::check::identity::decimal;

/// Many years of one organ: a row an indicator and column, a value a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Panel {
    /// The reports in the order of their years.
    pub reports: Vec<Which>,
    /// Every indicator and column that any of the years has.
    pub rows: Vec<PanelRow>,
    /// The identities that cross neighbouring years, with the position of the later one.
    pub checks: Vec<(usize, YearCheck)>,
}

/// One indicator over the years.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PanelRow {
    /// Stable id.
    pub indicator: String,
    /// Column; `total` is the year's whole count in every edition.
    pub column: String,
    /// The unit, where all years have the same.
    pub unit: Option<String>,
    /// A decimal string for each report; `null` where blank or not printed.
    pub values: Vec<Option<String>>,
}

impl Panel {
    /// Puts the years side by side, in their order; those without a year stand at the end.
    #[must_use]
    pub fn new(mut years: Vec<Year>) -> Self {
        years.sort_by_key(|year| year.year.unwrap_or(u16::MAX));
        let mut rows: Vec<PanelRow> = Vec::new();
        let mut at: HashMap<(&str, &str), usize> = HashMap::new();
        for (position, year) in years.iter().enumerate() {
            for value in year.values() {
                let row = *at
                    .entry((&value.indicator, &value.column))
                    .or_insert_with(|| {
                        rows.push(PanelRow {
                            indicator: value.indicator.clone(),
                            column: value.column.clone(),
                            unit: value.unit.clone(),
                            values: vec![None; years.len()],
                        });
                        rows.len() - 1
                    });
                rows[row].values[position] = value.value.map(|value| decimal(value).into());
                if rows[row].unit != value.unit {
                    rows[row].unit = None;
                }
            }
        }
        let checks = years
            .windows(2)
            .enumerate()
            .filter(|(_, pair)| {
                pair[0].year.and_then(|y| y.checked_add(1)) == pair[1].year
                    && pair[1].year.is_some()
            })
            .flat_map(|(position, pair)| {
                checks::across(&pair[0], &pair[1])
                    .into_iter()
                    .map(move |check| (position + 1, check))
            })
            .collect();
        Self {
            reports: years.iter().map(Which::from).collect(),
            rows,
            checks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::year;
    use super::*;

    #[test]
    fn years_stand_in_their_order_and_neighbours_are_checked() {
        let panel = Panel::new(vec![
            year(2023, &[("requests.carried_in", "total", "4")]),
            year(
                2021,
                &[
                    ("requests.carried_in", "total", "1"),
                    ("requests.carried_out", "total", "2"),
                ],
            ),
            year(
                2022,
                &[
                    ("requests.carried_in", "total", "2"),
                    ("requests.carried_out", "total", "3"),
                ],
            ),
        ]);
        let years: Vec<_> = panel.reports.iter().filter_map(|r| r.year).collect();
        assert_eq!(years, [2021, 2022, 2023]);
        let value = |v: &str| Some(v.to_owned());
        assert_eq!(panel.rows[0].values, [value("1"), value("2"), value("4")]);
        assert_eq!(panel.rows[1].values, [value("2"), value("3"), None]);
        let checks: Vec<_> = panel.checks.iter().map(|(at, c)| (*at, c.status)).collect();
        assert_eq!(checks, [(1, "holds"), (2, "violated")]);
    }
}

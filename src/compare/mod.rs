//! Reports of one organ over the years: what changed, whether the years continue each other, what
//! was carried over word for word.

mod checks;
mod panel;
mod prose;

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::check::identity::decimal;
use crate::report::{Report, Section};
pub use checks::{Term, YearCheck};
pub use panel::{Panel, PanelRow};
pub use prose::Prose;

/// What a comparison needs of a report; small, so that many years are held at once.
#[derive(Debug, Clone, Default)]
pub struct Year {
    /// The report's path as given.
    pub path: String,
    /// The organ.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The edition's id.
    pub edition: Option<String>,
    values: Vec<Value>,
    at: HashMap<(String, String), usize>,
    headings: Vec<String>,
    sentences: Vec<String>,
}

/// One statistic of a year.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) indicator: String,
    pub(crate) column: String,
    label: String,
    unit: Option<String>,
    pub(crate) value: Option<Decimal>,
    derived: bool,
}

/// The column that has the year's whole count, which every edition calls its own way (N年度,
/// 统计数, 总计).
pub const WHOLE: &str = "total";
const WHOLE_NAMES: [&str; 3] = ["year", "value", "total"];

fn common_column(column: &str) -> &str {
    if WHOLE_NAMES.contains(&column) {
        WHOLE
    } else {
        column
    }
}

impl Year {
    /// Draws from a report what can be compared.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut year = Self {
            path: report.source.path.clone(),
            agency: report.agency.as_ref().map(|agency| agency.text.clone()),
            year: report.year,
            edition: report
                .edition
                .as_ref()
                .map(|edition| edition.id.to_string()),
            ..Self::default()
        };
        let mut doubled = HashSet::new();
        for fact in report
            .facts
            .iter()
            .filter(|f| !f.derived && !f.indicator.is_empty())
        {
            let column = common_column(&fact.column).to_owned();
            let value = Value {
                indicator: fact.indicator.to_string(),
                column,
                label: fact.label.to_string(),
                unit: fact.unit.as_deref().map(str::to_owned),
                value: number(fact.value.as_deref()),
                derived: false,
            };
            let place = (value.indicator.clone(), value.column.clone());
            if year.at.contains_key(&place) {
                doubled.insert(place);
            } else {
                year.push(value);
            }
        }
        // Of two cells that claim a place nobody knows which one is meant.
        for place in doubled {
            if let Some(&at) = year.at.get(&place) {
                year.values[at].value = None;
            }
        }
        year.derive();
        collect(&report.sections, &mut year.headings);
        year.sentences = prose::sentences(report);
        year
    }

    fn push(&mut self, value: Value) {
        let place = (value.indicator.clone(), value.column.clone());
        self.at.insert(place, self.values.len());
        self.values.push(value);
    }

    /// Adds the sums that other editions print as rows of their own.
    fn derive(&mut self) {
        for sum in crate::edition::sums() {
            let (indicator, parts) = (&*sum.indicator, &*sum.parts);
            let columns: Vec<String> = self
                .values
                .iter()
                .filter(|v| Some(&v.indicator) == parts.first())
                .map(|v| v.column.clone())
                .collect();
            for column in columns {
                if self.get(indicator, &column).is_some() {
                    continue;
                }
                let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| {
                    sum.checked_add(self.get(part, &column)?.value?)
                });
                let unit = self.get(&parts[0], &column).and_then(|v| v.unit.clone());
                if let Some(sum) = sum {
                    self.push(Value {
                        indicator: indicator.to_owned(),
                        column,
                        label: String::new(),
                        unit,
                        value: Some(sum),
                        derived: true,
                    });
                }
            }
        }
    }

    pub(crate) fn get(&self, indicator: &str, column: &str) -> Option<&Value> {
        let at = self.at.get(&(indicator.to_owned(), column.to_owned()))?;
        self.values.get(*at)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &Value> {
        self.values.iter()
    }
}

fn number(value: Option<&str>) -> Option<Decimal> {
    Decimal::from_str_exact(value?).ok()
}

/// Depth is at most four.
fn collect(sections: &[Section], headings: &mut Vec<String>) {
    for section in sections {
        headings.push(section.heading.clone());
        collect(&section.sections, headings);
    }
}

/// Two years of one organ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Comparison {
    /// The earlier report.
    pub old: Which,
    /// The later report.
    pub new: Which,
    /// Every indicator that both have, in the later report's order.
    pub indicators: Vec<Change>,
    /// The identities that cross the years; none where they are not consecutive.
    pub checks: Vec<YearCheck>,
    /// Headings of one report only.
    pub headings: Headings,
    /// What was carried over word for word.
    pub prose: Prose,
}

/// Which report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Which {
    /// Its path as given.
    pub path: String,
    /// The organ.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The edition's id.
    pub edition: Option<String>,
}

impl From<&Year> for Which {
    fn from(year: &Year) -> Self {
        Self {
            path: year.path.clone(),
            agency: year.agency.clone(),
            year: year.year,
            edition: year.edition.clone(),
        }
    }
}

/// One indicator in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Stable id.
    pub indicator: String,
    /// Column; `total` is the year's whole count in every edition.
    pub column: String,
    /// The row's label as the later report prints it; empty for a sum.
    pub label: String,
    /// Unit of both values.
    pub unit: Option<String>,
    /// A decimal string; `null` where blank.
    pub old: Option<String>,
    /// A decimal string; `null` where blank.
    pub new: Option<String>,
    /// New less old.
    pub change: Option<String>,
    /// Of the old value, one digit behind the point; `null` where that is 0.
    pub percent: Option<String>,
    /// One of the values is a sum of printed ones.
    pub derived: bool,
}

/// Headings of one report only.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Headings {
    /// Of the later one.
    pub added: Vec<String>,
    /// Of the earlier one.
    pub dropped: Vec<String>,
}

/// Compares two years of one organ.
#[must_use]
pub fn compare(old: &Year, new: &Year) -> Comparison {
    let indicators = new
        .values()
        .filter_map(|value| change(old.get(&value.indicator, &value.column)?, value))
        .collect();
    let consecutive = match (old.year, new.year) {
        (Some(old), Some(new)) => old.checked_add(1) == Some(new),
        _ => false,
    };
    Comparison {
        old: old.into(),
        new: new.into(),
        indicators,
        checks: if consecutive {
            checks::across(old, new)
        } else {
            Vec::new()
        },
        headings: headings(&old.headings, &new.headings),
        prose: prose::carried(&old.sentences, &new.sentences),
    }
}

/// `None` where the units are not the same: 元 and 万元 are not one count.
fn change(old: &Value, new: &Value) -> Option<Change> {
    if old.unit.is_some() && new.unit.is_some() && !same_unit(old, new) {
        return None;
    }
    let difference = new.value.zip(old.value).and_then(|(n, o)| n.checked_sub(o));
    let percent = difference
        .zip(old.value)
        .and_then(|(d, o)| d.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(o))
        .map(|percent| format!("{:.1}", percent.round_dp(1)));
    Some(Change {
        indicator: new.indicator.clone(),
        column: new.column.clone(),
        label: new.label.clone(),
        unit: new.unit.clone().or_else(|| old.unit.clone()),
        old: old.value.map(|value| decimal(value).into()),
        new: new.value.map(|value| decimal(value).into()),
        change: difference.map(|value| decimal(value).into()),
        percent,
        derived: old.derived || new.derived,
    })
}

/// 条 and 件 count the same requests in different editions.
fn same_unit(old: &Value, new: &Value) -> bool {
    let one = |unit: &Option<String>| match unit.as_deref() {
        Some("条") => Some("件".to_owned()),
        unit => unit.map(str::to_owned),
    };
    one(&old.unit) == one(&new.unit)
}

fn headings(old: &[String], new: &[String]) -> Headings {
    let keys = |headings: &[String]| -> HashSet<String> {
        headings
            .iter()
            .map(|h| crate::chars::label_key(h))
            .collect()
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let only = |headings: &[String], other: &HashSet<String>| {
        headings
            .iter()
            .filter(|h| !other.contains(&crate::chars::label_key(h)))
            .cloned()
            .collect()
    };
    Headings {
        added: only(new, &old_keys),
        dropped: only(old, &new_keys),
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// A year of `(indicator, column, value)`; an empty value is blank.
    pub(crate) fn year(year: u16, values: &[(&str, &str, &str)]) -> Year {
        let mut made = Year {
            year: Some(year),
            ..Year::default()
        };
        for (indicator, column, value) in values {
            made.push(Value {
                indicator: (*indicator).to_owned(),
                column: common_column(column).to_owned(),
                label: String::new(),
                unit: Some("件".to_owned()),
                value: number(Some(value)),
                derived: false,
            });
        }
        made.derive();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::testing::year;
    use super::*;

    #[test]
    fn editions_are_compared_in_the_years_whole_count() {
        let old = year(
            2018,
            &[
                ("requests.received", "value", "40"),
                ("litigation.total", "value", "2"),
            ],
        );
        let new = year(
            2019,
            &[
                ("requests.received", "natural_person", "20"),
                ("requests.received", "total", "30"),
                ("litigation.direct.total", "value", "1"),
                ("litigation.after_review.total", "value", "0"),
            ],
        );
        let got: Vec<_> = compare(&old, &new)
            .indicators
            .into_iter()
            .map(|c| (c.indicator, c.column, c.change, c.percent, c.derived))
            .collect();
        let row = |indicator: &str, change: &str, percent: &str, derived| {
            (
                indicator.to_owned(),
                "total".to_owned(),
                Some(change.to_owned()),
                Some(percent.to_owned()),
                derived,
            )
        };
        assert_eq!(
            got,
            [
                row("requests.received", "-10", "-25.0", false),
                row("litigation.total", "-1", "-50.0", true)
            ]
        );
    }

    #[test]
    fn there_is_no_percentage_of_nothing_and_no_change_of_a_blank() {
        let old = year(2021, &[("rules", "issued", "0"), ("rules", "repealed", "")]);
        let new = year(
            2022,
            &[("rules", "issued", "3"), ("rules", "repealed", "1")],
        );
        let changes = compare(&old, &new).indicators;
        assert_eq!(changes[0].change.as_deref(), Some("3"));
        assert_eq!(changes[0].percent, None);
        assert_eq!(changes[1].old, None);
        assert_eq!(changes[1].change, None);
    }

    #[test]
    fn headings_are_compared_without_their_punctuation() {
        let old = ["概述".to_owned(), "收费情况".to_owned()];
        let new = ["概 述".to_owned(), "其他事项".to_owned()];
        assert_eq!(
            headings(&old, &new),
            Headings {
                added: vec!["其他事项".to_owned()],
                dropped: vec!["收费情况".to_owned()]
            }
        );
    }
}

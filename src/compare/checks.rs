//! `YEAR-CARRIED`, `YEAR-IN-FORCE`, `YEAR-CUMULATIVE`: the identities that cross the years.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use super::{WHOLE, Year};
use crate::check::identity::decimal;

/// An identity of two years, evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearCheck {
    /// `YEAR-CARRIED`, `YEAR-IN-FORCE`, `YEAR-CUMULATIVE`.
    pub identity: &'static str,
    /// The indicator of the later year.
    pub indicator: String,
    /// Column.
    pub column: String,
    /// `holds`, `violated`, `not_evaluable`.
    pub status: &'static str,
    /// It holds only with its blanks taken as 0.
    pub blanks_as_zero: bool,
    /// The later year's number; `null` where blank.
    pub left: Option<String>,
    /// What it should be by the earlier year's; `null` where one of the operands is blank.
    pub right: Option<String>,
    /// What the right side is made of.
    pub operands: Vec<Term>,
}

/// An operand of an identity of two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Term {
    /// Of the earlier year's report.
    pub old: bool,
    /// It is subtracted.
    pub less: bool,
    /// Indicator.
    pub indicator: String,
    /// Column.
    pub column: String,
    /// A decimal string; `null` where blank.
    pub value: Option<String>,
}

impl YearCheck {
    /// Whether both years contradict each other.
    #[must_use]
    pub fn is_violated(&self) -> bool {
        self.status == "violated"
    }
}

struct Operand<'a> {
    year: &'a Year,
    old: bool,
    less: bool,
    indicator: &'a str,
    column: &'a str,
}

/// Evaluates what two consecutive years must satisfy.
pub(super) fn across(old: &Year, new: &Year) -> Vec<YearCheck> {
    let mut checks = Vec::new();
    for value in new.values() {
        let (indicator, column) = (&*value.indicator, &*value.column);
        let of = |old_year: bool, less: bool, indicator, column| Operand {
            year: if old_year { old } else { new },
            old: old_year,
            less,
            indicator,
            column,
        };
        let (identity, operands) = match (indicator, column) {
            ("requests.carried_in", _) => (
                "YEAR-CARRIED",
                vec![of(true, false, "requests.carried_out", column)],
            ),
            (_, "in_force") => (
                "YEAR-IN-FORCE",
                vec![
                    of(true, false, indicator, "in_force"),
                    of(false, false, indicator, "issued"),
                    of(false, true, indicator, "repealed"),
                ],
            ),
            (_, "cumulative") => (
                "YEAR-CUMULATIVE",
                vec![
                    of(true, false, indicator, "cumulative"),
                    of(false, false, indicator, WHOLE),
                ],
            ),
            _ => continue,
        };
        checks.extend(evaluate(
            identity,
            indicator,
            column,
            value.value,
            &operands,
        ));
    }
    checks
}

/// `None` where a row or column of the right side is not printed at all.
fn evaluate(
    identity: &'static str,
    indicator: &str,
    column: &str,
    left: Option<Decimal>,
    operands: &[Operand<'_>],
) -> Option<YearCheck> {
    let mut sum = Decimal::ZERO;
    let mut blank = left.is_none();
    let mut right_blank = false;
    let mut terms = Vec::new();
    for operand in operands {
        let value = operand.year.get(operand.indicator, operand.column)?.value;
        right_blank |= value.is_none();
        let number = value.unwrap_or_default();
        sum = if operand.less {
            sum.checked_sub(number)?
        } else {
            sum.checked_add(number)?
        };
        terms.push(Term {
            old: operand.old,
            less: operand.less,
            indicator: operand.indicator.to_owned(),
            column: operand.column.to_owned(),
            value: value.map(|value| decimal(value).into()),
        });
    }
    blank |= right_blank;
    let holds = left.unwrap_or_default() == sum;
    Some(YearCheck {
        identity,
        indicator: indicator.to_owned(),
        column: column.to_owned(),
        status: match (holds, blank) {
            (true, _) => "holds",
            (false, true) => "not_evaluable",
            (false, false) => "violated",
        },
        blanks_as_zero: holds && blank,
        left: left.map(|left| decimal(left).into()),
        right: (holds || !right_blank).then(|| decimal(sum).into()),
        operands: terms,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::year;
    use super::super::{Year, compare};

    fn statuses(old: &Year, new: &Year) -> Vec<(&'static str, String, &'static str)> {
        compare(old, new)
            .checks
            .into_iter()
            .map(|c| (c.identity, c.column, c.status))
            .collect()
    }

    #[test]
    fn what_is_carried_out_is_carried_in() {
        let old = year(
            2022,
            &[
                ("requests.carried_out", "natural_person", "3"),
                ("requests.carried_out", "enterprise", ""),
                ("requests.carried_out", "total", "3"),
            ],
        );
        let new = |total| {
            year(
                2023,
                &[
                    ("requests.carried_in", "natural_person", "3"),
                    ("requests.carried_in", "enterprise", "0"),
                    ("requests.carried_in", "total", total),
                ],
            )
        };
        let of = |total| {
            let checks = compare(&old, &new(total)).checks;
            checks.iter().map(|c| c.status).collect::<Vec<_>>()
        };
        assert_eq!(of("3"), ["holds", "holds", "holds"]);
        assert_eq!(of("4"), ["holds", "holds", "violated"]);
        assert_eq!(of(""), ["holds", "holds", "not_evaluable"]);
        let checks = compare(&old, &new("4")).checks;
        assert!(checks[1].blanks_as_zero);
        assert_eq!(checks[2].left.as_deref(), Some("4"));
        assert_eq!(checks[2].right.as_deref(), Some("3"));
    }

    #[test]
    fn rules_in_force_and_what_was_counted_in_all() {
        let old = year(
            2022,
            &[
                ("rules", "in_force", "60"),
                ("disclosure.documents", "cumulative", "293"),
            ],
        );
        let new = |in_force, cumulative| {
            year(
                2023,
                &[
                    ("rules", "issued", "8"),
                    ("rules", "repealed", "2"),
                    ("rules", "in_force", in_force),
                    ("disclosure.documents", "year", "31"),
                    ("disclosure.documents", "cumulative", cumulative),
                ],
            )
        };
        assert_eq!(
            statuses(&old, &new("66", "324")),
            [
                ("YEAR-IN-FORCE", "in_force".to_owned(), "holds"),
                ("YEAR-CUMULATIVE", "cumulative".to_owned(), "holds")
            ]
        );
        assert_eq!(
            statuses(&old, &new("68", "325")),
            [
                ("YEAR-IN-FORCE", "in_force".to_owned(), "violated"),
                ("YEAR-CUMULATIVE", "cumulative".to_owned(), "violated")
            ]
        );
    }

    #[test]
    fn years_that_do_not_follow_each_other_prove_nothing() {
        let old = year(2021, &[("requests.carried_out", "total", "3")]);
        let new = year(2023, &[("requests.carried_in", "total", "4")]);
        assert!(compare(&old, &new).checks.is_empty());
    }
}

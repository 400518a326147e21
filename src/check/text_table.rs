//! `TEXT-TABLE`: a number in prose that names an indicator equals the table's.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Findings;
use super::identity::decimal;
use super::said::{Said, Tables};
use crate::edition::{Edition, Statistics};
use crate::report::{Check, Claim, Diagnostic, Fact, Operand, Quantity, Severity, Status};

const CODE: &str = "TEXT-TABLE";

/// Compares the claims of prose with the tables.
pub(super) fn check(
    statistics: &Statistics,
    edition: Option<&Edition>,
    quantities: &[Quantity],
    findings: &mut Findings,
) {
    let mut tables = None;
    for quantity in quantities {
        // 约300件 and 300余件 agree with too much to prove anything.
        let Some(claim) = quantity.claim.as_ref().filter(|_| !quantity.approximate) else {
            continue;
        };
        let Ok(value) = Decimal::from_str_exact(&quantity.value) else {
            continue;
        };
        let tables = tables.get_or_insert_with(|| Tables::new(statistics, edition));
        compare(quantity, claim, value, tables, findings);
    }
}

fn compare(
    quantity: &Quantity,
    claim: &Claim,
    value: Decimal,
    tables: &Tables<'_>,
    findings: &mut Findings,
) {
    let said: Vec<Said<'_>> = claim
        .readings
        .iter()
        .enumerate()
        .flat_map(|(at, reading)| tables.said(at, reading))
        .collect();
    let Some(meant) = said.iter().find(|s| s.reading == 0).or(said.first()) else {
        return;
    };
    let agrees = said.iter().find(|s| s.sum == value);
    let open = claim.narrower || claim.loose;
    let status = match agrees {
        Some(_) => Status::Holds,
        // A blank cell contradicts nothing.
        None if open || meant.facts.iter().all(|f| f.value.is_none()) => Status::NotEvaluable,
        None => Status::Violated,
    };
    let shown = agrees.unwrap_or(meant);
    let cell = shown.facts.first().map(|fact| fact.cell);
    findings.checks.push(Check {
        identity: CODE.into(),
        table: cell.map(|cell| cell[0]),
        column: Some(shown.column.into()),
        status,
        left: Some(decimal(value)),
        right: (status != Status::NotEvaluable || open).then(|| decimal(shown.sum)),
        blanks_as_zero: status == Status::Holds && shown.blank,
        operands: if status == Status::Holds {
            Vec::new()
        } else {
            shown.facts.iter().map(|fact| operand(fact)).collect()
        },
        smallest_change: None,
    });
    let names = || (claim.readings.first()).map_or_else(String::new, |r| r.join(" + "));
    let alone = |said: &Said<'_>| claim.readings[said.reading].join(" + ");
    let (severity, message, help) = match (status, agrees) {
        (Status::Violated, _) => (
            Severity::Error,
            format!(
                "the text says {value}, the table {} ({}, column {})",
                decimal(meant.sum),
                names(),
                meant.column
            ),
            help(&said, value),
        ),
        (Status::NotEvaluable, _) if open => (
            Severity::Note,
            format!(
                "the text says {value}, the table {} ({}, column {})",
                decimal(meant.sum),
                names(),
                meant.column
            ),
            Some(if claim.narrower {
                "the text seems to speak of a part of what the table is about, or of more".into()
            } else {
                "the table's column may count something else".into()
            }),
        ),
        // A reading that is a part of what the words say (不掌握 of 无法提供).
        (Status::Holds, Some(found))
            if found.reading > 0
                && tables.is_part(&claim.readings[found.reading], &claim.readings[0])
                && !said.iter().any(|s| s.reading == 0 && s.sum == value) =>
        {
            (
                Severity::Note,
                format!(
                    "the text says {value}, which is the table's {} alone; {} is {}",
                    alone(found),
                    names(),
                    decimal(meant.sum)
                ),
                None,
            )
        }
        _ => return,
    };
    findings.diagnostics.push(Diagnostic {
        code: CODE,
        severity,
        message: message.into(),
        region: Some(quantity.region.clone()),
        help,
    });
}

/// What a reader may want to know: the number is one that the table has elsewhere.
fn help(said: &[Said<'_>], value: Decimal) -> Option<Cow<'static, str>> {
    let part = said.iter().flat_map(|s| &s.facts).find(|fact| {
        fact.value
            .as_deref()
            .and_then(|v| Decimal::from_str_exact(v).ok())
            == Some(value)
    })?;
    let help = format!(
        "{} is what the table has for {} in column {}",
        decimal(value),
        part.indicator,
        part.column
    );
    Some(help.into())
}

fn operand(fact: &Fact) -> Operand {
    Operand {
        indicator: fact.indicator.clone(),
        column: fact.column.clone(),
        value: fact.value.clone(),
        cell: Some(fact.cell),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{table, vocabulary};
    use super::*;
    use crate::span::Region;

    fn says(value: &str, readings: &[&[&str]]) -> Quantity {
        Quantity {
            value: value.into(),
            unit: Some("件".into()),
            approximate: false,
            clause: String::new().into(),
            section: Vec::new(),
            indicator: None,
            claim: Some(Claim {
                indicator: None,
                readings: readings
                    .iter()
                    .map(|r| r.iter().map(|&i| i.to_owned()).collect())
                    .collect(),
                narrower: false,
                loose: false,
            }),
            region: Region::default(),
        }
    }

    /// Status, left, right, and the finding's severity.
    fn compared(
        statistics: &Statistics,
        quantity: Quantity,
    ) -> Option<(Status, String, Option<String>, Option<Severity>)> {
        let vocabulary = vocabulary(&["ROW requests rows: person, firm = total"]);
        let mut findings = Findings::default();
        check(
            statistics,
            vocabulary.editions.first(),
            &[quantity],
            &mut findings,
        );
        let check = findings.checks.pop()?;
        Some((
            check.status,
            check.left?.into(),
            check.right.map(String::from),
            findings.diagnostics.first().map(|d| d.severity),
        ))
    }

    fn requests() -> Statistics {
        table(
            "requests",
            &["person", "firm", "total"],
            &[
                ("requests.received", &["821", "38", "859"]),
                ("requests.carried_in", &["18", "", "18"]),
                ("results.granted", &["258", "14", ""]),
                ("results.partially_granted", &["3", "", ""]),
                ("results.unavailable.not_held", &["250", "15", "265"]),
                ("results.unavailable.needs_creation", &["44", "3", "47"]),
                ("results.unavailable.unclear", &["25", "0", "25"]),
                ("results.other", &["", "", ""]),
            ],
        )
    }

    #[test]
    fn the_total_is_compared_and_what_was_carried_in_may_be_meant_with_it() {
        let with: &[&[&str]] = &[
            &["requests.received"],
            &["requests.received", "requests.carried_in"],
        ];
        for (value, status, severity) in [
            ("859", Status::Holds, None),
            ("877", Status::Holds, None),
            ("821", Status::Violated, Some(Severity::Error)),
        ] {
            let (got, left, _, found) = compared(&requests(), says(value, with)).unwrap();
            assert_eq!((got, &*left, found), (status, value, severity));
        }
    }

    #[test]
    fn a_total_that_is_not_printed_is_what_its_row_comes_to() {
        let sum: &[&[&str]] = &[&["results.granted", "results.partially_granted"]];
        let violated = compared(&requests(), says("258", sum)).unwrap();
        assert_eq!(violated.0, Status::Violated);
        assert_eq!(violated.2.as_deref(), Some("275"));
        assert_eq!(
            compared(&requests(), says("275", sum)).unwrap().0,
            Status::Holds
        );
    }

    #[test]
    fn a_row_without_any_number_contradicts_nothing() {
        let other: &[&[&str]] = &[&["results.other"]];
        let statistics = requests();
        assert_eq!(
            compared(&statistics, says("5", other)),
            Some((Status::NotEvaluable, "5".into(), None, None))
        );
        assert_eq!(
            compared(&statistics, says("0", other)).unwrap().0,
            Status::Holds
        );
        assert_eq!(compared(&statistics, says("5", &[&["review.total"]])), None);
    }

    #[test]
    fn one_of_the_rows_that_the_words_sum_up_is_worth_a_note() {
        let unavailable: &[&[&str]] =
            &[&["results.unavailable"], &["results.unavailable.not_held"]];
        let (status, _, _, severity) = compared(&requests(), says("265", unavailable)).unwrap();
        assert_eq!((status, severity), (Status::Holds, Some(Severity::Note)));
        let (status, _, _, severity) = compared(&requests(), says("337", unavailable)).unwrap();
        assert_eq!((status, severity), (Status::Holds, None));
        let (status, ..) = compared(&requests(), says("300", unavailable)).unwrap();
        assert_eq!(status, Status::Violated);
    }

    #[test]
    fn a_part_of_the_government_is_a_note_and_about_300_is_nothing() {
        let mut narrower = says("300", &[&["requests.received"]]);
        narrower.claim.as_mut().unwrap().narrower = true;
        let (status, _, _, severity) = compared(&requests(), narrower).unwrap();
        assert_eq!(
            (status, severity),
            (Status::NotEvaluable, Some(Severity::Note))
        );
        let mut about = says("300", &[&["requests.received"]]);
        about.approximate = true;
        assert_eq!(compared(&requests(), about), None);
    }

    #[test]
    fn either_column_may_be_meant_where_none_is_a_total() {
        let statistics = table(
            "statistics",
            &["year", "cumulative"],
            &[("disclosure.documents", &["31", "324"])],
        );
        let documents: &[&[&str]] = &[&["disclosure.documents"]];
        for value in ["31", "324"] {
            assert_eq!(
                compared(&statistics, says(value, documents)).unwrap().0,
                Status::Holds
            );
        }
        assert_eq!(
            compared(&statistics, says("33", documents)).unwrap().0,
            Status::Violated
        );
    }

    #[test]
    fn a_number_that_the_table_has_elsewhere_is_named() {
        let vocabulary = vocabulary(&["ROW requests rows: person, firm = total"]);
        let help = |value| {
            let mut findings = Findings::default();
            check(
                &requests(),
                vocabulary.editions.first(),
                &[says(
                    value,
                    &[&["results.granted", "results.partially_granted"]],
                )],
                &mut findings,
            );
            findings.diagnostics.remove(0).help
        };
        assert_eq!(
            help("258").as_deref(),
            Some("258 is what the table has for results.granted in column person")
        );
        assert_eq!(help("259"), None);
    }

    #[test]
    fn the_first_reading_is_the_one_that_is_shown() {
        let readings: &[&[&str]] = &[&["requests.received"], &["requests.carried_in"]];
        let (status, _, right, _) = compared(&requests(), says("5", readings)).unwrap();
        assert_eq!((status, right.as_deref()), (Status::Violated, Some("859")));
    }
}

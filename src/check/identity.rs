//! The identities that are data: sums and limits that a table's numbers must satisfy.

use rust_decimal::Decimal;
use smol_str::{SmolStr, ToSmolStr as _};

use super::evaluate::evaluate;
use super::operands::{by_table, printings};
use super::{Findings, change, settle};
use crate::edition::{Edition, Statistics, Vocabulary};

/// Evaluates every identity of the report's edition over every column or row it holds for.
pub(super) fn check(statistics: &Statistics, edition: Option<&Edition>, findings: &mut Findings) {
    let Some(edition) = edition else {
        return;
    };
    let facts = by_table(statistics);
    let mut tables: Vec<&str> = Vec::new();
    for identity in &edition.identities {
        if !tables.contains(&&*identity.table) {
            tables.push(&identity.table);
        }
    }
    for table in tables {
        let form = edition.tables.iter().find(|form| form.id == table);
        for printing in printings(statistics, &facts, table) {
            let identities = edition.identities.iter().filter(|i| i.table == table);
            let evaluated = evaluate(&printing, form, identities);
            let involved = change::Involved::new(&evaluated);
            findings.checks.reserve(evaluated.len());
            for at in 0..evaluated.len() {
                let (check, diagnostic) = settle::settle(&evaluated, at, &involved, statistics);
                findings.checks.push(check);
                findings.diagnostics.extend(diagnostic);
            }
        }
    }
}

/// The edition that a report's tables follow.
pub(crate) fn edition_of<'v>(
    statistics: &Statistics,
    vocabulary: &'v Vocabulary,
) -> Option<&'v Edition> {
    let found = statistics.edition.as_ref()?;
    vocabulary.editions.iter().find(|e| e.id == found.id)
}

/// A decimal as the output prints it: without zeros at its end.
pub(crate) fn decimal(value: Decimal) -> SmolStr {
    let value = value.normalize();
    // Without the machinery of `write!`: nearly all are counts.
    match i64::try_from(value.mantissa()) {
        Ok(count) if value.scale() == 0 => SmolStr::new(itoa::Buffer::new().format(count)),
        _ => value.to_smolstr(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{add, form_with_variant, table, vocabulary};
    use super::*;
    use crate::report::{Severity, Status};

    fn checked(statistics: &Statistics, identities: &[&str]) -> Findings {
        let mut findings = Findings::default();
        let vocabulary = vocabulary(identities);
        check(
            statistics,
            edition_of(statistics, &vocabulary),
            &mut findings,
        );
        findings
    }

    const SUM: &str = "SUM t columns: a, b = total";

    #[test]
    fn a_sum_that_is_off_by_one_is_violated_with_both_sides_and_all_operands() {
        let statistics = table(
            "t",
            &["year"],
            &[("a", &["1.5"]), ("b", &["2"]), ("total", &["4.5"])],
        );
        let findings = checked(&statistics, &[SUM]);
        let check = &findings.checks[0];
        assert_eq!(check.status, Status::Violated);
        assert_eq!(
            (check.left.as_deref(), check.right.as_deref()),
            (Some("3.5"), Some("4.5"))
        );
        assert_eq!(check.column.as_deref(), Some("year"));
        let operands: Vec<_> = check
            .operands
            .iter()
            .map(|o| (&*o.indicator, o.value.as_deref(), o.cell))
            .collect();
        assert_eq!(
            operands,
            [
                ("a", Some("1.5"), Some([0, 0])),
                ("b", Some("2"), Some([0, 1])),
                ("total", Some("4.5"), Some([0, 2]))
            ]
        );
        // Any of the three could be the wrong one.
        assert_eq!(check.smallest_change, None);
        let diagnostic = &findings.diagnostics[0];
        assert_eq!(diagnostic.severity, Severity::Error);
        assert_eq!(
            diagnostic.message,
            "the sum holds (column year): 1.5 + 2 = 3.5 is not 4.5"
        );
        assert_eq!(
            diagnostic.region.as_ref().unwrap().hull().start,
            20,
            "the total's cell"
        );
    }

    #[test]
    fn a_decimal_is_printed_without_zeros_at_its_end() {
        for (text, want) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("12", "12"),
            ("-3", "-3"),
            ("1.50", "1.5"),
            ("120.00", "120"),
            ("9223372036854775808", "9223372036854775808"),
            ("0.10", "0.1"),
        ] {
            assert_eq!(decimal(Decimal::from_str_exact(text).unwrap()), want);
        }
    }

    #[test]
    fn sums_are_exact_decimals() {
        let statistics = table(
            "t",
            &["year"],
            &[("a", &["0.1"]), ("b", &["0.2"]), ("total", &["0.3"])],
        );
        assert_eq!(checked(&statistics, &[SUM]).checks[0].status, Status::Holds);
    }

    #[test]
    fn a_blank_operand_holds_as_zero_or_is_not_evaluable() {
        let rows = |total| table("t", &["year"], &[("a", &["3"]), ("b", &[""]), total]);
        let holds = checked(&rows(("total", &["3"])), &[SUM]);
        assert_eq!(holds.checks[0].status, Status::Holds);
        assert!(holds.checks[0].blanks_as_zero);
        assert_eq!(holds.checks[0].left.as_deref(), Some("3"));
        let open = checked(&rows(("total", &["5"])), &[SUM]);
        assert_eq!(open.checks[0].status, Status::NotEvaluable);
        assert!(!open.checks[0].blanks_as_zero);
        assert_eq!(open.checks[0].left, None);
        assert_eq!(open.checks[0].right.as_deref(), Some("5"));
        assert!(open.diagnostics.is_empty());
    }

    #[test]
    fn a_row_that_is_lost_doubled_or_unknown_is_no_violation() {
        let lost = table("t", &["year"], &[("a", &["3"]), ("total", &["5"])]);
        let doubled = table(
            "t",
            &["year"],
            &[
                ("a", &["3"]),
                ("a", &["2"]),
                ("b", &["1"]),
                ("total", &["5"]),
            ],
        );
        let unknown = table(
            "t",
            &["year"],
            &[
                ("a", &["3"]),
                ("b", &["1"]),
                ("", &["1"]),
                ("total", &["5"]),
            ],
        );
        for statistics in [lost, doubled, unknown] {
            let findings = checked(&statistics, &[SUM]);
            assert_eq!(findings.checks[0].status, Status::NotEvaluable);
            assert!(findings.diagnostics.is_empty());
        }
        let zero = table(
            "t",
            &["year"],
            &[
                ("a", &["3"]),
                ("b", &["1"]),
                ("", &["0"]),
                ("total", &["5"]),
            ],
        );
        assert_eq!(checked(&zero, &[SUM]).checks[0].status, Status::Violated);
    }

    #[test]
    fn one_row_that_some_print_for_two_takes_their_place() {
        let parts: &[(&str, &[&str])] = &[
            ("a", &["3"]),
            ("o.x", &["1"]),
            ("o.y", &["2"]),
            ("total", &["6"]),
        ];
        let whole: &[(&str, &[&str])] = &[("a", &["3"]), ("o", &["3"]), ("total", &["6"])];
        for rows in [parts, whole] {
            let mut vocabulary = vocabulary(&["SUM t columns: a, o.x, o.y = total"]);
            vocabulary.editions[0].tables.push(form_with_variant());
            let statistics = table("t", &["year"], rows);
            let mut findings = Findings::default();
            check(
                &statistics,
                edition_of(&statistics, &vocabulary),
                &mut findings,
            );
            assert_eq!(findings.checks[0].status, Status::Holds);
        }
    }

    #[test]
    fn ten_and_one_is_nothing_can_only_mean_eleven() {
        let statistics = table(
            "t",
            &["value"],
            &[("a", &["10"]), ("b", &["1"]), ("total", &["0"])],
        );
        let findings = checked(&statistics, &[SUM]);
        let change = findings.checks[0].smallest_change.as_ref().unwrap();
        assert_eq!(
            (change.cell, &*change.from, &*change.to),
            ([0, 2], "0", "11")
        );
        assert!(
            findings.diagnostics[0]
                .help
                .as_ref()
                .unwrap()
                .ends_with("label of total 0 to 11")
        );
    }

    #[test]
    fn two_sums_that_cross_name_the_cell_that_both_are_broken_by() {
        let identities = [SUM, "ROWS t rows: x, y = all"];
        let statistics = table(
            "t",
            &["x", "y", "all"],
            &[
                ("a", &["10", "5", "15"]),
                ("b", &["2", "3", "5"]),
                ("total", &["21", "8", "20"]),
            ],
        );
        let findings = checked(&statistics, &identities);
        let violated: Vec<_> = findings
            .checks
            .iter()
            .filter(|c| c.status == Status::Violated)
            .map(|c| (&*c.identity, c.column.as_deref().unwrap()))
            .collect();
        assert_eq!(violated, [("SUM", "x"), ("ROWS", "total")]);
        for check in findings
            .checks
            .iter()
            .filter(|c| c.status == Status::Violated)
        {
            let change = check.smallest_change.as_ref().unwrap();
            assert_eq!(
                (change.cell, &*change.from, &*change.to),
                ([0, 6], "21", "12")
            );
        }
    }

    #[test]
    fn a_limit_is_violated_only_above() {
        let identity = "OF t columns: part <= whole";
        let rows = |part| table("t", &["v"], &[("part", part), ("whole", &["3"])]);
        assert_eq!(
            checked(&rows(&["3"]), &[identity]).checks[0].status,
            Status::Holds
        );
        let findings = checked(&rows(&["4"]), &[identity]);
        assert_eq!(findings.checks[0].status, Status::Violated);
        assert_eq!(findings.checks[0].smallest_change, None);
    }

    #[test]
    fn a_table_cut_in_two_is_one_and_a_second_copy_is_another() {
        let mut statistics = table("t", &["year"], &[("a", &["1"]), ("b", &["2"])]);
        add(&mut statistics, "t", &["year"], &[("total", &["3"])]);
        add(
            &mut statistics,
            "t",
            &["year"],
            &[("a", &["1"]), ("b", &["1"]), ("total", &["3"])],
        );
        let findings = checked(&statistics, &[SUM]);
        let got: Vec<_> = findings
            .checks
            .iter()
            .map(|c| (c.table, c.status))
            .collect();
        assert_eq!(got, [(Some(0), Status::Holds), (Some(2), Status::Violated)]);
    }

    #[test]
    fn numbers_too_large_to_add_are_not_evaluable() {
        let huge = "79228162514264337593543950335";
        let statistics = table(
            "t",
            &["year"],
            &[("a", &[huge]), ("b", &[huge]), ("total", &["1"])],
        );
        assert_eq!(
            checked(&statistics, &[SUM]).checks[0].status,
            Status::NotEvaluable
        );
    }
}

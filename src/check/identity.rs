//! The identities that are data: sums and limits that a table's numbers must satisfy.
//!
//! A term of an identity is an indicator, or a column of an identity along rows. Where a local print
//! has one row for several (`variants` of the form), that row takes the place of their terms.

use rust_decimal::Decimal;

use super::Findings;
use super::change;
use super::operands::{Printed, Printing, printings};
use crate::edition::form::Variant;
use crate::edition::{Along, Edition, Form, Identity, Relation, Statistics, Vocabulary};
use crate::report::{Check, Diagnostic, Operand, Severity, Status};

/// Evaluates every identity of the report's edition over every column or row it holds for.
pub(super) fn check(statistics: &Statistics, edition: Option<&Edition>, findings: &mut Findings) {
    let Some(edition) = edition else {
        return;
    };
    let mut tables: Vec<&str> = Vec::new();
    for identity in &edition.identities {
        if !tables.contains(&&*identity.table) {
            tables.push(&identity.table);
        }
    }
    for table in tables {
        let form = edition.tables.iter().find(|form| form.id == table);
        for printing in printings(statistics, table) {
            let identities = edition.identities.iter().filter(|i| i.table == table);
            let evaluated = evaluate(&printing, form, identities);
            let involved = change::Involved::new(&evaluated);
            for at in 0..evaluated.len() {
                let (check, diagnostic) = settle(&evaluated, at, &involved, statistics);
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

/// One operand: where it stands and on which side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term<'s> {
    /// Indicator as the identity names it.
    pub(super) indicator: &'s str,
    /// Column as the identity names it.
    pub(super) column: &'s str,
    /// What is printed there.
    pub(super) printed: Printed<'s>,
    /// On the left side.
    pub(super) left: bool,
}

/// An identity over one column or row.
#[derive(Debug)]
pub(super) struct Evaluated<'s> {
    pub(super) identity: &'s Identity,
    /// The column, or for an identity along a row the row's indicator.
    pub(super) over: &'s str,
    pub(super) terms: Vec<Term<'s>>,
    /// Left side less right side, what has no number as 0; `None` if it can't be represented.
    pub(super) difference: Option<Decimal>,
    pub(super) status: Status,
    pub(super) blanks_as_zero: bool,
    first_table: Option<usize>,
}

impl Evaluated<'_> {
    /// Whether the relation holds for a difference of the sides.
    pub(super) fn holds_with(&self, difference: Decimal) -> bool {
        match self.identity.relation {
            Relation::Equal => difference.is_zero(),
            Relation::AtMost => difference <= Decimal::ZERO,
        }
    }

    /// A side's sum; `None` where one of its terms has no number.
    fn side(&self, left: bool) -> Option<Decimal> {
        self.terms
            .iter()
            .filter(|term| term.left == left)
            .try_fold(Decimal::ZERO, |sum, term| {
                sum.checked_add(term.printed.number()?)
            })
    }
}

fn evaluate<'s>(
    printing: &Printing<'s>,
    form: Option<&'s Form>,
    identities: impl Iterator<Item = &'s Identity>,
) -> Vec<Evaluated<'s>> {
    let mut evaluated = Vec::new();
    for identity in identities {
        let over = match identity.along {
            Along::Columns => &printing.columns,
            Along::Rows => &printing.indicators,
        };
        evaluated.extend(
            over.iter()
                .filter_map(|over| evaluate_over(printing, form, identity, over)),
        );
    }
    evaluated
}

/// Evaluates an identity over one column or row; `None` where the table has none of its terms, or
/// the terms of one side only where the other side has no column here.
fn evaluate_over<'s>(
    printing: &Printing<'s>,
    form: Option<&'s Form>,
    identity: &'s Identity,
    over: &'s str,
) -> Option<Evaluated<'s>> {
    let mut terms = Vec::new();
    for left in [true, false] {
        push_side(printing, form, identity, over, left, &mut terms);
    }
    let printed = |left: bool| {
        terms
            .iter()
            .any(|t| t.left == left && t.printed != Printed::Missing)
    };
    // A column that has nothing of one side is not one that the identity speaks of (现行有效件数 of
    // a row that has no such column); a row that was lost leaves others of its side.
    if !printed(true) || !printed(false) {
        return None;
    }
    let difference = terms.iter().try_fold(Decimal::ZERO, |sum, term| {
        let value = term.printed.number().unwrap_or_default();
        if term.left {
            sum.checked_add(value)
        } else {
            sum.checked_sub(value)
        }
    });
    let mut evaluated = Evaluated {
        identity,
        over,
        first_table: terms
            .iter()
            .find_map(|t| t.printed.fact())
            .map(|f| f.cell[0]),
        terms,
        difference,
        status: Status::NotEvaluable,
        blanks_as_zero: false,
    };
    let lost = evaluated
        .terms
        .iter()
        .any(|t| matches!(t.printed, Printed::Missing | Printed::Doubled));
    let blank = evaluated
        .terms
        .iter()
        .any(|t| matches!(t.printed, Printed::Blank(_)));
    let unmapped = identity.along == Along::Columns && printing.has_unmapped(over);
    evaluated.status = match difference {
        None => Status::NotEvaluable,
        Some(_) if lost => Status::NotEvaluable,
        Some(difference) if evaluated.holds_with(difference) => {
            evaluated.blanks_as_zero = blank;
            Status::Holds
        }
        // A row that nobody knows may be the missing part.
        Some(_) if blank || unmapped => Status::NotEvaluable,
        Some(_) => Status::Violated,
    };
    Some(evaluated)
}

/// The terms of one side: rows that one printed row stands for (（六）其他处理) are replaced by it.
fn push_side<'s>(
    printing: &Printing<'s>,
    form: Option<&'s Form>,
    identity: &'s Identity,
    over: &'s str,
    left: bool,
    terms: &mut Vec<Term<'s>>,
) {
    let side = if left {
        &identity.left
    } else {
        &identity.right
    };
    let place = |term: &'s str| match identity.along {
        Along::Columns => (term, over),
        Along::Rows => (over, term),
    };
    let mut push = |term: &'s str| {
        let (indicator, column) = place(term);
        terms.push(Term {
            indicator,
            column,
            printed: printing.at(indicator, column),
            left,
        });
    };
    let missing = |term: &'s str| {
        let (indicator, column) = place(term);
        printing.at(indicator, column) == Printed::Missing
    };
    let instead: Vec<&Variant> = form
        .iter()
        .filter(|_| identity.along == Along::Columns)
        .flat_map(|form| &form.variants)
        .filter(|variant| {
            variant
                .row
                .indicator
                .as_deref()
                .is_some_and(|i| !missing(i))
                && variant
                    .stands_for
                    .iter()
                    .all(|term| side.contains(term) && missing(term))
        })
        .collect();
    for term in side {
        match instead.iter().find(|v| v.stands_for.contains(term)) {
            None => push(term),
            Some(variant) if variant.stands_for.first() == Some(term) => {
                if let Some(indicator) = &variant.row.indicator {
                    push(indicator);
                }
            }
            Some(_) => {}
        }
    }
}

/// The check as the report has it, and the finding where it is violated.
fn settle(
    evaluated: &[Evaluated<'_>],
    at: usize,
    involved: &change::Involved<'_>,
    statistics: &Statistics,
) -> (Check, Option<Diagnostic>) {
    let this = &evaluated[at];
    let changed = (this.status == Status::Violated)
        .then(|| change::smallest(evaluated, at, involved))
        .flatten();
    let (left, right) = (this.side(true), this.side(false));
    let (left, right) = if this.blanks_as_zero {
        let sum = |left: bool| {
            let of = |t: &&Term<'_>| t.left == left;
            let numbers = this.terms.iter().filter(of);
            numbers.filter_map(|t| t.printed.number()).sum::<Decimal>()
        };
        (left.or(Some(sum(true))), right.or(Some(sum(false))))
    } else {
        (left, right)
    };
    let operands = if this.status == Status::Holds {
        Vec::new()
    } else {
        this.terms.iter().map(operand).collect()
    };
    let diagnostic = (this.status == Status::Violated).then(|| {
        let cell = changed
            .as_ref()
            .map(|(c, _)| c.cell)
            .or_else(|| place(this));
        let help = changed.as_ref().map(|(change, label)| {
            format!(
                "the only change of one cell that makes all sums of that cell hold: \
                 {label} {} to {}",
                change.from, change.to
            )
        });
        Diagnostic {
            code: code(&this.identity.id),
            severity: Severity::Error,
            message: message(this, left, right),
            region: cell.and_then(|[table, cell]| {
                Some(
                    statistics
                        .tables
                        .get(table)?
                        .cells
                        .get(cell)?
                        .region
                        .clone(),
                )
            }),
            help,
        }
    });
    let check = Check {
        identity: this.identity.id.clone(),
        table: this.first_table,
        column: Some(this.over.to_owned()),
        status: this.status,
        left: left.map(decimal),
        right: right.map(decimal),
        blanks_as_zero: this.blanks_as_zero,
        operands,
        smallest_change: changed.map(|(change, _)| change),
    };
    (check, diagnostic)
}

fn operand(term: &Term<'_>) -> Operand {
    let fact = term.printed.fact();
    Operand {
        indicator: term.indicator.to_owned(),
        column: term.column.to_owned(),
        value: fact.and_then(|f| f.value.clone()),
        cell: fact.map(|f| f.cell),
    }
}

/// The cell to point at: the total, which is the lone operand of its side, else the last operand.
fn place(this: &Evaluated<'_>) -> Option<[usize; 2]> {
    let lone = |left: bool| {
        let mut side = this.terms.iter().filter(move |t| t.left == left);
        let first = side.next()?;
        side.next().is_none().then_some(first)
    };
    let term = lone(false).or_else(|| lone(true)).or(this.terms.last())?;
    Some(term.printed.fact()?.cell)
}

fn message(this: &Evaluated<'_>, left: Option<Decimal>, right: Option<Decimal>) -> String {
    let side = |left: bool| {
        let numbers: Vec<String> = this
            .terms
            .iter()
            .filter(|t| t.left == left)
            .filter_map(|t| Some(decimal(t.printed.number()?)))
            .collect();
        numbers.join(" + ")
    };
    let sum = |left: bool, sum: Option<Decimal>| {
        let terms = side(left);
        match sum {
            Some(sum) if terms.contains('+') => format!("{terms} = {}", decimal(sum)),
            _ => terms,
        }
    };
    let relation = match this.identity.relation {
        Relation::Equal => "is not",
        Relation::AtMost => "is more than",
    };
    let over = match this.identity.along {
        Along::Columns => "column",
        Along::Rows => "row",
    };
    format!(
        "{} ({over} {}): {} {relation} {}",
        this.identity.meaning,
        this.over,
        sum(true, left),
        sum(false, right)
    )
}

/// A decimal as the output prints it: without zeros at its end.
pub(crate) fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Codes of the identities that the program's own editions have.
const CODES: &[&str] = &[
    "REQ-BALANCE",
    "REQ-RESULTS",
    "REQ-APPLICANTS",
    "REV-TOTAL",
    "N14-CHANNELS",
    "N14-COMPLETED",
    "N14-RESULTS",
    "N14-REFUSED",
    "N14-REVIEW",
    "N14-LITIGATION",
    "N14-STAFF",
    "N14-OF-WHICH",
    "FJ-CHANNELS",
    "FJ-RESULTS",
    "FJ-CUMULATIVE",
];

/// The code of an identity's findings: its own id, or `identity` for one of a user's edition.
fn code(id: &str) -> &'static str {
    CODES
        .iter()
        .find(|&&code| code == id)
        .copied()
        .unwrap_or("identity")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{add, form_with_variant, table, vocabulary};
    use super::*;

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

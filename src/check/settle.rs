//! What an evaluated identity is in the report: the check with its sides and operands, and the
//! finding where it is violated.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::change;
use super::evaluate::{Evaluated, Term};
use super::identity::decimal;
use crate::edition::{Along, Relation, Statistics};
use crate::report::{Check, Diagnostic, Operand, Severity, SmolStr, Status};

/// The check as the report has it, and the finding where it is violated.
pub(super) fn settle(
    evaluated: &[Evaluated<'_>],
    at: usize,
    involved: &change::Involved,
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
            let (from, to) = (&change.from, &change.to);
            Cow::Owned(format!(
                "the only change of one cell that makes all sums of that cell hold: \
                 {label} {from} to {to}"
            ))
        });
        Diagnostic {
            code: code(&this.identity.id),
            severity: Severity::Error,
            message: message(this, left, right).into(),
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
        column: Some(this.over.into()),
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
        indicator: term.indicator.into(),
        column: term.column.into(),
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
        let numbers: Vec<SmolStr> = this
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

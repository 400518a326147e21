//! Tables, facts and identities as they are printed.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::{How, Kind, List, Span, Status, Text, View};
use crate::report;

/// Which edition of the form the statistics follow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edition<'r> {
    /// Its id (`national-2021`).
    pub id: &'r str,
    /// Where the tables differ from the form.
    pub deviations: List<'r, report::Deviation, Deviation<'r>>,
}

/// One difference between a table and its form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deviation<'r> {
    /// Position in `tables`.
    pub table: usize,
    /// `missing_row`, `added_row`, `label`, `missing_column`, `added_column`.
    pub kind: &'r str,
    /// The indicator or column concerned, if it is one of the form's.
    pub indicator: Option<&'r str>,
    /// In words.
    pub message: &'r str,
}

impl<'r> Edition<'r> {
    pub(super) fn of(view: &View<'r>, edition: &'r report::EditionFound) -> Self {
        Self {
            id: &edition.id,
            deviations: view.list(&edition.deviations, |_, deviation| Deviation {
                table: deviation.table,
                kind: deviation.kind,
                indicator: deviation.indicator.as_deref(),
                message: &deviation.message,
            }),
        }
    }
}

/// A table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Table<'r> {
    /// The line above it that names it.
    pub caption: Option<Text<'r>>,
    /// Which table of the form it is: `statistics`, `disclosure`, `requests`, `review`; null for
    /// any other table.
    pub table: Option<&'r str>,
    /// All of it.
    pub span: Span<'r>,
    /// Rows.
    pub n_rows: u32,
    /// Columns.
    pub n_cols: u32,
    /// Each cell once, by row, then column.
    pub cells: List<'r, report::Cell, Cell<'r>>,
    /// The rows that carry a label.
    pub rows: List<'r, report::Row, Row<'r>>,
}

/// A cell. What is not printed has its default: spans 1, `header` false, the rest null.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cell<'r> {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub col: u32,
    /// Rows covered, 1 if absent.
    #[serde(skip_serializing_if = "is_one")]
    pub row_span: u32,
    /// Columns covered, 1 if absent.
    #[serde(skip_serializing_if = "is_one")]
    pub col_span: u32,
    /// A column head; false if absent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    /// What is printed, as it is printed.
    pub raw: Cow<'r, str>,
    /// White space cleaned.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span<'r>,
    /// What it holds.
    pub kind: Kind,
    /// The number as a decimal string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'r str>,
    /// The number's unit: the cell's own, the row's or the column's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'r str>,
    /// What stands beside the number in the cell (其中修订16件).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'r str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(span: &u32) -> bool {
    *span == 1
}

/// A row that carries a label.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row<'r> {
    /// Row of the table, from 0.
    pub row: u32,
    /// Its label as printed, without number.
    pub label: &'r str,
    /// The number before its label (`1.`, `（一）`); null if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<&'r str>,
    /// The indicator of all its cells; null for a row that no edition knows, or a group's.
    pub indicator: Option<&'r str>,
    /// How the indicator was found; null if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
}

/// One statistic.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fact<'r> {
    /// Stable id over all editions; empty for a row that no edition knows.
    pub indicator: &'r str,
    /// Column id; for an unknown column its printed head.
    pub column: &'r str,
    /// A decimal string; null where no number is printed.
    pub value: Option<&'r str>,
    /// Unit of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'r str>,
    /// What the cell holds.
    pub kind: Kind,
    /// How indicator and column were found, the weaker of the two; null if neither is known.
    pub how: Option<How>,
    /// Not printed, but a sum of printed values.
    pub derived: bool,
    /// Position in `tables` and in its `cells`.
    pub cell: [usize; 2],
}

impl<'r> Fact<'r> {
    pub(super) fn of(_: &View<'r>, fact: &'r report::Fact) -> Self {
        Self {
            indicator: &fact.indicator,
            column: &fact.column,
            value: fact.value.as_deref(),
            unit: fact.unit.as_deref(),
            kind: fact.kind.into(),
            how: fact.how.map(How::from),
            derived: fact.derived,
            cell: fact.cell,
        }
    }
}

/// An identity, evaluated for one table and column, or for one row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Check<'r> {
    /// Id of the identity (`REQ-BALANCE`), explained by `gongkai explain`.
    pub identity: &'r str,
    /// Position in `tables`; null where it speaks of no table.
    pub table: Option<usize>,
    /// The column; for an identity along a row, the row's indicator.
    pub column: Option<&'r str>,
    /// What it came to.
    pub status: Status,
    /// Left side, a decimal string.
    pub left: Option<&'r str>,
    /// Right side, a decimal string.
    pub right: Option<&'r str>,
    /// It holds only with its blanks taken as 0; false if absent.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub blanks_as_zero: bool,
    /// What both sides are made of, where it does not hold; none if absent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand<'r>>,
    /// The one change that would make it hold. Never applied. Null if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_change: Option<SmallestChange<'r>>,
}

/// An operand of an identity.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Operand<'r> {
    /// Indicator.
    pub indicator: &'r str,
    /// Column.
    pub column: &'r str,
    /// Its value; null where blank.
    pub value: Option<&'r str>,
    /// Position in `tables` and in its `cells`; null for a number in prose.
    pub cell: Option<[usize; 2]>,
}

/// The change of one cell that would make all identities of that cell hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SmallestChange<'r> {
    /// Position in `tables` and in its `cells`.
    pub cell: [usize; 2],
    /// As printed.
    pub from: &'r str,
    /// As it would have to be.
    pub to: &'r str,
}

impl<'r> Check<'r> {
    pub(super) fn of(_: &View<'r>, check: &'r report::Check) -> Self {
        let operands = check.operands.iter().map(|operand| Operand {
            indicator: &operand.indicator,
            column: &operand.column,
            value: operand.value.as_deref(),
            cell: operand.cell,
        });
        Self {
            identity: &check.identity,
            table: check.table,
            column: check.column.as_deref(),
            status: check.status.into(),
            left: check.left.as_deref(),
            right: check.right.as_deref(),
            blanks_as_zero: check.blanks_as_zero,
            operands: operands.collect(),
            smallest_change: check.smallest_change.as_ref().map(|change| SmallestChange {
                cell: change.cell,
                from: &change.from,
                to: &change.to,
            }),
        }
    }
}

impl<'r> Table<'r> {
    pub(super) fn of(view: &View<'r>, table: &'r report::Table) -> Self {
        Self {
            caption: table.caption.as_ref().map(|text| Text::of(view, text)),
            table: table.table.as_deref(),
            span: view.places.of(&table.region),
            n_rows: table.n_rows,
            n_cols: table.n_cols,
            cells: view.list(&table.cells, Cell::of),
            rows: view.list(&table.rows, Row::of),
        }
    }
}

impl<'r> Cell<'r> {
    fn of(view: &View<'r>, cell: &'r report::Cell) -> Self {
        Self {
            row: cell.row,
            col: cell.col,
            row_span: cell.row_span,
            col_span: cell.col_span,
            header: cell.header,
            raw: view.raw(&cell.region),
            text: &cell.text,
            span: view.places.of(&cell.region),
            kind: cell.kind.into(),
            value: cell.value.as_deref(),
            unit: cell.unit.as_deref(),
            note: cell.note.as_deref(),
        }
    }
}

impl<'r> Row<'r> {
    fn of(_: &View<'r>, row: &'r report::Row) -> Self {
        Self {
            row: row.row,
            label: &row.label,
            number: row.number.as_deref(),
            indicator: row.indicator.as_deref(),
            how: row.how.map(How::from),
        }
    }
}

//! The tidy table: one row a cell, every form of it from the same rows.

use std::borrow::Cow;

use serde::Serialize;

use super::json::{How, Kind, Places};
use crate::report::{CellKind, Fact, Report};

/// The columns, in their order.
pub const COLUMNS: [&str; 16] = [
    "report",
    "agency",
    "year",
    "edition",
    "table",
    "indicator",
    "column",
    "label",
    "unit",
    "value",
    "raw",
    "kind",
    "how",
    "derived",
    "line",
    "path",
];

/// One row of the tidy table.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'r> {
    /// The path as given.
    pub report: &'r str,
    /// The publishing organ.
    pub agency: Option<&'r str>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Id of the edition.
    pub edition: Option<&'r str>,
    /// Which table of the form; `narrative` for a number in prose.
    pub table: Option<&'r str>,
    /// Stable id; empty for a row that no edition knows.
    pub indicator: &'r str,
    /// Column id; for an unknown column its printed head.
    pub column: &'r str,
    /// Label of the row as printed; for a number in prose its clause.
    pub label: &'r str,
    /// Unit of the value.
    pub unit: Option<&'r str>,
    /// A decimal string; none where no number is printed.
    pub value: Option<&'r str>,
    /// What is printed; for a derived value nothing.
    pub raw: Cow<'r, str>,
    /// What the cell holds.
    pub kind: Kind,
    /// How indicator and column were found.
    pub how: Option<How>,
    /// Not printed, but a sum of printed values.
    pub derived: bool,
    /// Line of the source, where it is known.
    pub line: Option<u32>,
    /// For a page: the CSS path of the cell.
    pub path: Option<String>,
}

/// Hands every row of a report to `each`, in the order of the report: cells, then derived sums,
/// then prose.
///
/// `derived` are the sums to add, as [`edition::derived`](crate::edition::derived) gives them.
///
/// # Errors
/// The first error of `each`.
pub fn rows<'r, E>(
    report: &'r Report,
    derived: &'r [Fact],
    narrative: bool,
    mut each: impl FnMut(Row<'r>) -> Result<(), E>,
) -> Result<(), E> {
    let places = Places::new(report);
    let common = Row {
        report: &report.source.path,
        agency: report.agency.as_ref().map(|agency| &*agency.text),
        year: report.year,
        edition: report.edition.as_ref().map(|edition| &*edition.id),
        table: None,
        indicator: "",
        column: "",
        label: "",
        unit: None,
        value: None,
        raw: Cow::Borrowed(""),
        kind: Kind::Number,
        how: None,
        derived: false,
        line: None,
        path: None,
    };
    for fact in report.facts.iter().chain(derived) {
        let [table, cell] = fact.cell;
        let table = report.tables.get(table);
        let cell = table.and_then(|table| table.cells.get(cell));
        let span = cell.map(|cell| places.of(&cell.region));
        each(Row {
            table: table.and_then(|table| table.table.as_deref()),
            indicator: &fact.indicator,
            column: &fact.column,
            label: &fact.label,
            unit: fact.unit.as_deref(),
            value: fact.value.as_deref(),
            raw: match cell {
                Some(cell) if !fact.derived => cell.region.raw(&report.text),
                _ => Cow::Borrowed(""),
            },
            kind: fact.kind.into(),
            how: fact.how.map(How::from),
            derived: fact.derived,
            line: span.as_ref().map(|span| span.line).filter(|&line| line > 0),
            path: span.and_then(|span| Some(span.path?.to_string())),
            ..common.clone()
        })?;
    }
    if !narrative {
        return Ok(());
    }
    for quantity in &report.quantities {
        let Some(indicator) = quantity.indicator.as_deref() else {
            continue;
        };
        let span = places.of(&quantity.region);
        each(Row {
            table: Some("narrative"),
            indicator,
            label: &quantity.clause,
            unit: quantity.unit.as_deref(),
            value: Some(&quantity.value),
            raw: quantity.region.raw(&report.text),
            kind: CellKind::Number.into(),
            line: Some(span.line).filter(|&line| line > 0),
            path: span.path.map(|path| path.to_string()),
            ..common.clone()
        })?;
    }
    Ok(())
}

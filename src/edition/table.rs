//! A table whose rows are indicators, or one that no edition knows.

use rustc_hash::FxHashSet;

use super::form::{Form, FormRow};
use super::heads::{Heads, Placed};
use super::index::{FormIndex, split_number, split_unit};
use super::rows::{self, Found};
use super::view::View;
use crate::chars::{is_written, label_key, trim};
use crate::report::{CellKind, Deviation, Diagnostic, Fact, How, Row, Severity, SmolStr};
use crate::table::value;

/// What one table gives.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub rows: Vec<Row>,
    pub facts: Vec<Fact>,
    /// Unit of a cell by its row or column.
    pub units: Vec<(usize, SmolStr)>,
    /// With their rows.
    pub deviations: Vec<(u32, Deviation)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A row with a label, and the heads in force there.
struct Labelled {
    row: usize,
    /// `None` where the values came to the row by the form's order and its label could not be found.
    cell: Option<usize>,
    heads: usize,
    /// The group's label stands for the row: it has no label of its own.
    values: bool,
}

/// Reads a table by its rows; without a form its rows and values stand under their own labels.
pub(super) fn read(view: &View<'_>, table: usize, form: Option<(&Form, &FormIndex)>) -> Made {
    let values = view
        .grid
        .cells
        .iter()
        .filter(|cell| cell.kind != CellKind::Text)
        .count();
    let mut made = Made {
        rows: Vec::with_capacity(view.starting.len()),
        facts: Vec::with_capacity(values),
        units: Vec::with_capacity(values),
        ..Made::default()
    };
    let mut heads = Heads::default();
    let mut fresh = false;
    // The heads as they are in force after each run of them.
    let mut states = vec![Heads::default()];
    let mut labelled: Vec<Labelled> = Vec::new();
    for row in 0..view.starting.len() {
        if let Some((_, index)) = form {
            if heads.read(view, row, index) {
                fresh = true;
                continue;
            }
            if std::mem::take(&mut fresh) {
                states.push(heads.clone());
            }
        }
        let cell = label_cell(view, row, form);
        let concluded = view.grid.concluded.get(row).copied().unwrap_or(false);
        if cell.is_none() && !concluded {
            continue;
        }
        labelled.push(Labelled {
            row,
            cell,
            heads: states.len() - 1,
            values: view.starting[row].iter().any(|&at| view.is_value(at)),
        });
    }
    let labels: Vec<Option<&str>> = (labelled.iter())
        .map(|l| {
            let Some(cell) = l.cell else { return Some("") };
            let key = &view.keys[cell];
            // 总计 without a value beside it is the column's head, not the row.
            let is_head = form.is_some_and(|(_, index)| {
                index.is_furniture(key) || !l.values && index.column(key).is_some()
            });
            (!is_head).then(|| view.cell(cell).text.as_str())
        })
        .collect();
    let found = match form {
        Some((form, index)) => rows::map(&labels, form, index),
        None => vec![None; labels.len()],
    };
    for (l, found) in labelled.iter().zip(&found) {
        let of_form = form.and_then(|(form, _)| match found {
            Some(Found::Row(row, how)) => Some((&form.rows[*row], *how)),
            Some(Found::Variant(at)) => Some((&form.variants[*at].row, How::Exact)),
            None => None,
        });
        let concluded = view.grid.concluded.get(l.row).copied().unwrap_or(false);
        let of_form = of_form.map(|(row, how)| (row, if concluded { How::Aligned } else { how }));
        let (number, label) = split_number(l.cell.map_or("", |cell| view.cell(cell).text.as_str()));
        let row = Row {
            row: l.row as u32,
            label: (if label.is_empty() { number } else { label }).into(),
            number: (!number.is_empty() && !label.is_empty()).then(|| number.into()),
            indicator: of_form.and_then(|(row, _)| row.indicator.clone()),
            how: of_form.map(|(_, how)| how),
        };
        made.note(
            table,
            &row,
            of_form,
            *found,
            l.values && form.is_some(),
            view,
            l.cell,
        );
        if let Some((form, index)) = form {
            let is_group = of_form.is_some_and(|(row, _)| row.indicator.is_none());
            if !is_group && l.values {
                let placed = states[l.heads].place(
                    view,
                    l.row,
                    l.cell,
                    (form, index),
                    row.indicator.as_deref(),
                );
                made.values(
                    view,
                    table,
                    form,
                    &row,
                    of_form,
                    &placed,
                    l.cell,
                    &states[l.heads],
                );
            }
        } else {
            let cells: Vec<(usize, Placed)> = (view.starting[l.row].iter())
                .filter(|&&at| view.is_number(at))
                .map(|&at| (at, Placed::Nowhere))
                .collect();
            made.unmapped(view, table, &row, &cells);
        }
        made.rows.push(row);
    }
    made
}

/// The cell that is a row's label: its last text before the values, units aside.
pub(super) fn label_cell(
    view: &View<'_>,
    row: usize,
    form: Option<(&Form, &FormIndex)>,
) -> Option<usize> {
    let is_unit = |at: usize| {
        let text = trim(&view.cell(at).text);
        let of_form = || {
            form.is_some_and(|(form, _)| form.rows.iter().any(|row| is_written(&row.unit, text)))
        };
        value::unit(text).is_some() || of_form()
    };
    let mut label = None;
    for &at in &view.starting[row] {
        if view.is_number(at) {
            break;
        }
        let unit = label.is_some() && is_unit(at);
        if !(unit || view.is_value(at) || view.keys[at].is_empty()) {
            label = Some(at);
        }
    }
    label
}

impl Made {
    /// What the row says about the form.
    #[expect(
        clippy::too_many_arguments,
        reason = "one row and all that is known of it"
    )]
    fn note(
        &mut self,
        table: usize,
        row: &Row,
        of_form: Option<(&FormRow, How)>,
        found: Option<Found>,
        has_values: bool,
        view: &View<'_>,
        cell: Option<usize>,
    ) {
        match (of_form, found) {
            (_, Some(Found::Variant(_))) => self.deviations.push((
                row.row,
                Deviation {
                    table,
                    kind: "label",
                    indicator: row.indicator.clone(),
                    message: format!("{} is printed as one row", row.label),
                },
            )),
            (Some((form, How::Similar | How::Aligned)), _)
                if !row.label.is_empty() && label_key(&form.label) != label_key(&row.label) =>
            {
                self.deviations.push((
                    row.row,
                    Deviation {
                        table,
                        kind: "label",
                        indicator: row.indicator.clone(),
                        message: format!("{} for {}", row.label, form.label),
                    },
                ));
            }
            (None, _) if has_values => {
                self.deviations.push((
                    row.row,
                    Deviation {
                        table,
                        kind: "added_row",
                        indicator: None,
                        message: format!("{} is no row of the form", row.label),
                    },
                ));
                self.diagnostics.push(Diagnostic {
                    code: "unmapped_row",
                    severity: Severity::Warning,
                    message: format!("no edition has a row {}", row.label).into(),
                    region: cell.map(|cell| view.cell(cell).region.clone()),
                    help: Some("its numbers are kept under their own label".into()),
                });
            }
            _ => {}
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row and all that is known of it"
    )]
    fn values(
        &mut self,
        view: &View<'_>,
        table: usize,
        form: &Form,
        row: &Row,
        of_form: Option<(&FormRow, How)>,
        placed: &[(usize, Placed)],
        label: Option<usize>,
        heads: &Heads,
    ) {
        let Some((form_row, how)) = of_form else {
            let cells: Vec<(usize, Placed)> = placed.to_vec();
            self.unmapped_in(view, table, Some(form), row, &cells);
            return;
        };
        for &(at, place) in placed {
            let value = view.cell(at);
            match place {
                Placed::Column(column, column_how) => {
                    let column = &form.columns[column];
                    // What is printed counts, then what the form says.
                    let printed = heads
                        .unit(view, at)
                        .or_else(|| label.and_then(|label| split_unit(&view.cell(label).text).1));
                    let unit = match printed {
                        Some(unit) => SmolStr::new_static(unit),
                        None => column.unit.as_ref().unwrap_or(&form_row.unit).clone(),
                    };
                    let unit = Some(unit).filter(|unit| !unit.is_empty());
                    if let Some(unit) = &unit {
                        self.units.push((at, unit.clone()));
                    }
                    self.facts.push(Fact {
                        // The row's, so that its facts share one allocation.
                        indicator: row.indicator.clone().unwrap_or_default(),
                        column: column.id.clone(),
                        label: row.label.clone(),
                        value: value.value.clone(),
                        unit: value.unit.clone().or(unit),
                        kind: value.kind,
                        how: Some(how.max(column_how)),
                        derived: false,
                        cell: [table, at],
                    });
                }
                Placed::Unknown(_) | Placed::Nowhere if value.kind == CellKind::Blank => {}
                Placed::Unknown(_) | Placed::Nowhere => {
                    self.unmapped_in(view, table, Some(form), row, &[(at, place)]);
                    self.diagnostics.push(Diagnostic {
                        code: "unassigned_value",
                        severity: Severity::Warning,
                        message: format!(
                            "{} of {} stands in no column of the form",
                            view.cell(at).text,
                            form_row.indicator.as_deref().unwrap_or(&row.label)
                        )
                        .into(),
                        region: Some(view.cell(at).region.clone()),
                        help: None,
                    });
                }
            }
        }
    }

    fn unmapped(&mut self, view: &View<'_>, table: usize, row: &Row, cells: &[(usize, Placed)]) {
        self.unmapped_in(view, table, None, row, cells);
    }

    /// Values that no indicator has: under their row's label and their column's head.
    fn unmapped_in(
        &mut self,
        view: &View<'_>,
        table: usize,
        form: Option<&Form>,
        row: &Row,
        cells: &[(usize, Placed)],
    ) {
        for &(at, place) in cells {
            let value = view.cell(at);
            let column = match place {
                Placed::Column(column, _) => form
                    .and_then(|f| f.columns.get(column))
                    .map_or(SmolStr::default(), |c| c.id.clone()),
                Placed::Unknown(head) => view.cell(head).text.clone(),
                Placed::Nowhere => SmolStr::default(),
            };
            self.facts.push(Fact {
                indicator: SmolStr::default(),
                column,
                label: row.label.clone(),
                value: value.value.clone(),
                unit: value.unit.clone(),
                kind: value.kind,
                how: None,
                derived: false,
                cell: [table, at],
            });
        }
    }
}

/// The rows of the forms that are there which are not printed.
pub(super) fn missing(facts: &[Fact], forms: &[Option<&Form>]) -> Vec<Deviation> {
    let printed: FxHashSet<&str> = facts.iter().map(|fact| fact.indicator.as_str()).collect();
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut missing = Vec::new();
    for (table, form) in forms.iter().enumerate() {
        let Some(form) = form else { continue };
        if !told.insert(&form.id) {
            continue;
        }
        let replaced = |indicator: &str| {
            form.variants.iter().any(|variant| {
                variant
                    .row
                    .indicator
                    .as_deref()
                    .is_some_and(|i| printed.contains(i))
                    && variant.stands_for.iter().any(|s| s == indicator)
            })
        };
        for row in &form.rows {
            let Some(indicator) = row.indicator.as_deref() else {
                continue;
            };
            if !printed.contains(indicator) && !replaced(indicator) {
                missing.push(Deviation {
                    table,
                    kind: "missing_row",
                    indicator: Some(indicator.into()),
                    message: format!("{} is not printed, or could not be settled", row.label),
                });
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests;

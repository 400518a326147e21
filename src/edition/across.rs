//! A table whose columns are indicators, over one row of values (`review`).

use super::form::Form;
use super::groups;
use super::index::{FormIndex, split_number};
use super::table::Made;
use super::view::View;
use crate::chars::label_key;
use crate::report::{CellKind, Diagnostic, Fact, How, Row, Severity, SmolStr};

/// Reads the row of values below the heads; `above` are the groups that the lines over the table
/// name.
pub(super) fn read(
    view: &View<'_>,
    table: usize,
    form: &Form,
    index: &FormIndex,
    above: &[String],
) -> Made {
    let mut made = Made::default();
    // The last of the rows with the most values, and of those the most numbers: heads that got lost
    // are blank too, and so is a row left over at the end.
    let numbers = |row: &[usize]| row.iter().filter(|&&at| view.is_number(at)).count();
    let Some((row, _)) = (view.starting.iter().enumerate())
        .filter(|(_, cells)| cells.iter().all(|&at| view.is_value(at)) && !cells.is_empty())
        .max_by_key(|(row, cells)| (cells.len(), numbers(cells), *row))
    else {
        labelled(view, table, form, index, above, &mut made);
        return made;
    };
    let values = &view.starting[row];
    if values.len() == 1 {
        labelled(view, table, form, index, above, &mut made);
        return made;
    }
    // More values than the form can have, twice over: none of them can be told.
    if values.len() > form.rows.len() * 2 {
        return made;
    }
    let concluded = view.grid.concluded.get(row).copied().unwrap_or(false);
    let mut taken = vec![false; form.rows.len()];
    let mut found: Vec<Option<(usize, How)>> = (values.iter())
        .map(|&at| by_heads(view, row, at, index))
        .collect();
    // Each indicator once, or the heads' places say nothing.
    let clash = (found.iter().flatten()).any(|&(row, _)| std::mem::replace(&mut taken[row], true));
    let in_order =
        (found.iter().enumerate()).all(|(n, found)| found.is_none_or(|(row, _)| row == n));
    let complete = values.len() == form.rows.len();
    let settled = found.iter().flatten().count();
    // A row with fewer cells than the table has columns: which of them are missing is not said.
    let covered: u32 = (values.iter())
        .map(|&at| view.cell(at).col_span)
        .fold(0, u32::saturating_add);
    if concluded && complete {
        found = (0..values.len()).map(|n| Some((n, How::Aligned))).collect();
    } else if covered < view.grid.n_cols {
        found = vec![None; values.len()];
    } else if !complete
        && let Some(part) = groups::of_part(view, row, values.len(), form, index, above)
    {
        found = (part.into_iter())
            .map(|row| Some((row, How::Aligned)))
            .collect();
    } else if clash || settled < values.len() && !in_order {
        // Heads that stand in other places than their values; in another order they are the values'.
        found = if complete && heads_in_order(view, row, form) && groups_in_order(view, row, index)
        {
            (0..values.len()).map(|n| Some((n, How::Exact))).collect()
        } else {
            vec![None; values.len()]
        };
    } else if complete && in_order {
        // Where a head got lost, the form's order has its place between the others.
        let order = if settled * 2 >= values.len() {
            Some(How::Aligned)
        } else if heads_in_order(view, row, form) {
            Some(How::Exact)
        } else {
            None
        };
        for (n, found) in found.iter_mut().enumerate() {
            if found.is_none() {
                *found = order.map(|how| (n, how));
            }
        }
    }
    let how = |how| if concluded { How::Aligned } else { how };
    for (&at, found) in values.iter().zip(&found) {
        let found = found.map(|(row, of_head)| (row, how(of_head)));
        made.across(view, table, form, at, found);
    }
    made.rows.push(Row {
        row: row as u32,
        label: SmolStr::default(),
        number: None,
        indicator: None,
        how: None,
    });
    made
}

/// A table whose rows carry labels too.
fn labelled(
    view: &View<'_>,
    table: usize,
    form: &Form,
    index: &FormIndex,
    above: &[String],
    made: &mut Made,
) {
    let placed = groups::by_labels(view, form, index, above);
    let mut placed = placed.iter().peekable();
    while let Some(&(first, found)) = placed.next() {
        let row = view.cell(first).row;
        let same = |(at, _): &&(usize, _)| view.cell(*at).row == row;
        let concluded = (view.grid.concluded.get(row as usize))
            .copied()
            .unwrap_or(false);
        let how = |how| if concluded { How::Aligned } else { how };
        made.across(
            view,
            table,
            form,
            first,
            found.map(|(row, h)| (row, how(h))),
        );
        let mut only = found;
        while let Some(&(at, found)) = placed.next_if(same) {
            only = None;
            made.across(view, table, form, at, found.map(|(row, h)| (row, how(h))));
        }
        let label = (view.touching[row as usize].iter())
            .rfind(|&&at| view.cell(at).col < view.cell(first).col && !view.keys[at].is_empty())
            .map_or("", |&at| view.cell(at).text.as_str());
        let (number, label) = split_number(label);
        made.rows.push(Row {
            row,
            label: label.into(),
            number: (!number.is_empty()).then(|| number.into()),
            indicator: only.and_then(|(row, _)| form.rows[row].indicator.clone()),
            how: only.map(|(_, h)| how(h)),
        });
    }
}

impl Made {
    /// A value under the form's row `found`, or under none.
    fn across(
        &mut self,
        view: &View<'_>,
        table: usize,
        form: &Form,
        at: usize,
        found: Option<(usize, How)>,
    ) {
        let value = view.cell(at);
        let Some((of_form, how)) = found else {
            if value.kind != CellKind::Blank {
                self.facts.push(fact(view, table, at, "", "", None));
                self.diagnostics.push(Diagnostic {
                    code: "unassigned_value",
                    severity: Severity::Warning,
                    message: format!("{} stands under no head of the form", view.cell(at).text)
                        .into(),
                    region: Some(view.cell(at).region.clone()),
                    help: None,
                });
            }
            return;
        };
        let of_form = &form.rows[of_form];
        let indicator = of_form.indicator.as_deref().unwrap_or_default();
        if !of_form.unit.is_empty() {
            self.units.push((at, of_form.unit.clone()));
        }
        let column = (form.columns.first()).map_or("value", |column| column.id.as_str());
        self.facts.push(Fact {
            column: column.into(),
            unit: (value.unit.clone())
                .or_else(|| (!of_form.unit.is_empty()).then(|| of_form.unit.clone())),
            ..fact(view, table, at, indicator, &of_form.label, Some(how))
        });
    }
}

fn fact(
    view: &View<'_>,
    table: usize,
    at: usize,
    indicator: &str,
    label: &str,
    how: Option<How>,
) -> Fact {
    let value = view.cell(at);
    Fact {
        indicator: indicator.into(),
        column: SmolStr::default(),
        label: label.into(),
        value: value.value.clone(),
        unit: value.unit.clone(),
        kind: value.kind,
        how,
        derived: false,
        cell: [table, at],
    }
}

/// The form's column whose label and groups stand above a value.
fn by_heads(view: &View<'_>, row: usize, at: usize, index: &FormIndex) -> Option<(usize, How)> {
    let col = view.cell(at).col;
    let above: Vec<&str> = (view.touching.above(row).iter())
        .filter(|&&head| view.columns(head).contains(&col) && !view.keys[head].is_empty())
        .map(|&head| view.keys[head].as_str())
        .collect();
    let leaf = above.iter().rev().find(|key| !index.is_furniture(key))?;
    let places = index.rows.get(*leaf)?;
    let mut fits = places.iter().filter(|(row, _)| {
        let mut groups = index.row_groups[*row].iter();
        groups.all(|group| above.contains(&group.as_str()))
    });
    let &(row, how) = fits.next()?;
    fits.next().is_none().then_some((row, how))
}

/// The heads that are labels of the form are as many as it has, each label as often as there.
fn heads_in_order(view: &View<'_>, row: usize, form: &Form) -> bool {
    let mut heads: Vec<&str> = (view.starting.above(row).iter())
        .map(|&at| view.keys[at].as_str())
        .filter(|key| !key.is_empty())
        .collect();
    let mut labels: Vec<String> = form.rows.iter().map(|row| label_key(&row.label)).collect();
    labels.sort_unstable();
    heads.retain(|head| {
        labels
            .binary_search_by(|label| label.as_str().cmp(head))
            .is_ok()
    });
    heads.sort_unstable();
    heads.iter().eq(labels.iter())
}

/// All groups of the form are named, those of one row in the form's order.
fn groups_in_order(view: &View<'_>, row: usize, index: &FormIndex) -> bool {
    let mut groups: Vec<&String> = Vec::new();
    for group in index.row_groups.iter().flatten() {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let place = |at: &usize| groups.iter().position(|group| **group == view.keys[*at]);
    let mut named = vec![false; groups.len()];
    let mut in_order = true;
    for cells in view.starting.iter().take(row) {
        in_order &= cells.iter().filter_map(place).is_sorted();
        (cells.iter().filter_map(place)).for_each(|group| named[group] = true);
    }
    in_order && !named.contains(&false)
}

#[cfg(test)]
mod tests;

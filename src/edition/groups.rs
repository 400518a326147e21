//! A form whose columns are indicators, printed otherwise: turned on its side, as a table of groups
//! by results, or cut into a table for each group.

use super::form::Form;
use super::index::{FormIndex, split_number};
use super::view::View;
use crate::chars::label_key;
use crate::report::How;
use crate::table::value;

/// Rows of heads that are asked for a value's head, counted from it upwards: stops a table of a
/// thousand rows that are all heads. The forms have three.
const MAX_HEADS: usize = 8;

/// The groups of a form: `行政诉讼` has ten rows, `复议后起诉` the last five of them.
pub(super) struct Groups {
    /// A group's key, or that of several printed as one (`行政诉讼（复议后起诉）`), and its rows.
    known: Vec<(String, Vec<usize>)>,
    /// For each row of the form the key of its innermost group.
    innermost: Vec<String>,
}

impl Groups {
    pub fn of(index: &FormIndex) -> Self {
        let mut known: Vec<(String, Vec<usize>)> = Vec::new();
        let mut add = |key: String, row: usize| match known.iter_mut().find(|(k, _)| *k == key) {
            Some((_, rows)) => rows.push(row),
            None => known.push((key, vec![row])),
        };
        let mut innermost = Vec::with_capacity(index.row_groups.len());
        for (at, groups) in index.row_groups.iter().enumerate() {
            (groups.iter().cloned())
                .chain([groups.concat()])
                .filter(|key| !key.is_empty())
                .for_each(|key| add(key, at));
            innermost.push(groups.last().cloned().unwrap_or_default());
        }
        Self { known, innermost }
    }

    fn rows(&self, key: &str) -> Option<&[usize]> {
        (self.known.iter().find(|(known, _)| known == key)).map(|(_, rows)| &**rows)
    }

    /// The group that a line above a table names: `（一）行政复议情况`.
    pub fn named(&self, line: &str) -> Option<String> {
        let key = label_key(split_number(line).1);
        let bare = ["情况", "案件", "数量"]
            .iter()
            .find_map(|word| key.strip_suffix(word))
            .unwrap_or(&key);
        self.rows(bare).map(|_| bare.to_owned())
    }

    /// The form's row with this label in all of these groups, if it is one only.
    fn row<'k>(
        &self,
        index: &FormIndex,
        label: &str,
        groups: impl Iterator<Item = &'k str> + Clone,
    ) -> Option<(usize, How)> {
        let mut fits = index.rows.get(label)?.iter().filter(|(row, _)| {
            groups
                .clone()
                .all(|group| self.rows(group).is_none_or(|rows| rows.contains(row)))
        });
        let found = *fits.next()?;
        fits.next().is_none().then_some(found)
    }
}

/// What each value of a table is whose rows carry labels: the group and the result stand before
/// it, or above it, or one there and one here.
pub(super) fn by_labels(
    view: &View<'_>,
    form: &Form,
    index: &FormIndex,
    above: &[String],
) -> Vec<(usize, Option<(usize, How)>)> {
    let groups = Groups::of(index);
    let mut found = Vec::new();
    // The group of the row above, and its result: a converter prints a merged cell in its first row
    // only.
    let mut open: Option<(String, usize)> = None;
    for (row, starting) in view.starting.iter().enumerate() {
        let first_value = starting
            .iter()
            .position(|&at| view.is_value(at) && !view.cell(at).text.is_empty());
        let Some((before_value, from_value)) =
            first_value.and_then(|at| starting.split_at_checked(at))
        else {
            continue;
        };
        let first = from_value.first().map_or(0, |&at| view.cell(at).col);
        let before: Vec<&str> = (view.touching[row].iter())
            .filter(|&&at| view.cell(at).col < first)
            .map(|&at| view.keys[at].as_str())
            .collect();
        let values: Vec<usize> = (from_value.iter().copied())
            .filter(|&at| view.is_value(at))
            .collect();
        // More values than the form has rows, twice over: none of them can be told.
        if values.len() > form.rows.len() * 2 {
            found.extend(values.iter().map(|&at| (at, None)));
            open = None;
            continue;
        }
        let heads = trusted(view, row, &values);
        let of_row: Vec<&str> = (before.iter().copied())
            .filter(|key| groups.rows(key).is_some())
            .collect();
        let label = before
            .iter()
            .rev()
            .find(|key| index.rows.contains_key(**key));
        // Another text beside the label may be a group's name that could not be read.
        let is_other = |at: usize| {
            let key = view.keys[at].as_str();
            let is_label = key.is_empty() || label.is_some_and(|label| *label == key);
            !is_label && value::unit(key).is_none()
        };
        let is_lone = !before_value.iter().any(|&at| is_other(at));
        for &at in &values {
            let col = view.cell(at).col;
            let over: Vec<&str> = (heads.iter())
                .filter_map(|&head| {
                    view.touching[head]
                        .iter()
                        .find(|&&h| view.columns(h).contains(&col))
                })
                .map(|&head| view.keys[head].as_str())
                .collect();
            let head = over.iter().find(|key| index.rows.contains_key(**key));
            let place = match (label, head) {
                (Some(label), None) | (None, Some(label)) => {
                    let context = (of_row.iter().copied())
                        .chain(over.iter().copied())
                        .chain(above.iter().map(String::as_str));
                    groups.row(index, label, context).or_else(|| {
                        let (group, last) = open
                            .as_ref()
                            .filter(|_| of_row.is_empty() && over.is_empty() && is_lone)?;
                        groups
                            .row(index, label, std::iter::once(group.as_str()))
                            .filter(|(row, _)| row > last)
                    })
                }
                _ => None,
            };
            if let (Some((of_form, _)), true) = (place, values.len() == 1) {
                open = Some((groups.innermost[of_form].clone(), of_form));
            }
            found.push((at, place));
        }
        if values.len() != 1 || found.last().is_some_and(|(_, place)| place.is_none()) {
            open = None;
        }
    }
    found
}

/// The rows above a row of values, nearest first, that have a head over each of them: a row that
/// lost its merged cells has its heads in other places.
fn trusted(view: &View<'_>, row: usize, values: &[usize]) -> Vec<usize> {
    if values.len() < 2 {
        return Vec::new();
    }
    (row.saturating_sub(MAX_HEADS)..row)
        .rev()
        .filter(|&head| {
            let cells = &view.touching[head];
            let mut next = 0;
            values.iter().all(|&at| {
                let col = view.cell(at).col;
                while cells.get(next).is_some_and(|&h| view.columns(h).end <= col) {
                    next += 1;
                }
                (cells.get(next))
                    .is_some_and(|&h| view.columns(h).contains(&col) && !view.keys[h].is_empty())
            })
        })
        .collect()
}

/// The form's rows that a row of as many values shows: those of the groups that are named above
/// it or over the table, if the heads are just their labels in the form's order.
pub(super) fn of_part(
    view: &View<'_>,
    row: usize,
    values: usize,
    form: &Form,
    index: &FormIndex,
    above: &[String],
) -> Option<Vec<usize>> {
    let groups = Groups::of(index);
    let heads: Vec<&str> = (view.starting.above(row).iter())
        .map(|&at| view.keys[at].as_str())
        .filter(|key| !key.is_empty())
        .collect();
    let named = |key: &str| heads.contains(&key) || above.iter().any(|a| a == key);
    let rows: Vec<usize> = (0..form.rows.len())
        .filter(|&at| {
            let inner = &groups.innermost[at];
            let whole = index.row_groups[at].concat();
            named(inner) || named(&whole)
        })
        .collect();
    let labels = (heads.iter()).filter(|key| index.rows.contains_key(**key));
    let same = labels
        .copied()
        .eq(rows.iter().map(|&at| label_key(&form.rows[at].label)));
    (same && rows.len() == values).then_some(rows)
}

//! Which row of a form each labelled row is: exact, alias, similar, aligned by order.

use super::form::Form;
use super::index::FormIndex;
use crate::report::How;

/// A similar label may differ in one of so many characters.
const SIMILAR: usize = 4;

/// A label that is aligned by order shares at least one of so many characters with the form's.
const ALIGNED: usize = 3;

/// What a labelled row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Row of the form.
    Row(usize, How),
    /// One of the form's variants.
    Variant(usize),
}

/// Maps labels, in the table's order, to the form's rows; each row of the form once, but for one
/// whose label is printed twice.
///
/// Labels that say nothing (`None`) take part in nothing.
pub(super) fn map(labels: &[Option<&str>], form: &Form, index: &FormIndex) -> Vec<Option<Found>> {
    let keys: Vec<String> = (labels.iter())
        .map(|label| label.map_or(String::new(), |label| index.row_key(label)))
        .collect();
    let mut found: Vec<Option<Found>> = vec![None; labels.len()];
    let mut order = Order::new(form.rows.len());
    let open = open(&keys, form.rows.len(), index);
    for (at, key) in keys.iter().enumerate() {
        if open.get(at).is_some_and(|&open| open) {
            continue;
        }
        if index.rows.contains_key(key) {
            // A row that stands there already is printed twice.
            let row = order
                .take(key, index)
                .or_else(|| match index.rows[key][..] {
                    [only] => Some(only),
                    _ => None,
                });
            found[at] = row.map(|(row, how)| Found::Row(row, how));
        } else if let Some(&variant) = index.variants.get(key) {
            found[at] = Some(Found::Variant(variant));
        }
    }
    let mut taken = order.taken;
    similar(&keys, index, &mut found, &mut taken);
    aligned(&keys, labels, index, &mut found, &mut taken);
    found
}

/// For each label at a table's start, before one that stands in the form once, whether it stands in
/// two groups of the form and in neither by what is there: no row before it says which.
fn open(keys: &[String], rows: usize, index: &FormIndex) -> Vec<bool> {
    let places = |key: &String| index.rows.get(key).map_or(&[][..], |places| &**places);
    let first = keys.iter().position(|key| places(key).len() == 1);
    let until = first.map_or(rows, |at| places(&keys[at])[0].0);
    let is_open = |key: &String| places(key).iter().filter(|(row, _)| *row < until).count() > 1;
    let start = first.map_or(keys, |first| &keys[..first]);
    start.iter().map(is_open).collect()
}

/// The rows of a form that labels were given, in the table's order.
#[derive(Debug, Clone)]
pub(super) struct Order {
    taken: Vec<bool>,
    last: usize,
}

impl Order {
    pub fn new(rows: usize) -> Self {
        Self {
            taken: vec![false; rows],
            last: 0,
        }
    }

    /// The row that a label is. The same label stands in two groups: the next one in the form's
    /// order, or, behind both, the only one that is left.
    pub fn take(&mut self, key: &str, index: &FormIndex) -> Option<(usize, How)> {
        let places = index.rows.get(key)?;
        let mut free = places.iter().filter(|(row, _)| !self.taken[*row]);
        let next = free.clone().find(|(row, _)| *row >= self.last);
        let &(row, how) = match (next, free.next(), free.next()) {
            (Some(next), ..) => next,
            (None, only, None) => only?,
            _ => return None,
        };
        self.taken[row] = true;
        self.last = row;
        Some((row, how))
    }

    /// Whether a label is a row behind those that were given; `None` for one that the form does
    /// not have.
    pub fn follow(&mut self, key: &str, index: &FormIndex) -> Option<bool> {
        if index.variants.contains_key(key) {
            return Some(true);
        }
        let places = index.rows.get(key)?;
        let mut behind = places.iter().filter(|(row, _)| *row >= self.last);
        let next = behind.find(|(row, _)| !self.taken[*row]);
        if let Some(&(row, _)) = next {
            self.taken[row] = true;
            self.last = row;
        }
        Some(next.is_some())
    }

    /// Whether a label is a misprint of a row behind those that were given.
    pub fn resembles(&self, key: &str, index: &FormIndex) -> bool {
        let key: Vec<char> = key.chars().collect();
        let rows = index.row_keys.iter().zip(&self.taken).skip(self.last);
        (rows.filter(|(_, taken)| !**taken))
            .any(|(keys, _)| keys.iter().any(|of_row| is_similar(&key, of_row)))
    }
}

/// For each label, the first row of the form that a certain label behind it has.
fn rows_behind(found: &[Option<Found>], rows: usize) -> Vec<usize> {
    let mut behind = vec![rows; found.len()];
    for at in (0..found.len().saturating_sub(1)).rev() {
        behind[at] = row_of(found[at + 1]).unwrap_or(behind[at + 1]);
    }
    behind
}

fn row_of(found: Option<Found>) -> Option<usize> {
    match found {
        Some(Found::Row(row, _)) => Some(row),
        _ => None,
    }
}

fn similar(keys: &[String], index: &FormIndex, found: &mut [Option<Found>], taken: &mut [bool]) {
    let behind = rows_behind(found, taken.len());
    let mut before = 0;
    for at in 0..keys.len() {
        if found[at].is_some() {
            before = row_of(found[at]).unwrap_or(before);
            continue;
        }
        let key: Vec<char> = keys[at].chars().collect();
        // The form's rows between the certain neighbours of the label.
        let mut close = (before..behind[at]).filter(|&row| {
            !taken[row]
                && index.row_keys[row]
                    .iter()
                    .any(|of_row| is_similar(&key, of_row))
        });
        if let (Some(row), None) = (close.next(), close.next()) {
            taken[row] = true;
            found[at] = Some(Found::Row(row, How::Similar));
            before = row;
        }
    }
}

fn is_similar(one: &[char], other: &[char]) -> bool {
    let most = one.len().max(other.len()) / SIMILAR;
    distance(one, other, most) <= most
}

/// Edits between two labels, counted up to `most`.
fn distance(one: &[char], other: &[char], most: usize) -> usize {
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// One label between two certain neighbours, and one row of the form between them.
fn aligned(
    keys: &[String],
    labels: &[Option<&str>],
    index: &FormIndex,
    found: &mut [Option<Found>],
    taken: &mut [bool],
) {
    let behind = rows_behind(found, taken.len());
    let mut before = 0;
    for at in 0..keys.len() {
        if found[at].is_some() {
            before = row_of(found[at]).unwrap_or(before);
            continue;
        }
        let mut open = (before..behind[at]).filter(|&row| !taken[row]);
        let (Some(row), None) = (open.next(), open.next()) else {
            continue;
        };
        let shares = index.row_keys[row].iter().any(|of_row| {
            let common = keys[at].chars().filter(|c| of_row.contains(c)).count();
            common * ALIGNED >= of_row.len().max(keys[at].chars().count())
        });
        // Another label without a row stands beside it: which of the two is the row is not said.
        let lone = |neighbour: Option<usize>| {
            neighbour.is_none_or(|n| {
                found
                    .get(n)
                    .is_none_or(|f| f.is_some() || labels[n].is_none())
            })
        };
        // A row that has no label to be compared came here by the form's order.
        let shares = shares || labels[at] == Some("");
        if shares && lone(at.checked_sub(1)) && lone(Some(at + 1)) {
            taken[row] = true;
            found[at] = Some(Found::Row(row, How::Aligned));
            before = row;
        }
    }
}

#[cfg(test)]
mod tests;

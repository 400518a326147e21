//! Which row of a form each labelled row is: exact, alias, similar, aligned by order.

use super::form::Form;
use super::index::FormIndex;
use crate::chars::label_key;
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
        if open[at] {
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
    similar(&keys, labels, index, &mut found, &mut taken);
    aligned(&keys, labels, form, index, &mut found, &mut taken);
    found
}

/// The labels at a table's start that stand in two groups of the form and in neither by what is
/// there: no row before them says which.
fn open(keys: &[String], rows: usize, index: &FormIndex) -> Vec<bool> {
    let places = |key: &String| index.rows.get(key).map_or(&[][..], |places| &**places);
    let first = keys.iter().position(|key| places(key).len() == 1);
    let until = first.map_or(rows, |at| places(&keys[at])[0].0);
    let is_open = |key: &String| places(key).iter().filter(|(row, _)| *row < until).count() > 1;
    (keys.iter().enumerate())
        .map(|(at, key)| first.is_none_or(|first| at < first) && is_open(key))
        .collect()
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
    /// order.
    pub fn take(&mut self, key: &str, index: &FormIndex) -> Option<(usize, How)> {
        let places = index.rows.get(key)?;
        let free = || places.iter().filter(|(row, _)| !self.taken[*row]);
        let next = free().find(|(row, _)| *row >= self.last);
        let &(row, how) = next.or_else(|| free().next())?;
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

fn similar(
    keys: &[String],
    labels: &[Option<&str>],
    index: &FormIndex,
    found: &mut [Option<Found>],
    taken: &mut [bool],
) {
    let behind = rows_behind(found, taken.len());
    let mut before = 0;
    for at in 0..keys.len() {
        if let Some(row) = row_of(found[at]) {
            before = row + 1;
        }
        if found[at].is_some() || labels[at].is_none() || keys[at].is_empty() {
            continue;
        }
        let key: Vec<char> = keys[at].chars().collect();
        // The form's rows between the certain neighbours of the label.
        let mut close = (before..behind[at].max(before)).filter(|&row| {
            !taken[row]
                && index.row_keys[row]
                    .iter()
                    .any(|of_row| is_similar(&key, of_row))
        });
        if let (Some(row), None) = (close.next(), close.next()) {
            taken[row] = true;
            found[at] = Some(Found::Row(row, How::Similar));
            before = row + 1;
        }
    }
}

fn is_similar(one: &[char], other: &[char]) -> bool {
    let most = one.len().max(other.len()) / SIMILAR;
    most > 0 && distance(one, other, most) <= most
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
    form: &Form,
    index: &FormIndex,
    found: &mut [Option<Found>],
    taken: &mut [bool],
) {
    let behind = rows_behind(found, taken.len());
    let mut before = 0;
    for at in 0..keys.len() {
        if let Some(row) = row_of(found[at]) {
            before = row + 1;
        }
        if found[at].is_some() || labels[at].is_none() {
            continue;
        }
        let has_variant = form
            .variants
            .iter()
            .any(|v| keys[at] == label_key(&v.row.label));
        let mut open = (before..behind[at].max(before)).filter(|&row| !taken[row]);
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
        let shares = shares || keys[at].is_empty() && labels[at] == Some("");
        if shares && !has_variant && lone(at.checked_sub(1)) && lone(Some(at + 1)) {
            taken[row] = true;
            found[at] = Some(Found::Row(row, How::Aligned));
            before = row + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::Index;
    use super::*;
    use crate::edition::Vocabulary;

    fn rows(edition: usize, table: usize, labels: &[&str]) -> Vec<Option<(String, How)>> {
        let vocabulary = Vocabulary::builtin();
        let form = &vocabulary.editions[edition].tables[table];
        let index = Index::of(vocabulary);
        let labels: Vec<Option<&str>> = labels.iter().map(|label| Some(*label)).collect();
        (map(&labels, form, &index.forms[edition][table]).into_iter())
            .map(|found| match found? {
                Found::Row(row, how) => {
                    Some((form.rows[row].indicator.clone().unwrap_or_default(), how))
                }
                Found::Variant(at) => Some((
                    form.variants[at].row.indicator.clone().unwrap_or_default(),
                    How::Exact,
                )),
            })
            .collect()
    }

    fn is(indicator: &str, how: How) -> Option<(String, How)> {
        Some((indicator.to_owned(), how))
    }

    #[test]
    fn a_label_that_stands_twice_is_settled_by_the_order() {
        assert_eq!(
            rows(
                1,
                0,
                &[
                    "四、行政复议数量",
                    "（二）被依法纠错数",
                    "五、行政诉讼数量",
                    "（二）被依法纠错数"
                ]
            ),
            [
                is("review.total", How::Exact),
                is("review.corrected", How::Exact),
                is("litigation.total", How::Exact),
                is("litigation.corrected", How::Exact),
            ]
        );
    }

    #[test]
    fn a_label_that_stands_twice_is_open_where_no_group_is_there() {
        assert_eq!(
            rows(
                1,
                0,
                &["（二）被依法纠错数", "（三）其他情形数", "六、举报投诉数量"]
            ),
            [None, None, is("complaints.received", How::Exact)]
        );
        assert_eq!(
            rows(1, 0, &["（二）被依法纠错数", "五、行政诉讼数量"]),
            [
                is("review.corrected", How::Exact),
                is("litigation.total", How::Exact)
            ]
        );
    }

    #[test]
    fn a_typo_is_similar_where_one_row_is_left() {
        assert_eq!(
            rows(
                3,
                1,
                &[
                    "1.属于国家秘密",
                    "2.其他法律行政止公开",
                    "3.危及“三安全一稳定”"
                ]
            ),
            [
                is("results.refused.state_secret", How::Exact),
                is("results.refused.forbidden_by_law", How::Similar),
                is("results.refused.safety_stability", How::Exact),
            ]
        );
        assert_eq!(rows(3, 1, &["1.属于国家秘密", "大气污染防治"])[1], None);
    }

    #[test]
    fn others_in_one_row_are_the_variant() {
        assert_eq!(
            rows(3, 1, &["（六）其他处理"]),
            [is("results.other", How::Exact)]
        );
        assert_eq!(
            rows(3, 1, &["3、其他"]),
            [is("results.other.remainder", How::Exact)]
        );
    }

    /// What the label between two certain ones is, where the form has one row between them.
    fn between(labels: &[&str]) -> Vec<Option<(String, How)>> {
        let mut all = vec!["1.属于国家秘密"];
        all.extend(labels);
        all.push("3.危及“三安全一稳定”");
        let mut found = rows(3, 1, &all);
        assert_eq!(
            found.remove(0),
            is("results.refused.state_secret", How::Exact)
        );
        assert_eq!(
            found.pop(),
            Some(is("results.refused.safety_stability", How::Exact))
        );
        found
    }

    #[test]
    fn a_label_between_two_rows_is_the_row_there_if_it_shares_a_third() {
        let forbidden = "results.refused.forbidden_by_law";
        assert_eq!(
            between(&["2.其他法律禁止的"]),
            [is(forbidden, How::Aligned)]
        );
        // 4 of 12 characters, 3 of 12, none; much shorter or longer is not similar either.
        assert_eq!(between(&["其他法律"]), [is(forbidden, How::Aligned)]);
        assert_eq!(between(&["其他法"]), [None]);
        assert_eq!(between(&["大气"]), [None]);
        assert_eq!(between(&["大气污染防治和水环境治理工作的有关信息"]), [None]);
    }

    #[test]
    fn of_two_strange_labels_beside_each_other_neither_is_the_row() {
        for labels in [
            ["2.其他法律禁止的", "大气污染防治"],
            ["大气污染防治", "2.其他法律禁止的"],
        ] {
            assert_eq!(between(&labels), [None, None], "{labels:?}");
        }
    }

    #[test]
    fn a_similar_label_differs_in_one_of_four_characters() {
        let distance = |one: &str, other: &str, most| {
            let (one, other): (Vec<char>, Vec<char>) =
                (one.chars().collect(), other.chars().collect());
            super::distance(&one, &other, most)
        };
        assert_eq!(distance("行政复议", "行政复议", 1), 0);
        assert_eq!(distance("行政复议", "行政诉讼", 4), 2);
        assert_eq!(distance("行政复议", "政复议数", 4), 2);
        assert_eq!(distance("行复议", "行政复议", 1), 1);
        assert_eq!(distance("行政政复议", "行政复议", 1), 1);
        assert_eq!(distance("", "行政复议", 4), 4);
        // Lengths alone say that it is more than one.
        assert_eq!(distance("行", "行政复议", 1), 2);
        let similar = |one: &str, other: &str| {
            is_similar(
                &one.chars().collect::<Vec<_>>(),
                &other.chars().collect::<Vec<_>>(),
            )
        };
        assert!(similar("行政复议", "行政复仪"));
        assert!(similar("行政复议", "行政复"));
        assert!(!similar("行政复议", "行政"));
        assert!(!similar("复议数", "复仪数"));
        assert!(!similar("行政复议", "行政诉讼"));
    }
}

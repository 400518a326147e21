//! Which edition a report's tables follow, and which of its forms each table is.

use std::borrow::Cow;
use std::ops::Range;

use super::form::{Edition, Vocabulary};
use super::index::{FormIndex, Index, split_number, split_unit};
use super::view::View;
use crate::chars::label_key;

/// Labels of a form that a table must show to be taken for it.
const MIN_HITS: u32 = 2;

/// What the year says counts as much as so many labels.
const YEAR_WEIGHT: u32 = 3;

/// Rows with numbers from which on a table says by its labels that it is another form's.
const MIN_ROWS: u32 = 6;

/// Of a form's table, the form knows one row in so many at least.
const KNOWN: u32 = 3;

/// The edition, and for each table its form in it.
pub(super) struct Recognised<'v> {
    pub edition: &'v Edition,
    /// Position in [`Vocabulary::editions`].
    pub at: usize,
    /// For each table, the position of its form in [`Edition::tables`].
    pub forms: Vec<Option<usize>>,
}

/// Finds the edition whose labels the tables show.
///
/// The labels decide; the year settles what they leave open.
pub(super) fn recognise<'v>(
    views: &[View<'_>],
    vocabulary: &'v Vocabulary,
    index: &Index,
    year: Option<u16>,
    wanted: Option<&str>,
) -> Option<Recognised<'v>> {
    let hits: Vec<Keys<'_>> = views.iter().map(Keys::new).collect();
    let mut best: Option<(u32, Recognised<'v>)> = None;
    for (at, edition) in vocabulary.editions.iter().enumerate() {
        if wanted.is_some_and(|wanted| wanted != edition.id) {
            continue;
        }
        let mut score = 0;
        let forms: Vec<Option<usize>> = hits
            .iter()
            .map(|keys| {
                let (form, hits) = (index.forms[at].iter().enumerate())
                    .map(|(form, index)| (form, keys.hits(index)))
                    .max_by_key(|&(form, hits)| (hits, std::cmp::Reverse(form)))?;
                if hits < MIN_HITS || keys.are_anothers(&index.forms[at][form]) {
                    return None;
                }
                score += hits;
                Some(form)
            })
            .collect();
        if score == 0 {
            continue;
        }
        let (first, last) = edition.years;
        if year.is_some_and(|year| first <= year && last.is_none_or(|last| year <= last)) {
            score += YEAR_WEIGHT;
        }
        // Of two that the labels do not tell apart, the later one.
        if best.as_ref().is_none_or(|(least, _)| score >= *least) {
            best = Some((score, Recognised { edition, at, forms }));
        }
    }
    best.map(|(_, recognised)| recognised)
}

/// The keys of a table's cells: whole, and without the number before the label.
struct Keys<'v> {
    whole: Vec<&'v str>,
    bare: Vec<Cow<'v, str>>,
    /// For each row with a number and a text before it, its texts among `bare`.
    rows: Vec<Range<usize>>,
}

impl<'v> Keys<'v> {
    fn new(view: &'v View<'_>) -> Self {
        let mut whole = Vec::new();
        let mut bare = Vec::new();
        let mut rows = Vec::new();
        for cells in view.starting.iter() {
            let first = bare.len();
            let mut has_number = false;
            for &at in cells {
                let key = &view.keys[at];
                has_number |= view.is_number(at);
                if key.is_empty() {
                    continue;
                }
                whole.push(key.as_str());
                let label = split_number(&view.cell(at).text);
                bare.push(match (label, split_unit(label.1)) {
                    (_, (label, Some(_))) => Cow::Owned(label_key(label)),
                    (("", _), _) => Cow::Borrowed(key.as_str()),
                    ((_, label), _) => Cow::Owned(label_key(label)),
                });
            }
            if has_number && bare.len() > first {
                rows.push(first..bare.len());
            }
        }
        Self { whole, bare, rows }
    }

    /// The table has rows of its own, few of which are the form's.
    fn are_anothers(&self, form: &FormIndex) -> bool {
        let is_known = |key: &Cow<'_, str>| {
            form.rows.contains_key(&**key) || form.variants.contains_key(&**key)
        };
        let known = self
            .rows
            .iter()
            .filter(|row| self.bare[(*row).clone()].iter().any(is_known));
        let all = self.rows.len() as u32;
        all >= MIN_ROWS && known.count() as u32 * KNOWN < all
    }

    /// Rows count double: heads like 总计 and 其他 stand in many tables.
    fn hits(&self, form: &FormIndex) -> u32 {
        let rows = (self.bare.iter())
            .filter(|key| form.rows.contains_key(&***key) || form.variants.contains_key(&***key));
        let heads =
            (self.whole.iter()).filter(|key| form.column(key).is_some() || form.is_furniture(key));
        2 * rows.count() as u32 + heads.count() as u32
    }
}

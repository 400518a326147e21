//! Which edition a report's tables follow, and which of its forms each table is.

use std::borrow::Cow;

use super::form::{Edition, Vocabulary};
use super::index::{FormIndex, Index, split_number};
use super::view::View;
use crate::chars::label_key;

/// Labels of a form that a table must show to be taken for it.
const MIN_HITS: u32 = 2;

/// What the year says counts as much as so many labels.
const YEAR_WEIGHT: u32 = 3;

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
                if hits < MIN_HITS {
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
}

impl<'v> Keys<'v> {
    fn new(view: &'v View<'_>) -> Self {
        let mut whole = Vec::new();
        let mut bare = Vec::new();
        for (at, key) in view.keys.iter().enumerate() {
            if !key.is_empty() {
                whole.push(key.as_str());
                bare.push(match split_number(&view.cell(at).text) {
                    ("", _) => Cow::Borrowed(key.as_str()),
                    (_, label) => Cow::Owned(label_key(label)),
                });
            }
        }
        Self { whole, bare }
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

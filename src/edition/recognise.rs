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
    let tables: Vec<(Keys<'_>, Vec<Vec<u32>>)> = (views.iter())
        .map(|view| {
            let keys = Keys::new(view);
            let hits = keys.hits(index);
            (keys, hits)
        })
        .collect();
    let mut best: Option<(u32, Recognised<'v>)> = None;
    for (at, edition) in vocabulary.editions.iter().enumerate() {
        if wanted.is_some_and(|wanted| wanted != edition.id) {
            continue;
        }
        let mut score = 0;
        let forms: Vec<Option<usize>> = tables
            .iter()
            .map(|(keys, hits)| {
                let (form, hits) = (hits[at].iter().copied().enumerate())
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
    /// For each row with a number and a label, its texts among `bare`.
    rows: Vec<Range<usize>>,
}

impl<'v> Keys<'v> {
    fn new(view: &'v View<'_>) -> Self {
        let mut whole = Vec::new();
        let mut bare = Vec::new();
        let mut rows = Vec::new();
        for cells in view.starting.iter() {
            let first = bare.len();
            let (mut has_number, mut has_text) = (false, false);
            for &at in cells {
                let key = &view.keys[at];
                has_number |= view.is_number(at);
                if key.is_empty() {
                    continue;
                }
                has_text |= !view.is_value(at);
                whole.push(key.as_str());
                let label = split_number(&view.cell(at).text);
                bare.push(match (label, split_unit(label.1)) {
                    (_, (label, Some(_))) => Cow::Owned(label_key(label)),
                    (("", _), _) => Cow::Borrowed(key.as_str()),
                    ((_, label), _) => Cow::Owned(label_key(label)),
                });
            }
            if has_number && has_text {
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

    /// How many of its labels each form of each edition has. Rows count double: heads like 总计 and
    /// 其他 stand in many tables.
    fn hits(&self, index: &Index) -> Vec<Vec<u32>> {
        let mut hits: Vec<Vec<u32>> = index.forms.iter().map(|f| vec![0; f.len()]).collect();
        let rows = self.bare.iter().flat_map(|key| index.with_row(key));
        let heads = self.whole.iter().flat_map(|key| index.with_head(key));
        rows.for_each(|&(edition, form)| hits[edition][form] += 2);
        heads.for_each(|&(edition, form)| hits[edition][form] += 1);
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{grid, vocabulary};
    use super::*;
    use crate::table::Grid;

    const OLD: &str = r#"{ id = "t", indicators_in = "rows", furniture = ["项目"], column = [{ id = "a", label = "本年" }],
        row = [{ label = "收到数", indicator = "in" }, { label = "办结数", indicator = "done" }, { label = "退回数", indicator = "back" }],
        variant = [{ label = "合并数", indicator = "both", stands_for = ["in", "done"] }] }"#;

    const NEW: &str = r#"{ id = "other", indicators_in = "rows", column = [{ id = "a", label = "费用" }], row = [{ label = "检索", indicator = "s" }] },
        { id = "t", indicators_in = "rows", furniture = ["项目", "类别"], column = [{ id = "a", label = "本年" }],
        row = [{ label = "收到数", indicator = "in" }, { label = "办结数", indicator = "done" }, { label = "转送数", indicator = "on" }] }"#;

    /// The edition of 2000 to 2009 and the one from 2010 on.
    fn two() -> Vocabulary {
        let mut vocabulary = vocabulary(OLD);
        vocabulary.editions[0].years = (2000, Some(2009));
        let mut newer = super::super::testing::vocabulary(NEW).editions;
        newer[0].id = "newer".to_owned();
        newer[0].years = (2010, None);
        vocabulary.editions.append(&mut newer);
        vocabulary
    }

    /// The edition and the forms of these tables.
    fn of(
        tables: &[&str],
        year: Option<u16>,
        wanted: Option<&str>,
    ) -> Option<(String, Vec<Option<usize>>)> {
        let vocabulary = two();
        let index = Index::of(&vocabulary);
        let grids: Vec<Grid> = tables.iter().map(|rows| grid(rows)).collect();
        let views: Vec<View<'_>> = grids.iter().map(View::new).collect();
        let found = recognise(&views, &vocabulary, &index, year, wanted)?;
        assert_eq!(vocabulary.editions[found.at].id, found.edition.id);
        Some((found.edition.id.clone(), found.forms))
    }

    fn edition(rows: &str, year: Option<u16>) -> Option<String> {
        Some(of(&[rows], year, None)?.0)
    }

    #[test]
    fn labels_count_more_than_the_year() {
        let (own, newer) = (Some("own".to_owned()), Some("newer".to_owned()));
        let both = "项目 本年 / 收到数 3 / 办结数 2";
        assert_eq!(edition(both, Some(2009)), own);
        assert_eq!(edition(both, Some(2000)), own);
        assert_eq!(edition(both, Some(2010)), newer);
        assert_eq!(edition(both, Some(2030)), newer);
        // Of two that fit alike the later one.
        for year in [None, Some(1999)] {
            assert_eq!(edition(both, year), newer);
        }
        // One row more is less than the year, two are more; a head counts half of a row.
        assert_eq!(edition("收到数 3 / 退回数 2", Some(2010)), newer);
        assert_eq!(edition("收到数 3 / 退回数 2 / 合并数 1", Some(2010)), own);
        assert_eq!(
            edition("收到数 3 / 办结数 3 / 退回数 2 / 合并数 1", Some(2010)),
            own
        );
        assert_eq!(edition("类别 / 收到数 3 / 退回数 2", None), own);
        assert_eq!(edition("类别 / 收到数 3 / 1.收到数 2", None), newer);
    }

    #[test]
    fn a_table_is_the_form_that_it_shows_most_of() {
        assert_eq!(
            of(
                &[
                    "费用 / 检索 3",
                    "收到数 3",
                    "天气 3",
                    "本年",
                    "检索 费用 3 / 本年 收到数"
                ],
                Some(2012),
                None
            ),
            Some((
                "newer".to_owned(),
                vec![Some(0), Some(1), None, None, Some(0)]
            ))
        );
        assert_eq!(of(&["天气 3"], Some(2012), None), None);
        assert_eq!(of(&["收到数 3"], None, Some("none")), None);
        assert_eq!(
            of(&["收到数 3"], Some(2012), Some("own")),
            Some(("own".to_owned(), vec![Some(0)]))
        );
    }

    #[test]
    fn a_table_of_many_rows_is_a_form_s_if_it_knows_a_third_of_them() {
        let rows = |known: usize, all: usize| -> String {
            let rows: Vec<String> = (0..all)
                .map(|at| match at {
                    _ if at >= known => format!("天气{at} 3"),
                    0 => "一、收到数 3".to_owned(),
                    1 => "合并数（件） 3".to_owned(),
                    _ => "办结数 3".to_owned(),
                })
                .collect();
            // Rows without a number or without a label are none.
            format!(
                "本年 项目 / {} / 另表 / 5 6 / 0 无 / 甲 -",
                rows.join(" / ")
            )
        };
        for (known, all, want) in [
            (1, 5, true),
            (1, 6, false),
            (2, 6, true),
            (2, 7, false),
            (3, 9, true),
            (3, 10, false),
            (0, 5, true),
        ] {
            let found = of(&[&rows(known, all)], None, Some("own"));
            assert_eq!(found.is_some(), want, "{known} of {all}");
        }
    }

    #[test]
    fn what_a_table_shows_is_counted() {
        let vocabulary = two();
        let index = Index::of(&vocabulary);
        let grid = grid("项目 本年 本年 / 收到数 3 4 / 1.合并数（件） 5 / 天气 - 12 / 退回数");
        let view = View::new(&grid);
        let keys = Keys::new(&view);
        assert_eq!(
            keys.bare,
            ["项目", "本年", "本年", "收到数", "合并数", "天气", "退回数"]
        );
        assert_eq!(keys.whole[4], "1合并数件");
        assert_eq!(keys.rows, [3..4, 4..5, 5..6]);
        // Three rows and three heads; one row and three heads; nothing.
        assert_eq!(keys.hits(&index), [vec![9], vec![0, 5]]);
    }
}

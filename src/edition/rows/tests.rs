//! Labels and the rows that they are.

use super::super::index::Index;
use super::*;
use crate::edition::{FormRow, Vocabulary};

fn rows(edition: usize, table: usize, labels: &[&str]) -> Vec<Option<(String, How)>> {
    let vocabulary = Vocabulary::builtin();
    let form = &vocabulary.editions[edition].tables[table];
    let index = Index::of(vocabulary);
    let labels: Vec<Option<&str>> = labels.iter().map(|label| Some(*label)).collect();
    let id = |row: &FormRow| row.indicator.as_deref().unwrap_or_default().to_owned();
    (map(&labels, form, &index.forms[edition][table]).into_iter())
        .map(|found| match found? {
            Found::Row(row, how) => Some((id(&form.rows[row]), how)),
            Found::Variant(at) => Some((id(&form.variants[at].row), How::Exact)),
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
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
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
    assert!(similar("行政复议的次数", "行政复仪的次数"));
    assert!(!similar("行政复议的次数", "行政诉讼的次数"));
    assert!(similar("行政复议的总次数", "行政诉讼的总次数"));
    assert!(!similar("行政复议", "行政诉讼"));
}

/// Rows, all of which stand once but for 维持 and 纠正.
const OWN: &str = r#"{ id = "t", indicators_in = "rows", column = [{ id = "number", label = "数量" }],
    row = [{ label = "复议案件总数", indicator = "a" }, { label = "维持", indicator = "b" },
        { label = "纠正", indicator = "c" }, { label = "诉讼案件总数", indicator = "d" },
        { label = "维持", indicator = "e", aliases = ["维持原判"] }, { label = "纠正", indicator = "f" },
        { label = "举报投诉总数", indicator = "g" }, { label = "收取费用总额", indicator = "h" }],
    variant = [{ label = "复议和诉讼", indicator = "v", stands_for = ["a", "d"] }] }"#;

/// The rows of that form; a label without words is one that says nothing.
fn own(labels: &[&str]) -> Vec<Option<Found>> {
    let vocabulary = super::super::testing::vocabulary(OWN);
    let index = Index::of(&vocabulary);
    let labels: Vec<Option<&str>> = (labels.iter())
        .map(|&label| (label != "—").then_some(label))
        .collect();
    map(
        &labels,
        &vocabulary.editions[0].tables[0],
        &index.forms[0][0],
    )
}

const fn row(at: usize) -> Option<Found> {
    Some(Found::Row(at, How::Exact))
}

const fn like(at: usize, how: How) -> Option<Found> {
    Some(Found::Row(at, how))
}

#[test]
fn a_label_behind_all_its_groups_is_the_one_that_is_left_or_none() {
    assert_eq!(own(&["举报投诉总数", "维持", "纠正"]), [row(6), None, None]);
    assert_eq!(
        own(&["复议案件总数", "维持", "举报投诉总数", "维持"]),
        [row(0), row(1), row(6), row(4)]
    );
    // Below its group it is the group's, wherever that stands.
    assert_eq!(
        own(&["举报投诉总数", "复议案件总数", "纠正"]),
        [row(6), row(0), row(2)]
    );
    // There is no third.
    assert_eq!(
        own(&["复议案件总数", "维持", "诉讼案件总数", "维持", "维持"])[3..],
        [row(4), None]
    );
}

#[test]
fn a_label_before_all_that_stand_once_is_open_unless_one_group_only_is_before_them() {
    assert_eq!(own(&["维持", "举报投诉总数"]), [None, row(6)]);
    assert_eq!(own(&["维持", "诉讼案件总数"]), [row(1), row(3)]);
    // Another spelling of the second group's row says that this is it.
    assert_eq!(own(&["维持", "维持原判"]), [row(1), like(4, How::Alias)]);
    assert_eq!(own(&["维持", "纠正"]), [None, None]);
    // What stands in no group twice is not open.
    assert_eq!(
        own(&["复议和诉讼", "维持", "举报投诉总数"]),
        [Some(Found::Variant(0)), None, row(6)]
    );
}

#[test]
fn a_row_that_is_there_is_no_other_however_much_alike() {
    // The form has 同意部分公开答复数 behind it, which differs in two of nine characters.
    assert_eq!(
        rows(0, 0, &["同意公开答复数", "不予公开答复数"]),
        [
            is("results.granted", How::Exact),
            is("results.refused", How::Exact)
        ]
    );
    // One row is missing between them, half of whose characters the first has.
    assert_eq!(
        rows(3, 1, &["5.属于三类内部事务信息", "7.属于行政执法案卷"]),
        [
            is("results.refused.internal_affairs", How::Exact),
            is("results.refused.enforcement_files", How::Exact)
        ]
    );
}

#[test]
fn a_misprint_is_the_row_that_is_left_between_its_neighbours() {
    let similar = How::Similar;
    assert_eq!(
        own(&["复议案件总教", "举报投诉总数"]),
        [like(0, similar), row(6)]
    );
    // Two rows differ from it in one character each.
    assert_eq!(own(&["诉议案件总数", "举报投诉总数"]), [None, row(6)]);
    // The row is before, behind, or there already.
    assert_eq!(own(&["举报投诉总数", "复议案件总教"]), [row(6), None]);
    assert_eq!(
        own(&["诉讼案件总教", "复议案件总数", "举报投诉总数"]),
        [None, row(0), row(6)]
    );
    assert_eq!(
        own(&["复议案件总数", "复议案件总教", "举报投诉总数"]),
        [row(0), None, row(6)]
    );
    // Two misprints of one row: the first is it.
    assert_eq!(
        own(&["复议案件总教", "复仪案件总数", "举报投诉总数"]),
        [like(0, similar), None, row(6)]
    );
    // A variant in front leaves the rows as they are.
    assert_eq!(
        own(&["诉讼案件总数", "复议和诉讼", "举报投诉总教"]),
        [row(3), Some(Found::Variant(0)), like(6, similar)]
    );
}

#[test]
fn a_label_is_aligned_beside_one_that_says_nothing() {
    let aligned = like(6, How::Aligned);
    // Two rows are left behind it, or one.
    assert_eq!(
        own(&["诉讼案件总数", "纠正", "举报的事", "—"]),
        [row(3), row(5), None, None]
    );
    assert_eq!(
        own(&["诉讼案件总数", "纠正", "举报的事", "收取费用总额"]),
        [row(3), row(5), aligned, row(7)]
    );
    assert_eq!(
        own(&[
            "纠正",
            "诉讼案件总数",
            "纠正",
            "—",
            "举报的事",
            "—",
            "收取费用总额"
        ]),
        [row(2), row(3), row(5), None, aligned, None, row(7)]
    );
}

#[test]
fn a_row_without_a_label_is_the_one_between_its_neighbours() {
    let aligned = like(6, How::Aligned);
    assert_eq!(
        own(&["诉讼案件总数", "纠正", "", "收取费用总额"]),
        [row(3), row(5), aligned, row(7)]
    );
    // A number alone is a label that says too little.
    assert_eq!(
        own(&["诉讼案件总数", "纠正", "3.", "收取费用总额"]),
        [row(3), row(5), None, row(7)]
    );
    // Two rows are between them.
    assert_eq!(
        own(&["诉讼案件总数", "", "举报投诉总数"]),
        [row(3), None, row(6)]
    );
}

/// What the labels of a further piece say: of each whether it follows, and whether it is a
/// misprint of what is to come.
#[test]
fn a_further_piece_s_rows_are_behind_those_that_were_given() {
    let vocabulary = super::super::testing::vocabulary(OWN);
    let index = Index::of(&vocabulary);
    let index = &index.forms[0][0];
    let mut order = Order::new(8);
    assert_eq!(order.take("诉讼案件总数", index), Some((3, How::Exact)));
    let follow = |keys: &[&str]| -> Vec<Option<bool>> {
        let mut order = order.clone();
        keys.iter().map(|key| order.follow(key, index)).collect()
    };
    assert_eq!(follow(&["维持", "纠正"]), [Some(true), Some(true)]);
    // Not once more, nor what stands before; a variant may stand anywhere.
    assert_eq!(
        follow(&["维持", "维持", "复议案件总数"]),
        [Some(true), Some(false), Some(false)]
    );
    assert_eq!(follow(&["纠正", "维持"]), [Some(true), Some(false)]);
    assert_eq!(follow(&["诉讼案件总数"]), [Some(false)]);
    assert_eq!(follow(&["复议和诉讼", "某某数"]), [Some(true), None]);
    assert!(order.resembles("举报投诉总教", index));
    assert!(order.resembles("收取费用总数", index));
    // Before, there already, of no row.
    assert!(!order.resembles("复议案件总教", index));
    assert!(!order.resembles("诉讼案件总教", index));
    assert!(!order.resembles("大气污染防治", index));
}

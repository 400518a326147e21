//! Which rows are heads, and where a row's values go below them.

use super::super::form::Vocabulary;
use super::super::index::Index;
use super::super::table::label_cell;
use super::super::testing::{grid, vocabulary};
use super::*;

/// Cases have two columns in a group, fees one of their own; 丙数 is a column's head and a row.
const OWN: &str = r#"{ id = "t", indicators_in = "rows", furniture = ["项目", "数量情况", "单位"],
    column = [
        { id = "a", label = "甲数", groups = ["数量情况"], indicators = ["one", "two"] },
        { id = "b", label = "乙数", groups = ["数量情况"], indicators = ["one", "two"] },
        { id = "c", label = "丙数", indicators = ["fees"] }],
    row = [{ label = "收到数", indicator = "one" }, { label = "办结数", indicator = "two" },
        { label = "收费", indicator = "fees" }, { label = "丙数", indicator = "none" }] }"#;

fn own() -> (Vocabulary, std::sync::Arc<Index>) {
    let vocabulary = vocabulary(OWN);
    let index = Index::of(&vocabulary);
    (vocabulary, index)
}

/// The heads that are in force behind these rows, and which of the rows are heads.
fn heads(rows: &str) -> (Heads, Vec<bool>) {
    let (_, index) = own();
    let grid = grid(rows);
    let view = View::new(&grid);
    let mut heads = Heads::default();
    let are = (0..view.starting.len())
        .map(|row| heads.read(&view, row, &index.forms[0][0]))
        .collect();
    (heads, are)
}

fn is_head(row: &str) -> bool {
    heads(row).1[0]
}

#[test]
fn a_row_is_one_of_heads_by_its_texts() {
    assert!(is_head("项目 张三"));
    assert!(is_head("甲数 乙数"));
    assert!(is_head("甲数 张三"));
    assert!(!is_head("张三 李四"));
    // What stands beside a number is no head.
    assert!(!is_head("项目 12"));
    assert!(!is_head("甲数 12"));
    assert!(!is_head("甲数 乙数 12"));
    assert!(is_head("甲数 -"));
    // One text that is a row's label as well: what stands beside it says which it is.
    assert!(!is_head("丙数 张三"));
    assert!(!is_head("3.丙数 张三"));
    assert!(is_head("丙数 项目"));
    assert!(is_head("丙数 甲数"));
    // A page's own mark.
    assert!(is_head("!丙数 !张三"));
    assert!(is_head("!张三 !李四"));
    assert!(!is_head("!张三 李四"));
    assert!(!is_head("!张三 !12"));
    // A row that cells from above fill.
    assert_eq!(heads("1x2:项目 1x2:甲数 / ").1, [true, false]);
}

#[test]
fn heads_are_in_force_until_others_come() {
    let (one, _) = heads("项目 甲数 乙数 / 张三 某某 _ / 项目 张三 乙数");
    assert_eq!(one.first(), Some(2));
    assert_eq!((one.heads.len(), one.others.len(), one.rows), (2, 1, 1));
    // Rows of heads below each other belong together.
    let (two, _) = heads("项目 甲数 _ / 单位 _ 乙数");
    assert_eq!(two.first(), Some(1));
    assert_eq!((two.heads.len(), two.others.len(), two.rows), (2, 2, 2));
    assert_eq!(two.covered, 3);
    // A text of the form's that is no column's head is none.
    let (group, _) = heads("项目 2x1:数量情况 / 张三 甲数 乙数");
    assert_eq!((group.heads.len(), group.others.len()), (3, 2));
}

#[test]
fn rows_of_heads_without_end_are_not_kept() {
    let rows = |n: usize| format!("甲数 项目{}", " / 项目 项目".repeat(n - 1));
    assert_eq!(heads(&rows(MAX_ROWS as usize)).0.first(), Some(0));
    let (more, _) = heads(&rows(MAX_ROWS as usize + 1));
    assert_eq!((more.first(), more.rows, more.others.len()), (None, 1, 2));
    let (wide, _) = heads(&format!("项目{}", " 甲数".repeat(MAX_HEADS + 3)));
    assert_eq!((wide.heads.len(), wide.others.len()), (MAX_HEADS, 1));
}

#[test]
fn places_are_trusted_where_no_two_heads_stand_over_one_column() {
    for (rows, want) in [
        ("项目 甲数 乙数", true),
        ("项目 乙数 甲数", true),
        ("项目 甲数 _ / _ 乙数 _", false),
        ("项目 2x1:甲数 / _ _ 乙数", false),
        // An unknown text over several is their group, one over one of them a head of its own.
        ("项目 2x1:某组 / _ 甲数 乙数", true),
        ("项目 某数 乙数 / _ 甲数 _", false),
    ] {
        assert_eq!(heads(rows).0.apart(), want, "{rows}");
    }
}

#[test]
fn heads_stand_under_the_groups_that_span_columns() {
    let (_, index) = own();
    for (rows, want) in [
        ("项目 甲数 乙数", true),
        ("项目 2x1:数量情况 / _ 甲数 乙数", true),
        ("项目 2x1:数量情况 _ / _ _ 甲数 乙数", false),
        // A group printed in its first column only says nothing.
        ("项目 数量情况 _ / _ 甲数 乙数", true),
        ("2x1:项目 甲数 乙数", true),
        // Printed twice: each head is under one of them.
        ("项目 2x1:数量情况 2x1:数量情况 / _ 甲数 _ 乙数 _", true),
    ] {
        let grid = grid(rows);
        let have = heads(rows)
            .0
            .under_groups(&View::new(&grid), &index.forms[0][0]);
        assert_eq!(have, want, "{rows}");
    }
}

/// Where the values of the last row go, below the rows of heads before it.
fn placed(rows: &str, indicator: Option<&str>) -> String {
    let (vocabulary, index) = own();
    let of_form = (&vocabulary.editions[0].tables[0], &index.forms[0][0]);
    let grid = grid(rows);
    let view = View::new(&grid);
    let mut heads = Heads::default();
    let last = view.starting.len() - 1;
    for row in 0..last {
        heads.read(&view, row, of_form.1);
    }
    let label = label_cell(&view, last, Some(of_form));
    let values: Vec<String> = (heads.place(&view, last, label, of_form, indicator).iter())
        .map(|&(at, place)| {
            let text = &view.cell(at).text;
            match place {
                Placed::Column(column, how) => {
                    let mark = if how == How::Aligned { "~" } else { "" };
                    format!("{text} {}{mark}", of_form.0.columns[column].id)
                }
                Placed::Unknown(head) => format!("{text} {}", view.cell(head).text),
                Placed::Nowhere => format!("{text} ?"),
            }
        })
        .collect();
    values.join(", ")
}

#[track_caller]
fn one(rows: &str, want: &str) {
    assert_eq!(placed(rows, Some("one")), want);
}

#[test]
fn values_go_to_the_heads_above_them() {
    one("项目 甲数 乙数 / 收到数 5 6", "5 a, 6 b");
    one("项目 乙数 甲数 / 收到数 5 6", "5 b, 6 a");
    one("项目 甲数 某数 乙数 / 收到数 5 6 7", "5 a, 6 某数, 7 b");
    // A text of the form that is no column, over a value of its own.
    one("项目 甲数 乙数 单位 / 收到数 5 6 7", "5 a, 6 b, 7 ?");
    // Two heads over one column: the form's order, which theirs is.
    one("项目 某数 乙数 / 单位 甲数 _ / 收到数 5 6", "5 a, 6 b");
}

#[test]
fn a_row_that_does_not_reach_the_last_head_is_not_under_the_heads() {
    one("项目 乙数 甲数 / 收到数 5", "5 ?");
    one("项目 乙数 甲数 / 收到数 2x1:5", "5 b");
    one("项目 甲数 乙数 某数 / 收到数 5 6", "5 a, 6 b");
}

#[test]
fn a_value_between_the_label_and_the_first_head_shifts_the_row() {
    one("3x1:项目 乙数 甲数 / 2x1:收到数 4 5 6", "4 ?, 5 ?, 6 ?");
    one("3x1:项目 甲数 乙数 / 2x1:收到数 5 6 _", "5 ?, 6 ?,  ?");
    // A blank or a text there does not, nor a value under a head of its own.
    one("3x1:项目 乙数 甲数 / 2x1:收到数 _ 5 6", "5 b, 6 a");
    one("3x1:项目 乙数 甲数 / 2x1:收到数 件 5 6", "5 b, 6 a");
    one("项目 代码 乙数 甲数 / 收到数 01 5 6", "5 b, 6 a");
    one("项目 单位 乙数 甲数 / 收到数 01 5 6", "5 b, 6 a");
    // Nor one before the label.
    one("_ 项目 乙数 甲数 / - 收到数 5 6", "5 b, 6 a");
}

#[test]
fn a_label_under_a_head_says_that_the_heads_are_shifted() {
    one("乙数 甲数 _ / 收到数 5 6", "5 ?, 6 ?");
    one("甲数 乙数 _ / 收到数 5 6", "5 a, 6 b");
}

#[test]
fn cells_beyond_the_heads_say_that_they_are_shifted() {
    one("项目 甲数 乙数 / 收到数 件 5 6", "5 a, 6 b");
    one("项目 乙数 甲数 / 收到数 件 5 6", "5 ?, 6 ?");
    one("项目 甲数 甲数 乙数 / 收到数 件 件 5 6", "5 ?, 6 ?");
    one("项目 甲数 某数 乙数 / 收到数 件 件 5 6", "5 a, 6 b");
}

#[test]
fn as_many_values_as_heads_in_one_row_are_theirs() {
    one("项目 2x1:乙数 甲数 / 收到数 5 2x1:6", "5 b, 6 a");
    one("项目 2x1:乙数 甲数 / 收到数 5 6 7", "5 ?, 6 ?, 7 ?");
    one("项目 甲数 乙数 甲数 / 收到数 5 6 6", "5 a, 6 b, 6 a");
    // Of several rows of heads the count says nothing.
    one(
        "项目 3x1:数量情况 / _ 2x1:乙数 甲数 / 收到数 5 2x1:6",
        "5 ?, 6 ?",
    );
}

#[test]
fn a_value_filled_in_twice_under_one_head_is_one() {
    one("项目 2x1:乙数 甲数 / 收到数 5 5 6", "5 b, 6 a");
    one("项目 乙数 乙数 甲数 / 收到数 5 5 6", "5 b, 6 a");
}

#[test]
fn a_value_under_no_head_is_the_column_that_is_left_in_order() {
    one("项目 甲数 _ / 收到数 5 6", "5 a, 6 b~");
    one("项目 乙数 _ / 收到数 5 6", "5 b, 6 ?");
    one("项目 甲数 某数 / 收到数 5 6", "5 a, 6 某数");
    one("项目 甲数 _ _ / 收到数 5 6 7", "5 a, 6 ?, 7 ?");
    // No value of the row is under a head.
    one("项目 甲数 _ _ / 1x2:收到数 1x2:5 6 7 / 8 9", "8 ?, 9 ?");
}

#[test]
fn a_row_has_only_its_own_columns() {
    let heads = "项目 甲数 乙数 丙数";
    let fees = Some("fees");
    assert_eq!(
        placed(&format!("{heads} / 收费 _ _ 7"), fees),
        " ?,  ?, 7 c"
    );
    assert_eq!(
        placed(&format!("{heads} / 收费 7 8 _"), fees),
        "7 ?, 8 ?,  c"
    );
    assert_eq!(placed(&format!("{heads} / 收费 7"), fees), "7 ?");
    assert_eq!(placed("项目 丙数 / 收费 万元 7", fees), "7 c");
    // A row that is none of the form's keeps the heads' columns.
    assert_eq!(
        placed(&format!("{heads} / 其他数 5 6 7"), None),
        "5 a, 6 b, 7 c"
    );
    assert_eq!(placed("项目 甲数 / 其他数 件 5", None), "5 ?");
}

#[test]
fn without_heads_the_values_at_a_row_s_end_are_in_the_form_s_order() {
    one("收到数 5 6", "5 a~, 6 b~");
    one("1. 收到数 件 5 6", "5 a~, 6 b~");
    one("收到数 件 5", "5 ?");
    one("收到数 件 5 6 7", "5 ?, 6 ?, 7 ?");
    // Blanks behind the label that are too many.
    one("收到数 _ _ 5 6", "5 a~, 6 b~");
    one("收到数 _ 5 _", " ?, 5 ?,  ?");
    one("收到数 _ _ _", " ?,  ?,  ?");
    one("收到数 _ 7 5 6", " ?, 7 ?, 5 ?, 6 ?");
    // One head shown, the other lost.
    one("项目 甲数 / 收到数 件 5 6", "5 a~, 6 b~");
}

#[test]
fn two_rows_in_one_are_nobody_s() {
    one("收到数 5 6 办结数 7 8", "5 ?, 6 ?, 7 ?, 8 ?");
    one("- 收到数 件 5 6", "5 a~, 6 b~");
}

#[test]
fn heads_in_another_order_than_the_form_s_allow_no_order() {
    one("项目 乙数 甲数 / 收到数 件 5 6", "5 ?, 6 ?");
    // In rows below each other they are in the form's order by their rows.
    one("项目 乙数 _ / _ _ 甲数 / 收到数 件 5 6", "5 a, 6 b");
    one("项目 甲数 _ / _ _ 乙数 / 收到数 件 5 6", "5 a, 6 b");
    // A column that the row does not have.
    one("项目 甲数 乙数 丙数 / 收到数 件 件 5 6", "5 ?, 6 ?");
}

#[test]
fn a_head_says_the_unit_of_what_is_under_it() {
    let rows = "项目 收费（元） 单位（万元） / _ 甲数 乙数 / 收费 5 6";
    let grid = grid(rows);
    let view = View::new(&grid);
    let (heads, are) = heads(rows);
    assert_eq!(are, [true, true, false]);
    assert_eq!(
        [6, 7, 8].map(|at| heads.unit(&view, at)),
        [None, Some("元"), Some("万元")]
    );
}

//! Tables whose columns are indicators, and the same turned on their side.

use super::super::form::Vocabulary;
use super::super::index::Index;
use super::super::testing::{grid, vocabulary};
use super::*;

/// Reviews and lawsuits of two kinds; only a review can be withdrawn.
const OWN: &str = r#"{ id = "t", indicators_in = "columns", furniture = ["复议", "诉讼", "直接", "其后"],
    column = [{ id = "value", label = "" }],
    row = [{ label = "维持", groups = ["复议"], indicator = "r.kept", unit = "件" },
        { label = "纠正", groups = ["复议"], indicator = "r.right", unit = "件" },
        { label = "撤回", groups = ["复议"], indicator = "r.back" },
        { label = "维持", groups = ["诉讼", "直接"], indicator = "d.kept", unit = "件" },
        { label = "纠正", groups = ["诉讼", "直接"], indicator = "d.right", unit = "件" },
        { label = "维持", groups = ["诉讼", "其后"], indicator = "a.kept", unit = "件" },
        { label = "纠正", groups = ["诉讼", "其后"], indicator = "a.right", unit = "件" }] }"#;

fn own() -> (Vocabulary, std::sync::Arc<Index>) {
    let vocabulary = vocabulary(OWN);
    let index = Index::of(&vocabulary);
    (vocabulary, index)
}

fn made(grid: &crate::table::Grid, above: &[&str]) -> Made {
    let (vocabulary, index) = own();
    let above: Vec<String> = above.iter().map(|&above| above.to_owned()).collect();
    let form = &vocabulary.editions[0].tables[0];
    read(&View::new(grid), 2, form, &index.forms[0][0], &above)
}

fn said(grid: &crate::table::Grid, made: &Made) -> String {
    let facts: Vec<String> = (made.facts.iter())
        .map(|fact| {
            assert_eq!(fact.cell[0], 2);
            let text = &grid.cells[fact.cell[1]].text;
            let mark = if fact.how == Some(How::Aligned) {
                "~"
            } else {
                ""
            };
            let indicator = if fact.indicator.is_empty() {
                "?"
            } else {
                &fact.indicator
            };
            format!("{text} {indicator}{mark}")
        })
        .collect();
    facts.join(", ")
}

/// What each value is; the groups that the line above names.
#[track_caller]
fn under(above: &[&str], rows: &str, want: &str) {
    let grid = grid(rows);
    assert_eq!(said(&grid, &made(&grid, above)), want);
}

#[track_caller]
fn gives(rows: &str, want: &str) {
    under(&[], rows, want);
}

const HEADS: &str =
    "3x1:复议 4x1:诉讼 / 1x2:维持 1x2:纠正 1x2:撤回 2x1:直接 2x1:其后 / 维持 纠正 维持 纠正";
const WHOLE: &str = "1 r.kept, 2 r.right, 3 r.back, 4 d.kept, 5 d.right, 6 a.kept, 7 a.right";

#[test]
fn values_are_what_the_heads_above_them_say() {
    gives(&format!("{HEADS} / 1 2 3 4 5 6 7"), WHOLE);
    // In another order.
    gives(
        "4x1:诉讼 3x1:复议 / 2x1:其后 2x1:直接 1x2:维持 1x2:纠正 1x2:撤回 / 维持 纠正 维持 纠正 / 1 2 3 4 5 6 7",
        "1 a.kept, 2 a.right, 3 d.kept, 4 d.right, 5 r.kept, 6 r.right, 7 r.back",
    );
    // The last of the rows with the most numbers, of those with the most values.
    gives(
        &format!("{HEADS} / 9 9 9 9 9 9 9 / 1 2 3 4 5 6 7 / 8 _ _ _ _ _ _"),
        WHOLE,
    );
    gives(&format!("{HEADS} / 1 2 3 4 5 6 7 /  / 2x1:8 5x1:8"), WHOLE);
    gives(
        &format!("{HEADS} / 件数 2 3 4 5 6 7"),
        "2 r.right, 3 r.back, 4 d.kept, 5 d.right, 6 a.kept, 7 a.right",
    );
    // A blank is a fact under its head, and nothing under none.
    gives("复议 复议 甲 / 维持 纠正 乙 / 1 _ _", "1 r.kept,  r.right");
}

#[test]
fn units_are_the_cell_s_or_the_form_s() {
    let grid = grid(&format!("{HEADS} / 1 2 3 4条 5 6 7"));
    let made = made(&grid, &[]);
    let units: Vec<Option<&str>> = made.facts.iter().map(|fact| fact.unit.as_deref()).collect();
    let own = Some("件");
    assert_eq!(units, [own, own, None, Some("条"), own, own, own]);
    let first = made.facts[0].cell[1];
    let of_cells: Vec<(usize, &str)> = (made.units.iter())
        .map(|(at, unit)| (at - first, unit.as_str()))
        .collect();
    assert_eq!(of_cells, [0, 1, 3, 4, 5, 6].map(|at| (at, "件")));
    let row: Vec<(u32, &str)> = made.rows.iter().map(|row| (row.row, &*row.label)).collect();
    assert_eq!(row, [(3, "")]);
}

#[test]
fn too_few_values_are_nobody_s_unless_they_are_those_of_named_groups() {
    gives(
        &format!("{HEADS} / 1 2 3 4 5 6"),
        "1 ?, 2 ?, 3 ?, 4 ?, 5 ?, 6 ?",
    );
    gives("维持 纠正 撤回 / 1 2 3", "1 ?, 2 ?, 3 ?");
    under(
        &["复议"],
        "维持 纠正 撤回 / 1 2 3",
        "1 r.kept~, 2 r.right~, 3 r.back~",
    );
    under(&["其后"], "维持 纠正 / 1 2", "1 a.kept~, 2 a.right~");
    under(&["诉讼其后"], "维持 纠正 / 1 2", "1 a.kept~, 2 a.right~");
    gives(
        "2x1:直接 2x1:其后 / 维持 纠正 维持 纠正 / 1 2 3 4",
        "1 d.kept~, 2 d.right~, 3 a.kept~, 4 a.right~",
    );
    gives(
        "2x1:诉讼（其后） / 维持 纠正 / 1 2",
        "1 a.kept~, 2 a.right~",
    );
    // Their heads are not the group's, or not as many as its values.
    under(&["其后"], "纠正 维持 / 1 2", "1 ?, 2 ?");
    under(&["其后"], "维持 _ / 1 2", "1 ?, 2 ?");
    under(&["其后"], "维持 纠正 _ / 1 2 3", "1 ?, 2 ?, 3 ?");
    under(&["复议"], "维持 纠正 / 1 2", "1 ?, 2 ?");
}

#[test]
fn a_head_that_got_lost_is_the_form_s_at_its_place() {
    gives(
        &format!("{} / 1 2 3 4 5 6 7", HEADS.replacen("1x2:纠正", "1x2:_", 1)),
        "1 r.kept, 2 r.right~, 3 r.back, 4 d.kept, 5 d.right, 6 a.kept, 7 a.right",
    );
    // Four of seven are more than half, three are not.
    gives(
        "3x1:复议 4x1:诉讼 / 1x2:维持 1x2:纠正 1x2:撤回 2x1:直接 2x1:其后 / 维持 _ _ _ / 1 2 3 4 5 6 7",
        "1 r.kept, 2 r.right, 3 r.back, 4 d.kept, 5 d.right~, 6 a.kept~, 7 a.right~",
    );
    gives(
        "3x1:复议 4x1:诉讼 / 1x2:维持 1x2:纠正 1x2:撤回 2x1:直接 2x1:其后 / _ _ _ _ / 1 2 3 4 5 6 7",
        "1 r.kept, 2 r.right, 3 r.back, 4 ?, 5 ?, 6 ?, 7 ?",
    );
    // All labels are there, and no group's name.
    gives("维持 纠正 撤回 维持 纠正 维持 纠正 / 1 2 3 4 5 6 7", WHOLE);
}

#[test]
fn heads_in_other_places_than_their_values_are_the_form_s_if_they_are_all_there_in_order() {
    // The first group spans a column too many.
    let heads = HEADS.replace("3x1:复议 4x1", "4x1:复议 3x1");
    gives(&format!("{heads} / 1 2 3 4 5 6 7"), WHOLE);
    // Or too few: no head stands under another's group.
    let few = HEADS.replace("3x1:复议 4x1", "2x1:复议 5x1");
    gives(
        &format!("{few} / 1 2 3 4 5 6 7"),
        "1 r.kept, 2 r.right, 3 r.back~, 4 d.kept, 5 d.right, 6 a.kept, 7 a.right",
    );
    // A group's name is lost as well, or all but one's.
    let nobody_s = "1 ?, 2 ?, 3 ?, 4 ?, 5 ?, 6 ?, 7 ?";
    let lost = heads.replace("2x1:直接", "2x1:_");
    gives(&format!("{lost} / 1 2 3 4 5 6 7"), nobody_s);
    gives(
        "7x1:复议 / 维持 纠正 撤回 维持 纠正 维持 纠正 / 1 2 3 4 5 6 7",
        nobody_s,
    );
    // Lawsuits first, and a column too few.
    gives(
        "3x1:诉讼 4x1:复议 / 2x1:其后 2x1:直接 1x2:维持 1x2:纠正 1x2:撤回 / 维持 纠正 维持 纠正 / 1 2 3 4 5 6 7",
        nobody_s,
    );
}

#[test]
fn a_group_that_says_another_order_is_believed() {
    // Lawsuits first; the second group's name is lost.
    gives(
        "4x1:诉讼 3x1:_ / 2x1:直接 2x1:其后 1x2:维持 1x2:纠正 1x2:撤回 / 维持 纠正 维持 纠正 / 1 2 3 4 5 6 7",
        "1 ?, 2 ?, 3 ?, 4 ?, 5 ?, 6 ?, 7 ?",
    );
    // One head twice.
    gives(
        &format!(
            "{} / 1 2 3 4 5 6 7",
            HEADS.replacen("1x2:纠正", "1x2:维持", 1)
        ),
        "1 ?, 2 ?, 3 ?, 4 ?, 5 ?, 6 ?, 7 ?",
    );
}

#[test]
fn more_values_than_two_forms_have_are_not_looked_at() {
    let heads = |more: usize| format!("{HEADS} / 1 2 3 4 5 6 7{}", " 8".repeat(more));
    gives(&heads(1), &format!("{WHOLE}, 8 ?"));
    gives(&heads(7), &format!("{WHOLE}{}", ", 8 ?".repeat(7)));
    gives(&heads(8), "");
}

#[test]
fn values_that_came_by_the_form_s_order_are_aligned() {
    let mut grid = grid("甲 / 1 2 3 4 5 6 7");
    grid.concluded = vec![false, true];
    let all = WHOLE.replace(',', "~,") + "~";
    assert_eq!(said(&grid, &made(&grid, &[])), all);
    // Not all of them: what the heads say.
    let mut grid = super::super::testing::grid("2x1:复议 甲 / 维持 纠正 乙 / 1 2 3");
    grid.concluded = vec![false, false, true];
    assert_eq!(said(&grid, &made(&grid, &[])), "1 r.kept~, 2 r.right~, 3 ?");
}

#[test]
fn what_stands_under_no_head_is_warned_of() {
    let grid = grid("复议 甲 / 维持 乙 / 1 25");
    let made = made(&grid, &[]);
    let told: Vec<(&str, Option<_>)> = (made.diagnostics.iter())
        .map(|told| (&*told.message, told.region.clone()))
        .collect();
    let place = grid.cells[5].region.clone();
    assert_eq!(told, [("25 stands under no head of the form", Some(place))]);
    assert_eq!(made.facts[1].how, None);
}

#[test]
fn a_result_in_each_row_is_of_the_group_before_it() {
    gives(
        "复议 维持 1 / 复议 纠正 2 / 其后 维持 3",
        "1 r.kept, 2 r.right, 3 a.kept",
    );
    gives("诉讼 维持 1 / 诉讼（其后） 维持 2", "1 ?, 2 a.kept");
    gives("撤回 1 / 维持 2", "1 r.back, 2 ?");
    under(&["其后"], "维持 1 / 纠正 2", "1 a.kept, 2 a.right");
    under(&["其后"], "维持 1 / 撤回 2", "1 a.kept, 2 ?");
    // The group's name in its first row only.
    gives(
        "复议 维持 1 / _ 纠正 2 / 其后 维持 3 / _ 纠正 4",
        "1 r.kept, 2 r.right, 3 a.kept, 4 a.right",
    );
    gives("复议 维持 1 / _ 维持 2", "1 r.kept, 2 ?");
    gives("复议 纠正 1 / _ 维持 2", "1 r.right, 2 ?");
    gives("复议 维持 1 / _ 甲 2 / _ 纠正 3", "1 r.kept, 2 ?, 3 ?");
    // Named again, it is another one.
    gives("复议 维持 1 / 其后 撤回 2", "1 r.kept, 2 ?");
    gives("复议 维持 1 / 甲 纠正 2", "1 r.kept, 2 ?");
    gives("1x2:甲 复议 维持 1 / _ 纠正 2", "1 r.kept, 2 r.right");
    gives("复议 维持 1 / 纠正 2", "1 r.kept, 2 r.right");
    gives("复议 维持 件 1 / _ 纠正 件 2", "1 r.kept, 2 r.right");
    // A blank before the value, a text behind it.
    gives("复议 维持 _ 1 / 复议 纠正 _ 2 见表", "1 r.kept, 2 r.right");
    gives("复议 维持 - / 复议 纠正 无", "- r.kept, 无 r.right");
}

#[test]
fn groups_by_results_and_results_by_groups() {
    gives(
        "类别 维持 纠正 / 复议 1 2 / 其后 3 4",
        "1 r.kept, 2 r.right, 3 a.kept, 4 a.right",
    );
    gives(
        "类别 复议 其后 / 维持 1 2 / 纠正 3 4",
        "1 r.kept, 2 a.kept, 3 r.right, 4 a.right",
    );
    gives("类别 复议 其后 / 撤回 1 2", "1 r.back, 2 ?");
    gives(
        "类别 诉讼 _ / 类别 直接 其后 / 维持 1 2",
        "1 d.kept, 2 a.kept",
    );
    gives(
        "类别 2x1:诉讼 / 类别 直接 其后 / 维持 1 2",
        "1 d.kept, 2 a.kept",
    );
    // A head is missing over a value: the row of heads is not asked.
    gives("类别 复议 _ / 维持 1 2", "1 ?, 2 ?");
    gives("类别 复议 / 维持 1 2", "1 ?, 2 ?");
    // A label here and a label there.
    gives("类别 维持 纠正 / 维持 1 2", "1 ?, 2 ?");
    // A head that two joined lines put into the values' row stands in their column.
    let mut grid = grid("复议 其后 / 维持 纠正 / 撤回 1 2");
    (grid.cells[5].col, grid.cells[6].col, grid.n_cols) = (0, 1, 2);
    assert_eq!(said(&grid, &made(&grid, &[])), "1 r.kept, 2 a.right");
    // What the row above says counts for no row with heads of its own.
    gives(
        "类别 结果 甲 乙 / 复议 维持 2x1:1 / _ 纠正 2 3",
        "1 r.kept, 2 ?, 3 ?",
    );
    // Nor behind such a row.
    gives(
        "类别 结果 复议 其后 / 复议 维持 2x1:1 / 甲 维持 2 3 / _ 纠正 2x1:4",
        "1 r.kept, 2 r.kept, 3 a.kept, 4 ?",
    );
}

#[test]
fn a_row_of_more_values_than_two_forms_have_is_nobody_s() {
    let row = |n: usize| {
        let heads = " 甲".repeat(n - 2);
        format!("类别 维持 纠正{heads} / 复议{}", " 1".repeat(n))
    };
    gives(
        &row(14),
        &format!("1 r.kept, 1 r.right{}", ", 1 ?".repeat(12)),
    );
    gives(&row(15), &["1 ?"; 15].join(", "));
}

#[test]
fn the_rows_of_a_table_on_its_side_have_their_labels() {
    let mut grid = grid("复议 维持 1 / （二）甲 _ 2 / 类别 维持 纠正 / 其后 3 4 / 撤回 _ 无 见表");
    grid.concluded = vec![true];
    let rows: Vec<String> = (made(&grid, &[]).rows.iter())
        .map(|row| {
            let own = |text: &Option<SmolStr>| text.clone().unwrap_or_default();
            let (number, indicator) = (own(&row.number), own(&row.indicator));
            format!(
                "{} {number}|{}|{indicator} {:?}",
                row.row, row.label, row.how
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "0 |维持|r.kept Some(Aligned)",
            "1 （二）|甲| None",
            "3 |其后| None",
            "4 |撤回|r.back Some(Exact)"
        ]
    );
}

#[test]
fn a_line_names_a_group_by_its_name() {
    let (_, index) = own();
    let groups = groups::Groups::of(&index.forms[0][0]);
    for (line, want) in [
        ("（一）复议情况", Some("复议")),
        ("2.诉讼案件", Some("诉讼")),
        ("诉讼（其后）数量", Some("诉讼其后")),
        ("复议", Some("复议")),
        ("复议的情况", None),
        ("情况", None),
        ("", None),
    ] {
        assert_eq!(groups.named(line).as_deref(), want, "{line}");
    }
}

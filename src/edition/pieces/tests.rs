//! Which tables are pieces of one, and that what is read of it comes back to its piece.

use super::super::form::Vocabulary;
use super::super::testing::{grid, reading, vocabulary};
use super::*;
use crate::report::{CellKind, Deviation, Fact, Row};

/// A form of rows, one whose columns are the indicators, and another one of rows.
const OWN: &str = r#"{ id = "cases", indicators_in = "rows", furniture = ["指标"],
        column = [{ id = "year", label = "本年" }, { id = "all", label = "累计" }],
        row = [{ label = "收到申请数", indicator = "in", unit = "件" }, { label = "网站提交数", indicator = "web", unit = "件" },
            { label = "办结数", indicator = "done", unit = "件" }, { label = "按期办结数", indicator = "due", unit = "件" }],
        variant = [{ label = "合计数", indicator = "both", stands_for = ["in", "done"] }] },
    { id = "results", indicators_in = "columns", furniture = ["结果"], column = [{ id = "value", label = "" }],
        row = [{ label = "维持", indicator = "kept" }, { label = "纠正", indicator = "put_right" }, { label = "撤回", indicator = "withdrawn" }] },
    { id = "fees", indicators_in = "rows", furniture = ["收费"], column = [{ id = "sum", label = "金额" }],
        row = [{ label = "检索费", indicator = "search" }, { label = "邮寄费", indicator = "post" }] }"#;

struct Own {
    vocabulary: Vocabulary,
    index: std::sync::Arc<Index>,
}

impl Own {
    fn new() -> Self {
        let vocabulary = vocabulary(OWN);
        let index = Index::of(&vocabulary);
        Self { vocabulary, index }
    }

    /// Whether `second` goes on where `first`, of the form `at`, ends.
    fn goes_on(&self, at: usize, first: &str, second: &str, is_known: bool) -> bool {
        let form = &self.vocabulary.editions[0].tables[at];
        let mut run = Run::new(form, at, &self.index.forms[0][at]);
        run.start(&View::new(&grid(first)));
        run.goes_on(&View::new(&grid(second)), is_known)
    }
}

const FIRST: &str = "指标 本年 / 收到申请数 3";

#[test]
fn a_table_of_the_same_width_goes_on() {
    let own = Own::new();
    assert!(own.goes_on(0, FIRST, "办结数 2", false));
    assert!(!own.goes_on(0, FIRST, "办结数 2 5", false));
    assert!(!own.goes_on(0, FIRST, "2x1:办结数 2", true));
}

#[test]
fn its_rows_are_behind_those_that_were_there() {
    let own = Own::new();
    for (rows, want) in [
        ("其中网站提交数 1 / 办结数 2", true),
        ("办结数 2 / 其中网站提交数 1", false),
        ("收到申请数 3", false),
        ("办结数 2 / 办结数 2", false),
        // One row in place of several may stand anywhere.
        ("合计数 5 / 办结数 2", true),
        // A head is no row.
        ("指标 本年 / 办结数 2", true),
        ("本年 指标 / 办结数 2", true),
    ] {
        for is_known in [false, true] {
            assert_eq!(own.goes_on(0, FIRST, rows, is_known), want, "{rows}");
        }
    }
}

#[test]
fn a_row_that_the_form_does_not_have_is_taken_in_a_piece_that_is_known() {
    let own = Own::new();
    for (rows, unknown, known) in [
        ("大气污染防治数 4", false, true),
        ("大气污染防治数 4 / 办结数 2", false, true),
        // A misprint of what is to come, and of what was there.
        ("其中按期力结数 2", true, true),
        ("其中：3.按期力结数 2", true, true),
        ("收致申请数 3", false, true),
    ] {
        assert_eq!(own.goes_on(0, FIRST, rows, false), unknown, "{rows}");
        assert_eq!(own.goes_on(0, FIRST, rows, true), known, "{rows}");
    }
}

#[test]
fn its_first_row_is_no_head_of_another_table() {
    let own = Own::new();
    for (row, want) in [
        ("单位名称 地区", false),
        ("单位名称 _", false),
        ("单位名称 4", true),
        ("单位名称 -", true),
        ("网站提文数 _", true),
        ("指标 地区", true),
        ("单位名称 本年", true),
        ("2.办结数 说明", true),
    ] {
        let rows = format!("{row} / 办结数 2");
        assert_eq!(own.goes_on(0, FIRST, &rows, true), want, "{row}");
    }
}

#[test]
fn a_run_remembers_its_last_row() {
    let own = Own::new();
    let form = &own.vocabulary.editions[0].tables[0];
    let mut run = Run::new(form, 0, &own.index.forms[0][0]);
    run.start(&View::new(&grid(FIRST)));
    for (rows, want) in [
        ("办结数 2", true),
        ("其中网站提交数 1", false),
        ("其中按期办结数 1", true),
        ("办结数 2", false),
    ] {
        assert_eq!(run.goes_on(&View::new(&grid(rows)), true), want, "{rows}");
    }
}

#[test]
fn values_go_on_below_heads_that_have_none_yet() {
    let own = Own::new();
    let heads = "维持 纠正 撤回";
    assert!(own.goes_on(1, heads, "1 2 3", false));
    assert!(own.goes_on(1, heads, "_ _ _ / 1 2 3", false));
    assert!(!own.goes_on(1, &format!("{heads} / 1 2 3"), "4 5 6", false));
    assert!(!own.goes_on(1, &format!("{heads} / 1 - 无"), "4 5 6", true));
    // A row of one value, or of values and a text, is none of values.
    assert!(own.goes_on(1, &format!("{heads} / 3x1:7"), "4 5 6", false));
    assert!(own.goes_on(1, &format!("{heads} / 件数 1 2"), "4 5 6", false));
    assert!(!own.goes_on(1, heads, "3x1:7", false));
    assert!(!own.goes_on(1, heads, "件数 1 2", false));
    assert!(!own.goes_on(1, heads, "1 2 3 / 说明 _ _", false));
    assert!(!own.goes_on(1, heads, "1 2 3 4", false));
}

/// The runs of these tables, whose forms are given, and the forms that they have then.
fn runs_of(
    lines: &str,
    tables: &[&str],
    forms: &[Option<usize>],
) -> (Vec<Range<usize>>, Vec<Option<usize>>) {
    let own = Own::new();
    let grids: Vec<Grid> = tables.iter().map(|rows| grid(rows)).collect();
    let views: Vec<View<'_>> = grids.iter().map(View::new).collect();
    let mut recognised = Recognised {
        edition: &own.vocabulary.editions[0],
        at: 0,
        forms: forms.to_vec(),
    };
    let runs = runs(&views, &reading(lines), Some(&mut recognised), &own.index);
    (runs, recognised.forms)
}

#[test]
fn pieces_are_runs_with_one_form() {
    let tables = [FIRST, "其中网站提交数 1", "办结数 2", "检索费 7 / 邮寄费 8"];
    let forms = [Some(0), None, Some(0), Some(2)];
    assert_eq!(
        runs_of("▦\n▦\n▦\n▦\n", &tables, &forms),
        (vec![0..3, 3..4], vec![Some(0), Some(0), Some(0), Some(2)])
    );
    // What is between the pieces may say that the table goes on, or be of the paper.
    assert_eq!(
        runs_of("▦\n（续表）\n▦\n- 3 -\n▦\n▦\n", &tables, &forms).0,
        [0..3, 3..4]
    );
    assert_eq!(
        runs_of("▦\n续表：\n▦\n接上表\n续上表\n▦\n▦\n", &tables, &forms).0,
        [0..3, 3..4]
    );
    // Or part them.
    assert_eq!(
        runs_of("▦\n另一表\n▦\n▦\n▦\n", &tables, &forms),
        (
            vec![0..1, 1..2, 2..3, 3..4],
            vec![Some(0), None, Some(0), Some(2)]
        )
    );
    assert_eq!(
        runs_of("▦\n▦\n另一表\n续表\n▦\n▦\n", &tables, &forms).0,
        [0..2, 2..3, 3..4]
    );
}

#[test]
fn only_a_page_s_tables_are_pieces() {
    let tables = [FIRST, "办结数 2", "检索费 7 / 邮寄费 8"];
    let forms = [Some(0), Some(0), Some(2)];
    let runs = |lines: &str| runs_of(lines, &tables, &forms).0;
    assert_eq!(runs("▦\n▦\n▦\n"), [0..2, 2..3]);
    for lines in ["▤\n▤\n▦\n", "▤\n▦\n▦\n", "▦\n▤\n▦\n"] {
        assert_eq!(runs(lines), [0..1, 1..2, 2..3], "{lines}");
    }
}

#[test]
fn a_table_of_another_form_is_another_table() {
    // As wide, and nothing of it stands before the first one's rows.
    let tables = [FIRST, "检索费 7 / 邮寄费 8"];
    assert_eq!(
        runs_of("▦\n▦\n", &tables, &[Some(0), Some(2)]).0,
        [0..1, 1..2]
    );
    // Of no form, and not the first one's rows.
    assert_eq!(
        runs_of("▦\n▦\n", &tables, &[Some(0), None]),
        (vec![0..1, 1..2], vec![Some(0), None])
    );
    // Nothing goes on where the first is of no form.
    let tables = [FIRST, "办结数 2"];
    assert_eq!(runs_of("▦\n▦\n", &tables, &[None, Some(0)]).0, [0..1, 1..2]);
}

#[test]
fn without_an_edition_each_table_is_by_itself() {
    let grids = [FIRST, "办结数 2"].map(grid);
    let views: Vec<View<'_>> = grids.iter().map(View::new).collect();
    let own = Own::new();
    assert_eq!(
        runs(&views, &reading("▦\n▦\n"), None, &own.index),
        [0..1, 1..2]
    );
}

fn fact(cell: usize) -> Fact {
    Fact {
        indicator: "in".into(),
        column: "year".into(),
        label: "".into(),
        value: None,
        unit: None,
        kind: CellKind::Blank,
        how: None,
        derived: false,
        cell: [4, cell],
    }
}

#[test]
fn what_was_made_of_joined_pieces_comes_back_to_each() {
    let grids = ["甲 1 / 乙 2", "丙 3", "丁 4 5 / 戊 _ 6 / 己 7 8"].map(grid);
    let views: Vec<View<'_>> = grids.iter().map(View::new).collect();
    let joined = join(&views);
    assert_eq!((joined.n_rows, joined.n_cols), (6, 3));
    let places: Vec<(u32, u32, &str)> = (joined.cells.iter())
        .map(|cell| (cell.row, cell.col, &*cell.text))
        .collect();
    assert_eq!(
        places[3..8],
        [
            (1, 1, "2"),
            (2, 0, "丙"),
            (2, 1, "3"),
            (3, 0, "丁"),
            (3, 1, "4")
        ]
    );

    let row = |row| Row {
        row,
        label: "甲".into(),
        number: None,
        indicator: None,
        how: None,
    };
    let deviation = |row| {
        let deviation = Deviation {
            table: 4,
            kind: "label",
            indicator: None,
            message: format!("row {row}"),
        };
        (row, deviation)
    };
    let made = Made {
        rows: [0, 1, 2, 3, 5].map(row).to_vec(),
        facts: [1, 3, 4, 5, 6, 14].map(fact).to_vec(),
        units: [0, 4, 6].map(|cell| (cell, "件".into())).to_vec(),
        deviations: [1, 2, 5].map(deviation).to_vec(),
        diagnostics: Vec::new(),
    };
    let parts = part(made, &views, 4);
    let rows: Vec<Vec<u32>> = (parts.iter())
        .map(|part| part.rows.iter().map(|row| row.row).collect())
        .collect();
    assert_eq!(rows, [vec![0, 1], vec![0], vec![0, 2]]);
    let facts: Vec<Vec<[usize; 2]>> = (parts.iter())
        .map(|part| part.facts.iter().map(|fact| fact.cell).collect())
        .collect();
    assert_eq!(
        facts,
        [
            vec![[4, 1], [4, 3]],
            vec![[5, 0], [5, 1]],
            vec![[6, 0], [6, 8]]
        ]
    );
    let units: Vec<Vec<usize>> = (parts.iter())
        .map(|part| part.units.iter().map(|(cell, _)| *cell).collect())
        .collect();
    assert_eq!(units, [vec![0], vec![0], vec![0]]);
    let deviations: Vec<Vec<(usize, &str)>> = (parts.iter())
        .map(|part| {
            (part.deviations.iter())
                .map(|(_, deviation)| (deviation.table, &*deviation.message))
                .collect()
        })
        .collect();
    assert_eq!(
        deviations,
        [vec![(4, "row 1")], vec![(5, "row 2")], vec![(6, "row 5")]]
    );
}

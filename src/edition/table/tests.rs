//! Tables of rows: their labels, values, and what they say about the form.

use super::super::form::Vocabulary;
use super::super::index::Index;
use super::super::testing::{grid, vocabulary};
use super::*;
use crate::table::Grid;

const OWN: &str = r#"{ id = "t", indicators_in = "rows", furniture = ["项目", "单位"],
    column = [{ id = "year", label = "本年" }, { id = "all", label = "合计" }],
    row = [{ number = "一、", label = "供水情况" },
        { label = "用水户数", indicator = "users", unit = "户" },
        { label = "供水总量", indicator = "water", unit = "立方米" },
        { label = "收取水费", indicator = "fees", unit = "元" },
        { label = "合计", indicator = "sum", unit = "元" },
        { label = "停水次数", indicator = "cuts" }],
    variant = [{ label = "供水和水费", indicator = "both", stands_for = ["water", "fees"] }] }"#;

fn own() -> (Vocabulary, std::sync::Arc<Index>) {
    let vocabulary = vocabulary(OWN);
    let index = Index::of(&vocabulary);
    (vocabulary, index)
}

fn made_of(grid: &Grid) -> Made {
    let (vocabulary, index) = own();
    let form = &vocabulary.editions[0].tables[0];
    read(&View::new(grid), 0, Some((form, &index.forms[0][0])))
}

fn made(rows: &str) -> Made {
    made_of(&grid(rows))
}

/// Each row: number, label and indicator.
fn rows(made: &Made) -> Vec<String> {
    (made.rows.iter())
        .map(|row| {
            let own = |text: &Option<SmolStr>| text.clone().unwrap_or_default();
            format!("{}|{}|{}", own(&row.number), row.label, own(&row.indicator))
        })
        .collect()
}

/// Each fact: row, column, value and unit.
fn facts(made: &Made) -> Vec<String> {
    (made.facts.iter())
        .map(|fact| {
            let row = if fact.indicator.is_empty() {
                format!("? {}", fact.label)
            } else {
                fact.indicator.to_string()
            };
            let own = |text: &Option<SmolStr>| text.clone().unwrap_or_default();
            format!(
                "{row} {} {}{}",
                fact.column,
                own(&fact.value),
                own(&fact.unit)
            )
        })
        .collect()
}

fn told(made: &Made) -> Vec<&str> {
    let deviations = made.deviations.iter().map(|(_, told)| &*told.message);
    deviations
        .chain(made.diagnostics.iter().map(|told| &*told.message))
        .collect()
}

const HEAD: &str = "项目 单位 本年 合计";

#[test]
fn a_row_s_label_is_its_last_text_before_the_values() {
    let made = made(&format!(
        "{HEAD} / 一、供水情况 用水户数 户 1 2 / ※ 供水总量 3 4 / 收取水费 无 5 6 / _ 停水次数 - 7"
    ));
    assert_eq!(
        rows(&made),
        [
            "|用水户数|users",
            "|供水总量|water",
            "|收取水费|fees",
            "|停水次数|cuts"
        ]
    );
    let label = |row: &str, form| {
        let (vocabulary, index) = own();
        let form = Some((&vocabulary.editions[0].tables[0], &index.forms[0][0])).filter(|_| form);
        label_cell(&View::new(&grid(row)), 0, form)
    };
    // A unit of the form's own, of any length, or one that everybody knows.
    for unit in ["户", "立方米", "元", "次", "戶", "万元"] {
        assert_eq!(
            label(&format!("供水总量 {unit} 5"), true),
            Some(0),
            "{unit}"
        );
    }
    for other in ["吨", "立方", "立方米数", "户数"] {
        assert_eq!(
            label(&format!("供水总量 {other} 5"), true),
            Some(1),
            "{other}"
        );
    }
    // The first text is no unit of anything; behind a number nothing is a label.
    assert_eq!(label("户 5", true), Some(0));
    assert_eq!(label("5 户", true), None);
    assert_eq!(label("_ 供水总量 户 _ 5 备注", true), Some(1));
    assert_eq!(label("供水总量 户 5", false), Some(1));
    assert_eq!(label("供水总量 元 5", false), Some(0));
    assert_eq!(label("_ - 无", true), None);
}

#[test]
fn a_row_s_number_stands_apart_from_its_label() {
    let made = made("1.用水户数 户 1 2 / （二） 3 4 / 收取水费 5 6");
    assert_eq!(
        rows(&made),
        ["1.|用水户数|users", "|（二）|", "|收取水费|fees"]
    );
}

#[test]
fn units_are_the_cell_s_the_head_s_the_label_s_or_the_form_s() {
    let head = "项目 本年（万元） 合计";
    let made = made(&format!(
        "{head} / 收取水费 5 6 / 供水总量（条） 7 8件 / 停水次数 9 1"
    ));
    assert_eq!(
        facts(&made),
        [
            "fees year 5万元",
            "fees all 6元",
            "water year 7万元",
            "water all 8件",
            "cuts year 9万元",
            "cuts all 1",
        ]
    );
    let units: Vec<&str> = made.units.iter().map(|(_, unit)| unit.as_str()).collect();
    assert_eq!(units, ["万元", "元", "万元", "条", "万元"]);
}

#[test]
fn heads_that_come_again_are_in_force_from_there_on() {
    let made = made(&format!(
        "{HEAD} / 用水户数 户 1 2 / 项目 单位 合计 本年 / 收取水费 元 5 6"
    ));
    assert_eq!(
        facts(&made),
        [
            "users year 1户",
            "users all 2户",
            "fees all 5元",
            "fees year 6元"
        ]
    );
}

#[test]
fn a_column_s_head_that_is_a_row_s_label_too_is_the_row_beside_values() {
    let made = made(&format!(
        "{HEAD} / 收取水费 元 1 2 / 合计 元 3 4 / 2x1:合计 2x1:说明"
    ));
    assert_eq!(
        facts(&made),
        [
            "fees year 1元",
            "fees all 2元",
            "sum year 3元",
            "sum all 4元"
        ]
    );
    // Without values it is no second row.
    let made = self::made(&format!(
        "{HEAD} / 收取水费 元 1 2 / 4x1:合计 / 合计 元 3 4"
    ));
    assert_eq!(rows(&made), ["|收取水费|fees", "|合计|", "|合计|sum"]);
    assert_eq!(told(&made), [""; 0]);
}

#[test]
fn what_deviates_from_the_form_is_said() {
    let made = made(&format!(
        "{HEAD} / 一、供水情况 _ _ _ / 供水和水费 _ 1 2 / 合记 元 3 4 / 停水次教 次 5 6 / 天气 次 7 8 / 4x1:说明 / 4x1:如表"
    ));
    assert_eq!(
        told(&made),
        [
            "供水和水费 is printed as one row",
            "合记 is no row of the form",
            "停水次教 for 停水次数",
            "天气 is no row of the form",
            "no edition has a row 合记",
            "no edition has a row 天气",
        ]
    );
    let rows: Vec<u32> = made.deviations.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [2, 3, 4, 5]);
    let kinds: Vec<&str> = made.deviations.iter().map(|(_, told)| told.kind).collect();
    assert_eq!(kinds, ["label", "added_row", "label", "added_row"]);
}

#[test]
fn values_of_a_row_that_no_form_has_are_under_its_label_and_their_heads() {
    let made = made(&format!(
        "{HEAD} 上年 / 天气 次 7 8 9 / 用水户数 户 1 2 _ / 收取水费 元 3 4 5"
    ));
    assert_eq!(
        facts(&made),
        [
            "? 天气 year 7",
            "? 天气 all 8",
            "? 天气 上年 9",
            "users year 1户",
            "users all 2户",
            "fees year 3元",
            "fees all 4元",
            "? 收取水费 上年 5",
        ]
    );
    assert_eq!(
        told(&made)[2..],
        ["5 of fees stands in no column of the form"]
    );
}

#[test]
fn a_row_by_the_form_s_order_is_aligned_and_its_label_is_as_it_should_be() {
    let mut grid = grid(&format!(
        "{HEAD} / 用水户数 户 1 2 / _ _ 3 4 / 收取水费 元 5 6 / _ _ 7 8"
    ));
    grid.concluded = vec![false, true, true];
    let made = made_of(&grid);
    assert_eq!(
        rows(&made),
        ["|用水户数|users", "||water", "|收取水费|fees"]
    );
    let how: Vec<Option<How>> = made.rows.iter().map(|row| row.how).collect();
    assert_eq!(
        how,
        [Some(How::Aligned), Some(How::Aligned), Some(How::Exact)]
    );
    assert_eq!(told(&made), [""; 0]);
    let how: Vec<Option<How>> = made.facts.iter().map(|fact| fact.how).collect();
    let (aligned, exact) = (Some(How::Aligned), Some(How::Exact));
    assert_eq!(how, [aligned, aligned, aligned, aligned, exact, exact]);
}

#[test]
fn a_row_without_a_label_is_none_unless_the_order_says_so() {
    let made = made(&format!(
        "{HEAD} / 用水户数 户 1 2 / _ _ 3 4 / 收取水费 元 5 6"
    ));
    assert_eq!(rows(&made), ["|用水户数|users", "|收取水费|fees"]);
}

#[test]
fn a_table_of_no_form_keeps_its_numbers_and_says_nothing() {
    let grid = grid("项目 本年 / 天气 3 / 1.用水户数 户 4 / 说明 见表 / _ 5");
    let made = read(&View::new(&grid), 0, None);
    assert_eq!(rows(&made), ["|本年|", "|天气|", "|户|", "|见表|"]);
    assert_eq!(facts(&made), ["? 天气  3", "? 户  4"]);
    assert_eq!(told(&made), [""; 0]);
}

#[test]
fn a_row_is_missing_unless_it_or_what_stands_for_it_is_printed() {
    let (vocabulary, _) = own();
    let form = &vocabulary.editions[0].tables[0];
    let missing_of = |rows: &str, forms: &[Option<&Form>]| -> Vec<String> {
        (missing(&made(rows).facts, forms).iter())
            .map(|told| {
                let indicator = told.indicator.clone().unwrap_or_default();
                format!("{} {} {indicator}", told.table, told.kind)
            })
            .collect()
    };
    let rows = format!("{HEAD} / 用水户数 户 1 2 / 供水和水费 _ 3 4 / 停水次数 次 5 6");
    // Told once, of the first of its tables.
    assert_eq!(
        missing_of(&rows, &[None, Some(form), Some(form)]),
        ["1 missing_row sum"]
    );
    let rows = format!("{HEAD} / 用水户数 户 1 2 / 供水总量 _ 3 4 / 停水次数 次 5 6");
    assert_eq!(
        missing_of(&rows, &[Some(form)]),
        ["0 missing_row fees", "0 missing_row sum"]
    );
    assert_eq!(missing_of(&rows, &[None]), [""; 0]);
}

use super::super::testing::{plan, slot, words};
use super::*;

#[test]
fn the_form_is_printed_as_it_is_or_with_one_row_for_several() {
    let form = plan("national-2021", "requests");
    let lists = printed(&form);
    let has = |list: &[usize], indicator: &str| {
        list.iter().any(|&at| form.slots[at].indicator == indicator)
    };
    let variant = form
        .slots
        .iter()
        .position(|slot| slot.is_variant)
        .expect("a variant");
    assert_eq!(lists.len(), 2);
    assert!(!lists[0].contains(&variant) && lists[1].contains(&variant));
    assert!(lists[1].is_sorted());
    let stands_for = &form.slots[variant].indicator;
    let parts = form
        .slots
        .iter()
        .filter(|slot| slot.indicator.starts_with(&format!("{stands_for}.")));
    assert_eq!(lists[0].len() + 1 - lists[1].len(), parts.count());
    for list in &lists {
        assert!(has(list, "requests.received") && has(list, "results.total"));
    }
    // Rows of a group's label have no values.
    let statistics = plan("national-2014", "statistics");
    assert!(
        printed(&statistics)[0]
            .iter()
            .all(|&at| !statistics.slots[at].is_group)
    );
}

#[test]
fn values_go_row_by_row_or_column_by_column() {
    let form = plan("fujian-2008", "statistics");
    let values = [3, 4, 5, 6, 7, 8];
    assert_eq!(by_row(&form, &[0, 1, 2], &values), [[3, 4], [5, 6], [7, 8]]);
    assert_eq!(
        by_column(&form, &[0, 1, 2], &values),
        [[3, 6], [4, 7], [5, 8]]
    );
    assert!(is_run(&[3, 4, 5]) && !is_run(&[3, 5]) && is_run(&[]));
}

#[test]
fn dashes_of_a_group_are_no_row_s_values() {
    let form = plan("national-2014", "statistics");
    assert!(form.has_unit && form.slots.iter().any(|slot| slot.is_group));
    let left = |plan: &Plan, text: &str| {
        let tokens = words(&text.replace(' ', "\n"));
        let values: Vec<usize> = (0..tokens.len()).filter(|&at| tokens[at].value).collect();
        without_groups(plan, &tokens, &values)
    };
    assert_eq!(left(&form, "- - 条 3 件 - 件 4 - -"), [3, 5, 7]);
    assert_eq!(left(&plan("fujian-2008", "statistics"), "- - 条 3"), [0; 0]);
}

#[test]
fn the_word_before_a_value_is_its_label_or_its_unit() {
    let form = plan("fujian-2008", "statistics");
    let last = |text: &str| {
        let tokens = words(&text.replace(' ', "\n"));
        let value = tokens
            .iter()
            .rposition(|token| token.value)
            .expect("a value");
        last_word(&form, &tokens, value)
    };
    assert_eq!(last("7"), None);
    assert_eq!(last("文件 数 7"), Some(1));
    assert_eq!(last("文件数 条 7"), Some(0));
    assert_eq!(last("条 7"), Some(0));
    assert_eq!(last("3 条 7"), Some(1));
    assert_eq!(last("文件数 3 7"), None);
}

#[test]
fn words_end_with_a_label_that_is_whole() {
    let ends = |text: &str, label: &str| {
        let tokens = words(text);
        let key: Vec<char> = label.chars().collect();
        ends_with(&tokens, tokens.len() - 1, &key)
    };
    assert!(ends("行政复议数", "行政复议数"));
    assert!(ends("其他 行政 复议 数", "行政复议数"));
    assert!(!ends("复议 数", "行政复议数"));
    assert!(!ends("其他行政 复议 数", "行政复议数"));
    assert!(!ends("行政 3\n复议数", "行政复议数"));
    assert!(!ends("行政复议数 3", "行政复议数"));
    assert!(!ends("一 二 三 四 五 六 七 八 九", "一二三四五六七八九"));
    assert!(ends("一 二 三 四 五 六 七 八", "一二三四五六七八"));
}

/// What the labels before the values say, a row of one value a word.
fn seen(table: &str, text: &str, indicators: &[&str]) -> Option<usize> {
    let form = plan("national-2021", table);
    let tokens = words(&text.replace(' ', "\n"));
    let mut values = (0..tokens.len()).filter(|&at| tokens[at].value);
    let slots: Vec<usize> = indicators.iter().map(|id| slot(&form, id)).collect();
    let cells: Vec<Vec<usize>> = (slots.iter())
        .map(|&slot| {
            values
                .by_ref()
                .take(form.slots[slot].columns.len())
                .collect()
        })
        .collect();
    witnesses(&form, &tokens, &slots, &cells)
}

#[test]
fn rows_are_witnessed_by_the_labels_before_their_values() {
    let two = ["licensing", "penalties"];
    assert_eq!(seen("disclosure", "行政许可 3 行政处罚 4", &two), Some(2));
    assert_eq!(seen("disclosure", "行政许可 3 4 行政处罚", &two), Some(1));
    assert_eq!(seen("disclosure", "行政许可 3 甲 4", &two), Some(1));
    // The label of another row stands before a row's values.
    assert_eq!(seen("disclosure", "行政处罚 3 行政许可 4", &two), None);
    // The last of a run of labels is nobody's.
    let run = "行政强制 行政处罚 3 行政许可 4";
    assert_eq!(
        seen("disclosure", &run.replace("行政许可 4", "4"), &two),
        Some(0)
    );
}

#[test]
fn where_rows_add_up_a_label_may_be_late() {
    let two = ["requests.received", "requests.carried_in"];
    let text = "1 2 3 4 5 6 21 一、本年新收政府信息公开申请数量 0 0 0 0 0 1 1 二、上年结转政府信息公开申请数量";
    assert_eq!(seen("requests", text, &two), Some(0));
    let own = "一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 二、上年结转政府信息公开申请数量 0 0 0 0 0 1 1";
    assert_eq!(seen("requests", own, &two), Some(2));
    // It stood before its own values already.
    let twice = "甲 1 2 3 4 5 6 21 一、本年新收政府信息公开申请数量 0 0 0 0 0 1 1";
    assert_eq!(seen("requests", twice, &two), None);
}

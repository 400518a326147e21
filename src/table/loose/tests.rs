//! A table with invented numbers, printed in each of the ways and then damaged: what comes out is
//! right or absent.

use super::printed::{
    HEAD, Printed, blank_zeros, by_column, columns, read, right, scrambled, stream, table,
};

#[test]
fn every_way_to_print_a_table_gives_all_of_its_values() {
    let rows = table();
    for text in [
        stream(&rows),
        columns(&rows),
        scrambled(&rows),
        by_column(&rows),
    ] {
        assert_eq!(right(&text, &rows), 25 * 7, "{text}");
    }
}

#[test]
fn zeros_prove_no_order_unless_all_are_printed_alike() {
    let zeros = |print: fn(usize) -> &'static str| -> Vec<Printed> {
        let row = |(at, (label, _)): (usize, Printed)| {
            let values = (0..7).map(|column| print(at * 7 + column).to_owned());
            (label, values.collect())
        };
        table().into_iter().enumerate().map(row).collect()
    };
    let alike = zeros(|_| "0");
    assert_eq!(right(&by_column(&alike), &alike), 25 * 7);
    let mixed = zeros(|at| if at % 5 == 0 { "-" } else { "0" });
    assert_eq!(right(&by_column(&mixed), &mixed), 0);
}

#[test]
fn a_row_that_is_missing_shifts_nothing() {
    for gone in 0..25 {
        let all = table();
        let mut rows = all.clone();
        rows.remove(gone);
        assert_eq!(right(&stream(&rows), &all), 24 * 7);
        assert_eq!(right(&columns(&rows), &all), 24 * 7);
        right(&scrambled(&rows), &all);
        right(&by_column(&rows), &all);
    }
}

#[test]
fn a_blank_cell_is_placed_by_where_it_stands_or_not_at_all() {
    for at in (0..25 * 7).step_by(4) {
        let mut rows = table();
        rows[at / 7].1[at % 7].clear();
        let count = right(&columns(&rows), &rows);
        assert!(count >= 24 * 7, "{at}: {count}");
        right(&stream(&rows), &rows);
        right(&scrambled(&rows), &rows);
    }
}

#[test]
fn a_page_may_end_before_any_row_and_a_label_be_misspelt() {
    for at in 0..25 {
        let rows = table();
        let text = stream(&rows);
        let paged = text.replace(&rows[at].0, &format!("- 4 -\n\u{c}{}", rows[at].0));
        assert_eq!(right(&paged, &rows), 25 * 7);
        let misspelt = text.replace(&rows[at].0, &rows[at].0.replace('信', "言"));
        assert!(right(&misspelt, &rows) >= 20 * 7);
    }
}

#[test]
fn values_without_labels_are_nobodys() {
    let rows = table();
    let mut text = HEAD.to_owned();
    for (_, values) in &rows[2..9] {
        text.push_str(&format!("{}\n\n", values.join("\n\n")));
    }
    text.push_str("一、本年新收政府信息公开申请数量\n");
    assert_eq!(right(&text, &rows), 0);
}

#[test]
fn numbers_whose_sum_cannot_be_written_down_add_up_to_nothing() {
    let mut rows = table();
    for value in rows.iter_mut().flat_map(|(_, values)| values) {
        *value = rust_decimal::Decimal::MAX.to_string();
    }
    for text in [
        stream(&rows),
        columns(&rows),
        scrambled(&rows),
        by_column(&rows),
    ] {
        let read = read(&text);
        assert!(read.values().all(|values| values.len() <= 7), "{read:?}");
    }
}

#[test]
fn sums_and_heads_say_the_columns_of_a_table_that_prints_no_zeros() {
    for empty in [&[0][..], &[3], &[5], &[2, 3]] {
        let rows = blank_zeros(empty);
        let printed: usize = (rows.iter())
            .map(|(_, values)| values.iter().filter(|value| !value.is_empty()).count())
            .sum();
        assert_eq!(right(&columns(&rows), &rows), printed, "{empty:?}");
        // A page of its own is the same: its columns have to balance with the first page's.
        let second = &rows[2].0;
        let paged = columns(&rows).replace(second.as_str(), &format!("- 4 -\n\u{c}{second}"));
        assert_eq!(right(&paged, &rows), printed, "{empty:?} on two pages");
    }
}

#[test]
fn heads_without_room_say_no_column() {
    for column in 0..6 {
        let rows = blank_zeros(&[column]);
        let mut text = columns(&rows);
        let start = text.find("自然人").expect("heads");
        let end = text.find("一、").expect("a row");
        text.replace_range(
            start..end,
            "自然人 商业企 科研机 社会公 法律服 其他              总计\n\
             \x20                                           业  构  益组织 务机构\n",
        );
        assert_eq!(right(&text, &rows), 0, "{text}");
    }
}

#[test]
fn a_number_that_is_broken_over_lines_is_no_blank() {
    // The rows above and below have a value in the same column that a piece could be of: they say
    // nothing either.
    let mut rows = table();
    rows[4].1[1] = "1234".to_owned();
    let text = columns(&rows);
    let line = (text.lines().find(|line| line.starts_with(&rows[4].0))).expect("the row");
    let at = line
        .find("1234")
        .map(|at| line[..at].chars().count())
        .expect("the number");
    let piece = |digits: &str| format!("{}{digits}\n", " ".repeat(at));
    let rest = line.replace("1234", "    ");
    let broken = text.replace(
        line,
        &format!("{}{rest}\n{}", piece("123"), piece("4").trim_end()),
    );
    assert_eq!(right(&broken, &rows), 22 * 7, "{broken}");
    // The piece in the middle is not the number.
    let middle = line.replace("1234", "23  ");
    let broken = text.replace(
        line,
        &format!("{}{middle}\n{}", piece("1"), piece("4").trim_end()),
    );
    assert_eq!(right(&broken, &rows), 22 * 7, "{broken}");
}

#[test]
fn values_behind_a_table_s_end_can_be_its_last_row_s() {
    // A sentence stands between a row's label and its values.
    let rows = table();
    for at in 2..25 {
        let (label, values) = (&rows[at].0, rows[at].1.join(" "));
        let row = format!("{label} {values}\n");
        let torn = stream(&rows).replace(&row, &format!("{label}\n见下一行所列。\n\n{values}\n"));
        let found = read(&torn);
        let cells = found.get(label).map_or(0, Vec::len);
        assert_eq!(cells, 0, "{label}");
        right(&torn, &rows);
    }
    // A row of blanks that the table ends with, before a page's number and the next heading.
    let mut blank = rows.clone();
    blank[24].1 = Vec::new();
    let text = stream(&blank) + "- 3 -\n四、其他需要报告的事项\n无。\n";
    let found = read(&text);
    let cells = found[&rows[24].0].iter().map(|(_, text)| &**text);
    assert_eq!(cells.collect::<Vec<_>>(), [""; 7]);
}

#[test]
fn a_zero_between_dashes_is_no_page_behind_a_label() {
    let mut rows = table();
    let dashes = ["-", "", "0", "", "—", "", ""].map(str::to_owned).to_vec();
    for at in [4, 24] {
        let whole = std::mem::replace(&mut rows[at].1, dashes.clone());
        let label = rows[at].0.clone();
        let text = stream(&rows).replace(&format!("{label} "), &format!("{label}\n"));
        let found = read(&text);
        assert_eq!(found.get(&label).map_or(0, Vec::len), 0, "{label}");
        assert_eq!(right(&text, &rows), 24 * 7);
        rows[at].1 = whole;
    }
}

//! A table with invented numbers, printed in each of the ways and then damaged: what comes out is
//! right or absent.

use std::collections::HashMap;

use super::*;
use crate::source::{Block, TableBody};

/// Label and values of a row.
type Printed = (String, Vec<String>);

/// Numbers without a pattern that a shift would keep: each row adds up.
fn table() -> Vec<Printed> {
    let vocabulary = Vocabulary::builtin();
    let form = vocabulary
        .editions
        .iter()
        .find(|edition| edition.id == "national-2021")
        .and_then(|edition| edition.tables.iter().find(|form| form.id == "requests"))
        .expect("the form");
    let mut rows: Vec<(String, Vec<u64>)> = Vec::new();
    let mut totals = vec![0_u64; 7];
    for (at, row) in form.rows.iter().enumerate() {
        let label = format!("{}{}", row.number, row.label);
        let mut values: Vec<u64> = (0..6)
            .map(|column| (at as u64 * 37 + column * 11 + at as u64 * column * 5) % 23)
            .collect();
        if row.label == "总计" {
            values = totals[..6].to_vec();
        } else if row.groups.is_empty() {
            // What comes in is what is answered and carried out, which is not known yet.
            values = vec![0; 6];
        }
        values.push(values.iter().sum());
        if !row.groups.is_empty() && row.label != "总计" {
            for (total, value) in totals.iter_mut().zip(&values) {
                *total += value;
            }
        }
        rows.push((label, values));
    }
    rows[0].1 = totals;
    let print = |values: Vec<u64>| values.iter().map(u64::to_string).collect();
    rows.into_iter()
        .map(|(label, values)| (label, print(values)))
        .collect()
}

const HEAD: &str = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n";

fn stream(rows: &[Printed]) -> String {
    let mut out = HEAD.to_owned();
    for (label, values) in rows {
        out.push_str(&format!("{label} {}\n", values.join(" ")));
    }
    out
}

fn columns(rows: &[Printed]) -> String {
    let mut out = String::from(
        "                                          申请人情况\n                                                法人或其他组织\n",
    );
    let head = |cells: [&str; 7]| {
        let mut line = " ".repeat(40);
        for cell in cells {
            line.push_str(&format!("{cell:<8}"));
        }
        line + "\n"
    };
    out.push_str(&head([
        "自然人",
        "商业企",
        "科研机",
        "社会公",
        "法律服",
        "其他",
        "总计",
    ]));
    out.push_str(&head(["", "业", "构", "益组织", "务机构", "", ""]));
    for (label, values) in rows {
        let mut chars = label.chars();
        let first: String = chars.by_ref().take(30).collect();
        let rest: String = chars.collect();
        let mut line = format!("{first:<40}");
        for value in values {
            line.push_str(&format!("{value:<8}"));
        }
        out.push_str(line.trim_end());
        out.push('\n');
        if !rest.is_empty() {
            out.push_str(&format!("{rest}\n"));
        }
    }
    out
}

fn scrambled(rows: &[Printed]) -> String {
    let mut out = HEAD.replace('\n', "\n\n");
    let mut later = String::new();
    for (label, values) in rows {
        // Long labels are found behind the values.
        if label.chars().count() > 12 {
            later.push_str(&format!("{label}\n"));
        } else {
            out.push_str(&format!("{label}\n\n"));
        }
        for value in values.iter().filter(|value| !value.is_empty()) {
            out.push_str(&format!("{value}\n\n"));
        }
    }
    out + &later
}

fn by_column(rows: &[Printed]) -> String {
    let mut out = HEAD.replace('\n', "\n\n");
    for (label, _) in rows {
        out.push_str(&format!("{label}\n\n"));
    }
    for column in 0..7 {
        for (_, values) in rows {
            out.push_str(&format!("{}\n", values[column]));
        }
        out.push('\n');
    }
    out
}

/// The values under each label of the form: those that the grid gives, by column from 0.
fn read(text: &str) -> HashMap<String, Vec<(u32, String)>> {
    let options = crate::Options::default();
    let decoded = crate::decode::decode(text.as_bytes(), &options).expect("text");
    let reading = crate::source::read(&decoded, options.vocabulary);
    let mut out: HashMap<String, Vec<(u32, String)>> = HashMap::new();
    for block in &reading.blocks {
        let Block::Table(raw) = block else { continue };
        assert!(matches!(raw.body, TableBody::Loose));
        let grid = rebuild(raw, &reading, options.vocabulary);
        for row in 0..grid.n_rows {
            let cells: Vec<_> = (grid.cells.iter())
                .filter(|cell| cell.row == row && !cell.header)
                .collect();
            let label = cells.iter().rfind(|cell| cell.col < 3);
            let Some(label) = label else { continue };
            let values = cells.iter().filter(|cell| cell.col >= 3);
            out.entry(label.text.to_string())
                .or_default()
                .extend(values.map(|cell| (cell.col - 3, cell.text.to_string())));
        }
    }
    out
}

/// Each value that is given is the printed one, and so is each blank; how many values there are.
///
/// A row's label is the printed one, or as much of it as no other row has.
fn right(text: &str, rows: &[Printed]) -> usize {
    let mut count = 0;
    for (label, cells) in read(text) {
        let whole = rows.iter().find(|(printed, _)| *printed == label);
        let mut having = rows.iter().filter(|(printed, _)| printed.contains(&label));
        let row = whole.or_else(|| having.next().filter(|_| having.next().is_none()));
        let Some((_, values)) = row else { continue };
        for (column, value) in cells {
            assert_eq!(value, values[column as usize], "{label} {column}\n{text}");
            count += usize::from(!value.is_empty());
        }
    }
    count
}

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

/// From the fifth way not to process a request on, values are drawn before their labels.
fn drawn_late(rows: &[Printed]) -> String {
    let mut out = HEAD.replace('\n', "\n\n");
    let label = |at: usize, pieces: usize, out: &mut String| {
        let chars: Vec<char> = rows[at].0.chars().collect();
        for piece in chars.chunks(chars.len().div_ceil(pieces)) {
            out.extend(piece);
            out.push('\n');
        }
        out.push('\n');
    };
    let values = |at: usize, out: &mut String| {
        for value in &rows[at].1 {
            out.push_str(&format!("{value}\n\n"));
        }
    };
    for at in 0..19 {
        label(at, 1, &mut out);
        values(at, &mut out);
    }
    out.push_str("（六）\n其他处\n理\n\n");
    for (at, pieces) in [(19, 2), (20, 3)] {
        values(at, &mut out);
        label(at, pieces, &mut out);
    }
    values(21, &mut out);
    label(22, 1, &mut out);
    values(22, &mut out);
    values(23, &mut out);
    label(24, 1, &mut out);
    values(24, &mut out);
    label(21, 3, &mut out);
    label(23, 1, &mut out);
    out
}

#[test]
fn labels_that_are_drawn_behind_their_values_are_not_of_the_row_below() {
    let rows = table();
    assert_eq!(right(&drawn_late(&rows), &rows), 25 * 7);
}

/// One value a paragraph behind each label, but for labels that are drawn late.
fn late(rows: &[Printed], is_late: impl Fn(usize) -> bool) -> String {
    let mut text = HEAD.replace('\n', "\n\n");
    let mut behind = String::new();
    for (at, (label, values)) in rows.iter().enumerate() {
        let out = if is_late(at) { &mut behind } else { &mut text };
        out.push_str(&format!("{label}\n\n"));
        for value in values.iter().filter(|value| !value.is_empty()) {
            text.push_str(&format!("{value}\n\n"));
        }
    }
    text + &behind
}

#[test]
fn a_row_that_lacks_zeros_takes_no_values_of_the_next() {
    let print = |values: [&str; 7]| values.map(str::to_owned).to_vec();
    // Four zeros and three blanks, or blanks only.
    for zero in ["0", ""] {
        let mut rows = table();
        rows[1].1 = print([zero, zero, zero, zero, "", "", ""]);
        rows[2].1 = print(["35", "", "", "", "", "0", "35"]);
        rows[3].1 = print(["0", "0", "0", "0", "", "", ""]);
        if zero.is_empty() {
            rows[2].1 = print(["35", "0", "0", "0", "0", "0", "35"]);
        }
        let text = late(&rows, |at| (2..4).contains(&at));
        assert_eq!(right(&text, &rows), 22 * 7, "{text}");
    }
}

#[test]
fn a_label_drawn_late_has_not_the_values_of_a_row_whose_label_is_later_still() {
    let mut rows = table();
    // The group's one row in place of its three, as local prints have it; the second row lacks zeros.
    rows[1].1[0].clear();
    rows.drain(20..22);
    rows[20] = ("（六）其他处理".to_owned(), vec!["0".to_owned(); 7]);
    let mut text = late(&rows[..20], |_| false);
    let row = |at: usize| rows[at].1.iter();
    let label = |at: usize| std::iter::once(&rows[at].0);
    let drawn = (row(20).chain(label(20)).chain(row(21)))
        .chain(label(22).chain(row(22)))
        .chain(label(21));
    for word in drawn {
        text.push_str(&format!("{word}\n\n"));
    }
    right(&text, &rows);
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

/// The table with nothing in some columns, its zeros printed as blanks.
fn blank_zeros(empty: &[usize]) -> Vec<Printed> {
    let mut rows = table();
    for (_, values) in &mut rows {
        let number = |value: &String| value.parse::<u64>().expect("a number");
        for &column in empty {
            let total = number(&values[6]) - number(&values[column]);
            values[6] = total.to_string();
            values[column] = "0".to_owned();
        }
        for value in values.iter_mut().filter(|value| *value == "0") {
            value.clear();
        }
    }
    rows
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

/// A stream of the table, where long labels are broken and their values stand on the next line.
fn above(rows: &[Printed], width: usize) -> String {
    let mut out = HEAD.to_owned();
    for (label, values) in rows {
        let label: Vec<char> = label.chars().collect();
        let lines: Vec<String> = (label.chunks(width).map(String::from_iter)).collect();
        out.push_str(&lines.join("\n"));
        out.push(if lines.len() > 1 { '\n' } else { ' ' });
        out.push_str(&values.join(" "));
        out.push('\n');
    }
    out
}

#[test]
fn the_end_of_a_label_that_is_misspelt_ends_no_table_before_its_values() {
    let rows = table();
    let (mut all, mut found) = (0, 0);
    for width in 10..20 {
        assert_eq!(right(&above(&rows, width), &rows), 25 * 7);
        for at in 0..25 {
            let len = rows[at].0.chars().count();
            for start in (width..len).step_by(width) {
                for misprint in [Some('务'), None] {
                    let mut misspelt = rows.clone();
                    let mut label: Vec<char> = rows[at].0.chars().collect();
                    label.splice(start..start + 1, misprint);
                    misspelt[at].0 = label.into_iter().collect();
                    all += 25 * 7;
                    found += right(&above(&misspelt, width), &misspelt);
                }
            }
        }
    }
    assert_eq!(found, all);
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

/// The columns of the table, where long labels are broken around the line of their values.
fn around(rows: &[Printed]) -> String {
    let text = columns(&[]);
    let mut out = text.trim_end_matches('\n').to_owned() + "\n";
    for (label, values) in rows {
        let mut pieces = vec![String::new()];
        for c in label.chars() {
            match pieces.last_mut() {
                // No line starts with a comma.
                Some(piece) if piece.chars().count() < 20 || matches!(c, '、' | '，') => {
                    piece.push(c)
                }
                _ => pieces.push(c.to_string()),
            }
        }
        if pieces.len() % 2 == 0 {
            pieces.insert(pieces.len() / 2, String::new());
        }
        let middle = pieces.len() / 2;
        for (at, piece) in pieces.iter().enumerate() {
            let mut line = format!("{piece:<40}");
            if at == middle {
                for value in values {
                    line.push_str(&format!("{value:<8}"));
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

#[test]
fn a_misspelt_label_that_is_broken_takes_no_piece_of_the_next() {
    let rows = table();
    assert_eq!(right(&around(&rows), &rows), 25 * 7);
    for at in 0..25 {
        for (word, misprint) in [
            ("申请人", "申人"),
            ("申请人", "申请请人"),
            ("理由", "理甲"),
            ("机关不", "机关下"),
            ("信", "言"),
        ] {
            let mut misspelt = rows.clone();
            let label = &mut misspelt[at].0;
            *label = label.replace(word, misprint);
            assert_eq!(
                right(&around(&misspelt), &misspelt),
                25 * 7,
                "{}",
                misspelt[at].0
            );
        }
    }
}

#[test]
fn a_piece_of_a_group_s_label_beside_values_is_none_of_a_row_s_further_down() {
    // 提供 of （四）无法提供 stands beside the values of 2.没有现成信息需要另行制作, whose label is broken
    // around them; the rows down to 3.要求提供公开出版物 are blank.
    let mut rows = table();
    for (_, values) in &mut rows[14..18] {
        values.fill(String::new());
    }
    let text = columns(&rows);
    let line = (text.lines().find(|line| line.starts_with(&rows[13].0))).expect("the row");
    let values = line[rows[13].0.len()..].trim_start();
    let broken = format!("2.没有现成信息需要另行制\n{:<40}{values}\n作", "提供");
    let found = read(&text.replace(line, &broken));
    let of = |label: &str| {
        let cells = found.get(label).into_iter().flatten();
        cells.map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(&rows[13].0), rows[13].1);
    assert_eq!(of(&rows[17].0), [""; 7]);
    assert_eq!(of("提供"), [""; 0]);
}

//! Prints of the forms whose rows count in units that once gave a row's values to another: what comes out
//! is right or absent, and as much as is said here.

use super::statistics::{Row, aligned, broken, by_column, cells, lines, right, statistics};

#[test]
fn a_print_without_misprints_is_read_whole() {
    for (edition, all) in [("national-2014", 58), ("fujian-2008", 32)] {
        let rows = statistics(edition, |row, column| {
            (row * 7 + column * 3) as u64 % 11 + 1
        });
        let texts = [
            lines(&rows),
            aligned(&rows),
            cells(&rows, 20, |_| false, |_| false),
            by_column(&rows),
            broken(&rows, 20),
        ];
        for text in texts {
            assert_eq!(right(&text, &rows), all, "{text}");
        }
    }
}

/// An edition's statistics whose numbers are all different, but for sums.
fn numbered(edition: &str) -> Vec<Row> {
    statistics(edition, |row, column| (row * 3 + column) as u64 + 5)
}

const EDITIONS: [&str; 2] = ["national-2014", "fujian-2008"];

/// Labels that are drawn late stand at the end of their page, before a row that is not theirs.
#[test]
fn a_label_at_the_end_of_its_page_has_not_the_values_below_it() {
    let (mut count, mut all) = (0, 0);
    for edition in EDITIONS {
        let rows = numbered(edition);
        let counted: usize = rows.iter().map(|row| row.values.len()).sum();
        let is_long = |at: usize| rows[at].label.chars().count() > 8;
        for pages in 1..4 {
            for end in 0..rows.len() {
                let ends_page = |at: usize| (end..end + pages).contains(&at);
                count += right(&cells(&rows, 8, is_long, ends_page), &rows);
                all += counted;
            }
        }
    }
    assert_eq!((count, all), (12_846, 12_846));
}

/// The label of a group or of a row has a misprint, and cuts the table in two.
#[test]
fn what_is_behind_a_line_that_is_none_of_the_form_s_is_right_or_absent() {
    let (mut count, mut all) = (0, 0);
    for edition in EDITIONS {
        let rows = numbered(edition);
        let counted: usize = rows.iter().map(|row| row.values.len()).sum();
        for at in 0..rows.len() {
            let mut rows = rows.clone();
            let label = &mut rows[at].label;
            let first = label.chars().next().map_or(0, char::len_utf8);
            label.replace_range(..first, "甲");
            let is_long = |at: usize| rows[at].label.chars().count() > 8;
            for zero in [None, Some("—"), Some("")] {
                let mut rows = rows.clone();
                if let Some(zero) = zero
                    && let Some(row) = rows[at..].iter_mut().find(|row| !row.values.is_empty())
                {
                    zero.clone_into(&mut row.values[0]);
                }
                let ends_page = |row: usize| row == at + 1;
                count += right(&cells(&rows, 8, is_long, ends_page), &rows);
                count += right(&cells(&rows, 8, is_long, |_| false), &rows);
                all += counted * 2;
            }
        }
    }
    assert_eq!((count, all), (22_784, 25_692));
}

/// A character at the end of a label's line is there twice, or lost: its next line can fit another row.
#[test]
fn pieces_of_a_label_with_a_misprint_name_no_other_row() {
    let (mut count, mut all) = (0, 0);
    for edition in EDITIONS {
        let rows = numbered(edition);
        let counted: usize = rows.iter().map(|row| row.values.len()).sum();
        for at in 0..rows.len() {
            for width in [8, 11] {
                for is_doubled in [true, false] {
                    let mut rows = rows.clone();
                    let mut label: Vec<char> = rows[at].label.chars().collect();
                    match is_doubled {
                        true if label.len() >= width => label.insert(width, label[width - 1]),
                        _ => drop(label.remove(2)),
                    }
                    rows[at].label = label.into_iter().collect();
                    let is_long = |at: usize| rows[at].label.chars().count() > width;
                    count += right(&cells(&rows, width, is_long, |_| false), &rows);
                    count += right(&lines(&rows), &rows);
                    all += counted * 2;
                }
            }
        }
    }
    assert_eq!((count, all), (33_869, 34_256));
}

/// The number of a label is lost, and the value of the row above is the same: it stays a value.
#[test]
fn a_value_behind_its_unit_is_no_label_s_number() {
    let rows = numbered("national-2014");
    let mut count = 0;
    for at in 1..rows.len() {
        let mut rows = rows.clone();
        let Some(number) = rows[at].label.chars().next().filter(char::is_ascii_digit) else {
            continue;
        };
        rows[at].label.remove(0);
        if let Some(value) = rows[at - 1].values.first_mut() {
            *value = number.to_string();
            // The row with the misprint can be open.
            assert!(right(&lines(&rows), &rows) >= 57, "{at}");
            count += 1;
        }
    }
    assert_eq!(count, 24);
}

/// A row without a value, between its label and the next row's.
#[test]
fn a_unit_alone_on_its_line_is_a_row_of_its_own() {
    let rows = numbered("national-2014");
    let (mut count, mut all) = (0, 0);
    for at in 0..rows.len() - 2 {
        let mut rows = rows.clone();
        for row in [at, at + 2] {
            rows[row].values.iter_mut().for_each(String::clear);
        }
        for width in [8, 11] {
            count += right(&broken(&rows, width), &rows);
            all += 58;
        }
    }
    assert_eq!((count, all), (7_082, 7_308));
}

/// …计1次）without its bracket, where the line breaks before the number.
#[test]
fn the_end_of_a_label_is_no_value() {
    let mut rows = numbered("national-2014");
    let row = (rows.iter().position(|row| row.label.contains("计1次"))).expect("the row");
    rows[row].label.pop();
    let label: Vec<char> = rows[row].label.chars().collect();
    let is_long = |at: usize| rows[at].label.chars().count() > 8;
    for width in (8..label.len()).filter(|width| (label.len() - 2).is_multiple_of(*width)) {
        for end in row..row + 3 {
            right(&cells(&rows, width, is_long, |at| at == end), &rows);
        }
    }
}

/// A label whose second line has misprints ends the table before its values: it is not blank.
#[test]
fn the_last_label_before_a_cut_is_not_blank() {
    let mut rows = numbered("national-2014");
    let row = (rows.iter().position(|row| row.label.contains("计1次"))).expect("the row");
    rows[row].label = rows[row].label.replace("不同方式", "不不甲方式");
    let counts = [15, 16, 17].map(|width| right(&broken(&rows, width), &rows));
    assert_eq!(counts, [56, 57, 57]);
}

/// Rows without values need rows of the form: a label with a misprint above them is not that of the last.
#[test]
fn rows_without_values_are_rows_of_the_form() {
    let mut rows = numbered("national-2014");
    let row = (rows
        .iter()
        .position(|row| row.label.contains("新闻发布会次数")))
    .expect("the row");
    rows[row].label = rows[row].label.replace("新闻", "甲闻");
    for row in [row + 1, row + 2] {
        rows[row].values[0].clear();
    }
    let counts = [8, 11].map(|width| right(&broken(&rows, width), &rows));
    assert_eq!(counts, [56, 53]);
}

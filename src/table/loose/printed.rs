//! A table with invented numbers, printed in each of the ways, for the tests of this folder.

use std::collections::HashMap;

use super::*;
use crate::source::{Block, TableBody};

/// Label and values of a row.
pub(super) type Printed = (String, Vec<String>);

/// Numbers without a pattern that a shift would keep: each row adds up.
pub(super) fn table() -> Vec<Printed> {
    table_of("national-2021", |row, column| {
        (row * 37 + column * 11 + row * column * 5) as u64 % 23
    })
}

/// An edition's table of requests with these numbers of answers by row and column; sums are as they
/// must be.
pub(super) fn table_of(edition: &str, number: impl Fn(usize, usize) -> u64) -> Vec<Printed> {
    let vocabulary = Vocabulary::builtin();
    let form = vocabulary
        .editions
        .iter()
        .find(|known| known.id == edition)
        .and_then(|edition| edition.tables.iter().find(|form| form.id == "requests"))
        .expect("the form");
    let mut rows: Vec<(String, Vec<u64>)> = Vec::new();
    let mut totals = vec![0_u64; 7];
    for (at, row) in form.rows.iter().enumerate() {
        let label = format!("{}{}", row.number, row.label);
        let mut values: Vec<u64> = (0..6).map(|column| number(at, column)).collect();
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

pub(super) const HEAD: &str = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n";

pub(super) fn stream(rows: &[Printed]) -> String {
    let mut out = HEAD.to_owned();
    for (label, values) in rows {
        out.push_str(&format!("{label} {}\n", values.join(" ")));
    }
    out
}

pub(super) fn columns(rows: &[Printed]) -> String {
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

/// Long labels are found behind the values.
pub(super) fn scrambled(rows: &[Printed]) -> String {
    late(rows, |at| is_long(&rows[at].0))
}

/// A label of more than one line.
pub(super) fn is_long(label: &str) -> bool {
    label.chars().count() > 12
}

pub(super) fn by_column(rows: &[Printed]) -> String {
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

/// One value a paragraph behind each label, but for labels that are drawn late.
pub(super) fn late(rows: &[Printed], is_late: impl Fn(usize) -> bool) -> String {
    late_on_pages(rows, is_late, |_| false)
}

/// The same, where a page ends behind some rows: the labels left until then stand there.
pub(super) fn late_on_pages(
    rows: &[Printed],
    is_late: impl Fn(usize) -> bool,
    ends_page: impl Fn(usize) -> bool,
) -> String {
    let mut text = HEAD.replace('\n', "\n\n");
    let mut behind = String::new();
    for (at, (label, values)) in rows.iter().enumerate() {
        if is_late(at) {
            behind.push_str(&format!("{label}\n"));
        } else {
            text.push_str(&format!("{label}\n\n"));
        }
        for value in values.iter().filter(|value| !value.is_empty()) {
            text.push_str(&format!("{value}\n\n"));
        }
        if ends_page(at) && !behind.is_empty() {
            text.push_str(&behind);
            text.push('\n');
            behind.clear();
        }
    }
    text + &behind
}

/// From the fifth way not to process a request on, values are drawn before their labels.
pub(super) fn drawn_late(rows: &[Printed]) -> String {
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

/// A stream of the table, where long labels are broken and their values stand on the next line.
pub(super) fn above(rows: &[Printed], width: usize) -> String {
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

/// The columns of the table, where long labels are broken around the line of their values.
pub(super) fn around(rows: &[Printed]) -> String {
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

/// The table with nothing in some columns, its zeros printed as blanks.
pub(super) fn blank_zeros(empty: &[usize]) -> Vec<Printed> {
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

/// The values under each label of the form: those that the grid gives, by column from 0.
pub(super) fn read(text: &str) -> HashMap<String, Vec<(u32, String)>> {
    let options = crate::Options::default();
    let decoded = crate::decode::decode(text.as_bytes(), &options).expect("text");
    let reading = crate::source::read(&decoded, options.vocabulary);
    let mut out: HashMap<String, Vec<(u32, String)>> = HashMap::new();
    for block in &reading.blocks {
        let Block::Table(raw) = block else { continue };
        assert!(matches!(raw.body, TableBody::Loose));
        let grid = rebuild(raw, &reading, options.vocabulary);
        // A table without a head has one column of labels.
        let first = grid.n_cols.saturating_sub(7);
        for row in 0..grid.n_rows {
            let cells: Vec<_> = (grid.cells.iter())
                .filter(|cell| cell.row == row && !cell.header)
                .collect();
            let label = cells.iter().rfind(|cell| cell.col < first);
            let Some(label) = label else { continue };
            let values = cells.iter().filter(|cell| cell.col >= first);
            out.entry(label.text.to_string())
                .or_default()
                .extend(values.map(|cell| (cell.col - first, cell.text.to_string())));
        }
    }
    out
}

/// Each value that is given is the printed one, and so is each blank; how many values there are.
///
/// A row's label is the printed one, or as much of it as no other row has.
pub(super) fn right(text: &str, rows: &[Printed]) -> usize {
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

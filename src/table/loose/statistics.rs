//! The forms whose rows count in units, with invented numbers, printed in each of the ways, for the tests
//! of this folder.

use crate::edition::{Along, Relation, Vocabulary};

/// A row of the form as it is printed. One that only heads others has neither unit nor values.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub indicator: String,
    pub label: String,
    pub unit: String,
    pub values: Vec<String>,
}

/// An edition's statistics with these numbers by row and column; sums are as they must be.
pub(super) fn statistics(edition: &str, number: impl Fn(usize, usize) -> u64) -> Vec<Row> {
    let vocabulary = Vocabulary::builtin();
    let edition = (vocabulary.editions.iter())
        .find(|known| known.id == edition)
        .expect("the edition");
    let form = &edition.tables[0];
    let columns = form.columns.len();
    let mut values: Vec<Vec<u64>> = (0..form.rows.len())
        .map(|row| {
            let mut all = 0;
            (0..columns)
                .map(|column| {
                    // All years together are at least the year.
                    all += number(row, column);
                    all
                })
                .collect()
        })
        .collect();
    let row_of = |indicator: &String| {
        (form.rows.iter())
            .position(|row| row.indicator.as_deref() == Some(indicator))
            .expect("a row of the form")
    };
    // Sums of sums come out in as many turns as they are deep.
    for _ in 0..3 {
        for identity in &edition.identities {
            if identity.along != Along::Columns || identity.relation != Relation::Equal {
                continue;
            }
            let [sum] = &identity.right[..] else { continue };
            let sum = row_of(sum);
            let mut of_parts = vec![0; columns];
            for part in &identity.left {
                for (all, value) in of_parts.iter_mut().zip(&values[row_of(part)]) {
                    *all += value;
                }
            }
            values[sum] = of_parts;
        }
    }
    (form.rows.iter().zip(values))
        .map(|(row, values)| {
            let counts = row.indicator.is_some();
            Row {
                indicator: row.indicator.as_deref().unwrap_or("").to_owned(),
                label: format!("{}{}", row.number, row.label),
                unit: row.unit.to_string(),
                values: (values.iter().filter(|_| counts).map(u64::to_string)).collect(),
            }
        })
        .collect()
}

/// The columns of values.
fn columns(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.values.len()).max().unwrap_or(0)
}

fn head(rows: &[Row]) -> Vec<&'static str> {
    match columns(rows) {
        1 => vec!["统计指标", "单位", "统计数"],
        _ => vec!["指标名称", "计量单位", "2018年度", "历年累计"],
    }
}

/// A row a line.
pub(super) fn lines(rows: &[Row]) -> String {
    let mut out = head(rows).join(" ") + "\n";
    for row in rows {
        out += &format!("{} {} {}\n", row.label, row.unit, row.values.join(" "));
    }
    out
}

/// A row a line, its cells below each other.
pub(super) fn aligned(rows: &[Row]) -> String {
    let mut out = String::new();
    let mut line = |cells: &[&str]| {
        let mut printed = String::new();
        for (cell, width) in cells.iter().zip([44, 12, 12, 12]) {
            let wide: usize = cell.chars().map(|c| 1 + usize::from(!c.is_ascii())).sum();
            printed += &format!("{cell}{}", " ".repeat(width.max(wide + 2) - wide));
        }
        out += printed.trim_end();
        out += "\n";
    };
    line(&head(rows));
    for row in rows {
        let values = row.values.iter().map(String::as_str);
        let cells: Vec<&str> = ([&*row.label, &*row.unit].into_iter())
            .chain(values)
            .collect();
        line(&cells);
    }
    out
}

/// Each cell a paragraph, labels broken over lines; those that are drawn late stand behind all, or at
/// the end of their page.
pub(super) fn cells(
    rows: &[Row],
    width: usize,
    is_late: impl Fn(usize) -> bool,
    ends_page: impl Fn(usize) -> bool,
) -> String {
    let mut out = head(rows).join("\n\n") + "\n\n";
    let mut behind = String::new();
    for (at, row) in rows.iter().enumerate() {
        let label = in_pieces(&row.label, width);
        match is_late(at) {
            true => behind += &format!("{label}\n"),
            false => out += &format!("{label}\n\n"),
        }
        for cell in [&row.unit].into_iter().chain(&row.values) {
            if !cell.is_empty() {
                out += &format!("{cell}\n\n");
            }
        }
        if ends_page(at) && !behind.is_empty() {
            out += &behind;
            out += "\n";
            behind.clear();
        }
    }
    out + &behind
}

/// All labels, then all units, then column by column.
pub(super) fn by_column(rows: &[Row]) -> String {
    let mut out = head(rows).join("\n\n") + "\n\n";
    for row in rows {
        out += &format!("{}\n\n", row.label);
    }
    let units = rows.iter().map(|row| &row.unit);
    for unit in units.filter(|unit| !unit.is_empty()) {
        out += &format!("{unit}\n");
    }
    for column in 0..columns(rows) {
        out += "\n";
        for value in rows.iter().filter_map(|row| row.values.get(column)) {
            if !value.is_empty() {
                out += &format!("{value}\n");
            }
        }
    }
    out
}

/// A label, broken over lines.
fn in_pieces(label: &str, width: usize) -> String {
    let label: Vec<char> = label.chars().collect();
    let pieces: Vec<String> = label.chunks(width).map(String::from_iter).collect();
    pieces.join("\n")
}

/// A row a line, but for long labels, which are broken above it.
pub(super) fn broken(rows: &[Row], width: usize) -> String {
    let mut out = head(rows).join(" ") + "\n";
    for row in rows {
        let label = in_pieces(&row.label, width);
        out += &label;
        out += if label.contains('\n') { "\n" } else { " " };
        out += &format!("{} {}\n", row.unit, row.values.join(" "));
    }
    out
}

/// Each fact is the printed one; how many there are.
pub(super) fn right(text: &str, rows: &[Row]) -> usize {
    let page = format!("某县水务局2016年政府信息公开工作年度报告\n\n一、概述\n\n{text}");
    let report = crate::parse(page.as_bytes(), &crate::Options::default()).expect("a report");
    let facts = (report.facts.iter()).filter(|fact| !fact.indicator.is_empty() && !fact.derived);
    let mut count = 0;
    for fact in facts {
        let row = (rows.iter().find(|row| row.indicator == fact.indicator)).expect("a row");
        let column = usize::from(fact.column == "cumulative");
        let [table, cell] = fact.cell;
        let given = &report.tables[table].cells[cell].text;
        assert_eq!(
            **given, row.values[column],
            "{} {column}\n{text}",
            row.label
        );
        count += usize::from(!given.is_empty());
    }
    count
}

//! Markdown as converters give it: pipe tables, one for all or one a group, heads made up; or
//! tables of HTML.

use super::dice::Dice;
use super::model::{Part, Report, Role, Table};
use super::print::{Merged, places, row_texts};

pub fn text(report: &Report, with_tags: bool, dice: &mut Dice) -> String {
    let mut out = String::new();
    let marks = dice.below(3);
    let merged = *dice.pick(&[Merged::Repeated, Merged::Empty]);
    if let Some(before) = &report.before_title {
        out.push_str(before);
        out.push_str("\n\n");
    }
    if report.title_lines.len() > 1 {
        for line in &report.title_lines {
            out.push_str(&format!("{line}\n"));
        }
        out.push('\n');
    } else {
        out.push_str(&format!("{}{}\n\n", ["", "# ", "# "][marks], report.title));
    }
    for part in &report.parts {
        match part {
            Part::Heading {
                level,
                number,
                text,
                run_in,
            } => {
                let mark = match (marks, level) {
                    (0, _) => String::new(),
                    (1, 1) => "## ".into(),
                    (2, n) if run_in.is_none() => format!("{} ", "#".repeat(usize::from(*n) + 1)),
                    (2, 1) => "## ".into(),
                    _ => String::new(),
                };
                out.push_str(&format!("{mark}{number}{text}"));
                if let Some((mark, body)) = run_in {
                    out.push(*mark);
                    out.push_str(body);
                }
                out.push_str("\n\n");
            }
            Part::Para(text) | Part::Line(text, _) => out.push_str(&format!("{text}\n\n")),
            Part::Table(n) if with_tags => tagged(&report.tables[*n], &mut out, dice),
            Part::Table(n) => table(&report.tables[*n], merged, &mut out, dice),
        }
    }
    out
}

/// A table of HTML, as programs that see pages write it.
fn tagged(table: &Table, out: &mut String, dice: &mut Dice) {
    let (open, close) = *dice.pick(&[
        ("", ""),
        ("<html><body>", "</body></html>"),
        ("<div align=\"center\">\n\n", "\n\n</div>"),
        (
            "<div style=\"text-align: center;\"><html><body>",
            "</body></html></div>",
        ),
    ]);
    let end = *dice.pick(&["", "", "\n"]);
    let blank = *dice.pick(&["", "&nbsp;", " "]);
    let mark = *dice.pick(&["", "", "**"]);
    out.push_str(&format!("{open}<table border=\"1\">{end}"));
    for row in &table.rows {
        out.push_str(&format!("<tr>{end}"));
        for cell in row {
            let mut spans = String::new();
            if cell.rows > 1 {
                spans.push_str(&format!(" rowspan=\"{}\"", cell.rows));
            }
            if cell.cols > 1 {
                spans.push_str(&format!(" colspan={}", cell.cols));
            }
            let text = super::html::escape(cell.text.trim());
            let inner = match (cell.text.is_empty(), cell.role) {
                (true, _) => blank.to_owned(),
                (_, Role::Head) => format!("{mark}{text}{mark}"),
                // A label over two lines.
                (_, Role::Label) if text.chars().count() == 6 => {
                    let cut = text.char_indices().nth(3).map_or(0, |(at, _)| at);
                    format!("{}<br>{}", &text[..cut], &text[cut..])
                }
                _ => text,
            };
            out.push_str(&format!("<td{spans}>{inner}</td>{end}"));
        }
        out.push_str(&format!("</tr>{end}"));
    }
    out.push_str(&format!("</table>{close}\n\n"));
}

fn pipes(rows: &[Vec<String>], out: &mut String) {
    for (n, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .map(|text| text.trim().replace('|', "\\|"))
            .collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if n == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    out.push('\n');
}

fn table(table: &Table, merged: Merged, out: &mut String, dice: &mut Dice) {
    let rows = places(table);
    match (table.id, dice.below(4)) {
        // A table for each group of the disclosure table, the group's line above it.
        ("disclosure", 0 | 1) => {
            let mut group: Vec<Vec<String>> = Vec::new();
            for row in &rows {
                if row[0].0.role == Role::Group {
                    if !group.is_empty() {
                        pipes(&group, out);
                        group.clear();
                    }
                    out.push_str(&format!("{}\n\n", row[0].0.text));
                } else {
                    // Merged columns are one column here.
                    group.push(row_texts(row, Merged::Omitted));
                }
            }
            pipes(&group, out);
        }
        // A table for each part of requests, heads made up by the converter.
        ("requests", 0) => {
            let heads: Vec<String> = table.rows[1]
                .iter()
                .chain(&table.rows[2])
                .filter(|cell| cell.cols == 1)
                .map(|cell| cell.text.clone())
                .collect();
            // 自然人, 总计, then the five kinds: in printed order 总计 is last.
            let mut line: Vec<String> = vec!["项目".into(), heads[0].clone()];
            line.extend(heads[2..].iter().cloned());
            line.push(heads[1].clone());
            let mut flat = vec![line];
            for row in &rows[table.head_rows..] {
                let label: String = row
                    .iter()
                    .filter(|(cell, starts)| *starts && cell.role == Role::Label)
                    .map(|(cell, _)| cell.text.clone())
                    .collect();
                let mut line = vec![label];
                line.extend(
                    row.iter()
                        .filter(|(cell, _)| cell.role == Role::Value)
                        .map(|(cell, _)| cell.text.clone()),
                );
                flat.push(line);
            }
            pipes(&flat, out);
        }
        _ => {
            let all: Vec<Vec<String>> = rows.iter().map(|row| row_texts(row, merged)).collect();
            pipes(&all, out);
        }
    }
}

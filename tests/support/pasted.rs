//! The text of a page as a browser gives it (`innerText`, a copy of the page): paragraphs have an
//! empty line around them, cells a tab between them, rows a line end, wherever paragraphs stand.

use super::dice::Dice;
use super::model::{Cell, Part, Report, Role, Table};

/// What the browser writes: text as it is, or so many line ends at least.
enum Item {
    Text(String),
    Ends(usize),
}

/// Which cells hold a paragraph instead of bare text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paragraphs {
    All,
    Labels,
    Values,
}

pub fn text(report: &Report, dice: &mut Dice) -> String {
    let mut items = Vec::new();
    let indent = *dice.pick(&["", "　　", "\u{a0}\u{a0}"]);
    let which = *dice.pick(&[
        Paragraphs::All,
        Paragraphs::All,
        Paragraphs::Labels,
        Paragraphs::Values,
    ]);
    let blank = *dice.pick(&["", "\u{a0}"]);
    if let Some(before) = &report.before_title {
        paragraph(before, &mut items);
    }
    for line in &report.title_lines {
        paragraph(line, &mut items);
    }
    for part in &report.parts {
        match part {
            Part::Heading {
                number,
                text,
                run_in,
                ..
            } => {
                let mut line = format!("{indent}{number}{text}");
                if let Some((mark, body)) = run_in {
                    line.push(*mark);
                    line.push_str(body);
                }
                paragraph(&line, &mut items);
            }
            Part::Para(text) => paragraph(&format!("{indent}{text}"), &mut items),
            Part::Line(text, _) => paragraph(text, &mut items),
            Part::Table(n) => table(&report.tables[*n], which, blank, &mut items),
        }
    }
    let text = written(items);
    // Whoever keeps such a text may take the empty lines out, which says less where cells are blank.
    if dice.one_in(3) && !report.oddities.blanks() {
        let lines = text.lines().filter(|line| !line.is_empty());
        lines.flat_map(|line| [line, "\n"]).collect()
    } else {
        text
    }
}

fn paragraph(text: &str, items: &mut Vec<Item>) {
    items.push(Item::Ends(2));
    items.push(Item::Text(text.to_owned()));
    items.push(Item::Ends(2));
}

fn table(table: &Table, which: Paragraphs, blank: &str, items: &mut Vec<Item>) {
    items.push(Item::Ends(1));
    for (nth, row) in table.rows.iter().enumerate() {
        if nth > 0 {
            items.push(Item::Text("\n".into()));
        }
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                items.push(Item::Text("\t".into()));
            }
            let text = if cell.text.is_empty() {
                blank
            } else {
                &cell.text
            };
            if has_paragraph(cell, which) {
                paragraph(text, items);
            } else {
                items.push(Item::Text(text.to_owned()));
            }
        }
    }
    items.push(Item::Ends(1));
}

fn has_paragraph(cell: &Cell, which: Paragraphs) -> bool {
    let is_value = matches!(cell.role, Role::Value | Role::Unit);
    match which {
        Paragraphs::All => true,
        Paragraphs::Labels => !is_value,
        Paragraphs::Values => is_value,
    }
}

/// Of several line ends that are asked for in one place the most are written; none at the edges.
fn written(items: Vec<Item>) -> String {
    let mut out = String::new();
    let mut ends = 0;
    for item in items {
        match item {
            Item::Ends(n) => ends = n.max(ends),
            Item::Text(text) if text.is_empty() => {}
            Item::Text(text) => {
                if !out.is_empty() {
                    out.extend(std::iter::repeat_n('\n', ends));
                }
                ends = 0;
                out.push_str(&text);
            }
        }
    }
    out.push('\n');
    out
}

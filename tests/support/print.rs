//! The layouts of plain text.

use super::canvas;
use super::dice::Dice;
use super::markdown;
use super::model::{Cell, Part, Report, Role, Table};
use super::pasted;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    Cells,
    Tab,
    Columns,
    Markdown,
    /// Markdown whose tables are HTML.
    Tagged,
    Stream,
    Scrambled,
    /// Copied out of a page.
    Pasted,
}

impl Layout {
    pub const ALL: [Self; 8] = [
        Self::Cells,
        Self::Tab,
        Self::Columns,
        Self::Markdown,
        Self::Tagged,
        Self::Stream,
        Self::Scrambled,
        Self::Pasted,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Cells => "cells",
            Self::Tab => "tab",
            Self::Columns => "columns",
            Self::Markdown => "markdown",
            Self::Tagged => "tagged",
            Self::Stream => "stream",
            Self::Scrambled => "scrambled",
            Self::Pasted => "pasted",
        }
    }

    /// An empty cell leaves a trace in the text.
    pub fn shows_blanks(self) -> bool {
        matches!(
            self,
            Self::Cells | Self::Tab | Self::Markdown | Self::Tagged | Self::Columns | Self::Pasted
        )
    }

    /// The text is wrapped and cut into pages as on paper.
    fn on_paper(self) -> bool {
        matches!(self, Self::Columns | Self::Stream | Self::Scrambled)
    }
}

/// What a merged cell leaves in the rows it goes on in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// Nothing: the row has fewer cells.
    Omitted,
    /// An empty cell.
    Empty,
    /// Its text again.
    Repeated,
}

/// A report in one of the layouts.
pub fn text(report: &Report, layout: Layout, dice: &mut Dice) -> String {
    let text = if matches!(layout, Layout::Markdown | Layout::Tagged) {
        markdown::text(report, layout == Layout::Tagged, dice)
    } else if layout == Layout::Pasted {
        pasted::text(report, dice)
    } else if layout.on_paper() {
        paper(report, layout, dice)
    } else {
        flat(report, layout, dice)
    };
    if report.oddities.traditional {
        traditional(&text)
    } else {
        text
    }
}

/// One line a paragraph; tables as cells or tabs.
fn flat(report: &Report, layout: Layout, dice: &mut Dice) -> String {
    let mut out = String::new();
    let indent = *dice.pick(&["", "", "　　", "    "]);
    let airy = dice.coin();
    let merged = match layout {
        // A cell that is empty stands as a tab alone, one that goes on does not stand at all.
        Layout::Cells => *dice.pick(&[Merged::Omitted, Merged::Omitted, Merged::Empty]),
        _ => *dice.pick(&[Merged::Omitted, Merged::Empty, Merged::Repeated]),
    };
    if let Some(before) = &report.before_title {
        out.push_str(before);
        out.push_str("\n\n");
    }
    let title_indent = *dice.pick(&["", " ", "　　　　", "          "]);
    for line in &report.title_lines {
        out.push_str(title_indent);
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    for part in &report.parts {
        match part {
            Part::Heading {
                number,
                text,
                run_in,
                ..
            } => {
                out.push_str(indent);
                out.push_str(number);
                out.push_str(text);
                if let Some((mark, body)) = run_in {
                    out.push(*mark);
                    out.push_str(body);
                }
                out.push('\n');
                if airy {
                    out.push('\n');
                }
            }
            Part::Para(text) => {
                out.push_str(indent);
                out.push_str(text);
                out.push('\n');
                if airy && dice.coin() {
                    out.push('\n');
                }
            }
            Part::Line(text, at) => {
                for _ in 0..usize::from(*at) * 15 {
                    out.push(' ');
                }
                out.push_str(text);
                out.push('\n');
                if *at == 2 && airy {
                    out.push('\n');
                }
            }
            Part::Table(n) => {
                if layout == Layout::Cells {
                    cells(&report.tables[*n], merged, &mut out, dice);
                } else {
                    tabs(&report.tables[*n], merged, &mut out);
                }
                out.push('\n');
            }
        }
    }
    out
}

/// Every place of a row, with the cell that starts there or goes on there.
pub fn places<'t>(table: &'t Table) -> Vec<Vec<(&'t Cell, bool)>> {
    let mut rows: Vec<Vec<Option<(&'t Cell, bool)>>> =
        vec![vec![None; table.n_cols]; table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        for cell in row {
            for (down, line) in rows[at..(at + cell.rows).min(table.rows.len())]
                .iter_mut()
                .enumerate()
            {
                for (right, place) in line[cell.col..cell.col + cell.cols].iter_mut().enumerate() {
                    *place = Some((cell, down == 0 && right == 0));
                }
            }
        }
    }
    rows.into_iter()
        .map(|row| row.into_iter().flatten().collect())
        .collect()
}

/// The texts of a row's cells.
pub fn row_texts(row: &[(&Cell, bool)], merged: Merged) -> Vec<String> {
    row.iter()
        .filter_map(|(cell, starts)| match (starts, merged) {
            (true, _) | (false, Merged::Repeated) => Some(cell.text.clone()),
            (false, Merged::Empty) => Some(String::new()),
            (false, Merged::Omitted) => None,
        })
        .collect()
}

fn cells(table: &Table, merged: Merged, out: &mut String, dice: &mut Dice) {
    let two_paragraphs = dice.coin();
    for row in places(table) {
        for text in row_texts(&row, merged) {
            out.push('\t');
            if two_paragraphs && text == "计量单位" {
                out.push_str("计量\n\n单位");
            } else {
                out.push_str(&text);
            }
            out.push('\n');
        }
        out.push('\n');
    }
}

fn tabs(table: &Table, merged: Merged, out: &mut String) {
    for row in places(table) {
        let line = row_texts(&row, merged).join("\t");
        out.push_str(&line);
        out.push('\n');
    }
}

/// How a page number is printed.
fn page_number(style: usize, page: usize) -> String {
    match style {
        0 => format!("- {page} -"),
        1 => format!("— {page} —"),
        2 => format!("-{page}-"),
        3 => format!("—{page}—"),
        _ => format!("{page}"),
    }
}

/// A line of paper, or a place where a page may end.
pub enum Printed {
    Line(String),
    /// The same, and no page may end before it.
    Stuck(String),
}

/// Wrapped at a fixed width, cut into pages.
fn paper(report: &Report, layout: Layout, dice: &mut Dice) -> String {
    let width = dice.between(24, 34);
    let indent = if layout == Layout::Columns { "   " } else { "" };
    let mut lines: Vec<Printed> = Vec::new();
    let mut put = |text: String| lines.push(Printed::Line(text));
    if let Some(before) = &report.before_title {
        put(before.clone());
    }
    for line in &report.title_lines {
        let pad = if layout == Layout::Columns {
            width.saturating_sub(line.chars().count()) / 2 + 3
        } else {
            0
        };
        put(format!("{}{line}", " ".repeat(pad)));
    }
    put(String::new());
    for part in &report.parts {
        match part {
            Part::Heading {
                number,
                text,
                run_in,
                ..
            } => {
                let mut line = format!("{number}{text}");
                if let Some((mark, body)) = run_in {
                    line.push(*mark);
                    line.push_str(body);
                }
                wrap(&line, width, indent, &mut put);
            }
            Part::Para(text) => wrap(text, width, indent, &mut put),
            Part::Line(text, at) => {
                let pad = if layout == Layout::Columns {
                    usize::from(*at) * 12
                } else {
                    0
                };
                put(format!("{}{text}", " ".repeat(pad)));
            }
            Part::Table(n) => {
                let table = &report.tables[*n];
                match layout {
                    Layout::Columns => canvas::columns(table, dice).into_iter().for_each(&mut put),
                    Layout::Stream => stream(table, dice).into_iter().for_each(&mut put),
                    _ => {
                        put(String::new());
                        scrambled(table, dice).into_iter().for_each(&mut put);
                        put(String::new());
                    }
                }
            }
        }
    }
    let per_page = dice.between(22, 44);
    // A bare number between the numbers of a table would be one of them.
    let style = dice.below(4);
    let at_top = layout == Layout::Stream && dice.coin();
    let form_feed = !dice.one_in(6);
    let numbered = !dice.one_in(8);
    let mut out = String::new();
    let mut page = 1;
    let mut on_page = 0;
    let total = lines.len();
    for (n, line) in lines.into_iter().enumerate() {
        if at_top && on_page == 0 && numbered {
            out.push_str(&page_number(style, page));
            out.push('\n');
        }
        let (Printed::Line(text) | Printed::Stuck(text)) = line;
        out.push_str(&text);
        out.push('\n');
        on_page += 1;
        if on_page == per_page || n + 1 == total {
            if !at_top && numbered {
                if layout == Layout::Columns {
                    let pad = if page % 2 == 0 { 0 } else { 42 };
                    out.push('\n');
                    out.push_str(&" ".repeat(pad));
                }
                out.push_str(&page_number(style, page));
                out.push('\n');
                if layout == Layout::Scrambled {
                    out.push('\n');
                }
            }
            if form_feed {
                out.push('\u{c}');
            }
            page += 1;
            on_page = 0;
        }
    }
    out
}

/// Breaks a paragraph; a mark that may not begin a line stays on the one before.
fn wrap(text: &str, width: usize, indent: &str, put: &mut impl FnMut(String)) {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut first = true;
    while at < chars.len() {
        let mut end = (at + if first { width - 2 } else { width }).min(chars.len());
        // Numbers and Latin words are not broken.
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '@' | '-' | '%');
        let mut cut = end;
        while cut > at && cut < chars.len() && word(chars[cut]) && word(chars[cut - 1]) {
            cut -= 1;
        }
        if cut > at {
            end = cut;
        }
        while end < chars.len() && "，。、；：）》”’".contains(chars[end]) {
            end += 1;
        }
        let line: String = chars[at..end].iter().collect();
        put(format!(
            "{}{}",
            if first { indent } else { "" },
            line.trim()
        ));
        at = end;
        first = false;
    }
}

/// Cuts a label into lines of at most `width` characters.
pub fn broken(text: &str, width: usize) -> Vec<String> {
    let trimmed = text.trim();
    let chars: Vec<char> = trimmed.chars().collect();
    if chars.is_empty() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mut end = (at + width).min(chars.len());
        // Digits stay together, and closing marks with what they close.
        while end < chars.len()
            && (chars[end].is_ascii_digit() && chars[end - 1].is_ascii_digit()
                || "，。、；：）》”".contains(chars[end]))
        {
            end += 1;
        }
        lines.push(chars[at..end].iter().collect::<String>().trim().to_owned());
        at = end;
    }
    lines
}

/// How wide a cell's text may be before it is broken.
pub struct Widths {
    pub label: usize,
    pub group: usize,
    pub head: usize,
    pub vertical: bool,
}

impl Widths {
    pub fn any(dice: &mut Dice) -> Self {
        Self {
            label: dice.between(13, 24),
            group: dice.between(3, 5),
            head: dice.between(2, 5),
            vertical: !dice.one_in(3),
        }
    }

    pub fn lines(&self, cell: &Cell, table: &Table) -> Vec<String> {
        let lone = cell.cols >= table.n_cols;
        let width = match cell.role {
            _ if lone => 60,
            Role::Value | Role::Unit => 40,
            Role::Label if table.id == "disclosure" => 20,
            Role::Label => self.label,
            Role::Group if cell.col == 0 && cell.rows > 1 => {
                return if self.vertical {
                    vertical(&cell.text)
                } else {
                    broken(&cell.text, self.group)
                };
            }
            Role::Group if table.n_cols > 3 => self.group,
            Role::Group => self.label,
            Role::Head if table.id == "requests" && cell.col == 0 => 22,
            Role::Head if cell.cols > 1 || table.n_cols < 5 => 16,
            Role::Head => self.head,
        };
        broken(&cell.text, width)
    }
}

/// One character a line, the number with its mark.
fn vertical(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for c in text.chars() {
        match lines.last_mut() {
            Some(last) if c == '、' => last.push(c),
            _ => lines.push(c.to_string()),
        }
    }
    lines
}

/// `pdftotext -raw`: one row a line, broken labels on lines of their own.
fn stream(table: &Table, dice: &mut Dice) -> Vec<String> {
    let widths = Widths::any(dice);
    let mut out: Vec<String> = Vec::new();
    for row in &table.rows {
        let mut line: Vec<String> = Vec::new();
        let mut rows = 0;
        for cell in row {
            let lines = widths.lines(cell, table);
            let apart =
                lines.len() > 1 || rows != 0 && rows != cell.rows && cell.role == Role::Head;
            if apart && !line.is_empty() {
                out.push(line.join(" "));
                line.clear();
            }
            rows = cell.rows;
            match lines.len() {
                0 => {}
                1 if cell.rows > 1 && cell.role == Role::Group => out.extend(lines),
                1 => line.extend(lines),
                _ => out.extend(lines),
            }
        }
        if !line.is_empty() {
            out.push(line.join(" "));
        }
    }
    out
}

/// `pdftotext` with no option: each number a block of its own, broken labels elsewhere; or a run
/// of labels and runs of values, column by column.
fn scrambled(table: &Table, dice: &mut Dice) -> Vec<String> {
    let widths = Widths::any(dice);
    let by_column = table.id != "review" && dice.one_in(4);
    let mut out: Vec<String> = Vec::new();
    let mut later: Vec<String> = Vec::new();
    let block = |out: &mut Vec<String>, lines: Vec<String>| {
        if !lines.is_empty() {
            out.extend(lines);
            out.push(String::new());
        }
    };
    if by_column {
        let mut columns: Vec<Vec<String>> = vec![Vec::new(); table.n_cols];
        for row in &table.rows {
            for cell in row {
                match cell.role {
                    Role::Value | Role::Unit if !cell.text.trim().is_empty() => {
                        columns[cell.col].push(cell.text.clone());
                    }
                    Role::Value | Role::Unit => {}
                    _ => block(&mut out, widths.lines(cell, table)),
                }
            }
        }
        for column in columns {
            for value in column {
                out.push(value);
            }
            out.push(String::new());
        }
        return out;
    }
    for row in &table.rows {
        for cell in row {
            let lines = widths.lines(cell, table);
            let displaced = match cell.role {
                Role::Head | Role::Value | Role::Unit => false,
                Role::Group => cell.rows > 1,
                Role::Label => lines.len() > 1 || table.id == "requests" && cell.col == 1,
            };
            if displaced {
                later.extend(lines);
                if dice.coin() {
                    later.push(String::new());
                }
            } else {
                block(&mut out, lines);
            }
        }
        // A page ends, or a group: what was left stands here.
        if dice.one_in(12) && !later.is_empty() {
            out.append(&mut later);
            out.push(String::new());
        }
    }
    out.append(&mut later);
    out
}

/// The same text in traditional characters, as a mirror for readers elsewhere prints it.
pub fn traditional(text: &str) -> String {
    static TABLE: std::sync::LazyLock<std::collections::HashMap<char, char>> =
        std::sync::LazyLock::new(|| {
            let mut table = std::collections::HashMap::new();
            for c in '\u{4e00}'..='\u{9fff}' {
                let simple = gongkai::chars::simplified(c);
                if simple != c {
                    table.entry(simple).or_insert(c);
                }
            }
            table
        });
    text.chars()
        .map(|c| TABLE.get(&c).copied().unwrap_or(c))
        .collect()
}

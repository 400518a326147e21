//! What a page says, whatever it looks like.

use super::super::model::{Part, Report, Role};

/// A document as lines and tables.
#[derive(Debug, Clone)]
pub struct Doc {
    pub title: String,
    pub agency: String,
    pub year: u16,
    pub date: Option<String>,
    /// Level 1, number and text.
    pub headings: Vec<String>,
    pub flow: Vec<Flow>,
    /// All in traditional characters.
    pub is_traditional: bool,
}

/// A piece of a document.
#[derive(Debug, Clone)]
pub enum Flow {
    /// A paragraph or heading, and where it stands: 0 left, 1 middle, 2 right.
    Line(String, u8),
    /// The cells that start in each row; so many rows of them are heads.
    Table {
        rows: Vec<Vec<Cell>>,
        head_rows: usize,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub col: usize,
    pub cols: usize,
    pub rows: usize,
    pub is_head: bool,
}

impl Flow {
    /// A table of cells whose columns follow from what stands before and above them.
    pub fn table(mut rows: Vec<Vec<Cell>>, head_rows: usize) -> Self {
        // For each column the first row that no cell from above covers.
        let mut free: Vec<usize> = Vec::new();
        for (at, row) in rows.iter_mut().enumerate() {
            let mut col = 0;
            for cell in row {
                while free.get(col).is_some_and(|&from| from > at) {
                    col += 1;
                }
                cell.col = col;
                col += cell.cols;
                free.resize(free.len().max(col), 0);
                free[cell.col..col].fill(at + cell.rows);
            }
        }
        Self::Table { rows, head_rows }
    }
}

impl Doc {
    pub fn of(report: &Report) -> Self {
        let mut flow = Vec::new();
        if let Some(before) = &report.before_title {
            flow.push(Flow::Line(before.clone(), 0));
        }
        flow.extend(report.title_lines.iter().map(|l| Flow::Line(l.clone(), 1)));
        for part in &report.parts {
            flow.push(match part {
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
                    Flow::Line(line, 0)
                }
                Part::Para(text) => Flow::Line(text.clone(), 0),
                Part::Line(text, at) => Flow::Line(text.clone(), *at),
                Part::Table(n) => {
                    let table = &report.tables[*n];
                    let cell = |cell: &super::super::model::Cell| Cell {
                        text: cell.text.clone(),
                        col: cell.col,
                        cols: cell.cols,
                        rows: cell.rows,
                        is_head: cell.role == Role::Head,
                    };
                    Flow::Table {
                        rows: (table.rows.iter())
                            .map(|row| row.iter().map(cell).collect())
                            .collect(),
                        head_rows: table.head_rows,
                    }
                }
            });
        }
        Self {
            title: report.title.clone(),
            agency: report.agency.clone(),
            year: report.year,
            date: report.date.clone(),
            headings: report.headings.clone(),
            flow,
            is_traditional: report.oddities.traditional,
        }
    }
}

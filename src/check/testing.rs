//! Hand-made statistics for the tests of this folder.

use crate::edition::form::Variant;
use crate::edition::{
    Along, Axis, Edition, Form, FormRow, Identity, Relation, Statistics, Vocabulary,
};
use crate::report::{Cell, CellKind, EditionFound, Fact, How, Section, SmolStr, Table};
use crate::span::{Region, Span};

/// An identity from `ID table columns: a + b = c` (`rows:`, `<=`); terms are apart by commas.
pub(crate) fn identity(line: &str) -> Identity {
    let (head, relation) = line.split_once(": ").unwrap();
    let head: Vec<&str> = head.split(' ').collect();
    let (left, relation, right) = match relation.split_once(" <= ") {
        Some((left, right)) => (left, Relation::AtMost, right),
        None => {
            let (left, right) = relation.split_once(" = ").unwrap();
            (left, Relation::Equal, right)
        }
    };
    let terms = |side: &str| side.split(", ").map(str::to_owned).collect();
    Identity {
        id: head[0].into(),
        table: head[1].to_owned(),
        along: if head[2] == "rows" {
            Along::Rows
        } else {
            Along::Columns
        },
        left: terms(left),
        relation,
        right: terms(right),
        meaning: "the sum holds".to_owned(),
    }
}

/// A vocabulary of one edition `test` with these identities.
pub(crate) fn vocabulary(identities: &[&str]) -> Vocabulary {
    Vocabulary {
        editions: vec![Edition {
            id: "test".to_owned(),
            name: String::new(),
            source: String::new(),
            years: (2000, None),
            tables: Vec::new(),
            identities: identities.iter().map(|line| identity(line)).collect(),
        }],
    }
}

/// One table: a row an indicator (empty for an unmapped row), its values by the columns' order;
/// `""` is a blank cell.
pub(crate) fn table(id: &str, columns: &[&str], rows: &[(&str, &[&str])]) -> Statistics {
    let mut statistics = Statistics {
        edition: Some(EditionFound {
            id: "test".into(),
            deviations: Vec::new(),
        }),
        ..Statistics::default()
    };
    add(&mut statistics, id, columns, rows);
    statistics
}

/// Adds a table.
pub(crate) fn add(
    statistics: &mut Statistics,
    id: &str,
    columns: &[&str],
    rows: &[(&str, &[&str])],
) {
    let at = statistics.tables.len();
    let mut cells = Vec::new();
    for (row, (indicator, values)) in rows.iter().enumerate() {
        for (col, value) in values.iter().enumerate() {
            let number = value.parse::<rust_decimal::Decimal>().is_ok();
            let kind = match *value {
                "" => CellKind::Blank,
                _ if number => CellKind::Number,
                _ => CellKind::Text,
            };
            let value = number.then(|| SmolStr::new(value));
            let start = cells.len() as u32 * 10;
            statistics.facts.push(Fact {
                indicator: (*indicator).into(),
                column: columns[col].into(),
                label: format!("label of {indicator}").into(),
                value: value.clone(),
                unit: None,
                kind,
                how: Some(How::Exact),
                derived: false,
                cell: [at, cells.len()],
            });
            cells.push(Cell {
                row: row as u32,
                col: col as u32,
                row_span: 1,
                col_span: 1,
                header: false,
                text: value.clone().unwrap_or_default(),
                region: Region::from(Span::new(start, start + 1)),
                kind,
                value,
                unit: None,
                note: None,
            });
        }
    }
    statistics.tables.push(Table {
        caption: None,
        table: Some(id.into()),
        region: Region::default(),
        n_rows: rows.len() as u32,
        n_cols: columns.len() as u32,
        cells,
        rows: Vec::new(),
    });
}

/// A form whose rows `o.x` and `o.y` may be printed as one row `o`.
pub(crate) fn form_with_variant() -> Form {
    let row = FormRow {
        number: String::new(),
        label: "其他".to_owned(),
        groups: Vec::new(),
        indicator: Some("o".into()),
        unit: "".into(),
        aliases: Vec::new(),
        meaning: String::new(),
    };
    Form {
        id: "t".to_owned(),
        indicators_in: Axis::Rows,
        rows: Vec::new(),
        variants: vec![Variant {
            row,
            stands_for: vec!["o.x".to_owned(), "o.y".to_owned()],
        }],
        columns: Vec::new(),
        furniture: Vec::new(),
    }
}

/// A section without text.
pub(super) fn section(level: u8, ordinal: u32, topic: Option<&'static str>) -> Section {
    Section {
        level,
        number: Some(format!("{ordinal}、")),
        ordinal: Some(ordinal),
        heading: String::new(),
        run_in: None,
        topic,
        region: Region::default(),
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}

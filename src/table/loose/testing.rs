//! What the tests of this folder share.

use super::plan::{Plan, Plans};
use super::rebuild;
use super::scrambled::{Found, Label};
use super::token::{Token, tokens};
use crate::edition::Vocabulary;
use crate::source::{Block, TableBody};
use crate::table::testing::whole;

/// The plan of an edition's table.
pub(super) fn plan(edition: &str, table: &str) -> Plan {
    let vocabulary = Vocabulary::builtin();
    let forms = (vocabulary.editions.iter()).flat_map(|edition| {
        edition
            .tables
            .iter()
            .map(move |form| (&edition.id, &form.id))
    });
    let plans = Plans::of(vocabulary);
    let mut both = forms.zip(&plans.0);
    let found = both.find(|((e, t), _)| **e == *edition && **t == *table);
    found.expect("a table of the edition").1.clone()
}

/// The words of a text that is a table, and nothing else.
pub(super) fn words(text: &str) -> Vec<Token> {
    tokens(text, &whole(text, TableBody::Loose))
}

/// The row of the form that counts an indicator.
pub(super) fn slot(plan: &Plan, indicator: &str) -> usize {
    let is_it = |slot: &super::plan::Slot| slot.indicator == indicator && !slot.is_variant;
    plan.slots
        .iter()
        .position(is_it)
        .expect("a row of the form")
}

/// A row's values are so many words from one on; whether it has them by order alone.
pub(super) type Has = (usize, std::ops::Range<usize>, bool);

/// The rows found, of all of a plan.
pub(super) fn found(plan: &Plan, rows: &[Has]) -> Vec<Option<Found>> {
    let mut out = vec![None; plan.slots.len()];
    for (slot, values, concluded) in rows {
        out[*slot] = Some(Found {
            unit: None,
            values: values.clone().collect(),
            concluded: *concluded,
        });
    }
    out
}

/// The rows that still have their values.
pub(super) fn kept(found: &[Option<Found>]) -> Vec<usize> {
    (0..found.len())
        .filter(|&slot| found[slot].is_some())
        .collect()
}

/// Labels of all rows of a plan, without words; which of them are seen.
pub(super) fn labels(plan: &Plan, seen: &[usize]) -> Vec<Label> {
    let label = |slot: usize| Label {
        words: Vec::new(),
        seen: seen.contains(&slot),
    };
    (0..plan.slots.len()).map(label).collect()
}

/// The rows of the grid that a text's table gives, each cell with its column: `0 规章`, `0-2 总计`
/// over three columns, `0/2 总计` over two rows, heads in brackets, `1 _` for a blank.
pub(super) fn rows(text: &str) -> Vec<String> {
    let options = crate::Options::default();
    let decoded = crate::decode::decode(text.as_bytes(), &options).expect("text");
    let reading = crate::source::read(&decoded, options.vocabulary);
    let mut out = Vec::new();
    for block in &reading.blocks {
        let Block::Table(raw) = block else { continue };
        assert!(matches!(raw.body, TableBody::Loose));
        let grid = rebuild(raw, &reading, options.vocabulary);
        for row in 0..grid.n_rows {
            let cells = grid.cells.iter().filter(|cell| cell.row == row);
            let shown = cells.map(|cell| {
                let mut at = cell.col.to_string();
                if cell.col_span > 1 {
                    at += &format!("-{}", cell.col + cell.col_span - 1);
                }
                if cell.row_span > 1 {
                    at += &format!("/{}", cell.row_span);
                }
                match (&*cell.text, cell.header) {
                    ("", _) => format!("{at} _"),
                    (text, true) => format!("{at} [{text}]"),
                    (text, false) => format!("{at} {text}"),
                }
            });
            out.push(shown.collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

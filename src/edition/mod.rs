//! The vocabulary, which edition a table is, and which row is which indicator.

mod across;
mod crosswalk;
pub mod form;
pub mod fragments;
mod groups;
mod heads;
mod index;
mod pieces;
mod recognise;
mod rows;
mod table;
#[cfg(test)]
mod testing;
pub mod toml;
mod view;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::layout::Outline;
use crate::report::{Diagnostic, EditionFound, Fact, Severity, SmolStr, Table};
use crate::source::{Block, Reading};
use crate::table::Grid;
pub use crosswalk::{Sum, derived, sums};
pub use form::{
    Along, Axis, Edition, Form, FormColumn, FormRow, Identity, Relation, Variant, Vocabulary,
};
use index::{FormIndex, Index};
use recognise::recognise;
pub use toml::EditionError;
use view::View;

/// Bytes of a line beyond which it names no group: stops a paragraph of a megabyte above a table.
const MAX_CAPTION: usize = 200;

/// What the tables say.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    /// The edition of the report's tables.
    pub edition: Option<EditionFound>,
    /// One for each grid, in order.
    pub tables: Vec<Table>,
    /// In the order of their cells.
    pub facts: Vec<Fact>,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the grids as tables of an edition.
#[must_use]
pub fn interpret(
    grids: Vec<Grid>,
    reading: &Reading<'_>,
    outline: &Outline,
    options: &crate::Options<'_>,
) -> Statistics {
    let vocabulary = options.vocabulary;
    let index = Index::of(vocabulary);
    let views: Vec<View<'_>> = grids.iter().map(View::new).collect();
    let mut recognised = recognise(&views, vocabulary, &index, outline.year, options.edition);
    let runs = pieces::runs(&views, reading, recognised.as_mut(), &index);
    let mut out = Statistics {
        edition: recognised.as_ref().map(|recognised| EditionFound {
            id: recognised.edition.id.as_str().into(),
            deviations: Vec::new(),
        }),
        ..Statistics::default()
    };
    let lines = lines_above(reading);
    let mut forms = Vec::with_capacity(views.len());
    let mut units = Vec::with_capacity(views.len());
    for run in runs {
        let first = run.start;
        let pieces = &views[run];
        let form = recognised.as_ref().and_then(|recognised| {
            let form = recognised.forms[first]?;
            Some((
                &recognised.edition.tables[form],
                &index.forms[recognised.at][form],
            ))
        });
        let read = |view: &View<'_>| match form {
            Some((form, index)) if form.indicators_in == Axis::Columns => {
                let above = over(index, lines.get(first).copied());
                across::read(view, first, form, index, &above)
            }
            Some((form, index)) => table::read(view, first, Some((form, index))),
            None => table::read(view, first, None),
        };
        let made = match pieces {
            [view] => vec![read(view)],
            pieces => pieces::part(read(&View::new(&pieces::join(pieces))), pieces, first),
        };
        for ((at, view), made) in (first..).zip(pieces).zip(made) {
            out.tables.push(Table {
                caption: outline.captions.get(at).cloned().flatten(),
                table: form.map(|(form, _)| form.id.as_str().into()),
                region: view.grid.region.clone(),
                n_rows: view.grid.n_rows,
                n_cols: view.grid.n_cols,
                cells: Vec::new(),
                rows: made.rows,
            });
            units.push(made.units);
            join(&mut out.facts, made.facts);
            out.diagnostics
                .extend(view.grid.diagnostics.iter().cloned());
            out.diagnostics.extend(made.diagnostics);
            if let Some(edition) = &mut out.edition {
                let deviations = made.deviations.into_iter();
                edition.deviations.extend(deviations.map(|(_, d)| d));
            }
            forms.push(form.map(|(form, _)| form));
        }
    }
    drop(views);
    for ((table, grid), units) in out.tables.iter_mut().zip(grids).zip(units) {
        table.cells = grid.cells;
        for (at, unit) in units {
            let cell = table.cells.get_mut(at);
            if let Some(cell) = cell.filter(|cell| cell.unit.is_none() && cell.value.is_some()) {
                cell.unit = Some(unit);
            }
        }
    }
    once(&mut out);
    out.diagnostics.extend(cut_off(reading, &out, &forms));
    if let Some(edition) = &mut out.edition {
        edition
            .deviations
            .extend(table::missing(&out.facts, &forms));
    }
    out
}

/// Adds one list to another; to an empty one without a copy, as a document of cells is one table.
fn join<T>(list: &mut Vec<T>, more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        list.extend(more);
    }
}

/// For each table the line right above it, empty if there is none.
fn lines_above<'t>(reading: &'t Reading<'_>) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut line = "";
    for block in &reading.blocks {
        match block {
            Block::Line(above) => line = above.span.of(&reading.text),
            Block::Table(_) => lines.push(std::mem::take(&mut line)),
            Block::Furniture(_) => {}
        }
    }
    lines
}

/// The groups of a form that the line above a table names.
fn over(index: &FormIndex, line: Option<&str>) -> Vec<String> {
    let line = line.filter(|line| line.len() <= MAX_CAPTION);
    let named = line.and_then(|line| groups::Groups::of(index).named(line));
    named.into_iter().collect()
}

/// The document ends inside its last table: the form's rows from some row on are not there.
fn cut_off(reading: &Reading<'_>, out: &Statistics, forms: &[Option<&Form>]) -> Option<Diagnostic> {
    let last = (reading.blocks.iter().rev()).find(|block| !matches!(block, Block::Furniture(_)))?;
    let (Block::Table(_), Some(Some(form))) = (last, forms.last()) else {
        return None;
    };
    let printed: FxHashSet<&str> = out
        .facts
        .iter()
        .map(|fact| fact.indicator.as_str())
        .collect();
    let is_printed = |row: &FormRow| {
        row.indicator
            .as_deref()
            .is_some_and(|i| printed.contains(i))
    };
    let end = form.rows.iter().rposition(is_printed)?;
    let rest = &form.rows[end + 1..];
    let whole = form.rows[..end]
        .iter()
        .filter(|row| row.indicator.is_some() && !is_printed(row));
    if rest.is_empty() || whole.count() > 0 {
        return None;
    }
    Some(Diagnostic {
        code: "truncated",
        severity: Severity::Warning,
        message: format!(
            "the document ends inside its last table: {} rows of the form are not there",
            rest.len()
        )
        .into(),
        region: out.tables.last().map(|table| table.region.clone()),
        help: Some("the rows before the end are read as they are".into()),
    })
}

/// Two cells may not give one fact: where they differ neither is said to be it, and where they are the
/// same the first is.
fn once(out: &mut Statistics) {
    // The first cell of each fact, those behind it, and whether all say the same.
    let mut seen: FxHashMap<(&str, &str), (usize, Vec<usize>, bool)> = FxHashMap::default();
    for (at, fact) in out.facts.iter().enumerate() {
        if fact.indicator.is_empty() {
            continue;
        }
        let key = (fact.indicator.as_str(), fact.column.as_str());
        let (first, more, same) = seen.entry(key).or_insert((at, Vec::new(), true));
        if *first != at {
            let said = |fact: &Fact| (fact.kind, fact.value.clone(), fact.unit.clone());
            *same &= said(&out.facts[*first]) == said(fact);
            more.push(at);
        }
    }
    let mut twice: Vec<(usize, bool)> = Vec::new();
    for (first, more, same) in seen.into_values().filter(|(_, more, _)| !more.is_empty()) {
        twice.extend((!same).then_some((first, same)));
        twice.extend(more.into_iter().map(|at| (at, same)));
    }
    twice.sort_unstable();
    for (at, same) in twice {
        let fact = &mut out.facts[at];
        let [table, cell] = fact.cell;
        let help = if same {
            "the first of them is taken for the fact: they say the same"
        } else {
            "none of them is taken for the fact: they do not say the same"
        };
        out.diagnostics.push(Diagnostic {
            code: "printed_twice",
            severity: Severity::Warning,
            message: format!(
                "{} {} is printed in more than one cell",
                fact.indicator, fact.column
            )
            .into(),
            region: (out.tables.get(table).and_then(|t| t.cells.get(cell)))
                .map(|c| c.region.clone()),
            help: Some(help.into()),
        });
        fact.indicator = SmolStr::default();
        fact.how = None;
    }
}

#[cfg(test)]
mod tests;

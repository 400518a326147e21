//! The numbers of a table as identities look them up: by indicator and column.

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::edition::Statistics;
use crate::report::Fact;

/// What is printed for one indicator in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Printed<'s> {
    /// No such row or column in the table.
    Missing,
    /// Two cells claim the place: nobody knows which one is meant.
    Doubled,
    /// A cell without a number: blank, a dash, 无.
    Blank(&'s Fact),
    /// A number.
    Number(&'s Fact, Decimal),
}

impl<'s> Printed<'s> {
    /// The fact, where there is one.
    pub(crate) fn fact(self) -> Option<&'s Fact> {
        match self {
            Self::Blank(fact) | Self::Number(fact, _) => Some(fact),
            Self::Missing | Self::Doubled => None,
        }
    }

    /// The number, where there is one.
    pub(crate) fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(_, value) => Some(value),
            _ => None,
        }
    }
}

/// The number of an indicator (a row) or of a column in one [`Printing`]; none for what it does not
/// print. Identities name their operands once and look them up by number in every column.
pub(crate) type Id = Option<u32>;

/// The facts of one printed statistics table, which may be several grids: converters cut a table
/// at a page break or make a grid of each group.
#[derive(Debug, Default)]
pub(crate) struct Printing<'s> {
    cells: FxHashMap<(u32, u32), Printed<'s>>,
    rows: Names<'s>,
    columns: Names<'s>,
    /// Columns in which a row that no edition knows has a number other than 0: it may be a part of
    /// any sum.
    unmapped: FxHashSet<&'s str>,
}

/// Names and their numbers, in the order of their first fact.
#[derive(Debug, Default)]
struct Names<'s> {
    names: Vec<&'s str>,
    ids: FxHashMap<&'s str, u32>,
}

impl<'s> Names<'s> {
    fn add(&mut self, name: &'s str) -> u32 {
        *self.ids.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as u32 - 1
        })
    }

    fn id(&self, name: &str) -> Id {
        self.ids.get(name).copied()
    }
}

impl<'s> Printing<'s> {
    /// The number of an indicator.
    pub(crate) fn row(&self, indicator: &str) -> Id {
        self.rows.id(indicator)
    }

    /// The number of a column.
    pub(crate) fn column(&self, column: &str) -> Id {
        self.columns.id(column)
    }

    /// Indicators in the order of their first fact, which is that of their numbers.
    pub(crate) fn indicators(&self) -> &[&'s str] {
        &self.rows.names
    }

    /// Columns in the order of their first fact, which is that of their numbers.
    pub(crate) fn columns(&self) -> &[&'s str] {
        &self.columns.names
    }

    /// What is printed at a place.
    pub(crate) fn at(&self, row: Id, column: Id) -> Printed<'s> {
        row.zip(column)
            .and_then(|place| self.cells.get(&place))
            .copied()
            .unwrap_or(Printed::Missing)
    }

    /// Whether a row without an indicator has a number in this column.
    pub(crate) fn has_unmapped(&self, column: &str) -> bool {
        self.unmapped.contains(column)
    }

    fn add(&mut self, fact: &'s Fact) {
        let value = fact
            .value
            .as_deref()
            .and_then(|v| Decimal::from_str_exact(v).ok());
        if fact.indicator.is_empty() {
            if value != Some(Decimal::ZERO) && fact.value.is_some() {
                self.unmapped.insert(&fact.column);
            }
            return;
        }
        let printed = value.map_or(Printed::Blank(fact), |v| Printed::Number(fact, v));
        let place = (
            self.rows.add(&fact.indicator),
            self.columns.add(&fact.column),
        );
        self.cells
            .entry(place)
            .and_modify(|there| *there = Printed::Doubled)
            .or_insert(printed);
    }

    /// Whether a grid has a place that is printed here already.
    fn has_any(&self, facts: &[&Fact]) -> bool {
        facts.iter().any(|fact| {
            let place = (self.row(&fact.indicator), self.column(&fact.column));
            self.at(place.0, place.1) != Printed::Missing
        })
    }
}

/// The printed facts of each grid of a report.
pub(crate) fn by_table(statistics: &Statistics) -> Vec<Vec<&Fact>> {
    let mut facts: Vec<Vec<&Fact>> = vec![Vec::new(); statistics.tables.len()];
    for fact in &statistics.facts {
        if let Some(of_table) = facts.get_mut(fact.cell[0])
            && !fact.derived
        {
            of_table.push(fact);
        }
    }
    facts
}

/// The printed tables of a form's table id, in order.
///
/// Grids of the same id are one printing as long as no place is printed twice; a grid that repeats
/// a place of the one before starts another (a second organ's table, or the same table once more).
pub(crate) fn printings<'s>(
    statistics: &Statistics,
    facts: &[Vec<&'s Fact>],
    table: &str,
) -> Vec<Printing<'s>> {
    let mut printings: Vec<Printing<'s>> = Vec::new();
    for (grid, facts) in statistics.tables.iter().zip(facts) {
        if grid.table.as_deref() != Some(table) || facts.is_empty() {
            continue;
        }
        if printings.last().is_none_or(|last| last.has_any(facts)) {
            printings.push(Printing::default());
        }
        if let Some(printing) = printings.last_mut() {
            facts.iter().for_each(|fact| printing.add(fact));
        }
    }
    printings
}

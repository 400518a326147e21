//! The numbers of a table as identities look them up: by indicator and column.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

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

/// The facts of one printed statistics table, which may be several grids: converters cut a table
/// at a page break or make a grid of each group.
#[derive(Debug, Default)]
pub(crate) struct Printing<'s> {
    by_place: HashMap<(&'s str, &'s str), Printed<'s>>,
    /// Indicators in the order of their first fact.
    pub(crate) indicators: Vec<&'s str>,
    /// Columns in the order of their first fact.
    pub(crate) columns: Vec<&'s str>,
    /// Columns in which a row that no edition knows has a number other than 0: it may be a part of
    /// any sum.
    unmapped: HashSet<&'s str>,
    /// Grids that it is made of.
    pub(crate) tables: Vec<usize>,
}

impl<'s> Printing<'s> {
    /// What is printed at a place.
    pub(crate) fn at(&self, indicator: &str, column: &str) -> Printed<'s> {
        self.by_place
            .get(&(indicator, column))
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
        self.by_place
            .entry((&fact.indicator, &fact.column))
            .and_modify(|there| *there = Printed::Doubled)
            .or_insert(printed);
    }
}

/// The printed tables of a form's table id, in order.
///
/// Grids of the same id are one printing as long as no place is printed twice; a grid that repeats
/// a place of the one before starts another (a second organ's table, or the same table once more).
pub(crate) fn printings<'s>(statistics: &'s Statistics, table: &str) -> Vec<Printing<'s>> {
    let mut facts: Vec<Vec<&'s Fact>> = vec![Vec::new(); statistics.tables.len()];
    for fact in &statistics.facts {
        if let Some(of_table) = facts.get_mut(fact.cell[0])
            && !fact.derived
        {
            of_table.push(fact);
        }
    }
    let mut printings: Vec<Printing<'s>> = Vec::new();
    for (at, facts) in facts.iter().enumerate() {
        if statistics.tables[at].table.as_deref() != Some(table) || facts.is_empty() {
            continue;
        }
        let repeats = printings.last().is_none_or(|last| {
            facts.iter().any(|fact| {
                !fact.indicator.is_empty()
                    && last.at(&fact.indicator, &fact.column) != Printed::Missing
            })
        });
        if repeats {
            printings.push(Printing::default());
        }
        if let Some(printing) = printings.last_mut() {
            printing.tables.push(at);
            facts.iter().for_each(|fact| printing.add(fact));
        }
    }
    for printing in &mut printings {
        let mut seen_rows = HashSet::new();
        let mut seen_columns = HashSet::new();
        for &at in &printing.tables {
            for fact in facts[at].iter().filter(|fact| !fact.indicator.is_empty()) {
                if seen_rows.insert(&*fact.indicator) {
                    printing.indicators.push(&fact.indicator);
                }
                if seen_columns.insert(&*fact.column) {
                    printing.columns.push(&fact.column);
                }
            }
        }
    }
    printings
}

//! What the tables have for what prose says: a reading of a claim in each column that may be meant.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::edition::{Along, Edition, Relation, Statistics};
use crate::narrative::Grammar;
use crate::report::Fact;

/// Cells of one indicator that are looked at: no form has a dozen columns; stops a table of 10⁵
/// columns, each of which would be asked for in all of them.
const MAX_CELLS: usize = 64;

/// A reading of a claim in one column of the tables.
pub(super) struct Said<'s> {
    pub(super) sum: Decimal,
    pub(super) column: &'s str,
    pub(super) facts: Vec<&'s Fact>,
    pub(super) blank: bool,
    pub(super) reading: usize,
}

/// The tables' numbers by indicator.
pub(super) struct Tables<'s> {
    by_indicator: FxHashMap<&'s str, Vec<&'s Fact>>,
    /// Columns that are the sum of others in their row, and those others.
    totals: Vec<(&'s str, &'s [String])>,
}

impl<'s> Tables<'s> {
    pub(super) fn new(statistics: &'s Statistics, edition: Option<&'s Edition>) -> Self {
        let mut by_indicator: FxHashMap<&str, Vec<&Fact>> = FxHashMap::default();
        for fact in &statistics.facts {
            if !fact.indicator.is_empty() && !fact.derived {
                by_indicator.entry(&fact.indicator).or_default().push(fact);
            }
        }
        let totals = edition
            .iter()
            .flat_map(|edition| &edition.identities)
            .filter(|i| i.along == Along::Rows && i.relation == Relation::Equal)
            .filter_map(|i| match &*i.right {
                [total] => Some((&**total, &*i.left)),
                _ => None,
            })
            .collect();
        Self {
            by_indicator,
            totals,
        }
    }

    /// A reading in every column that may be meant: totals, not the columns they are the sums of.
    pub(super) fn said(&self, reading: usize, indicators: &[String]) -> Vec<Said<'s>> {
        let expanded = self.expand(indicators);
        let Some(first) = expanded.first().and_then(|i| self.by_indicator.get(i)) else {
            return Vec::new();
        };
        if first.len() > MAX_CELLS {
            return Vec::new();
        }
        let mut columns: Vec<&'s str> = Vec::new();
        for fact in first {
            let part = self
                .totals
                .iter()
                .any(|(_, parts)| parts.iter().any(|part| fact.column == *part));
            if !part && !columns.contains(&&*fact.column) {
                columns.push(&fact.column);
            }
        }
        columns
            .into_iter()
            .filter_map(|column| self.sum(reading, &expanded, column))
            .collect()
    }

    /// Indicators that are not printed, replaced by the rows whose sum they are.
    fn expand<'i>(&self, indicators: &'i [String]) -> Vec<&'i str> {
        let grammar = Grammar::builtin();
        let mut expanded: Vec<&str> = Vec::with_capacity(indicators.len());
        for indicator in indicators {
            let is_printed = self.by_indicator.contains_key(&**indicator);
            match grammar.parts(indicator).filter(|_| !is_printed) {
                Some(parts) => expanded.extend(parts.iter().map(String::as_str)),
                None => expanded.push(indicator),
            }
        }
        expanded
    }

    fn sum(&self, reading: usize, indicators: &[&str], column: &'s str) -> Option<Said<'s>> {
        let mut said = Said {
            sum: Decimal::ZERO,
            column,
            facts: Vec::new(),
            blank: false,
            reading,
        };
        for indicator in indicators {
            let facts = self.by_indicator.get(indicator)?;
            if facts.len() > MAX_CELLS {
                return None;
            }
            let fact = only(facts, column)?;
            let number = |fact: &Fact| {
                fact.value
                    .as_deref()
                    .and_then(|v| Decimal::from_str_exact(v).ok())
            };
            if let Some(number) = number(fact) {
                said.sum = said.sum.checked_add(number)?;
                said.facts.push(fact);
                continue;
            }
            said.blank = true;
            // A total that is not printed is what its parts come to.
            let parts = self.totals.iter().find(|(total, _)| *total == column);
            let before = said.facts.len();
            for part in parts.iter().flat_map(|(_, parts)| *parts) {
                let fact = only(facts, part)?;
                if let Some(number) = number(fact) {
                    said.sum = said.sum.checked_add(number)?;
                    said.facts.push(fact);
                }
            }
            if said.facts.len() == before {
                said.facts.push(fact);
            }
        }
        Some(said)
    }

    /// Whether every row of `part` is one of those whose sum `whole` is.
    pub(super) fn is_part(&self, part: &[String], whole: &[String]) -> bool {
        let (part, whole) = (self.expand(part), self.expand(whole));
        part.len() < whole.len() && part.iter().all(|p| whole.contains(p))
    }
}

/// The one fact of a column; none where two cells claim the place.
fn only<'s>(facts: &[&'s Fact], column: &str) -> Option<&'s Fact> {
    let mut of_column = facts.iter().filter(|fact| fact.column == column);
    let first = of_column.next()?;
    of_column.next().is_none().then_some(*first)
}

//! The form's sums over values that are still words.

use rust_decimal::Decimal;

use super::plan::Plan;
use super::scrambled::Found;
use super::token::Token;
use crate::chars::half_width;
use crate::edition::value;
use crate::source::is_value;

/// What a row's sums came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// All hold, and not all terms are 0.
    Holds,
    /// All hold, and all terms are 0.
    Trivial,
    Violated,
    /// There is none, or a term is no number.
    Unknown,
}

/// The number that a word is.
pub(super) fn number(word: &str) -> Option<Decimal> {
    let plain: String = word.chars().map(half_width).filter(|&c| c != ',').collect();
    plain.parse().ok()
}

/// A dash, a slash or 无 in place of a number: it adds nothing.
fn is_nothing(word: &str) -> bool {
    value::value(word).value.is_none() && is_value(word)
}

/// The sums along a row: `values` in the order of `columns`.
pub(super) fn row(
    text: &str,
    plan: &Plan,
    tokens: &[Token],
    columns: &[usize],
    values: &[usize],
) -> Sum {
    let cells: Vec<Option<usize>> = values.iter().map(|&value| Some(value)).collect();
    with_blanks(text, plan, tokens, columns, &cells)
}

/// The same with blank cells, which count as 0; a blank total is no total.
pub(super) fn with_blanks(
    text: &str,
    plan: &Plan,
    tokens: &[Token],
    columns: &[usize],
    cells: &[Option<usize>],
) -> Sum {
    if plan.row_sums.is_empty() || cells.len() != columns.len() {
        return Sum::Unknown;
    }
    let totals: Vec<usize> = plan.row_sums.iter().map(|(_, total)| *total).collect();
    let value = |column: usize| {
        let at = columns.iter().position(|&c| c == column)?;
        match cells.get(at)? {
            Some(word) if is_nothing(tokens[*word].span.of(text)) => Some(Decimal::ZERO),
            Some(word) => number(tokens[*word].span.of(text)),
            None => (!totals.contains(&column)).then_some(Decimal::ZERO),
        }
    };
    let mut trivial = true;
    for (terms, total) in &plan.row_sums {
        let Some(total) = value(*total) else {
            return Sum::Unknown;
        };
        let mut sum = Decimal::ZERO;
        for &term in terms {
            let Some(next) = value(term).and_then(|term| sum.checked_add(term)) else {
                return Sum::Unknown;
            };
            sum = next;
        }
        if sum != total {
            return Sum::Violated;
        }
        trivial &= total.is_zero();
    }
    if trivial { Sum::Trivial } else { Sum::Holds }
}

/// Some equation down the columns does not hold.
pub(super) fn violated(text: &str, plan: &Plan, tokens: &[Token], found: &[Option<Found>]) -> bool {
    let side = |indicators: &[String], column: usize| {
        let mut sum = Decimal::ZERO;
        for indicator in indicators {
            let row = plan
                .slots
                .iter()
                .zip(found)
                .find(|(slot, found)| slot.indicator == *indicator && found.is_some());
            if let Some((slot, Some(found))) = row
                && let Some(at) = slot.columns.iter().position(|&c| c == column)
                && let Some(&value) = found.values.get(at)
            {
                sum = sum.checked_add(number(tokens[value].span.of(text))?)?;
            }
        }
        Some(sum)
    };
    plan.column_sums.iter().any(|(left, right)| {
        (0..plan.heads.len()).any(|column| match (side(left, column), side(right, column)) {
            (Some(left), Some(right)) => left != right,
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_numbers() {
        assert_eq!(number("17,734"), Some(Decimal::from(17_734)));
        assert_eq!(number("３１"), Some(Decimal::from(31)));
        assert_eq!(number("—"), None);
    }
}

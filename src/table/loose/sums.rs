//! The form's sums over values that are still words.

use rust_decimal::Decimal;

use super::plan::Plan;
use super::scrambled::Found;
use super::token::Token;
use crate::source::{is_plain, is_value};
use crate::table::value;

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

/// What a word adds to a sum: its number; a dash, a slash or 无 in place of one adds nothing.
pub(super) fn term(word: &str) -> Option<Decimal> {
    // Nearly every number is a plain one; what is too large for it is read digit by digit.
    if is_plain(word)
        && let Ok(number) = word.parse::<u64>()
    {
        return Some(number.into());
    }
    match value::value(word).value {
        Some(number) => number.parse().ok(),
        None => is_value(word).then_some(Decimal::ZERO),
    }
}

/// The sum of terms; `None` if one is no number, or the sum is none that can be written down.
pub(super) fn sum(terms: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    (terms.into_iter()).try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term?))
}

/// The sums along a row: `values` in the order of `columns`.
pub(super) fn row(plan: &Plan, tokens: &[Token], columns: &[usize], values: &[usize]) -> Sum {
    let cells: Vec<Option<usize>> = values.iter().map(|&value| Some(value)).collect();
    with_blanks(plan, tokens, columns, &cells)
}

/// The same with blank cells, which count as 0; a blank total is no total.
pub(super) fn with_blanks(
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
            Some(word) => tokens[*word].term,
            None => (!totals.contains(&column)).then_some(Decimal::ZERO),
        }
    };
    let mut trivial = true;
    for (terms, total) in &plan.row_sums {
        let Some(total) = value(*total) else {
            return Sum::Unknown;
        };
        let Some(sum) = sum(terms.iter().map(|&term| value(term))) else {
            return Sum::Unknown;
        };
        if sum != total {
            return Sum::Violated;
        }
        trivial &= total.is_zero();
    }
    if trivial { Sum::Trivial } else { Sum::Holds }
}

/// Some equation down the columns does not hold.
pub(super) fn violated(plan: &Plan, tokens: &[Token], found: &[Option<Found>]) -> bool {
    let side = |indicators: &[String], column: usize| {
        sum(indicators.iter().filter_map(|indicator| {
            let (slot, found) = (plan.slots.iter().zip(found))
                .find(|(slot, found)| slot.indicator == *indicator && found.is_some())?;
            let at = slot.columns.iter().position(|&c| c == column)?;
            let value = *found.as_ref()?.values.get(at)?;
            Some(tokens[value].term)
        }))
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
    fn what_words_add() {
        assert_eq!(term("17,734"), Some(Decimal::from(17_734)));
        assert_eq!(term("３１"), Some(Decimal::from(31)));
        assert_eq!(term("251000元"), Some(Decimal::from(251_000)));
        assert_eq!(term("—"), Some(Decimal::ZERO));
        assert_eq!(term("无"), Some(Decimal::ZERO));
        assert_eq!(term("规章"), None);
        assert_eq!(term(""), None);
    }

    use super::super::plan::{Plans, Shape};
    use super::super::token::tokens;
    use crate::edition::Vocabulary;
    use crate::source::TableBody;
    use crate::table::testing::whole;

    /// The table of requests of 2021, and the words of a text.
    fn with(text: &str, hold: impl Fn(&Plan, &[Token])) {
        let plans = Plans::of(Vocabulary::builtin());
        let is_requests = |plan: &&Plan| plan.shape == Shape::Matrix && plan.heads.len() == 7;
        let plan = plans.0.iter().rfind(is_requests).unwrap();
        hold(plan, &tokens(text, &whole(text, TableBody::Loose)));
    }

    #[test]
    fn a_row_holds_is_trivial_violated_or_not_known() {
        let all = [0, 1, 2, 3, 4, 5, 6];
        for (text, want) in [
            ("1 2 3 4 5 6 21", Sum::Holds),
            ("0 0 0 - 0 / 0", Sum::Trivial),
            ("1 2 3 4 5 6 22", Sum::Violated),
            ("0 0 0 0 0 0 1", Sum::Violated),
            ("1 2 3 4 5 21", Sum::Unknown),
        ] {
            with(text, |plan, tokens| {
                let values: Vec<usize> = (0..tokens.len()).collect();
                assert_eq!(row(plan, tokens, &all, &values), want, "{text}");
            });
        }
        with("1 2 3", |plan, tokens| {
            let of = |cells: [Option<usize>; 7]| with_blanks(plan, tokens, &all, &cells);
            let (one, two, three) = (Some(0), Some(1), Some(2));
            assert_eq!(of([one, two, None, None, None, None, three]), Sum::Holds);
            assert_eq!(of([one, two, None, None, None, three, None]), Sum::Unknown);
            assert_eq!(
                of([one, None, None, None, None, None, three]),
                Sum::Violated
            );
            assert_eq!(
                with_blanks(plan, tokens, &all[..6], &[one; 7]),
                Sum::Unknown
            );
            let mut none = plan.clone();
            none.row_sums.clear();
            assert_eq!(with_blanks(&none, tokens, &all, &[one; 7]), Sum::Unknown);
        });
    }

    #[test]
    fn a_column_that_does_not_balance_is_violated() {
        // 3 received and 1 carried in are 4, or 5, of results, and none carried out.
        for (total, want) in [(2, false), (3, true)] {
            with("3 1 4 5 0", |plan, tokens| {
                let value = |indicator: &str| match indicator {
                    "requests.received" => Some(0),
                    "requests.carried_in" => Some(1),
                    "results.granted" | "results.total" => Some(total),
                    "" => None,
                    _ => Some(4),
                };
                let found: Vec<Option<Found>> = (plan.slots.iter())
                    .map(|slot| {
                        let value = value(&slot.indicator).filter(|_| !slot.is_variant)?;
                        Some(Found {
                            unit: None,
                            values: vec![value; 7],
                            concluded: false,
                        })
                    })
                    .collect();
                assert_eq!(violated(plan, tokens, &found), want, "{total}");
            });
        }
    }
}

//! Where a row's values end: those behind its label can be the next row's, in whole or in part.

use super::doubts;
use super::plan::Plan;
use super::scrambled::{Found, Label};
use super::token::Token;

/// A row can be printed without some of its zeros or all of them, and its label be drawn behind its
/// values: then those behind the label are the next row's, in whole or in part. Rows lose their values
/// where those behind them are nobody's, or where the next row has none and its label does not say that
/// it has none: the row's sum proves nothing.
///
/// `0 0 0 0 | 35 0 35 | 0 0 0`: four zeros of one row, and a total further on.
pub(super) fn unended(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    found: &mut [Option<Found>],
) {
    if plan.has_unit || plan.row_sums.is_empty() {
        return;
    }
    let ends = Ends::new(plan, tokens, labels, found);
    let mut next = Next::Filled;
    let mut chain = Chain::default();
    // The nearest row below that keeps its values, and the first of them.
    let mut below = None;
    for (at, label) in labels.iter().enumerate().rev() {
        // Values behind its label are its own, if not all of them.
        let mut has_own = false;
        let bounds = found[at].as_ref().map(|row| &row.values);
        if let Some((&first, &last)) = bounds.and_then(|values| values.first().zip(values.last())) {
            let is_doubtful = ends.is_doubtful(last, next);
            if is_doubtful {
                found[at] = None;
            }
            chain.push(&ends, at, (first, last), next);
            // Each label is behind its own values, as the one without values is behind the last.
            let is_late = chain.before.is_some_and(|word| !ends.is_named[word])
                && ends.has_row_before(at, first);
            let shares = chain.is_seen
                && ends.can_share(first)
                && !below.is_some_and(|below| ends.have_all(at, last, below));
            // Where whole rows are all that is left out, so is the one without values, if a label and its
            // values above it say nothing else.
            let is_blank = ends.lacks > 0 && ends.has_whole_rows;
            if (is_late || shares) && !(is_blank && chain.rows.len() > 1) {
                for at in chain.rows.drain(..) {
                    found[at] = None;
                }
            }
            has_own = shares && !is_doubtful;
            if found[at].is_some() {
                below = Some((at, first));
            }
        }
        next = match &found[at] {
            _ if plan.slots[at].is_group => next,
            _ if has_own => Next::Filled,
            Some(_) if label.seen => Next::Filled,
            None if label.seen => Next::Unfilled(at, &label.words),
            None if ends.is_lost[at] => Next::Unseen(at),
            _ => next,
        };
    }
}

/// Rows up to a label without values, each behind its own label and that right behind the values of the
/// row before it: each can have the values of the next one, if the first has others.
#[derive(Default)]
struct Chain {
    rows: Vec<usize>,
    /// The last value before all of them.
    before: Option<usize>,
    /// The label that they stand up to is printed.
    is_seen: bool,
}

impl Chain {
    /// A row above the others, its first and its last value.
    fn push(&mut self, ends: &Ends<'_>, at: usize, (first, last): (usize, usize), next: Next<'_>) {
        let is_above = self.before == Some(last);
        let goes_on = match next {
            Next::Unfilled(row, _) | Next::Unseen(row) => ends.has_none_behind(row, last),
            Next::Filled => is_above,
        };
        if !is_above || !goes_on {
            *self = Self::default();
        }
        if !goes_on {
            return;
        }
        self.is_seen |= matches!(next, Next::Unfilled(..));
        self.rows.push(at);
        self.before = (0..first).rev().find(|&word| ends.is_value(word));
    }
}

/// The row below one.
#[derive(Clone, Copy)]
enum Next<'a> {
    /// It has its values, or there is none.
    Filled,
    /// It has none; the row, and the words of its label.
    Unfilled(usize, &'a [usize]),
    /// It has none, and its label is nowhere: it can stand behind the table's end.
    Unseen(usize),
}

/// What stands behind rows.
struct Ends<'a> {
    tokens: &'a [Token],
    /// Which words are values of a row.
    taken: Vec<bool>,
    /// Which are those of a row whose label is printed.
    is_named: Vec<bool>,
    /// Which are words of a row's label.
    is_label: Vec<bool>,
    /// Which rows have a label that is nowhere, between rows whose labels are printed: other rows without
    /// one are not printed at all.
    is_lost: Vec<bool>,
    /// Values of a row.
    width: usize,
    /// How many values stand before each word, and all of them.
    values: Vec<usize>,
    /// How many the rows before each one have room for, and all of them.
    room: Vec<usize>,
    /// No text stands between the values of a row, and each has all of its own, or none.
    has_whole_rows: bool,
    /// How many values are left out.
    lacks: usize,
    /// The last row's label is nowhere: the table's end was cut off, and labels with it that are drawn
    /// late.
    is_cut: bool,
}

impl<'a> Ends<'a> {
    fn new(plan: &Plan, tokens: &'a [Token], labels: &[Label], found: &[Option<Found>]) -> Self {
        let named = labels.iter().zip(found).filter(|(label, _)| label.seen);
        let named = named.filter_map(|(_, row)| row.as_ref());
        let mut is_label = vec![false; tokens.len()];
        for &word in labels.iter().flat_map(|label| &label.words) {
            is_label[word] = true;
        }
        let mut rows = plan.slots.iter().zip(labels).rev();
        let last = rows.find(|(slot, _)| slot.is_counted());
        let mut values = vec![0];
        for token in tokens {
            values.push(values[values.len() - 1] + usize::from(token.value));
        }
        let is_seen = |at: usize| labels[at].seen && !plan.slots[at].is_group;
        let counted: Vec<usize> = (0..labels.len())
            .filter(|&at| plan.slots[at].is_counted())
            .collect();
        let mut is_lost = vec![false; labels.len()];
        for rows in counted.windows(3) {
            is_lost[rows[1]] = is_seen(rows[0]) && !is_seen(rows[1]) && is_seen(rows[2]);
        }
        let mut room = vec![0];
        for (at, slot) in plan.slots.iter().enumerate() {
            let is_printed = is_seen(at) || is_lost[at];
            let width = if is_printed { slot.columns.len() } else { 0 };
            room.push(room[at] + width);
        }
        let lacks = room[labels.len()].saturating_sub(values[tokens.len()]);
        let runs = tokens.chunk_by(|one, next| one.value == next.value);
        let mut runs = runs.filter(|run| run[0].value);
        Self {
            tokens,
            has_whole_rows: runs.all(|run| run.len().is_multiple_of(plan.heads.len())),
            width: plan.heads.len(),
            lacks,
            values,
            room,
            taken: doubts::taken(tokens, found.iter().flatten()),
            is_named: doubts::taken(tokens, named),
            is_label,
            is_lost,
            is_cut: last.is_some_and(|(_, label)| !label.seen),
        }
    }

    fn is_value(&self, word: usize) -> bool {
        self.tokens.get(word).is_some_and(|t| t.value)
    }

    /// Whether a row's values up to `last` can be another's, as the row below stands.
    fn is_doubtful(&self, last: usize, next: Next<'_>) -> bool {
        let is_stray = self.is_value(last + 1) && !self.taken[last + 1];
        is_stray
            || match next {
                Next::Filled => false,
                Next::Unseen(_) => self.is_cut,
                Next::Unfilled(_, label) => !self.is_right_behind(last, label),
            }
    }

    /// Nothing stands between a row's last value and a label but words that are nobody's.
    fn is_right_behind(&self, last: usize, label: &[usize]) -> bool {
        let is_other = |word: usize| self.is_value(word) || self.is_label[word];
        (label.first()).is_some_and(|&label| label > last && !(last + 1..label).any(is_other))
    }

    /// So many values stand before a row's that its own can be among them.
    fn has_row_before(&self, at: usize, first: usize) -> bool {
        self.values[first] + self.lacks >= self.room[at + 1]
    }

    /// So few values stand behind the last one above a row's label that none has to be the row's.
    fn has_none_behind(&self, row: usize, last: usize) -> bool {
        let total = |counts: &[usize]| counts.last().copied().unwrap_or_default();
        total(&self.values) - self.values[last + 1] <= total(&self.room) - self.room[row + 1]
    }

    /// The rows between one, up to its last value, and one below it with its first have as many values as
    /// they have room for.
    fn have_all(&self, row: usize, last: usize, (below, first): (usize, usize)) -> bool {
        let values = self.values[first].checked_sub(self.values[last + 1]);
        values == Some(self.room[below] - self.room[row + 1])
    }

    /// A row's values can be some of its zeros and the next row's values, which then lacks as many.
    fn can_share(&self, first: usize) -> bool {
        let counts_nothing = self.tokens[first].term.is_none_or(|term| term.is_zero());
        counts_nothing && self.lacks >= self.width
    }
}

#[cfg(test)]
#[path = "ends_tests.rs"]
mod tests;

//! Values in order given to the form's rows in order.

use super::plan::Plan;
use super::scrambled::{Found, Label};
use super::sums::{self, Sum};
use super::token::Token;

/// What a label right before a row's values is worth.
const ANCHORED: i32 = 100;
/// What it costs to give values to another row than the label right before them, or to give a
/// row other values than those right behind its label.
const MISPLACED: i32 = -50;
/// What it is worth that a row with a label gets values.
const PRESENT: i32 = 30;
/// What it costs to give values to a row whose label is nowhere.
const ABSENT: i32 = -60;
/// What it costs that a row with a label gets none.
const UNFILLED: i32 = -40;
/// What a value costs that no row gets.
const LONE: i32 = -40;
/// The same where an item is a row of its own: as much as a label beside other values is worth, so
/// that a label left behind by its own values is not believed.
const UNFILLED_ROW: i32 = -60;
/// See [`UNFILLED_ROW`].
const LONE_ROW: i32 = -80;
/// What a row's sum is worth.
const SUM: i32 = 20;
/// What a row costs whose sum does not hold.
const NO_SUM: i32 = -60;
/// What a unit costs that is not the row's.
const OTHER_UNIT: i32 = -60;
/// A way within this of the best one is as good.
const MARGIN: i32 = 25;

/// Not possible.
const NEVER: i32 = i32::MIN / 4;

/// What a row takes one or more of.
#[derive(Debug, Clone, Default)]
pub(super) struct Item {
    pub unit: Option<usize>,
    pub values: Vec<usize>,
    /// Text stands between it and the one before.
    pub parted: bool,
}

/// How runs of values stand to the labels before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    /// Each has as many values as the row has that the label before it is of.
    Rows,
    /// Some have more or fewer: a row's values are drawn in an order of their own.
    Cut,
    /// Some stand behind no label: they can be drawn before their labels, as all others then are.
    Adrift,
}

/// The search for the rows' values.
pub(super) struct Order<'a> {
    text: &'a str,
    plan: &'a Plan,
    tokens: &'a [Token],
    labels: &'a [Label],
    items: &'a [Item],
    /// The row whose label stands right before each item.
    pub anchors: Vec<Option<usize>>,
    /// The row's label stands right before some item.
    is_anchored: Vec<bool>,
    /// Items from each on that no text parts.
    run: Vec<usize>,
    /// Each value stands apart, as pdftotext prints them: no column is printed by itself.
    apart: bool,
    /// There are as many values as the printed rows have.
    complete: bool,
}

impl<'a> Order<'a> {
    pub fn new(
        text: &'a str,
        plan: &'a Plan,
        tokens: &'a [Token],
        labels: &'a [Label],
        items: &'a [Item],
    ) -> Self {
        let mut run = vec![1; items.len()];
        for at in (0..items.len().saturating_sub(1)).rev() {
            if !items[at + 1].parted {
                run[at] = run[at + 1] + 1;
            }
        }
        Self {
            text,
            plan,
            tokens,
            labels,
            items,
            anchors: vec![None; items.len()],
            is_anchored: vec![false; plan.slots.len()],
            run,
            complete: items.len()
                == plan
                    .slots
                    .iter()
                    .zip(labels)
                    .filter(|(slot, label)| label.seen && !slot.is_group)
                    .map(|(slot, _)| slot.columns.len())
                    .sum::<usize>(),
            apart: items.windows(2).all(|pair| {
                match (pair[0].values.last(), pair[1].values.first()) {
                    (Some(&a), Some(&b)) => a + 1 != b || tokens[a].chunk != tokens[b].chunk,
                    _ => true,
                }
            }),
        }
    }

    /// Notes which rows are anchored, once the anchors are known.
    pub fn anchored(&mut self) {
        for slot in self.anchors.iter().flatten() {
            self.is_anchored[*slot] = true;
        }
    }

    /// How the values of a form without sums stand, where nothing but the labels says whose they are.
    pub fn runs(&self) -> Runs {
        if !self.plan.row_sums.is_empty() || self.plan.has_unit {
            return Runs::Rows;
        }
        let mut runs = Runs::Rows;
        for at in (0..self.items.len()).filter(|&at| self.items[at].parted) {
            match self.anchors[at] {
                None => return Runs::Adrift,
                Some(slot) if self.run[at] != self.width(slot) => runs = Runs::Cut,
                Some(_) => {}
            }
        }
        runs
    }

    /// Items that a row takes.
    fn width(&self, slot: usize) -> usize {
        if self.plan.has_unit {
            1
        } else {
            self.plan.slots[slot].columns.len().max(1)
        }
    }

    fn values(&self, slot: usize, at: usize) -> Vec<usize> {
        self.items[at..at + self.width(slot)]
            .iter()
            .flat_map(|item| item.values.iter().copied())
            .collect()
    }

    /// What it is worth to give a row the items from `at` on.
    fn gain(&self, slot: usize, at: usize) -> i32 {
        let width = self.width(slot);
        if self.run.get(at).is_none_or(|&run| run < width) {
            return NEVER;
        }
        let form = &self.plan.slots[slot];
        let values = self.values(slot, at);
        let dashes = values.iter().all(|&value| self.tokens[value].dash);
        if form.is_group && !dashes {
            return NEVER;
        }
        // All that stands between two texts.
        let whole = self.items[at].parted && self.run[at] == width;
        let mut gain = match self.anchors[at] {
            Some(anchor) if anchor == slot => ANCHORED,
            Some(_) => MISPLACED,
            None if !self.is_anchored[slot] => 0,
            None => MISPLACED,
        };
        if self.anchors[at] != Some(slot) {
            gain += if self.labels[slot].seen {
                PRESENT
            } else {
                ABSENT
            };
        }
        let item = &self.items[at];
        if let Some(unit) = item.unit {
            let key = &self.tokens[unit].key;
            if !self.tokens[unit].dash && form.is_group {
                // A group counts nothing: the dash is a row's zero, whose label stands elsewhere.
                return NEVER;
            } else if !self.tokens[unit].dash && *key != form.unit {
                gain += OTHER_UNIT;
            } else if self.tokens[unit].dash && !form.is_group {
                // A group's dashes, whose label stands elsewhere.
                return NEVER;
            } else if self.tokens[unit].dash != form.is_group {
                gain += OTHER_UNIT / 2;
            }
        }
        if self.plan.has_unit {
            // A unit parts each row from the next.
        } else if self.plan.row_sums.is_empty() {
            if !whole && !self.apart {
                return NEVER;
            }
        } else {
            match sums::row(self.plan, self.tokens, &form.columns, &values) {
                Sum::Holds => gain += SUM,
                // Zeros of the row before or behind would do as well where one is missing.
                Sum::Trivial if self.complete || whole => gain += 2,
                // A report can be wrong, but then nothing else may be doubtful.
                _ if !whole || !self.complete => return NEVER,
                Sum::Violated => gain += NO_SUM,
                Sum::Trivial | Sum::Unknown => {}
            }
        }
        gain
    }

    /// What it costs that a row gets nothing.
    fn skip(&self, slot: usize) -> i32 {
        match &self.labels[slot] {
            Label { seen: true, .. } if !self.plan.slots[slot].is_group => {
                if self.plan.has_unit {
                    UNFILLED_ROW
                } else {
                    UNFILLED
                }
            }
            _ => 0,
        }
    }

    /// What it costs that no row gets an item.
    fn lone(&self) -> i32 {
        if self.plan.has_unit { LONE_ROW } else { LONE }
    }

    /// The rows' values, where they are settled.
    pub fn settled(&self) -> Vec<Option<Found>> {
        let (items, slots) = (self.items.len(), self.plan.slots.len());
        let at = |item: usize, slot: usize| item * (slots + 1) + slot;
        let mut gains = vec![NEVER; items * slots.max(1)];
        for item in 0..items {
            for slot in 0..slots {
                gains[item * slots + slot] = self.gain(slot, item);
            }
        }
        let gain = |slot: usize, item: usize| gains[item * slots + slot];
        // Best score of the first items given to the first rows, and of the last to the last.
        let mut ahead = vec![NEVER; (items + 1) * (slots + 1)];
        let mut behind = ahead.clone();
        for item in 0..=items {
            for slot in 0..=slots {
                let mut best = if item == 0 && slot == 0 { 0 } else { NEVER };
                if item > 0 {
                    best = best.max(ahead[at(item - 1, slot)] + self.lone());
                }
                if slot > 0 {
                    best = best.max(ahead[at(item, slot - 1)] + self.skip(slot - 1));
                    let width = self.width(slot - 1);
                    if let Some(from) = item.checked_sub(width) {
                        best = best.max(ahead[at(from, slot - 1)] + gain(slot - 1, from));
                    }
                }
                ahead[at(item, slot)] = best.max(NEVER);
            }
        }
        for item in (0..=items).rev() {
            for slot in (0..=slots).rev() {
                let mut best = if item == items && slot == slots {
                    0
                } else {
                    NEVER
                };
                if item < items {
                    best = best.max(behind[at(item + 1, slot)] + self.lone());
                }
                if slot < slots {
                    best = best.max(behind[at(item, slot + 1)] + self.skip(slot));
                    let to = item + self.width(slot);
                    if to <= items {
                        best = best.max(behind[at(to, slot + 1)] + gain(slot, item));
                    }
                }
                behind[at(item, slot)] = best.max(NEVER);
            }
        }
        let near = ahead[at(items, slots)] - MARGIN;
        let through = |slot: usize, item: usize| {
            let to = item + self.width(slot);
            if to > items || gain(slot, item) <= NEVER / 2 {
                return NEVER;
            }
            ahead[at(item, slot)] + gain(slot, item) + behind[at(to, slot + 1)]
        };
        (0..slots)
            .map(|slot| {
                let none = (0..=items)
                    .map(|item| {
                        ahead[at(item, slot)] + self.skip(slot) + behind[at(item, slot + 1)]
                    })
                    .max()
                    .unwrap_or(NEVER);
                if none >= near {
                    return None;
                }
                let mut ways = (0..items).filter(|&item| through(slot, item) >= near);
                let best = ways.clone().max_by_key(|&item| through(slot, item))?;
                let printed = |item: usize| -> Vec<&str> {
                    self.values(slot, item)
                        .into_iter()
                        .map(|value| self.tokens[value].span.of(self.text))
                        .collect()
                };
                let want = printed(best);
                // Ways that give the same values are one.
                if !ways.all(|item| printed(item) == want) {
                    return None;
                }
                Some(Found {
                    unit: self.items[best].unit,
                    values: self.values(slot, best),
                    concluded: self.anchors[best] != Some(slot),
                })
            })
            .collect()
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;

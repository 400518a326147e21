//! Labels and the values that they stand beside.

use super::Filled;
use super::order::Item;
use super::plan::Plan;
use super::scrambled::Label;
use super::token::Token;
use crate::chars::line_ends;
use crate::source::is_value;
use crate::table::value::unit;

/// The row whose label stands right before each item, where that says something.
pub(super) fn anchors(
    plan: &Plan,
    tokens: &[Token],
    labels: &[Label],
    filled: &Filled,
    items: &[Item],
    is_cut: bool,
) -> Vec<Option<usize>> {
    let mut names: Vec<Option<Name>> = vec![None; tokens.len()];
    for (group, _, _, words) in &filled.groups {
        for &word in words {
            names[word] = Some(Name::Group(*group));
        }
    }
    for (slot, label) in labels.iter().enumerate() {
        for &word in &label.words {
            names[word] = Some(Name::Row(slot));
        }
    }
    let mut anchors: Vec<_> = (items.iter())
        .map(|item| anchor(plan, tokens, &names, item))
        .collect();
    if plan.has_unit || !plan.row_sums.is_empty() {
        doubt(plan, tokens, items, &mut anchors, is_cut);
    }
    anchors
}

/// What a word is a part of the label of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Row(usize),
    Group(usize),
}

/// The row whose label stands right before an item.
fn anchor(plan: &Plan, tokens: &[Token], names: &[Option<Name>], item: &Item) -> Option<usize> {
    let first = item.unit.or_else(|| item.values.first().copied())?;
    let before = first.checked_sub(1)?;
    // At a page's end a label says nothing of what the next page starts with.
    if tokens[before].value || tokens[before].page != tokens[first].page {
        return None;
    }
    let Some(Name::Row(slot)) = names[before] else {
        return None;
    };
    // A group counts nothing: what counts in a unit behind its label is another row.
    if plan.slots[slot].is_group && item.unit.is_some_and(|unit| !tokens[unit].dash) {
        return None;
    }
    // A run of several labels stands before the values of some other row; labels of groups that
    // the row is in stand before their first row.
    let is_other = |name: Name| match name {
        Name::Row(other) => other != slot,
        Name::Group(group) => !plan.slots[slot].groups.contains(&group),
    };
    let several = (0..before)
        .rev()
        .take_while(|&word| !tokens[word].value)
        .filter_map(|word| names[word])
        .any(is_other);
    (!several).then_some(slot)
}

/// Rows above the table were not recognised, so that its first label can be that of the last of them: a
/// value or a unit stands right above it, or it goes on a paragraph and has no head.
pub(super) fn is_cut(text: &str, tokens: &[Token], filled: &Filled) -> bool {
    let mut heads = filled.heads.iter().chain(&filled.furniture);
    let has_head = heads.any(|(.., words)| words.contains(&0));
    let above = (tokens.first()).and_then(|first| text.get(..first.span.start as usize));
    let Some(above) = above else { return false };
    let last = above.trim_end();
    let is_same_paragraph = line_ends(&above[last.len()..]) == 1;
    let line = last.lines().next_back().unwrap_or_default().trim();
    is_value(line) || unit(line).is_some() || is_same_paragraph && !has_head
}

/// A label can be drawn late, below its own values, and stand before those of the next row. Where
/// the values above it are more than the label above those accounts for, it says nothing, unless it
/// stands on one line and alone: then it is beside its values.
fn doubt(
    plan: &Plan,
    tokens: &[Token],
    items: &[Item],
    anchors: &mut [Option<usize>],
    is_cut: bool,
) {
    // A unit holds its row together.
    let width = if plan.has_unit { 1 } else { plan.heads.len() };
    // Values of the run so far, and how many of them its label accounts for.
    let (mut run, mut own) = (if is_cut { width } else { 0 }, 0);
    // The last label can be that of the row above it: the row below it has none then, and a label
    // that is drawn late follows.
    let mut is_open = false;
    // The last row whose label is believed.
    let mut last = 0;
    for at in 0..items.len() {
        if items[at].parted {
            let first = items[at].unit.or_else(|| items[at].values.first().copied());
            let before = first.and_then(|first| first.checked_sub(1));
            // Words on two lines at least, be the first ones a group's: the word before the label's
            // last is text, too.
            let is_broken = before
                .and_then(|last| last.checked_sub(1))
                .is_some_and(|word| !tokens[word].value && !plan.is_unit(&tokens[word]));
            // A whole row without a label stands over it: it can be that row's.
            let is_unlabelled = own == 0 && run >= width && (is_broken || !plan.has_unit);
            let has_label = anchors[at].is_some();
            // The form's rows come in order.
            let is_behind = anchors[at].is_some_and(|slot| slot < last);
            let is_late = is_unlabelled || is_broken && is_open || is_behind;
            if run > own && is_broken || is_late {
                anchors[at] = None;
            }
            last = last.max(anchors[at].unwrap_or(0));
            is_open = is_late && has_label;
            run = 0;
            own = if has_label && (anchors[at].is_some() || is_late) {
                width
            } else {
                0
            };
        }
        run += 1;
    }
}

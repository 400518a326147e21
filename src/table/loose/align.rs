//! The lines with values and the form's rows, both in order, laid side by side: a line scores for
//! the characters of the row's label that stand on it and around it.

use super::key::{Key, common};
use super::plan::{Plan, Shape, Slot};
use super::token::{LABEL_NUMBER, Token};

/// What a line that is no row of the form costs, against a row that is found (up to 400).
const LONE_LINE: i32 = 50;

/// What a row of the form without a line costs.
const LONE_SLOT: i32 = 20;

/// What it costs that no piece of a row's label stands next to its line.
const APART: i32 = 150;

/// Characters of a label's start from which on it is known in spite of a misprint.
const MIN_MISPRINT: usize = 6;

/// The same of a piece that is not its start.
const MIN_MISPRINT_INSIDE: usize = 8;

/// Characters of a piece of a group's label that can be one of a row's as well.
const GROUP_END: usize = 2;

/// Characters from which on a piece of a label says which row it is of.
pub(super) const TELLING: usize = 4;

/// A line with values.
#[derive(Debug, Clone, Default)]
pub(super) struct ValueLine {
    /// Words before the values.
    pub words: Vec<usize>,
    /// The word that is its unit.
    pub unit: Option<usize>,
    /// Its values.
    pub values: Vec<usize>,
}

/// The lines with values, and which row of the form each is.
pub(super) struct Lines<'a> {
    pub plan: &'a Plan,
    pub tokens: &'a [Token],
    pub lines: &'a [ValueLine],
    /// Where each word stands, as [`value_lines`] says.
    pub places: &'a [usize],
    pub slots: &'a [Option<usize>],
    /// The measure of columns; without one any two values can be pieces of one number.
    pub measure: Option<usize>,
}

/// The lines with values, and where each word stands: `2n` between the lines `n - 1` and `n`,
/// `2n + 1` in line `n`.
pub(super) fn value_lines(plan: &Plan, tokens: &[Token]) -> (Vec<ValueLine>, Vec<usize>) {
    let mut lines: Vec<ValueLine> = Vec::new();
    let mut places = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let end = tokens[at..]
            .iter()
            .position(|token| token.line != tokens[at].line)
            .map_or(tokens.len(), |len| at + len);
        let range = at..end;
        if tokens[range.clone()].iter().any(|token| token.value) {
            let mut line = ValueLine::default();
            for word in range.clone() {
                if tokens[word].value {
                    line.values.push(word);
                } else if !tokens[word].cut {
                    line.words.push(word);
                }
            }
            if let Some(&last) = line.words.last()
                && plan.is_unit(&tokens[last])
            {
                line.unit = Some(last);
                line.words.pop();
            }
            let width = plan.slots.first().map_or(0, |slot| slot.columns.len());
            if plan.has_unit
                && line.unit.is_none()
                && line.values.len() == width + 1
                && tokens[line.values[0]].dash
            {
                line.unit = Some(line.values.remove(0));
            }
            let place = lines.len() * 2 + 1;
            places.extend(range.map(|_| place));
            lines.push(line);
        } else {
            let place = lines.len() * 2;
            places.extend(range.map(|_| place));
        }
        at = end;
    }
    (lines, places)
}

/// The form's row of each line with values.
pub(super) fn align(
    plan: &Plan,
    tokens: &[Token],
    lines: &[ValueLine],
    places: &[usize],
) -> Vec<Option<usize>> {
    if plan.shape == Shape::Single {
        // One row of values: the line that has most of them.
        let most = lines
            .iter()
            .enumerate()
            .max_by_key(|(at, line)| (line.values.len(), std::cmp::Reverse(*at)))
            .map(|(at, _)| at);
        return (0..lines.len())
            .map(|at| (Some(at) == most).then_some(0))
            .collect();
    }
    let gaps = gaps(plan, tokens, lines, places);
    let words = Words::new(plan, tokens, lines);
    let width = plan.slots.len();
    let mut own = Key::default();
    let mut score = vec![0_i32; (lines.len() + 1) * (width + 1)];
    let mut step = vec![0_u8; score.len()];
    let at = |line: usize, slot: usize| line * (width + 1) + slot;
    for line in 0..=lines.len() {
        for slot in 0..=width {
            let mut best = if line == 0 && slot == 0 {
                (0, 0)
            } else {
                (i32::MIN, 0)
            };
            if line > 0 {
                let so_far = score[at(line - 1, slot)] - LONE_LINE;
                best = best.max((so_far, 1));
            }
            if slot > 0 {
                let cost = if plan.slots[slot - 1].is_variant {
                    0
                } else {
                    LONE_SLOT
                };
                best = best.max((score[at(line, slot - 1)] - cost, 2));
            }
            if line > 0 && slot > 0 {
                let around = [&gaps[line - 1].below, &gaps[line].above];
                let here = words.score(&plan.slots[slot - 1], &lines[line - 1], around, &mut own);
                if let Some(here) = here {
                    best = best.max((score[at(line - 1, slot - 1)] + here, 3));
                }
            }
            score[at(line, slot)] = best.0;
            step[at(line, slot)] = best.1;
        }
    }
    let mut found = vec![None; lines.len()];
    let (mut line, mut slot) = (lines.len(), width);
    while line > 0 || slot > 0 {
        match step[at(line, slot)] {
            1 => line -= 1,
            2 => slot -= 1,
            3 => {
                line -= 1;
                slot -= 1;
                found[line] = Some(slot);
            }
            _ => break,
        }
    }
    doubt_rows(plan, lines, &gaps, &mut found);
    found
}

/// Between the rows of two lines there are as many rows of the form as rows of blanks stand there, or
/// more. If not, a line that has no words of its own is nobody's.
fn doubt_rows(plan: &Plan, lines: &[ValueLine], gaps: &[Gap], found: &mut [Option<usize>]) {
    for below in 1..lines.len() {
        let (Some(first), Some(last)) = (found[below - 1], found[below]) else {
            continue;
        };
        let between = plan.slots.get(first + 1..last).unwrap_or_default();
        let room = between.iter().filter(|slot| slot.is_counted()).count();
        if room < gaps[below].rows {
            for line in [below - 1, below] {
                found[line].take_if(|_| lines[line].words.is_empty());
            }
        }
    }
}

/// The words between two lines with values, that are pieces of their labels.
#[derive(Debug, Clone, Default)]
struct Gap {
    /// Those that can be of the row above.
    above: Vec<usize>,
    /// Those that can be of the row below.
    below: Vec<usize>,
    /// Rows of blanks: lines that end in a unit. Above values without one they say nothing: those are a
    /// column's.
    rows: usize,
}

/// The words before each line with values, and behind the last.
///
/// A line that ends in a unit and has no value is a row of blanks: its label is its own, and the pieces
/// of a label do not stand on both sides of it.
fn gaps(plan: &Plan, tokens: &[Token], lines: &[ValueLine], places: &[usize]) -> Vec<Gap> {
    let mut gaps = vec![Gap::default(); lines.len() + 1];
    let mut is_row = false;
    for word in (0..places.len()).rev() {
        let at = places[word] / 2;
        let ends = tokens
            .get(word + 1)
            .is_none_or(|next| next.line != tokens[word].line);
        if ends {
            is_row = plan.has_unit && plan.is_unit(&tokens[word]);
        }
        if !places[word].is_multiple_of(2) {
            continue;
        }
        let gap = &mut gaps[at];
        if !is_row {
            gap.above.push(word);
            if gap.rows == 0 {
                gap.below.push(word);
            }
        } else if lines.get(at).is_none_or(|line| line.unit.is_some()) {
            gap.rows += usize::from(ends);
            gap.above.clear();
        }
    }
    gaps
}

/// The words right before values that are no pieces of a group's label, as they are the whole label of
/// a row: 其他 of （六）其他处理 and of 3.其他, whose number a misprint lacks. They stand one space before
/// values, or under the label of another row.
fn whole_labels(plan: &Plan, tokens: &[Token], lines: &[ValueLine]) -> Vec<bool> {
    let mut out = vec![false; tokens.len()];
    let is_of_group = |key: &Key| plan.groups.iter().any(|group| group.has(key));
    let is_of_row = |token: &Token| token.key.len() >= TELLING && !is_of_group(&token.key);
    let mut above: Option<usize> = None;
    let mut from = 0;
    for line in lines {
        let (Some(&word), Some(&value)) = (line.words.last(), line.values.first()) else {
            continue;
        };
        if is_whole(plan, &tokens[word].key) {
            above = (from..word)
                .rev()
                .find(|&word| is_of_row(&tokens[word]))
                .or(above);
            from = word;
            let is_under = |above: usize| {
                let gaps = [0, 1].map(|measure| tokens[word].gap(&tokens[above], measure));
                gaps.iter().all(|gap| *gap < 0)
            };
            out[word] = !tokens[value].apart || above.is_some_and(is_under);
        }
    }
    out
}

/// Whether the label of some row starts with a piece.
fn starts_label(plan: &Plan, piece: &Key) -> bool {
    (plan.slots.iter()).any(|slot| slot.label.keys.iter().any(|key| key.starts_with(piece)))
}

/// Whether a piece is the label of some row, but for its number.
fn is_whole(plan: &Plan, piece: &Key) -> bool {
    let is_label = |key: &Key| {
        let number = key.len().saturating_sub(piece.len());
        number <= LABEL_NUMBER && key.ends_with(piece)
    };
    piece.len() > 1 && (plan.slots.iter()).any(|slot| slot.label.keys.iter().any(is_label))
}

/// The words of a table, and what each can be a piece of.
struct Words<'a> {
    plan: &'a Plan,
    tokens: &'a [Token],
    /// For each group, whether a word is a piece of its label.
    in_group: Vec<Vec<bool>>,
    /// A word is the start of some row's label.
    starts: Vec<bool>,
}

impl<'a> Words<'a> {
    fn new(plan: &'a Plan, tokens: &'a [Token], lines: &[ValueLine]) -> Self {
        let is_label = whole_labels(plan, tokens, lines);
        let in_group = (plan.groups.iter())
            .map(|group| {
                (tokens.iter().zip(&is_label))
                    .map(|(token, is_label)| !is_label && group.has(&token.key))
                    .collect()
            })
            .collect();
        let starts = (tokens.iter())
            .map(|token| token.key.len() >= TELLING && starts_label(plan, &token.key))
            .collect();
        Self {
            plan,
            tokens,
            in_group,
            starts,
        }
    }

    /// How well a line is the form's row, up to 400; `None` if it is not. `own` is room for the line's
    /// words, used again for each.
    fn score(
        &self,
        slot: &Slot,
        line: &ValueLine,
        around: [&Vec<usize>; 2],
        own: &mut Key,
    ) -> Option<i32> {
        let Self {
            plan,
            tokens,
            in_group,
            starts,
        } = self;
        // A group's row has no number, and a row counts in its own unit.
        if slot.is_group && line.values.iter().any(|&value| !tokens[value].dash) {
            return None;
        }
        let unit = line.unit.map(|unit| &tokens[unit].key);
        if unit.is_some_and(|unit| !unit.is_empty() && !slot.unit.is_empty() && *unit != slot.unit)
        {
            return None;
        }
        let is_of_group = |word: usize| slot.groups.iter().any(|&group| in_group[group][word]);
        own.clear();
        for &word in &line.words {
            let key = &tokens[word].key;
            // Not a piece of a group's label that stands on the row's line.
            if !is_of_group(word) || key.len() > 1 && slot.label.has(key) {
                own.push(key);
            }
        }
        // Nothing on the line is only the row's: 结 of a group's label that is printed downwards is no
        // piece of 上年结转, nor 提供 of 无法提供 one of 要求提供公开出版物.
        let in_any_group = |word: usize| in_group.iter().any(|group| group[word]);
        let is_of_any = |word: usize| tokens[word].key.len() <= GROUP_END && in_any_group(word);
        let is_lone = (line.words.iter()).all(|&word| is_of_group(word) || is_of_any(word));
        // A line without a label of its own is that of the last one that starts above it.
        let is_of_slot = |word: usize| {
            let keys = &slot.label.keys;
            keys.iter().any(|key| share_of(&tokens[word].key, key) > 0)
        };
        let mut above = around[0].iter().take_while(|&&word| !is_of_slot(word));
        if is_lone && above.any(|&word| starts[word]) {
            return None;
        }
        let mut best: Option<i32> = None;
        for key in &slot.label.keys {
            let is_piece = own.is_empty() || key.find(own, 0).is_some();
            let is_strange = |on_line: usize| !is_piece && on_line * 10 < own.len() * 6;
            if is_strange(own.most_common(key)) {
                continue;
            }
            let on_line = match own.len() {
                len if is_piece => len,
                0 | 1 => 0,
                _ => common(own, key),
            };
            let [above, below] = around.map(|words| words.iter().map(|&word| &tokens[word].key));
            // The pieces below go on where the last one above ends; a misprint has its last character twice.
            let end = above.clone().find_map(|piece| {
                let at = key.find(piece, 0).filter(|_| piece.len() > 1)?;
                Some(at + piece.len() - 1)
            });
            let goes_on = |piece: &&Key| {
                let is_before =
                    |end| key.find(piece, end).is_none() && key.find(piece, 0).is_some();
                !end.is_some_and(is_before)
            };
            let above: usize = above.map(|piece| share_of(piece, key)).sum();
            let below: usize = below
                .filter(goes_on)
                .map(|piece| share_of(piece, key))
                .sum();
            let above = above.min(key.len().saturating_sub(on_line));
            let below = below.min(key.len().saturating_sub(on_line + above));
            // A label does not start below its values where another one is above them.
            let starts_below = || {
                let mut below = around[1].iter().map(|&word| &tokens[word].key);
                below.any(|piece| piece.len() >= TELLING && key.starts_with(piece))
            };
            let is_others = || around[0].iter().any(|&word| !in_any_group(word));
            if on_line == 0 && (above == 0 || starts_below()) && is_others() {
                continue;
            }
            let beside = above + below;
            let seen = on_line + beside;
            if seen * 2 < key.len() || is_strange(on_line) {
                continue;
            }
            let strange = own.len().saturating_sub(on_line);
            let share = (seen * 400 / key.len().max(1)) as i32;
            // What stands on the line itself says more than what stands around it, and a label that
            // stands below its values is more likely a row of blanks.
            let far = ((above * 40 + below * 80) / key.len().max(1)) as i32;
            let penalty = (strange * 300 / own.len().max(1)) as i32;
            // A line without a label of its own is beside the label that is broken around it; a whole
            // label further up is a row of blanks.
            let apart = if is_lone && !touches(slot, plan, tokens, around) {
                APART
            } else {
                0
            };
            let here = share - penalty - far - apart;
            best = best.max(Some(here));
        }
        let count = if line.values.len() == slot.columns.len() {
            0
        } else {
            30
        };
        best.map(|best| best - count).filter(|&best| best > 0)
    }
}

/// Characters of a piece that are a label's: all of them, or most where it has a misprint.
fn share_of(piece: &Key, key: &Key) -> usize {
    if piece.len() < 2 {
        return 0;
    }
    if key.find(piece, 0).is_some() {
        return piece.len();
    }
    let least = if piece.first() == key.first() {
        MIN_MISPRINT
    } else {
        MIN_MISPRINT_INSIDE
    };
    if piece.len() < least {
        return 0;
    }
    let is_most = |same: usize| same * 10 >= piece.len() * 8;
    if !is_most(piece.most_common(key)) {
        return 0;
    }
    Some(common(piece, key))
        .filter(|&same| is_most(same))
        .unwrap_or(0)
}

/// The text right above or right below a line is a piece of the row's label.
fn touches(slot: &Slot, plan: &Plan, tokens: &[Token], around: [&Vec<usize>; 2]) -> bool {
    let is_text = |word: &&usize| {
        let key = &tokens[**word].key;
        key.len() > 1 && (slot.label.has(key) || !plan.groups.iter().any(|group| group.has(key)))
    };
    // A broken label stands around its values, so that a piece of it is above them.
    let above = around[0].iter().filter(is_text).max();
    let nearest = above.or_else(|| around[1].iter().filter(is_text).min());
    nearest.is_some_and(|&word| {
        let key = &tokens[word].key;
        slot.label.keys.iter().any(|label| share_of(key, label) > 0)
    })
}

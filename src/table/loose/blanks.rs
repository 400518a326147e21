//! The columns of a table that prints its zeros as blanks, so that no row has a value in each.
//!
//! The values of a page stand in columns one beside the other. How many there are and where one
//! ends is tried; the sums say which is right: the parts of each row make its total, and each
//! column balances. Which of the form's columns is blank altogether the heads say, or the sums with
//! a page that has them. Only what one way alone fits is settled.

use rust_decimal::Decimal;

use super::align::ValueLine;
use super::place::ways;
use super::plan::{Plan, Shape};
use super::token::Token;

/// Ways to give the columns of all pages to the form's that are tried at most: stops a table that
/// is broken over many pages.
const MAX_COMBINATIONS: usize = 5_000;

/// Ways for one page at most.
const MAX_CANDIDATES: usize = 400;

/// Twice the columns within which two pieces of a head stand one under the other.
const SQUEEZED: i64 = 2;

/// Twice the columns that a page's only column could be from the next.
const FEWEST: i64 = 12;

/// How far off its head a column can stand at most, in percent of the distance of columns.
const MAX_OFF: i64 = 66;

/// By how much less than in any other way it has to, in percent too.
const CLEARLY: i64 = 33;

/// What is asked.
pub(super) struct Blanks<'a> {
    pub plan: &'a Plan,
    pub tokens: &'a [Token],
    pub lines: &'a [ValueLine],
    pub slots: &'a [Option<usize>],
    /// The words of each column's head.
    pub heads: Vec<&'a [usize]>,
}

/// The columns of each of a page's rows.
type Ways = Vec<Vec<usize>>;

/// One way to read a page.
#[derive(Clone)]
struct Candidate {
    ways: Ways,
    /// What each equation down each column lacks on this page.
    lacks: Vec<Decimal>,
    /// See [`Blanks::off_heads`].
    off: i64,
}

struct Page {
    /// Positions of its rows among the lines.
    lines: Vec<usize>,
    /// The numbers of each.
    numbers: Vec<Vec<Decimal>>,
}

impl Blanks<'_> {
    /// The columns of each line's values, where the table settles them; `measures` says how columns
    /// may be counted.
    pub fn settle(&self, measures: &[usize]) -> Vec<Option<Vec<usize>>> {
        let none = vec![None; self.lines.len()];
        let is_sparse = self.slots.iter().zip(self.lines).any(|(slot, line)| {
            slot.is_some_and(|slot| line.values.len() < self.plan.slots[slot].columns.len())
        });
        let has_sums = !self.plan.row_sums.is_empty() && !self.plan.column_sums.is_empty();
        if self.plan.shape != Shape::Matrix || !has_sums || !is_sparse {
            return none;
        }
        let Some(pages) = self.pages() else {
            return none;
        };
        let mut found: Vec<(i64, Vec<Ways>)> = Vec::new();
        for &measure in measures {
            let Some(mut more) = self.fitting(&pages, measure) else {
                return none;
            };
            more.retain(|(_, ways)| found.iter().all(|(_, other)| other != ways));
            found.append(&mut more);
        }
        found.sort_by_key(|(off, _)| *off);
        let is_settled = match &found[..] {
            [] => false,
            [(off, _)] => *off <= MAX_OFF,
            [(off, _), (next, _), ..] => *off <= MAX_OFF && next - off >= CLEARLY,
        };
        if !is_settled {
            return none;
        }
        let ways = found.into_iter().next().map(|(_, ways)| ways);
        let mut out = none;
        for (page, ways) in pages.iter().zip(ways.unwrap_or_default()) {
            for (&line, way) in page.lines.iter().zip(ways) {
                out[line] = Some(way);
            }
        }
        out
    }

    /// The rows by page; `None` if one crosses pages or has something that is no number.
    fn pages(&self) -> Option<Vec<Page>> {
        let mut pages: Vec<(usize, Page)> = Vec::new();
        for (at, (line, slot)) in self.lines.iter().zip(self.slots).enumerate() {
            let Some(slot) = slot.map(|slot| &self.plan.slots[slot]) else {
                continue;
            };
            let Some(&first) = line.values.first() else {
                continue;
            };
            if slot.columns.len() != self.plan.heads.len() || line.values.len() > slot.columns.len()
            {
                return None;
            }
            let number = |&value: &usize| self.tokens[value].term;
            let numbers: Vec<Decimal> = line.values.iter().map(number).collect::<Option<_>>()?;
            let page = self.tokens[first].page;
            match pages.last_mut() {
                Some((last, rows)) if *last == page => {
                    rows.lines.push(at);
                    rows.numbers.push(numbers);
                }
                _ => pages.push((
                    page,
                    Page {
                        lines: vec![at],
                        numbers: vec![numbers],
                    },
                )),
            }
        }
        Some(pages.into_iter().map(|(_, page)| page).collect())
    }

    /// The ways to read all pages in which every sum holds, with how far off the heads each is;
    /// `None` if there are too many.
    fn fitting(&self, pages: &[Page], measure: usize) -> Option<Vec<(i64, Vec<Ways>)>> {
        let mut combined = vec![(Vec::new(), Vec::new(), 0)];
        let mut all: Vec<Vec<Candidate>> = Vec::new();
        for page in pages {
            let candidates = self.candidates(page, measure)?;
            if combined.len() * candidates.len() > MAX_COMBINATIONS {
                return None;
            }
            combined = combined
                .iter()
                .flat_map(|(chosen, lacks, off): &(Vec<usize>, Vec<Decimal>, i64)| {
                    candidates.iter().enumerate().map(move |(at, candidate)| {
                        let chosen = [&chosen[..], &[at]].concat();
                        let lacks = plus(lacks, &candidate.lacks);
                        (chosen, lacks, candidate.off.max(*off))
                    })
                })
                .collect();
            all.push(candidates);
        }
        combined.retain(|(_, lacks, _)| lacks.iter().all(Decimal::is_zero));
        let ways = |chosen: Vec<usize>| {
            (all.iter().zip(chosen)).map(|(candidates, at)| candidates[at].ways.clone())
        };
        Some(
            (combined.into_iter())
                .map(|(chosen, _, off)| (off, ways(chosen).collect()))
                .collect(),
        )
    }

    /// The ways to read a page in which each row adds up; `None` if there are too many.
    fn candidates(&self, page: &Page, measure: usize) -> Option<Vec<Candidate>> {
        let width = self.plan.heads.len();
        let most = page.numbers.iter().map(Vec::len).max().unwrap_or(0);
        let mut out: Vec<Candidate> = Vec::new();
        for side in [Side::Left, Side::Middle, Side::Right] {
            for count in most.max(1)..=width {
                let Some(clusters) = self.clusters(page, measure, side, count) else {
                    continue;
                };
                for way in ways(count, width) {
                    let columns: Ways = (clusters.iter())
                        .map(|row| row.iter().map(|&cluster| way[cluster]).collect())
                        .collect();
                    let adds_up = (columns.iter().zip(&page.numbers))
                        .all(|(columns, numbers)| self.adds_up(columns, numbers));
                    if !adds_up || out.iter().any(|other| other.ways == columns) {
                        continue;
                    }
                    if out.len() >= MAX_CANDIDATES {
                        return None;
                    }
                    out.push(Candidate {
                        lacks: self.lacks(page, &columns),
                        off: self.off_heads(page, measure, &clusters, &way),
                        ways: columns,
                    });
                }
            }
        }
        Some(out)
    }

    /// The cluster of each value, if `count` clusters are cut at the widest gaps: no row has two
    /// values in one, and none has zeros only, about which no sum says anything.
    fn clusters(
        &self,
        page: &Page,
        measure: usize,
        side: Side,
        count: usize,
    ) -> Option<Vec<Vec<usize>>> {
        let mut places: Vec<(u32, usize, usize)> = Vec::new();
        for (row, &line) in page.lines.iter().enumerate() {
            for (nth, &value) in self.lines[line].values.iter().enumerate() {
                let (start, end) = self.tokens[value].x[measure & 1];
                let place = match side {
                    Side::Left => start * 2,
                    Side::Middle => start + end,
                    Side::Right => end * 2,
                };
                places.push((place, row, nth));
            }
        }
        places.sort_unstable();
        let mut gaps: Vec<(u32, usize)> = places
            .windows(2)
            .enumerate()
            .map(|(at, pair)| (pair[1].0 - pair[0].0, at + 1))
            .filter(|(gap, _)| *gap > 0)
            .collect();
        gaps.sort_unstable_by_key(|&(gap, at)| (std::cmp::Reverse(gap), at));
        let cuts = gaps.get(..count - 1)?;
        let mut clusters: Vec<Vec<usize>> = page.numbers.iter().map(|n| vec![0; n.len()]).collect();
        let mut counts = vec![false; count];
        let mut here = 0;
        for (at, &(_, row, nth)) in places.iter().enumerate() {
            here += usize::from(cuts.iter().any(|&(_, cut)| cut == at));
            clusters[row][nth] = here;
            counts[here] |= !page.numbers[row][nth].is_zero();
        }
        let one_each = (clusters.iter()).all(|row| row.windows(2).all(|pair| pair[0] < pair[1]));
        (one_each && counts.into_iter().all(|counts| counts)).then_some(clusters)
    }

    /// How far the columns stand from the heads they are given, in percent of the distance of the
    /// nearest two columns; 0 where the page has no heads that say it.
    fn off_heads(
        &self,
        page: &Page,
        measure: usize,
        clusters: &[Vec<usize>],
        way: &[usize],
    ) -> i64 {
        let value = |row: usize, nth: usize| &self.tokens[self.lines[page.lines[row]].values[nth]];
        if way.len() == self.plan.heads.len() || page.lines.is_empty() {
            return 0;
        }
        let Some(heads) = self.head_places(value(0, 0).page, measure) else {
            return 0;
        };
        let middles: Vec<i64> = (0..way.len())
            .map(|cluster| {
                let (mut sum, mut count) = (0, 0);
                for (row, of) in clusters.iter().enumerate() {
                    if let Some(nth) = of.iter().position(|&at| at == cluster) {
                        sum += value(row, nth).middle(measure);
                        count += 1;
                    }
                }
                sum / count.max(1)
            })
            .collect();
        let pitch = middles.windows(2).map(|pair| pair[1] - pair[0]).min();
        let farthest = (middles.iter().zip(way))
            .map(|(middle, &column)| (middle - heads[column]).abs())
            .max();
        farthest.unwrap_or(0) * 100 / pitch.unwrap_or(FEWEST).max(1)
    }

    /// Twice the middle of each head on a page, if the print says it.
    ///
    /// A word one space behind another stands where that one ends (自然人 商业企 科研机), not where
    /// its column is, and so does what is printed under it. One head of such words only is taken to
    /// stand in the middle of its neighbours.
    fn head_places(&self, page: usize, measure: usize) -> Option<Vec<i64>> {
        let places: Vec<Option<i64>> = (self.heads.iter())
            .map(|words| {
                let on_page = || {
                    (words.iter().map(|&word| &self.tokens[word])).filter(|head| head.page == page)
                };
                let squeezed: Vec<i64> = (on_page().filter(|head| !head.apart))
                    .map(|head| head.middle(measure))
                    .collect();
                (on_page().filter(|head| head.apart))
                    .map(|head| head.middle(measure))
                    .find(|at| squeezed.iter().all(|other| (at - other).abs() > SQUEEZED))
            })
            .collect();
        let between = |at: usize| {
            let left = (*places.get(at.checked_sub(1)?)?)?;
            let right = (*places.get(at + 1)?)?;
            Some((left + right) / 2)
        };
        let filled: Option<Vec<i64>> = (places.iter().enumerate())
            .map(|(at, place)| place.or_else(|| between(at)))
            .collect();
        filled.filter(|heads| heads.windows(2).all(|pair| pair[0] < pair[1]))
    }

    /// The sums along a row hold; a blank total is of a row of nothing.
    fn adds_up(&self, columns: &[usize], numbers: &[Decimal]) -> bool {
        let at = |column: usize| {
            let nth = columns.iter().position(|&c| c == column);
            nth.map_or(Decimal::ZERO, |nth| numbers[nth])
        };
        self.plan.row_sums.iter().all(|(parts, total)| {
            let sum =
                (parts.iter()).try_fold(Decimal::ZERO, |sum, &part| sum.checked_add(at(part)));
            sum == Some(at(*total))
        })
    }

    /// What the equations down the columns lack, by this page's rows.
    fn lacks(&self, page: &Page, ways: &Ways) -> Vec<Decimal> {
        let width = self.plan.heads.len();
        let mut out = vec![Decimal::ZERO; self.plan.column_sums.len() * width];
        for (equation, (left, right)) in self.plan.column_sums.iter().enumerate() {
            for ((&line, columns), numbers) in page.lines.iter().zip(ways).zip(&page.numbers) {
                let Some(slot) = self.slots[line] else {
                    continue;
                };
                let slot = &self.plan.slots[slot];
                let counts = |terms: &[String]| match slot.is_variant {
                    // A local print's one row stands for several.
                    true => terms.iter().any(|term| {
                        (term.strip_prefix(slot.indicator.as_str()))
                            .is_some_and(|rest| rest.starts_with('.'))
                    }),
                    false => terms.iter().any(|term| *term == slot.indicator),
                };
                let sign = match (counts(left), counts(right)) {
                    (true, false) => Decimal::ONE,
                    (false, true) => Decimal::NEGATIVE_ONE,
                    _ => continue,
                };
                for (&column, &number) in columns.iter().zip(numbers) {
                    let sum = &mut out[equation * width + column];
                    *sum = sum.saturating_add(number * sign);
                }
            }
        }
        out
    }
}

/// What of a value's place is the same down its column.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Middle,
    Right,
}

fn plus(one: &[Decimal], other: &[Decimal]) -> Vec<Decimal> {
    if one.is_empty() {
        return other.to_vec();
    }
    one.iter()
        .zip(other)
        .map(|(a, b)| a.saturating_add(*b))
        .collect()
}

#[cfg(test)]
#[path = "blanks_tests.rs"]
mod tests;

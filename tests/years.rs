//! Two years of one organ: what continues holds, and a wrong carry-over breaks its own identity and
//! no other, in every layout and over a change of edition.
//!
//! 500 pairs of reports a test; `GONGKAI_ROUNDS=10000` for the longer run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use gongkai::compare::{Year, compare};
use support::{Dice, Layout, Report, Shape, parse, rounds};

/// Identity, indicator and column to its status.
type Statuses = BTreeMap<(&'static str, String, String), &'static str>;

/// What the printed numbers say, worked out without the program.
fn expected(old: &Report, new: &Report) -> Statuses {
    let mut statuses = Statuses::new();
    for (&(indicator, column), value) in &new.facts {
        let (identity, operands) = match (indicator, column) {
            ("requests.carried_in", _) => (
                "YEAR-CARRIED",
                vec![(1, old.facts.get(&("requests.carried_out", column)))],
            ),
            (_, "in_force") => (
                "YEAR-IN-FORCE",
                vec![
                    (1, old.facts.get(&(indicator, column))),
                    (1, new.facts.get(&(indicator, "issued"))),
                    (-1, new.facts.get(&(indicator, "repealed"))),
                ],
            ),
            (_, "cumulative") => (
                "YEAR-CUMULATIVE",
                vec![
                    (1, old.facts.get(&(indicator, column))),
                    (1, new.facts.get(&(indicator, "year"))),
                ],
            ),
            _ => continue,
        };
        let mut sum = 0;
        let mut blank = value.is_empty();
        let mut printed = true;
        for (sign, operand) in operands {
            printed &= operand.is_some();
            let operand = operand.map_or("", |o| &**o);
            blank |= operand.is_empty();
            sum += sign * operand.parse::<i64>().unwrap_or(0);
        }
        if !printed {
            continue;
        }
        let status = if value.parse::<i64>().unwrap_or(0) == sum {
            "holds"
        } else if blank {
            "not_evaluable"
        } else {
            "violated"
        };
        // `total` is the whole count's name in a comparison.
        let column = if column == "year" { "total" } else { column };
        statuses.insert((identity, indicator.to_owned(), column.to_owned()), status);
    }
    statuses
}

/// Both years printed, each in a layout that says where every value belongs, read and compared.
///
/// What is found must be what is expected. Where places on the page are all that tells cells apart,
/// a row may be lost, and its identities with it.
fn hold(seed: u64, old: &Report, new: &Report, expected: &Statuses, dice: &mut Dice) {
    let mut shapes = [""; 2];
    let mut by_place = false;
    let mut of = |at: usize, report: &Report| {
        let settling: Vec<Shape> = Shape::ALL
            .into_iter()
            .filter(|shape| shape.settles(report))
            .collect();
        let shape = *dice.pick(&settling);
        shapes[at] = shape.name();
        by_place |= matches!(shape, Shape::Text(Layout::Columns | Layout::Stream));
        let text = shape.print(report, None, dice);
        Year::of(&parse(text.as_bytes()).unwrap())
    };
    let (old, new) = (of(0, old), of(1, new));
    let comparison = compare(&old, &new);
    let found: Statuses = comparison
        .checks
        .into_iter()
        .map(|check| {
            (
                (check.identity, check.indicator, check.column),
                check.status,
            )
        })
        .collect();
    let mut expected = expected.clone();
    if by_place {
        expected.retain(|key, _| found.contains_key(key));
    }
    assert_eq!(found, expected, "seed {seed}, {shapes:?}");
}

#[test]
fn years_that_continue_each_other_hold() {
    let mut seen = BTreeMap::<&str, usize>::new();
    for seed in 0..rounds(500) {
        let mut dice = Dice::new(31_000_000 + seed);
        let [old, new] = Report::two_years(&mut dice);
        let expected = expected(&old, &new);
        hold(seed, &old, &new, &expected, &mut dice);
        for ((identity, ..), status) in expected {
            assert_ne!(status, "violated", "seed {seed}: {identity}");
            *seen.entry(identity).or_default() += usize::from(status == "holds");
        }
    }
    assert!(
        seen.len() == 3 && seen.values().all(|&n| n > 100),
        "every identity was there to hold: {seen:?}"
    );
}

#[test]
fn a_wrong_carry_over_breaks_its_identity_and_no_other() {
    let mut broken = BTreeMap::<&str, usize>::new();
    let mut rounds_left = rounds(500);
    let mut seed = 32_000_000;
    while rounds_left > 0 {
        seed += 1;
        let mut dice = Dice::new(seed);
        let [mut old, mut new] = Report::two_years(&mut dice);
        let sound = expected(&old, &new);
        // Either end of what is carried over, where both ends are printed as numbers.
        let in_new = dice.coin();
        let side = if in_new { &mut new } else { &mut old };
        let carried = if in_new {
            "requests.carried_in"
        } else {
            "requests.carried_out"
        };
        let places: Vec<(&str, &str)> = side
            .facts
            .iter()
            .filter(|((indicator, column), value)| {
                let carries = *indicator == carried || matches!(*column, "in_force" | "cumulative");
                carries && !value.is_empty()
            })
            .map(|(place, _)| *place)
            .collect();
        if places.is_empty() {
            continue;
        }
        let place = *dice.pick(&places);
        let wrong = dice.between(1, 9) as u64 + side.facts[&place].parse::<u64>().unwrap();
        for cell in side.value_cells() {
            if cell.fact == Some(place) {
                cell.text = wrong.to_string();
            }
        }
        side.facts.insert(place, wrong.to_string());
        let expected = expected(&old, &new);
        let changed: Vec<_> = expected
            .iter()
            .filter(|(key, status)| sound[*key] != **status)
            .collect();
        // A blank at the other end says nothing of this one.
        let [((identity, ..), &"violated")] = changed[..] else {
            continue;
        };
        *broken.entry(*identity).or_default() += 1;
        rounds_left -= 1;
        hold(seed, &old, &new, &expected, &mut dice);
    }
    assert_eq!(broken.len(), 3, "{broken:?}");
}

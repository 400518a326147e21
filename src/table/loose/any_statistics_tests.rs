//! The forms whose rows count in units, whatever the numbers, the print and the blanks: what comes out
//! is right or absent.

use proptest::prelude::*;

use super::any_tests::{ZEROS, config, misprint, number};
use super::statistics::{aligned, broken, by_column, cells, lines, right, statistics};

/// More rows than a form has.
const ROWS: usize = 80;

/// A label without its number.
fn name(label: &str) -> &str {
    label.trim_start_matches(|c: char| !c.is_alphabetic())
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn what_is_given_is_right(
        numbers in prop::collection::vec(number(), ROWS * 2),
        misprints in prop::collection::vec(misprint(), 0..4),
        // How each zero is printed, where they are printed by turns.
        zeros in prop_oneof![
            2 => Just(Vec::new()),
            1 => prop::collection::vec(prop_oneof![4 => 0..5_usize, 1 => Just(5)], ROWS * 2),
        ],
        print in 0..6_u8,
        width in 8..30_usize,
        late_rows in any::<u128>(),
        // Behind one row in eight.
        page_ends in (any::<u128>(), any::<u128>(), any::<u128>()),
        edition in prop_oneof![Just("national-2014"), Just("fujian-2008")],
    ) {
        let mut rows = statistics(edition, |row, column| numbers[row * 2 + column]);
        let names: Vec<String> = rows.iter().map(|row| row.label.clone()).collect();
        for misprint in &misprints {
            let at = misprint.row(rows.len());
            let mut label = rows[at].label.clone();
            misprint.apply(&mut label);
            // 4.同意公开答复数, without its 不, is printed as another row.
            if !names.iter().any(|other| other.ends_with(name(&label))) {
                rows[at].label = label;
            }
        }
        for (at, row) in rows.iter_mut().enumerate() {
            for (column, value) in row.values.iter_mut().enumerate() {
                if let Some(zero) = zeros.get(at * 2 + column) && *value == "0" {
                    ZEROS[*zero].clone_into(value);
                }
            }
        }
        let is_long = |at: usize| rows[at].label.chars().count() > width;
        // Only a label that is broken is drawn late.
        let is_late = |at: usize| is_long(at) && late_rows >> at & 1 == 1;
        let ends_page = |at: usize| page_ends.0 & page_ends.1 & page_ends.2 & 1 << at != 0;
        let text = match print {
            0 => lines(&rows),
            1 => aligned(&rows),
            2 => cells(&rows, width, is_long, ends_page),
            3 => by_column(&rows),
            4 => broken(&rows, width),
            _ => cells(&rows, width, is_late, ends_page),
        };
        right(&text, &rows);
    }
}

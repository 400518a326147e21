use super::super::testing::{Has, found, kept, labels, plan, slot, words};
use super::*;

/// Items of two values each, or as many as are said.
fn items(values: &[std::ops::Range<usize>]) -> Vec<Item> {
    let item = |values: &std::ops::Range<usize>| Item {
        unit: None,
        values: values.clone().collect(),
        parted: true,
    };
    values.iter().map(item).collect()
}

#[test]
fn values_drawn_before_their_labels_are_a_row_behind() {
    let form = plan("fujian-2008", "statistics");
    let of = |plan: &Plan, all: &[std::ops::Range<usize>], rows: &[Has], seen: &[usize]| {
        let mut found = found(plan, rows);
        drawn_before(plan, &labels(plan, seen), &items(all), &mut found);
        kept(&found)
    };
    let rows = [(0, 2..4, false), (1, 4..6, false)];
    // Values before all rows, and a label without any: each row has those of the next.
    assert_eq!(of(&form, &[0..2, 2..4, 4..6], &rows, &[0, 1, 2]), [0; 0]);
    // No label is left, no values are, they are no whole row, or they stand behind.
    assert_eq!(of(&form, &[0..2, 2..4, 4..6], &rows, &[0, 1]), [0, 1]);
    assert_eq!(of(&form, &[2..4, 4..6], &rows, &[0, 1, 2]), [0, 1]);
    assert_eq!(of(&form, &[0..1, 2..4, 4..6], &rows, &[0, 1, 2]), [0, 1]);
    assert_eq!(of(&form, &[2..4, 4..6, 6..8], &rows, &[0, 1, 2]), [0, 1]);
    // A row with one value of two is not filled.
    let half = [(0, 2..4, false), (1, 4..5, false)];
    assert_eq!(of(&form, &[0..2, 2..4, 4..5], &half, &[0, 1]), [0; 0]);
    // Without units it is for the sums to say.
    let requests = plan("national-2021", "requests");
    assert_eq!(
        of(&requests, &[0..7, 7..14], &[(0, 7..14, false)], &[0, 1]),
        [0]
    );
}

#[test]
fn a_row_beside_values_that_are_nobody_s_needs_its_label() {
    let form = plan("fujian-2008", "statistics");
    let of = |all: &[std::ops::Range<usize>], rows: &[Has]| {
        let mut found = found(&form, rows);
        beside_lone(&form, &items(all), &mut found);
        kept(&found)
    };
    // 4 and 5 are nobody's: before and behind them only labels say whose the others are.
    let all = [0..2, 2..4, 4..6, 6..8, 8..10];
    let rows = |concluded| {
        [
            (0, 0..2, concluded),
            (1, 2..4, concluded),
            (2, 6..8, concluded),
            (3, 8..10, concluded),
        ]
    };
    assert_eq!(of(&all, &rows(true)), [0, 3]);
    assert_eq!(of(&all, &rows(false)), [0, 1, 2, 3]);
    // One value alone is no row's.
    assert_eq!(
        of(&[0..2, 2..4, 4..5, 6..8, 8..10], &rows(true)),
        [0, 1, 2, 3]
    );
    let requests = plan("national-2021", "requests");
    let mut found = found(&requests, &[(0, 0..7, true)]);
    beside_lone(&requests, &items(&[0..7, 7..14]), &mut found);
    assert_eq!(kept(&found), [0]);
}

#[test]
fn a_row_that_counts_in_another_unit_is_another_row() {
    let form = plan("national-2014", "statistics");
    // 个, 个, 人 and the budget's 万元.
    let [offices, points, staff, budget] = [
        "capacity.offices",
        "capacity.reading_points",
        "capacity.staff",
        "capacity.budget",
    ]
    .map(|indicator| slot(&form, indicator));
    let of = |text: &str, rows: &[(usize, bool)]| {
        let tokens = words(text);
        let rows: Vec<Has> = (rows.iter().enumerate())
            .map(|(at, (slot, concluded))| (*slot, at * 2 + 1..at * 2 + 2, *concluded))
            .collect();
        let mut found = found(&form, &rows);
        for (at, (slot, ..)) in rows.iter().enumerate() {
            if let Some(row) = &mut found[*slot] {
                row.unit = Some(at * 2);
            }
        }
        other_units(&form, &tokens, &mut found);
        kept(&found)
    };
    let all = [
        (offices, false),
        (points, true),
        (staff, true),
        (budget, false),
    ];
    let whole = [offices, points, staff, budget];
    assert_eq!(of("个 1\n个 2\n人 3\n万元 4", &all), whole);
    // Those that only order names between two firm rows fall with the one that is wrong.
    assert_eq!(of("个 1\n人 2\n人 3\n万元 4", &all), [offices, budget]);
    assert_eq!(of("个 1\n个 2\n个 3\n万元 4", &all), [offices, budget]);
    // A label beside another row's values is none.
    assert_eq!(of("个 1\n个 2\n人 3\n人 4", &all), [offices]);
    // A dash is no other unit.
    assert_eq!(of("个 1\n— 2\n人 3\n万元 4", &all), whole);
}

#[test]
fn below_lost_rows_only_labels_beside_values_count() {
    let form = plan("national-2014", "statistics");
    let mut rows = found(
        &form,
        &[
            (1, 0..1, true),
            (2, 1..2, true),
            (3, 2..3, false),
            (5, 3..4, true),
        ],
    );
    before_firm(&mut rows);
    assert_eq!(kept(&rows), [3, 5]);
    let review = slot(&form, "review.corrected");
    let litigation = slot(&form, "litigation.corrected");
    let of = |seen: &[usize]| {
        let mut rows = found(&form, &[(review, 0..1, false), (3, 1..2, false)]);
        twins(&form, &labels(&form, seen), &mut rows);
        kept(&rows)
    };
    assert_eq!(of(&[3, review, litigation]), [3, review]);
    // The label can be that of the lawsuits.
    assert_eq!(of(&[3, review]), [3]);
}

#[test]
fn a_value_with_a_unit_of_its_own_stands_beside_none() {
    let form = plan("national-2014", "statistics");
    let of = |text: &str, unit: Option<usize>| {
        let tokens = words(text);
        let mut rows = found(&form, &[(1, 1..2, false), (2, 3..4, false)]);
        if let Some(row) = &mut rows[1] {
            row.unit = Some(0);
        }
        if let Some(row) = &mut rows[2] {
            row.unit = unit;
        }
        before_unit(text, &form, &tokens, &mut rows);
        kept(&rows)
    };
    assert_eq!(of("条 8\n计\n1次", None), [1]);
    assert_eq!(of("条 8\n计\n1", None), [1, 2]);
    assert_eq!(of("条 8\n条 1条", Some(2)), [1, 2]);
}

use super::super::testing::{plan, words};
use super::*;

/// Holds the search over a text's values, each an item of its own, or a unit with what follows it.
fn search<T>(
    plan: &Plan,
    text: &str,
    seen: &[usize],
    anchors: &[(usize, usize)],
    hold: impl Fn(&Order<'_>) -> T,
) -> T {
    // A number before other text of its line would be a part of it.
    let text = &text.replace(' ', "\n");
    let tokens = words(text);
    let mut items: Vec<Item> = Vec::new();
    let mut parted = true;
    for (word, token) in tokens.iter().enumerate() {
        if plan.is_unit(token) {
            items.push(Item {
                unit: Some(word),
                values: Vec::new(),
                parted: true,
            });
        } else if !token.value {
            parted = true;
            continue;
        } else if plan.has_unit && !items.is_empty() {
            let at = items.len() - 1;
            items[at].values.push(word);
        } else {
            items.push(Item {
                unit: None,
                values: vec![word],
                parted,
            });
        }
        parted = false;
    }
    let label = |slot: usize| Label {
        words: Vec::new(),
        seen: seen.contains(&slot),
    };
    let labels: Vec<Label> = (0..plan.slots.len()).map(label).collect();
    let mut order = Order::new(text, plan, &tokens, &labels, &items);
    for &(item, slot) in anchors {
        order.anchors[item] = Some(slot);
    }
    order.anchored();
    hold(&order)
}

/// Row, first and last of its values, and whether only order says it.
fn settled(order: &Order<'_>) -> Vec<(usize, usize, usize, bool)> {
    (order.settled().iter().enumerate())
        .filter_map(|(slot, found)| {
            let found = found.as_ref()?;
            Some((
                slot,
                *found.values.first()?,
                *found.values.last()?,
                found.concluded,
            ))
        })
        .collect()
}

const TWO: &str = "甲 1 2 3 4 5 6 21 乙 0 0 0 0 0 1 1\n";

#[test]
fn a_row_is_worth_its_label_and_its_sum() {
    let form = plan("national-2021", "requests");
    let gain = |text: &str, seen: &[usize], anchors: &[(usize, usize)], slot: usize, at: usize| {
        search(&form, text, seen, anchors, |order| order.gain(slot, at))
    };
    assert_eq!(gain(TWO, &[0, 1], &[(0, 0)], 0, 0), ANCHORED + SUM);
    assert_eq!(
        gain(TWO, &[0, 1], &[(0, 0)], 1, 0),
        MISPLACED + PRESENT + SUM
    );
    assert_eq!(gain(TWO, &[0, 1], &[(0, 0)], 1, 7), PRESENT + SUM);
    assert_eq!(gain(TWO, &[0], &[(0, 0)], 1, 7), ABSENT + SUM);
    assert_eq!(
        gain(TWO, &[0, 1], &[(0, 0)], 0, 7),
        MISPLACED + PRESENT + SUM
    );
    // A row's values are not parted.
    assert_eq!(gain(TWO, &[0, 1], &[], 0, 1), NEVER);
    assert_eq!(gain(TWO, &[0, 1], &[], 0, 14), NEVER);
    // Zeros say little, and nothing where one may be missing.
    let zeros = TWO.replace('1', "0").replace("2 3 4 5 6 20", "0 0 0 0 0 0");
    assert_eq!(gain(&zeros, &[0, 1], &[(0, 0)], 0, 0), ANCHORED + 2);
    let joined = zeros.replace('乙', "");
    assert_eq!(gain(&joined, &[0, 1], &[(0, 0)], 0, 0), ANCHORED + 2);
    assert_eq!(gain(&joined, &[0, 1, 2], &[(0, 0)], 0, 0), NEVER);
    assert_eq!(gain(&zeros, &[0, 1, 2], &[(0, 0)], 0, 0), ANCHORED + 2);
    // A report can be wrong, where nothing else is doubtful.
    let wrong = TWO.replace("21", "22");
    assert_eq!(gain(&wrong, &[0, 1], &[(0, 0)], 0, 0), ANCHORED + NO_SUM);
    assert_eq!(gain(&wrong, &[0, 1, 2], &[(0, 0)], 0, 0), NEVER);
    assert_eq!(
        gain(&wrong.replace('乙', ""), &[0, 1], &[(0, 0)], 0, 0),
        NEVER
    );
}

#[test]
fn a_row_counts_in_its_unit() {
    let form = plan("fujian-2008", "statistics");
    let gain = |text: &str, slot: usize| {
        search(&form, text, &[0, 1], &[(0, 0)], |order| order.gain(slot, 0))
    };
    assert_eq!(gain("甲 条 12 50\n", 0), ANCHORED);
    assert_eq!(gain("甲 件 12 50\n", 0), ANCHORED + OTHER_UNIT);
    // A group counts nothing: it has dashes for both.
    let groups = plan("national-2014", "statistics");
    let group = |text: &str| {
        search(&groups, text, &[0, 1], &[(0, 0)], |order| {
            [order.gain(0, 0), order.gain(1, 0)]
        })
    };
    assert!(groups.slots[0].is_group && !groups.slots[1].is_group);
    assert_eq!(group("甲 条 —\n"), [NEVER, MISPLACED + PRESENT]);
    assert_eq!(group("甲 条 7\n"), [NEVER, MISPLACED + PRESENT]);
    let skips = |plan: &Plan| {
        search(plan, "1\n", &[0], &[], |order| {
            [order.skip(0), order.skip(1), order.lone()]
        })
    };
    assert_eq!(skips(&form), [UNFILLED_ROW, 0, LONE_ROW]);
    assert_eq!(
        skips(&plan("national-2021", "requests")),
        [UNFILLED, 0, LONE]
    );
}

#[test]
fn rows_get_what_every_good_way_gives_them() {
    let form = plan("national-2021", "requests");
    let of = |text: &str, seen: &[usize], anchors: &[(usize, usize)]| {
        search(&form, text, seen, anchors, settled)
    };
    assert_eq!(
        of(TWO, &[0, 1], &[(0, 0), (7, 1)]),
        [(0, 1, 7, false), (1, 9, 15, false)]
    );
    assert_eq!(
        of(TWO, &[0, 1], &[(0, 0)]),
        [(0, 1, 7, false), (1, 9, 15, true)]
    );
    assert_eq!(of(TWO, &[0, 1], &[]), [(0, 1, 7, true), (1, 9, 15, true)]);
    // Two rows whose labels are there, and values for one.
    let one = "甲 1 2 3 4 5 6 21\n";
    assert_eq!(of(one, &[0, 1], &[]), []);
    assert_eq!(of(one, &[0, 1], &[(0, 1)]), [(1, 1, 7, false)]);
    // Rows in the form's order only.
    assert_eq!(of(TWO, &[0, 1], &[(0, 1), (7, 0)]), []);
}

#[test]
fn without_sums_a_run_is_the_row_of_its_label() {
    let form = plan("national-2021", "disclosure");
    let of = |text: &str, anchors: &[(usize, usize)]| {
        search(&form, text, &[0, 2, 3], anchors, |order| {
            (order.runs(), settled(order))
        })
    };
    let whole = "甲 1 2 3 乙 7 丙 8\n";
    assert_eq!(
        of(whole, &[(0, 0), (3, 2), (4, 3)]),
        (
            Runs::Rows,
            vec![(0, 1, 3, false), (2, 5, 5, false), (3, 7, 7, false)]
        )
    );
    // Two values in one run behind a row of one: a column that is printed by itself.
    let cut = "甲 1 2 3 乙 7 8 丙\n";
    assert_eq!(
        of(cut, &[(0, 0), (3, 2)]),
        (Runs::Cut, vec![(0, 1, 3, false)])
    );
    // Each value apart: the first stands behind its label.
    assert_eq!(
        of(
            "甲\n\n1\n\n2\n\n3\n\n乙\n\n7\n\n8\n\n丙\n",
            &[(0, 0), (3, 2)]
        ),
        (
            Runs::Cut,
            vec![(0, 1, 3, false), (2, 5, 5, false), (3, 6, 6, true)]
        )
    );
    // A run behind no label.
    assert_eq!(of(whole, &[(0, 0), (4, 3)]).0, Runs::Adrift);
    // Sums or units say more than runs.
    let requests = plan("national-2021", "requests");
    assert_eq!(
        search(&requests, TWO, &[0], &[], |order| order.runs()),
        Runs::Rows
    );
    let statistics = plan("fujian-2008", "statistics");
    assert_eq!(
        search(&statistics, "条 1 2\n", &[0], &[], |order| order.runs()),
        Runs::Rows
    );
}

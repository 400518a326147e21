use super::super::testing::{Has, found, kept, labels, plan, slot, words};
use super::*;

#[test]
fn single_values_stay_where_rows_are_cut() {
    let plan = plan("national-2021", "disclosure");
    let mut rows = found(&plan, &[(0, 0..3, false), (2, 3..4, false)]);
    single_values_only(&mut rows);
    assert_eq!(kept(&rows), [2]);
}

#[test]
fn values_of_a_page_that_lacks_some_are_not_its_last_row_s() {
    let form = plan("fujian-2008", "statistics");
    // Words 0-2 and 3-5 stand on the first page, 6-8 on the second.
    let tokens = words("条 12 50\n条 9 41\n\u{c}条 3 8\n");
    assert_eq!((tokens[5].page, tokens[6].page), (0, 1));
    let item = |unit: usize, values: std::ops::Range<usize>| Item {
        unit: Some(unit),
        values: values.collect(),
        parted: true,
    };
    let of = |items: &[Item], rows: &[Has]| {
        let mut found = found(&form, rows);
        displaced(&form, &tokens, &labels(&form, &[]), items, &mut found);
        kept(&found)
    };
    let rows = [(0, 1..3, false), (1, 4..6, false), (2, 7..9, false)];
    let whole = [item(0, 1..3), item(3, 4..6), item(6, 7..9)];
    assert_eq!(of(&whole, &rows), [0, 1, 2]);
    // The first page's first row lacks a value: the page's last values can be it.
    let lacks = [item(0, 1..2), item(3, 4..6), item(6, 7..9)];
    assert_eq!(of(&lacks, &rows), [0, 2]);
    // A row over two pages.
    assert_eq!(of(&whole, &[(0, 1..3, false), (1, 5..8, false)]), [0]);
}

#[test]
fn without_sums_a_row_left_open_opens_those_that_order_gives() {
    let form = plan("national-2021", "disclosure");
    let of = |seen: &[usize], plan: &Plan| {
        let mut found = found(plan, &[(0, 0..3, true), (2, 3..4, false)]);
        displaced(
            plan,
            &words("1 2 3 4"),
            &labels(plan, seen),
            &[],
            &mut found,
        );
        kept(&found)
    };
    assert_eq!(of(&[0, 2], &form), [0, 2]);
    assert_eq!(of(&[0, 2, 3], &form), [2]);
    assert_eq!(of(&[0, 2, 3], &plan("national-2021", "requests")), [0, 2]);
}

/// Whether the row of the second text's values keeps them between the others.
fn keeps_between(before: &str, row: &str, behind: &str, concluded: bool) -> bool {
    let plan = plan("national-2021", "requests");
    let tokens = words(&format!("{before} {row} {behind}\n"));
    let first = before.split_whitespace().count();
    let mut rows = found(&plan, &[(1, first..first + 7, concluded)]);
    shifted(&plan, &tokens, &mut rows);
    rows[1].is_some()
}

#[test]
fn a_row_whose_sum_holds_one_value_further_is_open() {
    // 0 0 0 0 0 0 | 0 0 3 0 0 0 3: the lacking row can as well be the second.
    assert!(!keeps_between("0 0 0 0 0 0", "0 0 3 0 0 0 3", "", true));
    assert!(keeps_between("0 0 0 0 0 0", "0 0 3 0 0 0 3", "", false));
    assert!(keeps_between("", "0 0 3 0 0 0 3", "", true));
    // 1 and 1 are 2, as 1 and 2 are 3.
    assert!(!keeps_between("1", "1 0 0 0 0 2 3", "", true));
    assert!(keeps_between("4", "1 0 0 0 0 2 3", "", true));
    // 2 and 3 are 5.
    assert!(!keeps_between("", "1 2 0 0 0 0 3", "5", true));
    assert!(keeps_between("", "1 2 0 0 0 0 3", "6", true));
    // A neighbour's values are not stray.
    let plan = plan("national-2021", "requests");
    let tokens = words("0 0 0 0 0 1 1 0 0 3 0 0 0 3 3\n");
    let mut rows = found(&plan, &[(0, 0..7, false), (1, 7..14, true)]);
    shifted(&plan, &tokens, &mut rows);
    assert_eq!(kept(&rows), [0, 1]);
}

#[test]
fn values_beside_a_number_that_is_cut_off_are_open() {
    let tokens = words("条 12 50\n条 9 41 1,\n条 3 8\n条 7 7\n");
    let cut = tokens
        .iter()
        .position(|token| token.cut)
        .expect("a cut number");
    assert_eq!(cut, 6);
    let form = plan("fujian-2008", "statistics");
    let mut rows = found(
        &form,
        &[
            (0, 1..3, false),
            (1, 4..6, false),
            (2, 7..10, false),
            (3, 11..13, false),
        ],
    );
    beside_cut(&tokens, &mut rows);
    assert_eq!(kept(&rows), [0, 3]);
}

#[test]
fn values_that_share_a_paragraph_where_no_others_do_are_pieces() {
    let plan_of_sums = plan("national-2021", "requests");
    let of = |plan: &Plan, alone: usize| {
        let text = "1\n\n".repeat(alone) + "12\n34\n";
        let tokens = words(&text);
        let mut rows = found(
            plan,
            &[
                (0, 0..1, false),
                (1, alone..alone + 1, false),
                (2, alone + 1..alone + 2, false),
            ],
        );
        in_pieces(plan, &tokens, &mut rows);
        kept(&rows)
    };
    assert_eq!(of(&plan_of_sums, 8), [0, 1, 2]);
    assert_eq!(of(&plan_of_sums, 9), [0]);
    // A row with a unit that is followed by more values than it has columns.
    let form = plan("fujian-2008", "statistics");
    let tokens = words("条\n12\n50\n7\n条\n9\n41\n条\n");
    let mut rows = found(&form, &[(0, 1..3, false), (1, 5..7, false)]);
    in_pieces(&form, &tokens, &mut rows);
    assert_eq!(kept(&rows), [1]);
    let mut rows = found(&plan_of_sums, &[(0, 1..3, false), (1, 5..7, false)]);
    in_pieces(&plan_of_sums, &tokens, &mut rows);
    assert_eq!(kept(&rows), [0, 1]);
}

#[test]
fn order_gives_values_only_between_rows_that_have_theirs() {
    let form = plan("national-2021", "requests");
    let tokens = words(&"1 ".repeat(28));
    let of = |words: usize, seen: &[usize], rows: &[Has]| {
        let mut found = found(&form, rows);
        let labels = labels(&form, seen);
        unbounded(&form, &tokens[..words], &labels, [].iter(), &mut found);
        kept(&found)
    };
    let three = [(0, 0..7, false), (1, 7..14, true), (2, 14..21, false)];
    assert_eq!(of(21, &[0, 1, 2], &three), [0, 1, 2]);
    // Behind the last row, before the first one: nothing is left there, or something is.
    assert_eq!(of(14, &[0, 1], &three[..2]), [0, 1]);
    assert_eq!(of(15, &[0, 1], &three[..2]), [0]);
    assert_eq!(
        of(14, &[0, 1], &[(0, 0..7, true), (1, 7..14, false)]),
        [0, 1]
    );
    assert_eq!(of(15, &[0, 1], &[(0, 1..8, true), (1, 8..15, false)]), [1]);
    assert_eq!(of(7, &[0], &[(0, 0..7, true)]), [0]);
    // A value between two rows is left.
    let apart = [(0, 0..7, false), (1, 8..15, true), (2, 15..22, false)];
    assert_eq!(of(22, &[0, 1, 2], &apart), [0, 2]);
    // A row between them has none, or a label further on has none.
    let open = [(0, 0..7, false), (1, 7..14, true), (3, 14..21, false)];
    assert_eq!(of(21, &[0, 1, 2, 3], &open), [0, 3]);
    assert_eq!(of(21, &[0, 1, 3], &open), [0, 1, 3]);
    assert_eq!(of(21, &[0, 1, 3, 5], &open), [0, 1, 3]);
    // What is open above is not open below.
    let below = [
        (1, 0..7, false),
        (2, 7..14, true),
        (3, 14..21, false),
        (4, 21..28, true),
    ];
    assert_eq!(of(28, &[0, 1, 2, 3, 4], &below), [1, 2, 3, 4]);
    assert_eq!(of(28, &[1, 2, 3, 4, 5], &below), [1, 2, 3]);
    // A row above that has no values can be printed under a label with a misprint; one below cannot.
    let above = [(0, 0..7, false), (2, 7..14, true), (3, 14..21, false)];
    assert_eq!(of(21, &[0, 2, 3], &above), [0, 3]);
    assert_eq!(of(21, &[0, 1, 3], &open), [0, 1, 3]);
    // Without sums nothing is said.
    let without = plan("national-2021", "disclosure");
    let mut rows = found(&without, &[(0, 3..6, true)]);
    let seen = labels(&without, &[0, 1]);
    unbounded(&without, &tokens, &seen, [].iter(), &mut rows);
    assert_eq!(kept(&rows), [0]);
    // A strange word right before values between two such rows, and one before the next label.
    let named = words(&format!("甲\n{0}乙\n{0}乙\n{0}", "1\n".repeat(7)));
    let behind = |strange: &[usize], rows: &[Has]| {
        let mut found = found(&form, rows);
        let labels = labels(&form, &[0, 1, 2]);
        unbounded(&form, &named, &labels, strange.iter(), &mut found);
        kept(&found)
    };
    let three = [(0, 1..8, false), (1, 9..16, true), (2, 17..24, false)];
    assert_eq!(behind(&[8], &three), [0, 2]);
    assert_eq!(behind(&[0, 16], &three), [0, 1, 2]);
}

#[test]
fn order_gives_no_values_that_do_not_balance() {
    let form = plan("national-2021", "requests");
    let [came, granted, total, out] = [
        "requests.received",
        "results.granted",
        "results.total",
        "requests.carried_out",
    ]
    .map(|indicator| slot(&form, indicator));
    let of = |text: &str, seen: &[usize]| {
        let tokens = words(text);
        let rows = [
            (came, 0..7, false),
            (granted, 7..14, false),
            (total, 14..21, true),
            (out, 21..28, true),
        ];
        let mut found = found(&form, &rows);
        check_columns(&form, &tokens, &labels(&form, seen), &mut found);
        kept(&found)
    };
    let all = [came, granted, total, out];
    let balanced = "3 0 0 0 0 0 3 2 0 0 0 0 0 2 2 0 0 0 0 0 2 1 0 0 0 0 0 1\n";
    assert_eq!(of(balanced, &all), all);
    let not = balanced.replacen('3', "4", 1);
    assert_eq!(of(&not, &all), [came, granted]);
    // A row without values can be what is missing.
    assert_eq!(of(&not, &[came, came + 1, granted, total, out]), all);
}

#[test]
fn a_row_whose_label_reads_as_another_s_has_no_values() {
    let form = plan("national-2014", "statistics");
    let weibo = slot(&form, "disclosure.channel.weibo");
    let wechat = slot(&form, "disclosure.channel.wechat");
    let of = |at: usize, label: &str| {
        let text = format!("{label} 条 7");
        let tokens = words(&text);
        let mut labels = labels(&form, &[at]);
        labels[at].words = (0..tokens.len() - 2).collect();
        let mut found = found(&form, &[(at, tokens.len() - 1..tokens.len(), true)]);
        misnamed(&text, &form, &tokens, &labels, &mut found);
        kept(&found) == [at]
    };
    assert!(of(weibo, "3.政务微博公开政府信息数"));
    assert!(!of(wechat, "3.政务微博公开政府信息数"));
    assert!(!of(wechat, "3.政务微博公开政\n府信息数"));
    // With another number, or none, it is still the other's; pieces are nobody's.
    assert!(!of(wechat, "4.政务微博公开政府信息数"));
    assert!(!of(wechat, "政务微博公开政府信息数"));
    assert!(of(wechat, "政务微信公开政府信息数"));
    assert!(of(wechat, "信息数"));
}

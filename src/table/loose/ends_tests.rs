use super::super::printed::{Printed, is_long, late_on_pages, right, table, table_of};
use super::super::testing::{Has, found, kept, labels, plan, words};
use super::*;

#[test]
fn a_row_that_ends_nowhere_is_open() {
    let form = plan("national-2021", "requests");
    // The first row's values, then others', then a label of the next row, which has some or none.
    let keeps = |text: &str, next: Option<usize>, second: Option<std::ops::Range<usize>>| {
        let tokens = words(text);
        let first = tokens.iter().position(|token| token.value).unwrap();
        let rows = [
            Some((0, first..first + 7, false)),
            second.clone().map(|values| (1, values, false)),
        ];
        let rows: Vec<Has> = rows.iter().flatten().cloned().collect();
        let mut found = found(&form, &rows);
        let mut labels = labels(&form, &[0]);
        labels[1].seen = next.is_some() || second.is_some();
        labels[1].words.extend(next);
        unended(&form, &tokens, &labels, &mut found);
        found[0].is_some()
    };
    let row = "0 0 0 0 35 0 35";
    // Nothing follows, the next row's own values do, or a value that is nobody's.
    assert!(keeps(&format!("{row}\n"), None, None));
    let both = format!("{row} 0 0 0 0 1 0 1\n");
    assert!(keeps(&both, None, Some(7..14)));
    assert!(!keeps(&both, None, None));
    // The next row has no values: its label stands behind these, or behind others' and before them.
    let full = "35 0 0 0 0 0 35";
    assert!(keeps(&format!("{full}\n甲\n"), Some(7), None));
    assert!(keeps(&format!("{full}\n甲 乙 1\n"), Some(8), None));
    assert!(!keeps(&format!("{full}\n甲 1\n乙\n"), Some(9), None));
    assert!(!keeps(&format!("乙 {full}\n"), Some(0), None));
    // So many are left out that the first zeros can be all that is printed of these.
    assert!(!keeps(&format!("{row}\n甲\n"), Some(7), None));
    // Those behind the label are the next row's, whatever it lacks.
    assert!(keeps(&format!("{row}\n甲 乙 1\n"), Some(8), None));
    // Labels are not drawn in the form's order: one of a third row stands between.
    let tokens = words(&format!("{row}\n丙\n乙\n"));
    let mut before = found(&form, &[(0, 0..7, false)]);
    let mut three = labels(&form, &[0, 1, 2]);
    three[1].words.push(8);
    three[2].words.push(7);
    unended(&form, &tokens, &three, &mut before);
    assert_eq!(kept(&before), [0; 0]);
    // It stands behind these as the row's own does behind values that are nobody's.
    let tokens = words(&format!("5\n甲\n{row}\n乙\n"));
    let mut late = found(&form, &[(0, 2..9, false)]);
    let mut both = labels(&form, &[0, 1]);
    both[1].words.push(9);
    unended(&form, &tokens, &both, &mut late);
    assert_eq!(kept(&late), [0; 0]);
    // Without sums, or where each row has its unit, nothing is said.
    for other in [
        plan("national-2021", "disclosure"),
        plan("fujian-2008", "statistics"),
    ] {
        let tokens = words("0 0 0 0 1 1\n");
        let mut rows = found(&other, &[(0, 0..3, false)]);
        unended(&other, &tokens, &labels(&other, &[0]), &mut rows);
        assert_eq!(kept(&rows), [0]);
    }
}

/// Each row but the first has its label right behind its values, up to the last, which is the only one
/// whose label is not before values: one row's values stand before all of them.
#[test]
fn labels_behind_their_values_are_told_by_the_values_before_all_of_them() {
    let form = plan("national-2021", "requests");
    let rows: [Has; 2] = [(0, 8..15, false), (1, 16..23, false)];
    let of = |before: &str, behind: &str| {
        let row = "1 0 0 0 0 0 1";
        let text = format!("{before}\n甲\n{row}\n乙\n{row}\n丙\n{behind}\n");
        let tokens = words(&text);
        let at = |label: &str| {
            let is_it = |token: &Token| token.span.of(&text) == label;
            tokens.iter().position(is_it).expect("the label")
        };
        let shift = at("甲") as isize - 7;
        let moved = rows.clone().map(|(slot, values, concluded)| {
            let moved = |word: usize| word.saturating_add_signed(shift);
            (slot, moved(values.start)..moved(values.end), concluded)
        });
        let mut found = found(&form, &moved);
        let mut labels = labels(&form, &[0, 1, 2]);
        for (slot, label) in ["甲", "乙", "丙"].into_iter().enumerate() {
            labels[slot].words.push(at(label));
        }
        unended(&form, &tokens, &labels, &mut found);
        kept(&found)
    };
    assert_eq!(of("0 0 0 0 0 0 0", ""), [0; 0]);
    // Some zeros of the first row are left out.
    assert_eq!(of("0 0", ""), [0; 0]);
    // No values are before them, or the last row's stand behind its label: not all of them.
    assert_eq!(of("", ""), [0, 1]);
    assert_eq!(of("0", "0 0 0 0 0 0"), [0, 1]);
}

/// A table with zeros by turns; the first row and the total are as they must be.
fn with(values: [(usize, [&str; 7]); 3]) -> Vec<Printed> {
    let mut rows = table();
    for (row, values) in values {
        rows[row].1 = values.map(str::to_owned).to_vec();
    }
    rows
}

#[test]
fn some_zeros_and_the_next_row_s_values_are_no_row() {
    // `0 - / - | 6 6 12`: four of the second row, three of the third, whose label is drawn late.
    let rows = with([
        (1, ["0", "", "-", "", "/", "", "-"]),
        (2, ["", "", "", "", "6", "6", "12"]),
        (3, ["0", "0", "0", "0", "", "0", "0"]),
    ]);
    let text = late_on_pages(&rows, |at| at == 2, |at| at == 2);
    assert!(text.contains("-\n\n6\n\n6\n\n12\n\n（一）予以公开\n"));
    // All but these two and the one that lacks a value.
    assert_eq!(right(&text, &rows), 22 * 7, "{text}");
}

#[test]
fn rows_whose_labels_stand_behind_their_values_have_not_those_of_the_next() {
    let rows = table_of("national-2021", |row, column| {
        u64::from((row, column) == (21, 5))
    });
    // Labels that are left stand where a page ends; then one row stands on each page.
    let text = late_on_pages(
        &rows,
        |at| is_long(&rows[at].0),
        |at| (18..22).contains(&at),
    );
    assert_eq!(right(&text, &rows), 18 * 7, "{text}");
}

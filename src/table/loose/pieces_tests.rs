//! Tables whose labels are broken, misspelt or drawn behind their values: what comes out is right or
//! absent.

use super::printed::{above, around, columns, drawn_late, late, read, right, table};

#[test]
fn labels_that_are_drawn_behind_their_values_are_not_of_the_row_below() {
    let rows = table();
    assert_eq!(right(&drawn_late(&rows), &rows), 25 * 7);
}

#[test]
fn a_row_that_lacks_zeros_takes_no_values_of_the_next() {
    let print = |values: [&str; 7]| values.map(str::to_owned).to_vec();
    // Four zeros and three blanks, or blanks only.
    for zero in ["0", ""] {
        let mut rows = table();
        rows[1].1 = print([zero, zero, zero, zero, "", "", ""]);
        rows[2].1 = print(["35", "", "", "", "", "0", "35"]);
        rows[3].1 = print(["0", "0", "0", "0", "", "", ""]);
        if zero.is_empty() {
            rows[2].1 = print(["35", "0", "0", "0", "0", "0", "35"]);
        }
        let text = late(&rows, |at| (2..4).contains(&at));
        assert_eq!(right(&text, &rows), 22 * 7, "{text}");
    }
}

#[test]
fn a_label_drawn_late_has_not_the_values_of_a_row_whose_label_is_later_still() {
    let mut rows = table();
    // The group's one row in place of its three, as local prints have it; the second row lacks zeros.
    rows[1].1[0].clear();
    rows.drain(20..22);
    rows[20] = ("（六）其他处理".to_owned(), vec!["0".to_owned(); 7]);
    let mut text = late(&rows[..20], |_| false);
    let row = |at: usize| rows[at].1.iter();
    let label = |at: usize| std::iter::once(&rows[at].0);
    let drawn = (row(20).chain(label(20)).chain(row(21)))
        .chain(label(22).chain(row(22)))
        .chain(label(21));
    for word in drawn {
        text.push_str(&format!("{word}\n\n"));
    }
    right(&text, &rows);
}

#[test]
fn the_end_of_a_label_that_is_misspelt_ends_no_table_before_its_values() {
    let rows = table();
    let (mut all, mut found) = (0, 0);
    for width in 10..20 {
        assert_eq!(right(&above(&rows, width), &rows), 25 * 7);
        for at in 0..25 {
            let len = rows[at].0.chars().count();
            for start in (width..len).step_by(width) {
                for misprint in [Some('务'), None] {
                    let mut misspelt = rows.clone();
                    let mut label: Vec<char> = rows[at].0.chars().collect();
                    label.splice(start..start + 1, misprint);
                    misspelt[at].0 = label.into_iter().collect();
                    all += 25 * 7;
                    found += right(&above(&misspelt, width), &misspelt);
                }
            }
        }
    }
    assert_eq!(found, all);
}

#[test]
fn a_misspelt_label_that_is_broken_takes_no_piece_of_the_next() {
    let rows = table();
    assert_eq!(right(&around(&rows), &rows), 25 * 7);
    for at in 0..25 {
        for (word, misprint) in [
            ("申请人", "申人"),
            ("申请人", "申请请人"),
            ("理由", "理甲"),
            ("机关不", "机关下"),
            ("信", "言"),
        ] {
            let mut misspelt = rows.clone();
            let label = &mut misspelt[at].0;
            *label = label.replace(word, misprint);
            assert_eq!(
                right(&around(&misspelt), &misspelt),
                25 * 7,
                "{}",
                misspelt[at].0
            );
        }
    }
}

#[test]
fn a_piece_of_a_group_s_label_beside_values_is_none_of_a_row_s_further_down() {
    // 提供 of （四）无法提供 stands beside the values of 2.没有现成信息需要另行制作, whose label is broken
    // around them; the rows down to 3.要求提供公开出版物 are blank.
    let mut rows = table();
    for (_, values) in &mut rows[14..18] {
        values.fill(String::new());
    }
    let text = columns(&rows);
    let line = (text.lines().find(|line| line.starts_with(&rows[13].0))).expect("the row");
    let values = line[rows[13].0.len()..].trim_start();
    let broken = format!("2.没有现成信息需要另行制\n{:<40}{values}\n作", "提供");
    let found = read(&text.replace(line, &broken));
    let of = |label: &str| {
        let cells = found.get(label).into_iter().flatten();
        cells.map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(&rows[13].0), rows[13].1);
    assert_eq!(of(&rows[17].0), [""; 7]);
    assert_eq!(of("提供"), [""; 0]);
}

use super::super::align::{align, value_lines};
use super::super::testing::{plan, slot, words};
use super::*;

/// What is asked of a text whose first seven words are the heads.
fn ask<T>(text: &str, hold: impl Fn(&Blanks<'_>) -> T) -> T {
    let plan = plan("national-2021", "requests");
    let tokens = words(text);
    let (lines, places) = value_lines(&plan, &tokens);
    let slots = align(&plan, &tokens, &lines, &places);
    let heads: Vec<[usize; 1]> = (0..7).map(|word| [word]).collect();
    hold(&Blanks {
        plan: &plan,
        tokens: &tokens,
        lines: &lines,
        slots: &slots,
        heads: heads.iter().map(|head| &head[..]).collect(),
    })
}

const HEADS: &str = "自然人    商业企    科研机    社会公    法律服    其他      总计\n";

#[test]
fn a_head_stands_where_its_words_do() {
    let places = |text: &str| ask(text, |blanks| blanks.head_places(0, 0));
    // Three letters from column 0, 7, 14, …; twice the middle of each.
    assert_eq!(places(HEADS), Some(vec![3, 17, 31, 45, 59, 72, 88]));
    // A word one space behind another does not say where its column is: its neighbours do.
    let squeezed = HEADS.replacen("商业企    科", "商业企 科", 1);
    assert_eq!(places(&squeezed), Some(vec![3, 17, 28, 39, 53, 66, 82]));
    // Two of them, or the last, say nothing.
    let two = squeezed.replacen("科研机    社", "科研机 社", 1);
    assert_eq!(places(&two), None);
    assert_eq!(places(&HEADS.replacen("其他      总", "其他 总", 1)), None);
    // Heads from right to left are none of these columns.
    let back = "总计    其他\n自然人    商业企    科研机    社会公    法律服\n";
    assert_eq!(places(back), None);
    // Those of the next page stand on the next page.
    let paged = format!("规章\n\u{c}{HEADS}");
    let next = ask(&paged, |blanks| {
        let heads: Vec<[usize; 1]> = (1..8).map(|word| [word]).collect();
        let moved = Blanks {
            heads: heads.iter().map(|head| &head[..]).collect(),
            ..*blanks
        };
        (moved.head_places(0, 0), moved.head_places(1, 0))
    });
    assert_eq!(next, (None, Some(vec![3, 17, 31, 45, 59, 72, 88])));
}

#[test]
fn a_piece_of_a_head_that_stands_over_a_squeezed_one_says_nothing() {
    // 科研机 is one space behind 商业企, and 构 under it stands where it does, or a column aside.
    let of = |pieces: &'static [usize], indent: usize| {
        let text = format!(
            "自然人    商业企 科研机    社会公    法律服    其他      总计\n{}构\n",
            " ".repeat(indent)
        );
        ask(&text, move |blanks| {
            let mut heads = blanks.heads.clone();
            heads[2] = pieces;
            Blanks { heads, ..*blanks }.head_places(0, 0)
        })
    };
    let between = Some(vec![3, 17, 28, 39, 53, 66, 82]);
    assert_eq!(of(&[2], 12), between);
    assert_eq!(of(&[2, 7], 12), between);
    assert_eq!(of(&[2, 7], 13), between);
    assert_eq!(of(&[2, 7], 14), Some(vec![3, 17, 29, 39, 53, 66, 82]));
}

#[test]
fn a_row_adds_up_with_its_blanks_as_nothing() {
    let number = |n: &u32| Decimal::from(*n);
    let adds_up = |columns: &[usize], numbers: &[u32]| {
        let numbers: Vec<Decimal> = numbers.iter().map(number).collect();
        ask(HEADS, |blanks| blanks.adds_up(columns, &numbers))
    };
    assert!(adds_up(&[0, 1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 5, 6, 21]));
    assert!(adds_up(&[2, 6], &[3, 3]));
    assert!(!adds_up(&[2, 6], &[3, 4]));
    assert!(!adds_up(&[2, 3], &[3, 3]));
    assert!(adds_up(&[2, 3], &[0, 0]));
    assert!(adds_up(&[], &[]));
}

/// Rows of a stream with their columns, and what their page lacks.
fn lacks(text: &str, ways: &[&[usize]]) -> Vec<Vec<i64>> {
    ask(text, |blanks| {
        let pages = blanks.pages().expect("numbers");
        let ways: Ways = ways.iter().map(|way| way.to_vec()).collect();
        let lacks = blanks.lacks(&pages[0], &ways);
        let number = |number: &Decimal| i64::try_from(*number).expect("a small number");
        (lacks.chunks(7))
            .map(|equation| equation.iter().map(number).collect())
            .collect()
    })
}

#[test]
fn what_a_page_lacks_is_by_column_and_equation() {
    let of = |rows: &str| format!("{HEADS}{rows}");
    let received = of("一、本年新收政府信息公开申请数量 3 4\n");
    // What comes in is on the left of the balance and in no other equation.
    assert_eq!(
        lacks(&received, &[&[1, 6]]),
        [[0, 3, 0, 0, 0, 0, 4], [0; 7]]
    );
    // A result is on the left of the results' sum, the total on its right and in the balance.
    let granted = of("（一）予以公开 5 5\n");
    assert_eq!(lacks(&granted, &[&[0, 6]]), [[0; 7], [5, 0, 0, 0, 0, 0, 5]]);
    let total = of("（一）予以公开 5 5\n（七）总计 7 7\n四、结转下年度继续办理 1 1\n");
    assert_eq!(
        lacks(&total, &[&[0, 6], &[0, 6], &[2, 6]]),
        [[-7, 0, -1, 0, 0, 0, -8], [-2, 0, 0, 0, 0, 0, -2]]
    );
    // A local print's one row stands for several results.
    let one_row = of("（六）其他处理 2 2\n（七）总计 2 2\n");
    assert_eq!(
        lacks(&one_row, &[&[3, 6], &[3, 6]]),
        [[0, 0, 0, -2, 0, 0, -2], [0; 7]]
    );
}

#[test]
fn pages_are_rows_of_numbers() {
    let pages = |text: &str| {
        ask(text, |blanks| {
            let pages = blanks.pages()?;
            let numbers = |page: &Page| -> Vec<Vec<i64>> {
                (page.numbers.iter())
                    .map(|row| row.iter().map(|n| i64::try_from(*n).unwrap()).collect())
                    .collect()
            };
            Some(pages.iter().map(numbers).collect::<Vec<_>>())
        })
    };
    let text = format!(
        "{HEADS}一、本年新收政府信息公开申请数量 3 4 7\n二、上年结转政府信息公开申请数量 5 - 5\n\u{c}大气污染防治 9 9\n（一）予以公开 6 6\n"
    );
    assert_eq!(
        pages(&text),
        Some(vec![vec![vec![3, 4, 7], vec![5, 0, 5]], vec![vec![6, 6]]])
    );
    let full = format!("{HEADS}（一）予以公开 1 2 3 4 5 6 21\n");
    assert_eq!(pages(&full), Some(vec![vec![vec![1, 2, 3, 4, 5, 6, 21]]]));
    // More values than columns.
    assert_eq!(
        pages(&format!("{HEADS}（一）予以公开 1 2 3 4 5 6 21 8\n")),
        None
    );
}

#[test]
fn columns_are_cut_at_the_widest_gaps() {
    let text = format!(
        "{HEADS}一、本年新收政府信息公开申请数量    3         4    7\n二、上年结转政府信息公开申请数量    5              5\n"
    );
    let clusters = |text: &str, count: usize| {
        ask(text, |blanks| {
            let pages = blanks.pages().expect("numbers");
            blanks.clusters(&pages[0], 0, Side::Left, count)
        })
    };
    assert_eq!(clusters(&text, 3), Some(vec![vec![0, 1, 2], vec![0, 2]]));
    // Two values of a row are not in one column; there are no more columns than places.
    assert_eq!(clusters(&text, 2), None);
    assert_eq!(clusters(&text, 4), None);
    // The same columns flush on the right, or about their middles.
    let of = |side: Side, rows: [&str; 2]| {
        let [one, two] = rows;
        let text = format!("{HEADS}（一）予以公开{one}\n（七）总计{two}\n");
        ask(&text, |blanks| {
            let pages = blanks.pages().expect("numbers");
            blanks.clusters(&pages[0], 0, side, 2)
        })
    };
    let both = Some(vec![vec![0, 1], vec![0, 1]]);
    let right = ["      1 1234567", "     1234       3"];
    assert_eq!(of(Side::Right, right), both);
    assert_eq!(of(Side::Left, right), None);
    let middle = [" 123456789012345 3", "          1  1234567890123"];
    assert_eq!(of(Side::Middle, middle), both);
    assert_eq!(of(Side::Left, middle), None);
    assert_eq!(of(Side::Right, middle), None);
    // A column of zeros says nothing.
    assert_eq!(clusters(&text.replacen('4', "0", 1), 3), None);
}

#[test]
fn columns_stand_off_their_heads_by_percent_of_their_distance() {
    let off = |rows: &str, way: &[usize]| {
        ask(&format!("{HEADS}{rows}"), |blanks| {
            let pages = blanks.pages().expect("numbers");
            let page = &pages[0];
            let clusters: Vec<Vec<usize>> = page
                .numbers
                .iter()
                .map(|row| (0..row.len()).collect())
                .collect();
            blanks.off_heads(page, 0, &clusters, way)
        })
    };
    // Twice the middles of 科研机 and 总计 are 31 and 88.
    let label = "（七）总计";
    let at = |first: usize, last: usize| {
        let mut line = format!("{label}{}3", " ".repeat(first - 5));
        line += &" ".repeat(last - first - 1);
        line + "3\n"
    };
    assert_eq!(off(&at(15, 43), &[2, 6]), 100 / (87 - 31));
    assert_eq!(off(&at(18, 43), &[2, 6]), 6 * 100 / (87 - 37));
    assert_eq!(off(&at(15, 43), &[1, 6]), 14 * 100 / (87 - 31));
    // Where all columns have values, none is off; one alone is measured by the least distance.
    assert_eq!(off(&at(15, 43), &[0, 1, 2, 3, 4, 5, 6]), 0);
    assert_eq!(off("（七）总计          0\n", &[2]), 0);
}

#[test]
fn rows_are_found_by_their_labels() {
    let slots = ask(&format!("{HEADS}（七）总计 3 3\n"), |blanks| {
        (blanks.slots.to_vec(), slot(blanks.plan, "results.total"))
    });
    assert_eq!(slots.0, [Some(slots.1)]);
}

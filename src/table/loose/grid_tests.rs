use super::testing::rows;

#[track_caller]
fn gives(text: &str, want: &[&str]) {
    assert_eq!(rows(text), want, "{text}");
}

#[test]
fn a_row_counts_in_its_own_unit() {
    gives(
        "主动公开文件数 件 12 50\n其中：1.政府网站公开数 条 9 41\n2.政府公报公开数 条 3 9\n",
        &[
            "0-3 主动公开文件数",
            "1 件",
            "2 12 | 3 50",
            "0 其中：1.政府网站公开数 | 1 条 | 2 9 | 3 41",
            "0 2.政府公报公开数 | 1 条 | 2 3 | 3 9",
        ],
    );
}

#[test]
fn lines_behind_the_form_s_last_row_are_no_rows_of_it() {
    gives(
        "行政复议数 件 0 1\n行政诉讼数 件 1 2\n大气污染防治 件 3 4\n",
        &[
            "0 行政复议数 | 1 件 | 2 0 | 3 1",
            "0 行政诉讼数 | 1 件 | 2 1 | 3 2",
            "0 大气污染防治 | 1 件 | 2 3 | 3 4",
        ],
    );
}

#[test]
fn a_row_beside_values_that_could_not_be_placed_is_not_blank() {
    gives(
        "二、上年结转政府信息公开申请数量 5 5\n（一）予以公开\n（二）部分公开（区分处理的，只计这一情形，\n43 2 2 5 52\n",
        &[
            "0-2 二、上年结转政府信息公开申请数量",
            "3 5 | 4 5",
            "1-2 （一）予以公开",
            "1-2 （二）部分公开（区分处理的，只计这一情形，",
            "3 43 | 4 2 | 5 2 | 6 5 | 7 52",
        ],
    );
}

#[test]
fn a_unit_stands_behind_its_label() {
    gives(
        "  （一）召开政府信息公开工作会议或专题会议数     次        7\n  （二）举办各类培训班数               次\n  （三）接受培训人员数                人次       69\n",
        &[
            "0 （一）召开政府信息公开工作会议或专题会议数 | 1 次 | 2 7",
            "0 （二）举办各类培训班数 | 1 次 | 2 _",
            "0 （三）接受培训人员数 | 1 人次 | 2 69",
        ],
    );
}

#[test]
fn a_number_cut_off_at_a_line_s_end_goes_on_in_the_next() {
    gives(
        "六、举报投诉数量 件 26\n七、依申请公开信息收取的费用 万元 3,\n588.7\n2.兼职人员数 人 0\n（四）政府信息公开专项经费（不包括用于政府公\n",
        &[
            "0 六、举报投诉数量 | 1 件",
            "2 26",
            "0-2 七、依申请公开信息收取的费用万元3, 588.7",
            "0 2.兼职人员数 | 1 人",
            "2 0",
            "0-2 （四）政府信息公开专项经费（不包括用于政府公",
        ],
    );
}

#[test]
fn words_that_are_nobody_s_stand_before_the_row_they_are_printed_before() {
    gives(
        "二、上年结转政府信息公开申请数量 0 0 0 46 0 0 46\n-4- 3.危及“三安全一稳定” 0 63 0 14 0 0 77\n",
        &[
            "0-2 二、上年结转政府信息公开申请数量 | 3 0 | 4 0 | 5 0 | 6 46 | 7 0 | 8 0 | 9 46",
            "0-9 -4-",
            "2 3.危及“三安全一稳定” | 3 0 | 4 63 | 5 0 | 6 14 | 7 0 | 8 0 | 9 77",
        ],
    );
    gives(
        "政机关不再处理其政府信息公开申请\n予处理\n1.信访举报投诉类申请 15 58 91 164\n",
        &[
            "0-9 政机关不再处理其政府信息公开申请",
            "1 予处理 | 2 1.信访举报投诉类申请",
            "3 15 | 4 58 | 5 91 | 6 164",
        ],
    );
    gives(
        "政府信息公开收费减免金额 元 2 11\n接受行政申诉、举报数 件 2 2 行政复议数 件 6 57\n",
        &[
            "0 政府信息公开收费减免金额 | 1 元 | 2 2 | 3 11",
            "0-3 接受行政申诉、举报数行政复议数",
            "0 件2 2 | 1 件 | 2 6 | 3 57",
        ],
    );
}

#[test]
fn one_column_of_values_behind_all_labels_is_nobody_s() {
    gives(
        "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n\n行政处罚\n\n行政强制\n\n7\n8\n9\n",
        &[
            "0-3 [第二十条第（五）项]",
            "3 [本年处理决定数量]",
            "0 行政许可",
            "0 行政处罚",
            "0 行政强制",
            "1 7 | 2 8 | 3 9",
            "0 [信息内容]",
        ],
    );
}

const REVIEW: &str = "行政复议 行政诉讼\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n未经复议直接起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n复议后起诉\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n";

#[test]
fn one_row_of_values_in_the_form_s_order() {
    gives(
        &format!("{REVIEW}{}", "0\n".repeat(15)),
        &[
            "0-4 [行政复议] | 5-14 [行政诉讼]",
            "0/2 [结果维持] | 1/2 [结果纠正] | 2/2 [其他结果] | 3/2 [尚未审结] | 4/2 [总计] | 5-9 [未经复议直接起诉] | 10-14 [复议后起诉]",
            "5 [结果维持] | 6 [结果纠正] | 7 [其他结果] | 8 [尚未审结] | 9 [总计] | 10 [结果维持] | 11 [结果纠正] | 12 [其他结果] | 13 [尚未审结] | 14 [总计]",
            "0 0 | 1 0 | 2 0 | 3 0 | 4 0 | 5 0 | 6 0 | 7 0 | 8 0 | 9 0 | 10 0 | 11 0 | 12 0 | 13 0 | 14 0",
        ],
    );
    // One value too few: each stands in a row of its own, under no head's.
    let short = rows(&format!("{REVIEW}{}", "0\n".repeat(14)));
    assert_eq!(short[3..], ["0 0"; 14]);
}

/// Rows with a blank for each zero, under heads of two lines; a page ends before a row, if one is
/// named.
fn requests(heads: [&str; 2], page: &str) -> (String, Vec<String>) {
    let of = |values: [u32; 6]| values.map(|n| (n > 0).then_some(n));
    let granted = of([1, 0, 2, 7, 0, 4]);
    let all = [
        (
            "0-2 一、本年新收政府信息公开申请数量",
            of([1, 0, 2, 3, 0, 0]),
        ),
        (
            "0-2 二、上年结转政府信息公开申请数量",
            of([0, 0, 0, 4, 0, 5]),
        ),
        ("1-2 （一）予以公开", granted),
        ("1-2 （七）总计", granted),
        ("0-2 四、结转下年度继续办理", of([0, 0, 0, 0, 0, 1])),
    ];
    let mut text = format!("{:48}申请人情况\n{:54}法人或其他组织\n", "", "");
    for head in heads {
        text += &format!("{:40}{head}\n", "");
    }
    let mut rows = Vec::new();
    for (label, values) in all {
        let (at, printed) = label.split_once(' ').unwrap();
        if printed == page {
            text += "- 4 -\n\u{c}";
        }
        let total = values.iter().flatten().sum::<u32>();
        let mut row = format!("{at} {printed}");
        let mut line = format!("{printed:<40}");
        for (column, value) in values.into_iter().chain([Some(total)]).enumerate() {
            let value = value.map(|n| n.to_string()).unwrap_or_default();
            line += &format!("{value:<8}");
            let shown = if value.is_empty() { "_" } else { &value };
            row += &format!(" | {} {shown}", column + 3);
        }
        text += line.trim_end();
        text += "\n";
        rows.push(row);
    }
    (text, rows)
}

/// The rows of a grid that are no heads.
fn body(text: &str) -> Vec<String> {
    rows(text)
        .into_iter()
        .filter(|row| !row.contains('['))
        .collect()
}

/// 科研机 is printed where 商业企 ends, so that it does not say where its column is.
const SQUEEZED: [&str; 2] = [
    "自然人     商业企 科研机         社会公     法律服     其他      总计",
    "        业 构           益组织     务机构",
];

#[test]
fn sums_say_the_columns_where_a_head_has_no_room() {
    for page in ["", "（一）予以公开"] {
        let (text, want) = requests(SQUEEZED, page);
        assert_eq!(body(&text), want, "{text}");
    }
    // One row of the first page says too little.
    let (text, _) = requests(SQUEEZED, "二、上年结转政府信息公开申请数量");
    assert!(body(&text).iter().all(|row| !row.contains('_')), "{text}");
    // The neighbours say where it is; two that have no room have none.
    let two = SQUEEZED
        .map(|line| line.replace("科研机         社会公     ", "科研机 社会公            "));
    let (text, want) = requests([&two[0], &two[1]], "");
    assert_eq!(body(&text), want, "{text}");
    // Values that stand between the heads' columns are of none.
    let aside = SQUEEZED.map(|line| format!("    {line}"));
    let (text, _) = requests([&aside[0], &aside[1]], "");
    assert!(body(&text).iter().all(|row| !row.contains('_')), "{text}");
}

/// A row's line in columns.
fn in_columns(label: &str, values: [u32; 7]) -> String {
    let values = values.map(|value| format!("{value:<8}"));
    format!("{label:<40}{}\n", values.concat().trim_end())
}

#[test]
fn a_value_on_a_line_of_its_own_is_no_piece_of_a_row_that_adds_up() {
    let received = "一、本年新收政府信息公开申请数量";
    let carried = "二、上年结转政府信息公开申请数量";
    let one = [1, 2, 3, 4, 5, 6, 21];
    let of = |total: u32, column: usize| {
        let first = in_columns(received, one);
        let second = in_columns(carried, [1, 0, 0, 0, 0, 0, total]);
        let third = in_columns("（一）予以公开", one);
        let lone = format!("{}7\n", " ".repeat(column));
        let groups = format!("{:48}申请人情况\n{:54}法人或其他组织\n", "", "");
        let heads = "自然人     商业企     科研机     社会公     法律服     其他      总计";
        let rest = format!("{:48}业       构       益组织     务机构\n", "");
        body(&format!(
            "{groups}{:40}{heads}\n{rest}{first}{second}{lone}{third}",
            ""
        ))
    };
    let all = " | 3 1 | 4 2 | 5 3 | 6 4 | 7 5 | 8 6 | 9 21";
    let whole = [
        format!("0-2 {received}{all}"),
        format!("0-2 {carried} | 3 1 | 4 0 | 5 0 | 6 0 | 7 0 | 8 0 | 9 1"),
        "3 7".to_owned(),
        format!("1-2 （一）予以公开{all}"),
    ];
    assert_eq!(of(1, 100), whole);
    // A row that does not add up lacks a piece, wherever it stands.
    let open = of(2, 100);
    assert_eq!(
        open[1..3],
        [
            format!("0-2 {carried}"),
            "3 1 | 4 0 | 5 0 | 6 0 | 7 0 | 8 0 | 9 2".to_owned()
        ]
    );
    assert_eq!([&open[0], &open[4]], [&whole[0], &whole[3]]);
    // Under the total it can be the end of this row's, or the start of the next one's.
    let under = of(1, 88);
    assert_eq!(under[0], whole[0]);
    assert_eq!(under[1], format!("0-2 {carried}"));
    assert_eq!(under[4], "1-2 （一）予以公开");
}

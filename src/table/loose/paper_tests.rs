//! Tables in columns, and the same with a line moved, lost or joined: what changes of their grids.

use super::testing::rows;

/// What stands in a print instead, and what its grid then has in place of the rows from one to
/// another.
type Change<'a> = (&'a str, &'a str, &'a [(usize, usize, &'a [&'a str])]);

#[track_caller]
fn hold(print: &str, grid: &[&str], changes: &[Change<'_>]) {
    assert_eq!(rows(print), grid, "{print}");
    for (printed, instead, changed) in changes {
        assert_eq!(print.matches(printed).count(), 1, "{printed}");
        let text = print.replacen(printed, instead, 1);
        let mut want = grid.to_vec();
        for (from, to, new) in changed.iter().rev() {
            want.splice(from..to, new.iter().copied());
        }
        assert_eq!(rows(&text), want, "{text}");
    }
}

#[test]
fn blocks_of_rows_under_heads_of_their_own() {
    let print = "            第二十条第（一）项
信息内容      本年制发件数   本年废止件数    现行有效件数
规章               1          2            3
- 2 -
行政规范性文件              4                        6
            第二十条第（五）项
信息内容      本年处理决定数量
行政许可                  7
            第二十条第（六）项
信息内容      本年处理决定数量
行政处罚                  8
行政强制                  9
大气监测                  11
            第二十条第（八）项
信息内容      本年收费金额（单位：万元）
行政事业性收费              10
";
    let grid = [
        "0-3 [第二十条第（一）项]",
        "0 [信息内容] | 1 [本年制发件数] | 2 [本年废止件数] | 3 [现行有效件数]",
        "0 规章 | 1 1 | 2 2 | 3 3",
        // Between two columns: nothing says which of them is blank.
        "0 行政规范性文件",
        "1 4 | 2 6",
        "0-3 [第二十条第（五）项]",
        "0 [信息内容] | 1 [本年处理决定数量]",
        "0 行政许可 | 1 7",
        "0-3 [第二十条第（六）项]",
        "0 [信息内容] | 1 [本年处理决定数量]",
        "0 行政处罚 | 1 8",
        "0 行政强制 | 1 9",
        "0 大气监测",
        "1 11",
        "0-3 [第二十条第（八）项]",
        "0 [信息内容] | 1 [本年收费金额（单位：万元）]",
        "0 行政事业性收费 | 1 10",
    ];
    let heads = "信息内容      本年制发件数   本年废止件数    现行有效件数\n";
    let rules = "规章               1          2            3\n";
    let behind = format!("{rules}{heads}");
    let licensing = "信息内容      本年处理决定数量\n行政许可                  7\n";
    hold(
        print,
        &grid,
        &[
            // A banner or its heads are lost.
            ("            第二十条第（一）项\n", "", &[(0, 1, &[])]),
            (heads, "", &[(1, 2, &[])]),
            // Heads below their rows.
            (
                &format!("{heads}{rules}"),
                &behind,
                &[
                    (1, 2, &[]),
                    (
                        3,
                        3,
                        &["0-3 [信息内容本年制发件数本年废止件数现行有效件数]"],
                    ),
                ],
            ),
            (
                licensing,
                "行政许可                  7\n信息内容      本年处理决定数量\n",
                &[(6, 7, &[]), (8, 8, &["0-3 [信息内容本年处理决定数量]"])],
            ),
            // On one line with a row: its label is not alone any more.
            (
                licensing,
                "信息内容      本年处理决定数量 行政许可                  7\n",
                &[
                    (5, 8, &["0-3 第二十条第（五）项行政许可", "1 7"]),
                    (17, 17, &["0 [信息内容] | 1 [本年处理决定数量]"]),
                ],
            ),
            // A page number on a row's line.
            (
                "- 2 -\n行政",
                "- 2 - 行政",
                &[(3, 4, &["0-3 2", "0 - -行政规范性文件"])],
            ),
        ],
    );
}

#[test]
fn rows_that_count_in_units() {
    let print = "指标名称                    计量单位   2012年度    历年累计
主动公开文件数                条        12       50
其中：1.政府网站公开数          条         9       41
2.政府公报公开数               条
受理政府信息公开申请总数          条         2       12
其中：1.当面申请数              条                 7
- 3 -
2.网上申请数                  条         1        5
大气污染防治信息               条         8        9
对申请的答复总数               条         2       11
行政复议数                    件         0        1
行政诉讼数                    件         1        2
";
    let grid = [
        "0 [指标名称] | 1 [计量单位] | 2 [2012年度] | 3 [历年累计]",
        "0 主动公开文件数 | 1 条 | 2 12 | 3 50",
        "0 其中：1.政府网站公开数 | 1 条 | 2 9 | 3 41",
        "0 2.政府公报公开数 | 1 条 | 2 _ | 3 _",
        "0 受理政府信息公开申请总数 | 1 条 | 2 2 | 3 12",
        "0 其中：1.当面申请数 | 1 条 | 2 _ | 3 7",
        "0 2.网上申请数 | 1 条 | 2 1 | 3 5",
        "0 大气污染防治信息 | 1 条 | 2 8 | 3 9",
        "0 对申请的答复总数 | 1 条 | 2 2 | 3 11",
        "0 行政复议数 | 1 件 | 2 0 | 3 1",
        "0 行政诉讼数 | 1 件 | 2 1 | 3 2",
    ];
    let review = "行政复议数                    件         0        1\n";
    let litigation = "行政诉讼数                    件         1        2\n";
    let swapped = format!("{litigation}{review}");
    hold(
        print,
        &grid,
        &[
            (
                "指标名称                    计量单位   2012年度    历年累计\n",
                "",
                &[(0, 1, &[])],
            ),
            // Two rows on one line are neither, and leave the blanks beside them open.
            (
                "50\n其中",
                "50 其中",
                &[(
                    1,
                    4,
                    &[
                        "0-3 主动公开文件数其中：1.政府网站公开数",
                        "0 条12 50 | 1 条 | 2 9 | 3 41",
                        "0-3 2.政府公报公开数条",
                    ],
                )],
            ),
            (
                &format!("{review}{litigation}"),
                &swapped,
                &[(9, 9, &["0 行政诉讼数 | 1 件 | 2 1 | 3 2"]), (10, 11, &[])],
            ),
            // A value below its row is nobody's, and so is the one that stayed.
            (
                litigation,
                "行政诉讼数                    件         1\n2\n",
                &[(10, 11, &["0 行政诉讼数 | 1 件", "2 1", "2 2"])],
            ),
        ],
    );
}

#[test]
fn rows_of_a_stream() {
    let carried = "二、上年结转政府信息公开申请数量 0 0 0 46 0 0 46\n";
    let refused = "-4- 3.危及“三安全一稳定” 0 63 0 14 0 0 77\n";
    let grid = [
        "0-2 二、上年结转政府信息公开申请数量 | 3 0 | 4 0 | 5 0 | 6 46 | 7 0 | 8 0 | 9 46",
        "0-9 -4-",
        "2 3.危及“三安全一稳定” | 3 0 | 4 63 | 5 0 | 6 14 | 7 0 | 8 0 | 9 77",
    ];
    let print = format!("{carried}{refused}");
    let swapped = format!("{refused}{carried}");
    hold(
        &print,
        &grid,
        &[
            // Out of the form's order: a row of the print's own.
            (
                &print,
                &swapped,
                &[
                    (
                        0,
                        0,
                        &[
                            "0-2 -4- 3.危及“三安全一稳定” | 3 0 | 4 63 | 5 0 | 6 14 | 7 0 | 8 0 | 9 77",
                        ],
                    ),
                    (1, 3, &[]),
                ],
            ),
            // A value below its row, that the next one's could be.
            (
                " 46\n",
                "\n46\n",
                &[
                    (
                        0,
                        1,
                        &[
                            "0-2 二、上年结转政府信息公开申请数量",
                            "3 0 | 4 0 | 5 0 | 6 46 | 7 0 | 8 0",
                            "3 46",
                        ],
                    ),
                    (
                        2,
                        3,
                        &[
                            "2 3.危及“三安全一稳定”",
                            "3 0 | 4 63 | 5 0 | 6 14 | 7 0 | 8 0 | 9 77",
                        ],
                    ),
                ],
            ),
        ],
    );
}

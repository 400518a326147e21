//! Prints of tables that do not settle which value is whose: what a browser's PDF, `pdftotext` and
//! text browsers made of invented reports. Each once gave facts that were not so; each value that is
//! given is now the printed one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use gongkai::Options;

/// The facts of a report as `indicator column value`, a blank as `-`.
fn facts(text: &str) -> Vec<String> {
    let report = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
    let fact = |fact: &gongkai::report::Fact| {
        let value = fact.value.as_deref().unwrap_or("-");
        format!("{} {} {value}", fact.indicator, fact.column)
    };
    report.facts.iter().map(fact).collect()
}

/// A report around its sections 二 and 三, or around a table at its end.
fn report(year: u16, sections: &str) -> String {
    format!(
        "青屿县水务局{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n本局按照要求做好工作。\n\n{sections}"
    )
}

/// Values over their labels: those of the first row stand under the heads, the last label has none.
#[test]
fn values_drawn_before_their_labels_are_nobodys() {
    let rows = [
        ("主动公开文件数", "条", ["12", "50"]),
        ("其中：1.政府网站公开数", "条", ["9", "41"]),
        ("2.政府公报公开数", "条", ["3", "9"]),
        ("受理政府信息公开申请总数", "条", ["2", "12"]),
        ("其中：1.当面申请数", "条", ["1", "7"]),
        ("2.网上申请数", "条", ["1", "5"]),
        ("3.信函申请数", "条", ["0", "0"]),
        ("对申请的答复总数", "条", ["2", "11"]),
        ("政府信息公开收费减免金额", "元", ["0", "8"]),
        ("接受行政申诉、举报数", "件", ["3", "4"]),
        ("行政复议数", "件", ["0", "1"]),
        ("行政诉讼数", "件", ["1", "2"]),
    ];
    let head = "附表：\n青屿县水务局2012年度政府信息公开情况统计表\n指标名称\n计量单位 2012年度 历年累计\n";
    let mut before = report(2012, head);
    let mut behind = before.clone();
    for (label, unit, [year, all]) in rows {
        before += &format!("{year}\n{all}\n{label}\n{unit}\n");
        behind += &format!("{label}\n{unit}\n{year}\n{all}\n");
    }
    assert_eq!(facts(&before), [""; 0]);
    let read = facts(&behind);
    assert_eq!(read.len(), 24, "{read:?}");
    assert_eq!(read[0], "disclosure.documents year 12");
    assert_eq!(read[23], "litigation.total cumulative 2");
}

/// The values of a whole table stand behind the page's footer, which ends the table.
#[test]
fn labels_without_any_value_have_no_blanks() {
    let mut table = "附表：\n青屿县水务局2015年度政府信息公开情况统计表\n".to_owned();
    for label in [
        "主动公开文件数",
        "其中：1.政府网站公开数",
        "2.政府公报公开数",
        "受理政府信息公开申请总数",
        "其中：1.当面申请数",
        "2.网上申请数",
        "3.信函申请数",
        "对申请的答复总数",
        "其中：1.同意公开答复数",
        "2.同意部分公开答复数",
        "3.不予公开答复数",
        "4.其他类型答复数",
        "行政复议数",
    ] {
        table += &format!("{label}\n\n");
    }
    table += "抄送：县政府办公室。\n\n计量单位\n条\n条\n2015年度\n60\n322\n";
    let text = report(2015, &table);
    assert_eq!(facts(&text), [""; 0]);
    let read = gongkai::parse(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(read.edition.unwrap().id, "fujian-2008");
}

/// A row of the first table cut in two by the next label: 规章 241 644 922, and 8 3 12 below.
#[test]
fn a_row_that_text_cuts_in_two_is_nobodys() {
    let table = |rules: &str| {
        report(
            2022,
            &format!(
                "二、主动公开政府信息情况\n\n第二十条第（一）项\n信息内容\n\n\
                 本年制发件数 本年废止件数 现行有效件数\n\n{rules}\n\
                 第二十条第（五）项\n信息内容\n本年处理决定数量\n\n行政许可\n\n601\n\n\
                 第二十条第（六）项\n信息内容\n本年处理决定数量\n\n行政处罚\n\n1757415\n\n行政强制\n\n1\n\n\
                 第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n\n行政事业性收费\n\n4077.885\n"
            ),
        )
    };
    let single = [
        "licensing decisions 601",
        "penalties decisions 1757415",
        "coercion decisions 1",
        "admin_fees amount 4077.885",
    ];
    let cut = table("规章\n\n241\n\n行政规范性文件\n\n8\n\n644\n\n922\n\n3\n\n12\n");
    assert_eq!(facts(&cut), single);
    let whole = table("规章\n\n241\n\n644\n\n922\n\n行政规范性文件\n\n8\n\n3\n\n12\n");
    assert_eq!(
        facts(&whole)[..6],
        [
            "rules issued 241",
            "rules repealed 644",
            "rules in_force 922",
            "normative_documents issued 8",
            "normative_documents repealed 3",
            "normative_documents in_force 12",
        ]
    );
    assert_eq!(facts(&whole)[6..], single);
}

/// Every value over its label; the second table's rows look as if theirs stood behind them.
#[test]
fn values_over_their_labels_leave_single_values_open() {
    let block =
        |banner: &str, head: &str, rows: &str| format!("{banner}\n信息内容\n{head}\n\n{rows}");
    let text = block(
        "第二十条第（五）项",
        "本年处理决定数量",
        "1657834\n\n行政许可\n\n",
    ) + &block(
        "第二十条第（六）项",
        "本年处理决定数量",
        "362968\n\n行政处罚\n\n5\n\n行政强制\n\n",
    ) + &block(
        "第二十条第（八）项",
        "本年收费金额（单位：万元）",
        "0\n\n行政事业性收费\n\n",
    );
    let text = report(2022, &format!("二、主动公开政府信息情况\n\n{text}"));
    assert_eq!(facts(&text), [""; 0]);
}

/// The first value of 行政许可 stands over its label, and 无 of another row behind it.
#[test]
fn a_value_over_its_label_leaves_the_rows_beside_it_open() {
    let text = report(
        2019,
        "二、主动公开政府信息情况\n\n第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n\n\
         9\n\n行政许可\n\n无\n\n38\n\n-34\n\n其他对外管理服务事项\n\n61\n\n36\n\n\
         第二十条第（六）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n\n\
         行政处罚\n\n2\n\n0\n\n89\n\n行政强制\n\n1\n\n0\n\n92\n\n",
    );
    assert_eq!(facts(&text), [""; 0]);
}

/// 1288 and 1362 in columns of three characters: `128` over the row's line and `8` below it.
#[test]
fn pieces_of_a_number_are_no_numbers_and_no_blanks() {
    let head = concat!(
        "三、收到和处理政府信息公开申请情况\n\n",
        "　　　　　　　　　　　　　　　　　　　　　　　　申请人情况\n",
        "　　　　　　　　　　　　　　　　　　　　自然人　　商业企业　　科研机构　　社会公益组织　　法律服务机构　　其他　　总计\n",
    );
    let row = |label: &str, values: [&str; 7]| {
        let mut line = format!("{label:　<20}");
        for value in values {
            line += &format!("{value:<12}");
        }
        line + "\n"
    };
    let none = ["0"; 7];
    let (pieces, middle) = (
        ["128", "", "", "", "", "", "136"],
        ["", "21", "0", "0", "50", "3", ""],
    );
    let ends = ["8", "", "", "", "", "", "2"];
    let text = |granted: String| {
        let mut text = head.to_owned();
        text += &row("一、本年新收政府信息公开申请数量", none);
        text += &row("二、上年结转政府信息公开申请数量", none);
        text += &granted;
        text += &row("（二）部分公开", none);
        text += &row(
            "（三）不予公开1.属于国家秘密",
            ["1", "0", "0", "0", "0", "0", "1"],
        );
        text += &row("2.其他法律行政法规禁止公开", none);
        report(2024, &text)
    };
    let of_granted = |text: &str| -> Vec<String> {
        let granted = |fact: &String| fact.starts_with("results.granted");
        facts(text).into_iter().filter(granted).collect()
    };
    let centred = row("", pieces) + &row("（一）予以公开", middle) + &row("", ends);
    assert_eq!(of_granted(&text(centred)), [""; 0]);
    // Both 10: what stands on the row's line adds up, too.
    let top = row("（一）予以公开", ["1", "0", "0", "0", "0", "0", "1"])
        + &row("", ["0", "", "", "", "", "", "0"]);
    assert_eq!(of_granted(&text(top)), [""; 0]);
    let whole = row(
        "（一）予以公开",
        ["1288", "21", "0", "0", "50", "3", "1362"],
    );
    assert_eq!(of_granted(&text(whole)).len(), 7);
    let glued = row("（一）予以公开", ["", "21", "0", "0", "50", "3", "1362"]);
    let glued = glued.replacen("公开", "公开1288", 1);
    assert_eq!(of_granted(&text(glued)), [""; 0]);
}

/// 二 stands at the end of a page; the next one starts with six zeros of its own and one of another
/// row's.
#[test]
fn a_label_at_a_pages_end_says_nothing_of_the_next_pages_values() {
    let run = |values: &[&str]| {
        values
            .iter()
            .map(|v| format!("{v}\n\n"))
            .collect::<String>()
    };
    let table = |page: &str| {
        let head = "三、收到和处理政府信息公开申请情况\n\n申请人情况\n\n自然人\n\n法人或其他组织\n\n\
            商业企业\n\n科研机构\n\n社会公益组织\n\n法律服务机构\n\n其他\n\n总计\n\n";
        let rows = [
            "一、本年新收政府信息公开申请数量\n\n",
            &run(&["8", "0", "0", "0", "17", "0", "25"]),
            "二、上年结转政府信息公开申请数量\n\n",
            page,
            &run(&["0"; 7]),
            "1.属于国家秘密\n\n",
            &run(&["8", "0", "0", "0", "0", "8"]),
            "2.其他法律行政法规禁止公开\n\n",
            &run(&["1", "0", "0", "0", "0", "0", "1"]),
        ];
        report(2019, &(head.to_owned() + &rows.concat()))
    };
    let carried_in = |text: &str| {
        let of_row = |fact: &String| fact.starts_with("requests.carried_in");
        facts(text).into_iter().filter(of_row).count()
    };
    assert_eq!(carried_in(&table("— 6 —\n\n")), 0);
    assert_eq!(carried_in(&table("")), 7);
}

/// A text browser's table: the line of 2.其他 ends in a border, so that its numbers are no values.
#[test]
fn numbers_on_a_labels_line_are_no_blanks() {
    let mut table = String::from("三、收到和处理政府信息公开申请情况\n\n");
    for (label, values) in [
        (
            "一、本年新收政府信息公开申请数量",
            "3 │ 0 │ 0 │ 0 │ 0 │ 0 │ 3",
        ),
        (
            "二、上年结转政府信息公开申请数量",
            "0 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0",
        ),
        ("1.属于国家秘密", "1 │ 0 │ 0 │ 0 │ 0 │ 0 │ 1"),
        ("2.其他法律行政法规禁止公开", "2 │ 0 │ 0 │ 0 │ 0 │ 0 │ 2"),
        ("3.危及“三安全一稳定”", "0 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0"),
        ("4.保护第三方合法权益", "0 │ 0 │ 0 │ 0 │ 0 │ 0 │ 0"),
    ] {
        table += &format!("│（三）不予公开│ {label} │ {values} │\n");
    }
    let blank: Vec<String> = (facts(&report(2019, &table)).into_iter())
        .filter(|fact| fact.ends_with('-'))
        .collect();
    assert_eq!(blank, [""; 0]);
}

/// Labels of groups that are drawn together say that the labels behind them are out of their place:
/// the total's values stand behind 其他处理, and its label behind them.
#[test]
fn a_label_behind_those_of_other_groups_says_nothing_of_the_values_behind_it() {
    let sections = "三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益\n组织\n法律服务\n机构\n其他\n\
        一、本年新收政府信息公开申请数量\n20\n4\n14\n9\n7\n17\n71\n二、上年结转政府信息公开申请数量\n1\n1\n\
        （一）予以公开\n14\n9\n23\n1.属于国家秘密\n6\n2\n8\n三、\n本\n年\n度\n办\n理\n结\n果\n（三）不予\n公开\n\
        7.属于行政执法案卷\n9\n5\n14\n1.本机关不掌握相关政府信息\n5\n6\n11\n1.信访举报投诉类申请\n8\n7\n15\n（四）无法\n提供\n（五）不予\n处理\n（六）其他处理\n\
        20\n4\n14\n9\n7\n17\n71\n（七）总计\n四、结转下年度继续办理\n1\n1\n";
    let of_other = facts(&report(2019, sections))
        .into_iter()
        .filter(|fact| fact.starts_with("results.other"))
        .collect::<Vec<_>>();
    assert_eq!(of_other, [""; 0]);
}

/// A report of 2016 with the statistics table in `rows`.
fn national_2014(rows: &str) -> String {
    report(
        2016,
        &format!("附表：\n政府信息公开情况统计表（2016年度）\n{rows}"),
    )
}

/// A piece of a broken head stands on a line of its own and hides no other.
#[test]
fn a_piece_of_a_head_hides_no_head() {
    let rows = "                            单\n  统计指标                       统计数\n                            位\n\n\
        一、主动公开情况\n  （一）主动公开政府信息数                条   8\n    其中：主动公开规范性文件数            条   7\n      制发规范性文件总数                件   57\n\
        （二）通过不同渠道和方式公开政府信息的情况\n    1.政府公报公开政府信息数              条   48\n    2.政府网站公开政府信息数              条   0\n";
    assert_eq!(
        facts(&national_2014(rows)),
        [
            "disclosure.items value 8",
            "disclosure.items.normative_documents value 7",
            "normative_documents.issued value 57",
            "disclosure.channel.gazette value 48",
            "disclosure.channel.website value 0",
        ]
    );
}

/// A cell a paragraph, as scripts take the text out of a page: what shares a paragraph is a broken
/// number, and a label's number is none.
#[test]
fn pieces_in_one_paragraph_are_no_values() {
    let rows = "统计指标\n\n单位\n\n统计数\n\n（一）主动公开政府信息数\n\n条\n\n155\n\n其中：主动公开规范性文件数\n\n条\n\n7\n39\n\n制发规范性文件总数\n\n件\n\n57\n\n\
        1.政府公报公开政府信息数\n\n条\n\n\u{a0}\n\n2\n.政府网站公开政府信息数\n\n条\n\n4\n\n3.政务微博公开政府信息数\n\n条\n\n11\n\n4.政务微信公开政府信息数\n\n条\n\n12\n\n\
        5.其他方式公开政府信息数\n\n条\n\n13\n\n（一）收到申请数\n\n件\n\n5\n\n1.当面申请数\n\n件\n\n1\n\n2.传真申请数\n\n件\n\n0\n\n3.网络申请数\n\n件\n\n4\n\n4.信函申请数\n\n件\n\n0\n";
    assert_eq!(
        facts(&national_2014(rows)),
        [
            "disclosure.items value 155",
            "normative_documents.issued value 57",
            "disclosure.channel.website value 4",
            "disclosure.channel.weibo value 11",
            "disclosure.channel.wechat value 12",
            "disclosure.channel.other value 13",
            "requests.received value 5",
            "requests.received.in_person value 1",
            "requests.received.fax value 0",
            "requests.received.online value 4",
            // The last value of a page that lacks one could be that.
        ]
    );
}

/// The request table of 2019 with what stands around it.
fn requests(rows: &str) -> String {
    report(
        2019,
        &format!("三、收到和处理政府信息公开申请情况\n\n{rows}\n四、其他需要报告的事项\n\n无。\n"),
    )
}

/// Pipes without outer ones and without what merged cells cover, as libraries write Markdown: heads
/// stand over other columns than their values, a head can be broken over rows, 总计 is a head too.
#[test]
fn pipes_of_merged_cells_are_read_from_the_rows_end() {
    let rows = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）| 申请人情况  \n---|---  \n自然人| 法人或  \n其他组织| 总计  \n\
        商业企业| 科研机构| 社会公益组织| 法律服务机构| 其他  \n一、本年新收政府信息公开申请数量| 5| 1| 0| 0| 0| 1| 7  \n二、上年结转政府信息公开申请数量| 0| 0| 0| 0| 0| 0| 0  \n\
        三、本年度办理结果| （一）予以公开| 4| 0| 0| 0| 0| 1| 5  \n（三）不予公开| 1.属于国家秘密| 1|  |  |  |  |  | 1  \n（六）其他处理| 0| 0| 0| 0| 0| 0|   \n（七）总计| 5| 0| 0| 0| 0| 1| 6  \n四、结转下年度继续办理| 0| 1| 0| 0| 0| 0| 1  \n";
    let read = facts(&requests(rows));
    let of = |indicator: &str| -> Vec<&str> {
        (read.iter().filter_map(|fact| fact.strip_prefix(indicator)))
            .map(|fact| fact.rsplit(' ').next().unwrap())
            .collect()
    };
    assert_eq!(
        of("requests.received "),
        ["5", "1", "0", "0", "0", "1", "7"]
    );
    assert_eq!(
        of("results.refused.state_secret "),
        ["1", "-", "-", "-", "-", "-", "1"]
    );
    assert_eq!(of("results.other "), ["0", "0", "0", "0", "0", "0", "-"]);
    assert_eq!(of("results.total "), ["5", "0", "0", "0", "0", "1", "6"]);
    assert_eq!(
        of("requests.carried_out "),
        ["0", "1", "0", "0", "0", "0", "1"]
    );
}

/// The same with the cells that a label spans as blanks before the values.
#[test]
fn blanks_behind_a_label_are_what_it_spans() {
    let rows = "| （本列数据的勾稽关系） | | | 申请人情况 | | | | | | |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n| 自然人 | 法人或其他组织 | | | | | 总计 |\n\
        | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n| 一、本年新收政府信息公开申请数量 | | | 5 | 1 | 0 | 0 | 0 | 1 | 7 |\n| 三、本年度办理结果 | （一）予以公开 | | | 4 | | | | | 4 |\n\
        | （三）不予公开 | 1.属于国家秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n";
    let read = facts(&requests(rows));
    assert_eq!(read.len(), 21, "{read:?}");
    assert_eq!(read[0], "requests.received natural_person 5");
    assert_eq!(read[6], "requests.received total 7");
    assert_eq!(read[7], "results.granted natural_person -");
    assert_eq!(read[8], "results.granted enterprise 4");
    assert_eq!(read[13], "results.granted total 4");
}

/// Where a head is broken over rows, others stand over columns that are not theirs.
#[test]
fn heads_under_a_broken_head_place_nothing() {
    let rows = "第二十条第（六）项  \n---  \n信息内容| 上一年  \n项目数量| 本年增/减| 处理决定数量  \n行政处罚| 5| -3|    \n行政强制| 1| 0| 87  \n";
    let text = report(
        2019,
        &format!("二、主动公开政府信息情况\n\n{rows}\n三、其他\n\n无。\n"),
    );
    let read = facts(&text);
    let penalties: Vec<_> = read.iter().filter(|f| f.starts_with("penalties")).collect();
    assert_eq!(
        penalties,
        [
            "penalties prior_year_items 5",
            "penalties change -3",
            "penalties decisions -"
        ]
    );
}

/// A line with its cells at columns of the paper, where an ideograph takes two.
fn on_paper(cells: &[&str], columns: &[usize]) -> String {
    let mut line = String::new();
    let mut width = 0;
    for (cell, &at) in cells.iter().zip(columns) {
        if !cell.is_empty() {
            line += &" ".repeat(at - width);
            line += cell;
            let of = |c: char| if c.is_ascii() { 1 } else { 2 };
            width = at + cell.chars().map(of).sum::<usize>();
        }
    }
    line + "\n"
}

/// Columns that only the paper's count puts under their heads, in a table without a row that has a
/// value in each: `四、` has its number under 商业企业.
#[test]
fn columns_are_counted_as_the_values_edges_say() {
    let line = |cells: &[&str]| on_paper(cells, &[0, 36, 44, 54, 64, 78, 92, 98]);
    let rows = [
        line(&["", "自然人", "法人或其他组织", "", "", "", "", "总计"]),
        line(&[
            "",
            "",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
        ]),
        line(&[
            "一、本年新收政府信息公开申请数量",
            "1423",
            "776",
            "382",
            "567",
            "1520",
            "",
            "4668",
        ]),
        line(&[
            "二、上年结转政府信息公开申请数量",
            "1",
            "85",
            "7",
            "44",
            "",
            "",
            "137",
        ]),
        line(&["（一）予以公开", "6", "8", "", "55", "3", "", "72"]),
        line(&[
            "（七）总计",
            "1424",
            "861",
            "389",
            "544",
            "1520",
            "",
            "4738",
        ]),
        line(&["四、结转下年度继续办理", "", "67", "", "", "", "", "67"]),
    ];
    let read = facts(&requests(&rows.concat()));
    let carried: Vec<_> = (read
        .iter()
        .filter(|f| f.starts_with("requests.carried_out")))
    .collect();
    assert_eq!(
        carried,
        [
            "requests.carried_out natural_person -",
            "requests.carried_out enterprise 67",
            "requests.carried_out research -",
            "requests.carried_out charity -",
            "requests.carried_out legal_service -",
            "requests.carried_out other -",
            "requests.carried_out total 67",
        ]
    );
}

/// Where sums prove nothing, a value between two columns is in neither.
#[test]
fn a_value_between_two_columns_is_nobodys() {
    let rows = "                   第二十条 第（一）项\n     信息内容         本年新制作数量 本年新公开数量 对外公开总数量\n      规章                             75\n  规范性文件         59               59               152\n";
    let text = report(
        2019,
        &format!("二、主动公开政府信息情况\n\n{rows}\n三、其他\n\n无。\n"),
    );
    let read = facts(&text);
    assert_eq!(
        read,
        [
            "normative_documents made 59",
            "normative_documents newly_public 59",
            "normative_documents public_total 152",
        ]
    );
}

/// `\-`, as Markdown's writers print a dash, is one; and a number before text is no blank.
#[test]
fn an_escaped_dash_is_a_dash_and_text_among_values_leaves_no_blanks() {
    let table = |dash: &str| {
        requests(&format!(
            "                                    自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他    总计\n\
             一、本年新收政府信息公开申请数量    821     4447      13950     0             0             0       19218\n\
             二、上年结转政府信息公开申请数量    2069    39        86        0             0             {dash}      2194\n\
             （一）予以公开                      1       0         0         0             0             0       1\n"
        ))
    };
    let carried = |text: &str| -> Vec<String> {
        (facts(text)
            .into_iter()
            .filter(|f| f.starts_with("requests.carried_in")))
        .collect()
    };
    let read = carried(&table("\\-"));
    assert_eq!(read.len(), 7, "{read:?}");
    assert_eq!(read[0], "requests.carried_in natural_person 2069");
    assert_eq!(read[5], "requests.carried_in other -");
    assert_eq!(carried(&table("§")), [""; 0]);
}

/// A number broken in a narrow column goes on beside the end of its row's label and unit.
#[test]
fn the_end_of_a_number_beside_the_end_of_its_label_is_not_lost() {
    let line = |cells: &[&str]| on_paper(cells, &[0, 70, 76]);
    let rows = [
        line(&["统计指标", "单位", "统计数"]),
        line(&["八、机构建设和保障经费情况"]),
        line(&["（三）从事政府信息公开工作人员数", "人", "3"]),
        line(&[
            "1.专职人员数（不包括政府公报及政府网站工作人员数）",
            "人",
            "1",
        ]),
        line(&["2.兼职人员数", "人", "2"]),
        line(&[
            "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站",
            "万",
            "1853.5",
        ]),
        line(&["建设维护等方面的经费）", "元", "98"]),
        line(&["九、政府信息公开会议和培训情况"]),
        line(&["（一）召开政府信息公开工作会议或专题会议数", "次", "4"]),
    ];
    assert_eq!(
        facts(&national_2014(&rows.concat())),
        [
            "capacity.staff value 3",
            "capacity.staff.full_time value 1",
            "capacity.staff.part_time value 2",
            // The number's end is kept under its own label.
            " value 98",
            "training.meetings value 4",
        ]
    );
}

/// A value that happens to be its page's number is no page number where the page before has none.
#[test]
fn a_value_that_is_its_pages_number_is_a_value() {
    let rows = |end: &str| {
        format!(
            "{}统计指标 单位 统计数\n八、机构建设和保障经费情况 — —\n（一）政府信息公开工作专门机构数 个 2\n（二）设置政府信息公开查阅点数 个 6{end}\n\u{c}\
             九、政府信息公开会议和培训情况 — —\n（一）召开政府信息公开工作会议或专题会议数 次 7\n（二）举办各类培训班数 次 5\n（三）接受培训人员数 人\n次\n3\n",
            "\u{c}"
        )
    };
    let attendees = |text: &str| -> Vec<String> {
        let all = facts(text).into_iter();
        all.filter(|fact| fact.starts_with("training.attendees"))
            .collect()
    };
    assert_eq!(attendees(&national_2014(&rows(""))), [""; 0]);
    assert_eq!(
        attendees(&national_2014(&rows("\n2"))),
        ["training.attendees value -"]
    );
}

/// `1,03` is the start of a number whose last digit is lost: its row says nothing, and the line
/// without a label below it is the next row's.
#[test]
fn a_number_that_is_cut_off_leaves_its_row_open() {
    let line = |cells: &[&str]| on_paper(cells, &[0, 36, 44, 54, 64, 78, 92, 98]);
    let rows = [
        line(&[
            "",
            "自然人",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
            "总计",
        ]),
        line(&[
            "一、本年新收政府信息公开申请数量",
            "1,01",
            "18",
            "178",
            "20",
            "0",
            "0",
            "1,23",
        ]),
        line(&[
            "二、上年结转政府信息公开申请数量",
            "5",
            "67",
            "7",
            "2",
            "0",
            "0",
            "81",
        ]),
        line(&["（一）予以公开", "931", "0", "6", "99", "0", "0", "1,03"]),
        line(&["", "79", "25", "0", "7", "0", "0", "111"]),
        line(&["（二）部分公开（区分处理的，只计"]),
        line(&["这一情形，不计其他情形）"]),
        line(&["1.属于国家秘密", "27", "8", "3", "7", "0", "0", "45"]),
    ];
    let read = facts(&requests(&rows.concat()));
    let of = |indicator: &str| read.iter().filter(|f| f.starts_with(indicator)).count();
    assert_eq!(of("requests.received "), 0);
    assert_eq!(of("results.granted "), 0);
    assert!(read.contains(&"requests.carried_in total 81".to_owned()));
    assert!(read.contains(&"results.refused.state_secret total 45".to_owned()));
    assert_eq!(of("results.partially_granted "), 7);
}

/// A column that the paper's edge cuts: of its head only the start is there.
#[test]
fn a_column_that_the_paper_cuts_off_has_no_values() {
    let rows = |head: &str| {
        let line = |cells: &[&str]| on_paper(cells, &[0, 70, 76]);
        [
            line(&["统计指标", "单位", head]),
            line(&["（三）从事政府信息公开工作人员数", "人", "3"]),
            line(&["1.专职人员数（不包括政府公报及政府网站工作人员数）", "人"]),
            line(&["2.兼职人员数", "人", "2"]),
            line(&["（一）召开政府信息公开工作会议或专题会议数", "次", "4"]),
        ]
        .concat()
    };
    assert_eq!(facts(&national_2014(&rows("统计"))), [""; 0]);
    let whole = facts(&national_2014(&rows("统计数")));
    assert_eq!(whole[1], "capacity.staff.full_time value -");
    assert_eq!(whole.len(), 4, "{whole:?}");
}

/// Values one under the other, apart from their labels: the rows without one are not blank.
#[test]
fn a_column_of_values_apart_from_its_rows_leaves_no_blanks() {
    let rows = "统计指标 单位 统计数\n（一）主动公开政府信息数 条 3\n其中：主动公开规范性文件数\n条 2\n制发规范性文件总数\n件 0\n1.政府公报公开政府信息数\n条 5\n\
        2.政府网站公开政府信息数\n条 6\n3.政务微博公开政府信息数\n条\n4.政务微信公开政府信息数\n条\n5.其他方式公开政府信息数\n条\n\n6\n0\n29\n\n（一）收到申请数\n件 1\n1.当面申请数\n件 1\n2.传真申请数\n件 0\n";
    let read = facts(&national_2014(rows));
    let channels: Vec<_> = read
        .iter()
        .filter(|f| f.starts_with("disclosure.channel"))
        .collect();
    assert_eq!(
        channels,
        [
            "disclosure.channel.gazette value 5",
            "disclosure.channel.website value 6"
        ]
    );
}

/// A label drawn behind its values (found by `roundtrip`): the values behind it are not its row's. Those
/// before it are, as the rows up to the next label that stands before its own have one unit each.
#[test]
fn a_label_behind_its_values_takes_no_others() {
    let rows = "统计指标\n\n单位\n\n统计数\n\n一、主动公开情况\n\n—\n\n—\n\n其中：主动公开规范性文件数\n\n条\n\n0\n\n制发规范性文件总数\n\n件\n\n1\n\n1.政府公报公开政府信息数\n\n条\n\n1\n\n2.政府网站公开政府信息数\n\n条\n\n1\n\n\
        3.政务微博公开政府信息数\n\n条\n\n2\n\n4.政务微信公开政府信息数\n\n条\n\n7\n\n5.其他方式公开政府信息数\n\n条\n\n0\n\n二、回应解读情况\n\n次\n\n6\n\n（一）回应公众关注热点或重大\n舆情数（不同方式回应同一热点\n或舆情计1次）\n\n\
        （二）通过不同渠道和方式回应\n解读的情况\n\n次\n\n0\n\n1.参加或举办新闻发布会总次\n数\n\n次\n\n0\n\n其中：主要负责同志参加新闻发布会次数\n\n2.政府网站在线访谈次数\n\n次\n\n9\n";
    let read = facts(&national_2014(rows));
    let of: Vec<&String> = (read.iter().filter(|f| f.starts_with("responses."))).collect();
    assert_eq!(
        of,
        [
            "responses.hot_topics value 6",
            "responses.press_conferences value 0",
            "responses.press_conferences.principal value 0",
            "responses.interviews value 9"
        ]
    );
    assert!(read.contains(&"disclosure.channel.wechat value 7".to_owned()));
}

/// The last line of a label can be 条） (found by `roundtrip`): it is no unit of the row above it.
#[test]
fn the_end_of_a_text_in_brackets_is_no_unit() {
    let rows = "统计指标\n\n单位\n\n统计数\n\n一、主动公开情况\n\n条\n\n2\n\n制发规范性文件总数\n\n件\n\n5\n\n\
        1.政府公报公开政府信息数\n\n条\n\n2.政府网站公开政府信息数\n\n- 2 -\n\n条\n\n15\n\n\
        （一）主动公开政府信息数（不\n同渠道和方式公开相同信息计1\n条）\n\n3.政务微博公开政府信息数\n\n条\n\n4.政务微信公开政府信息数\n\n条\n\n65\n\n\
        5.其他方式公开政府信息数\n\n条\n\n3\n\n（一）收到申请数\n\n件\n\n4\n";
    let read = facts(&national_2014(rows));
    let of: Vec<&String> = (read.iter().filter(|f| f.contains(".channel."))).collect();
    assert_eq!(
        of,
        [
            "disclosure.channel.website value 15",
            "disclosure.channel.wechat value 65",
            "disclosure.channel.other value 3"
        ]
    );
}

/// The start of a number that is cut off is not left out of its row: `7,8` and, one line further,
/// `76`.
#[test]
fn a_row_beside_the_start_of_a_number_is_open() {
    let rows = "第二十条第（一）项\n\n信息内容\n\n本年制发件数\n\n本年废止件数\n\n现行有效件数\n\n规章\n\n7,8\n76\n\n31\n\n7,883\n\n行政规范性文件\n\n50\n\n93\n\n58\n";
    let text = report(
        2021,
        &format!("二、主动公开政府信息情况\n\n{rows}\n三、其他\n\n无。\n"),
    );
    let read = facts(&text);
    assert!(!read.iter().any(|f| f.starts_with("rules")), "{read:?}");
    // The same where each block is a run of its own, by which the values are found at once.
    let blocks = "第二十条第（一）项\n\n信息内容\n\n本年制发件数\n\n本年废止件\n数\n\n现行有效件数\n\n规章\n\n7,8\n76\n\n31\n\n7,883\n\n行政规范\n性文件\n\n50\n\n93\n\n58\n\n第二十条第（五）项\n\n信息内容\n\n本年处理决定数量\n\n行政许可\n\n566\n";
    let text = report(
        2021,
        &format!("二、主动公开政府信息情况\n\n{blocks}\n三、其他\n\n无。\n"),
    );
    let read = facts(&text);
    assert!(!read.iter().any(|f| f.starts_with("rules")), "{read:?}");
}

/// A group's dashes are drawn before its label: each stands behind the label of another row and before
/// that row's unit.
#[test]
fn a_value_before_the_unit_is_another_rows() {
    let rows = "统计指标\n一、主动公开情况\n\n单位 统计数\n—\n条\n\n—\n\n其中：主动公开规范性文件数\n\n条\n\n4\n\n制发规范性文件总数\n\n件\n\n0\n—\n\n\
        1.政府公报公开政府信息数\n\n—\n条\n\n549\n\n2.政府网站公开政府信息数\n\n条\n\n7\n\n3.政务微博公开政府信息数\n\n条\n\n3\n\n4.政务微信公开政府信息数\n\n条\n\n40\n\n5.其他方式公开政府信息数\n\n条\n\n9\n\n\
        （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）\n\n（二）通过不同渠道和方式公开政府信息的情况\n\n6\n\n（一）收到申请数\n\n件\n\n8\n\n1.当面申请数\n\n件\n\n3\n";
    let read = facts(&national_2014(rows));
    let of = |indicator: &str| {
        let start = format!("{indicator} ");
        read.iter()
            .find(|fact| fact.starts_with(&start))
            .map(String::as_str)
    };
    assert_eq!(of("disclosure.items"), None);
    assert_eq!(of("disclosure.channel.gazette"), None);
    assert_eq!(
        of("disclosure.items.normative_documents"),
        Some("disclosure.items.normative_documents value 4")
    );
    assert_eq!(
        of("disclosure.channel.weibo"),
        Some("disclosure.channel.weibo value 3")
    );
    assert_eq!(
        of("disclosure.channel.other"),
        Some("disclosure.channel.other value 9")
    );
}

/// The values of a row are drawn in another order than that of its columns, where nothing sums them.
#[test]
fn a_negative_count_or_a_sum_of_money_in_a_column_of_counts_is_a_row_out_of_order() {
    let rows = |penalties: [&str; 3], procurement: [&str; 2]| {
        format!(
            "第二十条第（六）项\n信息内容\n\n上一年项目数量 本年增/减\n\n处理决定数量\n\n行政处罚\n\n{}\n\n行政强制\n\n52\n\n0\n\n6\n\n\
             第二十条第（九）项\n信息内容\n\n采购项目数量\n\n采购总金额\n\n政府集中采购\n\n{}",
            penalties.join("\n\n"),
            procurement.join("\n\n")
        )
    };
    let read = |rows: &str| {
        facts(&report(
            2019,
            &format!("二、主动公开政府信息情况\n\n{rows}\n\n三、其他\n\n无。\n"),
        ))
    };
    assert_eq!(
        read(&rows(["79", "-37", "0"], ["38", "6296.6元"])),
        [
            "penalties prior_year_items 79",
            "penalties change -37",
            "penalties decisions 0",
            "coercion prior_year_items 52",
            "coercion change 0",
            "coercion decisions 6",
            "procurement projects 38",
            "procurement amount 6296.6",
        ]
    );
    assert_eq!(
        read(&rows(["79", "0", "-37"], ["6296.6元", "38"])),
        [
            "coercion prior_year_items 52",
            "coercion change 0",
            "coercion decisions 6",
        ]
    );
    assert_eq!(
        read(&rows(["79", "0", "0"], ["6296.6", "38"])).len(),
        6,
        "a fraction is no count"
    );
}

/// A group's label is broken around the second of its rows: the values beside its end are that row's,
/// and no local print's one row in place of the group.
#[test]
fn a_group_whose_rows_have_labels_has_no_values() {
    let rows = "三、收到和处理政府信息公开申请情况\n\n\
                                       申请人情况\n\
                                            法人或其他组织\n\
                                 自然人                                                 总计\n\
                                         商业企业  科研机构  社会公益组织  法律服务机构  其他\n\n\
        一、本年新收政府信息公开申请数量    0        6          0         0            0         0      6\n\n\
        二、上年结转政府信息公开申请数量    0        0          0         0            0         0      0\n\n\
        三、本年度办理结果\n\n\
              1、申请人无正当理由逾期不补正、行政机关不\n\
              再处理其政府信息公开申请\n\n\
        （六）其\n\
              2、申请人逾期未按收费通知要求缴纳费用、行\n\
        他处理                              0        6          0         0            0         0      6\n\
              政机关不再处理其政府信息公开申请\n\n\
              3、其他                       0        0          0         0            0         0      0\n\n\
        （七）总计                          0        6          0         0            0         0      6\n\n\
        四、结转下年度继续办理              0        0          0         0            0         0      0\n\n\
        四、其他\n\n无。\n";
    let read = facts(&report(2023, rows));
    // Five rows of seven values; the second of the group's is open.
    assert_eq!(read.len(), 35, "{read:?}");
    assert!(read.contains(&"results.other.remainder enterprise 0".to_owned()));
    assert!(
        !read.iter().any(|fact| fact.starts_with("results.other ")),
        "{read:?}"
    );
}

/// A row of dashes with one number (found by `roundtrip`) is no page number: its label stands above it.
#[test]
fn a_row_of_dashes_with_one_number_is_a_row() {
    let rows = "申请人情况\n自然\n人\n法人或其他组织\n总计\n商业\n企业\n科研\n机构\n社会\n公益\n组织\n法律\n服务\n机构\n其他\n\
        一、本年新收政府信息公开申请数\n量\n26 113 - - - - 139\n二、上年结转政府信息公开申请数\n量\n- - 0 - - - -\n\
        （一）予以公开 - - - - - - -\n1.属于国家秘密 0 0 0 0 0 0 0\n";
    let text = report(
        2021,
        &format!("三、收到和处理政府信息公开申请情况\n{rows}四、其他\n无。\n"),
    );
    let read = facts(&text);
    let of: Vec<&String> = (read.iter().filter(|f| f.contains("carried_in"))).collect();
    let value = |column: &str| if column == "research" { "0" } else { "-" };
    let want = [
        "natural_person",
        "enterprise",
        "research",
        "charity",
        "legal_service",
        "other",
        "total",
    ]
    .map(|column| format!("requests.carried_in {column} {}", value(column)));
    assert_eq!(of, want.iter().collect::<Vec<_>>());
}

/// Behind a label that is broken over lines, `- 4 -` can be a row's three cells or a page's number: the
/// row is open, and the others are not.
#[test]
fn a_number_between_dashes_behind_a_label_is_no_row_of_blanks() {
    let read = |rules: &str, page: &str| {
        let rows = format!(
            "第二十条 第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n{rules}\n行政规范性\n文件\n{page}\n\
             第二十条 第（五）项\n信息内容 本年处理决定数量\n行政许可 12\n第二十条 第（六）项\n信息内容 本年处理决定数量\n行政处罚 2\n行政强制 7\n"
        );
        facts(&report(
            2021,
            &format!("二、主动公开政府信息情况\n{rows}四、其他\n无。\n"),
        ))
    };
    let others = [
        "licensing decisions 12",
        "penalties decisions 2",
        "coercion decisions 7",
    ];
    let rules = ["rules issued -", "rules repealed 2", "rules in_force -"];
    assert_eq!(read("规章 - 2 -", "- 4 -"), [&rules[..], &others].concat());
    assert_eq!(read("规章\n- 2 -", "— 4 —"), others[..]);
    // Without blanks or with words it is a page's number.
    let blank = ["issued", "repealed", "in_force"].map(|c| format!("normative_documents {c} -"));
    for page in ["—4—", "第 4 页"] {
        assert_eq!(read("规章 - 2 -", page)[3..6], blank, "{page}");
    }
}

/// Pages are numbered alike: behind one that ends in `- 1 -` a number alone is no page number; nor is
/// one that stands behind a tab.
#[test]
fn a_value_at_the_end_of_a_page_that_is_numbered_otherwise_is_no_page_number() {
    let rows = |end: &str| {
        let row = |label: &str, unit: &str, value: &str| {
            format!("{label}\n\n\t\n\n{unit}\n\n\t\n\n{value}\n\n\n\n\n")
        };
        [
            &row("统计指标", "单位", "统计数"),
            &row("八、机构建设和保障经费情况", "—", "—"),
            &row("（一）政府信息公开工作专门机构数", "个", "5"),
            end,
            "\u{c}",
            &row("（一）召开政府信息公开工作会议或专题会议数", "次", "7"),
            &row("（二）举办各类培训班数", "次", "5"),
            &row("（三）接受培训人员数", "人次", "2"),
        ]
        .concat()
    };
    for end in ["- 1 -\n", ""] {
        let read = facts(&national_2014(&rows(end)));
        assert_eq!(read.last().unwrap(), "training.attendees value 2", "{end}");
    }
}

/// A label that is broken over lines is drawn behind its values, before those of a row whose own label
/// comes later: found by the fuzz target `roundtrip`, which was given the latter as the former's.
#[test]
fn a_broken_label_below_a_row_without_one_is_not_of_the_row_below_it() {
    let rows = "统 计 指 标\n\n\
        单位\n\n\
        统 计 数\n\n\
        一、主动公开情况\n\n\
        条\n\n\
        11\n\n\
        其中：主动公开规范性文件数\n\n\
        条\n\n\
        12\n\n\
        制发规范性文件总数\n\n\
        件\n\n\
        5\n\n\
        （二）通过不同渠道和方式公开\n政府信息的情况\n\n\
        1.政府公报公开政府信息数\n\n\
        条\n\n\
        13\n\n\
        2.政府网站公开政府信息数\n\n\
        —2—\n\n\
        \x0c条\n\n\
        14\n\n\
        （一）主动公开政府信息数（不\n同渠道和方式公开相同信息计1\n条）\n\n\
        3.政务微博公开政府信息数\n\n\
        条\n\n\
        15\n\n\
        4.政务微信公开政府信息数\n\n\
        条\n\n\
        16\n\n\
        5.其他方式公开政府信息数\n\n\
        条\n\n\
        17\n\n\
        二、回应解读情况\n\n\
        次\n\n\
        18\n\n\
        （一）回应公众关注热点或重大\n舆情数（不同方式回应同一热点\n或舆情计1次）\n\n\
        —3—\n\n\
        \x0c（二）通过不同渠道和方式回应\n解读的情况\n\n\
        次\n\n\
        73\n\n\
        1.参加或举办新闻发布会总次\n数\n\n\
        次\n\n\
        49\n\n\
        2.政府网站在线访谈次数\n\n\
        次\n\n\
        8\n\n\
        次\n\n\
        7\n\n\
        3.政策解读稿件发布数\n\n\
        篇\n\n\
        4.微博微信回应事件数\n\n\
        次\n\n\
        5.其他方式回应事件数\n\n\
        次\n\n\
        6\n\n\
        —4—\n\n\
        \x0c\n\n\
        其中：主要负责同志参加新闻发\n布会次数\n\n\
        其中：主要负责同志参加政府网\n站在线访谈次数\n";
    let read = facts(&national_2014(rows));
    assert_eq!(
        read,
        [
            "disclosure.items value 11",
            "disclosure.items.normative_documents value 12",
            "normative_documents.issued value 5",
            "disclosure.channel.gazette value 13",
            "disclosure.channel.website value 14",
            "disclosure.channel.weibo value 15",
            "disclosure.channel.wechat value 16",
            "disclosure.channel.other value 17",
            "responses.hot_topics value 18",
            "responses.press_conferences value 73",
            "responses.press_conferences.principal value 49",
            "responses.interviews value 8",
            "responses.interviews.principal value 7",
        ]
    );
}

/// A group's label printed downwards leaves a character on a row's line that another row's label has,
/// too (结 in 上年结转): found by the fuzz target `roundtrip`.
#[test]
fn a_character_of_a_group_beside_a_row_is_no_piece_of_another_rows_label() {
    let rows = "\u{20}          等于第三项加第四项之和）                 自然人       商业企       科研机       社会公       法律服                总计\n\
        \u{20}                                                                                         其他\n\
        \u{20}                                                  业         构        益组织       务机构\n\
        \u{20}一、本年新收政府信息公开申\n\
        \u{20}                                                 7                                                7\n\
        \u{20}二、上年结转政府信息公开申\n\
        \u{20}请数量\n\
        \u{20}         无法提       2.没有现成信息需要另行制\n\
        \u{20}结                                                7                                                7\n";
    let read = facts(&requests(rows));
    let values: Vec<&String> = read.iter().filter(|fact| fact.ends_with(" 7")).collect();
    assert_eq!(
        values,
        [
            "requests.received enterprise 7",
            "requests.received total 7",
            "results.unavailable.needs_creation enterprise 7",
            "results.unavailable.needs_creation total 7"
        ]
    );
}

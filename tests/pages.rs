//! Where in a page the report is, what the page says of itself, and the grids of its tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use gongkai::Report;
use gongkai::chars::count_visible;
use gongkai::report::{Block, CellKind};

fn parse(page: &str) -> Report {
    gongkai::parse(page.as_bytes(), &gongkai::Options::default())
        .unwrap_or_else(|error| panic!("{error}\n{page}"))
}

const TITLE: &str = "青屿县水务局2021年政府信息公开工作年度报告";

/// The article's lines.
const LINES: [&str; 7] = [
    TITLE,
    "根据《中华人民共和国政府信息公开条例》，现公布本局2021年度报告。",
    "一、总体情况",
    "本年主动公开政府信息31条，均在县政府网站公布；受理申请3件，均按期答复，没有收费，也没有行政复议和行政诉讼；完善制度，落实责任，强化监督，提高质量；及时更新指南和目录，回应群众关切，主动解读政策，全年没有发生泄密事件，也没有接到举报投诉。",
    "二、主动公开政府信息情况",
    "三、其他需要报告的事项",
    "无其他需要报告的事项。",
];

const TABLE: [[&str; 4]; 2] = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "1", "2"],
];

fn table() -> String {
    let rows =
        TABLE.map(|row| format!("<tr>{}</tr>", row.map(|c| format!("<td>{c}</td>")).concat()));
    format!("<table>{}</table>", rows.concat())
}

fn article(line: impl Fn(&str) -> String) -> String {
    let lines = LINES.map(line);
    format!("{}{}{}", lines[..5].concat(), table(), lines[5..].concat())
}

/// Headings and what is under them, tables as `#n`.
fn flow(report: &Report) -> Vec<String> {
    let mut flow = Vec::new();
    let blocks = |blocks: &[Block], flow: &mut Vec<String>| {
        for block in blocks {
            match block {
                Block::Paragraph(text) => flow.push(text.text.clone()),
                Block::Table(n) => flow.push(format!("#{n}")),
                Block::List(items) => flow.extend(items.iter().map(|item| item.text.clone())),
            }
        }
    };
    blocks(&report.preamble, &mut flow);
    for section in &report.sections {
        let number = section.number.as_deref().unwrap_or_default();
        flow.push(format!("{number}{}", section.heading));
        blocks(&section.blocks, &mut flow);
    }
    flow
}

fn cells(report: &Report, table: usize) -> Vec<(u32, u32, u32, u32, String)> {
    (report.tables[table].cells.iter())
        .map(|c| (c.row, c.col, c.row_span, c.col_span, c.text.to_string()))
        .collect()
}

/// What stands around an article, and none of it is the report's.
const BEFORE: &str = "<div class=top><ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li></ul></div>\
    <div class=path>您现在的位置：<a href=1>首页</a> &gt; <a href=2>年度报告</a></div>\
    <div class=share>【字体：大 中 小】 分享到：微信 微博</div>";
const BEHIND: &str = "<div class=near>上一篇：<a href=3>某某年度报告</a></div>\
    <div class=foot><p>主办：青屿县人民政府 版权所有</p><p>网站标识码 0000000000 网站地图</p></div>";
const AROUND: &str = "首页政务公开您现在的位置：首页>年度报告【字体：大中小】分享到：微信微博\
    上一篇：某某年度报告主办：青屿县人民政府版权所有网站标识码0000000000网站地图";

fn page(article: &str) -> String {
    format!(
        "<html><head><title>某页</title><style>p {{ color: red }}</style></head><body>{BEFORE}{article}{BEHIND}<script>var a = '一、总体情况';</script></body></html>"
    )
}

fn is_the_article(name: &str, report: &Report) {
    assert_eq!(report.title.as_ref().unwrap().text, TITLE, "{name}");
    let mut want: Vec<&str> = LINES[1..].to_vec();
    want.insert(4, "#0");
    assert_eq!(flow(report), want, "{name}");
    let texts: Vec<String> = cells(report, 0).into_iter().map(|cell| cell.4).collect();
    assert_eq!(texts, TABLE.concat(), "{name}");
    let content = count_visible(&LINES.concat()) + count_visible(&TABLE.concat().concat());
    let ledger = report.ledger;
    assert_eq!(
        (ledger.content, ledger.boilerplate, ledger.unclaimed),
        (content, count_visible(AROUND), 0),
        "{name}: {}",
        report.text
    );
}

#[test]
fn the_article_is_found_in_every_container() {
    let paragraphs = article(|line| format!("<p>{line}</p>"));
    for (name, open, end) in [
        ("TRS_Editor", "<div class=TRS_Editor>", "</div>"),
        ("#zoom", "<div id=\"zoom\">", "</div>"),
        (
            ".article-content",
            "<div class='article-content'>",
            "</div>",
        ),
        ("ucapcontent", "<ucapcontent>", "</ucapcontent>"),
        ("#ucapcontent", "<div id=ucapcontent>", "</div>"),
        (
            "an unknown class",
            "<section class=x93k><div class=q>",
            "</div></section>",
        ),
        ("body", "", ""),
        (
            "a cell of a layout table",
            "<table width=960><tr><td width=20></td><td>",
            "</td></tr></table>",
        ),
        (
            "a cell in a cell",
            "<table><tr><td><table><tr><td>",
            "</td></tr></table></td></tr></table>",
        ),
        ("a form", "<form><center>", "</center></form>"),
    ] {
        is_the_article(name, &parse(&page(&format!("{open}{paragraphs}{end}"))));
    }
    let breaks = article(|line| format!("{line}<br>"));
    is_the_article("one div", &parse(&page(&format!("<div>{breaks}</div>"))));
}

/// Pages are written by hand: the element that holds most of an article does not always hold all.
#[test]
fn end_tags_too_many_or_too_few_lose_nothing() {
    let paragraphs = article(|line| format!("<p>{line}</p>"));
    let whole = format!("<div class=a><div class=b>{paragraphs}</div></div>");
    for heading in ["<p>一、", "<p>二、", "<p>三、"] {
        for tag in ["<div>", "</div>", "<div class=x><font>", "</div><div>"] {
            let broken = whole.replace(heading, &format!("{tag}{heading}"));
            is_the_article(&format!("{tag} before {heading}"), &parse(&page(&broken)));
        }
    }
}

#[test]
fn a_report_of_unclosed_elements_is_whole() {
    let deep = article(|line| format!("<div><b>{line}"));
    let report = parse(&format!("<body>{deep}"));
    assert_eq!(report.title.as_ref().unwrap().text, TITLE);
    assert_eq!(report.sections.len(), 3);
    assert_eq!(
        report.ledger.content,
        count_visible(&LINES.concat()) + count_visible(&TABLE.concat().concat())
    );
}

#[test]
fn the_pages_metadata_go_to_source_and_published() {
    let article = article(|line| format!("<p>{line}</p>"));
    let page = format!(
        "<html><head><meta name=\"SiteName\" content=\"青屿县人民政府\"><meta name=\"PubDate\" content=\"2022-01-21 09:30\">\
         <meta name=\"ContentSource\" content=\"县水务局\"></head><body>\
         <table class=xxgk><tr><td>索 引 号：</td><td>QY0100/2022-00007</td><td>发布机构：</td><td>青屿县水务局</td></tr>\
         <tr><td>公开日期：</td><td>2022年1月20日</td><td>文　　号：</td><td>青水〔2022〕3号</td></tr></table>\
         <div>{article}</div></body></html>"
    );
    let report = parse(&page);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        report.source.metadata,
        [
            pair("SiteName", "青屿县人民政府"),
            pair("PubDate", "2022-01-21 09:30"),
            pair("ContentSource", "县水务局"),
            pair("索引号", "QY0100/2022-00007"),
            pair("发布机构", "青屿县水务局"),
            pair("公开日期", "2022年1月20日"),
            pair("文号", "青水〔2022〕3号"),
        ]
    );
    let published = report.published.as_ref().unwrap();
    assert_eq!(
        (published.date.as_str(), &published.region),
        ("2022-01-21", &None)
    );
    // It is no table of the report, and its characters are the page's own.
    assert_eq!(report.tables.len(), 1);
    assert_eq!(
        report.ledger.boilerplate,
        count_visible(
            "索引号：QY0100/2022-00007发布机构：青屿县水务局公开日期：2022年1月20日文号：青水〔2022〕3号"
        )
    );
    // Without the page's <meta> the table's day counts.
    let bare = page.replace("PubDate", "Generator");
    assert_eq!(parse(&bare).published.unwrap().date, "2022-01-20");
}

fn grid(rows: &str) -> Report {
    parse(&format!(
        "<p>{TITLE}</p><p>一、总体情况</p><p>本年主动公开3条。</p><table>{rows}</table>"
    ))
}

fn texts(cells: &[(u32, u32, u32, u32, &str)]) -> Vec<(u32, u32, u32, u32, String)> {
    cells
        .iter()
        .map(|&(row, col, rows, cols, text)| (row, col, rows, cols, text.to_owned()))
        .collect()
}

#[test]
fn merged_cells_are_stored_once_where_a_browser_shows_them() {
    let report = grid(
        "<tr><td rowspan=2>信息内容</td><td colspan=2>本年</td></tr>\
         <tr><td>制发</td><td>废止</td></tr><tr><td>规章</td><td>1</td><td></td></tr>",
    );
    assert_eq!(
        cells(&report, 0),
        texts(&[
            (0, 0, 2, 1, "信息内容"),
            (0, 1, 1, 2, "本年"),
            (1, 1, 1, 1, "制发"),
            (1, 2, 1, 1, "废止"),
            (2, 0, 1, 1, "规章"),
            (2, 1, 1, 1, "1"),
            (2, 2, 1, 1, ""),
        ])
    );
    let blank = &report.tables[0].cells[6];
    assert_eq!((blank.kind, &blank.value), (CellKind::Blank, &None));
    assert_eq!((report.tables[0].n_rows, report.tables[0].n_cols), (3, 3));
}

#[test]
fn spans_that_lie_are_bounded_by_the_table() {
    // HTML reads colspan="0" as 1 and rowspan="0" as "to the end".
    let report =
        grid("<tr><td colspan=\"0\">甲<td rowspan=\"65535\">乙<tr><td>丙<tr><td rowspan=0>丁");
    assert_eq!(
        cells(&report, 0),
        texts(&[
            (0, 0, 1, 1, "甲"),
            (0, 1, 3, 1, "乙"),
            (1, 0, 1, 1, "丙"),
            (2, 0, 1, 1, "丁"),
        ])
    );
    // Negative, empty and broken values are 1.
    let report =
        grid("<tr><td rowspan=-2 colspan=''>甲<td colspan=2x rowspan=x>乙<tr><td>丙<td>丁<td>戊");
    assert_eq!(
        cells(&report, 0),
        texts(&[
            (0, 0, 1, 1, "甲"),
            (0, 1, 1, 2, "乙"),
            (1, 0, 1, 1, "丙"),
            (1, 1, 1, 1, "丁"),
            (1, 2, 1, 1, "戊"),
        ])
    );
}

#[test]
fn spans_that_overlap_give_each_place_to_one_cell() {
    // 丙 would run into 乙, which reaches down from above.
    let report = grid("<tr><td>甲<td rowspan=2>乙<td>1<tr><td colspan=3>丙<tr><td>丁<td>2<td>3");
    assert_eq!(
        cells(&report, 0),
        texts(&[
            (0, 0, 1, 1, "甲"),
            (0, 1, 2, 1, "乙"),
            (0, 2, 1, 1, "1"),
            (1, 0, 1, 1, "丙"),
            (2, 0, 1, 1, "丁"),
            (2, 1, 1, 1, "2"),
            (2, 2, 1, 1, "3"),
        ])
    );
}

#[test]
fn an_end_tag_that_is_missing_ends_no_other_cell() {
    let report = grid("<tr><td>规章<td>1</td><td>2<tr><td>行政规范性文件</td><td>3<td>4</tr>");
    assert_eq!(
        cells(&report, 0),
        texts(&[
            (0, 0, 1, 1, "规章"),
            (0, 1, 1, 1, "1"),
            (0, 2, 1, 1, "2"),
            (1, 0, 1, 1, "行政规范性文件"),
            (1, 1, 1, 1, "3"),
            (1, 2, 1, 1, "4"),
        ])
    );
}

#[test]
fn tables_beside_and_in_one_another_are_all_there() {
    let report = grid(
        "<tr><td>说明</td><td><table><tr><td>规章</td><td>1</td></tr></table></td></tr></table>\
         <p>又一表。</p><table><tr><td>行政规范性文件</td><td>2</td></tr>",
    );
    assert_eq!(report.tables.len(), 2);
    assert_eq!(
        cells(&report, 0),
        texts(&[(0, 0, 1, 1, "规章"), (0, 1, 1, 1, "1")])
    );
    assert_eq!(
        cells(&report, 1),
        texts(&[(0, 0, 1, 1, "行政规范性文件"), (0, 1, 1, 1, "2")])
    );
    assert_eq!(
        flow(&report),
        [
            "一、总体情况",
            "本年主动公开3条。",
            "说明",
            "#0",
            "又一表。",
            "#1"
        ]
    );
}

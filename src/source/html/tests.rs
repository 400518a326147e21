use super::*;
use crate::source::block::{Block, TableBody};

fn of(page: &str) -> Reading<'static> {
    read(page, &Vocabulary::default())
}

/// The lines of a page, tables as `[cell|cell]`.
fn lines(page: &str) -> Vec<String> {
    let reading = of(page);
    (reading.blocks.iter())
        .map(|block| match block {
            Block::Line(line) => line.span.of(&reading.text).to_owned(),
            Block::Furniture(span) => format!("({})", span.of(&reading.text)),
            Block::Table(table) => match &table.body {
                TableBody::Merged(cells) => {
                    let cells: Vec<&str> = cells.iter().map(|c| c.span.of(&reading.text)).collect();
                    format!("[{}]", cells.join("|"))
                }
                body => format!("{body:?}"),
            },
        })
        .collect()
}

fn cells(page: &str) -> Vec<(u32, u32, u32, String)> {
    let reading = of(page);
    (reading.blocks.iter())
        .find_map(|block| match block {
            Block::Table(table) => match &table.body {
                TableBody::Merged(cells) => Some(
                    (cells.iter())
                        .map(|c| {
                            (
                                c.row,
                                c.row_span,
                                c.col_span,
                                c.span.of(&reading.text).to_owned(),
                            )
                        })
                        .collect(),
                ),
                _ => None,
            },
            _ => None,
        })
        .unwrap_or_default()
}

const TITLE: &str = "青屿县水务局2018年政府信息公开工作年度报告";

#[test]
fn inline_elements_split_no_word() {
    assert_eq!(
        lines(
            "<p>一<span>、</span><b>概</b><font color=red>述</font><o:p></o:p></p><p>本年<a href=x>3</a><sup>2</sup>4条。</p>"
        ),
        ["一、概述", "本年324条。"]
    );
}

#[test]
fn blocks_and_breaks_end_lines_and_white_space_collapses() {
    assert_eq!(
        lines("<div>一、\n   概述<br>本年\t主动<BR/>公开。<div>二、其他</div>三、完</div>"),
        ["一、 概述", "本年 主动", "公开。", "二、其他", "三、完"]
    );
    assert_eq!(
        lines("<p>　　一、&nbsp;概&emsp;述&#12288;</p><p>&nbsp;</p><p>正文。</p>"),
        ["一、\u{a0}概\u{2003}述", "正文。"]
    );
}

#[test]
fn an_ideographic_indent_is_told_and_is_no_text() {
    let reading = of("<p>　　一、概述</p><p>&nbsp;</p><p>正文。</p>");
    let Block::Line(first) = &reading.blocks[0] else {
        panic!("{:?}", reading.blocks)
    };
    assert_eq!(first.indent, 4);
    let Block::Line(second) = &reading.blocks[1] else {
        panic!("{:?}", reading.blocks)
    };
    assert!(second.after_blank);
}

#[test]
fn ordered_lists_print_their_numbers() {
    assert_eq!(
        lines(
            "<ol start=2><li>更新指南。</li><li value=7>公开年报。</li><li>8.自带编号。</li></ol>"
        ),
        ["2. 更新指南。", "7. 公开年报。", "8.自带编号。"]
    );
    assert_eq!(
        lines("<ol style='list-style: none'><li>更新指南。</li></ol><ul><li>公开年报。</li></ul>"),
        ["更新指南。", "公开年报。"]
    );
}

#[test]
fn spans_of_cells_are_bounded_by_what_is_there() {
    let page =
        "<table><tr><td rowspan=65535 colspan=0>一、<td>1<tr><td rowspan=0>2<td>3<tr><td>4</table>";
    assert_eq!(
        cells(page),
        [
            (0, 3, 1, "一、".to_owned()),
            (0, 1, 1, "1".to_owned()),
            (1, 2, 1, "2".to_owned()),
            (1, 1, 1, "3".to_owned()),
            (2, 1, 1, "4".to_owned())
        ]
    );
    let page = "<table><tr><td colspan=999999999999>甲</td><td>1</td></tr></table>";
    assert_eq!(cells(page)[0].2, MAX_COLSPAN);
}

#[test]
fn a_cell_reaches_no_further_than_its_row_group() {
    let page =
        "<table><thead><tr><td rowspan=5>甲<td>乙</thead><tbody><tr><td>1<td>2</tbody></table>";
    assert_eq!(cells(page)[0].1, 1);
}

#[test]
fn a_cell_of_several_paragraphs_is_one_cell() {
    assert_eq!(
        cells("<table><tr><td><p>计量</p><p>单位</p></td><td>&nbsp;</td></tr></table>"),
        [(0, 1, 1, "计量\n单位".to_owned()), (0, 1, 1, String::new())]
    );
}

#[test]
fn a_table_around_the_article_is_none() {
    let prose = "本年主动公开政府信息若干条，均在网站公布。".repeat(20);
    let page = format!(
        "<table><tr><td>导航</td><td><p>{TITLE}</p><p>一、概述</p><p>{prose}</p><table><tr><td>规章</td><td>1</td></tr></table></td></tr></table>"
    );
    let lines = lines(&page);
    assert_eq!(lines[0], TITLE);
    assert_eq!(lines[1], "一、概述");
    assert_eq!(lines.last().unwrap(), "[规章|1]");
}

#[test]
fn a_caption_is_a_line_before_its_table() {
    assert_eq!(
        lines(
            "<p>一、概述</p><table><caption>附表</caption><tr><td>规章</td><td>1</td></tr></table><p>完。</p>"
        ),
        ["一、概述", "附表", "[规章|1]", "完。"]
    );
}

#[test]
fn navigation_and_scripts_are_boilerplate() {
    let page = format!(
        "<html><head><title>{TITLE}-青屿县政府</title><script>var a = '一、概述';</script></head><body>\
         <ul><li><a href=1>首页</a></li><li><a href=2>一、概述</a></li></ul>\
         <div><h1>{TITLE}</h1><div>【字体：大 中 小】打印</div><div class=x><p>一、概述</p><p>本年主动公开政府信息3条。</p><p>二、其他</p><p>无其他需要报告的事项。</p></div></div>\
         <div>版权所有：青屿县政府 ICP备1号</div></body></html>"
    );
    let reading = of(&page);
    assert_eq!(
        lines(&page),
        [
            TITLE,
            "一、概述",
            "本年主动公开政府信息3条。",
            "二、其他",
            "无其他需要报告的事项。"
        ]
    );
    assert_eq!(
        reading.boilerplate,
        crate::chars::count_visible("首页一、概述【字体：大中小】打印版权所有：青屿县政府ICP备1号")
    );
}

#[test]
fn what_the_page_says_of_itself() {
    let page = format!(
        "<head><title>某页</title><meta name=ArticleTitle content='{TITLE}'><meta name=ContentSource content=县水务局></head>\
         <table><tr><td>索引号：</td><td>001/2</td><td>发文日期：</td><td>2019年2月18日</td></tr><tr><td>发布机构：</td><td>县水务局</td><td>文号</td><td></td></tr></table>\
         <p>{TITLE}</p><p>一、概述</p><p>本年主动公开3条。</p>"
    );
    let reading = of(&page);
    assert_eq!(reading.page.title.as_deref(), Some(TITLE));
    assert_eq!(reading.page.published.as_deref(), Some("2019-02-18"));
    assert_eq!(reading.page.publisher.as_deref(), Some("县水务局"));
    assert!(
        reading
            .page
            .metadata
            .contains(&("索引号".to_owned(), "001/2".to_owned()))
    );
    assert_eq!(lines(&page), [TITLE, "一、概述", "本年主动公开3条。"]);
}

#[test]
fn paths_are_what_a_selector_finds() {
    let page = "<!DOCTYPE html><body><div></div><div><p>一、概述<p>本年<b>主动</b>公开。<table><tr><td>规章<td>1</table></div>";
    let reading = of(page);
    let SourceMap::Page(map) = &reading.map else {
        panic!()
    };
    let paths: Vec<String> = (reading.blocks.iter())
        .map(|block| match block {
            Block::Line(line) => map.path(line.element.unwrap()),
            Block::Table(table) => map.path(table.element.unwrap()),
            Block::Furniture(_) => String::new(),
        })
        .collect();
    assert_eq!(
        paths,
        [
            "html > body > div:nth-of-type(2) > p:nth-of-type(1)",
            "html > body > div:nth-of-type(2) > p:nth-of-type(2)",
            "html > body > div:nth-of-type(2) > table:nth-of-type(1)"
        ]
    );
    // Every path finds exactly its element, by another engine's selectors.
    let html = scraper::Html::parse_document(page);
    for (n, element) in map.elements.iter().enumerate() {
        let path = map.path(crate::span::ElementId(n as u32));
        let selector = scraper::Selector::parse(&path).unwrap();
        let found: Vec<_> = html.select(&selector).collect();
        assert_eq!(found.len(), 1, "{path}");
        assert_eq!(found[0].value().name(), &*element.name);
    }
}

#[test]
fn lines_of_the_source_are_counted() {
    let reading = of("<p>一、概述</p>\n\n<p>\n本年\n公开3条。</p>");
    let SourceMap::Page(map) = &reading.map else {
        panic!()
    };
    let starts: Vec<u32> = map.runs.iter().map(|run| run.line).collect();
    assert_eq!(starts, [1, 4]);
}

#[test]
fn a_text_in_pre_is_read_as_text() {
    let page = format!(
        "<pre>{TITLE}\n\n一、概述\n本年主动公开3条。\n\n指标名称\t计量单位\t2018年度\t历年累计\n主动公开文件数\t条\t31\t264\n其中：1.政府网站公开数\t条\t3\t4\n</pre>"
    );
    let reading = read(&page, Vocabulary::builtin());
    assert!(
        (reading.blocks.iter())
            .any(|block| matches!(block, Block::Table(t) if matches!(t.body, TableBody::Tabs))),
        "{:?}",
        reading.blocks
    );
    assert!(reading.blocks.iter().all(|block| match block {
        Block::Line(line) => line.element.is_some(),
        Block::Table(table) => table.element.is_some(),
        Block::Furniture(_) => true,
    }));
}

#[test]
fn marks_of_markdown_are_text_in_a_page() {
    assert_eq!(
        lines("<p>一、概述</p><p># 本年公开3条。</p><p>#</p>"),
        ["一、概述", "# 本年公开3条。", "#"]
    );
}

#[test]
fn what_a_style_hides_is_no_text_unless_it_is_all_there_is() {
    assert_eq!(
        lines(
            "<p>一、概述</p><div style='display : none'>二、隐藏</div><p hidden>三、隐藏</p><p>正文。</p>"
        ),
        ["一、概述", "正文。"]
    );
    assert_eq!(
        lines("<div id=zoom style='display:none'><p>一、概述</p><p>正文。</p></div>"),
        ["一、概述", "正文。"]
    );
}

#[test]
fn pages_saved_by_word() {
    assert_eq!(
        lines(
            "<html xmlns:o=\"urn:x\"><head><!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--></head><body lang=ZH-CN>\
             <p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>\
             <P CLASS=MsoNormal><SPAN LANG=EN-US style='mso-x:y'>一</SPAN>、概述<o:p></o:p></P>\
             <p class=MsoNormal>正文。</p></body></html>"
        ),
        ["一、概述", "正文。"]
    );
}

#[test]
fn page_numbers_are_furniture() {
    assert_eq!(
        lines(
            "<p>一、概述</p><table><tr><td>规章</td><td>1</td></tr></table><p>- 3 -</p><p>正文。</p>"
        ),
        ["一、概述", "[规章|1]", "(- 3 -)", "正文。"]
    );
}

#[test]
fn an_anchor_that_leads_nowhere_is_no_link() {
    let page = |a: &str| {
        format!(
            "<div><{a}><p>{TITLE}</p><p>一、概述</p><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table></div>"
        )
    };
    let all = [TITLE, "一、概述", "[1|2|3|4|5|6]"];
    assert_eq!(lines(&page("a name=top")), all);
    assert_ne!(lines(&page("a href=x")), all);
    // Opened again in the next paragraph they are what they were.
    let again = page("p><a name=top").replacen("<p>", "", 1);
    assert_eq!(lines(&again), all);
    assert_ne!(lines(&again.replace("name=", "href=")), all);
}

#[test]
fn a_lone_tab_of_a_pre_is_a_blank_cell() {
    let page = format!(
        "<pre>{TITLE}\n一、附表\n\n\t指标名称\n\t计量\n单位\n\t2018年度\n\n\t规章\n\t条\n\t\n\n\t文件\n\t条\n\t3\n\n二、其他\n</pre>"
    );
    let reading = of(&page);
    let table = (reading.blocks.iter()).find_map(|block| match block {
        Block::Table(table) => Some(table.span.of(&reading.text)),
        _ => None,
    });
    assert_eq!(
        table.unwrap(),
        "指标名称\n\t计量\n单位\n\t2018年度\n\n\t规章\n\t条\n\t\n\n\t文件\n\t条\n\t3"
    );
    // Blank cells at the end of a row.
    let rows = "<pre>项目\t本年\t上年\n规章\t\t\n文件\t1\t\n</pre>";
    assert!(of(rows).text.contains("规章\t\t\n文件\t1\t\n"));
}

#[test]
fn the_pages_own_words_are_known_in_traditional_characters() {
    let page = "<p>發布機構：某某局</p><p>青嶼縣水務局2018年政府信息公開工作年度報告</p><p>一、概述</p><p>本年主動公開3條。</p><p>版權所有：某某局</p>";
    assert_eq!(
        lines(page)[1..],
        [
            "青嶼縣水務局2018年政府信息公開工作年度報告",
            "一、概述",
            "本年主動公開3條。"
        ]
    );
    assert_eq!(of(page).page.publisher.as_deref(), Some("某某局"));
}

#[test]
fn chapters_in_one_cell_are_no_table_however_short() {
    let page = |cell: &str| format!("<table><tr><td>首页</td><td>{cell}</td></tr></table>");
    let text = "一、概述<p>无。<p>二、主动公开<p>三条。<p>三、其他<p>无。";
    // What stands in the cell beside it is none of the article.
    assert_eq!(
        lines(&page(text)),
        [
            "一、概述",
            "无。",
            "二、主动公开",
            "三条。",
            "三、其他",
            "无。"
        ]
    );
    // The form's labels have no sentences, and two chapters may be quoted.
    let labels = "一、本年新收<br>二、上年结转<br>三、办理结果";
    assert_eq!(lines(&page(labels)).len(), 1);
    assert_eq!(
        lines(&page("一、概述<p>无。<p>二、其他<p>无。<p>好。")).len(),
        1
    );
}

//! What must hold of any document, tried on documents made of the field's words and marks.

#[path = "support/mod.rs"]
mod support;

use proptest::collection::vec;
use proptest::prelude::*;

use support::invariants::{hold, json};
use support::parse;

const WORDS: &[&str] = &[
    "青屿县水务局2021年政府信息公开工作年度报告",
    "政府信息公开",
    "2021年",
    "一、",
    "二、",
    "十一、",
    "（一）",
    "(二)",
    "1.",
    "2、",
    "（1）",
    "①",
    "一是",
    "二是",
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "情况：",
    "。",
    "，",
    "；",
    "：",
    "规章",
    "行政规范性文件",
    "行政许可",
    "第二十条第（一）项",
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果",
    "（三）不予公开",
    "1.属于国家秘密",
    "（七）总计",
    "四、结转下年度继续办理",
    "自然人",
    "商业企业",
    "总计",
    "申请人情况",
    "结果维持",
    "行政复议",
    "指标名称",
    "计量单位",
    "2018年度",
    "历年累计",
    "主动公开文件数",
    "其中：1.政府网站公开数",
    "条",
    "件",
    "统计指标",
    "单位",
    "统计数",
    "0",
    "1",
    "31",
    "3,119",
    "１２",
    "4068.208",
    "-",
    "—",
    "/",
    "无",
    "251000元",
    "22（其中修订16件）",
    "附表",
    "附件：",
    "抄送：县政府办。",
    "2019年2月18日",
    "二〇一九年二月十八日",
    "- 3 -",
    "— 4 —",
    "-5-",
    "电话：0595-86110022",
    "《条例》",
    "〔2018〕118号",
    "正文",
    "引言",
    "#",
    "##",
    "|",
    "| --- |",
    "**",
    "主動公開",
    "A",
    "é",
    "\u{fffd}",
    "\u{200b}",
    "😀",
];

const GAPS: &[&str] = &[
    "", "", "", " ", "  ", "      ", "\t", "\n", "\n", "\n", "\n\n", "\n\t", "\r\n", "\u{3000}",
    "\u{c}", "\u{a0}", " | ",
];

fn text() -> impl Strategy<Value = String> {
    vec((0..WORDS.len(), 0..GAPS.len()), 0..120).prop_map(|pairs| {
        pairs
            .into_iter()
            .flat_map(|(word, gap)| [WORDS[word], GAPS[gap]])
            .collect()
    })
}

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<br>",
    "<br/>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan=3>",
    "<td rowspan=\"2\">",
    "<td colspan=0 rowspan=65535>",
    "<th>",
    "<tbody>",
    "&nbsp;",
    "&#12288;",
    "&lt;",
    "<o:p></o:p>",
    "<script>一、</script>",
    "<!-- 二、 -->",
    "<h2>",
    "</h2>",
    "<ol><li>",
    "</ol>",
    "<pre>",
    "</pre>",
    "<font color=red>",
    "</font>",
    "<a href='#'>",
];

fn page() -> impl Strategy<Value = String> {
    vec((0..WORDS.len(), 0..TAGS.len(), 0..TAGS.len()), 0..80).prop_map(|triples| {
        let body: String = triples
            .into_iter()
            .flat_map(|(word, one, two)| [TAGS[one], WORDS[word], TAGS[two]])
            .collect();
        format!(
            "<html><body><p>青屿县水务局2021年政府信息公开工作年度报告</p><p>一、总体情况</p>{body}"
        )
    })
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let Ok(report) = parse(text.as_bytes()) else {
        return Ok(());
    };
    hold(&report).map_err(|broken| TestCaseError::fail(format!("{broken}\n{text}")))?;
    let first = json(&report).map_err(TestCaseError::fail)?;
    let second = parse(text.as_bytes()).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert_eq!(first, json(&second).map_err(TestCaseError::fail)?);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_text(text in text()) {
        holds(&text)?;
        holds(&format!("青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n{text}"))?;
    }

    #[test]
    fn of_any_page(page in page()) {
        holds(&page)?;
    }

    #[test]
    fn of_any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        let mut document = "青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n".as_bytes().to_vec();
        document.extend(bytes);
        if let Ok(report) = parse(&document) {
            hold(&report).map_err(TestCaseError::fail)?;
        }
    }
}

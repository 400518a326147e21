//! What becomes of each line: small texts, and the outline that they have.

use super::Outline;
use super::testing::outline;
use crate::report::{Block, ClosingBlock, Section};

const TITLE: &str = "某某县水务局2018年政府信息公开工作年度报告\n";

/// An outline in lines: `# title`, preamble, headings with their level and their blocks, `! ` the
/// closing.
fn shown(outline: &Outline) -> String {
    let mut out = Vec::new();
    if let Some(title) = &outline.title {
        out.push(format!("# {}", title.text));
    }
    blocks(&outline.preamble, &mut out);
    sections(&outline.sections, &mut out);
    for block in &outline.closing.blocks {
        out.push(match block {
            ClosingBlock::Line(role, text) => format!("! {role:?} {}", text.text),
            ClosingBlock::Table(n) => format!("! table {n}"),
        });
    }
    out.join("\n")
}

fn sections(of: &[Section], out: &mut Vec<String>) {
    for section in of {
        let number = section.number.as_deref().unwrap_or("");
        let run_in = section.run_in.as_deref().unwrap_or("");
        out.push(format!(
            "{} {number}{}{run_in}",
            section.level, section.heading
        ));
        blocks(&section.blocks, out);
        sections(&section.sections, out);
    }
}

fn blocks(of: &[Block], out: &mut Vec<String>) {
    for block in of {
        out.push(match block {
            Block::Paragraph(text) => format!("- {}", text.text),
            Block::Table(n) => format!("table {n}"),
            Block::List(items) => {
                let items: Vec<&str> = items.iter().map(|item| &*item.text).collect();
                format!("- [{}]", items.join("|"))
            }
        });
    }
}

/// The text under the usual title has this outline, its lines parted by ` | `.
#[track_caller]
fn under_title(text: &str, want: &str) {
    let outline = outline(&format!("{TITLE}{text}")).unwrap();
    let shown = shown(&outline);
    let have: Vec<&str> = shown.lines().skip(1).collect();
    let have = have.join(" | ");
    assert_eq!(have, want, "{text}");
}

#[test]
fn a_heading_s_line_that_goes_on_is_parted_from_its_text() {
    under_title(
        "三、公民法人申请公开信息的↵\n情况↵\n全年两件。\n",
        "1 三、公民法人申请公开信息的情况 | - 全年两件。",
    );
    under_title(
        "三、公民法人申请公开信息的↵\n情况\n",
        "1 三、公民法人申请公开信息的情况",
    );
    under_title(
        "三、公民法人申请公开信息的↵\n详细数字\n",
        "1 三、公民法人申请公开信息的详细数字",
    );
    under_title(
        "（二）依申请公开情况 2019年，共收到申请3件。\n",
        "1 （二）依申请公开情况 | - 2019年，共收到申请3件。",
    );
    under_title(
        "（二）依申请公开情况 统计表\n",
        "1 （二）依申请公开情况统计表",
    );
    under_title(
        "（二）依申请公开、收费 2019年，共收到申请3件。\n",
        "- （二）依申请公开、收费2019年，共收到申请3件。",
    );
    under_title(
        "（二）全年，依申请公开 收到申请3件。\n",
        "- （二）全年，依申请公开收到申请3件。",
    );
    under_title(
        "一、依申请公开情况：共收到申请3件。↵\n均已答复。\n",
        "1 一、依申请公开情况： | - 共收到申请3件。均已答复。",
    );
}

#[test]
fn a_broken_heading_below_a_line_that_goes_on_starts_anew() {
    under_title(
        "四、行政复议情况\n结果维持结果纠正↵\n五 、政府信息公开工作存在的主要问题及改进情↵\n况↵\n一是解读质量仍需提升。\n",
        "1 四、行政复议情况 | - 结果维持结果纠正 | 1 五、政府信息公开工作存在的主要问题及改进情况 | - 一是解读质量仍需提升。",
    );
    // No known heading: it is in the middle of a sentence.
    under_title(
        "四、行政复议情况\n依据条例第三、第↵\n五、第六条↵\n况且\n",
        "1 四、行政复议情况 | - 依据条例第三、第五、第六条况且",
    );
}

#[test]
fn a_number_alone_takes_the_line_below_if_that_is_a_heading() {
    under_title("一、\n概述\n甲。\n", "1 一、概述 | - 甲。");
    under_title("一、\n（一）概述\n甲。\n", "- 一、 | 1 （一）概述 | - 甲。");
    under_title("一、\n本局。\n", "- 一、 | - 本局。");
    under_title("## 一、\n## 概述\n甲。\n", "- 一、 | 1 概述 | - 甲。");
    under_title("1.\n主动公开情况\n甲。\n", "- 1. | 1 主动公开情况 | - 甲。");
}

#[test]
fn a_number_at_a_line_s_start_begins_a_text_of_its_own_where_one_ended() {
    under_title(
        "一、概述\n包括下列内容：↵\n（一）主动公开情况\n甲。\n",
        "1 一、概述 | - 包括下列内容： | 2 （一）主动公开情况 | - 甲。",
    );
    under_title(
        "一、概述\n本局认真落实条例。↵\n（二）主动公开情况\n甲。\n",
        "1 一、概述 | - 本局认真落实条例。 | 2 （二）主动公开情况 | - 甲。",
    );
    under_title(
        "一、概述\n依据条例第↵\n\n（二）主动公开情况\n甲。\n",
        "1 一、概述 | - 依据条例第 | 2 （二）主动公开情况 | - 甲。",
    );
    under_title(
        "一、概述\n依据条例第↵\n（二）主动公开情况\n甲。\n",
        "1 一、概述 | - 依据条例第（二）主动公开情况 | - 甲。",
    );
    under_title(
        "一、概述\n本局认真落实，↵\n二、主动公开政府信息情况\n甲。\n",
        "1 一、概述 | - 本局认真落实， | 1 二、主动公开政府信息情况 | - 甲。",
    );
    under_title(
        "一、概述\n（一）组织领导↵\n（二）制度建设\n甲。\n",
        "1 一、概述 | 2 （一）组织领导 | 2 （二）制度建设 | - 甲。",
    );
    under_title(
        "一、概述\n本局认真落实，↵\n二、各项工作\n甲。\n",
        "1 一、概述 | - 本局认真落实，二、各项工作 | - 甲。",
    );
    under_title(
        "## 一、概述↵\n本局认真落实条例。\n",
        "1 一、概述 | - 本局认真落实条例。",
    );
    under_title(
        "一、概述\n本局认真落实↵\n## 二、其他\n甲。\n",
        "1 一、概述 | - 本局认真落实 | 1 二、其他 | - 甲。",
    );
}

#[test]
fn date_signature_and_copies_begin_a_text_of_their_own() {
    under_title(
        "一、概述\n本局认真落实条例↵\n抄送：县政府办。\n",
        "1 一、概述 | - 本局认真落实条例 | ! CopiedTo 抄送：县政府办。",
    );
    under_title(
        "一、概述\n本局认真落实条例↵\n\n2019年2月18日\n",
        "1 一、概述 | - 本局认真落实条例 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n本局成立于↵\n2019年2月18日\n",
        "1 一、概述 | - 本局成立于2019年2月18日",
    );
    under_title(
        "一、概述\n甲。\n2019年2月18日↵\n某某县财政局↵\n",
        "1 一、概述 | - 甲。 | ! Date 2019年2月18日 | ! Signature 某某县财政局",
    );
    under_title(
        "一、概述\n本局认真落实条例。↵\n某某县水务局↵\n2019年2月18日\n",
        "1 一、概述 | - 本局认真落实条例。 | ! Signature 某某县水务局 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n本局认真落实条例。↵\n2019年2月18日\n",
        "1 一、概述 | - 本局认真落实条例。 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n本局的上级是↵\n某某县水务局↵\n负责。\n",
        "1 一、概述 | - 本局的上级是某某县水务局负责。",
    );
    under_title(
        "一、概述\n甲。\n某某县水务局↵\n2019年2月18日\n",
        "1 一、概述 | - 甲。 | ! Signature 某某县水务局 | ! Date 2019年2月18日",
    );
}

#[test]
fn items_of_a_list_are_no_headings() {
    under_title(
        "一、概述\n（一）甲信息；\n（二）乙信息；\n（三）其他。\n",
        "1 一、概述 | - [（一）甲信息；|（二）乙信息；|（三）其他。]",
    );
    under_title(
        "一、概述\n（一）甲信息；\n（三）其他。\n",
        "1 一、概述 | - （一）甲信息； | 2 （三）其他。",
    );
    under_title("一、概述\n（一）其他。\n", "1 一、概述 | 2 （一）其他。");
    under_title(
        "一、概述\n（二）乙信息。\n（三）其他。\n",
        "1 一、概述 | 2 （二）乙信息。 | 2 （三）其他。",
    );
    under_title(
        "一、概述\n（一）渠道\n2.公报\n1.期刊\n",
        "1 一、概述 | 2 （一）渠道 | 3 2.公报 | - 1.期刊",
    );
    under_title(
        "一、概述\n（一）渠道\n1.网站\n甲。\n2.公报\n乙。\n",
        "1 一、概述 | 2 （一）渠道 | 3 1.网站 | - 甲。 | 3 2.公报 | - 乙。",
    );
    under_title(
        "## 一、概述\n### 1.网站\n### 2.公报\n",
        "1 一、概述 | 3 1.网站 | 3 2.公报",
    );
    under_title(
        "一、概述\n1.网站\n▦\n2.公报\n二、其他\n无。\n",
        "1 一、概述 | 3 1.网站 | table 0 | - 2.公报 | 1 二、其他 | - 无。",
    );
    under_title(
        "一、概述\n一是学习。\n三是培训。\n二、其他\n无。\n",
        "1 一、概述 | - 一是学习。 | - 三是培训。 | 1 二、其他 | - 无。",
    );
}

#[test]
fn the_closing_begins_behind_the_last_section() {
    under_title(
        "一、概述\n甲。\n2019年2月18日\n受理申请的数量：\n乙。\n",
        "1 一、概述 | - 甲。 | ! Date 2019年2月18日 | ! Other 受理申请的数量： | ! Other 乙。",
    );
    under_title(
        "一、概述\n2019年2月18日\n二、其他\n乙。\n",
        "1 一、概述 | - 2019年2月18日 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n甲。\n某某县水务局\n",
        "1 一、概述 | - 甲。 | ! Signature 某某县水务局",
    );
    under_title(
        "一、概述\n某某县水务局↵\n某某县财政局\n",
        "1 一、概述 | - 某某县水务局某某县财政局",
    );
    under_title(
        "一、概述\n甲。\n某某县水务局\n▦\n",
        "1 一、概述 | - 甲。 | - 某某县水务局 | table 0",
    );
    under_title("一、某某县水务局\n", "1 一、某某县水务局");
    under_title(
        "一、概述\n甲。\n某某县水务局\n某某县财政局\n2019年2月18日\n",
        "1 一、概述 | - 甲。 | ! Signature 某某县水务局 | ! Signature 某某县财政局 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n某某县水务局\n附件：统计表\n",
        "1 一、概述 | - 某某县水务局 | ! Attachment 附件：统计表",
    );
    under_title(
        "一、概述\n某某县水务局\n2019年2月18日\n",
        "1 一、概述 | ! Signature 某某县水务局 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n甲。\n某某县水务局↵\n某某县财政局\n2019年2月18日\n",
        "1 一、概述 | - 甲。 | - 某某县水务局某某县财政局 | ! Date 2019年2月18日",
    );
    under_title(
        "一、概述\n甲。\n发布日期：2019-02-18\n上一篇：某某县财政局年报\n",
        "1 一、概述 | - 甲。 | ! Date 发布日期：2019-02-18 | ! Other 上一篇：某某县财政局年报",
    );
}

#[test]
fn without_sections_the_closing_comes_after_all_prose() {
    let long = "本局认真落实条例。".repeat(15);
    under_title(
        &format!("2019年2月18日\n{long}\n某某县水务局\n2019年3月1日\n"),
        "- 2019年2月18日 | - 本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。 | ! Signature 某某县水务局 | ! Date 2019年3月1日",
    );
    under_title(
        &format!("{long}\n2019年2月18日\n{long}\n"),
        "- 本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。 | - 2019年2月18日 | - 本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。本局认真落实条例。",
    );
    under_title(
        "2019年2月18日\n本局认真落实条例。\n",
        "! Date 2019年2月18日 | ! Other 本局认真落实条例。",
    );
}

#[test]
fn a_form_is_attached_behind_three_sections_where_numbers_start_again() {
    let three = "一、概述\n甲。\n二、主动公开\n乙。\n三、其他事项\n无。\n";
    let two = "一、概述\n甲。\n二、主动公开\n乙。\n";
    let form = "附表\n政府信息公开情况统计表\n一、主动公开情况\n条\n31\n";
    under_title(
        &format!("{three}{form}"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | ! Attachment 附表 | ! Other 政府信息公开情况统计表 | ! Other 一、主动公开情况 | ! Other 条 | ! Other 31",
    );
    under_title(
        &format!("{two}{form}"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | - 附表 | - 政府信息公开情况统计表 | 1 一、主动公开情况 | - 条 | - 31",
    );
    under_title(
        &format!("{three}2019年2月18日\n某某县水务局\n{form}"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | ! Date 2019年2月18日 | ! Signature 某某县水务局 | ! Attachment 附表 | ! Other 政府信息公开情况统计表 | ! Other 一、主动公开情况 | ! Other 条 | ! Other 31",
    );
    under_title(
        &format!("{three}附表\n见后。\n一、主动公开情况\n条\n31\n"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | - 附表 | - 见后。 | 1 一、主动公开情况 | - 条 | - 31",
    );
    under_title(
        &format!("{three}说明\n政府信息公开情况统计表\n一、主动公开情况\n条\n31\n"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | - 说明 | - 政府信息公开情况统计表 | 1 一、主动公开情况 | - 条 | - 31",
    );
    under_title(
        &format!("{three}附表\n政府信息公开情况统计表\n四、主动公开情况\n条\n31\n"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | - 附表 | - 政府信息公开情况统计表 | 1 四、主动公开情况 | - 条 | - 31",
    );
    under_title(
        &format!("{three}附表\n政府信息公开情况统计表\n条\n31\n"),
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 1 三、其他事项 | - 无。 | ! Attachment 附表 | ! Other 政府信息公开情况统计表 | ! Other 条 | ! Other 31",
    );
}

#[test]
fn a_known_heading_without_its_number_fills_a_gap() {
    let first = "一、概述\n（一）组织\n甲。\n（二）制度\n乙。\n";
    under_title(
        &format!("{first}主动公开政府信息情况\n丙。\n三、其他事项\n无。\n"),
        "1 一、概述 | 2 （一）组织 | - 甲。 | 2 （二）制度 | - 乙。 | 1 主动公开政府信息情况 | - 丙。 | 1 三、其他事项 | - 无。",
    );
    under_title(
        &format!("{first}主动公开政府信息情况\n丙。\n二、其他事项\n无。\n"),
        "1 一、概述 | 2 （一）组织 | - 甲。 | 2 （二）制度 | - 乙。 | 2 主动公开政府信息情况 | - 丙。 | 1 二、其他事项 | - 无。",
    );
    under_title(
        &format!("{first}主动公开政府信息情况：\n丙。\n三、其他事项\n无。\n"),
        "1 一、概述 | 2 （一）组织 | - 甲。 | 2 （二）制度 | - 乙。 | 2 主动公开政府信息情况： | - 丙。 | 1 三、其他事项 | - 无。",
    );
    under_title(
        "概述\n甲。\n二、主动公开政府信息情况\n乙。\n",
        "1 概述 | - 甲。 | 1 二、主动公开政府信息情况 | - 乙。",
    );
    under_title(
        "概述\n甲。\n三、主动公开政府信息情况\n乙。\n",
        "- 概述 | - 甲。 | 1 三、主动公开政府信息情况 | - 乙。",
    );
    under_title(
        "概述\n甲。\n主动公开政府信息情况\n乙。\n依申请公开情况\n丙。\n",
        "1 概述 | - 甲。 | 1 主动公开政府信息情况 | - 乙。 | 1 依申请公开情况 | - 丙。",
    );
    under_title(
        "一、概述\n甲。\n二、主动公开\n乙。\n其他需要报告的事项\n丙。\n",
        "1 一、概述 | - 甲。 | 1 二、主动公开 | - 乙。 | 2 其他需要报告的事项 | - 丙。",
    );
}

#[test]
fn a_bare_line_is_a_heading_of_a_section_with_something_under_it() {
    under_title(
        "一、概述\n受理申请的数量\n二、其他\n乙。\n",
        "1 一、概述 | - 受理申请的数量 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n受理申请的数量\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | 2 受理申请的数量 | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "受理申请的数量\n甲。\n二、其他\n乙。\n",
        "- 受理申请的数量 | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n网站主动公开的情况：\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | 2 网站主动公开的情况： | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n网站主动公开的情况\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | - 网站主动公开的情况 | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n网站主动公开的情况：\n二、其他\n乙。\n",
        "1 一、概述 | - 网站主动公开的情况： | 1 二、其他 | - 乙。",
    );
    under_title(
        "网站主动公开的情况：\n甲。\n二、其他\n乙。\n",
        "- 网站主动公开的情况： | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n全年，网站主动公开的情况：\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | - 全年，网站主动公开的情况： | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n网站主动公开如下：\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | - 网站主动公开如下： | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n队伍和人员的情况：\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | - 队伍和人员的情况： | - 甲。 | 1 二、其他 | - 乙。",
    );
    under_title(
        "一、概述\n网站主动公开的情况；\n甲。\n二、其他\n乙。\n",
        "1 一、概述 | - 网站主动公开的情况； | - 甲。 | 1 二、其他 | - 乙。",
    );
    let long = format!("一、概述\n{}网站主动公开的情况：\n甲。\n", "很".repeat(30));
    under_title(
        &long,
        "1 一、概述 | - 很很很很很很很很很很很很很很很很很很很很很很很很很很很很很很网站主动公开的情况： | - 甲。",
    );
}

#[test]
fn a_page_s_headings_have_the_levels_that_the_page_gives_them() {
    under_title(
        "## 一、概述\n#### 组织机构\n甲。\n### 制度\n乙。\n",
        "1 一、概述 | 3 组织机构 | - 甲。 | 2 制度 | - 乙。",
    );
    under_title(
        "一、概述\n### 组织机构\n甲。\n## 制度\n乙。\n",
        "1 一、概述 | 2 组织机构 | - 甲。 | 1 制度 | - 乙。",
    );
    under_title("### 组织机构\n甲。\n", "- 组织机构 | - 甲。");
    under_title(
        "## 一、概述\n##### 组织机构\n甲。\n###### 制度\n乙。\n# 其他\n",
        "1 一、概述 | 4 组织机构 | - 甲。 | 4 制度 | - 乙。 | 1 其他",
    );
}

#[test]
fn a_title_takes_the_lines_that_belong_to_it() {
    let of = |text: &str| {
        let outline = outline(&format!(
            "{text}一、概述\n甲。\n二、主动公开情况\n乙。\n三、依申请公开情况\n丙。\n"
        ))
        .unwrap();
        let shown = shown(&outline);
        let agency = outline.agency.map_or(String::new(), |agency| agency.text);
        format!(
            "{} / {agency} / {:?}",
            shown
                .split("\n1 ")
                .next()
                .unwrap_or("")
                .replace('\n', " / "),
            outline.year
        )
    };
    for (text, want) in [
        (
            "标题：某某县水务局2018年政府信息公开工作年度报告\n",
            "# 某某县水务局2018年政府信息公开工作年度报告 / - 标题： / 某某县水务局 / Some(2018)",
        ),
        (
            "标题：\n某某县水务局2018年政府信息公开工作年度报告\n",
            "# 某某县水务局2018年政府信息公开工作年度报告 / - 标题： / 某某县水务局 / Some(2018)",
        ),
        (
            "某某县水务局政府信息公开工作年度报告\n（2018年）\n",
            "# 某某县水务局政府信息公开工作年度报告（2018年） / 某某县水务局 / Some(2018)",
        ),
        (
            "某某县水务局政府信息公开工作年度报告\n（草案）\n",
            "# 某某县水务局政府信息公开工作年度报告 / - （草案） / 某某县水务局 / None",
        ),
        (
            "某某县水务局政府信息公开工作年度报告\n2018年度\n",
            "# 某某县水务局政府信息公开工作年度报告 / - 2018年度 / 某某县水务局 / Some(2018)",
        ),
        (
            "某某县水务局\n2018年政府信息公开工作年度报告\n",
            "# 某某县水务局2018年政府信息公开工作年度报告 / 某某县水务局 / Some(2018)",
        ),
        (
            "某某县水务局\n\n2018年政府信息公开工作年度报告\n",
            "# 某某县水务局2018年政府信息公开工作年度报告 / 某某县水务局 / Some(2018)",
        ),
        (
            "安浦市科学技术委\n\n员会2018年政府信息公开工作年度报告\n",
            "# 安浦市科学技术委员会2018年政府信息公开工作年度报告 / 安浦市科学技术委员会 / Some(2018)",
        ),
        (
            "安浦市新桥街道办\n\n事处2018年政府信息公开工作年度报告\n",
            "# 安浦市新桥街道办事处2018年政府信息公开工作年度报告 / 安浦市新桥街道办事处 / Some(2018)",
        ),
        (
            "安浦县政务网\n\n水务局2018年政府信息公开工作年度报告\n",
            "# 水务局2018年政府信息公开工作年度报告 / - 安浦县政务网 / 水务局 / Some(2018)",
        ),
        (
            "安浦县市场监督管\n理局2018年政府信息公开工作年度报告\n",
            "# 安浦县市场监督管理局2018年政府信息公开工作年度报告 / 安浦县市场监督管理局 / Some(2018)",
        ),
        (
            "某某縣水務局2018年政府資訊公開工作年度報告\n",
            "# 某某縣水務局2018年政府資訊公開工作年度報告 / 某某縣水務局 / Some(2018)",
        ),
        (
            "临江市\n\n市场局2018年政府信息公开工作年度报告\n",
            "# 市场局2018年政府信息公开工作年度报告 / - 临江市 / 市场局 / Some(2018)",
        ),
        (
            "望川\n区柳溪镇人民政府2018年政府信息公开工作年度报告\n",
            "# 望川区柳溪镇人民政府2018年政府信息公开工作年度报告 / 望川区柳溪镇人民政府 / Some(2018)",
        ),
        (
            "首页\n区柳溪镇人民政府2018年政府信息公开工作年度报告\n",
            "# 区柳溪镇人民政府2018年政府信息公开工作年度报告 / - 首页 / 区柳溪镇人民政府 / Some(2018)",
        ),
        (
            "望川、南山\n区柳溪镇人民政府2018年政府信息公开工作年度报告\n",
            "# 区柳溪镇人民政府2018年政府信息公开工作年度报告 / - 望川、南山 / 区柳溪镇人民政府 / Some(2018)",
        ),
        (
            "临江市民中心\n理局2018年政府信息公开工作年度报告\n",
            "# 理局2018年政府信息公开工作年度报告 / - 临江市民中心 / 理局 / Some(2018)",
        ),
        (
            "临江市\n市场局2018年政府信息公开工作年度报告\n",
            "# 临江市市场局2018年政府信息公开工作年度报告 / 临江市市场局 / Some(2018)",
        ),
        (
            "2018年云\n汀市教育局信息公开工作年度报告\n",
            "# 2018年云汀市教育局信息公开工作年度报告 / 云汀市教育局 / Some(2018)",
        ),
        (
            "2018年云岭\n汀市教育局信息公开工作年度报告\n",
            "# 2018年云岭汀市教育局信息公开工作年度报告 / 云岭汀市教育局 / Some(2018)",
        ),
        (
            "2018年某某县某某乡人民\n政府信息公开工作年度报告\n",
            "# 2018年某某县某某乡人民政府信息公开工作年度报告 / 某某县某某乡人民政府 / Some(2018)",
        ),
        (
            "欢迎访问\n某某县水务局2018年政府信息公开工作年度报告\n",
            "# 某某县水务局2018年政府信息公开工作年度报告 / - 欢迎访问 / 某某县水务局 / Some(2018)",
        ),
        (
            "2018年政府信息公开工作年度报告\n某某县水务局2017年政府信息公开工作年度报告\n",
            "# 某某县水务局2017年政府信息公开工作年度报告 / - 2018年政府信息公开工作年度报告 / 某某县水务局 / Some(2017)",
        ),
        (
            "某某县水务局2018年政府信息公开工作年度报告。\n",
            "- 某某县水务局2018年政府信息公开工作年度报告。 /  / None",
        ),
    ] {
        assert_eq!(of(text), want, "{text}");
    }
}

#[test]
fn a_text_that_breaks_off_is_told() {
    let told = |text: &str| {
        let outline = outline(&format!("{TITLE}{text}")).unwrap();
        outline
            .diagnostics
            .iter()
            .filter(|d| d.code == "truncated")
            .map(|d| d.message.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    for (text, want) in [
        (
            "一、概述\n甲。\n二、主动公开情况\n",
            "the text ends with a heading",
        ),
        ("一、概述\n", ""),
        ("一、概述\n甲。\n二、存在的主要问题及改进措施\n", ""),
        (
            "一、概述\n甲。\n二、主动公开情况\n乙。\n",
            "the text ends before the last sections of a report (problems, other matters) and has no date or signature",
        ),
        (
            "一、概述\n甲。\n二、主动公开情况\n乙。\n2019年2月18日\n",
            "",
        ),
        ("一、主动公开情况\n乙。\n", ""),
        ("一、概述\n甲。\n二、加强学习\n乙。\n", ""),
        (
            "一、概述\n甲。\n二、工作\n（一）主动公开情况\n乙。\n",
            "the text ends before the last sections of a report (problems, other matters) and has no date or signature",
        ),
        (
            "一、概述\n甲。\n二、工作\n（一）主动公开情况\n乙。\n（二）存在的问题\n丙。\n",
            "",
        ),
        (
            "一、概述\n甲。\n二、其他需要报告的事项\n本局全年认真落实条例各项要求，努力做好\n",
            "the text ends in the middle of a sentence",
        ),
        ("一、概述\n甲。\n二、其他需要报告的事项\n暂无其他事项\n", ""),
        ("一、概述\n甲。\n二、其他需要报告的事项\n▦\n", ""),
    ] {
        assert_eq!(told(text), want, "{text}");
    }
}

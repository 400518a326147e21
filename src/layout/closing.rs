//! What stands after the last section, and the lines above a table that name it.

use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::sequence::terminated;

use super::date::{Day, date, find, year};
use super::joined::simplify;
use super::number::{arabic, chinese, digit};
use super::title::is_organ;
use super::topic;

/// Characters beyond which a line is prose and no line of a closing.
const MAX_LINE: usize = 60;

/// Characters of a line of metadata that are looked at.
const MAX_METADATA: usize = 120;

/// Characters beyond which a line does not name a table.
const MAX_CAPTION: usize = 50;

/// A line of a closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosingLine {
    /// A date alone, or behind the organ that signs. A month without a day is no day.
    Date {
        /// The signature's place in the line.
        signature: Option<Range<usize>>,
        /// The date's place in the line.
        date: Range<usize>,
        /// The day.
        day: Option<Day>,
    },
    /// 抄送：…, from behind the colon.
    CopiedTo(Range<usize>),
    /// 附表, 附件.
    Attachment,
    /// The printer's line (某某局办公室 2019年2月18日印发).
    Printed,
    /// What a site puts under an article (上一篇：…, 【打印】), and （此件公开发布）.
    Site,
}

fn is_short(text: &str, limit: usize) -> bool {
    text.chars().nth(limit).is_none()
}

/// **R15**. A line of the closing, white space cleaned.
///
/// ```
/// use gongkai::layout::closing::{ClosingLine, closing_line};
/// assert!(matches!(closing_line("二〇一九年二月十八日"), Some(ClosingLine::Date { .. })));
/// assert_eq!(closing_line("附表1"), Some(ClosingLine::Attachment));
/// assert_eq!(closing_line("2019年2月18日，本局公开了年度报告。"), None);
/// ```
#[must_use]
pub fn closing_line(text: &str) -> Option<ClosingLine> {
    if let Some(to) = copied_to(text) {
        return Some(ClosingLine::CopiedTo(to));
    }
    if !is_short(text, MAX_LINE) {
        return None;
    }
    if is_attachment(text) {
        return Some(ClosingLine::Attachment);
    }
    if text.trim_end_matches('。').ends_with("印发") && find(text, date).is_some() {
        return Some(ClosingLine::Printed);
    }
    if topic::is_trailer(text) {
        return Some(ClosingLine::Site);
    }
    date_line(text)
}

/// What stands behind 抄送：, if the line starts so.
pub(super) fn copied_to(text: &str) -> Option<Range<usize>> {
    // The word and its colon are three characters; a paragraph may be long.
    let head = text
        .char_indices()
        .nth(4)
        .map_or(text, |(at, _)| &text[..at]);
    let simple = simplify(head);
    let (rest, _) = (
        alt((tag("抄送"), tag("抄报"), tag("主送"), tag("报送"))),
        alt((tag::<_, _, nom::error::Error<&str>>("："), tag(":"))),
    )
        .parse(&*simple)
        .ok()?;
    Some(head.len() - rest.len()..text.len())
}

fn is_attachment(text: &str) -> bool {
    let simple = simplify(text);
    let Ok((rest, _)) = alt((
        tag::<_, _, nom::error::Error<&str>>("附表"),
        tag("附件"),
        tag("附录"),
        tag("附："),
        tag("附:"),
    ))
    .parse(&*simple) else {
        return false;
    };
    let marked = simple.starts_with("附：") || simple.starts_with("附:");
    marked
        || rest.is_empty()
        || rest.starts_with(['：', ':', '（', '(', '一', '二', '三', '四', '五', ' '])
        || rest.starts_with(|c| digit(c).is_some())
}

/// `2019年2月18日`, `（2019年2月18日）`, `某某局 2019年2月18日`, `2019年2月`.
fn date_line(text: &str) -> Option<ClosingLine> {
    let open = text.find(|c: char| !matches!(c, '（' | '('))?;
    let inner = text.trim_end_matches(['）', ')', '。']);
    // How a day or a month ends.
    let last = inner.chars().next_back()?;
    if digit(last).is_none() && !matches!(last, '日' | '号' | '號' | '月') {
        return None;
    }
    if let Some((range, day)) = find(inner, date) {
        if range.end != inner.len() {
            return None;
        }
        let before = inner.get(open..range.start)?.trim();
        let before = before.strip_suffix("日期：").unwrap_or(before);
        if before.is_empty() || matches!(before, "发布" | "成文" | "时间：") {
            return Some(ClosingLine::Date {
                signature: None,
                date: range,
                day: Some(day),
            });
        }
        return is_organ(before).then(|| ClosingLine::Date {
            signature: Some(open..open + before.len()),
            date: range,
            day: Some(day),
        });
    }
    if let Some((range, day)) = published_line(inner)
        && range.end == inner.len()
    {
        return Some(ClosingLine::Date {
            signature: None,
            date: range,
            day: Some(day),
        });
    }
    if let Ok((rest, day)) = date(inner)
        && rest.is_empty()
    {
        return Some(ClosingLine::Date {
            signature: None,
            date: 0..inner.len(),
            day: Some(day),
        });
    }
    let (rest, _) = (
        terminated(year, tag("年")),
        terminated(alt((arabic, chinese)), tag("月")),
    )
        .parse(inner)
        .ok()?;
    rest.is_empty().then_some(ClosingLine::Date {
        signature: None,
        date: 0..inner.len(),
        day: None,
    })
}

/// **R16**. A line near the top that gives the day of publication: 发布日期：2020-01-31.
///
/// ```
/// use gongkai::layout::closing::published_line;
/// assert_eq!(published_line("发布日期：2020-01-31").map(|(_, d)| d.to_string()), Some("2020-01-31".into()));
/// assert_eq!(published_line("施行日期：2020-01-31"), None);
/// ```
#[must_use]
pub fn published_line(text: &str) -> Option<(Range<usize>, Day)> {
    let head = text
        .char_indices()
        .nth(MAX_METADATA)
        .map_or(text, |(at, _)| &text[..at]);
    let simple = simplify(head);
    simple.match_indices(['：', ':']).find_map(|(at, colon)| {
        let label = simple.get(..at)?;
        let kind = label
            .strip_suffix("日期")
            .or_else(|| label.strip_suffix("时间"))?;
        let is_own = ["发布", "公开", "成文", "公布", "发文", "生成", "印发"]
            .iter()
            .any(|word| kind.ends_with(word));
        if !is_own && !kind.is_empty() {
            return None;
        }
        let value = simple.get(at + colon.len()..)?;
        let start = head.len() - value.trim_start().len();
        let (rest, day) = date(value.trim_start()).ok()?;
        Some((start..head.len() - rest.len(), day))
    })
}

/// The organ in a line of metadata near the top: 发布机构：某某县水务局.
pub(super) fn publisher_line(text: &str) -> Option<Range<usize>> {
    if !is_short(text, MAX_METADATA) {
        return None;
    }
    let simple = simplify(text);
    ["发布机构：", "发布单位：", "公开主体：", "发布机关："]
        .iter()
        .find_map(|label| {
            let start = simple.find(label)? + label.len();
            let value = simple.get(start..)?;
            let len = value.find([' ', '，', '；', '：']).unwrap_or(value.len());
            let name = value.get(..len)?;
            (is_organ(name) && !name.starts_with('本')).then_some(start..start + len)
        })
}

/// A date line that may stand under the title. A full stop ends a sentence: the period's, whose last
/// line is a day alone.
pub(super) fn day_alone(text: &str) -> Option<(Range<usize>, Day)> {
    if text.ends_with('。') {
        return None;
    }
    match date_line(text)? {
        ClosingLine::Date {
            date,
            day: Some(day),
            ..
        } => Some((date, day)),
        _ => None,
    }
}

/// **R17**. A line that names the table under it: …统计表, 附表1 …, 第二十条 第（一）项, or 单位：件.
///
/// ```
/// use gongkai::layout::closing::{Caption, caption};
/// assert_eq!(caption("某某局2018年度政府信息公开情况统计表"), Some(Caption::Name));
/// assert_eq!(caption("（单位：件）"), Some(Caption::Unit));
/// assert_eq!(caption("统计表见附件。"), None);
/// ```
#[must_use]
pub fn caption(text: &str) -> Option<Caption> {
    if !is_short(text, MAX_CAPTION) || text.contains(['。', '，', '；']) {
        return None;
    }
    let simple = simplify(text);
    let bare = simple.trim_matches(['（', '）', '(', ')', ' ']);
    if bare.starts_with("单位：") || bare.starts_with("计量单位：") || bare.starts_with("单位:")
    {
        return is_short(bare, 12).then_some(Caption::Unit);
    }
    let name = match simple.rfind(['（', '(']) {
        Some(at) if simple.ends_with(['）', ')']) => simple.get(..at).unwrap_or(""),
        _ => &simple,
    };
    let is_name = [
        "统计表",
        "情况表",
        "一览表",
        "汇总表",
        "明细表",
        "统计报表",
        "年报表",
    ]
    .iter()
    .any(|ending| name.trim_end().ends_with(ending));
    let is_article = simple.starts_with('第') && simple.contains('条') && simple.ends_with('项');
    if is_name || is_article || (is_attachment(text) && simple.chars().nth(4).is_some()) {
        return Some(Caption::Name);
    }
    None
}

/// What a line above a table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caption {
    /// Its name.
    Name,
    /// The unit of its figures.
    Unit,
}

/// The organs behind 抄送：, apart.
#[must_use]
pub fn organs(text: &str) -> Vec<String> {
    text.split(['、', '，', '；', ',', ';'])
        .map(|organ| organ.trim().trim_end_matches(['。', '.']).to_owned())
        .filter(|organ| !organ.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        match closing_line(text)? {
            ClosingLine::Date { day, .. } => Some(day.map_or("month".into(), |d| d.to_string())),
            _ => None,
        }
    }

    #[test]
    fn dates_stand_alone_or_behind_a_signature() {
        for text in [
            "2019年2月18日",
            "二〇一九年二月十八日",
            "（2019年2月18日）",
            "2019-02-18",
            "某某县水务局 2019年2月18日",
            "发布日期：2019-02-18",
        ] {
            assert_eq!(day(text).as_deref(), Some("2019-02-18"), "{text}");
        }
        assert_eq!(day("2019年2月").as_deref(), Some("month"));
        assert_eq!(day("截至2019年2月18日"), None);
        assert_eq!(day("2019年2月18日至3月1日"), None);
        let Some(ClosingLine::Date { signature, .. }) = closing_line("某某县水务局2019年2月18日")
        else {
            panic!("no date line");
        };
        assert_eq!(signature, Some(0.."某某县水务局".len()));
    }

    #[test]
    fn other_lines_of_a_closing() {
        assert_eq!(
            closing_line("抄送：区政府办，区档案局。"),
            Some(ClosingLine::CopiedTo(9..39))
        );
        assert_eq!(organs("区政府办，区档案局。"), ["区政府办", "区档案局"]);
        assert_eq!(closing_line("附件：统计表"), Some(ClosingLine::Attachment));
        assert_eq!(closing_line("附近居民"), None);
        assert_eq!(closing_line("附件的形式不限"), None);
        assert_eq!(
            closing_line("某某局办公室 2019年2月18日印发"),
            Some(ClosingLine::Printed)
        );
    }

    #[test]
    fn a_line_of_metadata_may_hold_several() {
        let day =
            |text| published_line(text).map(|(range, d)| (text[range].to_owned(), d.to_string()));
        assert_eq!(
            day("来源：某某县水务局 发布时间：2020-01-22 10:30 公开方式：主动公开"),
            Some(("2020-01-22".into(), "2020-01-22".into()))
        );
        assert_eq!(
            day("生成日期：2020年1月22日").map(|d| d.1),
            Some("2020-01-22".into())
        );
        assert_eq!(
            day("时间：2020-01-22").map(|d| d.1),
            Some("2020-01-22".into())
        );
        assert_eq!(day("会议时间：2020-01-22"), None);
        let text = "索引号：000-1 发布机构：某某县水务局 文号：无";
        assert_eq!(
            publisher_line(text).map(|range| &text[range]),
            Some("某某县水务局")
        );
        assert_eq!(publisher_line("发布机构：本站"), None);
    }

    #[test]
    fn captions_are_names_and_units() {
        assert_eq!(
            caption("政府信息公开情况统计表（2018年度）"),
            Some(Caption::Name)
        );
        assert_eq!(caption("第二十条第（一）项"), Some(Caption::Name));
        assert_eq!(caption("单位：件"), Some(Caption::Unit));
        assert_eq!(caption("附表"), None);
        assert_eq!(caption("单位：某某市水务局办公室秘书科信息组"), None);
    }

    #[test]
    fn a_caption_is_a_short_name_or_a_unit() {
        for name in [
            "统计表",
            "情况一览表（2018）",
            "第二十条第（一）项",
            "附表1：公开情况",
        ] {
            assert_eq!(caption(name), Some(Caption::Name), "{name}");
        }
        for unit in ["单位：件", "（单位：件）", "计量单位：件", "单位:件"] {
            assert_eq!(caption(unit), Some(Caption::Unit), "{unit}");
        }
        let long = format!("{}统计表", "很".repeat(100));
        for other in [
            &*long,
            "甲，乙统计表",
            "单位：全县各级行政机关合计",
            "附表",
            "第二十条",
            "条项",
        ] {
            assert_eq!(caption(other), None, "{other}");
        }
    }
}

//! The title: 某某市水务局2018年政府信息公开工作年度报告 in its variants.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::combinator::{eof, opt, recognize, value, verify};
use nom::multi::many0_count;
use nom::sequence::{delimited, terminated};
use nom::{IResult, Parser};

use super::date::year;
use super::joined::simplify;

/// Characters beyond which no line is a title: sentences that name a report are longer.
const MAX_TITLE: usize = 80;

/// Characters beyond which no organ's name goes.
const MAX_ORGAN: usize = 40;

/// What a report is about, the longer words first.
const SUBJECTS: [&str; 7] = [
    "政府信息主动公开",
    "政府信息公开",
    "政务信息公开",
    "政府资讯公开",
    "信息公开",
    "政务公开",
    "资讯公开",
];

/// Words that make a line a sentence about a report, or a line of a list that links to one.
const NOT_IN_ORGAN: [&str; 19] = [
    "编制",
    "公布",
    "发布",
    "根据",
    "按照",
    "依据",
    "现将",
    "以下简称",
    "查阅",
    "下载",
    "刊载",
    "印发",
    "本报告",
    "报送",
    "上一篇",
    "下一篇",
    "如下",
    "我们",
    "要求",
];

/// Marks that no organ's name holds.
const NOT_IN_ORGAN_CHARS: &str = "。，；：:;,!！?？《》<>＞＜|｜/\\“”\"＊*#";

/// Characters that an organ's name ends with.
const ORGAN_ENDINGS: [&str; 55] = [
    "政府",
    "局",
    "委",
    "委员会",
    "办公室",
    "厅",
    "院",
    "中心",
    "办",
    "处",
    "所",
    "站",
    "会",
    "队",
    "镇",
    "乡",
    "街道",
    "部",
    "署",
    "台",
    "区",
    "市",
    "县",
    "旗",
    "州",
    "盟",
    "省",
    "银行",
    "公司",
    "集团",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
    "馆",
    "社",
    "园",
    "库",
    "场",
    "企业",
    "医院",
    "机关",
    "支队",
    "大队",
    "总队",
    "分局",
    "工委",
    "党组",
    "基金",
    "联盟",
    "法庭",
    "村",
    "团",
    "组",
];

/// What many names end with, longer than it takes to know an organ by, and so long that lines break
/// in it: 街道办 / 事处, 监督管 / 理局.
const LONG_ENDINGS: [&str; 4] = ["办事处", "管理局", "管理委员会", "服务中心"];

/// Words of a page's navigation, which may stand above a title.
const NAVIGATION: [&str; 10] = [
    "首页", "正文", "公开", "报告", "年报", "信息", "网站", "打印", "栏目", "政务",
];

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The organ's place in the text, if it is named.
    pub organ: Option<Range<usize>>,
    /// The year, if it is named.
    pub year: Option<u16>,
}

/// `（2018年）`, `（二〇一八年度）`, or another remark in brackets at the end.
fn remark(input: &str) -> IResult<&str, Option<u16>> {
    alt((
        delimited(
            alt((tag("（"), tag("("))),
            (year, opt(tag("年")), opt(tag("度"))).map(|(year, ..)| Some(year)),
            alt((tag("）"), tag(")"))),
        ),
        value(
            None,
            delimited(
                alt((tag("（"), tag("("))),
                take_while_m_n(1, 30, |c| !matches!(c, '（' | '(' | '）' | ')')),
                alt((tag("）"), tag(")"))),
            ),
        ),
    ))
    .parse(input)
}

/// A year with its 年 or 年度.
fn year_word(input: &str) -> IResult<&str, u16> {
    terminated(year, (opt(tag(" ")), opt(tag("年")), opt(tag("度")))).parse(input)
}

/// What may stand between the subject and 报告.
fn filler(input: &str) -> IResult<&str, &str> {
    recognize(alt((
        tag("工作"),
        tag("情况"),
        tag("年度"),
        tag("年"),
        tag("的"),
        tag("开展"),
        tag("执行"),
    )))
    .parse(input)
}

/// All that follows the subject, up to the end: 工作年度报告, 年度报告, 工作情况报告, 年报.
fn ending(input: &str) -> IResult<&str, Option<u16>> {
    let (rest, _) = many0_count(filler).parse(input)?;
    let (rest, inner) = opt(year_word).parse(rest)?;
    let (rest, _) = many0_count(filler).parse(rest)?;
    // 年报 is a word; 年度报 is a title whose 告 stands on the next line.
    let before = &input[..input.len() - rest.len()];
    let short = verify(tag("报"), |_: &str| before.ends_with('年'));
    let (rest, _) = alt((tag("报告书"), tag("报告"), short)).parse(rest)?;
    let (rest, remarked) = opt(remark).parse(rest)?;
    let (rest, _) = eof(rest)?;
    Ok((rest, inner.or(remarked.flatten())))
}

/// The name of an organ as far as its characters tell: short, no sentence, no mark.
///
/// ```
/// use gongkai::layout::title::is_organ;
/// assert!(is_organ("某某市水务局"));
/// assert!(!is_organ("正文"));
/// assert!(!is_organ("根据有关规定，某某市水务局"));
/// ```
#[must_use]
pub fn is_organ(text: &str) -> bool {
    let text = simplify(text);
    may_be_organ(&text)
        && text.chars().count() >= 2
        && ORGAN_ENDINGS.iter().any(|ending| text.ends_with(ending))
}

fn may_be_organ(text: &str) -> bool {
    text.chars().nth(MAX_ORGAN).is_none()
        && !text.contains(|c| NOT_IN_ORGAN_CHARS.contains(c))
        && !NOT_IN_ORGAN.iter().any(|word| text.contains(word))
}

/// An organ, a year, or both: what may stand on a line above the rest of a title.
pub(super) fn is_organ_and_year(text: &str) -> bool {
    let simple = simplify(text);
    match organ_and_year(&simple) {
        Some((Some(organ), _)) => is_organ(&simple[organ]),
        Some((None, year)) => year.is_some(),
        None => false,
    }
}

/// Two lines are one name of an organ that was broken: the upper one names a place, the lower one
/// does not (安浦县市场监督管 / 理局, 某某市人民 / 政府办公室).
pub(super) fn is_broken_organ(upper: &str, lower: &str) -> bool {
    let upper = simplify(upper);
    let lower = simplify(lower);
    if !may_be_organ(&upper) || !upper.chars().all(|c| c.is_alphanumeric() || c == ' ') {
        return false;
    }
    // 望川 / 区柳溪镇人民政府: no name starts so; but 区教育局 under a word of navigation does.
    let cut_in_place = lower.starts_with(['省', '市', '县', '区', '镇', '乡'])
        && !NAVIGATION.iter().any(|word| upper.contains(word));
    cut_in_place || (names_place(&upper) && !names_place(&lower))
}

/// Nothing but what organs' names end with, or the end of it: 政府, 员会. No organ is called so.
pub(super) fn is_organs_end(organ: &str) -> bool {
    let organ = simplify(organ);
    let end = organ.strip_prefix("人民").unwrap_or(&organ);
    (ORGAN_ENDINGS.iter().chain(&LONG_ENDINGS)).any(|ending| ending.ends_with(end))
}

/// The line names a year, so that it is the beginning of a title whose rest names none.
///
/// Behind a year at its start one character is enough: 2019年云 / 汀市教育局信息公开工作年度报告.
pub(super) fn starts_with_year(text: &str) -> bool {
    let simple = simplify(text);
    let is_cut = || {
        let (rest, _) = year_word(simple.trim_start()).ok()?;
        let mut organ = rest.trim().chars();
        Some(organ.next().is_some_and(crate::chars::is_wide) && organ.next().is_none())
    };
    matches!(organ_and_year(&simple), Some((_, Some(_)))) || is_cut() == Some(true)
}

/// A province, city, county, … with its name before it.
fn names_place(text: &str) -> bool {
    text.char_indices().skip(1).any(|(at, c)| {
        let after = text[at + c.len_utf8()..].chars().next();
        match c {
            '省' | '县' | '区' | '镇' | '乡' | '州' | '盟' | '旗' => true,
            '市' => !matches!(after, Some('场' | '政' | '容' | '民')),
            _ => false,
        }
    })
}

/// **R7**. The whole of a line, white space cleaned, is a title.
///
/// ```
/// use gongkai::layout::title::title;
/// let text = "2019年某某市人民政府办公室政府信息公开工作年度报告";
/// let title = title(text).unwrap();
/// assert_eq!(title.year, Some(2019));
/// assert_eq!(title.organ.map(|organ| &text[organ]), Some("某某市人民政府办公室"));
/// ```
#[must_use]
pub fn title(text: &str) -> Option<Title> {
    if text.chars().nth(MAX_TITLE).is_some() {
        return None;
    }
    let text = simplify(text);
    let (subject, said) = SUBJECTS.iter().find_map(|subject| {
        let at = text.rfind(subject)?;
        let (_, said) = ending(&text[at + subject.len()..]).ok()?;
        // 某某县人民政府信息公开…: 政府 is the organ's.
        let of_organ = subject.starts_with("政府") && text[..at].ends_with("人民");
        Some((at + if of_organ { "政府".len() } else { 0 }, said))
    })?;
    let head = &text[..subject];
    let (organ, before) = organ_and_year(head)?;
    Some(Title {
        organ,
        year: before.or(said),
    })
}

/// What stands before the subject: organ and year in either order, or one of them, or neither.
fn organ_and_year(head: &str) -> Option<(Option<Range<usize>>, Option<u16>)> {
    let found = head.char_indices().find_map(|(at, _)| {
        let (rest, value) = year_word(&head[at..]).ok()?;
        Some((at..head.len() - rest.len(), value))
    });
    let (before, after, year) = match found {
        // 2018—2019学年 is no year, and no organ either.
        Some((range, _))
            if head[range.end..].starts_with(['-', '—', '–', '－', '~', '～', '至']) =>
        {
            (0..range.start, head.len()..head.len(), None)
        }
        Some((range, year)) => (0..range.start, range.end..head.len(), Some(year)),
        None => (0..head.len(), head.len()..head.len(), None),
    };
    let before = trim_organ(head, before);
    let after = trim_organ(head, after);
    for part in [&before, &after] {
        // One character is the end of a name that was broken over lines.
        let part = &head[part.clone()];
        if !may_be_organ(part) || part.chars().count() == 1 {
            return None;
        }
    }
    let organ = [before, after].into_iter().find(|part| !part.is_empty());
    Some((organ, year))
}

/// Without the words that join an organ to the rest: 关于, 的, a second subject (政府信息公开和…).
fn trim_organ(head: &str, mut range: Range<usize>) -> Range<usize> {
    loop {
        let part = &head[range.clone()];
        let trimmed = part.trim();
        range.start += part.len() - part.trim_start().len();
        range.end = range.start + trimmed.len();
        if let Some(word) = ["关于", "年度", "度"]
            .iter()
            .find(|w| trimmed.starts_with(**w))
        {
            range.start += word.len();
        } else if let Some(word) = ["关于", "的", "和", "与", "及", "暨", "、", "年度", "工作"]
            .iter()
            .chain(&SUBJECTS)
            .find(|w| trimmed.ends_with(**w))
        {
            range.end -= word.len();
        } else {
            return range;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, Option<u16>)> {
        let title = title(text)?;
        Some((
            title.organ.map(|o| text[o].to_owned()).unwrap_or_default(),
            title.year,
        ))
    }

    #[test]
    fn organ_and_year_in_either_order_or_missing() {
        let organ = "某某县水务局";
        for (text, year) in [
            ("某某县水务局2018年政府信息公开工作年度报告", Some(2018)),
            ("2018年某某县水务局政府信息公开工作年度报告", Some(2018)),
            ("某某县水务局二〇一九年政府信息公开年度报告", Some(2019)),
            ("某某县水务局2019年度信息公开工作年度报告", Some(2019)),
            ("某某县水务局2019年度政府信息公开工作情况报告", Some(2019)),
            ("某某县水务局政务公开工作年度报告（2016年度）", Some(2016)),
            ("某某县水务局政府信息公开2017年度报告", Some(2017)),
            (
                "某某县水务局关于2018年度政府信息公开工作情况的报告",
                Some(2018),
            ),
            ("关于某某县水务局2018年政府信息公开年报", Some(2018)),
            (
                "某某县水务局2018年政府信息公开和政务公开工作年度报告",
                Some(2018),
            ),
            ("某某县水务局政府信息公开工作年度报告", None),
        ] {
            assert_eq!(parts(text), Some((organ.to_owned(), year)), "{text}");
        }
        assert_eq!(
            parts("2020年政府信息公开工作年度报告"),
            Some((String::new(), Some(2020)))
        );
        assert_eq!(
            parts("某某縣水務局2020年政府信息公開工作年度報告"),
            Some(("某某縣水務局".into(), Some(2020)))
        );
        assert_eq!(
            parts("2020年某某镇人民政府信息公开工作年度报告"),
            Some(("某某镇人民政府".into(), Some(2020)))
        );
        assert_eq!(
            parts("某某市政府信息公开办公室2018年政府信息公开工作年度报告"),
            Some(("某某市政府信息公开办公室".into(), Some(2018)))
        );
    }

    #[test]
    fn a_sentence_is_no_title() {
        for text in [
            "某某局编制了2018年政府信息公开工作年度报告",
            "根据《条例》，某某局2018年政府信息公开工作年度报告",
            "当前位置：首页>2018年政府信息公开工作年度报告",
            "2018年政府信息公开工作年度报告。",
            "某某市政府信息公开指南",
            "2018年政府工作报告",
            "某某县水务局2018年政府信息公开工作年度报",
            "关于做好2018年政府信息公开工作年度报告编制工作的通知",
        ] {
            assert_eq!(title(text), None, "{text}");
        }
        assert_eq!(title(&"政府信息公开".repeat(10_000)), None);
        assert_eq!(
            parts("某某大学2018—2019学年信息公开工作年度报告"),
            Some(("某某大学".into(), None))
        );
    }
}

//! Numbered headings: their marks, and where a heading ends and its text begins.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{anychar, one_of};
use nom::combinator::{map_opt, opt, peek, rest, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::joined::simplify;
use super::number::{arabic, chinese, digit, ringed};
use super::topic;

/// Characters beyond which the text behind a number is a sentence and no heading.
pub const MAX_HEADING: usize = 45;

/// The highest number a heading can have: `2018、` and `1949.` are no headings.
const MAX_ORDINAL: u32 = 50;

/// The number before a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// 1 to 4.
    pub level: u8,
    /// Its value.
    pub ordinal: u32,
    /// Bytes of the number with its mark, without the white space behind it.
    pub len: usize,
    /// A mark (`、`, `.`, brackets) stands with the number, and not only a space.
    pub marked: bool,
}

fn space(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

fn small(rule: impl Fn(&str) -> IResult<&str, u32>) -> impl Fn(&str) -> IResult<&str, u32> {
    move |input| verify(&rule, |&value| (1..=MAX_ORDINAL).contains(&value)).parse(input)
}

/// **R8**. `一、` `十一．` `二 、` `三 ` `第四部分`: a Chinese numeral with a mark or a space.
fn first(input: &str) -> IResult<&str, (u32, bool)> {
    alt((
        map_opt(
            (
                preceded((tag("第"), space), small(chinese)),
                preceded(space, alt((tag("部分"), tag("章")))),
                alt((
                    preceded(space, one_of("、．.：:，")).map(|_| true),
                    peek(anychar).map(|c| c.is_whitespace()),
                )),
            ),
            |(value, _, apart)| apart.then_some((value, true)),
        ),
        terminated(small(chinese), (space, one_of("、．.，,﹑､：:"))).map(|value| (value, true)),
        terminated(small(chinese), peek(verify(anychar, |c| c.is_whitespace())))
            .map(|value| (value, false)),
        // The mark was lost: only in front of a wording that is known.
        terminated(
            small(chinese),
            peek(verify(rest, |text: &str| topic::known(text).is_some())),
        )
        .map(|value| (value, true)),
    ))
    .parse(input)
}

/// **R9**. `（一）` `(二)` `〔三〕`: a Chinese numeral in brackets.
fn second(input: &str) -> IResult<&str, u32> {
    alt((
        terminated(
            delimited(
                (one_of("（(〔[【﹙"), space),
                small(chinese),
                (space, one_of("）)〕]】﹚")),
            ),
            opt(one_of("、．.")),
        ),
        map_opt(anychar, |c| ringed(c).filter(|_| matches!(c, '㈠'..='㈩'))),
    ))
    .parse(input)
}

/// **R10**. `1.` `2、` `３．`: digits with a mark, no digit behind a point.
fn third(input: &str) -> IResult<&str, u32> {
    alt((
        terminated(small(arabic), (space, one_of("、﹑､"), peek(opt(anychar)))),
        map_opt(
            (small(arabic), one_of(".．"), peek(opt(anychar))),
            |(value, _, next)| next.is_none_or(|c| digit(c).is_none()).then_some(value),
        ),
        map_opt(anychar, |c| ringed(c).filter(|_| matches!(c, '⒈'..='⒛'))),
    ))
    .parse(input)
}

/// **R11**. `（1）` `(2)` `3）` `④`: digits in brackets or in a ring.
fn fourth(input: &str) -> IResult<&str, u32> {
    alt((
        delimited(
            (one_of("（(〔["), space),
            small(arabic),
            (space, one_of("）)〕]")),
        ),
        terminated(small(arabic), one_of("）)")),
        map_opt(anychar, |c| {
            ringed(c).filter(|_| matches!(c, '①'..='⑳' | '⑴'..='⒇'))
        }),
    ))
    .parse(input)
}

/// The number at the start of a line (rules R8 to R11), white space as printed.
///
/// ```
/// use gongkai::layout::heading::mark;
/// let level = |line| mark(line).map(|m| (m.level, m.ordinal));
/// assert_eq!(level("十一、附表"), Some((1, 11)));
/// assert_eq!(level("（二）依申请公开情况"), Some((2, 2)));
/// assert_eq!(level("３．网站"), Some((3, 3)));
/// assert_eq!(level("④其他"), Some((4, 4)));
/// assert_eq!(level("1.5万元"), None);
/// assert_eq!(level("2018年，"), None);
/// assert_eq!(level("一是加强领导"), None);
/// ```
#[must_use]
pub fn mark(line: &str) -> Option<Mark> {
    // Four marks, told apart by their first characters; most lines start with none of them.
    let start = line.chars().next()?;
    let starts_mark = digit(start).is_some()
        || ringed(start).is_some()
        || "一二三四五六七八九十第（(〔[【﹙".contains(start);
    if !starts_mark {
        return None;
    }
    let (rest, (level, ordinal, marked)) = alt((
        first.map(|(value, marked)| (1, value, marked)),
        second.map(|value| (2, value, true)),
        third.map(|value| (3, value, true)),
        fourth.map(|value| (4, value, true)),
    ))
    .parse(line)
    .ok()?;
    let after = rest.trim_start();
    // （一）项 is a paragraph of a law; 一、二季度 and 1、2号 are lists of numbers.
    if after.starts_with(['项', '款', '目', '项'])
        || (level == 1
            && chinese(after).is_ok_and(|(rest, _)| rest.starts_with(['、', '季', '月', '级'])))
        || (level == 3 && arabic(after).is_ok_and(|(rest, _)| rest.starts_with('、')))
    {
        return None;
    }
    Some(Mark {
        level,
        ordinal,
        len: line.len() - rest.len(),
        marked,
    })
}

/// What the text behind a number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// A heading: its own place, the mark it ends with, and what runs on behind that.
    Heading {
        /// The heading without its closing mark.
        heading: Range<usize>,
        /// `。`, `：`.
        run_in: Option<Range<usize>>,
        /// The text that runs on.
        rest: Range<usize>,
    },
    /// A sentence or an item of a list.
    Sentence,
    /// A row of a table, or nothing.
    Nothing,
}

/// **R12**. Where the heading behind a number ends: at the first 。 or ： outside brackets and
/// quotation marks, else at the end of the line. It is none if it is too long, ends as an item does
/// (；), or is a sentence with a figure in it.
#[must_use]
pub fn behind(mark: Mark, text: &str) -> Behind {
    let text = text.trim_end();
    if text.is_empty() {
        return Behind::Nothing;
    }
    let mut depth = 0_u32;
    let mut end = None;
    let mut item = false;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    let mut count = 0;
    while let Some((at, c)) = chars.next() {
        match c {
            '《' | '“' | '（' | '(' | '「' | '〔' => depth += 1,
            '》' | '”' | '）' | ')' | '」' | '〕' => depth = depth.saturating_sub(1),
            '。' | '：' | '﹕' if depth == 0 => end = Some((at, c)),
            ':' if depth == 0
                && digit(before).is_none()
                && !chars
                    .peek()
                    .is_some_and(|&(_, c)| matches!(c, '/' | '0'..='9')) =>
            {
                end = Some((at, c));
            }
            '；' | ';' | '！' | '？' if depth == 0 => item = true,
            _ => {}
        }
        before = c;
        if end.is_some() {
            break;
        }
        count += 1;
        if count > MAX_HEADING {
            return Behind::Sentence;
        }
    }
    let (head, closing) = match end {
        Some((at, c)) => (0..at, Some(at..at + c.len_utf8())),
        None => (0..text.len(), None),
    };
    let rest = closing.as_ref().map_or(text.len(), |c| c.end)..text.len();
    let heading = text[head.clone()].trim_end();
    let head = head.start..head.start + heading.len();
    if heading.is_empty() || is_row(mark.level, heading) || ends_in_figures(heading) {
        return Behind::Nothing;
    }
    let sentence = item
        || heading.ends_with(['，', ',', '、'])
        || (has_count(heading) && closing.as_ref().is_none_or(|c| text[c.clone()] == *"。"))
        || (mark.level >= 3 && rest_is_figure(&text[rest.clone()]))
        || (!mark.marked && (heading.contains('，') || topic::topic(heading).is_none()));
    // A whole line that is one sentence: 1.加强领导，落实责任。
    let whole_sentence =
        closing.is_some() && rest.is_empty() && text.ends_with('。') && heading.contains('，');
    if sentence || whole_sentence {
        return Behind::Sentence;
    }
    Behind::Heading {
        heading: head,
        run_in: closing,
        rest,
    }
}

/// A row of a table, its figures behind it or not.
fn is_row(level: u8, heading: &str) -> bool {
    let label = heading.trim_end_matches(|c: char| {
        digit(c).is_some() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '—' | '/' | '无')
    });
    topic::is_table_row(label) || (level == 1 && topic::is_first_row(label))
}

/// A figure with a unit of counting in it: 公开信息31条.
fn has_count(text: &str) -> bool {
    let mut number = false;
    for c in simplify(text).chars().filter(|c| !c.is_whitespace()) {
        if digit(c).is_some() {
            number = true;
        } else if number
            && matches!(
                c,
                '条' | '件'
                    | '次'
                    | '篇'
                    | '期'
                    | '个'
                    | '人'
                    | '场'
                    | '份'
                    | '万'
                    | '元'
                    | '%'
                    | '余'
            )
        {
            return true;
        } else {
            number = false;
        }
    }
    false
}

/// Two figures or more with spaces between them at the end: a row of a table.
fn ends_in_figures(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_figure = |word: Option<&str>| {
        word.is_some_and(|w| {
            w.chars()
                .all(|c| digit(c).is_some() || matches!(c, '.' | ',' | '-' | '/'))
        })
    };
    is_figure(words.next()) && is_figure(words.next())
}

fn rest_is_figure(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    chars.next().is_some_and(|c| digit(c).is_some()) && chars.nth(15).is_none()
}

/// A line as a numbered heading, for a line that stands alone.
///
/// ```
/// use gongkai::layout::heading::split;
/// let (mark, heading, run_in, rest) = split("（一）主动公开情况。全年公开31条。").unwrap();
/// assert_eq!((mark.level, heading, run_in, rest), (2, "主动公开情况", Some("。"), "全年公开31条。"));
/// assert!(split("1.公开信息31条。").is_none());
/// ```
#[must_use]
pub fn split(line: &str) -> Option<(Mark, &str, Option<&str>, &str)> {
    let mark = mark(line)?;
    let text = line[mark.len..].trim();
    match behind(mark, text) {
        Behind::Heading {
            heading,
            run_in,
            rest,
        } => Some((
            mark,
            &text[heading],
            run_in.map(|r| &text[r]),
            text[rest].trim_start(),
        )),
        Behind::Sentence | Behind::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(line: &str) -> Option<(u8, u32)> {
        mark(line).map(|m| (m.level, m.ordinal))
    }

    #[test]
    fn four_levels_in_all_their_marks() {
        for line in [
            "二、概述",
            "二.概述",
            "二．概述",
            "二 、概述",
            "二 概述",
            "第二部分 概述",
            "第二部分：概述",
        ] {
            assert_eq!(level(line), Some((1, 2)), "{line}");
        }
        for line in [
            "（二）概述",
            "(二)概述",
            "（二)概述",
            "〔二〕概述",
            "（ 二 ）概述",
            "㈡概述",
            "（二）、概述",
        ] {
            assert_eq!(level(line), Some((2, 2)), "{line}");
        }
        for line in ["2.概述", "2、概述", "２．概述", "2. 概述", "⒉概述"] {
            assert_eq!(level(line), Some((3, 2)), "{line}");
        }
        for line in ["（2）概述", "(2)概述", "②概述", "2）概述", "⑵概述"] {
            assert_eq!(level(line), Some((4, 2)), "{line}");
        }
    }

    #[test]
    fn numbers_that_are_no_marks() {
        for line in [
            "一是加强",
            "一方面",
            "2018年，",
            "1.5万",
            "2019.1.1",
            "3.5亿元",
            "2018、2019年",
            "（一）项规定",
            "一、二季度",
            "第二十条 第（一）项",
            "1 0 11",
            "十分重视",
            "（泉政〔2018〕1号）",
            "",
            "100、信息",
        ] {
            assert_eq!(level(line), None, "{line}");
        }
    }

    #[test]
    fn a_heading_ends_at_its_first_mark() {
        let parts = |line| split(line).map(|(m, h, r, rest)| (m.level, h, r, rest));
        assert_eq!(parts("一、概述"), Some((1, "概述", None, "")));
        assert_eq!(parts("二 、概述"), Some((1, "概述", None, "")));
        assert_eq!(
            parts("六、其他事项：无。"),
            Some((1, "其他事项", Some("："), "无。"))
        );
        assert_eq!(
            parts("（四）开展政策解读工作情况，政策解读数量。2018年，未开展。"),
            Some((
                2,
                "开展政策解读工作情况，政策解读数量",
                Some("。"),
                "2018年，未开展。"
            ))
        );
        assert_eq!(
            parts("（一）落实《关于“一次办好”。的意见》情况：全部落实"),
            Some((
                2,
                "落实《关于“一次办好”。的意见》情况",
                Some("："),
                "全部落实"
            ))
        );
    }

    #[test]
    fn items_sentences_and_rows_are_no_headings() {
        for line in [
            "1.政府网站公开信息31条。",
            "（一）机构职能；",
            "1.加强领导，落实责任，确保公开。",
            "一、本年新收政府信息公开申请数量",
            "一、新收申请 3001 53 0 0 61 4 3119",
            "三、",
            "（一）予以公开",
            "一 加强领导，落实责任",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
        assert_eq!(split(&format!("一、{}", "公开".repeat(40))), None);
    }

    #[test]
    fn numbers_in_a_row_are_no_mark() {
        assert_eq!(level("1、2、3号楼"), None);
        assert_eq!(level("一、二、三楼"), None);
        assert_eq!(level("（1）2、3号楼"), Some((4, 1)));
    }

    #[test]
    fn a_colon_ends_a_heading_unless_it_stands_in_brackets_times_or_addresses() {
        let heading = |text: &str| match behind(mark("（一）").unwrap(), text) {
            Behind::Heading { heading, .. } => Some(text[heading].to_owned()),
            _ => None,
        };
        for (text, want) in [
            ("公开网址:见网站", Some("公开网址")),
            ("公开情况(共:二)表", Some("公开情况(共:二)表")),
            ("开放时间8:起", Some("开放时间8:起")),
            ("开放时间:8点", Some("开放时间:8点")),
            ("网址http://www", Some("网址http://www")),
            ("公开情况 三", Some("公开情况 三")),
            ("公开情况 3", Some("公开情况 3")),
            ("公开情况 3 5", None),
            ("公开情况 3 五", Some("公开情况 3 五")),
        ] {
            assert_eq!(heading(text).as_deref(), want, "{text}");
        }
    }
}

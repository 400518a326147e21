//! What the preamble says: legal basis, announced parts, contact, the organ that wrote it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::joined::{Joined, simplify};
use super::number::{arabic, chinese};
use super::title::is_organ;
use super::topic;
use crate::report::{Announced, Contact, LegalBasis};

/// Characters beyond which a name in 《》 is a run of text with a mark that was never closed.
const MAX_NAME: usize = 120;

/// Characters of an address: fewer name no place, more are a sentence.
const ADDRESS_LENGTH: std::ops::RangeInclusive<usize> = 3..=60;

/// Characters between a bracket and a document's number: the organ's short name.
const MAX_ISSUER: usize = 20;

/// Characters beyond which a remark in brackets holds no document number.
const MAX_NUMBER: usize = 40;

/// Bytes beyond which a list is no list of a report's parts.
const MAX_LISTED: usize = 1500;

/// Documents named beyond which no more are noted: each is compared with those before it.
const MAX_BASES: usize = 100;

/// Lists of one paragraph that are tried as an announcement of parts: stops a paragraph of a million
/// 由.
const MAX_TRIES: usize = 40;

/// Parts beyond which an announcement is no list of a report's parts.
const MAX_PARTS: usize = 20;

macro_rules! regex {
    ($name:ident, $pattern:literal) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

regex!(
    DOCUMENT,
    r"^[（(]([^（）()〔〕\[\]【】]*?)(?:[〔\[【（(［]\s*[0-9０-９]{4}\s*[〕\]】）)］]\s*[0-9０-９]{1,5}\s*号|第\s*[0-9０-９]{1,5}\s*号)"
);
regex!(
    PHONE,
    r"(?:电话|手机|热线)(?:号码)?[:：]?((?:[（(]?[0-9]{3,4}[）)]?[-—－ ]?)?[0-9]{7,8}(?:[-—－转][0-9]{1,5})?|1[0-9]{10})"
);
regex!(
    FAX,
    r"传真(?:号码|电话)?[:：]?((?:[（(]?[0-9]{3,4}[）)]?[-—－ ]?)?[0-9]{7,8})"
);
regex!(POSTCODE, r"(?:邮编|邮政编码)[:：]?([0-9]{6})");
regex!(ADDRESS, r"地址[:：]([^，。；,;）)（(]+)");
regex!(
    EMAIL,
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,63}\.[A-Za-z]{2,10}"
);
regex!(URL, r"(?:https?://|www\.)[A-Za-z0-9./?=&_%#:~-]{3,200}");

/// Legal bases of one paragraph: 《…》 and the number in the brackets behind it.
pub(super) fn legal_basis(paragraph: &Joined<'_>, found: &mut Vec<LegalBasis>) {
    let text = &*paragraph.text;
    let mut at = 0;
    while let Some(open) = text[at..].find('《').map(|open| at + open) {
        let inner = open + '《'.len_utf8();
        // 《关于印发〈…〉的通知》 and 《…《…》…》: the outer marks count.
        let mut depth = 1_u32;
        let mut close = None;
        for (offset, c) in text[inner..].char_indices().take(MAX_NAME) {
            match c {
                '《' => depth += 1,
                '》' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                close = Some(inner + offset);
                break;
            }
        }
        let Some(close) = close else {
            at = inner;
            continue;
        };
        let end = close + '》'.len_utf8();
        at = end;
        let title = &text[inner..close];
        let number = document_number(&text[end..]);
        // A short form (《条例》) names nothing of its own.
        let is_short_form = title.chars().nth(5).is_none()
            || text[..open].ends_with("简称")
            || text[..open].ends_with("简称为");
        if found.len() >= MAX_BASES {
            return;
        }
        let known = found.iter().any(|basis| basis.title == title);
        if (is_short_form && number.is_none()) || known {
            continue;
        }
        let region_end = number.as_ref().map_or(end, |number| end + number.end);
        found.push(LegalBasis {
            title: title.to_owned(),
            number: number.map(|n| text[end + n.start..end + n.end].to_owned()),
            region: paragraph.region(open..region_end),
        });
    }
}

/// **R18**. The number in the brackets behind a document's name: （泉政办〔2018〕1号，以下简称…）,
/// （国令第711号）.
///
/// ```
/// use gongkai::layout::preamble::document_number;
/// let text = "（某政办〔2018〕118号，以下简称《分解表》）";
/// assert_eq!(document_number(text).map(|range| &text[range]), Some("某政办〔2018〕118号"));
/// assert_eq!(document_number("（以下简称《条例》）"), None);
/// ```
#[must_use]
pub fn document_number(text: &str) -> Option<Range<usize>> {
    if !text.starts_with(['（', '(']) {
        return None;
    }
    let head = text
        .char_indices()
        .nth(MAX_NUMBER)
        .map_or(text, |(at, _)| &text[..at]);
    let found = DOCUMENT.as_ref()?.captures(head)?;
    // Counted here: a counted repetition of any character takes milliseconds to compile.
    if found.get(1)?.as_str().chars().nth(MAX_ISSUER).is_some() {
        return None;
    }
    let found = found.get(0)?;
    let bracket = text.chars().next()?.len_utf8();
    let inner = &text[bracket..found.end()];
    let start = bracket + (inner.len() - inner.trim_start().len());
    Some(start..found.end())
}

/// **R19**. The clause that announces the parts, the parts, and how many it says there are.
///
/// A part may itself hold an enumeration comma; neighbours that are one heading of the form are one
/// part.
///
/// ```
/// use gongkai::layout::preamble::announced_parts;
/// let (_, parts, count) = announced_parts(
///     "报告由概述、主动公开情况、因政府信息公开申请行政复议、提起行政诉讼的情况和附表四部分组成。",
/// )
/// .unwrap();
/// assert_eq!(parts, ["概述", "主动公开情况", "因政府信息公开申请行政复议、提起行政诉讼的情况", "附表"]);
/// assert_eq!(count, Some(4));
/// ```
#[must_use]
pub fn announced_parts(text: &str) -> Option<(Range<usize>, Vec<String>, Option<u32>)> {
    let simple = simplify(text);
    let mut start = 0;
    let mut tries = 0;
    for sentence in simple.split_inclusive(['。', '；', '：']) {
        if !sentence.contains('、') {
            start += sentence.len();
            continue;
        }
        let mut places: Vec<usize> = ["由", "包括", "包含", "分为", "分"]
            .iter()
            .flat_map(|word| sentence.match_indices(word).take(4))
            .map(|(at, word)| at + word.len())
            .collect();
        let closed = sentence.trim_end_matches(['。', '；', '：']);
        // The list starts at the last word that leads to one: 由某某局编制，由概述、…组成.
        places.sort_unstable();
        for at in places.into_iter().rev() {
            let Some(list) = sentence.get(at..) else {
                continue;
            };
            let list = list.trim_end_matches(['。', '；', '：']);
            let (list, count) = without_count(list);
            let listed = text.get(start + at..start + at + list.len())?;
            // Below the limit that keeps a sentence of a million commas from being weighed.
            if listed.len() > MAX_LISTED || !listed.contains('、') {
                continue;
            }
            tries += 1;
            if tries > MAX_TRIES {
                return None;
            }
            let parts = split_parts(listed);
            let topics = || parts.iter().filter(|p| topic::topic(p).is_some()).count();
            if (3..=MAX_PARTS).contains(&parts.len()) && topics() * 2 > parts.len() {
                let clause = clause(closed, at, at + list.len());
                return Some((start + clause.start..start + clause.end, parts, count));
            }
        }
        start += sentence.len();
    }
    None
}

/// The clause of a sentence that a list at `start..end` of it stands in: from its own subject
/// (报告由…) to what is said of the list (…七部分组成).
fn clause(sentence: &str, start: usize, end: usize) -> Range<usize> {
    const MARKS: [char; 2] = ['，', ','];
    let before = sentence.get(..start).unwrap_or_default();
    let from = before.rfind(MARKS).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let behind = sentence.get(end..).unwrap_or_default();
    let mut to = end + behind.find(MARKS).unwrap_or(behind.len());
    // 组成，共七部分: the number belongs to the list.
    let rest = sentence.get(to..).unwrap_or_default();
    let next = rest.trim_start_matches(MARKS);
    let next = next.split(MARKS).next().unwrap_or_default();
    if counted(next).1.is_some() {
        to += rest.len() - rest.trim_start_matches(MARKS).len() + next.len();
    }
    from + before[from..].len() - before[from..].trim_start().len()..to
}

/// A list without the words at its end that count it: 等七个部分组成, 组成，共七部分.
fn without_count(list: &str) -> (&str, Option<u32>) {
    let (list, tail) = ["组成", "构成"]
        .iter()
        .find_map(|word| list.split_once(word))
        .unwrap_or((list, ""));
    let (list, count) = counted(list.trim());
    (
        list.trim_end_matches(['等', '共', '的', '，']),
        count.or_else(|| counted(tail).1),
    )
}

/// A text without `N个部分` at its end, and that number.
fn counted(text: &str) -> (&str, Option<u32>) {
    let found = [
        "个部分",
        "部分内容",
        "部分",
        "个方面",
        "方面",
        "大项",
        "项内容",
    ]
    .iter()
    .find_map(|word| text.strip_suffix(word));
    let Some(head) = found else {
        return (text, None);
    };
    let list = head.trim_end_matches(|c: char| {
        super::number::digit(c).is_some() || super::number::chinese_digit(c).is_some() || c == '十'
    });
    let numeral = &head[list.len()..];
    let count = chinese(numeral).or_else(|_| arabic(numeral));
    (list, count.ok().map(|(_, value)| value))
}

/// Cuts a list at 、 and at the last 和, then puts together again what is one heading.
fn split_parts(list: &str) -> Vec<String> {
    let list = list
        .trim_start_matches(['“', '"', ' '])
        .trim_end_matches(['等', '共', '”', '"', ' ']);
    let mut pieces: Vec<&str> = Vec::new();
    let mut joints: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, c) in list.char_indices() {
        if matches!(c, '、' | '，' | '；' | '和' | '及' | '以' | '与') && at >= start {
            let mut joint = c.len_utf8();
            match c {
                '以' if list[at..].starts_with("以及") => joint = "以及".len(),
                '以' => continue,
                _ => {}
            }
            pieces.push(&list[start..at]);
            joints.push(&list[at..at + joint]);
            start = at + joint;
        }
    }
    pieces.push(&list[start.min(list.len())..]);
    if pieces.len() > 3 * MAX_PARTS {
        return Vec::new();
    }
    // Greedily the longest known heading from each piece on; 和 and 及 part two headings only where
    // both sides have a topic of their own and the whole is no known heading.
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let mut end = at + 1;
        let mut text = pieces[at].to_owned();
        let mut best = (end, text.clone());
        let mut is_known = topic::known(&text).is_some();
        while end < pieces.len() && end - at < 6 {
            text.push_str(joints[end - 1]);
            text.push_str(pieces[end]);
            end += 1;
            if topic::known(&text).is_some() {
                best = (end, text.clone());
                is_known = true;
            }
        }
        if !is_known {
            best = (at + 1, pieces[at].to_owned());
            let mut end = at + 1;
            while end < pieces.len() {
                let joint = joints[end - 1];
                let strong = matches!(joint, "、" | "，" | "；");
                let left = topic::topic(&best.1);
                let right = topic::topic(pieces[end]);
                let complete = topic::ends_as_heading(&best.1) || topic::known(&best.1).is_some();
                let joins = if strong {
                    !complete && left.is_some() && (right == left || right.is_none())
                } else {
                    !complete || (left == right && left.is_some() && end + 1 < pieces.len())
                };
                if !joins {
                    break;
                }
                best.1.push_str(joint);
                best.1.push_str(pieces[end]);
                end += 1;
                best.0 = end;
            }
        }
        let part = best.1.trim().trim_matches(['“', '”', '"']).to_owned();
        if !part.is_empty() {
            parts.push(part);
        }
        at = best.0;
    }
    parts
}

/// The announcement of one paragraph.
pub(super) fn announced(paragraph: &Joined<'_>) -> Option<Announced> {
    let (range, parts, count) = announced_parts(&paragraph.text)?;
    Some(Announced {
        count,
        parts,
        region: paragraph.region(range),
    })
}

/// **R20**. Adds the ways to reach the organ that a paragraph gives. Labels may be spaced out and
/// characters of full width (电 话 ：０５９５－１２３４５６７８).
///
/// ```
/// use gongkai::layout::preamble::contact;
/// let mut found = gongkai::report::Contact::default();
/// contact("电话：0599-1234567，传真：0599-7654321，邮编：350000", &mut found);
/// assert_eq!(found.phones, ["0599-1234567"]);
/// assert_eq!(found.fax, ["0599-7654321"]);
/// assert_eq!(found.postcode.as_deref(), Some("350000"));
/// ```
pub fn contact(paragraph: &str, contact: &mut Contact) {
    if !paragraph.contains(['@', '：', ':', '话', '.']) {
        return;
    }
    let text: String = paragraph
        .chars()
        .filter(|&c| !c.is_whitespace())
        .map(|c| match c {
            '：' | '，' | '；' | '（' | '）' => c,
            _ => crate::chars::simplified(crate::chars::half_width(c)),
        })
        .collect();
    let all = |regex: &LazyLock<Option<Regex>>, into: &mut Vec<String>| {
        for found in regex.iter().flat_map(|regex| regex.captures_iter(&text)) {
            if let Some(value) = found.get(1).or_else(|| found.get(0)) {
                let value = value.as_str().trim_end_matches(['.', '/', '-']);
                if !into.iter().any(|known| known == value) {
                    into.push(value.to_owned());
                }
            }
        }
    };
    all(&PHONE, &mut contact.phones);
    all(&FAX, &mut contact.fax);
    // Neither starts with a word that is quickly looked for.
    if text.contains('@') {
        all(&EMAIL, &mut contact.emails);
    }
    if text.contains("www.") || text.contains("://") {
        all(&URL, &mut contact.urls);
    }
    let one = |regex: &LazyLock<Option<Regex>>| {
        let found = regex.as_ref()?.captures(&text)?;
        Some(found.get(1)?.as_str().to_owned())
    };
    contact.address = contact
        .address
        .take()
        .or_else(|| one(&ADDRESS).filter(|address| is_address(address)));
    contact.postcode = contact.postcode.take().or_else(|| one(&POSTCODE));
}

fn is_address(text: &str) -> bool {
    let characters = text.chars().take(ADDRESS_LENGTH.end() + 1).count();
    ADDRESS_LENGTH.contains(&characters) && !text.contains('@')
}

/// **R21**. The organ that a sentence says wrote the report: 由某某局编制, 某某局编制了, 现公布某某局
/// 2018年….
///
/// ```
/// use gongkai::layout::preamble::author;
/// let text = "本报告由某某市水务局根据《条例》编制。";
/// assert_eq!(author(text).map(|range| &text[range]), Some("某某市水务局"));
/// assert_eq!(author("本机关编制了年度报告。"), None);
/// ```
#[must_use]
pub fn author(text: &str) -> Option<Range<usize>> {
    let simple = simplify(text);
    let organ = |start: usize, end: usize| {
        let part = simple.get(start..end)?;
        let trimmed = part.trim();
        let own = trimmed.starts_with(['本', '我', '该', '各']);
        let start = start + (part.len() - part.trim_start().len());
        (is_organ(trimmed) && !own).then_some(start..start + trimmed.len())
    };
    for (at, _) in simple.match_indices('由') {
        let start = at + '由'.len_utf8();
        // No further than an organ's name goes.
        let near = simple[start..]
            .char_indices()
            .nth(MAX_NUMBER)
            .map_or(&simple[start..], |(at, _)| &simple[start..start + at]);
        let end = ["根据", "按照", "依据", "依照", "编制", "负责"]
            .iter()
            .filter_map(|word| near.find(word))
            .min();
        if let Some(found) = end.and_then(|end| organ(start, start + end)) {
            return Some(found);
        }
    }
    for (at, _) in simple.match_indices("编制").take(8) {
        let start = simple[..at]
            .rfind(['，', '。', ',', '；', '、', '》', '）'])
            .map_or(0, |mark| {
                mark + simple[mark..].chars().next().map_or(0, char::len_utf8)
            });
        let head = simple.get(start..at)?;
        let skip = ["要求", "规定", "现由", "由", "特"]
            .iter()
            .find(|word| head.starts_with(**word))
            .map_or(0, |word| word.len());
        if let Some(found) = organ(start + skip, at) {
            return Some(found);
        }
    }
    for word in ["现公布", "现将", "公布"] {
        if let Some(at) = simple.find(word) {
            let start = at + word.len();
            let end = super::date::find_year(simple.get(start..)?).map(|(range, _)| range.start);
            if let Some(found) = end.and_then(|end| organ(start, start + end)) {
                return Some(found);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{Region, Span};

    fn parts(text: &str) -> Vec<String> {
        announced_parts(text)
            .map(|(_, parts, _)| parts)
            .unwrap_or_default()
    }

    #[test]
    fn a_part_may_hold_a_comma_and_an_and() {
        assert_eq!(
            parts(
                "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请\
                 行政复议和提起行政诉讼情况、政府信息公开工作存在的主要问题及改进情况及其他需要报告的事项。"
            ),
            [
                "总体情况",
                "主动公开政府信息情况",
                "收到和处理政府信息公开申请情况",
                "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
                "政府信息公开工作存在的主要问题及改进情况",
                "其他需要报告的事项",
            ]
        );
    }

    #[test]
    fn the_clause_that_announces_is_told_from_its_sentence() {
        for (text, clause) in [
            (
                "根据条例，某某局编制了2018年报告。全文由概述、主动公开情况、收费情况三部分组成，现予公布。",
                "全文由概述、主动公开情况、收费情况三部分组成",
            ),
            (
                "根据条例编制本报告，由概述、主动公开情况、收费情况组成，共三部分。报告的期限自2018年1月1日起。",
                "由概述、主动公开情况、收费情况组成，共三部分",
            ),
            (
                "本报告包括概述、主动公开情况、收费情况等。",
                "本报告包括概述、主动公开情况、收费情况等",
            ),
        ] {
            let (range, parts, _) = announced_parts(text).unwrap();
            assert_eq!((&text[range], parts.len()), (clause, 3));
        }
    }

    #[test]
    fn lists_of_anything_else_are_no_announcement() {
        assert!(parts("主动公开的信息包括机构职能、政策文件、人事任免。").is_empty());
        assert!(parts(&"由、".repeat(100_000)).is_empty());
    }

    #[test]
    fn an_address_ends_where_the_next_label_starts() {
        let mut found = Contact::default();
        contact(
            "地 址：某某路1号，邮 编：350000，电 话：（0599）1234567，传 真：0599-7654321，E-mail：x@example.com",
            &mut found,
        );
        assert_eq!(found.address.as_deref(), Some("某某路1号"));
        assert_eq!(found.postcode.as_deref(), Some("350000"));
        assert_eq!(found.phones, ["（0599）1234567"]);
        assert_eq!(found.fax, ["0599-7654321"]);
        assert_eq!(found.emails, ["x@example.com"]);
    }

    #[test]
    fn who_wrote_it_is_asked_of_every_sentence() {
        let name = |text: &str| author(text).map(|range| text[range].to_owned());
        assert_eq!(
            name("按照要求,某某区行政服务中心管委会编制了2018年报告"),
            Some("某某区行政服务中心管委会".into())
        );
        assert_eq!(name(&"由".repeat(100_000)), None);
        assert_eq!(name("我局编制了报告"), None);
    }

    #[test]
    fn a_list_is_cut_where_two_headings_meet() {
        for (list, want) in [
            (
                "概述、主动公开情况和收费情况",
                &["概述", "主动公开情况", "收费情况"][..],
            ),
            (
                "概述、主动公开情况以及收费情况",
                &["概述", "主动公开情况", "收费情况"],
            ),
            (
                "概述，主动公开情况；收费情况",
                &["概述", "主动公开情况", "收费情况"],
            ),
            (
                "“概述、主动公开情况、收费情况”",
                &["概述", "主动公开情况", "收费情况"],
            ),
            // 以 alone parts nothing; nor does 和 inside one heading.
            (
                "概述、以往主动公开情况、收费情况",
                &["概述", "以往主动公开情况", "收费情况"],
            ),
            (
                "概述、收到和处理公民申请公开的情况、收费情况",
                &["概述", "收到和处理公民申请公开的情况", "收费情况"],
            ),
            // Two pieces of one topic of which the first does not end as a heading does.
            (
                "概述、公民申请公开、法人申请公开情况、收费情况",
                &["概述", "公民申请公开、法人申请公开情况", "收费情况"],
            ),
            (
                "概述、公民申请公开情况、法人申请公开情况、收费情况",
                &["概述", "公民申请公开情况", "法人申请公开情况", "收费情况"],
            ),
            (
                "概述、公民申请公开情况和法人申请公开情况、收费情况",
                &["概述", "公民申请公开情况和法人申请公开情况", "收费情况"],
            ),
            // A piece without a topic goes with the one before it, if that is not complete.
            (
                "概述、主动公开、其余、收费情况",
                &["概述", "主动公开、其余", "收费情况"],
            ),
        ] {
            assert_eq!(split_parts(list), want, "{list}");
        }
        assert_eq!(split_parts(&"概述、".repeat(100)), [""; 0]);
    }

    #[test]
    fn an_announcement_has_three_parts_of_which_most_have_a_topic() {
        let count =
            |text: &str| announced_parts(text).map(|(_, parts, count)| (parts.len(), count));
        assert_eq!(count("报告由概述、主动公开情况组成。"), None);
        assert_eq!(count("报告由概述、主动公开情况、窗口、队伍组成。"), None);
        assert_eq!(
            count("报告由概述、主动公开情况、收费情况、队伍组成。"),
            Some((4, None))
        );
        assert_eq!(
            count("报告包括概述、主动公开情况、收费情况等3个方面。"),
            Some((3, Some(3)))
        );
        // A list of 600 characters is no list of parts.
        let long = format!(
            "报告由概述、主动公开情况、收费情况、{}组成。",
            "很".repeat(600)
        );
        assert_eq!(count(&long), None);
        // The forty-first list of a paragraph is not tried any more.
        let lists = |n| {
            format!(
                "{}报告由概述、主动公开情况、收费情况组成。",
                "由窗口、队伍组成。".repeat(n)
            )
        };
        assert_eq!(count(&lists(39)), Some((3, None)));
        assert_eq!(count(&lists(40)), None);
    }

    #[test]
    fn a_basis_may_hold_marks_of_its_own() {
        let text = "根据《关于印发《某某县公开办法》的通知》（某政〔2018〕3号）和《条例》编制";
        let mut found = Vec::new();
        let whole = Span::of_range(0..text.len());
        legal_basis(&Joined::of_spans(text, Region::from(whole)), &mut found);
        let found: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|basis| (&*basis.title, basis.number.as_deref()))
            .collect();
        assert_eq!(
            found,
            [("关于印发《某某县公开办法》的通知", Some("某政〔2018〕3号"))]
        );
    }

    #[test]
    fn an_address_is_neither_a_word_nor_a_sentence_nor_mail() {
        let address = |text: &str| {
            let mut found = Contact::default();
            contact(&format!("地址：{text}。电话：0599-1234567"), &mut found);
            found.address
        };
        assert_eq!(address("某路"), None);
        assert_eq!(address("某路1").as_deref(), Some("某路1"));
        assert_eq!(address(&"路".repeat(60)), Some("路".repeat(60)));
        assert_eq!(address(&"路".repeat(61)), None);
        assert_eq!(address("office@example.com"), None);
    }

    #[test]
    fn the_author_stands_behind_a_space_too() {
        let name = |text: &str| author(text).map(|range| text[range].to_owned());
        assert_eq!(
            name("由 某某市水务局 编制").as_deref(),
            Some("某某市水务局")
        );
        assert_eq!(name("由本市水务局编制"), None);
        assert_eq!(
            name("根据条例，要求某某市水务局编制报告").as_deref(),
            Some("某某市水务局")
        );
        assert_eq!(
            name("现将某某市水务局2018年政府信息公开情况公布如下").as_deref(),
            Some("某某市水务局")
        );
    }
}

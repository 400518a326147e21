//! What a page says about itself: `<title>`, `<meta>`, the table of 索引号, 发布机构, 公开日期, and the
//! line under its title.

use std::borrow::Cow;

use super::page::{Item, Kind, MAX_META, Page};
use crate::chars::{clean, simplified};
use crate::layout::date;
use crate::source::block::PageInfo;

/// Labels of a page's metadata, white space left out.
const LABELS: [&str; 28] = [
    "索引号",
    "信息索引号",
    "索引编号",
    "分类",
    "信息分类",
    "主题分类",
    "体裁分类",
    "发布机构",
    "发布单位",
    "发文机构",
    "发文单位",
    "公开日期",
    "发文日期",
    "发布日期",
    "发布时间",
    "公开时间",
    "文号",
    "发文字号",
    "发文号",
    "名称",
    "信息名称",
    "标题",
    "生成日期",
    "成文日期",
    "主题词",
    "关键词",
    "来源",
    "信息来源",
];

/// Of these, the ones that name the day, the most telling first.
const DAYS: [&str; 14] = [
    "PubDate",
    "publishdate",
    "article:published_time",
    "pubtime",
    "公开日期",
    "发布日期",
    "发布时间",
    "公开时间",
    "发文日期",
    "生成日期",
    "成文日期",
    "DC.date.issued",
    "createDate",
    "date",
];

/// Those that name the organ.
const ORGANS: [&str; 6] = [
    "ContentSource",
    "发布机构",
    "发布单位",
    "发文机构",
    "发文单位",
    "信息来源",
];

/// Those that name the article.
const TITLES: [&str; 3] = ["ArticleTitle", "og:title", "信息名称"];

/// Bytes of a value that is kept.
const MAX_VALUE: usize = 300;

/// Bytes of a line that may hold labels and values.
const MAX_LINE: usize = 400;

/// Lines at the article's start, and before it, that may.
const LINES: usize = 12;

/// Takes the page's metadata tables out of its items, and gives their visible characters.
pub(super) fn take_tables(page: &mut Page) -> (Vec<(String, String)>, usize) {
    let mut taken = (Vec::new(), 0);
    let mut is_taken = Vec::new();
    for item in &page.items {
        let found = match item.kind {
            Kind::Table(_) => pairs(page, item),
            Kind::Line { .. } => Vec::new(),
        };
        is_taken.push(found.len() >= 2);
        if found.len() >= 2 {
            taken.0.extend(found);
            taken.1 += item.visible as usize;
        }
    }
    if taken.1 > 0 {
        let mut flags = is_taken.into_iter();
        page.items.retain(|_| !flags.next().unwrap_or(false));
    }
    taken
}

/// What the page says of itself; `kept` says which items are the article.
pub(super) fn read(page: &Page, kept: &[bool], table: Vec<(String, String)>) -> PageInfo {
    let mut metadata = page.metas.clone();
    metadata.extend(table);
    let first = kept.iter().position(|keep| *keep).unwrap_or(kept.len());
    let around = first.saturating_sub(LINES)..(first + LINES).min(kept.len());
    for item in page.items.get(around).unwrap_or_default() {
        let text = page.of(item);
        if matches!(item.kind, Kind::Line { .. }) && text.len() <= MAX_LINE {
            line_pairs(text, &mut metadata);
        }
    }
    metadata.truncate(MAX_META);
    let find = |names: &[&str]| {
        names.iter().find_map(|known| {
            (metadata.iter())
                .find(|(name, value)| name.eq_ignore_ascii_case(known) && !value.is_empty())
                .map(|(_, value)| value)
        })
    };
    let title = clean(&page.title).into_owned();
    let published = DAYS
        .iter()
        .find_map(|name| find(&[name]).and_then(|value| day(value)));
    PageInfo {
        title: find(&TITLES)
            .cloned()
            .or_else(|| (!title.is_empty()).then_some(title)),
        publisher: find(&ORGANS).cloned(),
        published,
        metadata,
        frames: page.frames.clone(),
    }
}

/// `2025-02-25 10:00`, `2025年2月25日`, `2025/2/25`.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find([' ', 'T', '\u{a0}']).unwrap_or(text.len());
    [&text[..end], text]
        .iter()
        .find_map(|text| date::date(text).ok().map(|(_, day)| day.to_string()))
}

/// The label that a text is, if it is one.
fn label(text: &str) -> Option<&'static str> {
    let is_mark = |c: char| matches!(c, '：' | ':' | '【' | '】' | '[' | ']');
    let key = (text.chars())
        .filter(|&c| !c.is_whitespace() && !is_mark(c))
        .map(simplified);
    let mut rest = key.clone();
    let first = rest.next()?;
    LABELS.into_iter().find(|known| {
        let mut known = known.chars();
        known.next() == Some(first) && known.eq(rest.clone())
    })
}

/// The labels and values of a metadata table: in two cells, or in one with a colon.
fn pairs(page: &Page, item: &Item) -> Vec<(String, String)> {
    let cells = page.cells_of(item);
    if cells.len() > MAX_META {
        return Vec::new();
    }
    let texts: Vec<Cow<'_, str>> = (cells.iter())
        .map(|cell| clean(cell.span.of(&page.text)))
        .collect();
    let mut pairs = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        if let Some(label) = label(text) {
            let value = texts
                .get(at + 1)
                .filter(|value| value.len() <= MAX_VALUE && self::label(value).is_none());
            pairs.push((
                label.to_owned(),
                value.map_or_else(String::new, |v| v.to_string()),
            ));
        } else if text.len() <= MAX_LINE {
            line_pairs(text, &mut pairs);
        }
    }
    pairs
}

/// `发布日期：2020-01-31 来源：某某局 浏览次数：3`.
fn line_pairs(line: &str, pairs: &mut Vec<(String, String)>) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(['：', ':']) {
        let word = before
            .trim_end()
            .rsplit(|c: char| c.is_whitespace() || matches!(c, '|' | '】' | '【' | '[' | ']'))
            .next()
            .unwrap_or("");
        // 发布 日期 has a space in it.
        let found = label(word).or_else(|| label(before));
        rest = after;
        let Some(label) = found else { continue };
        let value = after.trim_start();
        let mut end = value
            .find(|c: char| c.is_whitespace() || matches!(c, '|' | '】' | '【' | '['))
            .unwrap_or(value.len());
        // The next label's word may follow at once.
        if let Some(colon) = value[..end].find('：') {
            end = colon;
        }
        let value = value[..end].trim();
        if !value.is_empty() && value.len() <= MAX_VALUE {
            pairs.push((label.to_owned(), value.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_labels_and_values() {
        let mut pairs = Vec::new();
        line_pairs(
            "发布日期：2020-01-31 10:02 信息来源： 某某市水务局 浏览次数：3",
            &mut pairs,
        );
        assert_eq!(
            pairs,
            [
                ("发布日期".to_owned(), "2020-01-31".to_owned()),
                ("信息来源".to_owned(), "某某市水务局".to_owned())
            ]
        );
    }

    #[test]
    fn every_label_is_one() {
        for known in LABELS {
            assert_eq!(label(&format!("【{known}】：")), Some(known));
        }
        assert_eq!(label("信息索引号码"), None);
        assert_eq!(label("發布日期"), Some("发布日期"));
    }

    #[test]
    fn days_in_every_form() {
        for text in [
            "2025-02-25 10:00",
            "2025年2月25日",
            "2025-02-25T10:00:00+08:00",
            "2025/02/25",
            "2025.2.25",
        ] {
            assert_eq!(day(text).as_deref(), Some("2025-02-25"), "{text}");
        }
        assert_eq!(day("昨天"), None);
    }
}

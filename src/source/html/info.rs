//! What a page says about itself: `<title>`, `<meta>`, and the table of 索引号, 发布机构, 公开日期.

use super::builder::{Built, Item};
use crate::chars::clean;
use crate::layout::date;
use crate::source::block::PageInfo;

/// Labels of a page's metadata table.
const LABELS: [&str; 14] = [
    "索引号",
    "信息索引号",
    "分类",
    "信息分类",
    "发布机构",
    "公开日期",
    "发文日期",
    "发布日期",
    "文号",
    "名称",
    "信息名称",
    "生成日期",
    "成文日期",
    "主题词",
];

/// Entries that are kept.
const MAX_ENTRIES: usize = 64;

/// Takes the page's own words out of it; its metadata table is no item afterwards.
pub(super) fn read(built: &mut Built) -> PageInfo {
    let mut info = PageInfo {
        metadata: std::mem::take(&mut built.metas),
        ..PageInfo::default()
    };
    let mut unseen = 0;
    built.items.retain(|item| {
        let pairs = pairs(item);
        if pairs.len() < 2 {
            return true;
        }
        unseen += match item {
            Item::Table { cells, .. } => (cells.iter().flat_map(|cell| &cell.lines))
                .map(|line| crate::chars::count_visible(&line.text))
                .sum(),
            Item::Line(_) => 0,
        };
        info.metadata.extend(pairs);
        false
    });
    built.unseen += unseen;
    info.metadata.truncate(MAX_ENTRIES);
    let find = |names: &[&str]| {
        (info.metadata.iter())
            .find(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)))
            .map(|(_, value)| value.clone())
    };
    let title = clean(&built.title).into_owned();
    info.title = find(&["ArticleTitle"]).or_else(|| (!title.is_empty()).then_some(title));
    info.publisher = find(&["ContentSource", "发布机构"]);
    info.published =
        find(&["PubDate", "公开日期", "发文日期", "发布日期"]).and_then(|value| day(&value));
    info
}

/// `2025-02-25 10:00`, `2025年2月25日`.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.find([' ', 'T']).unwrap_or(text.len());
    [&text[..end], text]
        .iter()
        .find_map(|text| date::date(text).ok().map(|(_, day)| day.to_string()))
}

/// The labels and values of a metadata table.
fn pairs(item: &Item) -> Vec<(String, String)> {
    let Item::Table { cells, .. } = item else {
        return Vec::new();
    };
    if cells.len() > MAX_ENTRIES {
        return Vec::new();
    }
    let texts: Vec<String> = (cells.iter())
        .map(|cell| cell.lines.iter().map(|line| clean(&line.text)).collect())
        .collect();
    let mut pairs = Vec::new();
    for pair in texts.windows(2) {
        let label = pair[0].trim_end_matches(['：', ':']).trim();
        if LABELS.contains(&label) {
            pairs.push((label.to_owned(), pair[1].clone()));
        }
    }
    pairs
}

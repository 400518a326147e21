//! Which of a page's lines and tables are the report, found by what they contain.

use super::page::{Item, Kind, Page};
use crate::chars::{clean, simplified};
use crate::layout::{heading, title};
use crate::source::value::is_value;

/// Of the weight of what looks like a report, so many percent are in the article.
const SHARE: u64 = 80;

/// Lines before the article's first that may be its title, and lines of the article that are looked
/// through for one.
const TITLE_LINES: usize = 12;

/// Bytes of a line that may be a title.
const MAX_TITLE: usize = 300;

/// Cells of numbers from which a table may be the form's, and none of it stays outside.
const VALUES: u64 = 6;

/// Bytes in links from which a table is a list of links.
const LINKED: u32 = 60;

/// Bytes of a line of the page's own that may stand in the article's element.
const MAX_PAGE_LINE: usize = 240;

/// Bytes of a sentence of a preamble; hints of the page's are shorter.
const MIN_SENTENCE: usize = 60;

/// What the page says around an article, not the article: a short line with one of these, before
/// the report's first sentence or behind its last.
const PAGE_WORDS: [&str; 40] = [
    "字体：",
    "字体:",
    "字号：",
    "字号:",
    "【打印",
    "打印本",
    "打印文章",
    "关闭窗口",
    "关闭本页",
    "【关闭",
    "分享到",
    "分享：",
    "收藏本",
    "浏览次数",
    "浏览量：",
    "访问次数",
    "访问量：",
    "阅读次数",
    "阅读：",
    "点击数",
    "点击次数",
    "点击率",
    "扫一扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "您现在的位置",
    "您当前的位置",
    "您所在的位置",
    "当前位置：",
    "当前位置:",
    "责任编辑",
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "返回顶部",
    "网站地图",
    "建议使用",
];

/// How much an item looks like a part of a report, and whether it is a table of numbers.
fn weight(page: &Page, item: &Item) -> (u64, bool) {
    let visible = u64::from(item.visible);
    match &item.kind {
        Kind::Line { .. } => {
            let text = page.of(item);
            let weight = if item.is_aside || item.linked as usize * 2 > item.span.len() {
                0
            } else if text.ends_with(['。', '；', '：']) || heading::mark(text).is_some() {
                visible + 10
            } else {
                visible / 4
            };
            (weight, false)
        }
        Kind::Table(_) if item.linked > LINKED || item.is_aside => (0, false),
        Kind::Table(_) => {
            let values = (page.cells_of(item).iter())
                .map(|cell| cell.span.of(&page.text))
                .filter(|text| !text.is_empty() && text.len() < 100 && is_value(&clean(text)))
                .count() as u64;
            (values * 10, values >= VALUES)
        }
    }
}

/// For each item whether it is of the report; `None` if nothing looks like one.
pub(super) fn find(page: &Page) -> Option<Vec<bool>> {
    // Weight and tables of numbers, of each element with all that is in it.
    let mut sums = vec![(0u64, 0u64); page.nodes.len()];
    let mut total = (0, 0);
    for item in &page.items {
        let (weight, is_table) = weight(page, item);
        total.0 += weight;
        total.1 += u64::from(is_table);
        if let Some(sum) = item.node.and_then(|node| sums.get_mut(node as usize)) {
            sum.0 += weight;
            sum.1 += u64::from(is_table);
        }
    }
    if total.0 == 0 {
        return None;
    }
    // Children stand behind their parents.
    for at in (0..sums.len()).rev() {
        let (weight, tables) = sums[at];
        if let Some(parent) = page.nodes[at]
            .parent
            .and_then(|node| sums.get_mut(node as usize))
        {
            parent.0 += weight;
            parent.1 += tables;
        }
    }
    // The innermost element that holds nearly all of it; those that do stand one in another.
    let container = (0..sums.len())
        .rev()
        .find(|&at| sums[at].0 * 100 >= total.0 * SHARE && sums[at].1 == total.1)
        .map(|at| around(page, at));
    let inside = Inside::of(page, container);
    let mut kept: Vec<bool> = (page.items.iter())
        .map(|item| inside.has(item) && is_text(item))
        .collect();
    if let Some(container) = container {
        follow_numbers(page, container, &mut kept);
    }
    drop_the_pages_own(page, &mut kept);
    start_at_title(page, &mut kept);
    Some(kept)
}

/// Neither a link nor what HTML's own words keep apart from the article.
fn is_text(item: &Item) -> bool {
    let is_link = matches!(item.kind, Kind::Line { .. })
        && item.linked > 0
        && item.linked as usize + 4 >= item.span.len();
    !item.is_aside && !is_link
}

/// Which elements are in one of them.
struct Inside(Vec<bool>);

impl Inside {
    /// In `root`, and `root` itself; all of them if it is none.
    fn of(page: &Page, root: Option<usize>) -> Self {
        let mut inside = vec![root.is_none(); page.nodes.len()];
        // Children stand behind their parents.
        for at in root.unwrap_or(0)..inside.len() {
            let parent = page.nodes[at].parent;
            inside[at] |= Some(at) == root
                || parent.is_some_and(|node| inside.get(node as usize).copied().unwrap_or(false));
        }
        Self(inside)
    }

    fn has(&self, item: &Item) -> bool {
        (item.node).is_none_or(|node| self.0.get(node as usize).copied().unwrap_or(true))
    }
}

/// The innermost element around both.
fn common(page: &Page, one: usize, other: usize) -> Option<usize> {
    let (mut one, mut other) = (one, other);
    while one != other {
        let deeper = if one > other { &mut one } else { &mut other };
        *deeper = page.nodes.get(*deeper)?.parent? as usize;
    }
    Some(one)
}

/// An end tag too many, or one that is missing, leaves a part of the article outside the element
/// that holds most of it. Chapters there that go on with the article's numbers, before or behind
/// it, are its own, and what stands between.
fn follow_numbers(page: &Page, container: usize, kept: &mut [bool]) {
    let chapter = |at: usize| -> Option<u32> {
        let item = &page.items[at];
        if !matches!(item.kind, Kind::Line { .. }) || !is_text(item) {
            return None;
        }
        let mark = heading::mark(page.of(item))?;
        (mark.level == 1 && mark.marked).then_some(mark.ordinal)
    };
    let around = |at: usize| {
        let node = page.items[at].node? as usize;
        Some(Inside::of(page, Some(common(page, container, node)?)))
    };
    let Some(first) = kept.iter().position(|keep| *keep) else {
        return;
    };
    let last = kept.iter().rposition(|keep| *keep).unwrap_or(first);
    let chapters = || (first..=last).filter(|&at| kept[at]);
    let (lowest, highest) = (
        chapters().find_map(chapter),
        chapters().rev().find_map(chapter),
    );
    if let Some(highest) = highest
        && let Some(next) = (last + 1..kept.len()).find(|&at| chapter(at) == Some(highest + 1))
        && let Some(inside) = around(next)
    {
        keep_of(page, &inside, last + 1..kept.len(), kept);
    }
    if let Some(lowest) = lowest.filter(|lowest| *lowest > 1)
        && let Some(previous) = (0..first).rev().find(|&at| chapter(at) == Some(lowest - 1))
        && let Some(start) = (0..=previous).rev().find(|&at| chapter(at) == Some(1))
        && let Some(inside) = around(start)
    {
        keep_of(page, &inside, start..first, kept);
    }
}

/// Keeps the text of these items that is in an element.
fn keep_of(page: &Page, inside: &Inside, items: std::ops::Range<usize>, kept: &mut [bool]) {
    for (item, keep) in page.items[items.clone()].iter().zip(&mut kept[items]) {
        *keep |= inside.has(item) && is_text(item);
    }
}

/// The element that an article may be: a paragraph or a table that holds nearly all of it has the
/// rest beside it.
fn around(page: &Page, at: usize) -> usize {
    let mut at = at;
    loop {
        let node = page.nodes[at];
        let name = page.names.get(node.name as usize).map_or("", |name| name);
        let is_part = matches!(
            name,
            "p" | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "li"
                | "ul"
                | "ol"
                | "table"
                | "tbody"
                | "tr"
        );
        match node.parent {
            Some(parent) if is_part => at = parent as usize,
            _ => return at,
        }
    }
}

/// Lines of the page's own before the report's first sentence and behind its last.
fn drop_the_pages_own(page: &Page, kept: &mut [bool]) {
    let is_body = |at: &usize| {
        let item = &page.items[*at];
        kept[*at]
            && (matches!(item.kind, Kind::Table(_))
                || page.of(item).ends_with('。')
                || heading::mark(page.of(item)).is_some())
    };
    let first = (0..kept.len()).find(is_body).unwrap_or(kept.len());
    let last = (0..kept.len()).rev().find(is_body).unwrap_or(0);
    for at in (0..first).chain(last + 1..kept.len()) {
        let line = page.of(&page.items[at]);
        // Most of a page is left out already.
        if kept[at] {
            kept[at] = line.len() > MAX_PAGE_LINE || !has_page_word(line);
        }
    }
}

fn has_page_word(line: &str) -> bool {
    let line: String = line.chars().map(simplified).collect();
    PAGE_WORDS.iter().any(|word| line.contains(word))
}

/// The report starts with its title: one outside the article's element is the report's if the
/// article has none, and so are the sentences between.
fn start_at_title(page: &Page, kept: &mut [bool]) {
    let is_title = |text: &str| text.len() <= MAX_TITLE && title::title(&clean(text)).is_some();
    let line = |at: usize| match page.items[at].kind {
        Kind::Line { .. } => page.of(&page.items[at]),
        Kind::Table(_) => "",
    };
    let Some(first) = kept.iter().position(|keep| *keep) else {
        return;
    };
    let head: Vec<usize> = (first..kept.len())
        .filter(|&at| kept[at])
        .take(TITLE_LINES)
        .collect();
    if head.iter().any(|&at| is_title(line(at))) {
        return;
    }
    // A title that is broken over lines needs no other.
    let is_broken = (2..=3).any(|len| {
        (head.windows(len).take(4))
            .any(|lines| is_title(&lines.iter().map(|&at| line(at)).collect::<String>()))
    });
    let joined: String = head.iter().take(4).map(|&at| line(at)).collect();
    let is_titled = joined.contains("公开") && joined.contains("报告") && !joined.contains('。');
    if is_broken || is_titled {
        return;
    }
    if let Some(before) = (first.saturating_sub(TITLE_LINES)..first)
        .rev()
        .find(|&at| is_title(line(at)))
    {
        kept[before] = true;
        let between = before + 1..first;
        for (item, keep) in page.items[between.clone()].iter().zip(&mut kept[between]) {
            let is_line = matches!(item.kind, Kind::Line { .. });
            let line = page.of(item);
            let is_sentence = is_line && line.len() >= MIN_SENTENCE && line.ends_with('。');
            *keep |= is_sentence && is_text(item) && !has_page_word(line);
        }
    }
}

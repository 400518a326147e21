//! Which of a page's lines and tables are the report, found by what they contain; and drawing them
//! as the reading text.

use super::builder::{Built, Item, TextLine};
use crate::chars::{clean, count_visible};
use crate::layout::{heading, title};
use crate::source::block::{Block, Line, MergedCell, RawTable, TableBody};
use crate::source::value::is_value;
use crate::span::{Span, TextRun};

/// Of the weight of what looks like a report, so many percent are in the article.
const SHARE: usize = 80;

/// Lines before the article's first that may be its title.
const TITLE_LINES: usize = 12;

/// How much an item looks like a part of a report.
fn weight(item: &Item) -> usize {
    match item {
        Item::Line(line) => {
            let text = line.text.as_str();
            let visible = count_visible(text);
            if line.aside || line.linked * 2 > visible {
                0
            } else if heading::mark(text).is_some() || text.ends_with(['。', '；', '：']) {
                visible + 10
            } else {
                visible / 4
            }
        }
        Item::Table { cells, .. } => {
            let texts = || cells.iter().flat_map(|cell| &cell.lines);
            let values = texts().filter(|line| is_value(&clean(&line.text))).count();
            let linked: usize = texts().map(|line| line.linked).sum();
            if linked > 20 { 0 } else { values * 10 }
        }
    }
}

/// For each item whether it is of the report.
pub(super) fn find(built: &Built) -> Vec<bool> {
    let weights: Vec<usize> = built.items.iter().map(weight).collect();
    let total: usize = weights.iter().sum();
    let mut of_element = vec![0_usize; built.elements.len()];
    for (item, weight) in built.items.iter().zip(&weights) {
        if let Some(sum) = item
            .element()
            .and_then(|id| of_element.get_mut(id.0 as usize))
        {
            *sum += weight;
        }
    }
    // Children stand behind their parents.
    for at in (0..of_element.len()).rev() {
        if let Some(parent) = built.elements[at].parent {
            of_element[parent.0 as usize] += of_element[at];
        }
    }
    // The innermost element that holds nearly all of it; those that do stand one in another.
    let container = (0..of_element.len())
        .rev()
        .find(|&at| total > 0 && of_element[at] * 100 >= total * SHARE);
    let mut inside = vec![container.is_none(); of_element.len()];
    for at in 0..inside.len() {
        let parent = built.elements[at]
            .parent
            .is_some_and(|parent| inside[parent.0 as usize]);
        inside[at] |= parent || Some(at) == container;
    }
    let mut kept: Vec<bool> = (built.items.iter())
        .map(|item| {
            item.element()
                .is_none_or(|id| inside.get(id.0 as usize).copied().unwrap_or(true))
        })
        .collect();
    for (item, keep) in built.items.iter().zip(&mut kept) {
        if let Item::Line(line) = item {
            let all_links = line.linked > 0 && line.linked + 2 >= count_visible(&line.text);
            *keep &= !(line.aside || all_links);
        }
    }
    start_at_title(built, &mut kept);
    kept
}

/// The report starts with its title: what stands before it in the same element is the page's, and a
/// title outside the element is the report's.
fn start_at_title(built: &Built, kept: &mut [bool]) {
    let is_title = |at: &usize| match &built.items[*at] {
        Item::Line(line) => title::title(&clean(&line.text)).is_some(),
        Item::Table { .. } => false,
    };
    let Some(first) = kept.iter().position(|keep| *keep) else {
        return;
    };
    let head: Vec<usize> = (first..kept.len())
        .filter(|&at| kept[at])
        .take(TITLE_LINES)
        .collect();
    if head.iter().any(is_title) {
        return;
    }
    // A title that is broken over lines needs no other.
    let joined: String = head
        .iter()
        .take(4)
        .map(|&at| text_of(&built.items[at]))
        .collect();
    if joined.contains("公开") && joined.contains("报告") && !joined.contains('。') {
        return;
    }
    let broken = head.windows(2).take(4).any(|pair| {
        let two = format!(
            "{}{}",
            text_of(&built.items[pair[0]]),
            text_of(&built.items[pair[1]])
        );
        title::title(&clean(&two)).is_some()
    });
    if broken {
        return;
    }
    if let Some(before) = (first.saturating_sub(TITLE_LINES)..first)
        .rev()
        .find(is_title)
    {
        kept[before] = true;
    }
}

fn text_of(item: &Item) -> &str {
    match item {
        Item::Line(line) => &line.text,
        Item::Table { .. } => "",
    }
}

/// The reading text as far as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub text: String,
    pub blocks: Vec<Block>,
    pub runs: Vec<TextRun>,
}

impl Drawn {
    fn write(&mut self, line: &TextLine) -> Span {
        let start = self.text.len() as u32;
        for run in &line.runs {
            self.runs.push(TextRun {
                start: start + run.start,
                element: run.element,
                line: run.line,
                source: None,
            });
        }
        self.text.push_str(&line.text);
        Span::new(start, self.text.len() as u32)
    }

    pub fn draw(&mut self, item: &Item, _built: &Built) {
        match item {
            Item::Line(line) => {
                let span = self.write(line);
                self.text.push('\n');
                self.blocks.push(Block::Line(Line {
                    span,
                    indent: 0,
                    after_blank: false,
                    continues: false,
                    heading: line.heading,
                    element: line.element,
                }));
            }
            Item::Table { element, cells } => {
                let mut merged = Vec::with_capacity(cells.len());
                let mut whole: Option<Span> = None;
                let mut row = 0;
                for cell in cells {
                    if cell.row != row {
                        self.text.push('\n');
                        row = cell.row;
                    }
                    let start = self.text.len() as u32;
                    let mut span = Span::new(start, start);
                    for (n, line) in cell.lines.iter().enumerate() {
                        if n > 0 {
                            self.text.push('\n');
                        }
                        span.end = self.write(line).end;
                    }
                    if !span.is_empty() {
                        whole = Some(whole.map_or(span, |whole| whole.hull(span)));
                    }
                    self.text.push('\t');
                    merged.push(MergedCell {
                        row: cell.row,
                        row_span: cell.row_span,
                        col_span: cell.col_span,
                        header: cell.header,
                        span,
                        element: cell.element,
                    });
                }
                self.text.push('\n');
                if let Some(span) = whole {
                    self.blocks.push(Block::Table(RawTable {
                        span,
                        body: TableBody::Merged(merged),
                        element: *element,
                        furniture: Vec::new(),
                    }));
                }
            }
        }
    }
}

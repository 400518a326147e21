//! Where a builder was when an element started that may be told again: it goes back there if something
//! in it is to be told in another place.

use super::builder::Builder;
use super::page::{Page, Run};
use crate::chars::count_visible;

/// A builder's state in front of an element; all that is told of it is added behind.
pub(super) struct Mark {
    text: usize,
    items: usize,
    cells: usize,
    runs: usize,
    nodes: usize,
    frames: usize,
    metas: usize,
    title: usize,
    tables: usize,
    open: usize,
    depth: usize,
    /// Of the element around it.
    number: Option<u32>,
    links: u32,
    pre: u32,
    line: u32,
    linked: u32,
    gap: bool,
    blank: bool,
    marker: Option<u32>,
    heading: u8,
    /// The line that was being written, if the element's start takes it away, as nobody sees it.
    unseen: Option<(String, Vec<Run>)>,
}

impl Mark {
    pub(super) fn of(builder: &Builder) -> Self {
        let Page {
            text,
            items,
            cells,
            runs,
            nodes,
            names: _,
            title,
            frames,
            metas,
            is_moved: _,
        } = &builder.page;
        let line = text.get(builder.line as usize..).unwrap_or_default();
        let unseen = (!line.is_empty() && count_visible(line) == 0).then(|| {
            let first = runs.partition_point(|run| run.start < builder.line);
            (line.to_owned(), runs[first..].to_vec())
        });
        Self {
            text: text.len(),
            items: items.len(),
            cells: cells.len(),
            runs: runs.len(),
            nodes: nodes.len(),
            frames: frames.len(),
            metas: metas.len(),
            title: title.len(),
            tables: builder.tables.len(),
            open: builder.stack.len(),
            depth: builder.depth,
            number: builder.stack.last().and_then(|open| open.number),
            links: builder.links,
            pre: builder.pre,
            line: builder.line,
            linked: builder.linked,
            gap: builder.gap,
            blank: builder.blank,
            marker: builder.marker,
            heading: builder.heading,
            unseen,
        }
    }

    /// Brings the builder back, whatever is open in the element.
    pub(super) fn go_back(self, builder: &mut Builder) {
        builder.stack.truncate(self.open);
        builder.tables.truncate(self.tables);
        builder.counts.close_to(self.open);
        let element = builder.page.nodes.get(self.nodes).map(|node| node.name);
        if let Some(element) = element {
            builder.counts.take_back(element);
        }
        if let Some(around) = builder.stack.last_mut() {
            around.number = self.number;
        }
        builder.depth = self.depth;
        builder.links = self.links;
        builder.pre = self.pre;
        builder.in_title = false;
        let page = &mut builder.page;
        page.items.truncate(self.items);
        page.cells.truncate(self.cells);
        page.nodes.truncate(self.nodes);
        page.frames.truncate(self.frames);
        page.metas.truncate(self.metas);
        page.title.truncate(self.title);
        match self.unseen {
            Some((line, runs)) => {
                page.text.truncate(self.line as usize);
                page.text.push_str(&line);
                page.runs.truncate(self.runs - runs.len());
                page.runs.extend(runs);
            }
            None => {
                page.text.truncate(self.text);
                page.runs.truncate(self.runs);
            }
        }
        builder.line = self.line;
        builder.linked = self.linked;
        builder.gap = self.gap;
        builder.blank = self.blank;
        builder.marker = self.marker;
        builder.heading = self.heading;
        page.is_moved = true;
    }
}

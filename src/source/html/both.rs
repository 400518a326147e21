//! What both readers make of a page, for the tests and the fuzzer that hold one against the other.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::builder::Builder;
use super::page::{Kind, Page};
use super::stream::{Stopped, with_line_ends};
use super::{guard, streamed, tree, walked};

/// The page as the stream reads it and as the tree does, written out: text, lines, tables, what the
/// page says of itself, and of each element that something stands in its path and line. `None` if
/// the stream hands the page over.
#[must_use]
pub fn read(page: &str) -> Option<[String; 2]> {
    let own = match streamed(page, guard::CHEAP, Builder::default()) {
        Err(Stopped::TooMuchWork) if matches!(guard::tame(page), Cow::Borrowed(_)) => {
            streamed(page, usize::MAX, Builder::default())
        }
        own => own,
    };
    let own = own.ok()?;
    let tree = tree::parse(page);
    let has_lines = counts_lines(page.as_bytes());
    // Hidden text is content of the page too.
    let both = (!tree.is_cut).then(|| {
        [Builder::default, Builder::showing_hidden].map(|builder| {
            let stream = streamed(page, usize::MAX, builder()).unwrap_or_default();
            [stream, walked(&tree, builder())].map(|page| describe(&page, has_lines))
        })
    })?;
    let wrong = misplaced(&own, &with_line_ends(page));
    let [[stream, tree], [whole_stream, whole_tree]] = both;
    Some([wrong + &stream + &whole_stream, tree + &whole_tree])
}

/// Elements whose bytes are not where they should be: around those of what is in them, and from
/// their tag on, if they have one.
fn misplaced(page: &Page, source: &str) -> String {
    let mut out = String::new();
    for (index, node) in page.nodes.iter().enumerate() {
        let place = node.source.zip(node.end);
        let text = place.and_then(|(start, end)| source.get(start as usize..end as usize));
        let around = match node
            .parent
            .and_then(|parent| page.nodes.get(parent as usize))
        {
            Some(parent) => parent.source.zip(parent.end),
            None => Some((0, source.len() as u32)),
        };
        let is_inside =
            (around.zip(place)).is_some_and(|((start, end), own)| start <= own.0 && own.1 <= end);
        if text.is_none() || !is_inside {
            let _ = writeln!(
                out,
                "{index}: {} at {place:?} in {around:?}",
                path(page, index)
            );
        }
    }
    let (mut line, mut counted) = (1, 0);
    for run in &page.runs {
        let at = run.source.map_or(usize::MAX, |at| at as usize);
        if at < counted {
            // Behind a text that was moved.
            (line, counted) = (1, 0);
        }
        let there = source.as_bytes().get(at);
        let byte = page.text.as_bytes().get(run.start as usize);
        // The same character, or a reference to it; the number of a list's item stands nowhere.
        let is_there = there.is_some()
            && (there == byte || there == Some(&b'&') || byte.is_some_and(u8::is_ascii_digit));
        if let Some(before) = source.as_bytes().get(counted..at) {
            line += before.iter().filter(|b| **b == b'\n').count() as u32;
            counted = at;
        }
        if !is_there || run.line != line {
            let _ = writeln!(out, "line {line}: {run:?}, {byte:?} is {there:?}");
        }
    }
    out
}

fn path(page: &Page, node: usize) -> String {
    let mut steps = Vec::new();
    let mut at = Some(node);
    while let Some(node) = at.and_then(|at| page.nodes.get(at)) {
        let name = page.names.get(node.name as usize).map_or("", |name| name);
        steps.push(format!("{name}{}", node.nth));
        at = node.parent.map(|parent| parent as usize);
    }
    steps.reverse();
    steps.join(">")
}

/// html5ever does not count a line end between an attribute's `=` and its value: the lines of such
/// a page's tree are wrong.
fn counts_lines(page: &[u8]) -> bool {
    memchr::memchr_iter(b'=', page).all(|at| {
        let blank = page[at + 1..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace());
        blank.into_iter().all(|b| !matches!(b, b'\n' | b'\r'))
    })
}

fn describe(page: &Page, has_lines: bool) -> String {
    let mut out = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n",
        page.text, page.title, page.metas, page.frames
    );
    let element = |node: u32| {
        let line =
            (page.nodes.get(node as usize)).map_or(0, |node| node.line * u32::from(has_lines));
        format!("{} line {line}", path(page, node as usize))
    };
    for item in &page.items {
        let _ = writeln!(
            out,
            "{:?} from {} in {:?} visible {} linked {} aside {} {:?}",
            item.span,
            item.from,
            item.node.map(element),
            item.visible,
            item.linked,
            item.is_aside,
            match &item.kind {
                Kind::Line { .. } => format!("{:?}", item.kind),
                Kind::Table(_) => "table".to_owned(),
            }
        );
        for cell in page.cells_of(item) {
            let _ = writeln!(
                out,
                "  {},{} of {}x{} {:?} header {} in {}",
                cell.row,
                cell.items,
                cell.row_span,
                cell.col_span,
                cell.span,
                cell.is_header,
                element(cell.node)
            );
        }
    }
    // The stream cuts a text where a reference is. The lines of runs are not compared: the tree
    // takes a reference to a line end for one.
    let mut last = None;
    for run in &page.runs {
        if last.replace(run.node) != Some(run.node) {
            let _ = writeln!(out, "run {} in {}", run.start, element(run.node));
        }
    }
    out
}

//! Lines that were wrapped at a fixed width: which of them go on in the next one.

use super::lines::columns;
use crate::source::block::Line;

/// Columns below which a line is too short to say where a text was wrapped.
const MIN_EDGE: usize = 36;

/// Columns beyond which a text was not wrapped for paper.
const MAX_EDGE: usize = 200;

/// Columns that lines of one wrapped text differ by at their right end: marks that may not stand
/// at a line's start, words that are not broken, pages that are shifted.
const RAGGED: usize = 9;

/// Lines that have to reach the edge before it is one.
const MIN_FULL: usize = 4;

/// A line of prose on its page.
pub(super) struct Placed {
    /// Position among the blocks.
    pub block: usize,
    pub line: Line,
    /// Counted by form feeds and page numbers.
    pub page: u32,
    /// A table stands behind it.
    pub before_table: bool,
    /// Nothing but empty lines and page furniture stands between it and the next line, and the
    /// empty lines are the page's margin.
    pub page_ends: bool,
}

/// Sets `continues` of each line that goes on in the next one.
pub(super) fn wrap(text: &str, lines: &mut [Placed]) {
    let widths: Vec<(usize, usize)> = lines
        .iter()
        .map(|l| {
            let width = columns(l.line.span.of(text));
            (width, usize::from(l.line.indent) + width)
        })
        .collect();
    let Some(edge) = edge(&widths) else { return };
    let bases = bases(lines);
    let mut inside = false;
    for at in 0..lines.len() {
        let Some(next) = lines.get(at + 1) else { break };
        let here = &lines[at];
        let printed = here.line.span.of(text);
        let below = next.line.span.of(text);
        let apart = next.line.after_blank && !here.page_ends;
        let base = bases.get(next.page as usize).copied().unwrap_or(0);
        let indented = next.line.indent >= base + 2;
        // A long word of Latin letters that did not fit any more.
        let word = (below
            .bytes()
            .take(MAX_EDGE)
            .take_while(u8::is_ascii_graphic))
        .count();
        let word = if word > RAGGED { word } else { 0 };
        let full = widths[at].1 + word + RAGGED >= edge || widths[at].0 + word + RAGGED >= edge;
        let brim = widths[at].1 + word + 3 >= edge;
        let ended = printed.ends_with(['。', '！', '？', '；', '：', ':', ';'])
            || printed.ends_with("。”")
            || printed.ends_with("。）");
        let joins = printed.ends_with(['，', '、', '（', '《', '“', '〔', ','])
            || (!ended && below.starts_with(['《', '“']) && !is_marked(printed))
            || below.starts_with(['，', '、', '。', '；', '：', '）', '》', '”', '〕', ',']);
        let goes_on = !here.before_table
            && !apart
            && if joins {
                true
            } else if indented {
                false
            } else if ended {
                brim && full
            } else {
                full || (inside && !is_marked(printed))
            };
        inside = goes_on;
        lines[at].line.continues = goes_on;
    }
}

/// A numbered heading starts in the line.
fn is_marked(line: &str) -> bool {
    crate::layout::heading::mark(line).is_some()
}

/// Where the text was wrapped, if it was.
fn edge(widths: &[(usize, usize)]) -> Option<usize> {
    let mut counts = [0_usize; MAX_EDGE + 1];
    let mut long = 0;
    let mut beyond = 0;
    for &(width, right) in widths {
        if right > MAX_EDGE {
            beyond += 1;
        } else if width >= MIN_EDGE {
            counts[right] += 1;
            long += 1;
        }
    }
    // The edge is where most of the long lines end: the fullest stretch of ragged ends.
    let (mut best, mut best_count) = (0, 0);
    for right in MIN_EDGE..=MAX_EDGE {
        let count: usize = counts[(right + 1).saturating_sub(RAGGED)..=right]
            .iter()
            .sum();
        if count >= best_count && counts[right] > 0 && count > 0 {
            (best, best_count) = (right, count);
        }
    }
    (best_count >= MIN_FULL && best_count * 2 > long && beyond * 10 <= long).then_some(best)
}

/// The left margin of each page.
fn bases(lines: &[Placed]) -> Vec<u16> {
    let mut bases: Vec<u16> = Vec::new();
    for placed in lines {
        let page = placed.page as usize;
        // Pages are counted along the lines, so that there are no more of them than lines.
        if bases.len() <= page {
            bases.resize(page + 1, u16::MAX);
        }
        bases[page] = bases[page].min(placed.line.indent);
    }
    bases
}

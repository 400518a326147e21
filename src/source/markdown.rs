//! Markdown's marks: headings, emphasis around a line, pipe tables.

use crate::chars::is_visible;
use crate::span::Span;

/// The level of a heading's `#` marks and the bytes of the marks with the space behind them.
pub(super) fn heading(line: &str) -> Option<(u8, usize)> {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let rest = line.get(level..)?;
    if !(1..=6).contains(&level) || rest.trim().is_empty() {
        return None;
    }
    // Converters of Chinese text leave the space out as often as not.
    let is_tag = !rest.starts_with(char::is_whitespace) && rest.is_ascii();
    (!is_tag).then(|| (level as u8, line.len() - rest.trim_start().len()))
}

/// A line's text without its marks: `##`, `>`, `**` around all of it.
///
/// The spans of the marks are added to `markup`.
pub(super) fn strip(text: &str, span: Span, markup: &mut Vec<Span>) -> (Span, u8) {
    let mut span = span;
    let mut level = 0;
    if let Some((found, len)) = heading(span.of(text)) {
        level = found;
        markup.push(Span::new(span.start, span.start + u32::from(found)));
        span.start += len as u32;
        let closed = span.of(text).trim_end_matches('#');
        if closed.len() < span.len() && closed.ends_with(char::is_whitespace) {
            let end = span.start + closed.len() as u32;
            markup.push(Span::new(end, span.end));
            span = Span::new(span.start, end).trim(text);
        }
    }
    for mark in ["**", "__"] {
        let line = span.of(text);
        let inner = line
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            .filter(|inner| !inner.trim().is_empty() && !inner.contains(mark));
        if inner.is_some() {
            markup.push(Span::new(span.start, span.start + 2));
            markup.push(Span::new(span.end - 2, span.end));
            span = Span::new(span.start + 2, span.end - 2).trim(text);
        }
    }
    (span, level)
}

/// Elements that converters put around a table of HTML.
const AROUND: [&str; 6] = ["html", "body", "div", "center", "p", "figure"];

/// Bytes of a tag around a table, and of its end: stops a scan to the text's end for each of them.
pub(super) const MAX_TAG: usize = 200;

/// Whether a tag with this name starts behind a `<`.
pub(super) fn is_tag(rest: &[u8], name: &str) -> bool {
    (rest.get(..name.len())).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && (rest.get(name.len())).is_none_or(|b| b.is_ascii_whitespace() || *b == b'>')
}

/// Whether behind a `<` a tag starts, or ends, that converters put around a table.
pub(super) fn is_around(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"/").unwrap_or(rest);
    AROUND.iter().any(|known| is_tag(name, known))
}

/// A row of a pipe table.
pub(super) fn is_pipe_row(line: &str) -> bool {
    line.starts_with('|') && line.len() > 1 && line[1..].contains('|')
}

/// `|---|:--:|`: the row that parts a pipe table's head from its body.
pub(crate) fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':') || !is_visible(c))
}

/// The rule below a table's first row: a delimiter row, or `---` where that row has one cell.
pub(crate) fn is_rule(line: &str) -> bool {
    let is_line = || {
        line.chars()
            .all(|c| matches!(c, '-' | ':') || !is_visible(c))
            && line.bytes().filter(|&b| b == b'-').count() >= 3
    };
    is_delimiter(line) || is_line()
}

/// Tells the rules of a pipe table from its rows, asked for each line in order: behind the first rule
/// a row of single dashes is one of values.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    seen: bool,
}

impl Rules {
    /// Whether the next line is a rule.
    pub(crate) fn is_next(&mut self, line: &str) -> bool {
        let is_next = is_rule(line) && !(self.seen && is_dashes(line));
        self.seen |= is_next;
        is_next
    }
}

/// Each cell is one dash: `| - | - |`.
fn is_dashes(line: &str) -> bool {
    let cells = (line.split('|')).map(|cell| cell.trim_matches(|c| !is_visible(c)));
    cells
        .filter(|cell| !cell.is_empty())
        .all(|cell| cell == "-")
}

/// The marks of a pipe table's row: its pipes, or all of a rule. An escaped pipe is text, its
/// backslash a mark.
pub(super) fn pipe_marks(text: &str, span: Span, rules: &mut Rules, markup: &mut Vec<Span>) {
    let line = span.of(text);
    if rules.is_next(line) {
        markup.push(span);
        return;
    }
    let bytes = line.as_bytes();
    for at in memchr::memchr_iter(b'|', bytes) {
        let start = span.start + at as u32;
        if at > 0 && bytes[at - 1] == b'\\' {
            markup.push(Span::new(start - 1, start));
        } else {
            markup.push(Span::new(start, start + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_text() {
        assert_eq!(heading("## 一、总体情况"), Some((2, 3)));
        assert_eq!(heading("##一、总体情况"), Some((2, 2)));
        assert_eq!(heading("#"), None);
        assert!(is_pipe_row("| a | b |") && !is_pipe_row("|") && !is_pipe_row("a | b"));
        assert!(is_delimiter("|---|:-:|") && !is_delimiter("| - 3 - |"));
        assert!(is_rule("---|---") && is_rule(":---: ") && !is_rule("- -") && !is_rule("— — —"));
    }

    #[test]
    fn a_row_of_single_dashes_is_a_rule_only_where_none_is_above() {
        let rules = |lines: &[&str]| {
            let mut rules = Rules::default();
            lines
                .iter()
                .map(|line| rules.is_next(line))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            rules(&["| 甲 | 乙 |", "|---|---|", "| - | - |"]),
            [false, true, false]
        );
        assert_eq!(
            rules(&["甲 | 乙", "-|-", "- | -", "---|---"]),
            [false, true, false, true]
        );
        assert_eq!(
            rules(&["|-|-|", "|-|:-|", "| — | — |"]),
            [true, true, false]
        );
        assert_eq!(
            rules(&["|-|-|", "||-\u{7f}", "||--\u{7f}"]),
            [true, false, true]
        );
    }

    #[test]
    fn the_marks_around_a_line_are_markup() {
        let text = "# **一、总体情况** #";
        let mut markup = Vec::new();
        let (span, level) = strip(text, Span::new(0, text.len() as u32), &mut markup);
        assert_eq!(span.of(text), "一、总体情况");
        assert_eq!(level, 1);
        let marks: String = markup.iter().map(|m| m.of(text)).collect();
        assert_eq!(marks, "##****");
    }
}

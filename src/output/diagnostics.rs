//! Findings as a compiler shows them: the code, the line of the source with the place marked, what
//! was expected, help.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar as _;

use super::json::Places;
use crate::chars::is_visible;
use crate::report::{Diagnostic, Report, Severity};
use crate::span::{Region, Span};

/// Columns of a terminal that a line of the source takes at most; a longer one is cut around its
/// mark.
const LINE_WIDTH: usize = 96;
/// Characters that are looked at to each side of a mark: stops a line of 60 MB.
const MAX_LINE: usize = 400;

/// How findings are shown.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// What is less severe is left out.
    pub least: Severity,
}

impl Style {
    fn paint(self, ansi: &'static str) -> (&'static str, &'static str) {
        if self.color {
            (ansi, "\x1b[0m")
        } else {
            ("", "")
        }
    }
}

const BOLD: &str = "\x1b[1m";
const BLUE: &str = "\x1b[1;34m";

fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "\x1b[1;31m"),
        Severity::Warning => ("warning", "\x1b[1;33m"),
        Severity::Note => ("note", "\x1b[1;36m"),
    }
}

/// Writes the findings of one report, those without a place at the end.
///
/// # Errors
/// Those of the writer.
pub fn text(report: &Report, style: Style, to: &mut impl Write) -> io::Result<()> {
    let shown = report
        .diagnostics
        .iter()
        .filter(|d| d.severity >= style.least);
    let (placed, rest): (Vec<_>, Vec<_>) = shown.partition(|d| d.region.is_some());
    let places = Places::new(report);
    for diagnostic in placed.into_iter().chain(rest) {
        finding(report, &places, diagnostic, style, to)?;
    }
    Ok(())
}

fn finding(
    report: &Report,
    places: &Places<'_>,
    diagnostic: &Diagnostic,
    style: Style,
    to: &mut impl Write,
) -> io::Result<()> {
    let (word, ansi) = severity(diagnostic.severity);
    let (on, off) = style.paint(ansi);
    let (bold, _) = style.paint(BOLD);
    let (blue, _) = style.paint(BLUE);
    let code = diagnostic.code;
    write!(to, "{on}{word}[{code}]{off}{bold}: ")?;
    printable(&diagnostic.message, to)?;
    writeln!(to, "{off}")?;
    let mut gutter = String::new();
    if let Some(region) = &diagnostic.region {
        let place = places.of(region);
        let line = if place.line > 0 {
            place.line.to_string()
        } else {
            String::new()
        };
        gutter = " ".repeat(line.len());
        write!(to, "{gutter}{blue}-->{off} ")?;
        printable(&report.source.path, to)?;
        if place.line > 0 {
            write!(to, ":{}", place.line)?;
        }
        if place.column > 0 {
            write!(to, ":{}", place.column)?;
        }
        writeln!(to)?;
        if let Some(path) = &place.path {
            write!(to, "{gutter} {blue}={off} at ")?;
            printable(&path.to_string(), to)?;
            writeln!(to)?;
        }
        if let Some(marked) = Marked::new(region, &report.text) {
            writeln!(to, "{gutter} {blue}|{off}")?;
            writeln!(to, "{blue}{line} |{off} {}", marked.line)?;
            let carets = "^".repeat(marked.width.max(1));
            let pad = " ".repeat(marked.before);
            writeln!(to, "{gutter} {blue}|{off} {pad}{on}{carets}{off}")?;
        }
    }
    if let Some(help) = &diagnostic.help {
        write!(to, "{gutter} {blue}={off} {bold}help{off}: ")?;
        printable(help, to)?;
        writeln!(to)?;
    }
    writeln!(to)
}

/// A text without what a terminal would obey.
fn printable(text: &str, to: &mut impl Write) -> io::Result<()> {
    if text.chars().all(|c| !c.is_control()) {
        return to.write_all(text.as_bytes());
    }
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    to.write_all(clean.as_bytes())
}

/// A line of the reading text with the place of a mark in terminal columns.
#[derive(Debug, PartialEq, Eq)]
struct Marked {
    line: String,
    /// Columns before the mark.
    before: usize,
    /// Columns of the mark.
    width: usize,
}

impl Marked {
    /// The line on which a region starts; a mark that goes on in the next line ends with its own.
    fn new(region: &Region, text: &str) -> Option<Self> {
        let first = region.pieces().next()?;
        let start = first.start as usize;
        let (head, tail) = (text.get(..start)?, text.get(start..)?);
        // Of a long line only what is near is looked at.
        let head: Vec<char> = head
            .chars()
            .rev()
            .take(MAX_LINE)
            .take_while(|c| !matches!(c, '\n' | '\r'))
            .collect();
        let tail: Vec<char> = tail
            .chars()
            .take(MAX_LINE)
            .take_while(|c| !matches!(c, '\n' | '\r'))
            .collect();
        let marked = chars_of(first, text).min(tail.len());
        let cells = |chars: &[char]| -> usize { chars.iter().map(|&c| width(c)).sum() };
        let mark = cells(&tail[..marked]);
        // What is left of the line's width is shared by both sides.
        let room = LINE_WIDTH.saturating_sub(mark.min(LINE_WIDTH));
        let (all_left, all_right) = (cells(&head), cells(&tail[marked..]));
        let left = all_left.min((room / 2).max(room.saturating_sub(all_right)));
        let right = room - left;
        let mut line = String::new();
        let mut before = 0;
        let mut kept: Vec<char> = Vec::new();
        for &c in &head {
            if before + width(c) > left {
                break;
            }
            before += width(c);
            kept.push(c);
        }
        // White space at the start of a line is no content; the mark keeps its place without it.
        if kept.len() == head.len() {
            while let Some(&c) = kept.last()
                && c.is_whitespace()
            {
                before -= width(c);
                kept.pop();
            }
        } else {
            line.push('…');
            before += 1;
        }
        kept.iter().rev().for_each(|&c| push(c, &mut line));
        let mut shown = 0;
        let limit = mark.min(LINE_WIDTH) + right;
        let mut cut = tail.len();
        for (at, &c) in tail.iter().enumerate() {
            if shown + width(c) > limit {
                cut = at;
                break;
            }
            shown += width(c);
            push(c, &mut line);
        }
        if cut < tail.len() {
            line.push('…');
        }
        let line = line.trim_end().to_owned();
        Some(Self {
            line,
            before,
            width: cells(&tail[..marked.min(cut)]),
        })
    }
}

fn chars_of(span: Span, text: &str) -> usize {
    span.of(text)
        .chars()
        .take(MAX_LINE)
        .take_while(|c| !matches!(c, '\n' | '\r'))
        .count()
}

/// Columns that a character takes as it is shown here.
fn width(c: char) -> usize {
    match c {
        '\t' => 1,
        _ if !is_visible(c) && !c.is_whitespace() => 0,
        _ => c.width().unwrap_or(0),
    }
}

/// Adds a character as it is shown here: a tab as one space, what nobody sees not at all.
fn push(c: char, line: &mut String) {
    match c {
        '\t' => line.push(' '),
        _ if width(c) == 0 && (c.is_control() || !is_visible(c)) => {}
        _ => line.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, word: &str) -> Marked {
        let start = text.find(word).unwrap();
        let region = Region::from(Span::of_range(start..start + word.len()));
        Marked::new(&region, text).unwrap()
    }

    /// What stands in the line above the carets, by terminal columns.
    fn under(marked: &Marked) -> String {
        let mut at = 0;
        let mut text = String::new();
        for c in marked.line.chars() {
            let width = c.width().unwrap_or(0);
            // A combining mark stands in the column of the character before it.
            if width > 0 && at >= marked.before && at < marked.before + marked.width {
                text.push(c);
            }
            at += width;
        }
        text
    }

    #[test]
    fn carets_stand_under_the_mark_whatever_is_before_it() {
        for text in [
            "四、结转下年度 103 件\n",
            "前一行\n　　１．ｱｲｳ\t中文mixed　103\u{200b}，后\r\n下一行",
            "\t\t103",
            "é\u{301}̈103",
        ] {
            assert_eq!(under(&marked(text, "103")), "103", "{text:?}");
        }
        let wide = marked("答复３０５０件", "３０５０");
        assert_eq!((wide.before, wide.width), (4, 8));
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let long = format!("{}103{}", "中".repeat(500), "文".repeat(500));
        let marked = marked(&long, "103");
        assert_eq!(under(&marked), "103");
        assert!(marked.line.starts_with('…') && marked.line.ends_with('…'));
        let width: usize = marked.line.chars().map(width).sum();
        assert!(width <= LINE_WIDTH + 2, "{width}");
    }

    #[test]
    fn a_mark_over_lines_ends_with_its_first() {
        let text = "收到３１\n件申请";
        let marked = marked(text, "３１\n件");
        assert_eq!(under(&marked), "３１");
        assert_eq!(marked.line, "收到３１");
    }

    #[test]
    fn a_mark_longer_than_the_line_is_cut() {
        let text = "标".repeat(100);
        let marked = marked(&text, &text);
        assert!(marked.width <= LINE_WIDTH);
        assert!(marked.line.ends_with('…'));
    }

    #[test]
    fn a_document_does_not_command_the_terminal() {
        let mut out = Vec::new();
        printable("a\x1b[2Jb\nc", &mut out).unwrap();
        assert_eq!(out, b"a [2Jb c");
        assert!(!marked("\x1b[2J103", "103").line.contains('\x1b'));
    }
}

//! The words of a loose table, each with its place on the paper.

use rust_decimal::Decimal;

use super::key::Key;
use super::spot::EITHER;
use super::sums;
use crate::chars::{is_visible, is_wide};
use crate::edition::fragments::Fragments;
use crate::source::{RawTable, is_cut_number, is_dash, is_value};
use crate::span::Span;
use crate::table::value::unit;

/// Digits of the number of a label: no form counts further.
pub(super) const LABEL_NUMBER: usize = 2;

/// A word of the table.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Its text.
    pub span: Span,
    /// Its line, counted among the lines that are not blank.
    pub line: usize,
    /// It can be a cell's value.
    pub value: bool,
    /// It is dashes only.
    pub dash: bool,
    /// It is the beginning of a number that goes on on the next line: `882（其中修订441`, `1,234,`.
    pub cut: bool,
    /// What it adds to a sum, if it is a value (see [`sums::term`]).
    pub term: Option<Decimal>,
    /// Its key (see [`Fragments::key`]); empty for a value.
    pub key: Key,
    /// It starts with a bracket: （三） is another number than 三、.
    pub bracketed: bool,
    /// It ends a text in brackets that begins before it: the 条） of 计1条） is no unit.
    pub closes: bool,
    /// First column and the one past the last, once with an ideograph counted as one column (as
    /// pdftotext counts) and once as two (as on paper).
    pub x: [(u32, u32); 2],
    /// Spaces before it on its line are two or more, or it is the line's first.
    pub apart: bool,
    /// Counted by blank lines.
    pub chunk: usize,
    /// Counted by page numbers and form feeds.
    pub page: usize,
}

impl Token {
    /// Twice the middle of the columns it takes.
    pub fn middle(&self, measure: usize) -> i64 {
        let (start, end) = self.x[measure & 1];
        i64::from(start) + i64::from(end)
    }

    /// It is text with a digit in it.
    pub fn is_numeric(&self) -> bool {
        self.key.iter().any(char::is_ascii_digit)
    }

    /// Columns between it and another, sideways; 0 or less where one stands over the other.
    pub fn gap(&self, other: &Self, measure: usize) -> i64 {
        let gap = |measure: usize| {
            let (a, b) = (self.x[measure], other.x[measure]);
            i64::from(a.0.max(b.0)) - i64::from(a.1.min(b.1))
        };
        match measure {
            EITHER => gap(0).min(gap(1)),
            _ => gap(measure & 1),
        }
    }
}

/// Cuts a table into words; page numbers are left out.
pub(super) fn tokens(text: &str, raw: &RawTable) -> Vec<Token> {
    // The first line's indent stands before the span.
    let line_start = text
        .get(..raw.span.start as usize)
        .and_then(|before| before.rfind(['\n', '\r', '\u{c}']))
        .map_or(0, |at| at + 1);
    let mut out: Vec<Token> = Vec::new();
    let mut furniture = raw.furniture.iter().peekable();
    let (mut line, mut chunk, mut page) = (0, 0, 0);
    let (mut x, mut wide_x) = (0_u32, 0_u32);
    let mut on_line = 0;
    let mut space = 2;
    let mut any = false;
    let mut word: Option<Token> = None;
    let slice = text
        .get(line_start..raw.span.end as usize)
        .unwrap_or_default();
    let mut here = '\n';
    for (at, c) in slice.char_indices() {
        let before = std::mem::replace(&mut here, c);
        let offset = (line_start + at) as u32;
        while furniture.next_if(|span| span.end <= offset).is_some() {
            page += 1;
        }
        let in_furniture = furniture.peek().is_some_and(|span| span.start <= offset);
        if is_visible(c) && !in_furniture && offset >= raw.span.start {
            any = true;
            let word = word.get_or_insert_with(|| Token {
                span: Span::new(offset, offset),
                line,
                value: false,
                dash: false,
                cut: false,
                term: None,
                key: Key::default(),
                bracketed: matches!(c, '（' | '(' | '〔' | '['),
                closes: false,
                x: [(x, x), (wide_x, wide_x)],
                apart: space >= 2 || on_line == 0,
                chunk,
                page,
            });
            word.span.end = offset + c.len_utf8() as u32;
            x += 1;
            wide_x += if is_wide(c) { 2 } else { 1 };
            word.x[0].1 = x;
            word.x[1].1 = wide_x;
            continue;
        }
        if let Some(done) = word.take() {
            out.push(done);
            on_line += 1;
            space = 0;
        }
        match c {
            // The second half of one end of a line.
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{c}' => {
                if any {
                    line += 1;
                } else if !in_furniture {
                    chunk += 1;
                }
                any = false;
                page += usize::from(c == '\u{c}');
                on_line = 0;
                space = 2;
                x = 0;
                wide_x = 0;
            }
            '\u{3000}' => {
                space += 2;
                x += 1;
                wide_x += 2;
            }
            '\t' => {
                space += 4;
                x += 4;
                wide_x += 4;
            }
            _ => {
                space += usize::from(c.is_whitespace());
                x += 1;
                wide_x += 1;
            }
        }
    }
    out.extend(word);
    for token in &mut out {
        let printed = token.span.of(text);
        token.value = is_value(printed);
        token.dash = token.value && is_dash(printed);
    }
    let mut out = notes(text, out);
    // A number before other text of its line is a part of it: 计 1 次, 2018 年度.
    let mut behind = usize::MAX;
    for token in out.iter_mut().rev() {
        if !token.value {
            if !is_cut_number(token.span.of(text), true) {
                behind = token.line;
            }
        } else if behind == token.line {
            token.value = false;
            token.dash = false;
        }
    }
    // The number of a label that is broken behind it: `2` and, one line further, `.政府网站公开数`. The
    // last number of a row, and one behind its unit, is a value, whatever the next line starts with.
    for at in 1..out.len() {
        let (number, label) = (&out[at - 1], &out[at]);
        let is_label = label.span.of(text).starts_with(['.', '．', '、']);
        let printed = number.span.of(text);
        let is_number = number.value
            && printed.len() <= LABEL_NUMBER
            && printed.bytes().all(|b| b.is_ascii_digit());
        let is_beside = |before: &Token| {
            before.line == number.line && (before.value || unit(before.span.of(text)).is_some())
        };
        let is_last_of_row = at > 1 && is_beside(&out[at - 2]);
        if is_number && !is_last_of_row && is_label && number.chunk == label.chunk {
            out[at - 1].value = false;
        }
    }
    let mut next = usize::MAX;
    for token in out.iter_mut().rev() {
        let ends_line = std::mem::replace(&mut next, token.line) != token.line;
        if token.value {
            token.term = sums::term(token.span.of(text));
        } else {
            let printed = token.span.of(text);
            token.cut = is_cut_number(printed, ends_line);
            token.closes = printed.ends_with(['）', ')']) && !printed.contains(['（', '(']);
            token.key = Fragments::key(printed).chars().collect();
        }
    }
    rests(text, &mut out);
    out
}

/// The rest of a number whose beginning ends the line before is no value of its own: 4, and under it
/// 874.
fn rests(text: &str, tokens: &mut [Token]) {
    let mut is_rest = vec![false; tokens.len()];
    let mut below = 0;
    for at in 0..tokens.len() {
        let cut = &tokens[at];
        if !cut.cut || !cut.span.of(text).ends_with([',', '，']) {
            continue;
        }
        below = below.max(at + 1);
        while tokens.get(below).is_some_and(|t| t.line == cut.line) {
            below += 1;
        }
        let next = tokens[below..]
            .iter()
            .take_while(|t| t.line == cut.line + 1);
        for (nth, token) in next.enumerate() {
            let is_next = nth == 0 && at + 1 == below;
            is_rest[below + nth] |= is_next || token.gap(cut, EITHER) <= 0;
        }
    }
    for (token, _) in tokens
        .iter_mut()
        .zip(is_rest)
        .filter(|(t, is)| *is && t.value)
    {
        token.value = false;
        token.dash = false;
        token.term = None;
        token.key = Fragments::key(token.span.of(text)).chars().collect();
    }
}

/// A note in brackets behind a number is of its cell: 22 （其中修订 16 件）; so is 年度 behind a year.
fn notes(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open = false;
    for token in tokens {
        let printed = token.span.of(text);
        if let Some(last) = out.last_mut()
            && last.line == token.line
        {
            let begins =
                last.value && !last.dash && printed.starts_with(['（', '(']) && !token.apart;
            let is_year = last.value && printed == "年度" && last.span.len() == 4;
            if open || begins || is_year {
                last.span.end = token.span.end;
                last.x[0].1 = token.x[0].1;
                last.x[1].1 = token.x[1].1;
                last.value &= !is_year;
                open = (open || begins) && !printed.ends_with(['）', ')']);
                continue;
            }
        }
        open = false;
        out.push(token);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::TableBody;
    use crate::table::testing::whole;

    /// The words of a text behind `before`: text, `=` for a value, `-` for a dash, `<` for a number
    /// cut off, line, columns both ways, chunk and page.
    fn shown(before: &str, text: &str) -> Vec<String> {
        let all = format!("{before}{text}");
        let mut raw = whole(&all, TableBody::Loose);
        let start = before.len() + (text.len() - text.trim_start().len());
        raw.span.start = start as u32;
        raw.furniture = (all.match_indices("- 3 -"))
            .map(|(at, page)| Span::of_range(at..at + page.len()))
            .collect();
        let mark = |is: bool, mark: &'static str| if is { mark } else { "" };
        (tokens(&all, &raw).iter())
            .map(|token| {
                format!(
                    "{}{}{}{} {} {:?} {:?} {} {}",
                    token.span.of(&all),
                    mark(token.value && !token.dash, "="),
                    mark(token.dash, "-"),
                    mark(token.cut, "<"),
                    token.line,
                    token.x[0],
                    token.x[1],
                    token.chunk,
                    token.page
                )
            })
            .collect()
    }

    #[test]
    fn words_have_their_places_on_the_paper() {
        assert_eq!(
            shown("标题\n", "  规章 12\n　-\t3\n"),
            [
                "规章 0 (2, 4) (2, 6) 0 0",
                "12= 0 (5, 7) (7, 9) 0 0",
                "-- 1 (1, 2) (2, 3) 0 0",
                "3= 1 (6, 7) (7, 8) 0 0",
            ]
        );
    }

    #[test]
    fn empty_lines_and_pages_are_counted() {
        assert_eq!(
            shown("", "甲 1\r\n乙 2\r\n\r\n丙 3\n- 3 -\n\u{c}丁 4\n"),
            [
                "甲 0 (0, 1) (0, 2) 0 0",
                "1= 0 (2, 3) (3, 4) 0 0",
                "乙 1 (0, 1) (0, 2) 0 0",
                "2= 1 (2, 3) (3, 4) 0 0",
                "丙 2 (0, 1) (0, 2) 1 0",
                "3= 2 (2, 3) (3, 4) 1 0",
                "丁 3 (0, 1) (0, 2) 3 2",
                "4= 3 (2, 3) (3, 4) 3 2",
            ]
        );
    }

    fn words(text: &str) -> Vec<String> {
        let words = shown("", text);
        words
            .iter()
            .map(|word| word.rsplitn(8, ' ').last().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn a_note_belongs_to_the_number_before_it() {
        for (text, want) in [
            ("22（其中修订16件）", &["22（其中修订16件）="][..]),
            ("22 （其中修订 16 件） 3", &["22 （其中修订 16 件）=", "3="]),
            ("22 （其中 3", &["22 （其中 3="]),
            ("22  （其中） 3", &["22", "（其中）", "3="]),
            ("- （一）甲 3", &["-", "（一）甲", "3="]),
            ("甲 （一） 3", &["甲", "（一）", "3="]),
            ("22 （其中\n（一）甲 3", &["22 （其中=", "（一）甲", "3="]),
            ("2018 年度 5", &["2018 年度", "5="]),
            ("218 年度 5", &["218", "年度", "5="]),
            ("计 1 次 5", &["计", "1", "次", "5="]),
        ] {
            assert_eq!(words(text), want, "{text}");
        }
    }

    #[test]
    fn the_number_of_a_label_that_is_broken_behind_it_is_no_value() {
        for (text, want) in [
            ("计 1\n.规章", &["计", "1", ".规章"][..]),
            ("12\n、规章 3", &["12", "、规章", "3="]),
            ("12\n\n.规章", &["12=", ".规章"]),
            ("120\n.规章", &["120=", ".规章"]),
            ("计 0 1\n.规章", &["计", "0=", "1=", ".规章"]),
            ("计 /\n.规章", &["计", "/=", ".规章"]),
            ("计 无\n.规章", &["计", "无=", ".规章"]),
        ] {
            assert_eq!(words(text), want, "{text}");
        }
    }

    #[test]
    fn a_bracket_that_closes_what_is_before_ends_a_text() {
        let closes = |text: &str| {
            let raw = whole(text, TableBody::Loose);
            tokens(text, &raw)
                .iter()
                .map(|token| token.closes)
                .collect::<Vec<_>>()
        };
        assert_eq!(closes("计1\n条）\n"), [false, true]);
        assert_eq!(closes("条) （条） ）条 条\n"), [true, false, false, false]);
    }

    #[test]
    fn the_rest_of_a_number_is_no_value() {
        assert_eq!(words("规章 4,\n874     5\n"), ["规章", "4,<", "874", "5="]);
        assert_eq!(
            words("规章  12,  13,\n      345  678\n"),
            ["规章", "12,<", "13,<", "345", "678"]
        );
        assert_eq!(
            words("规章  12,  13\n      345  678\n"),
            ["规章", "12,<", "13=", "345", "678="]
        );
        assert_eq!(words("4, 规章\n874\n"), ["4,", "规章", "874="]);
        assert_eq!(words("规章 4,\n件\n874\n"), ["规章", "4,<", "件", "874="]);
    }
}

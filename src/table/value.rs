//! What a cell holds: 0, nothing, `-`, `/` and 无 are different things and stay different.

use rust_decimal::Decimal;
use smol_str::{SmolStr, SmolStrBuilder, ToSmolStr as _, format_smolstr};

use crate::chars::{half_width, is_written, simplified, trim};
use crate::report::CellKind;
use crate::source::is_plain;

/// Digits beyond which a run is no number of a report: stops a cell of a megabyte of digits.
const MAX_DIGITS: usize = 24;

/// Units that may follow a number in its cell, longer ones first.
const UNITS: [&str; 20] = [
    "万元", "亿元", "人次", "万件", "万条", "条", "件", "次", "篇", "期", "场", "个", "人", "元",
    "项", "部", "份", "宗", "起", "%",
];

/// The unit that a text is, and nothing else.
pub(crate) fn unit(text: &str) -> Option<&'static str> {
    let text = trim(text);
    UNITS.into_iter().find(|unit| is_written(unit, text))
}

/// A cell's text, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellValue {
    pub kind: CellKind,
    /// A decimal string.
    pub value: Option<SmolStr>,
    /// The cell's own unit.
    pub unit: Option<&'static str>,
    /// What stands beside the number.
    pub note: Option<Box<str>>,
}

impl CellValue {
    const fn bare(kind: CellKind) -> Self {
        Self {
            kind,
            value: None,
            unit: None,
            note: None,
        }
    }
}

/// Takes a cell's text apart.
///
/// `22（其中修订16件）` is 22 with a note, `251000元` carries its unit, `1,234`, `１２３４` and `1 234`
/// are numbers.
pub(crate) fn value(text: &str) -> CellValue {
    let text = trim(text);
    if text.is_empty() {
        return CellValue::bare(CellKind::Blank);
    }
    if text.len() <= MAX_DIGITS && is_plain(text) {
        return CellValue {
            value: Some(text.into()),
            ..CellValue::bare(CellKind::Number)
        };
    }
    let is_dash = |c: char| matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '−' | '﹣');
    if text.chars().all(is_dash) {
        return CellValue::bare(CellKind::Dash);
    }
    if matches!(text, "/" | "／" | "\\" | "//") {
        return CellValue::bare(CellKind::Slash);
    }
    number(text).unwrap_or(CellValue::bare(CellKind::Text))
}

fn number(text: &str) -> Option<CellValue> {
    let sign = match text.chars().next()? {
        '-' | '－' | '−' | '—' => "-",
        _ => "",
    };
    let unsigned = text
        .strip_prefix(['-', '－', '−', '—', '+', '＋'])
        .unwrap_or(text)
        .trim_start();
    let (digits, rest) = digits(unsigned)?;
    let mut rest = rest.trim_start();
    let mut unit = None;
    let mut scale = None;
    // Traditional characters are as long as simplified ones.
    let simple: String = rest.chars().take(2).map(simplified).collect();
    if let Some(found) = UNITS.iter().find(|unit| simple.starts_with(**unit)) {
        rest = rest.get(found.len()..)?.trim_start();
        match found.strip_prefix('万').filter(|unit| *unit != "元") {
            Some(scaled) => {
                scale = Some(Decimal::from(10_000));
                unit = Some(scaled);
            }
            None => unit = Some(*found),
        }
    }
    let note = match rest.chars().next() {
        None => None,
        Some('（' | '(') => {
            let inner = rest
                .trim_start_matches(['（', '('])
                .trim_end_matches(['）', ')']);
            Some(Box::from(inner.trim()))
        }
        Some(_) => return None,
    };
    let value = match scale {
        Some(scale) => (digits.parse::<Decimal>().ok()?.checked_mul(scale)?)
            .normalize()
            .to_smolstr(),
        None => digits,
    };
    Some(CellValue {
        kind: CellKind::Number,
        value: Some(if sign.is_empty() {
            value
        } else {
            format_smolstr!("{sign}{value}")
        }),
        unit,
        note,
    })
}

/// The number at the start of `text` without its grouping, and what follows.
fn digits(text: &str) -> Option<(SmolStr, &str)> {
    let mut out = SmolStrBuilder::new();
    let mut len = 0;
    let mut end = 0;
    let mut point = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_three = || {
            let mut following = text[at + c.len_utf8()..].chars().map(half_width);
            let three = following
                .by_ref()
                .take(3)
                .filter(char::is_ascii_digit)
                .count()
                == 3;
            three && !following.next().is_some_and(|c| c.is_ascii_digit())
        };
        match half_width(c) {
            digit @ '0'..='9' => {
                if len == MAX_DIGITS {
                    return None;
                }
                out.push(digit);
                len += 1;
                end = at + c.len_utf8();
            }
            ',' | '，' | ' ' if len > 0 && !point && next_three() => {}
            '.' if !point
                && len > 0
                && chars
                    .peek()
                    .is_some_and(|&(_, c)| half_width(c).is_ascii_digit()) =>
            {
                point = true;
                out.push('.');
                len += 1;
            }
            _ => break,
        }
    }
    (len > 0).then(|| (out.finish(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(text: &str) -> (Option<String>, Option<String>, Option<String>) {
        let value = value(text);
        (
            value.value.map(String::from),
            value.unit.map(str::to_owned),
            value.note.map(String::from),
        )
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (text, want) in [
            ("0", "0"),
            ("3,119", "3119"),
            ("１２３", "123"),
            ("1 234", "1234"),
            ("4068.208", "4068.208"),
            ("-3", "-3"),
            ("+9", "9"),
            ("１，２３４", "1234"),
            ("1,234,567.80", "1234567.80"),
            ("007", "007"),
        ] {
            assert_eq!(number_of(text), (some(want), None, None), "{text}");
        }
        assert_eq!(number_of("251000元"), (some("251000"), some("元"), None));
        assert_eq!(
            number_of("1234.56万元"),
            (some("1234.56"), some("万元"), None)
        );
        assert_eq!(number_of("3.2万条"), (some("32000"), some("条"), None));
        assert_eq!(
            number_of("22（其中修订16件）"),
            (some("22"), None, some("其中修订16件"))
        );
    }

    #[test]
    fn what_is_no_number_stays_what_it_is() {
        for (text, kind) in [
            ("", CellKind::Blank),
            ("\u{a0}", CellKind::Blank),
            ("-", CellKind::Dash),
            ("——", CellKind::Dash),
            ("----", CellKind::Dash),
            ("/", CellKind::Slash),
            ("无", CellKind::Text),
            ("1.属于国家秘密", CellKind::Text),
            ("2018年度", CellKind::Text),
            ("12,34", CellKind::Text),
            ("1 2", CellKind::Text),
            ("1.2.3", CellKind::Text),
        ] {
            assert_eq!(value(text).kind, kind, "{text}");
        }
    }

    #[test]
    fn a_number_has_so_many_digits_at_most() {
        let of = |digits: usize, point: &str| {
            let text = format!("{}{point}件", "1".repeat(digits));
            number_of(&text).0.map(|number| number.len())
        };
        assert_eq!(of(MAX_DIGITS, ""), Some(MAX_DIGITS));
        assert_eq!(of(MAX_DIGITS + 1, ""), None);
        // The point counts as one.
        assert_eq!(of(MAX_DIGITS - 2, ".5"), Some(MAX_DIGITS));
        assert_eq!(of(MAX_DIGITS - 1, ".5"), None);
        assert_eq!(of(3, ",111"), Some(6));
    }
}

//! Which words of a text can be the value of a table's cell.

use crate::chars::half_width;

/// Characters beyond which a word is no value: stops a line of a million digits.
const MAX_VALUE: usize = 40;

/// Units that stand directly behind a number in its cell.
const UNITS: [&str; 14] = [
    "万元", "亿元", "人次", "元", "件", "条", "次", "人", "篇", "个", "项", "期", "场", "%",
];

/// A word that is printed where a number could be, without being one.
const WORDS: [&str; 4] = ["无", "無", "不适用", "不適用"];

/// A number (`3,119`, `３１１９`, `-4`, `96171.6`, `251000元`, `22（其中修订16件）`), a dash, a slash, or a
/// word that says there is none.
///
/// `1.`, `2018年度` and `（1）` are no values.
///
/// ```
/// use gongkai::source::is_value;
/// assert!(is_value("3,119") && is_value("—") && is_value("251000元") && is_value("22（其中修订16件）"));
/// assert!(!is_value("1.属于国家秘密") && !is_value("2018年度") && !is_value("3."));
/// ```
#[must_use]
pub fn is_value(word: &str) -> bool {
    // Most words are told by their first character: labels, and numbers of nothing but digits.
    match word.chars().next() {
        Some('\u{4e00}'..='\u{9fff}') => return WORDS.contains(&word),
        Some('0'..='9') if is_plain(word) => return word.len() <= MAX_VALUE,
        _ => {}
    }
    if word.len() > MAX_VALUE * 4 || word.chars().nth(MAX_VALUE).is_some() {
        return false;
    }
    is_dash(word) || matches!(word, "/" | "／" | "\\") || WORDS.contains(&word) || is_number(word)
}

/// Nothing but ASCII digits.
pub(crate) fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Dashes only; Markdown's writers escape the first: `\-`.
#[must_use]
pub fn is_dash(word: &str) -> bool {
    let word = word.strip_prefix('\\').unwrap_or(word);
    !word.is_empty()
        && word.chars().count() <= 4
        && word
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '‐' | '−'))
}

/// A number with its sign, separators, unit and note. `1,03` is none: the end of 1,036 is lost, or
/// stands elsewhere.
#[must_use]
pub fn is_number(word: &str) -> bool {
    let mut digits = 0_usize;
    let mut last_digit = false;
    let mut point = false;
    let mut rest = word;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let half = half_width(c);
        let is_part = match half {
            '0'..='9' => {
                digits += 1;
                last_digit = true;
                true
            }
            '+' | '-' | '−' if first => true,
            ',' if last_digit && !point && has_three_digits(rest) => {
                last_digit = false;
                true
            }
            '.' if last_digit && !point => {
                point = true;
                last_digit = false;
                true
            }
            _ => false,
        };
        if !is_part {
            break;
        }
        first = false;
        rest = &rest[c.len_utf8()..];
    }
    if digits == 0 || !last_digit {
        return false;
    }
    let rest = UNITS
        .iter()
        .find_map(|unit| rest.strip_prefix(unit))
        .or_else(|| rest.strip_prefix('％'))
        .unwrap_or(rest);
    rest.is_empty() || is_note(rest)
}

/// The beginning of a number whose note, or whose last digits, stand on the next line: `882（其中修订441`,
/// `1,03`, `9746.`. A digit and a comma before other text is a row's number.
pub(crate) fn is_cut_number(word: &str, ends_line: bool) -> bool {
    let number = word.split(['（', '(']).next().unwrap_or(word);
    let in_note = number.len() < word.len() && !word.ends_with(['）', ')']);
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    let is_comma = |c: char| matches!(c, ',' | '，');
    let in_thousands = (ends_line || number.len() > 2)
        && number.contains(is_comma)
        && number.starts_with(is_digit)
        && number.chars().all(|c| is_comma(c) || is_digit(c));
    // 12. can be a label's number.
    let in_decimals = (number.strip_suffix(['.', '．']))
        .is_some_and(|whole| whole.chars().count() >= 3 && whole.chars().all(is_digit));
    if is_number(number) {
        in_note
    } else {
        in_thousands || in_decimals
    }
}

/// Text in brackets, that does not start with a row's number: （二）部分公开（…不计其他情形）.
fn is_note(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']);
    let Some(inner) = inner.and_then(|inner| inner.strip_suffix(['）', ')'])) else {
        return false;
    };
    let is_numeral = |c: char| half_width(c).is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let is_number = |(number, _): (&str, &str)| number.chars().all(is_numeral);
    !inner.is_empty() && !inner.split_once(['）', ')']).is_some_and(is_number)
}

/// What follows a separator of thousands.
fn has_three_digits(rest: &str) -> bool {
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    rest.chars()
        .skip(1)
        .take(4)
        .take_while(|&c| is_digit(c))
        .count()
        == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_go_on_elsewhere() {
        for (text, want) in [
            ("882（其中修订441", true),
            ("882(其中修订441", true),
            ("882（其中）", false),
            ("1,234,", true),
            ("12，", true),
            ("1,", false),
            ("甲,", false),
            ("甲（其中", false),
            ("甲乙丙（其中", false),
            ("1,234", false),
            ("1,03", true),
            ("9746.", true),
            ("12.", false),
            ("9746.3", false),
            ("22（其中修订16件）", false),
            ("（其中", false),
        ] {
            assert_eq!(is_cut_number(text, false), want, "{text}");
        }
        // 4, at a line's end, and 874 on the next.
        assert!(is_cut_number("4,", true) && !is_cut_number(",", true));
    }

    #[test]
    fn what_a_cell_of_numbers_can_hold() {
        for word in [
            "0",
            "3,119",
            "３１１９",
            "-69",
            "4068.208",
            "-",
            "—",
            "——",
            "\\-",
            "/",
            "无",
            "251000元",
            "5%",
            "22（其中修订16件）",
            "0件",
            "17，734",
        ] {
            assert!(is_value(word), "{word}");
        }
        for word in [
            "",
            "1.",
            "1、",
            "2018年",
            "2018年度",
            "（1）",
            "1.属于国家秘密",
            "条",
            "-1-",
            "12年",
            "0517-83605210",
            "711号",
            "1.2.3",
            "1,03",
            "103（二）部分公开（不计其他情形）",
            "12,0187",
        ] {
            assert!(!is_value(word), "{word}");
        }
    }
}

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

/// A number with its sign, separators, unit and note.
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
            ',' if last_digit && !point => {
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
    rest.is_empty()
        || (rest.starts_with(['（', '('])
            && rest.ends_with(['）', ')'])
            && rest.chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert!(!is_value(word), "{word}");
        }
    }
}

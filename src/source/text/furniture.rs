//! Page numbers and the like: what belongs to the paper.

use crate::chars::half_width;

/// Bytes of a line beyond which it is no page number.
const MAX_LINE: usize = 60;

/// Between the cells of a row; a page's number has less beside it.
const GAP: &str = "   ";

/// Words of a page's number with what stands beside it.
const WORDS: usize = 3;

/// `- 3 -`, `— 1 —`, `-4-`, `第 3 页`, `第3页 共6页`, `Page 3 of 6`: a page number alone on its line.
/// With a tab or wide gaps between them, a dash, 3 and a dash are a row's cells, as more of them are.
pub(in crate::source) fn is_page_number(line: &str) -> bool {
    // Most lines are told by how they start.
    let start = line.chars().find(|c| !c.is_whitespace()).map(plain);
    if line.len() > MAX_LINE || !matches!(start, Some('-' | '第' | '共' | 'P' | 'p')) {
        return false;
    }
    let squeezed: String = (line.chars().filter(|c| !c.is_whitespace()))
        .map(plain)
        .collect();
    dashed(&squeezed) && !has_cells(line) || worded(&squeezed)
}

/// One sign for all dashes.
fn plain(c: char) -> char {
    match c {
        '—' | '–' | '－' | '―' | '─' | '‐' | '−' | '~' | '～' | '·' => '-',
        _ => half_width(c),
    }
}

fn has_cells(line: &str) -> bool {
    let line = line.trim();
    line.contains('\t') || line.contains(GAP) || line.split_whitespace().nth(WORDS).is_some()
}

fn dashed(line: &str) -> bool {
    let inner = line.trim_start_matches('-');
    let inner = if inner.len() < line.len() { inner } else { "" };
    let number = inner.trim_end_matches('-');
    number.len() < inner.len() && is_page(number)
}

fn worded(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix('第') {
        let Some((page, rest)) = rest.split_once('页') else {
            return false;
        };
        let rest = rest.trim_start_matches(['/', ',', '(', '|', '-']);
        return is_page(page)
            && (rest.is_empty()
                || rest
                    .strip_prefix('共')
                    .and_then(|rest| rest.trim_end_matches(')').strip_suffix('页'))
                    .is_some_and(is_page));
    }
    if let Some(rest) = line.strip_prefix('共') {
        return rest.split_once('页').is_some_and(|(count, rest)| {
            is_page(count)
                && rest
                    .trim_start_matches(['/', ','])
                    .strip_prefix('第')
                    .and_then(|rest| rest.strip_suffix('页'))
                    .is_some_and(is_page)
        });
    }
    line.strip_prefix("Page")
        .or_else(|| line.strip_prefix("page"))
        .is_some_and(|rest| {
            rest.split_once("of").map_or_else(
                || is_page(rest),
                |(page, count)| is_page(page) && is_page(count),
            )
        })
}

/// At most four digits, or a Chinese numeral.
fn is_page(number: &str) -> bool {
    (1..=4).contains(&number.chars().count())
        && (number.bytes().all(|b| b.is_ascii_digit())
            || number.chars().all(|c| "一二三四五六七八九十百".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_what_is_none() {
        for line in [
            "- 3 -",
            "— 1 —",
            "-4-",
            "— 4 —",
            "第 3 页",
            "第3页 共6页",
            "第3页/共6页",
            "Page 3 of 6",
            "－ 12 －",
            "第三页",
            "—  3  —",
            "--3 --",
            "第3页\t共6页",
        ] {
            assert!(is_page_number(line), "{line}");
        }
        for line in [
            "-",
            "—",
            "-69",
            "3",
            "- -",
            "12-",
            "第3页的表",
            "-12345-",
            "—\t0\t-",
            "-   0   -",
            "- - 0 - - - -",
            "- 1 2 -",
            "— — 3 —",
            "——",
        ] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}

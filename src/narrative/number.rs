//! Numbers in a run of characters: digits and Chinese numerals, with scale, unit, approximation.
//!
//! What has a number's form and counts nothing is left out here: dates, years, ordinals (第二十条),
//! document numbers, telephones, versions, 一是 … 二是.

use rust_decimal::Decimal;

use super::prose::{BREAK, GAP};
use super::words::{Letters, Words};

/// Digits that one number may have: a count of people has fewer, a document made of digits more.
const MAX_DIGITS: usize = 24;
/// Chinese numerals that one number may have.
const MAX_CHINESE: usize = 12;

/// What a number may start with: most characters are refused by one look at it.
const NUMERALS: Letters = Letters::of(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '〇', '零', '○', '◯', 'Ｏ', 'О', 'O', '一',
    '壹', '二', '贰', '貳', '三', '叁', '四', '五', '六', '七', '八', '九', '两', '十', '百', '千',
]);

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// First character.
    pub(super) start: usize,
    /// One past the last character of number and unit.
    pub(super) end: usize,
    /// Scale applied.
    pub(super) value: Decimal,
    /// Without its scale (元 of 万元).
    pub(super) unit: Option<String>,
    /// 余, 近, 约, 超 stand with it.
    pub(super) approximate: bool,
    /// One end of a range (3至5个).
    pub(super) range: bool,
}

/// Everything that is found in one paragraph.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// In order.
    pub(super) numbers: Vec<Number>,
    /// Years that are named: first character, year.
    pub(super) years: Vec<(usize, u16)>,
}

/// Finds the numbers of a paragraph.
pub(super) fn scan(chars: &[char], words: &Words) -> Numbers {
    let mut found = Numbers::default();
    let mut at = 0;
    // The end of the last 第N, whose 、 and 至 go on counting ordinals.
    let mut ordinal_end = usize::MAX;
    while at < chars.len() {
        let c = chars[at];
        if !NUMERALS.may_have(c) {
            at += 1;
            continue;
        }
        let token = if c.is_ascii_digit() {
            arabic(chars, at)
        } else if is_chinese(c) {
            chinese(chars, at)
        } else {
            at += 1;
            continue;
        };
        let Token { end, value, digits } = token;
        let before = at.checked_sub(1).and_then(|b| chars.get(b)).copied();
        let after = chars.get(end).copied();
        let ordinal = before == Some('第')
            || (ordinal_end < at
                && at - ordinal_end <= 3
                && chars[ordinal_end..at].iter().all(|c| {
                    matches!(
                        c,
                        '条' | '款' | '项' | '、' | '至' | '和' | '及' | '到' | '-'
                    )
                }));
        if ordinal {
            ordinal_end = end;
        } else if let Some(value) = value
            && is_count(chars, at, end, digits)
        {
            if after == Some('年') {
                if digits && end - at == 4 {
                    found.years.push((at, u16::try_from(value).unwrap_or(0)));
                }
            } else if let Some(number) = finish(chars, at, end, value, digits, words) {
                let end = number.end;
                found.numbers.push(number);
                at = end.max(at + 1);
                continue;
            }
        } else if digits && end - at == 4 && matches!(after, Some('-' | '—' | '至')) {
            // The first year of 2008-2018年.
            if let Some(value) = value {
                found.years.push((at, u16::try_from(value).unwrap_or(0)));
            }
        }
        at = end.max(at + 1);
    }
    found
}

struct Token {
    end: usize,
    value: Option<Decimal>,
    digits: bool,
}

fn is_chinese(c: char) -> bool {
    chinese_digit(c).is_some() || matches!(c, '十' | '百' | '千')
}

fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '两' => Some(2),
        _ => crate::layout::number::chinese_digit(c)
            .filter(|_| !c.is_alphabetic() || c >= '\u{3000}'),
    }
}

/// Digits with thousands separators, spaces between groups of three, and one decimal point.
fn arabic(chars: &[char], start: usize) -> Token {
    let run = |from: usize| {
        from + chars[from.min(chars.len())..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let mut end = run(start);
    let mut text: String = chars[start..end].iter().take(MAX_DIGITS + 1).collect();
    if end - start <= 3 {
        while let Some(&mark) = chars.get(end)
            && matches!(mark, ',' | GAP)
            && run(end + 1) == end + 4
        {
            text.extend(&chars[end + 1..end + 4]);
            end += 4;
            if text.len() > MAX_DIGITS {
                break;
            }
        }
    }
    if chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
        let fraction = run(end + 1);
        text.push('.');
        text.extend(chars[end + 1..fraction].iter().take(MAX_DIGITS + 1));
        end = fraction;
    }
    // What is glued to it by marks of its own is no count: 2019.1.31, 0517-83605210, 9:30, 1/2.
    let glued = |c: char| matches!(c, '.' | ':' | '/' | '_' | '@');
    let mut broken = text.len() > 2 * MAX_DIGITS;
    while chars.get(end).copied().is_some_and(glued)
        && chars.get(end + 1).is_some_and(char::is_ascii_alphanumeric)
    {
        broken = true;
        end = end
            + 1
            + chars[end + 1..]
                .iter()
                .take_while(|c| c.is_ascii_alphanumeric())
                .count();
    }
    // A number that goes on in the next line, or starts in the one before, may be half of one.
    broken |= chars.get(end) == Some(&BREAK) || (start > 0 && chars[start - 1] == BREAK);
    let zero = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    Token {
        end,
        value: (!broken && !zero)
            .then(|| Decimal::from_str_exact(&text).ok())
            .flatten(),
        digits: true,
    }
}

/// A Chinese numeral: 一百二十, or one digit after another (二〇一九), which is a year.
fn chinese(chars: &[char], start: usize) -> Token {
    let mut end = start;
    let mut value: u64 = 0;
    let mut digit = None;
    let mut last_scale = u64::MAX;
    let mut sound = true;
    while let Some(&c) = chars.get(end)
        && end - start < MAX_CHINESE
    {
        if let Some(d) = chinese_digit(c) {
            // Two digits in a row are no count, 零 before the last one aside.
            sound &= digit.is_none() || digit == Some(0);
            digit = Some(u64::from(d));
        } else {
            let scale = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => break,
            };
            // 十二 needs no digit before 十; 百 and 千 do.
            sound &= scale < last_scale
                && (digit.is_some_and(|d| d > 0) || (scale == 10 && end == start));
            value += digit.take().unwrap_or(1) * scale;
            last_scale = scale;
        }
        end += 1;
    }
    if let Some(digit) = digit {
        // 一百二 is 120 in speech; nobody writes it in a report.
        sound &=
            end - start == 1 || last_scale == 10 || chars.get(end.wrapping_sub(2)) == Some(&'零');
        value += digit;
    }
    // A lone 零 is a word (零距离, 零申请).
    sound &= chars[start] != '零' && chars[start] != '〇';
    Token {
        end: end.max(start + 1),
        value: sound.then(|| Decimal::from(value)),
        digits: false,
    }
}

/// Whether a number by its surroundings may count something.
fn is_count(chars: &[char], start: usize, end: usize, digits: bool) -> bool {
    let before = start.checked_sub(1).map(|b| chars[b]);
    let after = chars.get(end).copied();
    if digits {
        let before_ok = before.is_none_or(|c| {
            !(c.is_ascii_alphabetic()
                || matches!(c, '〔' | '[' | '@' | '_' | '/' | '#' | '№' | '.' | ':'))
        });
        // A dash between two numbers is a range's; 110-5号 and telephones have no unit.
        let after_ok = after.is_none_or(|c| {
            !(c.is_ascii_alphabetic()
                || matches!(
                    c,
                    '月' | '日'
                        | '号'
                        | '时'
                        | '点'
                        | '届'
                        | '〕'
                        | ']'
                        | '@'
                        | '/'
                        | '楼'
                        | '室'
                        | '路'
                ))
        });
        return before_ok && after_ok;
    }
    !matches!(
        before,
        Some(
            '几' | '数'
                | '每'
                | '这'
                | '某'
                | '“'
                | '"'
                | '同'
                | '任'
                | '统'
                | '唯'
                | '万'
                | '初'
                | '周'
                | '星'
        )
    ) && !matches!(after, Some('月' | '日' | '号' | '届' | '是' | '几'))
}

/// A mark between the ends of a range.
const fn is_range(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '~' | '至' | '到')
}

/// Reads scale, approximation and unit; `None` where nothing says what is counted.
fn finish(
    chars: &[char],
    start: usize,
    end: usize,
    mut value: Decimal,
    digits: bool,
    words: &Words,
) -> Option<Number> {
    let mut at = end;
    let mut approximate = words.approximate_before.ends(&chars[..start]).is_some();
    let mut scaled = false;
    let mut skip_approximate = |at: &mut usize| {
        if let Some(n) = words.approximate_after.starts(&chars[*at..]) {
            approximate = true;
            *at += n;
        }
    };
    skip_approximate(&mut at);
    let mut start = start;
    if !digits && start >= 3 && chars[start - 3..start] == ['百', '分', '之'] {
        start -= 3;
        return Some(Number {
            start,
            end: at,
            value,
            unit: Some("%".to_owned()),
            approximate,
            range: false,
        });
    }
    while let Some((n, factor)) = words.scale(&chars[at..]) {
        // 千 and 百 are scales behind digits only: 3千, and 万 behind anything.
        if !digits && factor < Decimal::from(10_000) {
            break;
        }
        value = value.checked_mul(factor)?;
        scaled = true;
        at += n;
        skip_approximate(&mut at);
    }
    // The range's mark and its other end stand between a number and its unit.
    let mut range = start > 0
        && is_range(chars[start - 1])
        && start > 1
        && (chars[start - 2].is_ascii_digit()
            || is_chinese(chars[start - 2])
            || chars[start - 2] == '%');
    let mut unit_at = at;
    if chars.get(at).copied().is_some_and(is_range) {
        let other = at
            + chars[at..]
                .iter()
                .take_while(|&&c| is_range(c))
                .take(2)
                .count();
        let digits_end = other
            + chars[other..]
                .iter()
                .take(MAX_DIGITS)
                .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || is_chinese(**c))
                .count();
        if digits_end > other {
            range = true;
            unit_at = digits_end;
            while let Some((n, _)) = words.scale(&chars[unit_at..]) {
                unit_at += n;
            }
        }
    }
    let unit = words.units.starts(&chars[unit_at..]);
    let unit_text: Option<String> = unit.map(|n| chars[unit_at..unit_at + n].iter().collect());
    if unit_at == at {
        at += unit.unwrap_or(0);
    }
    // 10%—20%: each end has its unit.
    range |= chars.get(at).copied().is_some_and(is_range)
        && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    match (&unit_text, digits) {
        (None, _) if !scaled || !digits => return None,
        (Some(unit), false) => {
            // A single character before a unit is a word more often than a count (一项, 三个代表).
            let lone = end - start == 1;
            let closed = chars
                .get(at)
                .is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | '(' | ')' | '!' | '?' | ':'));
            if (lone && !closed) || words.idiomatic.iter().any(|w| w == unit) && (lone || !closed) {
                return None;
            }
        }
        _ => {}
    }
    if let Some(n) = words.approximate_behind.starts(&chars[at..]) {
        approximate = true;
        at += n;
    }
    Some(Number {
        start,
        end: at,
        value,
        unit: unit_text,
        approximate: approximate || range,
        range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_numeral_is_refused_at_first_sight() {
        let starts = |c: &char| c.is_ascii_digit() || is_chinese(*c);
        for c in ('\0'..=char::MAX).filter(starts) {
            assert!(NUMERALS.may_have(c), "{c}");
        }
        // Nor is it asked for nothing.
        let others = '\u{4e00}'..='\u{9fff}';
        let asked = others.clone().filter(|&c| NUMERALS.may_have(c)).count();
        assert!(asked * 3 < others.count(), "{asked}");
    }
}

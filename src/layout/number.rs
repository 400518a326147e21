//! Numerals: 十一, 二〇一九, ２０１８, ③.

use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::combinator::map_opt;
use nom::{IResult, Parser};

/// Longest run of Chinese numerals that is read as one number: stops a line of a million 一.
const MAX_CHINESE: usize = 12;

/// The value of a Chinese digit, 〇 and its lookalikes included.
///
/// ```
/// use gongkai::layout::number::chinese_digit;
/// assert_eq!(chinese_digit('九'), Some(9));
/// assert_eq!(chinese_digit('○'), Some(0));
/// assert_eq!(chinese_digit('十'), None);
/// ```
#[must_use]
pub const fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | '◯' | 'Ｏ' | 'О' | 'O' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a digit, half or full width.
#[must_use]
pub const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

const fn is_chinese_numeral(c: char) -> bool {
    chinese_digit(c).is_some() && !matches!(c, 'O' | 'О' | 'Ｏ')
        || matches!(c, '十' | '百' | '千' | '两' | '兩')
}

/// **R1**. A Chinese numeral in its usual notation, 1 to 9999.
///
/// ```
/// use gongkai::layout::number::chinese;
/// assert_eq!(chinese("十一、附表"), Ok(("、附表", 11)));
/// assert_eq!(chinese("一百二十"), Ok(("", 120)));
/// assert!(chinese("一二").is_err());
/// ```
///
/// # Errors
/// If the text does not start with one.
pub fn chinese(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(1, MAX_CHINESE, is_chinese_numeral),
        |numeral: &str| {
            let mut total = 0;
            let mut pending = None;
            let mut last_unit = u32::MAX;
            for c in numeral.chars() {
                let unit = match c {
                    '十' => 10,
                    '百' => 100,
                    '千' => 1000,
                    '〇' | '零' if total > 0 && pending.is_none() => continue,
                    _ => {
                        let value = if matches!(c, '两' | '兩') {
                            2
                        } else {
                            chinese_digit(c)?
                        };
                        if pending.is_some() || value == 0 {
                            return None;
                        }
                        pending = Some(value);
                        continue;
                    }
                };
                if unit >= last_unit || (unit > 10 && pending.is_none()) {
                    return None;
                }
                last_unit = unit;
                total += unit * pending.take().unwrap_or(1);
            }
            Some(total + pending.unwrap_or(0)).filter(|&value| value > 0)
        },
    )
    .parse(input)
}

/// **R2**. A Chinese numeral digit by digit, as years are written: four digits.
///
/// ```
/// use gongkai::layout::number::positional;
/// assert_eq!(positional("二〇一九年"), Ok(("年", 2019)));
/// assert_eq!(positional("二零一八年"), Ok(("年", 2018)));
/// assert!(positional("二十").is_err());
/// ```
///
/// # Errors
/// If the text does not start with one.
pub fn positional(input: &str) -> IResult<&str, u32> {
    map_opt(
        take_while_m_n(4, 4, |c| chinese_digit(c).is_some()),
        |digits: &str| {
            digits
                .chars()
                .try_fold(0, |value, c| Some(value * 10 + chinese_digit(c)?))
        },
    )
    .parse(input)
}

/// **R3**. A number in digits, half or full width, up to nine of them.
///
/// ```
/// use gongkai::layout::number::arabic;
/// assert_eq!(arabic("２０１８年"), Ok(("年", 2018)));
/// assert!(arabic("一").is_err());
/// ```
///
/// # Errors
/// If the text does not start with one.
pub fn arabic(input: &str) -> IResult<&str, u32> {
    map_opt(take_while1(|c| digit(c).is_some()), |digits: &str| {
        let mut value: u32 = 0;
        for (at, c) in digits.chars().enumerate() {
            if at == 9 {
                return None;
            }
            value = value * 10 + digit(c)?;
        }
        Some(value)
    })
    .parse(input)
}

/// The value of a number in a ring or in brackets of its own (①, ⑴, ⒈): 1 to 20.
#[must_use]
pub const fn ringed(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '⑴'..='⒇' => Some(c as u32 - '⑴' as u32 + 1),
        '⒈'..='⒛' => Some(c as u32 - '⒈' as u32 + 1),
        '㈠'..='㈩' => Some(c as u32 - '㈠' as u32 + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_one_reading_or_none() {
        assert_eq!(chinese("十"), Ok(("", 10)));
        assert_eq!(chinese("二十三、"), Ok(("、", 23)));
        assert_eq!(chinese("一百零五"), Ok(("", 105)));
        assert_eq!(chinese("两千"), Ok(("", 2000)));
        assert!(chinese("十百").is_err());
        assert!(chinese("百").is_err());
        assert!(chinese("一二三").is_err());
        assert!(chinese("").is_err());
        assert!(chinese(&"一".repeat(100_000)).is_err());
    }

    #[test]
    fn digits_beyond_nine_are_no_number_here() {
        assert_eq!(arabic("999999999x"), Ok(("x", 999_999_999)));
        assert!(arabic("9999999999").is_err());
        assert_eq!(ringed('⑫'), Some(12));
        assert_eq!(ringed('㈢'), Some(3));
    }

    #[test]
    fn a_zero_stands_between_a_unit_and_a_digit_only() {
        assert!(chinese("零五").is_err());
        assert!(chinese("一百二零").is_err());
        assert_eq!(chinese("一千零二十"), Ok(("", 1020)));
        for (c, value) in [('①', 1), ('⑳', 20), ('⑵', 2), ('⒊', 3), ('㈩', 10)] {
            assert_eq!(ringed(c), Some(value), "{c}");
        }
        assert_eq!(ringed('1'), None);
    }
}

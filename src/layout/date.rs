//! Days and periods: 2019年2月18日, 二〇一九年二月十八日, 自2018年1月1日至12月31日止.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::one_of;
use nom::combinator::{map_opt, opt};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use super::number::{arabic, chinese, chinese_digit, digit, positional};

/// The years a report can be about or be dated in.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;

/// Bytes looked back from a 年 for its number: four full-width digits with a space behind each.
const LOOK_BACK: usize = 24;

/// A day.
pub type Day = jiff::civil::Date;

fn space(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

/// **R4**. A year without its 年: four digits or four Chinese digits, 1990 to 2099.
///
/// ```
/// use gongkai::layout::date::year;
/// assert_eq!(year("2018年"), Ok(("年", 2018)));
/// assert_eq!(year("二〇一九年"), Ok(("年", 2019)));
/// assert!(year("1949年").is_err());
/// ```
///
/// # Errors
/// If the text does not start with one.
pub fn year(input: &str) -> IResult<&str, u16> {
    map_opt(alt((spaced_digits, positional)), |value| {
        YEARS.contains(&value).then_some(value as u16)
    })
    .parse(input)
}

/// Exactly four digits, perhaps with single spaces between them.
fn spaced_digits(input: &str) -> IResult<&str, u32> {
    let mut value = 0;
    let mut count = 0;
    let mut end = 0;
    for (at, c) in input.char_indices() {
        if let Some(d) = digit(c) {
            count += 1;
            value = value * 10 + d;
            end = at + c.len_utf8();
            if count > 4 {
                break;
            }
        } else if count == 0 || count == 4 || at != end || !matches!(c, ' ' | '\u{a0}') {
            break;
        }
    }
    if count == 4 {
        Ok((&input[end..], value))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(
            input,
            nom::error::ErrorKind::Digit,
        )))
    }
}

fn small(input: &str) -> IResult<&str, u32> {
    alt((arabic, chinese)).parse(input)
}

fn month_day(input: &str) -> IResult<&str, (u32, u32)> {
    (
        delimited(space, small, (space, tag("月"))),
        delimited(
            space,
            small,
            (space, alt((tag("日"), tag("号"), tag("號")))),
        ),
    )
        .parse(input)
}

/// A day from its numbers, if there is such a day.
fn day_of(year: u16, month: u32, day: u32) -> Option<Day> {
    Day::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// **R5**. A date.
///
/// ```
/// use gongkai::layout::date::date;
/// assert_eq!(date("2019年2月18日").map(|(_, d)| d.to_string()), Ok("2019-02-18".into()));
/// assert_eq!(date("二〇一九年二月十八日").map(|(_, d)| d.to_string()), Ok("2019-02-18".into()));
/// assert_eq!(date("2020-01-31").map(|(_, d)| d.to_string()), Ok("2020-01-31".into()));
/// assert!(date("2019年2月30日").is_err());
/// ```
///
/// # Errors
/// If the text does not start with one, or there is no such day.
pub fn date(input: &str) -> IResult<&str, Day> {
    alt((
        map_opt(
            (terminated(year, (space, tag("年"))), month_day),
            |(year, (month, day))| day_of(year, month, day),
        ),
        map_opt(
            (
                year,
                preceded(one_of("-./—－．／"), arabic),
                preceded(one_of("-./—－．／"), arabic),
            ),
            |(year, month, day)| day_of(year, month, day),
        ),
    ))
    .parse(input)
}

/// **R6**. A period: two dates with 至 or its like between them; the second may leave out its year.
///
/// ```
/// use gongkai::layout::date::period;
/// let days = |text| period(text).map(|(_, (a, b))| format!("{a} {b}")).ok();
/// assert_eq!(days("自2018年1月1日至2018年12月31日止"), Some("2018-01-01 2018-12-31".into()));
/// assert_eq!(days("从2019年1月1日到12月31日止"), Some("2019-01-01 2019-12-31".into()));
/// assert_eq!(days("2018年12月31日至1月1日"), None);
/// ```
///
/// # Errors
/// If the text does not start with one, or it ends before it starts.
pub fn period(input: &str) -> IResult<&str, (Day, Day)> {
    let (rest, start) = preceded(
        (
            opt(alt((tag("自"), tag("从"), tag("從"), tag("由")))),
            space,
        ),
        date,
    )
    .parse(input)?;
    let (rest, _) = (
        space,
        opt(alt((tag("起"), tag("开始")))),
        opt(one_of("，,")),
        space,
    )
        .parse(rest)?;
    let (rest, _) = alt((
        tag("至"),
        tag("到"),
        tag("—"),
        tag("-"),
        tag("－"),
        tag("–"),
        tag("~"),
        tag("～"),
        tag("―"),
        tag("─"),
    ))
    .parse(rest)?;
    // A long dash is two characters.
    let (rest, _) = (opt(one_of("—─-")), space).parse(rest)?;
    let (rest, end) = alt((
        date,
        map_opt(month_day, |(month, day)| {
            day_of(u16::try_from(start.year()).ok()?, month, day)
        }),
    ))
    .parse(rest)?;
    if end < start {
        return Err(nom::Err::Error(nom::error::Error::new(
            input,
            nom::error::ErrorKind::Verify,
        )));
    }
    let (rest, _) = (space, opt(alt((tag("止"), tag("期间"))))).parse(rest)?;
    Ok((rest, (start, end)))
}

/// The places of `text` where a number stands before a 年 or starts a dashed date: where a date may
/// start. At most one for each 年.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('年').filter_map(move |(at, _)| {
        let mut start = None;
        let mut digits = 0;
        for (offset, c) in text[..at].char_indices().rev() {
            if at - offset > LOOK_BACK {
                break;
            }
            if digit(c).is_some() || chinese_digit(c).is_some() {
                start = Some(offset);
                digits += 1;
                if digits == 4 {
                    break;
                }
            } else if !c.is_whitespace() {
                break;
            }
        }
        start
    })
}

/// The first place of `text` where `rule` matches at a year, with what it gives.
pub(crate) fn find<'t, T>(
    text: &'t str,
    rule: impl Fn(&'t str) -> IResult<&'t str, T>,
) -> Option<(std::ops::Range<usize>, T)> {
    starts(text).find_map(|start| {
        let (rest, value) = rule(&text[start..]).ok()?;
        Some((start..text.len() - rest.len(), value))
    })
}

/// The first year of `text` that is followed by 年.
pub(crate) fn find_year(text: &str) -> Option<(std::ops::Range<usize>, u16)> {
    find(text, |input| {
        terminated(year, (space, tag("年"))).parse(input)
    })
}

/// The year of a line that is nothing else: `二〇一八年度`, `（2018年）`.
pub(crate) fn year_line(text: &str) -> Option<u16> {
    let inner = text.trim_matches(['（', '）', '(', ')', ' ']);
    let (rest, value) = year(inner).ok()?;
    matches!(rest, "年" | "年度").then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<String> {
        find(text, period).map(|(_, (a, b))| format!("{a}/{b}"))
    }

    #[test]
    fn a_period_may_stand_in_a_sentence() {
        assert_eq!(
            days("本年报中所列数据的统计期限自2018年1月1日起至2018年12月31日止。").as_deref(),
            Some("2018-01-01/2018-12-31")
        );
        assert_eq!(
            days("（2024 年 1 月 1 日—12 月 31 日）").as_deref(),
            Some("2024-01-01/2024-12-31")
        );
        assert_eq!(
            days("自二〇一八年一月一日至二〇一八年十二月三十一日止").as_deref(),
            Some("2018-01-01/2018-12-31")
        );
        assert_eq!(days("2018年，2018年1月1日施行"), None);
    }

    #[test]
    fn a_day_that_is_none_is_no_date() {
        assert!(date("2019年13月1日").is_err());
        assert!(date("2019年2月").is_err());
        assert_eq!(
            date("２０１９年２月１日").unwrap().1.to_string(),
            "2019-02-01"
        );
        assert_eq!(date("2019.3.4").unwrap().1.to_string(), "2019-03-04");
        assert!(year("20189年").is_err());
        assert_eq!(year("2 0 1 8年").unwrap().1, 2018);
    }

    #[test]
    fn the_year_is_found_where_it_stands() {
        assert_eq!(find_year("某某局编制了2018年度报告"), Some((18..25, 2018)));
        assert_eq!(find_year("近三年来"), None);
    }

    #[test]
    fn a_year_is_four_digits_with_single_spaces() {
        assert_eq!(year("2 0 1 8年"), Ok(("年", 2018)));
        assert_eq!(year("2018 5月"), Ok((" 5月", 2018)));
        for text in [" 2018年", "20  18年", "20-18年", "20185年", "201年"] {
            assert!(year(text).is_err(), "{text}");
        }
        assert_eq!(
            days("2018年3月1日至3月1日").as_deref(),
            Some("2018-03-01/2018-03-01")
        );
    }
}

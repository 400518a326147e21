//! Enumerations that are no headings: 一是…二是…三是, and items on lines of their own.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::opt;
use nom::{IResult, Parser};

use super::heading::{Behind, behind, mark};
use super::number::chinese;

/// **R14**. `一是`, `二要`, `三则是`, `其一`, `第二，`: the start of an item in prose.
///
/// # Errors
/// If the text does not start with one.
pub fn item_word(input: &str) -> IResult<&str, u32> {
    alt((
        (
            chinese,
            opt(tag("则")),
            alt((tag("是"), tag("要"), tag("为"))),
        )
            .map(|(value, ..)| value),
        (
            tag("其"),
            chinese,
            opt(alt((tag("，"), tag("、"), tag("：")))),
        )
            .map(|(_, value, _)| value),
        (tag("第"), chinese, alt((tag("，"), tag("、")))).map(|(_, value, _)| value),
    ))
    .parse(input)
}

/// The number of a line that is an item of a list: `一是…`, or a numbered line that is no heading.
///
/// ```
/// use gongkai::layout::enumeration::item;
/// assert_eq!(item("二是加强培训。"), Some(2));
/// assert_eq!(item("3.公开信息31条。"), Some(3));
/// assert_eq!(item("（一）主动公开情况"), None);
/// ```
#[must_use]
pub fn item(line: &str) -> Option<u32> {
    if let Ok((_, value)) = item_word(line) {
        return Some(value);
    }
    let mark = mark(line)?;
    match behind(mark, line.get(mark.len..)?.trim()) {
        Behind::Sentence => Some(mark.ordinal),
        Behind::Heading { .. } | Behind::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_numbered_sentences() {
        assert_eq!(item("一是信息公开的意识有待加强。"), Some(1));
        assert_eq!(item("三要完善制度；"), Some(3));
        assert_eq!(item("其二，渠道不多。"), Some(2));
        assert_eq!(item("（三）对外电话；"), Some(3));
        assert_eq!(item("一季度公开3条"), None);
        assert_eq!(item("2018年，公开3条"), None);
        assert_eq!(item("本局公开3条"), None);
    }
}

//! Tables in the text of a PDF: lines that are pieces of the form or rows of numbers.

use super::furniture::is_page_number;
use super::lines::RawLine;
use crate::edition::fragments::{Fragments, Piece};
use crate::layout::heading::mark;
use crate::layout::topic;
use crate::source::markdown::{is_pipe_row, is_rule};
use crate::source::value::{is_cut_number, is_value};

/// Bytes of a line beyond which it is no line of a table.
const MAX_LINE: usize = 1200;

/// Characters of a line that is none of the form's and still stands inside a table: a label with
/// a misprint, a row that no edition knows.
const MAX_STRANGE: usize = 40;

/// Characters of the form on a line that are no chance.
const STRONG: usize = 4;

/// Characters of the form in a table that are no chance.
const FORM: usize = 12;

/// Lines of the form, one behind the other, that are a table without a single value: more than a list
/// of contents has.
const BLANK_FORM: usize = 12;

/// Characters of a unit: 件, 万元.
const UNIT: usize = 2;

/// Lines of a label with a misprint and the like that may follow each other.
const MAX_GAP: usize = 3;

/// What a line is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Numbers only.
    Values(usize),
    /// All text on it is the form's.
    Form {
        /// How much: characters of its key.
        chars: usize,
        /// Numbers on it.
        values: usize,
    },
    /// Other text, then numbers.
    Row {
        values: usize,
        /// Two or more spaces stand before each number.
        gap: bool,
    },
    /// Words far apart: the head of a table that no edition knows.
    Head,
    /// A row of a pipe table, which is in no other.
    Pipes,
    /// A page number.
    Furniture,
    /// Anything else.
    Other,
}

impl Class {
    fn values(self) -> usize {
        match self {
            Self::Values(n) | Self::Form { values: n, .. } | Self::Row { values: n, .. } => n,
            _ => 0,
        }
    }
}

/// What each line is to a table.
pub(super) fn classify(
    text: &str,
    lines: &[RawLine],
    fragments: &Fragments,
    is_markdown: bool,
) -> Vec<Class> {
    let mut classes: Vec<Class> = (lines.iter())
        .map(|line| match line.span.of(text) {
            row if is_markdown && is_pipe_row(row) => Class::Pipes,
            line => class(line, fragments),
        })
        .collect();
    if is_markdown {
        open_pipes(text, lines, &mut classes);
    }
    classes
}

/// Marks the rows of pipe tables without outer pipes: the line above a rule and all below it up to
/// an empty line. A rule without a pipe is one if the row below it has some.
fn open_pipes(text: &str, lines: &[RawLine], classes: &mut [Class]) {
    let mut at = 1;
    while at < lines.len() {
        let rule = lines[at].span.of(text);
        let has_pipe = |row: &RawLine| {
            !row.after_blank && memchr::memchr(b'|', row.span.of(text).as_bytes()).is_some()
        };
        let is_rule = classes[at] != Class::Pipes
            && !lines[at].after_blank
            && !lines[at - 1].span.is_empty()
            && is_rule(rule)
            && (has_pipe(&lines[at]) || lines.get(at + 1).is_some_and(has_pipe));
        if !is_rule {
            at += 1;
            continue;
        }
        let rows = lines[at..].iter().take_while(|row| !row.after_blank);
        let end = at + rows.count();
        classes[at - 1..end].fill(Class::Pipes);
        at = end + 1;
    }
}

fn class(line: &str, fragments: &Fragments) -> Class {
    if line.is_empty() || line.len() > MAX_LINE {
        return Class::Other;
    }
    if is_page_number(line) {
        return Class::Furniture;
    }
    let mut words = 0;
    let mut values = 0;
    let mut trailing = 0;
    let mut other = false;
    let mut form = 0;
    let mut apart = 1;
    let mut gap = true;
    let mut before = 0;
    let mut longest = 0;
    for word in line.split_whitespace() {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        let wide = line.get(before..at).is_some_and(is_gap);
        before = at + word.len();
        if words > 0 && wide {
            apart += 1;
        }
        words += 1;
        if is_value(word) || is_cut_number(word, false) {
            values += 1;
            trailing += 1;
            gap &= wide;
            continue;
        }
        trailing = 0;
        longest = longest.max(word.chars().count());
        match fragments.piece(word) {
            Piece::Part(chars) => form += chars,
            Piece::Strange => other = true,
            Piece::Empty => {}
        }
    }
    if values == words {
        return Class::Values(values);
    }
    if !other && form > 0 {
        return Class::Form {
            chars: form,
            values,
        };
    }
    // 指 标 名 称: a head's characters apart, or a label that is broken between words.
    if values == 0
        && words > 1
        && let Piece::Part(chars) = fragments.piece(line)
    {
        return Class::Form { chars, values };
    }
    if trailing > 0 && !line.contains('。') {
        return Class::Row {
            values: trailing,
            gap,
        };
    }
    if apart >= 3 && apart == words && longest <= 12 && !line.contains(['。', '，', '：']) {
        return Class::Head;
    }
    Class::Other
}

/// The end of the run of table-like lines that starts in line `at`, and whether it is a table.
pub(super) fn table(
    text: &str,
    lines: &[RawLine],
    classes: &[Class],
    fragments: &Fragments,
    at: usize,
) -> (usize, bool) {
    let starts = match classes.get(at) {
        Some(Class::Form { chars, .. }) => *chars >= STRONG,
        Some(Class::Row { values, gap }) => *gap && *values >= 1,
        Some(Class::Head) => true,
        _ => false,
    };
    if !starts {
        return (at, false);
    }
    let mut end = at;
    let mut next = at;
    let (mut values, mut strong, mut rows, mut wide_rows, mut form) = (0, 0, 0, 0, 0);
    while let Some(&class) = classes.get(next) {
        match class {
            Class::Form { chars, values: n } => {
                form += chars;
                strong += usize::from(chars >= STRONG);
                values += n;
                rows += usize::from(n > 0);
            }
            Class::Values(n) => values += n,
            Class::Row { values: n, gap } if gap || n >= 2 || end > at => {
                if is_section(text, lines, next) {
                    break;
                }
                values += n;
                rows += 1;
                wide_rows += usize::from(gap);
            }
            Class::Furniture => {
                next += 1;
                continue;
            }
            Class::Head if next == at => {}
            _ => match strange(text, lines, classes, fragments, next) {
                // Before the first value only behind enough of the form: the label of the first row
                // can be the misprinted one, or the last of a run of labels.
                Some(after) if next > at && (values > 0 || (form >= FORM && strong >= 2)) => {
                    next = after;
                    continue;
                }
                _ => break,
            },
        }
        next += 1;
        end = next;
    }
    // A label that is drawn late, with a misprint.
    while end > at && classes.get(end) == Some(&Class::Other) {
        let line = lines[end].span.of(text);
        let key = Fragments::key(line);
        if is_heading(line, &key, fragments) || !fragments.has_misprint(&key) {
            break;
        }
        end += 1;
    }
    let of_form = form >= FORM && strong >= 2 && (values >= 3 || strong >= BLANK_FORM);
    let of_rows = wide_rows >= 3 && rows >= 3 || (rows >= 2 && strong >= 2 && values >= 2);
    (end, of_form || of_rows)
}

/// A section's heading that ends with a number, and no row.
fn is_section(text: &str, lines: &[RawLine], at: usize) -> bool {
    let line = lines[at].span.of(text);
    mark(line).is_some_and(|mark| {
        mark.level == 1
            && line
                .get(mark.len..)
                .is_some_and(|rest| topic::known(rest).is_some())
    })
}

/// Whether a line that is none of the form's, with this key, looks like a section's heading.
pub(super) fn is_heading(line: &str, key: &str, fragments: &Fragments) -> bool {
    match mark(line) {
        // 一、甲年新收政府信息公开申请数量 is a row with a misprint.
        Some(mark) if mark.level == 1 => !line.get(mark.len..).is_some_and(topic::is_first_row),
        Some(mark) if mark.level == 2 => {
            (line.get(mark.len..)).is_some_and(|rest| topic::known(rest).is_some())
        }
        Some(_) => false,
        // 行诉讼数 is about 诉讼 and no heading.
        None => topic::topic(line).is_some() && !fragments.has_misprint_of_whole(key),
    }
}

/// A line without the pieces of the form that stand before it in columns of their own: a group's
/// label is broken over the rows that it stands beside.
fn own<'t>(line: &'t str, fragments: &Fragments) -> &'t str {
    let mut own = line;
    while let Some((piece, rest)) = split_at_gap(own)
        // 三、 before a heading's wording is its number, before another number a group's.
        && (mark(own).is_none() || mark(rest).is_some())
        && matches!(fragments.piece(piece), Piece::Part(_))
    {
        own = rest;
    }
    own
}

/// A line's first column, and what stands behind the gap.
fn split_at_gap(line: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    for word in line.split_whitespace() {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        if end > 0 && line.get(end..at).is_some_and(is_gap) {
            return line.get(..end).zip(line.get(at..));
        }
        end = at + word.len();
    }
    None
}

/// White space between two columns, and not between two words.
fn is_gap(space: &str) -> bool {
    space.chars().count() >= 2 || space.contains('\u{3000}')
}

/// Where the table goes on behind lines that are none of the form's, if it does.
fn strange(
    text: &str,
    lines: &[RawLine],
    classes: &[Class],
    fragments: &Fragments,
    at: usize,
) -> Option<usize> {
    let mut next = at;
    let mut misprinted = 0;
    while next < classes.len() && next - at <= MAX_GAP {
        match classes[next] {
            Class::Other | Class::Head | Class::Row { .. } => {
                let line = own(lines[next].span.of(text), fragments);
                let key = Fragments::key(line);
                let is_heading = is_heading(line, &key, fragments);
                // 二、上年结转政府信息公开申末 looks like a heading and is a misprinted row.
                let is_misprint = fragments.has_misprint(&key)
                    || mark(line).is_none() && has_values_below(classes, next);
                if is_misprint {
                    misprinted += key.chars().count();
                }
                let is_label = line.chars().nth(MAX_STRANGE).is_none()
                    && !line.contains('。')
                    && !line.ends_with(['：', ':'])
                    && (!is_heading || is_misprint);
                if !is_label {
                    return None;
                }
            }
            Class::Pipes => return None,
            Class::Furniture => {}
            Class::Form { .. } | Class::Values(_) => {
                let ahead = || {
                    let lines = classes[next..].iter().take(2 * MAX_GAP);
                    (lines.filter(|class| **class != Class::Furniture)).take(MAX_GAP)
                };
                let form: usize = ahead()
                    .map(|class| match class {
                        Class::Form { chars, .. } => *chars,
                        _ => 0,
                    })
                    .sum();
                // Units one under the other are short.
                let goes_on = form + misprinted >= FORM
                    || ahead().any(|class| class.values() > 0)
                    || ahead().all(|class| matches!(class, Class::Form { .. }));
                return goes_on.then_some(next);
            }
        }
        next += 1;
    }
    None
}

/// The next line is a row of values, or a unit and its value: text right above it is the end of its label,
/// and not a heading, under which a table starts with its head.
fn has_values_below(classes: &[Class], at: usize) -> bool {
    let below = classes[at + 1..]
        .iter()
        .find(|class| **class != Class::Furniture);
    match below {
        Some(Class::Values(values)) => *values >= 2,
        Some(Class::Form { chars, values }) => *chars <= UNIT && (1..=2).contains(values),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;
    use crate::source::Block;

    /// The tables of a text, as printed.
    fn tables(text: &str) -> Vec<&str> {
        let reading = super::super::read(text, Vocabulary::builtin());
        let span = |block: &Block| match block {
            Block::Table(table) => Some(table.span.of(text)),
            _ => None,
        };
        reading.blocks.iter().filter_map(span).collect()
    }

    #[test]
    fn a_misprint_in_the_first_row_or_the_last_label_ends_no_table() {
        let columns = "申请人情况\n法人或其他组织\n自然人  商业企业  科研机构  社会公益组织  总计\n\
            一、本年新收的府信息公开申请数\n                3  0  0  0  3\n量\n\
            二、上年结转政府信息公开申请数量  1  0  0  0  1\n";
        assert_eq!(tables(columns), [columns.trim_end()]);
        let scrambled = "指标名称\n计量单位\n2015年度\n历年累计\n主动公开文件数\n接受行政申诉、举报数\n\
            行政复议数\n行政讼数\n\n条\n件\n件\n件\n\n3\n1\n0\n0\n\n14\n8\n1\n2\n";
        assert_eq!(tables(scrambled), [scrambled.trim_end()]);
        // About 诉讼, as a heading would be.
        let last = scrambled.replace("行政讼数", "行政复议数\n行诉讼数");
        assert_eq!(tables(&last), [last.trim_end()]);
        // Drawn late, with the number of a section.
        let table = "自然人  商业企业  科研机构  社会公益组织  总计\n\
            二、上年结转政府信息公开申请数量  1  0  0  0  1\n（一）予以公开  3  0  0  0  3\n";
        let late = format!("{table}一、甲年新收政府信息公开申请数量\n");
        assert_eq!(tables(&late), [late.trim_end()]);
        for heading in [
            "一、总体情况",
            "四、政府信息公开申请数量",
            "三、甲年度办理情况",
        ] {
            assert_eq!(
                tables(&format!("{table}{heading}\n")),
                [table.trim_end()],
                "{heading}"
            );
        }
    }

    #[test]
    fn a_misprint_above_its_row_s_unit_ends_no_table() {
        // About 网站, as a heading would be, and too short to be told by its characters.
        let table = "指标名称 单位 统计数\n2.政府网站在线访谈次数 次 0\n\
            其中：主要负责同志参加政府\n网站在访谈次数\n次 0\n3.政策解读稿件发布数 篇 0\n";
        assert_eq!(tables(table), [table.trim_end()]);
        // Above another row it is a heading.
        let heading = table.replace("次 0\n3.", "3.");
        let holds = |table: &&str| table.contains("网站在");
        assert!(!tables(&heading).iter().any(holds));
    }

    #[test]
    fn a_misprint_beside_a_group_s_label_ends_no_table() {
        // About 收费, as a heading would be; a group's label ends with more than one character, too.
        for group in ["其他处", "其他", "他"] {
            let columns = format!(
                "自然人  商业企业  科研机构  社会公益组织  总计\n\
                 一、本年新收政府信息公开申请数量  3  0  0  0  3\n\n\
                 {group}      2.申请人务期未按收费通知要求缴纳费用、行政\n  3  0  0  0  3\n\
                 理      机关不再处理其政府信息公开申请\n\n\
                 3.其他  1  0  0  0  1\n"
            );
            assert_eq!(tables(&columns), [columns.trim_end()]);
        }
        // The group's number beside the row's.
        for group in ["三、本      ", "三、      ", "三、本　　", "三、　"] {
            let columns = format!(
                "自然人  商业企业  科研机构  社会公益组织  总计\n\
                 一、本年新收政府信息公开申请数量  3  0  0  0  3\n\
                 {group}8.属行政查询事项  3  0  0  0  3\n\
                 {group}8.属行政查询事项\n年度办\n3.其他  1  0  0  0  1\n"
            );
            assert_eq!(tables(&columns), [columns.trim_end()]);
        }
        let heading = "自然人  商业企业  科研机构  社会公益组织  总计\n\
            一、本年新收政府信息公开申请数量  3  0  0  0  3\n\
            三、  依申请公开收费和减免的情况\n2.重复申请\n3.其他\n";
        let [table] = tables(heading)[..] else {
            panic!("a table")
        };
        assert!(table.ends_with("  3"), "{table}");
    }

    #[test]
    fn a_form_that_nobody_filled_in_is_a_table() {
        let rows = [
            "主动公开文件数",
            "其中：1.政府网站公开数",
            "2.政府公报公开数",
            "受理政府信息公开申请总数",
            "其中：1.当面申请数",
            "2.网上申请数",
            "3.信函申请数",
            "对申请的答复总数",
            "其中：1.同意公开答复数",
            "2.同意部分公开答复数",
            "3.不予公开答复数",
            "4.其他类型答复数",
        ];
        let form = rows.map(|row| format!("{row}\n条\n")).concat();
        assert_eq!(tables(&form), [form.trim_end()]);
        // A misprint at a page's end.
        let torn = form.replace("信函申请数\n条\n", "信申请数\n条\n- 2 -\n\n") + "行政复议数\n件\n";
        assert_eq!(tables(&torn), [torn.trim_end()]);
        let contents = "主动公开情况\n依申请公开情况\n行政复议数量\n行政诉讼数量\n举报投诉数量\n";
        assert_eq!(tables(contents), Vec::<&str>::new());
    }

    #[test]
    fn words_of_the_form_above_a_sentence_are_no_table() {
        let prose = "主动公开情况\n依申请公开情况\n本年新收政府信息公开申请数量\n主要包括以下几项\n\
            条\n件\n件\n公开3条，比上年多\n";
        assert_eq!(tables(prose), Vec::<&str>::new());
    }
}

//! Blocks to paragraphs: which lines are one text, and which of them is the title.

use std::ops::Range;

use super::closing::{closing_line, copied_to, day_alone};
use super::heading::{Behind, MAX_HEADING, Mark, behind, mark};
use super::joined::Joined;
use super::title::{
    is_broken_organ, is_organ, is_organ_and_year, is_organs_end, starts_with_year, title,
};
use super::topic;
use crate::report::Text;
use crate::source::{Block, Line, Reading};
use crate::span::Span;

/// Lines from the top in which the title is looked for: metadata and navigation stand before it.
pub const TITLE_LINES: usize = 80;

/// Lines that a title is broken over at most.
const MAX_TITLE_LINES: usize = 5;

/// Characters of a line beyond which it is no part of a broken title.
const MAX_TITLE_LINE: usize = 50;

/// Characters of a heading that only white space parts from the sentence behind it.
const MAX_APART: usize = 15;

/// Lines that a known heading is broken over at most.
const MAX_HEADING_LINES: usize = 3;

/// Characters of a heading's last line where it is broken.
const MAX_HEADING_END: usize = 8;

/// Words before a title in its line, or in a line of their own.
const LEADS: [&str; 6] = ["正文", "标题：", "标题:", "名称：", "名称:", "题名："];

/// Lines of one text.
#[derive(Debug)]
pub(super) struct Unit<'t> {
    /// The first line.
    pub line: Line,
    /// How many lines there are.
    pub lines: usize,
    /// The whole text; for a numbered heading from behind the number.
    pub joined: Joined<'t>,
    /// The number, if it is a heading's.
    pub heading: Option<Box<Numbered>>,
}

/// A numbered heading in its unit.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    pub mark: Mark,
    pub heading: Range<usize>,
    pub run_in: Option<Range<usize>>,
    pub rest: Range<usize>,
}

/// A step of the flow.
#[derive(Debug)]
pub(super) enum Step<'t> {
    Title,
    Unit(Unit<'t>),
    Table(usize),
}

/// The title where the text prints it.
#[derive(Debug)]
pub(super) struct TitleFound {
    pub text: Text,
    pub organ: Option<Text>,
    pub year: Option<u16>,
}

/// A reading's blocks in order, lines joined.
#[derive(Debug)]
pub(super) struct Flow<'t> {
    pub steps: Vec<Step<'t>>,
    pub title: Option<TitleFound>,
    pub furniture: Vec<Span>,
    pub tables: usize,
}

/// Lines and tables in order, before they are joined.
#[derive(Clone, Copy)]
enum Entry {
    Line(Line),
    Table(usize),
}

impl<'t> Flow<'t> {
    pub fn new(reading: &'t Reading<'_>) -> Self {
        let text: &'t str = &reading.text;
        let mut entries = Vec::with_capacity(reading.blocks.len());
        let mut furniture = Vec::new();
        let mut tables = 0;
        for block in &reading.blocks {
            match block {
                Block::Line(line) => entries.push(Entry::Line(*line)),
                Block::Table(table) => {
                    furniture.extend_from_slice(&table.furniture);
                    entries.push(Entry::Table(tables));
                    tables += 1;
                }
                Block::Furniture(span) => furniture.push(*span),
            }
        }
        let titled = find_title(text, &entries);
        let mut steps = Vec::with_capacity(entries.len());
        let mut at = 0;
        while let Some(entry) = entries.get(at) {
            if let Some((range, lead, _)) = &titled
                && range.start == at
            {
                if let Some(lead) = lead {
                    let line = [*lead];
                    steps.push(Step::Unit(Unit::paragraph(text, &line)));
                }
                steps.push(Step::Title);
                at = range.end;
                continue;
            }
            match *entry {
                Entry::Table(n) => {
                    steps.push(Step::Table(n));
                    at += 1;
                }
                Entry::Line(first) => {
                    let stop = match &titled {
                        Some((range, ..)) if range.start > at => range.start,
                        _ => entries.len(),
                    };
                    let lines = gather(text, first, &entries[at..stop]);
                    at += lines.len();
                    push_units(text, &lines, &mut steps);
                }
            }
        }
        Self {
            steps,
            title: titled.map(|(_, _, found)| found),
            furniture,
            tables,
        }
    }
}

impl Entry {
    fn line(&self) -> Option<Line> {
        match self {
            Self::Line(line) => Some(*line),
            Self::Table(_) => None,
        }
    }
}

impl<'t> Unit<'t> {
    /// A numbered heading with nothing behind it.
    fn is_bare_heading(&self) -> bool {
        self.heading
            .as_ref()
            .is_some_and(|h| h.run_in.is_none() && h.rest.is_empty())
    }

    fn paragraph(text: &'t str, lines: &[Line]) -> Self {
        Self {
            line: lines.first().copied().unwrap_or(Line {
                span: Span::default(),
                indent: 0,
                after_blank: false,
                continues: false,
                heading: 0,
                element: None,
            }),
            lines: lines.len(),
            joined: Joined::new(text, lines, None),
            heading: None,
        }
    }

    fn heading(text: &'t str, lines: &[Line]) -> Option<Self> {
        let first = lines.first()?;
        let mark = mark(first.span.of(text))?;
        let from = first.span.start + mark.len as u32;
        let joined = Joined::new(text, lines, Some(from));
        let (heading, run_in, rest) = match apart(first.span.of(text), mark) {
            // （二）依申请公开情况 2019年，…: a known wording, and the text behind a space.
            Some(len) => (0..len, None, len..joined.text.len()),
            None => match behind(mark, &joined.text) {
                Behind::Heading {
                    heading,
                    run_in,
                    rest,
                } => (heading, run_in, rest),
                Behind::Sentence | Behind::Nothing => return None,
            },
        };
        Some(Self {
            line: *first,
            lines: lines.len(),
            joined,
            heading: Some(Box::new(Numbered {
                mark,
                heading,
                run_in,
                rest,
            })),
        })
    }
}

/// Bytes of a heading with a topic that is parted from the sentence behind it by white space only.
fn apart(line: &str, mark: Mark) -> Option<usize> {
    let text = line.get(mark.len..)?.trim_start();
    let (head, rest) = text.split_once(char::is_whitespace)?;
    let is_sentence = rest.contains('。') && !head.contains(['。', '：']);
    let is_heading = is_sentence
        && !head.contains(['，', '、', '；'])
        && head.chars().nth(MAX_APART).is_none()
        && topic::topic(head).is_some();
    is_heading.then(|| crate::chars::clean(head).len())
}

/// The lines from `first` on that are one text.
fn gather(text: &str, first: Line, entries: &[Entry]) -> Vec<Line> {
    if let Some(count) = heading_lines(text, entries) {
        return entries.iter().take(count).filter_map(Entry::line).collect();
    }
    let mut lines = vec![first];
    let mut last = first;
    for (at, entry) in entries.iter().enumerate().skip(1) {
        let Entry::Line(next) = *entry else { break };
        if !last.continues || starts_anew(text, last, next, &entries[at..]) {
            break;
        }
        lines.push(next);
        last = next;
    }
    lines
}

/// How many lines from the first on are a numbered heading of a known wording, or a number in a line
/// of its own and its heading in the next, whatever the lines' lengths say.
fn heading_lines(text: &str, entries: &[Entry]) -> Option<usize> {
    let first = entries.first().and_then(Entry::line)?;
    let printed = first.span.of(text);
    let mark = mark(printed)?;
    let mut label = printed.get(mark.len..)?.trim().to_owned();
    let is_lone = label.is_empty() && mark.level <= 2 && mark.marked;
    if label.is_empty() && !is_lone {
        return None;
    }
    for count in 1..=MAX_HEADING_LINES {
        if topic::known(&label).is_some()
            || (is_lone && count > 1 && topic::topic(&label).is_some())
        {
            return Some(count);
        }
        let next = entries.get(count).and_then(Entry::line)?;
        let below = next.span.of(text);
        if label.contains(['。', '：'])
            || next.heading > 0
            || below.chars().nth(MAX_HEADING).is_some()
            || self::mark(below).is_some()
        {
            return None;
        }
        label.push_str(below);
    }
    None
}

/// The line, the first of the entries, cannot go on from the one before, whatever that one's length
/// says.
fn starts_anew(text: &str, last: Line, next: Line, entries: &[Entry]) -> bool {
    let line = next.span.of(text);
    if next.heading > 0 || last.heading > 0 {
        return true;
    }
    if let Some(mark) = mark(line) {
        let before = last.span.of(text);
        let ended = ends_sentence(before) || before.ends_with(['；', '：', '”', '）', ';', ':']);
        let behind_heading = self::mark(before).is_some() && !before.contains(['，', '。']);
        // In the middle of a sentence only a heading of the form is one: a line may by chance
        // break before （二）.
        return ended
            || behind_heading
            || next.after_blank
            || (mark.level == 1 && heading_lines(text, entries).is_some());
    }
    // A date that is a line of its own is the end of something; so is what stands in a closing.
    copied_to(line).is_some()
        || (next.after_blank && closing_line(line).is_some())
        || day_alone(last.span.of(text)).is_some()
        || (ends_sentence(last.span.of(text)) && (is_organ(line) || day_alone(line).is_some()))
        || (is_organ(last.span.of(text)) && day_alone(line).is_some())
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '！', '？'])
}

/// One unit of the lines, or two where a heading's line was taken for one that goes on.
fn push_units<'t>(text: &'t str, lines: &[Line], steps: &mut Vec<Step<'t>>) {
    let alone = match lines {
        [first, _, ..] => Unit::heading(text, std::slice::from_ref(first)),
        _ => None,
    };
    if let Some(alone) = alone.filter(Unit::is_bare_heading) {
        // 四、…提起行政诉讼的 / 情况: a short end that ends as a heading does.
        let two = lines
            .get(..2)
            .and_then(|two| Unit::heading(text, two))
            .filter(|unit| {
                let end = lines.get(1).map_or("", |line| line.span.of(text));
                unit.is_bare_heading()
                    && end.chars().nth(MAX_HEADING_END).is_none()
                    && topic::ends_as_heading(end)
            });
        let (heading, rest) = match two {
            Some(two) => (two, &lines[2..]),
            None if Unit::heading(text, lines).is_none() => (alone, &lines[1..]),
            None => (alone, lines),
        };
        if rest.len() < lines.len() {
            steps.push(Step::Unit(heading));
            if !rest.is_empty() {
                steps.push(Step::Unit(Unit::paragraph(text, rest)));
            }
            return;
        }
    }
    let unit = Unit::heading(text, lines).unwrap_or_else(|| Unit::paragraph(text, lines));
    steps.push(Step::Unit(unit));
}

/// The entries of the title, the line before it in its own line (正文), and what it says.
type Titled = (Range<usize>, Option<Line>, TitleFound);

/// **R24**. The first title that names its organ among the lines before the first section, else the first.
fn find_title(text: &str, entries: &[Entry]) -> Option<Titled> {
    let mut best: Option<Titled> = None;
    let mut at = 0;
    while at < entries.len().min(TITLE_LINES) {
        let Entry::Line(line) = entries[at] else {
            at += 1;
            continue;
        };
        let printed = line.span.of(text);
        if mark(printed).is_some_and(|m| {
            m.level == 1 && topic::known(printed.get(m.len..).unwrap_or("")).is_some()
        }) {
            break;
        }
        if let Some(found) = title_at(text, entries, at) {
            let end = found.0.end;
            let named = found.2.organ.is_some();
            if best.is_none() || (named && best.as_ref().is_some_and(|b| b.2.organ.is_none())) {
                best = Some(found);
            }
            if named {
                break;
            }
            at = end;
        } else {
            at += 1;
        }
    }
    best
}

fn title_at(text: &str, entries: &[Entry], at: usize) -> Option<Titled> {
    let mut lines: Vec<Line> = Vec::new();
    let mut lead = None;
    let mut from = None;
    for (count, entry) in entries[at..].iter().take(MAX_TITLE_LINES).enumerate() {
        let Entry::Line(line) = entry else {
            return None;
        };
        let printed = line.span.of(text);
        if printed.len() > MAX_TITLE_LINE * 6
            || printed.chars().nth(MAX_TITLE_LINE * 2).is_some()
            || printed.contains(['。', '；'])
        {
            return None;
        }
        if count == 0 {
            for word in LEADS {
                if let Some(rest) = printed.strip_prefix(word) {
                    if rest.trim().is_empty() {
                        return None;
                    }
                    let start = line.span.start + word.len() as u32;
                    lead = Some(Line {
                        span: Span::new(line.span.start, start),
                        ..*line
                    });
                    from = Some(start);
                    break;
                }
            }
        }
        lines.push(*line);
        let joined = Joined::new(text, &lines, from);
        let Some(mut found) = title(&joined.text) else {
            continue;
        };
        let mut joined = joined;
        // A line above belongs to a title that is whole without it only if it is its organ.
        if count > 0 && !belongs(text, &lines) {
            return None;
        }
        if found.year.is_none()
            && let Some(Entry::Line(next)) = entries.get(at + count + 1)
        {
            lines.push(*next);
            let longer = Joined::new(text, &lines, from);
            match title(&longer.text) {
                Some(with_year) if with_year.year.is_some() => {
                    found = with_year;
                    joined = longer;
                }
                _ => {
                    lines.pop();
                }
            }
        }
        let whole = joined.whole()?;
        return Some((
            at..at + lines.len(),
            lead,
            TitleFound {
                text: whole,
                organ: found.organ.and_then(|organ| joined.part(organ)),
                year: found.year,
            },
        ));
    }
    None
}

/// The lines above the last belong to the title: the last alone is none, or lacks the organ that
/// they are.
fn belongs(text: &str, lines: &[Line]) -> bool {
    for skip in 1..lines.len() {
        let below = Joined::new(text, &lines[skip..], None);
        if let Some(alone) = title(&below.text) {
            let above = Joined::new(text, &lines[..skip], None);
            // 2022年某某县某某乡人民 / 政府信息公开工作年度报告: the year says so, although no
            // organ's name ends there.
            if alone.year.is_none() && starts_with_year(&above.text) {
                return true;
            }
            let Some(organ) = alone.organ.and_then(|organ| below.text.get(organ)) else {
                return is_organ_and_year(&above.text);
            };
            let close = lines.get(skip).is_some_and(|line| !line.after_blank);
            return (close || is_organs_end(organ)) && is_broken_organ(&above.text, organ);
        }
    }
    true
}

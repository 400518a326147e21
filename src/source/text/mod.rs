//! Plain text to blocks: lines, table-shaped runs of lines, page furniture.

mod furniture;
mod lines;
mod loose;
mod pasted;
mod runs;
mod tagged;
mod wrap;

use std::borrow::Cow;

use super::block::{Block, Line, PageInfo, RawTable, Reading, TableBody};
use super::html::inline::InlineItem;
use super::markdown;
use crate::edition::Vocabulary;
use crate::edition::fragments::Fragments;
use crate::report::Form;
use crate::source::is_number;
use crate::span::{LineIndex, SourceMap, Span};
pub(super) use furniture::is_page_number;
use lines::RawLine;
pub(crate) use lines::columns;
use loose::Class;
use tagged::Tagged;
use wrap::Placed;

/// Cuts a text into blocks.
pub(super) fn read<'t>(text: &'t str, vocabulary: &Vocabulary) -> Reading<'t> {
    read_as(text, vocabulary, true)
}

/// Cuts the text that a page shows into blocks: a `#` in it is a `#` to its reader.
pub(super) fn read_shown<'t>(text: &'t str, vocabulary: &Vocabulary) -> Reading<'t> {
    read_as(text, vocabulary, false)
}

fn read_as<'t>(text: &'t str, vocabulary: &Vocabulary, may_have_marks: bool) -> Reading<'t> {
    let fragments = Fragments::of(vocabulary);
    let tagged = if may_have_marks {
        tagged::find(text)
    } else {
        Vec::new()
    };
    let lines = lines::lines(text, tagged.iter().map(|tagged| tagged.range));
    let is_markdown = !tagged.is_empty()
        || may_have_marks
            && lines.iter().enumerate().any(|(at, line)| {
                let printed = line.span.of(text);
                let has_pipes =
                    |next: &RawLine| !next.after_blank && next.span.of(text).contains('|');
                markdown::heading(printed).is_some()
                    || markdown::is_delimiter(printed)
                    || markdown::is_rule(printed) && lines.get(at + 1).is_some_and(has_pipes)
            });
    let classes = loose::classify(text, &lines, &fragments, is_markdown);
    let tried_for_pasted = if pasted::may_stand_in(text, &lines) {
        0
    } else {
        lines.len()
    };
    let mut reader = Reader {
        text,
        blocks: Vec::with_capacity(lines.len()),
        placed: Vec::with_capacity(lines.len()),
        markup: Vec::new(),
        form: Form::Text,
        tried: [tried_for_pasted, 0, 0, 0],
        is_markdown,
        page: 0,
    };
    if reader.is_markdown {
        reader.form = Form::Markdown;
    }
    let has_tagged = !tagged.is_empty();
    let mut at = 0;
    for tagged in tagged.into_iter().map(Some).chain([None]) {
        // No table goes on behind one of HTML.
        let until = tagged.as_ref().map_or(lines.len(), |tagged| {
            lines.partition_point(|line| line.span.start < tagged.range.start)
        });
        let (above, classes_above) = (&lines[..until], &classes[..until]);
        while at < until {
            if let Some((end, body)) = reader.table(above, classes_above, at, &fragments) {
                reader.push_table(above, classes_above, at..end, body);
                at = end;
                continue;
            }
            reader.push_line(&lines, &classes, at);
            at += 1;
        }
        if let Some(tagged) = tagged {
            reader.push_tagged(tagged);
        }
    }
    let Reader {
        mut blocks,
        mut placed,
        mut markup,
        form,
        ..
    } = reader;
    if has_tagged {
        markup.sort_unstable();
    }
    wrap::wrap(text, &mut placed);
    for done in placed {
        if let Some(block) = blocks.get_mut(done.block) {
            *block = Block::Line(done.line);
        }
    }
    Reading {
        form,
        text: Cow::Borrowed(text),
        blocks,
        map: SourceMap::Text(LineIndex::new(text)),
        page: PageInfo::default(),
        markup,
        boilerplate: 0,
        diagnostics: Vec::new(),
    }
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    placed: Vec<Placed>,
    markup: Vec<Span>,
    form: Form,
    is_markdown: bool,
    page: u32,
    /// For each kind of run the line up to which none starts: a run that is no table has none in
    /// its rest, and trying each of its lines would take the square of its length.
    tried: [usize; 4],
}

impl Reader<'_> {
    /// The end of the table that starts in line `at`, and how it is printed.
    fn table(
        &mut self,
        lines: &[RawLine],
        classes: &[Class],
        at: usize,
        fragments: &Fragments,
    ) -> Option<(usize, TableBody)> {
        let text = self.text;
        if classes[at] == Class::Pipes {
            let end = (lines[at..].iter().zip(&classes[at..]).enumerate())
                .position(|(n, (line, class))| *class != Class::Pipes || n > 0 && line.after_blank)
                .map_or(lines.len(), |len| at + len);
            return (end > at + 1).then_some((end, TableBody::Pipes));
        }
        let found = |tried: &mut usize, run: (usize, bool)| {
            *tried = run.0;
            run.1.then_some(run.0)
        };
        let [pasted, cells, tabs, loose] = &mut self.tried;
        if *pasted <= at
            && let Some(end) = found(pasted, pasted::run(text, lines, at, fragments))
        {
            return Some((end, TableBody::Pasted));
        }
        if *cells <= at
            && let Some(end) = found(cells, runs::cells(text, lines, at))
        {
            return Some((end, TableBody::Cells));
        }
        if *tabs <= at
            && let Some(end) = found(tabs, runs::tabs(text, lines, at, fragments))
        {
            return Some((end, TableBody::Tabs));
        }
        if *loose <= at
            && let Some(end) = found(loose, loose::table(text, lines, classes, fragments, at))
        {
            return Some((end, TableBody::Loose));
        }
        None
    }

    fn push_table(
        &mut self,
        lines: &[RawLine],
        classes: &[Class],
        range: std::ops::Range<usize>,
        body: TableBody,
    ) {
        let text = self.text;
        let mut span: Option<Span> = None;
        let mut inside = Vec::new();
        let mut rules = markdown::Rules::default();
        for at in range {
            let line = &lines[at];
            if line.span.is_empty() {
                continue;
            }
            if is_furniture(text, lines, classes, at) {
                self.page += 1;
                inside.push(line.span);
                continue;
            }
            if matches!(body, TableBody::Pipes) {
                markdown::pipe_marks(text, line.span, &mut rules, &mut self.markup);
            }
            span = Some(span.map_or(line.span, |span| span.hull(line.span)));
        }
        let Some(span) = span else {
            self.blocks.extend(inside.into_iter().map(Block::Furniture));
            return;
        };
        if let Some(last) = self.placed.last_mut() {
            last.before_table = true;
        }
        let (inside, outside): (Vec<Span>, Vec<Span>) =
            inside.into_iter().partition(|page| span.contains(*page));
        let (before, after): (Vec<Span>, Vec<Span>) =
            outside.into_iter().partition(|page| page.end <= span.start);
        self.blocks.extend(before.into_iter().map(Block::Furniture));
        self.blocks.push(Block::Table(RawTable {
            span,
            body,
            element: None,
            furniture: inside,
        }));
        self.blocks.extend(after.into_iter().map(Block::Furniture));
    }

    /// A table of HTML, and its captions.
    fn push_tagged(&mut self, tagged: Tagged) {
        if let Some(last) = self.placed.last_mut() {
            last.before_table = true;
        }
        self.markup.extend(tagged.markup);
        for item in tagged.items {
            self.blocks.push(match item {
                InlineItem::Line(span) => Block::Line(Line {
                    span,
                    indent: 0,
                    after_blank: true,
                    continues: false,
                    heading: 0,
                    element: None,
                }),
                InlineItem::Table(span, cells) => Block::Table(RawTable {
                    span,
                    body: TableBody::Merged(cells),
                    element: None,
                    furniture: Vec::new(),
                }),
            });
        }
    }

    fn push_line(&mut self, lines: &[RawLine], classes: &[Class], at: usize) {
        let text = self.text;
        let line = &lines[at];
        if line.span.is_empty() {
            return;
        }
        let is_page_end = is_furniture(text, lines, classes, at);
        if is_page_end || line.after_feed {
            self.page += u32::from(is_page_end || line.after_feed);
            if let Some(last) = self.placed.last_mut() {
                last.page_ends = true;
            }
        }
        if is_page_end {
            self.blocks.push(Block::Furniture(line.span));
            return;
        }
        let (span, heading) = if self.is_markdown {
            markdown::strip(text, line.span, &mut self.markup)
        } else {
            (line.span, 0)
        };
        let placed = Line {
            span,
            indent: line.indent,
            after_blank: line.after_blank,
            continues: false,
            heading,
            element: None,
        };
        self.placed.push(Placed {
            block: self.blocks.len(),
            line: placed,
            page: self.page,
            before_table: false,
            page_ends: false,
        });
        self.blocks.push(Block::Line(placed));
    }
}

/// The page before ends in its number too, or is the first, which often has none: a value that
/// happens to be the page's number ends one page only. Numbers are printed alike: a page behind
/// `- 1 -` does not end in `2`.
fn page_before_is_numbered(text: &str, lines: &[RawLine], at: usize) -> bool {
    let page = lines[at].page;
    let before = lines[..=at].iter().rposition(|line| line.page < page);
    before.is_none_or(|before| {
        let last = lines[before].span.of(text);
        last.parse() == Ok(page) || page < 2 && !is_page_number(last)
    })
}

/// A page number; a number alone is one only where the page ends behind it and it says which.
fn is_furniture(text: &str, lines: &[RawLine], classes: &[Class], at: usize) -> bool {
    match classes[at] {
        Class::Furniture => true,
        Class::Values(1) => {
            let line = &lines[at];
            let printed = line.span.of(text);
            let page = lines[at].page + 1;
            let ends = lines.get(at + 1).map_or(page > 1, |next| next.after_feed);
            // What stands behind a tab is its cell.
            let is_cell = at.checked_sub(1).is_some_and(|before| lines[before].tabbed);
            ends && !is_cell
                && is_number(printed)
                && printed.parse() == Ok(page)
                && page_before_is_numbered(text, lines, at)
        }
        _ => false,
    }
}

//! Text copied out of a page: cells apart by tabs, rows by line ends, and a cell's paragraphs on
//! lines of their own.
//!
//! A page's text has an empty line before and behind a paragraph, and a line end behind a row, so
//! that more empty lines stand between two rows than between two cells. Where somebody took the
//! empty lines out, a row ends where a value is followed by a label that no tab parts from it.

use super::{Builder, Grid, trailing, whole_lines};
use crate::chars::{is_visible, line_ends};
use crate::edition::Vocabulary;
use crate::edition::fragments::Fragments;
use crate::source::{RawTable, is_value};
use crate::span::{Region, Span};

/// Line ends between two cells, counted up to here.
const MAX_GAP: usize = 16;

/// Heads of a row of heads: with fewer, labels in a row of their own would be taken for them; more
/// would be counted again and again in a text of tabs and wide gaps.
const MIN_HEADS: usize = 4;
const MAX_HEADS: usize = 64;

/// Bytes of a cell's text that are compared with the form's.
const MAX_LABEL: usize = 400;

/// A cell's text, or what parts two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A tab.
    Tab,
    /// A number, or what stands for one.
    Value,
    /// A blank that is printed: white space alone on a line.
    Blank,
    Text,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    kind: Kind,
    span: Span,
    /// Line ends before it, up to [`MAX_GAP`].
    gap: usize,
    /// A page number stands before it.
    torn: bool,
    /// A tab stands before it, or behind it, on its line.
    beside_tab: bool,
}

/// Cells by their tabs, rows by what stands between two pieces of text.
pub(super) fn rebuild(table: &RawTable, text: &str, vocabulary: &Vocabulary) -> Grid {
    let pieces = pieces(table, text);
    let gaps = Gaps::of(&pieces);
    let fragments = Fragments::of(vocabulary);
    let mut builder = Builder::default();
    let mut cell = Open::default();
    let mut before: Option<Piece> = None;
    let mut row_has_value = false;
    for (at, &piece) in pieces.iter().enumerate() {
        let ends_row = before.is_some_and(|before| {
            let so_far = || cell.text(text);
            let heads = builder.col as usize + 1;
            piece.gap > 0
                && gaps
                    .end_row(before, piece)
                    .map(|ends| ends || !row_has_value && gaps.end_heads(heads, &pieces[at - 1..]))
                    .unwrap_or_else(|| match (before.kind, piece.kind) {
                        (_, Kind::Tab) => false,
                        (Kind::Tab, Kind::Text) => row_has_value,
                        (Kind::Tab, _) => false,
                        (Kind::Text, Kind::Text) => {
                            let next = piece.span.of(text);
                            let inline = before.beside_tab && piece.beside_tab;
                            is_next_label(&so_far(), next, inline, &fragments)
                        }
                        (Kind::Value, Kind::Text) => {
                            !goes_on(&so_far(), piece.span.of(text), &fragments)
                        }
                        _ => true,
                    })
        });
        if ends_row {
            cell.close(&mut builder, text);
            builder.end_row();
            cell = Open::at(piece.span.start);
            row_has_value = false;
        }
        match piece.kind {
            Kind::Tab => {
                cell.close(&mut builder, text);
                cell = Open::at(piece.span.end);
            }
            Kind::Blank => {}
            kind => {
                cell.region.push(piece.span);
                row_has_value |= kind == Kind::Value;
            }
        }
        cell.started = true;
        before = Some(piece);
    }
    cell.close(&mut builder, text);
    builder.finish(table)
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Open {
    region: Region,
    started: bool,
}

impl Open {
    fn at(place: u32) -> Self {
        Self {
            region: Span::new(place, place).into(),
            started: true,
        }
    }

    fn close(&mut self, builder: &mut Builder, text: &str) {
        if std::mem::take(&mut self.started) {
            builder.push(std::mem::take(&mut self.region), text, false);
        }
    }

    fn text(&self, text: &str) -> String {
        let mut all = String::new();
        for piece in self.region.pieces() {
            if all.len() < MAX_LABEL {
                all.push_str(piece.of(text));
            }
        }
        all
    }
}

fn pieces(table: &RawTable, text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<u32> = None;
    for (at, line) in whole_lines(table, text).chain(trailing(table, text, MAX_GAP)) {
        let mut from = at;
        let between = last.map_or("", |last| {
            text.get(last as usize..at as usize).unwrap_or("")
        });
        // Across a page number the empty lines are the page's.
        let torn = between.chars().any(is_visible);
        let mut gap = line_ends(between).min(MAX_GAP);
        let has_tab = line.contains('\t');
        let first = pieces.len();
        for (nth, cell) in line.split('\t').enumerate() {
            if nth > 0 {
                pieces.push(Piece {
                    kind: Kind::Tab,
                    span: Span::new(from - 1, from),
                    gap: std::mem::take(&mut gap),
                    torn,
                    beside_tab: true,
                });
            }
            let span = Span::new(from, from + cell.len() as u32).trim(text);
            let printed = span.of(text);
            let kind = match printed {
                "" if !has_tab && !cell.is_empty() => Some(Kind::Blank),
                "" => None,
                _ if is_value(printed) => Some(Kind::Value),
                _ => Some(Kind::Text),
            };
            if let Some(kind) = kind {
                pieces.push(Piece {
                    kind,
                    span,
                    gap: std::mem::take(&mut gap),
                    torn,
                    beside_tab: has_tab,
                });
            }
            from += cell.len() as u32 + 1;
        }
        if pieces.len() > first {
            last = Some(at + line.len() as u32);
        }
    }
    // White space between most cells and their tabs is nobody's cell.
    let stray = |three: &&[Piece]| {
        let [one, two, three] = three else {
            return false;
        };
        is_cell(one) && two.kind == Kind::Blank && three.kind == Kind::Tab
    };
    let tabs = pieces.iter().filter(|p| p.kind == Kind::Tab).count();
    if pieces.windows(3).filter(stray).count() * 2 > tabs {
        pieces.retain(|piece| piece.kind != Kind::Blank);
    }
    pieces
}

fn is_cell(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Value | Kind::Text)
}

/// How many line ends stand between what.
#[derive(Debug)]
struct Gaps {
    /// Between a cell and a tab, mostly.
    usual: usize,
    /// More stand between two rows.
    tell_rows: bool,
}

impl Gaps {
    fn of(pieces: &[Piece]) -> Self {
        let (mut beside_cells, mut of_blanks) = ([0_usize; MAX_GAP + 1], [0_usize; MAX_GAP + 1]);
        let pairs = || pieces.windows(2).map(|pair| (pair[0], pair[1]));
        for (before, piece) in pairs() {
            match (before.kind, piece.kind) {
                (Kind::Tab, Kind::Tab) => of_blanks[piece.gap] += 1,
                // Perhaps a blank cell and the row below it.
                (Kind::Tab, Kind::Text) => {}
                (Kind::Tab, _) | (_, Kind::Tab) => beside_cells[piece.gap] += 1,
                _ => {}
            }
        }
        let most = |counts: &[usize]| {
            (1..=MAX_GAP)
                .max_by_key(|&gap| (counts[gap], std::cmp::Reverse(gap)))
                .unwrap_or(1)
        };
        // Where nearly all cells are blank, most tabs have no cell beside them.
        let (usual, blank) = (most(&beside_cells), most(&of_blanks));
        let usual = if of_blanks[blank] > beside_cells[usual] {
            usual.min(blank)
        } else {
            usual
        };
        let is_wide = |(before, piece): &(Piece, Piece)| {
            let starts_row = before.kind != Kind::Tab && piece.kind != Kind::Tab
                || (before.kind, piece.kind) == (Kind::Tab, Kind::Text);
            starts_row && piece.gap > usual
        };
        Self {
            usual,
            tell_rows: pairs().filter(is_wide).take(2).count() == 2,
        }
    }

    /// Whether a row ends between two pieces, as far as the empty lines say.
    fn end_row(&self, before: Piece, piece: Piece) -> Option<bool> {
        if !self.tell_rows || piece.torn {
            // Behind cells that stand on one line the next tab of theirs would stand there, too.
            let starts_blank = piece.kind == Kind::Tab && is_cell(&before) && before.beside_tab;
            return (starts_blank && piece.gap > self.usual).then_some(true);
        }
        match (before.kind, piece.kind) {
            // An empty cell of an editor holds a line end of its own.
            (Kind::Tab, Kind::Tab) => Some(false),
            // The next row starts with an empty cell.
            (_, Kind::Tab) => Some(piece.gap == self.usual + 1),
            _ if piece.gap > self.usual => Some(true),
            _ if piece.gap == self.usual && !(before.beside_tab && piece.beside_tab) => Some(false),
            _ => None,
        }
    }

    /// Whether a row of so many heads ends between the first two of these pieces, the last head and
    /// the tab behind the blank cell that starts the row of values: where the blank has a paragraph,
    /// as many line ends stand there as between two rows. They can be an empty paragraph's in one
    /// cell as well, so the row to come must have a value for each head, or more: other heads can
    /// stand a row higher.
    fn end_heads(&self, heads: usize, pieces: &[Piece]) -> bool {
        let [head, tab, ..] = pieces else {
            return false;
        };
        let is_wide = (head.kind, tab.kind) == (Kind::Text, Kind::Tab) && tab.gap > self.usual + 1;
        if !self.tell_rows || tab.torn || !is_wide || !(MIN_HEADS..=MAX_HEADS).contains(&heads) {
            return false;
        }
        let mut cells = 1;
        for pair in pieces.windows(2) {
            let [before, piece] = pair else { break };
            let both = before.kind != Kind::Tab && piece.kind != Kind::Tab;
            if both && piece.gap > self.usual {
                break;
            }
            cells += usize::from(piece.kind == Kind::Tab);
            if cells > MAX_HEADS || piece.kind == Kind::Text {
                return false;
            }
        }
        cells >= heads
    }
}

/// Whether a text goes on with the value above it: 22 and its note, 4 and its unit.
fn goes_on(value: &str, next: &str, fragments: &Fragments) -> bool {
    is_value(&format!("{value}{next}")) && !fragments.has_whole(&Fragments::key(next))
}

/// Whether a text is the next row's label, and not a further line of the cell above it.
///
/// Where both stand beside a tab the line's end is the row's, unless the form has them as one.
fn is_next_label(cell: &str, next: &str, inline: bool, fragments: &Fragments) -> bool {
    let whole = Fragments::key(&format!("{cell}{next}"));
    if fragments.has_part(&whole) {
        return false;
    }
    inline
        || fragments.has_whole(&Fragments::key(cell))
        || fragments.has_whole(&Fragments::key(next))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{texts, whole};
    use super::*;
    use crate::source::TableBody;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = rebuild(&whole(text, TableBody::Pasted), text, Vocabulary::builtin());
        let rows = texts(&grid);
        (rows.iter())
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn a_row_of_values_that_starts_with_a_blank_paragraph_is_no_head() {
        let heads = "维持\n\n\t\n\n纠正\n\n\t\n\n其他\n\n\t\n\n总计\n\n\n\n\n";
        let over = "复议\n\n\n\n\n直接起诉\n\n\n\n\n";
        for row in ["\t\n\n7\n\n\t\n\n\t\n\n7", "\t\n\n7\n\n\t\n\n\t"] {
            let last = if row.ends_with('7') { "7" } else { "" };
            assert_eq!(
                rows(&format!("{over}{heads}{row}\n")),
                [
                    vec!["复议"],
                    vec!["直接起诉"],
                    vec!["维持", "纠正", "其他", "总计"],
                    vec!["", "7", "", last],
                ]
            );
        }
        // Two of the heads stand a row higher.
        assert_eq!(
            rows(&format!(
                "复议\n\n\t\n\n{over}{heads}\t\n\n7\n\n\t\n\n\t\n\n8\n\n\t\n\n\t\n\n6\n"
            ))
            .last()
            .map(Vec::len),
            Some(6)
        );
        // One cell less: the line ends can be an empty paragraph's of the last head.
        assert_eq!(
            rows(&format!("{over}{heads}\t\n\n7\n\n\t\n\n7\n")),
            [
                vec!["复议"],
                vec!["直接起诉"],
                vec!["维持", "纠正", "其他", "总计", "7", "7"]
            ]
        );
    }

    #[test]
    fn empty_lines_tell_rows_apart() {
        let text = "第二十条\n\n\n\n\n信息内容\n\n\t\n\n本年制发件数\n\n\t\n\n本年废止件数\n\n\n\n\n规章\n\n\t\n\n22\n\n（其中修订16件）\n\n\t\n\n\n\n\n行政规范性\n\n文件\n\n\t\n\n\u{a0}\n\n\t\n\n0\n\n\n\t\n\n1\n\n\t\n\n2\n";
        assert_eq!(
            rows(text),
            [
                vec!["第二十条"],
                vec!["信息内容", "本年制发件数", "本年废止件数"],
                vec!["规章", "22（其中修订16件）", ""],
                vec!["行政规范性文件", "", "0"],
                vec!["", "1", "2"],
            ]
        );
        // The same where cells without paragraphs stand beside their tabs.
        let text = "信息内容\n\n\t制发\t废止\n\n\n规章\n\n\t\t3\n\n\n文件\n\n\t4\t\n";
        assert_eq!(
            rows(text),
            [
                vec!["信息内容", "制发", "废止"],
                vec!["规章", "", "3"],
                vec!["文件", "4", ""],
            ]
        );
    }

    #[test]
    fn without_empty_lines_a_label_behind_a_value_starts_a_row() {
        let text = "第二十条第（一）项\n信息内容\n\t\n本年制发\n件数\n\t\n本年废止件数\n规章\n\t\n22\n（其中修订16件）\n\t\n5\n行政规范性文件\n\t\n0\n\t\n第二十条第（五）项\n信息内容\n\t\n本年处理决定数量\n行政许可\n\t\n\n";
        assert_eq!(
            rows(text),
            [
                vec!["第二十条第（一）项"],
                vec!["信息内容", "本年制发件数", "本年废止件数"],
                vec!["规章", "22（其中修订16件）", "5"],
                vec!["行政规范性文件", "0", ""],
                vec!["第二十条第（五）项"],
                vec!["信息内容", "本年处理决定数量"],
                vec!["行政许可", ""],
            ]
        );
        let review = "结果维持\n\t\n总计\n\u{a0}\n\t\n3\n";
        assert_eq!(rows(review), [vec!["结果维持", "总计"], vec!["", "3"]]);
    }

    #[test]
    fn a_row_of_paragraphs_below_a_row_on_one_line_may_start_blank() {
        let text = "结果维持\t结果纠正\t总计\n\n\n\t\n\n58\n\n\t\n\n58\n";
        assert_eq!(
            rows(text),
            [vec!["结果维持", "结果纠正", "总计"], vec!["", "58", "58"]]
        );
    }

    #[test]
    fn white_space_around_every_tab_is_no_cell() {
        let text = "规章\n \n\t\n \n1\n \n\t\n \n2\n \n文件\n \n\t\n \n3\n \n\t\n \n4\n";
        assert_eq!(rows(text), [vec!["规章", "1", "2"], vec!["文件", "3", "4"]]);
    }

    #[test]
    fn the_text_of_cells_without_paragraphs_is_one_row_a_line() {
        let text = "单位\t备注\n甲局\t良好\n乙局\t一般\n";
        assert_eq!(
            rows(text),
            [
                vec!["单位", "备注"],
                vec!["甲局", "良好"],
                vec!["乙局", "一般"]
            ]
        );
    }

    #[test]
    fn text_behind_a_value_on_one_line_is_of_the_same_row() {
        let text = "名称\t件数\t备注\n规章\t1\t无误\n文件\t2\t有误\n";
        assert_eq!(
            rows(text),
            [
                vec!["名称", "件数", "备注"],
                vec!["规章", "1", "无误"],
                vec!["文件", "2", "有误"]
            ]
        );
    }
}

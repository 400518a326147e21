//! Tables in text copied out of a page: a cell that holds paragraphs stands on lines of its own,
//! and the tab between two cells stands alone on its line.

use super::furniture::is_page_number;
use super::lines::RawLine;
use super::loose::is_heading;
use super::runs::{MAX_CELL, MAX_PARAGRAPHS};
use crate::chars::line_ends;
use crate::edition::fragments::{Fragments, Piece};
use crate::layout::heading::mark;
use crate::source::value::is_value;

/// Tabs on lines of their own, at a line's start behind a line without one, or at a line's end before
/// a value, that are no chance.
const MIN_JOINTS: usize = 3;

/// Lines without a tab in a row, of whatever text: the last cell of a row, rows of one cell, and
/// the first cell of the next. Stops a list of the form's labels below a table.
const MAX_LINES: usize = 12;

/// Empty lines between two cells, counted up to here.
const MAX_GAP: usize = 8;

/// Whether there can be such a table: most texts are told by how few joints they have.
pub(super) fn may_stand_in(text: &str, lines: &[RawLine]) -> bool {
    let is_joint = |at: usize| {
        let line = &lines[at];
        let ends_in_tab = || text.as_bytes().get(line.span.end as usize) == Some(&b'\t');
        let is_first = at == 0 || !is_tabbed(&lines[at - 1]);
        line.tabbed && (is_first || line.span.is_empty()) || ends_in_tab()
    };
    let joints = (0..lines.len()).filter(|&at| is_joint(at));
    joints.take(MIN_JOINTS).count() == MIN_JOINTS
}

/// The end of the run of lines from `at` on, and whether it is a table.
pub(super) fn run(
    text: &str,
    lines: &[RawLine],
    at: usize,
    fragments: &Fragments,
) -> (usize, bool) {
    let found = scan(text, lines, at, fragments);
    if !found.is_table() {
        return (found.end, false);
    }
    (
        next_table(text, lines, at, &found).unwrap_or(found.end),
        true,
    )
}

/// What a run of lines has.
#[derive(Debug, Default)]
struct Run {
    end: usize,
    /// Lines that are one tab between cells of the lines around it.
    joints: usize,
    /// Lines that are a tab and one cell, below another with a tab.
    behind_tabs: usize,
    cells: usize,
    values: usize,
    prose: usize,
    /// How many tabs are so many lines from the cells beside them.
    gaps: [usize; MAX_GAP],
}

impl Run {
    fn is_table(&self) -> bool {
        self.joints >= MIN_JOINTS
            && self.joints > self.behind_tabs
            && self.values >= 2
            && self.prose * 4 <= self.cells
    }
}

fn is_tabbed(line: &RawLine) -> bool {
    line.tabbed || line.inner_tabs > 0
}

fn is_lone_tab(line: &RawLine) -> bool {
    line.tabbed && line.span.is_empty() && line.inner_tabs == 0
}

/// Lines from the end of one to the start of the next.
fn gap(text: &str, lines: &[RawLine], at: usize) -> usize {
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    before.map_or(0, |before| {
        let between = before.span.end as usize..lines[at].span.start as usize;
        line_ends(text.get(between).unwrap_or("")).min(MAX_GAP - 1)
    })
}

fn scan(text: &str, lines: &[RawLine], at: usize, fragments: &Fragments) -> Run {
    let mut run = Run {
        end: at,
        ..Run::default()
    };
    // Lines since the last tab, those of them that no form knows, and whether a tab came.
    let (mut open, mut strange, mut any_tab) = (0, 0, false);
    let mut row_has_value = false;
    // Page numbers since the last tab: a text of nothing else would be gone through from each.
    let mut pages = 0;
    let mut next = at;
    while let Some(line) = lines.get(next) {
        let printed = line.span.of(text);
        if is_page_number(printed) {
            pages += 1;
            if pages > MAX_LINES {
                break;
            }
            next += 1;
            continue;
        }
        if is_tabbed(line) {
            any_tab = true;
            run.tabbed(text, lines, next, next > at && !is_tabbed(&lines[next - 1]));
            if open > 1 {
                row_has_value = false;
            }
            row_has_value |= printed.split('\t').any(|cell| is_value(cell.trim()));
            (open, strange, pages) = (0, 0, 0);
            next += 1;
            run.end = next;
            // Behind a line's last tab stands a cell, or the cell is on the next line.
            let rest = text.get(line.span.end as usize..).unwrap_or("");
            if !rest.starts_with('\t') && !printed.is_empty() {
                open = 1;
            }
            continue;
        }
        let is_number = is_value(printed);
        let is_form = matches!(fragments.piece(printed), Piece::Part(_));
        if !is_number && !is_form {
            strange += 1;
        }
        // Behind a tab a cell may have paragraphs, behind a row's last cell one text is a label.
        let most = if any_tab && open == 0 && !row_has_value {
            MAX_PARAGRAPHS
        } else {
            1
        };
        if strange > most || open == MAX_LINES || run.ends(text, lines, next, fragments) {
            break;
        }
        run.cells += 1;
        run.values += usize::from(is_number);
        run.prose += usize::from(printed.chars().nth(MAX_CELL).is_some());
        if open == 0 && any_tab && (is_number || !row_has_value) {
            // The cell behind the tab, be it the table's last.
            run.end = next + 1;
            row_has_value |= is_number;
        }
        open += 1;
        next += 1;
    }
    run
}

impl Run {
    fn tabbed(&mut self, text: &str, lines: &[RawLine], at: usize, behind_text: bool) {
        let line = &lines[at];
        let printed = line.span.of(text);
        let has_text = !printed.is_empty();
        // A value, or the tab behind a blank cell, below empty lines.
        let is_value_below = || {
            lines.get(at + 1).is_some_and(|below| {
                if is_tabbed(below) {
                    is_lone_tab(below) && gap(text, lines, at + 1) > 1
                } else {
                    is_value(below.span.of(text))
                }
            })
        };
        let ends_in_tab =
            || (text.get(line.span.end as usize..)).is_some_and(|rest| rest.starts_with('\t'));
        let is_blank_cell = || {
            let above = at.checked_sub(1).map(|above| &lines[above]);
            is_lone_tab(line) && above.is_some_and(is_lone_tab) && gap(text, lines, at) > 1
        };
        let is_joint = behind_text && line.tabbed
            || has_text && ends_in_tab() && is_value_below()
            || is_blank_cell();
        self.joints += usize::from(is_joint);
        self.behind_tabs += usize::from(!behind_text && has_text && line.inner_tabs == 0);
        self.cells += usize::from(line.inner_tabs) + usize::from(has_text);
        self.values += if has_text {
            let cells = printed.split('\t').map(str::trim);
            cells.filter(|cell| is_value(cell)).count()
        } else {
            1
        };
        if line.tabbed {
            self.gaps[gap(text, lines, at)] += 1;
        }
    }

    /// A line without a tab is a sentence or a heading, which is in no table.
    fn ends(&self, text: &str, lines: &[RawLine], at: usize, fragments: &Fragments) -> bool {
        let printed = lines[at].span.of(text);
        let key = Fragments::key(printed);
        if !is_heading(printed, &key, fragments) {
            let is_sentence = printed.ends_with(['。', '：', ':', '；']);
            return (is_sentence || printed.chars().nth(MAX_CELL).is_some())
                && !fragments.has_whole(&key);
        }
        // Further from the cell above it than a cell from its tab: a row.
        let is_below_cell = at.checked_sub(1).is_some_and(|n| !is_tabbed(&lines[n]));
        if self.joints >= MIN_JOINTS && is_below_cell && gap(text, lines, at) > self.usual_gap() {
            return false;
        }
        // 一、主动公开情况 is a row of one form and a section's heading: a tab stands behind a row's
        // label, or the rest of it.
        let is_row = fragments.has_whole(&key) || fragments.has_misprint(&key);
        if is_row && mark(printed).is_none() {
            return false;
        }
        let goes_on = |next: &RawLine| {
            let both = format!("{printed}{}", next.span.of(text));
            next.tabbed || fragments.has_part(&Fragments::key(&both))
        };
        let next = lines.get(at + 1);
        !((is_row || fragments.has_part(&key)) && next.is_some_and(goes_on))
    }

    /// So many lines stand between a cell and a tab, mostly.
    fn usual_gap(&self) -> usize {
        (1..MAX_GAP)
            .max_by_key(|&gap| (self.gaps[gap], std::cmp::Reverse(gap)))
            .unwrap_or(1)
    }
}

/// Where a further table starts below the first, if empty lines tell rows apart: less of them are
/// between two tables than between two rows.
fn next_table(text: &str, lines: &[RawLine], at: usize, run: &Run) -> Option<usize> {
    let usual = run.usual_gap();
    let is_row_end = |&n: &usize| {
        !is_tabbed(&lines[n]) && !is_tabbed(&lines[n - 1]) && gap(text, lines, n) > usual
    };
    let range = at + 1..run.end;
    if range.clone().filter(is_row_end).take(2).count() < 2 {
        return None;
    }
    range.into_iter().find(|&n| {
        let (before, here) = (lines[n - 1].span.of(text), lines[n].span.of(text));
        let last = before.rsplit('\t').next().unwrap_or(before).trim();
        !is_tabbed(&lines[n])
            && gap(text, lines, n) <= usual
            && is_value(last)
            && !is_value(here)
            && !is_value(&format!("{last}{here}"))
            && !is_page_number(here)
    })
}

#[cfg(test)]
mod tests {
    use crate::Vocabulary;
    use crate::source::{Block, TableBody};

    /// The tables of a text, as printed, and whether each was copied out of a page.
    fn tables(text: &str) -> Vec<(&str, bool)> {
        let reading = super::super::read(text, Vocabulary::builtin());
        let table = |block: &Block| match block {
            Block::Table(table) => {
                Some((table.span.of(text), matches!(table.body, TableBody::Pasted)))
            }
            _ => None,
        };
        reading.blocks.iter().filter_map(table).collect()
    }

    const REVIEW: &str =
        "行政复议\n\n\t\n\n行政诉讼\n\n\n\n\n结果维持\n\n\t\n\n总计\n\n\n\n\n0\n\n\t\n\n2";

    #[test]
    fn headings_and_sentences_around_a_table_are_not_in_it() {
        let text =
            format!("一、主动公开政府信息情况\n\n见下表。\n\n{REVIEW}\n\n四、存在的问题\n\n无。\n");
        assert_eq!(tables(&text), [(REVIEW, true)]);
        // A heading that is a row of another form.
        let text = format!("一、主动公开情况\n\n{REVIEW}\n\n三、其他\n");
        assert_eq!(tables(&text), [(REVIEW, true)]);
    }

    #[test]
    fn a_table_right_below_another_is_one_of_its_own() {
        let text = format!("{REVIEW}\n\n{REVIEW}\n");
        assert_eq!(tables(&text), [(REVIEW, true), (REVIEW, true)]);
    }

    #[test]
    fn a_blank_last_cell_is_not_the_heading_below_it() {
        for blank in ["", "\n\n\u{a0}"] {
            let table = REVIEW.strip_suffix('2').unwrap();
            let text = format!("{table}{blank}\n\n四、存在的问题\n\n无。\n");
            assert_eq!(tables(&text), [(table.trim_end(), true)]);
        }
    }

    #[test]
    fn labels_on_their_tabs_lines_may_stand_over_their_values() {
        let table =
            "信息内容\t本年制发件数\n规章\t\n\n\n文件\t\n\n64\n\n\n许可\t\n\n3\n\n\n处罚\t\n\n5";
        let text = format!("二、主动公开政府信息情况\n\n{table}\n\n三、其他\n");
        assert_eq!(tables(&text), [(table, true)]);
    }

    #[test]
    fn cells_behind_tabs_and_rows_of_tabs_are_no_text_of_a_page() {
        let cells = "规章\n\t1\n\t\n\t3\n\n\t文件\n\t4\n\t\n\t6\n";
        assert!(tables(cells).iter().all(|(_, pasted)| !pasted));
        let tabs = "第二十条\n规章\t1\t2\n\t4\t5\n许可\n\t6\t7\n";
        assert!(tables(tabs).iter().all(|(_, pasted)| !pasted));
    }
}

//! Spans as they are printed, and their lines and columns in linear time.

use std::cell::{Cell, RefCell};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::Report;
use crate::span::{ElementId, LineIndex, PageMap, Region, SourceMap, Span as Bytes};

/// Bytes that one step of a path takes, about.
const STEP: usize = 32;

/// Where a node stands in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Span {
    /// Bytes of the decoded source as UTF-8, half open, on character boundaries. Absent for a page
    /// whose reader does not know them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[u32; 2]>,
    /// The pieces in the node's own order, where something else stands between them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<[u32; 2]>,
    /// Line of the source, from 1. Absent where it is not known.
    #[serde(skip_serializing_if = "unknown")]
    pub line: u32,
    /// Character of the line, from 1. Absent where it is not known.
    #[serde(skip_serializing_if = "unknown")]
    pub column: u32,
    /// For a page: the CSS path of the element, as `document.querySelector` takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn unknown(line_or_column: &u32) -> bool {
    *line_or_column == 0
}

/// The places of one report's nodes.
///
/// Remembers the last place, so that the columns of many nodes in one line are counted once and
/// not once a node: a text of one line of 60 MB stays linear.
#[derive(Debug)]
pub struct Places<'r> {
    text: &'r str,
    map: &'r SourceMap,
    /// Offset, line and column that were counted last.
    last: Cell<(u32, u32, u32)>,
    /// The element around the last one and its path, which the cells of a row share.
    around: RefCell<(Option<ElementId>, String)>,
}

impl<'r> Places<'r> {
    /// For the nodes of `report`.
    #[must_use]
    pub fn new(report: &'r Report) -> Self {
        Self {
            text: &report.text,
            map: &report.map,
            last: Cell::new((0, 1, 1)),
            around: RefCell::default(),
        }
    }

    /// Where `region` stands.
    #[must_use]
    pub fn of(&self, region: &Region) -> Span {
        match self.map {
            SourceMap::Text(lines) => {
                let hull = region.hull();
                let first = region.pieces().next().unwrap_or_default();
                let (line, column) = self.line_column(lines, first.start);
                Span {
                    bytes: Some([hull.start, hull.end]),
                    pieces: if region.is_whole() {
                        Vec::new()
                    } else {
                        region.pieces().map(|span| [span.start, span.end]).collect()
                    },
                    line,
                    column,
                    path: None,
                }
            }
            SourceMap::Page(page) => {
                let (element, line) = page.holds(region);
                Span {
                    bytes: element.and_then(|id| page.bytes(id)),
                    pieces: Vec::new(),
                    line,
                    column: 0,
                    path: element.map(|id| self.path(page, id)),
                }
            }
        }
    }

    /// Where a plain span stands.
    #[must_use]
    pub fn of_span(&self, span: Bytes) -> Span {
        self.of(&Region::from(span))
    }

    fn path(&self, page: &PageMap, id: ElementId) -> String {
        let element = page.elements.get(id.0 as usize);
        let Some((element, parent)) = element.and_then(|e| Some((e, e.parent?))) else {
            return page.path(id);
        };
        let mut around = self.around.borrow_mut();
        if around.0 != Some(parent) {
            *around = (Some(parent), page.path(parent));
        }
        let mut path = String::with_capacity(around.1.len() + STEP);
        path.push_str(&around.1);
        element.step(&mut path);
        path
    }

    fn line_column(&self, lines: &LineIndex, offset: u32) -> (u32, u32) {
        let (last, last_line, last_column) = self.last.get();
        let line = lines.line(offset);
        let (line, column) = if line == last_line && last <= offset {
            let between = self.text.get(last as usize..offset as usize);
            let between = between.unwrap_or("").chars().count() as u32;
            (line, last_column + between)
        } else {
            lines.line_column(offset, self.text)
        };
        self.last.set((offset, line, column));
        (line, column)
    }
}

//! Spans as they are printed, and their lines and columns in linear time.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::report::Report;
use crate::span::{ElementId, LineIndex, PageMap, Region, SourceMap, Span as Bytes};

/// Where a node stands in the source.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Span<'r> {
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
    #[schemars(with = "Option<String>")]
    pub path: Option<Path<'r>>,
}

/// The CSS path of an element of a page, made when it is written: a report has hundreds, and nobody keeps
/// one.
#[derive(Clone)]
pub struct Path<'r> {
    trail: Rc<RefCell<Trail>>,
    page: &'r PageMap,
    element: ElementId,
}

impl Path<'_> {
    fn with<T>(&self, write: impl FnOnce(&str) -> T) -> T {
        write(self.trail.borrow_mut().go(self.page, self.element))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|path| f.write_str(path))
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|path| fmt::Debug::fmt(path, f))
    }
}

impl Serialize for Path<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with(|path| serializer.serialize_str(path))
    }
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
    /// The path that was written last: the next one mostly shares all of it but its end.
    trail: Rc<RefCell<Trail>>,
}

/// A path as it is written, and where each of its steps ends.
#[derive(Debug, Default)]
struct Trail {
    text: String,
    steps: Vec<(ElementId, usize)>,
    /// Elements that are to be added, the innermost first.
    missing: Vec<ElementId>,
}

impl Trail {
    /// Goes to an element, from the innermost one around it that is on the path already.
    fn go(&mut self, page: &PageMap, id: ElementId) -> &str {
        let mut at = Some(id);
        while let Some(id) = at {
            // Parents stand before their children.
            while self.steps.last().is_some_and(|&(step, _)| step > id) {
                self.steps.pop();
            }
            if self.steps.last().is_some_and(|&(step, _)| step == id) {
                break;
            }
            self.missing.push(id);
            let element = page.elements.get(id.0 as usize);
            at = element.and_then(|element| element.parent.filter(|&parent| parent < id));
        }
        if at.is_none() {
            self.steps.clear();
        }
        self.text
            .truncate(self.steps.last().map_or(0, |&(_, end)| end));
        while let Some(id) = self.missing.pop() {
            if let Some(element) = page.elements.get(id.0 as usize) {
                element.step(&mut self.text);
                self.steps.push((id, self.text.len()));
            }
        }
        &self.text
    }
}

impl<'r> Places<'r> {
    /// For the nodes of `report`.
    #[must_use]
    pub fn new(report: &'r Report) -> Self {
        Self {
            text: &report.text,
            map: &report.map,
            last: Cell::new((0, 1, 1)),
            trail: Rc::default(),
        }
    }

    /// Where `region` stands.
    #[must_use]
    pub fn of(&self, region: &Region) -> Span<'r> {
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
                    path: element.map(|element| Path {
                        trail: Rc::clone(&self.trail),
                        page,
                        element,
                    }),
                }
            }
        }
    }

    /// Where a plain span stands.
    #[must_use]
    pub fn of_span(&self, span: Bytes) -> Span<'r> {
        self.of(&Region::from(span))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Element;

    #[test]
    fn a_trail_is_the_path_of_whatever_element_it_goes_to() {
        let element = |parent: Option<u32>, name: &str, nth_of_type| Element {
            parent: parent.map(ElementId),
            name: name.into(),
            nth_of_type,
            line: 0,
            bytes: None,
        };
        let page = PageMap {
            elements: vec![
                element(None, "html", 1),
                element(Some(0), "body", 1),
                element(Some(1), "div", 1),
                element(Some(2), "p", 1),
                element(Some(2), "p", 2),
                element(Some(1), "div", 2),
                element(Some(5), "p", 1),
            ],
            runs: Vec::new(),
        };
        let mut trail = Trail::default();
        let order = [3, 4, 4, 2, 6, 5, 0, 6, 3, 1];
        for id in order.map(ElementId) {
            assert_eq!(trail.go(&page, id), page.path(id), "{id:?}");
        }
        assert_eq!(
            trail.go(&page, ElementId(4)),
            "html > body > div:nth-of-type(1) > p:nth-of-type(2)"
        );
        // One that is not there has no path.
        assert_eq!(trail.go(&page, ElementId(9)), "");
    }
}

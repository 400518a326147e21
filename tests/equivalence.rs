//! One report is one report: as text and as a page it gives the same facts, outline and checks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::expect::{facts, outline};
use support::html::{Cell, Doc, Flow, Page, of_doc};
use support::{Dice, Layout, Report, Shape, parse, seeds, show};

/// Identity, table kind and column to status and sides.
fn checks(parsed: &gongkai::Report) -> BTreeMap<String, String> {
    parsed
        .checks
        .iter()
        .map(|check| {
            let table = check
                .table
                .and_then(|n| parsed.tables.get(n)?.table.clone())
                .unwrap_or_default();
            (
                format!(
                    "{} {table} {}",
                    check.identity,
                    check.column.as_deref().unwrap_or("")
                ),
                format!("{:?} {:?} {:?}", check.status, check.left, check.right),
            )
        })
        .collect()
}

/// Where one reading differs from the other.
fn differences(one: &gongkai::Report, other: &gongkai::Report) -> Vec<String> {
    let mut out = Vec::new();
    let (left, right) = (facts(one), facts(other));
    for key in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
        let (left, right) = (left.get(key), right.get(key));
        if left != right {
            out.push(format!("{key:?}: {left:?} and {right:?}"));
        }
    }
    let (left, right) = (outline(one), outline(other));
    let lines = left.lines().zip(right.lines());
    if let Some((left, right)) = lines.clone().find(|(left, right)| left != right) {
        out.push(format!("outline: {left} and {right}"));
    } else if left != right {
        out.push("outline: one is longer".to_owned());
    }
    let (left, right) = (checks(one), checks(other));
    for key in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
        let (left, right) = (left.get(key), right.get(key));
        if left != right {
            out.push(format!("{key}: {left:?} and {right:?}"));
        }
    }
    if one.contact != other.contact {
        out.push(format!("{:?} and {:?}", one.contact, other.contact));
    }
    out
}

fn same(one: &gongkai::Report, other: &gongkai::Report, what: &str) {
    let differ = differences(one, other);
    assert!(differ.is_empty(), "{what}:\n{}", differ.join("\n"));
}

#[test]
fn of_generated_reports() {
    let mut differ = BTreeMap::new();
    for seed in seeds(9_000_000, 60) {
        let mut dice = Dice::new(seed);
        let report = Report::any(&mut dice);
        let text = Shape::Text(Layout::Cells).print(&report, None, &mut dice);
        let base = parse(text.as_bytes()).unwrap();
        let pages = Page::ALL.into_iter().map(Shape::Page);
        let texts = [Layout::Tab, Layout::Pasted, Layout::Tagged].map(Shape::Text);
        for shape in pages.chain(texts) {
            let text = shape.print(&report, None, &mut dice);
            let found = match parse(text.as_bytes()) {
                Ok(other) => differences(&base, &other),
                Err(error) => vec![error.to_string()],
            };
            // Marks of Markdown say of a line without its number that it is a heading.
            let mut found = found;
            if shape == Shape::Text(Layout::Tagged) && report.oddities.lost_numbers {
                found.retain(|found| !found.starts_with("outline"));
            }
            if !found.is_empty() {
                show(&text);
                let (count, first) = differ.entry(shape.name()).or_insert((0, String::new()));
                *count += 1;
                if first.is_empty() {
                    let found = &found[..found.len().min(5)];
                    *first = format!("GONGKAI_SEED={seed}: {}", found.join("; "));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

/// What a page of the corpus says: its paragraphs, and its tables with their cells.
fn doc_of(page: &str, report: &gongkai::Report) -> Doc {
    let tree = scraper::Html::parse_document(page);
    let all = |of: &str| scraper::Selector::parse(of).unwrap();
    let text = |element: scraper::ElementRef<'_>| {
        let text: String = element.text().collect();
        text.trim().to_owned()
    };
    let mut flow = Vec::new();
    for element in tree.select(&all(
        "body > p, body > div > p, body > table, body > div > table",
    )) {
        if element.value().name() == "p" {
            let style = element.value().attr("style").unwrap_or_default();
            let align = ["center", "right"].iter().position(|at| style.contains(at));
            flow.push(Flow::Line(
                text(element),
                align.map_or(0, |at| at as u8 + 1),
            ));
            continue;
        }
        let mut rows = Vec::new();
        let mut head_rows = 0;
        for row in element.select(&all("tr")) {
            let each = all("td, th");
            let number = |cell: scraper::ElementRef<'_>, name| {
                cell.value().attr(name).map_or(1, |n| n.parse().unwrap())
            };
            let cells: Vec<Cell> = row
                .select(&each)
                .map(|cell| Cell {
                    text: text(cell),
                    col: 0,
                    cols: number(cell, "colspan"),
                    rows: number(cell, "rowspan"),
                    is_head: cell.value().name() == "th",
                })
                .collect();
            if head_rows == rows.len() && cells.iter().all(|cell| cell.is_head) {
                head_rows += 1;
            }
            rows.push(cells);
        }
        flow.push(Flow::table(rows, head_rows));
    }
    Doc {
        title: report
            .title
            .as_ref()
            .map_or(String::new(), |t| t.text.clone()),
        agency: report
            .agency
            .as_ref()
            .map_or(String::new(), |t| t.text.clone()),
        year: report.year.unwrap(),
        date: report.published.as_ref().map(|p| p.date.clone()),
        headings: (report.sections.iter())
            .map(|s| format!("{}{}", s.number.as_deref().unwrap_or(""), s.heading))
            .collect(),
        flow,
        is_traditional: false,
    }
}

/// The corpus in all forms of pages.
#[test]
fn of_the_corpus_in_every_page() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let (mut differ, mut compared) = (BTreeMap::new(), 0);
    for layout in Layout::ALL {
        let folder = std::fs::read_dir(corpus.join(layout.name()));
        for entry in folder.into_iter().flatten().flatten() {
            let path = entry.path();
            if !path.extension().is_some_and(|e| e == "txt" || e == "md")
                || layout == Layout::Scrambled
            {
                continue;
            }
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let text = gongkai::decode::decode(&bytes, &gongkai::Options::default())
                .unwrap()
                .text
                .into_owned();
            let base = parse(&bytes).unwrap();
            let page = ["plain", "word"]
                .iter()
                .find_map(|kind| {
                    std::fs::read(corpus.join(format!("html/{stem}.{kind}.html"))).ok()
                })
                .unwrap();
            let doc = doc_of(std::str::from_utf8(&page).unwrap(), &base);
            for (n, kind) in Page::ALL.into_iter().enumerate() {
                // Markdown's marks are none to those who see a page.
                if kind == Page::Pre && layout == Layout::Markdown {
                    continue;
                }
                for seed in 0..3 {
                    let mut dice = Dice::new(n as u64 * 100 + seed);
                    let print = |_: &mut Dice| text.clone();
                    let page = of_doc(&doc, kind, Some("utf-8"), &mut dice, print);
                    let found = match parse(page.as_bytes()) {
                        Ok(other) => differences(&base, &other),
                        Err(error) => vec![error.to_string()],
                    };
                    if !found.is_empty() {
                        differ.insert(
                            format!("{stem} {} {seed}", kind.name()),
                            found[..found.len().min(4)].join("; "),
                        );
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
    assert!(compared >= 12 * 3 * (Page::ALL.len() - 1), "{compared}");
}

/// Every report of the corpus has a text form and two pages with its name.
#[test]
fn of_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let html = corpus.join("html");
    let mut compared = 0;
    for layout in Layout::ALL {
        let Ok(folder) = std::fs::read_dir(corpus.join(layout.name())) else {
            continue;
        };
        for entry in folder.flatten() {
            let path = entry.path();
            if !path.extension().is_some_and(|e| e == "txt" || e == "md") {
                continue;
            }
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = parse(&std::fs::read(&path).unwrap()).unwrap();
            let mut pages = 0;
            for kind in ["plain.html", "word.html", "cms.html", "mht"] {
                if let Ok(bytes) = std::fs::read(html.join(format!("{stem}.{kind}"))) {
                    let page = parse(&bytes).unwrap();
                    let what = format!("{stem} and its {kind} page");
                    if layout == Layout::Scrambled {
                        // Part of its cells can't be settled; those that are, are the page's.
                        let of_page = facts(&page);
                        for (key, value) in facts(&text) {
                            assert_eq!(Some(&value), of_page.get(&key), "{key:?} of {what}");
                        }
                        assert_eq!(outline(&text), outline(&page), "outline of {what}");
                    } else {
                        same(&text, &page, &what);
                    }
                    pages += 1;
                }
            }
            assert!(pages >= 2, "{stem} has {pages} pages");
            compared += 1;
        }
    }
    assert!(compared >= 12, "{compared} reports");
}

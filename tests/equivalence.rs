//! One report is one report: as text and as a page it gives the same facts, outline and checks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use support::expect::{facts, outline};
use support::html::Page;
use support::{Dice, Layout, Report, Shape, parse, rounds};

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

fn same(one: &gongkai::Report, other: &gongkai::Report, what: &str) {
    assert_eq!(facts(one), facts(other), "facts of {what}");
    assert_eq!(outline(one), outline(other), "outline of {what}");
    assert_eq!(checks(one), checks(other), "checks of {what}");
    let contact = |r: &gongkai::Report| r.contact.clone();
    assert_eq!(contact(one), contact(other), "contact of {what}");
}

#[test]
fn of_generated_reports() {
    for seed in 0..rounds(100) {
        let mut dice = Dice::new(9_000_000 + seed);
        let report = Report::any(&mut dice);
        let text = Shape::Text(Layout::Cells).print(&report, None, &mut dice);
        let base = parse(text.as_bytes()).unwrap();
        for shape in [
            Shape::Text(Layout::Tab),
            Shape::Page(Page::Plain),
            Shape::Page(Page::Word),
            Shape::Page(Page::Cms),
            Shape::Page(Page::Fragment),
        ] {
            let text = shape.print(&report, None, &mut dice);
            let other = parse(text.as_bytes()).unwrap();
            same(
                &base,
                &other,
                &format!("seed {seed}: cells and {}", shape.name()),
            );
        }
    }
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
            for kind in ["plain", "word", "cms"] {
                if let Ok(bytes) = std::fs::read(html.join(format!("{stem}.{kind}.html"))) {
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

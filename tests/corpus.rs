//! The corpus: every document gives exactly the JSON beside it.
//!
//! `GONGKAI_BLESS=1` writes the JSON anew; read the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

use std::path::{Path, PathBuf};

fn documents(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            documents(&path, into);
        } else if path
            .extension()
            .is_some_and(|e| e == "txt" || e == "md" || e == "html" || e == "mht")
            && path.parent() != Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        {
            into.push(path);
        }
    }
    into.sort();
}

fn json(path: &Path, root: &Path) -> String {
    let name = path
        .strip_prefix(root)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/");
    let bytes = std::fs::read(path).unwrap();
    let options = gongkai::Options {
        path: &name,
        ..gongkai::Options::default()
    };
    let report = gongkai::parse(&bytes, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut json =
        serde_json::to_string_pretty(&gongkai::output::json::Report::from(&report)).unwrap();
    json.push('\n');
    json
}

#[test]
fn every_document_gives_the_json_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let bless = std::env::var_os("GONGKAI_BLESS").is_some();
    let mut paths = Vec::new();
    documents(&root, &mut paths);
    assert!(
        paths
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e != "html"))
            .count()
            >= 12
    );
    let mut differ = Vec::new();
    for path in paths {
        let got = json(&path, &root);
        let beside = path.with_extension("json");
        // Pages are held against their text by tests/equivalence.rs; one of each kind has its JSON.
        if path.extension().is_some_and(|e| e == "html") && !beside.exists() {
            continue;
        }
        if bless {
            std::fs::write(&beside, got).unwrap();
            continue;
        }
        let want = std::fs::read_to_string(&beside).unwrap_or_default();
        if got != want {
            let line = got
                .lines()
                .zip(want.lines())
                .take_while(|(a, b)| a == b)
                .count();
            differ.push(format!(
                "{}: line {}: {} for {}",
                path.strip_prefix(&root).unwrap().display(),
                line + 1,
                got.lines().nth(line).unwrap_or("").trim(),
                want.lines().nth(line).unwrap_or("nothing").trim(),
            ));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// The paragraphs and items of the text flow.
fn prose(blocks: &[gongkai::report::Block], into: &mut Vec<String>) {
    use gongkai::report::Block;
    for block in blocks {
        match block {
            Block::Paragraph(text) => into.push(text.text.clone()),
            Block::List(items) => into.extend(items.iter().map(|item| item.text.clone())),
            Block::Table(_) => {}
        }
    }
}

fn prose_below(sections: &[gongkai::report::Section], into: &mut Vec<String>) {
    for section in sections {
        prose(&section.blocks, into);
        prose_below(&section.sections, into);
    }
}

/// The numbers of a text in digits but for those that count nothing: dates, numbers of articles,
/// documents and items, what has a letter or a dash to it (telephones, addresses), post codes.
fn counts(text: &str) -> Vec<String> {
    let chars: Vec<char> = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap(),
            '．' => '.',
            c => c,
        })
        .collect();
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let mut counts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && belongs(chars[at]) {
            at += 1;
        }
        let before: String = chars[start.saturating_sub(3)..start].iter().collect();
        let ends_with = |c: char| before.ends_with(c);
        let next = chars.get(at).copied().unwrap_or(' ');
        let named = ends_with('〔') || ends_with('-') || ends_with('—') || before.ends_with("编：");
        let lettered = before.ends_with(|c: char| c.is_ascii_alphabetic());
        let number: String = chars[start..at].iter().filter(|&&c| c != ',').collect();
        let is_item = start == 0 && number.ends_with('.');
        if !(named || lettered || is_item || "年月日号-—".contains(next)) {
            counts.push(number.trim_end_matches('.').to_owned());
        }
    }
    counts
}

#[test]
fn every_number_of_the_prose_is_among_the_quantities() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths = Vec::new();
    documents(&root, &mut paths);
    let mut seen = 0;
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let report = gongkai::parse(&bytes, &gongkai::Options::default()).unwrap();
        let mut texts = Vec::new();
        prose(&report.preamble, &mut texts);
        prose_below(&report.sections, &mut texts);
        let mut listed: Vec<Vec<String>> = report
            .quantities
            .iter()
            .map(|quantity| counts(&quantity.region.raw(&report.text)))
            .collect();
        for number in texts.iter().flat_map(|text| counts(text)) {
            let at = listed.iter().position(|of| of.contains(&number));
            let at = at.unwrap_or_else(|| panic!("{}: {number}", path.display()));
            listed.remove(at);
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

//! The CSS path of every cell, heading and paragraph is looked up by a browser: `querySelectorAll`
//! finds one element, and its text holds what the output says stands there.
//!
//! All pages are frames of one page, so that one start of headless Chromium does. Where there is no
//! Chromium the test says so and ends; `CHROMIUM` names one that is not in `PATH`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use gongkai::chars::is_visible;
use serde_json::Value;
use support::html::Page;
use support::{Charset, Dice, Report, parse};

/// Generated reports; each is printed as every kind of page.
const REPORTS: u64 = 12;

/// Pages that no generator makes: what HTML's rules move, add and leave out.
const ODD: [&str; 10] = [
    // Left out end tags; a table that ends a paragraph with a doctype and does not without one.
    "<!DOCTYPE html><p>TITLE<p>一、甲<p>本年3条。<table><tr><td>规章<td>1<tr><td>规范性文件<td>2</table><p>完。",
    "<p>TITLE<p>一、甲<p>本年3条。<table><tr><td>规章<td>1<tr><td>规范性文件<td>2</table>完。<p>二、乙",
    // Text and elements between rows stand before the table.
    "<div>TITLE</div><div>一、甲</div><table><tr><td>规章<td>1</tr><p>本年3条。</p><tr><td>规范性文件<td>2</table>",
    // Formatting that is nested wrongly and goes on in later paragraphs.
    "<div><p><b>TITLE<i></b></p><p>一、甲</i></p><p><font color=red>本年3条。<p>又4条。</font><p>完。</div>",
    // Upper case, unquoted, names with a colon, elements that are not shown.
    "<HTML><BODY BGCOLOR=white><DIV ALIGN=center><SPAN>TITLE</SPAN></DIV><DIV><O:P>一、甲</O:P></DIV><SCRIPT>x</SCRIPT><DIV><ST1:CHSDATE>本年</ST1:CHSDATE>3条。</DIV>",
    // A prolog, empty elements that are none, a section between CDATA marks.
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>TITLE</p><p /><p>一、甲</p><br /><p>本年3条。</p></body></html>",
    // Lists, and a fallback for browsers without scripts.
    "<p>TITLE</p><noscript><p>请启用脚本</p></noscript><p>一、甲</p><ol start=3><li>本年3条。<li>又4条。<ul><li>其中2条。</ul></ol><p>二、乙</p>",
    // A table in a cell of a layout table, row groups, a caption, columns.
    "<table><tr><td>导航</td><td><p>TITLE</p><p>一、甲</p><table><caption>附表</caption><colgroup><col><col></colgroup><thead><tr><th>名称<th>数</thead><tbody><tr><td>规章<td>1</tbody><tbody><tr><td>规范性文件<td>2</tbody></table></td></tr></table>",
    // Body twice, text behind the end, a form around rows, a picture's own elements.
    "<html><body><p>TITLE</p><body class=x><p>一、甲</p><svg><title>图</title><g><text>图</text></g></svg><table><form action=x><tr><td>规章<td>1</tr></form><tr><td>规范性文件<td>2</table></body></html><p>本年3条。</p>",
    // One <pre>, a line end at its start.
    "<body><pre>\nTITLE\n\n一、甲\n本年3条。\n二、乙\n又4条。\n</pre>",
];

/// A page's element and what the output says of it.
struct Claim {
    path: String,
    text: String,
    /// A cell holds its text and nothing else.
    is_cell: bool,
}

fn squash(text: &str) -> String {
    text.chars().filter(|&c| is_visible(c)).collect()
}

/// Every node of the output that has a path and a text as it is printed.
fn claims(node: &Value, into: &mut Vec<Claim>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| claims(item, into)),
        Value::Object(object) => {
            let path = object.get("span").and_then(|span| span.get("path"));
            let is_cell = object.contains_key("raw");
            let text = ["raw", "heading", "text"]
                .iter()
                .find_map(|name| object.get(*name))
                .and_then(Value::as_str);
            if let Some(path) = path.and_then(Value::as_str) {
                into.push(Claim {
                    path: path.to_owned(),
                    text: squash(text.unwrap_or_default()),
                    is_cell,
                });
            }
            object.values().for_each(|value| claims(value, into));
        }
        _ => {}
    }
}

/// Looks the claims of all frames up once everything is loaded.
const SCRIPT: &str = r"
const squash = text => text.replace(/[\s\p{Cc}\p{Cf}\u2800\u3164\u115f\u1160]/gu, '');
addEventListener('load', () => {
  const wrong = [];
  let looked = 0;
  claims.forEach(([name, list], n) => {
    const page = document.getElementsByTagName('iframe')[n].contentDocument;
    for (const [path, text, isCell] of list) {
      looked++;
      const found = page ? page.querySelectorAll(path) : [];
      if (found.length !== 1) { wrong.push(`${name}: ${found.length} elements: ${path}`); continue; }
      const element = found[0];
      const has = squash(element.textContent);
      // The number of an item is the browser's.
      const want = element.localName === 'li' ? text.replace(/^[0-9]+\./, '') : text;
      if (isCell ? has !== want || !/^t[dh]$/.test(element.localName) : !has.includes(want))
        wrong.push(`${name}: ${want} is not ${has.slice(0, 60)}: ${path}`);
    }
  });
  document.getElementById('result').textContent = [`looked up ${looked}`, ...wrong.slice(0, 20)].join('\n');
});
";

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    std::env::var_os("CHROMIUM")
        .map(PathBuf::from)
        .into_iter()
        .chain(names)
        .find(|name| {
            Command::new(name)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
        })
}

/// What the browser makes of the page at `index`, as markup.
fn dump(chromium: &Path, folder: &Path, index: &Path) -> String {
    let dumped = folder.join("dumped");
    let mut browser = Command::new(chromium)
        .args([
            "--headless",
            // The administrator, who runs CI, has none.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            // Frames of files may be looked into.
            "--allow-file-access-from-files",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", folder.join("user").display()))
        .arg(format!("file://{}", index.display()))
        .stdout(File::create(&dumped).unwrap())
        .stderr(File::create(folder.join("said")).unwrap())
        .spawn()
        .unwrap();
    // A browser that hangs must not hang the tests.
    for _ in 0..1800 {
        if browser.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let _ = browser.kill();
    let _ = browser.wait();
    fs::read_to_string(&dumped).unwrap_or_default()
}

/// The pages: a name and their bytes.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut pages = Vec::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/html");
    for entry in fs::read_dir(corpus).unwrap().flatten() {
        if entry.path().extension().is_some_and(|e| e == "html") {
            let name = entry.file_name().to_string_lossy().into_owned();
            pages.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    pages.sort();
    for seed in 0..REPORTS {
        // A browser takes an envelope for one by the name of its file.
        for kind in Page::ALL.into_iter().filter(|kind| *kind != Page::Mhtml) {
            let mut dice = Dice::new(4_000_000 + seed);
            let report = Report::any(&mut dice);
            let (charset, declared) = match seed % 3 {
                // Declares nothing, and a browser guesses less well.
                _ if kind.is_silent() => (Charset::Utf8Bom, ""),
                0 => (Charset::Gb18030, "gb2312"),
                _ => (Charset::Utf8, "utf-8"),
            };
            let text = support::html::page(&report, kind, Some(declared), &mut dice);
            if let Some(bytes) = charset.encode(&text) {
                pages.push((format!("{} of seed {seed}", kind.name()), bytes));
            }
        }
    }
    for (n, odd) in ODD.iter().enumerate() {
        let page = odd.replace("TITLE", "青屿县水务局2021年政府信息公开工作年度报告");
        // A mark, as a fragment declares no charset.
        pages.push((
            format!("odd page {n}"),
            Charset::Utf8Bom.encode(&page).unwrap(),
        ));
    }
    pages
}

#[test]
fn finds_every_path() {
    let Some(chromium) = chromium() else {
        eprintln!("skipped: no Chromium in PATH");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (mut frames, mut all, mut expected) = (String::new(), Vec::new(), 0);
    for (n, (name, bytes)) in pages().into_iter().enumerate() {
        let report = parse(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let json = serde_json::to_value(gongkai::output::json::Report::from(&report)).unwrap();
        let mut list = Vec::new();
        claims(&json, &mut list);
        assert!(list.len() >= 4, "{name} has {} nodes", list.len());
        expected += list.len();
        let list: Vec<Value> = list
            .into_iter()
            .map(|claim| {
                // The cells of a text's tables are pieces of its element.
                let is_cell = claim.is_cell && !claim.path.contains(" > pre:");
                serde_json::json!([claim.path, claim.text, is_cell])
            })
            .collect();
        all.push(serde_json::json!([name, list]));
        fs::write(folder.path().join(format!("{n}.html")), bytes).unwrap();
        let _ = write!(frames, "<iframe src='{n}.html'></iframe>");
    }
    let claims = serde_json::to_string(&all).unwrap().replace('<', "\\u003c");
    let index = folder.path().join("index.html");
    let page = format!(
        "<!DOCTYPE html><meta charset=utf-8><pre id=result></pre><script>const claims = {claims};{SCRIPT}</script>{frames}"
    );
    fs::write(&index, page).unwrap();

    let dumped = dump(&chromium, folder.path(), &index);
    let result = dumped
        .split_once("<pre id=\"result\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"))
        .map_or("", |(result, _)| result);
    let said = fs::read_to_string(folder.path().join("said")).unwrap_or_default();
    assert_eq!(result, format!("looked up {expected}"), "{said}");
}

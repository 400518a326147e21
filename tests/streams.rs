//! A page read as a stream of tags is the page that its tree is, or it is handed over to the tree.
//!
//! 3,000 pages of tag soup and 3,000 pages of the corpus that were damaged;
//! `GONGKAI_ROUNDS=1000000` for a longer run, `GONGKAI_SEED=n` for one of them and its text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics fails"
)]

#[path = "support/mod.rs"]
mod support;

use std::path::Path;

use gongkai::source::html::both;
use support::html::Page;
use support::{Dice, Report, seeds, show};

/// Holds both readers' pages against each other; whether the page was streamed.
fn hold(page: &str, name: &str) -> bool {
    let Some([stream, tree]) = both::read(page) else {
        return false;
    };
    if stream != tree {
        show(page);
        let differs = (stream.lines().zip(tree.lines())).find(|(stream, tree)| stream != tree);
        match differs {
            Some((stream, tree)) => panic!("{name}\nstream: {stream}\n  tree: {tree}"),
            None => panic!("{name}: one has more\n{stream}\n{tree}"),
        }
    }
    true
}

/// Holds pages of a kind; more than so many thirds of them have to be streamed: were all of them handed
/// over, nothing would have been compared.
fn hold_pages(first: u64, kind: &str, thirds: usize, make: impl Fn(&mut Dice) -> String) {
    let seeds = seeds(first, 3000);
    let all = seeds.clone().count();
    let streamed = seeds
        .filter(|seed| {
            hold(
                &make(&mut Dice::new(*seed)),
                &format!("GONGKAI_SEED={seed}"),
            )
        })
        .count();
    println!("{streamed} of {all} pages of {kind} are streamed");
    assert!(
        all < 100 || streamed * 3 > all * thirds,
        "{streamed} of {all}"
    );
}

/// The pages of a folder and those below, decoded.
fn pages(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "html" || end == "htm")
            {
                let bytes = std::fs::read(&path).unwrap();
                let options = gongkai::Options::default();
                let decoded = gongkai::decode::decode(&bytes, &options).unwrap();
                found.push((path.display().to_string(), decoded.text.into_owned()));
            }
        }
    }
    found.sort();
    found
}

fn corpus() -> Vec<(String, String)> {
    pages(Path::new("corpus"))
}

const TAGS: [&str; 76] = [
    "p",
    "p",
    "p",
    "div",
    "div",
    "span",
    "font",
    "b",
    "i",
    "a",
    "strong",
    "table",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "tr",
    "td",
    "td",
    "td",
    "th",
    "caption",
    "col",
    "colgroup",
    "br",
    "img",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "pre",
    "form",
    "input",
    "select",
    "option",
    "optgroup",
    "button",
    "textarea",
    "script",
    "style",
    "title",
    "meta",
    "link",
    "head",
    "body",
    "html",
    "noscript",
    "iframe",
    "svg",
    "path",
    "desc",
    "o:p",
    "st1:chsdate",
    "center",
    "object",
    "marquee",
    "u",
    "nobr",
    "sup",
    "template",
    "frameset",
    "xmp",
    "ruby",
    "rt",
    "rp",
    "image",
    "blockquote",
    "nav",
    "section",
];

const ATTRIBUTES: [&str; 31] = [
    " class=a",
    " style='display:none'",
    " style=\"color:red\"",
    " hidden",
    " rowspan=2",
    " colspan='3'",
    " color=red",
    " color='red' size=2",
    " size=2 color=red",
    " href=x",
    " type=hidden",
    " TYPE=\"Hidden\"",
    " start=4",
    " value=7",
    " name=PubDate content=2019-02-18",
    " style='list-style:none'",
    " a=1 a=2",
    " /",
    " src='x.html'",
    " title=\"a>b\"",
    "\n lang=zh",
    " =x",
    " title=\"a&amp;b\"",
    " style=\"color:red&#59;display:none\"",
    " style=\"color:red;\r\ndisplay:none\"",
    " value=a\"b",
    " class=\"x\"id=y",
    " a/b",
    " colspan=",
    " hidden=&x",
    " name=\"<p>\"",
];

const TEXTS: [&str; 43] = [
    "\r",
    "文\r\r\n",
    "\r文",
    "文",
    "本年3条。",
    " ",
    "\n",
    "\r\n",
    "  \n 文",
    "&nbsp;",
    "&nbsp",
    "&#12288;",
    "&lt;",
    "&amp",
    "&",
    "&x;",
    "&#10;",
    "<",
    "< 3",
    "</>",
    "<!-- x -->",
    "<!-->",
    "<![if !a]>",
    "<![CDATA[x]]>",
    "<?xml?>",
    "\u{3000}",
    "\t",
    "一、概述",
    "1. 甲",
    "<!--[if gte mso 9]><xml>x</xml><![endif]-->",
    "&copy=",
    "。\n",
    "&#x4e00;",
    "&b >",
    "&emsp;&ldquo;",
    "<!-- a --!>",
    "<!-- - -- > -->",
    "<!DOCTYPE html>",
    "<!---->",
    "<段>",
    "</ p>",
    "<p",
    "\"",
];

const DOCTYPES: [&str; 5] = [
    "",
    "<!DOCTYPE html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\r\n",
    "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
    "<?xml version=\"1.0\"?>\n<!doctype html public \"-//x//dtd y\">",
];

/// A tag, with what editors and nobody else write in it.
fn tag(dice: &mut Dice, name: &str) -> String {
    let mut tag = String::from("<");
    if dice.one_in(8) {
        tag.push_str(&name.to_uppercase());
    } else {
        tag.push_str(name);
    }
    while dice.one_in(3) {
        tag.push_str(dice.pick::<&str>(&ATTRIBUTES));
    }
    tag.push('>');
    tag
}

/// Tags of which most are ended, and some somewhere else.
fn soup(dice: &mut Dice) -> String {
    let mut page = String::from(*dice.pick(&DOCTYPES));
    if dice.coin() {
        page.push_str("<html><head><title>甲</title></head><body>");
    }
    // Few kinds of tags in a page, so that they meet.
    let few: Vec<&str> = (0..dice.between(2, 9)).map(|_| *dice.pick(&TAGS)).collect();
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..dice.between(3, 40) {
        match dice.below(10) {
            0..=3 => {
                let name = *dice.pick(&few);
                page.push_str(&tag(dice, name));
                open.push(name);
            }
            4..=6 => {
                if let Some(name) = open.pop() {
                    page.push_str(&format!("</{name}>"));
                }
            }
            7 => {
                let name = *dice.pick(&few);
                page.push_str(&format!("</{name}>"));
            }
            _ => page.push_str(dice.pick::<&str>(&TEXTS)),
        }
    }
    page
}

#[test]
fn tag_soup_is_read_as_its_tree_is() {
    hold_pages(40_000_000, "tag soup", 1, soup);
}

/// Tables, with texts and elements between their parts, in whatever stands around tables.
fn tables(dice: &mut Dice) -> String {
    const AROUND: [&str; 35] = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<b>",
        "</b>",
        "<br>",
        "<li>",
        "<span hidden>",
        "</span>",
        "<font color=red>",
        "</font>",
        "<ol start=4><li value=7>",
        "<ol style='list-style:none'>",
        "</ol>",
        "<a href=x>",
        "</a>",
        "<meta name=PubDate content=2019-02-18>",
        "<input type=hidden>",
        "<input value=3>",
        "<form>",
        "</form>",
        "<svg/>",
        "<textarea>文</textarea>",
        "<title>甲</title>",
        "<iframe src=x></iframe>",
        "</br>",
        "<u>",
        "<i>",
        "<template>",
        "</template>",
    ];
    const PARTS: [&str; 18] = [
        "<tr>",
        "<tr>",
        "<tr>",
        "</tr>",
        "</tr>",
        "<td>",
        "<td>",
        "<td>",
        "</td>",
        "</td>",
        "<tbody>",
        "</tbody>",
        "<caption>",
        "</caption>",
        "<td hidden>",
        "<col>",
        "<td><p>",
        "<td><ol><li>",
    ];
    let mut page = String::from(*dice.pick(&DOCTYPES));
    let mut depth = 0;
    for _ in 0..dice.between(4, 50) {
        match dice.below(12) {
            0 => {
                depth += 1;
                page.push_str("<table>");
            }
            1 => {
                depth -= i32::from(depth > 0);
                page.push_str("</table>");
            }
            2..=5 if depth > 0 => page.push_str(dice.pick::<&str>(&PARTS)),
            2..=7 => page.push_str(dice.pick::<&str>(&AROUND)),
            _ => page.push_str(dice.pick::<&str>(&TEXTS)),
        }
    }
    page
}

#[test]
fn what_stands_between_the_parts_of_tables_is_put_in_front_of_them() {
    hold_pages(43_000_000, "tables", 1, tables);
    for page in [
        // A line end behind what html5gum reads.
        "<pre></>文\r\n</><",
        "<div>前<table>中<tr><td>1</td></tr>后</table>末</div>",
        "<p>前</p><table><tr>&nbsp;<td>1</td></tr> 后 &nbsp; 末<tr><td>2</td></tr></table>",
        "<table><tr><td><table>内<tr><td>1</td></tr></table></td></tr>外</table>",
        "<table><tr>一<!-- -->二<td>1</table><table>三<td>2</td>四<table>五<tr>",
        "<pre>前\n \n<table>\n甲\n<tr>\n<td>1</td>\n</tr>\n</table>末</pre>",
        "<ol><li><b>前</b>&nbsp;<table>甲<tr><td><ol><li>乙</ol></td></tr></table></ol>",
        "<h2>前<table>甲<tr><td><h3>乙</h3></td></tr>丙</table>末</h2>",
        "<div>&nbsp;<table>甲<tr><td>1</td></tr></table></div>",
        "甲<table><tr><td>1</td></tr>\r\n  乙\r\n<tr><td>2</td></tr>",
        "<table><tr>甲<!DOCTYPE html>\n<td>1</td></tr></table>",
        "<div>前<table><b>中</b><tr><td>1</td></tr><p>后</table>末</div>",
        "<table><tr><font color=red><td>1</td><b>甲<i>乙<tr><td>2</td></tr></table>末",
        "<p>前<table><div>甲<p>乙<tr><td><table><br>丙<td>1</table></td><ol><li>丁</table>",
        "<table><ol start=4><li value=7>甲<li>乙</ol><tr><td>1</td></tr></table>",
        "<table><form><tr><td>1</td></tr></form><input><input type=hidden></table>",
        "<table><meta name=PubDate content=2019-02-18><a href=x>甲</a><span hidden>乙</table>",
        "<table><svg><g/>甲</svg><textarea>乙</textarea></p></br><iframe src=x></iframe></table>",
        "<table><div>甲<table><p>乙<td>1</table>丙",
        "<p><b>甲</p><table>乙<!-- \n --><tr><td>1</td></tr>丙\n<tr\n></table>丁",
        "<p><b>甲<i></p>\n<table> &nbsp; 乙\n丙<u>丁<tr><td>1</td></tr> 戊<tr></table>",
        "<p><a href=x>甲</p><table>\n乙\n",
        "<table><template>甲<tr></tr></template>乙<tr><template><p></template><td>1</table>",
    ] {
        assert!(hold(page, page), "{page} is handed over");
    }
}

/// Formatting and blocks that end in each other.
fn crossed(dice: &mut Dice) -> String {
    const FORMATS: [&str; 14] = [
        "b",
        "b",
        "i",
        "i",
        "font color=red",
        "font size=2",
        "a href=x",
        "a",
        "nobr",
        "u hidden",
        "strong",
        "span",
        "sup",
        "o:p",
    ];
    const BLOCKS: [&str; 27] = [
        "svg",
        "template",
        "title",
        "p",
        "p",
        "p",
        "div",
        "div",
        "div hidden",
        "li",
        "ol start=3",
        "ul",
        "h1",
        "h2",
        "pre",
        "center",
        "form",
        "button",
        "dd",
        "table",
        "tr",
        "td",
        "caption",
        "object",
        "select",
        "textarea",
        "section",
    ];
    let mut page = String::from(*dice.pick(&DOCTYPES));
    // Few kinds, so that they meet.
    let formats: Vec<&str> = (0..dice.between(1, 4))
        .map(|_| *dice.pick(&FORMATS))
        .collect();
    let blocks: Vec<&str> = (0..dice.between(1, 4))
        .map(|_| *dice.pick(&BLOCKS))
        .collect();
    for _ in 0..dice.between(4, 60) {
        let kinds = if dice.coin() { &formats } else { &blocks };
        let kind = *dice.pick(kinds);
        match dice.below(8) {
            0..=2 => page.push_str(&format!("<{kind}>")),
            3..=5 => {
                let name = kind.split(' ').next().unwrap_or(kind);
                page.push_str(&format!("</{name}>"));
            }
            6 => page.push_str(dice.pick::<&str>(&["文", "\n", " ", "一、甲", "<br>", "<img>"])),
            _ => page.push_str(dice.pick::<&str>(&TEXTS)),
        }
    }
    page
}

#[test]
fn formatting_that_ends_in_another_block_is_taken_apart() {
    hold_pages(44_000_000, "what does not nest", 2, crossed);
    for page in [
        "<b><p>甲</b>乙</p>丙",
        "<b>甲<p>乙</b>丙<p>丁</b></p>",
        "<b><i>甲<p>乙</b>丙</i>丁</p>",
        "<b><div>甲<p>乙<p>丙</b>丁</div>戊",
        "<b><span>甲<i><u><p>乙</b>丙</p>丁",
        "<b><i><u><s><tt>甲<p>乙</b>丙</p>丁",
        "<b><div><div><div><div><div><div><div><div><div><div>甲</b>乙",
        "<a href=x>甲<div>乙<a href=y>丙</div>丁</a>",
        "<nobr>甲<div>乙<nobr>丙</div>丁",
        "<b hidden>甲<p>乙</b>丙</p>",
        "<ol><b><li value=7>甲</b><li>乙</ol>",
        "<b><pre>\n甲\n</b>乙</pre>",
        "<font size=2><h2>甲</font>乙</h2>丙<a href=x><div>丁</a>戊</div>",
        "<b><div>甲<table>乙<tr><td><i><p>丙</i>丁</table></b>戊</div>",
        "<table><tr><td><b><p>甲</b>乙</p></td></tr>丙</table>",
        "<h1><b><h2>甲</b>乙<h3>丙",
        "<b><div>甲<title>乙</title></b><meta name=PubDate content=2019-02-18></div>",
        "<b><p>&nbsp;</b>甲&nbsp;<br></p>乙",
    ] {
        assert!(hold(page, page), "{page} is handed over");
    }
    // What is put in front of a table is not taken apart on its way.
    assert!(!hold("<table><b><p>甲</b>乙</table>", "in a table"));
}

#[test]
fn templates_forms_drawings_and_line_ends() {
    for page in [
        "<template><p>甲</p></template>乙",
        "<head><template><title>甲</title></template></head><template></body></template><p>乙",
        "<b>甲<template></b><template></p></template><textarea></template></textarea>丙</template>乙",
        "<a><div>甲<a>乙<template>丙",
        "<form>甲<div>乙</form>丙<b>丁</div>戊</b>己",
        "<form><div><form></form>甲<form><p></form>乙</div>丙",
        "<a>甲<object>乙<a>丙</object>丁",
        "<svg><title>甲</title><desc>乙</desc><g></g></svg>丙",
        "<p>甲\r乙\r\r\n丙<pre>\r丁\r\r戊</pre>",
        "<b><template><i></template><p>甲</b>乙<ol><template><li></template><li>丙<template>丁",
    ] {
        assert!(hold(page, page), "{page} is handed over");
    }
    // It leaves a marker among the formatting.
    assert!(!hold(
        "<b><template><td></template>甲</b>",
        "a cell in a template"
    ));
}

/// Pieces of markup and of text.
fn pieces(page: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('<') {
            Some(inside) => inside.find('>').map_or(rest.len(), |at| at + 2),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// Takes tags out, doubles them, swaps them, puts others in, breaks one open.
fn damage(page: &str, dice: &mut Dice) -> String {
    let mut pieces: Vec<String> = pieces(page)
        .iter()
        .map(|piece| (*piece).to_owned())
        .collect();
    for _ in 0..dice.between(1, 4) {
        let at = dice.below(pieces.len());
        match dice.below(7) {
            0 | 1 => {
                pieces.remove(at);
            }
            2 => pieces.insert(at, pieces[at].clone()),
            3 => {
                let other = (at + dice.between(1, 4)).min(pieces.len() - 1);
                pieces.swap(at, other);
            }
            4 => {
                let name = *dice.pick(&TAGS);
                let tag = tag(dice, name);
                pieces.insert(at, tag);
            }
            5 => pieces.insert(at, (*dice.pick(&TEXTS)).to_owned()),
            _ => {
                let piece = &mut pieces[at];
                let cut = dice.below(piece.chars().count() + 1);
                *piece = piece.chars().take(cut).collect();
            }
        }
    }
    pieces.concat()
}

#[test]
fn damaged_pages_are_read_as_their_trees_are() {
    let pages = corpus();
    let mut streamed = 0;
    let seeds = seeds(41_000_000, 300);
    let all = seeds.clone().count();
    for seed in seeds {
        let mut dice = Dice::new(seed);
        let (name, page) = &pages[dice.below(pages.len())];
        let damaged = damage(page, &mut dice);
        streamed += usize::from(hold(&damaged, &format!("GONGKAI_SEED={seed}, {name}")));
    }
    println!("{streamed} of {all} damaged pages are streamed");
    assert!(all < 100 || streamed * 2 > all, "{streamed} of {all}");
}

#[test]
fn every_page_of_the_corpus_is_streamed() {
    let pages = corpus();
    for (name, page) in &pages {
        assert!(hold(page, name), "{name} is handed over");
    }
    assert!(pages.len() >= 25, "{}", pages.len());
}

#[test]
fn every_generated_page_is_streamed() {
    for seed in seeds(42_000_000, 20) {
        let mut dice = Dice::new(seed);
        let report = Report::any(&mut dice);
        for kind in Page::ALL.into_iter().filter(|kind| *kind != Page::Mhtml) {
            let page = support::html::page(&report, kind, Some("utf-8"), &mut dice);
            assert!(
                hold(&page, &format!("GONGKAI_SEED={seed}")),
                "{seed} {kind:?}"
            );
        }
    }
}

/// Skipped where they are not.
#[test]
fn pages_as_published() {
    let pages = pages(Path::new("../shared/reports"));
    let streamed = (pages.iter())
        .filter(|(name, page)| hold(page, name))
        .count();
    println!("{streamed} of {} published pages are streamed", pages.len());
}

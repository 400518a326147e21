//! Web pages, from bytes to JSON, beside what building scraper's tree of the same page costs.
//!
//! `cargo bench --bench html`; each page's rows stand in one run, and only their ratio matters.

use divan::{Bencher, black_box};
use gongkai::decode::Decoded;

fn main() {
    divan::main();
}

/// A page as content systems print it: navigation, scripts, a table of metadata, Word's styles on
/// every run of characters, the tables of the form.
fn page(kilobytes: usize) -> Vec<u8> {
    let mut nav = String::new();
    while nav.len() < kilobytes * 400 {
        let n = nav.len();
        nav.push_str(&format!(
            "<li class=\"nav-item lv{}\"><a href=\"/col/col{n}/index.html\" target=\"_blank\" title=\"栏目{n}\">政务公开栏目{n}</a></li>\n",
            n % 3
        ));
    }
    let mut article = String::new();
    let mut n = 0;
    while article.len() < kilobytes * 400 {
        n += 1;
        if n % 8 == 1 {
            article.push_str(&format!(
                "<p style=\"text-indent: 32pt;\"><span style=\"font-family: 黑体; font-size: 16pt;\">{}、主动公开政府信息情况</span></p>\n",
                ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][n / 8 % 10]
            ));
        }
        article.push_str(&format!(
            "<p style=\"text-align: justify; text-indent: 32pt; line-height: 150%; margin: 0px;\"><span style=\"font-family: 仿宋_GB2312; font-size: 16pt;\">本年度主动公开政府信息{n}条，其中网站公开{n}条；受理依申请公开{n}件，均按时答复。</span></p>\n"
        ));
    }
    let mut table = String::from(
        "<table border=\"1\"><tbody><tr><td>指标名称</td><td>计量单位</td><td>2018年度</td><td>历年累计</td></tr>",
    );
    while table.len() < kilobytes * 220 {
        table.push_str("<tr style=\"height:24.0pt;\"><td style=\"border: 1px solid windowtext; padding: 0px 7px;\"><p style=\"text-align:center;\"><span style=\"font-family: 宋体;\">主动公开文件数</span></p></td><td>条</td><td><p><span>31</span></p></td><td><p><span>264</span></p></td></tr>\n");
    }
    table.push_str("</tbody></table>");
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>某某县水务局2018年政府信息公开工作年度报告</title></head><body><div class=\"header\"><ul>{nav}</ul></div><div id=\"zoom\"><p>某某县水务局2018年政府信息公开工作年度报告</p>\n{article}{table}</div><div class=\"footer\">版权所有</div></body></html>"
    )
    .into_bytes()
}

/// A page under its name.
struct Page {
    name: &'static str,
    bytes: Vec<u8>,
}

impl std::fmt::Display for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The built page, the same where HTML's rules have to move a text or an element, or to take tags apart
/// that do not nest, around a word or the whole article; and those of the real ones that are there.
fn pages() -> Vec<Page> {
    let built = page(100);
    let with = |piece: &str, before: &str| {
        let page = String::from_utf8_lossy(&built);
        page.replacen(before, &format!("{piece}{before}"), 1)
            .into_bytes()
    };
    let text = with("二〇一九年", "</tbody>");
    let element = with("<b>二〇一九年</b>", "</tbody>");
    let crossed = with("<b><p>二〇一九年</b></p>", "<table border");
    let wrapped = with("<b><div>", "<div id=\"zoom\">");
    let wrapped = String::from_utf8_lossy(&wrapped)
        .replacen(
            "</tbody></table></div>",
            "</tbody></table></div></b></div>",
            1,
        )
        .into_bytes();
    let mut pages = vec![
        Page {
            name: "built of 100 KB",
            bytes: built,
        },
        Page {
            name: "a text between its last rows",
            bytes: text,
        },
        Page {
            name: "an element between its last rows",
            bytes: element,
        },
        Page {
            name: "tags that do not nest",
            bytes: crossed,
        },
        Page {
            name: "tags around its article that do not nest",
            bytes: wrapped,
        },
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");
    for name in [
        "huaian-2024.page.html",
        "huaian-2024.dense.html",
        "shanghai-2019.html",
    ] {
        if let Ok(bytes) = std::fs::read(format!("{folder}/{name}")) {
            pages.push(Page { name, bytes });
        }
    }
    pages
}

/// Runs something on a page's text, which is decoded before.
fn on_text<T>(bencher: Bencher<'_, '_>, page: &Page, run: impl Fn(&Decoded<'_>) -> T + Sync) {
    let options = gongkai::Options::default();
    if let Ok(decoded) = gongkai::decode::decode(&page.bytes, &options) {
        bencher.bench(|| run(black_box(&decoded)));
    }
}

fn on_bytes<T>(bencher: Bencher<'_, '_>, page: &Page, run: impl Fn(&[u8]) -> T + Sync) {
    bencher
        .counter(divan::counter::BytesCount::of_slice(&page.bytes))
        .bench(|| run(black_box(&page.bytes)));
}

/// The floor: the reference's tree, from text.
#[divan::bench(args = pages())]
fn floor_scraper(bencher: Bencher<'_, '_>, page: &Page) {
    on_text(bencher, page, |decoded| {
        scraper::Html::parse_document(&decoded.text)
    });
}

#[divan::bench(args = pages())]
fn decode(bencher: Bencher<'_, '_>, page: &Page) {
    on_bytes(bencher, page, |bytes| {
        gongkai::decode::decode(bytes, &gongkai::Options::default()).is_ok()
    });
}

#[divan::bench(args = pages())]
fn blocks(bencher: Bencher<'_, '_>, page: &Page) {
    let vocabulary = gongkai::Vocabulary::builtin();
    on_text(bencher, page, |decoded| {
        gongkai::source::read(decoded, vocabulary).blocks.len()
    });
}

#[divan::bench(args = pages())]
fn bytes_to_json(bencher: Bencher<'_, '_>, page: &Page) {
    on_bytes(bencher, page, |bytes| {
        let report = gongkai::parse(bytes, &gongkai::Options::default()).ok()?;
        let mut json = Vec::new();
        let printed = gongkai::output::json::Report::from(&report);
        gongkai::output::json::to_writer(&printed, &mut json).ok()?;
        Some(json)
    });
}

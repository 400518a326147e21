//! Writes reports of invented organs with the truth about them, to try a reader on.
//!
//! `cargo run --example generate -- FOLDER [COUNT] [SEED]` writes `FOLDER/reports/*`,
//! `FOLDER/gold.csv` (report,indicator,column,value) and `FOLDER/meta.json`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use support::html::Page;
use support::{Charset, Dice, Layout, Report, Shape, print};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or("generate FOLDER [COUNT] [SEED]")?);
    let count: u64 = args.next().map_or(Ok(200), |n| n.parse())?;
    let seed: u64 = args.next().map_or(Ok(1), |n| n.parse())?;
    let reports = folder.join("reports");
    std::fs::create_dir_all(&reports)?;
    let mut gold = csv::Writer::from_path(folder.join("gold.csv"))?;
    gold.write_record(["report", "indicator", "column", "value"])?;
    let mut meta = serde_json::Map::new();
    for n in 0..count {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(n));
        let report = Report::any(&mut dice);
        let charset = Charset::any(&mut dice);
        // As many texts as pages, nearly: most of the layouts are texts'.
        let shape = if dice.below(5) < 3 {
            Shape::Text(*dice.pick(&Layout::ALL))
        } else {
            Shape::Page(*dice.pick(&Page::ALL))
        };
        // An envelope is ASCII.
        let charset = match shape {
            Shape::Page(Page::Mhtml) => Charset::Utf8,
            _ => charset,
        };
        let declared = match charset {
            Charset::Gb18030 => *dice.pick(&["gb2312", "GBK", "gb18030"]),
            _ => "utf-8",
        };
        let text = shape.print(&report, Some(declared), &mut dice);
        let form = shape.name();
        let text = if dice.one_in(8) {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        let bytes = charset
            .encode(&text)
            .unwrap_or_else(|| text.clone().into_bytes());
        let ending = match shape {
            Shape::Text(Layout::Markdown | Layout::Tagged) => "md",
            Shape::Text(_) => "txt",
            Shape::Page(Page::Mhtml) => "mht",
            Shape::Page(_) => "html",
        };
        let name = format!("{n:04}-{}-{form}.{ending}", report.edition.id());
        std::fs::write(reports.join(&name), bytes)?;
        for ((indicator, column), value) in &report.facts {
            gold.write_record([&name, *indicator, *column, value.as_str()])?;
        }
        let printed = |text: &str| {
            if report.oddities.traditional {
                print::traditional(text)
            } else {
                text.to_owned()
            }
        };
        let headings: Vec<String> = report.headings.iter().map(|h| printed(h)).collect();
        meta.insert(
            name,
            serde_json::json!({
                "title": printed(&report.title), "agency": printed(&report.agency), "year": report.year,
                "edition": report.edition.id(), "headings": headings,
                "period": [format!("{}-01-01", report.year), format!("{}-12-31", report.year)],
            }),
        );
    }
    gold.flush()?;
    std::fs::write(
        folder.join("meta.json"),
        serde_json::to_string_pretty(&meta)?,
    )?;
    Ok(())
}

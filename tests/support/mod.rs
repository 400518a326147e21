//! A generator of reports of invented organs that knows the truth of what it writes.
//!
//! [`model`] makes a report (title, prose, the tables of an edition with numbers that satisfy the
//! edition's identities), [`print`](self::print) prints it in one of the layouts of text,
//! [`html`] as a page, [`encode`] gives the bytes. It keeps no state and reads nothing, so that
//! tests, examples and fuzz targets take it in with `#[path]`.
//!
//! The rows come from `editions.tsv`, a copy of the form's facts, and not from the program's own
//! vocabulary: a mistake there shows up as a miss here.
#![allow(dead_code, unused_imports)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

pub mod canvas;
pub mod dice;
pub mod encode;
pub mod expect;
pub mod forms;
pub mod html;
pub mod invariants;
pub mod markdown;
pub mod model;
pub mod numbers;
pub mod pasted;
pub mod print;
pub mod prose;

pub use dice::Dice;
pub use encode::Charset;
pub use model::{Edition, Oddities, Report};
pub use print::Layout;

use html::Page;

/// A way to print a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Text(Layout),
    Page(Page),
}

impl Shape {
    pub const ALL: [Self; Layout::ALL.len() + Page::ALL.len()] = {
        let mut all = [Self::Page(Page::Plain); _];
        let mut at = 0;
        while at < all.len() {
            all[at] = if at < Layout::ALL.len() {
                Self::Text(Layout::ALL[at])
            } else {
                Self::Page(Page::ALL[at - Layout::ALL.len()])
            };
            at += 1;
        }
        all
    };

    pub fn name(self) -> &'static str {
        match self {
            Self::Text(layout) => layout.name(),
            Self::Page(page) => page.name(),
        }
    }

    pub fn print(self, report: &Report, charset: Option<&str>, dice: &mut Dice) -> String {
        match self {
            Self::Text(layout) => print::text(report, layout, dice),
            Self::Page(page) => html::page(report, page, charset, dice),
        }
    }

    /// The document says of every cell whether it is empty, and where it belongs.
    pub fn settles(self, report: &Report) -> bool {
        match self {
            Self::Text(Layout::Scrambled) => false,
            Self::Text(Layout::Stream) => !report.oddities.blanks(),
            // An empty cell between two others shows by the columns' places alone.
            Self::Text(Layout::Columns) => !report.oddities.blanks(),
            _ => true,
        }
    }
}

/// How many rounds a test makes: `GONGKAI_ROUNDS`, or so many.
pub fn rounds(usual: u64) -> u64 {
    std::env::var("GONGKAI_ROUNDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

/// The rounds that a test makes: all, or that of `GONGKAI_SEED` (a seed that a failure names),
/// whose text is then shown.
pub fn seeds(first: u64, usual: u64) -> std::ops::Range<u64> {
    let all = first..first + rounds(usual);
    match std::env::var("GONGKAI_SEED").map(|n| n.parse()) {
        Ok(Ok(seed)) if (first..first + 1_000_000).contains(&seed) => seed..seed + 1,
        Ok(_) => first..first,
        Err(_) => all,
    }
}

/// Shows the text of the one round that `GONGKAI_SEED` asks for.
pub fn show(text: &str) {
    if std::env::var_os("GONGKAI_SEED").is_some() {
        eprintln!("{text}");
    }
}

pub fn parse(bytes: &[u8]) -> Result<gongkai::Report, gongkai::NotAReport> {
    gongkai::parse(bytes, &gongkai::Options::default())
}

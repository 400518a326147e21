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
pub mod markdown;
pub mod model;
pub mod numbers;
pub mod print;
pub mod prose;

pub use dice::Dice;
pub use encode::Charset;
pub use model::{Edition, Oddities, Report};
pub use print::Layout;

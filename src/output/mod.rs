//! What the program prints. Each form is written from a [`Report`](crate::Report) and borrows from
//! it; none of them computes anything of its own.

#[cfg(feature = "parquet")]
pub mod columns;
pub mod comparison;
pub mod csv;
pub mod diagnostics;
pub mod facts;
pub mod json;

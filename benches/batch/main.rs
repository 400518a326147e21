//! A folder of reports from the disk to JSON, on one thread and two, beside what nobody can do
//! without: reading and decoding the files, and for pages building html5ever's tree.
//!
//! ```sh
//! cargo run --release --example generate -- /tmp/reports 2000 1
//! cargo bench --bench batch -- /tmp/reports/reports
//! benches/batch/soup /tmp/reports/reports        # the same pages with BeautifulSoup and pandas
//! ```
//!
//! Each figure is the best of [`TRIES`] runs, all in one process: only what one run prints can be
//! compared. `processor` is the time that the threads had a processor: the one to look at where other
//! work shares the machine.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use gongkai::{Options, decode, output::json};

const TRIES: usize = 3;

/// A way of working on one file's bytes.
type Work = fn(&[u8]);

fn decode_only(bytes: &[u8]) {
    let decoded = decode::decode(bytes, &Options::default());
    black_box(decoded.is_ok());
}

fn tree_only(bytes: &[u8]) {
    if let Ok(decoded) = decode::decode(bytes, &Options::default()) {
        black_box(scraper::Html::parse_document(&decoded.text));
    }
}

fn to_json(bytes: &[u8]) {
    if let Ok(report) = gongkai::parse(bytes, &Options::default()) {
        let json = serde_json::to_vec(&json::Report::from(&report));
        black_box(json.expect("JSON").len());
    }
}

/// Nanoseconds of a processor that this thread had so far, where the system tells (Linux).
fn processor() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = told.split(' ').next().and_then(|n| n.parse().ok());
    first.unwrap_or(0)
}

/// Seconds of the clock and of processors that `threads` threads need for all files.
fn run(files: &[PathBuf], threads: usize, work: Work) -> (f64, f64) {
    let next = AtomicUsize::new(0);
    let used = AtomicU64::new(0);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let before = processor();
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(&std::fs::read(file).expect("a file"));
                }
                used.fetch_add(processor() - before, Ordering::Relaxed);
            });
        }
    });
    let used = used.into_inner() as f64 / 1e9;
    (started.elapsed().as_secs_f64(), used)
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|suffix| suffix.to_string_lossy().contains("htm"))
}

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let Some(folder) = folder else {
        println!("usage: cargo bench --bench batch -- DIR");
        return;
    };
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let (pages, texts): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_page(path));
    println!("| what | documents | threads | seconds | processor | documents/s | MB/s |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let ways: [(&str, &[PathBuf], Work); 5] = [
        ("texts: read and decoded", &texts, decode_only),
        ("texts: to JSON", &texts, to_json),
        ("pages: read and decoded", &pages, decode_only),
        ("pages: html5ever's tree", &pages, tree_only),
        ("pages: to JSON", &pages, to_json),
    ];
    for (what, files, work) in ways {
        let size = |file: &PathBuf| file.metadata().map_or(0, |metadata| metadata.len());
        let megabytes = files.iter().map(size).sum::<u64>() as f64 / 1e6;
        for threads in [1, 2] {
            let tries = (0..TRIES).map(|_| run(files, threads, work));
            let (seconds, used) = tries.fold((f64::INFINITY, f64::INFINITY), |best, this| {
                (best.0.min(this.0), best.1.min(this.1))
            });
            println!(
                "| {what} | {} | {threads} | {seconds:.3} | {used:.3} | {:.0} | {:.1} |",
                files.len(),
                files.len() as f64 / seconds,
                megabytes / seconds
            );
        }
    }
}

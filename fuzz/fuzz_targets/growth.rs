//! Time and memory for a document and for one eight times as long.
//!
//! The input is cut at its first `\0` into a head that stands once and a piece that is repeated.
#![no_main]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: hands on to the system's allocator and counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes of the smaller document.
const SMALL: usize = 16 << 10;

/// The best of three, and the memory above what was there before.
fn cost(bytes: &[u8]) -> (Duration, usize) {
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let time = (0..3)
        .map(|_| {
            let start = Instant::now();
            let _ = gongkai::parse(bytes, &gongkai::Options::default());
            start.elapsed()
        })
        .min()
        .unwrap_or_default();
    (time, PEAK.load(Ordering::Relaxed) - before)
}

fuzz_target!(|data: &[u8]| {
    let cut = data.iter().position(|&b| b == 0).unwrap_or(0);
    let (head, piece) = (&data[..cut], &data[(cut + 1).min(data.len())..]);
    if piece.is_empty() || data.len() > 2048 {
        return;
    }
    let document = |size: usize| {
        let mut bytes = "青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n".as_bytes().to_vec();
        bytes.extend_from_slice(head);
        while bytes.len() < size {
            bytes.extend_from_slice(piece);
        }
        bytes
    };
    let (small, small_memory) = cost(&document(SMALL));
    let (large, large_memory) = cost(&document(SMALL * 8));
    // Twice linear, above what a clock can tell.
    assert!(
        large < small.max(Duration::from_millis(2)) * 8 * 3,
        "{small:?} for {SMALL} bytes, {large:?} for eight times that"
    );
    assert!(
        large_memory < small_memory.max(1 << 20) * 8 * 2,
        "{small_memory} bytes for {SMALL}, {large_memory} for eight times that"
    );
});

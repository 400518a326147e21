//! Time and memory for a document and for one eight times as long.
//!
//! Time is the thread's processor time, so that a busy machine raises no alarm; what looks like more
//! than linear is measured again, and only what stays so is a finding.
//!
//! The input is cut at its first `\0` into a head that stands once and a piece that is repeated.
#![no_main]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

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

/// Processor time of this thread.
fn processor_time() -> Duration {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the clock writes one timespec, which is ours.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut now) };
    assert_eq!(failed, 0, "no clock for a thread's time");
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// The shortest of `times`, and the memory above what was there before.
fn cost(bytes: &[u8], times: usize) -> (Duration, usize) {
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let time = (0..times)
        .map(|_| {
            let start = processor_time();
            let _ = gongkai::parse(bytes, &gongkai::Options::default());
            processor_time().saturating_sub(start)
        })
        .min()
        .unwrap_or_default();
    (time, PEAK.load(Ordering::Relaxed) - before)
}

/// Twice linear and half as much again, above what a clock can tell.
fn grows(small: Duration, large: Duration) -> bool {
    large > small.max(Duration::from_millis(4)) * 8 * 3
}

fuzz_target!(|data: &[u8]| {
    let cut = data.iter().position(|&b| b == 0).unwrap_or(0);
    let (head, piece) = (&data[..cut], &data[(cut + 1).min(data.len())..]);
    if piece.is_empty() || data.len() > 2048 {
        return;
    }
    let document = |size: usize| {
        let mut bytes = "青屿县水务局2021年政府信息公开工作年度报告\n一、总体情况\n"
            .as_bytes()
            .to_vec();
        bytes.extend_from_slice(head);
        while bytes.len() < size {
            bytes.extend_from_slice(piece);
        }
        bytes
    };
    let (short, long) = (document(SMALL), document(SMALL * 8));
    let (mut small, small_memory) = cost(&short, 1);
    let (mut large, large_memory) = cost(&long, 1);
    // Caches that others fill slow one measurement down, not seven.
    for _ in 0..3 {
        if !grows(small, large) {
            break;
        }
        small = small.max(cost(&short, 7).0);
        large = large.min(cost(&long, 7).0);
    }
    assert!(
        !grows(small, large),
        "{small:?} for {SMALL} bytes, {large:?} for eight times that"
    );
    assert!(
        large_memory < small_memory.max(1 << 20) * 8 * 2,
        "{small_memory} bytes for {SMALL}, {large_memory} for eight times that"
    );
});

//! Whether the time that a document takes grows with its size and not faster: no clock, and no
//! figure that depends on the machine.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::Duration;

/// Processor time of this thread: what a busy machine leaves alone. Elsewhere the fuzz target
/// `growth` has to do.
fn processor_time() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// Time for a document and for one eight times its size; not more than twice linear and half as
/// much again. Measured again where it looks like more: caches that others fill slow one
/// measurement down, not all.
pub fn grows_linearly(name: &str, make: impl Fn(usize) -> Vec<u8>, size: usize) {
    let time = |bytes: &[u8], times: usize| {
        (0..times)
            .map(|_| {
                let start = processor_time();
                let _ = gongkai::parse(bytes, &gongkai::Options::default());
                processor_time() - start
            })
            .min()
            .unwrap()
    };
    let (short, long) = (make(size), make(size * 8));
    let grows = |small: Duration, large: Duration| large > small * 8 * 3;
    let mut small = time(&short, 1).max(Duration::from_millis(4));
    let mut large = time(&long, 1);
    for _ in 0..3 {
        if !grows(small, large) {
            return;
        }
        small = small.max(time(&short, 5));
        large = large.min(time(&long, 5));
    }
    assert!(
        !grows(small, large),
        "{name}: {small:?} for {size}, {large:?} for eight times that"
    );
}

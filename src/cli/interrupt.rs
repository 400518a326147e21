//! Ctrl-C: nothing half-written stays, and what can be resumed is brought to a good end.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a shell expects of a program that ended by Ctrl-C: 128 + SIGINT.
pub const STATUS: u8 = 130;

/// The files that are being written beside their places.
static BESIDE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The run ends by itself at the next document, because its output can be resumed.
static GENTLE: AtomicBool = AtomicBool::new(false);

static ASKED: AtomicBool = AtomicBool::new(false);

/// The names of the files that are taken away when the program is interrupted.
pub fn beside() -> MutexGuard<'static, Vec<PathBuf>> {
    BESIDE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The run has an output that can be resumed: it ends by itself when it is asked to.
pub fn watch_gently() {
    GENTLE.store(true, Ordering::Relaxed);
    watch();
}

/// Sets the handler.
pub fn watch() {
    // Fails only if a handler is set already, and then it is this one.
    let _ = ctrlc::set_handler(|| {
        // Asked twice, it does not wait for the document at hand.
        if GENTLE.load(Ordering::Relaxed) && !ASKED.swap(true, Ordering::Relaxed) {
            return;
        }
        for beside in beside().drain(..) {
            let _ = std::fs::remove_file(beside);
        }
        std::process::exit(i32::from(STATUS));
    });
}

/// Ctrl-C was pressed in a run that ends by itself.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

//! Ctrl-C: nothing half-written stays, and what can be resumed is brought to a good end.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a shell expects of a program that ended by Ctrl-C: 128 + SIGINT.
pub const STATUS: u8 = 130;

/// The file that is being written beside its place.
static BESIDE: Mutex<Option<PathBuf>> = Mutex::new(None);

/// The run ends by itself at the next document, because its output can be resumed.
static GENTLE: AtomicBool = AtomicBool::new(false);

static ASKED: AtomicBool = AtomicBool::new(false);

/// The name of the file that is taken away when the program is interrupted.
pub fn beside() -> MutexGuard<'static, Option<PathBuf>> {
    BESIDE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets the handler; `gentle` for an output that can be resumed.
pub fn watch(gentle: bool) {
    GENTLE.store(gentle, Ordering::Relaxed);
    // Fails only if a handler is set already, and then it is this one.
    let _ = ctrlc::set_handler(|| {
        // Asked twice, it does not wait for the document at hand.
        if GENTLE.load(Ordering::Relaxed) && !ASKED.swap(true, Ordering::Relaxed) {
            return;
        }
        if let Some(beside) = beside().take() {
            let _ = std::fs::remove_file(beside);
        }
        std::process::exit(i32::from(STATUS));
    });
}

/// Ctrl-C was pressed in a run that ends by itself.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

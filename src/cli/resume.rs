//! `--resume`: an output that can be gone on with after the run was stopped, or killed.
//!
//! Beside the output stands a journal: for every input, in order, its key (name and hash), where
//! its bytes end in the output, and what became of it. A new run takes over inputs from the start
//! for as long as they are the same, cuts the output there, and goes on. So the result is what one
//! run would have given.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::interrupt;
use super::output::about;
use super::status::Stop;

/// So many bytes are written between two checkpoints: what a kill can cost.
const CHECKPOINT: u64 = 256 << 10;

/// The journal's first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// Version of the program.
    gongkai: String,
    /// What is printed, and how.
    run: String,
}

/// What became of one input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Of its name and bytes.
    pub key: String,
    /// Something is to be looked at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub look: bool,
    /// It gave no report: the error's record, and its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<(String, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line<O = Outcome> {
    /// Where its bytes end in the output.
    end: u64,
    #[serde(flatten)]
    outcome: O,
}

/// An input that the output holds already.
#[derive(Debug)]
struct Held {
    line: Line,
    /// Where its line ends in the journal.
    journal_end: u64,
}

/// What the output holds already, shared with the threads that ask.
#[derive(Debug)]
pub struct Known {
    held: Vec<Held>,
    /// An input was not the same; those after it are not taken over.
    diverged: AtomicBool,
}

impl Known {
    /// What became of input `number` in the run before, if it still has that key.
    pub fn outcome(&self, number: usize, key: &str) -> Option<&Outcome> {
        if self.diverged.load(Ordering::Relaxed) {
            return None;
        }
        let outcome = &self.held.get(number)?.line.outcome;
        (outcome.key == key).then_some(outcome)
    }
}

/// The key of an input: of its name, and of its bytes if they could be read.
pub fn key(name: &str, sha256: Option<&str>) -> String {
    gongkai::digest(format!("{}\0{name}", sha256.unwrap_or_default()).as_bytes())
}

/// An output with its journal.
#[derive(Debug)]
pub struct Resumable {
    known: Arc<Known>,
    /// How many inputs were taken over.
    taken: usize,
    /// The rest of the earlier output was cut off.
    cut: bool,
    /// Where the head of the output ends.
    head_end: u64,
    journal_head_end: u64,
    end: u64,
    checkpoint: u64,
    output: BufWriter<File>,
    /// Written after the bytes that it tells of.
    pending: Vec<u8>,
    journal: File,
    part: PathBuf,
    place: PathBuf,
}

fn beside(place: &Path, suffix: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

impl Resumable {
    /// Opens what an earlier `run` left, or begins anew. `head` stands before all records.
    pub fn open(place: &Path, run: String, head: &[u8]) -> Result<Self, Stop> {
        interrupt::watch_gently();
        Self::try_open(place, run, head).map_err(|error| about(place, &error))
    }

    fn try_open(place: &Path, run: String, head: &[u8]) -> io::Result<Self> {
        let part = beside(place, ".part");
        let journal = beside(place, ".resume");
        let run = Head {
            gongkai: env!("CARGO_PKG_VERSION").to_owned(),
            run,
        };
        if !part.exists() && place.is_file() && journal.exists() {
            std::fs::copy(place, &part)?;
        }
        let open = |path: &Path| {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            options.open(path)
        };
        let mut output = open(&part)?;
        let mut journal = open(&journal)?;
        let bytes = output.metadata()?.len();
        let (journal_head_end, held) = read_journal(&journal, &run, bytes)?;
        let head_end = head.len() as u64;
        let journal_head_end = match journal_head_end {
            Some(end) => end,
            None => {
                output.set_len(0)?;
                output.write_all(head)?;
                journal.set_len(0)?;
                journal.rewind()?;
                let mut line = serde_json::to_vec(&run)?;
                line.push(b'\n');
                journal.write_all(&line)?;
                line.len() as u64
            }
        };
        Ok(Self {
            known: Arc::new(Known {
                held,
                diverged: AtomicBool::new(false),
            }),
            taken: 0,
            cut: false,
            head_end,
            journal_head_end,
            end: 0,
            checkpoint: 0,
            output: BufWriter::new(output),
            pending: Vec::new(),
            journal,
            part,
            place: place.to_owned(),
        })
    }

    /// What the output holds already.
    pub fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known)
    }

    /// Takes over the next input; false if one before it was not the same, so that this one has to
    /// be done again.
    pub fn take(&mut self) -> bool {
        if !self.cut {
            self.taken += 1;
        }
        !self.cut
    }

    /// Writes what one more input gave.
    pub fn put(&mut self, bytes: &[u8], outcome: &Outcome) -> io::Result<()> {
        self.cut()?;
        self.output.write_all(bytes)?;
        self.end += bytes.len() as u64;
        let line = Line {
            end: self.end,
            outcome,
        };
        serde_json::to_writer(&mut self.pending, &line)?;
        self.pending.push(b'\n');
        if self.end - self.checkpoint >= CHECKPOINT {
            self.save()?;
        }
        Ok(())
    }

    /// Takes away what the output holds after the inputs that were taken over.
    fn cut(&mut self) -> io::Result<()> {
        if self.cut {
            return Ok(());
        }
        self.cut = true;
        self.known.diverged.store(true, Ordering::Relaxed);
        let last = self
            .taken
            .checked_sub(1)
            .and_then(|at| self.known.held.get(at));
        let (end, journal_end) = last.map_or((self.head_end, self.journal_head_end), |held| {
            (held.line.end, held.journal_end)
        });
        // The journal first: it must never tell of bytes that are not there.
        self.journal.set_len(journal_end)?;
        self.journal.seek(SeekFrom::End(0))?;
        self.output.get_mut().set_len(end)?;
        self.output.seek(SeekFrom::Start(end))?;
        (self.end, self.checkpoint) = (end, end);
        Ok(())
    }

    /// Brings everything so far to a state that can be resumed.
    pub fn save(&mut self) -> io::Result<()> {
        self.output.flush()?;
        self.journal.write_all(&self.pending)?;
        self.pending.clear();
        self.checkpoint = self.end;
        Ok(())
    }

    /// All inputs are done: the output comes to its place.
    pub fn finish(mut self) -> io::Result<()> {
        self.cut()?;
        self.save()?;
        self.output.get_ref().sync_all()?;
        std::fs::rename(&self.part, &self.place)
    }
}

/// Reads what a journal tells of an output of so many bytes: where its head ends (`None` if it is
/// not of this run), and the inputs. A line that was cut off by a kill, or tells of bytes that are
/// not there, ends it.
fn read_journal(journal: &File, run: &Head, bytes: u64) -> io::Result<(Option<u64>, Vec<Held>)> {
    let mut lines = BufReader::new(journal);
    let mut held = Vec::new();
    let mut at = 0;
    let mut head_end = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        at += lines.read_until(b'\n', &mut line)? as u64;
        if line.pop() != Some(b'\n') {
            return Ok((head_end, held));
        }
        if head_end.is_none() {
            match serde_json::from_slice::<Head>(&line) {
                Ok(head) if head == *run => head_end = Some(at),
                _ => return Ok((None, Vec::new())),
            }
            continue;
        }
        match serde_json::from_slice::<Line>(&line) {
            Ok(line) if line.end <= bytes => held.push(Held {
                line,
                journal_end: at,
            }),
            _ => return Ok((head_end, held)),
        }
    }
}

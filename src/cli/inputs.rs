//! Which documents there are: files, folders, lists, standard input, in the order given.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::options::Reading;
use super::status::Stop;

/// What a folder is searched for.
const SUFFIXES: [&str; 7] = ["txt", "text", "md", "markdown", "htm", "html", "shtml"];

/// A document that is to be read.
#[derive(Debug)]
pub struct Input {
    /// As it was given, or found.
    pub name: String,
    /// Its bytes, or where they are.
    pub content: Content,
}

/// Where a document's bytes are.
#[derive(Debug)]
pub enum Content {
    /// In a file that is yet to be read.
    File(PathBuf),
    /// Here.
    Bytes(Vec<u8>),
    /// They can't be had.
    Failed(Failure),
}

/// Why an input gave no report.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Stable code (`unreadable`, `too_large`, `not_a_report`, `internal`).
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl Failure {
    fn unreadable(error: &dyn std::fmt::Display) -> Self {
        Self {
            code: "unreadable",
            message: error.to_string(),
        }
    }
}

impl Input {
    fn failed(name: String, error: &dyn std::fmt::Display) -> Self {
        Self {
            name,
            content: Content::Failed(Failure::unreadable(error)),
        }
    }

    fn file(path: PathBuf) -> Self {
        Self {
            name: path.to_string_lossy().into_owned(),
            content: Content::File(path),
        }
    }
}

/// Reads a document's bytes, at most `max_bytes`.
pub fn read(content: Content, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    match content {
        Content::Bytes(bytes) => Ok(bytes),
        Content::Failed(failure) => Err(failure),
        Content::File(path) => {
            let file = File::open(path).map_err(|error| Failure::unreadable(&error))?;
            bounded(file, max_bytes)
        }
    }
}

/// Reads to the end, but refuses to go beyond `max_bytes`: a device that never ends, a file that
/// would fill memory.
pub fn bounded(reader: impl Read, max_bytes: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    reader
        .take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unreadable(&error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Failure {
            code: "too_large",
            message: format!("more than {max_bytes} bytes (--max-bytes)"),
        });
    }
    Ok(bytes)
}

/// Where documents come from.
#[derive(Debug)]
enum Origin {
    Stdin,
    Path(PathBuf),
    List(PathBuf),
}

/// The documents that the arguments name.
#[derive(Debug)]
pub struct Inputs {
    origins: Vec<Origin>,
    max_bytes: u64,
}

impl Inputs {
    /// Looks at the arguments, not yet at the documents.
    pub fn new(reading: &Reading) -> Result<Self, Stop> {
        let mut origins: Vec<Origin> = reading
            .paths
            .iter()
            .map(|path| {
                if path.as_os_str() == "-" {
                    Origin::Stdin
                } else {
                    Origin::Path(path.clone())
                }
            })
            .collect();
        if let Some(list) = &reading.files_from {
            origins.push(Origin::List(list.clone()));
        }
        if origins.is_empty() {
            if io::stdin().is_terminal() {
                return Err(Stop::Usage(
                    "nothing to read: name a file or folder, or pipe a report in".to_owned(),
                ));
            }
            origins.push(Origin::Stdin);
        }
        Ok(Self {
            origins,
            max_bytes: reading.max_bytes,
        })
    }

    /// One document was named, and not a folder or list of them.
    pub fn is_single(&self) -> bool {
        match &*self.origins {
            [Origin::Stdin] => true,
            [Origin::Path(path)] => !path.is_dir(),
            _ => false,
        }
    }

    /// Hands every document to `each`, in order; stops when `each` says so.
    pub fn each(&self, each: &mut dyn FnMut(Input) -> bool) {
        for origin in &self.origins {
            let go_on = match origin {
                Origin::Stdin => each(Input {
                    name: "-".to_owned(),
                    content: match bounded(io::stdin().lock(), self.max_bytes) {
                        Ok(bytes) => Content::Bytes(bytes),
                        Err(failure) => Content::Failed(failure),
                    },
                }),
                Origin::Path(path) => of_path(path, each),
                Origin::List(list) => of_list(list, each),
            };
            if !go_on {
                return;
            }
        }
    }
}

fn of_path(path: &Path, each: &mut dyn FnMut(Input) -> bool) -> bool {
    if path.is_dir() {
        of_folder(path, each)
    } else {
        each(Input::file(path.to_owned()))
    }
}

/// The files of a folder and its folders, by name, so that the order is the same everywhere.
fn of_folder(folder: &Path, each: &mut dyn FnMut(Input) -> bool) -> bool {
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walk {
        let input = match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                if !has_suffix(entry.path()) {
                    continue;
                }
                Input::file(entry.into_path())
            }
            Ok(_) => continue,
            Err(error) => Input::failed(folder.to_string_lossy().into_owned(), &error),
        };
        if !each(input) {
            return false;
        }
    }
    true
}

fn has_suffix(path: &Path) -> bool {
    path.extension()
        .and_then(|suffix| suffix.to_str())
        .is_some_and(|suffix| {
            SUFFIXES
                .iter()
                .any(|known| suffix.eq_ignore_ascii_case(known))
        })
}

fn of_list(list: &Path, each: &mut dyn FnMut(Input) -> bool) -> bool {
    let name = list.to_string_lossy().into_owned();
    let mut lines: Box<dyn BufRead> = if list.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        match File::open(list) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(error) => return each(Input::failed(name, &error)),
        }
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return each(Input::failed(name, &error)),
        }
        let path = line.trim_ascii_end();
        if !path.is_empty() && !of_path(&path_of(path), each) {
            return false;
        }
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

//! Which documents there are: files, folders, lists, standard input, in the order given.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use ignore::{Match, WalkBuilder};

use super::archive::Archive;
use super::options::Reading;
use super::status::Stop;

/// What a folder is searched for.
const SUFFIXES: [&str; 9] = [
    "txt", "text", "md", "markdown", "htm", "html", "shtml", "mht", "mhtml",
];

/// A document that is to be read.
#[derive(Debug)]
pub struct Input {
    /// As it was given, or found.
    pub name: String,
    /// The charset that came with it (an HTTP header's).
    pub declared: Option<String>,
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
    /// What the system, or a decompressor, says.
    pub fn unreadable(error: &dyn std::fmt::Display) -> Self {
        Self {
            code: "unreadable",
            message: error.to_string(),
        }
    }

    /// Above `--max-bytes`.
    pub fn too_large(max_bytes: u64) -> Self {
        Self {
            code: "too_large",
            message: format!("more than {max_bytes} bytes (--max-bytes)"),
        }
    }
}

impl Input {
    /// One that can't be read.
    pub fn failed(name: String, failure: Failure) -> Self {
        Self {
            name,
            declared: None,
            content: Content::Failed(failure),
        }
    }

    fn file(path: PathBuf) -> Self {
        Self {
            name: path.to_string_lossy().into_owned(),
            declared: None,
            content: Content::File(path),
        }
    }
}

/// Which files of folders and archives are taken: `--glob`, else the known suffixes.
#[derive(Debug, Clone)]
pub struct Filter {
    globs: Override,
}

impl Filter {
    fn new(globs: &[String]) -> Result<Self, Stop> {
        let mut builder = OverrideBuilder::new("");
        for glob in globs {
            let added = builder.add(glob);
            added.map_err(|error| Stop::Usage(format!("--glob {glob}: {error}")))?;
        }
        match builder.build() {
            Ok(globs) => Ok(Self { globs }),
            Err(error) => Err(Stop::Usage(format!("--glob: {error}"))),
        }
    }

    /// Whether a file, by its path inside the folder or archive, is looked at.
    pub fn takes(&self, path: &Path) -> bool {
        match self.globs.matched(path, false) {
            Match::Whitelist(_) => true,
            Match::Ignore(_) => false,
            Match::None => has_suffix(path),
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
        .map_err(|error| Failure::of(&error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Failure::too_large(max_bytes));
    }
    Ok(bytes)
}

/// Where documents come from.
#[derive(Debug, Clone)]
enum Origin {
    Stdin,
    Path(PathBuf),
    List(PathBuf),
}

/// The documents that the arguments name.
#[derive(Debug, Clone)]
pub struct Inputs {
    origins: Vec<Origin>,
    filter: Filter,
    max_bytes: u64,
}

/// Takes the documents; whether it wants more.
type Each<'e> = &'e mut dyn FnMut(Input) -> bool;

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
            filter: Filter::new(&reading.globs)?,
            max_bytes: reading.max_bytes,
        })
    }

    /// One document was named, and not a folder, archive or list of them.
    pub fn is_single(&self) -> bool {
        match &*self.origins {
            [Origin::Stdin] => true,
            [Origin::Path(path)] => !path.is_dir() && archive(path).is_none_or(Archive::is_single),
            _ => false,
        }
    }

    /// How many documents there will be, where that can be counted without reading archives.
    pub fn count(&self) -> Option<u64> {
        let mut count = 0;
        for origin in &self.origins {
            match origin {
                Origin::Path(path) if path.is_dir() => {
                    for entry in walk(path).flatten() {
                        if archive(entry.path()).is_some_and(|archive| !archive.is_single()) {
                            return None;
                        }
                        let inside = entry.path().strip_prefix(path).unwrap_or(path);
                        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                        count += u64::from(is_file && self.filter.takes(inside));
                    }
                }
                Origin::Path(path) if archive(path).is_none_or(Archive::is_single) => count += 1,
                Origin::Stdin => count += 1,
                Origin::Path(_) | Origin::List(_) => return None,
            }
        }
        Some(count)
    }

    /// Hands every document to `each`, in order; stops when `each` says so.
    pub fn each(&self, each: Each<'_>) {
        for origin in &self.origins {
            let go_on = match origin {
                Origin::Stdin => each(Input {
                    name: "-".to_owned(),
                    declared: None,
                    content: match bounded(io::stdin().lock(), self.max_bytes) {
                        Ok(bytes) => Content::Bytes(bytes),
                        Err(failure) => Content::Failed(failure),
                    },
                }),
                Origin::Path(path) => self.of_path(path, each),
                Origin::List(list) => self.of_list(list, each),
            };
            if !go_on {
                return;
            }
        }
    }

    fn of_path(&self, path: &Path, each: Each<'_>) -> bool {
        if path.is_dir() {
            self.of_folder(path, each)
        } else if let Some(archive) = archive(path) {
            archive.each(path, &self.filter, self.max_bytes, each)
        } else {
            each(Input::file(path.to_owned()))
        }
    }

    fn of_folder(&self, folder: &Path, each: Each<'_>) -> bool {
        for entry in walk(folder) {
            let go_on = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.path();
                    let inside = path.strip_prefix(folder).unwrap_or(path);
                    // The globs choose among an archive's members, not among archives.
                    match archive(path) {
                        Some(archive) if !archive.is_single() => {
                            archive.each(path, &self.filter, self.max_bytes, each)
                        }
                        // A single document is chosen by its name without the packing's suffix.
                        Some(archive) if self.filter.takes(&inside.with_extension("")) => {
                            archive.each(path, &self.filter, self.max_bytes, each)
                        }
                        None if self.filter.takes(inside) => each(Input::file(entry.into_path())),
                        _ => true,
                    }
                }
                Ok(_) => true,
                Err(error) => {
                    let name = folder.to_string_lossy().into_owned();
                    each(Input::failed(name, Failure::unreadable(&error)))
                }
            };
            if !go_on {
                return false;
            }
        }
        true
    }

    fn of_list(&self, list: &Path, each: Each<'_>) -> bool {
        let failed = |error: io::Error| {
            let name = list.to_string_lossy().into_owned();
            Input::failed(name, Failure::unreadable(&error))
        };
        let mut lines: Box<dyn BufRead> = if list.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            match File::open(list) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => return each(failed(error)),
            }
        };
        let mut line = Vec::new();
        loop {
            line.clear();
            match lines.read_until(b'\n', &mut line) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return each(failed(error)),
            }
            let path = line.trim_ascii_end();
            if !path.is_empty() && !self.of_path(&path_of(path), each) {
                return false;
            }
        }
    }
}

/// What is in a folder and its folders, by name, so that the order is the same everywhere.
fn walk(folder: &Path) -> ignore::Walk {
    WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp)
        .build()
}

fn archive(path: &Path) -> Option<Archive> {
    Archive::of_name(path.file_name()?.to_str()?)
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

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

//! Archives, streamed member by member: nothing is unpacked to disk, and no more than one member
//! is in memory.

mod guard;
mod tar;
mod warc;
mod zip;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::inputs::{Content, Failure, Filter, Input, bounded};
use guard::Guard;

/// The largest window of a Zstandard frame that is accepted (the format allows exabytes): stops a
/// header that asks for all memory. `zstd --ultra -22` needs 128 MiB.
const MAX_ZSTD_WINDOW: u64 = 128 << 20;

/// What kind of archive a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archive {
    container: Container,
    compression: Compression,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    /// Many documents.
    Zip,
    /// Many documents.
    Tar,
    /// What a crawler saw.
    Warc,
    /// One document, compressed.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Archive {
    /// By the name's suffixes; `None` for a document.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (rest, compression) = match name.rsplit_once('.') {
            Some((rest, "gz")) => (rest, Compression::Gzip),
            Some((rest, "zst")) => (rest, Compression::Zstd),
            Some((_, "tgz")) => {
                return Some(Self {
                    container: Container::Tar,
                    compression: Compression::Gzip,
                });
            }
            _ => (&*name, Compression::None),
        };
        let container = match rest.rsplit_once('.') {
            Some((_, "zip")) if compression == Compression::None => Container::Zip,
            Some((_, "tar")) => Container::Tar,
            Some((_, "warc")) => Container::Warc,
            _ if compression == Compression::None => return None,
            _ => Container::None,
        };
        Some(Self {
            container,
            compression,
        })
    }

    /// It holds one document.
    pub fn is_single(self) -> bool {
        self.container == Container::None
    }

    /// Hands every document of the archive to `each`; whether `each` wants more.
    pub fn each(
        self,
        path: &Path,
        filter: &Filter,
        max_bytes: u64,
        each: &mut dyn FnMut(Input) -> bool,
    ) -> bool {
        let name = path.to_string_lossy().into_owned();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return each(Input::failed(name, Failure::unreadable(&error))),
        };
        let mut members = Members {
            archive: name,
            filter,
            max_bytes,
            each,
        };
        if self.container == Container::Zip {
            return zip::each(file, &mut members);
        }
        let guard = Guard::new(file);
        let read = guard.counter();
        let plain: Box<dyn Read> = match self.compression {
            Compression::None => Box::new(guard),
            Compression::Gzip => Box::new(read.limit(MultiGzDecoder::new(BufReader::new(guard)))),
            Compression::Zstd => {
                let frames = StreamingDecoder::new_with_max_window_size(
                    BufReader::new(guard),
                    MAX_ZSTD_WINDOW,
                );
                match frames {
                    Ok(frames) => Box::new(read.limit(frames)),
                    Err(error) => return members.broken(&error),
                }
            }
        };
        match self.container {
            Container::Tar => tar::each(plain, &mut members),
            Container::Warc => warc::each(plain, &mut members),
            Container::Zip | Container::None => {
                let input = Input::of(members.archive, bounded(plain, max_bytes));
                (members.each)(input)
            }
        }
    }
}

/// The members of one archive on their way out.
struct Members<'a> {
    archive: String,
    filter: &'a Filter,
    max_bytes: u64,
    each: &'a mut dyn FnMut(Input) -> bool,
}

impl Members<'_> {
    /// A member of a file archive: `None` if it is none of those that are looked for, else whether
    /// more is wanted.
    fn member(
        &mut self,
        name: &str,
        content: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Option<bool> {
        if !self.filter.takes(Path::new(name)) {
            return None;
        }
        let content = if is_safe(name) {
            content()
        } else {
            Err(Failure {
                code: "unsafe_name",
                message: "the member's name leads out of the archive".to_owned(),
            })
        };
        let name = format!("{}/{name}", self.archive);
        Some((self.each)(Input::of(name, content)))
    }

    /// The archive can't be read on. Always the last that is said of it.
    fn failed(&mut self, failure: Failure) -> bool {
        (self.each)(Input::failed(self.archive.clone(), failure))
    }

    /// The same for an error that says no more than its words.
    fn broken(&mut self, error: &dyn std::fmt::Display) -> bool {
        self.failed(Failure::unreadable(error))
    }
}

/// The name stays inside the archive: nothing is written under it, but who reads the output may
/// take it for a path.
fn is_safe(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    !drive
        && !name.starts_with(['/', '\\'])
        && !name.split(['/', '\\']).any(|part| part == "..")
        && !name.contains('\0')
}

/// The name of a member: UTF-8, else what Chinese systems write without saying so.
fn member_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

impl Input {
    fn of(name: String, content: Result<Vec<u8>, Failure>) -> Self {
        Self {
            name,
            declared: None,
            content: match content {
                Ok(bytes) => Content::Bytes(bytes),
                Err(failure) => Content::Failed(failure),
            },
        }
    }
}

impl Failure {
    fn bomb() -> Self {
        Self {
            code: "archive_bomb",
            message: guard::Refusal.to_string(),
        }
    }

    /// What reading ended with; it may be the guard that ended it.
    pub fn of(error: &io::Error) -> Self {
        if guard::is_refusal(error) {
            Self::bomb()
        } else {
            Self::unreadable(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Archive, Compression, Container, is_safe, member_name};

    #[test]
    fn kinds_by_name() {
        let kind = |name| Archive::of_name(name).map(|a| (a.container, a.compression));
        assert_eq!(kind("a.zip"), Some((Container::Zip, Compression::None)));
        assert_eq!(kind("A.TAR.GZ"), Some((Container::Tar, Compression::Gzip)));
        assert_eq!(kind("a.tgz"), Some((Container::Tar, Compression::Gzip)));
        assert_eq!(kind("a.tar"), Some((Container::Tar, Compression::None)));
        assert_eq!(kind("a.tar.zst"), Some((Container::Tar, Compression::Zstd)));
        assert_eq!(kind("a.warc"), Some((Container::Warc, Compression::None)));
        assert_eq!(
            kind("a.warc.gz"),
            Some((Container::Warc, Compression::Gzip))
        );
        assert_eq!(
            kind("a.html.gz"),
            Some((Container::None, Compression::Gzip))
        );
        assert_eq!(kind("a.zip.gz"), Some((Container::None, Compression::Gzip)));
        assert_eq!(kind("a.html"), None);
        assert_eq!(kind("zip"), None);
        assert_eq!(kind("warc/a.txt"), None);
    }

    #[test]
    fn names_that_lead_out() {
        assert!(is_safe("a/b.txt"));
        assert!(is_safe("a..b/..c.txt"));
        assert!(!is_safe("../a.txt"));
        assert!(!is_safe("a/../../b.txt"));
        assert!(!is_safe("a\\..\\b.txt"));
        assert!(!is_safe("/etc/a.txt"));
        assert!(!is_safe("c:\\a.txt"));
        assert!(!is_safe("a\0.txt"));
    }

    #[test]
    fn names_in_gbk() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("年报.txt");
        assert_eq!(member_name(&bytes), "年报.txt");
        assert_eq!(member_name("年报.txt".as_bytes()), "年报.txt");
    }
}

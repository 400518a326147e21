//! Options that several commands share.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

/// Which documents, and how to read them.
#[derive(Debug, Args)]
pub struct Reading {
    /// Files, folders, archives; `-` or nothing for standard input
    ///
    /// Folders and archives (.zip .tar .tar.gz .tar.zst .warc .warc.gz) are searched for .txt .md
    /// .htm .html .shtml .mht .mhtml, alone or as .gz; what is named itself is read whatever its name.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Read the paths from FILE, one a line; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,

    /// Take the files of folders and archives that match GLOB, with ! those that don't (repeatable)
    #[arg(long = "glob", short, value_name = "GLOB")]
    pub globs: Vec<String>,

    /// Work on N documents at once [default: as many as there are cores]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,

    /// Nothing on standard error but wrong usage
    #[arg(long, short)]
    pub quiet: bool,

    /// The documents' charset, whatever they say (any label of the WHATWG Encoding Standard)
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static encoding_rs::Encoding>,

    /// The edition of the statistics form, whatever the tables look like (see `gongkai editions`)
    #[arg(long, value_name = "ID")]
    pub edition: Option<String>,

    /// Add the editions of DIR's *.toml
    #[arg(long, value_name = "DIR")]
    pub grammar: Option<PathBuf>,

    /// Refuse documents larger than this (suffixes K, M, G)
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub max_bytes: u64,

    /// Give up on documents that take longer than this to read
    ///
    /// Time is in proportion to size, so that --max-bytes is limit enough; which documents a limit of
    /// time meets depends on the machine, and the output with it.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub max_time: Option<Duration>,
}

/// Where to write.
#[derive(Debug, Args)]
pub struct Writing {
    /// Write to FILE instead of standard output; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Where the records of many documents are written.
#[derive(Debug, Args)]
pub struct Records {
    /// Write to FILE instead of standard output, compressed if its name ends in .gz; it appears when
    /// it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Go on where an earlier run with --resume and the same -o stopped, even if it was killed
    ///
    /// While it runs the output is FILE.part; FILE.resume says what it holds, and stays, so that a
    /// later run reads again only what is new or changed from the first such input on.
    #[arg(long, requires = "output")]
    pub resume: bool,

    /// Write the record of every input that gave no report to FILE (JSON Lines)
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

fn encoding(label: &str) -> Result<&'static encoding_rs::Encoding, String> {
    encoding_rs::Encoding::for_label(label.as_bytes())
        .ok_or_else(|| "no such charset; for example utf-8, gb18030, big5, utf-16le".to_owned())
}

fn size(given: &str) -> Result<u64, String> {
    let (digits, shift) = match given.as_bytes().last() {
        Some(b'K' | b'k') => (&given[..given.len() - 1], 10),
        Some(b'M' | b'm') => (&given[..given.len() - 1], 20),
        Some(b'G' | b'g') => (&given[..given.len() - 1], 30),
        _ => (given, 0),
    };
    let number: u64 = digits
        .parse()
        .map_err(|_| "a number of bytes, perhaps with K, M or G".to_owned())?;
    match number.checked_mul(1 << shift) {
        // Offsets are u32.
        Some(bytes) if bytes <= u64::from(u32::MAX) => Ok(bytes),
        _ => Err("at most 4G less one byte".to_owned()),
    }
}

fn seconds(given: &str) -> Result<Duration, String> {
    let seconds = given.parse().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "a number of seconds, for example 2.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{seconds, size};

    #[test]
    fn times() {
        assert_eq!(seconds("2.5").map(|time| time.as_millis()), Ok(2500));
        assert!(seconds("-1").is_err());
        assert!(seconds("NaN").is_err());
        assert!(seconds("1e30").is_err());
    }

    #[test]
    fn sizes() {
        assert_eq!(size("64M"), Ok(64 << 20));
        assert_eq!(size("10k"), Ok(10_240));
        assert_eq!(size("7"), Ok(7));
        assert_eq!(size("3G"), Ok(3 << 30));
        assert!(size("4G").is_err(), "offsets are u32");
        assert!(size("").is_err());
        assert!(size("M").is_err());
        assert!(size("12 M").is_err());
        assert!(size("99999999999999999999").is_err());
    }
}

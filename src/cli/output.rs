//! Where the output goes: standard output, or a file that appears when it is complete.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::interrupt;
use super::status::{Status, Stop};

/// How much is written at once.
const BUFFER: usize = 256 << 10;

/// The output.
#[derive(Debug)]
pub enum Output {
    /// Standard output, or a device.
    Stream(BufWriter<Stream>),
    /// A file beside its place, and the place.
    File(BufWriter<NamedTempFile>, PathBuf),
}

/// What is written to as it is.
#[derive(Debug)]
pub enum Stream {
    /// Standard output.
    Stdout(io::Stdout),
    /// A device, a pipe: there is nothing to rename.
    Device(std::fs::File),
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Device(device) => device.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Device(device) => device.flush(),
        }
    }
}

impl Output {
    /// Opens `path`, or standard output for none or `-`.
    pub fn open(path: Option<&Path>) -> Result<Self, Stop> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            let stdout = Stream::Stdout(io::stdout());
            return Ok(Self::Stream(BufWriter::with_capacity(BUFFER, stdout)));
        };
        let about = |error: io::Error| about(path, &error);
        if path.exists() && !path.is_file() {
            let device = std::fs::OpenOptions::new().write(true).open(path);
            let device = Stream::Device(device.map_err(about)?);
            return Ok(Self::Stream(BufWriter::with_capacity(BUFFER, device)));
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gongkai-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new file: what the user's mask leaves.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        // The error of making it names the file beside, which nobody asked for.
        let beside = builder
            .tempfile_in(folder)
            .map_err(|error| about(io::Error::from(error.kind())))?;
        interrupt::beside().push(beside.path().to_owned());
        interrupt::watch();
        Ok(Self::File(
            BufWriter::with_capacity(BUFFER, beside),
            path.to_owned(),
        ))
    }

    /// Ends the output: a file comes to its place.
    pub fn finish(self, status: Status) -> Result<Status, Stop> {
        match self {
            Self::Stream(mut stream) => stream.flush()?,
            Self::File(beside, path) => {
                let beside = beside
                    .into_inner()
                    .map_err(io::IntoInnerError::into_error)?;
                beside.as_file().sync_all()?;
                // Held, so that Ctrl-C does not come between the renaming and this.
                let mut names = interrupt::beside();
                let name = beside.path().to_owned();
                beside.persist(path).map_err(|error| error.error)?;
                names.retain(|other| *other != name);
            }
        }
        Ok(status)
    }
}

/// An error of the output with the name of its file.
pub fn about(path: &Path, error: &io::Error) -> Stop {
    let message = format!("{}: {error}", path.display());
    Stop::Output(io::Error::new(error.kind(), message))
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

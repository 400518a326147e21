//! Tar archives. Long names are read here, with a bound, and not by the crate, which takes
//! whatever length a header says.

use std::io::Read;

use tar::{Archive, Entry, EntryType, PaxExtensions};

use super::super::inputs::{Failure, bounded};
use super::{Members, member_name};

/// The longest extension header that is read: stops a "long name" of gigabytes.
const MAX_EXTENSION: u64 = 1 << 20;

pub(super) fn each(plain: Box<dyn Read>, members: &mut Members<'_>) -> bool {
    let mut archive = Archive::new(plain);
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return members.failed(Failure::of(&error)),
    };
    // The name that an extension header gives to the member after it.
    let mut long_name: Option<Vec<u8>> = None;
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return members.failed(Failure::of(&error)),
        };
        match entry.header().entry_type() {
            EntryType::GNULongName => match extension(&mut entry) {
                Ok(mut name) => {
                    name.truncate(name.iter().position(|&b| b == 0).unwrap_or(name.len()));
                    long_name = Some(name);
                }
                Err(failure) => return members.failed(failure),
            },
            EntryType::XHeader => match extension(&mut entry) {
                Ok(header) => long_name = pax_path(&header).or(long_name),
                Err(failure) => return members.failed(failure),
            },
            EntryType::Regular | EntryType::Continuous => {
                let name = long_name
                    .take()
                    .unwrap_or_else(|| entry.path_bytes().into_owned());
                let name = member_name(&name);
                let (size, max_bytes) = (entry.size(), members.max_bytes);
                let wanted = members.member(&name, || {
                    if size > max_bytes {
                        return Err(Failure::too_large(max_bytes));
                    }
                    bounded(&mut entry, max_bytes)
                });
                if wanted == Some(false) {
                    return false;
                }
            }
            EntryType::XGlobalHeader => {}
            _ => long_name = None,
        }
    }
    true
}

fn extension(entry: &mut Entry<'_, Box<dyn Read>>) -> Result<Vec<u8>, Failure> {
    bounded(entry, MAX_EXTENSION)
}

fn pax_path(header: &[u8]) -> Option<Vec<u8>> {
    PaxExtensions::new(header)
        .filter_map(Result::ok)
        .find(|extension| extension.key_bytes() == b"path")
        .map(|extension| extension.value_bytes().to_owned())
}

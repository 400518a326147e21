//! Zip archives, by their central directory, which is read along the way and not kept.

use std::fs::File;
use std::io::BufReader;

use zip::ZipReadOptions;
use zip::read::Config;
use zip::unstable::read::ZipIterable;

use super::super::inputs::{Failure, bounded};
use super::guard::is_bomb;
use super::{Members, member_name};

pub(super) fn each(file: File, members: &mut Members<'_>) -> bool {
    let archive_bytes = file.metadata().map_or(0, |metadata| metadata.len());
    let bodies = file.try_clone();
    let opened = ZipIterable::try_new(BufReader::new(file), Config::default());
    let (mut archive, bodies) = match (opened, bodies) {
        (Ok(archive), Ok(bodies)) => (archive, bodies),
        (Err(error), _) => return members.broken(&error),
        (_, Err(error)) => return members.broken(&error),
    };
    let mut bodies = BufReader::new(bodies);
    let entries = match archive.files() {
        Ok(entries) => entries,
        Err(error) => return members.broken(&error),
    };
    let mut unpacked = 0;
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return members.broken(&error),
        };
        if !entry.is_file() {
            continue;
        }
        // Entries that overlap give the same bytes again and again.
        if is_bomb(unpacked, archive_bytes) {
            return members.failed(Failure::bomb());
        }
        let name = member_name(entry.name_raw());
        let (declared, packed) = (entry.size(), entry.compressed_size());
        let max_bytes = members.max_bytes;
        let wanted = members.member(&name, || {
            if declared > max_bytes {
                return Err(Failure::too_large(max_bytes));
            }
            if is_bomb(declared, packed) {
                return Err(Failure::bomb());
            }
            let body = entry.with_reader(&mut bodies, ZipReadOptions::new());
            let body = body.map_err(|error| Failure::unreadable(&error))?;
            let bytes = bounded(body, max_bytes)?;
            unpacked += bytes.len() as u64;
            Ok(bytes)
        });
        if wanted == Some(false) {
            return false;
        }
    }
    true
}

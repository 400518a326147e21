//! The JSON on one line, straight to where it goes.
//!
//! The bytes are those of `serde_json`'s compact form (a test holds one against the other), in half
//! of its time: a report is mostly keys that need no escape, small numbers and short texts, and a
//! tenth of the whole way from a document to its JSON is here. Nothing is collected: a report of a
//! million cells needs one buffer.

use std::fmt;
use std::io::{self, Write};

use serde::ser::{self, Impossible, Serialize};

/// Bytes that are collected before they are written: as many as stay in the processor's first cache.
const BUFFER: usize = 16 << 10;

/// Bytes of a text that is written by itself, without being collected.
const LONG: usize = BUFFER / 4;

/// Bytes of a text that the processor looks at together for something to be escaped.
const CHUNK: usize = 16;
/// The same of a text that is shorter.
const HALF: usize = CHUNK / 2;

/// Writes a record on one line, without an end of line.
///
/// # Errors
/// Those of the writer.
pub fn to_writer(record: &impl Serialize, to: impl Write) -> io::Result<()> {
    let mut compact = Compact {
        to,
        buffer: vec![0; BUFFER],
        end: 0,
    };
    record.serialize(&mut compact).map_err(|error| error.0)?;
    compact.to.write_all(&compact.buffer[..compact.end])
}

struct Compact<W> {
    to: W,
    /// Of one length, so that there is one question for room and not one for each byte.
    buffer: Vec<u8>,
    /// Behind what is collected.
    end: usize,
}

/// An error of the writer, or of a value that has no form.
#[derive(Debug)]
struct Error(io::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

/// What no record has: numbers with a fraction, bytes, variants with fields of their own.
fn unknown<T>() -> Result<T, Error> {
    Err(ser::Error::custom("no part of the form"))
}

impl<W: Write> Compact<W> {
    /// A word of the form: nothing in it is to be escaped. In place, so that each is written by
    /// instructions of its own and not by a loop.
    #[inline(always)]
    fn word(&mut self, word: &'static str, behind: &'static [u8]) -> Result<(), Error> {
        self.quoted(word.as_bytes(), behind)
    }

    /// Less than [`LONG`] bytes that need no escape, in quotes, and what stands behind them.
    #[inline(always)]
    fn quoted(&mut self, text: &[u8], behind: &'static [u8]) -> Result<(), Error> {
        let len = text.len();
        let room = self.room(len + 2 + behind.len())?;
        room[0] = b'"';
        room[1..=len].copy_from_slice(text);
        room[len + 1] = b'"';
        room[len + 2..].copy_from_slice(behind);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        let mut rest = text.as_bytes();
        let is_plain = !has_escaped(rest);
        if is_plain && rest.len() < LONG {
            return self.quoted(rest, b"");
        }
        self.bytes(b"\"")?;
        if !is_plain {
            while let Some(at) = rest.iter().position(|&byte| is_escaped(byte)) {
                self.bytes(&rest[..at])?;
                self.escape(rest[at])?;
                rest = &rest[at + 1..];
            }
        }
        self.bytes(rest)?;
        self.bytes(b"\"")
    }

    /// Bytes as they are.
    #[inline]
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.len() < LONG {
            self.room(bytes.len())?.copy_from_slice(bytes);
            return Ok(());
        }
        self.flush()?;
        self.to.write_all(bytes).map_err(Error)
    }

    /// Room for less than [`BUFFER`] bytes, which are to be written there.
    #[inline(always)]
    fn room(&mut self, len: usize) -> Result<&mut [u8], Error> {
        if self.buffer.len() - self.end < len {
            self.flush()?;
        }
        let start = self.end;
        self.end += len;
        Ok(&mut self.buffer[start..start + len])
    }

    #[cold]
    fn flush(&mut self) -> Result<(), Error> {
        let end = std::mem::take(&mut self.end);
        self.to.write_all(&self.buffer[..end]).map_err(Error)
    }

    #[cold]
    fn escape(&mut self, byte: u8) -> Result<(), Error> {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            0..0x20 => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                self.bytes(b"\\u00")?;
                return self.bytes(&digits);
            }
            _ => return self.bytes(&[byte]),
        };
        self.bytes(&[b'\\', short])
    }
}

#[inline]
const fn is_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// All bytes of a chunk are asked, so that the processor looks at them together; the last chunk
/// reaches back over what was looked at.
#[inline]
fn has_escaped(text: &[u8]) -> bool {
    fn any<const N: usize>(chunk: &[u8; N]) -> bool {
        (chunk.iter()).fold(false, |any, &byte| any | is_escaped(byte))
    }
    if let Some(last) = text.last_chunk::<CHUNK>() {
        return text.as_chunks::<CHUNK>().0.iter().any(any) || any(last);
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<HALF>(), text.last_chunk::<HALF>()) {
        return any(first) || any(last);
    }
    text.iter().any(|&byte| is_escaped(byte))
}

/// A list or an object that is being written. Each of its elements has a comma behind it, and the end takes
/// the place of the last one.
struct Open<'c, W> {
    compact: &'c mut Compact<W>,
    is_empty: bool,
    end: u8,
}

impl<'c, W: Write> Open<'c, W> {
    fn new(compact: &'c mut Compact<W>, [start, end]: [u8; 2]) -> Result<Self, Error> {
        compact.bytes(&[start])?;
        let is_empty = true;
        Ok(Self {
            compact,
            is_empty,
            end,
        })
    }

    #[inline(always)]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.is_empty = false;
        value.serialize(&mut *self.compact)?;
        self.compact.bytes(b",")
    }

    fn close(self) -> Result<(), Error> {
        if self.is_empty {
            return self.compact.bytes(&[self.end]);
        }
        // Nothing is written between a comma and what follows it.
        let comma = self.compact.end - 1;
        self.compact.buffer[comma] = self.end;
        Ok(())
    }
}

impl<W: Write> ser::SerializeSeq for Open<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> ser::SerializeTuple for Open<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> ser::SerializeStruct for Open<'_, W> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.compact.word(key, b":")?;
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<'c, W: Write> ser::Serializer for &'c mut Compact<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'c, W>;
    type SerializeTuple = Open<'c, W>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Open<'c, W>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        let word: &[u8] = if value { b"true" } else { b"false" };
        self.bytes(word)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.bytes(itoa::Buffer::new().format(value).as_bytes())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        if value < 10 {
            return self.bytes(&[b'0' + value as u8]);
        }
        self.bytes(itoa::Buffer::new().format(value).as_bytes())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        unknown()
    }

    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        unknown()
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unknown()
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.bytes(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.word(variant, b"")
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        unknown()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'c, W>, Error> {
        Open::new(self, *b"[]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'c, W>, Error> {
        Open::new(self, *b"[]")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        unknown()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unknown()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        unknown()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'c, W>, Error> {
        Open::new(self, *b"{}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        unknown()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    struct All<'a> {
        text: &'a str,
        number: u64,
        small: Option<i32>,
        none: Option<u8>,
        truth: bool,
        pairs: &'a [(String, [u32; 2])],
        empty: [u8; 0],
    }

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let every: String = (0..0x180).filter_map(char::from_u32).collect();
        let long = format!(
            "{}\"\\\n文{}\u{1f4c4}",
            "政府信息".repeat(50),
            "x".repeat(70_000)
        );
        for text in ["", "公开", "a\tb", &every, &long] {
            let all = All {
                text,
                number: u64::MAX,
                small: Some(-120),
                none: None,
                truth: false,
                pairs: &[(text.to_owned(), [0, 10]), (String::new(), [7, u32::MAX])],
                empty: [],
            };
            let mut own = Vec::new();
            to_writer(&all, &mut own).unwrap();
            assert_eq!(own, serde_json::to_vec(&all).unwrap());
        }
    }

    #[test]
    fn a_record_is_written_as_it_is_made() {
        struct Pieces(Vec<usize>);
        impl Write for Pieces {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.push(bytes.len());
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut pieces = Pieces(Vec::new());
        to_writer(&vec!["0123456789"; 100_000], &mut pieces).unwrap();
        assert_eq!(pieces.0.iter().sum::<usize>(), 1_300_001);
        assert!(pieces.0.iter().all(|&piece| piece < 2 * BUFFER));
    }
}

//! What a PDF's streams unpack to, looked at before the library does.
//!
//! The library holds every piece of text with its fonts and places, hundreds of bytes for each, so a small file that
//! unpacks to millions of pieces would take gigabytes.

use flate2::{Decompress, FlushDecompress, Status};

use super::super::error::{Bound, ImportCause};
use crate::source::Limits;

/// Most bytes of one picture that are looked at; pictures unpack to much, and are not read.
const PICTURE: u64 = 1 << 20;

/// Longest dictionary in front of a stream that is searched for what the stream is.
const DICTIONARY: usize = 1_024;

/// Pieces of text that a PDF may hold: a quarter of [`Limits::pieces`], for each costs more than in other formats.
pub(super) const fn most_pieces(limits: &Limits) -> usize {
    limits.pieces / 4
}

/// Fails if the deflated streams unpack to more than [`Limits::unpacked_bytes`] without the pictures, or show text more
/// often than [`most_pieces`]. Streams that are encrypted or packed twice are not seen through.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ImportCause> {
    let mut tally = Tally { left: limits.unpacked_bytes, shown: 0, most: most_pieces(limits), limits };
    tally.count(bytes)?;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let mut start = at + "stream".len();
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        let packed = bytes.get(start..).unwrap_or_default();
        // The first two bytes of zlib data: deflate, and a check sum.
        let [first, second, ..] = *packed else { continue };
        if first & 0x0F != 8 || !(u16::from(first) << 8 | u16::from(second)).is_multiple_of(31) {
            continue;
        }
        let near = &bytes[at.saturating_sub(DICTIONARY)..at];
        let dictionary = memchr::memmem::rfind(near, b"obj").map_or(near, |from| &near[from..]);
        tally.unpack(packed, memchr::memmem::find(dictionary, b"/Image").is_some())?;
    }
    Ok(())
}

struct Tally<'a> {
    left: u64,
    shown: usize,
    most: usize,
    limits: &'a Limits,
}

impl Tally<'_> {
    fn unpack(&mut self, packed: &[u8], picture: bool) -> Result<(), ImportCause> {
        let mut inflate = Decompress::new(true);
        let mut buffer = vec![0; 64 << 10];
        loop {
            let (read, written) = (inflate.total_in() as usize, inflate.total_out());
            let rest = packed.get(read..).unwrap_or_default();
            let status = inflate.decompress(rest, &mut buffer, FlushDecompress::None);
            let got = inflate.total_out() - written;
            self.count(buffer.get(..got as usize).unwrap_or_default())?;
            if !picture {
                self.left = self
                    .left
                    .checked_sub(got)
                    .ok_or(ImportCause::Limit { bound: Bound::UnpackedBytes, limit: self.limits.unpacked_bytes })?;
            }
            let done = !matches!(status, Ok(Status::Ok)) || (got == 0 && inflate.total_in() as usize == read);
            if done || (picture && inflate.total_out() > PICTURE) {
                return Ok(());
            }
        }
    }

    /// Counts the operators that show text.
    fn count(&mut self, content: &[u8]) -> Result<(), ImportCause> {
        for operator in [b"Tj", b"TJ"] {
            self.shown += memchr::memmem::find_iter(content, operator).count();
        }
        if self.shown > self.most {
            return Err(ImportCause::Limit { bound: Bound::Pieces, limit: self.most as u64 });
        }
        Ok(())
    }
}

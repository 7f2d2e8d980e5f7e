//! Fragments (RFC 791 §3.2): a datagram cut into pieces that fit, and pieces put together again.

use super::checksum::right_ipv4_checksum;
use super::ecn::MARKED;
use super::field::ipv4;
use super::receive::sound_ipv4;
use super::{Addr, Datagram};

/// What all fragments of one datagram have in common (RFC 791 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FragmentKey {
    /// Source address.
    pub source: Addr,
    /// Destination address.
    pub destination: Addr,
    /// Identification.
    pub id: u16,
    /// Protocol.
    pub protocol: u8,
}

/// One fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Of which datagram.
    pub key: FragmentKey,
    /// Where in it its data begins, bytes.
    pub offset: u32,
    /// Whether others follow.
    pub more: bool,
    /// The IPv4 header.
    pub header: Vec<u8>,
    /// The data.
    pub data: Vec<u8>,
}

/// Whether a datagram is a fragment of one.
pub fn is_fragment(datagram: &Datagram) -> bool {
    let head = &datagram.head[..];
    ipv4::MF.read(head) == Some(1) || ipv4::FRAGMENT_OFFSET.read(head).is_some_and(|n| n > 0)
}

/// Cuts a datagram into fragments of at most `mtu` bytes; itself where it fits, or where its header makes no sense. Options go into the
/// first, those whose copied bit is set into all (RFC 791 §3.1).
pub fn fragment(datagram: &Datagram, mtu: u16) -> Vec<Datagram> {
    let mtu = usize::from(mtu.max(68));
    let bytes = datagram.to_bytes();
    let (true, Ok(header_len)) = (bytes.len() > mtu, sound_ipv4(&datagram.head, datagram.len())) else { return vec![datagram.clone()] };
    let total = ipv4::TOTAL_LENGTH.read(&bytes).unwrap_or(0) as usize;
    let (Some(header), Some(data)) = (bytes.get(..header_len), bytes.get(header_len..total)) else { return vec![datagram.clone()] };
    let first_offset = ipv4::FRAGMENT_OFFSET.read(header).unwrap_or(0);
    let more = ipv4::MF.read(header) == Some(1);
    let rest_header = copied_options(header);
    let mut out = Vec::new();
    let mut at = 0;
    loop {
        let mut piece = if at == 0 { header.to_vec() } else { rest_header.clone() };
        let room = (mtu - piece.len()) / 8 * 8;
        let last = data.len() - at <= mtu - piece.len();
        let len = if last { data.len() - at } else { room };
        ipv4::FRAGMENT_OFFSET.write(&mut piece, first_offset + (at / 8) as u32);
        ipv4::MF.write(&mut piece, u32::from(more || !last));
        seal(&mut piece, len);
        piece.extend(data.get(at..at + len).unwrap_or_default());
        out.push(Datagram::from_bytes(piece));
        at += len;
        if last {
            return out;
        }
    }
}

/// The header of the fragments after the first: its options are those to be copied, padded to 32 bits.
fn copied_options(header: &[u8]) -> Vec<u8> {
    let (fixed, mut options) = header.split_at(20.min(header.len()));
    let mut out = fixed.to_vec();
    while let Some((&kind, rest)) = options.split_first() {
        let len = match kind {
            0 => break,
            1 => 1,
            _ => usize::from(rest.first().copied().unwrap_or(0)).max(2),
        };
        let Some(option) = options.get(..len) else { break };
        if kind & 0x80 != 0 {
            out.extend(option);
        }
        options = options.get(len..).unwrap_or_default();
    }
    out.resize(out.len().next_multiple_of(4), 0);
    let words = (out.len() / 4) as u32;
    ipv4::IHL.write(&mut out, words);
    out
}

/// Puts total length and checksum of a header right, `len` bytes of data after it.
fn seal(header: &mut [u8], len: usize) {
    ipv4::TOTAL_LENGTH.write(header, (header.len() + len) as u32);
    let checksum = right_ipv4_checksum(header);
    ipv4::CHECKSUM.write(header, u32::from(checksum));
}

impl Fragment {
    /// Reads a fragment; `None` for anything else, and for one whose data would reach beyond the longest datagram.
    pub fn read(datagram: &Datagram) -> Option<Fragment> {
        let header_len = sound_ipv4(&datagram.head, datagram.len()).ok().filter(|_| is_fragment(datagram))?;
        let bytes = datagram.to_bytes();
        let total = ipv4::TOTAL_LENGTH.read(&bytes)? as usize;
        let header = bytes.get(..header_len)?.to_vec();
        let data = bytes.get(header_len..total)?.to_vec();
        let offset = ipv4::FRAGMENT_OFFSET.read(&header)? * 8;
        let more = ipv4::MF.read(&header)? == 1;
        if offset as usize + data.len() + header.len() > 65_535 || data.is_empty() || (more && data.len() % 8 != 0) {
            return None;
        }
        let key = FragmentKey {
            source: Addr(ipv4::SOURCE.read(&header)?),
            destination: Addr(ipv4::DESTINATION.read(&header)?),
            id: ipv4::ID.read(&header)? as u16,
            protocol: ipv4::PROTOCOL.read(&header)? as u8,
        };
        Some(Fragment { key, offset, more, header, data })
    }
}

/// The datagram that a first fragment's header and all the data make, `marked` as having met congestion or as the first was.
pub fn join(header: &[u8], data: &[u8], marked: bool) -> Datagram {
    let mut bytes = header.to_vec();
    if marked {
        ipv4::ECN.write(&mut bytes, MARKED.into());
    }
    ipv4::FRAGMENT_OFFSET.write(&mut bytes, 0);
    ipv4::MF.write(&mut bytes, 0);
    seal(&mut bytes, data.len());
    bytes.extend(data);
    Datagram::from_bytes(bytes)
}

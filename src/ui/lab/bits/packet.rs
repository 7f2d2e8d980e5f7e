//! The chosen segment as the pane reads it: its bytes, what they were before, and where its headers begin.

use crate::locale::panes as key;
use crate::scenario::SegmentName;
use crate::sim::{Fate, Origin, SegmentId, Trace};
use crate::ui::panes::numbers::Iss;
use crate::ui::state::{ChecksumMode, Complaint, Draft};
use crate::wire::checksum::{right_transport_checksum, transport_checksum_field};
use crate::wire::decode::decode;
use crate::wire::edit::{Edit, EditList};
use crate::wire::fault::Fault;
use crate::wire::field::{FIELDS, Field, Layer, ipv4};
use crate::wire::ipv4_option::ipv4_options;
use crate::wire::option::places;
use crate::wire::receive::right_ipv4_checksum;
use std::ops::Range;
use std::rc::Rc;

/// A segment with the edit that is not run yet, or that was run.
#[derive(Clone, Debug, PartialEq)]
pub struct Packet {
    /// The segment.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// The side that sent it.
    pub side: u8,
    /// The word for who sent it, where neither end did.
    pub stranger: Option<&'static str>,
    /// The bit that the path flipped.
    pub flipped: Option<u32>,
    /// When it left.
    pub sent: crate::base::Time,
    /// What became of it.
    pub fate: Fate,
    /// The bytes to show, from the first of the IPv4 header.
    pub bytes: Rc<[u8]>,
    /// What they were before the edit; the same bytes where there is none.
    pub before: Rc<[u8]>,
    /// Whether the edit is still to be run.
    pub draft: bool,
    /// What happens to the checksums of the edit.
    pub mode: ChecksumMode,
    /// The edits that made the bytes.
    pub edits: Rc<EditList>,
    /// Length as the engine emitted it.
    pub emitted: usize,
    /// Why the last edit was refused.
    pub problem: Option<Complaint>,
    /// What its sequence number and its acknowledgment number count from, where that is known.
    pub iss: [Option<Iss>; 2],
}

impl Packet {
    /// The segment, as the reader's edit has it.
    pub fn of(trace: &Trace, draft: &Draft, id: SegmentId) -> Option<Packet> {
        let row = trace.segment(id)?;
        let sent: Rc<[u8]> = [row.head, row.payload.bytes()].concat().into();
        let fresh;
        let draft = if draft.segment == Some(row.name) {
            draft
        } else {
            fresh = Draft::of(trace, id)?;
            &fresh
        };
        let (bytes, before): (Rc<[u8]>, Rc<[u8]>) = match row.unedited {
            _ if draft.is_dirty() => (draft.after.as_slice().into(), draft.before.as_slice().into()),
            // What was kept of the segment before the edit may end with its headers.
            Some(unedited) => (Rc::clone(&sent), completed(unedited, &sent)),
            None => (Rc::clone(&sent), sent),
        };
        let side = trace.speaker(&row).map_or_else(|| behind(trace, row.to), |e| e.side.min(1));
        let [own, peer] = trace.origins(&row);
        Some(Packet {
            id,
            name: row.name,
            side,
            stranger: match row.origin {
                Origin::Router => Some("ladder.router"),
                Origin::Forged if row.from.is_none() => Some(key::LADDER_STRANGER.id()),
                _ => None,
            },
            flipped: row.flipped,
            sent: row.sent,
            fate: row.fate,
            bytes,
            before,
            draft: draft.is_dirty(),
            mode: draft.checksum,
            edits: Rc::new(draft.edits.clone()),
            emitted: draft.emitted.len(),
            problem: draft.problem.clone(),
            iss: [Iss::of(side, own), Iss::of(1 - side, peer)],
        })
    }

    /// Length of the IPv4 header in bytes; the least where it makes no sense.
    pub fn ip_len(&self) -> usize {
        ip_len(&self.bytes)
    }

    /// What the datagram carries, as far as there is a field map for it; a fragment other than the first has no such header.
    pub fn transport(&self) -> Option<Layer> {
        let begins = ipv4::FRAGMENT_OFFSET.read(&self.bytes)? == 0;
        Layer::of_protocol(ipv4::PROTOCOL.read(&self.bytes)?).filter(|_| begins)
    }

    /// First byte of a header.
    pub fn start(&self, layer: Layer) -> usize {
        if layer == Layer::Ipv4 { 0 } else { self.ip_len() }
    }

    /// The bytes of the datagram that a field touches.
    pub fn place(&self, field: &Field) -> Range<usize> {
        let start = self.start(field.layer);
        field.bytes().start + start..field.bytes().end + start
    }

    /// The field a byte belongs to; of the flags, the first.
    pub fn field_at(&self, at: usize) -> Option<&'static Field> {
        let transport = self.transport();
        let ours = |f: &&Field| f.layer == Layer::Ipv4 || Some(f.layer) == transport;
        FIELDS.iter().filter(ours).find(|f| {
            let end = if f.layer == Layer::Ipv4 { self.ip_len() } else { self.bytes.len() };
            self.place(f).contains(&at) && at < end
        })
    }

    /// First bit of a field, counted from the first of the IPv4 header.
    pub fn bit(&self, field: &Field) -> usize {
        self.start(field.layer) * 8 + usize::from(field.bit)
    }

    /// A field's value; `None` where the datagram ends before it.
    pub fn value(&self, field: &Field) -> Option<u32> {
        field.read(self.bytes.get(self.start(field.layer)..)?)
    }

    /// A field's value before the edit, where it was another.
    pub fn old(&self, field: &Field) -> Option<u32> {
        let start = if field.layer == Layer::Ipv4 { 0 } else { ip_len(&self.before) };
        let old = field.read(self.before.get(start..)?)?;
        (self.value(field) != Some(old)).then_some(old)
    }

    /// Whether a byte is not what it was.
    pub fn byte_changed(&self, at: usize) -> bool {
        self.bytes.get(at) != self.before.get(at)
    }

    /// A bit, counted from the first of the IPv4 header, and whether it is changed.
    pub fn read_bit(&self, at: usize) -> Option<(bool, bool)> {
        let read = |bytes: &[u8]| bytes.get(at / 8).map(|b| b >> (7 - at % 8) & 1 == 1);
        let now = read(&self.bytes)?;
        Some((now, read(&self.before) != Some(now)))
    }

    /// Bits of a field that are changed.
    pub fn bits_changed(&self, field: &Field) -> u64 {
        let first = self.bit(field);
        (first..first + usize::from(field.width)).filter(|at| self.read_bit(*at).is_some_and(|(_, changed)| changed)).count() as u64
    }

    /// Whether anything is changed.
    pub fn is_changed(&self) -> bool {
        self.bytes != self.before
    }

    /// The end of the transport header, cut to what there is.
    pub fn header_end(&self) -> usize {
        let start = self.ip_len().min(self.bytes.len());
        let len = match self.transport() {
            Some(Layer::Tcp) => {
                crate::wire::field::tcp::DATA_OFFSET.read(self.bytes.get(start..).unwrap_or_default()).unwrap_or(5).max(5) as usize * 4
            }
            Some(_) => 8,
            None => 0,
        };
        (start + len).min(self.bytes.len())
    }

    /// The bytes of the TCP options.
    pub fn options(&self) -> Range<usize> {
        let end = self.header_end();
        match self.transport() {
            Some(Layer::Tcp) => (self.ip_len() + 20).min(end)..end,
            _ => end..end,
        }
    }

    /// The bytes of the option that a byte belongs to, of TCP or of IPv4.
    pub fn option_at(&self, at: usize) -> Option<Range<usize>> {
        let tcp = places(&self.bytes, self.options()).into_iter().map(|placed| placed.range);
        tcp.chain(ipv4_options(&self.bytes).into_iter().map(|option| option.range)).find(|range| range.contains(&at))
    }

    /// The options as the edit wants them: the header may not tell of all of them while it is kept wrong.
    pub fn option_bytes(&self) -> &[u8] {
        let edited = self.edits.edits.iter().find_map(|e| if let Edit::Options(bytes) = e { Some(bytes.as_slice()) } else { None });
        edited.filter(|_| self.edits.keep_lengths).unwrap_or_else(|| self.bytes.get(self.options()).unwrap_or_default())
    }

    /// What follows the transport header, as the edit wants it.
    pub fn data(&self) -> &[u8] {
        let edited = self.edits.edits.iter().find_map(|e| if let Edit::Payload(bytes) = e { Some(bytes.as_slice()) } else { None });
        let mut start = self.header_end();
        if self.edits.keep_lengths {
            start = (start + self.bytes.len()).saturating_sub(self.emitted);
        }
        edited.unwrap_or_else(|| self.bytes.get(start..).unwrap_or_default())
    }

    /// Whether the data can be replaced: TCP's and UDP's can.
    pub fn has_ports(&self) -> bool {
        matches!(self.transport(), Some(Layer::Tcp | Layer::Udp))
    }

    /// Whether the edit replaces options or data, so that lengths follow or do not.
    pub fn has_lengths(&self) -> bool {
        self.edits.edits.iter().any(|e| matches!(e, Edit::Options(_) | Edit::Payload(_)))
    }

    /// The checksums: which field, what it holds, what it should hold. A UDP checksum of 0 is none.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        let ip = ipv4::CHECKSUM.read(&self.bytes).map(|found| {
            let header = self.bytes.get(..self.ip_len()).unwrap_or(&self.bytes);
            Check { field: &ipv4::CHECKSUM, found, expected: u32::from(right_ipv4_checksum(header)) }
        });
        let transport = transport_checksum_field(&self.bytes).and_then(|field| {
            let expected = right_transport_checksum(&self.bytes).map(u32::from)?;
            Some(Check { field, found: self.value(field)?, expected })
        });
        [transport, ip].into_iter().flatten()
    }

    /// Everything that is wrong or odd, checksums apart: those have chips of their own.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = decode(&self.bytes).faults;
        faults.retain(|f| {
            !matches!(f, Fault::Ipv4Checksum { .. } | Fault::TcpChecksum { .. } | Fault::UdpChecksum { .. } | Fault::IcmpChecksum { .. })
        });
        faults
    }
}

/// A checksum as it stands and as it should.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its field.
    pub field: &'static Field,
    /// What it holds.
    pub found: u32,
    /// What it should hold.
    pub expected: u32,
}

impl Check {
    /// Whether it is right.
    pub fn good(&self) -> bool {
        self.found == self.expected
    }
}

/// The side opposite to a host, for what neither end sent; the left where it is for neither.
fn behind(trace: &Trace, to: Option<u16>) -> u8 {
    let ends = trace.scenario().connections.first().map(|c| &c.ends);
    ends.and_then(|ends| ends.iter().position(|end| Some(end.host) == to)).map_or(0, |at| u8::from(at == 0))
}

fn ip_len(bytes: &[u8]) -> usize {
    ipv4::IHL.read(bytes).map_or(20, |words| words as usize * 4).max(20)
}

/// `head` and whatever of `whole` follows it, where it is shorter.
fn completed(head: &[u8], whole: &[u8]) -> Rc<[u8]> {
    [head, whole.get(head.len()..).unwrap_or_default()].concat().into()
}

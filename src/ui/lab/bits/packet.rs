//! The chosen segment as the pane reads it: its bytes, what they were before, and where its headers begin.

use crate::layout::bitgrid::{self, Spot};
use crate::locale::panes as key;
use crate::scenario::SegmentName;
use crate::sim::{Fate, Origin, SegmentId, SegmentRow, Trace};
use crate::ui::panes::numbers::Iss;
use crate::ui::state::{ChecksumMode, Complaint, Draft, FieldId};
use crate::wire::checksum::{self, transport_checksum_field};
use crate::wire::decode::{decode, header_start, ipv4_len, transport};
use crate::wire::edit::{EditList, Region};
use crate::wire::fault::Fault;
use crate::wire::field::{Field, Layer, field, ipv4};
use crate::wire::option_field::OPTION_FIELDS;
use std::cell::RefCell;
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
    /// Where the IPv4 options and TCP's were written to end, and where a receiver takes them to end, as far as that is not the same.
    pub misread: [Option<(usize, usize)>; 2],
    /// Why the last edit was refused.
    pub problem: Option<Complaint>,
    /// What its sequence number and its acknowledgment number count from, where that is known.
    pub iss: [Option<Iss>; 2],
    /// Bytes that stand before it: those of the ICMP error that quotes it.
    pub base: usize,
    /// What it quotes.
    pub quoted: Option<Rc<Packet>>,
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
        let mut packet = Packet {
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
            misread: [None; 2],
            problem: draft.problem.clone(),
            iss: [Iss::of(side, own), Iss::of(1 - side, peer)],
            base: 0,
            quoted: None,
        };
        packet.misread = packet.misread_from(&draft.emitted);
        packet.quoted = packet.quotation(trace, row).map(Rc::new);
        Some(packet)
    }

    fn misread_from(&self, emitted: &[u8]) -> [Option<(usize, usize)>; 2] {
        let misread = |layer| self.edits.misread(emitted, &self.bytes, Region::options(layer));
        // Where TCP is sought elsewhere, its data offset is no longer one.
        match misread(Layer::Ipv4) {
            None if self.transport() == Some(Layer::Tcp) => [None, misread(Layer::Tcp)],
            ip => [ip, None],
        }
    }

    /// The datagram that it quotes, as a packet of its own.
    fn quotation(&self, trace: &Trace, row: SegmentRow<'_>) -> Option<Packet> {
        let base = bitgrid::quotation(&self.bytes)?;
        let bytes: Rc<[u8]> = self.bytes.get(base..)?.into();
        // An error goes to whoever sent what it quotes.
        let side = 1 - behind(trace, row.to);
        let [own, peer] = trace.origins(&SegmentRow { head: &bytes, end: None, ..row });
        let before = self.before.get(base..).filter(|before| before.len() == bytes.len()).unwrap_or(&bytes).into();
        let iss = [Iss::of(side, own), Iss::of(1 - side, peer)];
        let plain = Packet { edits: Rc::default(), misread: [None; 2], stranger: None, ..self.clone() };
        Some(Packet { side, bytes, before, iss, base, ..plain })
    }

    /// A field where it stands in the whole datagram, by its name.
    pub fn spot(&self, id: FieldId) -> Option<Spot> {
        spot(&self.bytes, id)
    }

    /// The name of a field of this packet: that of the header's field, or of one that may stand there several times, with its byte.
    pub fn id(&self, spot: Spot) -> FieldId {
        let own = self.base == 0 && field(spot.field.id).is_some();
        if own { spot.field.id } else { kept([spot.field.id, "@", &(self.base + spot.at).to_string()].concat()) }
    }

    /// The field that a byte of the whole datagram belongs to; of several, the first.
    pub fn spot_at(&self, at: usize) -> Option<FieldId> {
        if let Some(quoted) = self.quoted.as_ref().filter(|quoted| at >= quoted.base) {
            return quoted.spot_at(at);
        }
        let inner = at.checked_sub(self.base)?;
        spots(&self.bytes).find(|spot| spot.bytes().contains(&inner)).map(|spot| self.id(spot))
    }

    /// The bytes of its options as a receiver takes them.
    pub fn options_read(&self, layer: Layer) -> Range<usize> {
        read_region(Region::options(layer), &self.bytes)
    }

    /// The bytes of its options, as the edit wants them: the header may not tell of all of them while it is kept wrong.
    pub fn option_place(&self, layer: Layer) -> Range<usize> {
        self.edits.region(Region::options(layer), &self.bytes)
    }

    /// Length of the IPv4 header in bytes; the least where it makes no sense.
    pub fn ip_len(&self) -> usize {
        ipv4_len(&self.bytes)
    }

    /// What the datagram carries, as far as there is a field map for it; a fragment other than the first has no such header.
    pub fn transport(&self) -> Option<Layer> {
        transport(&self.bytes).map(|(layer, _)| layer)
    }

    /// First byte of a header.
    pub fn start(&self, layer: Layer) -> usize {
        header_start(layer, &self.bytes)
    }

    /// The bytes of the datagram that a field touches.
    pub fn place(&self, field: &Field) -> Range<usize> {
        let start = self.start(field.layer);
        field.bytes().start + start..field.bytes().end + start
    }

    /// A field's value; `None` where the datagram ends before it.
    pub fn value(&self, field: &Field) -> Option<u32> {
        field.read(self.bytes.get(self.start(field.layer)..)?)
    }

    /// The value before the edit of what may stand anywhere, where it was another; only while nothing became longer or shorter.
    pub fn old_at(&self, spot: Spot) -> Option<u32> {
        let whole = self.before.len() == self.bytes.len();
        let old = spot.read(&self.before).filter(|_| whole)?;
        (spot.read(&self.bytes) != Some(old)).then_some(old)
    }

    /// A field's value before the edit, where it was another.
    pub fn old(&self, field: &Field) -> Option<u32> {
        let old = field.read(self.before.get(header_start(field.layer, &self.before)..)?)?;
        (self.value(field) != Some(old)).then_some(old)
    }

    /// Whether a byte is not what it was.
    pub fn byte_changed(&self, at: usize) -> bool {
        self.bytes.get(at) != self.before.get(at)
    }

    /// A bit, counted from its first, and whether it is changed.
    pub fn read_bit(&self, at: usize) -> Option<(bool, bool)> {
        let read = |bytes: &[u8]| bytes.get(at / 8).map(|b| b >> (7 - at % 8) & 1 == 1);
        let now = read(&self.bytes)?;
        Some((now, read(&self.before) != Some(now)))
    }

    /// Bits of a field that are changed.
    pub fn bits_changed(&self, spot: Spot) -> u64 {
        spot.bits().filter(|at| self.read_bit(*at).is_some_and(|(_, changed)| changed)).count() as u64
    }

    /// Whether anything is changed.
    pub fn is_changed(&self) -> bool {
        self.bytes != self.before
    }

    /// The end of the transport header, cut to what there is.
    pub fn header_end(&self) -> usize {
        read_region(Region::Payload, &self.bytes).start
    }

    /// What follows the transport header, as the edit wants it.
    pub fn data(&self) -> &[u8] {
        self.bytes.get(self.edits.region(Region::Payload, &self.bytes)).unwrap_or_default()
    }

    /// Whether the data can be replaced: TCP's and UDP's can.
    pub fn has_ports(&self) -> bool {
        matches!(self.transport(), Some(Layer::Tcp | Layer::Udp))
    }

    /// The checksums: the transport header's and the IPv4 header's. Of what is quoted, a transport header's only tells anything where all
    /// it covers is quoted.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        let whole = self.base == 0 || self.claimed() <= self.bytes.len();
        let fields = [transport_checksum_field(&self.bytes), Some(&ipv4::CHECKSUM)];
        fields.into_iter().flatten().filter_map(move |field| {
            let sum = checksum::check(&self.bytes, field.layer).filter(|_| whole || field.layer == Layer::Ipv4);
            (sum.is_some() || !whole).then_some(Check { field, sum })
        })
    }

    /// How long it was, by its total length.
    pub fn claimed(&self) -> usize {
        self.value(&ipv4::TOTAL_LENGTH).unwrap_or_default() as usize
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

/// A checksum, and what a receiver finds.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its field.
    pub field: &'static Field,
    /// As it stands and as it should; `None` where not all that it covers is here.
    pub sum: Option<checksum::Check>,
}

impl Check {
    /// The class of what is right, wrong or cannot be told, and its sign.
    pub fn sign(&self) -> (&'static str, &'static str) {
        match self.sum.map(|sum| sum.good()) {
            Some(true) => ("good", "✓"),
            Some(false) => ("bad", "✗"),
            None => ("muted", "?"),
        }
    }
}

/// The side opposite to a host, for what neither end sent; the left where it is for neither.
fn behind(trace: &Trace, to: Option<u16>) -> u8 {
    let ends = trace.scenario().connections.first().map(|c| &c.ends);
    ends.and_then(|ends| ends.iter().position(|end| Some(end.host) == to)).map_or(0, |at| u8::from(at == 0))
}

/// `head` and whatever of `whole` follows it, where it is shorter.
fn completed(head: &[u8], whole: &[u8]) -> Rc<[u8]> {
    [head, whole.get(head.len()..).unwrap_or_default()].concat().into()
}

/// The bytes of a region, as a receiver takes them.
fn read_region(region: Region, bytes: &[u8]) -> Range<usize> {
    EditList::default().region(region, bytes)
}

/// A field where it stands in a datagram, by its name.
pub fn spot(bytes: &[u8], id: FieldId) -> Option<Spot> {
    match id.split_once('@') {
        Some((id, at)) => {
            let field = field(id).or_else(|| OPTION_FIELDS.iter().find(|field| field.id == id))?;
            Some(Spot { field, at: at.parse().ok()? })
        }
        None => field(id).map(|field| Spot { field, at: header_start(field.layer, bytes) }),
    }
}

/// The bit to begin with where one is to be chosen: the first of a field, or of the data, or the last there is.
pub fn bit_of(bytes: &[u8], id: Option<FieldId>) -> usize {
    let last = (bytes.len() * 8).saturating_sub(1);
    let data = || read_region(Region::Payload, bytes).start * 8;
    id.and_then(|id| spot(bytes, id)).map_or_else(data, |spot| spot.bits().start).min(last)
}

/// The name, after `field.`, of what a bit of a datagram is of; `None` for data.
pub fn name_of_bit(bytes: &[u8], bit: usize) -> Option<&'static str> {
    spots(bytes).find(|spot| spot.bits().contains(&bit)).map(|spot| spot.field.id)
}

/// The fields of the headers of a datagram, as far as it goes.
pub fn headers(bytes: &[u8]) -> impl Iterator<Item = Spot> + '_ {
    let transport = transport(bytes).filter(|(_, at)| *at < bytes.len());
    [Some((Layer::Ipv4, 0)), transport].into_iter().flatten().flat_map(|(layer, at)| bitgrid::header(bytes, layer, at))
}

/// The fields of its options and of its headers.
fn spots(bytes: &[u8]) -> impl Iterator<Item = Spot> {
    let read = |layer| bitgrid::options(bytes, layer, read_region(Region::options(layer), bytes));
    let options = [Layer::Ipv4, Layer::Tcp].into_iter().flat_map(read);
    options.flat_map(|option| option.spots).chain(headers(bytes))
}

thread_local! {
    static KEPT: RefCell<Vec<FieldId>> = const { RefCell::new(Vec::new()) };
}

/// A name for as long as the page is there, as all names of fields are: each is made once, and there are no more than a datagram's headers
/// have bytes.
fn kept(name: String) -> FieldId {
    KEPT.with_borrow_mut(|all| match all.binary_search(&name.as_str()) {
        Ok(at) => all.get(at).copied().unwrap_or_default(),
        Err(at) => {
            let name: FieldId = Box::leak(name.into_boxed_str());
            all.insert(at, name);
            name
        }
    })
}

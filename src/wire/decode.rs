//! Any bytes, looked at as a datagram: where its headers lie, what its options are and everything that is wrong with it.

use super::checksum;
use super::fault::{Fault, Severity};
use super::field::{FLAGS_BYTE, Field, Layer, ipv4, tcp, udp};
use super::ipv4_option::ipv4_options;
use super::option::{self, Placed};
use crate::base::order;
use std::ops::Range;

/// A datagram's layout. All ranges are in bytes of the datagram and lie within it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The IPv4 header as far as it goes.
    pub ipv4: Range<usize>,
    /// The header after it, and which.
    pub transport: Option<(Layer, Range<usize>)>,
    /// What follows.
    pub payload: Range<usize>,
    /// TCP options in order, each with its place.
    pub options: Vec<Placed>,
    /// Everything that is wrong or odd, fatal faults first.
    pub faults: Vec<Fault>,
}

impl Decoded {
    /// The header of a layer, if the datagram has it.
    pub fn header(&self, layer: Layer) -> Option<Range<usize>> {
        match (&self.transport, layer) {
            (_, Layer::Ipv4) => (!self.ipv4.is_empty()).then(|| self.ipv4.clone()),
            (Some((have, range)), want) if *have == want => Some(range.clone()),
            _ => None,
        }
    }

    /// A field's value; `None` where the datagram ends before it, or does not have its header.
    pub fn value(&self, bytes: &[u8], field: &Field) -> Option<u32> {
        field.read(bytes.get(self.header(field.layer)?)?)
    }

    /// The bytes of the datagram that a field touches.
    pub fn place(&self, field: &Field) -> Option<Range<usize>> {
        let start = self.header(field.layer)?.start;
        Some(start + field.bytes().start..start + field.bytes().end)
    }

    /// The first fault for which a receiver drops it.
    pub fn fatal(&self) -> Option<&Fault> {
        self.faults.iter().find(|f| f.severity() == Severity::Fatal)
    }
}

/// Where the IPv4 header ends by its IHL, at least 20: a header that claims less is still drawn and edited with its fixed fields.
/// May lie beyond the bytes.
pub fn ipv4_len(bytes: &[u8]) -> usize {
    (ipv4::IHL.read(bytes).unwrap_or(5) as usize * 4).max(20)
}

/// Where the header of a layer begins: the transport header behind the IPv4 header. May lie beyond the bytes.
pub fn header_start(layer: Layer, bytes: &[u8]) -> usize {
    if layer == Layer::Ipv4 { 0 } else { ipv4_len(bytes) }
}

/// The transport header that a datagram shows, and its first byte, which may lie beyond the bytes; a fragment other than the first shows
/// none.
pub fn transport(bytes: &[u8]) -> Option<(Layer, usize)> {
    let begins = ipv4::FRAGMENT_OFFSET.read(bytes)? == 0;
    let layer = Layer::of_protocol(ipv4::PROTOCOL.read(bytes)?).filter(|_| begins)?;
    Some((layer, ipv4_len(bytes)))
}

/// Looks at bytes as a datagram. Any bytes will do; nothing panics.
///
/// Faults stand in the order in which a receiver checks, fatal ones first: the first is the one that [`super::receive()`] returns.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut d = Decoded::default();
    let len = bytes.len();
    d.ipv4 = 0..ipv4_len(bytes).min(len);
    if len < 20 {
        d.faults.push(Fault::Truncated { needed: 20, found: len });
        d.payload = len..len;
        return d;
    }
    let number = |field: &Field| field.read(bytes).unwrap_or(0);
    ipv4_faults(bytes, &mut d);
    let start = d.ipv4.end;
    let claimed = (number(&ipv4::TOTAL_LENGTH) as usize).clamp(start, len);
    // Where the total length leaves no room for any header, the whole rest is shown.
    let end = if claimed < start + 8 { len } else { claimed };
    let rest = bytes.get(start..end).unwrap_or_default();
    d.payload = start..end;
    let Some((layer, _)) = transport(bytes) else { return d };
    let of_ipv4 = d.faults.len();
    let needed = start + layer.fixed_len();
    if claimed < needed {
        d.faults.push(Fault::Truncated { needed, found: claimed });
    }
    if layer == Layer::Udp {
        udp_length_faults(rest, &mut d);
    }
    if let Some(check) = checksum::check(bytes, layer) {
        let (expected, found) = (check.expected, check.found);
        match layer {
            Layer::Udp if found == 0 => d.faults.push(Fault::UdpNoChecksum {}),
            _ if check.good() => {}
            Layer::Udp => d.faults.push(Fault::UdpChecksum { expected, found }),
            Layer::Icmp => d.faults.push(Fault::IcmpChecksum { expected, found }),
            _ => d.faults.push(Fault::TcpChecksum { expected, found }),
        }
    }
    if layer == Layer::Tcp {
        tcp_layout(bytes, rest, start, &mut d);
    } else {
        let header = rest.len().min(8);
        let own = if layer == Layer::Udp { udp::LENGTH.read(rest).map_or(0, |n| n as usize) } else { rest.len() };
        d.transport = Some((layer, start..start + header));
        d.payload = start + header..start + if own < 8 { rest.len() } else { own.min(rest.len()) };
    }
    // A fragment does not hold the whole segment: what its header says can only be judged once all are there.
    if number(&ipv4::MF) == 1 {
        d.faults.truncate(of_ipv4);
    }
    order::sort_by_key(&mut d.faults, Fault::severity);
    d
}

fn ipv4_faults(bytes: &[u8], d: &mut Decoded) {
    let len = bytes.len();
    let number = |field: &Field| field.read(bytes).unwrap_or(0);
    let (version, ihl) = (number(&ipv4::VERSION), number(&ipv4::IHL));
    if version != 4 {
        d.faults.push(Fault::Version { found: version });
    }
    if ihl < 5 {
        d.faults.push(Fault::IhlShort { found: ihl });
    }
    let needed = ihl as usize * 4;
    if needed > len {
        d.faults.push(Fault::Truncated { needed, found: len });
    } else if let Some(check) = checksum::check(bytes, Layer::Ipv4).filter(|c| !c.good()) {
        d.faults.push(Fault::Ipv4Checksum { expected: check.expected, found: check.found });
    }
    let claimed = number(&ipv4::TOTAL_LENGTH) as usize;
    if claimed < d.ipv4.end || claimed > len {
        d.faults.push(Fault::TotalLength { claimed, found: len });
    } else if claimed < len {
        d.faults.push(Fault::Trailing { claimed, found: len });
    }
    if number(&ipv4::MF) == 1 || number(&ipv4::FRAGMENT_OFFSET) > 0 {
        d.faults.push(Fault::Fragment {});
    }
    if number(&ipv4::TTL) == 0 {
        d.faults.push(Fault::TtlZero {});
    }
    if number(&ipv4::FLAG_RESERVED) == 1 {
        d.faults.push(Fault::ReservedFlag {});
    }
    for option in ipv4_options(bytes) {
        if let Some(length) = option.broken(bytes) {
            d.faults.push(Fault::Ipv4OptionLength { kind: option.kind, length });
        }
    }
    let protocol = number(&ipv4::PROTOCOL);
    if Layer::of_protocol(protocol).is_none() {
        d.faults.push(Fault::Protocol { found: protocol });
    }
}

fn tcp_layout(bytes: &[u8], rest: &[u8], start: usize, d: &mut Decoded) {
    let number = |field: &Field| field.read(rest).unwrap_or(0);
    let offset = number(&tcp::DATA_OFFSET);
    let claimed = offset as usize * 4;
    let end = start + claimed.max(20).min(rest.len());
    d.transport = Some((Layer::Tcp, start..end));
    d.payload = end..start + rest.len();
    if rest.len() < 20 {
        return;
    }
    if offset < 5 {
        d.faults.push(Fault::DataOffsetShort { found: offset });
    }
    if claimed > rest.len() {
        d.faults.push(Fault::DataOffsetLong { found: offset, room: rest.len() });
    }
    d.options = option::places(bytes, start + 20..end);
    for placed in &d.options {
        if let Some((kind, length)) = placed.broken {
            d.faults.push(Fault::OptionLength { kind, length });
        }
    }
    let reserved = number(&tcp::RESERVED);
    let set = |field: &Field| number(field) == 1;
    let (ack, syn, fin, rst) = (set(&tcp::ACK_FLAG), set(&tcp::SYN), set(&tcp::FIN), set(&tcp::RST));
    let odd = [
        (reserved != 0, Fault::ReservedBits { found: reserved }),
        (rest.get(FLAGS_BYTE) == Some(&0), Fault::NoFlags {}),
        (syn && fin, Fault::SynFin {}),
        (syn && rst, Fault::SynRst {}),
        (fin && !ack && !syn, Fault::FinWithoutAck {}),
        (!ack && number(&tcp::ACK) != 0, Fault::AckUnused { found: number(&tcp::ACK) }),
        (!set(&tcp::URG) && number(&tcp::URGENT_POINTER) != 0, Fault::UrgentUnused { found: number(&tcp::URGENT_POINTER) }),
        (number(&tcp::SOURCE_PORT) == 0, Fault::PortZero {}),
        (number(&tcp::DESTINATION_PORT) == 0, Fault::DestinationPortZero {}),
    ];
    d.faults.extend(odd.into_iter().filter(|(is, _)| *is).map(|(_, fault)| fault));
}

fn udp_length_faults(rest: &[u8], d: &mut Decoded) {
    let Some(claimed) = udp::LENGTH.read(rest).map(|n| n as usize) else { return };
    let found = rest.len();
    if claimed < 8 || claimed > found {
        d.faults.push(Fault::UdpLength { claimed, found });
    } else if claimed < found {
        d.faults.push(Fault::UdpTrailing { claimed, found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_inside_whatever_the_bytes_say() {
        let mut bytes = [0u8; 60];
        for seed in 0..20_000u64 {
            let len = (seed % 61) as usize;
            for (i, b) in bytes.iter_mut().enumerate() {
                *b = crate::base::chance(seed, crate::base::Purpose::Content, &[i as u64]) as u8;
            }
            if seed % 2 == 0 {
                bytes[0] = 0x45;
                bytes[9] = 6;
            }
            let d = decode(&bytes[..len]);
            assert!(d.ipv4.end <= len && d.payload.end <= len);
            for layer in [Layer::Ipv4, Layer::Tcp, Layer::Udp, Layer::Icmp] {
                assert!(d.header(layer).is_none_or(|r| r.start <= r.end && r.end <= len));
            }
            assert!(d.options.iter().all(|o| o.range.end <= len));
        }
    }
}

//! A datagram taken apart into its fields and put together again: nothing is lost, whatever the bytes say.

use super::decode::decode;
use super::field::{Field, Layer, fields};
use super::option::TcpOption;

/// The pieces of a datagram. `encode` of what `decode` gave is the same bytes, for all bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packet {
    /// Every field of every header that is whole, with its value.
    pub fields: Vec<(&'static Field, u32)>,
    /// IPv4 options, or the rest of an IPv4 header that is cut off.
    pub ipv4_rest: Vec<u8>,
    /// The transport header, if there is a whole one.
    pub transport: Option<Layer>,
    /// TCP options in order.
    pub options: Vec<OptionPiece>,
    /// Everything after the headers.
    pub payload: Vec<u8>,
    /// Bytes beyond the total length, or beyond the UDP length.
    pub trailing: Vec<u8>,
}

/// One TCP option, or bytes that are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionPiece {
    /// An option that can be read.
    Option(TcpOption),
    /// Padding, or what cannot be read.
    Raw(Vec<u8>),
}

impl Packet {
    /// Takes bytes apart.
    pub fn decode(bytes: &[u8]) -> Packet {
        let layout = decode(bytes);
        let at = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default().to_vec();
        let mut packet = Packet::default();
        let read = |layer, start: usize, packet: &mut Packet| {
            let header = bytes.get(start..).unwrap_or_default();
            packet.fields.extend(fields(layer).filter_map(|f| Some((f, f.read(header)?))));
        };
        let fixed = if layout.ipv4.len() >= 20 { 20 } else { 0 };
        if fixed > 0 {
            read(Layer::Ipv4, 0, &mut packet);
        }
        packet.ipv4_rest = at(fixed..layout.ipv4.end);
        let mut body = layout.ipv4.end;
        if let Some((layer, range)) = layout.transport {
            let fixed = layer.fixed_len();
            if range.len() >= fixed {
                packet.transport = Some(layer);
                read(layer, range.start, &mut packet);
                packet.options = layout.options.iter().map(|o| piece(o.option.as_ref(), at(o.range.clone()))).collect();
                body = range.end;
            }
        }
        packet.payload = at(body..layout.payload.end.max(body));
        packet.trailing = at(layout.payload.end.max(body)..bytes.len());
        packet
    }

    /// Puts the bytes together.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.fields.iter().any(|(f, _)| f.layer == Layer::Ipv4) {
            out.resize(20, 0);
            self.write(Layer::Ipv4, &mut out);
        }
        out.extend(&self.ipv4_rest);
        if let Some(layer) = self.transport {
            let mut header = vec![0; layer.fixed_len()];
            self.write(layer, &mut header);
            out.extend(header);
            for piece in &self.options {
                match piece {
                    OptionPiece::Option(option) => option.write(&mut out),
                    OptionPiece::Raw(bytes) => out.extend(bytes),
                }
            }
        }
        out.extend(&self.payload);
        out.extend(&self.trailing);
        out
    }

    /// A field's value.
    pub fn get(&self, field: &Field) -> Option<u32> {
        self.fields.iter().find(|(f, _)| f.id == field.id).map(|(_, value)| *value)
    }

    fn write(&self, layer: Layer, header: &mut [u8]) {
        for (field, value) in self.fields.iter().filter(|(f, _)| f.layer == layer) {
            field.write(header, *value);
        }
    }
}

/// An option is kept as a value only where the value gives the same bytes.
fn piece(option: Option<&TcpOption>, bytes: Vec<u8>) -> OptionPiece {
    let Some(option) = option else { return OptionPiece::Raw(bytes) };
    let mut written = Vec::new();
    option.write(&mut written);
    if written == bytes { OptionPiece::Option(option.clone()) } else { OptionPiece::Raw(bytes) }
}

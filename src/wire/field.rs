//! The field map: every field of the IPv4, TCP, UDP and ICMP headers, its place in bits and its source. The accessors and the page's
//! bit grid both read this table; what has no fixed place, the fields of options, is in [`super::option_field`].

/// A header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// RFC 791.
    Ipv4,
    /// RFC 9293.
    Tcp,
    /// RFC 768.
    Udp,
    /// RFC 792.
    Icmp,
}

/// A field of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in addresses, hooks and locale keys.
    pub id: &'static str,
    /// Its header.
    pub layer: Layer,
    /// Bits from the start of the header, most significant bit of the first byte first.
    pub bit: u16,
    /// Width in bits, at most 32.
    pub width: u8,
    /// Number of the RFC that defines it.
    pub rfc: u16,
    /// Section there.
    pub section: &'static str,
}

macro_rules! field_map {
    ($(#[$doc:meta])* $table:ident; $($layer:ident $module:ident { $($name:ident = $id:literal $bit:literal + $width:literal RFC $rfc:literal $section:literal;)* })*) => {
        $(
            #[doc = concat!("The fields of one header, by name: ", stringify!($layer), ".")]
            pub mod $module {
                use crate::wire::field::{Field, Layer};
                $(
                    #[doc = $id]
                    pub const $name: Field = Field { id: $id, layer: Layer::$layer, bit: $bit, width: $width, rfc: $rfc, section: $section };
                )*
            }
        )*
        $(#[$doc])*
        pub static $table: &[$crate::wire::field::Field] = &[$($($module::$name,)*)*];
    };
}
pub(super) use field_map;

field_map! {
    /// All fields, by header and position.
    FIELDS;
    Ipv4 ipv4 {
        VERSION = "ipv4.version" 0 + 4 RFC 791 "3.1";
        IHL = "ipv4.ihl" 4 + 4 RFC 791 "3.1";
        DSCP = "ipv4.dscp" 8 + 6 RFC 2474 "3";
        ECN = "ipv4.ecn" 14 + 2 RFC 3168 "5";
        TOTAL_LENGTH = "ipv4.total_length" 16 + 16 RFC 791 "3.1";
        ID = "ipv4.id" 32 + 16 RFC 6864 "4";
        FLAG_RESERVED = "ipv4.flag_reserved" 48 + 1 RFC 791 "3.1";
        DF = "ipv4.df" 49 + 1 RFC 791 "3.1";
        MF = "ipv4.mf" 50 + 1 RFC 791 "3.1";
        FRAGMENT_OFFSET = "ipv4.fragment_offset" 51 + 13 RFC 791 "3.1";
        TTL = "ipv4.ttl" 64 + 8 RFC 791 "3.1";
        PROTOCOL = "ipv4.protocol" 72 + 8 RFC 791 "3.1";
        CHECKSUM = "ipv4.checksum" 80 + 16 RFC 791 "3.1";
        SOURCE = "ipv4.source" 96 + 32 RFC 791 "3.1";
        DESTINATION = "ipv4.destination" 128 + 32 RFC 791 "3.1";
    }
    Tcp tcp {
        SOURCE_PORT = "tcp.source_port" 0 + 16 RFC 9293 "3.1";
        DESTINATION_PORT = "tcp.destination_port" 16 + 16 RFC 9293 "3.1";
        SEQ = "tcp.seq" 32 + 32 RFC 9293 "3.1";
        ACK = "tcp.ack" 64 + 32 RFC 9293 "3.1";
        DATA_OFFSET = "tcp.data_offset" 96 + 4 RFC 9293 "3.1";
        RESERVED = "tcp.reserved" 100 + 4 RFC 9293 "3.1";
        CWR = "tcp.cwr" 104 + 1 RFC 3168 "6.1.2";
        ECE = "tcp.ece" 105 + 1 RFC 3168 "6.1.3";
        URG = "tcp.urg" 106 + 1 RFC 9293 "3.1";
        ACK_FLAG = "tcp.ack_flag" 107 + 1 RFC 9293 "3.1";
        PSH = "tcp.psh" 108 + 1 RFC 9293 "3.1";
        RST = "tcp.rst" 109 + 1 RFC 9293 "3.1";
        SYN = "tcp.syn" 110 + 1 RFC 9293 "3.1";
        FIN = "tcp.fin" 111 + 1 RFC 9293 "3.1";
        WINDOW = "tcp.window" 112 + 16 RFC 9293 "3.1";
        CHECKSUM = "tcp.checksum" 128 + 16 RFC 9293 "3.1";
        URGENT_POINTER = "tcp.urgent_pointer" 144 + 16 RFC 9293 "3.8.5";
    }
    Udp udp {
        SOURCE_PORT = "udp.source_port" 0 + 16 RFC 768 "Fields";
        DESTINATION_PORT = "udp.destination_port" 16 + 16 RFC 768 "Fields";
        LENGTH = "udp.length" 32 + 16 RFC 768 "Fields";
        CHECKSUM = "udp.checksum" 48 + 16 RFC 768 "Fields";
    }
    Icmp icmp {
        TYPE = "icmp.type" 0 + 8 RFC 792 "Message Formats";
        CODE = "icmp.code" 8 + 8 RFC 792 "Message Formats";
        CHECKSUM = "icmp.checksum" 16 + 16 RFC 792 "Message Formats";
        UNUSED = "icmp.unused" 32 + 16 RFC 792 "Destination Unreachable Message";
        MTU = "icmp.mtu" 48 + 16 RFC 1191 "4";
    }
}

/// The byte of the TCP header that holds the eight control bits.
pub const FLAGS_BYTE: usize = tcp::CWR.bytes().start;

/// The field with this id.
pub fn field(id: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.id == id)
}

/// The fields of one header, by position.
pub fn fields(layer: Layer) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |f| f.layer == layer)
}

/// Reads a field by its id from the bytes of its header; `None` where the header is too short, or no field has that id.
pub fn read(header: &[u8], id: &str) -> Option<u32> {
    field(id)?.read(header)
}

impl Layer {
    /// Length in bytes of its header without options.
    pub const fn fixed_len(self) -> usize {
        match self {
            Layer::Ipv4 | Layer::Tcp => 20,
            Layer::Udp | Layer::Icmp => 8,
        }
    }

    /// The header that a value of the IPv4 protocol field announces, where there is a field map of it.
    pub const fn of_protocol(protocol: u32) -> Option<Layer> {
        match protocol {
            1 => Some(Layer::Icmp),
            6 => Some(Layer::Tcp),
            17 => Some(Layer::Udp),
            _ => None,
        }
    }
}

impl Field {
    /// The bytes it touches, counted from the start of its header.
    #[inline]
    pub const fn bytes(&self) -> std::ops::Range<usize> {
        (self.bit / 8) as usize..(self.bit + self.width as u16).div_ceil(8) as usize
    }

    /// The largest value it can hold.
    pub const fn max(&self) -> u32 {
        if self.width >= 32 { u32::MAX } else { (1 << self.width) - 1 }
    }

    /// Whether it holds an IPv4 address.
    pub fn is_address(&self) -> bool {
        matches!(self.id, "ipv4.source" | "ipv4.destination" | "ipv4.option.address")
    }

    /// Bits below it in its last byte.
    const fn shift(&self) -> u32 {
        (8 - (self.bit as u32 + self.width as u32) % 8) % 8
    }

    /// Reads it from the bytes of its header; `None` where the header is too short.
    #[inline]
    pub fn read(&self, header: &[u8]) -> Option<u32> {
        let whole = header.get(self.bytes())?.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        Some((whole >> self.shift()) as u32 & self.max())
    }

    /// Writes it into the bytes of its header; false, and nothing written, where the header is too short or the value too big.
    #[inline]
    pub fn write(&self, header: &mut [u8], value: u32) -> bool {
        let Some(bytes) = header.get_mut(self.bytes()) else { return false };
        if value > self.max() {
            return false;
        }
        let mask = u64::from(self.max()) << self.shift();
        let mut rest = (u64::from(value) << self.shift(), mask);
        for byte in bytes.iter_mut().rev() {
            *byte = (*byte & !(rest.1 as u8)) | rest.0 as u8;
            rest = (rest.0 >> 8, rest.1 >> 8);
        }
        true
    }
}

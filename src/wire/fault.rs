//! What is wrong, or odd, with a datagram. Each fault names the field it shows in and the values that show it.

/// Whether a receiver drops the datagram for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The receiver drops it.
    Fatal,
    /// The receiver takes it, but no sound sender sends it.
    Odd,
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident $id:literal $severity:ident $field:literal { $($value:ident: $kind:ty),* };)*) => {
        /// A fault of a datagram.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault {
            $($(#[$doc])* $name {
                $(#[doc = concat!("`", stringify!($value), "`, in the unit of its field; lengths in bytes.")] $value: $kind),*
            },)*
        }

        impl Fault {
            /// A short name that never changes: the locale key after `fault.`.
            pub const fn id(&self) -> &'static str {
                match self { $(Fault::$name { .. } => $id,)* }
            }
            /// Whether a receiver drops the datagram for it.
            pub const fn severity(&self) -> Severity {
                match self { $(Fault::$name { .. } => Severity::$severity,)* }
            }
            /// The id of the field it shows in; `tcp.options` for the options, which are no field of the map.
            pub const fn field(&self) -> &'static str {
                match self { $(Fault::$name { .. } => $field,)* }
            }
            /// Its values by name, for the sentence about it.
            pub fn values(&self) -> Vec<(&'static str, u64)> {
                match *self { $(Fault::$name { $($value),* } => vec![$((stringify!($value), $value as u64)),*],)* }
            }
        }

        /// The ids of all faults.
        pub const FAULT_IDS: &[&str] = &[$($id),*];
    };
}

faults! {
    /// Fewer bytes than the headers need.
    Truncated "truncated" Fatal "ipv4.total_length" { needed: usize, found: usize };
    /// The version is not 4 (RFC 1122 §3.2.1.1).
    Version "version" Fatal "ipv4.version" { found: u32 };
    /// The IHL is below 5.
    IhlShort "ihl-short" Fatal "ipv4.ihl" { found: u32 };
    /// The IPv4 header checksum is wrong (RFC 1122 §3.2.1.2).
    Ipv4Checksum "ipv4-checksum" Fatal "ipv4.checksum" { expected: u16, found: u16 };
    /// The total length does not fit what arrived.
    TotalLength "total-length" Fatal "ipv4.total_length" { claimed: usize, found: usize };
    /// The TCP checksum is wrong (RFC 9293 §3.1, MUST-3).
    TcpChecksum "tcp-checksum" Fatal "tcp.checksum" { expected: u16, found: u16 };
    /// The data offset is below 5.
    DataOffsetShort "data-offset-short" Fatal "tcp.data_offset" { found: u32 };
    /// The data offset reaches past the end of the segment.
    DataOffsetLong "data-offset-long" Fatal "tcp.data_offset" { found: u32, room: usize };
    /// The UDP length is below 8, or reaches past the end of the datagram (RFC 768).
    UdpLength "udp-length" Fatal "udp.length" { claimed: usize, found: usize };
    /// The UDP checksum is wrong.
    UdpChecksum "udp-checksum" Fatal "udp.checksum" { expected: u16, found: u16 };
    /// The ICMP checksum is wrong (RFC 792).
    IcmpChecksum "icmp-checksum" Fatal "icmp.checksum" { expected: u16, found: u16 };
    /// A fragment of a datagram: it waits for the others, and only the first has a transport header (RFC 791 §2.3).
    Fragment "fragment" Odd "ipv4.fragment_offset" {};
    /// Bytes after what the total length claims.
    Trailing "trailing" Odd "ipv4.total_length" { claimed: usize, found: usize };
    /// The TTL is 0: no router should have let it through.
    TtlZero "ttl-zero" Odd "ipv4.ttl" {};
    /// The reserved flag of IPv4 is set.
    ReservedFlag "ipv4-reserved-flag" Odd "ipv4.flag_reserved" {};
    /// Neither TCP nor UDP nor ICMP: nothing here knows it.
    Protocol "protocol" Odd "ipv4.protocol" { found: u32 };
    /// Reserved control bits are set (RFC 9293 §3.1: zero when sent, ignored when received).
    ReservedBits "reserved-bits" Odd "tcp.reserved" { found: u32 };
    /// No control bit at all.
    NoFlags "no-flags" Odd "tcp.ack_flag" {};
    /// SYN and FIN together.
    SynFin "syn-fin" Odd "tcp.fin" {};
    /// SYN and RST together.
    SynRst "syn-rst" Odd "tcp.rst" {};
    /// FIN without ACK: a synchronised receiver drops it (RFC 9293 §3.10.7.4, fifth).
    FinWithoutAck "fin-without-ack" Odd "tcp.ack_flag" {};
    /// An acknowledgment number that counts for nothing, since ACK is not set.
    AckUnused "ack-unused" Odd "tcp.ack" { found: u32 };
    /// An urgent pointer that counts for nothing, since URG is not set.
    UrgentUnused "urgent-unused" Odd "tcp.urgent_pointer" { found: u32 };
    /// A source port of 0.
    PortZero "port-zero" Odd "tcp.source_port" {};
    /// A destination port of 0.
    DestinationPortZero "destination-port-zero" Odd "tcp.destination_port" {};
    /// The length of an option of the IPv4 header makes no sense; a receiver that does not know the option cannot skip it.
    Ipv4OptionLength "ipv4-option-length" Odd "ipv4.options" { kind: u8, length: u8 };
    /// An option whose length makes no sense; what follows it is not read.
    OptionLength "option-length" Odd "tcp.options" { kind: u8, length: u8 };
    /// Bytes after what the UDP length claims: no part of the user's data.
    UdpTrailing "udp-trailing" Odd "udp.length" { claimed: usize, found: usize };
    /// The UDP checksum is 0: not computed (RFC 768).
    UdpNoChecksum "udp-no-checksum" Odd "udp.checksum" {};
}

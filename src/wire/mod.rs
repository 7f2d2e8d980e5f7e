//! Bytes and headers. What travels on the path is bytes; everything here reads them or writes them, and keeps
//! whatever it does not understand. Nothing here knows of connections or of time.

pub mod addr;
pub mod checksum;
pub mod datagram;
pub mod decode;
pub mod ecn;
pub mod edit;
pub mod fault;
pub mod field;
pub mod flags;
pub mod fragment;
pub mod icmp;
pub mod ipv4_option;
pub mod option;
pub mod option_field;
pub mod pack;
pub mod packet;
pub mod payload;
pub mod receive;
pub mod source_route;
pub mod summation;

pub use addr::Addr;
pub use datagram::Datagram;
pub use decode::{Decoded, decode};
pub use edit::{Edit, EditError, EditList};
pub use fault::{Fault, Severity};
pub use field::{Field, Layer};
pub use flags::Flags;
pub use icmp::{IcmpReport, Quote};
pub use option::TcpOption;
pub use pack::{Ipv4Meta, TcpFields, pack_icmp, pack_tcp, pack_udp};
pub use packet::{OptionPiece, Packet};
pub use payload::Payload;
pub use receive::{IcmpReceived, Received, TcpReceived, Transport, UdpReceived, destination, receive};
pub use source_route::SourceRoute;
pub use summation::{Summation, summation};

//! Bytes and headers. What travels on the path is bytes; everything here reads them or writes them, and keeps
//! whatever it does not understand. Nothing here knows of connections or of time.

pub mod addr;
pub mod datagram;
pub mod decode;
pub mod edit;
pub mod flags;
pub mod option;
pub mod payload;

pub use addr::Addr;
pub use datagram::Datagram;
pub use edit::EditList;
pub use flags::Flags;
pub use option::TcpOption;
pub use payload::Payload;

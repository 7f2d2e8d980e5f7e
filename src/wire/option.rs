//! TCP options as values (RFC 9293 §3.2, RFC 7323, RFC 2018).

/// One option, in the order it stands in the header. What is not known is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcpOption {
    /// Kind 0.
    EndOfList,
    /// Kind 1.
    NoOperation,
    /// Kind 2: the largest segment the sender can take, in bytes of payload.
    MaximumSegmentSize(u16),
    /// Kind 3: the shift of the window field.
    WindowScale(u8),
    /// Kind 4.
    SackPermitted,
    /// Kind 5: blocks of sequence numbers, left edge and the number after the right edge.
    Sack(Vec<(u32, u32)>),
    /// Kind 8.
    Timestamps {
        /// `TSval`.
        value: u32,
        /// `TSecr`.
        echo: u32,
    },
    /// Any other kind, or a known kind with a length that is not its own; `data` is what follows the length byte.
    Unknown {
        /// The kind byte.
        kind: u8,
        /// What follows the length byte.
        data: Vec<u8>,
    },
}

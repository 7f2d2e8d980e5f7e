//! Why an edit is refused.

/// Why an edit cannot be read or made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No field has this name.
    #[error("no header field is called {name}; nearest: {nearest}")]
    UnknownField {
        /// What was written.
        name: String,
        /// The nearest name there is.
        nearest: &'static str,
    },
    /// Not a decimal or hexadecimal number (or address).
    #[error("{place}: {text} is not a number such as 4096 or 0x1000")]
    NotANumber {
        /// The edit.
        place: String,
        /// What was written.
        text: String,
    },
    /// The field is too narrow.
    #[error("{field} holds at most {max}")]
    TooBig {
        /// The field.
        field: &'static str,
        /// The largest value it holds.
        max: u32,
    },
    /// Not an even number of hexadecimal digits.
    #[error("{place}: bytes are written as pairs of hexadecimal digits, such as ff00")]
    NotHex {
        /// The edit.
        place: String,
    },
    /// Neither a field, nor bytes, nor a bit.
    #[error("{text} is not an edit; write tcp.window=4096, @52=ff00 or ~415")]
    Malformed {
        /// What was written.
        text: String,
    },
    /// The datagram has no such place.
    #[error("{place} lies outside the {len} bytes of this datagram")]
    Outside {
        /// The edit.
        place: String,
        /// Length of the datagram.
        len: usize,
    },
    /// Not an option as a reader types it.
    #[error("{text} is not an option; write mss=1460, ws=7, sack-ok, sack=1001-2001, ts=1/0, nop, eol, 254=0a0b or raw=03")]
    NotAnOption {
        /// What was written.
        text: String,
    },
    /// Not an option of the IPv4 header as a reader types it.
    #[error("{text} is not an IPv4 option; write lsrr=203.0.113.254, ssrr=…, rr=4:0.0.0.0, nop, 148=0000 or raw=00")]
    NotAnIpv4Option {
        /// What was written.
        text: String,
    },
    /// More bytes than the header's length field can tell of.
    #[error("options take at most 40 bytes")]
    OptionsTooLong,
    /// A backslash with nothing behind it that it could stand for.
    #[error("behind a backslash stands r, n, t, another backslash, or x and two hexadecimal digits")]
    BadEscape,
    /// More bytes than a datagram can have.
    #[error("a datagram holds at most 65535 bytes")]
    TooLong,
}

//! The fields of options, TCP's and IPv4's: the second half of the field map. Their bits count from the first byte of what they are in:
//! an option, one block of a SACK, one slot of a route, or the byte itself.

use super::field::field_map;

field_map! {
    /// All fields of options.
    OPTION_FIELDS;
    Tcp tcp {
        KIND = "tcp.option.kind" 0 + 8 RFC 9293 "3.1";
        LENGTH = "tcp.option.length" 8 + 8 RFC 9293 "3.1";
        MSS = "tcp.option.mss.value" 16 + 16 RFC 9293 "3.7.1";
        SHIFT = "tcp.option.window_scale.shift" 16 + 8 RFC 7323 "2.2";
        LEFT_EDGE = "tcp.option.sack.left" 0 + 32 RFC 2018 "3";
        RIGHT_EDGE = "tcp.option.sack.right" 32 + 32 RFC 2018 "3";
        TSVAL = "tcp.option.timestamps.value" 16 + 32 RFC 7323 "3.2";
        TSECR = "tcp.option.timestamps.echo" 48 + 32 RFC 7323 "3.2";
        BYTE = "tcp.option.byte" 0 + 8 RFC 9293 "3.1";
        PADDING = "tcp.option.padding" 0 + 8 RFC 9293 "3.1";
    }
    Ipv4 ipv4 {
        TYPE = "ipv4.option.type" 0 + 8 RFC 791 "3.1";
        LENGTH = "ipv4.option.length" 8 + 8 RFC 791 "3.1";
        POINTER = "ipv4.option.pointer" 16 + 8 RFC 791 "3.1";
        ADDRESS = "ipv4.option.address" 0 + 32 RFC 791 "3.1";
        OVERFLOW = "ipv4.option.overflow" 24 + 4 RFC 791 "3.1";
        FLAG = "ipv4.option.flag" 28 + 4 RFC 791 "3.1";
        STAMP = "ipv4.option.stamp" 0 + 32 RFC 791 "3.1";
        BYTE = "ipv4.option.byte" 0 + 8 RFC 791 "3.1";
        PADDING = "ipv4.option.padding" 0 + 8 RFC 791 "3.1";
    }
}

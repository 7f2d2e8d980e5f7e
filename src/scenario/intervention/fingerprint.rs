//! What tells a segment from others whatever its name, and its text: `PA.1.1000`. Frozen: links carry it.

use crate::scenario::problem::{ProblemKind, clip};
use crate::wire::Flags;
use std::fmt;
use std::str::FromStr;

/// What tells a segment from others whatever its name: chosen again after an earlier edit, it is the same segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Index of the connection in the scenario; `None` for what belongs to none.
    pub connection: Option<u16>,
    /// Control bits.
    pub flags: Flags,
    /// Sequence number relative to the sender's ISN.
    pub seq: u32,
    /// Acknowledgment number relative to the peer's ISN, for a segment that takes no sequence number; otherwise 0.
    pub ack: u32,
    /// Bytes of payload.
    pub len: u32,
    /// How often its first sequence number had been sent before.
    pub nth: u16,
}

/// One letter a flag, in the order of ladder labels.
const LETTERS: [(Flags, char); 8] = [
    (Flags::SYN, 'S'),
    (Flags::FIN, 'F'),
    (Flags::RST, 'R'),
    (Flags::PSH, 'P'),
    (Flags::URG, 'U'),
    (Flags::ECE, 'E'),
    (Flags::CWR, 'C'),
    (Flags::ACK, 'A'),
];

/// The flags as letters, in the order of ladder labels; `-` for none.
pub(super) fn letters(flags: Flags) -> String {
    let letters: String = LETTERS.iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, c)| *c).collect();
    if letters.is_empty() { "-".into() } else { letters }
}

/// Reads what [`letters`] wrote, in any order.
pub(super) fn flags(letters: &str) -> Option<Flags> {
    let mut flags = Flags::NONE;
    if letters.is_empty() {
        return None;
    }
    for c in letters.chars().filter(|_| letters != "-") {
        let (flag, _) = LETTERS.iter().find(|(_, letter)| *letter == c)?;
        if flags.has(*flag) {
            return None;
        }
        flags |= *flag;
    }
    Some(flags)
}

/// `<flags>.<seq>.<len>`, then where they are not the usual: `.a<ack>` (not 0), `.n<times sent before>` (not 0),
/// `.k<connection>` (not 0) or `.x` (none). `SA.0.0`, `PA.1.1000`, `A.1.0.a1001`, `-.0.0` for no flag.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", letters(self.flags), self.seq, self.len)?;
        if self.ack != 0 {
            write!(f, ".a{}", self.ack)?;
        }
        if self.nth != 0 {
            write!(f, ".n{}", self.nth)?;
        }
        match self.connection {
            Some(0) => Ok(()),
            Some(k) => write!(f, ".k{k}"),
            None => f.write_str(".x"),
        }
    }
}

impl FromStr for Fingerprint {
    type Err = ProblemKind;
    fn from_str(text: &str) -> Result<Self, ProblemKind> {
        read_fingerprint(text).ok_or_else(|| ProblemKind::NotAFingerprint { text: clip(text) })
    }
}

fn read_fingerprint(text: &str) -> Option<Fingerprint> {
    let mut parts = text.split('.');
    let flags = flags(parts.next()?)?;
    let seq = number(parts.next()?)?;
    let len = number(parts.next()?)?;
    let mut print = Fingerprint { connection: Some(0), flags, seq, ack: 0, len, nth: 0 };
    for part in parts {
        let mut chars = part.chars();
        match (chars.next()?, chars.as_str()) {
            ('a', n) => print.ack = number(n)?,
            ('n', n) => print.nth = number(n)?,
            ('k', n) => print.connection = Some(number(n)?),
            ('x', "") => print.connection = None,
            _ => return None,
        }
    }
    Some(print)
}

/// Plain decimal digits: no sign, no empty text.
pub(super) fn number<T: FromStr>(text: &str) -> Option<T> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

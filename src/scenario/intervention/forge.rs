//! Datagrams that the reader forges: from where, when, and templates that read the run at that moment.

use crate::base::Span;
use crate::scenario::{EndSpec, Scenario};
use crate::tcp::Variable;
use crate::wire::{Field, Flags};

/// Most datagrams that one intervention puts on their way.
pub const MAX_TIMES: u16 = 1_000;

/// What sets off a forged datagram, of the segment that the intervention is aimed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// It leaves.
    #[default]
    Leaves,
    /// It arrives.
    Arrives,
    /// It dies on the way.
    Dies,
}

/// A datagram to be forged: a TCP header with its lengths and checksums right, or raw bytes, and fields set over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forge {
    /// What sets it off.
    pub moment: Moment,
    /// How much later.
    pub after: Span,
    /// Name of the host on whose link it sets out; `None` for somebody outside, whose packets reach the router.
    pub from: Option<String>,
    /// The end of a connection that it pretends to come from: addresses and ports; `None` for the first end of the first one.
    pub claims: Option<EndName>,
    /// Control bits.
    pub flags: Flags,
    /// Fields that are set over the default, in order. By default: the ports and addresses of the end it claims to be, TTL 64,
    /// window 65535, and 0 for everything else.
    pub fields: Vec<(&'static Field, Value)>,
    /// TCP options as bytes, padded to words.
    pub options: Vec<u8>,
    /// What follows the header.
    pub payload: Vec<u8>,
    /// The whole datagram, to begin with, in place of the default header. Its checksums stay as they are.
    pub raw: Option<Vec<u8>>,
    /// Whether the TCP checksum is made wrong.
    pub bad_checksum: bool,
    /// How often, 1 to [`MAX_TIMES`].
    pub times: u16,
    /// How long after the one before.
    pub every: Span,
}

/// One end of a connection, by its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndName {
    /// Name of the host.
    pub host: String,
    /// Index of the connection.
    pub connection: u16,
}

impl Scenario {
    /// Which side of its connection an end is; `None` where the connection or the host's end of it does not exist.
    pub fn side_of(&self, end: &EndName) -> Option<u8> {
        let connection = self.connections.get(usize::from(end.connection))?;
        let host = |e: &EndSpec| self.hosts.get(usize::from(e.host)).is_some_and(|h| h.name == end.host);
        (0..).zip(&connection.ends).find(|(_, e)| host(e)).map(|(side, _)| side)
    }
}

/// A sum of terms, modulo 2³² and then the field's width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The terms; `true` where one is subtracted.
    pub terms: Vec<(bool, Term)>,
}

/// A term of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number.
    Number(u32),
    /// Drawn from the seed, anew for each datagram: an address of 198.18.0.0/15 (RFC 2544), a port from 1024, or anything that fits.
    Random,
    /// How many were forged before this one.
    Count,
    /// What an end of a connection has at that moment.
    Of(EndName, What),
}

/// Something of an end that a template reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Its address.
    Address,
    /// Its port.
    Port,
    /// A variable of its TCB.
    Variable(Variable),
}

/// The words of templates. Frozen.
pub(super) const WORDS: [(&str, What); 14] = [
    ("address", What::Address),
    ("port", What::Port),
    ("iss", What::Variable(Variable::Iss)),
    ("irs", What::Variable(Variable::Irs)),
    ("snd_una", What::Variable(Variable::SndUna)),
    ("snd_nxt", What::Variable(Variable::SndNxt)),
    ("snd_wnd", What::Variable(Variable::SndWnd)),
    ("max_snd_wnd", What::Variable(Variable::MaxSndWnd)),
    ("snd_up", What::Variable(Variable::SndUp)),
    ("snd_mss", What::Variable(Variable::SndMss)),
    ("cwnd", What::Variable(Variable::Cwnd)),
    ("rcv_nxt", What::Variable(Variable::RcvNxt)),
    ("rcv_wnd", What::Variable(Variable::RcvWnd)),
    ("rcv_up", What::Variable(Variable::RcvUp)),
];

//! The scenario: everything that decides a run. Times are spans from the run's beginning.

use super::Intervention;
use crate::base::Span;
use crate::host::HostRules;
use crate::path::{PipeConfig, RouteConfig, RouterConfig};
use crate::tcp::TcpConfig;
use crate::wire::Addr;

/// A text in each of the page's languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// A whole scenario. The same scenario gives the same run, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Short name in addresses and on the command line: lower-case letters, digits, hyphens.
    pub slug: String,
    /// Group in the catalogue: `connect`, `transfer`, `close`, `loss`, …
    pub group: String,
    /// Title.
    pub title: Text,
    /// One line for the index.
    pub summary: Text,
    /// What it teaches, a few sentences.
    pub lesson: Text,
    /// The steps of the story pane.
    pub story: Vec<StoryStep>,
    /// Whether its texts speak of sequence numbers as they travel, so that these are what is shown first.
    pub absolute: bool,
    /// Chance is a hash of this and of what it is about.
    pub seed: u64,
    /// End systems; the router knows each by its address.
    pub hosts: Vec<HostSpec>,
    /// What the router reports.
    pub router: RouterConfig,
    /// Connections, in the order in which they are numbered.
    pub connections: Vec<ConnectionSpec>,
    /// What the applications do.
    pub scripts: Vec<Script>,
    /// What the reader does.
    pub interventions: Vec<Intervention>,
    /// Where a run is cut off.
    pub budget: Budget,
}

/// A step of the story, shown once its cue has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryStep {
    /// What must have happened.
    pub cue: Cue,
    /// One or two sentences.
    pub text: Text,
}

/// A moment of a run that a story step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Before anything happens.
    Start,
    /// This segment has left.
    Sent(super::SegmentName),
    /// This segment has arrived, or died.
    Ended(super::SegmentName),
    /// This host's end of its first connection has entered a state.
    State {
        /// Index of the host.
        host: u16,
        /// The state.
        state: crate::tcp::State,
    },
}

/// An end system with its link to the router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostSpec {
    /// Its name: `client`, `server`, …
    pub name: String,
    /// The letter of its segments' names; not `d`, `r` or `x`.
    pub key: char,
    /// Its IPv4 address.
    pub address: Addr,
    /// TTL of what it sends.
    pub ttl: u8,
    /// Whether it sends with DF set: path MTU discovery (RFC 1191). Otherwise routers cut what is too large.
    pub df: bool,
    /// The profile that its settings come from, where nothing else is said: a name of `settings::PROFILES`.
    pub profile: &'static str,
    /// Its TCP.
    pub tcp: TcpConfig,
    /// What it decides for all its connections.
    pub rules: HostRules,
    /// From the host to the router.
    pub uplink: PipeConfig,
    /// From the router to the host.
    pub downlink: PipeConfig,
    /// How the router reaches it.
    pub route: RouteConfig,
}

/// A connection between two hosts. The end with the lower index need not open it: scripts decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionSpec {
    /// Its two ends; the first is drawn at the left and called the client.
    pub ends: [EndSpec; 2],
}

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndSpec {
    /// Index of the host.
    pub host: u16,
    /// Its port; 0 lets the host choose.
    pub port: u16,
    /// Its initial sequence number; `None` draws one from the seed.
    pub iss: Option<u32>,
}

/// What one application does at one end of one connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Index of the connection.
    pub connection: u16,
    /// Which of its ends, 0 or 1.
    pub end: u8,
    /// Whether it reads whatever arrives, at once. Otherwise only `Receive` steps read.
    pub reads: bool,
    /// Steps; each waits for its trigger, and for the step before it.
    pub steps: Vec<ScriptStep>,
}

/// A step of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptStep {
    /// What it waits for.
    pub when: Trigger,
    /// How much longer it waits after that.
    pub after: Span,
    /// What it then calls.
    pub call: AppCall,
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// This time since the run began.
    At(Span),
    /// The step before it was done.
    Then,
    /// The connection is ESTABLISHED, opened by this end or accepted.
    Connected,
    /// So many bytes were read in all.
    Read(u64),
    /// The peer's FIN was read.
    EndOfStream,
    /// The peer has urgent data.
    Urgent,
    /// The connection failed: refused, reset or timed out.
    Failed,
}

/// A call of RFC 9293 §3.9.1, or a change of the application's own behaviour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppCall {
    /// OPEN, passive.
    Listen,
    /// OPEN, active.
    Connect,
    /// Waits until the connection is established, and takes it off the listener's queue.
    Accept,
    /// Binds the end's port for UDP.
    Bind,
    /// SEND.
    Send(Content),
    /// SEND with the URGENT flag.
    SendUrgent(Content),
    /// Sends one UDP datagram to the other end.
    SendTo(Content),
    /// FLUSH.
    Flush,
    /// RECEIVE up to so many bytes; over UDP, one datagram.
    Receive(u32),
    /// From now on read whatever arrives (or stop doing so).
    Reading(bool),
    /// Switches keep-alive on or off for the connection.
    KeepAlive(bool),
    /// Sets the Differentiated Services code point (0 to 63) of what this end sends from now on.
    Service(u8),
    /// Sets the receive buffer, bytes.
    ReceiveBuffer(u32),
    /// The socket option `SO_LINGER`: how long `CloseBoth` waits for what is unsent; zero makes it an ABORT, `None` does not wait.
    Linger(Option<Span>),
    /// CLOSE: no more to send.
    Close,
    /// CLOSE of both directions, as the socket call `close` does (MAY-1).
    CloseBoth,
    /// ABORT.
    Abort,
    /// The host of this end loses its power, and all it knows of its connections.
    Crash,
    /// The host of this end starts again (after a crash of that instant, where it is up).
    Reboot,
    /// The cable of this end's host is pulled out.
    Unplug,
    /// The cable is put back.
    Plug,
}

impl AppCall {
    /// The calls without a parameter, by the words that files have for them. Frozen.
    pub const WORDS: [(&'static str, AppCall); 12] = [
        ("listen", AppCall::Listen),
        ("connect", AppCall::Connect),
        ("accept", AppCall::Accept),
        ("bind", AppCall::Bind),
        ("close", AppCall::Close),
        ("close_both", AppCall::CloseBoth),
        ("abort", AppCall::Abort),
        ("flush", AppCall::Flush),
        ("crash", AppCall::Crash),
        ("reboot", AppCall::Reboot),
        ("unplug", AppCall::Unplug),
        ("plug", AppCall::Plug),
    ];

    /// Whether it happens to the host rather than in it: it needs no power.
    pub const fn is_outside(&self) -> bool {
        matches!(self, AppCall::Crash | AppCall::Reboot | AppCall::Unplug | AppCall::Plug)
    }

    /// What it sends.
    pub const fn content(&self) -> Option<&Content> {
        match self {
            AppCall::Send(content) | AppCall::SendUrgent(content) | AppCall::SendTo(content) => Some(content),
            _ => None,
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// So many bytes of a pattern drawn from the seed (printable ASCII).
    Size(u32),
}

/// Limits of one run. Reaching one ends the run with a statement, never with a hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Steps of the simulation.
    pub events: u64,
    /// Datagrams emitted.
    pub segments: u64,
    /// Bytes emitted.
    pub bytes: u64,
    /// Virtual time.
    pub time: Span,
}

impl Script {
    /// Whether two are of the same end of the same connection.
    pub fn is_of(&self, other: &Script) -> bool {
        (self.connection, self.end) == (other.connection, other.end)
    }
}

impl Content {
    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Size(n) => (*n).into(),
        }
    }
    /// Whether there is not a byte.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Scenario {
    /// The first connection that a host has an end of, and which end that is.
    pub fn first_end(&self, host: u16) -> Option<(u16, u8)> {
        (0..).zip(&self.connections).find_map(|(i, c)| Some((i, (0..).zip(&c.ends).find(|(_, e)| e.host == host)?.0)))
    }
}

impl Default for Budget {
    fn default() -> Self {
        Budget { events: 5_000_000, segments: 1_000_000, bytes: 2_000_000_000, time: Span::from_secs(24 * 3600) }
    }
}

//! A connection with both halves: from SYN-RECEIVED to LAST-ACK (RFC 9293 §3.3.2).

use super::cx::Cx;
use super::keep_alive::KeepAlive;
use super::reason::Facts;
use super::receive::Receiver;
use super::send::Sender;
use super::{AppEvent, State, Value};

/// Where a connection with both halves stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Remembers where it came from (MUST-11): LISTEN, or SYN-SENT.
    SynReceived {
        passive: bool,
    },
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
}

impl Stage {
    pub fn state(self) -> State {
        match self {
            Stage::SynReceived { .. } => State::SynReceived,
            Stage::Established => State::Established,
            Stage::FinWait1 => State::FinWait1,
            Stage::FinWait2 => State::FinWait2,
            Stage::CloseWait => State::CloseWait,
            Stage::Closing => State::Closing,
            Stage::LastAck => State::LastAck,
        }
    }
    /// Whether the user may still send.
    pub fn may_send(self) -> bool {
        matches!(self, Stage::SynReceived { .. } | Stage::Established | Stage::CloseWait)
    }
    /// Whether the peer may still send text.
    pub fn takes_text(self) -> bool {
        matches!(self, Stage::Established | Stage::FinWait1 | Stage::FinWait2)
    }
}

/// What becomes of the connection after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It goes on.
    Stays,
    /// It goes on, and the segment needs no further step.
    Done,
    /// It goes back to LISTEN.
    Listens,
    /// It enters TIME-WAIT.
    Waits,
    /// The TCB is deleted, and the application told.
    Gone(Option<AppEvent>),
}

/// Both halves.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub stage: Stage,
    pub snd: Sender,
    pub rcv: Receiver,
    /// Whether the application still reads; if not, new data is answered with a RST (RFC 9293 §3.6.1).
    pub reading: bool,
    pub keep_alive: KeepAlive,
}

impl Link {
    pub fn enter(&mut self, stage: Stage, cx: &mut Cx) {
        let from = self.state();
        self.stage = stage;
        cx.state(from, self.state());
    }
}

impl Facts for Link {
    fn fact(&self, name: &str) -> Option<Value> {
        match name {
            "state" => Some(Value::State(self.state())),
            _ => self.snd.fact(name).or_else(|| self.rcv.fact(name)),
        }
    }
}

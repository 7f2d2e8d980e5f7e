//! Listening ports, each with its SYN queue and its queue of connections that wait for `accept`.

use super::rules::HostRules;
use crate::base::Map;

/// Where a connection stands with its listener.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// The listener has nothing more to do with it: opened actively, or accepted.
    #[default]
    Own,
    /// A listener's, that has not taken a SYN yet.
    New,
    /// In the SYN queue: SYN-RECEIVED.
    Half,
    /// In the accept queue: the handshake is done.
    Waiting,
}

/// How full a listener's queues are.
#[derive(Clone, Copy, Debug, Default)]
struct Queues {
    /// How many listen here, never 0.
    listeners: u32,
    half: u32,
    waiting: u32,
}

/// The queues of a listening port, and how many each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Connections in the SYN queue: half-open, SYN-RECEIVED.
    pub half: u32,
    /// How many the SYN queue takes.
    pub syn_queue: u16,
    /// Connections that wait for `accept`.
    pub waiting: u32,
    /// How many may wait.
    pub backlog: u16,
}

/// The listening ports.
#[derive(Clone, Debug, Default)]
pub(super) struct Listeners {
    ports: Map<u16, Queues>,
}

impl Listeners {
    pub fn open(&mut self, port: u16) {
        self.ports.entry(port, Queues::default()).listeners += 1;
    }
    pub fn close(&mut self, port: u16) {
        let Some(queues) = self.ports.get_mut(&port) else { return };
        queues.listeners = queues.listeners.saturating_sub(1);
        if queues.listeners == 0 {
            self.ports.remove(&port);
        }
    }
    pub fn has(&self, port: u16) -> bool {
        self.ports.has(&port)
    }
    /// Connections of a port in the SYN queue.
    pub fn half(&self, port: u16) -> u32 {
        self.ports.get(&port).map_or(0, |q| q.half)
    }
    /// Connections of a port that wait for `accept`.
    pub fn waiting(&self, port: u16) -> u32 {
        self.ports.get(&port).map_or(0, |q| q.waiting)
    }
    /// Whether the SYN queue takes no more.
    pub fn syn_queue_is_full(&self, port: u16, rules: &HostRules) -> bool {
        self.half(port) >= rules.syn_queue.into()
    }
    /// Whether the accept queue takes no more.
    pub fn backlog_is_full(&self, port: u16, rules: &HostRules) -> bool {
        self.waiting(port) >= rules.backlog.into()
    }
    /// The queues of a port; `None` where nobody listens.
    pub fn backlog(&self, port: u16, rules: &HostRules) -> Option<Backlog> {
        let queues = self.ports.get(&port)?;
        Some(Backlog { half: queues.half, syn_queue: rules.syn_queue, waiting: queues.waiting, backlog: rules.backlog })
    }
    /// A connection goes from one place to another.
    pub fn shift(&mut self, port: u16, from: Place, to: Place) {
        let Some(queues) = self.ports.get_mut(&port) else { return };
        let mut count = |place, by: fn(u32) -> u32| match place {
            Place::Half => queues.half = by(queues.half),
            Place::Waiting => queues.waiting = by(queues.waiting),
            Place::Own | Place::New => {}
        };
        count(from, |n| n.saturating_sub(1));
        count(to, |n| n.saturating_add(1));
    }
}

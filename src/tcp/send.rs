//! The sending half: the send variables, and what may be sent now (RFC 9293 §3.7.4, §3.8.6.2.1). It decides; `output` does.

use super::buffer::Stream;
use super::congestion::Control;
use super::persist::Persist;
use super::queue::Queue;
use super::reason::Facts;
use super::recovery::{Picture, Recovery};
use super::rto::Rto;
use super::rtt::Sampler;
use super::{Rule, SendKind, Seq, TcpConfig, Value};
use crate::base::Time;

/// How far our FIN got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fin {
    /// The user has not closed.
    No,
    /// The user has closed; the FIN waits behind data or a window.
    Wanted,
    /// On the retransmission queue, or acknowledged.
    Sent,
}

/// The send variables and buffers.
#[derive(Clone, Debug)]
pub(super) struct Sender {
    pub iss: Seq,
    pub una: Seq,
    pub nxt: Seq,
    pub wnd: u32,
    pub wl1: Seq,
    pub wl2: Seq,
    /// MAX.SND.WND.
    pub max_wnd: u32,
    /// SND.UP: the octet after the urgent data (RFC 9293 §3.8.5, RFC 6093 §4), until it is acknowledged.
    pub up: Option<Seq>,
    /// Effective send MSS, bytes.
    pub mss: u32,
    pub unsent: Stream,
    pub queue: Queue,
    pub fin: Fin,
    pub rto: Rto,
    /// Timeouts in a row without a new acknowledgment.
    pub expiries: u16,
    /// How often our SYN timed out.
    pub syn_losses: u16,
    pub rtt: Sampler,
    pub persist: Persist,
    pub control: Control,
    pub recovery: Recovery,
    /// When data last left, new or again.
    pub last_data: Option<Time>,
    /// When SND.UNA last moved: from then on a segment that had waited behind others counts as the one that is not acknowledged.
    pub moved: Time,
    /// The network reported trouble since the last new acknowledgment.
    pub trouble: bool,
    /// The path carries less than was sent: one segment of it was sent again, the rest waits for an acknowledgment (RFC 1191 §6.4).
    pub narrowed: bool,
    /// What for the rest of what was lost is sent again.
    pub again_for: SendKind,
    /// SEND was refused bytes; say when there is room.
    pub wants_room: bool,
}

/// What the sender may do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send again this entry of the queue, its first `len` payload bytes.
    Again { index: usize, len: u32 },
    /// Send `len` new bytes, and the FIN with them if `fin`.
    New { len: u32, fin: bool, rule: Rule },
    /// Send nothing, by this rule.
    Hold(Rule),
}

impl Sender {
    pub fn new(config: &TcpConfig, iss: Seq) -> Sender {
        Sender {
            iss,
            una: iss,
            nxt: iss,
            wnd: 0,
            wl1: Seq::default(),
            wl2: Seq::default(),
            max_wnd: 0,
            up: None,
            mss: super::options::DEFAULT_MSS,
            unsent: Stream::default(),
            queue: Queue::default(),
            fin: Fin::No,
            rto: Rto::new(config),
            expiries: 0,
            syn_losses: 0,
            rtt: Sampler::default(),
            persist: Persist::default(),
            control: Control::new(config, super::options::DEFAULT_MSS, 0),
            recovery: Recovery::new(config),
            last_data: None,
            moved: Time::ZERO,
            trouble: false,
            narrowed: false,
            again_for: SendKind::Timeout,
            wants_room: false,
        }
    }

    /// FlightSize: bytes thought to be in the network. What a timeout declared lost and was not sent again is not.
    pub fn flight(&self) -> u32 {
        self.queue.to_resend().map_or(self.nxt, |(_, entry)| entry.seq).since(self.una)
    }
    /// Whether our FIN is acknowledged.
    pub fn fin_acked(&self) -> bool {
        self.fin == Fin::Sent && self.una == self.nxt
    }
    /// Free bytes of the send buffer.
    pub fn room(&self, config: &TcpConfig) -> u32 {
        config.send_buffer.saturating_sub(self.queue.bytes()).saturating_sub(self.unsent.len())
    }
    /// Whether so much of it is free that the user should be told: a segment, or half of a small buffer.
    pub fn has_room_again(&self, config: &TcpConfig) -> bool {
        self.room(config) >= self.mss.min(config.send_buffer / 2).max(1)
    }
    /// The sender as loss recovery sees it.
    pub fn picture(&self, acked: u32) -> Picture {
        Picture { una: self.una, nxt: self.nxt, flight: self.flight().saturating_sub(self.recovery.beyond()), acked, smss: self.mss }
    }
    /// SND.UNA =< SEG.ACK =< SND.NXT holds: takes the window if the segment is not older than the one it was last taken from.
    pub fn window_is_newer(&self, seq: Seq, ack: Seq) -> bool {
        self.wl1.before(seq) || (self.wl1 == seq && self.wl2.at_or_before(ack))
    }
    pub fn take_window(&mut self, seq: Seq, ack: Seq, wnd: u32) {
        (self.wl1, self.wl2, self.wnd) = (seq, ack, wnd);
        self.max_wnd = self.max_wnd.max(wnd);
    }

    /// What may be sent now. `open` says whether the state lets data out; `forced` that the wait for a larger window is over.
    pub fn next(&self, config: &TcpConfig, open: bool, forced: bool) -> Next {
        if let Some(again) = self.next_again() {
            return again;
        }
        let queued = self.unsent.len();
        let fin = self.fin == Fin::Wanted;
        if queued == 0 && !fin {
            return Next::Hold(match () {
                () if self.una == self.nxt => Rule::NothingToSend,
                // The peer took back the window that this was sent into.
                () if self.wnd == 0 => Rule::WindowClosed,
                () => Rule::AwaitsAck,
            });
        }
        if !open {
            return Next::Hold(Rule::NotSynchronized);
        }
        let flight = self.nxt.since(self.una);
        let usable = self.wnd.saturating_sub(flight);
        if usable == 0 {
            return Next::Hold(if self.wnd == 0 { Rule::WindowClosed } else { Rule::WindowFull });
        }
        if queued == 0 {
            // Congestion control counts data; a lone FIN is let through.
            return Next::New { len: 0, fin: true, rule: Rule::SendsFin };
        }
        let len = queued.min(usable).min(self.mss);
        let fin = fin && len == queued && len < usable;
        let idle = flight == 0;
        let may_be_small = idle || !config.nagle;
        let rule = if len == self.mss {
            Rule::SendsFull
        } else if len == queued {
            // All there is. More may come unless the user has closed, so without a FIN Nagle's algorithm has its say.
            if may_be_small || self.fin == Fin::Wanted { Rule::SendsRest } else { return Next::Hold(Rule::NagleHolds) }
        } else if may_be_small && len >= self.max_wnd / 2 {
            Rule::SendsHalfWindow
        } else if forced {
            Rule::SwsOverridden
        } else if !config.sws_sender {
            // Nagle's algorithm has its say apart from this.
            if may_be_small { Rule::SwsIgnored } else { return Next::Hold(Rule::NagleHolds) }
        } else {
            return Next::Hold(Rule::SwsHolds);
        };
        self.by_congestion(len, flight, fin, rule, config)
    }

    /// The congestion window's word on `len` new bytes.
    fn by_congestion(&self, len: u32, flight: u32, fin: bool, rule: Rule, config: &TcpConfig) -> Next {
        let cwnd = self.control.get().cwnd();
        // With nothing in flight something must go, or no acknowledgment would ever come.
        if flight == 0 || cwnd.saturating_sub(flight) >= len {
            return Next::New { len, fin, rule };
        }
        let extra = self.recovery.allowance(self.mss, config);
        if extra.is_some_and(|extra| cwnd.saturating_add(extra).saturating_sub(flight) >= len) {
            return Next::New { len, fin, rule: Rule::LimitedTransmit };
        }
        Next::Hold(Rule::CwndHolds)
    }

    /// What was lost and is to be sent again comes before anything new.
    fn next_again(&self) -> Option<Next> {
        let (index, entry) = self.queue.to_resend()?;
        if self.narrowed {
            return Some(Next::Hold(Rule::PathMtuWaits));
        }
        let ahead = entry.seq.since(self.una);
        let usable = self.wnd.saturating_sub(ahead);
        if usable == 0 {
            return Some(Next::Hold(if self.wnd == 0 { Rule::WindowClosed } else { Rule::WindowFull }));
        }
        let whole = entry.payload.len().min(self.mss);
        let len = whole.min(usable);
        if ahead > 0 && len < whole {
            return Some(Next::Hold(Rule::WindowFull));
        }
        let cwnd = self.control.get().cwnd();
        if ahead > 0 && cwnd.saturating_sub(ahead) < len {
            return Some(Next::Hold(Rule::CwndHolds));
        }
        Some(Next::Again { index, len })
    }
}

impl Facts for Sender {
    fn fact(&self, name: &str) -> Option<Value> {
        let bytes = |n: u32| Value::Bytes(u64::from(n));
        let count = |n: u16| Value::Count(u64::from(n));
        Some(match name {
            "ISS" => Value::Own(self.iss),
            "SND.UNA" => Value::Own(self.una),
            "SND.NXT" => Value::Own(self.nxt),
            "SND.WND" => bytes(self.wnd),
            // Set by the first acknowledgment of ours that comes.
            "SND.WL1" | "SND.WL2" if self.una == self.iss => Value::None,
            "SND.WL1" => Value::Peer(self.wl1),
            "SND.WL2" => Value::Own(self.wl2),
            "MAX.SND.WND" => bytes(self.max_wnd),
            "SND.UP" => self.up.map_or(Value::None, Value::Own),
            "SMSS" => bytes(self.mss),
            "usable" => bytes(self.wnd.saturating_sub(self.nxt.since(self.una))),
            "unsent" => bytes(self.unsent.len()),
            "FlightSize" => bytes(self.flight()),
            "cwnd" => bytes(self.control.get().cwnd()),
            // "Arbitrarily high" at first (RFC 5681 §3.1).
            "ssthresh" if self.control.get().ssthresh() >= i32::MAX as u32 => Value::Name("∞"),
            "ssthresh" => bytes(self.control.get().ssthresh()),
            "recover" => self.recovery.recover().map_or(Value::None, Value::Own),
            "phase" if self.recovery.is_recovering() => Value::Name("fast recovery"),
            "phase" => Value::Name(self.control.get().phase()),
            "DupAcks" => count(self.recovery.dup_acks()),
            "backoff" => count(self.expiries),
            "RTO" => Value::Span(self.rto.value),
            "SRTT" => self.rto.srtt.map_or(Value::None, Value::Span),
            "RTTVAR" => self.rto.srtt.map_or(Value::None, |_| Value::Span(self.rto.rttvar)),
            "probes" => count(self.persist.probes),
            _ => return None,
        })
    }
}

//! The receiving half: what arrived in order, what arrived early, and what the peer may still send (RFC 9293 §3.8.6.2.2).

use std::collections::VecDeque;

use super::ack::AckPolicy;
use super::buffer::Stream;
use super::reason::Facts;
use super::{Seq, TcpConfig, Value};
use crate::wire::Payload;

/// Bytes that arrived early.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub seq: Seq,
    pub payload: Payload,
}

/// The receive variables and buffers.
#[derive(Clone, Debug)]
pub(super) struct Receiver {
    pub irs: Seq,
    pub nxt: Seq,
    /// Right edge of the window as the buffer and silly-window avoidance set it; never moves left.
    edge: Seq,
    /// Right edge of the window as the header could say it.
    offered: Seq,
    /// Whether only what was offered is taken.
    offered_only: bool,
    /// Whether what comes early is kept.
    pub keeps_early: bool,
    /// Whether the window opens in steps worth a segment only.
    avoid_sws: bool,
    /// Buffer, bytes.
    capacity: u32,
    /// RMSS: what we announced, or 536.
    pub mss: u32,
    /// The effective MSS, by which silly-window avoidance measures.
    pub step: u32,
    /// In order, not read.
    pub ready: Stream,
    /// Early pieces, in order, apart from each other.
    early: VecDeque<Piece>,
    early_len: u32,
    /// Where the peer's FIN stands, if it was seen.
    pub fin: Option<Seq>,
    /// Whether RCV.NXT has passed the FIN.
    pub ended: bool,
    /// RCV.UP, while it lies ahead of what was read.
    pub up: Option<Seq>,
    pub ack: AckPolicy,
    pub ecn: super::ecn::Ecn,
}

/// The header's window field without scaling.
const WIDEST: u32 = 65_535;

/// The window field of a SYN that knows no peer yet.
pub(super) fn first_window(config: &TcpConfig) -> u16 {
    config.receive_buffer.min(WIDEST) as u16
}

impl Receiver {
    /// After the peer's SYN with sequence number `irs`.
    pub fn new(config: &TcpConfig, irs: Seq) -> Receiver {
        let nxt = irs + 1;
        let mss = super::options::announced_mss(config);
        let capacity = config.receive_buffer.min(1 << 30);
        Receiver {
            irs,
            nxt,
            edge: nxt + capacity,
            offered: nxt + capacity.min(WIDEST),
            offered_only: config.accept_offered_only,
            keeps_early: !config.go_back_n,
            avoid_sws: config.sws_receiver,
            capacity,
            mss,
            step: mss,
            ready: Stream::default(),
            early: VecDeque::new(),
            early_len: 0,
            fin: None,
            ended: false,
            up: None,
            ack: AckPolicy::new(mss),
            ecn: super::ecn::Ecn::default(),
        }
    }

    /// `RCV.WND`, bytes.
    pub fn wnd(&self) -> u32 {
        let edge = if self.offered_only && self.offered.before(self.edge) { self.offered } else { self.edge };
        if edge.after(self.nxt) { edge.since(self.nxt) } else { 0 }
    }

    /// How far the right edge could move: bytes that are free and not announced.
    fn reduction(&self) -> u32 {
        let target = self.nxt + self.capacity.saturating_sub(self.ready.len());
        if target.after(self.edge) { target.since(self.edge) } else { 0 }
    }

    /// Moving the right edge by less would begin silly small segments (RFC 9293 §3.8.6.2.2).
    fn least_gain(&self) -> u32 {
        if self.avoid_sws { (self.capacity / 2).min(self.step) } else { 1 }
    }

    /// The window field of a segment that leaves now. Moves the right edge if that is worth it (MUST-39), never back (SHLD-14).
    pub fn announce(&mut self) -> u16 {
        let gain = self.reduction();
        if gain > 0 && gain >= self.least_gain() {
            self.edge += gain;
        }
        let field = if self.edge.after(self.nxt) { self.edge.since(self.nxt).min(WIDEST) } else { 0 };
        self.offered = self.offered.later(self.nxt + field);
        field as u16
    }

    /// Whether reading has freed so much that the peer must hear of it without waiting for an acknowledgment to carry it:
    /// two segments or half the buffer, or anything worth announcing while the peer can hardly send.
    pub fn owes_update(&self) -> bool {
        let gain = self.reduction();
        let left = if self.offered.after(self.nxt) { self.offered.since(self.nxt) } else { 0 };
        // What the header can't say yet needs no update: a window wider than the field stays 65,535.
        let visible = (left.saturating_add(gain)).min(WIDEST).saturating_sub(left.min(WIDEST));
        let worth = self.least_gain().max(1);
        !self.ended
            && visible >= worth
            && (!self.avoid_sws || visible >= self.step.saturating_mul(2) || visible >= self.capacity / 2 || left < worth)
    }

    /// Changes the buffer. The right edge stays where it was promised (SHLD-14) unless `shrinks`; never left of what is kept.
    pub fn set_capacity(&mut self, capacity: u32, shrinks: bool) {
        self.capacity = capacity.min(1 << 30);
        let target = self.nxt + self.capacity.saturating_sub(self.ready.len()).max(self.reach());
        if shrinks && target.before(self.edge) {
            self.edge = target;
            self.offered = if self.offered.after(target) { target } else { self.offered };
        }
    }

    /// How far beyond RCV.NXT early pieces, or a FIN seen early, reach.
    fn reach(&self) -> u32 {
        let pieces = self.early.back().map_or(0, |p| p.seq.since(self.nxt).saturating_add(p.payload.len()));
        let fin = self.fin.filter(|_| !self.ended).map_or(0, |fin| fin.since(self.nxt).saturating_add(1));
        pieces.max(fin)
    }

    /// Bytes that arrived early.
    pub fn early_len(&self) -> u32 {
        self.early_len
    }
    /// Whether a gap waits to be filled.
    pub fn has_gap(&self) -> bool {
        !self.early.is_empty() || (self.fin.is_some() && !self.ended)
    }

    /// Takes bytes at RCV.NXT, and the early pieces that follow them now. Returns how many bytes became readable.
    pub fn take(&mut self, payload: Payload) -> u32 {
        let before = self.ready.len();
        self.nxt += payload.len();
        self.ready.push(payload, false);
        self.pull();
        self.ready.len() - before
    }

    /// Moves early pieces that are no longer early. Returns how many bytes became readable.
    pub fn pull(&mut self) -> u32 {
        let before = self.ready.len();
        while let Some(piece) = self.early.front() {
            if piece.seq.after(self.nxt) {
                break;
            }
            let Some(piece) = self.early.pop_front() else { break };
            self.early_len = self.early_len.saturating_sub(piece.payload.len());
            let known = self.nxt.since(piece.seq);
            if known < piece.payload.len() {
                let fresh = piece.payload.slice(known, u32::MAX);
                self.nxt += fresh.len();
                self.ready.push(fresh, false);
            }
        }
        self.ready.len() - before
    }

    /// Keeps bytes that begin after RCV.NXT (SHLD-31); what is there already is not replaced. Returns how many are new.
    pub fn keep(&mut self, seq: Seq, payload: Payload) -> u32 {
        let (mut from, mut rest, mut at, mut fresh) = (seq.since(self.nxt), payload, 0, 0);
        while !rest.is_empty() {
            let next = self.early.get(at).map(|p| (p.seq.since(self.nxt), p.payload.len()));
            let Some((start, len)) = next else {
                fresh += self.insert(at, from, rest);
                break;
            };
            if from >= start.saturating_add(len) {
                at += 1;
            } else if from < start {
                let head = rest.slice(0, start - from);
                rest = rest.slice(head.len(), u32::MAX);
                from += head.len();
                fresh += self.insert(at, from - head.len(), head);
                at += 1;
            } else {
                let known = start.saturating_add(len) - from;
                rest = rest.slice(known, u32::MAX);
                from = start.saturating_add(len);
                at += 1;
            }
        }
        fresh
    }

    fn insert(&mut self, at: usize, from: u32, payload: Payload) -> u32 {
        let len = payload.len();
        self.early_len = self.early_len.saturating_add(len);
        self.early.insert(at, Piece { seq: self.nxt + from, payload });
        len
    }

    /// Notes where the peer's FIN stands. One that stands before text of the same peer, or elsewhere than the one that was seen
    /// first, is none: returns false.
    pub fn keep_fin(&mut self, at: Seq) -> bool {
        if self.fin.is_none() && at.at_or_after(self.nxt + self.reach()) {
            self.fin = Some(at);
        }
        self.fin == Some(at)
    }

    /// Whether the peer's FIN stands at RCV.NXT.
    pub fn fin_reached(&self) -> bool {
        !self.ended && self.fin == Some(self.nxt)
    }
    /// Passes the FIN.
    pub fn end(&mut self) {
        self.nxt += 1;
        self.ended = true;
    }

    /// Bytes still to be read until the end of urgent data (MUST-33).
    pub fn urgent_left(&self) -> u32 {
        let read = self.nxt - self.ready.len() - u32::from(self.ended);
        self.up.map_or(0, |up| if up.after(read) { up.since(read) } else { 0 })
    }
}

impl Facts for Receiver {
    fn fact(&self, name: &str) -> Option<Value> {
        Some(match name {
            "RCV.NXT" => Value::Peer(self.nxt),
            "RCV.WND" => Value::Bytes(u64::from(self.wnd())),
            "IRS" => Value::Peer(self.irs),
            "RCV.UP" => self.up.map_or(Value::None, Value::Peer),
            "urgent" => Value::Bytes(u64::from(self.urgent_left())),
            "RCV.USER" | "unread" => Value::Bytes(u64::from(self.ready.len())),
            "RCV.BUFF" => Value::Bytes(u64::from(self.capacity)),
            "out of order" => Value::Bytes(u64::from(self.early_len)),
            "RMSS" => Value::Bytes(u64::from(self.mss)),
            "unacknowledged" => Value::Bytes(u64::from(self.ack.owed)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receiver(buffer: u32) -> Receiver {
        Receiver::new(&TcpConfig { receive_buffer: buffer, mss: Some(100), ..TcpConfig::default() }, Seq(u32::MAX - 5))
    }

    #[test]
    fn early_pieces_in_any_order_and_overlap_come_out_once_and_in_order() {
        let source = Payload::from((0..=255u8).collect::<Vec<_>>());
        let cuts: [(u32, u32); 9] = [(200, 56), (50, 20), (90, 10), (60, 35), (40, 5), (30, 100), (10, 200), (0, 5), (0, 256)];
        let mut r = receiver(1000);
        let start = r.nxt;
        for (from, len) in cuts {
            let seq = start + from;
            let piece = source.slice(from, len);
            if seq.at_or_before(r.nxt) {
                let known = r.nxt.since(seq);
                r.take(piece.slice(known, u32::MAX));
            } else {
                r.keep(seq, piece);
            }
        }
        assert_eq!((r.nxt, r.early_len(), r.has_gap()), (start + 256, 0, false));
        assert_eq!(r.ready.take(1000).0, source);
    }

    #[test]
    fn must_39_the_right_edge_stays_until_a_segment_or_half_the_buffer_is_free() {
        let mut r = receiver(250);
        assert_eq!(r.announce(), 250);
        r.take(Payload::from(vec![0; 250]));
        assert_eq!(r.announce(), 0);
        r.ready.take(99);
        assert_eq!((r.announce(), r.owes_update()), (0, false));
        r.ready.take(1);
        assert!(r.owes_update());
        assert_eq!(r.announce(), 100);
    }

    #[test]
    fn shld_14_the_right_edge_never_moves_left() {
        let mut r = receiver(250);
        r.announce();
        let edge = r.nxt + r.wnd();
        for n in [10, 90, 100] {
            r.take(Payload::from(vec![0; n]));
            r.announce();
            assert_eq!(r.nxt + r.wnd(), edge);
        }
    }
}

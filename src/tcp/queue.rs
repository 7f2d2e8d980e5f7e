//! The retransmission queue (RFC 9293 §3.4, §3.8.1): what was sent and is not acknowledged, in order.

use std::collections::VecDeque;

use super::Seq;
use crate::base::Time;
use crate::wire::{Flags, Payload};

/// One segment on the queue. Its boundaries stay as they were first sent, unless a smaller window asks for a split.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub seq: Seq,
    pub payload: Payload,
    /// SYN, FIN and PSH; ACK is added when it is sent.
    pub flags: Flags,
    /// First sent.
    pub first: Time,
    /// How often sent.
    pub times: u16,
}

impl Sent {
    /// Sequence numbers it takes.
    pub fn len(&self) -> u32 {
        self.payload.len() + u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN))
    }
    pub fn end(&self) -> Seq {
        self.seq + self.len()
    }
    /// Takes away the numbers before `una`, fewer than all.
    fn trim(&mut self, una: Seq) {
        let mut gone = una.since(self.seq);
        if gone > 0 && self.flags.has(Flags::SYN) {
            self.flags = self.flags & !Flags::SYN;
            gone -= 1;
        }
        self.payload = self.payload.slice(gone, self.payload.len());
        self.seq = una;
    }
}

/// The queue, and how far it has to be sent again.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    list: VecDeque<Sent>,
    /// Entries from here on are taken for lost and wait to be sent again; the number of entries when none is.
    resend: usize,
    /// Payload bytes on the queue.
    bytes: u32,
}

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// Payload bytes on it.
    pub fn bytes(&self) -> u32 {
        self.bytes
    }
    pub fn front(&self) -> Option<&Sent> {
        self.list.front()
    }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut Sent> {
        self.list.get_mut(index)
    }
    /// Adds what was just sent.
    pub fn push(&mut self, sent: Sent) {
        // Nothing new is sent while something waits to be sent again, so the mark moves along.
        self.bytes = self.bytes.saturating_add(sent.payload.len());
        self.list.push_back(sent);
        self.resend = self.list.len();
    }
    /// Everything from the `n`th entry on is taken for lost.
    pub fn lose_from(&mut self, n: usize) {
        self.resend = n.min(self.list.len());
    }
    /// The next entry to send again, with its index.
    pub fn to_resend(&self) -> Option<(usize, &Sent)> {
        self.list.get(self.resend).map(|s| (self.resend, s))
    }
    /// The entry to send again was sent.
    pub fn resent(&mut self) {
        self.resend = (self.resend + 1).min(self.list.len());
    }
    /// Cuts an entry after `len` payload bytes, so that the first part can go alone.
    pub fn split(&mut self, index: usize, len: u32) {
        if let Some(entry) = self.list.get_mut(index)
            && len > 0
            && len < entry.payload.len()
            && !entry.flags.has(Flags::SYN)
        {
            let mut rest = entry.clone();
            rest.payload = entry.payload.slice(len, u32::MAX);
            rest.seq = entry.seq + len;
            entry.payload = entry.payload.slice(0, len);
            entry.flags = entry.flags & !(Flags::FIN | Flags::PSH);
            let all_out = self.resend == self.list.len();
            self.list.insert(index + 1, rest);
            if all_out || self.resend > index + 1 {
                self.resend += 1;
            }
        }
    }
    /// Removes what `una` acknowledges. Returns the payload bytes removed.
    pub fn acknowledge(&mut self, una: Seq) -> u32 {
        let before = self.bytes;
        while let Some(front) = self.list.front_mut() {
            if front.end().at_or_before(una) {
                self.bytes = self.bytes.saturating_sub(front.payload.len());
                self.list.pop_front();
                self.resend = self.resend.saturating_sub(1);
            } else {
                if front.seq.before(una) {
                    let had = front.payload.len();
                    front.trim(una);
                    self.bytes = self.bytes.saturating_sub(had - front.payload.len());
                }
                break;
            }
        }
        before - self.bytes
    }
}

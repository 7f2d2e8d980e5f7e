//! One application: the script of one end of one connection, and how far it is.

use super::rows::StepId;
use crate::base::chance::Draws;
use crate::base::{Purpose, Span, Time};
use crate::scenario::{AppCall, Content, Script, Trigger};
use crate::tcp::AppEvent;
use crate::wire::Payload;
use std::collections::VecDeque;
use std::rc::Rc;

/// What the application does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// This call, now.
    Call(AppCall),
    /// This call with these bytes, now, besides its script.
    Ordered(AppCall, Payload),
    /// Goes on sending what the buffer had no room for, urgently or not.
    Resume(Payload, bool),
    /// Nothing before this time.
    Wait(Time),
    /// Nothing until something happens.
    Idle,
}

/// What an application waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// Nothing: its script is at its end.
    Nothing,
    /// Room in the send buffer for so many bytes of a SEND.
    Room(u32),
    /// An instant, then makes this call.
    Time(Time, AppCall),
    /// That this comes true, then so much time, then makes this call.
    Event(Trigger, Span, AppCall),
}

/// An application in progress.
#[derive(Clone, Debug)]
pub struct Application {
    script: Rc<Script>,
    /// Bytes of each SEND, made once.
    contents: Rc<[Payload]>,
    position: usize,
    /// The step after its last `listen`: there a new connection begins.
    after_listen: Option<usize>,
    /// Whether a connection of its has begun.
    begun: bool,
    /// When the step before was done.
    previous: Time,
    /// When the present step's trigger was met.
    met: Option<Time>,
    /// The run's step in which that was; none where the clock alone met it.
    met_in: Option<StepId>,
    /// Whether it reads whatever arrives.
    pub(super) reads: bool,
    /// Bytes read in all.
    read: u64,
    /// Whether its end is in LISTEN.
    pub(super) listens: bool,
    connected: bool,
    end_of_stream: bool,
    urgent: bool,
    failed: bool,
    /// Whether the peer has acknowledged all that was sent, and our FIN.
    delivered: bool,
    /// The socket option `SO_LINGER`.
    pub(super) linger: Option<Span>,
    /// Until when `close` blocks.
    lingers: Option<Time>,
    /// What the send buffer had no room for.
    rest: Option<(Payload, bool)>,
    writable: bool,
    /// Calls that are not in its script, each with its bytes, to be made at once.
    orders: VecDeque<(AppCall, Payload)>,
    /// The time for which an event stands in the agenda.
    pub(super) scheduled: Option<Time>,
}

impl Application {
    pub(super) fn new(script: Rc<Script>, seed: u64) -> Application {
        let about = [u64::from(script.connection), u64::from(script.end)];
        let contents = script.steps.iter().enumerate().map(|(i, step)| content(&step.call, seed, [about[0], about[1], i as u64])).collect();
        Application {
            reads: script.reads && !accepts(&script),
            script,
            contents,
            position: 0,
            after_listen: None,
            begun: false,
            previous: Time::ZERO,
            met: None,
            met_in: None,
            read: 0,
            listens: false,
            connected: false,
            end_of_stream: false,
            urgent: false,
            failed: false,
            delivered: false,
            linger: None,
            lingers: None,
            rest: None,
            writable: true,
            orders: VecDeque::new(),
            scheduled: None,
        }
    }

    /// Takes a call that is not in its script.
    pub(super) fn ordered(&mut self, call: AppCall, content: Payload) {
        self.orders.push_back((call, content));
    }

    /// The bytes of the SEND it is about to make.
    pub(super) fn content(&self) -> Payload {
        self.contents.get(self.position).cloned().unwrap_or_default()
    }

    /// What it waited for before it goes on by itself: the step that met its trigger.
    pub(super) fn waited_for(&self) -> Option<StepId> {
        self.met.and(self.met_in)
    }

    /// What it waits for, once it has done all that it can.
    pub(super) fn awaits(&self) -> Awaits {
        if let Some((rest, _)) = &self.rest {
            return Awaits::Room(rest.len());
        }
        let Some(wanted) = self.script.steps.get(self.position) else { return Awaits::Nothing };
        let call = wanted.call.clone();
        let met = match wanted.when {
            _ if wanted.call == AppCall::Accept && !self.connected => return Awaits::Event(Trigger::Connected, Span::ZERO, call),
            Trigger::At(at) => Some(self.met.unwrap_or(self.previous.max(Time::ZERO + at))),
            Trigger::Then => Some(self.met.unwrap_or(self.previous)),
            _ => self.met,
        };
        match met {
            Some(met) => Awaits::Time(met + wanted.after, call),
            None => Awaits::Event(wanted.when, wanted.after, call),
        }
    }

    /// What it does at `now`, in a step of the run.
    pub(super) fn next(&mut self, now: Time, step: Option<StepId>) -> Next {
        // Bytes go in the order in which they were sent, whoever said so.
        let waits = |(call, _): &(AppCall, Payload)| self.rest.is_some() && matches!(call, AppCall::Send(_) | AppCall::SendUrgent(_));
        if !self.orders.front().is_none_or(waits)
            && let Some((call, content)) = self.orders.pop_front()
        {
            return Next::Ordered(call, content);
        }
        if let Some((rest, urgent)) = self.rest.take_if(|_| self.writable) {
            return Next::Resume(rest, urgent);
        }
        if self.rest.is_some() {
            return Next::Idle;
        }
        match self.lingers {
            Some(until) if !self.delivered && !self.failed && now < until => return Next::Wait(until),
            _ => self.lingers = None,
        }
        let Some(wanted) = self.script.steps.get(self.position) else { return Next::Idle };
        if wanted.call == AppCall::Accept && !self.connected {
            return Next::Idle;
        }
        let (met, by) = match (self.met, wanted.when) {
            (Some(met), _) => (met, self.met_in),
            (None, Trigger::At(at)) if Time::ZERO + at > self.previous => (Time::ZERO + at, None),
            (None, Trigger::At(_)) => (self.previous, step),
            (None, trigger) if self.is_met(trigger) => (now.max(self.previous), step),
            (None, _) => return Next::Idle,
        };
        (self.met, self.met_in) = (Some(met), by);
        let due = met + wanted.after;
        if due <= now { Next::Call(wanted.call.clone()) } else { Next::Wait(due) }
    }

    fn is_met(&self, trigger: Trigger) -> bool {
        match trigger {
            Trigger::At(_) | Trigger::Then => true,
            Trigger::Connected => self.connected,
            Trigger::Read(bytes) => self.read >= bytes,
            Trigger::EndOfStream => self.end_of_stream,
            Trigger::Urgent => self.urgent,
            Trigger::Failed => self.failed,
        }
    }

    /// The present step is done.
    pub(super) fn done(&mut self, now: Time) {
        match self.script.steps.get(self.position).map(|s| &s.call) {
            Some(AppCall::Listen) => self.after_listen = Some(self.position + 1),
            Some(AppCall::Accept) => self.reads = self.script.reads,
            _ => {}
        }
        self.position += 1;
        self.previous = now;
        self.met = None;
    }

    /// A connection of its begins. After an earlier one nothing of that is known any more; one that a listener got is served from the
    /// step after `listen` on, as by a process of its own.
    pub(super) fn begins(&mut self, listener: bool) {
        if std::mem::replace(&mut self.begun, true) {
            self.forget();
            if listener && let Some(position) = self.after_listen {
                self.position = position;
                self.met = None;
                self.reads = self.script.reads && !accepts(&self.script);
            }
        }
    }

    /// Nothing is known any more of what happened on the connection.
    pub(super) fn forget(&mut self) {
        (self.connected, self.end_of_stream, self.urgent, self.failed, self.delivered) = (false, false, false, false, false);
        (self.read, self.rest, self.writable, self.lingers) = (0, None, true, None);
    }

    /// `close` blocks until all is delivered, or until then.
    pub(super) fn lingers_until(&mut self, until: Time) {
        self.lingers = Some(until);
    }

    /// A call for a connection failed.
    pub(super) fn fails(&mut self) {
        self.failed = true;
    }

    /// The send buffer took only part; `rest` is sent once there is room.
    pub(super) fn blocked(&mut self, rest: Payload, urgent: bool) {
        self.rest = Some((rest, urgent));
        self.writable = false;
    }

    /// There will be no room for what waits for it. Whether anything did.
    pub(super) fn unblocked(&mut self) -> bool {
        self.rest.take().is_some()
    }

    /// It read so many bytes.
    pub(super) fn has_read(&mut self, bytes: u32) {
        self.read += u64::from(bytes);
    }

    /// The engine told it something.
    pub(super) fn told(&mut self, event: AppEvent) {
        match event {
            AppEvent::Connected => self.connected = true,
            AppEvent::EndOfStream => self.end_of_stream = true,
            AppEvent::Refused | AppEvent::Reset | AppEvent::TimedOut | AppEvent::Unreachable => {
                self.failed = true;
                self.rest = None;
            }
            AppEvent::Closed => self.delivered = true,
            AppEvent::Writable => self.writable = true,
            AppEvent::Urgent(_) => self.urgent = true,
            _ => {}
        }
    }
}

/// Whether a script takes its connection by a call of its own.
pub(super) fn accepts(script: &Script) -> bool {
    script.steps.iter().any(|s| s.call == AppCall::Accept)
}

/// The bytes that a call sends.
pub(super) fn content(call: &AppCall, seed: u64, about: [u64; 3]) -> Payload {
    match call.content() {
        Some(Content::Bytes(bytes)) => Payload::from(bytes.clone()),
        Some(Content::Size(size)) => Payload::from(pattern(seed, about, *size)),
        None => Payload::default(),
    }
}

/// Printable bytes that are the same for the same seed and step. Made where they stay: they may be a hundred megabytes.
fn pattern(seed: u64, about: [u64; 3], size: u32) -> Rc<[u8]> {
    let draws = Draws::new(seed, Purpose::Content, &about);
    let mut out: Rc<[u8]> = std::iter::repeat_n(0, size as usize).collect();
    let (blocks, rest) = Rc::get_mut(&mut out).unwrap_or_default().as_chunks_mut::<8>();
    let count = blocks.len() as u64;
    for (number, block) in (0..).zip(blocks) {
        *block = letters(draws.draw(number));
    }
    for (byte, letter) in rest.iter_mut().zip(letters(draws.draw(count))) {
        *byte = letter;
    }
    out
}

/// The lowest six bits of each byte as a letter, a digit, `-` or `_`, all eight at once. Frozen: links replay it.
const fn letters(draw: u64) -> [u8; 8] {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // One in each byte whose number is at least `n`.
    const fn reaches(six: u64, n: u64) -> u64 {
        ((six + (128 - n) * EACH) >> 7) & EACH
    }
    let six = draw & (63 * EACH);
    // From `A` on; from 26 on `a`, from 52 on `0`, then the two signs. No byte overflows or falls below zero on the way.
    let small = six + b'A' as u64 * EACH + reaches(six, 26) * 6;
    let signs = small - reaches(six, 52) * 75 - reaches(six, 62) * 13;
    (signs + reaches(six, 63) * 49).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_all_numbers_are_the_alphabet() {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (place, letter) in (0..64u8).zip(alphabet) {
            // Beside the greatest and the least, and under bits that do not count.
            assert_eq!(
                letters(u64::from_le_bytes([place, 63, place | 0x40, 0, place | 0x80, 63, place | 0xc0, place])),
                [*letter, b'_', *letter, b'A', *letter, b'_', *letter, *letter]
            );
        }
    }

    #[test]
    fn a_content_is_cut_where_its_size_says() {
        let bytes = pattern(7, [0, 1, 2], 19);
        let draws = Draws::new(7, Purpose::Content, &[0, 1, 2]);
        let expected: Vec<u8> = (0..3).flat_map(|block| letters(draws.draw(block))).take(19).collect();
        assert_eq!(*bytes, *expected);
    }
}

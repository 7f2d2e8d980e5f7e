//! One end of a connection: the API. It is told the time, handed segments and calls, and answers with effects.

use std::rc::Rc;

use super::{Answer, Call, CallError, Effect, Effects, Reason, Rule, Segment, SendKind, Seq, State, TcpConfig, Timers, Value, Variable};
use crate::base::Time;
use crate::wire::Flags;

/// One end of one connection.
#[derive(Clone, Debug)]
pub struct Connection {
    config: Rc<TcpConfig>,
    iss: Seq,
    state: State,
    timers: Timers,
}

impl Connection {
    /// OPEN, active (RFC 9293 §3.10.1): sends a SYN; the state is SYN-SENT.
    pub fn open_active(config: Rc<TcpConfig>, iss: Seq, _now: Time, _out: &mut Effects) -> Connection {
        Connection { config, iss, state: State::SynSent, timers: Timers::default() }
    }

    /// OPEN, passive (RFC 9293 §3.10.1): the state is LISTEN; the SYN is handed in by `on_segment`, and `iss` answers it.
    pub fn open_passive(config: Rc<TcpConfig>, iss: Seq, _now: Time, _out: &mut Effects) -> Connection {
        Connection { config, iss, state: State::Listen, timers: Timers::default() }
    }

    /// SEGMENT ARRIVES (RFC 9293 §3.10.7). An acknowledgment that becomes due may wait for `flush`.
    pub fn on_segment(&mut self, segment: Segment, _now: Time, out: &mut Effects) {
        if self.state == State::Closed {
            reset_for(&segment, out);
        }
    }

    /// Handles every timer whose deadline has come, in the table's order (RFC 9293 §3.10.8).
    pub fn on_timer(&mut self, _now: Time, _out: &mut Effects) {}

    /// A call of the application (RFC 9293 §3.9.1). Call `flush` at the end of the instant.
    pub fn call(&mut self, call: Call, _now: Time, _out: &mut Effects) -> Result<Answer, CallError> {
        match call {
            Call::Status => Ok(Answer::Status(self.variables())),
            _ => Err(CallError::DoesNotExist),
        }
    }

    /// The end of an instant: sends an acknowledgment that is due and found no other segment to ride on. The host calls it
    /// once the application has answered what happened at this instant, so that data and FIN can carry the acknowledgment.
    pub fn flush(&mut self, _now: Time, _out: &mut Effects) {}

    /// Whether `flush` would send something.
    pub fn wants_flush(&self) -> bool {
        false
    }

    /// Whether this SYN may open a new connection at once out of TIME-WAIT (RFC 9293 §3.6.1, MAY-2). If so the TCB is deleted and
    /// the number is returned that the new ISS must lie after; the host then opens a new connection and hands it the SYN.
    /// A host that has no listener for it does not ask, and `on_segment` answers.
    pub fn reopen(&mut self, _segment: &Segment, _now: Time, _out: &mut Effects) -> Option<Seq> {
        None
    }

    /// The next instant at which `on_timer` has something to do.
    pub fn deadline(&self) -> Option<Time> {
        self.timers.next().map(|(at, _)| at)
    }

    /// The state by its RFC name.
    pub fn state(&self) -> State {
        self.state
    }

    /// The timers that run.
    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    /// The configuration.
    pub fn config(&self) -> &TcpConfig {
        &self.config
    }

    /// Every variable of the TCB, in the page's order.
    pub fn variables(&self) -> Vec<(Variable, Value)> {
        vec![(Variable::State, Value::State(self.state)), (Variable::Iss, Value::Own(self.iss))]
    }

    /// Why nothing is being sent now.
    pub fn why_silent(&self, _now: Time) -> Reason {
        Reason { rule: Rule::ListenSyn, facts: Vec::new() }
    }
}

/// What CLOSED answers (RFC 9293 §3.10.7.1), and a host for a segment that fits no connection: a RST, but never to a RST.
pub fn reset_for(segment: &Segment, out: &mut Effects) {
    if segment.flags.has(Flags::RST) {
        return;
    }
    let reset = if segment.flags.has(Flags::ACK) {
        Segment { seq: segment.ack, flags: Flags::RST, ..Segment::default() }
    } else {
        Segment { ack: segment.end(), flags: Flags::RST | Flags::ACK, ..Segment::default() }
    };
    out.list.push(Effect::Send { segment: reset, kind: SendKind::New, nth: 0 });
}

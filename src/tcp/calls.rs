//! The user's calls by state (RFC 9293 §3.10.2 to §3.10.6).

use std::rc::Rc;

use super::buffer::Stream;
use super::connection::{Connection, Phase};
use super::cx::Cx;
use super::link::{Fate, Link};
use super::send::{Fin, Sender};
use super::{Answer, AppEvent, Call, CallError, Effects, Rule, SendKind, State};
use crate::base::Time;
use crate::wire::Payload;

impl Connection {
    /// A call of the application (RFC 9293 §3.9.1). Call `flush` at the end of the instant.
    ///
    /// # Errors
    /// The RFC's error responses, as `CallError`.
    pub fn call(&mut self, call: Call, now: Time, out: &mut Effects) -> Result<Answer, CallError> {
        let status = matches!(call, Call::Status).then(|| self.variables());
        if let Some(variables) = status {
            return if self.state() == State::Closed { Err(CallError::DoesNotExist) } else { Ok(Answer::Status(variables)) };
        }
        if matches!(self.phase, Phase::Listen { .. } | Phase::SynSent(_)) {
            // These take effect once there is a connection.
            match call {
                Call::KeepAlive(on) => Rc::make_mut(&mut self.config).keep_alive = on,
                Call::ReceiveBuffer(bytes) => Rc::make_mut(&mut self.config).receive_buffer = bytes,
                _ => return self.call_in_state(call, now, out),
            }
            return Ok(Answer::Done);
        }
        self.call_in_state(call, now, out)
    }

    fn call_in_state(&mut self, call: Call, now: Time, out: &mut Effects) -> Result<Answer, CallError> {
        let (phase, mut cx) = self.parts(now, out);
        match phase {
            Phase::Closed(ready) => match call {
                // What was delivered before the end can still be read.
                Call::Receive { max } if !ready.is_empty() => Ok(Answer::Received(ready.take(max).0)),
                _ => Err(CallError::DoesNotExist),
            },
            Phase::Listen { .. } => match call {
                Call::Send { .. } | Call::SendUrgent { .. } => Err(CallError::RemoteUnspecified),
                Call::Flush => Ok(Answer::Done),
                Call::Receive { .. } => Ok(Answer::Received(Payload::default())),
                _ => Ok(self.delete(Rule::CloseListen, now, out)),
            },
            Phase::SynSent(snd) => match call {
                Call::Send { data, push } => snd.accept(&data, push, &mut cx).map(Answer::Accepted),
                Call::SendUrgent { data } => snd.accept_urgent(&data, &mut cx).map(Answer::Accepted),
                Call::Flush => {
                    snd.flush_queue(&mut cx);
                    Ok(Answer::Done)
                }
                Call::Receive { .. } => Ok(Answer::Received(Payload::default())),
                _ => Ok(self.delete(Rule::CloseSynSent, now, out)),
            },
            Phase::Open(link) => {
                let done = link.serve(call, &mut cx);
                let (answer, fate) = done?;
                self.follow(fate, now, out);
                Ok(answer)
            }
            Phase::TimeWait(quiet) => match call {
                Call::Receive { max } if !quiet.rcv.ready.is_empty() => Ok(Answer::Received(quiet.rcv.ready.take(max).0)),
                Call::Receive { .. } => Err(CallError::EndOfStream),
                Call::Abort => {
                    quiet.rcv.ready = Stream::default();
                    Ok(self.delete(Rule::AbortSilent, now, out))
                }
                // Nothing more is read, and there is nothing that a RST could tell: the peer has all acknowledged.
                Call::CloseBoth => {
                    quiet.rcv.ready = Stream::default();
                    Err(CallError::Closing)
                }
                _ => Err(CallError::Closing),
            },
        }
    }

    fn delete(&mut self, rule: Rule, now: Time, out: &mut Effects) -> Answer {
        let (_, mut cx) = self.parts(now, out);
        cx.why(rule, &[]);
        self.follow(Fate::Gone(None), now, out);
        Answer::Done
    }

    /// The end of an instant: sends an acknowledgment that is due and found no other segment to ride on. The host calls it
    /// once the application has answered what happened at this instant, so that data and FIN can carry the acknowledgment.
    pub fn flush(&mut self, now: Time, out: &mut Effects) {
        let (phase, mut cx) = self.parts(now, out);
        if let Phase::Open(link) = phase {
            link.flush(&mut cx);
        }
    }

    /// Whether `flush` would send something.
    pub fn wants_flush(&self) -> bool {
        matches!(&self.phase, Phase::Open(link) if link.rcv.ack.due().is_some())
    }

    /// Whether this SYN may open a new connection at once out of TIME-WAIT (RFC 9293 §3.6.1, MAY-2). If so the TCB is deleted
    /// and the number is returned that the new ISS must not lie before; the host then opens a new connection and hands it the SYN.
    /// A host that has no listener for it does not ask, and `on_segment` answers.
    pub fn reopen(&mut self, segment: &super::Segment, now: Time, out: &mut Effects) -> Option<super::Seq> {
        let (phase, mut cx) = self.parts(now, out);
        let Phase::TimeWait(quiet) = phase else { return None };
        if !quiet.reopens(segment) {
            return None;
        }
        cx.why(Rule::TimeWaitReopens, &[segment, &**quiet]);
        self.leave_time_wait(now, out)
    }

    /// Ends TIME-WAIT in favour of an active OPEN with the same addresses and ports; the number returned is as for `reopen`.
    /// `None`, and nothing is done, in any other state.
    pub fn replace(&mut self, now: Time, out: &mut Effects) -> Option<super::Seq> {
        let (phase, mut cx) = self.parts(now, out);
        let Phase::TimeWait(quiet) = phase else { return None };
        cx.why(Rule::TimeWaitReplaced, &[&**quiet]);
        self.leave_time_wait(now, out)
    }

    fn leave_time_wait(&mut self, now: Time, out: &mut Effects) -> Option<super::Seq> {
        let Phase::TimeWait(quiet) = &self.phase else { return None };
        let last = quiet.snd_nxt;
        self.follow(Fate::Gone(None), now, out);
        Some(last)
    }
}

impl Sender {
    /// Queues what there is room for.
    pub(super) fn accept(&mut self, data: &Payload, push: bool, cx: &mut Cx) -> Result<u32, CallError> {
        if self.fin != Fin::No {
            return Err(CallError::Closing);
        }
        let len = data.len().min(self.room(cx.config));
        self.wants_room |= len < data.len();
        if len == 0 && !data.is_empty() {
            return Err(CallError::InsufficientResources);
        }
        self.unsent.push(data.slice(0, len), push && len == data.len());
        Ok(len)
    }

    /// FLUSH (§3.9.1.7): what lies within the window stays, so that the numbers the peer was promised keep their bytes.
    fn flush_queue(&mut self, cx: &mut Cx) {
        let promised = self.wnd.saturating_sub(self.nxt.since(self.una)).max(u32::from(self.persist.octet_out));
        cx.why(Rule::Flush, &[self]);
        let (kept, push) = self.unsent.take(promised);
        self.unsent = Stream::default();
        self.unsent.push(kept, push);
        if std::mem::take(&mut self.wants_room) {
            cx.tell(AppEvent::Writable);
        }
    }
}

impl Link {
    fn serve(&mut self, call: Call, cx: &mut Cx) -> Result<(Answer, Fate), CallError> {
        match call {
            Call::Send { .. } | Call::SendUrgent { .. } if !self.stage.may_send() => Err(CallError::Closing),
            Call::SendUrgent { data } => self.send_urgent(&data, cx).map(|taken| (Answer::Accepted(taken), Fate::Stays)),
            Call::Flush => {
                self.snd.flush_queue(cx);
                self.output(cx);
                Ok((Answer::Done, Fate::Stays))
            }
            Call::Send { data, push } => {
                let taken = self.snd.accept(&data, push, cx)?;
                self.output(cx);
                Ok((Answer::Accepted(taken), Fate::Stays))
            }
            Call::Receive { max } => self.receive(max, cx).map(|data| (Answer::Received(data), Fate::Stays)),
            Call::Close => self.close(cx).map(|()| (Answer::Done, Fate::Stays)),
            Call::CloseBoth => self.close_both(cx).map(|fate| (Answer::Done, fate)),
            Call::ReceiveBuffer(bytes) => {
                let before = self.rcv.wnd();
                self.rcv.set_capacity(bytes, cx.config.shrinks_window);
                cx.why(Rule::BufferSet, &[self]);
                if (self.rcv.wnd() < before || self.rcv.owes_update()) && !self.opening() {
                    self.rcv.ack.owe(SendKind::WindowUpdate);
                }
                Ok((Answer::Done, Fate::Stays))
            }
            Call::KeepAlive(on) => {
                self.set_keep_alive(on, cx);
                Ok((Answer::Done, Fate::Stays))
            }
            Call::Abort => Ok((Answer::Done, self.abort(cx))),
            Call::Status => Ok((Answer::Done, Fate::Stays)),
        }
    }

    /// RECEIVE. Data on hand is handed out in every state; the RFC's word on CLOSING and LAST-ACK would lose it.
    fn receive(&mut self, max: u32, cx: &mut Cx) -> Result<Payload, CallError> {
        if self.rcv.ready.is_empty() {
            return if self.rcv.ended { Err(CallError::EndOfStream) } else { Ok(Payload::default()) };
        }
        if self.opening() {
            return Ok(Payload::default());
        }
        let (data, _) = self.rcv.ready.take(max);
        if self.rcv.up.is_some() && self.rcv.urgent_left() == 0 {
            cx.why(Rule::UrgentRead, &[self]);
            self.rcv.up = None;
        }
        if self.rcv.owes_update() && self.rcv.ack.due().is_none() {
            cx.why(Rule::WindowUpdate, &[self]);
            self.rcv.ack.owe(SendKind::WindowUpdate);
        }
        Ok(data)
    }
}

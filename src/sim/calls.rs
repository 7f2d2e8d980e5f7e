//! What the applications of a run do: their scripts' calls, and what happens to the hosts they run on.

use super::agenda::Event;
use super::application::Next;
use super::recorder::Recorder;
use super::rows::{AppAct, EndId, LossCause, Record, RecordKind, StepId};
use super::run::{Run, tag};
use crate::base::{Span, Time};
use crate::host::{Host, HostEffect};
use crate::scenario::AppCall;
use crate::tcp::{Answer, Call, CallError, Rule, State};
use crate::wire::Payload;

/// Where a call is made: by which application, in which step.
#[derive(Clone, Copy)]
pub(super) struct Caller {
    index: usize,
    end: EndId,
    host: u16,
    step: StepId,
}

impl Run {
    /// Lets an application do what it can do now.
    pub(super) fn go_on(&mut self, index: usize, step: StepId, host: u16, recorder: &mut (impl Recorder + ?Sized)) {
        let Some((end, _)) = self.applications.get(index) else { return };
        let by = Caller { index, end: *end, host, step };
        self.read_all(by, recorder);
        loop {
            let Some((_, application)) = self.applications.get_mut(index) else { return };
            match application.next(self.now, Some(step)) {
                Next::Idle => return,
                Next::Wait(_) => return self.schedule(index),
                Next::Resume(rest, urgent) => {
                    let state = self.state(by);
                    if let Err(error) = self.send(by, rest, urgent) {
                        self.effects.push(HostEffect::Refused { tag: tag(by.end), rule: Rule::SendRefused, state, error });
                    }
                }
                // What an application wants while its host is down waits until it is up.
                Next::Call(call) if !call.is_outside() && !self.host(host).is_some_and(Host::is_up) => return,
                Next::Call(AppCall::Connect) if self.quiet_until(host) > self.now => return self.wake(index, self.quiet_until(host)),
                // A host that is down hears no order but to start again.
                Next::Ordered(call, _) if !call.is_outside() && !self.host(host).is_some_and(Host::is_up) => {}
                Next::Ordered(call, content) => {
                    self.make(by, &call, content, recorder);
                }
                Next::Call(call) => {
                    let content = application_content(self, index);
                    self.make(by, &call, content, recorder);
                    if let Some((_, application)) = self.applications.get_mut(index) {
                        application.done(self.now);
                    }
                }
            }
            self.drain(step, host, recorder);
            self.read_all(by, recorder);
        }
    }

    fn make(&mut self, by: Caller, call: &AppCall, content: Payload, recorder: &mut (impl Recorder + ?Sized)) {
        let Caller { index, end, step, host } = by;
        if let Some(act) = act_of(call, content.len()) {
            recorder.record(Record { step, end: Some(end), kind: RecordKind::Call(act) });
        }
        let state = self.state(by);
        let result = match call {
            AppCall::Close | AppCall::CloseBoth | AppCall::Abort if state == State::Listen => self.with_host(host, |h, _, out| {
                h.unlisten(tag(end), out);
                Ok(())
            }),
            AppCall::Send(_) | AppCall::SendUrgent(_) if state == State::Listen => Err(CallError::RemoteUnspecified),
            AppCall::Listen => self.listen(by, recorder),
            AppCall::Connect => self.with_host(host, |h, now, out| h.connect(tag(end), now, out)).map(|port| self.tell_peer(end, port)),
            AppCall::Accept => self.with_host(host, |h, _, _| h.accept(tag(end))),
            AppCall::Bind => self.with_host(host, |h, _, _| h.bind(tag(end))).map(|port| self.tell_peer(end, port)),
            AppCall::Send(_) | AppCall::SendUrgent(_) => self.send(by, content, matches!(call, AppCall::SendUrgent(_))),
            AppCall::SendTo(_) => {
                self.with_host(host, |h, _, out| h.send_to(tag(end), &content, out)).map(|port| self.tell_peer(end, port))
            }
            AppCall::Receive(max) => self.receive(by, *max, false, recorder),
            AppCall::Reading(reads) => {
                if let Some((_, application)) = self.applications.get_mut(index) {
                    application.reads = *reads;
                }
                Ok(())
            }
            AppCall::Linger(span) => {
                if let Some((_, application)) = self.applications.get_mut(index) {
                    application.linger = *span;
                }
                Ok(())
            }
            AppCall::Service(code) => self.with_host(host, |h, _, _| {
                h.set_service(tag(end), *code);
                Ok(())
            }),
            AppCall::ReceiveBuffer(bytes) => self.call(by, Call::ReceiveBuffer(*bytes)),
            AppCall::Flush => self.call(by, Call::Flush),
            AppCall::KeepAlive(on) => self.call(by, Call::KeepAlive(*on)),
            AppCall::Close => self.call(by, Call::Close),
            AppCall::CloseBoth => self.close_both(by),
            AppCall::Abort => self.call(by, Call::Abort),
            AppCall::Crash => {
                self.crash(host);
                Ok(())
            }
            AppCall::Reboot => {
                self.reboot(host);
                Ok(())
            }
            AppCall::Unplug | AppCall::Plug => {
                if let Some(unplugged) = self.unplugged.get_mut(usize::from(host)) {
                    *unplugged = *call == AppCall::Unplug;
                }
                if *call == AppCall::Unplug {
                    self.cut(host, LossCause::PulledOut);
                }
                Ok(())
            }
        };
        self.answered(by, call, state, result);
    }

    /// What came of a call that was made in `state`.
    fn answered(&mut self, by: Caller, call: &AppCall, state: State, result: Result<(), CallError>) {
        let rule = match call {
            AppCall::Listen | AppCall::Connect => Rule::OpenRefused,
            AppCall::Send(_) | AppCall::SendUrgent(_) => Rule::SendRefused,
            AppCall::Receive(_) => Rule::ReceiveRefused,
            AppCall::Close | AppCall::CloseBoth => Rule::CloseRefused,
            AppCall::Abort => Rule::AbortRefused,
            _ => Rule::CallRefused,
        };
        let tag = tag(by.end);
        let ends = matches!(rule, Rule::CloseRefused | Rule::AbortRefused) && self.state(by) == State::Closed;
        let Some((_, application)) = self.applications.get_mut(by.index) else { return };
        if result.is_err() && matches!(call, AppCall::Connect | AppCall::Bind | AppCall::SendTo(_)) {
            application.fails();
        }
        // A SEND that waits for room is answered when the connection is gone (RFC 9293 §3.10.4, §3.10.5).
        let waited = ends && application.unblocked();
        if let Err(error) = result {
            self.effects.push(HostEffect::Refused { tag, rule, state, error });
        }
        if waited {
            let error = if rule == Rule::AbortRefused { CallError::Reset } else { CallError::Closing };
            self.effects.push(HostEffect::Refused { tag, rule: Rule::SendRefused, state, error });
        }
    }

    /// The state that an end is in; after a connection it is CLOSED, though its listener may go on.
    fn state(&self, by: Caller) -> State {
        match self.host(by.host).map_or(State::Closed, |h| h.state(tag(by.end))) {
            State::Listen if !self.applications.get(by.index).is_some_and(|(_, a)| a.listens) => State::Closed,
            state => state,
        }
    }

    fn call(&mut self, by: Caller, call: Call) -> Result<(), CallError> {
        self.with_host(by.host, |h, now, out| h.call(tag(by.end), call, now, out)).map(drop)
    }

    /// The socket call `close`: what is unsent is sent, and waited for if so asked; with a linger time of zero the connection is reset.
    fn close_both(&mut self, by: Caller) -> Result<(), CallError> {
        let linger = self.applications.get(by.index).and_then(|(_, a)| a.linger);
        if linger == Some(Span::ZERO) {
            return self.call(by, Call::Abort);
        }
        self.call(by, Call::CloseBoth)?;
        let open = self.host(by.host).is_some_and(|h| !matches!(h.state(tag(by.end)), State::Closed | State::Listen));
        if let (Some(span), true, Some((_, application))) = (linger, open, self.applications.get_mut(by.index)) {
            application.lingers_until(self.now + span);
        }
        Ok(())
    }

    /// The other end of a connection is a host too: it learns which port this one's host chose, so that both know it by one number.
    fn tell_peer(&mut self, end: EndId, port: u16) {
        if self.end_spec(end).is_none_or(|e| e.port != 0) {
            return;
        }
        let other = EndId { side: 1 - end.side.min(1), ..end };
        if let Some(host) = self.host_of(other).and_then(|h| self.hosts.get_mut(usize::from(h))) {
            host.learn(tag(other), port);
        }
    }

    fn listen(&mut self, by: Caller, recorder: &mut (impl Recorder + ?Sized)) -> Result<(), CallError> {
        let before = self.state(by);
        let port = self.end_spec(by.end).map(|e| e.port).ok_or(CallError::DoesNotExist)?;
        if let Some(h) = self.hosts.get_mut(usize::from(by.host)) {
            h.listen(port);
        }
        let listens = self.host(by.host).is_some_and(|h| h.state(tag(by.end)) == State::Listen);
        if let Some((_, application)) = self.applications.get_mut(by.index) {
            application.listens = listens;
        }
        if before == State::Closed {
            let kind = RecordKind::State(State::Closed, State::Listen);
            recorder.record(Record { step: by.step, end: Some(by.end), kind });
        }
        Ok(())
    }

    /// Queues bytes; what the buffer has no room for waits until it has.
    fn send(&mut self, by: Caller, data: Payload, urgent: bool) -> Result<(), CallError> {
        let len = data.len();
        let part = data.clone();
        let call = if urgent { Call::SendUrgent { data: part } } else { Call::Send { data: part, push: true } };
        let accepted = match self.with_host(by.host, |h, now, out| h.call(tag(by.end), call, now, out)) {
            Ok(Answer::Accepted(n)) => n,
            Ok(_) => len,
            Err(CallError::InsufficientResources) => 0,
            Err(error) => return Err(error),
        };
        if accepted < len
            && let Some((_, application)) = self.applications.get_mut(by.index)
        {
            application.blocked(data.slice(accepted, len - accepted), urgent);
        }
        Ok(())
    }

    fn read_all(&mut self, by: Caller, recorder: &mut (impl Recorder + ?Sized)) {
        if self.applications.get(by.index).is_some_and(|(_, a)| a.reads) {
            // Nothing to read is no error of an application that reads whatever comes.
            let _ = self.receive(by, u32::MAX, true, recorder);
        }
    }

    /// Reads what is there: of a stream, in as many pieces as the engine hands out; of UDP, one datagram, or `all`.
    fn receive(&mut self, by: Caller, max: u32, all: bool, recorder: &mut (impl Recorder + ?Sized)) -> Result<(), CallError> {
        let mut total = 0;
        while total < max && self.host(by.host).is_some_and(|h| h.has_unread(tag(by.end))) {
            let call = Call::Receive { max: max - total };
            let Ok(Answer::Received(piece)) = self.with_host(by.host, |h, now, out| h.call(tag(by.end), call, now, out)) else { break };
            if piece.is_empty() {
                break;
            }
            total += piece.len();
            recorder.read(by.end, piece.bytes());
        }
        if total > 0 {
            self.has_read(by, total, recorder);
            return Ok(());
        }
        while let Some(data) = self.hosts.get_mut(usize::from(by.host)).and_then(|h| h.receive_from(tag(by.end), max)) {
            recorder.read(by.end, data.bytes());
            self.has_read(by, data.len(), recorder);
            if !all {
                return Ok(());
            }
        }
        let udp = self.host(by.host).is_some_and(|h| h.is_bound(tag(by.end)));
        if all || udp || self.state(by) == State::Listen { Ok(()) } else { self.call(by, Call::Receive { max }) }
    }

    fn has_read(&mut self, by: Caller, bytes: u32, recorder: &mut (impl Recorder + ?Sized)) {
        self.chain = 0;
        if let Some((_, application)) = self.applications.get_mut(by.index) {
            application.has_read(bytes);
        }
        recorder.record(Record { step: by.step, end: Some(by.end), kind: RecordKind::Call(AppAct::Receive(bytes)) });
    }

    // ---- the hosts' power

    fn crash(&mut self, host: u16) {
        let listening: Vec<u32> = self.applications.iter().filter(|(_, a)| a.listens).map(|(end, _)| tag(*end)).collect();
        if let Some(h) = self.hosts.get_mut(usize::from(host)).filter(|h| h.is_up()) {
            h.crash(&listening, &mut self.effects);
            self.cut(host, LossCause::Crashed);
        }
        for index in self.applications_of(host) {
            if let Some((_, application)) = self.applications.get_mut(index) {
                application.forget();
            }
        }
    }

    fn reboot(&mut self, host: u16) {
        self.crash(host);
        if let Some(h) = self.hosts.get_mut(usize::from(host)) {
            h.boot(self.now);
        }
        for index in self.applications_of(host) {
            if !self.eager.contains(&index) {
                self.eager.push_back(index);
            }
        }
    }

    /// The applications that run on a host.
    fn applications_of(&self, host: u16) -> Vec<usize> {
        (0..self.applications.len())
            .filter(|i| self.applications.get(*i).is_some_and(|(end, _)| self.host_of(*end) == Some(host)))
            .collect()
    }

    fn host(&self, host: u16) -> Option<&Host> {
        self.hosts.get(usize::from(host))
    }

    fn quiet_until(&self, host: u16) -> Time {
        self.host(host).map_or(Time::ZERO, Host::quiet_until)
    }

    fn with_host<T>(
        &mut self,
        host: u16,
        act: impl FnOnce(&mut Host, Time, &mut Vec<HostEffect>) -> Result<T, CallError>,
    ) -> Result<T, CallError> {
        let h = self.hosts.get_mut(usize::from(host)).ok_or(CallError::DoesNotExist)?;
        act(h, self.now, &mut self.effects)
    }

    // ---- when they go on

    /// Puts the application's next time into the agenda.
    pub(super) fn schedule(&mut self, index: usize) {
        let Some((_, application)) = self.applications.get_mut(index) else { return };
        let at = match application.next(self.now, None) {
            Next::Wait(at) => at,
            Next::Call(_) | Next::Ordered(..) | Next::Resume(..) => self.now,
            Next::Idle => return,
        };
        self.wake(index, at);
    }

    /// The application goes on at this time.
    fn wake(&mut self, index: usize, at: Time) {
        let Some((end, application)) = self.applications.get_mut(index) else { return };
        if application.scheduled != Some(at) {
            application.scheduled = Some(at);
            self.agenda.add(at, Event::Application(*end));
        }
    }

    /// The application of an end.
    pub(super) fn application_of(&self, end: EndId) -> Option<usize> {
        self.places.get(tag(end) as usize).copied().flatten()
    }
}

/// The bytes of the SEND that an application is about to make.
fn application_content(run: &Run, index: usize) -> Payload {
    run.applications.get(index).map(|(_, a)| a.content()).unwrap_or_default()
}

/// A call as the trace keeps it; `None` for one that is seen by what it does.
fn act_of(call: &AppCall, bytes: u32) -> Option<AppAct> {
    Some(match call {
        AppCall::Listen => AppAct::Listen,
        AppCall::Connect => AppAct::Connect,
        AppCall::Accept => AppAct::Accept,
        AppCall::Bind => AppAct::Bind,
        AppCall::Send(_) | AppCall::SendUrgent(_) => AppAct::Send(bytes),
        AppCall::SendTo(_) => AppAct::SendTo(bytes),
        AppCall::Close => AppAct::Close,
        AppCall::CloseBoth => AppAct::CloseBoth,
        AppCall::Abort => AppAct::Abort,
        AppCall::Crash => AppAct::Crash,
        AppCall::Reboot => AppAct::Reboot,
        AppCall::Unplug => AppAct::Unplug,
        AppCall::Plug => AppAct::Plug,
        AppCall::Receive(_)
        | AppCall::Reading(_)
        | AppCall::KeepAlive(_)
        | AppCall::Flush
        | AppCall::Service(_)
        | AppCall::ReceiveBuffer(_)
        | AppCall::Linger(_) => return None,
    })
}

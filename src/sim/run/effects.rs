//! What the engines of the hosts want done: emitted, recorded, told to the applications.

use super::{Run, end_of};
use crate::host::HostEffect;
use crate::sim::recorder::Recorder;
use crate::sim::rows::{AppAct, EndId, Record, RecordKind, StepId};
use crate::tcp::{AppEvent, Effect, Fact, Reason, State, Value};

impl Run {
    /// Does what its host's engine wants done.
    pub(in crate::sim) fn drain(&mut self, id: StepId, host: u16, recorder: &mut (impl Recorder + ?Sized)) {
        let mut effects = std::mem::take(&mut self.effects);
        for effect in effects.drain(..) {
            match effect {
                HostEffect::Emit(emission) => self.emit(*emission, id, host, recorder),
                HostEffect::Tcp(tag, effect) => self.effect(tag.map(end_of), effect, id, recorder),
                HostEffect::Refused { tag, rule, state, error } => {
                    let end = end_of(tag);
                    if self.record_reasons {
                        recorder.why(end, &Reason { rule, facts: vec![Fact { name: "state", value: Value::State(state) }] });
                    }
                    recorder.record(Record { step: id, end: Some(end), kind: RecordKind::Call(AppAct::Refused(rule, error)) });
                }
                HostEffect::Faulty(fault) => recorder.fault(&fault),
                HostEffect::NotForUs | HostEffect::Held => {}
                HostEffect::NoSuchConnection => recorder.no_such_connection(),
            }
        }
        self.effects = effects;
    }

    fn effect(&mut self, end: Option<EndId>, effect: Effect, step: StepId, recorder: &mut (impl Recorder + ?Sized)) {
        let kind = match effect {
            Effect::Why(reason) => {
                if let Some(end) = end {
                    recorder.why(end, &reason);
                }
                return;
            }
            Effect::State { from, to } => {
                self.chain = 0;
                self.moves(end, from, to);
                RecordKind::State(from, to)
            }
            Effect::TimerStart { timer, at } => RecordKind::TimerStart(timer, at),
            Effect::TimerStop(timer) => RecordKind::TimerStop(timer),
            Effect::TimerExpire(timer) => RecordKind::TimerExpire(timer),
            Effect::Discard => RecordKind::Discarded,
            Effect::Tell(event) => {
                self.tell(end, event);
                RecordKind::Told(event)
            }
            // The host keeps these to itself, or the run has heard of it already.
            Effect::Send { .. } | Effect::Delete | Effect::Duplicate => return,
        };
        recorder.record(Record { step, end, kind });
    }

    /// An end changes its state. Where that begins a connection, or begins one again, its application hears no more of the one before.
    fn moves(&mut self, end: Option<EndId>, from: State, to: State) {
        let Some(index) = end.and_then(|end| self.application_of(end)) else { return };
        let Some((_, application)) = self.applications.get_mut(index) else { return };
        application.listens = to == State::Listen;
        match (from, to) {
            (State::Closed, State::SynSent) => application.begins(false),
            (State::Listen, State::SynReceived) => application.begins(true),
            _ => {}
        }
    }

    fn tell(&mut self, end: Option<EndId>, event: AppEvent) {
        let Some(index) = end.and_then(|end| self.application_of(end)) else { return };
        if let Some((_, application)) = self.applications.get_mut(index) {
            application.told(event);
        }
        if !self.eager.contains(&index) {
            self.eager.push_back(index);
        }
    }
}

//! The records of a trace, small enough to keep every one.

use super::rows::{AppAct, EndId, Record, RecordKind, StepId};
use crate::base::Time;
use crate::tcp::{AppEvent, CallError, IcmpError, Rule, State, TimerKind};

/// A record in 16 bytes.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    step: StepId,
    /// Twice the connection plus the side; `u16::MAX` for none.
    end: u16,
    kind: u8,
    small: u8,
    value: u64,
}

const NO_END: u16 = u16::MAX;

impl Packed {
    pub(super) fn step(&self) -> StepId {
        self.step
    }

    pub(super) fn new(record: Record) -> Packed {
        let (kind, small, value) = match record.kind {
            RecordKind::Call(AppAct::Listen) => (0, 0, 0),
            RecordKind::Call(AppAct::Connect) => (0, 1, 0),
            RecordKind::Call(AppAct::Send(n)) => (0, 2, u64::from(n)),
            RecordKind::Call(AppAct::Receive(n)) => (0, 3, u64::from(n)),
            RecordKind::Call(AppAct::Close) => (0, 4, 0),
            RecordKind::Call(AppAct::Abort) => (0, 5, 0),
            RecordKind::Call(AppAct::Refused(rule, error)) => (0, 6, (rule as u64) << 8 | error as u64),
            RecordKind::Call(AppAct::Accept) => (0, 7, 0),
            RecordKind::Call(AppAct::Bind) => (0, 8, 0),
            RecordKind::Call(AppAct::SendTo(n)) => (0, 9, u64::from(n)),
            RecordKind::Call(AppAct::CloseBoth) => (0, 10, 0),
            RecordKind::Call(AppAct::Crash) => (0, 11, 0),
            RecordKind::Call(AppAct::Reboot) => (0, 12, 0),
            RecordKind::Call(AppAct::Unplug) => (0, 13, 0),
            RecordKind::Call(AppAct::Plug) => (0, 14, 0),
            RecordKind::State(from, to) => (1, from as u8, to as u64),
            RecordKind::TimerStart(timer, at) => (2, timer as u8, at.0),
            RecordKind::TimerStop(timer) => (3, timer as u8, 0),
            RecordKind::TimerExpire(timer) => (4, timer as u8, 0),
            RecordKind::Sent(id) => (5, 0, u64::from(id)),
            RecordKind::Told(AppEvent::Connected) => (6, 0, 0),
            RecordKind::Told(AppEvent::Readable(n)) => (6, 1, u64::from(n)),
            RecordKind::Told(AppEvent::Writable) => (6, 2, 0),
            RecordKind::Told(AppEvent::EndOfStream) => (6, 3, 0),
            RecordKind::Told(AppEvent::Refused) => (6, 4, 0),
            RecordKind::Told(AppEvent::Reset) => (6, 5, 0),
            RecordKind::Told(AppEvent::TimedOut) => (6, 6, 0),
            RecordKind::Told(AppEvent::Closed) => (6, 7, 0),
            RecordKind::Told(AppEvent::Unresponsive) => (6, 8, 0),
            RecordKind::Told(AppEvent::Urgent(n)) => (6, 9, u64::from(n)),
            RecordKind::Told(AppEvent::Unreachable) => (6, 10, 0),
            RecordKind::Told(AppEvent::Network(error)) => (6, 11, error.number()),
            RecordKind::Discarded => (7, 0, 0),
            RecordKind::Fragmented(n) => (8, 0, u64::from(n)),
        };
        let end = record.end.map_or(NO_END, |e| e.connection * 2 + u16::from(e.side));
        Packed { step: record.step, end, kind, small, value }
    }

    pub(super) fn unpack(&self) -> Record {
        let timer = TimerKind::ALL.into_iter().find(|t| *t as u8 == self.small).unwrap_or(TimerKind::Retransmission);
        let state = |n: u64| State::ALL.into_iter().find(|s| *s as u64 == n).unwrap_or_default();
        let n = self.value as u32;
        let kind = match (self.kind, self.small) {
            (0, 0) => RecordKind::Call(AppAct::Listen),
            (0, 1) => RecordKind::Call(AppAct::Connect),
            (0, 2) => RecordKind::Call(AppAct::Send(n)),
            (0, 3) => RecordKind::Call(AppAct::Receive(n)),
            (0, 4) => RecordKind::Call(AppAct::Close),
            (0, 5) => RecordKind::Call(AppAct::Abort),
            (0, 7) => RecordKind::Call(AppAct::Accept),
            (0, 8) => RecordKind::Call(AppAct::Bind),
            (0, 9) => RecordKind::Call(AppAct::SendTo(n)),
            (0, 10) => RecordKind::Call(AppAct::CloseBoth),
            (0, 11) => RecordKind::Call(AppAct::Crash),
            (0, 12) => RecordKind::Call(AppAct::Reboot),
            (0, 13) => RecordKind::Call(AppAct::Unplug),
            (0, 14) => RecordKind::Call(AppAct::Plug),
            (0, _) => RecordKind::Call(refused(self.value)),
            (1, from) => RecordKind::State(state(u64::from(from)), state(self.value)),
            (2, _) => RecordKind::TimerStart(timer, Time(self.value)),
            (3, _) => RecordKind::TimerStop(timer),
            (4, _) => RecordKind::TimerExpire(timer),
            (5, _) => RecordKind::Sent(n),
            (6, 0) => RecordKind::Told(AppEvent::Connected),
            (6, 1) => RecordKind::Told(AppEvent::Readable(n)),
            (6, 2) => RecordKind::Told(AppEvent::Writable),
            (6, 3) => RecordKind::Told(AppEvent::EndOfStream),
            (6, 4) => RecordKind::Told(AppEvent::Refused),
            (6, 5) => RecordKind::Told(AppEvent::Reset),
            (6, 6) => RecordKind::Told(AppEvent::TimedOut),
            (6, 7) => RecordKind::Told(AppEvent::Closed),
            (6, 8) => RecordKind::Told(AppEvent::Unresponsive),
            (6, 9) => RecordKind::Told(AppEvent::Urgent(n)),
            (6, 10) => RecordKind::Told(AppEvent::Unreachable),
            (6, _) => RecordKind::Told(AppEvent::Network(IcmpError::of_number(self.value))),
            (8, _) => RecordKind::Fragmented(n),
            _ => RecordKind::Discarded,
        };
        let end = (self.end != NO_END).then_some(EndId { connection: self.end / 2, side: (self.end % 2) as u8 });
        Record { step: self.step, end, kind }
    }
}

/// The refusal with this number: that of the rule, then the error's.
fn refused(number: u64) -> AppAct {
    let rule = Rule::ALL.get((number >> 8) as usize).copied().unwrap_or(Rule::CallRefused);
    AppAct::Refused(rule, CallError::ALL.into_iter().find(|e| *e as u64 == number & 0xff).unwrap_or(CallError::DoesNotExist))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_record_unpacks_to_itself() {
        let end = Some(EndId { connection: 3, side: 1 });
        let mut kinds = vec![RecordKind::Discarded, RecordKind::Sent(9), RecordKind::Fragmented(3)];
        kinds.extend(TimerKind::ALL.map(|t| RecordKind::TimerStart(t, Time(77))));
        kinds.extend(TimerKind::ALL.map(RecordKind::TimerStop));
        kinds.extend(TimerKind::ALL.map(RecordKind::TimerExpire));
        kinds.extend(State::ALL.map(|s| RecordKind::State(s, State::TimeWait)));
        kinds.extend(State::ALL.map(|s| RecordKind::State(State::Listen, s)));
        kinds.extend(
            [AppAct::Listen, AppAct::Connect, AppAct::Send(5), AppAct::Receive(6), AppAct::Close, AppAct::Abort].map(RecordKind::Call),
        );
        kinds.extend([AppAct::Accept, AppAct::Bind, AppAct::SendTo(9), AppAct::CloseBoth].map(RecordKind::Call));
        kinds.extend([AppAct::Crash, AppAct::Reboot, AppAct::Unplug, AppAct::Plug].map(RecordKind::Call));
        kinds.extend(CallError::ALL.map(|e| RecordKind::Call(AppAct::Refused(Rule::SendRefused, e))));
        kinds.extend(
            [
                AppEvent::Connected,
                AppEvent::Readable(4),
                AppEvent::Writable,
                AppEvent::EndOfStream,
                AppEvent::Refused,
                AppEvent::Reset,
                AppEvent::TimedOut,
                AppEvent::Closed,
                AppEvent::Unresponsive,
                AppEvent::Urgent(3),
                AppEvent::Unreachable,
                AppEvent::Network(IcmpError::HostUnreachable),
                AppEvent::Network(IcmpError::FragmentationNeeded { mtu: 1400 }),
            ]
            .map(RecordKind::Told),
        );
        for kind in kinds {
            for end in [end, None] {
                let record = Record { step: 12, end, kind };
                assert_eq!(Packed::new(record).unpack(), record);
            }
        }
        assert!(size_of::<Packed>() <= 16);
    }
}

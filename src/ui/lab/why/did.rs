//! What followed from a decision, in a line.

use crate::locale::{Key, Words, fill, panes as key};
use crate::sim::{AppAct, EndId, Origin, RecordKind, Step, Trace};
use crate::tcp::AppEvent;
use crate::ui::describe;
use crate::ui::panes::numbers::instant;

/// A consequence in words.
pub fn did(words: &Words, run: &Trace, step: &Step, end: Option<EndId>, kind: RecordKind) -> String {
    let who = describe::host(words, run, end.map_or(step.host, |end| describe::end_host(run, end)));
    let timer = |timer| words.text(describe::timer(timer));
    let say = |key: Key, more: &[(&str, &str)]| {
        let mut args = vec![("who", who)];
        args.extend_from_slice(more);
        words.fill(key, &args)
    };
    match kind {
        RecordKind::Call(act) => call(words, who, act),
        RecordKind::State(from, to) => say(key::DID_STATE, &[("from", from.name()), ("to", to.name())]),
        RecordKind::TimerStart(kind, at) => say(key::DID_TIMER_START, &[("timer", timer(kind)), ("time", &instant(words, at))]),
        RecordKind::TimerStop(kind) => say(key::DID_TIMER_STOP, &[("timer", timer(kind))]),
        RecordKind::TimerExpire(kind) => say(key::DID_TIMER_EXPIRE, &[("timer", timer(kind))]),
        RecordKind::Sent(id) => {
            let row = run.segment(id);
            let name = row.map_or(String::new(), |s| s.name.to_string());
            let by_host = row.is_none_or(|s| s.origin == Origin::Host);
            say(if by_host { key::DID_SENT } else { key::DID_SET_OUT }, &[("segment", &name)])
        }
        RecordKind::Told(event) => told(words, who, event),
        RecordKind::Fragmented(n) => say(key::DID_FRAGMENTED, &[("n", &n.to_string())]),
        RecordKind::Discarded => say(key::DID_DISCARDED, &[]),
    }
}

fn call(words: &Words, who: &str, act: AppAct) -> String {
    let (key, n) = match act {
        AppAct::Listen => (key::DID_CALL_LISTEN, 0),
        AppAct::Connect => (key::DID_CALL_CONNECT, 0),
        AppAct::Send(n) => (key::DID_CALL_SEND, n),
        AppAct::Receive(n) => (key::DID_CALL_RECEIVE, n),
        AppAct::Close => (key::DID_CALL_CLOSE, 0),
        AppAct::Abort => (key::DID_CALL_ABORT, 0),
        AppAct::Refused(..) => (key::DID_CALL_REFUSED, 0),
        AppAct::Accept => (key::DID_CALL_ACCEPT, 0),
        AppAct::Bind => (key::DID_CALL_BIND, 0),
        AppAct::SendTo(n) => (key::DID_CALL_SENDTO, n),
        AppAct::CloseBoth => (key::DID_CALL_CLOSE_BOTH, 0),
        AppAct::Crash => (key::DID_CALL_CRASH, 0),
        AppAct::Reboot => (key::DID_CALL_REBOOT, 0),
        AppAct::Unplug => (key::DID_CALL_UNPLUG, 0),
        AppAct::Plug => (key::DID_CALL_PLUG, 0),
    };
    let why = if let AppAct::Refused(_, error) = act { words.find(&["call-error.", error.id()].concat()).unwrap_or_default() } else { "" };
    fill(words.text(key), &[("who", who), ("n", &n.to_string()), ("why", why)])
}

fn told(words: &Words, who: &str, event: AppEvent) -> String {
    let (key, n) = match event {
        AppEvent::Connected => (key::DID_TOLD_CONNECTED, 0),
        AppEvent::Readable(n) => (key::DID_TOLD_READABLE, n),
        AppEvent::Writable => (key::DID_TOLD_WRITABLE, 0),
        AppEvent::EndOfStream => (key::DID_TOLD_END_OF_STREAM, 0),
        AppEvent::Refused => (key::DID_TOLD_REFUSED, 0),
        AppEvent::Reset => (key::DID_TOLD_RESET, 0),
        AppEvent::TimedOut => (key::DID_TOLD_TIMED_OUT, 0),
        AppEvent::Closed => (key::DID_TOLD_CLOSED, 0),
        AppEvent::Unresponsive => (key::DID_TOLD_UNRESPONSIVE, 0),
        AppEvent::Urgent(n) => (key::DID_TOLD_URGENT, n),
        AppEvent::Unreachable => (key::DID_TOLD_UNREACHABLE, 0),
        AppEvent::Network(_) => (key::DID_TOLD_NETWORK, 0),
    };
    fill(words.text(key), &[("who", who), ("n", &n.to_string())])
}

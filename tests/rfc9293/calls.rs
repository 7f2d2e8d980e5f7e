//! Each of the user's calls in each state (RFC 9293 §3.10.1 to §3.10.6), and what a run shows of one that is refused.

use crate::harness::*;
use std::rc::Rc;
use tcplab::base::Span;
use tcplab::layout::timeline::Timeline;
use tcplab::scenario::{AppCall, Content, Scenario, ScriptStep, Trigger, catalogue};
use tcplab::sim::{AppAct, EndId, Item, RecordKind, StopCause, Trace, simulate};
use tcplab::tcp::{Answer, Call, CallError, Rule, State, TcpConfig};
use tcplab::wire::Payload;

/// An end in any state, CLOSED included.
fn end_in(state: State) -> One {
    if state != State::Closed {
        return in_state(state, TcpConfig::default()).0;
    }
    let mut one = One::active(TcpConfig::default());
    one.call(Call::Close).expect("it is SYN-SENT");
    one
}

/// What `call` is answered with in each state, in the order of `State::ALL`.
fn answers(call: &Call) -> Vec<(State, Result<Answer, CallError>)> {
    State::ALL.into_iter().map(|state| (state, end_in(state).call(call.clone()))).collect()
}

fn send() -> Call {
    Call::Send { data: Payload::from(text(10)), push: true }
}

#[test]
fn send_is_answered_in_every_state_as_section_3_10_2_says() {
    for (state, answer) in answers(&send()) {
        let expected = match state {
            State::Closed => Err(CallError::DoesNotExist),
            State::Listen => Err(CallError::RemoteUnspecified),
            State::SynSent | State::SynReceived | State::Established | State::CloseWait => Ok(Answer::Accepted(10)),
            _ => Err(CallError::Closing),
        };
        assert_eq!(answer, expected, "{state:?}");
    }
}

#[test]
fn receive_is_answered_in_every_state_as_section_3_10_3_says() {
    for (state, answer) in answers(&Call::Receive { max: 10 }) {
        let expected = match state {
            State::Closed => Err(CallError::DoesNotExist),
            State::CloseWait | State::Closing | State::LastAck | State::TimeWait => Err(CallError::EndOfStream),
            _ => Ok(Answer::Received(Payload::default())),
        };
        assert_eq!(answer, expected, "{state:?}");
    }
    assert!(CallError::EndOfStream.to_string().starts_with(&CallError::Closing.to_string()));
}

#[test]
fn close_is_answered_in_every_state_as_section_3_10_4_says() {
    for (state, answer) in answers(&Call::Close) {
        let expected = match state {
            State::Closed => Err(CallError::DoesNotExist),
            State::Listen | State::SynSent | State::SynReceived | State::Established | State::CloseWait => Ok(Answer::Done),
            _ => Err(CallError::Closing),
        };
        assert_eq!(answer, expected, "{state:?}");
    }
}

#[test]
fn abort_is_answered_in_every_state_as_section_3_10_5_says() {
    for state in State::ALL {
        let mut one = end_in(state);
        let from = one.log.len();
        let answer = one.call(Call::Abort);
        assert_eq!(answer.is_ok(), state != State::Closed, "{state:?}");
        assert_eq!(one.state(), State::Closed);
        let resets = one.sent(from).iter().filter(|s| s.flags.has(RST)).count();
        let told = matches!(state, State::SynReceived | State::Established | State::FinWait1 | State::FinWait2 | State::CloseWait);
        assert_eq!(resets, usize::from(told), "{state:?}");
    }
}

#[test]
fn status_is_answered_in_every_state_as_section_3_10_6_says() {
    for (state, answer) in answers(&Call::Status) {
        match answer {
            Err(error) => assert_eq!((state, error), (State::Closed, CallError::DoesNotExist)),
            Ok(Answer::Status(variables)) => assert!(!variables.is_empty(), "{state:?}"),
            Ok(other) => panic!("{state:?}: {other:?}"),
        }
    }
}

fn step(at: u64, call: AppCall) -> ScriptStep {
    ScriptStep { when: Trigger::At(Span::from_millis(at)), after: Span::ZERO, call }
}

fn bytes(n: u32) -> AppCall {
    AppCall::Send(Content::Size(n))
}

/// The three-way handshake with other scripts.
fn scripted(client: Vec<ScriptStep>, server: Vec<ScriptStep>) -> Trace {
    let mut scenario: Scenario = catalogue::find("three-way-handshake").expect("it is there");
    for script in &mut scenario.scripts {
        (script.steps, script.reads) = (if script.end == 0 { client.clone() } else { server.clone() }, false);
    }
    let trace = simulate(&Rc::new(scenario));
    assert_eq!(trace.stop(), StopCause::Quiet);
    trace
}

/// The calls that one side's rail shows as refused: when, with what, and by which rule.
fn refused(trace: &Trace, side: u8) -> Vec<(u64, CallError, Rule)> {
    let end = EndId { connection: 0, side };
    let mut out = Vec::new();
    for id in 0..trace.step_count() {
        for record in trace.records(id) {
            let RecordKind::Call(AppAct::Refused(_, error)) = record.kind else { continue };
            if record.end != Some(end) {
                continue;
            }
            let told = trace.explain(id).expect("it is a step");
            // The reason that stands before it.
            let at = told.items.iter().position(|i| matches!(i, Item::Did(_, RecordKind::Call(AppAct::Refused(..))))).expect("it is told");
            let rule = told.items[..at].iter().rev().find_map(|i| if let Item::Why(_, r) = i { Some(r.rule) } else { None });
            out.push((trace.step(id).expect("it is there").time.0 / 1_000_000, error, rule.expect("it has a reason")));
        }
    }
    out
}

#[test]
fn a_call_on_a_connection_that_does_not_exist_is_refused_on_the_ladder_with_its_rule() {
    let calls = |call: AppCall| vec![step(5, call)];
    for (call, rule) in [
        (bytes(10), Rule::SendRefused),
        (AppCall::Receive(10), Rule::ReceiveRefused),
        (AppCall::Close, Rule::CloseRefused),
        (AppCall::CloseBoth, Rule::CloseRefused),
        (AppCall::Abort, Rule::AbortRefused),
        (AppCall::Flush, Rule::CallRefused),
    ] {
        let trace = scripted(calls(call), vec![]);
        assert_eq!(refused(&trace, 0), [(5, CallError::DoesNotExist, rule)]);
        let marks = Timeline::of(&trace, 0).calls;
        assert!(marks.iter().any(|mark| matches!(mark.act, AppAct::Refused(..))));
        assert_eq!(trace.segments().count(), 0);
    }
}

#[test]
fn a_call_after_the_end_and_after_close_is_refused() {
    let trace = scripted(
        vec![step(0, AppCall::Connect), step(500, AppCall::Close), step(501, bytes(10)), step(502, AppCall::Close)],
        vec![step(0, AppCall::Listen)],
    );
    assert_eq!(refused(&trace, 0), [(501, CallError::Closing, Rule::SendRefused), (502, CallError::Closing, Rule::CloseRefused)]);
}

#[test]
fn a_listener_has_no_remote_to_send_to_and_closes_without_a_word() {
    let trace = scripted(vec![step(400, AppCall::Connect)], vec![step(0, AppCall::Listen), step(5, bytes(1)), step(10, AppCall::Close)]);
    assert_eq!(refused(&trace, 1), [(5, CallError::RemoteUnspecified, Rule::SendRefused)]);
    let server = EndId { connection: 0, side: 1 };
    let moves: Vec<RecordKind> = trace.all_records().filter(|r| r.end == Some(server)).map(|r| r.kind).collect();
    assert!(moves.contains(&RecordKind::State(State::Listen, State::Closed)), "{moves:?}");
    // The SYN that comes after that is refused.
    assert!(trace.segments().any(|row| row.name.key == 's' && row.head[33] & 4 != 0));
}

#[test]
fn a_send_that_waits_for_room_is_answered_when_the_connection_is_given_up() {
    for (call, error) in [("abort", CallError::Reset), ("close", CallError::Closing)] {
        let mut scenario = catalogue::find("three-way-handshake").expect("it is there");
        // More than a send buffer takes, before anybody answers.
        for script in &mut scenario.scripts {
            script.steps = if script.end == 0 { vec![step(0, AppCall::Connect), step(0, bytes(5_000_000))] } else { vec![] };
        }
        let order = format!("call 1ms: client {call}");
        scenario.interventions.push(order.parse().unwrap_or_else(|e| panic!("{e:?}")));
        let trace = simulate(&Rc::new(scenario));
        let all = refused(&trace, 0);
        assert_eq!(all.iter().map(|r| (r.1, r.2)).collect::<Vec<_>>(), [(error, Rule::SendRefused)], "{call}");
    }
}

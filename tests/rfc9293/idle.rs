//! Keep-alive (RFC 9293 §3.8.4).

use crate::harness::*;
use tcplab::base::{Span, Time};
use tcplab::tcp::{AppEvent, Call, CallError, Rule, SendKind, State, TcpConfig, TimerKind};

fn kept() -> TcpConfig {
    TcpConfig { keep_alive: true, ..TcpConfig::default() }
}
const HOURS: Span = Span::from_secs(7200);

#[test]
fn must_24_must_25_keep_alive_is_off_until_the_application_asks_for_it() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(one.c.deadline(), None);
    one.do_call(Call::KeepAlive(true));
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(one.now + HOURS));
    one.do_call(Call::KeepAlive(false));
    assert_eq!(one.c.deadline(), None);
    // Asked for before there is a connection.
    let mut one = One::active(TcpConfig::default());
    one.do_call(Call::KeepAlive(true));
    assert_eq!((one.state(), one.timer(TimerKind::KeepAlive)), (State::SynSent, None));
    one.hear(seg(SYN_ACK, 0, 1, 0));
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(one.now + HOURS));
    one.do_call(Call::Abort);
    assert_eq!(one.call(Call::KeepAlive(true)), Err(CallError::DoesNotExist));
}

#[test]
fn must_26_keep_alive_waits_for_an_idle_connection_and_for_silence() {
    let mut one = One::established(kept(), 60_000);
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(one.now + HOURS));
    // What is heard winds it up again.
    one.now = at_ms(60_000);
    one.hear(seg(ACK, 1, 1, 10));
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(at_ms(60_000) + HOURS));
    // While something is outstanding it rests.
    one.send(10);
    assert_eq!(one.timer(TimerKind::KeepAlive), None);
    one.hear(seg(ACK, 11, 11, 0));
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(at_ms(60_000) + HOURS));
    // A closed window with data before it is the persist timer's business.
    one.hear(tcplab::tcp::Segment { window: 0, ..seg(ACK, 11, 11, 0) });
    one.send(10);
    one.now += HOURS;
    one.hear(tcplab::tcp::Segment { window: 0, ..seg(ACK, 11, 11, 0) });
    assert!(!one.kinds().contains(&SendKind::KeepAlive));
}

#[test]
fn must_26_a_segment_that_is_only_answered_breaks_the_silence_too() {
    let mut one = One::established(kept(), 60_000);
    one.now = at_ms(60_000);
    // The peer's own keep-alive: before the window, and yet a sign of life.
    assert_eq!(one.hear(seg(ACK, 0, 1, 0)).len(), 1);
    assert_eq!(one.timer(TimerKind::KeepAlive), Some(at_ms(60_000) + HOURS));
}

#[test]
fn must_27_must_28_the_interval_is_a_parameter_and_two_hours_by_default() {
    assert!(TcpConfig::default().keep_alive_time >= HOURS);
    for seconds in [1, 100_000] {
        let mut one = One::established(TcpConfig { keep_alive_time: Span::from_secs(seconds), ..kept() }, 60_000);
        one.wait();
        assert_eq!((one.now, one.kinds()), (Time::ZERO + Span::from_secs(seconds), vec![SendKind::KeepAlive]));
    }
}

#[test]
fn must_29_shld_12_may_5_ten_probes_without_data_are_sent_before_the_connection_is_given_up() {
    let mut one = One::established(kept(), 60_000);
    let mut times = Vec::new();
    while !one.deleted() {
        for probe in one.wait() {
            assert_eq!(brief(&probe), (ACK, 0, 1, 0));
            times.push(one.now.since(Time::ZERO).millis() / 1000);
        }
    }
    assert_eq!(times, (0..10).map(|n| 7200 + 75 * n).collect::<Vec<_>>());
    assert_eq!(one.now, Time::ZERO + Span::from_secs(7200 + 750));
    assert_eq!((one.state(), one.told()), (State::Closed, vec![AppEvent::TimedOut]));
    // Whatever is configured, one probe alone decides nothing.
    let mut one = One::established(TcpConfig { keep_alive_probes: 0, ..kept() }, 60_000);
    one.wait();
    one.wait();
    assert_eq!(one.state(), State::Established);
}

#[test]
fn an_answered_keep_alive_counts_anew() {
    let mut one = One::established(kept(), 60_000);
    for _ in 0..30 {
        for _ in 0..9 {
            assert_eq!(one.wait().len(), 1);
        }
        assert!(one.hear(seg(ACK, 1, 1, 0)).is_empty());
        assert_eq!(one.timer(TimerKind::KeepAlive), Some(one.now + HOURS));
    }
    assert!(one.rules().contains(&Rule::KeepAliveAnswered));
}

#[test]
fn may_6_a_keep_alive_may_carry_one_octet_of_garbage_that_nobody_takes() {
    let mut one = One::established(TcpConfig { keep_alive_octet: true, ..kept() }, 60_000);
    let probe = one.wait();
    assert_eq!(briefs(&probe), [(ACK, 0, 1, 1)]);
    for octet in [false, true] {
        let mut pair = Pair::new(TcpConfig { keep_alive_octet: octet, ..kept() }, TcpConfig::default());
        pair.run(Time::ZERO + Span::from_secs(3 * 7200));
        let probes = pair.lines.iter().filter(|l| l.kind == SendKind::KeepAlive).count();
        assert_eq!((probes, pair.apps[1].got.len()), (2, 0));
        assert!(pair.ends.iter().all(|c| c.state() == State::Established));
    }
}

#[test]
fn a_vanished_peer_is_noticed_in_fin_wait_2_too() {
    let mut one = One::established(kept(), 60_000);
    one.do_call(Call::Close);
    assert_eq!(one.timer(TimerKind::KeepAlive), None);
    one.hear(seg(ACK, 1, 2, 0));
    assert_eq!(one.state(), State::FinWait2);
    while !one.deleted() {
        one.wait();
    }
    assert_eq!(one.told().last(), Some(&AppEvent::TimedOut));
}

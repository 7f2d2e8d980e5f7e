//! ICMP errors (RFC 9293 §3.9.2.2), believed as RFC 5927 advises; connect errors told apart.

use crate::harness::*;
use tcplab::base::Span;
use tcplab::tcp::{AppEvent, Effect, IcmpError, Rule, Segment, State, TcpConfig, TimerKind, Variable};

const SOFT: [IcmpError; 6] = [
    IcmpError::NetUnreachable,
    IcmpError::HostUnreachable,
    IcmpError::SourceRouteFailed,
    IcmpError::Prohibited,
    IcmpError::TimeExceeded,
    IcmpError::ParameterProblem,
];
const HARD: [IcmpError; 2] = [IcmpError::ProtocolUnreachable, IcmpError::PortUnreachable];

/// Established, with 1000 bytes in flight: 1 to 1000.
fn sending(config: TcpConfig) -> One {
    let mut one = One::established(config, 60_000);
    one.send(1000);
    one.log.clear();
    one
}

#[test]
fn must_47_must_54_must_56_shld_25_soft_errors_are_reported_and_end_nothing() {
    for error in SOFT {
        let mut one = sending(TcpConfig::default());
        assert!(one.icmp(error, ISS + 1).is_empty());
        assert_eq!((one.state(), one.told()), (State::Established, vec![AppEvent::Network(error)]));
        let mut one = One::active(TcpConfig::default());
        one.icmp(error, ISS);
        assert_eq!((one.state(), one.told()), (State::SynSent, vec![AppEvent::Network(error)]));
        // The retransmission timer runs on, and the connection comes about after all.
        one.wait();
        one.hear(seg(SYN_ACK, 0, 1, 0));
        assert_eq!(one.state(), State::Established);
    }
}

#[test]
fn shld_26_hard_errors_end_the_connection() {
    for error in HARD {
        let mut one = sending(TcpConfig::default());
        one.icmp(error, ISS + 1000);
        assert_eq!((one.state(), one.told(), one.c.deadline()), (State::Closed, vec![AppEvent::Unreachable], None));
        // RFC 5927 takes them for soft ones once the handshake is over.
        let mut one = sending(TcpConfig { icmp_aborts: false, ..TcpConfig::default() });
        one.icmp(error, ISS + 1000);
        assert_eq!((one.state(), one.told()), (State::Established, vec![AppEvent::Network(error)]));
        assert!(one.rules().contains(&Rule::IcmpDoubted));
    }
    // A passive end goes back to wait for others.
    let mut one = One::passive(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    one.icmp(IcmpError::PortUnreachable, ISS);
    assert_eq!((one.state(), one.told()), (State::Listen, vec![]));
}

#[test]
fn connect_errors_are_told_apart() {
    let failed = |errors: &[IcmpError]| {
        let mut one = One::active(TcpConfig::default());
        for error in errors {
            one.icmp(*error, ISS);
        }
        while !one.deleted() {
            one.wait();
        }
        one.told().last().copied()
    };
    assert_eq!(failed(&[]), Some(AppEvent::TimedOut));
    assert_eq!(failed(&[IcmpError::HostUnreachable]), Some(AppEvent::Unreachable));
    assert_eq!(failed(&[IcmpError::ProtocolUnreachable]), Some(AppEvent::Unreachable));
    assert_eq!(failed(&[IcmpError::PortUnreachable]), Some(AppEvent::Refused));
    let mut one = One::active(TcpConfig::default());
    one.hear(seg(RST_ACK, 0, 1, 0));
    assert_eq!(one.told(), [AppEvent::Refused]);
    // What has healed is not to blame for a later silence.
    let mut one = sending(TcpConfig { user_timeout: Some(Span::from_secs(9)), ..TcpConfig::default() });
    one.icmp(IcmpError::NetUnreachable, ISS + 1);
    one.hear(seg(ACK, 1, 1001, 0));
    one.send(10);
    while !one.deleted() {
        one.wait();
    }
    assert_eq!(one.told().last(), Some(&AppEvent::TimedOut));
}

#[test]
fn an_error_that_quotes_nothing_in_flight_is_ignored() {
    for error in SOFT.into_iter().chain(HARD).chain([IcmpError::FragmentationNeeded { mtu: 500 }]) {
        for quoted in [ISS, ISS + 1001, ISS - 70_000, ISS + 1_000_000] {
            let mut one = sending(TcpConfig::default());
            assert!(one.icmp(error, quoted).is_empty());
            assert_eq!((one.state(), one.told(), one.bytes(Variable::SndMss)), (State::Established, vec![], 1000));
            assert!(one.log.contains(&Effect::Discard) && one.rules().contains(&Rule::IcmpOutside));
        }
        // Nothing is in flight, in whatever state.
        for mut one in [One::established(TcpConfig::default(), 60_000), One::passive(TcpConfig::default())] {
            let state = one.state();
            one.icmp(error, ISS + 1);
            assert_eq!((one.state(), one.told()), (state, vec![]));
            assert!(one.rules().contains(&Rule::IcmpNothingSent), "and that is why: {:?}", one.rules());
        }
        let mut one = One::active(TcpConfig::default());
        one.icmp(error, ISS + 1);
        assert_eq!((one.state(), one.told()), (State::SynSent, vec![]));
    }
}

#[test]
fn must_55_source_quench_is_dropped_in_silence() {
    let mut one = sending(TcpConfig::default());
    let before = (one.bytes(Variable::Cwnd), one.timer(TimerKind::Retransmission));
    assert!(one.icmp(IcmpError::SourceQuench, ISS + 1).is_empty());
    assert_eq!((one.bytes(Variable::Cwnd), one.timer(TimerKind::Retransmission)), before);
    assert!(one.told().is_empty());
}

#[test]
fn a_smaller_path_mtu_makes_smaller_segments_at_once() {
    let mut one = One::established(TcpConfig { nagle: false, ..TcpConfig::default() }, 60_000);
    assert_eq!(one.send(2500).len(), 3);
    let cwnd = one.bytes(Variable::Cwnd);
    let sizes = |sent: &[Segment]| briefs(sent).iter().map(|b| (b.1, b.3)).collect::<Vec<_>>();
    // The oldest at once, the rest with the acknowledgment of it.
    assert_eq!(sizes(&one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1001)), [(1, 600)]);
    assert_eq!((one.bytes(Variable::SndMss), one.bytes(Variable::Cwnd)), (600, cwnd));
    // The messages about the other two say nothing new.
    assert!(one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1).is_empty());
    assert_eq!(sizes(&one.hear(seg(ACK, 1, 601, 0))), [(601, 400), (1001, 600), (1601, 400), (2001, 500)]);
    one.hear(seg(ACK, 1, 2501, 0));
    assert_eq!(one.send(1200).iter().map(|s| s.payload.len()).collect::<Vec<_>>(), [600, 600]);
    // It never grows by such a message, and never falls below what every link carries.
    assert!(one.icmp(IcmpError::FragmentationNeeded { mtu: 1400 }, ISS + 2501).is_empty());
    assert!(one.told().is_empty());
    assert_eq!(one.bytes(Variable::SndMss), 600);
    one.icmp(IcmpError::FragmentationNeeded { mtu: 1 }, ISS + 2501);
    assert_eq!(one.bytes(Variable::SndMss), 28);
    // An old router names no size.
    let mut one = sending(TcpConfig::default());
    one.icmp(IcmpError::FragmentationNeeded { mtu: 0 }, ISS + 1);
    assert_eq!(one.bytes(Variable::SndMss), 536);
}

#[test]
fn what_a_narrow_path_lost_waits_for_an_acknowledgment_whatever_the_user_sends() {
    let mut one = One::established(TcpConfig { nagle: false, ..TcpConfig::default() }, 60_000);
    one.send(2500);
    assert_eq!(one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1001).len(), 1);
    assert!(one.rules().contains(&Rule::PathMtuWaits));
    assert!(one.send(500).is_empty());
    assert_eq!(one.hear(seg(ACK, 1, 601, 0)).iter().map(|s| s.payload.len()).sum::<u32>(), 2500 + 500 - 600);
    // The timer lets it go on, too.
    let mut one = One::established(TcpConfig { nagle: false, ..TcpConfig::default() }, 60_000);
    one.send(2500);
    one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1001);
    assert_eq!(one.wait().len(), 1);
    assert!(!one.hear(seg(ACK, 1, 601, 0)).is_empty());
}

#[test]
fn nothing_is_sent_again_larger_than_the_path_carries() {
    let small = |sent: &[Segment]| sent.iter().all(|s| s.payload.len() <= 600) && !sent.is_empty();
    let mut one = One::established(TcpConfig { limited_transmit: false, ..TcpConfig::default() }, 60_000);
    one.send(5000);
    (0..3).for_each(|_| drop(one.hear(seg(ACK, 1, 1, 0))));
    assert!(small(&one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1)));
    // A partial acknowledgment, and then the timer, repeat what was larger when it was new.
    assert!(small(&one.hear(seg(ACK, 1, 1001, 0))));
    assert!(small(&one.wait()));
    assert!(small(&one.hear(seg(ACK, 1, 2001, 0))));
}

#[test]
fn a_smaller_path_mtu_sends_nothing_into_a_closed_window() {
    let mut one = sending(TcpConfig::default());
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1, 0) });
    assert!(one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1).is_empty());
    assert_eq!(one.timer(TimerKind::Retransmission), None);
    let again = one.hear(seg(ACK, 1, 1, 0));
    assert_eq!(again.iter().map(|s| s.payload.len()).collect::<Vec<_>>(), [600, 400]);
}

#[test]
fn the_loss_window_is_one_segment_that_the_path_carries() {
    let mut one = sending(TcpConfig::default());
    one.icmp(IcmpError::FragmentationNeeded { mtu: 640 }, ISS + 1);
    one.wait();
    assert_eq!((one.bytes(Variable::Cwnd), one.bytes(Variable::Ssthresh)), (600, 1200));
}

#[test]
fn messages_are_known_by_type_and_code() {
    assert_eq!(IcmpError::of_message(3, 4, 1400), Some(IcmpError::FragmentationNeeded { mtu: 1400 }));
    assert_eq!((IcmpError::of_message(0, 0, 0), IcmpError::of_message(8, 0, 0), IcmpError::of_message(3, 99, 0)), (None, None, None));
    for error in SOFT.into_iter().chain(HARD).chain([IcmpError::SourceQuench, IcmpError::FragmentationNeeded { mtu: 9000 }]) {
        assert_eq!(IcmpError::of_number(error.number()), error);
    }
}

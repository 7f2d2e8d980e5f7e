//! The deliberate mistakes: each changes its own rule, and what goes wrong then is what a teacher wants to show.

use crate::harness::*;
use tcplab::base::Span;
use tcplab::tcp::config::Congestion;
use tcplab::tcp::{AppEvent, Call, Rule, Segment, SendKind, State, TcpConfig, TimerKind, Value, Variable};

#[test]
fn none_is_on_unless_asked_for() {
    let c = TcpConfig::default();
    assert!(c.time_wait && c.karn && c.sws_sender && c.sws_receiver && c.rfc5961);
    assert!(c.ack_split == 1 && c.ack_ahead == 0 && !c.shrinks_window);
    assert!(!c.go_back_n && !c.two_way_handshake && c.congestion != Congestion::None && c.delayed_ack > Span::ZERO);
}

#[test]
fn without_time_wait_a_lost_last_acknowledgment_leaves_the_peer_with_nobody() {
    let mut pair = Pair::new(TcpConfig { time_wait: false, ..TcpConfig::default() }, TcpConfig::default());
    pair.apps[0].send = text(10);
    pair.apps[0].close = true;
    pair.apps[1].close_at_end = true;
    pair.run(at_ms(10_000));
    assert!(!pair.states[0].contains(&State::TimeWait));
    assert_eq!(pair.deleted[0].map(|t| t < at_ms(1000)), Some(true));
    assert!(pair.rules[0].contains(&Rule::NoTimeWait));
    assert_eq!(pair.apps[1].told.last(), Some(&AppEvent::Closed));
    // What was delivered can still be read, and the FIN that comes again finds nobody.
    let mut one = One::established(TcpConfig { time_wait: false, ..TcpConfig::default() }, 60_000);
    one.do_call(Call::Close);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 2, 30))), [(ACK, 2, 32, 0)]);
    assert_eq!((one.state(), one.c.deadline(), one.read(100).len()), (State::Closed, None, 30));
    assert_eq!(one.hear(seg(FIN_ACK, 31, 2, 0))[0].flags, RST);
}

#[test]
fn without_karn_a_repeated_segment_spoils_the_measurement() {
    let measured = |karn| {
        let mut one = One::established(TcpConfig { karn, ..TcpConfig::default() }, 60_000);
        one.now = at_ms(1000);
        one.send(10);
        one.wait();
        one.now += ms(10);
        one.hear(seg(ACK, 1, 11, 0));
        one.value(Variable::Srtt)
    };
    // The handshake took no time at all.
    assert_eq!(measured(true), Value::Span(Span::ZERO));
    // The second copy was answered after 10 ms, the first had left 1.01 s before: an eighth of that.
    assert_eq!(measured(false), Value::Span(Span::from_micros(126_250)));
}

#[test]
fn without_avoidance_the_sender_fills_the_smallest_window() {
    let mut one = One::established(TcpConfig { sws_sender: false, ..TcpConfig::default() }, 5000);
    one.send(20_000);
    assert_eq!(briefs(&one.hear(Segment { window: 3, ..seg(ACK, 1, 5001, 0) })), [(ACK, 5001, 1, 3)]);
    assert!(one.rules().contains(&Rule::SwsIgnored));
    let mut good = One::established(TcpConfig::default(), 5000);
    good.send(20_000);
    assert!(good.hear(Segment { window: 3, ..seg(ACK, 1, 5001, 0) }).is_empty());
    assert!(good.timer(TimerKind::SwsOverride).is_some());
}

#[test]
fn without_avoidance_the_receiver_offers_every_byte_that_was_read() {
    let windows = |sws_receiver| {
        let mut one = One::established(TcpConfig { sws_receiver, receive_buffer: 2000, ..TcpConfig::default() }, 60_000);
        one.hear_all(vec![seg(ACK, 1, 1, 1000), seg(ACK, 1001, 1, 1000)]);
        let from = one.log.len();
        for _ in 0..5 {
            one.read(1);
        }
        one.sent(from).iter().map(|s| s.window).collect::<Vec<_>>()
    };
    assert!(windows(true).is_empty());
    assert_eq!(windows(false), [1, 2, 3, 4, 5]);
}

#[test]
fn every_segment_is_acknowledged_where_no_acknowledgment_waits() {
    let mut one = One::established(TcpConfig { delayed_ack: Span::ZERO, ..TcpConfig::default() }, 60_000);
    assert_eq!(one.hear_all([1, 11, 21].map(|s| seg(ACK, s, 1, 10)).to_vec()).len(), 3);
    assert!(one.rules().contains(&Rule::AckAtOnce));
}

#[test]
fn a_go_back_n_receiver_drops_what_comes_early_and_costs_repetitions() {
    let config = TcpConfig { go_back_n: true, ..TcpConfig::default() };
    let mut one = One::established(config.clone(), 60_000);
    assert_eq!(briefs(&one.hear(seg(ACK, 101, 1, 100))), [(ACK, 1, 1, 0)]);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 201, 1, 100))), [(ACK, 1, 1, 0)]);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 301, 1, 0))), [(ACK, 1, 1, 0)]);
    assert_eq!(one.bytes(Variable::OutOfOrder), 0);
    one.hear(seg(ACK, 1, 1, 100));
    assert_eq!((one.read(1000).len(), one.state()), (100, State::Established));
    let repeated = |receiver: TcpConfig| {
        let mut pair = Pair::new(TcpConfig::default(), receiver);
        pair.apps[0].send = text(30_000);
        pair.apps[0].close = true;
        pair.apps[1].close_at_end = true;
        pair.drop.insert((0, 5));
        pair.run(at_ms(2_000_000));
        assert_eq!(pair.apps[1].got, text(30_000));
        pair.lines.iter().filter(|l| l.nth > 0 && !l.segment.payload.is_empty()).count()
    };
    assert_eq!(repeated(TcpConfig::default()), 1);
    assert!(repeated(config) > 3);
}

#[test]
fn a_two_way_handshake_believes_an_old_syn() {
    let config = TcpConfig { two_way_handshake: true, ..TcpConfig::default() };
    let mut one = One::passive(config.clone());
    assert_eq!(briefs(&one.hear(seg(SYN, 0, 0, 0))), [(SYN_ACK, 0, 1, 0)]);
    assert_eq!((one.state(), one.told()), (State::Established, vec![AppEvent::Connected]));
    assert!(one.rules().contains(&Rule::TwoWayHandshake));
    // Its SYN is still repeated, and the peer that never asked for it ends it with a RST.
    assert_eq!(one.wait().iter().map(|s| s.flags).collect::<Vec<_>>(), [SYN_ACK]);
    one.hear(seg(RST, 1, 0, 0));
    assert_eq!(one.told().last(), Some(&AppEvent::Reset));
    // A peer that did ask gets its bytes, whatever is lost.
    for lost in [None, Some((1, 0)), Some((0, 1)), Some((1, 1))] {
        let mut pair = Pair::new(TcpConfig::default(), config.clone());
        pair.apps[0].send = text(5000);
        pair.apps[1].send = text(7000);
        pair.apps[0].close = true;
        pair.apps[1].close_at_end = true;
        pair.drop.extend(lost);
        pair.run(at_ms(2_000_000));
        assert_eq!((pair.apps[0].got.len(), pair.apps[1].got.len()), (7000, 5000), "{lost:?}");
        assert!(pair.deleted.iter().all(Option::is_some), "{lost:?}");
    }
}

#[test]
fn a_split_acknowledgment_gains_no_more_than_one_for_every_segment() {
    let mut one = One::established(TcpConfig { ack_split: 4, ..TcpConfig::default() }, 60_000);
    let acks = one.hear_all(vec![seg(ACK, 1, 1, 1000), seg(ACK, 1001, 1, 1000)]);
    assert_eq!(acks.iter().map(|s| s.ack.since(IRS)).collect::<Vec<_>>(), [501, 1001, 1501, 2001]);
    let edges: Vec<u32> = acks.iter().map(|s| s.ack.since(IRS) + u32::from(s.window)).collect();
    assert!(edges.iter().all(|e| *e <= 65_536 + 1000), "{edges:?}");
    let grown = |ack_split, delayed_ack| {
        let mut pair = Pair::new(TcpConfig::default(), TcpConfig { ack_split, delayed_ack, ..TcpConfig::default() });
        pair.apps[0].send = text(60_000);
        pair.run(at_ms(3000));
        assert_eq!(pair.apps[1].got, text(60_000));
        (pair.ends[0].variables(), pair.lines.len())
    };
    let (honest, few) = grown(1, Span::ZERO);
    let (split, many) = grown(8, ms(40));
    assert!(many > few + 30, "{many} {few}");
    let cwnd = |v: &[(Variable, Value)]| v.iter().find(|(k, _)| *k == Variable::Cwnd).map(|(_, v)| *v);
    assert!(matches!((cwnd(&honest), cwnd(&split)), (Some(Value::Bytes(a)), Some(Value::Bytes(b))) if b <= a));
}

#[test]
fn an_optimistic_acknowledgment_is_believed_where_it_can_be_true_and_answered_where_it_can_not() {
    let config = TcpConfig { ack_ahead: 2920, delayed_ack: Span::ZERO, ..TcpConfig::default() };
    let mut one = One::established(config.clone(), 60_000);
    let acks = one.hear(seg(ACK, 1, 1, 1000));
    assert_eq!(acks.iter().map(|s| s.ack.since(IRS)).collect::<Vec<_>>(), [1001, 3921]);
    let mut pair = Pair::new(TcpConfig::default(), config.clone());
    pair.apps[0].send = text(40_000);
    pair.run(at_ms(20_000));
    assert_eq!(pair.apps[1].got, text(40_000));
    assert!(pair.rules[0].contains(&Rule::AckTooNew));
    // What was acknowledged before it got lost is lost for good.
    let mut pair = Pair::new(TcpConfig::default(), config);
    pair.apps[0].send = text(40_000);
    pair.drop.insert((0, 4));
    pair.run(at_ms(200_000));
    assert!(pair.apps[1].got.len() < 40_000);
}

#[test]
fn a_smaller_buffer_takes_window_back_only_where_that_mistake_is_chosen() {
    for (shrinks_window, expected) in [(false, 65_535), (true, 5000)] {
        let mut one = One::established(TcpConfig { shrinks_window, ..TcpConfig::default() }, 60_000);
        one.do_call(Call::ReceiveBuffer(5000));
        assert_eq!(one.bytes(Variable::RcvWnd), expected);
    }
    // Early pieces are never left outside.
    let mut one = One::established(TcpConfig { shrinks_window: true, ..TcpConfig::default() }, 60_000);
    one.hear(seg(ACK, 8001, 1, 1000));
    let told = one.do_call(Call::ReceiveBuffer(100));
    assert_eq!((told.len(), one.bytes(Variable::RcvWnd)), (1, 9000));
    one.hear_all((0..8).map(|n| seg(ACK, 1 + n * 1000, 1, 1000)).collect());
    assert_eq!((one.bytes(Variable::RcvWnd), one.read(9000).len()), (0, 9000));
    // A larger one opens the window.
    let mut one = One::established(TcpConfig { receive_buffer: 1000, ..TcpConfig::default() }, 60_000);
    assert_eq!(one.do_call(Call::ReceiveBuffer(9000)).iter().map(|s| s.window).collect::<Vec<_>>(), [9000]);
}

#[test]
fn no_segment_is_sent_for_a_variant_that_is_off() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.apps[0].send = text(20_000);
    pair.apps[0].close = true;
    pair.apps[1].close_at_end = true;
    pair.drop.insert((0, 4));
    pair.run(at_ms(2_000_000));
    let odd = [
        Rule::NoTimeWait,
        Rule::TwoWayHandshake,
        Rule::GoBackN,
        Rule::SwsIgnored,
        Rule::KarnOff,
        Rule::NoCongestionControl,
        Rule::AckSplit,
        Rule::AckAhead,
    ];
    assert!(pair.rules.iter().flatten().all(|rule| !odd.contains(rule)));
    assert!(pair.lines.iter().all(|l| l.kind != SendKind::KeepAlive));
}

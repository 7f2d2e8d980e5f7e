//! Opening a connection (RFC 9293 §3.5, §3.10.7.1 to §3.10.7.3).

use crate::harness::*;
use tcplab::base::Span;
use tcplab::tcp::{AppEvent, Effect, Effects, Rule, Segment, Seq, State, TcpConfig, TimerKind, Variable, reset_for};
use tcplab::wire::TcpOption;

#[test]
fn three_segments_open_a_connection() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.run(at_ms(10_000));
    assert_eq!(pair.ladder(), [(0, 0, SYN, 0, 0, 0), (50, 1, SYN_ACK, 0, 1, 0), (100, 0, ACK, 1, 1, 0)]);
    assert_eq!(pair.states, [vec![State::SynSent, State::Established], vec![State::Listen, State::SynReceived, State::Established]]);
    assert_eq!(pair.apps[0].told, [AppEvent::Connected]);
    assert_eq!(pair.apps[1].told, [AppEvent::Connected]);
}

#[test]
fn must_10_both_may_open_at_once() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.run_as(at_ms(10_000), true);
    assert_eq!(pair.ladder(), [(0, 0, SYN, 0, 0, 0), (0, 1, SYN, 0, 0, 0), (50, 1, SYN_ACK, 0, 1, 0), (50, 0, SYN_ACK, 0, 1, 0)]);
    assert_eq!(pair.states[0], [State::SynSent, State::SynReceived, State::Established]);
    assert_eq!(pair.states[1], [State::SynSent, State::SynReceived, State::Established]);
}

#[test]
fn a_crossed_opening_survives_the_loss_of_one_syn_ack() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.drop.insert((0, 1));
    pair.run_as(at_ms(10_000), true);
    assert!(pair.ends.iter().all(|c| c.state() == State::Established));
}

#[test]
fn every_single_loss_during_the_handshake_is_repaired() {
    for lost in [(0, 0), (1, 0), (0, 1)] {
        let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
        pair.drop.insert(lost);
        pair.run(at_ms(20_000));
        assert!(pair.ends.iter().all(|c| c.state() == State::Established), "{lost:?}");
    }
}

#[test]
fn must_11_a_reset_returns_a_passive_opener_to_listen_and_ends_an_active_one() {
    let mut one = One::passive(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    assert_eq!(one.state(), State::SynReceived);
    one.hear(seg(RST, 1, 0, 0));
    assert_eq!((one.state(), one.told(), one.deleted(), one.c.deadline()), (State::Listen, vec![], false, None));

    let mut one = One::active(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    assert_eq!(one.state(), State::SynReceived);
    one.hear(seg(RST, 1, 0, 0));
    assert_eq!((one.state(), one.told(), one.deleted()), (State::Closed, vec![AppEvent::Refused], true));
}

#[test]
fn another_syn_in_the_window_returns_a_passive_opener_to_listen() {
    let mut one = One::passive(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    assert!(one.hear(seg(SYN, 10, 0, 0)).is_empty());
    assert_eq!(one.state(), State::Listen);
}

#[test]
fn the_same_syn_again_is_answered_with_the_same_syn_ack() {
    let mut one = One::passive(TcpConfig::default());
    let first = one.hear(seg(SYN, 0, 0, 0));
    assert_eq!(one.hear(seg(SYN, 0, 0, 0)), first);
    assert_eq!(one.state(), State::SynReceived);
}

#[test]
fn the_same_syn_again_is_answered_even_if_it_brings_text_or_fin() {
    for flags in [SYN, SYN | FIN] {
        let mut one = One::passive(TcpConfig::default());
        let first = one.hear(seg(flags, 0, 0, 3));
        assert_eq!(one.hear(seg(flags, 0, 0, 3)), first);
        assert_eq!(one.state(), State::SynReceived);
        one.hear(seg(ACK, 4 + u32::from(flags.has(FIN)), 1, 0));
        assert_eq!(one.read(100).len(), 3);
    }
}

#[test]
fn the_syn_ack_of_a_crossed_opening_brings_no_more_text_than_the_window_holds() {
    let mut one = One::active(TcpConfig { receive_buffer: 20, ..TcpConfig::default() });
    one.hear(seg(SYN, 0, 0, 0));
    assert_eq!(briefs(&one.hear(seg(SYN_ACK, 0, 1, 50))), [(ACK, 1, 21, 0)]);
    assert_eq!((one.state(), one.read(100).len()), (State::Established, 20));
}

#[test]
fn closed_answers_everything_but_a_reset() {
    let reply = |segment: &Segment| {
        let mut out = Effects::default();
        reset_for(segment, &mut out);
        out.list.into_iter().find_map(|e| if let Effect::Send { segment, .. } = e { Some(segment) } else { None })
    };
    assert_eq!(reply(&seg(RST, 5, 0, 0)), None);
    let with_ack = reply(&seg(ACK, 5, 77, 10)).expect("answered");
    assert_eq!((with_ack.flags, with_ack.seq), (RST, ISS + 77));
    let without = reply(&seg(SYN, 5, 0, 10)).expect("answered");
    assert_eq!((without.flags, without.seq, without.ack), (RST_ACK, Seq(0), IRS + 16));
}

#[test]
fn listen_ignores_a_reset_resets_an_acknowledgment_and_drops_the_rest() {
    let mut one = One::passive(TcpConfig::default());
    assert!(one.hear(seg(RST, 0, 0, 0)).is_empty());
    assert!(one.hear(seg(RST_ACK, 0, 9, 0)).is_empty());
    assert_eq!(briefs(&one.hear(seg(ACK, 0, 9, 0))), [(RST, 9, 0, 0)]);
    assert_eq!(briefs(&one.hear(seg(SYN_ACK, 0, 9, 0))), [(RST, 9, 0, 0)]);
    assert!(one.hear(seg(FIN, 0, 0, 4)).is_empty());
    assert_eq!(one.state(), State::Listen);
}

#[test]
fn syn_sent_resets_an_acknowledgment_of_something_else_and_goes_on() {
    let mut one = One::active(TcpConfig::default());
    for ack in [0, 2, 77] {
        assert_eq!(briefs(&one.hear(seg(ACK, 0, ack, 0))), [(RST, ack, 0, 0)]);
        assert_eq!(briefs(&one.hear(seg(SYN_ACK, 0, ack, 0))), [(RST, ack, 0, 0)]);
        assert!(one.hear(seg(RST_ACK, 0, ack, 0)).is_empty());
    }
    assert!(one.hear(seg(RST, 0, 0, 0)).is_empty());
    assert!(one.hear(seg(ACK, 0, 1, 3)).is_empty());
    assert!(one.hear(seg(FIN, 0, 0, 3)).is_empty());
    assert_eq!(one.state(), State::SynSent);
    one.hear(seg(RST_ACK, 0, 1, 0));
    assert_eq!((one.state(), one.told()), (State::Closed, vec![AppEvent::Refused]));
}

#[test]
fn must_14_must_15_the_mss_option_is_sent_and_536_assumed_without_it() {
    let mut one = One::active(TcpConfig { mss: Some(1234), link_mss: Some(9000), ..TcpConfig::default() });
    assert_eq!(one.sent(0)[0].options, [TcpOption::MaximumSegmentSize(1234)]);
    one.hear(seg(SYN_ACK, 0, 1, 0));
    assert_eq!(one.bytes(Variable::SndMss), 536);
    let one = One::established(TcpConfig { mss: None, ..TcpConfig::default() }, 60_000);
    assert_eq!(one.bytes(Variable::SndMss), 1000);
    assert!(One::active(TcpConfig { mss: None, ..TcpConfig::default() }).sent(0)[0].options.is_empty());
}

#[test]
fn text_with_a_syn_is_delivered_once_established() {
    let mut one = One::passive(TcpConfig::default());
    assert_eq!(briefs(&one.hear(seg(SYN, 0, 0, 3))), [(SYN_ACK, 0, 1, 0)]);
    assert!(one.read(100).is_empty());
    assert!(one.hear(seg(ACK, 4, 1, 0)).is_empty());
    assert_eq!(one.read(100).len(), 3);
    assert_eq!(one.told(), [AppEvent::Connected, AppEvent::Readable(3)]);
    assert_eq!(briefs(&one.do_call(tcplab::tcp::Call::Close)), [(FIN_ACK, 1, 4, 0)]);

    let mut one = One::active(TcpConfig::default());
    let s = seg(SYN_ACK, 0, 1, 3);
    assert_eq!(briefs(&one.hear(s)), [(ACK, 1, 4, 0)]);
    assert_eq!(one.read(100).len(), 3);
}

#[test]
fn must_22_must_23_a_syn_is_repeated_at_doubling_intervals_for_three_minutes() {
    let mut one = One::active(TcpConfig::default());
    let mut times = Vec::new();
    while !one.deleted() {
        for s in one.wait() {
            assert_eq!(brief(&s), (SYN, 0, 0, 0));
            times.push(one.now.0 / 1_000_000_000);
        }
    }
    assert_eq!(times, [1, 3, 7, 15, 31, 63, 123]);
    assert_eq!(one.now, at_ms(183_000));
    assert_eq!(one.told(), [AppEvent::Unresponsive, AppEvent::TimedOut]);
    assert_eq!((one.state(), one.c.deadline()), (State::Closed, None));
}

#[test]
fn a_repeated_syn_gives_no_measurement_and_three_seconds_for_data() {
    let mut one = One::active(TcpConfig::default());
    one.wait();
    one.hear(Segment { options: vec![TcpOption::MaximumSegmentSize(1000)], ..seg(SYN_ACK, 0, 1, 0) });
    assert!(one.rules().contains(&Rule::RtoAfterSynLoss));
    assert_eq!(one.value(Variable::Rto), tcplab::tcp::Value::Span(Span::from_secs(3)));
    one.send(10);
    assert_eq!(one.timer(TimerKind::Retransmission), Some(one.now + Span::from_secs(3)));
}

#[test]
fn figure_8_an_old_duplicate_syn_is_recovered_from() {
    let mut b = One::passive(TcpConfig::default());
    let answer = b.hear(Segment { seq: Seq(90), ..seg(SYN, 0, 0, 0) });
    assert_eq!(answer[0].ack, Seq(91));
    let mut a = One::active(TcpConfig::default());
    let reset = a.hear(answer[0].clone());
    assert_eq!((reset[0].flags, reset[0].seq), (RST, Seq(91)));
    b.hear(reset[0].clone());
    assert_eq!((b.state(), a.state()), (State::Listen, State::SynSent));
}

#[test]
fn figure_9_an_end_that_forgot_its_connection_discovers_the_half_open_one() {
    // B still believes in a connection; A has crashed, and opens anew with numbers within B's window or outside of it.
    for start in [ISS, Seq(5001 + 300)] {
        let mut b = One::established(TcpConfig::default(), 60_000);
        let mut out = Effects::default();
        let mut a = tcplab::tcp::Connection::open_active(std::rc::Rc::new(TcpConfig::default()), start, b.now, &mut out);
        let pick =
            |out: &Effects| out.list.iter().find_map(|e| if let Effect::Send { segment, .. } = e { Some(segment.clone()) } else { None });
        let answer = b.hear(pick(&out).expect("a SYN"));
        assert_eq!(briefs(&answer), [(ACK, 1, 1, 0)]);
        let mut out = Effects::default();
        a.on_segment(answer[0].clone(), b.now, &mut out);
        let reset = pick(&out).expect("a RST");
        assert_eq!((reset.flags, reset.seq), (RST, IRS + 1));
        b.hear(reset);
        assert_eq!((b.state(), b.told(), a.state()), (State::Closed, vec![AppEvent::Reset], State::SynSent));
    }
}

#[test]
fn figure_10_the_end_that_still_believes_discovers_the_half_open_connection_by_sending() {
    let mut b = One::established(TcpConfig::default(), 60_000);
    let data = b.send(10);
    let mut out = Effects::default();
    reset_for(&data[0], &mut out);
    let Some(Effect::Send { segment: reset, .. }) = out.list.last().cloned() else { panic!("no RST") };
    b.hear(reset);
    assert_eq!((b.state(), b.told()), (State::Closed, vec![AppEvent::Reset]));
}

#[test]
fn figure_11_an_old_duplicate_syn_between_two_passive_ends_comes_to_nothing() {
    let (mut a, mut b) = (One::passive(TcpConfig::default()), One::passive(TcpConfig::default()));
    let answer = b.hear(seg(SYN, 0, 0, 0));
    let reset = a.hear(answer[0].clone());
    assert_eq!((reset[0].flags, reset[0].seq), (RST, IRS + 1));
    b.hear(reset[0].clone());
    assert_eq!((a.state(), b.state(), b.c.deadline()), (State::Listen, State::Listen, None));
}

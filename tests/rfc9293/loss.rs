//! Loss and its repair: RFC 6298, RFC 5681, RFC 6582, RFC 3042; giving up (RFC 9293 §3.8.3).

use crate::harness::*;
use tcplab::base::{Span, Time};
use tcplab::tcp::config::{Congestion, InitialWindow, LossRecovery};
use tcplab::tcp::{AppEvent, Call, Rule, SendKind, Seq, State, TcpConfig, TimerKind, Value, Variable};

fn ten() -> TcpConfig {
    TcpConfig { send_buffer: 1_000_000, initial_window: InitialWindow::Segments(10), ..TcpConfig::default() }
}

#[test]
fn must_20_data_is_repeated_at_doubling_intervals_until_r2() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.send(10);
    let start = one.now;
    let mut times = Vec::new();
    while !one.deleted() {
        for s in one.wait() {
            assert_eq!(brief(&s), (ACK | PSH, 1, 1, 10));
            times.push(one.now.since(start).millis() / 1000);
        }
    }
    assert_eq!(times, [1, 3, 7, 15, 31, 63]);
    assert_eq!(one.now.since(start), Span::from_secs(123));
    assert_eq!(one.told(), [AppEvent::Unresponsive, AppEvent::TimedOut]);
    assert!(one.rules().contains(&Rule::R1Reached) && one.rules().contains(&Rule::GiveUp));
}

#[test]
fn must_20_what_waited_behind_a_slow_repair_has_an_r2_of_its_own() {
    let mut one = One::established(TcpConfig { rto_max: Span::from_secs(60), ..TcpConfig::default() }, 60_000);
    one.send(4000);
    // One segment a minute gets through: each is repeated, and none for longer than R2.
    for n in 1..=4 {
        while one.now < at_ms(n * 70_000) && one.c.deadline().is_some_and(|at| at < at_ms(n * 70_000)) {
            one.wait();
        }
        assert_eq!(one.state(), State::Established, "{n}");
        one.now = at_ms(n * 70_000);
        one.hear(seg(ACK, 1, 1 + n as u32 * 1000, 0));
    }
    assert_eq!(one.bytes(Variable::Flight), 0);
}

#[test]
fn the_user_timeout_ends_the_connection_whatever_the_retransmissions() {
    let mut one = One::established(TcpConfig { user_timeout: Some(Span::from_secs(5)), ..TcpConfig::default() }, 60_000);
    one.send(10);
    let start = one.now;
    while !one.deleted() {
        one.wait();
    }
    assert_eq!((one.now.since(start), one.told()), (Span::from_secs(5), vec![AppEvent::TimedOut]));
}

#[test]
fn must_18_a_repeated_segment_is_not_timed_and_the_back_off_stays_until_one_is() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.now = at_ms(1000);
    one.send(10);
    one.wait();
    one.hear(seg(ACK, 1, 11, 0));
    assert_eq!(one.value(Variable::Rto), Value::Span(Span::from_secs(2)));
    assert_eq!(one.timer(TimerKind::Retransmission), None);
    one.send(10);
    assert_eq!(one.timer(TimerKind::Retransmission), Some(one.now + Span::from_secs(2)));
    one.now += ms(100);
    one.hear(seg(ACK, 1, 21, 0));
    assert_eq!(one.value(Variable::Rto), Value::Span(Span::from_secs(1)));
}

#[test]
fn the_timer_starts_anew_with_every_new_acknowledgment() {
    let mut one = One::established(ten(), 60_000);
    one.send(3000);
    assert_eq!(one.timer(TimerKind::Retransmission), Some(at_ms(1000)));
    one.now = at_ms(400);
    one.hear(seg(ACK, 1, 1001, 0));
    assert_eq!(one.timer(TimerKind::Retransmission), Some(at_ms(1400)));
    one.hear(seg(ACK, 1, 3001, 0));
    assert_eq!(one.timer(TimerKind::Retransmission), None);
}

#[test]
fn after_a_timeout_the_rest_follows_in_slow_start() {
    let mut one = One::established(ten(), 60_000);
    assert_eq!(one.send(5000).len(), 5);
    assert_eq!(briefs(&one.wait()), [(ACK, 1, 1, 1000)]);
    assert_eq!((one.bytes(Variable::Cwnd), one.bytes(Variable::Ssthresh)), (1000, 2500));
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1001, 0))), [(ACK, 1001, 1, 1000), (ACK, 2001, 1, 1000)]);
    // The peer had the rest already: nothing more is repeated.
    assert!(one.hear(seg(ACK, 1, 5001, 0)).is_empty());
    assert_eq!(one.bytes(Variable::Flight), 0);
}

#[test]
fn a_second_timeout_of_the_same_segment_keeps_ssthresh() {
    let mut one = One::established(ten(), 60_000);
    one.send(10_000);
    one.wait();
    assert_eq!(one.bytes(Variable::Ssthresh), 5000);
    one.wait();
    assert_eq!((one.bytes(Variable::Ssthresh), one.bytes(Variable::Cwnd)), (5000, 1000));
}

#[test]
fn three_duplicates_repair_a_loss_without_the_timer() {
    let mut one = One::established(ten(), 60_000);
    one.send(20_000);
    let dup = || seg(ACK, 1, 1, 0);
    // RFC 3042: the first two let one new segment go each, and leave cwnd alone.
    assert_eq!(briefs(&one.hear(dup())), [(ACK, 10_001, 1, 1000)]);
    assert_eq!(briefs(&one.hear(dup())), [(ACK, 11_001, 1, 1000)]);
    assert_eq!(one.bytes(Variable::Cwnd), 10_000);
    assert_eq!(briefs(&one.hear(dup())), [(ACK, 1, 1, 1000)]);
    // What limited transmit sent does not count: ssthresh is half of ten segments.
    assert_eq!((one.bytes(Variable::Ssthresh), one.bytes(Variable::Cwnd)), (5000, 8000));
    assert_eq!(one.kinds().last(), Some(&SendKind::Fast));
    let mut out = Vec::new();
    for _ in 0..6 {
        out.extend(one.hear(dup()));
    }
    assert_eq!(one.bytes(Variable::Cwnd), 14_000);
    assert_eq!(briefs(&out), [(ACK, 12_001, 1, 1000), (ACK, 13_001, 1, 1000)]);
    // A full acknowledgment deflates.
    one.hear(seg(ACK, 1, 14_001, 0));
    assert!(one.rules().contains(&Rule::RecoveryEnds));
    assert_eq!(one.bytes(Variable::Cwnd), 2000);
}

#[test]
fn newreno_repairs_a_second_loss_by_a_partial_acknowledgment() {
    let mut one = One::established(TcpConfig { limited_transmit: false, ..ten() }, 60_000);
    one.send(10_000);
    for _ in 0..3 {
        one.hear(seg(ACK, 1, 1, 0));
    }
    one.now += ms(100);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 4001, 0))), [(ACK, 4001, 1, 1000)]);
    assert_eq!(one.kinds().last(), Some(&SendKind::Recovery));
    // 8000 − 4000 + 1000; the first partial acknowledgment starts the timer anew.
    assert_eq!(one.bytes(Variable::Cwnd), 5000);
    assert_eq!(one.timer(TimerKind::Retransmission), Some(at_ms(1100)));
    one.now += ms(100);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 5001, 0))), [(ACK, 5001, 1, 1000)]);
    assert_eq!(one.timer(TimerKind::Retransmission), Some(at_ms(1100)));
    one.hear(seg(ACK, 1, 10_001, 0));
    assert_eq!(one.value(Variable::Phase), Value::Name("slow start"));
}

#[test]
fn may_18_reno_leaves_recovery_with_the_first_new_acknowledgment() {
    let mut one = One::established(TcpConfig { limited_transmit: false, recovery: LossRecovery::Reno, ..ten() }, 60_000);
    one.send(10_000);
    for _ in 0..3 {
        one.hear(seg(ACK, 1, 1, 0));
    }
    assert!(one.hear(seg(ACK, 1, 4001, 0)).is_empty());
    assert_eq!(one.bytes(Variable::Cwnd), 5000);
}

#[test]
fn duplicates_after_a_timeout_do_not_start_a_second_recovery() {
    let mut one = One::established(TcpConfig { limited_transmit: false, ..ten() }, 60_000);
    one.send(10_000);
    one.wait();
    let before = one.kinds().iter().filter(|k| **k == SendKind::Fast).count();
    for _ in 0..5 {
        one.hear(seg(ACK, 1, 1, 0));
    }
    assert_eq!(one.kinds().iter().filter(|k| **k == SendKind::Fast).count(), before);
    assert!(one.rules().contains(&Rule::DupAckBelowRecover));
}

#[test]
fn a_changed_window_or_text_makes_no_duplicate() {
    let mut one = One::established(ten(), 60_000);
    one.send(10_000);
    one.hear(tcplab::tcp::Segment { window: 50_000, ..seg(ACK, 1, 1, 0) });
    one.hear(tcplab::tcp::Segment { window: 50_000, ..seg(ACK, 1, 1, 5) });
    assert_eq!(one.value(Variable::DupAcks), Value::Count(0));
}

#[test]
fn must_19_slow_start_grows_by_what_is_acknowledged_and_at_most_a_segment() {
    let mut one = One::established(ten(), 60_000);
    one.send(10_000);
    one.hear(seg(ACK, 1, 301, 0));
    assert_eq!(one.bytes(Variable::Cwnd), 10_300);
    one.hear(seg(ACK, 1, 5001, 0));
    assert_eq!(one.bytes(Variable::Cwnd), 11_300);
}

#[test]
fn without_congestion_control_only_the_window_restrains() {
    let mut one = One::established(TcpConfig { congestion: Congestion::None, recovery: LossRecovery::None, ..ten() }, 60_000);
    assert_eq!(one.send(100_000).len(), 60);
}

#[test]
fn a_lost_fin_is_repeated_by_the_timer() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.do_call(Call::Close);
    assert_eq!(briefs(&one.wait()), [(FIN_ACK, 1, 1, 0)]);
    assert_eq!(one.state(), State::FinWait1);
}

#[test]
fn random_loss_never_keeps_a_byte_from_arriving() {
    for seed in 0..60 {
        let mut pair = Pair::new(
            TcpConfig { r2: Span::MAX, r2_syn: Span::MAX, ..TcpConfig::default() },
            TcpConfig {
                r2: Span::MAX,
                r2_syn: Span::MAX,
                receive_buffer: 7000,
                recovery: if seed % 3 == 0 { LossRecovery::Reno } else { LossRecovery::NewReno },
                ..TcpConfig::default()
            },
        );
        pair.lossy = Some((seed, 50 + seed * 5));
        pair.apps[0].send = text(60_000);
        pair.apps[1].send = text(40_000);
        pair.apps[0].close = true;
        pair.apps[1].close_at_end = true;
        pair.run(Time::ZERO + Span::from_secs(1_000_000));
        assert_eq!(pair.apps[1].got, text(60_000), "{seed}");
        assert_eq!(pair.apps[0].got, text(40_000), "{seed}");
        assert_eq!(pair.ends.iter().map(tcplab::tcp::Connection::state).collect::<Vec<_>>(), [State::Closed, State::Closed], "{seed}");
    }
}

#[test]
fn reordering_never_keeps_a_byte_from_arriving() {
    for seed in 0..20u64 {
        let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
        for which in 0..200 {
            pair.late.insert((0, which), ms((which as u64 * 7919 + seed * 104_729) % 41));
        }
        pair.apps[0].send = text(100_000);
        pair.run(Time::ZERO + Span::from_secs(1000));
        assert_eq!(pair.apps[1].got, text(100_000), "{seed}");
    }
}

#[test]
fn a_retransmission_names_how_often_it_was_sent_before() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.apps[0].send = text(100);
    pair.drop.extend([(0, 2), (0, 3)]);
    pair.run(at_ms(20_000));
    let nths: Vec<u16> = pair.lines.iter().filter(|l| l.segment.payload.len() == 100).map(|l| l.nth).collect();
    assert_eq!(nths, [0, 1, 2]);
    assert!(pair.lines.iter().filter(|l| l.nth > 0).all(|l| l.kind == SendKind::Timeout && l.segment.seq != Seq(0)));
}

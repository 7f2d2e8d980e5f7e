//! Data both ways: windows, acknowledgments, Nagle, silly windows (RFC 9293 §3.7, §3.8, §3.10.7.4).

use crate::harness::*;
use tcplab::base::{Span, Time};
use tcplab::tcp::config::InitialWindow;
use tcplab::tcp::{AppEvent, Call, Rule, Segment, SendKind, State, TcpConfig, TimerKind, Value, Variable};

#[test]
fn bytes_arrive_in_order_both_ways() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.apps[0].send = text(300_000);
    pair.apps[1].send = text(200_000);
    for end in 0..2 {
        pair.apps[end].close = true;
    }
    pair.run(at_ms(2_000_000));
    assert_eq!(pair.apps[1].got, text(300_000));
    assert_eq!(pair.apps[0].got, text(200_000));
    assert!(pair.deleted.iter().all(Option::is_some));
    assert!(pair.lines.iter().all(|l| l.nth == 0), "nothing was lost, so nothing is sent twice");
}

#[test]
fn every_single_loss_is_repaired() {
    for end in 0..2 {
        for which in 0..30 {
            let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
            pair.apps[0].send = text(20_000);
            pair.apps[1].send = text(9_000);
            pair.apps[0].close = true;
            pair.apps[1].close_at_end = true;
            pair.drop.insert((end, which));
            pair.run(at_ms(2_000_000));
            assert_eq!(pair.apps[1].got, text(20_000), "{end} {which}");
            assert_eq!(pair.apps[0].got, text(9_000), "{end} {which}");
            assert!(pair.deleted.iter().all(Option::is_some), "{end} {which}");
        }
    }
}

#[test]
fn must_58_shld_18_shld_19_the_second_full_segment_is_acknowledged_at_once_and_a_first_one_later() {
    let mut one = One::established(TcpConfig { mss: Some(1000), ..TcpConfig::default() }, 60_000);
    assert!(one.hear(seg(ACK, 1, 1, 1000)).is_empty());
    assert_eq!(one.timer(TimerKind::DelayedAck), Some(one.now + ms(40)));
    assert_eq!(briefs(&one.hear(seg(ACK, 1001, 1, 1000))), [(ACK, 1, 2001, 0)]);
    assert_eq!(one.timer(TimerKind::DelayedAck), None);
    assert!(one.hear(seg(ACK, 2001, 1, 10)).is_empty());
    assert_eq!(briefs(&one.wait()), [(ACK, 1, 2011, 0)]);
}

#[test]
fn must_40_no_acknowledgment_waits_half_a_second() {
    let mut one = One::established(TcpConfig { delayed_ack: Span::from_secs(5), ..TcpConfig::default() }, 60_000);
    one.hear(seg(ACK, 1, 1, 10));
    assert!(one.timer(TimerKind::DelayedAck).is_some_and(|at| at.since(one.now) < ms(500)));
}

#[test]
fn an_acknowledgment_rides_on_data_of_the_same_instant() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 1, 1, 10));
    assert_eq!(briefs(&one.send(5)), [(ACK | PSH, 1, 11, 5)]);
    assert_eq!(one.timer(TimerKind::DelayedAck), None);
}

#[test]
fn shld_31_may_13_early_segments_are_kept_and_answered_with_duplicates_at_once() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    for seq in [101, 301, 201] {
        assert_eq!(briefs(&one.hear(seg(ACK, seq, 1, 100))), [(ACK, 1, 1, 0)]);
    }
    assert_eq!(one.kinds(), [SendKind::Repeat; 3]);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1, 100))), [(ACK, 1, 401, 0)]);
    assert_eq!(one.read(1000), seg(ACK, 1, 1, 400).payload.bytes());
}

#[test]
fn three_early_segments_of_one_instant_give_three_duplicates() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    let early = [101, 201, 301].map(|s| seg(ACK, s, 1, 100)).to_vec();
    assert_eq!(one.hear_all(early).len(), 3);
}

#[test]
fn old_and_new_in_one_segment_are_told_apart() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 1, 1, 100));
    one.hear(seg(ACK, 51, 1, 100));
    assert_eq!(one.read(1000), seg(ACK, 1, 1, 150).payload.bytes());
    assert!(one.rules().contains(&Rule::TrimmedOld));
}

#[test]
fn what_lies_beyond_the_window_is_left_out() {
    let mut one = One::established(TcpConfig { receive_buffer: 100, ..TcpConfig::default() }, 60_000);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 1, 150))), [(ACK, 1, 101, 0)]);
    assert_eq!(one.state(), State::Established);
    assert_eq!(one.read(1000).len(), 100);
}

#[test]
fn must_17_shld_7_nagle_holds_a_small_segment_while_something_is_unacknowledged() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(one.send(1).len(), 1);
    assert!(one.send(1).is_empty());
    assert!(one.send(1).is_empty());
    assert_eq!(one.c.why_silent(one.now).rule, Rule::NagleHolds);
    assert_eq!(briefs(&one.send(998)), [(ACK | PSH, 2, 1, 1000)]);
    assert!(one.send(1).is_empty());
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1002, 0))), [(ACK | PSH, 1002, 1, 1)]);

    let mut one = One::established(TcpConfig { nagle: false, ..TcpConfig::default() }, 60_000);
    assert_eq!(one.send(1).len() + one.send(1).len(), 2);
}

#[test]
fn must_61_the_last_segment_of_a_send_is_pushed() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(briefs(&one.send(2000)), [(ACK, 1, 1, 1000), (ACK | PSH, 1001, 1, 1000)]);
}

#[test]
fn must_38_the_sender_waits_for_half_the_largest_window_or_the_override() {
    let mut one = One::established(TcpConfig::default(), 800);
    let config = |window, seq, ack| Segment { window, ..seg(ACK, seq, ack, 0) };
    // The window is smaller than a segment; half of the largest ever seen is enough.
    assert_eq!(briefs(&one.send(5000)), [(ACK, 1, 1, 800)]);
    assert!(one.hear(config(100, 1, 801)).is_empty());
    assert_eq!(one.c.why_silent(one.now).rule, Rule::SwsHolds);
    assert_eq!(one.timer(TimerKind::SwsOverride), Some(one.now + ms(200)));
    assert_eq!(briefs(&one.hear(config(400, 1, 801))), [(ACK, 801, 1, 400)]);
    one.hear(config(100, 1, 1201));
    assert_eq!(briefs(&one.wait()), [(ACK, 1201, 1, 100)]);
    assert!(one.rules().contains(&Rule::SwsOverridden));
}

#[test]
fn must_36_must_37_shld_29_shld_30_may_8_a_closed_window_is_probed_for_as_long_as_it_takes() {
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(3000);
    let zero = |ack| Segment { window: 0, ..seg(ACK, 1, ack, 0) };
    assert!(one.hear(zero(1001)).is_empty());
    assert_eq!((one.timer(TimerKind::Retransmission), one.c.why_silent(one.now).rule), (None, Rule::WindowClosed));
    let mut gaps = Vec::new();
    let mut last = one.now;
    for _ in 0..20 {
        assert_eq!(briefs(&one.wait()), [(ACK, 1001, 1, 1)]);
        gaps.push(one.now.since(last).millis() / 1000);
        last = one.now;
        one.hear(zero(1001));
    }
    assert_eq!(gaps[..8], [1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(one.state(), State::Established);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1001, 0))), [(ACK, 1001, 1, 1000), (ACK | PSH, 2001, 1, 1000)]);
    assert_eq!(one.timer(TimerKind::Persist), None);
    one.hear(seg(ACK, 1, 3001, 0));
    assert_eq!(one.bytes(Variable::Flight), 0);
}

#[test]
fn the_byte_of_a_probe_may_be_taken() {
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(1001);
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1001, 0) });
    assert_eq!(briefs(&one.wait()), [(ACK, 1001, 1, 1)]);
    assert!(one.hear(seg(ACK, 1, 1002, 0)).is_empty());
    assert_eq!((one.bytes(Variable::Unsent), one.bytes(Variable::Flight), one.c.deadline()), (0, 0, None));
}

#[test]
fn unanswered_probes_are_given_up_like_any_other_segment() {
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(3000);
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1001, 0) });
    while !one.deleted() {
        one.wait();
    }
    assert!(one.told().contains(&AppEvent::TimedOut));
}

#[test]
fn must_34_must_35_a_window_that_shrinks_to_nothing_is_probed_and_then_refilled() {
    let mut one = One::established(TcpConfig::default(), 3000);
    assert_eq!(one.send(3000).len(), 3);
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1001, 0) });
    assert_eq!(one.timer(TimerKind::Retransmission), None);
    assert_eq!(briefs(&one.wait()), [(ACK, 1001, 1, 1)]);
    let again = one.hear(Segment { window: 1500, ..seg(ACK, 1, 1001, 0) });
    assert_eq!(briefs(&again), [(ACK, 1001, 1, 1000)]);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 2001, 0))), [(ACK | PSH, 2001, 1, 1000)]);
    one.hear(seg(ACK, 1, 3001, 0));
    assert_eq!(one.c.deadline(), None);
}

#[test]
fn what_answers_a_probe_of_a_closed_window_is_no_duplicate() {
    let mut one = One::established(TcpConfig::default(), 5000);
    assert_eq!(one.send(5000).len(), 5);
    let closed = || Segment { window: 0, ..seg(ACK, 1, 1, 0) };
    one.hear(closed());
    let cwnd = one.bytes(Variable::Cwnd);
    for _ in 0..5 {
        assert_eq!(briefs(&one.wait()), [(ACK, 1, 1, 1)]);
        assert!(one.hear(closed()).is_empty(), "nothing is sent into a closed window");
    }
    assert_eq!((one.bytes(Variable::Cwnd), one.value(Variable::DupAcks)), (cwnd, Value::Count(0)));
}

#[test]
fn a_reader_that_wakes_up_reopens_the_window() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig { receive_buffer: 5000, ..TcpConfig::default() });
    pair.apps[0].send = text(50_000);
    pair.apps[1].deaf_until = at_ms(20_000);
    pair.run(at_ms(100_000));
    assert_eq!(pair.apps[1].got, text(50_000));
    assert!(pair.lines.iter().any(|l| l.kind == SendKind::WindowProbe));
    assert!(pair.lines.iter().any(|l| l.kind == SendKind::WindowUpdate));
}

#[test]
fn a_lost_window_update_is_made_good_by_a_probe() {
    let config = TcpConfig { receive_buffer: 5000, ..TcpConfig::default() };
    let mut pair = Pair::new(TcpConfig::default(), config.clone());
    pair.apps[0].send = text(20_000);
    pair.apps[1].deaf_until = at_ms(20_000);
    pair.run(at_ms(100_000));
    let update = pair.lines.iter().filter(|l| l.from == 1).position(|l| l.kind == SendKind::WindowUpdate).expect("an update");
    let mut again = Pair::new(TcpConfig::default(), config);
    again.apps[0].send = text(20_000);
    again.apps[1].deaf_until = at_ms(20_000);
    again.drop.insert((1, update));
    again.run(at_ms(100_000));
    assert_eq!(again.apps[1].got, text(20_000));
}

#[test]
fn older_segments_do_not_move_the_send_window() {
    let mut one = One::established(TcpConfig::default(), 5000);
    one.hear(Segment { window: 4000, ..seg(ACK, 1, 1, 100) });
    assert_eq!(one.bytes(Variable::SndWnd), 4000);
    one.hear(Segment { window: 3000, ..seg(ACK, 201, 1, 100) });
    assert_eq!(one.bytes(Variable::SndWnd), 3000);
    // Before 201, and so older: WL1 keeps it from counting.
    one.hear(Segment { window: 9000, ..seg(ACK, 101, 1, 50) });
    assert_eq!(one.bytes(Variable::SndWnd), 3000);
}

#[test]
fn must_32_the_application_hears_of_urgent_data() {
    let mut one = One::established(TcpConfig::default(), 5000);
    let urgent = Segment { urgent: 10, ..seg(ACK | tcplab::wire::Flags::URG, 1, 1, 4) };
    one.hear(urgent);
    assert_eq!(one.told()[0], AppEvent::Urgent(10));
}

#[test]
fn must_32_must_33_the_application_hears_how_much_urgent_data_is_left() {
    let mut one = One::established(TcpConfig::default(), 5000);
    let urg = ACK | tcplab::wire::Flags::URG;
    one.hear(Segment { urgent: 10, ..seg(urg, 1, 1, 4) });
    one.read(3);
    // The same pointer again is no news; one that moves on is, with what is left to be read.
    one.hear(Segment { urgent: 6, ..seg(urg, 5, 1, 2) });
    one.hear(Segment { urgent: 20, ..seg(urg, 7, 1, 2) });
    let urgent: Vec<AppEvent> = one.told().into_iter().filter(|e| matches!(e, AppEvent::Urgent(_))).collect();
    assert_eq!(urgent, [AppEvent::Urgent(10), AppEvent::Urgent(23)]);
}

#[test]
fn the_send_buffer_takes_what_it_has_room_for_and_says_when_there_is_more() {
    let mut one = One::established(TcpConfig { send_buffer: 3000, ..TcpConfig::default() }, 60_000);
    let data = tcplab::wire::Payload::from(text(5000));
    assert_eq!(one.call(Call::Send { data: data.clone(), push: true }), Ok(tcplab::tcp::Answer::Accepted(3000)));
    assert_eq!(one.call(Call::Send { data, push: true }), Err(tcplab::tcp::CallError::InsufficientResources));
    one.hear(seg(ACK, 1, 1001, 0));
    assert_eq!(one.told(), [AppEvent::Writable]);
}

#[test]
fn a_pause_longer_than_the_rto_falls_back_to_the_restart_window() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    let mut acked = 1;
    for _ in 0..10 {
        one.send(2000);
        acked += 2000;
        one.hear(seg(ACK, 1, acked, 0));
    }
    let grown = one.bytes(Variable::Cwnd);
    assert!(grown > 10_000);
    one.now += Span::from_secs(2);
    one.send(1000);
    assert_eq!(one.bytes(Variable::Cwnd), 10_000);
    assert!(one.now > Time::ZERO);
}

#[test]
fn a_pause_counts_from_the_last_data_whether_it_was_new_or_sent_again() {
    let mut one = One::established(TcpConfig { initial_window: InitialWindow::Segments(1), ..TcpConfig::default() }, 60_000);
    for acked in [1001, 2001, 3001] {
        one.send(1000);
        one.hear(seg(ACK, 1, acked, 0));
    }
    one.send(4000);
    one.now += Span::from_millis(900);
    (0..3).for_each(|_| drop(one.hear(seg(ACK, 1, 3001, 0))));
    one.hear(seg(ACK, 1, 7001, 0));
    let cwnd = one.bytes(Variable::Cwnd);
    assert!(cwnd > 1000);
    // More than an RTO after the data was new, less after it was sent again.
    one.now += Span::from_millis(900);
    one.send(1000);
    assert_eq!(one.bytes(Variable::Cwnd), cwnd);
}

#[test]
fn an_early_segment_after_an_unacknowledged_one_is_answered_by_no_duplicate() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 1, 1, 100));
    one.hear(seg(ACK, 201, 1, 100));
    one.hear(seg(ACK, 301, 1, 100));
    assert_eq!(one.kinds(), [SendKind::New, SendKind::Repeat]);
}

#[test]
fn must_59_segments_of_one_instant_are_all_taken_before_they_are_acknowledged() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    let two = vec![seg(ACK, 1, 1, 1000), seg(ACK, 1001, 1, 1000)];
    assert_eq!(briefs(&one.hear_all(two)), [(ACK, 1, 2001, 0)]);
    let three = vec![seg(ACK, 2001, 1, 10), seg(ACK, 2011, 1, 10), seg(FIN_ACK, 2021, 1, 10)];
    assert_eq!(briefs(&one.hear_all(three)), [(ACK, 1, 2032, 0)]);
}

#[test]
fn shld_15_shld_16_shld_17_after_a_window_shrank_old_data_is_repeated_and_new_data_waits() {
    let mut one = One::established(TcpConfig::default(), 3000);
    assert_eq!(one.send(3000).len(), 3);
    // The right edge moves from 3001 back to 1501.
    assert!(one.hear(Segment { window: 500, ..seg(ACK, 1, 1001, 0) }).is_empty());
    assert!(one.send(1000).is_empty());
    assert_eq!(one.wait().first().map(brief).map(|b| b.1), Some(1001));
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1501, 0) });
    // What lies beyond the edge is not given up as long as the peer answers.
    for _ in 0..20 {
        one.wait();
        one.hear(Segment { window: 0, ..seg(ACK, 1, 1501, 0) });
    }
    assert!(one.now > at_ms(400_000));
    assert_eq!(one.state(), State::Established);
}

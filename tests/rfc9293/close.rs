//! Closing a connection (RFC 9293 §3.6, §3.10.4, §3.10.5; RFC 2525 §2.17).

use crate::harness::*;
use tcplab::base::Span;
use tcplab::tcp::{Answer, AppEvent, Call, CallError, Rule, State, TcpConfig, TimerKind};
use tcplab::wire::Payload;

fn closing(close: [bool; 2], at_end: [bool; 2]) -> Pair {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    for end in 0..2 {
        pair.apps[end].close = close[end];
        pair.apps[end].close_at_end = at_end[end];
    }
    pair
}

#[test]
fn a_server_that_closes_at_once_needs_three_segments() {
    let mut pair = closing([true, false], [false, true]);
    pair.run(at_ms(1_000_000));
    assert_eq!(pair.ladder()[3..], [(100, 0, FIN_ACK, 1, 1, 0), (150, 1, FIN_ACK, 1, 2, 0), (200, 0, ACK, 2, 2, 0)]);
    assert_eq!(pair.states[0][2..], [State::FinWait1, State::FinWait2, State::TimeWait, State::Closed]);
    assert_eq!(pair.states[1][3..], [State::CloseWait, State::LastAck, State::Closed]);
    assert_eq!(pair.deleted, [Some(at_ms(240_200)), Some(at_ms(250))]);
    assert_eq!(pair.apps[0].told, [AppEvent::Connected, AppEvent::Closed, AppEvent::EndOfStream]);
    assert_eq!(pair.apps[1].told, [AppEvent::Connected, AppEvent::EndOfStream, AppEvent::Closed]);
}

#[test]
fn four_segments_close_when_the_server_takes_its_time() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(briefs(&one.do_call(Call::Close)), [(FIN_ACK, 1, 1, 0)]);
    assert!(one.hear(seg(ACK, 1, 2, 0)).is_empty());
    assert_eq!(one.state(), State::FinWait2);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 2, 0))), [(ACK, 2, 2, 0)]);
    assert_eq!(one.state(), State::TimeWait);

    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 1, 0))), [(ACK, 1, 2, 0)]);
    assert_eq!(one.state(), State::CloseWait);
    assert_eq!(one.send(5).len(), 1);
    assert_eq!(briefs(&one.do_call(Call::Close)), [(FIN_ACK, 6, 2, 0)]);
    assert_eq!(one.state(), State::LastAck);
    one.hear(seg(ACK, 2, 7, 0));
    assert_eq!((one.state(), one.deleted(), one.c.deadline()), (State::Closed, true, None));
}

#[test]
fn both_may_close_at_once() {
    // The first end closes 50 ms before the second is connected, so the FINs are made to cross by hand.
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.do_call(Call::Close);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 1, 0))), [(ACK, 2, 2, 0)]);
    assert_eq!(one.state(), State::Closing);
    one.hear(seg(ACK, 2, 2, 0));
    assert_eq!((one.state(), one.told()), (State::TimeWait, vec![AppEvent::EndOfStream, AppEvent::Closed]));
    assert_eq!(one.timer(TimerKind::TimeWait), Some(one.now + Span::from_secs(240)));
}

#[test]
fn the_fin_rides_on_the_last_data() {
    let mut one = One::established(TcpConfig { nagle: false, ..TcpConfig::default() }, 60_000);
    let before = one.log.len();
    assert_eq!(one.call(Call::Send { data: Payload::from(text(2500)), push: true }), Ok(Answer::Accepted(2500)));
    assert_eq!(briefs(&one.sent(before)).len(), 3);
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.send(1500);
    // Nagle holds the rest; the FIN lets it go.
    let out = one.do_call(Call::Close);
    assert_eq!(briefs(&out), [(FIN_ACK | PSH, 1001, 1, 500)]);
}

#[test]
fn must_13_time_wait_lasts_two_msl_and_begins_anew_with_a_repeated_fin() {
    let mut one = One::established(TcpConfig { msl: Span::from_secs(30), ..TcpConfig::default() }, 60_000);
    one.do_call(Call::Close);
    one.hear(seg(FIN_ACK, 1, 2, 0));
    assert_eq!(one.timer(TimerKind::TimeWait), Some(at_ms(60_000)));
    one.now = at_ms(20_000);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 1, 2, 0))), [(ACK, 2, 2, 0)]);
    assert_eq!(one.timer(TimerKind::TimeWait), Some(at_ms(80_000)));
    // A bare acknowledgment is not answered, or two ends in TIME-WAIT would never stop.
    assert!(one.hear(seg(ACK, 2, 2, 0)).is_empty());
    one.wait();
    assert_eq!((one.now, one.state(), one.deleted()), (at_ms(80_000), State::Closed, true));
}

#[test]
fn may_2_a_later_syn_may_reopen_out_of_time_wait() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.do_call(Call::Close);
    one.hear(seg(FIN_ACK, 1, 2, 0));
    let mut out = tcplab::tcp::Effects::default();
    assert_eq!(one.c.reopen(&seg(SYN, 1, 0, 0), one.now, &mut out), None);
    let mut clone = one.c.clone();
    assert_eq!(clone.reopen(&seg(SYN, 100, 0, 0), one.now, &mut out), Some(ISS + 2));
    assert_eq!(clone.state(), State::Closed);
    // Where the host does not ask, it is challenged.
    assert_eq!(briefs(&one.hear(seg(SYN, 100, 0, 0))), [(ACK, 2, 2, 0)]);
    assert_eq!(one.state(), State::TimeWait);
}

#[test]
fn a_half_closed_connection_still_receives() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.do_call(Call::Close);
    one.hear(seg(ACK, 1, 2, 0));
    one.hear(seg(ACK, 1, 2, 700));
    assert_eq!(one.read(1000), seg(ACK, 1, 2, 700).payload.bytes());
    assert_eq!(one.call(Call::Send { data: Payload::from(vec![1]), push: true }), Err(CallError::Closing));
    assert_eq!(one.call(Call::Close), Err(CallError::Closing));
    one.hear(seg(FIN_ACK, 701, 2, 100));
    assert_eq!(one.state(), State::TimeWait);
    assert_eq!(one.read(1000).len(), 100);
    assert_eq!(one.call(Call::Receive { max: 1 }), Err(CallError::EndOfStream));
}

#[test]
fn shld_3_may_1_closing_with_unread_data_resets() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 1, 1, 10));
    assert_eq!(briefs(&one.do_call(Call::CloseBoth)), [(RST, 1, 0, 0)]);
    assert!(one.deleted());
    // And so does data that comes after it.
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(briefs(&one.do_call(Call::CloseBoth)), [(FIN_ACK, 1, 1, 0)]);
    one.hear(seg(ACK, 1, 2, 0));
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 2, 10))), [(RST, 2, 0, 0)]);
    assert_eq!((one.state(), one.deleted()), (State::Closed, true));
}

#[test]
fn a_fin_ends_the_stream_only_after_all_bytes_before_it() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(briefs(&one.hear(seg(FIN_ACK, 11, 1, 10))), [(ACK, 1, 1, 0)]);
    assert_eq!(one.state(), State::Established);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1, 10))), [(ACK, 1, 22, 0)]);
    assert_eq!(one.state(), State::CloseWait);
    assert_eq!(one.told(), [AppEvent::Readable(20), AppEvent::EndOfStream]);
}

#[test]
fn abort_sends_a_reset_where_the_peer_may_still_be_there() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.send(10);
    assert_eq!(briefs(&one.do_call(Call::Abort)), [(RST, 11, 0, 0)]);
    assert_eq!((one.state(), one.deleted(), one.c.deadline()), (State::Closed, true, None));
    let mut one = One::established(TcpConfig { reset_ack: true, ..TcpConfig::default() }, 60_000);
    assert_eq!(briefs(&one.do_call(Call::Abort)), [(RST_ACK, 1, 1, 0)]);
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(FIN_ACK, 1, 1, 0));
    one.do_call(Call::Close);
    assert!(one.do_call(Call::Abort).is_empty());
    for mut one in [One::active(TcpConfig::default()), One::passive(TcpConfig::default())] {
        assert!(one.do_call(Call::Abort).is_empty());
        assert!(one.deleted());
        assert_eq!(one.call(Call::Close), Err(CallError::DoesNotExist));
    }
}

#[test]
fn closing_in_syn_received_sends_the_fin_unless_data_waits() {
    let mut one = One::passive(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    assert_eq!(briefs(&one.do_call(Call::Close)), [(FIN_ACK, 1, 1, 0)]);
    assert_eq!(one.state(), State::FinWait1);
    one.hear(seg(ACK, 1, 1, 0));
    assert_eq!(one.state(), State::FinWait1);
    one.hear(seg(ACK, 1, 2, 0));
    assert_eq!(one.state(), State::FinWait2);

    let mut one = One::passive(TcpConfig::default());
    one.hear(seg(SYN, 0, 0, 0));
    assert!(one.send(10).is_empty());
    assert!(one.do_call(Call::Close).is_empty());
    assert_eq!(one.state(), State::SynReceived);
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1, 0))), [(FIN_ACK | PSH, 1, 1, 10)]);
    assert_eq!(one.state(), State::FinWait1);
    assert!(one.rules().contains(&Rule::CloseWasQueued));
}

#[test]
fn every_single_loss_during_the_close_is_repaired() {
    for lost in [(0, 2), (1, 1), (0, 3)] {
        let mut pair = closing([true, false], [false, true]);
        pair.drop.insert(lost);
        pair.run(at_ms(1_000_000));
        assert!(pair.deleted.iter().all(Option::is_some), "{lost:?}");
        assert!(pair.apps.iter().all(|a| a.told.contains(&AppEvent::Closed)), "{lost:?}");
    }
}

/// RFC 9293 §3.8.6.2.2 keeps RCV.NXT + RCV.WND where it is until it can move by a segment or half the buffer. A FIN takes a sequence number
/// and no buffer; to take it for room that was freed (some stacks do) would move the edge by 1, which nobody could use any more.
#[test]
fn must_39_the_right_edge_stays_where_it_was_when_a_fin_takes_a_number() {
    let config = TcpConfig { receive_buffer: 4000, ..TcpConfig::default() };
    let mut one = One::established(config, 60_000);
    assert_eq!(one.hear(seg(FIN_ACK, 1, 1, 0))[0].window, 3999);
    // The last number of the window is answered, the one after it is not.
    let rules = |one: &mut One, seq| {
        one.log.clear();
        one.hear(seg(RST, seq, 0, 0));
        one.rules()
    };
    assert!(rules(&mut one, 4000).contains(&Rule::RstChallenged));
    assert!(rules(&mut one, 4001).contains(&Rule::RstOutside));
    assert_eq!(one.state(), State::CloseWait);
}

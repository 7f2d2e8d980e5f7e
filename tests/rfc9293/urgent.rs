//! Urgent data both ways (RFC 9293 §3.8.5, RFC 6093), and FLUSH (§3.9.1.7).

use crate::harness::*;
use tcplab::tcp::{Answer, AppEvent, Call, CallError, Rule, Segment, SendKind, TcpConfig, Value, Variable};
use tcplab::wire::{Flags, Payload};

const URG: Flags = Flags::URG;

fn urgent(len: usize) -> Call {
    Call::SendUrgent { data: Payload::from(text(len)) }
}

/// Sequence number, whether URG is set, the pointer, bytes.
fn marks(segments: &[Segment]) -> Vec<(u32, bool, u16, u32)> {
    segments.iter().map(|s| (s.seq.since(ISS), s.flags.has(URG), s.urgent, s.payload.len())).collect()
}

#[test]
fn must_30_must_62_the_pointer_names_the_octet_after_the_urgent_data() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    assert_eq!(marks(&one.send(10)), [(1, false, 0, 10)]);
    one.hear(seg(ACK, 1, 11, 0));
    // Three octets, 11 to 13: the pointer says 14.
    assert_eq!(marks(&one.do_call(urgent(3))), [(11, true, 3, 3)]);
    assert_eq!(one.value(Variable::SndUp), Value::Own(ISS + 14));
    one.hear(seg(ACK, 1, 14, 0));
    assert_eq!(one.value(Variable::SndUp), Value::None);
    assert_eq!(marks(&one.send(5)), [(14, false, 0, 5)]);
}

#[test]
fn all_that_stands_before_urgent_data_says_so_and_what_comes_after_does_not() {
    let config = TcpConfig { nagle: false, ..TcpConfig::default() };
    let mut one = One::established(config, 1000);
    one.send(2500);
    assert!(marks(&one.do_call(urgent(1))).contains(&(1001, true, 1501, 0)), "the news goes ahead of the data");
    one.send(100);
    let more = one.hear(Segment { window: 60_000, ..seg(ACK, 1, 1001, 0) });
    assert_eq!(marks(&more), [(1001, true, 1501, 1000), (2001, true, 501, 601)]);
    // A segment that is sent again bears it too.
    assert_eq!(marks(&one.wait()), [(1001, true, 1501, 1000)]);
}

#[test]
fn must_31_urgent_data_may_be_longer_than_the_pointer_can_say() {
    let mut config = TcpConfig { send_buffer: 1_000_000, ..TcpConfig::default() };
    config.congestion = tcplab::tcp::config::Congestion::None;
    config.recovery = tcplab::tcp::config::LossRecovery::None;
    let mut pair = Pair::new(config.clone(), TcpConfig::default());
    pair.run(at_ms(1000));
    let mut out = tcplab::tcp::Effects::default();
    let long = Payload::from(text(200_000));
    assert_eq!(pair.ends[0].call(Call::SendUrgent { data: long }, pair.now, &mut out), Ok(Answer::Accepted(200_000)));
    pair.feed(0, out);
    pair.run(at_ms(100_000));
    assert_eq!(pair.apps[1].got, text(200_000));
    let last = pair.lines.iter().rfind(|l| l.segment.flags.has(URG)).map(|l| (u32::from(l.segment.urgent), l.segment.payload.len()));
    assert!(last.is_some_and(|(pointer, len)| pointer == len && len > 0), "{last:?}");
    let told: Vec<u32> = pair.apps[1].told.iter().filter_map(|e| if let AppEvent::Urgent(n) = e { Some(*n) } else { None }).collect();
    assert_eq!(told.first(), Some(&65_535));
    assert!(told.len() > 10, "its end moves on as more is known");
}

#[test]
fn urgent_data_before_a_closed_window_is_announced_at_once() {
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(1000);
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1001, 0) });
    assert_eq!(marks(&one.do_call(urgent(4))), [(1001, true, 4, 0)]);
    assert!(one.rules().contains(&Rule::UrgentGoesAhead));
    // The probe says it too.
    assert_eq!(marks(&one.wait()), [(1001, true, 4, 1)]);
    assert_eq!(one.kinds().last(), Some(&SendKind::WindowProbe));
}

#[test]
fn urgent_data_sent_before_the_handshake_is_over_is_marked_after_it() {
    let mut one = One::active(TcpConfig::default());
    assert!(one.do_call(urgent(5)).is_empty());
    assert_eq!(marks(&one.hear(seg(SYN_ACK, 0, 1, 0))), [(1, true, 5, 5)]);
    let mut one = One::passive(TcpConfig::default());
    assert_eq!(one.call(urgent(5)), Err(CallError::RemoteUnspecified));
    let mut one = One::established(TcpConfig::default(), 1000);
    one.do_call(Call::Close);
    assert_eq!(one.call(urgent(5)), Err(CallError::Closing));
}

#[test]
fn must_32_must_33_the_pointer_of_a_segment_half_known_is_read_from_where_it_began() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 1, 1, 100));
    one.read(100);
    // Octets 51 to 150, urgent up to 120: of which 20 are new.
    one.hear(Segment { urgent: 70, ..seg(ACK | URG, 51, 1, 100) });
    assert_eq!(one.told().last(), Some(&AppEvent::Readable(50)));
    assert!(one.told().contains(&AppEvent::Urgent(20)));
    assert_eq!((one.value(Variable::RcvUp), one.bytes(Variable::Urgent)), (Value::Peer(IRS + 121), 20));
    one.read(5);
    assert_eq!(one.bytes(Variable::Urgent), 15);
    one.read(15);
    assert_eq!((one.value(Variable::RcvUp), one.bytes(Variable::Urgent)), (Value::None, 0));
    assert!(one.rules().contains(&Rule::UrgentRead));
    // A pointer that lies behind is no news, wherever it points.
    one.read(100);
    let before = one.told().len();
    one.hear(Segment { urgent: 10, ..seg(ACK | URG, 51, 1, 100) });
    one.hear(Segment { urgent: 0, ..seg(ACK | URG, 151, 1, 0) });
    assert_eq!(one.told().len(), before);
}

#[test]
fn may_14_flush_forgets_what_lies_beyond_the_window_and_keeps_the_numbers() {
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(5000);
    assert_eq!(one.bytes(Variable::Unsent), 4000);
    one.do_call(Call::Flush);
    assert_eq!((one.bytes(Variable::Unsent), one.bytes(Variable::Flight)), (0, 1000));
    one.hear(seg(ACK, 1, 1001, 0));
    assert_eq!(one.c.deadline(), None);
    assert_eq!(briefs(&one.send(10)), [(ACK | PSH, 1001, 1, 10)]);
    // What the window has room for stays (Nagle's algorithm held it), and so does the octet of a probe.
    one.send(20);
    one.do_call(Call::Flush);
    assert_eq!(one.bytes(Variable::Unsent), 20);
    let mut one = One::established(TcpConfig::default(), 1000);
    one.send(3000);
    one.hear(Segment { window: 0, ..seg(ACK, 1, 1001, 0) });
    one.wait();
    one.do_call(Call::Flush);
    assert_eq!(one.bytes(Variable::Unsent), 1);
    one.hear(seg(ACK, 1, 1002, 0));
    assert_eq!((one.bytes(Variable::Unsent), one.c.deadline()), (0, None));
}

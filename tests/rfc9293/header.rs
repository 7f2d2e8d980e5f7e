//! The header's own requirements: checksum, options, padding, what lower layers hand up (RFC 9293 §3.1, §3.2, §3.7.1, §3.9.2).

use crate::harness::*;
use tcplab::scenario::{catalogue, settings};
use tcplab::sim::simulate;
use tcplab::tcp::{Segment, State, TcpConfig, Variable};
use tcplab::wire::option::{read_all, write_all};
use tcplab::wire::{Addr, Datagram, Fault, Flags, Ipv4Meta, Payload, TcpFields, TcpOption, Transport, pack_tcp, receive};

fn packed(options: &[TcpOption]) -> Datagram {
    let ip = Ipv4Meta { source: Addr(0xc000_0201), destination: Addr(0xc633_6407), id: 7, ttl: 64, dscp: 0, ecn: 0, df: true };
    let fields = TcpFields { seq: 1, ack: 2, flags: Flags::ACK, window: 65_535, urgent: 0, options };
    pack_tcp(&ip, 49_152, 80, &fields, &Payload::from(text(100)))
}

#[test]
fn must_1_a_window_is_an_unsigned_number() {
    let mut one = One::established(TcpConfig::default(), 65_535);
    assert_eq!(one.bytes(Variable::SndWnd), 65_535);
    one.hear(Segment { window: 0x8000, ..seg(ACK, 1, 1, 0) });
    assert_eq!(one.bytes(Variable::SndWnd), 0x8000);
    assert!(!one.send(1000).is_empty());
}

#[test]
fn must_2_must_3_the_checksum_is_made_and_checked() {
    let good = packed(&[]);
    assert!(receive(&good, true).is_ok());
    for at in 20..good.len() {
        let mut bytes = good.to_bytes();
        bytes[at] ^= 0x04;
        let fault = receive(&Datagram::from_bytes(bytes), true);
        assert!(fault.is_err(), "byte {at}");
        assert!(!(20..32).contains(&at) || matches!(fault, Err(Fault::TcpChecksum { .. })), "byte {at}");
    }
}

#[test]
fn must_4_must_64_the_mandatory_options_are_read_wherever_they_begin() {
    let mss = TcpOption::MaximumSegmentSize(1460);
    for pad in 0..4 {
        let mut bytes = vec![1; pad];
        mss.write(&mut bytes);
        bytes.push(0);
        let read = read_all(&bytes);
        assert_eq!(read.iter().filter(|o| **o == TcpOption::NoOperation).count(), pad);
        assert_eq!(read[pad..], [mss.clone(), TcpOption::EndOfList]);
    }
}

#[test]
fn must_5_must_6_an_option_may_come_in_any_segment_and_an_unknown_one_is_ignored() {
    let odd = vec![TcpOption::Unknown { kind: 200, data: vec![1, 2, 3] }, TcpOption::MaximumSegmentSize(3), TcpOption::WindowScale(9)];
    let mut one = One::passive(TcpConfig::default());
    one.hear(Segment { options: vec![odd[0].clone(), TcpOption::MaximumSegmentSize(1000)], ..seg(SYN, 0, 0, 0) });
    one.hear(Segment { options: odd.clone(), ..seg(ACK, 1, 1, 10) });
    assert_eq!((one.state(), one.read(100).len()), (State::Established, 10));
    // An MSS that does not stand in a SYN says nothing.
    assert_eq!(one.bytes(Variable::SndMss), 1000);
    one.hear(Segment { options: odd, ..seg(FIN_ACK, 11, 1, 0) });
    assert_eq!(one.state(), State::CloseWait);
}

#[test]
fn must_7_an_impossible_option_length_neither_hangs_nor_hurts() {
    for bytes in [&[2u8, 0, 5, 180][..], &[2, 1, 5, 180], &[8, 255, 0, 0], &[200], &[1, 1, 1, 5]] {
        assert!(read_all(bytes).iter().all(|o| *o == TcpOption::NoOperation), "{bytes:?}");
    }
    // In a SYN it costs the option, not the connection.
    let mut bytes = packed(&[TcpOption::MaximumSegmentSize(1460)]).to_bytes();
    bytes[41] = 0;
    let read = receive(&Datagram::from_bytes(bytes), false).map(|r| r.transport);
    assert!(matches!(read, Ok(Transport::Tcp(t)) if t.options.is_empty() && t.payload.len() == 100));
}

#[test]
fn must_50_ip_options_are_passed_over() {
    // Four bytes of IP options (a record route without room, and an end), checksums made good.
    let mut bytes = packed(&[]).to_bytes();
    bytes.splice(20..20, [7, 3, 4, 0]);
    bytes[0] = 0x46;
    let total = (bytes.len() as u16).to_be_bytes();
    bytes[2..4].copy_from_slice(&total);
    bytes[10..12].fill(0);
    let sum = tcplab::wire::receive::right_ipv4_checksum(&bytes[..24]);
    bytes[10..12].copy_from_slice(&sum.to_be_bytes());
    let read = receive(&Datagram::from_bytes(bytes), true).map(|r| r.transport);
    assert!(matches!(read, Ok(Transport::Tcp(t)) if t.seq == 1 && t.payload.len() == 100));
}

#[test]
fn must_49_the_ttl_is_a_parameter() {
    let mut scenario = catalogue::find("three-way-handshake").expect("it is there");
    settings::set(&mut scenario, "client.ttl", "9").expect("a TTL");
    let trace = simulate(&std::rc::Rc::new(scenario));
    let ttls: Vec<(char, u8)> = trace.segments().map(|row| (row.name.key, row.head[8])).collect();
    assert_eq!(ttls, [('c', 9), ('s', 64), ('c', 9)]);
}

#[test]
fn must_65_the_mss_option_stands_in_a_syn_only() {
    let mut pair = Pair::new(TcpConfig::default(), TcpConfig::default());
    pair.apps[0].send = text(20_000);
    pair.apps[0].close = true;
    pair.apps[1].close_at_end = true;
    pair.drop.insert((0, 3));
    pair.run(at_ms(2_000_000));
    for line in &pair.lines {
        assert_eq!(line.segment.mss().is_some(), line.segment.flags.has(SYN));
    }
}

#[test]
fn must_67_the_announced_mss_leaves_room_for_both_headers_in_the_largest_datagram() {
    let mss = settings::find("mss").expect("it is there");
    assert!(mss.parse("65495").is_ok());
    assert!(mss.parse("65496").is_err());
    // And every SYN of the catalogue says what the host can take.
    let one = One::active(TcpConfig { mss: Some(65_495), ..TcpConfig::default() });
    assert_eq!(one.sent(0)[0].mss(), Some(65_495));
}

#[test]
fn shld_5_may_3_the_mss_is_always_announced() {
    for mss in [536, 1000, 1460] {
        let one = One::active(TcpConfig { mss: Some(mss), ..TcpConfig::default() });
        assert_eq!(one.sent(0)[0].mss(), Some(mss));
        let mut one = One::passive(TcpConfig { mss: Some(mss), ..TcpConfig::default() });
        assert_eq!(one.hear(seg(SYN, 0, 0, 0))[0].mss(), Some(mss));
    }
}

#[test]
fn must_68_must_69_options_carry_their_length_and_are_padded_with_zeros() {
    let options = [
        TcpOption::MaximumSegmentSize(1460),
        TcpOption::WindowScale(7),
        TcpOption::SackPermitted,
        TcpOption::Timestamps { value: 1, echo: 2 },
        TcpOption::Unknown { kind: 250, data: vec![9] },
    ];
    for option in &options {
        let mut bytes = Vec::new();
        option.write(&mut bytes);
        assert_eq!(usize::from(bytes[1]), bytes.len());
        let mut padded = Vec::new();
        write_all(std::slice::from_ref(option), &mut padded);
        assert!(padded.len().is_multiple_of(4));
        assert!(padded[bytes.len()..].iter().all(|b| *b == 0));
    }
}

#[test]
fn may_4_a_repeated_segment_travels_under_an_ip_identification_of_its_own() {
    let scenario = catalogue::find("lost-data-segment").expect("it is there");
    let trace = simulate(&std::rc::Rc::new(scenario));
    let mut ids: Vec<(char, [u8; 2])> = trace.segments().map(|row| (row.name.key, [row.head[4], row.head[5]])).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

//! The wire floor against all bytes, and against another implementation where the bytes are sound.

use etherparse::{IpNumber, Ipv4Header, Ipv4HeaderSlice, TcpHeader, TcpHeaderSlice};
use proptest::prelude::*;
use tcplab::wire::field::{FIELDS, Layer};
use tcplab::wire::{
    Addr, Datagram, EditList, Flags, Ipv4Meta, Packet, Payload, TcpFields, TcpOption, Transport, decode, pack_tcp, receive,
};

fn option() -> impl Strategy<Value = TcpOption> {
    prop_oneof![
        Just(TcpOption::NoOperation),
        any::<u16>().prop_map(TcpOption::MaximumSegmentSize),
        any::<u8>().prop_map(TcpOption::WindowScale),
        Just(TcpOption::SackPermitted),
        prop::collection::vec(any::<(u32, u32)>(), 1..4).prop_map(TcpOption::Sack),
        any::<(u32, u32)>().prop_map(|(value, echo)| TcpOption::Timestamps { value, echo }),
        (30u8.., prop::collection::vec(any::<u8>(), 0..6)).prop_map(|(kind, data)| TcpOption::Unknown { kind, data }),
    ]
}

prop_compose! {
    fn datagram()(
        addresses in any::<(u32, u32)>(), id in any::<u16>(), ttl in 1u8.., dscp in 0u8..64, ecn in 0u8..4, df in any::<bool>(),
        ports in any::<(u16, u16)>(), numbers in any::<(u32, u32)>(), flags in any::<u8>(), window in any::<u16>(), urgent in any::<u16>(),
        options in prop::collection::vec(option(), 0..4), data in prop::collection::vec(any::<u8>(), 0..90),
    ) -> Datagram {
        let ip = Ipv4Meta { source: Addr(addresses.0), destination: Addr(addresses.1), id, ttl, dscp, ecn, df };
        let fields = TcpFields { seq: numbers.0, ack: numbers.1, flags: Flags(flags), window, urgent, options: &options };
        pack_tcp(&ip, ports.0, ports.1, &fields, &Payload::from(data))
    }
}

/// Sound datagrams with a few bytes changed, and plain noise.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let changed = (datagram(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), 0usize..20).prop_map(
        |(datagram, changes, cut)| {
            let mut bytes = datagram.to_bytes();
            for (index, value) in changes {
                let at = index.index(bytes.len());
                bytes[at] = value;
            }
            bytes.truncate(bytes.len() - cut);
            bytes
        },
    );
    prop_oneof![prop::collection::vec(any::<u8>(), 0..200), changed]
}

proptest! {
    #[test]
    fn taking_apart_and_putting_together_is_the_identity(bytes in bytes()) {
        prop_assert_eq!(Packet::decode(&bytes).encode(), bytes.clone());
        prop_assert_eq!(Datagram::from_bytes(bytes.clone()).to_bytes(), bytes);
    }

    #[test]
    fn any_bytes_are_received_or_refused(bytes in bytes()) {
        let fatal = decode(&bytes).fatal().is_some();
        let datagram = Datagram::from_bytes(bytes);
        let got = receive(&datagram, true);
        // The page's list of faults and the host's verdict are one.
        prop_assert_eq!(got.is_err(), fatal && !matches!(&got, Ok(r) if matches!(r.transport, Transport::Other)), "{:?}", got);
        let _ = receive(&datagram, false);
    }

    #[test]
    fn a_field_reads_back_what_was_written_and_touches_nothing_else(
        header in prop::collection::vec(any::<u8>(), 20), pick in any::<prop::sample::Index>(), value in any::<u32>(),
    ) {
        let field = &FIELDS[pick.index(FIELDS.len())];
        let value = value & field.max();
        let mut changed = header.clone();
        prop_assert!(field.write(&mut changed, value));
        prop_assert_eq!(field.read(&changed), Some(value));
        for other in FIELDS.iter().filter(|f| f.layer == field.layer && f.id != field.id) {
            prop_assert_eq!(other.read(&changed), other.read(&header));
        }
    }

    #[test]
    fn sound_headers_read_as_another_implementation_reads_them(datagram in datagram()) {
        let bytes = datagram.to_bytes();
        let ip = Ipv4HeaderSlice::from_slice(&bytes).unwrap();
        let tcp = TcpHeaderSlice::from_slice(&bytes[20..]).unwrap();
        let header: Ipv4Header = ip.to_header();
        prop_assert_eq!(header.header_checksum, header.calc_header_checksum());
        prop_assert_eq!(usize::from(header.total_len), bytes.len());
        prop_assert_eq!(header.protocol, IpNumber::TCP);
        let their: TcpHeader = tcp.to_header();
        let payload = &bytes[20 + tcp.slice().len()..];
        prop_assert_eq!(their.checksum, their.calc_checksum_ipv4(&header, payload).unwrap());
        let Ok(got) = receive(&datagram, true) else { return Err(TestCaseError::fail("refused")) };
        let Transport::Tcp(ours) = got.transport else { return Err(TestCaseError::fail("not TCP")) };
        prop_assert_eq!((ours.source_port, ours.destination_port), (their.source_port, their.destination_port));
        prop_assert_eq!((ours.seq, ours.ack, ours.window, ours.urgent),
            (their.sequence_number, their.acknowledgment_number, their.window_size, their.urgent_pointer));
        for (flag, theirs) in [(Flags::SYN, their.syn), (Flags::ACK, their.ack), (Flags::FIN, their.fin), (Flags::RST, their.rst),
            (Flags::PSH, their.psh), (Flags::URG, their.urg), (Flags::ECE, their.ece), (Flags::CWR, their.cwr)] {
            prop_assert_eq!(ours.flags.has(flag), theirs);
        }
        prop_assert_eq!(ours.payload.bytes(), payload);
        prop_assert!(decode(&bytes).fatal().is_none());
    }

    #[test]
    fn an_edited_datagram_has_right_checksums_unless_they_are_kept(datagram in datagram(), window in any::<u16>(), ttl in any::<u8>()) {
        let list: EditList = format!("tcp.window={window},ipv4.ttl={ttl}").parse().unwrap();
        let out = list.apply(&datagram.to_bytes()).unwrap();
        prop_assert!(decode(&out).fatal().is_none());
        let kept: EditList = format!("{list},sum=keep").parse().unwrap();
        let (out, before) = (kept.apply(&datagram.to_bytes()).unwrap(), datagram.to_bytes());
        prop_assert_eq!(&out[36..38], &before[36..38]);
    }

    #[test]
    fn an_edit_of_any_bytes_never_panics(bytes in bytes(), text in "(tcp\\.(syn|window|seq)=[0-9]{1,4}|@[0-9]{1,3}=(00){0,4}|~[0-9]{1,4}|opts=(01){0,44}|data=(ff){0,9})(,len=keep)?(,sum=keep)?") {
        if let Ok(list) = text.parse::<EditList>() {
            prop_assert_eq!(list.to_string().parse::<EditList>().unwrap(), list.clone());
            let _ = list.apply(&bytes);
        }
    }

    #[test]
    fn any_text_is_an_edit_or_an_error(text in "\\PC{0,40}") {
        let _ = text.parse::<EditList>();
    }
}

#[test]
fn the_field_map_covers_every_bit_of_the_fixed_headers_once() {
    for (layer, bits) in [(Layer::Ipv4, 160), (Layer::Tcp, 160), (Layer::Udp, 64)] {
        let mut next = 0;
        for field in FIELDS.iter().filter(|f| f.layer == layer) {
            assert_eq!(field.bit, next, "{}", field.id);
            next += u16::from(field.width);
        }
        assert_eq!(next, bits);
    }
}

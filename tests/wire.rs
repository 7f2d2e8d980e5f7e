//! The wire floor against all bytes, and against another implementation where the bytes are sound.

use etherparse::icmpv4::DestUnreachableHeader;
use etherparse::{Icmpv4Header, Icmpv4Slice, Icmpv4Type, IpNumber, Ipv4Header, Ipv4HeaderSlice, TcpHeader, TcpHeaderSlice, UdpHeader};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tcplab::wire::checksum::{check, fix};
use tcplab::wire::fault::FAULT_IDS;
use tcplab::wire::field::{FIELDS, Layer, field};
use tcplab::wire::fragment::{Fragment, fragment, join};
use tcplab::wire::icmp::{error_about, quote};
use tcplab::wire::{
    Addr, Datagram, Edit, EditList, Fault, Flags, IcmpReport, Ipv4Meta, Packet, Payload, TcpFields, TcpOption, Transport, decode,
    pack_icmp, pack_tcp, pack_udp, receive, summation,
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
    fn udp()(
        addresses in any::<(u32, u32)>(), ports in any::<(u16, u16)>(), data in prop::collection::vec(any::<u8>(), 0..40),
    ) -> Datagram {
        pack_udp(&meta(addresses), ports.0, ports.1, &Payload::from(data))
    }
}

prop_compose! {
    fn icmp()(
        addresses in any::<(u32, u32)>(), message in any::<(u8, u8, u16)>(), about in datagram(),
    ) -> Datagram {
        pack_icmp(&meta(addresses), message.0, message.1, message.2, &Payload::from(about.to_bytes()))
    }
}

fn meta((source, destination): (u32, u32)) -> Ipv4Meta {
    Ipv4Meta { source: Addr(source), destination: Addr(destination), id: 7, ttl: 64, dscp: 0, ecn: 0, df: true }
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

/// Sound datagrams with a few fields or bytes changed, checksums put right in some, and plain noise.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let fields = prop::collection::vec((prop::sample::select(FIELDS), prop_oneof![0u32..9, any::<u32>()]), 0..3);
    let tail = (0usize..20, prop::collection::vec(any::<u8>(), 0..3));
    let changed = (prop_oneof![3 => datagram(), 1 => udp(), 1 => icmp()], changes, fields, tail, any::<[bool; 3]>()).prop_map(
        |(datagram, changes, fields, (cut, more), [by_byte, by_field, right])| {
            let mut bytes = datagram.to_bytes();
            for (index, value) in changes.into_iter().filter(|_| by_byte) {
                let at = index.index(bytes.len());
                bytes[at] = value;
            }
            for (field, value) in fields.into_iter().filter(|_| by_field) {
                let start = if field.layer == Layer::Ipv4 { 0 } else { 20 };
                field.write(&mut bytes[start..], value & field.max());
            }
            bytes.truncate(bytes.len() - if by_byte { cut } else { 0 });
            bytes.extend(more);
            if right {
                for layer in LAYERS {
                    fix(&mut bytes, layer);
                }
            }
            bytes
        },
    );
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..200), 4 => changed]
}

const LAYERS: [Layer; 4] = [Layer::Ipv4, Layer::Tcp, Layer::Udp, Layer::Icmp];

proptest! {
    #[test]
    fn taking_apart_and_putting_together_is_the_identity(bytes in bytes()) {
        prop_assert_eq!(Packet::decode(&bytes).encode(), bytes.clone());
        prop_assert_eq!(Datagram::from_bytes(bytes.clone()).to_bytes(), bytes);
    }

    #[test]
    fn the_first_fault_in_the_list_is_the_one_a_host_drops_it_for(bytes in bytes(), cut in any::<prop::sample::Index>()) {
        let fatal = decode(&bytes).fatal().copied();
        let got = receive(&Datagram::from_bytes(bytes.clone()), true);
        prop_assert_eq!(got.as_ref().err().copied(), fatal);
        // How the bytes are stored changes nothing.
        let at = cut.index(bytes.len() + 1);
        let other = Datagram { head: bytes[..at].to_vec(), payload: Payload::from(bytes[at..].to_vec()) };
        prop_assert_eq!(receive(&other, true), got);
        prop_assert_eq!(receive(&other, false), receive(&Datagram::from_bytes(bytes), false));
    }

    #[test]
    fn ranges_lie_within_and_options_cover_their_header(bytes in bytes()) {
        let d = decode(&bytes);
        prop_assert!(d.ipv4.end <= bytes.len() && d.payload.start <= d.payload.end && d.payload.end <= bytes.len());
        if let Some(tcp) = d.header(Layer::Tcp).filter(|r| r.len() >= 20) {
            let mut at = tcp.start + 20;
            for placed in &d.options {
                prop_assert_eq!(placed.range.start, at);
                at = placed.range.end;
            }
            prop_assert_eq!(at, tcp.end);
        }
    }

    #[test]
    fn a_checksum_summed_word_by_word_is_the_checksum(bytes in bytes()) {
        for layer in LAYERS {
            let (paper, fast) = (summation(&bytes, layer), check(&bytes, layer));
            prop_assert_eq!(paper.as_ref().map(|s| (s.field, s.found, s.checksum)), fast.map(|c| (c.field, c.found, c.expected)));
            prop_assert!(paper.is_none_or(|s| s.words.last().is_none_or(|w| w.sum == s.sum)));
            let mut right = bytes.clone();
            prop_assert_eq!(fix(&mut right, layer), fast.is_some());
            prop_assert!(check(&right, layer).is_none_or(|c| c.found == c.expected));
        }
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
    fn a_udp_datagram_reads_as_another_implementation_reads_it(datagram in udp()) {
        let bytes = datagram.to_bytes();
        let ip = Ipv4HeaderSlice::from_slice(&bytes).unwrap().to_header();
        let (their, payload) = UdpHeader::from_slice(&bytes[20..]).unwrap();
        prop_assert_eq!(usize::from(their.length), bytes.len() - 20);
        prop_assert_eq!(their.checksum, their.calc_checksum_ipv4(&ip, payload).unwrap());
        prop_assert!(decode(&bytes).faults.iter().all(|f| f.id() == "port-zero"));
        let Ok(Transport::Udp(ours)) = receive(&datagram, true).map(|r| r.transport) else { return Err(TestCaseError::fail("refused")) };
        prop_assert_eq!((ours.source_port, ours.destination_port), (their.source_port, their.destination_port));
        prop_assert_eq!(ours.payload.bytes(), payload);
    }

    #[test]
    fn an_icmp_message_reads_as_another_implementation_reads_it(datagram in icmp(), code in 0u8..6, mtu in any::<u16>(), about in datagram()) {
        let bytes = datagram.to_bytes();
        let (their, _) = Icmpv4Header::from_slice(&bytes[20..]).unwrap();
        // As a message it has no name for: of one it knows it leaves out the word that is unused.
        let raw = Icmpv4Type::Unknown { type_u8: bytes[20], code_u8: bytes[21], bytes5to8: bytes[24..28].try_into().unwrap() };
        prop_assert_eq!(their.checksum, raw.calc_checksum(&bytes[28..]));
        prop_assert!(decode(&bytes).faults.is_empty());
        let Ok(Transport::Icmp(ours)) = receive(&datagram, true).map(|r| r.transport) else { return Err(TestCaseError::fail("refused")) };
        prop_assert_eq!((ours.kind, ours.code), (bytes[20], bytes[21]));
        prop_assert_eq!(ours.payload.bytes(), &bytes[28..]);
        let unreachable = pack_icmp(&meta((1, 2)), 3, code, mtu, &Payload::from(about.to_bytes())).to_bytes();
        let Icmpv4Type::DestinationUnreachable(their) = Icmpv4Slice::from_slice(&unreachable[20..]).unwrap().icmp_type() else {
            return Err(TestCaseError::fail("not unreachable"))
        };
        prop_assert_eq!(their.code_u8(), code);
        let needed = DestUnreachableHeader::FragmentationNeeded { next_hop_mtu: mtu };
        prop_assert!(code != 4 || their == needed);
    }

    #[test]
    fn an_error_quotes_the_segment_it_is_about(about in datagram()) {
        let bytes = about.to_bytes();
        let head = Ipv4HeaderSlice::from_slice(&bytes).unwrap();
        let error = error_about(&about, IcmpReport::TtlExceeded, Addr(0xcb00_71fe), 64, 9);
        let hosts = Addr(u32::from(head.source_addr())).is_unicast() && Addr(u32::from(head.destination_addr())).is_unicast();
        prop_assert_eq!(error.is_some(), hosts);
        let Some(error) = error else { return Ok(()) };
        prop_assert!(error.len() <= 576);
        let Ok(Transport::Icmp(icmp)) = receive(&error, true).map(|r| r.transport) else { return Err(TestCaseError::fail("refused")) };
        prop_assert_eq!((icmp.kind, icmp.code), (11, 0));
        let tcp = TcpHeaderSlice::from_slice(&bytes[20..]).unwrap();
        let quote = quote(icmp.payload.bytes()).unwrap();
        prop_assert_eq!((quote.layer, quote.source_port, quote.destination_port, quote.seq),
            (Layer::Tcp, tcp.source_port(), tcp.destination_port(), tcp.sequence_number()));
        prop_assert_eq!((quote.source.0, quote.destination.0), (u32::from(head.source_addr()), u32::from(head.destination_addr())));
        prop_assert_eq!(error_about(&error, IcmpReport::TtlExceeded, Addr(0xcb00_71fe), 64, 9), None, "no error about an error");
    }

    #[test]
    fn fragments_fit_are_read_as_such_and_joined_give_the_datagram(
        data in prop::collection::vec(any::<u8>(), 0..3000), mtus in (68u16..2000, 68u16..600), id in any::<u16>(),
    ) {
        let ip = Ipv4Meta { df: false, id, ..meta((0xc000_0201, 0xc000_0202)) };
        let whole = pack_udp(&ip, 1, 2, &Payload::from(data));
        // Cut, and cut again by a link with a smaller MTU.
        let once = fragment(&whole, mtus.0);
        prop_assert!(once.iter().all(|d| d.len() <= usize::from(mtus.0)));
        let pieces: Vec<Datagram> = once.iter().flat_map(|d| fragment(d, mtus.1)).collect();
        if let [one] = &pieces[..] {
            prop_assert_eq!(one, &whole);
            return Ok(());
        }
        let mut all = Vec::new();
        for piece in &pieces {
            let bytes = piece.to_bytes();
            let theirs = Ipv4HeaderSlice::from_slice(&bytes).unwrap();
            prop_assert!(theirs.is_fragmenting_payload());
            prop_assert_eq!(receive(piece, true).map(|r| r.transport), Ok(Transport::Fragment));
            let d = decode(&bytes);
            prop_assert_eq!(d.transport.is_some(), theirs.fragments_offset().value() == 0);
            prop_assert_eq!(d.faults.iter().map(Fault::id).collect::<Vec<_>>(), ["fragment"]);
            let ours = Fragment::read(piece).unwrap();
            prop_assert_eq!(ours.offset as usize, all.len());
            all.extend(ours.data);
        }
        let first = Fragment::read(&pieces[0]).unwrap();
        prop_assert_eq!(join(&first.header, &all, false).to_bytes(), whole.to_bytes());
    }

    #[test]
    fn options_and_payload_that_are_replaced_are_read_back(datagram in datagram(), words in prop::collection::vec(any::<[u8; 4]>(), 0..=10), data in prop::collection::vec(any::<u8>(), 0..50)) {
        let edits = vec![Edit::Options(words.concat()), Edit::Payload(data.clone())];
        let list: EditList = EditList { edits, ..EditList::default() }.to_string().parse().unwrap();
        let out = list.apply(&datagram.to_bytes()).unwrap();
        let d = decode(&out);
        prop_assert_eq!(d.fatal(), None);
        prop_assert_eq!(&out[40..d.payload.start], words.concat());
        prop_assert_eq!(&out[d.payload], &data[..]);
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
    fn an_edit_of_any_bytes_never_panics(bytes in bytes(), text in "(tcp\\.(syn|window|seq)=[0-9]{1,4}|@[0-9]{1,3}=(00){0,4}|~[0-9]{1,4}|(ip)?opts=(01){0,44}|data=(ff){0,9})(,len=keep)?(,sum=keep)?") {
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
    for (layer, bits) in [(Layer::Ipv4, 160), (Layer::Tcp, 160), (Layer::Udp, 64), (Layer::Icmp, 64)] {
        let mut next = 0;
        for field in FIELDS.iter().filter(|f| f.layer == layer) {
            assert_eq!(field.bit, next, "{}", field.id);
            next += u16::from(field.width);
        }
        assert_eq!(next, bits);
    }
}

#[test]
fn every_fault_can_be_made_by_an_edit_and_names_a_field() {
    let ip = meta((0xc000_0201, 0xc000_0202));
    let fields = TcpFields { seq: 1, ack: 2, flags: Flags::ACK, window: 9, urgent: 0, options: &[] };
    let tcp = pack_tcp(&ip, 50_000, 80, &fields, &Payload::from(b"hello".to_vec())).to_bytes();
    let udp = pack_udp(&ip, 50_000, 53, &Payload::from(b"hello".to_vec())).to_bytes();
    let of_tcp = "ipv4.version=6 ipv4.ihl=4 ipv4.checksum=1 ipv4.total_length=99 ipv4.total_length=30 ipv4.mf=1 tcp.checksum=1 tcp.data_offset=4 \
        tcp.data_offset=15 ipv4.total_length=44 ipv4.ttl=0 ipv4.flag_reserved=1 ipv4.protocol=99 tcp.reserved=1 tcp.ack_flag=0 \
        tcp.syn=1,tcp.fin=1 tcp.syn=1,tcp.rst=1 tcp.fin=1,tcp.ack_flag=0 tcp.urgent_pointer=1 tcp.source_port=0 tcp.destination_port=0 \
        opts=02000000 ipopts=94090000";
    let of_udp = "udp.length=7 udp.length=9 udp.checksum=1 udp.checksum=0";
    let icmp = pack_icmp(&ip, 3, 4, 1400, &Payload::from(tcp.clone())).to_bytes();
    let mut seen = BTreeSet::new();
    for (bytes, edits) in [(tcp, of_tcp), (udp, of_udp), (icmp, "icmp.checksum=1")] {
        assert!(decode(&bytes).faults.is_empty());
        for text in edits.split_whitespace() {
            let out = text.parse::<EditList>().unwrap().apply(&bytes).unwrap();
            let faults = decode(&out).faults;
            assert!(!faults.is_empty(), "{text}");
            for fault in faults {
                assert!(fault.field().ends_with(".options") || field(fault.field()).is_some(), "{}", fault.id());
                seen.insert(fault.id());
            }
        }
    }
    assert_eq!(seen, FAULT_IDS.iter().copied().collect());
}

#[test]
fn a_sum_on_paper_shows_pseudo_header_own_word_and_padding() {
    let payload = Payload::from(b"a".to_vec());
    let fields = TcpFields { seq: 928_601_717, ack: 0, flags: Flags::SYN, window: 0xffff, urgent: 0, options: &[] };
    let bytes = pack_tcp(&meta((0xc0a8_0001, 0xc0a8_0002)), 1, 2, &fields, &payload).to_bytes();
    let sum = summation(&bytes, Layer::Tcp).unwrap();
    assert_eq!(sum.pseudo_header, Some([192, 168, 0, 1, 192, 168, 0, 2, 0, 6, 0, 21]));
    assert_eq!(sum.words.iter().filter(|w| w.pseudo).count(), 6);
    let own: Vec<_> = sum.words.iter().filter(|w| w.own).collect();
    assert_eq!((own.len(), own[0].at, own[0].value), (1, 36, 0));
    let last = sum.words.last().unwrap();
    assert_eq!((last.padded, last.value, last.at), (true, 0x6100, 40));
    // The bytes of the first note: 37 59 56 75.
    assert_eq!(bytes[24..28], [0x37, 0x59, 0x56, 0x75]);
    assert_eq!((sum.checksum, sum.sum), (sum.found, !sum.found));
    assert!(sum.words.iter().any(|w| w.carry));
}

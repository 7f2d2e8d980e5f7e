//! Whatever arrives, in whatever state and configuration: no panic, and the TCB stays sound.

use proptest::prelude::*;

use crate::harness::*;
use tcplab::base::Span;
use tcplab::tcp::config::{Congestion, EcnUse, InitialWindow, LossRecovery};
use tcplab::tcp::{Call, IcmpError, Segment, Seq, State, TcpConfig, Value, Variable};
use tcplab::wire::{Flags, Payload, TcpOption};

#[derive(Clone, Debug)]
enum Step {
    Hear(Segment),
    Call(Call),
    Timer,
    Pause(u64),
    Icmp(u8, u8, u16, Seq),
}

fn near(base: Seq) -> impl Strategy<Value = Seq> {
    prop_oneof![
        8 => (-3i32..2000).prop_map(move |d| base + (d as u32)),
        2 => (-70_000i32..70_000).prop_map(move |d| base + (d as u32)),
        1 => any::<u32>().prop_map(Seq),
    ]
}

fn segment() -> impl Strategy<Value = Segment> {
    let flags = prop_oneof![
        6 => Just(ACK), 3 => Just(ACK | PSH), 2 => Just(SYN), 2 => Just(SYN_ACK), 2 => Just(FIN_ACK), 1 => Just(RST), 1 => any::<u8>().prop_map(Flags),
    ];
    let window = prop_oneof![Just(0u16), Just(1), Just(700), any::<u16>()];
    let mss = prop_oneof![3 => Just(None), 1 => any::<u16>().prop_map(Some)];
    (near(IRS), near(ISS), flags, window, any::<u16>(), 0usize..1500, mss).prop_map(|(seq, ack, flags, window, urgent, len, mss)| Segment {
        seq,
        ack,
        flags,
        window,
        urgent,
        options: mss.map(TcpOption::MaximumSegmentSize).into_iter().collect(),
        ecn: len as u8 & 3,
        payload: Payload::from(vec![0; if len > 600 { 0 } else { len }]),
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => segment().prop_map(Step::Hear),
        2 => (0usize..5000, any::<bool>()).prop_map(|(n, push)| Step::Call(Call::Send { data: Payload::from(vec![1; n]), push })),
        2 => any::<u16>().prop_map(|n| Step::Call(Call::Receive { max: u32::from(n) })),
        1 => prop_oneof![8 => Just(Call::Close), 2 => Just(Call::CloseBoth), 1 => Just(Call::Abort), 2 => Just(Call::Status), 1 => Just(Call::Flush), 1 => any::<u16>().prop_map(|n| Call::ReceiveBuffer(n.into())), 2 => (0usize..3000).prop_map(|n| Call::SendUrgent { data: Payload::from(vec![2; n]) }), 2 => any::<bool>().prop_map(Call::KeepAlive)].prop_map(Step::Call),
        1 => (near(ISS), any::<[u8; 2]>(), any::<u16>()).prop_map(|(seq, [kind, code], mtu)| Step::Icmp([3, 4, 11, 12][usize::from(kind) % 4], code % 14, mtu, seq)),
        4 => Just(Step::Timer),
        2 => (0u64..3000).prop_map(Step::Pause),
    ]
}

fn config() -> impl Strategy<Value = TcpConfig> {
    let spans = prop_oneof![Just(Span::ZERO), Just(Span::from_secs(1)), Just(Span::MAX), any::<u64>().prop_map(Span)];
    let small = prop_oneof![Just(0u32), Just(1), Just(65_535), any::<u32>()];
    let mss = prop_oneof![Just(None), Just(Some(0u16)), Just(Some(1)), any::<u16>().prop_map(Some), Just(Some(1460))];
    let control = prop_oneof![Just(Congestion::Reno), Just(Congestion::None)];
    let recovery = prop_oneof![Just(LossRecovery::NewReno), Just(LossRecovery::Reno), Just(LossRecovery::None)];
    let odd = (proptest::collection::vec(spans, 6), small.clone(), small, mss, any::<[bool; 13]>(), (control, recovery), any::<[u16; 4]>())
        .prop_map(|(t, snd, rcv, mss, on, (congestion, recovery), n)| TcpConfig {
            msl: t[0],
            rto_initial: t[1],
            rto_min: t[2],
            rto_max: t[3],
            delayed_ack: t[4],
            persist_max: t[5],
            send_buffer: snd,
            receive_buffer: rcv,
            mss,
            nagle: on[0],
            limited_transmit: on[1],
            idle_restart: on[2],
            rfc5961: on[3],
            reset_ack: on[4],
            time_wait: on[6],
            karn: on[7],
            sws_sender: on[8],
            sws_receiver: on[9],
            go_back_n: on[10],
            two_way_handshake: on[11],
            keep_alive: on[12],
            accept_offered_only: on[5],
            congestion,
            recovery,
            ecn: [EcnUse::Off, EcnUse::Accept, EcnUse::Offer][usize::from(n[0] % 3)],
            ack_every: n[0],
            dup_ack_threshold: n[1],
            r1: n[2],
            initial_window: InitialWindow::Segments(n[3]),
            ..TcpConfig::default()
        });
    prop_oneof![Just(TcpConfig::default()), odd]
}

fn seq(one: &One, v: Variable) -> Option<Seq> {
    match one.value(v) {
        Value::Own(s) | Value::Peer(s) => Some(s),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_arrives_or_is_called_panics(config in config(), begin in 0u8..4, steps in proptest::collection::vec(step(), 1..60)) {
        let mut one = match begin {
            0 => One::passive(config),
            1 => One::active(config),
            _ => {
                let mut one = One::active(config);
                one.hear(seg(SYN_ACK, 0, 1, 0));
                one
            }
        };
        let mut edge: Option<Seq> = None;
        for step in steps {
            let (from, was_rst) = (one.log.len(), matches!(&step, Step::Hear(s) if s.flags.has(RST)));
            match step {
                Step::Hear(s) => drop(one.hear(s)),
                Step::Call(call) => drop(one.call(call)),
                Step::Timer => if one.c.deadline().is_some() { one.wait(); },
                Step::Pause(n) => one.now += ms(n),
                Step::Icmp(kind, code, mtu, seq) => if let Some(error) = IcmpError::of_message(kind, code, mtu) { one.icmp(error, seq); },
            }
            one.c.why_silent(one.now);
            if let (Some(una), Some(nxt)) = (seq(&one, Variable::SndUna), seq(&one, Variable::SndNxt)) {
                prop_assert!(una.at_or_before(nxt));
            }
            // The right edge of the receive window never moves left (SHLD-14).
            if let (Some(nxt), Value::Bytes(wnd)) = (seq(&one, Variable::RcvNxt), one.value(Variable::RcvWnd)) {
                let now = nxt + wnd as u32;
                // RCV.NXT passes the FIN without taking a byte of the buffer.
                prop_assert!(edge.is_none_or(|e| now.at_or_after(e)) || one.state() == State::Closed);
                edge = Some(now);
            } else {
                edge = None;
            }
            if one.state() == State::Closed {
                prop_assert_eq!(one.c.deadline(), None);
            }
            // Whoever has something to deliver is woken again, whatever it waits for.
            let bytes = |v: Variable| if let Value::Bytes(n) = one.value(v) { n } else { 0 };
            let waits = seq(&one, Variable::SndUna) != seq(&one, Variable::SndNxt) || bytes(Variable::Unsent) > 0;
            if waits && !matches!(one.state(), State::Closed | State::Listen | State::TimeWait) {
                prop_assert!(one.c.deadline().is_some());
            }
            prop_assert!(!was_rst || one.sent(from).iter().all(|s| !s.flags.has(RST)), "no RST answers a RST");
        }
    }
}

//! What every synchronised state must do alike: sequence numbers, RST, SYN, ACK (RFC 9293 §3.10.7.4, RFC 5961).

use crate::harness::*;
use tcplab::tcp::{AppEvent, Call, Effect, Rule, Segment, SendKind, State, TcpConfig};
use tcplab::wire::Flags;

const SYNCHRONIZED: [State; 7] =
    [State::Established, State::FinWait1, State::FinWait2, State::CloseWait, State::Closing, State::LastAck, State::TimeWait];

fn with_numbers() -> impl Iterator<Item = State> {
    std::iter::once(State::SynReceived).chain(SYNCHRONIZED)
}

#[test]
fn an_unacceptable_segment_is_acknowledged_and_dropped_in_every_state() {
    for state in with_numbers() {
        for (flags, from, len) in [(ACK, 1, 0), (ACK, 0, 1), (ACK, 100_000, 0), (ACK, 100_000, 10), (FIN_ACK, 90_000, 10), (SYN, 90_000, 0)]
        {
            let (mut one, snd, rcv) = in_state(state, TcpConfig::default());
            // `0` and `1` count back from what is expected.
            let seq = if from < 2 { rcv.wrapping_sub(1) } else { from };
            let heard = Segment { seq: IRS + seq, ..seg(flags, from.min(5), snd, len) };
            assert_eq!(briefs(&one.hear(heard)), [(ACK, snd, rcv, 0)], "{state} {flags} {from}");
            assert_eq!(one.state(), state);
            assert!(one.log.contains(&Effect::Discard));
            assert!(one.told().is_empty());
        }
    }
}

#[test]
fn a_reset_outside_of_the_window_is_dropped_in_every_state() {
    for state in with_numbers() {
        let (mut one, snd, _) = in_state(state, TcpConfig::default());
        for seq in [0u32.wrapping_sub(5), 100_000] {
            assert!(one.hear(Segment { seq: IRS + seq, ..seg(RST_ACK, 0, snd, 0) }).is_empty(), "{state}");
            assert_eq!(one.state(), state);
        }
    }
}

#[test]
fn a_reset_in_the_window_is_challenged_and_at_its_edge_obeyed_in_every_state() {
    for state in with_numbers() {
        let (mut one, snd, rcv) = in_state(state, TcpConfig::default());
        assert_eq!(briefs(&one.hear(seg(RST, rcv + 1, 0, 0))), [(ACK, snd, rcv, 0)], "{state}");
        assert_eq!((one.state(), one.kinds()), (state, vec![SendKind::ChallengeAck]));
        assert!(one.hear(seg(RST, rcv, 0, 0)).is_empty());
        let (to, told) = match state {
            State::SynReceived => (State::Listen, vec![]),
            // The application knows already that its CLOSE is complete.
            State::TimeWait => (State::Closed, vec![]),
            _ => (State::Closed, vec![AppEvent::Reset]),
        };
        assert_eq!((one.state(), one.told(), one.c.deadline()), (to, told, None), "{state}");
    }
}

#[test]
fn without_rfc_5961_a_reset_anywhere_in_the_window_is_obeyed() {
    for state in SYNCHRONIZED {
        let (mut one, _, rcv) = in_state(state, TcpConfig { rfc5961: false, ..TcpConfig::default() });
        assert!(one.hear(seg(RST, rcv + 1, 0, 0)).is_empty());
        assert_eq!(one.state(), State::Closed, "{state}");
    }
}

#[test]
fn shld_2_a_reset_may_carry_text() {
    let (mut one, _, rcv) = in_state(State::Established, TcpConfig::default());
    one.hear(seg(RST, rcv, 0, 20));
    assert_eq!(one.state(), State::Closed);
}

#[test]
fn a_syn_in_the_window_is_challenged_in_every_synchronised_state() {
    for state in SYNCHRONIZED {
        let (mut one, snd, rcv) = in_state(state, TcpConfig::default());
        assert_eq!(briefs(&one.hear(seg(SYN, rcv, 0, 0))), [(ACK, snd, rcv, 0)], "{state}");
        assert_eq!((one.state(), one.kinds()), (state, vec![SendKind::ChallengeAck]));
    }
}

#[test]
fn without_rfc_5961_a_syn_in_the_window_resets_the_connection() {
    for state in SYNCHRONIZED {
        let (mut one, snd, rcv) = in_state(state, TcpConfig { rfc5961: false, ..TcpConfig::default() });
        // One that stands before the window is merely old.
        assert_eq!(briefs(&one.hear(seg(SYN | FIN, rcv - 1, 0, 5))), [(ACK, snd, rcv, 0)], "{state}");
        one.log.clear();
        // The peer of the connection believes the RST, whoever sent the SYN.
        assert_eq!(briefs(&one.hear(seg(SYN, rcv, 0, 0))), [(RST_ACK, snd, rcv, 0)], "{state}");
        let told = if state == State::TimeWait { vec![] } else { vec![AppEvent::Reset] };
        assert_eq!((one.state(), one.told(), one.deleted(), one.c.deadline()), (State::Closed, told, true, None), "{state}");
    }
}

#[test]
fn a_segment_without_an_acknowledgment_is_dropped_in_every_state() {
    for state in with_numbers() {
        let (mut one, _, rcv) = in_state(state, TcpConfig::default());
        assert!(one.hear(seg(PSH, rcv, 0, 10)).is_empty(), "{state}");
        assert!(one.hear(seg(FIN, rcv, 0, 0)).is_empty(), "{state}");
        assert_eq!(one.state(), state);
        assert!(one.rules().contains(&Rule::NoAck));
    }
}

#[test]
fn an_acknowledgment_of_what_was_never_sent_is_answered_and_dropped() {
    for state in SYNCHRONIZED {
        let (mut one, snd, rcv) = in_state(state, TcpConfig::default());
        assert_eq!(briefs(&one.hear(seg(ACK, rcv, snd + 1, 10))), [(ACK, snd, rcv, 0)], "{state}");
        assert_eq!(one.state(), state);
    }
    // SYN-RECEIVED is not synchronised: it resets (§3.10.7.4, fifth).
    let (mut one, _, rcv) = in_state(State::SynReceived, TcpConfig::default());
    for ack in [0, 2, 500] {
        assert_eq!(briefs(&one.hear(seg(ACK, rcv, ack, 0))), [(RST, ack, 0, 0)]);
    }
    assert_eq!(one.state(), State::SynReceived);
}

#[test]
fn may_12_an_acknowledgment_older_than_the_largest_window_is_challenged() {
    let (mut one, _, _) = in_state(State::Established, TcpConfig::default());
    let old = Segment { ack: ISS - 70_000, ..seg(ACK, 1, 1, 10) };
    assert_eq!(briefs(&one.hear(old)), [(ACK, 1, 1, 0)]);
    assert_eq!(one.kinds(), [SendKind::ChallengeAck]);
    // Not so old: ignored, and the text is taken.
    one.hear(Segment { ack: ISS - 50_000, ..seg(ACK, 1, 1, 10) });
    assert_eq!(one.read(100).len(), 10);
}

#[test]
fn text_after_the_fin_is_ignored() {
    for state in [State::CloseWait, State::Closing, State::LastAck] {
        let (mut one, snd, rcv) = in_state(state, TcpConfig::default());
        let ack = if state == State::CloseWait { snd } else { snd - 1 };
        one.hear(seg(ACK, rcv, ack, 10));
        assert_eq!(one.state(), state);
        assert!(one.rules().contains(&Rule::TextAfterFin), "{state}");
        assert!(one.told().is_empty());
    }
}

#[test]
fn a_fin_that_stands_before_text_of_the_same_peer_is_none() {
    // Behind what came early, and behind what is taken already.
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.hear(seg(ACK, 101, 1, 100));
    for at in [1, 50, 199] {
        one.hear(seg(FIN_ACK, at, 1, 0));
        assert_eq!((one.state(), one.told()), (State::Established, vec![]));
    }
    one.hear(seg(FIN_ACK, 1, 1, 100));
    assert_eq!((one.state(), one.read(1000).len()), (State::Established, 200));
    one.do_call(Call::ReceiveBuffer(5000));
    // The real one, at another place than a second.
    one.hear(seg(FIN_ACK, 301, 1, 0));
    one.hear(seg(FIN_ACK, 201, 1, 0));
    assert_eq!(one.state(), State::Established);
    one.hear(seg(ACK, 201, 1, 100));
    assert_eq!((one.state(), one.read(1000).len()), (State::CloseWait, 100));
}

#[test]
fn must_66_a_closed_window_still_takes_acknowledgments_urgent_pointers_and_resets() {
    let mut one = One::established(TcpConfig { receive_buffer: 10, ..TcpConfig::default() }, 60_000);
    one.send(100);
    one.hear(seg(ACK, 1, 1, 10));
    assert_eq!(one.bytes(tcplab::tcp::Variable::RcvWnd), 0);
    // A probe with an acknowledgment of our data.
    assert_eq!(briefs(&one.hear(seg(ACK, 11, 101, 1))), [(ACK, 101, 11, 0)]);
    assert_eq!(one.bytes(tcplab::tcp::Variable::Flight), 0);
    one.hear(Segment { urgent: 40, ..seg(ACK | Flags::URG, 11, 101, 0) });
    assert!(one.told().contains(&AppEvent::Urgent(50)));
    one.hear(seg(RST, 11, 0, 0));
    assert_eq!(one.state(), State::Closed);
}

#[test]
fn must_12_the_application_can_tell_a_close_from_an_abort() {
    let (mut one, _, rcv) = in_state(State::LastAck, TcpConfig::default());
    one.hear(seg(ACK, rcv, 2, 0));
    assert_eq!(one.told(), [AppEvent::Closed]);
    let (mut one, _, rcv) = in_state(State::LastAck, TcpConfig::default());
    one.hear(seg(RST, rcv, 0, 0));
    assert_eq!(one.told(), [AppEvent::Reset]);
}

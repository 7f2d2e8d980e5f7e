//! LISTEN (RFC 9293 §3.10.7.2).

use crate::tcp::cx::Cx;
use crate::tcp::keep_alive::KeepAlive;
use crate::tcp::link::{Link, Stage};
use crate::tcp::receive::Receiver;
use crate::tcp::send::Sender;
use crate::tcp::{Rule, Segment, Seq, State, TcpConfig, Value, options};
use crate::wire::Flags;

/// What LISTEN decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listen {
    Ignore(Rule),
    Reset(Rule),
    Accept,
}

fn check(segment: &Segment) -> Listen {
    if segment.flags.has(Flags::RST) {
        Listen::Ignore(Rule::ListenRst)
    } else if segment.flags.has(Flags::ACK) {
        Listen::Reset(Rule::ListenAck)
    } else if segment.flags.has(Flags::SYN) {
        Listen::Accept
    } else {
        Listen::Ignore(Rule::ListenOther)
    }
}

/// A segment arrives in LISTEN. A SYN makes both halves, in SYN-RECEIVED; our SYN,ACK has left then.
pub(in crate::tcp) fn arrive(segment: &Segment, iss: Seq, cx: &mut Cx) -> Option<Box<Link>> {
    match check(segment) {
        Listen::Ignore(rule) => {
            cx.why(rule, &[segment]);
            cx.discard();
            None
        }
        Listen::Reset(rule) => {
            cx.why(rule, &[segment]);
            cx.discard();
            super::reply_reset(segment, cx);
            None
        }
        Listen::Accept => {
            cx.why(Rule::ListenSyn, &[segment, &("ISS", Value::Own(iss))]);
            let mut link = Box::new(with_peer(Sender::new(cx.config, iss), segment, Stage::SynReceived { passive: true }, cx.config));
            link.keep_for_later(segment);
            cx.state(State::Listen, State::SynReceived);
            link.snd.send_syn(Some(&mut link.rcv), cx);
            if cx.config.two_way_handshake {
                cx.why(Rule::TwoWayHandshake, &[segment]);
                link.established(segment, cx);
            }
            Some(link)
        }
    }
}

/// Adds the receiving half that the peer's SYN makes possible.
pub(in crate::tcp) fn with_peer(mut snd: Sender, syn: &Segment, stage: Stage, config: &TcpConfig) -> Link {
    let mut rcv = Receiver::new(config, syn.seq);
    rcv.ecn = crate::tcp::ecn::Ecn::agree(config, syn);
    snd.mss = options::effective_mss(config, syn);
    rcv.step = snd.mss;
    // A window in a SYN is never scaled (RFC 7323 §2.2), and there is none before it to compare with.
    snd.take_window(syn.seq, syn.ack, u32::from(syn.window));
    Link { stage, snd, rcv, reading: true, keep_alive: KeepAlive::new(config) }
}

impl Link {
    /// Text and FIN that came with a SYN wait for ESTABLISHED; only what the window has room for (§3.10.7.2, §3.10.7.3).
    pub(in crate::tcp) fn keep_for_later(&mut self, syn: &Segment) {
        let first = syn.seq + 1;
        let text = syn.payload.slice(0, self.rcv.wnd());
        let whole = text.len() == syn.payload.len();
        let after = first + text.len();
        if !text.is_empty() {
            self.rcv.keep(first, text);
        }
        if whole && syn.flags.has(Flags::FIN) {
            self.rcv.fin = Some(after);
        }
    }
}

//! Explicit congestion notification (RFC 3168 §6.1): agreed on by the SYNs, a mark answered with ECE until CWR comes, and ECE
//! taken for a loss that cost no segment (SHLD-8).

use super::config::EcnUse;
use super::cx::Cx;
use super::link::Link;
use super::receive::Receiver;
use super::{Rule, Segment, SendKind, Seq, TcpConfig};
use crate::wire::Flags;
use crate::wire::ecn::{CAPABLE, MARKED};

const BOTH: Flags = Flags(Flags::ECE.0 | Flags::CWR.0);

/// How far it is agreed on, and what is to be said.
#[derive(Clone, Debug, Default)]
pub(super) struct Ecn {
    on: bool,
    /// A mark came, and no CWR since: every acknowledgment says ECE.
    echo: bool,
    /// The window was reduced, and no new data has said CWR yet.
    cwr: bool,
    /// The last segment brought ECE.
    pub echoed: bool,
    /// SND.NXT when the window was reduced: once is enough for what was out by then.
    reduced: Option<Seq>,
}

impl Ecn {
    /// After the peer's SYN (§6.1.1): it offers with both bits, and a SYN,ACK accepts our offer with ECE alone.
    pub fn agree(config: &TcpConfig, syn: &Segment) -> Ecn {
        let said = syn.flags & BOTH;
        let on = match config.ecn {
            EcnUse::Off => false,
            _ if !syn.flags.has(Flags::ACK) => said == BOTH,
            EcnUse::Accept => false,
            EcnUse::Offer => said == Flags::ECE,
        };
        Ecn { on, ..Ecn::default() }
    }

    /// The congestion window was reduced, by a mark or by a loss (§6.1.2): the peer hears of it with the next new data, and what was
    /// out by then, up to `nxt`, reduces it no more.
    pub fn window_fell(&mut self, nxt: Seq) {
        (self.reduced, self.cwr) = (Some(nxt), true);
    }
}

/// Adds to a segment that leaves what there is to say. Only data that is sent for the first time may be marked (§6.1.5).
pub(super) fn mark(segment: &mut Segment, rcv: Option<&mut Receiver>, kind: SendKind, config: &TcpConfig) {
    let syn = segment.flags.has(Flags::SYN);
    let Some(ecn) = rcv.map(|rcv| &mut rcv.ecn) else {
        if syn && config.ecn == EcnUse::Offer {
            segment.flags |= BOTH;
        }
        return;
    };
    if !ecn.on {
        return;
    }
    if syn || ecn.echo {
        segment.flags |= Flags::ECE;
    }
    if kind == SendKind::New && !segment.payload.is_empty() {
        segment.ecn = CAPABLE;
        if std::mem::take(&mut ecn.cwr) {
            segment.flags |= Flags::CWR;
        }
    }
}

impl Link {
    /// What an acceptable segment says of congestion: on the way here (§6.1.3), and on the way there (§6.1.2).
    pub(super) fn note_congestion(&mut self, segment: &Segment, cx: &mut Cx) {
        if !self.rcv.ecn.on {
            return;
        }
        if segment.flags.has(Flags::CWR) {
            self.rcv.ecn.echo = false;
        }
        if segment.ecn == MARKED && !segment.payload.is_empty() {
            cx.why(Rule::EcnMarked, &[segment]);
            self.rcv.ecn.echo = true;
        }
        self.rcv.ecn.echoed = segment.flags.has(Flags::ECE) && !segment.flags.has(Flags::SYN);
        let due = self.rcv.ecn.reduced.is_none_or(|sent| self.snd.una.at_or_after(sent));
        if self.rcv.ecn.echoed && due && self.snd.una != self.snd.nxt && !self.snd.recovery.is_recovering() {
            let picture = self.snd.picture(0);
            let control = self.snd.control.get_mut();
            control.lost(picture.flight, picture.smss);
            control.set_cwnd(control.ssthresh().min(control.cwnd()));
            self.rcv.ecn.window_fell(self.snd.nxt);
            cx.why(Rule::EcnReduces, &[segment, self]);
        }
    }
}

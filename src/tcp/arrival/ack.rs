//! Fifth, check the ACK field (RFC 9293 §3.10.7.4, RFC 5961 §5, RFC 5681 §2).

use super::forged::ack_is_doubtful;
use super::{Link, Step};
use crate::tcp::congestion::Control;
use crate::tcp::cx::Cx;
use crate::tcp::link::{Fate, Stage};
use crate::tcp::send::Fin;
use crate::tcp::{AppEvent, Rule, Segment, SendKind, TcpConfig, TimerKind, Value};
use crate::wire::Flags;

impl Link {
    pub(super) fn check_ack(&self, segment: &Segment, config: &TcpConfig) -> Step {
        if !segment.flags.has(Flags::ACK) {
            return Step::Drop(Rule::NoAck);
        }
        let (ack, snd) = (segment.ack, &self.snd);
        let sent = snd.nxt + u32::from(snd.persist.octet_out);
        if self.opening() {
            // A state that is not synchronised answers what it can't have caused with a RST (§3.5.2, group 2).
            let good = ack.after(snd.una) && ack.at_or_before(sent);
            return if good { Step::Next } else { Step::Reset(Rule::SynReceivedAckBad) };
        }
        if ack.after(sent) {
            return Step::Answer(Rule::AckTooNew, SendKind::Repeat);
        }
        if ack_is_doubtful(ack, snd, config) {
            return Step::Answer(Rule::AckTooOld, SendKind::ChallengeAck);
        }
        Step::Next
    }

    /// Takes an ACK that was found good.
    pub(super) fn take_ack(&mut self, segment: &Segment, cx: &mut Cx) -> Fate {
        let ack = segment.ack;
        let wnd = u32::from(segment.window);
        if self.opening() {
            cx.why(Rule::SynReceivedAcked, &[segment, self]);
            self.established(segment, cx);
        }
        if self.snd.persist.answered() {
            cx.why(Rule::ProbeAnswered, &[segment, self]);
        }
        // Before the window moves: a duplicate is told by an unchanged window. Before a closed one it answers a probe, and tells of no loss.
        let duplicate = self.is_duplicate(segment) && !cx.runs(TimerKind::Persist);
        if ack.at_or_after(self.snd.una) && self.snd.window_is_newer(segment.seq, ack) {
            if wnd != self.snd.wnd {
                cx.why(Rule::WindowTaken, &[segment, self]);
            }
            self.snd.take_window(segment.seq, ack, wnd);
        } else if wnd != self.snd.wnd {
            cx.why(Rule::WindowOld, &[segment, self]);
        }
        if ack.after(self.snd.una) {
            cx.why(Rule::AckAdvances, &[segment, self]);
            self.new_ack(ack, cx);
        } else if duplicate {
            self.dup_ack(cx);
        } else if ack.before(self.snd.una) {
            cx.why(Rule::AckOld, &[segment, self]);
        }
        let fate = self.fin_acknowledged(cx);
        if fate == Fate::Stays {
            self.heard(cx);
        }
        fate
    }

    /// RFC 5681 §2: data is outstanding, the segment brings neither text nor SYN nor FIN, repeats the greatest
    /// acknowledgment, and offers the same window.
    fn is_duplicate(&self, segment: &Segment) -> bool {
        !self.snd.queue.is_empty()
            && segment.is_empty()
            && segment.ack == self.snd.una
            && u32::from(segment.window) == self.snd.wnd
            && !self.opening()
            && self.snd.una != self.snd.nxt
    }

    /// What the acknowledgment of our FIN changes, by state.
    fn fin_acknowledged(&mut self, cx: &mut Cx) -> Fate {
        if !self.snd.fin_acked() {
            return Fate::Stays;
        }
        match self.stage {
            Stage::FinWait1 => {
                self.enter(Stage::FinWait2, cx);
                Fate::Stays
            }
            Stage::Closing => Fate::Waits,
            Stage::LastAck => Fate::Gone(None),
            _ => Fate::Stays,
        }
    }

    /// Our SYN is acknowledged. Data waits for nothing more; a CLOSE that was queued takes effect.
    pub(in crate::tcp) fn established(&mut self, segment: &Segment, cx: &mut Cx) {
        self.snd.take_window(segment.seq, segment.ack, u32::from(segment.window));
        self.snd.open_up(cx);
        self.enter(Stage::Established, cx);
        cx.tell(AppEvent::Connected);
        if self.snd.fin == Fin::Wanted {
            cx.why(Rule::CloseWasQueued, &[self]);
            self.enter(Stage::FinWait1, cx);
        }
    }
}

impl crate::tcp::send::Sender {
    /// Data transmission begins: the RTO after a lost SYN, and the initial window.
    pub(in crate::tcp) fn open_up(&mut self, cx: &mut Cx) {
        if self.syn_losses > 0 && self.rto.after_syn_loss(cx.config) {
            cx.why(Rule::RtoAfterSynLoss, &[self]);
        }
        self.control = Control::new(cx.config, self.mss, self.syn_losses);
        cx.why(Control::initial_rule(cx.config, self.syn_losses), &[&("SYN losses", Value::Count(u64::from(self.syn_losses))), self]);
    }
}

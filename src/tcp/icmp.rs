//! ICMP errors about segments of ours (RFC 9293 §3.9.2.2), believed only where they quote what is in flight (RFC 5927 §4.1).

use super::connection::{Connection, Phase};
use super::cx::Cx;
use super::link::{Fate, Link, Stage};
use super::options;
use super::reason::Facts;
use super::send::Sender;
use super::{AppEvent, Effects, Rule, SendKind, Seq, TimerKind, Value};
use crate::base::Time;

/// An ICMP error message (RFC 792, RFC 1122 §3.2.2, RFC 1191).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IcmpError {
    /// Destination unreachable, code 0 (and 6, 11): the network.
    NetUnreachable,
    /// Code 1 (and 7, 8, 12): the host.
    HostUnreachable,
    /// Code 2: the host knows no TCP.
    ProtocolUnreachable,
    /// Code 3: nobody has the port.
    PortUnreachable,
    /// Code 4: too large for the next link, and not to be fragmented.
    FragmentationNeeded {
        /// What the link carries, bytes of IP; 0 from a router that does not say.
        mtu: u16,
    },
    /// Code 5.
    SourceRouteFailed,
    /// Code 13 (RFC 1812 §5.2.7.1; and 9, 10): a filter does not let it pass.
    Prohibited,
    /// Time exceeded: the TTL ran out, or fragments were missing.
    TimeExceeded,
    /// Parameter problem.
    ParameterProblem,
    /// Source quench, which nobody should send any more (RFC 6633).
    SourceQuench,
}

impl IcmpError {
    /// The error that a message of this type and code reports; `mtu` is the field of code 4. `None` where it reports none.
    pub const fn of_message(kind: u8, code: u8, mtu: u16) -> Option<IcmpError> {
        Some(match (kind, code) {
            (3, 0 | 6 | 11) => IcmpError::NetUnreachable,
            (3, 1 | 7 | 8 | 12) => IcmpError::HostUnreachable,
            (3, 2) => IcmpError::ProtocolUnreachable,
            (3, 3) => IcmpError::PortUnreachable,
            (3, 4) => IcmpError::FragmentationNeeded { mtu },
            (3, 5) => IcmpError::SourceRouteFailed,
            (3, 9 | 10 | 13) => IcmpError::Prohibited,
            (4, _) => IcmpError::SourceQuench,
            (11, 0 | 1) => IcmpError::TimeExceeded,
            (12, _) => IcmpError::ParameterProblem,
            _ => return None,
        })
    }

    /// Its type, code and MTU as one number, for records.
    pub const fn number(self) -> u64 {
        match self {
            IcmpError::NetUnreachable => 0x0003_0000,
            IcmpError::HostUnreachable => 0x0003_0001,
            IcmpError::ProtocolUnreachable => 0x0003_0002,
            IcmpError::PortUnreachable => 0x0003_0003,
            IcmpError::FragmentationNeeded { mtu } => 0x0003_0004 | (mtu as u64) << 32,
            IcmpError::SourceRouteFailed => 0x0003_0005,
            IcmpError::Prohibited => 0x0003_000d,
            IcmpError::SourceQuench => 0x0004_0000,
            IcmpError::TimeExceeded => 0x000b_0000,
            IcmpError::ParameterProblem => 0x000c_0000,
        }
    }

    /// The error with this number.
    pub const fn of_number(number: u64) -> IcmpError {
        match IcmpError::of_message((number >> 16) as u8, number as u8, (number >> 32) as u16) {
            Some(error) => error,
            None => IcmpError::ParameterProblem,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            IcmpError::NetUnreachable => "net unreachable",
            IcmpError::HostUnreachable => "host unreachable",
            IcmpError::ProtocolUnreachable => "protocol unreachable",
            IcmpError::PortUnreachable => "port unreachable",
            IcmpError::FragmentationNeeded { .. } => "fragmentation needed",
            IcmpError::SourceRouteFailed => "source route failed",
            IcmpError::Prohibited => "administratively prohibited",
            IcmpError::TimeExceeded => "time exceeded",
            IcmpError::ParameterProblem => "parameter problem",
            IcmpError::SourceQuench => "source quench",
        }
    }
}

impl Facts for IcmpError {
    fn fact(&self, name: &str) -> Option<Value> {
        match (name, self) {
            ("ICMP", _) => Some(Value::Name(self.name())),
            ("MTU", IcmpError::FragmentationNeeded { mtu }) => Some(Value::Bytes(u64::from(*mtu))),
            _ => None,
        }
    }
}

/// What an error means to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It concerns nothing in flight, or is of no use.
    Ignore(Rule),
    /// It may pass: the application hears of it, and the connection goes on.
    Soft,
    /// It will not pass.
    Hard,
    /// Segments have to be smaller.
    Smaller(u16),
}

impl Sender {
    fn judge(&self, error: IcmpError, quoted: Seq) -> Verdict {
        if error == IcmpError::SourceQuench {
            return Verdict::Ignore(Rule::IcmpQuench);
        }
        let in_flight = self.nxt.since(self.una).saturating_add(u32::from(self.persist.octet_out));
        if in_flight == 0 {
            return Verdict::Ignore(Rule::IcmpNothingSent);
        }
        if !quoted.in_window(self.una, in_flight) {
            return Verdict::Ignore(Rule::IcmpOutside);
        }
        match error {
            IcmpError::FragmentationNeeded { mtu } => Verdict::Smaller(mtu),
            IcmpError::ProtocolUnreachable | IcmpError::PortUnreachable => Verdict::Hard,
            _ => Verdict::Soft,
        }
    }

    /// Why the connection failed, once nobody answers any more: what the network said of it, if it said anything.
    pub(super) fn failure(&self) -> AppEvent {
        if self.trouble { AppEvent::Unreachable } else { AppEvent::TimedOut }
    }

    /// MUST-56, SHLD-25.
    fn note(&mut self, error: IcmpError, cx: &mut Cx) -> Fate {
        self.trouble = true;
        cx.tell(AppEvent::Network(error));
        Fate::Done
    }

    /// An error about our SYN.
    fn icmp(&mut self, error: IcmpError, quoted: Seq, cx: &mut Cx) -> Fate {
        let facts: [&dyn Facts; 3] = [&error, &("quoted", Value::Own(quoted)), self];
        match self.judge(error, quoted) {
            Verdict::Ignore(rule) => ignore(rule, &facts, cx),
            // A SYN is smaller than any link's MTU.
            Verdict::Smaller(_) => ignore(Rule::PathMtuKnown, &facts, cx),
            Verdict::Soft => {
                cx.why(Rule::IcmpSoft, &facts);
                self.note(error, cx)
            }
            Verdict::Hard => {
                cx.why(Rule::IcmpHard, &facts);
                Fate::Gone(Some(ended_by(error)))
            }
        }
    }
}

/// Connect errors told apart: a host where nobody has the port refuses; all else is out of reach.
fn ended_by(error: IcmpError) -> AppEvent {
    if error == IcmpError::PortUnreachable { AppEvent::Refused } else { AppEvent::Unreachable }
}

fn ignore(rule: Rule, facts: &[&dyn Facts], cx: &mut Cx) -> Fate {
    cx.why(rule, facts);
    cx.discard();
    Fate::Done
}

impl Link {
    fn icmp(&mut self, error: IcmpError, quoted: Seq, cx: &mut Cx) -> Fate {
        let facts: [&dyn Facts; 3] = [&error, &("quoted", Value::Own(quoted)), self];
        match self.snd.judge(error, quoted) {
            Verdict::Ignore(rule) => ignore(rule, &facts, cx),
            // A SYN is smaller than any link's MTU.
            Verdict::Smaller(_) if self.opening() => ignore(Rule::PathMtuKnown, &facts, cx),
            Verdict::Smaller(mtu) => self.send_smaller(mtu, error, cx),
            // In a synchronised state it may be forged or pass away (RFC 5927 §5.2).
            Verdict::Hard if !self.opening() && !cx.config.icmp_aborts => {
                cx.why(Rule::IcmpDoubted, &facts);
                self.snd.note(error, cx)
            }
            Verdict::Soft => {
                cx.why(Rule::IcmpSoft, &facts);
                self.snd.note(error, cx)
            }
            Verdict::Hard => {
                cx.why(Rule::IcmpHard, &facts);
                match self.stage {
                    Stage::SynReceived { passive: true } => Fate::Listens,
                    Stage::SynReceived { passive: false } => Fate::Gone(Some(ended_by(error))),
                    _ => Fate::Gone(Some(AppEvent::Unreachable)),
                }
            }
        }
    }

    /// Path MTU discovery (RFC 1191 §6.4): from now on segments are no larger than the path carries. The oldest is sent again at
    /// once, the rest when acknowledgments come again; as it is no sign of congestion, the congestion window stays.
    fn send_smaller(&mut self, mtu: u16, error: IcmpError, cx: &mut Cx) -> Fate {
        // Every link carries 68 bytes (RFC 791); an old router that names no size gets what every host takes.
        let mtu = if mtu == 0 { 576 } else { u32::from(mtu.max(68)) };
        let mss = options::text_of(mtu - 40, cx.config);
        if mss >= self.snd.mss {
            return ignore(Rule::PathMtuKnown, &[&error, self], cx);
        }
        self.snd.mss = mss;
        cx.why(Rule::PathMtu, &[&("MTU", Value::Bytes(u64::from(mtu))), self]);
        self.snd.queue.lose_from(0);
        self.snd.again_for = SendKind::Again;
        if cx.runs(TimerKind::Persist) {
            // Nothing but probes goes into a closed window.
            return Fate::Stays;
        }
        self.send_again(0, mss, SendKind::Again, cx);
        if self.snd.queue.to_resend().is_some() {
            self.snd.narrowed = true;
            cx.why(Rule::PathMtuWaits, &[self]);
        }
        Fate::Stays
    }
}

impl Connection {
    /// An ICMP error arrives that quotes a segment of this connection with sequence number `quoted`. The host finds the
    /// connection by the quoted addresses and ports (MUST-54). Call `flush` at the end of the instant.
    pub fn on_icmp(&mut self, error: IcmpError, quoted: Seq, now: Time, out: &mut Effects) {
        let state = self.state();
        let (phase, mut cx) = self.parts(now, out);
        let fate = match phase {
            Phase::SynSent(snd) => snd.icmp(error, quoted, &mut cx),
            Phase::Open(link) => link.icmp(error, quoted, &mut cx),
            // Nothing is in flight that it could be about.
            Phase::Closed(_) | Phase::Listen { .. } | Phase::TimeWait(_) => {
                ignore(Rule::IcmpNothingSent, &[&error, &("state", Value::State(state))], &mut cx)
            }
        };
        self.follow(fate, now, out);
    }
}

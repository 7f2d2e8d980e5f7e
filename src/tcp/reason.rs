//! Why the engine did what it did: a rule, with its place in an RFC, and the values that decided.

use super::{Segment, Value};

/// Something that can say the value of a name such as `SND.UNA`.
pub(super) trait Facts {
    /// The value, where the name is one of its own.
    fn fact(&self, name: &str) -> Option<Value>;
}

/// One value, given by name.
impl Facts for (&'static str, Value) {
    fn fact(&self, name: &str) -> Option<Value> {
        (self.0 == name).then_some(self.1)
    }
}

/// An arrived segment: its numbers are the peer's, its acknowledgment ours.
impl Facts for Segment {
    fn fact(&self, name: &str) -> Option<Value> {
        Some(match name {
            "SEG.SEQ" => Value::Peer(self.seq),
            "SEG.ACK" => Value::Own(self.ack),
            "SEG.LEN" => Value::Bytes(u64::from(self.len())),
            "SEG.WND" => Value::Bytes(u64::from(self.window)),
            "SEG.UP" => Value::Count(u64::from(self.urgent)),
            _ => return None,
        })
    }
}

macro_rules! rules {
    ($($name:ident, $id:literal, $rfc:literal, $section:literal, [$($fact:literal),*];)*) => {
        /// A rule the engine follows. Its words are in the locale files, under `rule.<id>`; `id` is frozen for them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = concat!("RFC ", $rfc, " §", $section, ": `", $id, "`.")] $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];

            /// A short name that never changes: the locale key after `rule.`.
            pub const fn id(self) -> &'static str {
                match self { $(Rule::$name => $id,)* }
            }

            /// The RFC's number and the section, such as `(9293, "3.10.7.2")`.
            pub const fn source(self) -> (u16, &'static str) {
                match self { $(Rule::$name => ($rfc, $section),)* }
            }

            /// The names of the values it looks at; its words may hold each as a placeholder.
            pub const fn facts(self) -> &'static [&'static str] {
                match self { $(Rule::$name => &[$($fact),*],)* }
            }
        }
    };
}

// Variant, id, RFC, section, and the values it looks at.
rules! {
    // Calls
    OpenActive, "open-active", 9293, "3.10.1", ["ISS"];
    OpenPassive, "open-passive", 9293, "3.10.1", [];
    CloseListen, "close-listen", 9293, "3.10.4", [];
    CloseSynSent, "close-syn-sent", 9293, "3.10.4", [];
    CloseInSynReceived, "close-in-syn-received", 9293, "3.10.4", ["SND.NXT"];
    CloseQueued, "close-queued", 9293, "3.10.4", ["unsent"];
    CloseWasQueued, "close-was-queued", 9293, "3.10.4", ["unsent"];
    CloseEstablished, "close-established", 9293, "3.10.4", ["unsent", "SND.NXT"];
    CloseAfterPeer, "close-after-peer", 9293, "3.10.4", ["unsent", "SND.NXT"];
    CloseUnread, "close-unread", 9293, "3.6.1", ["unread", "SND.NXT"];
    FinSentLastAck, "fin-sent-last-ack", 9293, "3.10.4", ["SND.NXT"];
    Abort, "abort", 9293, "3.10.5", ["SND.NXT", "state"];
    AbortSilent, "abort-silent", 9293, "3.10.5", ["state"];
    OpenRefused, "open-refused", 9293, "3.10.1", ["state"];
    SendRefused, "send-refused", 9293, "3.10.2", ["state"];
    ReceiveRefused, "receive-refused", 9293, "3.10.3", ["state"];
    CloseRefused, "close-refused", 9293, "3.10.4", ["state"];
    AbortRefused, "abort-refused", 9293, "3.10.5", ["state"];
    CallRefused, "call-refused", 9293, "3.9.1", ["state"];
    UrgentMarked, "urgent-marked", 9293, "3.10.2", ["SND.UP", "SND.NXT"];
    UrgentGoesAhead, "urgent-goes-ahead", 9293, "3.8.5", ["SND.UP", "SND.WND"];
    UrgentRead, "urgent-read", 9293, "3.8.5", ["RCV.UP"];
    Flush, "flush", 9293, "3.9.1.7", ["unsent", "SND.WND"];
    WindowUpdate, "window-update", 9293, "3.8.6.2.2", ["RCV.NXT", "RCV.BUFF", "unread"];
    // CLOSED, LISTEN
    ClosedResets, "closed-resets", 9293, "3.10.7.1", ["SEG.SEQ", "SEG.ACK", "SEG.LEN"];
    ClosedRst, "closed-rst", 9293, "3.10.7.1", ["SEG.SEQ"];
    ListenRst, "listen-rst", 9293, "3.10.7.2", ["SEG.SEQ"];
    ListenAck, "listen-ack", 9293, "3.10.7.2", ["SEG.ACK"];
    ListenSyn, "listen-syn", 9293, "3.10.7.2", ["SEG.SEQ", "ISS"];
    ListenOther, "listen-other", 9293, "3.10.7.2", ["SEG.SEQ"];
    // SYN-SENT
    SynSentAckBad, "syn-sent-ack-bad", 9293, "3.10.7.3", ["SEG.ACK", "ISS", "SND.NXT"];
    SynSentRstBadAck, "syn-sent-rst-bad-ack", 9293, "3.10.7.3", ["SEG.ACK", "ISS", "SND.NXT"];
    SynSentRstNoAck, "syn-sent-rst-no-ack", 9293, "3.10.7.3", ["SEG.SEQ"];
    SynSentRst, "syn-sent-rst", 9293, "3.10.7.3", ["SEG.ACK", "ISS"];
    SynSentSynAck, "syn-sent-syn-ack", 9293, "3.10.7.3", ["SEG.SEQ", "SEG.ACK", "SND.NXT"];
    SynSentSyn, "syn-sent-syn", 9293, "3.10.7.3", ["SEG.SEQ", "ISS"];
    SynSentNoSyn, "syn-sent-no-syn", 9293, "3.10.7.3", ["SEG.SEQ"];
    // First: sequence number
    Unacceptable, "unacceptable", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT", "RCV.WND"];
    ZeroWindowText, "zero-window-text", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    TrimmedOld, "trimmed-old", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    TrimmedBeyond, "trimmed-beyond", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT", "RCV.WND"];
    SynRepeated, "syn-repeated", 9293, "3.10.7.4", ["SEG.SEQ", "IRS"];
    CrossedSynAck, "crossed-syn-ack", 9293, "3.5", ["SEG.SEQ", "SEG.ACK", "IRS"];
    // Second: RST
    RstOutside, "rst-outside", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT", "RCV.WND"];
    RstChallenged, "rst-challenged", 5961, "3.2", ["SEG.SEQ", "RCV.NXT", "RCV.WND"];
    RstToListen, "rst-to-listen", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    RstRefused, "rst-refused", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    RstAccepted, "rst-accepted", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT", "state"];
    // Fourth: SYN
    SynToListen, "syn-to-listen", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    SynChallenged, "syn-challenged", 5961, "4.2", ["SEG.SEQ", "RCV.NXT", "state"];
    SynInWindow, "syn-in-window", 793, "3.9", ["SEG.SEQ", "RCV.NXT", "RCV.WND"];
    // Fifth: ACK
    NoAck, "no-ack", 9293, "3.10.7.4", ["SEG.SEQ", "state"];
    SynReceivedAckBad, "syn-received-ack-bad", 9293, "3.10.7.4", ["SEG.ACK", "SND.UNA", "SND.NXT"];
    SynReceivedAcked, "syn-received-acked", 9293, "3.10.7.4", ["SEG.ACK", "SND.UNA", "SND.NXT"];
    AckTooNew, "ack-too-new", 9293, "3.10.7.4", ["SEG.ACK", "SND.NXT"];
    AckTooOld, "ack-too-old", 5961, "5.2", ["SEG.ACK", "SND.UNA", "MAX.SND.WND"];
    AckOld, "ack-old", 9293, "3.10.7.4", ["SEG.ACK", "SND.UNA"];
    AckAdvances, "ack-advances", 9293, "3.10.7.4", ["SEG.ACK", "SND.UNA", "SND.NXT"];
    WindowTaken, "window-taken", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.ACK", "SEG.WND", "SND.WND", "SND.WL1", "SND.WL2"];
    WindowOld, "window-old", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.ACK", "SEG.WND", "SND.WL1", "SND.WL2"];
    FinAcked, "fin-acked", 9293, "3.10.7.4", ["SND.UNA"];
    AllAcked, "all-acked", 6298, "5.2", ["SND.UNA"];
    // Sixth, seventh, eighth
    UrgentAhead, "urgent-ahead", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.UP", "RCV.UP"];
    InOrder, "in-order", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    FillsGap, "fills-gap", 9293, "3.10.7.4", ["RCV.NXT", "out of order"];
    OutOfOrder, "out-of-order", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    KnownEarly, "known-early", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    GapAnswered, "gap-answered", 5681, "4.2", ["RCV.NXT", "unacknowledged"];
    TextAfterFin, "text-after-fin", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "state"];
    NobodyReads, "nobody-reads", 9293, "3.6.1", ["SEG.SEQ", "SEG.LEN", "state"];
    FinEarly, "fin-early", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    FinReached, "fin-reached", 9293, "3.10.7.4", ["RCV.NXT", "state"];
    FinCrossed, "fin-crossed", 9293, "3.10.7.4", ["SND.UNA", "SND.NXT"];
    // Acknowledging
    AckAtOnce, "ack-at-once", 9293, "3.8.6.3", ["RCV.NXT", "unacknowledged"];
    AckEverySecond, "ack-every-second", 5681, "4.2", ["RCV.NXT", "unacknowledged"];
    AckDelayed, "ack-delayed", 9293, "3.8.6.3", ["RCV.NXT", "unacknowledged"];
    AckDelayOver, "ack-delay-over", 9293, "3.8.6.3", ["RCV.NXT", "unacknowledged"];
    // TIME-WAIT
    TimeWaitBegins, "time-wait-begins", 9293, "3.10.7.4", ["MSL"];
    TimeWaitRestarts, "time-wait-restarts", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    TimeWaitAnswers, "time-wait-answers", 9293, "3.10.7.4", ["SEG.SEQ", "RCV.NXT"];
    TimeWaitAck, "time-wait-ack", 9293, "3.10.7.4", ["SEG.ACK"];
    TimeWaitEnds, "time-wait-ends", 9293, "3.10.8", [];
    TimeWaitReopens, "time-wait-reopens", 9293, "3.6.1", ["SEG.SEQ", "RCV.NXT"];
    TimeWaitReplaced, "time-wait-replaced", 9293, "3.6.1", ["SND.NXT"];
    // The host
    PortChosen, "port-chosen", 6056, "3.3.3", ["port"];
    SynQueueFull, "syn-queue-full", 4987, "2.2", ["queued"];
    BacklogFull, "backlog-full", 4987, "2.2", ["queued"];
    QuietTime, "quiet-time", 9293, "3.4.3", ["until"];
    HostCrashed, "host-crashed", 9293, "3.5.1", ["state"];
    ChallengeThrottled, "challenge-throttled", 5961, "7", [];
    ChecksumIgnored, "checksum-ignored", 9293, "3.1", [];
    SourceRouteSaved, "source-route-saved", 9293, "3.9.2.1", ["gateways"];
    UdpFull, "udp-full", 1122, "4.1.1", ["unread"];
    UdpError, "udp-error", 1122, "4.1.3.3", ["ICMP"];
    // ICMP
    IcmpSoft, "icmp-soft", 9293, "3.9.2.2", ["ICMP", "quoted"];
    IcmpHard, "icmp-hard", 9293, "3.9.2.2", ["ICMP", "quoted"];
    IcmpDoubted, "icmp-doubted", 5927, "5.2", ["ICMP", "quoted", "state"];
    IcmpOutside, "icmp-outside", 5927, "4.1", ["ICMP", "quoted", "SND.UNA", "SND.NXT"];
    IcmpQuench, "icmp-quench", 9293, "3.9.2.2", [];
    IcmpNothingSent, "icmp-nothing-sent", 9293, "3.9.2.2", ["ICMP", "state"];
    PathMtu, "path-mtu", 1191, "3", ["MTU", "SMSS"];
    PathMtuKnown, "path-mtu-known", 1191, "3", ["MTU", "SMSS"];
    PathMtuWaits, "path-mtu-waits", 1191, "6.4", ["SND.UNA", "FlightSize", "cwnd"];
    // Deliberate mistakes, off by default
    NoTimeWait, "no-time-wait", 9293, "3.6.1", [];
    TwoWayHandshake, "two-way-handshake", 9293, "3.5", ["SEG.SEQ"];
    GoBackN, "go-back-n", 9293, "3.10.7.4", ["SEG.SEQ", "SEG.LEN", "RCV.NXT"];
    SwsIgnored, "sws-ignored", 9293, "3.8.6.2.1", ["usable", "SMSS"];
    AckSplit, "ack-split", 5681, "3.1", ["parts", "unacknowledged"];
    AckAhead, "ack-ahead", 9293, "3.10.7.4", ["ahead", "RCV.NXT"];
    BufferSet, "buffer-set", 9293, "3.8.6", ["RCV.BUFF", "RCV.WND"];
    KarnOff, "karn-off", 6298, "3", ["SND.UNA"];
    // Sending
    SendsFull, "sends-full", 9293, "3.8.6.2.1", ["unsent", "usable", "SMSS"];
    SendsRest, "sends-rest", 9293, "3.8.6.2.1", ["unsent", "usable", "FlightSize"];
    SendsHalfWindow, "sends-half-window", 9293, "3.8.6.2.1", ["usable", "MAX.SND.WND"];
    SendsFin, "sends-fin", 9293, "3.10.4", ["SND.NXT"];
    SwsOverridden, "sws-overridden", 9293, "3.8.6.2.1", ["usable", "unsent"];
    LimitedTransmit, "limited-transmit", 3042, "2", ["DupAcks", "FlightSize", "cwnd"];
    NothingToSend, "nothing-to-send", 9293, "3.8", ["SND.UNA", "SND.NXT"];
    AwaitsAck, "awaits-ack", 9293, "3.8", ["SND.UNA", "SND.NXT", "RTO"];
    NotSynchronized, "not-synchronized", 9293, "3.10.2", ["unsent", "state"];
    NagleHolds, "nagle-holds", 9293, "3.7.4", ["unsent", "SMSS", "FlightSize"];
    SwsHolds, "sws-holds", 9293, "3.8.6.2.1", ["usable", "SMSS", "MAX.SND.WND"];
    CwndHolds, "cwnd-holds", 5681, "3.1", ["FlightSize", "SMSS", "cwnd", "unsent"];
    WindowFull, "window-full", 9293, "3.8.6", ["SND.WND", "FlightSize", "unsent"];
    WindowClosed, "window-closed", 9293, "3.8.6.1", ["SND.WND", "unsent"];
    SilentClosed, "silent-closed", 9293, "3.3.2", [];
    SilentListen, "silent-listen", 9293, "3.3.2", [];
    SilentSynSent, "silent-syn-sent", 9293, "3.3.2", ["RTO"];
    SilentTimeWait, "silent-time-wait", 9293, "3.6.1", [];
    // Retransmission
    RtoExpired, "rto-expired", 6298, "5", ["SND.UNA", "SND.NXT", "RTO", "backoff"];
    BackOff, "back-off", 6298, "5.5", ["RTO", "backoff"];
    KarnIgnores, "karn-ignores", 6298, "3", ["SND.UNA"];
    RttFirst, "rtt-first", 6298, "2.2", ["R", "SRTT", "RTTVAR", "RTO"];
    RttNext, "rtt-next", 6298, "2.3", ["R", "SRTT", "RTTVAR", "RTO"];
    R1Reached, "r1-reached", 9293, "3.8.3", ["backoff", "RTO"];
    GiveUp, "give-up", 9293, "3.8.3", ["age", "SND.UNA", "backoff"];
    UserTimeout, "user-timeout", 9293, "3.10.8", [];
    RtoAfterSynLoss, "rto-after-syn-loss", 6298, "5.7", ["RTO"];
    // Persist
    PersistStarts, "persist-starts", 9293, "3.8.6.1", ["SND.WND", "unsent", "RTO"];
    PersistProbe, "persist-probe", 9293, "3.8.6.1", ["SND.WND", "probes"];
    ProbeAnswered, "probe-answered", 9293, "3.8.6.1", ["SEG.WND", "probes"];
    ProbesUnanswered, "probes-unanswered", 9293, "3.8.3", ["probes"];
    PersistEnds, "persist-ends", 9293, "3.8.6.1", ["SND.WND"];
    // Keep-alive
    KeepAliveProbe, "keep-alive-probe", 9293, "3.8.4", ["SND.NXT", "probes"];
    KeepAliveAnswered, "keep-alive-answered", 9293, "3.8.4", ["probes"];
    KeepAliveUnanswered, "keep-alive-unanswered", 9293, "3.8.4", ["probes"];
    // Congestion control
    InitialWindow, "initial-window", 5681, "3.1", ["cwnd", "SMSS"];
    InitialWindowTen, "initial-window-ten", 6928, "2", ["cwnd", "SMSS"];
    InitialWindowSet, "initial-window-set", 5681, "3.1", ["cwnd", "SMSS"];
    InitialWindowAfterLoss, "initial-window-after-loss", 5681, "3.1", ["cwnd", "SMSS", "SYN losses"];
    SlowStart, "slow-start", 5681, "3.1", ["acked", "cwnd", "ssthresh"];
    CongestionAvoidance, "congestion-avoidance", 5681, "3.1", ["acked", "cwnd", "ssthresh"];
    NoCongestionControl, "no-congestion-control", 5681, "1", [];
    IdleRestart, "idle-restart", 5681, "4.1", ["before", "cwnd", "RTO"];
    DupAckCounted, "dup-ack-counted", 5681, "3.2", ["DupAcks", "SND.UNA"];
    DupAckBelowRecover, "dup-ack-below-recover", 6582, "3.2", ["DupAcks", "SND.UNA", "recover"];
    FastRetransmit, "fast-retransmit", 5681, "3.2", ["DupAcks", "SND.UNA", "cwnd", "ssthresh"];
    RecoveryInflates, "recovery-inflates", 5681, "3.2", ["DupAcks", "cwnd"];
    PartialAck, "partial-ack", 6582, "3.2", ["SND.UNA", "recover", "cwnd"];
    RecoveryEnds, "recovery-ends", 6582, "3.2", ["SND.UNA", "cwnd", "ssthresh"];
    EcnMarked, "ecn-marked", 3168, "6.1.3", ["SEG.SEQ"];
    EcnReduces, "ecn-reduces", 3168, "6.1.2", ["SEG.ACK", "cwnd", "ssthresh"];
    TimeoutCwnd, "timeout-cwnd", 5681, "3.1", ["cwnd", "ssthresh"];
}

impl Rule {
    /// Whether it keeps data from being sent.
    pub const fn holds_data(self) -> bool {
        matches!(
            self,
            Rule::NotSynchronized
                | Rule::NagleHolds
                | Rule::SwsHolds
                | Rule::CwndHolds
                | Rule::PathMtuWaits
                | Rule::WindowFull
                | Rule::WindowClosed
        )
    }
}

/// A value that a decision looked at, by the RFC's name: `SEG.SEQ`, `RCV.NXT`, `RCV.WND`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The RFC's name of the value.
    pub name: &'static str,
    /// What it was.
    pub value: Value,
}

/// A decision: the rule and the values it compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The values, in the order the rule names them.
    pub facts: Vec<Fact>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn locale(text: &str) -> BTreeMap<String, String> {
        serde_json::from_str(text).unwrap_or_default()
    }

    #[test]
    fn every_rule_has_words_in_both_languages_and_no_words_lack_a_rule() {
        let keys: Vec<String> = Rule::ALL.iter().map(|r| format!("rule.{}", r.id())).collect();
        for text in [include_str!("../../static/locales/rules.en.json"), include_str!("../../static/locales/rules.zh.json")] {
            let words = locale(text);
            for key in &keys {
                assert!(words.get(key).is_some_and(|w| !w.is_empty()), "{key} has no words");
            }
            assert_eq!(words.len(), keys.len());
        }
    }

    #[test]
    fn every_value_that_a_rule_looks_at_has_a_line_about_it() {
        for text in [include_str!("../../static/locales/facts.en.json"), include_str!("../../static/locales/facts.zh.json")] {
            let words = locale(text);
            for name in Rule::ALL.iter().flat_map(|rule| rule.facts()) {
                assert!(words.contains_key(&format!("variable.{name}")), "{name} has no line");
            }
        }
    }

    #[test]
    fn words_hold_only_values_that_the_rule_names() {
        for text in [include_str!("../../static/locales/rules.en.json"), include_str!("../../static/locales/rules.zh.json")] {
            let words = locale(text);
            for rule in Rule::ALL {
                let said = words.get(&format!("rule.{}", rule.id())).cloned().unwrap_or_default();
                for part in said.split('{').skip(1) {
                    let name = part.split('}').next().unwrap_or_default();
                    assert!(rule.facts().contains(&name), "{}: {{{name}}}", rule.id());
                }
            }
        }
    }

    #[test]
    fn ids_are_different() {
        let ids: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|r| r.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}

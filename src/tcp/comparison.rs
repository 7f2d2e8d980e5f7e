//! What a rule compared, as the RFCs write it: `SND.UNA < SEG.ACK =< SND.NXT`. The values of the reason are put into it, and what does
//! not come out as the rule decided is not shown.

use super::reason::{Reason, Rule};
use super::{Seq, Value};

/// A comparison and whether it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Names of the reason's values, figures and signs (`<`, `=<`, `=`, `+`, `-`, `/`), with a space between each two.
    pub text: &'static str,
    /// Whether it holds.
    pub holds: bool,
}

/// Whether the rule needs the test passed, and the test: ` | ` stands between ways to pass it, `, ` between what one way needs. The
/// first thing that a way needs says whether it is the one to look at.
pub const TESTS: &[(Rule, bool, &str)] = &[
    (Rule::SynSentAckBad, false, "ISS < SEG.ACK =< SND.NXT"),
    (Rule::SynSentRstBadAck, false, "ISS < SEG.ACK =< SND.NXT"),
    (Rule::SynSentRst, true, "ISS < SEG.ACK"),
    (Rule::SynSentSynAck, true, "SEG.ACK =< SND.NXT"),
    (
        Rule::Unacceptable,
        false,
        "RCV.NXT =< SEG.SEQ < RCV.NXT + RCV.WND | 0 < SEG.LEN, RCV.NXT =< SEG.SEQ + SEG.LEN - 1 < RCV.NXT + RCV.WND",
    ),
    (Rule::TrimmedOld, true, "SEG.SEQ < RCV.NXT < SEG.SEQ + SEG.LEN"),
    (Rule::TrimmedBeyond, true, "RCV.NXT + RCV.WND < SEG.SEQ + SEG.LEN"),
    (Rule::SynRepeated, true, "SEG.SEQ = IRS"),
    (Rule::CrossedSynAck, true, "SEG.SEQ = IRS"),
    (Rule::RstOutside, false, "RCV.NXT =< SEG.SEQ < RCV.NXT + RCV.WND"),
    (Rule::RstChallenged, false, "SEG.SEQ = RCV.NXT"),
    (Rule::RstToListen, true, "SEG.SEQ = RCV.NXT"),
    (Rule::RstRefused, true, "SEG.SEQ = RCV.NXT"),
    (Rule::RstAccepted, true, "SEG.SEQ = RCV.NXT"),
    (Rule::SynInWindow, true, "RCV.NXT =< SEG.SEQ < RCV.NXT + RCV.WND"),
    (Rule::SynReceivedAckBad, false, "SND.UNA < SEG.ACK =< SND.NXT"),
    (Rule::SynReceivedAcked, true, "SND.UNA < SEG.ACK =< SND.NXT"),
    (Rule::AckTooNew, false, "SEG.ACK =< SND.NXT"),
    (Rule::AckTooOld, false, "SND.UNA - MAX.SND.WND =< SEG.ACK"),
    (Rule::AckOld, false, "SND.UNA < SEG.ACK"),
    (Rule::AckAdvances, true, "SND.UNA < SEG.ACK =< SND.NXT"),
    (Rule::WindowTaken, true, "SND.WL1 < SEG.SEQ | SND.WL1 = SEG.SEQ, SND.WL2 =< SEG.ACK"),
    (Rule::WindowOld, false, "SND.WL1 < SEG.SEQ | SND.WL1 = SEG.SEQ, SND.WL2 =< SEG.ACK"),
    (Rule::InOrder, true, "SEG.SEQ + SEG.LEN = RCV.NXT"),
    (Rule::OutOfOrder, false, "SEG.SEQ = RCV.NXT"),
    (Rule::KnownEarly, false, "SEG.SEQ = RCV.NXT"),
    (Rule::GoBackN, false, "SEG.SEQ = RCV.NXT"),
    (Rule::FinCrossed, false, "SND.UNA = SND.NXT"),
    (Rule::TimeWaitReopens, true, "RCV.NXT < SEG.SEQ"),
    (Rule::IcmpOutside, false, "SND.UNA =< quoted < SND.NXT"),
    (Rule::SendsFull, true, "SMSS =< unsent, SMSS =< usable"),
    (Rule::SendsRest, true, "unsent =< usable"),
    (Rule::SendsHalfWindow, true, "MAX.SND.WND / 2 =< usable"),
    (Rule::NagleHolds, true, "unsent < SMSS, 0 < FlightSize"),
    (Rule::SwsHolds, true, "usable < SMSS, usable < MAX.SND.WND / 2"),
    (Rule::CwndHolds, false, "FlightSize + SMSS =< cwnd"),
    (Rule::WindowFull, false, "FlightSize < SND.WND"),
    (Rule::WindowClosed, false, "0 < SND.WND"),
    (Rule::PersistStarts, false, "0 < SND.WND"),
    (Rule::PersistProbe, false, "0 < SND.WND"),
    (Rule::PersistEnds, true, "0 < SND.WND"),
    (Rule::NothingToSend, true, "SND.UNA = SND.NXT"),
    (Rule::AwaitsAck, true, "SND.UNA < SND.NXT"),
    (Rule::RtoExpired, true, "SND.UNA < SND.NXT"),
    (Rule::PartialAck, true, "SND.UNA =< recover"),
    (Rule::DupAckBelowRecover, true, "SND.UNA =< recover"),
    (Rule::CongestionAvoidance, true, "ssthresh =< cwnd"),
];

/// What a reason's rule compared; nothing where its values do not bear out the decision, as with a limit that a parameter moved.
pub fn comparisons(reason: &Reason) -> Vec<Comparison> {
    let Some((_, passes, text)) = TESTS.iter().find(|(rule, ..)| *rule == reason.rule) else { return Vec::new() };
    let mut failed = Vec::new();
    for (n, way) in text.split(" | ").enumerate() {
        let Some(needs) = way.split(", ").map(|text| Some(Comparison { text, holds: holds(text, reason)? })).collect::<Option<Vec<_>>>()
        else {
            return Vec::new();
        };
        match needs.iter().position(|c| !c.holds) {
            None => return if *passes { needs } else { Vec::new() },
            Some(0) if n > 0 => {}
            Some(at) => failed.extend(needs.get(at)),
        }
    }
    if *passes { Vec::new() } else { failed }
}

/// A number along a stream, or a plain one.
#[derive(Clone, Copy)]
enum Number {
    Along(Seq),
    Plain(u64),
}

fn holds(text: &str, reason: &Reason) -> Option<bool> {
    let mut left: Option<Number> = None;
    let mut sign = "";
    let mut result = true;
    let mut rest = text.split(' ').peekable();
    while rest.peek().is_some() {
        let right = sum(&mut rest, reason)?;
        if let Some(left) = left {
            result &= compare(left, sign, right)?;
        }
        left = Some(right);
        sign = rest.next().unwrap_or_default();
    }
    Some(result)
}

/// Names and figures with `+`, `-` and `/` between them, from the left.
fn sum<'a>(rest: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>, reason: &Reason) -> Option<Number> {
    let mut whole = number(rest.next()?, reason)?;
    while let Some(sign) = rest.next_if(|sign| matches!(*sign, "+" | "-" | "/")) {
        let Number::Plain(by) = number(rest.next()?, reason)? else { return None };
        whole = match (whole, sign) {
            (Number::Along(seq), "+") => Number::Along(Seq(seq.0.wrapping_add(by as u32))),
            (Number::Plain(n), "+") => Number::Plain(n.saturating_add(by)),
            (Number::Along(seq), "-") => Number::Along(Seq(seq.0.wrapping_sub(by as u32))),
            (Number::Plain(n), "/") => Number::Plain(n.checked_div(by)?),
            _ => return None,
        };
    }
    Some(whole)
}

fn number(name: &str, reason: &Reason) -> Option<Number> {
    if let Ok(figure) = name.parse() {
        return Some(Number::Plain(figure));
    }
    match reason.facts.iter().find(|fact| fact.name == name)?.value {
        Value::Own(seq) | Value::Peer(seq) => Some(Number::Along(seq)),
        Value::Bytes(n) | Value::Count(n) => Some(Number::Plain(n)),
        _ => None,
    }
}

fn compare(left: Number, sign: &str, right: Number) -> Option<bool> {
    let (before, same) = match (left, right) {
        (Number::Along(left), Number::Along(right)) => (left.before(right), left == right),
        (Number::Plain(left), Number::Plain(right)) => (left < right, left == right),
        _ => return None,
    };
    match sign {
        "<" => Some(before),
        "=<" => Some(before || same),
        "=" => Some(same),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_name_only_values_of_their_rule() {
        for (rule, _, text) in TESTS {
            for word in text.split([' ', ',', '|']).filter(|w| w.starts_with(|c: char| c.is_ascii_alphabetic())) {
                assert!(rule.facts().contains(&word), "{}: {word}", rule.id());
            }
        }
    }
}

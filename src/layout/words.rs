//! The words that stand on the ladder, by key. The layout has no prose of its own: it names a key and its values, and
//! the page answers in the reader's language (`locale::Words`). `English` serves the tests of this floor.

use crate::base::Span;
use crate::tcp::TimerKind;

/// Answers a key with a text.
pub trait Words {
    /// The text of `key`; `values` are (name, value) pairs that the text mentions. A count is called `n`.
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String;
}

/// Every key the layout may ask for. A locale that has them all can draw the ladder.
pub const KEYS: &[&str] = &[
    "ladder.lost",
    "ladder.router-loss",
    "ladder.corrupted",
    "ladder.reordered",
    "ladder.delayed",
    "ladder.retx",
    "ladder.fast-retx",
    "ladder.recovery-retx",
    "ladder.asked-retx",
    "ladder.zero-window",
    "ladder.dup",
    "ladder.probe",
    "ladder.keep-alive",
    "ladder.challenge",
    "ladder.window-update",
    "ladder.edited",
    "ladder.discarded",
    "ladder.before",
    "ladder.segments",
    "ladder.unreadable",
    "ladder.reset",
    "ladder.router",
    "ladder.forged",
    "ladder.copy",
    "ladder.congestion",
    "ladder.fragment",
    "ladder.icmp.echo-reply",
    "ladder.icmp.net-unreachable",
    "ladder.icmp.host-unreachable",
    "ladder.icmp.protocol-unreachable",
    "ladder.icmp.port-unreachable",
    "ladder.icmp.fragmentation-needed",
    "ladder.icmp.prohibited",
    "ladder.icmp.echo",
    "ladder.icmp.time-exceeded",
    "ladder.icmp.reassembly-time-exceeded",
    "ladder.timer.rto",
    "ladder.timer.persist",
    "ladder.timer.delayed-ack",
    "ladder.timer.keep-alive",
    "ladder.timer.2msl",
    "ladder.timer.user",
    "ladder.timer.sws",
    "ladder.timer.expires",
    "ladder.call.refused",
    "ladder.call.refuses",
    "ladder.call.crash",
    "ladder.call.reboot",
    "ladder.call.unplug",
    "ladder.call.plug",
    "ladder.outage",
    "ladder.fold.state",
    "ladder.fold.timer",
    "ladder.fold.ghosts",
    "ladder.end.left",
    "ladder.end.right",
];

/// The key of a timer's name.
pub const fn timer_key(kind: TimerKind) -> &'static str {
    match kind {
        TimerKind::Retransmission => "ladder.timer.rto",
        TimerKind::Persist => "ladder.timer.persist",
        TimerKind::DelayedAck => "ladder.timer.delayed-ack",
        TimerKind::KeepAlive => "ladder.timer.keep-alive",
        TimerKind::TimeWait => "ladder.timer.2msl",
        TimerKind::UserTimeout => "ladder.timer.user",
        TimerKind::SwsOverride => "ladder.timer.sws",
    }
}

/// English, for tests.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default)]
pub struct English;

#[cfg(test)]
impl Words for English {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value = |name: &str| values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v);
        match key.strip_prefix("ladder.").unwrap_or(key) {
            "lost" => "lost".into(),
            "router-loss" => "in router".into(),
            "reordered" => "out of order".into(),
            "retx" => "RTO retx".into(),
            "fast-retx" => "fast retx".into(),
            "asked-retx" => "retx".into(),
            "recovery-retx" => "recovery retx".into(),
            "zero-window" => "zero window".into(),
            "dup" => "dup".into(),
            "probe" => "window probe".into(),
            "keep-alive" | "timer.keep-alive" => "keep-alive".into(),
            "challenge" => "challenge".into(),
            "window-update" => "window update".into(),
            "edited" => "edited".into(),
            "discarded" => "discarded".into(),
            "congestion" => "CE".into(),
            word @ ("router" | "forged" | "copy" | "fragment" | "corrupted" | "delayed") => word.into(),
            "before" => format!("before: {}", value("what")),
            "segments" => format!("{} segments", value("n")),
            "unreadable" => "unreadable".into(),
            "reset" => "RST".into(),
            "timer.rto" => "RTO".into(),
            "timer.persist" => "persist".into(),
            "timer.delayed-ack" => "delayed ACK".into(),
            "timer.2msl" => "2MSL".into(),
            "timer.user" => "user timeout".into(),
            "timer.sws" => "SWS override".into(),
            "timer.expires" => format!("{} expires", value("timer")),
            "call.refused" => "call refused".into(),
            "call.refuses" => format!("{} refused", value("call")),
            "call.crash" => "crash".into(),
            "call.reboot" => "reboot".into(),
            "call.unplug" => "cable out".into(),
            "call.plug" => "cable in".into(),
            "outage" => "link out".into(),
            "fold.state" => format!("{} in {}", value("end"), value("state")),
            "fold.timer" => format!("{}: {} running", value("end"), value("timer")),
            "fold.ghosts" => format!("{} segments of the previous run", value("n")),
            "end.left" => "client".into(),
            "end.right" => "server".into(),
            word if word.starts_with("icmp.") => word.replace("icmp.", "").replace('-', " "),
            _ => key.into(),
        }
    }
}

/// A length of time as a label gives it: three or four figures and one unit (`0.92 s`, `59.9 s`, `40 ms`, `1.25 ms`).
pub fn span_text(span: Span) -> String {
    let ns = span.0;
    let (unit, name) = match ns {
        0 => return "0 s".into(),
        // From a quarter of a second on, seconds read better.
        250_000_000.. => (1_000_000_000_u64, "s"),
        1_000_000.. => (1_000_000, "ms"),
        1_000.. => (1_000, "µs"),
        _ => (1, "ns"),
    };
    let whole = ns / unit;
    let places: u32 = match whole {
        100.. => 0,
        10.. => 1,
        _ => 2,
    };
    let (whole, rest) = rounded(ns, unit, places);
    let fraction = format!("{rest:0width$}", width = places as usize);
    let fraction = fraction.trim_end_matches('0');
    if places == 0 || fraction.is_empty() { format!("{whole} {name}") } else { format!("{whole}.{fraction} {name}") }
}

/// `ns / unit` rounded to so many decimal places: the whole and the decimals. A unit is a second at most.
pub(super) fn rounded(ns: u64, unit: u64, places: u32) -> (u64, u64) {
    let scale = 10_u64.pow(places);
    let rest = (ns % unit * scale + unit / 2) / unit;
    (ns / unit + rest / scale, rest % scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_has_every_key() {
        for key in KEYS {
            assert_ne!(English.say(key, &[]), *key);
        }
    }

    #[test]
    fn lengths_read_as_a_person_would_write_them() {
        for (ns, text) in [
            (920_000_000, "0.92 s"),
            (59_900_000_000, "59.9 s"),
            (60_000_000_000, "60 s"),
            (1_000_000_000, "1 s"),
            (40_000_000, "40 ms"),
            (1_250_000, "1.25 ms"),
            (7, "7 ns"),
            (7_200_000_000_000, "7200 s"),
            (200_000_000, "200 ms"),
        ] {
            assert_eq!(span_text(Span(ns)), text);
        }
    }
}

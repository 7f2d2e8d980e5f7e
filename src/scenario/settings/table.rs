//! The table: every parameter, once. Files, links, the command line and the page's drawer all read it.

use super::link;
use super::value::{Unit, Value};
use super::{Access, Level, Setting};
use crate::base::Span;
use crate::scenario::Scenario;
use crate::tcp::config::{Congestion, EcnUse, InitialWindow, IsnChoice, LossRecovery};

const fn ms(n: u64) -> Span {
    Span::from_millis(n)
}
const YEAR: Span = Span::from_secs(365 * 86_400);
const DAY: Span = Span::from_secs(86_400);
const HALF_DAY: Span = Span::from_secs(43_200);
const HOUR: Span = Span::from_secs(3_600);

/// A length of time of each host's TCP.
macro_rules! tcp_span {
    ($field:ident) => {
        Access::Host(|h| Value::Span(h.tcp.$field), |h, v| h.tcp.$field = v.span())
    };
}
/// A number of each host's TCP.
macro_rules! tcp_number {
    ($field:ident, $type:ty) => {
        Access::Host(|h| Value::Number(h.tcp.$field.into()), |h, v| h.tcp.$field = <$type>::try_from(v.number()).unwrap_or(<$type>::MAX))
    };
}
/// A switch of each host's TCP.
macro_rules! tcp_switch {
    ($field:ident) => {
        Access::Host(|h| Value::Switch(h.tcp.$field), |h, v| h.tcp.$field = v.switch())
    };
}
/// A count of each host's own.
macro_rules! rule_count {
    ($($field:tt).+) => {
        Access::Host(|h| Value::Number(h.rules.$($field).+.into()), |h, v| h.rules.$($field).+ = u16::try_from(v.number()).unwrap_or(u16::MAX))
    };
}
/// A switch of each host's own.
macro_rules! rule_switch {
    ($field:ident) => {
        Access::Host(|h| Value::Switch(h.rules.$field), |h, v| h.rules.$field = v.switch())
    };
}
/// An error that the router reports, or keeps to itself.
macro_rules! router_switch {
    ($field:ident) => {
        Access::Run(|s| Some(Value::Switch(s.router.$field)), |s, v| s.router.$field = v.switch())
    };
}
/// A limit of the run.
macro_rules! limit {
    ($field:ident) => {
        Access::Run(|s| Some(Value::Number(s.budget.$field)), |s, v| s.budget.$field = v.number())
    };
}

/// The groups of the table: each begins with the setting named beside it. Their titles are `settings.<id>`.
pub static GROUPS: &[(&str, &str)] = &[
    ("path", "rtt"),
    ("router", "mtu"),
    ("profile", "profile"),
    ("numbers", "iss"),
    ("sizes", "msl"),
    ("sending", "nagle"),
    ("congestion", "cc"),
    ("retransmission", "rto_initial"),
    ("keep-alive", "keepalive"),
    ("host", "syn_queue"),
    ("variants", "checksums"),
    ("run", "seed"),
    ("downlink", "down_delay"),
];

/// Every setting. The order is the page's, and the order in which a link writes them.
pub static SETTINGS: &[Setting] = &[
    // The path.
    Setting::new("rtt", Level::Learn, Unit::Span(Span::ZERO, DAY), "66ms", None, Access::Run(rtt, set_rtt)),
    Setting::new("delay", Level::Expert, Unit::Span(Span::ZERO, HALF_DAY), "33ms", None, Access::Up(link::DELAY)),
    Setting::new("loss", Level::Learn, Unit::Probability, "0", None, Access::Up(link::LOSS)),
    Setting::new("rate", Level::Lab, Unit::Rate(1, 1_000_000_000_000), "unlimited", None, Access::Up(link::RATE)).words(&["unlimited"]),
    Setting::new("queue", Level::Expert, Unit::Bytes(0, 1 << 30), "unlimited", None, Access::Up(link::QUEUE)).words(&["unlimited"]),
    Setting::new("queue_packets", Level::Expert, Unit::Count(0, 1_000_000), "unlimited", None, Access::Up(link::QUEUE_PACKETS))
        .words(&["unlimited"]),
    Setting::new("ecn_mark", Level::Expert, Unit::Bytes(0, 1 << 30), "none", Some((3168, "5")), Access::Up(link::MARK)).words(&["none"]),
    Setting::new("burst", Level::Expert, Unit::Burst, "none", None, Access::Up(link::BURST)).words(&["none"]),
    Setting::new("dup", Level::Expert, Unit::Probability, "0", None, Access::Up(link::DUPLICATE)),
    Setting::new("reorder", Level::Lab, Unit::Probability, "0", None, Access::Up(link::REORDER)),
    Setting::new("reorder_delay", Level::Expert, Unit::Span(Span::ZERO, link::LONGEST), "10ms", None, Access::Up(link::REORDER_DELAY)),
    Setting::new("jitter", Level::Expert, Unit::Span(Span::ZERO, link::LONGEST), "0s", None, Access::Up(link::JITTER)),
    Setting::new("in_order", Level::Expert, Unit::Switch, "off", None, Access::Up(link::IN_ORDER)),
    Setting::new("corrupt", Level::Expert, Unit::Probability, "0", None, Access::Up(link::CORRUPT)),
    Setting::new("outage", Level::Expert, Unit::Outages, "none", None, Access::Up(link::OUTAGE)).words(&["none"]),
    // The router.
    Setting::new(
        "mtu",
        Level::Expert,
        Unit::Bytes(68, 65_535),
        "65535",
        Some((1191, "3")),
        Access::Host(|h| Value::Number(h.route.mtu.into()), |h, v| h.route.mtu = u16::try_from(v.number()).unwrap_or(u16::MAX)),
    ),
    Setting::new(
        "filter",
        Level::Expert,
        Unit::Filter,
        "none",
        Some((1812, "5.3.9")),
        Access::Host(
            |h| if h.route.filter == <_>::default() { Value::Word("none") } else { Value::Filter(h.route.filter) },
            |h, v| h.route.filter = v.filter(),
        ),
    )
    .words(&["none"]),
    Setting::new(
        "route",
        Level::Expert,
        Unit::Switch,
        "on",
        Some((1812, "5.2.4")),
        Access::Host(|h| Value::Switch(h.route.routed), |h, v| h.route.routed = v.switch()),
    ),
    Setting::new("icmp_ttl", Level::Expert, Unit::Switch, "on", Some((1812, "5.3.1")), router_switch!(ttl_exceeded)),
    Setting::new("icmp_unreachable", Level::Expert, Unit::Switch, "on", Some((1812, "5.2.7.1")), router_switch!(unreachable)),
    Setting::new("icmp_too_big", Level::Expert, Unit::Switch, "on", Some((1191, "4")), router_switch!(too_big)),
    // Many of the following at once; it stands before all that a profile names, as in a link.
    Setting::new("profile", Level::Expert, Unit::Choice, "rfc", None, Access::Profile).words(super::profiles::NAMES),
    // Numbers of the connection.
    Setting::new(
        "iss",
        Level::Learn,
        Unit::Sequence,
        "random",
        Some((9293, "3.4.1")),
        Access::End(
            |e| e.iss.map_or(Value::Word("random"), |n| Value::Number(n.into())),
            |e, v| e.iss = v.maybe_number().and_then(|n| u32::try_from(n).ok()),
        ),
    )
    .words(&["random"]),
    Setting::new(
        "port",
        Level::Expert,
        Unit::Port,
        "",
        Some((9293, "3.1")),
        Access::End(
            |e| if e.port == 0 { Value::Word("*") } else { Value::Number(e.port.into()) },
            |e, v| e.port = u16::try_from(v.number()).unwrap_or(0),
        ),
    )
    .words(&["*"]),
    Setting::new(
        "address",
        Level::Expert,
        Unit::Address,
        "",
        Some((791, "3.1")),
        Access::OneHost(|h| Value::Addr(h.address), |h, v| h.address = v.addr()),
    ),
    Setting::new(
        "ttl",
        Level::Expert,
        Unit::Count(1, 255),
        "64",
        Some((791, "3.1")),
        Access::Host(|h| Value::Number(h.ttl.into()), |h, v| h.ttl = u8::try_from(v.number()).unwrap_or(u8::MAX)),
    ),
    Setting::new(
        "df",
        Level::Expert,
        Unit::Switch,
        "on",
        Some((1191, "3")),
        Access::Host(|h| Value::Switch(h.df), |h, v| h.df = v.switch()),
    ),
    Setting::new(
        "reads",
        Level::Expert,
        Unit::Switch,
        "on",
        Some((9293, "3.9.1.3")),
        Access::Script(|s| Value::Switch(s.reads), |s, v| s.reads = v.switch()),
    ),
    // TCP: lifetimes and sizes.
    Setting::new("msl", Level::Learn, Unit::Span(ms(1), DAY), "120s", Some((9293, "3.4.2")), tcp_span!(msl)),
    Setting::new(
        "mss",
        Level::Lab,
        Unit::Bytes(1, 65_495),
        "1460",
        Some((9293, "3.7.1")),
        Access::Host(
            |h| h.tcp.mss.map_or(Value::Word("none"), |n| Value::Number(n.into())),
            |h, v| h.tcp.mss = v.maybe_number().and_then(|n| u16::try_from(n).ok()),
        ),
    )
    .words(&["none"]),
    Setting::new(
        "link_mss",
        Level::Expert,
        Unit::Bytes(1, 65_495),
        "mss",
        Some((9293, "3.7.1")),
        Access::Host(
            |h| h.tcp.link_mss.map_or(Value::Word("mss"), |n| Value::Number(n.into())),
            |h, v| h.tcp.link_mss = v.maybe_number().and_then(|n| u16::try_from(n).ok()),
        ),
    )
    .words(&["mss"]),
    Setting::new("snd_buf", Level::Expert, Unit::Bytes(1, 1 << 30), "65536", None, tcp_number!(send_buffer, u32)),
    Setting::new("rcv_buf", Level::Lab, Unit::Bytes(1, 1 << 30), "65535", Some((9293, "3.8.6.2.2")), tcp_number!(receive_buffer, u32)),
    Setting::new("offered_only", Level::Expert, Unit::Switch, "off", Some((9293, "3.4")), tcp_switch!(accept_offered_only)),
    // TCP: when to send and to acknowledge.
    Setting::new("nagle", Level::Lab, Unit::Switch, "on", Some((9293, "3.7.4")), tcp_switch!(nagle)),
    Setting::new("delack", Level::Lab, Unit::Span(Span::ZERO, ms(499)), "40ms", Some((9293, "3.8.6.3")), tcp_span!(delayed_ack)),
    Setting::new("ack_every", Level::Expert, Unit::Count(1, 1_000), "2", Some((9293, "3.8.6.3")), tcp_number!(ack_every, u16)),
    Setting::new(
        "sws_override",
        Level::Expert,
        Unit::Span(ms(100), ms(1_000)),
        "200ms",
        Some((9293, "3.8.6.2.1")),
        tcp_span!(sws_override),
    ),
    // TCP: congestion.
    Setting::new(
        "cc",
        Level::Lab,
        Unit::Choice,
        "newreno",
        Some((5681, "3")),
        Access::Host(
            |h| {
                Value::Word(match (h.tcp.congestion, h.tcp.recovery) {
                    (Congestion::None, _) => "none",
                    (Congestion::Reno, LossRecovery::Reno) => "reno",
                    (Congestion::Reno, _) => "newreno",
                })
            },
            |h, v| {
                (h.tcp.congestion, h.tcp.recovery) = match v.word() {
                    "reno" => (Congestion::Reno, LossRecovery::Reno),
                    "none" => (Congestion::None, LossRecovery::None),
                    _ => (Congestion::Reno, LossRecovery::NewReno),
                }
            },
        ),
    )
    .words(&["newreno", "reno", "none"]),
    Setting::new(
        "iw",
        Level::Expert,
        Unit::Count(1, 1_000),
        "rfc6928",
        Some((6928, "2")),
        Access::Host(
            |h| match h.tcp.initial_window {
                InitialWindow::Rfc6928 => Value::Word("rfc6928"),
                InitialWindow::Rfc5681 => Value::Word("rfc5681"),
                InitialWindow::Segments(n) => Value::Number(n.into()),
            },
            |h, v| {
                h.tcp.initial_window = match v {
                    Value::Number(n) => InitialWindow::Segments(u16::try_from(n).unwrap_or(u16::MAX)),
                    Value::Word("rfc5681") => InitialWindow::Rfc5681,
                    _ => InitialWindow::Rfc6928,
                }
            },
        ),
    )
    .words(&["rfc6928", "rfc5681"]),
    Setting::new("limited_transmit", Level::Expert, Unit::Switch, "on", Some((3042, "2")), tcp_switch!(limited_transmit)),
    Setting::new("idle_restart", Level::Expert, Unit::Switch, "on", Some((5681, "4.1")), tcp_switch!(idle_restart)),
    Setting::new(
        "ecn",
        Level::Expert,
        Unit::Choice,
        "off",
        Some((3168, "6.1")),
        Access::Host(
            |h| {
                Value::Word(match h.tcp.ecn {
                    EcnUse::Off => "off",
                    EcnUse::Accept => "accept",
                    EcnUse::Offer => "offer",
                })
            },
            |h, v| {
                h.tcp.ecn = match v.word() {
                    "accept" => EcnUse::Accept,
                    "offer" => EcnUse::Offer,
                    _ => EcnUse::Off,
                }
            },
        ),
    )
    .words(&["off", "accept", "offer"]),
    Setting::new("dupthresh", Level::Expert, Unit::Count(1, 1_000), "3", Some((5681, "3.2")), tcp_number!(dup_ack_threshold, u16)),
    // TCP: retransmission and giving up.
    Setting::new("rto_initial", Level::Expert, Unit::Span(ms(1), HOUR), "1s", Some((6298, "2")), tcp_span!(rto_initial)),
    Setting::new("rto_min", Level::Expert, Unit::Span(ms(1), HOUR), "1s", Some((6298, "2")), tcp_span!(rto_min)),
    Setting::new("rto_max", Level::Expert, Unit::Span(ms(1), DAY), "60s", Some((6298, "2")), tcp_span!(rto_max)),
    Setting::new("rto_after_syn_loss", Level::Expert, Unit::Span(ms(1), HOUR), "3s", Some((6298, "5")), tcp_span!(rto_after_syn_loss)),
    Setting::new(
        "clock_granularity",
        Level::Expert,
        Unit::Span(Span(1), Span::from_secs(10)),
        "1ms",
        Some((6298, "4")),
        tcp_span!(clock_granularity),
    ),
    Setting::new("r1", Level::Expert, Unit::Count(0, 1_000), "3", Some((9293, "3.8.3")), tcp_number!(r1, u16)),
    Setting::new("r2", Level::Expert, Unit::Span(ms(1), DAY), "100s", Some((9293, "3.8.3")), tcp_span!(r2)),
    Setting::new("r2_syn", Level::Expert, Unit::Span(ms(1), DAY), "180s", Some((9293, "3.8.3")), tcp_span!(r2_syn)),
    Setting::new(
        "user_timeout",
        Level::Expert,
        Unit::Span(ms(1), DAY),
        "none",
        Some((9293, "3.9.1.1")),
        Access::Host(|h| h.tcp.user_timeout.map_or(Value::Word("none"), Value::Span), |h, v| h.tcp.user_timeout = v.maybe_span()),
    )
    .words(&["none"]),
    Setting::new(
        "persist_initial",
        Level::Expert,
        Unit::Span(ms(1), DAY),
        "rto",
        Some((9293, "3.8.6.1")),
        Access::Host(|h| h.tcp.persist_initial.map_or(Value::Word("rto"), Value::Span), |h, v| h.tcp.persist_initial = v.maybe_span()),
    )
    .words(&["rto"]),
    Setting::new("persist_max", Level::Expert, Unit::Span(ms(1), DAY), "60s", Some((9293, "3.8.6.1")), tcp_span!(persist_max)),
    // TCP: whether the peer is still there.
    Setting::new("keepalive", Level::Expert, Unit::Switch, "off", Some((9293, "3.8.4")), tcp_switch!(keep_alive)),
    Setting::new("keepalive_time", Level::Expert, Unit::Span(ms(1), DAY), "7200s", Some((9293, "3.8.4")), tcp_span!(keep_alive_time)),
    Setting::new("keepalive_interval", Level::Expert, Unit::Span(ms(1), DAY), "75s", Some((9293, "3.8.4")), tcp_span!(keep_alive_interval)),
    Setting::new(
        "keepalive_probes",
        Level::Expert,
        Unit::Count(2, 1_000),
        "10",
        Some((9293, "3.8.4")),
        tcp_number!(keep_alive_probes, u16),
    ),
    Setting::new("keepalive_octet", Level::Expert, Unit::Switch, "off", Some((9293, "3.8.4")), tcp_switch!(keep_alive_octet)),
    // The host: listeners, ports, what outlives a connection.
    Setting::new("syn_queue", Level::Expert, Unit::Count(1, 65_535), "4096", Some((4987, "2.2")), rule_count!(syn_queue)),
    Setting::new("backlog", Level::Expert, Unit::Count(1, 65_535), "4096", Some((4987, "2.2")), rule_count!(backlog)),
    Setting::new("overflow_resets", Level::Expert, Unit::Switch, "off", None, rule_switch!(overflow_resets)),
    Setting::new("port_first", Level::Expert, Unit::Port, "49152", Some((6056, "3.2")), rule_count!(ports.0)),
    Setting::new("port_last", Level::Expert, Unit::Port, "65535", Some((6056, "3.2")), rule_count!(ports.1)),
    Setting::new("reopen", Level::Expert, Unit::Switch, "on", Some((9293, "3.6.1")), rule_switch!(reopen)),
    Setting::new("port_reuse", Level::Expert, Unit::Switch, "off", Some((9293, "3.6.1")), rule_switch!(port_reuse)),
    Setting::new(
        "challenge_limit",
        Level::Expert,
        Unit::Count(0, 65_535),
        "10",
        Some((5961, "7")),
        Access::Host(
            |h| h.rules.challenge_limit.map_or(Value::Word("none"), |n| Value::Number(n.into())),
            |h, v| h.rules.challenge_limit = v.maybe_number().and_then(|n| u16::try_from(n).ok()),
        ),
    )
    .words(&["none"]),
    Setting::new(
        "challenge_interval",
        Level::Expert,
        Unit::Span(ms(1), DAY),
        "5s",
        Some((5961, "7")),
        Access::Host(|h| Value::Span(h.rules.challenge_interval), |h, v| h.rules.challenge_interval = v.span()),
    ),
    Setting::new(
        "quiet_time",
        Level::Expert,
        Unit::Span(Span::ZERO, DAY),
        "0s",
        Some((9293, "3.4.3")),
        Access::Host(|h| Value::Span(h.rules.quiet_time), |h, v| h.rules.quiet_time = v.span()),
    ),
    Setting::new(
        "source_route",
        Level::Expert,
        Unit::SourceRoute,
        "none",
        Some((9293, "3.9.2.1")),
        Access::Host(
            |h| h.rules.source_route.map_or(Value::Word("none"), Value::SourceRoute),
            |h, v| h.rules.source_route = if let Value::SourceRoute(r) = v { Some(r) } else { None },
        ),
    )
    .words(&["none"]),
    Setting::new(
        "udp_buf",
        Level::Expert,
        Unit::Bytes(0, 1 << 30),
        "65536",
        Some((1122, "4.1.1")),
        Access::Host(
            |h| Value::Number(h.rules.udp_buffer.into()),
            |h, v| h.rules.udp_buffer = u32::try_from(v.number()).unwrap_or(u32::MAX),
        ),
    ),
    // TCP: old rules, and mistakes made on purpose.
    Setting::new("checksums", Level::Expert, Unit::Switch, "on", Some((9293, "3.1")), rule_switch!(checksums)),
    Setting::new("rfc5961", Level::Expert, Unit::Switch, "on", Some((5961, "3")), tcp_switch!(rfc5961)),
    Setting::new("icmp_aborts", Level::Expert, Unit::Switch, "on", Some((9293, "3.9.2.2")), tcp_switch!(icmp_aborts)),
    Setting::new("reset_ack", Level::Expert, Unit::Switch, "off", Some((9293, "3.10.5")), tcp_switch!(reset_ack)),
    Setting::new("two_way_handshake", Level::Expert, Unit::Switch, "off", Some((9293, "3.5")), tcp_switch!(two_way_handshake)),
    Setting::new(
        "isn",
        Level::Expert,
        Unit::Choice,
        "hashed",
        Some((9293, "3.4.1")),
        Access::Host(
            |h| Value::Word(if h.tcp.isn == IsnChoice::Clock { "clock" } else { "hashed" }),
            |h, v| h.tcp.isn = if v.word() == "clock" { IsnChoice::Clock } else { IsnChoice::Hashed },
        ),
    )
    .words(&["hashed", "clock"]),
    Setting::new("time_wait", Level::Expert, Unit::Switch, "on", Some((9293, "3.6.1")), tcp_switch!(time_wait)),
    Setting::new("karn", Level::Expert, Unit::Switch, "on", Some((6298, "3")), tcp_switch!(karn)),
    Setting::new("go_back_n", Level::Expert, Unit::Switch, "off", Some((9293, "3.10.7.4")), tcp_switch!(go_back_n)),
    Setting::new("sws_sender", Level::Expert, Unit::Switch, "on", Some((9293, "3.8.6.2.1")), tcp_switch!(sws_sender)),
    Setting::new("sws_receiver", Level::Expert, Unit::Switch, "on", Some((9293, "3.8.6.2.2")), tcp_switch!(sws_receiver)),
    Setting::new("ack_split", Level::Expert, Unit::Count(1, 1_000), "1", Some((5681, "3.1")), tcp_number!(ack_split, u16)),
    Setting::new("ack_ahead", Level::Expert, Unit::Bytes(0, 1 << 30), "0", Some((9293, "3.10.7.4")), tcp_number!(ack_ahead, u32)),
    Setting::new("shrinks_window", Level::Expert, Unit::Switch, "off", Some((9293, "3.8.6")), tcp_switch!(shrinks_window)),
    // The run.
    Setting::new("seed", Level::Expert, Unit::Seed, "1", None, Access::Run(|s| Some(Value::Number(s.seed)), |s, v| s.seed = v.number())),
    Setting::new("limit_events", Level::Expert, Unit::Count(1, 20_000_000), "5000000", None, limit!(events)),
    Setting::new("limit_segments", Level::Expert, Unit::Count(1, 2_000_000), "1000000", None, limit!(segments)),
    Setting::new("limit_bytes", Level::Expert, Unit::Bytes(1, 4_000_000_000), "2000000000", None, limit!(bytes)),
    Setting::new(
        "limit_time",
        Level::Expert,
        Unit::Span(ms(1), YEAR),
        "86400s",
        None,
        Access::Run(|s| Some(Value::Span(s.budget.time)), |s, v| s.budget.time = v.span()),
    ),
    // The links' other halves: only where a router is to delay or lose what it hands on.
    Setting::new("down_delay", Level::Expert, Unit::Span(Span::ZERO, HALF_DAY), "0s", None, Access::Down(link::DELAY)),
    Setting::new("down_loss", Level::Expert, Unit::Probability, "0", None, Access::Down(link::LOSS)),
    Setting::new("down_rate", Level::Expert, Unit::Rate(1, 1_000_000_000_000), "unlimited", None, Access::Down(link::RATE))
        .words(&["unlimited"]),
    Setting::new("down_queue", Level::Expert, Unit::Bytes(0, 1 << 30), "unlimited", None, Access::Down(link::QUEUE)).words(&["unlimited"]),
    Setting::new("down_queue_packets", Level::Expert, Unit::Count(0, 1_000_000), "unlimited", None, Access::Down(link::QUEUE_PACKETS))
        .words(&["unlimited"]),
    Setting::new("down_ecn_mark", Level::Expert, Unit::Bytes(0, 1 << 30), "none", Some((3168, "5")), Access::Down(link::MARK))
        .words(&["none"]),
];

/// The round trip of two hosts, where it lies as [`set_rtt`] lays it: half on each host's uplink.
fn rtt(s: &Scenario) -> Option<Value> {
    let total = s.hosts.iter().take(2).fold(Span::ZERO, |sum, h| sum + h.uplink.delay);
    let mut laid = s.clone_delays();
    set_delays(&mut laid, total);
    (laid == s.clone_delays()).then_some(Value::Span(total))
}

/// Lays half a round trip on each host's uplink (the odd nanosecond on the second's) and nothing on the downlinks.
fn set_rtt(s: &mut Scenario, v: Value) {
    let mut delays = s.clone_delays();
    set_delays(&mut delays, v.span());
    for (host, (up, down)) in s.hosts.iter_mut().zip(delays) {
        (host.uplink.delay, host.downlink.delay) = (up, down);
    }
}

fn set_delays(delays: &mut [(Span, Span)], total: Span) {
    let half = total.div(2);
    for (i, slot) in delays.iter_mut().enumerate() {
        *slot = (if i == 0 { half } else { total - half }, Span::ZERO);
    }
}

impl Scenario {
    fn clone_delays(&self) -> Vec<(Span, Span)> {
        self.hosts.iter().map(|h| (h.uplink.delay, h.downlink.delay)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, SETTINGS};

    #[test]
    fn every_setting_is_in_a_group_and_the_groups_follow_the_table() {
        let place = |id: &str| SETTINGS.iter().position(|s| s.id == id).unwrap_or_else(|| panic!("{id}"));
        let starts: Vec<usize> = GROUPS.iter().map(|(_, first)| place(first)).collect();
        assert_eq!(starts.first(), Some(&0));
        assert!(starts.is_sorted() && starts.windows(2).all(|two| two[0] < two[1]), "{starts:?}");
    }
}

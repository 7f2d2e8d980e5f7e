//! What makes a scenario absurd. Whatever passes here runs to an end.

use super::intervention::forge::{MAX_TIMES, Term};
use super::problem::{Problem, ProblemKind, clip};
use super::settings::SETTINGS;
use super::{AppCall, Content, Cue, EndSpec, Forge, Kind, Scenario, SegmentName, Target, Trigger};
use crate::base::{Span, order};
use crate::host::MAX_DATA;
use crate::path::RouterConfig;

/// Most hosts.
pub const MAX_HOSTS: usize = 32;
/// Most connections.
pub const MAX_CONNECTIONS: usize = 1_024;
/// Most steps of one script.
pub const MAX_STEPS: usize = 10_000;
/// Most interventions.
pub const MAX_INTERVENTIONS: usize = 1_000;
/// Most copies of one segment, segments that it is held behind, and bits of it that are flipped.
pub const MAX_COPIES: u64 = 100;
/// Most bytes of a forged datagram, or of what it carries.
pub const MAX_FORGED: usize = 65_000;
/// Most bytes of a receive buffer: the largest window that TCP can announce.
pub const MAX_BUFFER: u32 = 1 << 30;
/// Most bytes that all scripts together send.
pub const MAX_PAYLOAD: u64 = 256 << 20;

/// Everything that is wrong with a scenario; empty when it can be run.
pub fn check(s: &Scenario) -> Vec<Problem> {
    let mut c = Check { problems: Vec::new() };
    if !is_name(&s.slug) {
        c.add("slug", ProblemKind::BadName { text: clip(&s.slug) });
    }
    c.hosts(s);
    c.connections(s);
    // What follows looks hosts and connections up.
    if c.problems.is_empty() {
        c.settings(s);
        c.scripts(s);
        c.names(s);
        c.interventions(s);
    }
    c.problems
}

/// 1 to 40 lower-case letters, digits and hyphens.
pub fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn add(&mut self, at: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem::new(at, kind));
    }
    /// Whether a list is not too long.
    fn few(&mut self, at: &str, count: usize, limit: usize) -> bool {
        if count > limit {
            self.add(at, ProblemKind::TooMany { count: count.to_string(), limit: limit.to_string() });
        }
        count <= limit
    }

    fn hosts(&mut self, s: &Scenario) {
        if s.hosts.len() < 2 {
            self.add("hosts", ProblemKind::Missing { what: "a second host".into() });
        }
        if !self.few("hosts", s.hosts.len(), MAX_HOSTS) {
            return;
        }
        for (i, host) in s.hosts.iter().enumerate() {
            let before = s.hosts.get(..i).unwrap_or_default();
            if !is_name(&host.name) {
                self.add(format!("hosts[{i}].name"), ProblemKind::BadName { text: clip(&host.name) });
            }
            if before.iter().any(|h| h.name == host.name) {
                self.add(format!("hosts[{i}].name"), ProblemKind::Duplicate { name: clip(&host.name) });
            }
            if !host.key.is_ascii_lowercase() || matches!(host.key, 'd' | 'r' | 'x') {
                self.add(format!("hosts[{i}].key"), ProblemKind::BadKey { text: clip(&host.key.to_string()) });
            }
            if before.iter().any(|h| h.key == host.key) {
                self.add(format!("hosts[{i}].key"), ProblemKind::Duplicate { name: host.key.to_string() });
            }
            if !host.address.is_unicast() {
                self.add(format!("{}.address", host.name), ProblemKind::BadAddress { text: host.address.to_string() });
            }
            let router = (host.address == RouterConfig::ADDRESS).then_some("router");
            if let Some(owner) = router.or_else(|| before.iter().find(|h| h.address == host.address).map(|h| h.name.as_str())) {
                let kind = ProblemKind::AddressTaken { address: host.address.to_string(), owner: clip(owner) };
                self.add(format!("{}.address", host.name), kind);
            }
        }
    }

    fn connections(&mut self, s: &Scenario) {
        if s.connections.is_empty() {
            self.add("connections", ProblemKind::Missing { what: "a connection".into() });
        }
        if !self.few("connections", s.connections.len(), MAX_CONNECTIONS) {
            return;
        }
        // Sorted, so that a pair of sockets that is used twice is found without a quadratic search.
        let mut pairs = Vec::new();
        for (i, connection) in s.connections.iter().enumerate() {
            let at = format!("connections[{i}]");
            for end in &connection.ends {
                if usize::from(end.host) >= s.hosts.len() {
                    self.add(&at, ProblemKind::UnknownHost { name: end.host.to_string(), hosts: format!("0 to {}", s.hosts.len()) });
                }
            }
            let socket = |e: &EndSpec| (e.host, e.port);
            let [a, b] = &connection.ends;
            if a.host == b.host {
                let name = s.hosts.get(usize::from(a.host)).map_or(String::new(), |h| clip(&h.name));
                self.add(&at, ProblemKind::OneHost { name });
            }
            if a.port == 0 && b.port == 0 {
                self.add(&at, ProblemKind::Missing { what: "a port (only one end may leave it to its host)".into() });
            }
            if a.port == 0 || b.port == 0 {
                continue;
            }
            pairs.push((socket(a).min(socket(b)), socket(a).max(socket(b)), i));
        }
        order::sort_by_key(&mut pairs, |p| *p);
        for two in pairs.windows(2) {
            if let [(a, b, _), (c, d, i)] = two
                && (a, b) == (c, d)
            {
                self.add(format!("connections[{i}]"), ProblemKind::Duplicate { name: format!("ports {} and {}", a.1, b.1) });
            }
        }
    }

    fn settings(&mut self, s: &Scenario) {
        for setting in SETTINGS {
            let hosts = if setting.per_host() { s.hosts.len() } else { 1 };
            for host in 0..hosts {
                let (host, place) = match s.hosts.get(host) {
                    Some(h) if setting.per_host() => (Some(host), format!("{}.{}", h.name, setting.id)),
                    _ => (None, setting.id.to_owned()),
                };
                if let Some(Err(kind)) = setting.get(s, host).map(|v| setting.unit.check(v)) {
                    self.add(place, kind);
                }
            }
        }
        for h in &s.hosts {
            let limits = [
                ("rto_min", h.tcp.rto_min, "rto_max", h.tcp.rto_max),
                ("rto_initial", h.tcp.rto_initial, "rto_max", h.tcp.rto_max),
                ("persist_initial", h.tcp.persist_initial.unwrap_or_default(), "persist_max", h.tcp.persist_max),
            ];
            if h.rules.ports.0 > h.rules.ports.1 {
                let kind = ProblemKind::Greater {
                    least: format!("port_first={}", h.rules.ports.0),
                    most: format!("port_last={}", h.rules.ports.1),
                };
                self.add(format!("{}.port_first", h.name), kind);
            }
            for (low, a, high, b) in limits {
                if a > b {
                    let kind = ProblemKind::Greater { least: format!("{low}={a}"), most: format!("{high}={b}") };
                    self.add(format!("{}.{low}", h.name), kind);
                }
            }
        }
    }

    fn scripts(&mut self, s: &Scenario) {
        let limit = MAX_PAYLOAD.min(s.budget.bytes);
        let mut payload = 0u64;
        let mut seen = Vec::new();
        for script in &s.scripts {
            let Some(host) = s.script_host(script).and_then(|i| s.hosts.get(i)) else {
                let kind = ProblemKind::NoConnection { number: script.connection.to_string(), count: s.connections.len().to_string() };
                self.add("scripts", kind);
                continue;
            };
            let at = format!("scripts.{}", host.name);
            let ends = s.connections.get(usize::from(script.connection)).map(|c| &c.ends);
            let port = ends.and_then(|e| e.get(usize::from(script.end))).map_or(0, |e| e.port);
            if seen.contains(&(script.connection, script.end)) {
                self.add(&at, ProblemKind::Duplicate { name: format!("connection {}", script.connection) });
            }
            seen.push((script.connection, script.end));
            if !self.few(&at, script.steps.len(), MAX_STEPS) {
                continue;
            }
            for (i, step) in script.steps.iter().enumerate() {
                let at_trigger = if let Trigger::At(span) = step.when { span } else { Span::ZERO };
                let lingers = if let AppCall::Linger(Some(span)) = step.call { span } else { Span::ZERO };
                let time = at_trigger + step.after + lingers;
                if time > s.budget.time {
                    let kind = ProblemKind::AfterTheEnd { time: time.to_string(), limit: s.budget.time.to_string() };
                    self.add(format!("{at}.steps[{i}]"), kind);
                }
                let bytes = step.call.content().map_or(0, Content::len);
                payload = payload.saturating_add(bytes);
                let at = || format!("{at}.steps[{i}]");
                if matches!(step.call, AppCall::SendTo(_)) && bytes > MAX_DATA.into() {
                    self.add(at(), ProblemKind::TooMuchToSend { bytes: bytes.to_string(), limit: MAX_DATA.to_string() });
                }
                if let AppCall::ReceiveBuffer(bytes) = step.call {
                    self.within(&at(), bytes.into(), MAX_BUFFER.into());
                }
                if step.call == AppCall::Listen && port == 0 {
                    self.add(at(), ProblemKind::Missing { what: "a port to listen at".into() });
                }
            }
        }
        if payload > limit {
            self.add("scripts", ProblemKind::TooMuchToSend { bytes: payload.to_string(), limit: limit.to_string() });
        }
    }

    fn names(&mut self, s: &Scenario) {
        for (i, step) in s.story.iter().enumerate() {
            let at = format!("story[{i}].at");
            match step.cue {
                Cue::Sent(name) | Cue::Ended(name) if !known(s, name) => self.add(at, ProblemKind::NoSuchKey { name: name.to_string() }),
                Cue::State { host, .. } if usize::from(host) >= s.hosts.len() => {
                    self.add(at, ProblemKind::UnknownHost { name: host.to_string(), hosts: format!("0 to {}", s.hosts.len()) });
                }
                _ => {}
            }
        }
    }

    fn interventions(&mut self, s: &Scenario) {
        if !self.few("interventions", s.interventions.len(), MAX_INTERVENTIONS) {
            return;
        }
        for intervention in &s.interventions {
            let at = intervention.kind.verb();
            match &intervention.target {
                Target::Segment(name) if !known(s, *name) => self.add(at, ProblemKind::NoSuchKey { name: name.to_string() }),
                Target::Segment(_) => {}
                Target::Like(m) => {
                    self.host_names(at, s, [&m.from, &m.to]);
                    let (number, count) = (usize::from(m.connection.unwrap_or(0)), s.connections.len());
                    if number >= count {
                        self.add(at, ProblemKind::NoConnection { number: number.to_string(), count: count.to_string() });
                    }
                    self.within(at, m.nth.unwrap_or(1).into(), u32::MAX.into());
                }
                Target::At(span) => self.by(at, s, *span),
            }
            match &intervention.kind {
                Kind::Drop | Kind::Edit(_) | Kind::CorruptBit(_) => {}
                Kind::Delay(span) => self.by(at, s, *span),
                Kind::Duplicate { copies, after } => {
                    self.within(at, (*copies).into(), MAX_COPIES);
                    self.by(at, s, *after);
                }
                Kind::Reorder { behind, limit } => {
                    self.within(at, (*behind).into(), MAX_COPIES);
                    self.by(at, s, *limit);
                }
                Kind::Corrupt(bits) => self.within(at, (*bits).into(), MAX_COPIES),
                Kind::Forge(forge) => self.forge(at, s, forge),
                Kind::Call(order) => {
                    if s.side_of(&order.end).is_none() {
                        let (name, number) = (clip(&order.end.host), order.end.connection.to_string());
                        self.add(at, ProblemKind::NoEnd { name, number });
                    }
                }
            }
        }
    }

    fn forge(&mut self, at: &str, s: &Scenario, forge: &Forge) {
        self.within(at, forge.times.into(), MAX_TIMES.into());
        self.by(at, s, forge.after);
        self.by(at, s, forge.every);
        self.host_names(at, s, [&forge.from, &None]);
        let bytes = forge.payload.len().max(forge.raw.as_ref().map_or(0, Vec::len));
        for (bytes, limit) in [(forge.options.len(), 40), (bytes, MAX_FORGED)] {
            if bytes > limit {
                self.add(at, ProblemKind::TooLong { bytes: bytes.to_string(), limit: limit.to_string() });
            }
        }
        let read = forge.fields.iter().flat_map(|(_, value)| &value.terms);
        let ends = read.filter_map(|(_, term)| if let Term::Of(end, _) = term { Some(end) } else { None });
        for end in forge.claims.iter().chain(ends) {
            if s.side_of(end).is_none() {
                self.add(at, ProblemKind::NoEnd { name: clip(&end.host), number: end.connection.to_string() });
            }
        }
    }

    fn host_names(&mut self, at: &str, s: &Scenario, names: [&Option<String>; 2]) {
        for name in names.into_iter().flatten() {
            if !s.hosts.iter().any(|h| h.name == *name) {
                let hosts: Vec<&str> = s.hosts.iter().map(|h| h.name.as_str()).collect();
                self.add(at, ProblemKind::UnknownHost { name: clip(name), hosts: hosts.join(", ") });
            }
        }
    }

    /// A count from 1.
    fn within(&mut self, at: &str, value: u64, most: u64) {
        if !(1..=most).contains(&value) {
            self.add(at, ProblemKind::OutOfRange { text: value.to_string(), least: "1".into(), most: most.to_string() });
        }
    }

    /// A time that the run does not reach is a mistake.
    fn by(&mut self, at: &str, s: &Scenario, span: Span) {
        if span > s.budget.time {
            self.add(at, ProblemKind::AfterTheEnd { time: span.to_string(), limit: s.budget.time.to_string() });
        }
    }
}

/// Whether a segment can have that name.
fn known(s: &Scenario, name: SegmentName) -> bool {
    name.number > 0 && (matches!(name.key, 'd' | 'r' | 'x') || s.hosts.iter().any(|h| h.key == name.key))
}

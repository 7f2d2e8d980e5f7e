//! JSON text to a scenario. All problems are collected, so that an author sees them all.

use super::reader::Reader;
use crate::base::text::halves;
use crate::base::{Json, Span};
use crate::scenario::intervention::Read;
use crate::scenario::problem::{Problem, ProblemKind, clip};
use crate::scenario::{
    AppCall, ConnectionSpec, Content, Cue, EndSpec, HostSpec, Intervention, Scenario, Script, ScriptStep, StoryStep, Text, Trigger,
};
use crate::scenario::{check, settings};
use crate::tcp::State;
use crate::wire::edit::unhex;

/// Longest file that is read, bytes.
pub const LIMIT: usize = 1 << 20;

/// Reads a file. All problems come back at once.
pub fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    read_with(text, Intervention::from_verb_and_rest)
}

/// The same, with interventions that `intervention` reads.
pub fn read_with(text: &str, intervention: Read) -> Result<Scenario, Vec<Problem>> {
    if text.len() > LIMIT {
        return Err(vec![Problem::new("", ProblemKind::TooLong { bytes: text.len().to_string(), limit: LIMIT.to_string() })]);
    }
    let tree = Json::read(text).map_err(|fault| {
        vec![Problem::new("", ProblemKind::Syntax { line: fault.line.to_string(), column: fault.column.to_string(), why: fault.why })]
    })?;
    let mut reader = Reader { problems: Vec::new(), intervention };
    let scenario = reader.scenario(&tree);
    if reader.problems.is_empty() {
        reader.problems = check::check(&scenario);
    }
    if reader.problems.is_empty() { Ok(scenario) } else { Err(reader.problems) }
}

/// The calls with a parameter.
const CALLS: [&str; 13] = [
    "send",
    "send_bytes",
    "send_hex",
    "send_urgent",
    "send_urgent_bytes",
    "sendto",
    "sendto_bytes",
    "receive",
    "reading",
    "keep_alive",
    "dscp",
    "rcv_buf",
    "linger",
];

impl Reader {
    fn scenario(&mut self, tree: &Json) -> Scenario {
        const KEYS: [&str; 12] = [
            "slug",
            "group",
            "title",
            "summary",
            "lesson",
            "story",
            "numbers",
            "settings",
            "hosts",
            "connections",
            "scripts",
            "interventions",
        ];
        let entries = self.object("", tree, &KEYS);
        let entry = |key: &str| entries.iter().find(|(k, _)| k == key).map(|(_, v)| v);
        let mut s = Scenario::blank();
        if let Some(tree) = entry("hosts") {
            s.hosts = self.hosts(tree);
        }
        if let Some(tree) = entry("connections") {
            s.connections = self.connections(tree, &s.hosts);
        }
        if let Some(tree) = entry("scripts") {
            s.scripts = self.scripts(tree, &s);
        }
        if let Some(tree) = entry("settings") {
            self.settings(tree, &mut s);
        }
        for (key, field) in [("slug", &mut s.slug), ("group", &mut s.group)] {
            match entry(key) {
                Some(tree) => self.text(key, tree).unwrap_or_default().clone_into(field),
                None if key == "slug" => self.problem("", ProblemKind::Missing { what: "`slug`".into() }),
                None => {}
            }
        }
        for (key, field) in [("title", &mut s.title), ("summary", &mut s.summary), ("lesson", &mut s.lesson)] {
            if let Some(tree) = entry(key) {
                *field = self.both(key, tree);
            }
        }
        if let Some(tree) = entry("story") {
            s.story = self.story(tree, &s.hosts);
        }
        if let Some(text) = entry("numbers").and_then(|tree| self.text("numbers", tree)) {
            s.absolute = text == "absolute";
            if !matches!(text, "absolute" | "relative") {
                self.unknown_word("numbers", text, "absolute, relative");
            }
        }
        if let Some(tree) = entry("interventions") {
            s.interventions = self.interventions(tree);
        }
        s
    }

    fn both(&mut self, at: &str, tree: &Json) -> Text {
        let mut text = Text::default();
        for (key, value) in self.object(at, tree, &["en", "zh"]) {
            let value = self.text(&format!("{at}.{key}"), value).unwrap_or_default().to_owned();
            match key.as_str() {
                "en" => text.en = value,
                "zh" => text.zh = value,
                _ => {}
            }
        }
        text
    }

    fn hosts(&mut self, tree: &Json) -> Vec<HostSpec> {
        let mut hosts = Vec::new();
        for (i, tree) in self.list("hosts", tree).iter().enumerate() {
            let at = format!("hosts[{i}]");
            let mut host = HostSpec::new("", ' ', crate::wire::Addr(0));
            let entries = self.object(&at, tree, &["name", "key", "address"]);
            for what in ["name", "key", "address"] {
                let Some((_, value)) = entries.iter().find(|(k, _)| k == what) else {
                    self.problem(&at, ProblemKind::Missing { what: format!("`{what}`") });
                    continue;
                };
                let at = format!("{at}.{what}");
                let Some(text) = self.text(&at, value) else { continue };
                match what {
                    "name" => host.name = text.into(),
                    "key" => {
                        let mut chars = text.chars();
                        match (chars.next(), chars.next()) {
                            (Some(c), None) => host.key = c,
                            _ => self.problem(&at, ProblemKind::BadKey { text: clip(text) }),
                        }
                    }
                    _ => match text.parse() {
                        Ok(address) => host.address = address,
                        Err(_) => self.problem(&at, ProblemKind::NotAnAddress { text: clip(text) }),
                    },
                }
            }
            hosts.push(host);
        }
        hosts
    }

    fn connections(&mut self, tree: &Json, hosts: &[HostSpec]) -> Vec<ConnectionSpec> {
        let mut connections = Vec::new();
        for (i, tree) in self.list("connections", tree).iter().enumerate() {
            let at = format!("connections[{i}]");
            match self.list(&at, tree) {
                [a, b] => {
                    let ends = [(a, 0), (b, 1)].map(|(tree, k)| self.end(&format!("{at}[{k}]"), tree, hosts));
                    connections.push(ConnectionSpec { ends });
                }
                _ => self.wrong(&at, "a list of two ends"),
            }
        }
        connections
    }

    /// `client:49152`, `client:*` where the host chooses the port, or `client:49152 iss 100` where a host's connections differ.
    fn end(&mut self, at: &str, tree: &Json, hosts: &[HostSpec]) -> EndSpec {
        let blank = EndSpec { host: 0, port: 1, iss: None };
        let Some(text) = self.text(at, tree) else { return blank };
        let (place, iss) = halves(text, " iss ").map_or((text, None), |(p, n)| (p, Some(n)));
        let number = |port: &str| if port == "*" { Some(0) } else { port.parse().ok() };
        let parsed = place.rsplit_once(':').and_then(|(host, port)| Some((host, number(port)?)));
        let iss = iss.map(|n| n.trim().parse::<u32>());
        let (Some((name, port)), None | Some(Ok(_))) = (parsed, &iss) else {
            self.problem(at, ProblemKind::NotAnEnd { text: clip(text) });
            return blank;
        };
        let Some(host) = self.host(at, name, hosts) else { return blank };
        EndSpec { host, port, iss: iss.and_then(Result::ok) }
    }

    fn host(&mut self, at: &str, name: &str, hosts: &[HostSpec]) -> Option<u16> {
        let index = hosts.iter().position(|h| h.name == name).and_then(|i| u16::try_from(i).ok());
        if index.is_none() {
            let hosts: Vec<&str> = hosts.iter().map(|h| h.name.as_str()).collect();
            self.problem(at, ProblemKind::UnknownHost { name: clip(name), hosts: hosts.join(", ") });
        }
        index
    }

    fn settings(&mut self, tree: &Json, s: &mut Scenario) {
        let mut pairs = Vec::new();
        for (name, value) in self.object("settings", tree, &[]) {
            let text = match value {
                Json::Text(text) | Json::Number(text) => text.as_str(),
                Json::Bool(true) => "on",
                Json::Bool(false) => "off",
                _ => {
                    self.wrong(&format!("settings.{}", clip(name)), "a text or a number");
                    continue;
                }
            };
            pairs.push((name.as_str(), text));
        }
        for problem in settings::set_all(s, pairs.iter().copied()) {
            self.problem(&format!("settings.{}", problem.place), problem.kind);
        }
    }

    fn scripts(&mut self, tree: &Json, s: &Scenario) -> Vec<Script> {
        let mut scripts = Vec::new();
        for (key, value) in self.object("scripts", tree, &[]) {
            let at = format!("scripts.{}", clip(key));
            let (name, number) = key.split_once('@').map_or((key.as_str(), "0"), |(name, n)| (name, n));
            let Some(host) = self.host(&at, name, &s.hosts) else { continue };
            let connection = number.parse::<u16>().ok().and_then(|n| Some((n, s.connections.get(usize::from(n))?)));
            let Some((connection, spec)) = connection else {
                self.problem(&at, ProblemKind::NoConnection { number: clip(number), count: s.connections.len().to_string() });
                continue;
            };
            let Some(end) = spec.ends.iter().position(|e| e.host == host) else {
                self.problem(&at, ProblemKind::NoEnd { name: clip(name), number: number.into() });
                continue;
            };
            let mut script = Script { connection, end: end as u8, reads: true, steps: Vec::new() };
            for (key, value) in self.object(&at, value, &["reads", "steps"]) {
                let at = format!("{at}.{key}");
                match key.as_str() {
                    "reads" => script.reads = self.bool(&at, value),
                    "steps" => {
                        for (i, tree) in self.list(&at, value).iter().enumerate() {
                            script.steps.extend(self.step(&format!("{at}[{i}]"), tree));
                        }
                    }
                    _ => {}
                }
            }
            scripts.push(script);
        }
        scripts
    }

    fn step(&mut self, at: &str, tree: &Json) -> Option<ScriptStep> {
        let (mut when, mut after, mut call) = (Some(Trigger::Then), Some(Span::ZERO), None);
        let mut called = false;
        for (key, value) in self.object(at, tree, &["when", "after", "do"]) {
            let at = format!("{at}.{key}");
            match key.as_str() {
                "when" => when = self.text(&at, value).and_then(|text| self.trigger(&at, text)),
                "after" => after = self.text(&at, value).and_then(|text| self.span(&at, text)),
                "do" => {
                    called = true;
                    call = self.call(&at, value);
                }
                _ => {}
            }
        }
        if !called {
            self.problem(at, ProblemKind::Missing { what: "`do`".into() });
        }
        Some(ScriptStep { when: when?, after: after?, call: call? })
    }

    fn trigger(&mut self, at: &str, text: &str) -> Option<Trigger> {
        Trigger::read(text).map_err(|kind| self.problem(at, kind)).ok()
    }

    fn unknown_word(&mut self, at: &str, text: &str, words: &str) {
        self.problem(at, ProblemKind::UnknownWord { text: clip(text), words: words.into() });
    }

    fn call(&mut self, at: &str, tree: &Json) -> Option<AppCall> {
        let words = || AppCall::WORDS.map(|(word, _)| word).join(", ");
        if let Json::Text(word) = tree {
            let call = AppCall::WORDS.into_iter().find(|(w, _)| w == word).map(|(_, call)| call);
            if call.is_none() {
                self.unknown_word(at, word, &words());
            }
            return call;
        }
        let entries = self.object(at, tree, &CALLS);
        let [(key, value)] = entries else {
            self.wrong(at, &format!("{} or one of {{ {} }}", words(), CALLS.join(", ")));
            return None;
        };
        let at = format!("{at}.{key}");
        match key.as_str() {
            "send" => self.text(&at, value).map(|t| AppCall::Send(Content::Bytes(t.as_bytes().to_vec()))),
            "send_bytes" => self.number(&at, value).map(|n| AppCall::Send(Content::Size(n))),
            "send_urgent" => self.text(&at, value).map(|t| AppCall::SendUrgent(Content::Bytes(t.as_bytes().to_vec()))),
            "send_urgent_bytes" => self.number(&at, value).map(|n| AppCall::SendUrgent(Content::Size(n))),
            "sendto" => self.text(&at, value).map(|t| AppCall::SendTo(Content::Bytes(t.as_bytes().to_vec()))),
            "sendto_bytes" => self.number(&at, value).map(|n| AppCall::SendTo(Content::Size(n))),
            "linger" => match self.text(&at, value)? {
                "off" => Some(AppCall::Linger(None)),
                text => self.span(&at, text).map(|span| AppCall::Linger(Some(span))),
            },
            "send_hex" => {
                let text = self.text(&at, value)?;
                let bytes = unhex(key, text).ok();
                if bytes.is_none() {
                    self.problem(&at, ProblemKind::NotHex { text: clip(text) });
                }
                bytes.map(|b| AppCall::Send(Content::Bytes(b)))
            }
            "receive" => self.number(&at, value).map(AppCall::Receive),
            "reading" => Some(AppCall::Reading(self.bool(&at, value))),
            "rcv_buf" => self.number(&at, value).map(AppCall::ReceiveBuffer),
            "dscp" => {
                let code = self.number::<u64>(&at, value)?;
                if code > 63 {
                    self.problem(&at, ProblemKind::OutOfRange { text: code.to_string(), least: "0".into(), most: "63".into() });
                }
                Some(AppCall::Service(code.min(63) as u8))
            }
            "keep_alive" => Some(AppCall::KeepAlive(self.bool(&at, value))),
            _ => None,
        }
    }

    fn story(&mut self, tree: &Json, hosts: &[HostSpec]) -> Vec<StoryStep> {
        let mut story = Vec::new();
        for (i, tree) in self.list("story", tree).iter().enumerate() {
            let at = format!("story[{i}]");
            let (mut cue, mut text) = (None, Text::default());
            for (key, value) in self.object(&at, tree, &["at", "en", "zh"]) {
                let at = format!("{at}.{key}");
                let Some(value) = self.text(&at, value) else { continue };
                match key.as_str() {
                    "at" => cue = self.cue(&at, value, hosts),
                    "en" => text.en = value.into(),
                    "zh" => text.zh = value.into(),
                    _ => {}
                }
            }
            match cue {
                Some(cue) => story.push(StoryStep { cue, text }),
                None => self.problem(&at, ProblemKind::Missing { what: "`at`".into() }),
            }
        }
        story
    }

    fn cue(&mut self, at: &str, text: &str, hosts: &[HostSpec]) -> Option<Cue> {
        if text == "start" {
            return Some(Cue::Start);
        }
        let Some((first, second)) = text.split_once(' ') else {
            self.unknown_word(at, text, "start, sent c1, ended c1, client ESTABLISHED");
            return None;
        };
        if let "sent" | "ended" = first {
            let Ok(name) = second.parse() else {
                self.problem(at, ProblemKind::NotASegment { text: clip(second) });
                return None;
            };
            return Some(if first == "sent" { Cue::Sent(name) } else { Cue::Ended(name) });
        }
        let host = self.host(at, first, hosts)?;
        let state = State::ALL.into_iter().find(|s| s.name() == second);
        if state.is_none() {
            let names: Vec<&str> = State::ALL.iter().map(|s| s.name()).collect();
            self.unknown_word(at, second, &names.join(", "));
        }
        state.map(|state| Cue::State { host, state })
    }

    fn interventions(&mut self, tree: &Json) -> Vec<Intervention> {
        let mut out = Vec::new();
        for (i, tree) in self.list("interventions", tree).iter().enumerate() {
            let at = format!("interventions[{i}]");
            match self.text(&at, tree).map(|text| Intervention::from_text(text, self.intervention)) {
                Some(Ok(intervention)) => out.push(intervention),
                Some(Err(kind)) => self.problem(&at, kind),
                None => {}
            }
        }
        out
    }
}

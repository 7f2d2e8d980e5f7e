//! A scenario to JSON text.

use crate::base::{Json, Span};
use crate::scenario::{AppCall, ConnectionSpec, Content, Cue, EndSpec, HostSpec, Scenario, Script, ScriptStep, StoryStep, Text, settings};
use crate::wire::edit::Hex;

/// Writes a file that [`read`] reads back to the same scenario. What is as in [`Scenario::blank`] is left out.
pub fn write(s: &Scenario) -> String {
    let blank = Scenario::blank();
    let mut out: Vec<(String, Json)> = Vec::new();
    let mut put = |key: &str, tree: Json| out.push((key.to_owned(), tree));
    put("slug", Json::text(&s.slug));
    if !s.group.is_empty() {
        put("group", Json::text(&s.group));
    }
    for (key, text) in [("title", &s.title), ("summary", &s.summary), ("lesson", &s.lesson)] {
        if *text != Text::default() {
            put(key, Json::Object(both(text)));
        }
    }
    if !s.story.is_empty() {
        put("story", Json::List(s.story.iter().map(|step| story(step, s)).collect()));
    }
    if s.absolute {
        put("numbers", Json::text("absolute"));
    }
    // What the settings are written against: the same hosts, connections and scripts with every knob at its default.
    let mut base = blank.clone();
    let same_hosts = s.hosts.len() == base.hosts.len() && s.hosts.iter().zip(&base.hosts).all(|(a, b)| a.name == b.name && a.key == b.key);
    if !same_hosts {
        base.hosts = s.hosts.iter().map(|h| HostSpec::new(&h.name, h.key, h.address)).collect();
    }
    let ends = |c: &ConnectionSpec| c.ends.clone().map(|e| e.host);
    if s.connections.iter().map(ends).ne(blank.connections.iter().map(ends)) {
        base.connections.clone_from(&s.connections);
    }
    base.scripts = s.scripts.iter().map(|script| Script { reads: true, steps: Vec::new(), ..script.clone() }).collect();
    let listed = base.connections.len() != 1 || base.connections == s.connections;
    // A host whose applications differ says so in its scripts.
    let settings: Vec<(String, Json)> =
        settings::difference(&base, s).into_iter().filter(|(key, _)| !key.ends_with("reads")).map(|(k, v)| (k, Json::Text(v))).collect();
    if !settings.is_empty() {
        put("settings", Json::Object(settings));
    }
    if !same_hosts {
        put("hosts", Json::List(s.hosts.iter().map(host).collect()));
    }
    if listed && base.connections != blank.connections {
        put("connections", Json::List(s.connections.iter().map(|c| connection(c, s)).collect()));
    }
    if !s.scripts.is_empty() {
        put("scripts", Json::Object(s.scripts.iter().map(|x| script(x, s)).collect()));
    }
    if !s.interventions.is_empty() {
        put("interventions", Json::List(s.interventions.iter().map(|i| Json::Text(i.to_string())).collect()));
    }
    let mut text = Json::Object(out).pretty();
    text.push('\n');
    text
}

fn both(text: &Text) -> Vec<(String, Json)> {
    vec![("en".into(), Json::text(&text.en)), ("zh".into(), Json::text(&text.zh))]
}

fn name_of(s: &Scenario, host: u16) -> &str {
    s.hosts.get(usize::from(host)).map_or("", |h| h.name.as_str())
}

fn story(step: &StoryStep, s: &Scenario) -> Json {
    let at = match step.cue {
        Cue::Start => "start".to_owned(),
        Cue::Sent(name) => format!("sent {name}"),
        Cue::Ended(name) => format!("ended {name}"),
        Cue::State { host, state } => format!("{} {state}", name_of(s, host)),
    };
    let mut entries = vec![("at".to_owned(), Json::Text(at))];
    entries.extend(both(&step.text));
    Json::Object(entries)
}

fn host(h: &HostSpec) -> Json {
    Json::Object(vec![
        ("name".into(), Json::text(&h.name)),
        ("key".into(), Json::text(h.key)),
        ("address".into(), Json::text(h.address.to_string())),
    ])
}

fn connection(c: &ConnectionSpec, s: &Scenario) -> Json {
    let end = |e: &EndSpec| {
        let port = if e.port == 0 { "*".to_owned() } else { e.port.to_string() };
        let place = format!("{}:{port}", name_of(s, e.host));
        Json::Text(e.iss.map_or(place.clone(), |n| format!("{place} iss {n}")))
    };
    Json::List(c.ends.iter().map(end).collect())
}

fn script(x: &Script, s: &Scenario) -> (String, Json) {
    let name = s.script_host(x).and_then(|i| s.hosts.get(i)).map_or("", |h| h.name.as_str());
    let key = if x.connection == 0 { name.to_owned() } else { format!("{name}@{}", x.connection) };
    let mut entries = Vec::new();
    if !x.reads {
        entries.push(("reads".to_owned(), Json::Bool(false)));
    }
    entries.push(("steps".to_owned(), Json::List(x.steps.iter().map(step).collect())));
    (key, Json::Object(entries))
}

fn step(step: &ScriptStep) -> Json {
    let mut entries = vec![("when".to_owned(), Json::Text(step.when.text()))];
    if step.after != Span::ZERO {
        entries.push(("after".into(), Json::Text(step.after.to_string())));
    }
    entries.push(("do".into(), call(&step.call)));
    Json::Object(entries)
}

fn call(call: &AppCall) -> Json {
    let one = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
    match call {
        AppCall::Send(Content::Size(n)) => one("send_bytes", Json::Number(n.to_string())),
        AppCall::Send(Content::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => one("send", Json::text(text)),
            Err(_) => one("send_hex", Json::Text(Hex(bytes).to_string())),
        },
        AppCall::SendUrgent(Content::Size(n)) => one("send_urgent_bytes", Json::Number(n.to_string())),
        AppCall::SendUrgent(Content::Bytes(bytes)) => one("send_urgent", Json::Text(String::from_utf8_lossy(bytes).into_owned())),
        AppCall::Receive(n) => one("receive", Json::Number(n.to_string())),
        AppCall::Reading(on) => one("reading", Json::Bool(*on)),
        AppCall::ReceiveBuffer(bytes) => one("rcv_buf", Json::Number(bytes.to_string())),
        AppCall::Service(code) => one("dscp", Json::Number(code.to_string())),
        AppCall::KeepAlive(on) => one("keep_alive", Json::Bool(*on)),
        AppCall::SendTo(Content::Size(n)) => one("sendto_bytes", Json::Number(n.to_string())),
        AppCall::SendTo(Content::Bytes(bytes)) => one("sendto", Json::Text(String::from_utf8_lossy(bytes).into_owned())),
        AppCall::Linger(span) => one("linger", Json::Text(span.map_or("off".into(), |s| s.to_string()))),
        word => Json::text(AppCall::WORDS.iter().find(|(_, call)| call == word).map_or("", |(word, _)| word)),
    }
}

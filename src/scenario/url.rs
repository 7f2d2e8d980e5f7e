//! Links: `#/<slug>?msl=5s&loss=0.1&drop=c3&edit=c1:tcp.syn=0`. Only what differs from the scenario stands in them, in an
//! order of its own, so that the same run always has the same link.
//!
//! `client.script=1..2;send 400` is what an application does ([`script_text`]). `drop=`, `delay=`, `dup=`, `reorder=`, `edit=`, `corrupt=`, `forge=`, `call=` and `off=` may stand more than once. `off=drop:c3` is an intervention that is switched off; it also
//! switches off one that the scenario itself has. `file=` is a whole scenario that no catalogue has ([`carried`]). Keys of [`VIEW`] are
//! the page's and pass through unread.

use super::intervention;
use super::problem::{Problem, ProblemKind, clip};
use super::script_text;
use super::settings::{self, SETTINGS};
use super::{Intervention, Scenario, carried, catalogue, check};
use crate::base::text::has;
use std::fmt;

/// Longest fragment that is read, bytes.
pub const LIMIT: usize = 16_384;

/// The scenario of the bare address.
pub const HOME: &str = "three-way-handshake";

/// Keys that say how the page looks, not what runs; and the one that holds a scenario, which stays in the address as they do.
pub const VIEW: &[&str] = &[
    "lang",
    "theme",
    "numbers",
    "labels",
    "level",
    "at",
    "sel",
    "field",
    "panes",
    "embed",
    "scale",
    "reveal",
    "speed",
    "zoom",
    "tab",
    "view",
    "ladder",
    carried::KEY,
];

/// A link, read or to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The scenario; empty for the bare address.
    pub slug: String,
    /// Settings that differ from the scenario's, in order: name and text.
    pub settings: Vec<(String, String)>,
    /// What applications do, where it differs from the scenario's: the end's name and text.
    pub scripts: Vec<(String, String)>,
    /// Interventions on top of the scenario's own, and its own where they are switched off.
    pub interventions: Vec<Intervention>,
    /// What the page looks like: keys of [`VIEW`] with any text.
    pub view: Vec<(String, String)>,
}

/// What reads the longer texts of a link: the functions of this floor, or what stands for them where those are in a part of the
/// program that may not be here yet.
#[derive(Clone, Copy)]
pub struct Readers {
    /// An intervention.
    pub intervention: intervention::Read,
    /// What an application does: gives an end of the scenario, by its name, the script of a text.
    pub script: fn(&mut Scenario, name: &str, text: &str) -> Result<(), ProblemKind>,
    /// A whole scenario.
    pub file: fn(text: &str) -> Result<Scenario, Problem>,
}

impl Readers {
    /// Those of this floor.
    pub const OWN: Readers = Readers {
        intervention: Intervention::from_verb_and_rest,
        script: script_text::apply,
        file: |text| carried::read(text, Intervention::from_verb_and_rest),
    };
}

/// A fragment as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What could be read.
    pub link: Link,
    /// The scenario as it is; `None` where it is unknown or nothing was read.
    pub base: Option<Scenario>,
    /// The same with all that could be applied.
    pub scenario: Option<Scenario>,
    /// What could not, by parameter.
    pub problems: Vec<Problem>,
}

/// Reads a fragment (with or without its `#`), finds the scenario in the catalogue and applies everything.
pub fn read(fragment: &str) -> Reading {
    read_with(fragment, catalogue::find, Readers::OWN)
}

/// The same, with scenarios that `find` finds by their slug.
pub fn read_with(fragment: &str, find: impl FnOnce(&str) -> Option<Scenario>, readers: Readers) -> Reading {
    let (link, mut problems) = Link::parse_with(fragment, readers);
    if problems.iter().any(|p| matches!(p.kind, ProblemKind::TooLong { .. })) {
        return Reading { link, problems, ..Reading::default() };
    }
    let slug = if link.slug.is_empty() { HOME } else { &link.slug };
    let base = match link.view.iter().find(|(key, _)| key == carried::KEY) {
        Some((_, text)) => (readers.file)(text),
        None => find(slug).ok_or_else(|| Problem::new("", ProblemKind::unknown_scenario(slug, catalogue::slugs()))),
    };
    let (base, scenario) = match base {
        Ok(base) => {
            let (scenario, more) = link.apply_with(&base, readers);
            problems.extend(more);
            (Some(base), Some(scenario))
        }
        Err(problem) => {
            problems.push(problem);
            (None, None)
        }
    };
    Reading { link, base, scenario, problems }
}

impl Link {
    /// Reads a fragment without looking at any scenario.
    pub fn parse(fragment: &str) -> (Link, Vec<Problem>) {
        Link::parse_with(fragment, Readers::OWN)
    }

    /// The same with other readers.
    pub fn parse_with(fragment: &str, readers: Readers) -> (Link, Vec<Problem>) {
        let mut link = Link::default();
        let mut problems = Vec::new();
        if fragment.len() > LIMIT {
            let kind = ProblemKind::TooLong { bytes: fragment.len().to_string(), limit: LIMIT.to_string() };
            return (link, vec![Problem::new("", kind)]);
        }
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        // Some senders encode the whole fragment, its question mark included.
        let unwrapped = if has(text, b'?') { text.to_owned() } else { decode(text) };
        let (path, query) = unwrapped.split_once('?').unwrap_or((&unwrapped, ""));
        decode(path).trim_matches('/').clone_into(&mut link.slug);
        for pair in query.split('&').filter(|p| !p.is_empty()) {
            // A link that went through HTML once too often has `&amp;` in it.
            let pair = pair.strip_prefix("amp;").unwrap_or(pair);
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (key, value) = (decode(key), decode(value));
            if let Err(kind) = link.take(&key, value, readers.intervention) {
                problems.push(Problem::new(clip(&key), kind));
            }
        }
        (link, problems)
    }

    fn take(&mut self, key: &str, value: String, read: intervention::Read) -> Result<(), ProblemKind> {
        // Some words are both: `delay=20ms` is the path's, `delay=c3:20ms` is done to a segment.
        let of_path = settings::find(key).is_some() && value.starts_with(|c: char| c.is_ascii_digit()) && !has(&value, b':');
        let intervention = match key {
            _ if Intervention::VERBS.contains(&key) && !of_path => Some(read(key, &value)?),
            "off" => {
                let (verb, rest) = value.split_once(':').ok_or_else(|| ProblemKind::NotAnIntervention { text: clip(&value) })?;
                Some(Intervention { enabled: false, ..read(verb, rest)? })
            }
            _ => None,
        };
        if let Some(intervention) = intervention {
            if self.interventions.contains(&intervention) {
                let once = !intervention.enabled || intervention.kind.is_idempotent();
                return if once { Ok(()) } else { Err(ProblemKind::Twice { text: clip(&[key, "=", &value].concat()) }) };
            }
            self.interventions.push(intervention);
            return Ok(());
        }
        let view = VIEW.contains(&key);
        let script = key.strip_suffix(script_text::SUFFIX);
        let pairs = match script {
            Some(_) => &mut self.scripts,
            None if view => &mut self.view,
            None => &mut self.settings,
        };
        let name = script.unwrap_or(key);
        if pairs.iter().any(|(k, _)| k == name) {
            return Err(ProblemKind::Duplicate { name: clip(key) });
        }
        if !view && script.is_none() && settings::find(key.rsplit_once('.').map_or(key, |(_, id)| id)).is_none() {
            let known = SETTINGS.iter().map(|s| s.id).chain(Intervention::VERBS).chain(["off"]).chain(VIEW.iter().copied());
            return Err(ProblemKind::unknown_setting(key, known));
        }
        pairs.push((name.to_owned(), value));
        Ok(())
    }

    /// The scenario with this link's settings and interventions. What cannot be applied is left out and named; where the
    /// whole would be absurd, that is named too, and the scenario must not be run.
    pub fn apply(&self, base: &Scenario) -> (Scenario, Vec<Problem>) {
        self.apply_with(base, Readers::OWN)
    }

    /// The same with other readers.
    pub fn apply_with(&self, base: &Scenario, readers: Readers) -> (Scenario, Vec<Problem>) {
        let mut s = base.clone();
        let scripts = self.scripts.iter().filter_map(|(name, text)| {
            let place = || clip(&[name, script_text::SUFFIX].concat());
            (readers.script)(&mut s, name, text).err().map(|kind| Problem::new(place(), kind))
        });
        let mut problems: Vec<Problem> = scripts.collect();
        let set = settings::set_all(&mut s, self.settings.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        problems.extend(set);
        for wanted in &self.interventions {
            let own = s.interventions.iter_mut().find(|i| i.same(wanted));
            match own {
                Some(own) => own.enabled = wanted.enabled,
                None => s.interventions.push(wanted.clone()),
            }
        }
        problems.extend(check::check(&s));
        (s, problems)
    }

    /// The link that turns `base` into `now`. Both must have the same hosts and connections; an intervention of
    /// `base` that `now` lacks is written as switched off.
    pub fn between(base: &Scenario, now: &Scenario) -> Link {
        let gone = base.interventions.iter().filter(|b| b.enabled && !now.interventions.iter().any(|n| b.same(n)));
        let off = gone.map(|b| Intervention { enabled: false, ..b.clone() });
        let new = now.interventions.iter().filter(|n| !base.interventions.contains(n)).cloned();
        Link {
            slug: now.slug.clone(),
            settings: settings::difference(base, now),
            scripts: script_text::difference(base, now),
            interventions: intervention::canonical::sort(off.chain(new).collect()),
            view: Vec::new(),
        }
    }
}

/// The fragment with its `#`.
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = self.settings.iter().map(|(k, v)| (k.clone(), v.clone()));
        let scripts = self.scripts.iter().map(|(name, text)| ([name, script_text::SUFFIX].concat(), text.clone()));
        let interventions = self.interventions.iter().map(|i| {
            let (verb, rest) = i.verb_and_rest();
            if i.enabled { (verb.to_owned(), rest) } else { ("off".to_owned(), format!("{verb}:{rest}")) }
        });
        let view = self.view.iter().map(|(k, v)| (k.clone(), v.clone()));
        let pairs: Vec<(String, String)> = settings.chain(scripts).chain(interventions).chain(view).collect();
        f.write_str(&fragment(&self.slug, &pairs))
    }
}

/// A fragment, with its `#`, of a scenario and what is said of it: keys and values in their order.
pub fn fragment(slug: &str, pairs: &[(String, String)]) -> String {
    let mut out = ["#/", &encode(slug)].concat();
    for (i, (key, value)) in pairs.iter().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        out.push_str(&encode(key));
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

/// Whether a byte may stand in a value as it is. Everything a link of ours holds is readable.
fn plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~!*:=,/@;$'()+".contains(&b)
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if plain(b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            out.extend([b >> 4, b & 15].into_iter().filter_map(|d| char::from_digit(d.into(), 16)).map(|c| c.to_ascii_uppercase()));
        }
    }
    out
}

/// Percent-decoding of anything: what is not a code stays as it is, what is not UTF-8 becomes U+FFFD.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&b, tail)) = rest.split_first() {
        let code = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        if let (b'%', Some(high), Some(low)) = (b, code(0), code(1)) {
            out.push(high << 4 | low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            out.push(b);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

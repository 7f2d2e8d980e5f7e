//! Parameters by name and as text: one table for files, links, the command line and the page.

mod link;
mod profiles;
mod table;
mod value;

pub use profiles::{PROFILES, Profile};
pub use table::{GROUPS, SETTINGS};
pub use value::{Unit, Value};

use super::problem::{Problem, ProblemKind, clip};
use super::{EndSpec, HostSpec, Scenario, Script};
use crate::path::PipeConfig;

/// Which of the page's three doors shows a setting first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For everybody.
    Learn,
    /// For the laboratory.
    Lab,
    /// For those who know its RFC.
    Expert,
}

/// One parameter. Its name in the reader's language is the locale key `setting.<id>`, a line on why one may change it
/// `setting.<id>.help`.
#[derive(Debug)]
pub struct Setting {
    /// Its name in files, links and on the command line. Frozen.
    pub id: &'static str,
    /// Who sees it.
    pub level: Level,
    /// What its number means, and its range.
    pub unit: Unit,
    /// Words that may stand in place of a number.
    pub words: &'static [&'static str],
    /// Its value where nothing is said: the RFC's, where there is one. Empty where each host has its own.
    pub default: &'static str,
    /// Where it comes from: RFC and section.
    pub source: Option<(u16, &'static str)>,
    access: Access,
}

/// How a property of one direction of a link is read and written.
type Link = (fn(&PipeConfig) -> Value, fn(&mut PipeConfig, Value));

/// How a setting is read and written.
#[derive(Clone, Copy, Debug)]
enum Access {
    /// Of the whole run.
    Run(fn(&Scenario) -> Option<Value>, fn(&mut Scenario, Value)),
    /// Of each host.
    Host(fn(&HostSpec) -> Value, fn(&mut HostSpec, Value)),
    /// Of each host, and never the same for two.
    OneHost(fn(&HostSpec) -> Value, fn(&mut HostSpec, Value)),
    /// Of each host's link, to the router.
    Up(Link),
    /// Of each host's link, from the router.
    Down(Link),
    /// Of a host's ends of connections.
    End(fn(&EndSpec) -> Value, fn(&mut EndSpec, Value)),
    /// The profile of each host: many settings under one name.
    Profile,
    /// Of a host's applications.
    Script(fn(&Script) -> Value, fn(&mut Script, Value)),
}

impl Setting {
    const fn new(
        id: &'static str,
        level: Level,
        unit: Unit,
        default: &'static str,
        source: Option<(u16, &'static str)>,
        access: Access,
    ) -> Self {
        Setting { id, level, unit, words: &[], default, source, access }
    }
    const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }

    /// Whether each host has its own.
    pub fn per_host(&self) -> bool {
        !matches!(self.access, Access::Run(..))
    }

    /// Reads a value from text; refuses what is outside the range.
    pub fn parse(&self, text: &str) -> Result<Value, ProblemKind> {
        let text = text.trim();
        if let Some(word) = self.words.iter().find(|w| **w == text) {
            return Ok(Value::Word(word));
        }
        match self.unit.parse(text).and_then(|v| self.unit.check(v)) {
            Err(ProblemKind::UnknownWord { text, words }) if words.is_empty() => {
                Err(ProblemKind::UnknownWord { text, words: self.words.join(", ") })
            }
            other => other,
        }
    }

    /// The value: of one host, or (with `None`) of the run or of all hosts where they agree.
    pub fn get(&self, s: &Scenario, host: Option<usize>) -> Option<Value> {
        let mine = |i: usize| host.is_none_or(|h| h == i);
        match self.access {
            Access::Run(get, _) => get(s),
            Access::Host(get, _) | Access::OneHost(get, _) => {
                same(s.hosts.iter().enumerate().filter(|(i, _)| mine(*i)).map(|(_, h)| get(h)))
            }
            Access::Up((get, _)) => same(s.hosts.iter().enumerate().filter(|(i, _)| mine(*i)).map(|(_, h)| get(&h.uplink))),
            Access::Down((get, _)) => same(s.hosts.iter().enumerate().filter(|(i, _)| mine(*i)).map(|(_, h)| get(&h.downlink))),
            Access::End(get, _) => same(s.connections.iter().flat_map(|c| &c.ends).filter(|e| mine(e.host.into())).map(get)),
            Access::Profile => same(s.hosts.iter().enumerate().filter(|(i, _)| mine(*i)).map(|(_, h)| Value::Word(h.profile))),
            Access::Script(get, _) => same(s.scripts.iter().filter(|x| s.script_host(x).is_some_and(mine)).map(get)),
        }
    }

    /// Sets the value: of one host, or (with `None`) of the run or of all hosts.
    pub fn set(&self, s: &mut Scenario, host: Option<usize>, value: Value) {
        let mine = |i: usize| host.is_none_or(|h| h == i);
        match self.access {
            Access::Run(_, set) => set(s, value),
            Access::Host(_, set) | Access::OneHost(_, set) => {
                s.hosts.iter_mut().enumerate().filter(|(i, _)| mine(*i)).for_each(|(_, h)| set(h, value));
            }
            Access::Up((_, set)) => s.hosts.iter_mut().enumerate().filter(|(i, _)| mine(*i)).for_each(|(_, h)| set(&mut h.uplink, value)),
            Access::Down((_, set)) => {
                s.hosts.iter_mut().enumerate().filter(|(i, _)| mine(*i)).for_each(|(_, h)| set(&mut h.downlink, value));
            }
            Access::End(_, set) => {
                s.connections.iter_mut().flat_map(|c| &mut c.ends).filter(|e| mine(e.host.into())).for_each(|e| set(e, value));
            }
            Access::Profile => (0..s.hosts.len()).filter(|i| mine(*i)).for_each(|i| profiles::apply(s, i, value.word())),
            Access::Script(_, set) => {
                let hit: Vec<bool> = s.scripts.iter().map(|x| s.script_host(x).is_some_and(mine)).collect();
                s.scripts.iter_mut().zip(hit).filter(|(_, hit)| *hit).for_each(|(x, _)| set(x, value));
            }
        }
    }
}

/// The one value that all have.
fn same(mut values: impl Iterator<Item = Value>) -> Option<Value> {
    let first = values.next()?;
    values.all(|v| v == first).then_some(first)
}

impl Scenario {
    /// The same with the steps of another's applications. Whether they read is a setting, and stays.
    pub(super) fn with_steps(&self, other: &Scenario) -> Scenario {
        let reads = |x: &Script| self.scripts.iter().find(|own| own.is_of(x)).is_none_or(|own| own.reads);
        let scripts = other.scripts.iter().map(|x| Script { reads: reads(x), ..x.clone() }).collect();
        Scenario { scripts, ..self.clone() }
    }

    /// The host at whose end a script runs.
    pub(super) fn script_host(&self, script: &Script) -> Option<usize> {
        let connection = self.connections.get(usize::from(script.connection))?;
        Some(connection.ends.get(usize::from(script.end))?.host.into())
    }
}

/// A setting by its id.
pub fn find(id: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.id == id)
}

/// A setting and the host it is for, by a name such as `msl` or `client.msl`.
pub fn resolve(s: &Scenario, name: &str) -> Result<(&'static Setting, Option<usize>), ProblemKind> {
    let (host, id) = match name.split_once('.') {
        Some((host, id)) => (Some(host), id),
        None => (None, name),
    };
    let unknown = || match (ProblemKind::unknown_setting(id, SETTINGS.iter().map(|s| s.id)), host) {
        (ProblemKind::UnknownSetting { nearest, .. }, Some(host)) => {
            ProblemKind::UnknownSetting { name: clip(name), nearest: format!("{}.{nearest}", clip(host)) }
        }
        (kind, _) => kind,
    };
    let setting = find(id).ok_or_else(unknown)?;
    match host {
        None if matches!(setting.access, Access::OneHost(..)) => {
            let example = s.hosts.first().map_or(id.to_owned(), |h| format!("{}.{id}", h.name));
            Err(ProblemKind::NeedsHost { example })
        }
        None => Ok((setting, None)),
        Some(_) if !setting.per_host() => Err(ProblemKind::UnknownSetting { name: clip(name), nearest: id.into() }),
        Some(host) => {
            let index = s.hosts.iter().position(|h| h.name == host);
            let unknown = || {
                let hosts: Vec<&str> = s.hosts.iter().map(|h| h.name.as_str()).collect();
                ProblemKind::UnknownHost { name: clip(host), hosts: hosts.join(", ") }
            };
            Ok((setting, Some(index.ok_or_else(unknown)?)))
        }
    }
}

/// Sets a parameter by name and text. The problem's place is the name.
pub fn set(s: &mut Scenario, name: &str, text: &str) -> Result<(), Problem> {
    let result = resolve(s, name).and_then(|(setting, host)| Ok((setting, host, setting.parse(text)?)));
    let (setting, host, value) = result.map_err(|kind| Problem::new(clip(name), kind))?;
    setting.set(s, host, value);
    Ok(())
}

/// Sets parameters by name and text, the profiles first: what is said beside a profile wins over it. Returns what could not be set.
pub fn set_all<'a>(s: &mut Scenario, pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Vec<Problem> {
    // All hosts' before one host's.
    let turn = |name: &str| if name == "profile" { 0 } else { 2 - u8::from(name.ends_with(".profile")) };
    (0..3)
        .flat_map(|now| pairs.clone().filter(move |(name, _)| turn(name) == now))
        .filter_map(|(name, text)| set(s, name, text).err())
        .collect()
}

/// Sets a parameter of `now` as a reader does who began with `base`. A profile is chosen anew from there, beside whatever else
/// differs: so that to choose one and then another leaves nothing of the first.
pub fn change(base: &Scenario, now: &mut Scenario, name: &str, text: &str) -> Result<(), Problem> {
    if name.rsplit('.').next() != Some("profile") {
        return set(now, name, text);
    }
    let mut pairs = difference(base, now);
    pairs.retain(|(other, _)| other != name && !(name == "profile" && other.ends_with(".profile")));
    pairs.push((name.to_owned(), text.to_owned()));
    renew(base, now, &pairs).map_or(Ok(()), Err)
}

/// Sets a parameter of `now` back to what it is in `base`: of one host, or of all.
pub fn reset(base: &Scenario, now: &mut Scenario, name: &str) {
    let (host, id) = name.rsplit_once('.').map_or((None, name), |(host, id)| (Some(host), id));
    let mut pairs = difference(base, now);
    pairs.retain(|(other, _)| other.rsplit('.').next() != Some(id));
    // What is said of another host stays.
    for other in now.hosts.iter().filter(|h| host.is_some_and(|host| h.name != host)) {
        let name = [&other.name, ".", id].concat();
        pairs.extend(get(now, &name).map(|text| (name, text)));
    }
    renew(base, now, &pairs);
}

/// Makes `now` anew from `base` and parameters; what its applications do, and what the reader does, stays.
fn renew(base: &Scenario, now: &mut Scenario, pairs: &[(String, String)]) -> Option<Problem> {
    *now = Scenario { interventions: std::mem::take(&mut now.interventions), ..base.with_steps(now) };
    set_all(now, pairs.iter().map(|(name, text)| (name.as_str(), text.as_str()))).pop()
}

/// The text of a parameter by name; `None` where it is unknown or where the hosts differ.
pub fn get(s: &Scenario, name: &str) -> Option<String> {
    let (setting, host) = resolve(s, name).ok()?;
    setting.get(s, host).map(|v| v.to_string())
}

/// The text that the profile of a host (or the one of all hosts) has for a parameter; `None` where it says nothing of it.
pub fn of_profile(s: &Scenario, name: &str) -> Option<String> {
    let (setting, host) = resolve(s, name).ok()?;
    let profile = find("profile")?.get(s, host)?.word();
    let (_, text) = PROFILES.iter().find(|p| p.id == profile)?.values.iter().find(|(id, _)| *id == setting.id)?;
    Some((*text).to_owned())
}

/// The least list of settings that turns `base` into `now`, in the table's order. Both must have the same hosts and connections.
pub fn difference(base: &Scenario, now: &Scenario) -> Vec<(String, String)> {
    let mut at = base.with_steps(now);
    let mut out = Vec::new();
    for setting in SETTINGS {
        if !setting.per_host() {
            // A round trip that is not laid evenly has no value of its own: its delays say it.
            if let Some(value) = setting.get(now, None).filter(|v| setting.get(&at, None) != Some(*v)) {
                setting.set(&mut at, None, value);
                out.push((setting.id.to_owned(), value.to_string()));
            }
            continue;
        }
        let differing: Vec<usize> = (0..now.hosts.len()).filter(|h| setting.get(&at, Some(*h)) != setting.get(now, Some(*h))).collect();
        let common = setting.get(now, None).filter(|_| differing.len() > 1 && !matches!(setting.access, Access::OneHost(..)));
        if let Some(value) = common {
            setting.set(&mut at, None, value);
            out.push((setting.id.to_owned(), value.to_string()));
            continue;
        }
        for host in differing {
            if let (Some(value), Some(spec)) = (setting.get(now, Some(host)), now.hosts.get(host)) {
                setting.set(&mut at, Some(host), value);
                out.push((format!("{}.{}", spec.name, setting.id), value.to_string()));
            }
        }
    }
    out
}

//! What an application does, in a link: `client.script=1..2;connected+5ms:send 400;4`. A step of the scenario's own is its
//! number, from 1; any other is written out: what it waits for, how much longer, and the call. `then` goes without saying.

use super::intervention::forge::EndName;
use super::problem::{ProblemKind, clip};
use super::{AppCall, Scenario, Script, ScriptStep, Trigger};
use crate::base::Span;
use crate::base::text::halves;

/// The end of a key in a link: `client.script`, `server@1.script`.
pub const SUFFIX: &str = ".script";

impl ScriptStep {
    /// As links write it: `connected+5ms:send 400`.
    pub fn text(&self) -> String {
        let after = if self.after == Span::ZERO { String::new() } else { ["+", &self.after.to_string()].concat() };
        match (self.when, after.as_str()) {
            (Trigger::Then, "") => self.call.text(),
            (when, after) => [&when.text(), after, ":", &self.call.text()].concat(),
        }
    }

    /// Reads what [`ScriptStep::text`] wrote; spaces around the colon are allowed.
    pub fn read(text: &str) -> Result<ScriptStep, ProblemKind> {
        let text = text.trim_start();
        if let Some((head, call)) = text.split_once(':') {
            let (when, after) = head.split_once('+').map_or((head, None), |(when, after)| (when, Some(after)));
            let read = Trigger::read(when.trim());
            // What is said may hold a colon itself.
            let call = AppCall::read(call.trim_start());
            if read.is_ok() || call.is_ok() {
                let after = after.map_or(Ok(Span::ZERO), |a| a.trim().parse().map_err(|_| ProblemKind::NotASpan { text: clip(a) }));
                return AppCall::read(text).map(plain).or_else(|_| Ok(ScriptStep { when: read?, after: after?, call: call? }));
            }
        }
        AppCall::read(text).map(plain)
    }
}

/// A call that follows the one before at once.
fn plain(call: AppCall) -> ScriptStep {
    ScriptStep { when: Trigger::Then, after: Span::ZERO, call }
}

impl Scenario {
    /// What the application at an end does, step by step; nothing where it has no script.
    pub fn steps_of(&self, connection: u16, end: u8) -> &[ScriptStep] {
        self.scripts.iter().find(|x| (x.connection, x.end) == (connection, end)).map_or(&[], |x| &x.steps)
    }

    /// The name of the end that a script is of.
    pub fn name_of(&self, script: &Script) -> Option<String> {
        let host = self.hosts.get(self.script_host(script)?)?.name.clone();
        Some(EndName { host, connection: script.connection }.to_string())
    }

    /// The same with other steps at an end. One that had no script, and has none then, stays without.
    #[must_use]
    pub fn with_script(&self, connection: u16, end: u8, steps: Vec<ScriptStep>) -> Scenario {
        let mut s = self.clone();
        match s.scripts.iter_mut().find(|x| (x.connection, x.end) == (connection, end)) {
            Some(own) => own.steps = steps,
            None if steps.is_empty() => {}
            None => s.scripts.push(Script { connection, end, reads: true, steps }),
        }
        s
    }
}

/// The scripts in which `now` differs from `base`: the end's name, and the text.
pub fn difference(base: &Scenario, now: &Scenario) -> Vec<(String, String)> {
    differing(base, now).filter_map(|x| Some((now.name_of(x)?, write(base.steps_of(x.connection, x.end), &x.steps)))).collect()
}

/// The scripts in which `now` differs from `base`.
pub fn differing<'a>(base: &Scenario, now: &'a Scenario) -> impl Iterator<Item = &'a Script> {
    now.scripts.iter().filter(|x| base.steps_of(x.connection, x.end) != x.steps)
}

/// Gives an end of `s` the script that a link says.
pub fn apply(s: &mut Scenario, name: &str, text: &str) -> Result<(), ProblemKind> {
    let end = super::intervention::end_name(name).ok_or_else(|| ProblemKind::NotAnEnd { text: clip(name) })?;
    let Some(side) = s.side_of(&end) else {
        return Err(ProblemKind::NoEnd { name: clip(&end.host), number: end.connection.to_string() });
    };
    let steps = read(s.steps_of(end.connection, side), text)?;
    *s = s.with_script(end.connection, side, steps);
    Ok(())
}

/// The steps of `now`, those of `base` by their numbers.
fn write(base: &[ScriptStep], now: &[ScriptStep]) -> String {
    let mut out = String::new();
    // The numbers that follow each other, so far.
    let mut kept: Option<(usize, usize)> = None;
    let say = |out: &mut String, piece: &str| {
        out.push_str(if out.is_empty() { "" } else { ";" });
        out.push_str(piece);
    };
    let flush = |out: &mut String, kept: &mut Option<(usize, usize)>| match kept.take() {
        Some((from, to)) if from == to => say(out, &from.to_string()),
        Some((from, to)) => say(out, &[&from.to_string(), "..", &to.to_string()].concat()),
        None => {}
    };
    for step in now {
        let next = kept.map_or(1, |(_, to)| to + 1);
        let follows = base.get(next - 1) == Some(step);
        match (kept, if follows { Some(next) } else { base.iter().position(|b| b == step).map(|at| at + 1) }) {
            (Some((from, _)), Some(at)) if follows => kept = Some((from, at)),
            (_, Some(at)) => {
                flush(&mut out, &mut kept);
                kept = Some((at, at));
            }
            (_, None) => {
                flush(&mut out, &mut kept);
                say(&mut out, &step.text().replace('\\', "\\\\").replace(';', "\\;"));
            }
        }
    }
    flush(&mut out, &mut kept);
    out
}

/// Reads what [`write`] wrote.
fn read(base: &[ScriptStep], text: &str) -> Result<Vec<ScriptStep>, ProblemKind> {
    let mut steps = Vec::new();
    for piece in pieces(text) {
        let (from, to) = halves(&piece, "..").unwrap_or((&piece, &piece));
        let (Ok(from), Ok(to)) = (from.parse::<usize>(), to.parse::<usize>()) else {
            steps.push(ScriptStep::read(&piece)?);
            continue;
        };
        let own = from.checked_sub(1).and_then(|first| base.get(first..to)).filter(|own| !own.is_empty());
        let unknown = || ProblemKind::NoStep { number: clip(&piece), count: base.len().to_string() };
        steps.extend_from_slice(own.ok_or_else(unknown)?);
        if steps.len() > super::check::MAX_STEPS {
            break;
        }
    }
    Ok(steps)
}

/// The pieces between semicolons; one behind a backslash is a character like any other.
fn pieces(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, out.last_mut()) {
            (';', _) => out.push(String::new()),
            ('\\', Some(piece)) => piece.extend(chars.next()),
            (c, Some(piece)) => piece.push(c),
            _ => {}
        }
    }
    out.retain(|piece| !piece.is_empty());
    out
}

//! Interventions as text. In a file and on the command line `drop c3`, `edit c1: tcp.syn=0`, `off drop c3`; in a link
//! `drop=c3`, `edit=c1:tcp.syn=0`, `off=drop:c3`. A fingerprint follows the name after `!`: `drop c3!PA.1.1000`.

use super::problem::{ProblemKind, clip};
use super::{Fingerprint, Intervention, Kind, Target};
use crate::wire::{EditList, Flags};
use std::fmt;
use std::str::FromStr;

/// One letter a flag, in the order of ladder labels.
const LETTERS: [(Flags, char); 8] = [
    (Flags::SYN, 'S'),
    (Flags::FIN, 'F'),
    (Flags::RST, 'R'),
    (Flags::PSH, 'P'),
    (Flags::URG, 'U'),
    (Flags::ECE, 'E'),
    (Flags::CWR, 'C'),
    (Flags::ACK, 'A'),
];

/// `<flags>.<seq>.<len>`, then where they are not the usual: `.a<ack>` (not 0), `.n<times sent before>` (not 0),
/// `.k<connection>` (not 0) or `.x` (none). `SA.0.0`, `PA.1.1000`, `A.1.0.a1001`, `-.0.0` for no flag.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: String = LETTERS.iter().filter(|(flag, _)| self.flags.has(*flag)).map(|(_, c)| *c).collect();
        write!(f, "{}.{}.{}", if letters.is_empty() { "-" } else { &letters }, self.seq, self.len)?;
        if self.ack != 0 {
            write!(f, ".a{}", self.ack)?;
        }
        if self.nth != 0 {
            write!(f, ".n{}", self.nth)?;
        }
        match self.connection {
            Some(0) => Ok(()),
            Some(k) => write!(f, ".k{k}"),
            None => f.write_str(".x"),
        }
    }
}

impl FromStr for Fingerprint {
    type Err = ProblemKind;
    fn from_str(text: &str) -> Result<Self, ProblemKind> {
        read_fingerprint(text).ok_or_else(|| ProblemKind::NotAFingerprint { text: clip(text) })
    }
}

fn read_fingerprint(text: &str) -> Option<Fingerprint> {
    let mut parts = text.split('.');
    let letters = parts.next()?;
    let mut flags = Flags::NONE;
    if letters != "-" {
        if letters.is_empty() {
            return None;
        }
        for c in letters.chars() {
            let (flag, _) = LETTERS.iter().find(|(_, letter)| *letter == c)?;
            if flags.has(*flag) {
                return None;
            }
            flags |= *flag;
        }
    }
    let seq = number(parts.next()?)?;
    let len = number(parts.next()?)?;
    let mut print = Fingerprint { connection: Some(0), flags, seq, ack: 0, len, nth: 0 };
    for part in parts {
        let mut chars = part.chars();
        match (chars.next()?, chars.as_str()) {
            ('a', n) => print.ack = number(n)?,
            ('n', n) => print.nth = number(n)?,
            ('k', n) => print.connection = Some(number(n)?),
            ('x', "") => print.connection = None,
            _ => return None,
        }
    }
    Some(print)
}

/// Plain decimal digits: no sign, no empty text.
fn number<T: FromStr>(text: &str) -> Option<T> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

impl Intervention {
    /// The verb and what follows it: `("edit", "c1:tcp.syn=0")`. Whether it is switched on is not in it.
    pub fn verb_and_rest(&self) -> (&'static str, String) {
        let Target::Segment(name) = self.target;
        let aim = self.fingerprint.map_or(name.to_string(), |print| format!("{name}!{print}"));
        match &self.kind {
            Kind::Drop => ("drop", aim),
            Kind::Edit(edits) => ("edit", format!("{aim}:{edits}")),
        }
    }

    /// Reads what [`Intervention::verb_and_rest`] wrote; spaces around the colon are allowed.
    pub fn from_verb_and_rest(verb: &str, rest: &str) -> Result<Intervention, ProblemKind> {
        let (aim, edits) = match rest.split_once(':') {
            Some((aim, edits)) => (aim.trim(), Some(edits.trim())),
            None => (rest.trim(), None),
        };
        let kind = match (verb, edits) {
            ("drop", None) => Kind::Drop,
            ("edit", Some(text)) => Kind::Edit(read_edits(text)?),
            _ => return Err(ProblemKind::NotAnIntervention { text: clip(&format!("{verb} {rest}")) }),
        };
        let (name, print) = match aim.split_once('!') {
            Some((name, print)) => (name, Some(print.parse()?)),
            None => (aim, None),
        };
        let name = name.parse().map_err(|_| ProblemKind::NotASegment { text: clip(name) })?;
        Ok(Intervention { target: Target::Segment(name), kind, enabled: true, fingerprint: print })
    }
}

fn read_edits(text: &str) -> Result<EditList, ProblemKind> {
    let fail = |why: String| ProblemKind::NotAnEdit { text: clip(text), why };
    if text.is_empty() {
        return Err(fail("it is empty".into()));
    }
    text.parse().map_err(|why: <EditList as FromStr>::Err| fail(why.to_string()))
}

impl fmt::Display for Intervention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, rest) = self.verb_and_rest();
        f.write_str(if self.enabled { "" } else { "off " })?;
        match rest.split_once(':') {
            Some((aim, edits)) => write!(f, "{verb} {aim}: {edits}"),
            None => write!(f, "{verb} {rest}"),
        }
    }
}

impl FromStr for Intervention {
    type Err = ProblemKind;
    fn from_str(text: &str) -> Result<Self, ProblemKind> {
        let text = text.trim();
        let (enabled, body) = match text.strip_prefix("off ") {
            Some(body) => (false, body.trim_start()),
            None => (true, text),
        };
        let (verb, rest) = body.split_once(' ').ok_or_else(|| ProblemKind::NotAnIntervention { text: clip(text) })?;
        Ok(Intervention { enabled, ..Intervention::from_verb_and_rest(verb, rest)? })
    }
}

//! What is wrong with a scenario, a file, a link or a command line: the place and the mend. The page translates `kind` by
//! its `id` (locale key `problem.<id>`) and `params`; the command line prints the English `Display`.

use std::fmt;

/// One problem, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place: a parameter (`client.loss`), a path inside a file (`scripts.client.steps[2].when`), or empty for the whole.
    pub place: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    /// A problem at a place.
    pub fn new(place: impl Into<String>, kind: ProblemKind) -> Problem {
        Problem { place: place.into(), kind }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() { write!(f, "{}", self.kind) } else { write!(f, "{}: {}", self.place, self.kind) }
    }
}

impl std::error::Error for Problem {}

/// Declares the kinds once: variant, frozen id, English text, parameters.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $({ $($field:ident),+ })? = $id:literal, $text:literal;)+) => {
        /// What is wrong. Every parameter is text, already clipped to a length that can be shown.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum ProblemKind {
            $($(#[$doc])* #[error($text)] #[allow(missing_docs, reason = "the text above names each field")] $variant $({ $($field: String),+ })?,)+
        }

        impl ProblemKind {
            /// Every id, for the test that no locale lacks one.
            pub const IDS: &'static [&'static str] = &[$($id),+];

            /// A short name that never changes: the locale key after `problem.`.
            pub const fn id(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $id,)+ }
            }

            /// The parameters of the text, by name.
            pub fn params(&self) -> Vec<(&'static str, &str)> {
                match self { $(Self::$variant $({ $($field),+ })? => named(&[$($(stringify!($field)),+)?], &[$($($field),+)?]),)+ }
            }
        }
    };
}

/// Each value with its name; one function for all kinds, for each of its own would be kilobytes of program.
fn named<'a>(names: &[&'static str], values: &[&'a String]) -> Vec<(&'static str, &'a str)> {
    names.iter().zip(values).map(|(name, value)| (*name, value.as_str())).collect()
}

kinds! {
    /// No scenario has this name.
    UnknownScenario { name, nearest } = "unknown-scenario", "there is no scenario `{name}`; the nearest is `{nearest}`";
    /// No scenario has this name, nor one like it.
    StrangeScenario { name } = "strange-scenario", "there is no scenario `{name}`, nor one of a like name";
    /// What a link carries as a scenario is none, or not all of it.
    BrokenFile = "broken-file", "the scenario in this link is broken: the link was cut off or changed; copy it anew";
    /// No parameter has this name.
    UnknownSetting { name, nearest } = "unknown-setting", "there is no parameter `{name}`; the nearest is `{nearest}`";
    /// No parameter has this name, nor one like it.
    StrangeSetting { name } = "strange-setting", "there is no parameter `{name}`, nor one of a like name";
    /// No host has this name.
    UnknownHost { name, hosts } = "unknown-host", "there is no host `{name}`; the hosts are: {hosts}";
    /// A key that has no meaning here.
    UnknownKey { name, keys } = "unknown-key", "`{name}` means nothing here; known keys: {keys}";
    /// A word that has no meaning here.
    UnknownWord { text, words } = "unknown-word", "`{text}` is not one of: {words}";
    /// Something that must be there is not.
    Missing { what } = "missing", "{what} is missing";
    /// Another kind of JSON value belongs here.
    WrongType { wanted } = "wrong-type", "{wanted} belongs here";
    /// Not a length of time.
    NotASpan { text } = "not-a-span", "`{text}` is not a time with a unit (ns, us, ms, s, min, h), such as 5s or 1.5ms";
    /// Not a probability.
    NotAProbability { text } = "not-a-probability", "`{text}` is not a probability from 0 to 1 (or 0% to 100%) with at most six decimals";
    /// Not a whole number.
    NotANumber { text } = "not-a-number", "`{text}` is not a whole number";
    /// Not a bit rate.
    NotARate { text } = "not-a-rate", "`{text}` is not a rate in bits per second, such as 10Mbps, 64kbps or 9600bps";
    /// Not a burst-loss model.
    NotABurst { text } = "not-a-burst", "`{text}` is not a burst model p/r (chance to turn bad, chance to turn good), such as 0.01/0.25, with the loss while bad and while good after it if you like";
    /// Not a list of outages.
    NotAnOutage { text } = "not-an-outage", "`{text}` is not a list of at most four outages, each from..to, such as 2s..5s,10s..12s";
    /// Not a filter.
    NotAFilter { text } = "not-a-filter", "`{text}` is not a list of at most four rules port:drop, port:rst or port:icmp (or * for any port), such as 80:drop";
    /// Not a source route.
    NotASourceRoute { text } = "not-a-source-route", "`{text}` is not a source route of one to nine addresses, such as 203.0.113.254 or strict:203.0.113.254";
    /// Not an address.
    NotAnAddress { text } = "not-an-address", "`{text}` is not an IPv4 address, such as 192.0.2.1";
    /// Not a segment's name.
    NotASegment { text } = "not-a-segment", "`{text}` is not a segment's name, such as c3 (the client's third) or s2 (the server's second)";
    /// Not what an intervention can be aimed at.
    NotATarget { text } = "not-a-target", "`{text}` is neither a segment's name, such as c3 or s2, nor a time after the start, such as 200ms";
    /// Not flags.
    NotFlags { text } = "not-flags", "`{text}` is no list of flags; their letters are C E U A P R S F, as in SA";
    /// Not a fingerprint.
    NotAFingerprint { text } = "not-a-fingerprint", "`{text}` after the `!` does not describe a segment; leave the `!` and the rest of it out";
    /// Not an edit.
    NotAnEdit { text } = "not-an-edit", "`{text}` is not an edit of a segment; write tcp.syn=0, tcp.window=4096, @52=ff00 (at most 65535 bytes in all) or ~415";
    /// No header has such a field.
    UnknownField { name, nearest } = "unknown-field", "no header field is called `{name}`; the nearest is `{nearest}`";
    /// More than a field holds.
    FieldTooBig { field, most } = "field-too-big", "{field} holds at most {most}";
    /// What reads interventions is not here.
    NotHere { text } = "not-here", "what reads `{text}` is not here; load it first";
    /// Not an intervention.
    NotAnIntervention { text } = "not-an-intervention", "`{text}` is not an intervention, such as `drop c3`, `delay c3: 200ms` or `edit c1: tcp.syn=0`";
    /// Not a call of an application.
    NotACall { text } = "not-a-call", "`{text}` is no call; write send 400, say hello, receive 100, listen, connect, close, abort, reading off, crash, reboot, unplug or plug; in call= the host stands before it, as in client close";
    /// Not a condition on segments.
    NotAMatcher { text } = "not-a-matcher", "`{text}` does not say which segments, as every(from=client,data) or nth2(flags=SA) does";
    /// Not a part of a forged segment.
    NotForged { text } = "not-forged", "`{text}` is no part of a forged segment, such as flags=R, tcp.seq=server.rcv_nxt+100 or times=3";
    /// Not an end of a connection.
    NotAnEnd { text } = "not-an-end", "`{text}` is not an end of a connection, such as client:49152";
    /// Not hexadecimal bytes.
    NotHex { text } = "not-hex", "`{text}` is not an even number of hexadecimal digits";
    /// Too small or too large.
    OutOfRange { text, least, most } = "out-of-range", "{text} is outside {least} to {most}";
    /// Given twice.
    Duplicate { name } = "duplicate", "`{name}` stands here twice";
    /// An intervention that stands in a link twice, where twice is not as once. All else of the link holds.
    Twice { text } = "twice", "`{text}` stands here twice and is done once; say it once with all that is to be done: delay=c3:10ms, dup=c3:2, corrupt=c3:2, times=2 in forge=, or call= at another time";
    /// An address that another host has.
    AddressTaken { address, owner } = "address-taken", "{address} is the address of {owner}; give one of the two another";
    /// A change after which the address could not be read again.
    LinkTooLong { bytes, limit } = "link-too-long", "the address would have {bytes} bytes, more than the {limit} that are read; make the change smaller";
    /// Too much text.
    TooLong { bytes, limit } = "too-long", "{bytes} bytes are more than the {limit} that are read";
    /// Too many of something.
    TooMany { count, limit } = "too-many", "{count} are more than the {limit} allowed";
    /// An application would send too much.
    TooMuchToSend { bytes, limit } = "too-much-to-send", "{bytes} bytes to send are more than the {limit} allowed";
    /// The file is not JSON.
    Syntax { line, column, why } = "syntax", "not JSON at line {line}, column {column}: {why}";
    /// A setting that cannot be the same for all hosts.
    NeedsHost { example } = "needs-host", "name the host it is for, such as {example}";
    /// A name that is not one.
    BadName { text } = "bad-name", "`{text}` is not a name of 1 to 40 lower-case letters, digits and hyphens";
    /// The letter of a host's segments.
    BadKey { text } = "bad-key", "`{text}` is not a lower-case letter other than d, r and x, which name copies, the router's packets and forged segments";
    /// An address no host can have.
    BadAddress { text } = "bad-address", "{text} is not an address that a host can have";
    /// A connection from a host to itself.
    OneHost { name } = "one-host", "both ends are at `{name}`; a connection here joins two hosts";
    /// An index beyond the list.
    NoConnection { number, count } = "no-connection", "connection {number} does not exist; there are {count}, counted from 0";
    /// A host has no end in that connection.
    NoEnd { name, number } = "no-end", "host `{name}` has no end of connection {number}";
    /// A script has no such step.
    NoStep { number, count } = "no-step", "there is no step {number}; the scenario has {count} here, counted from 1";
    /// Two limits that contradict each other.
    Greater { least, most } = "greater", "{least} is greater than {most}";
    /// No host emits segments of that letter.
    NoSuchKey { name } = "no-such-key", "no host emits segments named {name}";
    /// A segment that no run of this scenario has.
    NeverSent { name } = "never-sent", "there is no segment {name} in this run";
    /// A step that the run's end comes before.
    AfterTheEnd { time, limit } = "after-the-end", "{time} lies after the run's limit of {limit}";
}

/// Text of a reader as an error can show it: at most 40 characters, control characters replaced.
pub fn clip(text: &str) -> String {
    let mut out: String = text.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        out.push('…');
    }
    out
}

impl ProblemKind {
    /// No scenario has this name; perhaps one of these was meant.
    pub fn unknown_scenario<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> ProblemKind {
        match nearest(name, candidates) {
            Some(nearest) => ProblemKind::UnknownScenario { name: clip(name), nearest: nearest.into() },
            None => ProblemKind::StrangeScenario { name: clip(name) },
        }
    }

    /// No parameter has this name; perhaps one of these was meant.
    pub fn unknown_setting<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> ProblemKind {
        match nearest(name, candidates) {
            Some(nearest) => ProblemKind::UnknownSetting { name: clip(name), nearest: nearest.into() },
            None => ProblemKind::StrangeSetting { name: clip(name) },
        }
    }
}

/// The candidate nearest to a misspelt name, by edit distance; the first of equals. None where more than half of the name
/// would have to be another: that is no misspelling.
fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(64).collect();
    let (far, best) = candidates.into_iter().map(|c| (distance(&name, c), c)).min_by_key(|(far, _)| *far)?;
    (far * 2 <= name.len()).then_some(best)
}

/// Levenshtein distance.
fn distance(a: &[char], b: &str) -> usize {
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (i, cb) in b.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        let mut left = i + 1;
        for (slot, ca) in row.iter_mut().skip(1).zip(a) {
            let best = (diagonal + usize::from(*ca != cb)).min(*slot + 1).min(left + 1);
            diagonal = std::mem::replace(slot, best);
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_finds_its_neighbour() {
        let all = ["three-way-handshake", "four-way-close", "lost-syn", "lost-syn-ack"];
        assert_eq!(nearest("3-way-handshake", all), Some("three-way-handshake"));
        assert_eq!(nearest("lost-sin", all), Some("lost-syn"));
        assert_eq!((nearest("日本", all), nearest("", [])), (None, None));
    }

    #[test]
    fn a_problem_names_its_place_and_the_mend() {
        let p = Problem::new("loss", ProblemKind::NotAProbability { text: "abc".into() });
        assert_eq!(p.to_string(), "loss: `abc` is not a probability from 0 to 1 (or 0% to 100%) with at most six decimals");
        assert_eq!((p.kind.id(), p.kind.params()), ("not-a-probability", vec![("text", "abc")]));
        assert_eq!(clip(&"x".repeat(99)).chars().count(), 41);
    }
}

//! Calls of an application, and what they wait for, as text: `send 400`, `say hello`, `close`; `10ms`, `connected`, `read 40`.
//! Links, orders and the page read and write them; files have the triggers in the same words.

use super::problem::{ProblemKind, clip};
use super::{AppCall, Content, Trigger};
use crate::base::Span;
use crate::wire::edit::{Hex, unhex};

/// Makes a call of what it sends.
type Sends = fn(Content) -> AppCall;

/// What a call sends is a size or a text: the words for each.
const SENDS: [(&str, &str, Sends); 3] =
    [("send", "say", AppCall::Send), ("urgent", "say_urgent", AppCall::SendUrgent), ("sendto", "sayto", AppCall::SendTo)];

/// The triggers without a number, by their words. Frozen.
const TRIGGERS: [(&str, Trigger); 5] = [
    ("then", Trigger::Then),
    ("connected", Trigger::Connected),
    ("end of stream", Trigger::EndOfStream),
    ("urgent", Trigger::Urgent),
    ("failed", Trigger::Failed),
];

impl Trigger {
    /// As files, links and the page write it.
    pub fn text(self) -> String {
        match self {
            Trigger::At(span) => span.to_string(),
            Trigger::Read(bytes) => ["read ", &bytes.to_string()].concat(),
            other => TRIGGERS.iter().find(|(_, t)| *t == other).map_or("", |(word, _)| word).to_owned(),
        }
    }

    /// Reads what [`Trigger::text`] wrote.
    pub fn read(text: &str) -> Result<Trigger, ProblemKind> {
        if let Some((_, trigger)) = TRIGGERS.iter().find(|(word, _)| *word == text) {
            return Ok(*trigger);
        }
        if let Some(n) = text.strip_prefix("read ") {
            let n = n.trim();
            return n.parse().map(Trigger::Read).map_err(|_| not_a_count(n, u64::MAX));
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return text.parse().map(Trigger::At).map_err(|_| ProblemKind::NotASpan { text: clip(text) });
        }
        let words = "a time such as 10ms, then, connected, read 40, end of stream, urgent, failed".to_owned();
        Err(ProblemKind::UnknownWord { text: clip(text), words })
    }
}

impl AppCall {
    /// As links and the page write it.
    pub fn text(&self) -> String {
        let (word, value) = match self {
            AppCall::Send(content) => sent(0, content),
            AppCall::SendUrgent(content) => sent(1, content),
            AppCall::SendTo(content) => sent(2, content),
            AppCall::Receive(n) => ("receive", n.to_string()),
            AppCall::ReceiveBuffer(n) => ("rcv_buf", n.to_string()),
            AppCall::Reading(on) => ("reading", switch(*on)),
            AppCall::KeepAlive(on) => ("keep_alive", switch(*on)),
            AppCall::Service(code) => ("dscp", code.to_string()),
            AppCall::Linger(span) => ("linger", span.map_or("off".to_owned(), |s| s.to_string())),
            call => return AppCall::WORDS.iter().find(|(_, c)| c == call).map_or("", |(word, _)| word).to_owned(),
        };
        [word, " ", &value].concat()
    }

    /// Reads what [`AppCall::text`] wrote.
    pub fn read(text: &str) -> Result<AppCall, ProblemKind> {
        let refused = || ProblemKind::NotACall { text: clip(text) };
        let (word, value) = text.split_once(' ').map_or((text, None), |(word, value)| (word, Some(value)));
        let Some(value) = value else {
            return AppCall::WORDS.into_iter().find(|(w, _)| *w == word).map(|(_, call)| call).ok_or_else(refused);
        };
        for (size, say, make) in SENDS {
            if word == size {
                return value.trim().parse().map(|n| make(Content::Size(n))).map_err(|_| refused());
            }
            if word == say {
                return Ok(make(Content::Bytes(value.as_bytes().to_vec())));
            }
        }
        let number = || value.trim().parse::<u32>().map_err(|_| refused());
        let on = || match value {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(refused()),
        };
        Ok(match word {
            "hex" => AppCall::Send(Content::Bytes(unhex(word, value).map_err(|_| ProblemKind::NotHex { text: clip(value) })?)),
            "receive" => AppCall::Receive(number()?),
            "rcv_buf" => AppCall::ReceiveBuffer(number()?),
            "reading" => AppCall::Reading(on()?),
            "keep_alive" => AppCall::KeepAlive(on()?),
            "dscp" => AppCall::Service(service(number()?)?),
            "linger" if value == "off" => AppCall::Linger(None),
            "linger" => AppCall::Linger(Some(value.parse::<Span>().map_err(|_| ProblemKind::NotASpan { text: clip(value) })?)),
            _ => return Err(refused()),
        })
    }
}

/// A Differentiated Services code point.
fn service(code: u32) -> Result<u8, ProblemKind> {
    u8::try_from(code).ok().filter(|c| *c <= MAX_SERVICE).ok_or_else(|| not_a_count(&code.to_string(), MAX_SERVICE.into()))
}

/// Greatest Differentiated Services code point: six bits.
pub const MAX_SERVICE: u8 = 63;

/// Why a text is no number from 0 to `most`.
pub fn not_a_count(text: &str, most: u64) -> ProblemKind {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        ProblemKind::OutOfRange { text: clip(text), least: "0".into(), most: most.to_string() }
    } else {
        ProblemKind::NotANumber { text: clip(text) }
    }
}

fn switch(on: bool) -> String {
    if on { "on".into() } else { "off".into() }
}

/// The word and the value of a call that sends.
fn sent(which: usize, content: &Content) -> (&'static str, String) {
    let (size, say, _) = SENDS.get(which).copied().unwrap_or(("", "", AppCall::Send));
    match content {
        Content::Size(n) => (size, n.to_string()),
        Content::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Err(_) if which == 0 => ("hex", Hex(bytes).to_string()),
            // The other two are only ever made from text.
            text => (say, text.map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned)),
        },
    }
}

//! A call that the reader makes for an application, at a time: `client close`, `server@1 send 400`, `client say hello`.

use super::forge::EndName;
use super::forge_text::end_name;
use crate::scenario::problem::{ProblemKind, clip};
use crate::scenario::{AppCall, Content};
use std::fmt;

/// Most bytes that one call can send.
pub const MAX_SENT: u32 = 10_000_000;

/// Whose application calls what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The end.
    pub end: EndName,
    /// The call; every one of them has a text here but those that only files have.
    pub call: AppCall,
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, value) = match &self.call {
            AppCall::Send(Content::Size(n)) => ("send", n.to_string()),
            AppCall::Send(Content::Bytes(bytes)) => ("say", String::from_utf8_lossy(bytes).into_owned()),
            AppCall::SendUrgent(Content::Size(n)) => ("urgent", n.to_string()),
            AppCall::SendTo(Content::Size(n)) => ("sendto", n.to_string()),
            AppCall::Receive(n) => ("receive", n.to_string()),
            AppCall::ReceiveBuffer(n) => ("rcv_buf", n.to_string()),
            AppCall::Reading(on) => ("reading", switch(*on)),
            AppCall::KeepAlive(on) => ("keep_alive", switch(*on)),
            call => (AppCall::WORDS.iter().find(|(_, c)| c == call).map_or("", |(word, _)| word), String::new()),
        };
        write!(f, "{} {word}", self.end)?;
        if value.is_empty() { Ok(()) } else { write!(f, " {value}") }
    }
}

fn switch(on: bool) -> String {
    if on { "on".into() } else { "off".into() }
}

/// Reads what `Display` wrote.
pub(super) fn read(text: &str) -> Result<Order, ProblemKind> {
    let refused = || ProblemKind::NotACall { text: clip(text) };
    let (end, call) = text.trim_start().split_once(' ').ok_or_else(refused)?;
    let (word, value) = call.split_once(' ').map_or((call, None), |(word, value)| (word, Some(value)));
    let end = end_name(end).ok_or_else(refused)?;
    let number = || value.and_then(|v| v.trim().parse::<u32>().ok()).filter(|n| *n <= MAX_SENT).ok_or_else(refused);
    let on = || match value {
        Some("on") => Ok(true),
        Some("off") => Ok(false),
        _ => Err(refused()),
    };
    let call = match word {
        "say" => AppCall::Send(Content::Bytes(value.ok_or_else(refused)?.as_bytes().to_vec())),
        "send" => AppCall::Send(Content::Size(number()?)),
        "urgent" => AppCall::SendUrgent(Content::Size(number()?)),
        "sendto" => AppCall::SendTo(Content::Size(number()?)),
        "receive" => AppCall::Receive(number()?),
        "rcv_buf" => AppCall::ReceiveBuffer(number()?),
        "reading" => AppCall::Reading(on()?),
        "keep_alive" => AppCall::KeepAlive(on()?),
        word if value.is_none() => AppCall::WORDS.into_iter().find(|(w, _)| *w == word).map(|(_, call)| call).ok_or_else(refused)?,
        _ => return Err(refused()),
    };
    // Waiting for a connection is a script's, not a moment's.
    if call == AppCall::Accept { Err(refused()) } else { Ok(Order { end, call }) }
}

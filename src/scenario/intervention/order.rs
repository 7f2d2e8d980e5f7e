//! A call that the reader makes for an application, at a time: `client close`, `server@1 send 400`, `client say hello`.

use super::forge::EndName;
use super::forge_text::end_name;
use crate::scenario::problem::{ProblemKind, clip};
use crate::scenario::{AppCall, Content};
use std::fmt;

/// Most bytes that one call can send.
pub const MAX_SENT: u64 = 10_000_000;

/// Whose application calls what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The end.
    pub end: EndName,
    /// The call.
    pub call: AppCall,
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.end, self.call.text())
    }
}

/// Reads what `Display` wrote.
pub(super) fn read(text: &str) -> Result<Order, ProblemKind> {
    let refused = || ProblemKind::NotACall { text: clip(text) };
    let (end, call) = text.trim_start().split_once(' ').ok_or_else(refused)?;
    let end = end_name(end).ok_or_else(refused)?;
    let call = AppCall::read(call).map_err(|_| refused())?;
    match call.content().map(Content::len) {
        Some(bytes) if bytes > MAX_SENT => Err(ProblemKind::TooMuchToSend { bytes: bytes.to_string(), limit: MAX_SENT.to_string() }),
        // Waiting for a connection is a script's, not a moment's.
        _ if call == AppCall::Accept => Err(refused()),
        _ => Ok(Order { end, call }),
    }
}

//! What the reader wants to see of the ladder: which segments, which columns of their labels, whether windows.

use crate::layout::heading::Heading;
use crate::layout::timeline::{Segment, Side};
use crate::tcp::SendKind;
use crate::wire::Flags;

/// A choice that differs from what the ladder shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Pure acknowledgments are hidden.
    NoAcks,
    /// What no end of the connection sent is hidden: the router's messages, strangers' and forged segments.
    NoStrangers,
    /// Only what goes from the client to the server.
    ToServer,
    /// Only what goes from the server to the client.
    ToClient,
    /// Labels without the sequence number.
    NoSeq,
    /// Labels without the acknowledgment number.
    NoAck,
    /// Labels without the length of the data.
    NoLen,
    /// Labels with the window.
    Win,
    /// Labels with the options.
    Options,
    /// The windows of both ends beside the rails.
    Windows,
}

use Choice::{NoAck, NoAcks, NoLen, NoSeq, NoStrangers, Options, ToClient, ToServer, Win, Windows};

/// Every choice by its name in addresses. Those that hide segments come first.
pub const CHOICES: [(Choice, &str); 10] = [
    (NoAcks, "no-acks"),
    (NoStrangers, "no-strangers"),
    (ToServer, "to-server"),
    (ToClient, "to-client"),
    (NoSeq, "no-seq"),
    (NoAck, "no-ack"),
    (NoLen, "no-len"),
    (Win, "win"),
    (Options, "options"),
    (Windows, "windows"),
];

/// Those that hide segments.
const FILTERS: u16 = 0b1111;

/// A set of choices; empty is what the ladder shows by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look(u16);

impl Look {
    /// Whether it holds a choice.
    pub const fn has(self, choice: Choice) -> bool {
        self.0 & (1 << choice as u16) != 0
    }
    /// With a choice, or without it. Of the two directions, one at most.
    #[must_use]
    pub const fn with(self, choice: Choice, on: bool) -> Look {
        let bit = 1 << choice as u16;
        let other = match choice {
            ToServer => 1 << ToClient as u16,
            ToClient => 1 << ToServer as u16,
            _ => 0,
        };
        Look(if on { (self.0 | bit) & !other } else { self.0 & !bit })
    }
    /// The same, but with every segment.
    #[must_use]
    pub const fn unfiltered(self) -> Look {
        Look(self.0 & !FILTERS)
    }
    /// Whether some segments are hidden.
    pub const fn filters(self) -> bool {
        self.0 & FILTERS != 0
    }
    /// Whether a segment is shown.
    pub fn shows(self, segment: &Segment) -> bool {
        let hidden = self.has(NoAcks) && pure_ack(segment)
            || self.has(NoStrangers) && !segment.own
            || self.has(ToServer) && segment.side == Side::Right
            || self.has(ToClient) && segment.side == Side::Left;
        !hidden
    }
    /// As addresses say it: `no-acks,win`.
    pub fn text(self) -> String {
        CHOICES.iter().filter(|(choice, _)| self.has(*choice)).map(|(_, name)| *name).collect::<Vec<_>>().join(",")
    }
    /// The words of which an address may say some.
    pub fn words() -> impl Iterator<Item = &'static str> {
        CHOICES.iter().map(|(_, name)| *name)
    }
    /// What an address says; what it does not know is left.
    pub fn read(text: &str) -> Look {
        let named = |word: &str| CHOICES.iter().find(|(_, name)| *name == word);
        text.split(',').filter_map(named).fold(Look::default(), |look, (choice, _)| look.with(*choice, true))
    }
}

/// Whether a segment does nothing but acknowledge. A keep-alive looks like it, but asks.
fn pure_ack(segment: &Segment) -> bool {
    let Heading::Tcp(tcp) = segment.heading else { return false };
    let speaks = Flags::SYN | Flags::FIN | Flags::RST | Flags::URG;
    tcp.len == 0 && tcp.flags.has(Flags::ACK) && !tcp.flags.any(speaks) && segment.kind != SendKind::KeepAlive
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::sample::post_with_loss;

    #[test]
    fn choices_survive_an_address() {
        for (at, (choice, name)) in CHOICES.iter().enumerate() {
            assert_eq!(*choice as usize, at, "{name}");
            let look = Look::default().with(*choice, true);
            assert_eq!(look.text(), *name);
            assert_eq!(Look::read(name), look);
            assert_eq!(look.filters(), at < 4, "{name}");
            assert_eq!(look.with(*choice, false), Look::default());
        }
        assert_eq!(Look::read("win,unknown,,no-acks").text(), "no-acks,win");
        assert_eq!(Look::read("to-server,to-client").text(), "to-client", "never both directions hidden");
    }

    #[test]
    fn pure_acknowledgments_alone_are_hidden() {
        let run = post_with_loss();
        let look = Look::read("no-acks");
        let hidden: Vec<String> = run.segments.iter().filter(|s| !look.shows(s)).map(|s| s.name.to_string()).collect();
        assert_eq!(hidden, ["c2", "s2", "s3", "s4", "c7", "s6", "c9"]);
        let look = Look::read("to-server");
        assert!(run.segments.iter().all(|s| look.shows(s) == (s.side == Side::Left)));
    }
}

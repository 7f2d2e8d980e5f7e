//! What stands along an arrow: read back from the segment's bytes, in the reader's number mode and words.

use super::look::{Choice, Look};
use super::marks::{Mark, Marks, Place};
use super::options::options_text;
use super::pane::{Anchor, Point};
use crate::layout::heading::{Heading, TcpHeading, icmp_key};
use crate::layout::text::{Face, width};
use crate::layout::timeline::{Segment, Side, Timeline};
use crate::layout::words::Words;
use crate::tcp::Seq;
use crate::wire::Flags;

/// How a piece of a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Muted: names, counts, side words.
    Name,
    /// Bold: flags, "retx".
    Flags,
    /// Plain: fields.
    Field,
    /// In the colour of loss, bold.
    Loss,
    /// In the colour of edits.
    Edit,
}

/// A piece of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text, spaces to its neighbours included.
    pub text: String,
    /// How it is set.
    pub role: Role,
}

/// A text that stands along a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its pieces, in reading order.
    pub runs: Vec<Run>,
    /// Where its beginning (or end: `anchor`) stands, on the baseline.
    pub at: Point,
    /// Which end of it stands there.
    pub anchor: Anchor,
    /// Cosine and sine of the angle, clockwise, that it is turned by.
    pub turn: (f64, f64),
    /// Its length in px, for `textLength`.
    pub length: f64,
    /// Font size in px.
    pub size: f64,
    /// How many segments it speaks for.
    pub count: u32,
}

impl Label {
    /// The whole text.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }

    /// The point `along` px on from its point in the direction of reading, and `below` px further down.
    pub fn along(&self, along: f64, below: f64) -> Point {
        let (cos, sin) = self.turn;
        Point::new(self.at.x + along * cos, self.at.y + along * sin + below)
    }

    /// Its four corners (glyphs, without halo), from its beginning's top, clockwise.
    pub fn corners(&self) -> [Point; 4] {
        let (cos, sin) = self.turn;
        let start = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => -self.length / 2.0,
            Anchor::End => -self.length,
        };
        let corner = |u: f64, v: f64| Point::new(self.at.x + u * cos - v * sin, self.at.y + u * sin + v * cos);
        let (top, bottom) = (-ASCENT * self.size, DESCENT * self.size);
        [corner(start, top), corner(start + self.length, top), corner(start + self.length, bottom), corner(start, bottom)]
    }
}

/// Height of capitals and digits in em.
pub const ASCENT: f64 = 0.75;
/// Depth of q and g in em.
pub const DESCENT: f64 = 0.22;

/// How sequence numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// Counted from each end's ISN.
    #[default]
    Relative,
    /// As they travel.
    Absolute,
    /// `x`, `y+1`: the client's ISN is x, the server's y.
    Letters,
}

/// How flags are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlagStyle {
    /// `SYN,ACK`.
    #[default]
    Names,
    /// `SYN=1, ACK=1`, so that the flag ACK and the field ack never mix.
    Textbook,
}

/// How much of a segment is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every field and the options: `SYN  seq=0 mss=1460`.
    Whole,
    /// Flags and every field: `PSH,ACK  seq=1 ack=1 len=412`.
    Full,
    /// `PSH,ACK seq=413 +1000`: the acknowledgment only where there are no data.
    Compact,
    /// The same, but data go without flags that say no more of them: `seq=413 +1000`.
    Fields,
    /// Flags and the words of all marks.
    Flags,
    /// Name and flags alone.
    Bare,
    /// The name alone.
    Name,
}

impl Form {
    /// From the fullest to the shortest.
    pub const ALL: [Form; 7] = [Form::Whole, Form::Full, Form::Compact, Form::Fields, Form::Flags, Form::Bare, Form::Name];
}

/// Everything a label's text depends on besides the segment.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// For the ISNs.
    pub timeline: &'a Timeline,
    /// Number mode.
    pub numbers: Numbers,
    /// Flag style.
    pub flags: FlagStyle,
    /// Which columns.
    pub look: Look,
    /// Language.
    pub words: &'a dyn Words,
}

/// Width of a label's text in px.
pub fn runs_width(runs: &[Run], size: f64) -> f64 {
    runs.iter().map(|r| width(&r.text, size, Face::Mono)).sum()
}

impl Wording<'_> {
    /// A sequence number of `side`'s stream, in a segment.
    pub fn number(&self, segment: &Segment, side: Side, value: u32) -> String {
        let iss = *side.pick(&segment.iss);
        match (self.numbers, iss) {
            (Numbers::Absolute, _) | (_, None) => value.to_string(),
            (Numbers::Relative, Some(iss)) => Seq(value).since(iss).to_string(),
            (Numbers::Letters, Some(iss)) => {
                let letter = *side.pick(&["x", "y"]);
                match Seq(value).since(iss) {
                    0 => letter.to_string(),
                    n => [letter, "+", &n.to_string()].concat(),
                }
            }
        }
    }

    /// The flags of a segment.
    pub(super) fn flag_text(&self, flags: Flags) -> String {
        match self.flags {
            FlagStyle::Names => flags.to_string(),
            FlagStyle::Textbook if flags == Flags::NONE => flags.to_string(),
            FlagStyle::Textbook => flags.to_string().split(',').map(|f| [f, "=1"].concat()).collect::<Vec<_>>().join(", "),
        }
    }

    /// One segment's label.
    pub fn segment(&self, segment: &Segment, marks: Marks, form: Form) -> Vec<Run> {
        let mut runs = Vec::new();
        if form == Form::Name {
            runs.push(Run { text: segment.name.to_string(), role: Role::Name });
            return runs;
        }
        runs.push(Run { text: [&segment.name.to_string(), " "].concat(), role: Role::Name });
        let told = if form == Form::Bare { Marks::default() } else { marks };
        self.push_marks(&mut runs, told, Place::Front);
        self.push_heading(&mut runs, segment, marks, form);
        self.push_marks(&mut runs, told, Place::Back);
        runs
    }

    pub(super) fn push_marks(&self, runs: &mut Vec<Run>, marks: Marks, place: Place) {
        for spec in marks.specs().filter(|s| s.place == place) {
            let word = self.words.say(spec.key, &[]);
            let text = if place == Place::Front { [&word, " "] } else { [" ", &word] }.concat();
            runs.push(Run { text, role: spec.role });
        }
    }

    fn push_heading(&self, runs: &mut Vec<Run>, segment: &Segment, marks: Marks, form: Form) {
        let of_len = |len: u32| [" len=", &len.to_string()].concat();
        let mut role = Role::Flags;
        let (what, fields) = match segment.heading {
            Heading::Tcp(tcp) => {
                if marks.has(Mark::Reset) {
                    role = Role::Loss;
                }
                let fields = self.fields(segment, &tcp, marks, form);
                let plain = form == Form::Fields && tcp.len > 0 && !tcp.flags.any(Flags::SYN | Flags::FIN | Flags::RST | Flags::URG);
                if plain && !fields.is_empty() {
                    (String::new(), fields.trim_start().to_owned())
                } else {
                    (self.flag_text(tcp.flags), fields)
                }
            }
            Heading::Udp { len } => ("UDP".to_owned(), of_len(len)),
            Heading::Icmp { kind, code, mtu } => {
                let number = || [kind.to_string(), code.to_string()].join("/");
                let what = icmp_key(kind, code).map_or_else(number, |key| self.words.say(key, &[]));
                let field = if (kind, code) == (3, 4) { [" mtu=", &mtu.to_string()].concat() } else { String::new() };
                (["ICMP ", &what].concat(), field)
            }
            Heading::Fragment { offset, len } => {
                (self.words.say("ladder.fragment", &[]), [" offset=", &offset.to_string(), &of_len(len)].concat())
            }
            Heading::Other { protocol, len } => (["IP ", &protocol.to_string()].concat(), of_len(len)),
            Heading::Nonsense { len } => {
                role = Role::Loss;
                (self.words.say("ladder.unreadable", &[]), of_len(len))
            }
        };
        let pieces = [(what, role), (fields, Role::Field)];
        runs.extend(pieces.into_iter().filter(|(text, _)| !text.is_empty()).map(|(text, role)| Run { text, role }));
    }

    fn fields(&self, segment: &Segment, tcp: &TcpHeading, marks: Marks, form: Form) -> String {
        let comma = if self.flags == FlagStyle::Textbook { ", " } else { " " };
        let mut parts = Vec::with_capacity(4);
        let compact = matches!(form, Form::Compact | Form::Fields);
        if matches!(form, Form::Flags | Form::Bare) {
            return String::new();
        }
        // A bare acknowledgment takes no sequence number: in the compact form its seq goes first.
        let takes_seq = tcp.len > 0 || tcp.flags.any(Flags::SYN | Flags::FIN | Flags::RST);
        if (!compact || takes_seq) && !self.look.has(Choice::NoSeq) {
            parts.push(["seq=", &self.number(segment, segment.side, tcp.seq)].concat());
        }
        if tcp.flags.has(Flags::ACK) && !(compact && tcp.len > 0) && !self.look.has(Choice::NoAck) {
            parts.push(["ack=", &self.number(segment, segment.side.other(), tcp.ack)].concat());
        }
        if tcp.len > 0 && !self.look.has(Choice::NoLen) {
            let what = if compact && !self.look.has(Choice::NoSeq) { "+" } else { "len=" };
            parts.push([what, &tcp.len.to_string()].concat());
        }
        if self.look.has(Choice::Win) || marks.has(Mark::WindowUpdate) {
            parts.push(["win=", &tcp.window.to_string()].concat());
        }
        if form == Form::Whole {
            let number = |value| self.number(segment, segment.side.other(), value);
            parts.push(options_text(self.timeline.options_of(segment), number));
        }
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            return String::new();
        }
        let gap = match (self.flags, compact) {
            (FlagStyle::Textbook, _) => ", ",
            (FlagStyle::Names, true) => " ",
            (FlagStyle::Names, false) => "  ",
        };
        [gap, &parts.join(comma)].concat()
    }
}

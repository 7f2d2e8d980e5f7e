//! The ladder as text: one row for a departure, one for an arrival or a death, what the ends do beside them.

use super::ids;
use super::value::{Numbers, seq};
use crate::base::Time;
use crate::layout::heading::{Heading, TcpHeading, icmp_key};
use crate::layout::words::span_text;
use crate::sim::{
    AppAct, EndId, Fate, Obstacle, Origin, Outcome, RecordKind, SegmentId, SegmentRow, Step, StepId, StepKind, StopCause, TimerEnd, Trace,
};
use crate::tcp::{AppEvent, SendKind, Seq, TimerKind};
use crate::wire::Flags;
use std::fmt::{self, Write};

/// Columns of a note at either side.
const NOTE: usize = 26;
/// Columns between the rails.
const WIRE: usize = 54;

/// What the ladder shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// How sequence numbers are printed.
    pub numbers: Numbers,
    /// The title, in the reader's language.
    pub title: &'a str,
    /// The link that opens the run; empty where none does.
    pub link: &'a str,
    /// Only this connection, and what belongs to none; otherwise all.
    pub connection: Option<u16>,
}

/// Writes the ladder of a run.
pub fn write(trace: &Trace, options: Options<'_>, out: &mut impl Write) -> fmt::Result {
    let places = trace.steps().iter().map(|s| places(s.time)).max().unwrap_or(3);
    let ladder = Ladder { trace, options, places };
    ladder.head(out)?;
    for step in 0..trace.step_count() {
        ladder.step(step, out)?;
    }
    ladder.foot(out)
}

/// An instant in seconds with as many decimals as it needs, at least three.
pub(super) fn clock(time: Time) -> String {
    clock_with(time, places(time))
}

fn places(time: Time) -> usize {
    format!("{:09}", time.0 % 1_000_000_000).trim_end_matches('0').len().max(3)
}

fn clock_with(time: Time, places: usize) -> String {
    let fraction = format!("{:09}", time.0 % 1_000_000_000);
    format!("{}.{} s", time.0 / 1_000_000_000, fraction.get(..places).unwrap_or(&fraction))
}

struct Ladder<'a> {
    trace: &'a Trace,
    options: Options<'a>,
    /// Decimals of every time, so that the points stand below each other.
    places: usize,
}

/// What the ends do in one step, left and right.
type Notes = [Vec<String>; 2];

impl Ladder<'_> {
    fn head(&self, out: &mut impl Write) -> fmt::Result {
        let s = self.trace.scenario();
        let Options { title, link, .. } = self.options;
        writeln!(out, "{}{}{title}", s.slug, if title.is_empty() { "" } else { " · " })?;
        if !link.is_empty() {
            writeln!(out, "{link}")?;
        }
        let connection = self.options.connection.unwrap_or(0);
        let ends = s.connections.get(usize::from(connection)).map(|c| c.ends.clone());
        let name = |side: usize| {
            let end = ends.as_ref().and_then(|e| e.get(side));
            let host = end.and_then(|e| s.hosts.get(usize::from(e.host)));
            let port = self.trace.port(EndId { connection, side: side as u8 });
            host.map_or(String::new(), |h| format!("{} {}:{port}", h.name, h.address))
        };
        writeln!(out, "\n{:>12}  {:>NOTE$} │{:WIRE$}│ {}", "time", name(0), "", name(1))
    }

    fn step(&self, id: StepId, out: &mut impl Write) -> fmt::Result {
        let Some(step) = self.trace.step(id) else { return Ok(()) };
        let mut notes: Notes = Notes::default();
        let mut rows: Vec<(Option<usize>, String)> = Vec::new();
        self.stimulus(id, &step, &mut rows);
        for record in self.trace.records(id).filter(|r| self.shows(r.end)) {
            let side = record.end.map_or(self.side_of_host(step.host), |end| self.side(end));
            if let RecordKind::Sent(segment) = record.kind {
                if let Some(row) = self.trace.segment(segment) {
                    rows.push((row.from.map(|host| self.side_of_host(host)), self.departure(&row)));
                }
            } else if let (RecordKind::Fragmented(n), StepKind::Forwarding(segment)) = (record.kind, step.kind) {
                let name = self.trace.segment(segment).map_or(String::new(), |row| row.name.to_string());
                rows.push((None, format!("{:^WIRE$}", format!("✂ {name} cut into {n} fragments"))));
            } else if let Some(text) = self.note(record.end, record.kind, id, step.time)
                && let Some(notes) = notes.get_mut(side)
            {
                notes.push(match record.end {
                    Some(end) if end.connection > 0 && self.options.connection.is_none() => format!("#{} {text}", end.connection),
                    _ => text,
                });
            }
        }
        lines(&clock_with(step.time, self.places), rows, notes, out)
    }

    /// Whether what belongs to an end is shown.
    fn shows(&self, end: Option<EndId>) -> bool {
        self.options.connection.is_none_or(|chosen| end.is_none_or(|end| end.connection == chosen))
    }

    /// The row of what started a step.
    fn stimulus(&self, id: StepId, step: &Step, rows: &mut Vec<(Option<usize>, String)>) {
        match step.kind {
            StepKind::Arrival(segment) => {
                if let Some(row) = self.trace.segment(segment).filter(|row| self.shows(self.trace.speaker(row))) {
                    let right = self.side_of_host(step.host) == 1;
                    let taken = !matches!(row.fate, Fate::Discarded(_));
                    // The last of its fragments makes a segment whole.
                    let whole = if let Origin::Fragment(of) = row.origin { self.trace.segment(of) } else { None };
                    let what = whole.filter(|w| w.ended_by == Some(id)).map_or(String::new(), |w| format!(", all of {}", w.name));
                    rows.push((Some(usize::from(right)), arrival(&format!("{}{what}", row.name), right, taken)));
                }
            }
            StepKind::Death(segment) => {
                if let Some(row) = self.trace.segment(segment).filter(|row| self.shows(self.trace.speaker(row))) {
                    let cause = if let Fate::Lost(_, cause) = row.fate { ids::loss(cause) } else { "" };
                    rows.push((None, format!("{:^WIRE$}", format!("✕ {} lost ({cause})", row.name))));
                }
            }
            StepKind::Forwarding(_) | StepKind::Timer(..) | StepKind::Reassembly | StepKind::Application(_) | StepKind::Forge(_) => {}
        }
    }

    /// The side an end is drawn at.
    fn side(&self, end: EndId) -> usize {
        let host = self.trace.scenario().connections.get(usize::from(end.connection)).and_then(|c| c.ends.get(usize::from(end.side)));
        host.map_or(usize::from(end.side.min(1)), |e| self.side_of_host(e.host))
    }

    /// The side a host is drawn at: that of its end of the chosen connection, or of its first.
    fn side_of_host(&self, host: u16) -> usize {
        let s = self.trace.scenario();
        let chosen = self.options.connection.and_then(|c| s.connections.get(usize::from(c)));
        let end = chosen.and_then(|c| c.ends.iter().position(|e| e.host == host));
        end.or_else(|| s.first_end(host).map(|(_, side)| side.into())).unwrap_or(1)
    }

    fn departure(&self, row: &SegmentRow<'_>) -> String {
        let of = row
            .end
            .map(|end| end.connection)
            .filter(|c| *c > 0 && self.options.connection.is_none())
            .map_or(String::new(), |c| format!("#{c} "));
        let label = format!("{of}{} {}", row.name, self.label(row));
        let line = "─".repeat(WIRE.saturating_sub(label.chars().count() + 4));
        match row.from.map(|host| self.side_of_host(host)) {
            Some(0) => format!("─ {label} {line}┄"),
            Some(_) => format!("┄{line} {label} ─"),
            // It enters in the middle, and goes to one side.
            None => {
                let line = line.get(..line.len() / 6 * 3).unwrap_or_default();
                let to_left = row.to.is_some_and(|host| self.side_of_host(host) == 0);
                let half = if to_left { format!("┄{line} {label} ╴") } else { format!("╶ {label} {line}┄") };
                format!("{half:^WIRE$}")
            }
        }
    }

    /// What the bytes of a segment say, and what is remarkable about it.
    fn label(&self, row: &SegmentRow<'_>) -> String {
        let mut label = match Heading::read(row.head, row.payload.len()) {
            Heading::Tcp(tcp) => self.tcp(row, &tcp),
            Heading::Udp { len } => format!("UDP len={len}"),
            Heading::Icmp { kind, code, mtu } => {
                let word = icmp_key(kind, code).and_then(|key| key.strip_prefix("ladder.icmp."));
                let what = word.map_or_else(|| format!("{kind}/{code}"), |word| word.replace('-', " "));
                let mtu = if (kind, code) == (3, 4) { format!(" mtu={mtu}") } else { String::new() };
                format!("ICMP {what}{mtu}")
            }
            Heading::Fragment { offset, len } => format!("fragment offset={offset} len={len}"),
            Heading::Other { protocol, len } => format!("IP protocol {protocol} len={len}"),
            Heading::Nonsense { len } => format!("unreadable, {len} bytes"),
        };
        let mark = match row.kind {
            SendKind::New | SendKind::Repeat => "",
            SendKind::Timeout | SendKind::Again => " · retx",
            SendKind::Fast => " · fast retx",
            SendKind::Recovery => " · retx (recovery)",
            SendKind::WindowProbe => " · window probe",
            SendKind::KeepAlive => " · keep-alive",
            SendKind::ChallengeAck => " · challenge",
            SendKind::WindowUpdate => " · window update",
        };
        label.push_str(mark);
        if row.duplicate {
            label.push_str(" · dup");
        }
        match row.origin {
            Origin::Host | Origin::Fragment(_) => {}
            Origin::Router => label.push_str(" · from the router"),
            Origin::Forged => label.push_str(" · forged"),
            Origin::Copy(of) => {
                let _ = write!(label, " · copy of {}", self.trace.segment(of).map_or(String::new(), |row| row.name.to_string()));
            }
        }
        if let Some(bit) = row.flipped {
            let _ = write!(label, " · bit {bit} flipped on the way");
        }
        if row.unedited.is_some() {
            label.push_str(" · edited");
        }
        label
    }

    fn tcp(&self, row: &SegmentRow<'_>, tcp: &TcpHeading) -> String {
        let [own, peer] = self.trace.origins(row);
        let mut label = format!("{} seq={}", tcp.flags, seq(Seq(tcp.seq), own, self.options.numbers));
        if tcp.flags.has(Flags::ACK) {
            let _ = write!(label, " ack={}", seq(Seq(tcp.ack), peer, self.options.numbers));
        }
        if tcp.len > 0 {
            let _ = write!(label, " len={}", tcp.len);
        }
        label
    }

    /// A record beside the rail; `None` for what the rows say already or what would only fill the page.
    fn note(&self, end: Option<EndId>, kind: RecordKind, step: StepId, now: Time) -> Option<String> {
        match kind {
            RecordKind::Call(act @ AppAct::Refused(_, error)) => Some(format!("{} refused: {error}", act.refused().unwrap_or("call"))),
            RecordKind::Call(AppAct::CloseBoth) => Some("close(both)".into()),
            RecordKind::Call(act) => Some(match ids::act(act) {
                (name @ ("crash" | "reboot" | "unplug" | "plug"), _) => name.into(),
                (name, None) => format!("{name}()"),
                (name, Some(n)) => format!("{name}({n})"),
            }),
            RecordKind::State(_, to) => Some(to.name().into()),
            RecordKind::TimerStart(TimerKind::TimeWait, at) => Some(format!("2MSL timer {}", span_text(at.since(now)))),
            RecordKind::TimerExpire(timer) => {
                let ran = self
                    .trace
                    .timers()
                    .iter()
                    .find(|t| Some(t.end) == end && t.timer == timer && t.ended_by == Some(step) && t.how == TimerEnd::Expired);
                let name = match timer {
                    TimerKind::Retransmission => "RTO",
                    TimerKind::Persist => "persist timer",
                    TimerKind::DelayedAck => "ACK delay",
                    TimerKind::KeepAlive => "keep-alive timer",
                    TimerKind::TimeWait => "2MSL",
                    TimerKind::UserTimeout => "user timeout",
                    TimerKind::SwsOverride => "SWS timer",
                };
                Some(ran.map_or(format!("{name} over"), |t| format!("{name} {} over", span_text(t.length()))))
            }
            RecordKind::Told(AppEvent::Refused) => Some("refused".into()),
            RecordKind::Told(AppEvent::Reset) => Some("reset".into()),
            RecordKind::Told(AppEvent::TimedOut) => Some("timed out".into()),
            RecordKind::Told(AppEvent::Unreachable) => Some("unreachable".into()),
            RecordKind::Told(AppEvent::Network(error)) => Some(format!("told: {}", error.name())),
            RecordKind::Told(AppEvent::EndOfStream) => Some("end of stream".into()),
            RecordKind::Told(AppEvent::Unresponsive) => Some("no answer (R1)".into()),
            RecordKind::Discarded => Some("discarded".into()),
            RecordKind::TimerStart(..)
            | RecordKind::TimerStop(_)
            | RecordKind::Sent(_)
            | RecordKind::Told(_)
            | RecordKind::Fragmented(_) => None,
        }
    }

    fn foot(&self, out: &mut impl Write) -> fmt::Result {
        let s = self.trace.scenario();
        let why = match self.trace.stop() {
            StopCause::Quiet => "nothing more can happen",
            StopCause::Events => "the limit of events is reached (limit_events)",
            StopCause::Segments => "the limit of segments is reached (limit_segments)",
            StopCause::Bytes => "the limit of bytes is reached (limit_bytes)",
            StopCause::Time => "the limit of virtual time is reached (limit_time)",
            StopCause::AckStorm => "the ends only answer each other's acknowledgments (ACK storm), and would for ever",
            StopCause::Unfinished => "it was stopped",
        };
        writeln!(out, "\nThe run ends at {}: {why}.", clock_with(self.trace.end(), self.places))?;
        for (intervention, outcome) in s.interventions.iter().zip(self.trace.outcomes()) {
            let target = &intervention.target;
            let was = |id: SegmentId| self.trace.segment(id).map_or(String::new(), |row| row.name.to_string());
            let moved = outcome.moved().map_or(String::new(), |id| format!("; what was meant is {} now", was(id)));
            let text = match *outcome {
                Outcome::Off => "switched off".into(),
                Outcome::Unmatched { .. } => format!("not done: {target} never left{moved}"),
                Outcome::Misfit { .. } => format!("not done: {target} is another segment than the one that was meant{moved}"),
                Outcome::Applied { first, times: 1 } => format!("done to {}", was(first)),
                Outcome::Applied { first, times } => format!("done {times} times, first to {}", was(first)),
                Outcome::Called(_) => "done".into(),
                Outcome::Impossible { why: Obstacle::PastTheEnd, .. } => format!("not done: it reaches past the end of {target}"),
                Outcome::Impossible { why: Obstacle::NothingToRead, .. } => "not done: what it reads did not exist at that moment".into(),
            };
            writeln!(out, "{intervention}: {text}")?;
        }
        writeln!(out, "wire digest {}", self.trace.wire_digest())
    }
}

/// The row of an arrival.
fn arrival(name: &str, right: bool, taken: bool) -> String {
    let line = "─".repeat(WIRE.saturating_sub(name.chars().count() + 8));
    match (right, taken) {
        (true, true) => format!("┄{line}─ {name} ───▶"),
        (true, false) => format!("┄{line}─ {name} ──▶✕"),
        (false, true) => format!("◀─── {name} ─{line}┄"),
        (false, false) => format!("✕◀── {name} ─{line}┄"),
    }
}

/// Lays rows and notes side by side; the time stands once.
fn lines(time: &str, rows: Vec<(Option<usize>, String)>, notes: Notes, out: &mut impl Write) -> fmt::Result {
    let [left, right] = notes.map(|notes| wrap(&notes));
    let count = rows.len().max(left.len()).max(right.len());
    let mut rows = rows.into_iter().map(|(_, row)| row);
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    for i in 0..count {
        let time = if i == 0 { time } else { "" };
        let wire = rows.next().unwrap_or_else(|| " ".repeat(WIRE));
        let row = format!("{time:>12}  {:>NOTE$} │{wire}│ {}", left.next().unwrap_or_default(), right.next().unwrap_or_default());
        writeln!(out, "{}", row.trim_end())?;
    }
    Ok(())
}

/// Notes in lines of at most [`NOTE`] columns where they fit.
fn wrap(notes: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for note in notes {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 2 + note.chars().count() <= NOTE => {
                line.push_str(", ");
                line.push_str(note);
            }
            _ => lines.push(note.clone()),
        }
    }
    lines
}

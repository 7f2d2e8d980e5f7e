//! The state diagram of RFC 9293 §3.3.2, figure 5: where its states and transitions stand, and which of them an end went through.
//! CLOSED stands twice, as in the figure: above, where connections begin, and below, where they end.

use super::ladder::{Anchor, Point};
use super::timeline::Side;
use crate::base::Time;
use crate::sim::{AppAct, EndId, Origin, RecordKind, StepId, StepKind, Trace};
use crate::tcp::{State, TimerKind};
use crate::wire::Flags;

use super::heading::Heading;

/// Width of the diagram, px.
pub const WIDTH: f64 = 576.0;
/// Its height, px.
pub const HEIGHT: f64 = 452.0;
/// Width and height of a state's box, px.
pub const BOX: (f64, f64) = (100.0, 26.0);

/// The boxes: state, whether it is the lower CLOSED, centre.
const PLACES: [(State, bool, f64, f64); 12] = [
    (State::Closed, false, 288.0, 20.0),
    (State::Listen, false, 288.0, 84.0),
    (State::SynReceived, false, 78.0, 152.0),
    (State::SynSent, false, 498.0, 152.0),
    (State::Established, false, 288.0, 220.0),
    (State::FinWait1, false, 78.0, 288.0),
    (State::CloseWait, false, 498.0, 288.0),
    (State::FinWait2, false, 78.0, 356.0),
    (State::Closing, false, 288.0, 356.0),
    (State::LastAck, false, 498.0, 356.0),
    (State::TimeWait, false, 288.0, 424.0),
    (State::Closed, true, 498.0, 424.0),
];

/// A transition with its place.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// From this state.
    pub from: State,
    /// To this.
    pub to: State,
    /// What causes it, in the figure's words; nothing for a way that the figure does not show.
    pub event: &'static str,
    /// What is done.
    pub action: &'static str,
    path: &'static [(f64, f64)],
    label: (f64, f64, Anchor),
}

const fn way(
    from: State,
    to: State,
    words: (&'static str, &'static str),
    path: &'static [(f64, f64)],
    label: (f64, f64, Anchor),
) -> Transition {
    Transition { from, to, event: words.0, action: words.1, path, label }
}

use Anchor::{End, Start};
use State::{CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived, SynSent, TimeWait};

const RCV_SYN: (&str, &str) = ("rcv SYN", "snd SYN,ACK");
const RCV_FIN: (&str, &str) = ("rcv FIN", "snd ACK");
const ACK_OF_FIN: (&str, &str) = ("rcv ACK of FIN", "");
const CLOSE: (&str, &str) = ("CLOSE", "snd FIN");
const DELETE: (&str, &str) = ("CLOSE", "delete TCB");
/// Not in the figure.
const OUTSIDE: (&str, &str) = ("", "");

/// The figure's transitions, and the ways of those that it leaves out for legibility (notes 2 and 3).
pub const TRANSITIONS: [Transition; 29] = [
    way(Closed, Listen, ("passive OPEN", "create TCB"), &[(268.0, 33.0), (268.0, 71.0)], (261.0, 48.0, End)),
    way(Listen, Closed, DELETE, &[(308.0, 71.0), (308.0, 33.0)], (315.0, 54.0, Start)),
    way(Closed, SynSent, ("active OPEN", "create TCB, snd SYN"), &[(338.0, 14.0), (534.0, 14.0), (534.0, 139.0)], (528.0, 27.0, End)),
    way(SynSent, Closed, DELETE, &[(470.0, 139.0), (338.0, 26.0)], (424.0, 83.0, Start)),
    way(Listen, SynReceived, RCV_SYN, &[(238.0, 92.0), (128.0, 145.0)], (190.0, 122.0, Start)),
    way(SynReceived, Listen, ("rcv RST (note 1)", ""), &[(62.0, 139.0), (62.0, 78.0), (238.0, 78.0)], (70.0, 73.0, Start)),
    way(Listen, SynSent, ("SEND", "snd SYN"), &[(338.0, 92.0), (448.0, 145.0)], (386.0, 122.0, End)),
    way(SynSent, SynReceived, RCV_SYN, &[(448.0, 152.0), (128.0, 152.0)], (259.0, 164.0, Start)),
    way(SynReceived, Established, ("rcv ACK of SYN", ""), &[(128.0, 160.0), (238.0, 213.0)], (178.0, 198.0, End)),
    way(SynSent, Established, ("rcv SYN,ACK", "snd ACK"), &[(448.0, 160.0), (338.0, 213.0)], (398.0, 198.0, Start)),
    way(SynReceived, FinWait1, CLOSE, &[(78.0, 165.0), (78.0, 275.0)], (85.0, 218.0, Start)),
    way(Established, FinWait1, CLOSE, &[(238.0, 227.0), (128.0, 280.0)], (190.0, 264.0, Start)),
    way(Established, CloseWait, RCV_FIN, &[(338.0, 227.0), (448.0, 280.0)], (386.0, 264.0, End)),
    way(FinWait1, FinWait2, ACK_OF_FIN, &[(78.0, 301.0), (78.0, 343.0)], (84.0, 329.0, Start)),
    way(FinWait1, Closing, RCV_FIN, &[(128.0, 295.0), (238.0, 348.0)], (190.0, 310.0, Start)),
    way(CloseWait, LastAck, CLOSE, &[(498.0, 301.0), (498.0, 343.0)], (491.0, 319.0, End)),
    way(FinWait2, TimeWait, RCV_FIN, &[(128.0, 363.0), (238.0, 416.0)], (174.0, 402.0, End)),
    way(Closing, TimeWait, ACK_OF_FIN, &[(288.0, 369.0), (288.0, 411.0)], (295.0, 393.0, Start)),
    way(TimeWait, Closed, ("Timeout=2MSL", "delete TCB"), &[(338.0, 424.0), (448.0, 424.0)], (358.0, 408.0, Start)),
    way(LastAck, Closed, ACK_OF_FIN, &[(498.0, 369.0), (498.0, 411.0)], (491.0, 393.0, End)),
    way(FinWait1, TimeWait, OUTSIDE, &[(120.0, 301.0), (252.0, 411.0)], (192.0, 354.0, Start)),
    way(SynReceived, Closed, OUTSIDE, &[(28.0, 152.0), (12.0, 152.0), (12.0, 16.0), (238.0, 16.0)], (20.0, 28.0, Start)),
    way(Established, Closed, OUTSIDE, &[(322.0, 207.0), (400.0, 106.0), (326.0, 33.0)], (396.0, 178.0, Start)),
    way(FinWait1, Closed, OUTSIDE, &[(28.0, 288.0), (6.0, 288.0), (6.0, 10.0), (238.0, 10.0)], (12.0, 268.0, Start)),
    way(FinWait2, Closed, OUTSIDE, &[(28.0, 356.0), (12.0, 356.0), (12.0, 446.0), (484.0, 446.0), (484.0, 437.0)], (20.0, 441.0, Start)),
    way(CloseWait, Closed, OUTSIDE, &[(548.0, 288.0), (564.0, 288.0), (564.0, 424.0), (548.0, 424.0)], (572.0, 272.0, End)),
    way(Closing, Closed, OUTSIDE, &[(338.0, 362.0), (450.0, 411.0)], (398.0, 382.0, Start)),
    way(Listen, Established, OUTSIDE, &[(288.0, 97.0), (288.0, 207.0)], (294.0, 190.0, Start)),
    way(Closed, Established, OUTSIDE, &[(338.0, 20.0), (412.0, 110.0), (330.0, 207.0)], (404.0, 178.0, Start)),
];

impl Transition {
    /// Whether figure 5 shows it.
    pub const fn is_in_figure(&self) -> bool {
        !self.event.is_empty()
    }
}

/// What an end went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which end.
    pub side: Side,
    /// From this state.
    pub from: State,
    /// To this.
    pub to: State,
    /// In this step.
    pub step: StepId,
    /// When.
    pub time: Time,
    /// What caused it, in the RFC's words.
    pub event: String,
    /// Whether the figure shows it for that cause.
    pub in_figure: bool,
}

/// Every change of state of a connection's two ends, in order.
pub fn moves(trace: &Trace, connection: u16) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut called: Option<(StepId, EndId, AppAct)> = None;
    for record in trace.all_records() {
        let Some(end) = record.end.filter(|e| e.connection == connection) else { continue };
        match record.kind {
            RecordKind::Call(act) => called = Some((record.step, end, act)),
            RecordKind::State(from, to) => {
                let Some(step) = trace.step(record.step) else { continue };
                let act = called.take_if(|c| (c.0, c.1) == (record.step, end)).map(|c| c.2);
                let (event, known) = cause(trace, step.kind, act, from, to);
                moves.push(Move { side: Side::of(end.side), from, to, step: record.step, time: step.time, event, in_figure: known });
            }
            _ => {}
        }
    }
    moves
}

/// What caused a transition, and whether the figure shows it for that cause.
fn cause(trace: &Trace, stimulus: StepKind, act: Option<AppAct>, from: State, to: State) -> (String, bool) {
    let figure = TRANSITIONS.iter().find(|t| (t.from, t.to) == (from, to) && t.is_in_figure());
    let shown = |ok: bool| figure.filter(|_| ok).map(|t| (t.event.to_owned(), true));
    let (known, else_said) = match (act, stimulus) {
        (Some(AppAct::Abort), _) => (None, "ABORT".to_owned()),
        (Some(AppAct::Crash), _) => (None, "crash".to_owned()),
        (Some(AppAct::Listen | AppAct::Connect | AppAct::Close | AppAct::CloseBoth), _) => (shown(true), "CLOSE".to_owned()),
        (Some(AppAct::Send(_)), _) if from == State::Listen => (shown(true), "SEND".to_owned()),
        (_, StepKind::Arrival(id)) => {
            let whole = trace.segment(id).map(|s| if let Origin::Fragment(of) = s.origin { of } else { id });
            let heading = whole.and_then(|id| trace.segment(id)).map(|s| Heading::read(s.head, s.payload.len()));
            let flags = if let Some(Heading::Tcp(tcp)) = heading { Some(tcp.flags) } else { None };
            let reset = flags.is_some_and(|f| f.has(Flags::RST));
            let said = match flags {
                Some(_) if reset => "rcv RST".to_owned(),
                Some(flags) => ["rcv ", &flags.to_string()].concat(),
                None => "rcv ICMP error".to_owned(),
            };
            let awaited = figure.is_some_and(|t| t.event.starts_with("rcv") && t.event.starts_with("rcv RST") == reset);
            (shown(awaited), said)
        }
        (_, StepKind::Timer(_, TimerKind::TimeWait)) => (shown(from == State::TimeWait), "TIME-WAIT TIMEOUT".to_owned()),
        (_, StepKind::Timer(_, TimerKind::Retransmission)) => (None, "RETRANSMISSION TIMEOUT".to_owned()),
        (_, StepKind::Timer(_, TimerKind::UserTimeout)) => (None, "USER TIMEOUT".to_owned()),
        (_, StepKind::Timer(..)) => (None, "TIMEOUT".to_owned()),
        (_, StepKind::Application(_)) => (shown(true), "CLOSE".to_owned()),
        _ => (None, String::new()),
    };
    known.unwrap_or((else_said, false))
}

/// A state's box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StateBox {
    /// The state.
    pub state: State,
    /// Its upper left corner.
    pub at: Point,
    /// Whether each end has been here.
    pub visited: [bool; 2],
    /// Whether each end is here now.
    pub present: [bool; 2],
}

/// A transition as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Its way: one line where nobody, or one end, went; two beside each other where both did.
    pub lines: Vec<EdgeLine>,
    /// Where its words begin or end.
    pub label: Point,
    /// Which of it.
    pub anchor: Anchor,
    /// Its words, a line each.
    pub words: [String; 2],
    /// Whether the figure shows it.
    pub in_figure: bool,
}

/// One line of a transition.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeLine {
    /// Its corners.
    pub path: Vec<Point>,
    /// The corners of its head.
    pub head: [Point; 3],
    /// Who went, and in which step last; `None` where nobody did.
    pub taken: Option<(Side, StepId)>,
}

/// The diagram of a run at an instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagram {
    /// The states.
    pub boxes: Vec<StateBox>,
    /// The transitions; those that were taken last.
    pub edges: Vec<Edge>,
}

impl Diagram {
    /// Lights the ways of `moves`; `now` is each end's last move by the instant that is told of.
    pub fn new(moves: &[Move], now: [Option<&Move>; 2]) -> Diagram {
        let mut diagram = Diagram { boxes: Vec::new(), edges: Vec::new() };
        let place_of = |m: &Move| (m.to, m.to == State::Closed && ends_below(m.from));
        // Who begins in CLOSED begins above.
        let at = now.map(|m| m.map_or((State::Closed, false), place_of));
        let mut been = [[false; 2]; PLACES.len()];
        let mark = |been: &mut [[bool; 2]; PLACES.len()], side: Side, place: (State, bool)| {
            if let Some(row) = PLACES.iter().position(|p| (p.0, p.1) == place).and_then(|i| been.get_mut(i)) {
                *side.pick_mut(row) = true;
            }
        };
        for side in Side::BOTH {
            mark(&mut been, side, (State::Closed, false));
        }
        for step in moves {
            mark(&mut been, step.side, place_of(step));
        }
        for ((state, below, x, y), visited) in PLACES.into_iter().zip(been) {
            let here = |side: Side| *side.pick(&at) == (state, below);
            let corner = Point::new(x - BOX.0 / 2.0, y - BOX.1 / 2.0);
            diagram.boxes.push(StateBox { state, at: corner, visited, present: Side::BOTH.map(here) });
        }
        let (mut plain, mut lit) = (Vec::new(), Vec::new());
        for transition in &TRANSITIONS {
            let last = |side: Side| moves.iter().rev().find(|m| m.side == side && (m.from, m.to) == (transition.from, transition.to));
            let taken = Side::BOTH.map(last);
            if let Some(one) = taken.iter().flatten().next() {
                lit.push(edge(transition, taken, one));
            } else if transition.is_in_figure() {
                plain.push(edge_of(
                    transition,
                    vec![line(transition.path, 0.0, None)],
                    [transition.event, transition.action].map(str::to_owned),
                ));
            }
        }
        diagram.edges = plain;
        diagram.edges.extend(lit);
        diagram.edges.extend(strays(moves));
        diagram
    }
}

/// Whether the CLOSED that follows a state is the lower one.
const fn ends_below(from: State) -> bool {
    matches!(from, State::FinWait2 | State::CloseWait | State::Closing | State::LastAck | State::TimeWait)
}

fn edge(transition: &Transition, taken: [Option<&Move>; 2], one: &Move) -> Edge {
    let both = taken.iter().all(Option::is_some);
    let lines = taken.iter().flatten().zip([-2.5, 2.5]);
    let lines = lines.map(|(m, off)| line(transition.path, if both { off } else { 0.0 }, Some((m.side, m.step)))).collect();
    let action = if one.in_figure { transition.action } else { "" };
    edge_of(transition, lines, [one.event.clone(), action.to_owned()])
}

fn edge_of(transition: &Transition, lines: Vec<EdgeLine>, words: [String; 2]) -> Edge {
    let (x, y, anchor) = transition.label;
    Edge { lines, label: Point::new(x, y), anchor, words, in_figure: transition.is_in_figure() }
}

/// Moves that no table foresaw: a straight line from box to box.
fn strays(moves: &[Move]) -> Vec<Edge> {
    let centre = |state: State, below: bool| PLACES.iter().find(|p| (p.0, p.1) == (state, below)).map(|p| (p.2, p.3));
    let unknown = moves.iter().filter(|m| !TRANSITIONS.iter().any(|t| (t.from, t.to) == (m.from, m.to)));
    let drawn = unknown.filter_map(|m| {
        let (from, to) = (centre(m.from, false)?, centre(m.to, m.to == State::Closed && ends_below(m.from))?);
        let path = [edge_of_box(from, to), edge_of_box(to, from)];
        let label = Point::new(f64::midpoint(path[0].0, path[1].0) + 6.0, f64::midpoint(path[0].1, path[1].1));
        let lines = vec![line(&path, 0.0, Some((m.side, m.step)))];
        Some(Edge { lines, label, anchor: Anchor::Start, words: [m.event.clone(), String::new()], in_figure: false })
    });
    drawn.collect()
}

/// Where the line from a box's centre to another point leaves the box.
fn edge_of_box(centre: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - centre.0, to.1 - centre.1);
    let part = (BOX.0 / 2.0 / dx.abs().max(1e-6)).min(BOX.1 / 2.0 / dy.abs().max(1e-6)).min(1.0);
    (centre.0 + dx * part, centre.1 + dy * part)
}

/// A way, moved aside by `off` px, with its head.
fn line(path: &[(f64, f64)], off: f64, taken: Option<(Side, StepId)>) -> EdgeLine {
    let unit = |a: (f64, f64), b: (f64, f64)| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt().max(1e-6);
        (dx / length, dy / length)
    };
    let directions: Vec<(f64, f64)> = path.windows(2).filter_map(|w| Some(unit(*w.first()?, *w.get(1)?))).collect();
    let mut moved: Vec<Point> = Vec::with_capacity(path.len());
    for (n, &(x, y)) in path.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| directions.get(n));
        let after = directions.get(n);
        let (a, b) = match (before, after) {
            (Some(a), Some(b)) => (*a, *b),
            (Some(a), None) | (None, Some(a)) => (*a, *a),
            (None, None) => continue,
        };
        // Where two directions meet, a corner stays a corner.
        let reach = off / (1.0 + a.0 * b.0 + a.1 * b.1).max(0.3);
        moved.push(Point::new(x - (a.1 + b.1) * reach, y + (a.0 + b.0) * reach));
    }
    let tip = moved.last().copied().unwrap_or_default();
    let along = directions.last().copied().unwrap_or((1.0, 0.0));
    let back = |length: f64, aside: f64| Point::new(tip.x - along.0 * length - along.1 * aside, tip.y - along.1 * length + along.0 * aside);
    let head = [tip, back(7.0, 2.75), back(7.0, -2.75)];
    // The line ends inside its head.
    if let Some(end) = moved.last_mut() {
        *end = back(4.0, 0.0);
    }
    EdgeLine { path: moved, head, taken }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::{Face, width};
    use crate::sim::simulate;
    use std::rc::Rc;

    fn moves_of(slug: &str) -> Vec<Move> {
        let scenario = crate::scenario::catalogue::find(slug).expect(slug);
        moves(&simulate(&Rc::new(scenario)), 0)
    }

    #[test]
    fn all_eleven_states_have_a_box_and_no_two_boxes_touch() {
        let diagram = Diagram::new(&[], [None; 2]);
        for state in State::ALL {
            assert!(diagram.boxes.iter().any(|b| b.state == state), "{state}");
        }
        for (n, a) in diagram.boxes.iter().enumerate() {
            assert!(a.at.x >= 0.0 && a.at.y >= 0.0 && a.at.x + BOX.0 <= WIDTH && a.at.y + BOX.1 <= HEIGHT, "{}", a.state);
            for b in diagram.boxes.iter().skip(n + 1) {
                let apart = (a.at.x - b.at.x).abs() >= BOX.0 + 8.0 || (a.at.y - b.at.y).abs() >= BOX.1 + 8.0;
                assert!(apart, "{} and {}", a.state, b.state);
            }
        }
    }

    #[test]
    fn the_words_of_the_figure_cover_neither_boxes_nor_each_other() {
        let diagram = Diagram::new(&[], [None; 2]);
        let mut areas: Vec<(String, [f64; 4])> =
            diagram.boxes.iter().map(|b| (b.state.to_string(), [b.at.x, b.at.y, b.at.x + BOX.0, b.at.y + BOX.1])).collect();
        for edge in diagram.edges.iter().filter(|e| e.in_figure) {
            let wide = edge.words.iter().map(|w| width(w, 9.5, Face::Mono)).fold(0.0, f64::max);
            let left = if edge.anchor == Anchor::End { edge.label.x - wide } else { edge.label.x };
            let lines = if edge.words[1].is_empty() { 0.0 } else { 10.5 };
            areas.push((edge.words.join("/"), [left, edge.label.y - 7.5, left + wide, edge.label.y + lines + 2.0]));
        }
        for (n, (a, x)) in areas.iter().enumerate() {
            for (b, y) in areas.iter().skip(n + 1) {
                assert!(x[0] >= y[2] || y[0] >= x[2] || x[1] >= y[3] || y[1] >= x[3], "{a} covers {b}: {x:?} {y:?}");
            }
        }
    }

    #[test]
    fn the_handshake_and_the_close_take_the_figures_ways() {
        let all = moves_of("four-way-close");
        let client: Vec<(State, &str)> = all.iter().filter(|m| m.side == Side::Left).map(|m| (m.to, m.event.as_str())).collect();
        assert_eq!(
            client,
            [
                (State::SynSent, "active OPEN"),
                (State::Established, "rcv SYN,ACK"),
                (State::FinWait1, "CLOSE"),
                (State::FinWait2, "rcv ACK of FIN"),
                (State::TimeWait, "rcv FIN"),
                (State::Closed, "Timeout=2MSL"),
            ]
        );
        let server: Vec<(State, &str)> = all.iter().filter(|m| m.side == Side::Right).map(|m| (m.to, m.event.as_str())).collect();
        assert_eq!(
            server,
            [
                (State::Listen, "passive OPEN"),
                (State::SynReceived, "rcv SYN"),
                (State::Established, "rcv ACK of SYN"),
                (State::CloseWait, "rcv FIN"),
                (State::LastAck, "CLOSE"),
                (State::Closed, "rcv ACK of FIN"),
            ]
        );
        assert!(all.iter().all(|m| m.in_figure));
    }

    #[test]
    fn each_end_lights_its_own_line_and_both_theirs_beside_each_other() {
        let all = moves_of("simultaneous-close");
        let last = Side::BOTH.map(|side| all.iter().rev().find(|m| m.side == side));
        let diagram = Diagram::new(&all, last);
        let closing = diagram.edges.iter().find(|e| e.lines.len() == 2).expect("both closed first");
        let ends: Vec<Side> = closing.lines.iter().filter_map(|l| l.taken).map(|t| t.0).collect();
        assert_eq!(ends, Side::BOTH);
        let [a, b] = [&closing.lines[0].path[0], &closing.lines[1].path[0]];
        assert!(((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt() > 4.0, "they lie apart");
        assert_eq!(diagram.boxes.iter().filter(|b| b.present == [true; 2]).count(), 1, "both are in one CLOSED");
    }

    #[test]
    fn every_scenario_has_a_diagram_and_every_move_is_on_it() {
        for scenario in crate::scenario::catalogue::all() {
            let slug = scenario.slug.clone();
            let all = moves(&simulate(&Rc::new(scenario)), 0);
            for upto in 0..=all.len() {
                let diagram = Diagram::new(&all[..upto], [None, all[..upto].last()]);
                let finite = |p: &Point| p.x.is_finite() && p.y.is_finite();
                assert!(
                    diagram.edges.iter().flat_map(|e| &e.lines).all(|l| l.path.iter().all(finite) && l.head.iter().all(finite)),
                    "{slug}"
                );
                for m in &all[..upto] {
                    assert!(!m.event.is_empty(), "{slug}: {m:?}");
                    let lit = diagram.edges.iter().flat_map(|e| &e.lines).filter_map(|l| l.taken);
                    assert!(lit.clone().any(|t| t.0 == m.side), "{slug}: {m:?}");
                    assert!(lit.clone().all(|t| all[..upto].iter().any(|m| m.step == t.1)), "{slug}: nothing of the future");
                }
            }
        }
    }
}

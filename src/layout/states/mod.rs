//! The state diagram of RFC 9293 §3.3.2, figure 5: which of its transitions an end went through.

mod figure;

pub use figure::{Plan, TRANSITIONS, Transition};

use super::ladder::{Anchor, Point};
use super::timeline::Side;
use crate::base::Time;
use crate::sim::{AppAct, EndId, Origin, RecordKind, StepId, StepKind, Trace};
use crate::tcp::{State, TimerKind};
use crate::wire::Flags;

use super::heading::Heading;

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
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// How it stands.
    pub plan: Plan,
    /// The states.
    pub boxes: Vec<StateBox>,
    /// The transitions; those that were taken last.
    pub edges: Vec<Edge>,
}

impl Diagram {
    /// Lights the ways of `moves`; `now` is each end's last move by the instant that is told of.
    pub fn new(plan: Plan, moves: &[Move], now: [Option<&Move>; 2]) -> Diagram {
        let mut diagram = Diagram { plan, boxes: Vec::new(), edges: Vec::new() };
        let places = plan.places();
        let place_of = |m: &Move| (m.to, m.to == State::Closed && ends_below(m.from));
        // Who begins in CLOSED begins above.
        let at = now.map(|m| m.map_or((State::Closed, false), place_of));
        let mut been = [[false; 2]; 12];
        let mark = |been: &mut [[bool; 2]; 12], side: Side, place: (State, bool)| {
            if let Some(row) = places.iter().position(|p| (p.0, p.1) == place).and_then(|i| been.get_mut(i)) {
                *side.pick_mut(row) = true;
            }
        };
        for side in Side::BOTH {
            mark(&mut been, side, (State::Closed, false));
        }
        for step in moves {
            mark(&mut been, step.side, place_of(step));
        }
        let (wide, high) = plan.state();
        for ((state, below, (x, y)), visited) in places.into_iter().zip(been) {
            let here = |side: Side| *side.pick(&at) == (state, below);
            let corner = Point::new(x - wide / 2.0, y - high / 2.0);
            diagram.boxes.push(StateBox { state, at: corner, visited, present: Side::BOTH.map(here) });
        }
        let (mut plain, mut lit) = (Vec::new(), Vec::new());
        for transition in &TRANSITIONS {
            let last = |side: Side| moves.iter().rev().find(|m| m.side == side && (m.from, m.to) == (transition.from, transition.to));
            let taken = Side::BOTH.map(last);
            if let Some(one) = taken.iter().flatten().next() {
                lit.push(edge(plan, transition, taken, one));
            } else if transition.is_in_figure() {
                plain.push(edge_of(
                    plan,
                    transition,
                    vec![line(&transition.path(plan), 0.0, None)],
                    [transition.event, transition.action].map(str::to_owned),
                ));
            }
        }
        diagram.edges = plain;
        diagram.edges.extend(lit);
        diagram.edges.extend(strays(plan, moves));
        diagram
    }
}

/// Whether the CLOSED that follows a state is the lower one.
const fn ends_below(from: State) -> bool {
    matches!(from, State::FinWait2 | State::CloseWait | State::Closing | State::LastAck | State::TimeWait)
}

fn edge(plan: Plan, transition: &Transition, taken: [Option<&Move>; 2], one: &Move) -> Edge {
    let both = taken.iter().all(Option::is_some);
    let lines = taken.iter().flatten().zip([-2.5, 2.5]);
    let lines = lines.map(|(m, off)| line(&transition.path(plan), if both { off } else { 0.0 }, Some((m.side, m.step)))).collect();
    let action = if one.in_figure { transition.action } else { "" };
    edge_of(plan, transition, lines, [one.event.clone(), action.to_owned()])
}

fn edge_of(plan: Plan, transition: &Transition, lines: Vec<EdgeLine>, [event, action]: [String; 2]) -> Edge {
    let ((x, y), anchor) = transition.label(plan);
    let words = [event, if plan == Plan::Hall { String::new() } else { action }];
    Edge { lines, label: Point::new(x, y), anchor, words, in_figure: transition.is_in_figure() }
}

/// Moves that no table foresaw: a straight line from box to box.
fn strays(plan: Plan, moves: &[Move]) -> Vec<Edge> {
    let centre = |state: State, below: bool| plan.places().iter().find(|p| (p.0, p.1) == (state, below)).map(|p| p.2);
    let unknown = moves.iter().filter(|m| !TRANSITIONS.iter().any(|t| (t.from, t.to) == (m.from, m.to)));
    let drawn = unknown.filter_map(|m| {
        let (from, to) = (centre(m.from, false)?, centre(m.to, m.to == State::Closed && ends_below(m.from))?);
        let path = [edge_of_box(plan, from, to), edge_of_box(plan, to, from)];
        let label = Point::new(f64::midpoint(path[0].0, path[1].0) + 6.0, f64::midpoint(path[0].1, path[1].1));
        let lines = vec![line(&path, 0.0, Some((m.side, m.step)))];
        Some(Edge { lines, label, anchor: Anchor::Start, words: [m.event.clone(), String::new()], in_figure: false })
    });
    drawn.collect()
}

/// Where the line from a box's centre to another point leaves the box.
fn edge_of_box(plan: Plan, centre: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (wide, high) = plan.state();
    let (dx, dy) = (to.0 - centre.0, to.1 - centre.1);
    let part = (wide / 2.0 / dx.abs().max(1e-6)).min(high / 2.0 / dy.abs().max(1e-6)).min(1.0);
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
    fn a_page_and_a_hall_have_the_plan_that_fits_their_width() {
        let plans = |hall| [366.0, 399.0, 400.0, 480.0, 1200.0].map(|width| Plan::of(width, hall));
        assert_eq!(plans(false), [Plan::Tall, Plan::Tall, Plan::Tall, Plan::Wide, Plan::Wide]);
        assert_eq!(plans(true), [Plan::Tall, Plan::Tall, Plan::Hall, Plan::Hall, Plan::Hall]);
    }

    #[test]
    fn all_eleven_states_have_a_box_and_no_two_boxes_touch() {
        for plan in [Plan::Wide, Plan::Tall, Plan::Hall] {
            let diagram = Diagram::new(plan, &[], [None; 2]);
            for state in State::ALL {
                assert!(diagram.boxes.iter().any(|b| b.state == state), "{state}");
            }
            let ((wide, high), (width, height)) = (plan.state(), plan.size());
            for (n, a) in diagram.boxes.iter().enumerate() {
                assert!(a.at.x >= 0.0 && a.at.y >= 0.0 && a.at.x + wide <= width && a.at.y + high <= height, "{}", a.state);
                for b in diagram.boxes.iter().skip(n + 1) {
                    let apart = (a.at.x - b.at.x).abs() >= wide + 8.0 || (a.at.y - b.at.y).abs() >= high + 8.0;
                    assert!(apart, "{} and {}", a.state, b.state);
                }
            }
        }
    }

    #[test]
    fn the_words_of_the_figure_cover_neither_boxes_nor_each_other() {
        for plan in [Plan::Wide, Plan::Tall, Plan::Hall] {
            let diagram = Diagram::new(plan, &[], [None; 2]);
            let (wide, high) = plan.state();
            let mut areas: Vec<(String, [f64; 4])> =
                diagram.boxes.iter().map(|b| (b.state.to_string(), [b.at.x, b.at.y, b.at.x + wide, b.at.y + high])).collect();
            for edge in diagram.edges.iter().filter(|e| e.in_figure) {
                // Twenty px of a hall of 1024: its type is larger than the others'.
                let size = if plan == Plan::Hall { 11.7 } else { 9.5 };
                let wide = edge.words.iter().map(|w| width(w, size, Face::Mono)).fold(0.0, f64::max);
                let left = if edge.anchor == Anchor::End { edge.label.x - wide } else { edge.label.x };
                let lines = if edge.words[1].is_empty() { 0.0 } else { 10.5 };
                assert!(left >= 0.0 && left + wide <= plan.size().0, "{:?}", edge.words);
                areas.push((edge.words.join("/"), [left, edge.label.y - 0.79 * size, left + wide, edge.label.y + lines + 2.0]));
            }
            for (n, (a, x)) in areas.iter().enumerate() {
                for (b, y) in areas.iter().skip(n + 1) {
                    assert!(x[0] >= y[2] || y[0] >= x[2] || x[1] >= y[3] || y[1] >= x[3], "{a} covers {b}: {x:?} {y:?}");
                }
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
        let diagram = Diagram::new(Plan::Wide, &all, last);
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
                let plan = if upto % 2 == 0 { Plan::Wide } else { Plan::Tall };
                let diagram = Diagram::new(plan, &all[..upto], [None, all[..upto].last()]);
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

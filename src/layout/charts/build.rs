//! The charts of one sender.

use super::axis::{Axis, Frame, Unit, times};
use super::curve::Curve;
use super::{Bar, Chart, Column, LOW, TALL, queue, throughput};
use crate::base::Time;
use crate::layout::ladder::Marks;
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Segment, Side, Timeline};
use crate::sim::{Sample, SegmentId, StepId, Trace};
use crate::tcp::Variable;

/// Width of a fold, px.
const FOLD: f64 = 14.0;
/// From this width on, px, the lower charts stand two abreast, so far apart.
const ABREAST: (f64, f64) = (480.0, 16.0);

/// What the charts are made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// Index of the connection.
    pub connection: u16,
    /// That connection.
    pub timeline: &'a Timeline,
    /// The variables over time.
    pub samples: &'a [Sample],
    /// The ladder's time, for its folds.
    pub scale: &'a TimeScale,
    /// Whose charts.
    pub side: Side,
    /// The cursor.
    pub cursor: Option<StepId>,
    /// Whether what comes after the cursor is hidden.
    pub hides: bool,
    /// The chosen segment.
    pub chosen: Option<SegmentId>,
    /// Width of all, px.
    pub width: f64,
}

impl Input<'_> {
    /// Whether a step may be told of.
    pub(super) fn shows(&self, step: StepId) -> bool {
        !self.hides || self.cursor.is_some_and(|c| step <= c)
    }
    /// The instant of the cursor.
    fn now(&self) -> Time {
        self.cursor.and_then(|c| self.trace.step(c)).map_or(Time::ZERO, |s| s.time)
    }
    /// The last instant that is drawn.
    fn end(&self) -> Time {
        let end = if self.hides { self.now() } else { self.timeline.end };
        end.max(Time(self.timeline.crossing().0.saturating_mul(2)))
    }
    /// The samples of this end that may be told of.
    pub(super) fn own(&self) -> impl Iterator<Item = &Sample> {
        let own = |s: &&Sample| s.end.connection == self.connection && Side::of(s.end.side) == self.side;
        self.samples.iter().filter(own).filter(|s| self.shows(s.step))
    }
    /// A variable of this end over time.
    fn over_time(&self, variable: Variable) -> impl Iterator<Item = (Time, Option<f64>)> {
        self.own().map(move |s| (s.time, s.value(variable).map(|v| v as f64)))
    }
    fn greatest(&self, variable: Variable) -> f64 {
        self.over_time(variable).filter_map(|(_, v)| v).fold(0.0, f64::max)
    }
    /// Whether a segment's fate may be told of, and it died.
    fn lost(&self, segment: &Segment) -> bool {
        let ended = self.trace.segment(segment.id).and_then(|s| s.ended_by);
        segment.lost() && ended.is_some_and(|step| self.shows(step))
    }
    /// This end's segments with data that have left. Each counts from where its own incarnation of the connection begins.
    pub(super) fn data(&self) -> impl Iterator<Item = (&Segment, u64, u64)> {
        let first = self.side.pick(&self.timeline.iss);
        let left = self.timeline.segments.iter().filter(|s| s.side == self.side && !s.midway && self.left(s));
        left.filter_map(move |s| {
            let tcp = s.heading.tcp().filter(|t| t.len > 0)?;
            // Forged numbers may lie anywhere; what lies before the stream is not drawn.
            let from = tcp.seq.wrapping_sub(s.own_iss().or(*first).map_or(0, |iss| iss.0));
            (from < 1 << 31).then(|| (s, u64::from(from), u64::from(from) + u64::from(tcp.len)))
        })
    }
    pub(super) fn left(&self, segment: &Segment) -> bool {
        !self.hides || self.trace.segment(segment.id).is_some_and(|row| self.shows(row.cause))
    }
}

/// The end that sent more data: its charts are shown first.
pub fn data_sender(timeline: &Timeline) -> Side {
    let bytes = |side: Side| -> u64 {
        let own = timeline.segments.iter().filter(|s| s.side == side);
        own.filter_map(|s| s.heading.tcp()).map(|t| u64::from(t.len)).sum()
    };
    if bytes(Side::Right) > bytes(Side::Left) { Side::Right } else { Side::Left }
}

/// A chart that still lacks its curves, with what they need.
pub(super) struct Draft {
    pub chart: Chart,
    scale: TimeScale,
    pub right: f64,
}

impl Draft {
    fn new(input: &Input<'_>, id: &'static str, size: (f64, f64), most: f64, unit: Unit) -> Draft {
        // Where the legend is long it has a line of its own.
        let narrow = id == "chart.sequence" && size.0 < 420.0;
        let top = if narrow || id == "chart.rtt" { 38.0 } else { 24.0 };
        let frame = Frame { left: 46.0, top, right: size.0 - 8.0, bottom: size.1 - 18.0 };
        let end = input.end();
        let scale = input.scale.fitted(end, frame.right - frame.left, FOLD);
        let x = |time: Time| frame.left + scale.y(time.min(end));
        let leaves = |id: SegmentId| input.timeline.segments.iter().find(|s| s.id == id && input.left(s)).map(|s| x(s.sent));
        let chart = Chart {
            id,
            side: input.side,
            size,
            frame,
            axis: Axis::new(most, unit, frame),
            times: times(&scale, end, frame.left),
            folds: scale.folds().iter().map(|f| (frame.left + f.top, frame.left + f.bottom)).collect(),
            curves: Vec::new(),
            bars: Vec::new(),
            dots: Vec::new(),
            columns: columns(input, &x, frame),
            cursor: input.cursor.map(|_| x(input.now())),
            chosen: input.chosen.and_then(leaves),
        };
        let right = x(if input.hides { input.now() } else { end });
        Draft { chart, scale, right }
    }

    pub fn x(&self, time: Time) -> f64 {
        (self.chart.frame.left + self.scale.y(time)).min(self.right)
    }

    /// Adds a value over time.
    pub fn curve(&mut self, id: &'static str, values: impl IntoIterator<Item = (Time, Option<f64>)>) {
        let placed: Vec<(f64, Option<f64>)> = values.into_iter().map(|(t, v)| (self.x(t), v)).collect();
        let curve = Curve::steps(id, placed, self.right, &self.chart.axis);
        if !curve.pieces.is_empty() {
            self.chart.curves.push(curve);
        }
    }
}

/// Every chart of a sender, as far as it has happened.
pub fn charts(input: &Input<'_>) -> Vec<Chart> {
    let width = input.width.max(240.0);
    let low = (if width >= ABREAST.0 { (width - ABREAST.1) / 2.0 } else { width }, LOW);
    let mut all = vec![sequence(input, (width, TALL)), window(input, low), round_trip(input, low)];
    let bits = throughput::of(input);
    let most = bits.iter().fold(0.0, |most: f64, (_, _, rate)| rate.map_or(most, |r| most.max(r)));
    let mut draft = Draft::new(input, "chart.throughput", low, most, Unit::Rate);
    for id in [throughput::SENT, throughput::ACKED] {
        draft.curve(id, bits.iter().filter(|(which, ..)| *which == id).map(|(_, time, rate)| (*time, *rate)));
    }
    all.push(draft.chart);
    if let Some(waiting) = queue::of(input) {
        let most = waiting.iter().fold(0.0, |most: f64, (_, bytes)| most.max(*bytes));
        let mut draft = Draft::new(input, "chart.queue", low, most, Unit::Bytes);
        draft.curve("chart.waiting", waiting.into_iter().map(|(time, bytes)| (time, Some(bytes))));
        all.push(draft.chart);
    }
    all
}

/// Sequence numbers sent, acknowledged, and allowed.
fn sequence(input: &Input<'_>, size: (f64, f64)) -> Chart {
    let most = input.data().map(|(_, _, to)| to as f64).fold(input.greatest(Variable::SndUna), f64::max);
    let edge = || {
        input.own().map(|s| {
            let edge = s.value(Variable::SndUna).zip(s.value(Variable::SndWnd)).filter(|(una, _)| *una > 0);
            (s.time, edge.map(|(una, wnd)| (una + wnd) as f64))
        })
    };
    // A window far above all data would press the data flat; it is then drawn as far as it comes down to it.
    let least_edge = edge().filter_map(|(_, v)| v).fold(f64::INFINITY, f64::min);
    let most = if least_edge.is_finite() && least_edge < most * 1.5 { most.max(least_edge * 1.1) } else { most };
    let mut draft = Draft::new(input, "chart.sequence", size, most, Unit::Bytes);
    draft.curve("chart.edge", edge());
    if least_edge.is_finite() && draft.chart.curves.is_empty() {
        draft.chart.curves.push(Curve { id: "chart.edge-beyond", pieces: Vec::new(), filled: false });
    }
    draft.curve("chart.acked", input.over_time(Variable::SndUna));
    let axis = draft.chart.axis.clone();
    for (segment, from, to) in input.data().filter(|(_, from, _)| *from as f64 <= axis.max) {
        let (top, bottom) = (axis.y((to as f64).min(axis.max)), axis.y(from as f64));
        draft.chart.bars.push(Bar {
            id: segment.id,
            name: segment.name,
            x: draft.x(segment.sent),
            top: top.min(bottom - 2.0).max(draft.chart.frame.top),
            bottom,
            again: Marks::of(segment).specs().find(|mark| mark.dashed).map(|mark| mark.key),
            lost: input.lost(segment),
            chosen: input.chosen == Some(segment.id),
        });
    }
    draft.chart
}

/// What the network may hold, and what it holds.
fn window(input: &Input<'_>, size: (f64, f64)) -> Chart {
    let most = input.greatest(Variable::Cwnd).max(input.greatest(Variable::Flight));
    let threshold = input.greatest(Variable::Ssthresh);
    let most = if threshold <= most * 2.0 { most.max(threshold) } else { most };
    let mut draft = Draft::new(input, "chart.window", size, most, Unit::Bytes);
    draft.curve("chart.flight", input.over_time(Variable::Flight));
    draft.curve("chart.ssthresh", input.over_time(Variable::Ssthresh));
    draft.curve("chart.cwnd", input.over_time(Variable::Cwnd));
    draft.chart
}

/// Round trips as they were measured, and what the sender makes of them.
fn round_trip(input: &Input<'_>, size: (f64, f64)) -> Chart {
    let measured = || input.own().filter_map(|s| Some((s.time, s.rtt?.0 as f64)));
    let longest = measured().map(|(_, r)| r).fold(input.greatest(Variable::Srtt) + input.greatest(Variable::RttVar), f64::max);
    let (most, least) = input.over_time(Variable::Rto).filter_map(|(_, v)| v).fold((0.0, f64::INFINITY), |(a, b), v| (v.max(a), v.min(b)));
    // An RTO that never moves, far above all round trips, would only press them flat.
    let beyond = longest > 0.0 && most > longest * 4.0 && most <= least;
    let most = if beyond { longest * 1.2 } else { longest.max(most) };
    let mut draft = Draft::new(input, "chart.rtt", size, most, Unit::Time);
    let spread = input.own().filter_map(|s| {
        let (srtt, var) = (s.value(Variable::Srtt)? as f64, s.value(Variable::RttVar)? as f64);
        Some((draft.x(s.time), srtt - var, srtt + var))
    });
    let band = Curve::band("chart.rttvar", &spread.collect::<Vec<_>>(), draft.right, &draft.chart.axis);
    if !band.pieces.is_empty() {
        draft.chart.curves.push(band);
    }
    if beyond {
        draft.chart.curves.push(Curve { id: "chart.rto-beyond", pieces: Vec::new(), filled: false });
    }
    draft.curve("chart.rto", input.over_time(Variable::Rto));
    draft.curve("chart.srtt", input.over_time(Variable::Srtt));
    let dots = measured().map(|(time, r)| crate::layout::ladder::Point::new(draft.x(time), draft.chart.axis.y(r)));
    draft.chart.dots = dots.collect();
    draft.chart
}

/// Each segment with data has the stretch around its departure; of those that leave at once, the first.
fn columns(input: &Input<'_>, x: &impl Fn(Time) -> f64, frame: Frame) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (segment, ..) in input.data() {
        let at = x(segment.sent);
        let left = match columns.last_mut() {
            // For now, `right` is where the segment leaves.
            Some(last) if at - last.right < 1.0 => continue,
            Some(last) => {
                let middle = f64::midpoint(last.right, at);
                last.right = middle;
                middle
            }
            None => frame.left,
        };
        columns.push(Column { id: segment.id, name: segment.name, left, right: at });
    }
    if let Some(last) = columns.last_mut() {
        last.right = frame.right;
    }
    columns
}

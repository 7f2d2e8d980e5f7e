//! Curves over time: sequence numbers, windows, round trips, throughput, queue. All of one chart's numbers are turned into px
//! here; the folds are those of the ladder.

mod axis;
mod build;
mod curve;
mod queue;
mod throughput;

pub use axis::{Axis, Frame, Tick, Unit};
pub use build::{Input, charts, data_sender};
pub use curve::Curve;

use super::ladder::Point;
use super::timeline::Side;
use crate::scenario::SegmentName;
use crate::sim::SegmentId;

/// Height of the chart of sequence numbers, px.
pub const TALL: f64 = 190.0;
/// Height of the others, px.
pub const LOW: f64 = 136.0;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The key of its title; a frozen name too.
    pub id: &'static str,
    /// Whose.
    pub side: Side,
    /// Its whole width and height, px.
    pub size: (f64, f64),
    /// Where its curves lie.
    pub frame: Frame,
    /// Its vertical axis.
    pub axis: Axis,
    /// Ticks of time.
    pub times: Vec<Tick>,
    /// Left and right edges of the folds, px.
    pub folds: Vec<(f64, f64)>,
    /// The curves, lowest first.
    pub curves: Vec<Curve>,
    /// Segments, as bars.
    pub bars: Vec<Bar>,
    /// Single values, such as measured round trips.
    pub dots: Vec<Point>,
    /// Where a click chooses which segment, from the left.
    pub columns: Vec<Column>,
    /// Where the cursor's instant is, px.
    pub cursor: Option<f64>,
    /// Where the chosen segment leaves, px.
    pub chosen: Option<f64>,
}

/// A segment with data on the chart of sequence numbers: from its first byte to its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The segment.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// px from the left.
    pub x: f64,
    /// Upper end, px.
    pub top: f64,
    /// Lower end, px.
    pub bottom: f64,
    /// The word for what sent it again, as on the ladder; `None` where it goes for the first time.
    pub again: Option<&'static str>,
    /// Whether it died on the way.
    pub lost: bool,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// A stretch of a chart that belongs to a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The segment.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// Left edge, px.
    pub left: f64,
    /// Right edge, px.
    pub right: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Options, Scene, Timeline};
    use crate::sim::{samples, simulate};
    use std::rc::Rc;

    fn draw(slug: &str, upto: Option<u32>) -> Vec<Chart> {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find(slug).expect(slug)));
        let timeline = Rc::new(Timeline::of(&trace, 0));
        let scene = Scene::new(Rc::clone(&timeline), None, Options::default());
        let samples = samples(&trace);
        let side = data_sender(&timeline);
        charts(&Input {
            trace: &trace,
            connection: 0,
            timeline: &timeline,
            samples: &samples,
            scale: scene.scale(),
            side,
            cursor: upto,
            hides: upto.is_some(),
            chosen: None,
            width: 576.0,
        })
    }

    fn all_finite(chart: &Chart) -> bool {
        let points = chart.curves.iter().flat_map(|c| c.pieces.iter().flatten()).chain(&chart.dots);
        let bars = chart.bars.iter().all(|b| b.x.is_finite() && b.top.is_finite() && b.bottom >= b.top);
        bars && points
            .clone()
            .all(|p| p.x.is_finite() && p.y.is_finite() && p.y >= chart.frame.top - 0.1 && p.y <= chart.frame.bottom + 0.1)
    }

    #[test]
    fn every_scenario_has_charts_within_their_frames() {
        for slug in crate::scenario::catalogue::slugs() {
            for upto in [None, Some(0), Some(5)] {
                for chart in draw(slug, upto) {
                    assert!(all_finite(&chart), "{slug}: {}", chart.id);
                    assert!(chart.axis.ticks.len() >= 2 && chart.axis.ticks.len() <= 6, "{slug}: {} has {:?}", chart.id, chart.axis.ticks);
                    assert!(chart.times.len() <= 12, "{slug}: {:?}", chart.times);
                }
            }
        }
    }

    #[test]
    fn a_reopened_connection_counts_from_its_own_beginning() {
        let all = draw("time-wait-reopen", None);
        let bars = &all.first().expect("sequence numbers come first").bars;
        let spans: Vec<(f64, f64)> = bars.iter().map(|b| (b.top, b.bottom)).collect();
        assert_eq!(spans.len(), 2, "three bytes of either connection");
        assert_eq!(spans.first(), spans.last());
    }

    #[test]
    fn a_loss_and_its_retransmission_are_marked() {
        let all = draw("lost-data-segment", None);
        let sequence = all.first().expect("sequence numbers come first");
        assert!(sequence.bars.iter().any(|b| b.lost && b.again.is_none()));
        assert!(sequence.bars.iter().any(|b| !b.lost && b.again == Some("ladder.fast-retx")));
        assert!(all.iter().any(|c| c.id == "chart.window" && !c.curves.is_empty()));
    }

    #[test]
    fn a_closed_window_s_edge_lies_on_what_is_acknowledged() {
        let all = draw("zero-window", None);
        let sequence = all.first().expect("sequence numbers come first");
        let last = |id: &str| sequence.curves.iter().filter(|c| c.id == id).flat_map(|c| c.pieces.iter().flatten()).collect::<Vec<_>>();
        let (edge, acked) = (last("chart.edge"), last("chart.acked"));
        let shut = sequence.axis.y(3001.0);
        assert!(edge.iter().filter(|p| (p.y - shut).abs() < 0.1).count() >= 2, "{edge:?}");
        assert!(acked.iter().any(|p| (p.y - shut).abs() < 0.1));
        // Far above the data, it is named and not drawn.
        let all = draw("lost-data-segment", None);
        assert!(all.iter().any(|c| c.curves.iter().any(|c| c.id == "chart.edge-beyond" && c.pieces.is_empty())));
    }

    #[test]
    fn nothing_of_the_future_is_drawn() {
        let whole = draw("lost-data-segment", None);
        let part = draw("lost-data-segment", Some(6));
        assert!(part[0].bars.len() < whole[0].bars.len());
        assert!(part[0].columns.len() < whole[0].columns.len());
        assert!(part.iter().all(|c| c.folds.len() <= whole[0].folds.len()));
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find("lost-data-segment").expect("it is there")));
        for bar in &part[0].bars {
            let row = trace.segment(bar.id).expect("it is in the run");
            assert!(row.cause <= 6 && (!bar.lost || row.ended_by.is_some_and(|s| s <= 6)));
        }
    }

    #[test]
    fn bursts_can_be_told_apart_and_every_column_holds_a_segment() {
        let all = draw("slow-start", None);
        for chart in &all {
            for pair in chart.columns.windows(2) {
                assert!(pair[0].right <= pair[1].left + 0.01, "{}", chart.id);
            }
        }
    }
}

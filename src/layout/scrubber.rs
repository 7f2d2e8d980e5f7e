//! The scrubber: the whole run on one line, with the folds of the ladder. Ticks of the client stand up, those of the
//! server hang down.

use super::ladder::Scene;
use super::time_scale::TimeScale;
use super::timeline::Side;
use crate::base::Time;
use crate::sim::SegmentId;

/// A segment's departure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrubTick {
    /// px from the left.
    pub x: f64,
    /// The sender.
    pub side: Side,
    /// Departure; ticks later than the playhead are hidden where the future is.
    pub time: Time,
    /// The segment; the first of those that fall on one px.
    pub id: SegmentId,
}

/// A loss, at the instant of death.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrubLoss {
    /// px from the left.
    pub x: f64,
    /// When.
    pub time: Time,
    /// The segment.
    pub id: SegmentId,
}

/// A fold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrubFold {
    /// Left edge, px.
    pub left: f64,
    /// Right edge, px.
    pub right: f64,
    /// First instant within.
    pub from: Time,
}

/// The scrubber of one run.
#[derive(Clone, Debug)]
pub struct Scrubber {
    scale: TimeScale,
    end: Time,
    width: f64,
    /// Departures, one for each px and side at most.
    pub ticks: Vec<ScrubTick>,
    /// Losses, one for each px at most.
    pub losses: Vec<ScrubLoss>,
    /// Folds.
    pub folds: Vec<ScrubFold>,
}

/// Room at both ends for the playhead, px.
const PAD: f64 = 8.0;
/// Width of a fold's box, px.
const FOLD: f64 = 18.0;

impl Scrubber {
    /// The scrubber of a scene's run, `width` px wide.
    pub fn new(scene: &Scene, width: f64) -> Scrubber {
        let width = width.max(2.0 * PAD + 1.0);
        let end = scene.timeline().end;
        let scale = scene.scale().fitted(end, width - 2.0 * PAD, FOLD);
        let mut scrubber = Scrubber { scale, end, width, ticks: Vec::new(), losses: Vec::new(), folds: Vec::new() };
        let mut last = [f64::NEG_INFINITY; 2];
        let mut last_loss = f64::NEG_INFINITY;
        for segment in &scene.timeline().segments {
            let x = scrubber.x(segment.sent);
            let seen = segment.side.pick_mut(&mut last);
            if x - *seen >= 1.0 {
                *seen = x;
                scrubber.ticks.push(ScrubTick { x, side: segment.side, time: segment.sent, id: segment.id });
            }
            if let (true, Some(time)) = (segment.lost(), segment.ended()) {
                let x = scrubber.x(time);
                if (x - last_loss).abs() >= 1.0 {
                    last_loss = x;
                    scrubber.losses.push(ScrubLoss { x, time, id: segment.id });
                }
            }
        }
        let folds = scrubber.scale.folds().iter();
        scrubber.folds = folds.map(|f| ScrubFold { left: PAD + f.top, right: PAD + f.bottom, from: f.from }).collect();
        scrubber
    }

    /// Width, px.
    pub fn width(&self) -> f64 {
        self.width
    }
    /// Where an instant stands, px from the left.
    pub fn x(&self, time: Time) -> f64 {
        PAD + self.scale.y(time.min(self.end))
    }
    /// The instant at a place; the run's beginning or end beyond them.
    pub fn time(&self, x: f64) -> Time {
        self.scale.time(x - PAD).min(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Options;
    use crate::layout::sample::{any_timeline, bulk, post_with_loss};
    use proptest::prelude::*;
    use std::rc::Rc;

    #[test]
    fn it_shows_every_departure_loss_and_fold() {
        let scene = Scene::new(Rc::new(post_with_loss()), None, Options::default());
        let scrubber = Scrubber::new(&scene, 1000.0);
        assert_eq!((scrubber.ticks.len(), scrubber.losses.len(), scrubber.folds.len()), (16, 1, 2));
        assert!((scrubber.x(scene.timeline().end) - 992.0).abs() < 0.01);
        assert!((scrubber.folds[0].right - scrubber.folds[0].left - FOLD).abs() < 1e-9);
    }

    #[test]
    fn a_long_run_has_no_more_ticks_than_pixels() {
        let scene = Scene::new(Rc::new(bulk(5000, 1.0)), None, Options::default());
        assert!(Scrubber::new(&scene, 600.0).ticks.len() <= 1200);
    }

    proptest! {
        #[test]
        fn a_place_and_its_instant_agree_within_a_pixel(timeline in any_timeline(), width in 40.0..1500.0, part in 0.0..1.0) {
            let scene = Scene::new(Rc::new(timeline), None, Options::default());
            let scrubber = Scrubber::new(&scene, width);
            let x = PAD + part * (width - 2.0 * PAD);
            let back = scrubber.x(scrubber.time(x));
            prop_assert!((back - x).abs() < 1.0 || scene.timeline().end == Time::ZERO);
            prop_assert!(scrubber.ticks.iter().all(|t| (PAD - 1e-6..=width - PAD + 1e-6).contains(&t.x)));
        }
    }
}

//! The zoom at which a short run fills the ladder. It is chosen once, when a scenario is opened: after an edit, arrows
//! that did not change keep their places.

use super::RunHandle;
use crate::layout::TimeScale;
use crate::layout::time_scale::{ScaleOptions, zoomed};

/// px of the window that are not the ladder's.
const AROUND: f64 = 240.0;
/// Most zoom steps; two double the scale.
const MOST: i32 = 3;

/// Zoom steps for a window of this height.
pub fn fit(run: &RunHandle, window: f64) -> i32 {
    let timeline = run.timeline(0);
    let height = |zoom: i32| {
        let options = ScaleOptions { zoom: zoomed(zoom), ..ScaleOptions::default() };
        TimeScale::new(&timeline.events, timeline.crossing(), &options).height()
    };
    // Step by step: a long run is measured once.
    (0..=MOST).take_while(|zoom| height(*zoom) <= window - AROUND).last().unwrap_or(0)
}

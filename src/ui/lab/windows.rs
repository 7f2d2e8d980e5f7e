//! The windows of both ends beside the rails, where the reader wants them.

use crate::base::Time;
use crate::draw::ladder::window_column;
use crate::layout::ladder::windows::Windows;
use crate::locale::Words;
use crate::sim::samples;
use crate::ui::el::raw;
use crate::ui::panes::ladder::Shared;
use crate::ui::state::{RunHandle, View};
use std::rc::Rc;
use yew::prelude::*;

/// What the layer needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// Cursor and reveal.
    pub view: Rc<View>,
    /// The instant up to which everything is drawn.
    pub now: Option<Time>,
    /// Between which heights, px.
    pub seen: (f64, f64),
    /// Words.
    pub words: Words,
}

/// The layer.
#[component]
pub fn WindowsLayer(props: &Props) -> Html {
    let Props { run, scene, view, now, seen, words } = props;
    // Looked at once a run, and only where they are wanted.
    let samples = use_memo(run.clone(), |run| samples(run));
    let windows = use_memo((run.clone(), scene.clone(), view.connection), |(_, scene, connection)| {
        Windows::new(&samples, *connection, scene.scale())
    });
    let (top, bottom) = scene.reach(*now);
    let columns = windows.draw(scene.pane(), (top.max(seen.0), bottom.min(seen.1).max(top.max(seen.0))), |step| view.shows(step));
    let most = |bytes: u64| [&words.number(bytes), " B"].concat();
    let drawn: String = columns.iter().filter(|c| c.most > 0).map(|c| window_column(c, scene.pane(), &most(c.most))).collect();
    raw(["<g>", &drawn, "</g>"].concat())
}

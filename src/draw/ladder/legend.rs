//! What the legend has a row for: each with the classes that it explains, and its picture.

/// A row of the legend that is drawn. Marks that are words have rows of their own: [`crate::layout::ladder::marks::TABLE`], and
/// [`WORDS`].
#[derive(Clone, Copy, Debug)]
pub struct LegendRow {
    /// What it says, by key.
    pub key: &'static str,
    /// By which classes the ladder draws it.
    pub drawn: &'static [&'static str],
    /// What is drawn in the legend, in 56 × 20 px.
    pub sample: &'static str,
}

/// The words at the rails that are no call's name: each stands there as `ladder.call.` and this, and the legend says what `mark.` and
/// this says.
pub static WORDS: [&str; 5] = ["refused", "crash", "reboot", "unplug", "plug"];

/// What is drawn, from the segments to the windows.
#[rustfmt::skip]
pub static LEGEND: [LegendRow; 29] = [
    LegendRow { key: "legend.segment", drawn: &["arrow", "arrow-head"], sample: r#"<path class="a client" d="M4 4 50 15"/><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z"/>"# },
    LegendRow { key: "legend.selected", drawn: &["stripe", "selected", "label-box"], sample: r#"<path class="hl" d="M4 1 52 12v8L4 9z"/><path class="a client thick" d="M4 5 50 16"/>"# },
    LegendRow { key: "legend.stranger", drawn: &["origin"], sample: r#"<path class="stranger" d="M8 6 50 15"/><path class="stranger" d="M4 5.2l4-4 4 4-4 4z"/><path class="stranger full" d="M52 15.5l-6.6.8 1.2-4.6z"/>"# },
    LegendRow { key: "legend.lost", drawn: &["cross", "cross-word"], sample: r#"<path class="a client" d="M4 5 34 11"/><path class="x" d="M30 7l8 8m0-8l-8 8"/>"# },
    LegendRow { key: "legend.discarded", drawn: &["cross"], sample: r#"<path class="a client" d="M4 5 44 14"/><path class="x" d="M44 10l8 8m0-8l-8 8"/>"# },
    LegendRow { key: "legend.retransmission", drawn: &["retransmitted"], sample: r#"<path class="a client dashed" d="M4 4 50 15"/><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z"/>"# },
    LegendRow { key: "legend.edited", drawn: &["pencil"], sample: r#"<path class="a client" d="M4 6 50 16"/><path class="pen" d="M20 12l.8-3L27 3l2.2 2.2-6 6z"/>"# },
    LegendRow { key: "legend.before", drawn: &["before", "before-head", "before-cross", "before-label"], sample: r#"<path class="ghost" d="M4 4 52 16"/>"# },
    LegendRow { key: "legend.parting", drawn: &["parting"], sample: r#"<path class="parting" d="M4 10h48"/><text class="parting-sign" x="6" y="14">≠</text>"# },
    LegendRow { key: "legend.call", drawn: &["call-mark", "call"], sample: r#"<path class="head client" d="M22 4l9 6-9 6z"/>"# },
    LegendRow { key: "legend.failed", drawn: &["call-failed"], sample: r#"<path class="x full" d="M22 4l9 6-9 6z"/>"# },
    LegendRow { key: "legend.delivered", drawn: &["call-read"], sample: r#"<path class="head client" d="M31 4l-9 6 9 6z"/>"# },
    LegendRow { key: "legend.band-hollow", drawn: &["band-hollow"], sample: r#"<rect class="b0" x="21" y="2" width="14" height="16"/>"# },
    LegendRow { key: "legend.band-tint", drawn: &["band-tint"], sample: r#"<rect class="b1" x="21" y="2" width="14" height="16"/>"# },
    LegendRow { key: "legend.band-solid", drawn: &["band-solid"], sample: r#"<rect class="b2" x="21" y="2" width="14" height="16"/>"# },
    LegendRow { key: "legend.band-mid", drawn: &["band-mid"], sample: r#"<rect class="b3" x="21" y="2" width="14" height="16"/>"# },
    LegendRow { key: "legend.band-hatch", drawn: &["band-hatch"], sample: r#"<rect class="b1" x="21" y="2" width="14" height="16"/><path class="hatch" d="M21 9l7-7M21 16l14-14M26 18l9-9"/>"# },
    LegendRow { key: "legend.fold", drawn: &["fold", "fold-edge", "fold-text", "timer-through"], sample: r#"<path class="fold" d="M0 5l4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3v10l-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3z"/>"# },
    LegendRow { key: "legend.timer-stopped", drawn: &["timer", "timer-stop"], sample: r#"<path class="timer" d="M28 2v13"/><circle class="cap" cx="28" cy="15" r="3"/>"# },
    LegendRow { key: "legend.timer-expired", drawn: &["timer-fire", "fired"], sample: r#"<path class="timer" d="M28 2v13"/><path class="fire" d="M28 11l4 4-4 4-4-4z"/>"# },
    LegendRow { key: "legend.timer-delayed", drawn: &["timer-dotted"], sample: r#"<path class="timer dotted" d="M28 2v16"/>"# },
    LegendRow { key: "legend.timer-2msl", drawn: &["timer-double", "timer-core"], sample: r#"<path class="timer thin" d="M26 2v16M30 2v16"/>"# },
    LegendRow { key: "legend.timer-named", drawn: &["timer-named"], sample: r#"<path class="timer named" d="M28 2v16"/>"# },
    LegendRow { key: "legend.outage", drawn: &["outage", "outage-name"], sample: r#"<path class="fold" d="M0 2h56v16H0z"/><path class="timer thin" d="M4 18 20 2M16 18 32 2M28 18 44 2M40 18 56 2"/>"# },
    LegendRow { key: "legend.flight", drawn: &["window-flight"], sample: r#"<rect class="b3" x="12" y="2" width="32" height="16"/>"# },
    LegendRow { key: "legend.send-window", drawn: &["window-send"], sample: r#"<path class="a client" d="M28 2v16"/>"# },
    LegendRow { key: "legend.congestion-window", drawn: &["window-congestion"], sample: r#"<path class="cwnd" d="M28 2v16"/>"# },
    LegendRow { key: "legend.receive-window", drawn: &["window-receive"], sample: r#"<path class="rwnd" d="M28 2v16"/>"# },
    LegendRow { key: "legend.playhead", drawn: &["playhead"], sample: r#"<path class="ph" d="M2 10h52"/>"# },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::ladder::{LAYERS, Picked, before, ends, layers, window_column};
    use crate::layout::ladder::windows::Windows;
    use crate::layout::{English, Options, Scene, Timeline};
    use crate::scenario::{Intervention, Scenario, catalogue};
    use crate::sim::{AppAct, RecordKind, Trace, samples, simulate};
    use std::collections::BTreeSet;
    use std::rc::Rc;

    /// Classes that are no marks: text and lines that say themselves, and whose something is.
    const PLAIN: [&str; 27] = [
        "hit",
        "timer-hit",
        "way",
        "client",
        "server",
        "stranger",
        "label",
        "segment-label",
        "name",
        "flags",
        "reset",
        "edit",
        "note",
        "state",
        "inside",
        "band",
        "timer-name",
        "tick",
        "tick-label",
        "windows",
        "window-ground",
        "window-most",
        "end-name",
        "end-address",
        "tip",
        "on-solid",
        "on-hatch",
    ];
    /// What only the page draws, over the drawing.
    const OF_THE_PAGE: [&str; 2] = ["parting", "playhead"];

    fn classes(markup: &str, seen: &mut BTreeSet<String>) {
        for part in markup.split("class=\"").skip(1) {
            seen.extend(part.split('"').next().unwrap_or_default().split(' ').filter(|c| !c.is_empty()).map(str::to_owned));
        }
    }

    /// Every scenario, and one whose application calls what it can't.
    fn runs() -> Vec<Trace> {
        let mut odd: Scenario = catalogue::find("three-way-handshake").expect("it is there");
        odd.interventions = ["call 1ms: server send 5", "call 2s: server unplug", "call 3s: server plug"]
            .map(|text| text.parse::<Intervention>().expect("an intervention"))
            .to_vec();
        catalogue::all().into_iter().chain([odd]).map(|s| simulate(&Rc::new(s))).collect()
    }

    /// Every class that a ladder is drawn with.
    fn drawn() -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut last: Option<Rc<Timeline>> = None;
        for trace in runs() {
            for connection in 0..trace.scenario().connections.len() as u16 {
                let timeline = Rc::new(Timeline::of(&trace, connection));
                for width in [831.0, 390.0] {
                    let scene = Scene::new(Rc::clone(&timeline), last.clone(), Options { width, ..Options::default() });
                    let middle = timeline.segments.get(timeline.segments.len() / 2).map(|s| s.sent);
                    for view in [None, middle].map(|now| scene.view(0.0, now, &English)) {
                        let picked = Picked { segment: view.arrows.first().map(|a| a.id), timer: view.bars.first().map(|b| b.id) };
                        let drawn: [String; LAYERS] = layers(&view, scene.pane(), picked, &English).in_order();
                        for layer in &drawn {
                            classes(layer, &mut seen);
                        }
                        classes(&before(&view.ghosts), &mut seen);
                    }
                    classes(&ends(scene.pane(), &timeline.ends, ["", ""], ""), &mut seen);
                    let windows = Windows::new(&samples(&trace), connection, scene.scale());
                    for column in windows.draw(scene.pane(), scene.reach(None), |_| true) {
                        classes(&window_column(&column, scene.pane(), ""), &mut seen);
                    }
                }
                last = Some(timeline);
            }
        }
        seen
    }

    #[test]
    fn every_mark_the_ladder_draws_has_a_row_and_every_row_is_drawn() {
        let seen = drawn();
        let explained: BTreeSet<&str> = LEGEND.iter().flat_map(|row| row.drawn).copied().collect();
        let known = |class: &&String| explained.contains(class.as_str()) || PLAIN.contains(&class.as_str());
        let unknown: Vec<&String> = seen.iter().filter(|class| !known(class)).collect();
        assert!(unknown.is_empty(), "the legend says nothing of {unknown:?}");
        let never: Vec<&str> =
            explained.into_iter().chain(PLAIN).filter(|class| !seen.contains(*class) && !OF_THE_PAGE.contains(class)).collect();
        assert!(never.is_empty(), "nothing is ever drawn as {never:?}");
        let sheets = [include_str!("../../../styles/ladder.css"), include_str!("../../../styles/lab-drawings.css")].concat();
        assert!(OF_THE_PAGE.iter().all(|class| sheets.contains(&[".", class, " "].concat())));
    }

    #[test]
    fn every_word_at_a_rail_has_a_row() {
        let mut told: BTreeSet<String> = BTreeSet::new();
        for trace in runs() {
            let acts = trace.all_records().filter_map(|r| if let RecordKind::Call(act) = r.kind { Some(act) } else { None });
            told.extend(acts.filter_map(AppAct::word).map(str::to_owned));
        }
        assert_eq!(told, WORDS.map(str::to_owned).into());
    }
}

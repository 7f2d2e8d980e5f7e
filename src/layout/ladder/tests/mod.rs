//! What must hold of every ladder, whatever the run.

mod room;

use super::*;
use crate::base::Time;
use crate::layout::sample::{any_timeline, bulk, ms, post, post_with_loss};
use crate::layout::timeline::Outage;
use crate::layout::{English, Side, Timeline};
use crate::scenario::{Intervention, catalogue};
use crate::sim::{Fate, LossCause, Origin, simulate};
use proptest::prelude::*;
use std::rc::Rc;

fn scene(timeline: Timeline, width: f64) -> Scene {
    Scene::new(Rc::new(timeline), None, Options { width, ..Options::default() })
}

fn whole(scene: &Scene) -> View {
    scene.view(0.0, None, &English)
}

fn text(view: &View, name: &str) -> String {
    let arrow = view.arrows.iter().find(|a| a.name.to_string() == name).expect(name);
    arrow.label.as_ref().map_or(String::new(), Label::text)
}

/// Whether the segment a–b meets the convex figure.
fn meets(corners: &[Point; 4], a: Point, b: Point) -> bool {
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    for at in 0..4 {
        let (p, q) = (corners[at], corners[(at + 1) % 4]);
        let inside = |r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
        let (va, vb) = (inside(a), inside(b));
        if va < 0.0 && vb < 0.0 {
            return false;
        }
        if va < 0.0 {
            t0 = t0.max(va / (va - vb));
        } else if vb < 0.0 {
            t1 = t1.min(va / (va - vb));
        }
    }
    t0 < t1
}

#[test]
fn a_label_says_what_the_bytes_say() {
    let view = whole(&scene(post_with_loss(), 831.0));
    assert_eq!(text(&view, "c1"), "c1 SYN  seq=0");
    assert_eq!(text(&view, "s1"), "s1 SYN,ACK  seq=0 ack=1");
    assert_eq!(text(&view, "c3"), "c3 PSH,ACK  seq=1 ack=1 len=412");
    assert_eq!(text(&view, "s3"), "s3 dup ACK  seq=1 ack=413");
    assert_eq!(text(&view, "c6"), "c6 PSH,ACK  seq=413 ack=1 len=1000 RTO retx");
    let phone = whole(&scene(post_with_loss(), 390.0));
    assert_eq!(text(&phone, "c5"), "c5 PSH,ACK seq=1413 +588");
    assert_eq!(text(&phone, "c4"), "c4 seq=413 +1000", "its way is short");
}

#[test]
fn a_call_that_is_refused_is_named() {
    let said = |fragment: &str| {
        let trace = crate::sim::simulate(&Rc::new(crate::scenario::url::read(fragment).scenario.unwrap()));
        let view = whole(&scene(Timeline::of(&trace, 0), 831.0));
        view.notes.iter().filter(|n| n.role == NoteRole::Call).map(|n| n.text.clone()).collect::<Vec<_>>()
    };
    let refused = "#/closed-port?call=1s:client%20receive%2010&call=1s:client%20close";
    assert_eq!(said(refused), ["connect()", "recv() refused", "close()", "close() refused"]);
    // Which direction is closed is told apart.
    assert!(said("#/linger-zero").contains(&"close(both)".to_owned()));
    assert!(said("#/half-close").contains(&"close()".to_owned()));
}

#[test]
fn numbers_are_written_as_the_reader_chose() {
    let say = |numbers, flags| {
        let options = Options { numbers, flags, ..Options::default() };
        let view = whole(&Scene::new(Rc::new(post_with_loss()), None, options));
        text(&view, "s1")
    };
    assert_eq!(say(Numbers::Absolute, FlagStyle::Names), "s1 SYN,ACK  seq=5000 ack=1001");
    assert_eq!(say(Numbers::Letters, FlagStyle::Textbook), "s1 SYN=1, ACK=1, seq=y, ack=x+1");
}

#[test]
fn no_line_crosses_a_label_and_no_label_covers_a_head_or_another_label() {
    for width in [831.0, 760.0, 592.0, 390.0] {
        let view = whole(&scene(post_with_loss(), width));
        let labels: Vec<(&Arrow, [Point; 4])> = view.arrows.iter().filter_map(|a| Some((a, a.label.as_ref()?.corners()))).collect();
        for (owner, corners) in &labels {
            for arrow in view.arrows.iter().filter(|a| a.id != owner.id) {
                assert!(!meets(corners, arrow.from, arrow.to), "{width}: {} crosses the label of {}", arrow.name, owner.name);
            }
            for head in view.arrows.iter().filter_map(|a| a.head) {
                let [tip, b, c] = head;
                assert!(![(tip, b), (b, c), (c, tip)].iter().any(|(p, q)| meets(corners, *p, *q)), "{width}: {} covers a head", owner.name);
            }
            for (other, theirs) in labels.iter().filter(|(o, _)| o.id != owner.id) {
                let edges = (0..4).any(|at| meets(corners, theirs[at], theirs[(at + 1) % 4]));
                assert!(!edges, "{width}: {} and {}", owner.name, other.name);
            }
        }
    }
}

#[test]
fn what_the_previous_run_did_after_the_end_of_this_one_is_drawn_below_it() {
    let scenario = catalogue::find("http-post").expect("in the catalogue");
    let timeline = |call: Option<&str>| {
        let mut scenario = scenario.clone();
        scenario.interventions.extend(call.map(|text| text.parse::<Intervention>().expect("an intervention")));
        Rc::new(Timeline::of(&simulate(&Rc::new(scenario)), 0))
    };
    let (short, long) = (timeline(Some("call 111ms: client abort")), timeline(None));
    assert!(short.end < long.end, "it ends sooner");
    let alone = Scene::alone(Rc::clone(&short), None, Options::default());
    let scene = Scene::new(short, Some(Rc::clone(&long)), Options::default());
    let view = whole(&scene);
    assert!(scene.height() > alone.height() && view.rail.1 < scene.height() - 100.0, "the rails end where this run does");
    assert_eq!(whole(&alone).arrows, view.arrows, "all of this run stays where it was");
    let below: Vec<f64> = view.ghosts.iter().map(|g| g.from.y).filter(|y| *y > view.rail.1).collect();
    assert!(below.len() > 3 && below.is_sorted_by(|a, b| a < b), "each in its own place: {below:?}");
}

#[test]
fn the_previous_run_is_drawn_only_where_it_differs_and_never_carries_a_lost_arrow_on() {
    let scene = Scene::new(Rc::new(post_with_loss()), Some(Rc::new(post())), Options::default());
    let view = whole(&scene);
    assert_eq!(view.ghosts.iter().map(|g| g.name.to_string()).collect::<Vec<_>>(), ["s3"]);
    assert_eq!(scene.divergence(), Some(ms(170.0)));
    assert_eq!(view.folds.first().map(|f| f.ghosts), Some(1));
    let same = Scene::new(Rc::new(post()), Some(Rc::new(post())), Options::default());
    assert_eq!((same.divergence(), whole(&same).ghosts.len()), (None, 0));
}

#[test]
fn nothing_of_the_future_is_shown() {
    let scene = scene(post_with_loss(), 831.0);
    let view = scene.view(0.0, Some(ms(185.0)), &English);
    let y = scene.scale().y(ms(185.0)) + 1e-6;
    assert_eq!(view.arrows.len(), 5);
    let moving = view.arrows.last().unwrap();
    assert!(moving.moving && moving.lost_at.is_none() && moving.to.y <= y && moving.head.is_some());
    assert!(view.bands.iter().all(|b| b.bottom <= y) && view.bars.iter().all(|b| b.bottom <= y) && view.ticks.iter().all(|t| t.y <= y));
    assert!(view.folds.is_empty() && view.notes.iter().all(|n| n.time <= ms(185.0)));
}

#[test]
fn segments_that_leave_close_together_share_a_label() {
    let view = whole(&scene(bulk(60, 2.0), 831.0));
    let labelled: Vec<&Label> = view.arrows.iter().filter_map(|a| a.label.as_ref()).collect();
    assert!(labelled.len() < 12, "{}", labelled.len());
    assert_eq!(labelled.iter().map(|l| l.count).sum::<u32>(), 120);
    assert!(labelled[0].text().starts_with("c1–c"), "{}", labelled[0].text());
    let zoomed = Scene::new(Rc::new(bulk(60, 2.0)), None, Options { zoom: 12.0, ..Options::default() });
    assert!(whole(&zoomed).arrows.iter().all(|a| a.label.as_ref().is_some_and(|l| l.count == 1)));
}

#[test]
fn a_restarted_timer_is_one_bar() {
    let view = whole(&scene(bulk(200, 10.0), 831.0));
    assert_eq!(view.bars.len(), 1);
    assert_eq!(view.bars[0].runs, 200);
}

#[test]
fn a_fold_says_what_goes_on_meanwhile() {
    let view = whole(&scene(post_with_loss(), 831.0));
    let texts: Vec<String> = view.folds.iter().map(|f| f.runs.iter().map(|r| r.text.as_str()).collect()).collect();
    assert_eq!(texts, ["⋯ 0.92 s ⋯ · client: RTO running", "⋯ 59.9 s ⋯ · client in TIME-WAIT"]);
}

#[test]
fn what_nobody_could_see_is_not_drawn_but_can_be_chosen() {
    let dense = Scene::new(Rc::new(bulk(2000, 0.01)), None, Options { thinned: true, ..Options::default() });
    let view = whole(&dense);
    assert!(view.arrows.len() < 200, "{}", view.arrows.len());
    assert_eq!(view.arrows.iter().filter_map(|a| a.label.as_ref()).map(|l| l.count).sum::<u32>(), 4000);
    assert!(dense.arrow(777, 0.0, None, &English).is_some());
}

fn finite(view: &View) -> bool {
    let point = |p: &Point| p.x.is_finite() && p.y.is_finite();
    let label = |l: &Label| point(&l.at) && l.turn.0.is_finite() && l.turn.1.is_finite() && l.length.is_finite() && l.length > 0.0;
    view.arrows.iter().all(|a| point(&a.from) && point(&a.to) && a.head.iter().flatten().all(point) && a.label.iter().all(label))
        && view.bands.iter().all(|b| b.top.is_finite() && b.bottom >= b.top)
        && view.bars.iter().all(|b| b.bottom >= b.top && b.pieces.iter().all(|p| p.1 >= p.0))
        && view.notes.iter().all(|n| point(&n.at))
        && view.ticks.windows(2).all(|w| w[0].y < w[1].y)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_run_can_be_drawn(timeline in any_timeline(), before in any_timeline(), width in 200.0..1600.0, now in 0.0..5000.0, zoom in 0.2..8.0) {
        let scene = Scene::new(Rc::new(timeline), Some(Rc::new(before)), Options { width, zoom, ..Options::default() });
        let view = whole(&scene);
        prop_assert!(finite(&view));
        for arrow in &view.arrows {
            prop_assert!(arrow.to.y >= arrow.from.y - 1e-9, "an arrow runs up");
            for corner in arrow.label.iter().flat_map(Label::corners) {
                prop_assert!((0.0..=width.max(160.0)).contains(&corner.x) || width < 420.0, "{} leaves the pane", arrow.name);
            }
        }
        let cut = scene.view(0.0, Some(ms(now)), &English);
        prop_assert!(finite(&cut));
        prop_assert!(cut.arrows.iter().all(|a| a.sent <= ms(now)));
    }

    #[test]
    fn the_pieces_make_up_the_whole(
        timeline in any_timeline(), thinned in any::<bool>(), top in 0.0..3000.0, height in 10.0..900.0, now in 0.0..3000.0,
    ) {
        let scene = Scene::new(Rc::new(timeline), None, Options { thinned, ..Options::default() });
        let whole = |now| {
            let mut all = scene.spanning(0.0, scene.height(), now, &English);
            for piece in scene.stretches(0.0, scene.height()).into_iter().map(|n| scene.piece(n, now, &English)) {
                all.ticks.extend(piece.ticks);
                all.arrows.extend(piece.arrows);
                all.bars.extend(piece.bars);
                all.ghosts.extend(piece.ghosts);
                all.triangles.extend(piece.triangles);
                all.notes.extend(piece.notes);
            }
            all
        };
        for now in [None, Some(ms(now))] {
            let (mut parts, mut all) = (whole(now), scene.view(0.0, now, &English));
            for view in [&mut parts, &mut all] {
                view.bars.sort_by_key(|b| b.id);
                view.notes.sort_by(|a, b| a.at.y.total_cmp(&b.at.y).then_with(|| a.text.cmp(&b.text)));
            }
            prop_assert_eq!(parts, all);
        }
        // Nothing that is seen is in a piece that is not asked for.
        let (end, asked) = (scene.height().min(top + height), scene.stretches(top, top + height));
        let all = scene.view(0.0, None, &English);
        for arrow in all.arrows.iter().filter(|a| a.from.y <= end && a.to.y >= top) {
            prop_assert!(scene.stretch_of(arrow.id).is_some_and(|n| asked.contains(&n)));
        }
        let mut drawn = scene.spanning(top, top + height, None, &English).bars;
        drawn.extend(asked.iter().flat_map(|n| scene.piece(*n, None, &English).bars));
        for bar in all.bars.iter().filter(|b| b.top <= end && b.bottom >= top) {
            prop_assert!(drawn.contains(bar));
        }
    }

    #[test]
    fn a_piece_that_is_over_stays_as_it_is_and_one_ahead_is_empty(timeline in any_timeline(), now in 0.0..3000.0) {
        let scene = scene(timeline, 831.0);
        for stretch in scene.stretches(0.0, scene.height()) {
            let piece = scene.piece(stretch, Some(ms(now)), &English);
            match scene.progress(stretch, ms(now)) {
                pieces::Progress::Over => prop_assert_eq!(piece, scene.piece(stretch, None, &English)),
                pieces::Progress::Ahead => prop_assert_eq!(piece, View::default()),
                pieces::Progress::UnderWay => {}
            }
        }
    }
}

#[test]
fn what_comes_from_neither_end_sets_out_between_the_rails() {
    let mut timeline = post();
    for segment in timeline.segments.iter_mut().skip(3).take(2) {
        (segment.midway, segment.origin) = (true, Origin::Forged);
    }
    let scene = scene(timeline, 831.0);
    let view = whole(&scene);
    let pane = scene.pane();
    for (at, arrow) in view.arrows.iter().enumerate() {
        let start = if (3..5).contains(&at) { 0.5 } else { 0.0 };
        assert!((arrow.from.x - pane.across(arrow.side, start)).abs() < 1e-9, "{}", arrow.name);
        assert!((arrow.to.x - pane.across(arrow.side, 1.0)).abs() < 1e-9, "{}", arrow.name);
    }
    let flood = crate::scenario::catalogue::find("syn-flood").expect("in the catalogue");
    let view = whole(&Scene::new(Rc::new(Timeline::of(&crate::sim::simulate(&Rc::new(flood)), 0)), None, Options::default()));
    for arrow in view.arrows.iter().filter(|a| a.marks.has(Mark::Forged)) {
        let label = arrow.label.as_ref().expect("room for a label");
        assert!(label.text().contains("SYN") && label.at.x > arrow.from.x, "{}: {}", arrow.name, label.text());
    }
}

#[test]
fn what_dies_in_the_router_dies_in_the_middle_and_the_answer_leaves_its_cross_free() {
    let scenario = crate::scenario::catalogue::find("unreachable").expect("in the catalogue");
    let scene = scene(Timeline::of(&crate::sim::simulate(&Rc::new(scenario)), 0), 831.0);
    let view = whole(&scene);
    let middle = scene.pane.across(Side::Left, 0.5);
    let arrow = |name: &str| view.arrows.iter().find(|a| a.name.to_string() == name).expect(name);
    let cross = arrow("c1").lost_at.expect("a cross");
    assert!((cross.x - middle).abs() < 0.01);
    let corners = arrow("r1").label.as_ref().expect("a label").corners();
    let word = arrow("c1").lost_word.expect("a word");
    assert!(!meets(&corners, Point::new(cross.x, cross.y - 5.0), Point::new(cross.x, cross.y + 5.0)), "the cross is free");
    assert!(!meets(&corners, Point::new(word.x, word.y - 4.0), Point::new(word.x + 26.0, word.y - 4.0)), "and the word");
}

#[test]
fn the_rulers_longest_text_has_room_left_of_its_line() {
    for (end, width) in [(ms(14_400_250.0), 831.0), (ms(14_400_250.0), 390.0), (ms(60_465.0), 390.0), (ms(90.0), 390.0)] {
        let mut timeline = post();
        timeline.end = end;
        let scene = scene(timeline, width);
        let view = whole(&scene);
        for (tick, size) in view.ticks.iter().filter_map(|t| Some((t.text.as_deref()?, t.size))) {
            let wide = crate::layout::text::width(tick, size, crate::layout::text::Face::Mono);
            assert!(wide <= scene.pane.ruler - 7.0, "{tick} at {width}: {wide}");
        }
    }
}

#[test]
fn a_call_reaches_neither_the_ruler_nor_a_window_column() {
    let long = crate::scenario::catalogue::find("slow-start").expect("in the catalogue");
    let timeline = Rc::new(Timeline::of(&crate::sim::simulate(&Rc::new(long)), 0));
    for (width, look) in [(831.0, ""), (831.0, "windows"), (640.0, "windows")] {
        let options = Options { width, look: Look::read(look), ..Options::default() };
        let scene = Scene::new(Rc::clone(&timeline), None, options);
        let view = whole(&scene);
        let calls = view.notes.iter().filter(|n| matches!(n.role, NoteRole::Call | NoteRole::Read));
        assert!(calls.clone().any(|n| n.text.contains("send(1000000")));
        for note in calls {
            let wide = crate::layout::text::width(&note.text, note.size, crate::layout::text::Face::Mono);
            let (room, pane) = (if note.side == Side::Left { note.at.x } else { width - note.at.x }, scene.pane());
            let taken = pane.beside + if note.side == Side::Left { pane.ruler } else { 0.0 };
            assert!(wide <= room - taken + 0.01, "{} at {width}: {wide} of {}", note.text, room - taken);
        }
    }
}

#[test]
fn the_grey_arrow_of_a_segment_that_was_edited_and_died_of_it_is_not_drawn() {
    use crate::scenario::Intervention;
    let scenario = crate::scenario::catalogue::find("http-post").expect("in the catalogue");
    let before = crate::sim::simulate(&Rc::new(scenario.clone()));
    let mut edited = scenario;
    edited.interventions.push(Intervention::from_verb_and_rest("edit", "c4:ipv4.ttl=1").expect("an edit"));
    let after = crate::sim::simulate(&Rc::new(edited));
    let [after, before] = [after, before].map(|run| Rc::new(Timeline::of(&run, 0)));
    let scene = Scene::new(after, Some(before), Options::default());
    let view = whole(&scene);
    assert!(view.arrows.iter().any(|a| a.name.to_string() == "c4" && a.lost_at.is_some()), "it died in the router");
    assert!(!view.ghosts.is_empty() && view.ghosts.iter().all(|g| g.name.to_string() != "c4"), "and goes no further in grey");
}

#[test]
fn an_empty_run_is_an_empty_ladder() {
    let scene = scene(Timeline::default(), 831.0);
    assert!(whole(&scene).arrows.is_empty());
    assert_eq!(scene.scale().time(0.0), Time::ZERO);
    assert_eq!(Side::Left.other(), Side::Right);
}

/// Not a test: prints how long layout takes. `cargo test --release --lib -- --ignored layout_times --nocapture`
#[test]
#[ignore = "prints times"]
fn layout_times() {
    for n in [500, 50_000] {
        let timeline = Rc::new(bulk(n, 2.0));
        let clock = std::time::Instant::now();
        let scene = Scene::new(Rc::clone(&timeline), None, Options::default());
        let built = clock.elapsed();
        let clock = std::time::Instant::now();
        let middle = scene.height() / 2.0;
        let pieces = scene.stretches(middle, middle + 900.0).into_iter().map(|n| scene.piece(n, None, &English));
        let arrows: usize = pieces.map(|piece| piece.arrows.len()).sum();
        println!("{} segments: scene {built:?}, pieces of {arrows} arrows {:?}", timeline.segments.len(), clock.elapsed());
    }
}

#[test]
fn what_is_hidden_leaves_the_rest_where_it_was() {
    let (run, before) = (Rc::new(post_with_loss()), Rc::new(post()));
    let scene = |look: &str| {
        let options = Options { look: Look::read(look), ..Options::default() };
        Scene::new(Rc::clone(&run), Some(Rc::clone(&before)), options)
    };
    let (all, few) = (scene(""), scene("no-acks,to-server"));
    assert!((all.height() - few.height()).abs() < 1e-9 && all.divergence() == few.divergence());
    assert!(few.ghosts.rows.len() < all.ghosts.rows.len());
    for segment in &run.segments {
        let (whole, part) = (all.arrow(segment.id, 0.0, None, &English), few.arrow(segment.id, 0.0, None, &English));
        assert_eq!(part.is_some(), few.options.look.shows(segment), "{}", segment.name);
        if let (Some(whole), Some(part)) = (whole, part) {
            assert_eq!((whole.from, whole.to), (part.from, part.to), "{}", segment.name);
            assert!(part.label.is_some_and(|label| label.text().contains(&segment.name.to_string())));
        }
    }
}

#[test]
fn labels_have_the_columns_that_were_asked_for() {
    let text = |look: &str| {
        let options = Options { look: Look::read(look), ..Options::default() };
        let scene = Scene::new(Rc::new(post_with_loss()), None, options);
        scene.arrow(3, 0.0, None, &English).and_then(|a| a.label).map(|l| l.text()).unwrap_or_default()
    };
    assert_eq!(text(""), "c3 PSH,ACK  seq=1 ack=1 len=412");
    assert_eq!(text("win,no-ack"), "c3 PSH,ACK  seq=1 len=412 win=64240");
    assert_eq!(text("no-seq,no-ack,no-len"), "c3 PSH,ACK");
}

#[test]
fn what_befell_a_segment_is_told_once_its_way_is_over() {
    let mut run = post_with_loss();
    let lossy = |cause| Fate::Lost(ms(200.0), cause);
    if let Some(segment) = run.segments.iter_mut().find(|s| s.name.to_string() == "c3") {
        segment.way = crate::layout::timeline::Way { corrupted: true, marked: true, delayed: true, overtaken: true };
    }
    if let Some(segment) = run.segments.iter_mut().find(|s| s.name.to_string() == "c4") {
        segment.fate = lossy(LossCause::Ttl);
    }
    let scene = scene(run, 831.0);
    let label = |now: Option<Time>| scene.arrow(3, 0.0, now, &English).and_then(|a| a.label).map(|l| l.text()).unwrap_or_default();
    assert_eq!(label(None), "c3 PSH,ACK  seq=1 ack=1 len=412 corrupted out of order delayed CE");
    assert_eq!(label(Some(ms(130.0))), "c3 PSH,ACK  seq=1 ack=1 len=412", "it is on its way");
    let cut = |now: Option<Time>| scene.arrow(4, 0.0, now, &English).and_then(|a| a.marks.cut()).map(|spec| spec.id);
    assert_eq!((cut(None), cut(Some(ms(190.0)))), (Some("router-loss"), None));
}

#[test]
fn an_outage_is_a_band_that_goes_no_further_than_what_has_happened() {
    let mut run = post_with_loss();
    let outage = |side| Outage { side, from: ms(160.0), to: ms(400.0), cable: false };
    run.outages = vec![outage(Side::Left), outage(Side::Right)];
    let scene = scene(run, 831.0);
    let bands = |now: Option<f64>| scene.view(0.0, now.map(ms), &English).outages;
    let [whole] = &bands(None)[..] else { panic!("both links are one band") };
    assert!((whole.width - scene.pane().span()).abs() < 1e-9);
    assert!((whole.top - scene.scale().y(ms(160.0))).abs() < 1e-9 && (whole.bottom - scene.scale().y(ms(400.0))).abs() < 1e-9);
    assert_eq!(whole.name.as_ref().map(|(_, run)| run.text.as_str()), Some("link out · 240 ms"));
    assert!(bands(Some(100.0)).is_empty());
    let [part] = &bands(Some(200.0))[..] else { panic!("it has begun") };
    assert!((part.bottom - scene.scale().y(ms(200.0))).abs() < 1e-9);
    assert!(part.name.as_ref().is_none_or(|(_, run)| run.text == "link out"), "its end is still to come");
}

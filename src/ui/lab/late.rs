//! What follows a frame after the rest: whoever chooses sees the choice at once, its reasons and all variables with the next frame.
//! Drawn together they would take longer than a frame at ten thousand segments.

use super::bits::Bits;
use super::endpoints::Endpoints;
use super::tabs::{Charts, Segments, States};
use super::why::Why;
use crate::ui::browser::Frames;
use crate::ui::panes::PaneProps;
use crate::ui::part::part;
use crate::ui::state::Tab;
use yew::prelude::*;

/// What follows.
#[derive(Clone, Copy, PartialEq)]
pub enum Follower {
    /// The chosen segment's header; it follows the choice of a segment only, not the hand that works in it.
    Bits,
    /// The reasons.
    Why,
    /// What a tab shows.
    Tab(Tab),
}

/// What is needed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it is; another one is mounted anew.
    pub follower: Follower,
    /// What it is drawn from: as a whole a frame old at most, so nothing in it disagrees.
    pub pane: PaneProps,
}

/// The pane as it was, until the next frame.
#[component]
pub fn Late(props: &Props) -> Html {
    let (shown, wanted) = (use_mut_ref(|| props.pane.clone()), use_mut_ref(|| props.pane.clone()));
    wanted.replace(props.pane.clone());
    if props.follower == Follower::Bits && !chosen_anew(&shown.borrow(), &props.pane) {
        shown.replace(props.pane.clone());
    }
    let due = *shown.borrow() != props.pane;
    let again = use_force_update();
    {
        let shown = shown.clone();
        use_effect_with(due, move |due| {
            let mut begun = false;
            // The first is the frame that shows the rest; what changes again until the second is drawn with it.
            let frames = due.then(|| {
                Frames::start(move |_| {
                    if std::mem::replace(&mut begun, true) {
                        shown.replace(wanted.borrow().clone());
                        again.force_update();
                    }
                })
            });
            move || drop(frames)
        });
    }
    let pane = shown.borrow().clone();
    match props.follower {
        Follower::Bits => part::<Bits>(pane),
        Follower::Why => part::<Why>(pane),
        Follower::Tab(Tab::Endpoints) => part::<Endpoints>(pane),
        Follower::Tab(Tab::States) => part::<States>(pane),
        Follower::Tab(Tab::Charts) => part::<Charts>(pane),
        Follower::Tab(Tab::Segments) => part::<Segments>(pane),
    }
}

/// Whether another segment of the same run was chosen; whatever else is done with the bits, they answer at once.
fn chosen_anew(before: &PaneProps, now: &PaneProps) -> bool {
    before.run == now.run && before.draft == now.draft && before.view.segment() != now.view.segment()
}

//! The stripe under the arrow that the pointer is over, here or in another pane. Only this listens to the pointer.

use super::shared::Shared;
use crate::base::Time;
use crate::draw::Markup;
use crate::draw::ladder::stripe;
use crate::sim::SegmentId;
use crate::ui::el::{number_of, raw};
use crate::ui::state::{HoverHandle, Hovered};
use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// What the layer needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scene.
    pub scene: Shared,
    /// The instant up to which everything is drawn.
    pub now: Option<Time>,
    /// What scrolls, and takes the pointer's events.
    pub scroll: NodeRef,
}

/// The layer.
#[component]
pub fn HoverLayer(props: &Props) -> Html {
    let Props { scene, now, scroll } = props;
    let handle = use_context::<HoverHandle>();
    {
        let (scroll, dispatcher) = (scroll.clone(), handle.as_ref().map(UseReducerHandle::dispatcher));
        use_effect_with((), move |()| {
            let listeners = scroll.cast::<Element>().zip(dispatcher).map(|(element, dispatcher)| {
                let leave = dispatcher.clone();
                let over = EventListener::new(&element, "pointerover", move |e| dispatcher.dispatch(segment_of(e).map(Hovered::Segment)));
                (over, EventListener::new(&element, "pointerleave", move |_| leave.dispatch(None)))
            });
            move || drop(listeners)
        });
    }
    let hovered = handle.and_then(|h| if let Some(Hovered::Segment(id)) = h.0 { Some(id) } else { None });
    let arrow = hovered.and_then(|id| scene.line(id, *now));
    let mut markup = Markup::new();
    if let Some(arrow) = arrow {
        markup.polygon(&["stripe-hover"], &stripe(&arrow, scene.pane().text));
    }
    raw(markup.finish())
}

/// The segment that an event happened on.
pub fn segment_of(event: &Event) -> Option<SegmentId> {
    number_of(event, "data-id")
}

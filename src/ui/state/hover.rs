//! What the pointer is over. It changes with every move, so it is a context of its own: only what lights up listens.

use super::FieldId;
use crate::sim::{SegmentId, StepId};
use std::rc::Rc;
use yew::prelude::*;

/// A thing that has partners elsewhere on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hovered {
    /// A segment.
    Segment(SegmentId),
    /// A field of the chosen segment.
    Field(FieldId),
    /// A byte of the chosen segment, counted from the first of the IPv4 header.
    Byte(u32),
    /// A step.
    Step(StepId),
}

/// What a card can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardOf {
    /// A segment.
    Segment(SegmentId),
    /// The windows of an end, at the cursor: 0 is the client.
    Windows(u8),
    /// A timer: the index of a run in the trace's timers, and how many runs of it in a row.
    Timer(u32, u32),
}

/// The value of the context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hover(pub Option<Hovered>);

impl Reducible for Hover {
    type Action = Option<Hovered>;
    fn reduce(self: Rc<Self>, action: Option<Hovered>) -> Rc<Self> {
        if self.0 == action { self } else { Rc::new(Hover(action)) }
    }
}

/// Read it with `use_context::<HoverHandle>()`; `hover.dispatch(Some(Hovered::Segment(id)))`.
pub type HoverHandle = UseReducerHandle<Hover>;

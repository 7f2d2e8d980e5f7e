//! A finished run.

use crate::layout::Timeline;
use crate::sim::Trace;
use std::cell::RefCell;
use std::rc::Rc;

struct Inner {
    trace: Trace,
    timeline: RefCell<Option<(u16, Rc<Timeline>)>>,
}

/// A run that can be drawn; it derefs to its trace. Two are equal when they are the same run, not when they look alike.
#[derive(Clone)]
pub struct RunHandle {
    /// Which run it was; late results are told by it.
    pub id: u32,
    inner: Rc<Inner>,
}

impl RunHandle {
    /// Wraps a trace.
    pub fn new(id: u32, trace: Trace) -> RunHandle {
        RunHandle { id, inner: Rc::new(Inner { trace, timeline: RefCell::new(None) }) }
    }
    /// One of its connections as the diagrams need it; kept until another one is asked for.
    pub fn timeline(&self, connection: u16) -> Rc<Timeline> {
        let mut kept = self.inner.timeline.borrow_mut();
        if let Some((_, timeline)) = kept.as_ref().filter(|(c, _)| *c == connection) {
            return Rc::clone(timeline);
        }
        let timeline = Rc::new(Timeline::of(&self.inner.trace, connection));
        *kept = Some((connection, Rc::clone(&timeline)));
        timeline
    }
}

impl std::fmt::Debug for RunHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "run {}", self.id)
    }
}

impl PartialEq for RunHandle {
    fn eq(&self, other: &RunHandle) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

impl std::ops::Deref for RunHandle {
    type Target = Trace;
    fn deref(&self) -> &Trace {
        &self.inner.trace
    }
}

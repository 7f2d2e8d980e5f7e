//! The playhead's instant. It moves with every frame while the player runs, so it is outside the reducer: overlays
//! subscribe and move their own elements; nothing is rendered again.

use crate::base::Time;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

type Listener = Rc<dyn Fn(Time)>;

#[derive(Default)]
struct Inner {
    time: Cell<Time>,
    next: Cell<u32>,
    listeners: RefCell<Vec<(u32, Listener)>>,
}

/// A shared playhead. Two are equal when they are the same.
#[derive(Clone, Default)]
pub struct Playhead(Rc<Inner>);

impl PartialEq for Playhead {
    fn eq(&self, other: &Playhead) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Ends a subscription when it is dropped.
pub struct Subscription {
    playhead: Weak<Inner>,
    id: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(inner) = self.playhead.upgrade() {
            inner.listeners.borrow_mut().retain(|(id, _)| *id != self.id);
        }
    }
}

impl Playhead {
    /// Where it is.
    pub fn time(&self) -> Time {
        self.0.time.get()
    }
    /// Moves it and tells everybody who listens.
    pub fn set(&self, time: Time) {
        self.0.time.set(time);
        let listeners: Vec<Listener> = self.0.listeners.borrow().iter().map(|(_, l)| Rc::clone(l)).collect();
        for listener in listeners {
            listener(time);
        }
    }
    /// Calls `listener` at every move (and not now), until the subscription is dropped. Use it in `use_effect_with`.
    #[must_use]
    pub fn subscribe(&self, listener: impl Fn(Time) + 'static) -> Subscription {
        let last = self.0.listeners.borrow().len();
        self.listen(last, Rc::new(listener))
    }

    /// The same, before all others: for who scrolls, which is cheap only while nothing has been changed.
    #[must_use]
    pub fn subscribe_first(&self, listener: impl Fn(Time) + 'static) -> Subscription {
        self.listen(0, Rc::new(listener))
    }

    fn listen(&self, place: usize, listener: Listener) -> Subscription {
        let id = self.0.next.get();
        self.0.next.set(id.wrapping_add(1));
        self.0.listeners.borrow_mut().insert(place, (id, listener));
        Subscription { playhead: Rc::downgrade(&self.0), id }
    }
}

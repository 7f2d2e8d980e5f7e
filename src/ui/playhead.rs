//! The playhead's instant. It moves with every frame while the player runs, so it is outside the reducer: overlays
//! subscribe and move their own elements; nothing is rendered again.

use crate::base::Time;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

type Listener = Rc<dyn Fn(Time)>;

/// In which order those who listen are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Who scrolls, which is cheap only while nothing has been changed.
    Scrolls,
    /// Who moves what is there.
    Moves,
    /// Who draws anew: what takes long, and may be left out of a frame.
    Draws,
}

#[derive(Default)]
struct Inner {
    time: Cell<Time>,
    next: Cell<u32>,
    listeners: RefCell<Vec<(Turn, u32, Listener)>>,
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
            inner.listeners.borrow_mut().retain(|(_, id, _)| *id != self.id);
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
        self.tell(time, Turn::Draws);
    }
    /// Moves it and tells those whose turn is not after `last`.
    pub fn tell(&self, time: Time, last: Turn) {
        self.0.time.set(time);
        // They stand in the order of their turns.
        let told: Vec<Listener> =
            self.0.listeners.borrow().iter().take_while(|(turn, ..)| *turn <= last).map(|(.., l)| Rc::clone(l)).collect();
        for listener in told {
            listener(time);
        }
    }
    /// Calls `listener` at every move (and not now), until the subscription is dropped. Use it in `use_effect_with`.
    #[must_use]
    pub fn subscribe(&self, turn: Turn, listener: Rc<dyn Fn(Time)>) -> Subscription {
        let id = self.0.next.get();
        self.0.next.set(id.wrapping_add(1));
        let mut listeners = self.0.listeners.borrow_mut();
        let place = listeners.iter().filter(|(theirs, ..)| *theirs <= turn).count();
        listeners.insert(place, (turn, id, listener));
        Subscription { playhead: Rc::downgrade(&self.0), id }
    }
}

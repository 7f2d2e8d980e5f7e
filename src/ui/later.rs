//! What can wait until the picture is there.

use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;

/// How long a picture goes before what nobody sees, ms: by then two frames have passed.
pub const AFTER_PICTURE: u32 = 50;

type Deed = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Something that is done a little later; dropped, it is done at once.
pub struct Later {
    deed: Deed,
    _timer: Timeout,
}

impl Later {
    /// Does it after the picture.
    pub fn new(deed: impl FnOnce() + 'static) -> Later {
        let deed: Deed = Rc::new(RefCell::new(Some(Box::new(deed))));
        let own = Rc::clone(&deed);
        Later { deed, _timer: Timeout::new(AFTER_PICTURE, move || act(&own)) }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        act(&self.deed);
    }
}

fn act(deed: &Deed) {
    let deed = deed.borrow_mut().take();
    if let Some(deed) = deed {
        deed();
    }
}

//! Whether the page is as narrow as a phone.

use gloo_events::EventListener;
use yew::prelude::*;

/// Below this width in px, the header stands 16 bits a row.
const NARROW: &str = "(max-width: 599px)";

/// True on a phone, and again after the page is turned.
#[hook]
pub fn use_narrow() -> bool {
    let query = use_memo((), |()| web_sys::window().and_then(|w| w.match_media(NARROW).ok().flatten()));
    let narrow = use_state_eq(|| query.as_ref().as_ref().is_some_and(web_sys::MediaQueryList::matches));
    {
        let narrow = narrow.clone();
        use_effect_with((), move |()| {
            let listener = query.as_ref().clone().map(|q| {
                let target = q.clone();
                EventListener::new(&target, "change", move |_| narrow.set(q.matches()))
            });
            move || drop(listener)
        });
    }
    *narrow
}

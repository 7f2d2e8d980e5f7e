//! Elements, one call a part.
//!
//! Yew's `html!` writes some three hundred bytes of program for each element, into whatever function it stands in. Here an element
//! is built by small functions that the whole page shares:
//!
//! ```text
//! el("button").class("btn").state("aria-pressed", on).does(&ui.dispatch, Action::Undo).say(&ui.words, shell::UNDO).into()
//! ```
//!
//! Children are keyed by their place, whether they are there or not: [`El::maybe`] counts what is missing, so that what comes and
//! goes never changes places with its neighbours. Children of a list carry keys of their own.

use super::state::{Action, Hovered};
use crate::locale::{Key as Message, Words};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::virtual_dom::{Key, Listener, ListenerKind, VTag};
use yew::{AttrValue, Callback, Html, NodeRef};

/// An element in the making.
#[must_use]
pub struct El(Box<Making>);

struct Making {
    tag: VTag,
    class: String,
    places: u8,
}

/// An element.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Making { tag: VTag::new(tag), class: String::new(), places: 0 }))
}

/// A `div` of a class.
pub fn div(class: &'static str) -> El {
    el("div").class(class)
}

/// A `span` of a class.
pub fn span(class: &'static str) -> El {
    el("span").class(class)
}

/// A button that does not submit anything.
pub fn press(class: &'static str) -> El {
    el("button").attr("type", "button").class(class)
}

/// A box to tick.
pub fn tick(dispatch: &Callback<Action>, on: bool, action: Action) -> El {
    check(on).when(ListenerKind::onchange, dispatch, action)
}

/// A box to tick that does nothing by itself.
pub fn check(on: bool) -> El {
    el("input").attr("type", "checkbox").checked(on)
}

/// One of the choices that a `select` offers.
pub fn choice(value: &'static str, chosen: bool, words: impl Into<AttrValue>) -> El {
    el("option").key(value).attr("value", value).flag("selected", chosen).text(words)
}

/// Several buttons side by side, one of them pressed.
pub fn switch(words: &Words, name: Message, dispatch: &Callback<Action>, choices: &[(Message, bool, Action)]) -> El {
    let button = |(text, on, action): &(Message, bool, Action)| {
        press("").key(text.id()).state("aria-pressed", *on).does(dispatch, action.clone()).say(words, *text)
    };
    span("sw").attr("role", "group").name(words, name).all(choices.iter().map(button))
}

/// What an `input`, a `select` or a `textarea` that an event happened on holds.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    let target: &JsValue = &target;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
    }
}

/// What the nearest element around an event says in an attribute.
pub fn told_by(event: &Event, attribute: &str) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest(&["[", attribute, "]"].concat()).ok()??.get_attribute(attribute)
}

/// How a state is told to assistive technology.
pub const fn truth(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// A number that it says there.
pub fn number_of(event: &Event, attribute: &str) -> Option<u32> {
    told_by(event, attribute)?.parse().ok()
}

/// A text by itself.
pub fn text(text: impl Into<AttrValue>) -> Html {
    yew::virtual_dom::VText::new(text.into()).into()
}

/// What `draw` wrote, as it is. It is put anew only when it differs.
pub fn raw(markup: String) -> Html {
    Html::from_html_unchecked(AttrValue::from(markup))
}

/// Several elements side by side without one around them, each with a key of its own.
pub fn list(elements: impl IntoIterator<Item = El>) -> Html {
    elements.into_iter().collect()
}

#[allow(clippy::return_self_not_must_use, reason = "the type is")]
impl El {
    /// What tells it from its siblings in a list.
    pub fn key(mut self, key: impl Into<Key>) -> El {
        self.0.tag.key = Some(key.into());
        self
    }

    /// One more class, or several.
    pub fn class(mut self, class: &str) -> El {
        if !self.0.class.is_empty() && !class.is_empty() {
            self.0.class.push(' ');
        }
        self.0.class.push_str(class);
        self
    }

    /// A class that it has only sometimes.
    pub fn class_if(self, on: bool, class: &'static str) -> El {
        if on { self.class(class) } else { self }
    }

    /// An attribute that never changes.
    pub fn attr(self, name: &'static str, value: &'static str) -> El {
        self.put(name, AttrValue::Static(value))
    }

    /// An attribute.
    pub fn set(self, name: &'static str, value: impl Into<AttrValue>) -> El {
        self.put(name, value.into())
    }

    /// An attribute that it has only sometimes.
    pub fn set_some(self, name: &'static str, value: Option<impl Into<AttrValue>>) -> El {
        match value {
            Some(value) => self.put(name, value.into()),
            None => self,
        }
    }

    fn put(mut self, name: &'static str, value: AttrValue) -> El {
        self.0.tag.add_attribute(name, value);
        self
    }

    /// An attribute without a value, such as `disabled`.
    pub fn flag(self, name: &'static str, on: bool) -> El {
        if on { self.attr(name, "") } else { self }
    }

    /// A state that assistive technology is told of: `true` or `false`.
    pub fn state(self, name: &'static str, on: bool) -> El {
        self.attr(name, truth(on))
    }

    /// The accessible name.
    pub fn label(self, label: impl Into<AttrValue>) -> El {
        self.put("aria-label", label.into())
    }

    /// The value of an `input` or `textarea`.
    pub fn value(mut self, value: impl Into<AttrValue>) -> El {
        let value: AttrValue = value.into();
        self.0.tag.set_value(value);
        self
    }

    /// Whether an `input` is checked.
    pub fn checked(mut self, on: bool) -> El {
        self.0.tag.set_checked(on);
        self
    }

    /// What the element will be known by once it is there.
    pub fn node(mut self, node: &NodeRef) -> El {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// Text.
    pub fn text(mut self, words: impl Into<AttrValue>) -> El {
        self.0.tag.add_child(text(words));
        self
    }

    /// A text of the page.
    pub fn say(self, words: &Words, text: Message) -> El {
        self.text(words.text(text).to_owned())
    }

    /// A text of the page as the accessible name.
    pub fn name(self, words: &Words, text: Message) -> El {
        self.label(words.text(text).to_owned())
    }

    /// What `draw` wrote ([`raw`]) within it.
    pub fn drawn(self, markup: String) -> El {
        self.html(raw(markup))
    }

    /// An element within it.
    pub fn child(mut self, mut child: El) -> El {
        let place = self.next_place();
        if child.0.tag.key.is_none() {
            child.0.tag.key = Some(place);
        }
        self.0.tag.add_child(child.into());
        self
    }

    /// An element within it, if there is one.
    pub fn maybe(mut self, child: Option<El>) -> El {
        if let Some(child) = child {
            return self.child(child);
        }
        self.next_place();
        self
    }

    fn next_place(&mut self) -> Key {
        self.0.places += 1;
        let digits = [b'a' + self.0.places / 26, b'a' + self.0.places % 26];
        Key::from(digits.map(char::from).iter().collect::<String>())
    }

    /// A part, or a list, within it.
    pub fn html(mut self, child: Html) -> El {
        self.0.tag.add_child(child);
        self
    }

    /// Several elements within it, each with a key of its own.
    pub fn all(mut self, children: impl IntoIterator<Item = El>) -> El {
        for child in children {
            self.0.tag.add_child(child.into());
        }
        self
    }

    /// Does something when it is pressed.
    pub fn does(self, dispatch: &Callback<Action>, action: Action) -> El {
        self.when(ListenerKind::onclick, dispatch, action)
    }

    /// Does something when an event happens.
    pub fn when(self, kind: ListenerKind, dispatch: &Callback<Action>, action: Action) -> El {
        let dispatch = dispatch.clone();
        self.listen(kind, Box::new(move |_| dispatch.emit(action.clone())))
    }

    /// Tells what it stands for while the pointer is over it.
    pub fn points(self, hover: &Callback<Option<Hovered>>, at: Hovered) -> El {
        let tell = |to: Option<Hovered>| {
            let hover = hover.clone();
            Box::new(move |_| hover.emit(to))
        };
        let (enter, leave) = (tell(Some(at)), tell(None));
        self.listen(ListenerKind::onpointerenter, enter).listen(ListenerKind::onpointerleave, leave)
    }

    /// Calls back when it is pressed.
    pub fn click(self, call: impl Fn() + 'static) -> El {
        self.listen(ListenerKind::onclick, Box::new(move |_| call()))
    }

    /// Listens to several events.
    pub fn hears<const N: usize>(mut self, kinds: [ListenerKind; N], handle: &Callback<Event>) -> El {
        for kind in kinds {
            let handle = handle.clone();
            self = self.listen(kind, Box::new(move |event| handle.emit(event)));
        }
        self
    }

    /// Listens to an event.
    pub fn on(self, kind: ListenerKind, handle: impl Fn(Event) + 'static) -> El {
        self.listen(kind, Box::new(handle))
    }

    fn listen(mut self, kind: ListenerKind, handle: Box<dyn Fn(Event)>) -> El {
        self.0.tag.add_listener(Rc::new(On { kind, handle }));
        self
    }
}

impl From<El> for Html {
    fn from(el: El) -> Html {
        let Making { mut tag, class, .. } = *el.0;
        if !class.is_empty() {
            tag.add_attribute("class", class);
        }
        tag.into()
    }
}

/// A listener of any kind.
struct On {
    kind: ListenerKind,
    handle: Box<dyn Fn(Event)>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }
    fn handle(&self, event: Event) {
        (self.handle)(event);
    }
    fn passive(&self) -> bool {
        false
    }
}

//! One component for all of the page's parts.
//!
//! Yew builds its whole machinery of scopes, lifecycles and bundles once for each component type: five kilobytes of
//! program apiece. So `#[component]` only says how a part is drawn and which properties it takes (Yew's
//! `FunctionProvider`); what is mounted is always [`Part`], which holds such a function with its properties and calls it.
//! A part has hooks, contexts and memoisation like any component:
//!
//! ```text
//! div("").html(part::<Hex>(hex::Props { packet, columns: 16, … }))
//! part_of::<Parameter>(name, ParameterProps { … })       // one of a list
//! ```
//!
//! Mounting `Hex` itself would work as well, and cost five kilobytes.

use std::any::{Any, type_name};
use std::rc::Rc;
use yew::functional::{FunctionProvider, Hook, HookContext};
use yew::html::HtmlResult;
use yew::prelude::*;
use yew::virtual_dom::{Key, VChild, VComp};

/// A part: drawn by `T`, the only one of its kind among its siblings.
pub fn part<T: FunctionProvider + 'static>(props: T::Properties) -> Html {
    mount(Key::from(type_name::<T>()), Rc::new(Drawn::<T>(props)))
}

/// A part of which there are several side by side; `key` tells them apart.
pub fn part_of<T: FunctionProvider + 'static>(key: impl Into<Key>, props: T::Properties) -> Html {
    // The function is in the key: another one in the same place has other hooks and must start afresh.
    mount(Key::from([type_name::<T>(), " ", &key.into()].concat()), Rc::new(Drawn::<T>(props)))
}

/// A section without hooks, drawn anew only when it is made of something else: numbers, and the [`id`] of what `draw` holds.
pub fn kept(key: &'static str, of: &[u64], draw: impl Fn() -> Html + 'static) -> Html {
    mount(Key::from(key), Rc::new(Kept { of: of.to_vec(), draw: Box::new(draw) }))
}

/// Tells what is shared from other things, as long as it is held.
pub fn id<T>(of: &T) -> u64 {
    std::ptr::from_ref(of).addr() as u64
}

fn mount(key: Key, view: Rc<dyn View>) -> Html {
    VComp::from(VChild::<Part>::new(PartProps { view }, Some(key))).into()
}

/// What can be drawn, whatever its properties are.
trait View {
    fn draw(&self, hooks: &mut HookContext) -> HtmlResult;
    fn same(&self, other: &dyn View) -> bool;
    fn as_any(&self) -> &dyn Any;
}

/// `T` with its properties.
struct Drawn<T: FunctionProvider>(T::Properties);

impl<T: FunctionProvider + 'static> View for Drawn<T> {
    fn draw(&self, hooks: &mut HookContext) -> HtmlResult {
        T::run(hooks, &self.0)
    }
    fn same(&self, other: &dyn View) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.0 == other.0)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A section: what it is made of, and how.
struct Kept {
    of: Vec<u64>,
    draw: Box<dyn Fn() -> Html>,
}

impl View for Kept {
    fn draw(&self, _: &mut HookContext) -> HtmlResult {
        Ok((self.draw)())
    }
    fn same(&self, other: &dyn View) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.of == other.of)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct PartProps {
    view: Rc<dyn View>,
}

impl PartialEq for PartProps {
    fn eq(&self, other: &PartProps) -> bool {
        self.view.same(&*other.view)
    }
}

#[component]
fn Part(props: &PartProps) -> HtmlResult {
    use_view(&*props.view)
}

/// Draws with the hooks of the component that it is called from.
struct UseView<'a>(&'a dyn View);

impl Hook for UseView<'_> {
    type Output = HtmlResult;
    fn run(self, hooks: &mut HookContext) -> HtmlResult {
        self.0.draw(hooks)
    }
}

fn use_view(view: &dyn View) -> UseView<'_> {
    UseView(view)
}

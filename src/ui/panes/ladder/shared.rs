//! The scene, shared by the parts of the pane.

use crate::layout::Scene;
use std::ops::Deref;
use std::rc::Rc;

/// A scene that is equal to itself alone.
#[derive(Clone)]
pub struct Shared(pub Rc<Scene>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Scene;
    fn deref(&self) -> &Scene {
        &self.0
    }
}

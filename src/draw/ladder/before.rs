//! The previous run: thin and grey, only where it differs. Nobody points at it, so all its arrows are one path.

use super::labels::words;
use crate::draw::Markup;
use crate::draw::markup::{cross, run_through};
use crate::layout::ladder::Ghost;

pub(super) fn before(m: &mut Markup, ghosts: &[Ghost]) {
    let (mut lines, mut heads, mut crosses) = (String::new(), String::new(), String::new());
    for ghost in ghosts {
        run_through(&mut lines, &[ghost.from, ghost.to]);
        match &ghost.head {
            Some(head) => {
                run_through(&mut heads, head);
                heads.push('z');
            }
            None => cross(&mut crosses, ghost.to, 3.5),
        }
    }
    m.path_if(&["before"], &lines);
    m.path_if(&["before-head"], &heads);
    m.path_if(&["before-cross"], &crosses);
    for label in ghosts.iter().filter_map(|g| g.label.as_ref()) {
        words(m, &["before-label"], None, label);
    }
}

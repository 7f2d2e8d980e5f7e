//! The layers of the drawing as they stand in the page, in pieces: only those that changed are drawn anew. Yew keeps a string as a
//! whole, and would have a browser read all of it again for each change.

use super::painter::{Cause, Painter};
use crate::draw::ladder::{LAYERS, Layers};
use crate::ui::browser;
use web_sys::Element;
use yew::NodeRef;

/// The name of SVG's elements.
const SVG: &str = "http://www.w3.org/2000/svg";
/// The number of what reaches through the pieces: it lies below them.
const SPANNING: i32 = i32::MIN;

/// A piece as it stands in the page.
struct Piece {
    number: i32,
    /// What it was drawn from; none where that is to be asked each time.
    cause: Option<Cause>,
    /// What it shows in each layer; no element where that is nothing.
    layers: [(String, Option<Element>); LAYERS],
}

/// What stands in the page.
#[derive(Default)]
pub struct Standing(Vec<Piece>);

impl Standing {
    /// Makes the layers hold what lies between two heights.
    pub fn settle(&mut self, places: &[NodeRef; LAYERS], painter: &Painter, top: f64, bottom: f64) {
        let places = places.each_ref().map(NodeRef::cast::<Element>);
        let mut old = std::mem::take(&mut self.0).into_iter().peekable();
        for number in std::iter::once(SPANNING).chain(painter.stretches(top, bottom)) {
            while let Some(gone) = old.next_if(|piece| piece.number < number) {
                gone.leave();
            }
            let standing = old.next_if(|piece| piece.number == number);
            let cause = (number != SPANNING).then(|| painter.cause(number));
            if cause.is_some() && standing.as_ref().is_some_and(|piece| piece.cause == cause) {
                self.0.extend(standing);
                continue;
            }
            let drawn = if number == SPANNING { painter.spanning(top, bottom) } else { painter.piece(number) };
            let mut piece = standing.unwrap_or_else(|| Piece { number, cause: None, layers: Default::default() });
            piece.cause = cause;
            piece.show(&places, &self.0, drawn);
            self.0.push(piece);
        }
        old.for_each(Piece::leave);
    }
}

impl Piece {
    /// Shows other content in place of its own; it stands behind these pieces, and before all others.
    fn show(&mut self, places: &[Option<Element>; LAYERS], before: &[Piece], drawn: Layers) {
        for (at, ((markup, element), wanted)) in self.layers.iter_mut().zip(drawn.in_order()).enumerate() {
            if *markup == wanted {
                continue;
            }
            if wanted.is_empty() {
                element.take().inspect(Element::remove);
            } else if let Some(element) = element {
                // What goes on mostly adds to what is there: a browser need not read that again.
                match wanted.strip_prefix(markup.as_str()) {
                    Some(more) => drop(element.insert_adjacent_html("beforeend", more)),
                    None => element.set_inner_html(&wanted),
                }
            } else if let Some(place) = places.get(at).and_then(Option::as_ref) {
                let new = browser::document().and_then(|d| d.create_element_ns(Some(SVG), "g").ok());
                if let Some(new) = &new {
                    new.set_inner_html(&wanted);
                    let above = before.iter().rev().find_map(|piece| piece.layers.get(at)?.1.as_ref());
                    let next = above.map_or_else(|| place.first_child(), |above| above.next_sibling());
                    let _ = place.insert_before(new, next.as_ref());
                }
                *element = new;
            }
            *markup = wanted;
        }
    }

    fn leave(self) {
        self.layers.into_iter().filter_map(|(_, element)| element).for_each(|element| element.remove());
    }
}

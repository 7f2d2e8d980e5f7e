//! The layers of the drawing as they stand in the page: of each, only the pieces that differ are drawn anew. Yew keeps a string as
//! a whole, and would have a browser read all of it again for each change.

use crate::draw::ladder::{LAYERS, Layers};
use crate::ui::browser;
use web_sys::Element;
use yew::NodeRef;

/// The name of SVG's elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A piece of a layer.
struct Piece {
    number: i32,
    markup: String,
    element: Element,
}

/// What stands in the page.
#[derive(Default)]
pub struct Standing([Vec<Piece>; LAYERS]);

impl Standing {
    /// Makes the layers hold these pieces, which come in the order of their numbers.
    pub fn settle(&mut self, places: &[NodeRef; LAYERS], pieces: Vec<(i32, Layers)>) {
        let mut wanted: [Vec<(i32, String)>; LAYERS] = Default::default();
        for (number, layers) in pieces {
            for (list, markup) in wanted.iter_mut().zip(layers.in_order()) {
                if !markup.is_empty() {
                    list.push((number, markup));
                }
            }
        }
        for ((place, standing), wanted) in places.iter().zip(&mut self.0).zip(wanted) {
            if let Some(place) = place.cast::<Element>() {
                settle(&place, standing, wanted);
            }
        }
    }
}

fn settle(place: &Element, standing: &mut Vec<Piece>, wanted: Vec<(i32, String)>) {
    let mut old = std::mem::take(standing).into_iter().peekable();
    for (number, markup) in wanted {
        while let Some(gone) = old.next_if(|piece| piece.number < number) {
            gone.element.remove();
        }
        let element = if let Some(piece) = old.next_if(|piece| piece.number == number) {
            if piece.markup != markup {
                piece.element.set_inner_html(&markup);
            }
            piece.element
        } else {
            let Some(element) = browser::document().and_then(|d| d.create_element_ns(Some(SVG), "g").ok()) else { continue };
            element.set_inner_html(&markup);
            let next: Option<&Element> = old.peek().map(|piece| &piece.element);
            let _ = place.insert_before(&element, next.map(AsRef::as_ref));
            element
        };
        standing.push(Piece { number, markup, element });
    }
    for gone in old {
        gone.element.remove();
    }
}

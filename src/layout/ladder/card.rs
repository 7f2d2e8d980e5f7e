//! Where the card about a segment stands, so that it covers neither the segment's arrow nor the pointer.

use super::pane::Point;
use crate::layout::decimal::between;

/// From the pointer to the card, px.
const GAP: f64 = 14.0;
/// Over an arrow its label has room, px.
const LABEL: f64 = 22.0;
/// From the card to the edge of the window, px.
const EDGE: f64 = 8.0;

/// The upper left corner of a card of this size (width, height) for a pointer that rests on an arrow, all in px of the window: under
/// the arrow on the side it comes from, or over it on the side it goes to. That is where a line that falls leaves room.
pub fn card_place(arrow: (Point, Point), pointer: Point, (width, height): (f64, f64), window: (f64, f64)) -> Point {
    let (from, to) = arrow;
    let (behind, ahead) = (pointer.x - GAP - width, pointer.x + GAP);
    let (under, over) = if to.x >= from.x { (behind, ahead) } else { (ahead, behind) };
    let within = |x: f64| between(x, EDGE, (window.0 - EDGE - width).max(EDGE));
    let (under, over) = (within(under), within(over));
    let lowest = |left: f64| heights(arrow, left, left + width).1;
    let highest = |left: f64| heights(arrow, left, left + width).0;
    let below = lowest(under).max(pointer.y) + GAP;
    let above = highest(over).min(pointer.y) - LABEL - height;
    if below + height <= window.1 - EDGE || above < EDGE {
        Point::new(under, below.min(window.1 - EDGE - height).max(EDGE))
    } else {
        Point::new(over, above)
    }
}

/// The highest and the lowest point of an arrow between two places.
fn heights((from, to): (Point, Point), left: f64, right: f64) -> (f64, f64) {
    let at = |x: f64| {
        let whole = to.x - from.x;
        let part = if whole.abs() < 1e-6 { 1.0 } else { between((x - from.x) / whole, 0.0, 1.0) };
        from.y + (to.y - from.y) * part
    };
    let (a, b) = (at(left), at(right));
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn neither_arrow_nor_pointer_is_covered(part in 0.0..1.0f64, fall in 0.0..600.0f64, top in 60.0..700.0f64, right in any::<bool>()) {
            let (size, window) = ((280.0, 150.0), (1440.0, 900.0));
            let (a, b) = if right { (170.0, 660.0) } else { (660.0, 170.0) };
            let arrow = (Point::new(a, top), Point::new(b, (top + fall).min(860.0)));
            let at = |part: f64| Point::new(a + (b - a) * part, arrow.0.y + (arrow.1.y - arrow.0.y) * part);
            let pointer = at(part);
            let card = card_place(arrow, pointer, size, window);
            prop_assert!(card.x >= 0.0 && card.y >= 0.0 && card.x + size.0 <= window.0 && card.y + size.1 <= window.1);
            for n in 0..=100 {
                let p = at(f64::from(n) / 100.0);
                let inside = p.x > card.x && p.x < card.x + size.0 && p.y > card.y && p.y < card.y + size.1;
                prop_assert!(!inside, "{card:?} covers {p:?}");
            }
        }
    }
}

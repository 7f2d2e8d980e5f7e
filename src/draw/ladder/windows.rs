//! The windows over time, outside the rails.

use crate::draw::Markup;
use crate::draw::markup::run_through;
use crate::layout::Side;
use crate::layout::ladder::windows::{DRAWN, WindowColumn};
use crate::layout::ladder::{Anchor, Pane, Point};

/// A column. `most` is what its longest line stands for, in words.
pub fn window_column(column: &WindowColumn, pane: &Pane, most: &str) -> String {
    let mut m = Markup::new();
    let (top, bottom) = column.reach;
    m.open("g").class(&["windows", column.side.owner()]).set("data-window", column.side.owner());
    let (left, width) = (column.base.min(column.far), (column.far - column.base).abs());
    m.rect(&["window-ground"], Point::new(left, top), width, bottom - top).end();
    for ((_, class), pieces) in DRAWN.iter().zip(&column.lines) {
        let mut path = String::new();
        for piece in pieces {
            let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
            run_through(&mut path, piece);
            // What is in flight is an area down from the base.
            if *class == "window-flight" {
                for y in [last.y, first.y] {
                    path.push('L');
                    crate::draw::markup::push_px(&mut path, column.base);
                    path.push(' ');
                    crate::draw::markup::push_px(&mut path, y);
                }
                path.push('z');
            }
        }
        if !path.is_empty() {
            m.path(&[class], &path);
        }
    }
    m.line(&["tick"], Point::new(column.base, top), Point::new(column.base, bottom));
    let anchor = if column.side == Side::Left { Anchor::Start } else { Anchor::End };
    m.open("text").class(&["window-most"]).at(Point::new(column.far, top - 4.0 * pane.text));
    m.set("text-anchor", anchor.css()).px("font-size", 9.0 * pane.text).text(most).close("text");
    m.close("g");
    m.finish()
}

//! Writes markup. Elements are opened, given attributes, and left or closed; texts and values are escaped, so that nothing that
//! a scenario says can become an element.

use crate::base::time;
use crate::layout::decimal::{decimal, push_decimal};
use crate::layout::ladder::Point;

/// Markup as it grows.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    out: String,
    /// Whether the last start tag still takes attributes.
    open: bool,
}

impl Markup {
    /// Nothing yet.
    pub fn new() -> Markup {
        Markup::default()
    }

    /// All of it. What is still open is left so.
    pub fn finish(mut self) -> String {
        self.settle();
        self.out
    }

    fn settle(&mut self) {
        if std::mem::take(&mut self.open) {
            self.out.push('>');
        }
    }

    /// Begins an element that holds others, or text. [`Markup::close`] ends it.
    pub fn open(&mut self, tag: &str) -> &mut Markup {
        self.settle();
        self.open = true;
        self.out.push('<');
        self.out.push_str(tag);
        self
    }

    /// Ends an element that was opened.
    pub fn close(&mut self, tag: &str) {
        self.settle();
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Ends an element that holds nothing.
    pub fn end(&mut self) {
        self.open = false;
        self.out.push_str("/>");
    }

    /// An attribute.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Markup {
        self.name(name);
        escape(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// The classes of an element; empty ones are left out.
    pub fn class(&mut self, classes: &[&str]) -> &mut Markup {
        self.name("class");
        let mut first = true;
        for class in classes.iter().filter(|c| !c.is_empty()) {
            if !first {
                self.out.push(' ');
            }
            first = false;
            self.out.push_str(class);
        }
        self.out.push('"');
        self
    }

    /// A whole number.
    pub fn count(&mut self, name: &str, value: u32) -> &mut Markup {
        self.name(name);
        time::push_decimal(&mut self.out, u64::from(value), 1);
        self.out.push('"');
        self
    }

    /// A length in px; a tenth is enough.
    pub fn px(&mut self, name: &str, value: f64) -> &mut Markup {
        self.name(name);
        push_px(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// Where something stands: `x` and `y`.
    pub fn at(&mut self, at: Point) -> &mut Markup {
        self.px("x", at.x).px("y", at.y)
    }

    /// How large something is: `width` and `height`.
    pub fn size(&mut self, width: f64, height: f64) -> &mut Markup {
        self.px("width", width).px("height", height)
    }

    /// Turned clockwise about a point, by the angle of this cosine and sine, where it is turned at all.
    pub fn turn(&mut self, (cos, sin): (f64, f64), about: Point) -> &mut Markup {
        if sin.abs() > 0.0002 {
            let origin = Point::new(about.x - cos * about.x + sin * about.y, about.y - sin * about.x - cos * about.y);
            self.set("transform", &turned((cos, sin), origin));
        }
        self
    }

    /// The corners of a polygon.
    pub fn points(&mut self, points: &[Point]) -> &mut Markup {
        self.name("points");
        for point in points {
            push_px(&mut self.out, point.x);
            self.out.push(',');
            push_px(&mut self.out, point.y);
            self.out.push(' ');
        }
        self.out.push('"');
        self
    }

    /// A line that holds nothing.
    pub fn line(&mut self, class: &[&str], from: Point, to: Point) {
        self.open("line").class(class).span(from, to).end();
    }

    /// Where a line begins and ends.
    pub fn span(&mut self, from: Point, to: Point) -> &mut Markup {
        self.px("x1", from.x).px("y1", from.y).px("x2", to.x).px("y2", to.y)
    }

    /// A path.
    pub fn path(&mut self, class: &[&str], d: &str) {
        self.open("path").class(class).set("d", d).end();
    }

    /// A path, if it goes anywhere.
    pub fn path_if(&mut self, class: &[&str], d: &str) {
        if !d.is_empty() {
            self.path(class, d);
        }
    }

    /// A rectangle, to which attributes may be added.
    pub fn rect(&mut self, class: &[&str], at: Point, width: f64, height: f64) -> &mut Markup {
        self.open("rect").class(class).at(at).size(width, height.max(0.0))
    }

    /// A polygon.
    pub fn polygon(&mut self, class: &[&str], points: &[Point]) {
        self.open("polygon").class(class).points(points).end();
    }

    /// Text within the element.
    pub fn text(&mut self, text: &str) -> &mut Markup {
        self.settle();
        escape(&mut self.out, text);
        self
    }

    /// Markup that never changes, as it is.
    pub fn constant(&mut self, markup: &'static str) -> &mut Markup {
        self.settle();
        self.out.push_str(markup);
        self
    }

    /// A title that is shown where the pointer rests.
    pub fn title(&mut self, text: &str) {
        self.open("title").text(text).close("title");
    }

    fn name(&mut self, name: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }
}

/// The transform that turns clockwise, by the angle of this cosine and sine, and then moves the origin to `to`.
pub fn turned((cos, sin): (f64, f64), to: Point) -> String {
    // Over a thousand px the fifth decimal is a hundredth of one.
    let numbers = [(cos, 5), (sin, 5), (-sin, 5), (cos, 5), (to.x, 2), (to.y, 2)];
    ["matrix(", &numbers.map(|(n, places)| decimal(n, places)).join(" "), ")"].concat()
}

/// A length as text: a tenth of a px, none where it is idle.
pub fn push_px(out: &mut String, value: f64) {
    push_decimal(out, value, 1);
}

/// Goes to the first point and draws to the others.
pub fn run_through(path: &mut String, points: &[Point]) {
    for (n, point) in points.iter().enumerate() {
        path.push(if n == 0 { 'M' } else { 'L' });
        push_px(path, point.x);
        path.push(' ');
        push_px(path, point.y);
    }
}

/// A cross about a point, reaching `size` px each way.
pub fn cross(path: &mut String, at: Point, size: f64) {
    let corner = |dx: f64, dy: f64| Point::new(at.x + dx * size, at.y + dy * size);
    run_through(path, &[corner(-1.0, -1.0), corner(1.0, 1.0)]);
    run_through(path, &[corner(1.0, -1.0), corner(-1.0, 1.0)]);
}

/// Writes what may stand in a text or in a quoted value.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // No control character may stand in XML, and none says anything in a drawing.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_becomes_an_element() {
        let mut m = Markup::new();
        m.open("text").set("data-x", "\"><script>").text("a<b>&\u{1}").close("text");
        assert_eq!(m.finish(), "<text data-x=\"&quot;&gt;&lt;script&gt;\">a&lt;b&gt;&amp;\u{fffd}</text>");
    }

    #[test]
    fn elements_hold_what_is_written_between_their_tags() {
        let mut m = Markup::new();
        m.open("g").class(&["a", "", "b"]);
        m.open("rect").at(Point::new(1.25, -0.04)).end();
        m.close("g");
        assert_eq!(m.finish(), r#"<g class="a b"><rect x="1.3" y="0"/></g>"#);
    }
}

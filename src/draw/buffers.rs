//! One stream of bytes as both ends hold it.

use super::Markup;
use crate::layout::Words;
use crate::layout::buffers::{Bracket, HEIGHT, LEFT, Part, SIZE, STRIP, Stream, TOPS};
use crate::layout::decimal::decimal;
use crate::layout::ladder::Point;
use crate::layout::text::{Face, width};

/// The drawing of a stream.
pub fn stream(stream: &Stream, words: &dyn Words) -> String {
    let mut m = Markup::new();
    let ends = [stream.side, stream.side.other()];
    m.open("svg").class(&["drawing", "stream", stream.side.owner()]).set("data-stream", stream.side.owner()).set("aria-hidden", "true");
    m.size(stream.width, HEIGHT).set("viewBox", &["0 0 ", &decimal(stream.width, 1), " ", &decimal(HEIGHT, 0)].concat());
    for (row, ((top, end), known)) in TOPS.into_iter().zip(ends).zip(stream.known).enumerate() {
        let name = words.say(if row == 0 { "buffer.send" } else { "buffer.receive" }, &[]);
        m.open("text").class(&["caption", end.owner()]).at(Point::new(0.0, top + 13.0)).text(&name).close("text");
        m.rect(&["strip"], Point::new(LEFT, top), stream.width - LEFT, STRIP).end();
        if !known {
            let said = words.say("buffer.none", &[]);
            m.open("text").class(&["none"]).at(Point::new(LEFT + 6.0, top + 13.0)).text(&said).close("text");
        }
    }
    for part in &stream.parts {
        draw_part(&mut m, part, words);
    }
    if stream.torn {
        for top in TOPS {
            // The stream goes on to the left.
            let zig = [(0.0, 0.0), (3.0, 4.5), (0.0, 9.0), (3.0, 13.5), (0.0, 18.0), (-3.0, 18.0), (-3.0, 0.0)];
            m.polygon(&["torn"], &zig.map(|(x, y)| Point::new(LEFT + x, top + y)));
        }
    }
    for bracket in &stream.brackets {
        draw_bracket(&mut m, bracket, stream.width);
    }
    for mark in &stream.marks {
        let top = TOPS.get(mark.row).copied().unwrap_or_default();
        m.line(&["edge"], Point::new(mark.x, top - 3.0), Point::new(mark.x, top + STRIP + 3.0));
        gloss(&mut m, &mark.text).at(Point::new(mark.left, mark.y)).text(&mark.text).close("text");
    }
    m.close("svg");
    m.finish()
}

fn draw_part(m: &mut Markup, part: &Part, words: &dyn Words) {
    let name = words.say(part.id, &[]);
    let bytes = part.bytes.to_string();
    let top = TOPS.get(part.row).copied().unwrap_or_default();
    m.open("g").class(&["part", part.id.split_once('.').map_or("", |(_, id)| id)]).set("data-part", part.id);
    let gloss = words.say(&["gloss.", part.id].concat(), &[]);
    m.set("data-tip", &words.say("buffer.tip", &[("name", &name), ("n", &bytes), ("gloss", &gloss)]));
    m.rect(&[], Point::new(part.left, top), part.right - part.left, STRIP).end();
    let whole = [&name, " ", &bytes].concat();
    // What fits, or nothing.
    let fits = |text: &str| width(text, SIZE, Face::Sans) + 8.0 <= part.right - part.left;
    if let Some(text) = [whole, bytes].into_iter().find(|t| fits(t)) {
        let middle = Point::new(f64::midpoint(part.left, part.right), top + 12.6);
        m.open("text").at(middle).set("text-anchor", "middle").text(&text).close("text");
    }
    m.close("g");
}

/// A text that begins with a variable, whose line the page shows.
fn gloss<'a>(m: &'a mut Markup, text: &str) -> &'a mut Markup {
    let name = text.split(' ').next().unwrap_or_default();
    m.open("text").set("data-gloss", &["variable.", name].concat())
}

/// A window: from its left edge to its right one, which may lie beyond the drawing.
fn draw_bracket(m: &mut Markup, bracket: &Bracket, right: f64) {
    let Bracket { left, y, .. } = *bracket;
    let foot = if bracket.above { y - 4.0 } else { y + 4.0 };
    m.open("g").class(&["bracket", bracket.id]);
    m.line(&[], Point::new(left, foot), Point::new(left, y));
    m.line(&[], Point::new(left, y), Point::new(bracket.right, y));
    if bracket.open {
        let x = bracket.right;
        m.polygon(&["onward"], &[Point::new(x, y - 3.0), Point::new(x + 5.0, y), Point::new(x, y + 3.0)]);
    } else {
        m.line(&[], Point::new(bracket.right, y), Point::new(bracket.right, foot));
    }
    // On the line where there is room, else right of it, else left of it.
    let wide = width(&bracket.text, SIZE, Face::Mono);
    let x = if bracket.right - left > wide + 16.0 {
        f64::midpoint(left, bracket.right) - wide / 2.0
    } else if bracket.right + 6.0 + wide < right {
        bracket.right + 6.0
    } else {
        left - 6.0 - wide
    };
    gloss(m, &bracket.text).at(Point::new(x, y + 3.3)).text(&bracket.text).close("text");
    m.close("g");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{English, Side};
    use crate::tcp::{Seq, Value, Variable};

    #[test]
    fn windows_beyond_the_drawing_are_said_to_go_on() {
        let sender = [
            (Variable::SndUna, Value::Own(Seq(11))),
            (Variable::SndNxt, Value::Own(Seq(21))),
            (Variable::SndWnd, Value::Bytes(64_240)),
            (Variable::Cwnd, Value::Bytes(12)),
            (Variable::Unsent, Value::Bytes(5)),
        ];
        let svg = stream(&Stream::new(Side::Left, Some(Seq(0)), [&sender, &[]], &[], 576.0, &|n| n.to_string()), &English);
        assert!(svg.contains("onward") && svg.contains("SND.WND 64240") && svg.contains("data-part=\"buffer.unsent\""));
        assert!(!svg.contains("NaN") && svg.contains("SND.NXT 21"));
    }
}

//! Arrows with their labels, of this run and the one before.

use super::{MONO, Svg};
use crate::layout::ladder::{Anchor, Arrow, Ghost, Label, Point, Stroke};
use crate::layout::text::{Face, width};
use crate::layout::{Side, Words};

impl Svg {
    pub(super) fn ghost(&mut self, ghost: &Ghost) {
        let grey = self.colour("ghost");
        self.stroke(ghost.from, ghost.to, grey, 1.0, "");
        if let Some(head) = ghost.head {
            self.polygon(&head, grey);
        }
    }

    pub(super) fn arrow(&mut self, arrow: &Arrow) {
        let colour = self.owned(arrow.side, "");
        let dash = if arrow.stroke == Stroke::Dashed { r#" stroke-dasharray="6 4""# } else { "" };
        self.stroke(arrow.from, arrow.line_end(), colour, 1.5, &format!(r#"{dash} data-seg="{}""#, arrow.name));
        if let Some(head) = arrow.head {
            self.polygon(&head, colour);
        }
    }

    pub(super) fn cuts(&mut self, arrow: &Arrow, words: &dyn Words, size: f64) {
        let loss = self.colour("loss");
        for at in [arrow.lost_at, arrow.discarded_at].into_iter().flatten() {
            self.line(&format!(
                r#"<path d="M{:.1} {:.1}l10 10m0 -10l-10 10" fill="none" stroke="{loss}" stroke-width="2.25" stroke-linecap="round"/>"#,
                at.x - 5.0,
                at.y - 5.0
            ));
        }
        if let Some(at) = arrow.lost_word {
            let word = words.say("ladder.lost", &[]);
            let anchor = if arrow.side == Side::Left { Anchor::Start } else { Anchor::End };
            let style = format!(
                r#" font-family="{MONO}" font-size="{size}" font-weight="600" fill="{loss}" textLength="{:.1}" paint-order="stroke" stroke="{}" stroke-width="3""#,
                width(&word, size, Face::Mono),
                self.colour("surface")
            );
            self.text(at, anchor, &style, &word);
        }
    }

    pub(super) fn label(&mut self, label: &Label) {
        let surface = self.colour("surface");
        let text = self.runs(&label.runs);
        self.line(&format!(
            r#"<text transform="translate({:.1} {:.1}) rotate({:.2})" text-anchor="{}" font-family="{MONO}" font-size="{}" textLength="{:.1}" lengthAdjust="spacingAndGlyphs" paint-order="stroke" stroke="{surface}" stroke-width="4" stroke-linejoin="round" xml:space="preserve">{text}</text>"#,
            label.at.x,
            label.at.y,
            label.angle,
            label.anchor.css(),
            label.size,
            label.length
        ));
    }

    pub(super) fn pencil(&mut self, at: Point) {
        let edit = self.colour("edit");
        self.line(&format!(
            r#"<path transform="translate({:.1} {:.1})" d="M1 9L1.6 6.4 7.6 .6 9.6 2.6 3.6 8.4ZM6.2 2L8.2 4" fill="none" stroke="{edit}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"/>"#,
            at.x,
            at.y - 9.0
        ));
    }
}

//! Sixth, check the URG bit (RFC 9293 §3.10.7.4, §3.8.5).

use super::Link;
use crate::tcp::cx::Cx;
use crate::tcp::{AppEvent, Rule, Segment};
use crate::wire::Flags;

impl Link {
    pub(super) fn take_urgent(&mut self, segment: &Segment, cx: &mut Cx) {
        if !segment.flags.has(Flags::URG) || !self.stage.takes_text() {
            return;
        }
        let up = segment.seq + u32::from(segment.urgent);
        let newer = self.rcv.up.is_none_or(|old| up.after(old));
        let before = self.rcv.up;
        if newer {
            self.rcv.up = Some(up);
        }
        // MUST-32: tell when urgent data begins to be pending, or its end moves on.
        if newer && self.rcv.urgent_left() > 0 {
            cx.why(Rule::UrgentAhead, &[segment, self]);
            cx.tell(AppEvent::Urgent(self.rcv.urgent_left()));
        } else if newer && self.rcv.urgent_left() == 0 {
            self.rcv.up = before;
        }
    }
}

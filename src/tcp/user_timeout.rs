//! The user timeout (RFC 9293 §3.9.1 OPEN, §3.10.8): runs while something waits to be delivered, and counts from the last progress.

use super::TimerKind;
use super::cx::Cx;
use super::link::Link;

/// What happens to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UserTimeout {
    /// Something waits to be delivered: it runs.
    Waits,
    /// Something was delivered: it counts anew, where it runs.
    Progress,
    /// Nothing waits.
    Idle,
}

impl UserTimeout {
    pub fn apply(self, cx: &mut Cx) {
        let Some(limit) = cx.config.user_timeout else { return };
        match self {
            UserTimeout::Waits => cx.start_if_stopped(TimerKind::UserTimeout, limit),
            UserTimeout::Progress if cx.runs(TimerKind::UserTimeout) => cx.start(TimerKind::UserTimeout, limit),
            UserTimeout::Progress => {}
            UserTimeout::Idle => cx.stop(TimerKind::UserTimeout),
        }
    }
}

impl Link {
    /// After output came to rest.
    pub(super) fn arrange_user_timeout(&mut self, cx: &mut Cx) {
        let idle = self.snd.queue.is_empty() && self.snd.unsent.is_empty() && self.snd.fin != super::send::Fin::Wanted;
        if idle { UserTimeout::Idle } else { UserTimeout::Waits }.apply(cx);
    }
}

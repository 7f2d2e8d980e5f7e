//! Short names of the trace's enums, as the JSON export and the text ladder write them. Frozen.

use crate::sim::{AppAct, LossCause, Obstacle, Origin, Outcome, StopCause, TimerEnd};
use crate::tcp::{AppEvent, SendKind, TimerKind};

pub(super) fn send_kind(kind: SendKind) -> &'static str {
    match kind {
        SendKind::New => "new",
        SendKind::Timeout => "timeout",
        SendKind::Fast => "fast",
        SendKind::Recovery => "recovery",
        SendKind::WindowProbe => "window-probe",
        SendKind::KeepAlive => "keep-alive",
        SendKind::Repeat => "repeat",
        SendKind::ChallengeAck => "challenge-ack",
        SendKind::WindowUpdate => "window-update",
        SendKind::Again => "again",
    }
}

pub(super) fn timer(kind: TimerKind) -> &'static str {
    match kind {
        TimerKind::Retransmission => "retransmission",
        TimerKind::Persist => "persist",
        TimerKind::DelayedAck => "delayed-ack",
        TimerKind::KeepAlive => "keep-alive",
        TimerKind::TimeWait => "time-wait",
        TimerKind::UserTimeout => "user-timeout",
        TimerKind::SwsOverride => "sws-override",
    }
}

pub(super) fn timer_end(how: TimerEnd) -> &'static str {
    match how {
        TimerEnd::Stopped => "stopped",
        TimerEnd::Expired => "expired",
        TimerEnd::Restarted => "restarted",
        TimerEnd::Running => "running",
    }
}

pub(super) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Host => "host",
        Origin::Router => "router",
        Origin::Forged => "forged",
        Origin::Copy(_) => "copy",
        Origin::Fragment(_) => "fragment",
    }
}

pub(super) fn loss(cause: LossCause) -> &'static str {
    match cause {
        LossCause::Chance => "chance",
        LossCause::Dropped => "dropped",
        LossCause::NoRoute => "no-route",
        LossCause::Ttl => "ttl",
        LossCause::BadHeader => "bad-header",
        LossCause::Queue => "queue",
        LossCause::Outage => "outage",
        LossCause::Burst => "burst",
        LossCause::Filtered => "filtered",
        LossCause::TooBig => "too-big",
        LossCause::Unplugged => "unplugged",
        LossCause::HostDown => "host-down",
        LossCause::Crashed => "crashed",
        LossCause::PulledOut => "pulled-out",
    }
}

pub(super) fn stop(cause: StopCause) -> &'static str {
    match cause {
        StopCause::Quiet => "quiet",
        StopCause::Events => "limit-events",
        StopCause::Segments => "limit-segments",
        StopCause::Bytes => "limit-bytes",
        StopCause::Time => "limit-time",
        StopCause::AckStorm => "ack-storm",
        StopCause::Unfinished => "unfinished",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Off => "off",
        Outcome::Unmatched { .. } => "unmatched",
        Outcome::Misfit { .. } => "misfit",
        Outcome::Applied { .. } | Outcome::Called(_) => "applied",
        Outcome::Impossible { .. } => "impossible",
    }
}

pub(super) fn obstacle(why: Obstacle) -> &'static str {
    match why {
        Obstacle::PastTheEnd => "past-the-end",
        Obstacle::NothingToRead => "nothing-to-read",
    }
}

pub(super) fn event(event: AppEvent) -> &'static str {
    match event {
        AppEvent::Connected => "connected",
        AppEvent::Readable(_) => "readable",
        AppEvent::Writable => "writable",
        AppEvent::EndOfStream => "end-of-stream",
        AppEvent::Refused => "refused",
        AppEvent::Reset => "reset",
        AppEvent::TimedOut => "timed-out",
        AppEvent::Closed => "closed",
        AppEvent::Unresponsive => "unresponsive",
        AppEvent::Urgent(_) => "urgent",
        AppEvent::Unreachable => "unreachable",
        AppEvent::Network(_) => "network",
    }
}

/// A call and its number of bytes.
pub(super) fn act(act: AppAct) -> (&'static str, Option<u32>) {
    match act {
        AppAct::Listen => ("listen", None),
        AppAct::Connect => ("connect", None),
        AppAct::Send(n) => ("send", Some(n)),
        AppAct::Receive(n) => ("recv", Some(n)),
        AppAct::Close => ("close", None),
        AppAct::Abort => ("abort", None),
        AppAct::Refused(..) => ("refused", None),
        AppAct::Accept => ("accept", None),
        AppAct::Bind => ("bind", None),
        AppAct::SendTo(n) => ("sendto", Some(n)),
        AppAct::CloseBoth => ("close-both", None),
        AppAct::Crash => ("crash", None),
        AppAct::Reboot => ("reboot", None),
        AppAct::Unplug => ("unplug", None),
        AppAct::Plug => ("plug", None),
    }
}

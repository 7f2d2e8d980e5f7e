//! The head of the pane: which segment, whose, when.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::sim::{Fate, LossCause};
use crate::ui::panes::icon::pencil;
use crate::ui::panes::numbers::instant;
use crate::ui::panes::switch::numbers_switch;
use crate::ui::panes::who::{owner, who_in_text};
use crate::ui::state::{Action, Numbers};
use crate::wire::Flags;
use crate::wire::field::{Layer, tcp};
use yew::prelude::*;

/// What the head needs.
pub struct Props {
    /// The segment; none where nothing is chosen.
    pub packet: Option<Packet>,
    /// Words.
    pub words: Words,
    /// Number mode.
    pub numbers: Numbers,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The head.
pub fn title(props: &Props) -> Html {
    let Props { packet, words, numbers, act } = props;
    html! {
        <div class="bits-title">
            <h2>{ words.text(key::BITS_TITLE) }</h2>
            <span key="which">if let Some(packet) = packet { { which(words, packet) } }</span>
            <span class="gap"></span>
            { numbers_switch(words, *numbers, act) }
        </div>
    }
}

fn which(words: &Words, packet: &Packet) -> Html {
    let side = packet.side;
    let from = if packet.by_router { words.find("ladder.router").unwrap_or_default() } else { who_in_text(words, side) };
    let flipped = packet.flipped.map(|bit| words.fill(key::BITS_FLIPPED, &[("bit", &bit.to_string())]));
    let route = format!("{} → {}", from, who_in_text(words, 1 - side.min(1)));
    let sent = words.fill(key::BITS_SENT, &[("time", &instant(words, packet.sent))]);
    html! {
        <>
            <span class={classes!("segment-name", owner(side))}>{ packet.name.to_string() }{ " " }{ flags(packet) }</span>{ " " }
            <span class="route">{ route }{ ", " }{ sent }<span key="fate" class="fate">{ fate(words, packet.fate) }</span></span>
            <span key="flipped">{ flipped }</span>
            <span key="edited">if packet.is_changed() && !packet.draft { { " " }<span class="edited-note">{ pencil() }{ words.text(key::BITS_WAS_EDITED) }</span> }</span>
        </>
    }
}

fn flags(packet: &Packet) -> String {
    if packet.transport() != Some(Layer::Tcp) {
        return String::new();
    }
    let byte = packet.bytes.get(packet.start(Layer::Tcp) + usize::from(tcp::CWR.bit / 8));
    byte.map_or(String::new(), |b| Flags(*b).to_string())
}

fn fate(words: &Words, fate: Fate) -> String {
    let (key, time) = match fate {
        Fate::InFlight => return String::new(),
        Fate::Arrived(t) => (key::FATE_ARRIVED, t),
        Fate::Discarded(t) => (key::FATE_DISCARDED, t),
        Fate::Lost(t, _) => (key::FATE_LOST, t),
    };
    let cause = match fate {
        Fate::Lost(_, cause) => words.find(cause_key(cause)).map(|c| format!(" ({c})")),
        _ => None,
    };
    format!(", {}{}", words.fill(key, &[("time", &instant(words, time))]), cause.unwrap_or_default())
}

/// The key of what a segment died of.
pub fn cause_key(cause: LossCause) -> &'static str {
    match cause {
        LossCause::Chance => "fate.cause.chance",
        LossCause::Dropped => "fate.cause.dropped",
        LossCause::NoRoute => "fate.cause.no-route",
        LossCause::Ttl => "fate.cause.ttl",
        LossCause::BadHeader => "fate.cause.bad-header",
        LossCause::Queue => "fate.cause.queue",
        LossCause::Outage => "fate.cause.outage",
        LossCause::Burst => "fate.cause.burst",
        LossCause::Filtered => "fate.cause.filtered",
        LossCause::TooBig => "fate.cause.too-big",
        LossCause::Unplugged => "fate.cause.unplugged",
        LossCause::HostDown => "fate.cause.host-down",
    }
}

//! The calls that can be made for an application at an instant, and what befalls its host.

use super::menu::item;
use super::send::{Send, SendProps};
use crate::base::Time;
use crate::locale::{Words, lab, shell};
use crate::scenario::{AppCall, Content};
use crate::sim::EndId;
use crate::ui::context::Shell;
use crate::ui::el::{El, div};
use crate::ui::part::part_of;
use crate::ui::state::{Change, RunHandle};
use crate::ui::{describe, whatif};
use crate::wire::edit::write_text;

/// Those of one click, in their order.
const CALLS: [AppCall; 8] = [
    AppCall::Close,
    AppCall::Abort,
    AppCall::Reading(false),
    AppCall::Reading(true),
    AppCall::Crash,
    AppCall::Reboot,
    AppCall::Unplug,
    AppCall::Plug,
];

/// The items of a menu: of one end, or of both of a connection.
pub fn calls(ui: &Shell, run: &RunHandle, connection: u16, only: Option<EndId>, time: Time) -> Vec<El> {
    let ends = match only {
        Some(end) => vec![end],
        None => run.ends().filter(|e| e.connection == connection).collect(),
    };
    let mut items = Vec::new();
    for end in ends {
        let host = describe::host(&ui.words, run, describe::end_host(run, end));
        let title = ui.words.fill(shell::MENU_AT, &[("host", host), ("time", &ui.words.clock(time))]);
        let side = end.side.to_string();
        items.push(div("menu-title").key(["title-", &side].concat()).text(title));
        let send = SendProps { ui: ui.clone(), run: run.clone(), end, time };
        items.push(div("").key(["send-", &side].concat()).html(part_of::<Send>("send", send)));
        for call in CALLS {
            let Some((hook, said)) = call_in_words(&ui.words, &call) else { continue };
            let made = whatif::call(run, end, time, call);
            items.extend(made.map(|i| item(ui, hook, said.into(), Change::Add(Box::new(i)).into()).key([hook, "-", &side].concat())));
        }
    }
    items
}

/// A call that is offered, in words, and its hook.
pub fn call_in_words(words: &Words, call: &AppCall) -> Option<(&'static str, String)> {
    let (hook, key) = match call {
        AppCall::Send(content) | AppCall::SendTo(content) => return Some(("send", sends(words, content))),
        AppCall::Close => ("close", shell::MENU_CLOSE),
        AppCall::Abort => ("abort", shell::MENU_ABORT),
        AppCall::Reading(false) => ("stop-reading", shell::MENU_STOP_READING),
        AppCall::Reading(true) => ("read", shell::MENU_READ),
        AppCall::Crash => ("crash", shell::MENU_CRASH),
        AppCall::Reboot => ("reboot", shell::MENU_REBOOT),
        AppCall::Unplug => ("unplug", shell::MENU_UNPLUG),
        AppCall::Plug => ("plug", shell::MENU_PLUG),
        _ => return None,
    };
    Some((hook, words.text(key).to_owned()))
}

fn sends(words: &Words, content: &Content) -> String {
    match content {
        Content::Size(n) => words.fill(lab::MENU_SEND, &[("n", &words.number(u64::from(*n)))]),
        Content::Bytes(bytes) => words.fill(lab::MENU_SAY, &[("text", &write_text(bytes))]),
    }
}

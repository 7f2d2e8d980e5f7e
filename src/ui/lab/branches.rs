//! The branches of the run: which there are, and which is shown.

use crate::locale::shell;
use crate::ui::components::button::{CLOSE, Look, act};
use crate::ui::components::icon::Icon;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span, value_of};
use crate::ui::state::{Change, Doc, MOST_BRANCHES};
use yew::virtual_dom::ListenerKind;

/// The row, once there is something to keep; once there is more than one branch, each can be shown, and the shown one named
/// and thrown away.
pub fn branches(ui: &Shell, doc: &Doc) -> Option<El> {
    let branches = &doc.branches;
    let several = branches.count() > 1;
    if !several && doc.now == doc.base {
        return None;
    }
    let chip = |(index, name): (usize, &str)| {
        press("chip")
            .key(index)
            .state("aria-pressed", index == branches.shown)
            .set("data-branch", name.to_owned())
            .does(&ui.dispatch, Change::SwitchBranch(index).into())
            .text(name.to_owned())
    };
    let dispatch = ui.dispatch.clone();
    let rename = move |event| dispatch.emit(Change::RenameBranch(value_of(&event)).into());
    let name = || {
        el("input")
            .attr("type", "text")
            .attr("maxlength", "24")
            .attr("size", "8")
            .name(&ui.words, shell::BRANCH_NAME)
            .value(branches.names().nth(branches.shown).unwrap_or_default().to_owned())
            .on(ListenerKind::onchange, rename)
    };
    let look = Look {
        icon: Some(Icon::Plus),
        class: "small",
        action: Some("branch"),
        disabled: branches.count() >= MOST_BRANCHES,
        ..Look::default()
    };
    let row = div("branches")
        .attr("role", "group")
        .name(&ui.words, shell::BRANCHES)
        .maybe(several.then(|| span("tag").say(&ui.words, shell::BRANCHES)))
        .maybe(several.then(|| span("chip-list").all(branches.names().enumerate().map(chip))))
        .maybe(several.then(name))
        .maybe(several.then(|| {
            act(ui, shell::BRANCH_REMOVE, &Look { class: "plain small", action: Some("prune"), ..CLOSE }, Change::PruneBranch.into())
        }))
        .child(span("grow"))
        .child(act(ui, shell::BRANCH_NEW, &look, Change::Branch.into()));
    Some(row)
}

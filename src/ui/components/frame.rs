//! The frame around a pane: folded to its title, open, or with the page to itself.

use super::icon::{Icon, glyph};
use super::separator::{Division, Separator, SeparatorProps};
use crate::locale::Key;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::part::part_of;
use crate::ui::state::{Action, Pane, Part, Place, View};
use yew::Html;

/// The pane as the door and the reader have it; nothing where it is away.
pub fn frame(
    ui: &Shell,
    view: &View,
    (part, pane, class): (Part, Pane, &'static str),
    title: Key,
    body: impl FnOnce() -> Html,
) -> Option<El> {
    use crate::locale::shell;
    let alone = view.stage == Some(pane);
    let section = el("section").class("pane").class(class).attr("data-part", part.name()).label(ui.text(title));
    match view.stands(part) {
        Place::Away if !alone => None,
        Place::Folded if !alone => {
            let open = press("pane-fold")
                .state("aria-expanded", false)
                .does(&ui.dispatch, Action::Fold(part, true))
                .child(glyph(Icon::Forward))
                .child(span("").text(ui.text(title)));
            Some(section.class("folded").child(el("h2").child(open)))
        }
        _ => {
            let tool = |icon, name: Key, action: Action| {
                let label = ui.words.aside(ui.words.text(name), ui.words.text(title));
                press("btn plain bare small").set("title", ui.text(name)).label(label).does(&ui.dispatch, action).child(glyph(icon))
            };
            let (size, stage) = if alone { (shell::PANE_RESTORE, None) } else { (shell::PANE_MAXIMISE, Some(pane)) };
            let icon = if alone { Icon::Shrink } else { Icon::Grow };
            let tools = div("pane-tools")
                .maybe((!alone && part != Part::Tabs).then(|| {
                    tool(Icon::Up, shell::PANE_FOLD, Action::Fold(part, false)).attr("data-action", "fold").state("aria-expanded", true)
                }))
                .child(tool(icon, size, Action::SetStage(stage)).attr("data-action", "maximise"));
            // What stands last has nothing below it.
            let sill = SeparatorProps { ui: ui.clone(), of: Division::Pane(class) };
            let divided = !alone && part != Part::Tabs && !view.embed;
            let sill = if divided { part_of::<Separator>(class, sill) } else { Html::default() };
            Some(section.child(tools).html(body()).html(sill))
        }
    }
}

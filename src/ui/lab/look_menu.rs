//! What the ladder shows: how numbers are written, which segments, which columns of their labels; and the legend. A menu under the
//! head of the ladder. In Learn it holds no more than what a narrow head has no room for.

use crate::layout::ladder::{Choice, FlagStyle, Look};
use crate::locale::{Key, panes as key, shell};
use crate::ui::components::switches::theme_switch;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, switch, tick};
use crate::ui::panes::switch::numbers_switch;
use crate::ui::state::{Action, Dialog, Part, View};

/// The sections of the menu.
pub fn look_menu(ui: &Shell, view: &View) -> Vec<El> {
    let look = view.look;
    // A box says what is shown, whether the choice is to hide it or to show it.
    let line = |choice: Choice, shown: bool, text: El| {
        let on = look.has(choice) == shown;
        let action = Action::SetLook(look.with(choice, !look.has(choice)));
        el("label").class("menu-item").key(choice as u64).child(tick(&ui.dispatch, on, action).attr("data-look", name(choice))).child(text)
    };
    let said = |text: Key| el("span").say(&ui.words, text);
    let mono = |text: &'static str| el("span").class("mono").text(text);
    let both = look.with(Choice::ToServer, false).with(Choice::ToClient, false);
    let direction = |text, to: Look| (text, look == to, Action::SetLook(to));
    let directions = [
        direction(key::LOOK_BOTH, both),
        direction(key::LOOK_TO_SERVER, both.with(Choice::ToServer, true)),
        direction(key::LOOK_TO_CLIENT, both.with(Choice::ToClient, true)),
    ];
    let textbook = view.flags == FlagStyle::Textbook;
    let other = if textbook { FlagStyle::Names } else { FlagStyle::Textbook };
    let flags = el("label")
        .class("menu-item")
        .key("flags")
        .set("title", ui.text(key::LADDER_TEXTBOOK))
        .child(tick(&ui.dispatch, textbook, Action::SetFlags(other)).attr("data-do", "textbook"))
        .child(mono("SYN=1"));
    let section = |title: Key, lines: Vec<El>| {
        div("look-section")
            .key(title.id())
            .attr("role", "group")
            .name(&ui.words, title)
            .child(div("menu-title").say(&ui.words, title))
            .child(div("look-lines").all(lines))
    };
    let numbers = div("look-switch").key("numbers").child(numbers_switch(&ui.words, view.numbers, &ui.dispatch));
    let numbers = section(key::LADDER_NUMBERS, vec![numbers]);
    let legend = press("menu-item")
        .key("legend")
        .attr("data-menu", "legend")
        .does(&ui.dispatch, Action::OpenDialog(Some(Dialog::Legend)))
        .say(&ui.words, key::LADDER_LEGEND);
    let legend = div("look-section").key("legend").child(legend);
    // Where the head of the page has no room for it.
    let page = |class, name, text: Key, action: Action| {
        press("menu-item").class(class).attr("data-menu", name).does(&ui.dispatch, action).say(&ui.words, text)
    };
    let page = (!view.embed).then(|| {
        div("look-section look-page").key("page").all([
            page("", "embed", shell::EMBED, Action::OpenDialog(Some(Dialog::Embed))).key("embed"),
            page("look-phone", "export", shell::EXPORT, Action::OpenDialog(Some(Dialog::Export))).key("export"),
            page("look-phone", "lecture", shell::LECTURE, Action::SetLecture(true)).key("lecture"),
            div("look-phone look-theme").key("theme").child(el("span").say(&ui.words, shell::THEME)).child(theme_switch(ui, view.theme)),
        ])
    });
    if !view.opens(Part::Labels) {
        return [numbers, legend].into_iter().chain(page).collect();
    }
    let compare = el("label")
        .class("menu-item look-phone")
        .key("compare")
        .child(tick(&ui.dispatch, view.compare, Action::SetCompare(!view.compare)).attr("data-do", "compare"))
        .child(said(key::LADDER_COMPARE));
    let all = [
        section(
            key::LOOK_SEGMENTS,
            vec![
                line(Choice::NoAcks, false, said(key::LOOK_ACKS)),
                line(Choice::NoStrangers, false, said(key::LOOK_STRANGERS)),
                div("look-switch").key("directions").child(switch(&ui.words, key::LOOK_DIRECTION, &ui.dispatch, &directions)),
            ],
        ),
        section(
            key::LOOK_COLUMNS,
            vec![
                line(Choice::NoSeq, false, mono("seq")),
                line(Choice::NoAck, false, mono("ack")),
                line(Choice::NoLen, false, mono("len")),
                line(Choice::Win, true, mono("win")),
                line(Choice::Options, true, said(key::LOOK_OPTIONS)),
                flags,
            ],
        )
        .class("look-columns"),
        numbers,
        section(key::LOOK_BESIDE, vec![line(Choice::Windows, true, said(key::LOOK_WINDOWS)), compare]),
        legend,
    ];
    all.into_iter().chain(page).collect()
}

/// The choice's name, as addresses have it.
fn name(choice: Choice) -> &'static str {
    crate::layout::ladder::look::CHOICES.iter().find(|(c, _)| *c == choice).map_or("", |(_, name)| *name)
}

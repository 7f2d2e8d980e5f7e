//! One field of a header, as wide as its bits.

use crate::ui::el::{El, div, el, press, span, truth};
use crate::ui::state::{Action, Change, FieldId, Hovered};
use yew::prelude::*;

/// What a cell shows.
pub struct Props {
    /// The field.
    pub id: FieldId,
    /// What its gloss is of.
    pub gloss: &'static str,
    /// Its name.
    pub name: AttrValue,
    /// Its value; `None` where the datagram ends before it, or nothing is chosen.
    pub value: Option<AttrValue>,
    /// What stands small beside it.
    pub small: Option<AttrValue>,
    /// Its value before the edit.
    pub old: Option<AttrValue>,
    /// What a check of it found, where it is a checksum: a class and a sign.
    pub check: Option<(&'static str, &'static str)>,
    /// Its bit, where it is a flag: the bit's place from the first of the IPv4 header, and whether it is set.
    pub flag: Option<(u32, bool)>,
    /// Whether it is chosen.
    pub selected: bool,
    /// Whether Tab reaches it.
    pub reachable: bool,
    /// Whether the pointer is over it or its bytes.
    pub hovered: bool,
    /// Whether it is one of the rows below the folded IPv4 row.
    pub under_fold: bool,
    /// Where the pointer's whereabouts go.
    pub hover: Callback<Option<Hovered>>,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The cell: so many columns, and rows, two for 32 bits where 16 stand in a row.
pub fn cell(props: &Props, columns: usize, rows: usize) -> El {
    let id = props.id;
    let (act, flag, selected, empty) = (props.act.clone(), props.flag, props.selected, props.value.is_none());
    let onclick = move || {
        if let Some((bit, _)) = flag {
            act.emit(Action::SelectField(Some(id)));
            act.emit(Change::FlipBit(bit).into());
        } else if !empty {
            act.emit(Action::SelectField((!selected).then_some(id)));
        }
    };
    press("cell")
        .key(id)
        .class(&wide(columns))
        .class_if(rows > 1, "two")
        .class_if(props.flag.is_some() || columns == 1, "flag")
        .class_if(selected, "selected")
        .class_if(props.hovered, "hovered")
        .class_if(props.old.is_some(), "changed")
        .class_if(props.check.is_some_and(|(class, _)| class == "bad"), "faulty")
        .class_if(props.under_fold, "under-fold")
        .class_if(empty, "cell-empty")
        .attr("data-field", id)
        .set("data-gloss", ["field.", props.gloss, ".help"].concat())
        .set_some("aria-pressed", flag.map(|(_, on)| truth(on)))
        .set_some("aria-expanded", (flag.is_none() && !empty).then(|| truth(selected)))
        .attr("tabindex", if props.reachable { "0" } else { "-1" })
        .flag("disabled", empty)
        .click(onclick)
        .points(&props.hover, Hovered::Field(id))
        .child(span("cell-name").text(props.name.clone()))
        .text(" ")
        .child(value(span("cell-value"), props))
}

/// A piece of a field that crosses the end of a row: its name and its value stand in the largest.
pub fn continued(props: &Props, columns: usize, rows: usize, index: usize) -> El {
    div("cell continued")
        .key([props.id, "+", &index.to_string()].concat())
        .class(&wide(columns))
        .class_if(rows > 1, "two")
        .class_if(props.selected, "selected")
        .class_if(props.hovered, "hovered")
        .class_if(props.old.is_some(), "changed")
        .class_if(props.under_fold, "under-fold")
        .attr("aria-hidden", "true")
        .does(&props.act, Action::SelectField((!props.selected).then_some(props.id)))
        .points(&props.hover, Hovered::Field(props.id))
        .text("⋯")
}

/// The class of what is so many columns wide.
pub fn wide(columns: usize) -> String {
    ["w", &columns.to_string()].concat()
}

fn value(place: El, props: &Props) -> El {
    let Some(value) = &props.value else { return place };
    let value = value.clone();
    let check = props.check.map(|(class, sign)| el("small").class(class).text([" ", sign].concat()));
    match (&props.old, props.flag) {
        (Some(_), Some(_)) => place.child(span("new").text(value)),
        (Some(old), None) => place.child(el("s").text(old.clone())).text(" → ").child(span("new").text(value)).maybe(check),
        (None, _) => place.text(value).maybe(props.small.as_ref().map(|s| el("small").text(" ").text(s.clone()))).maybe(check),
    }
}

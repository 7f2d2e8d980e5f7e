//! One field of a header, as wide as its bits.

use crate::ui::state::{Action, FieldId, Hovered};
use yew::prelude::*;

/// What a cell shows.
pub struct Props {
    /// The field.
    pub id: FieldId,
    /// Its name.
    pub name: AttrValue,
    /// Columns it takes.
    pub width: u8,
    /// Rows it takes: two for 32 bits where 16 stand in a row.
    pub rows: u8,
    /// Its value; `None` where the datagram ends before it, or nothing is chosen.
    pub value: Option<AttrValue>,
    /// What stands small beside it.
    pub small: Option<AttrValue>,
    /// Its value before the edit.
    pub old: Option<AttrValue>,
    /// A check of it, where it is a checksum.
    pub good: Option<bool>,
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

/// The cell.
pub fn cell(props: &Props) -> Html {
    let id = props.id;
    let enter = props.hover.reform(move |_: PointerEvent| Some(Hovered::Field(id)));
    let leave = props.hover.reform(|_: PointerEvent| None);
    let (act, flag, selected, empty) = (props.act.clone(), props.flag, props.selected, props.value.is_none());
    let onclick = move |_| {
        if let Some((bit, _)) = flag {
            act.emit(Action::SelectField(Some(id)));
            act.emit(Action::DraftFlipBit(bit));
        } else if !empty {
            act.emit(Action::SelectField((!selected).then_some(id)));
        }
    };
    let class = classes!(
        "cell",
        format!("w{}", props.width),
        (props.rows > 1).then_some("two"),
        (props.width == 1).then_some("flag"),
        selected.then_some("selected"),
        props.hovered.then_some("hovered"),
        props.old.is_some().then_some("changed"),
        (props.good == Some(false)).then_some("faulty"),
        props.under_fold.then_some("under-fold"),
        empty.then_some("cell-empty"),
    );
    html! {
        <button type="button" {class} data-field={id} {onclick} onpointerenter={enter} onpointerleave={leave}
            aria-pressed={flag.map(|(_, on)| on.to_string())} aria-expanded={(flag.is_none() && !empty).then(|| selected.to_string())}
            tabindex={if props.reachable { "0" } else { "-1" }} disabled={empty}>
            <span class="cell-name">{ props.name.clone() }</span>{ " " }
            <span class="cell-value">{ value(props) }</span>
        </button>
    }
}

fn value(props: &Props) -> Html {
    let Some(value) = &props.value else { return Html::default() };
    let small = props.small.as_ref().map(|s| html! { <small>{ " " }{ s.clone() }</small> });
    let check =
        props.good.map(|good| html! { <small class={if good { "good" } else { "bad" }}>{ if good { " ✓" } else { " ✗" } }</small> });
    match (&props.old, props.flag) {
        (Some(_), Some(_)) => html! { <span class="new">{ value.clone() }</span> },
        (Some(old), None) => html! { <><s>{ old.clone() }</s>{ " → " }<span class="new">{ value.clone() }</span>{ for check }</> },
        (None, _) => html! { <>{ value.clone() }{ for small }{ for check }</> },
    }
}

//! All segments as a table: the rows around the chosen one, of all that there are.

use crate::layout::Side;
use crate::layout::heading::Heading;
use crate::layout::ladder::Marks;
use crate::layout::timeline::Segment;
use crate::locale::{Words, lab, panes as key};
use crate::tcp::Seq;
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el, number_of};
use crate::ui::panes::PaneProps;
use crate::ui::panes::fate::fate_told;
use crate::ui::panes::numbers::{Iss, instant, seq_text};
use crate::ui::state::Action;
use crate::wire::Flags;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Rows that are there at once; the next ones come when the selection reaches them.
const PAGE: usize = 200;

/// The table.
#[component]
pub fn Segments(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let timeline = run.timeline(view.connection);
    let all = &timeline.segments;
    let scroll = use_node_ref();
    let count = all.partition_point(|s| run.segment(s.id).is_some_and(|row| view.shows(row.cause)));
    let chosen = view.segment().and_then(|id| all.iter().position(|s| s.id == id)).filter(|at| *at < count);
    // Pages overlap by half, so that no row stands at an edge.
    let first = chosen.map_or(0, |at| (at / (PAGE / 2)).saturating_sub(1) * (PAGE / 2).min(at));
    let last = (first + PAGE).min(count);
    {
        let scroll = scroll.clone();
        use_effect_with((chosen, first), move |_| {
            let row = scroll.cast::<Element>().and_then(|s| s.query_selector("[aria-selected=true]").ok().flatten());
            if let (Some(row), Some(scroll)) = (row, scroll.cast::<Element>()) {
                let (seen, own) = (scroll.get_bounding_client_rect(), row.get_bounding_client_rect());
                let (above, below) = (seen.top() + 22.0 - own.top(), own.bottom() - seen.bottom());
                let by = if above > 0.0 { -above } else { below.max(0.0) };
                scroll.set_scroll_top(scroll.scroll_top() + by as i32);
            }
        });
    }
    let select = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(id) = number_of(&event, "data-id") {
                dispatch.emit(Action::Select(id, None));
            }
        }
    };
    let names = [key::SEGMENTS_NAME, key::SEGMENTS_SENT, key::SEGMENTS_FLAGS];
    let names = names.iter().map(|k| words.text(*k).to_owned()).chain(["seq", "ack", "len"].map(str::to_owned));
    let names = names.chain([key::SEGMENTS_WINDOW, key::SEGMENTS_NOTE, key::SEGMENTS_FATE].iter().map(|k| words.text(*k).to_owned()));
    let right = |n: u64| (3..7).contains(&n) || n == 1;
    let head = el("tr").all(
        (0u64..).zip(names).map(|(n, name)| el("th").key(n).class_if(right(n), "right").attr("scope", "col").child(prose(words, &name))),
    );
    let rows = all.iter().enumerate().take(last).skip(first).map(|(at, segment)| row(props, segment, chosen == Some(at)));
    let table = el("table")
        .class("table")
        .set("aria-rowcount", (count + 1).to_string())
        .child(el("thead").child(head))
        .child(el("tbody").on(ListenerKind::onclick, select).all(rows));
    let part = (last - first < count).then(|| {
        let [from, to, n] = [first + 1, last, count].map(|n| words.number(n as u64));
        el("p").class("quiet").text(words.fill(key::SEGMENTS_ROWS, &[("from", &from), ("to", &to), ("n", &n)]))
    });
    let none = (count == 0).then(|| el("p").class("quiet").say(words, key::SEGMENTS_NONE));
    let scrolled = div("segments-scroll").node(&scroll).attr("tabindex", "0").attr("role", "region");
    let scrolled = scrolled.name(words, key::SEGMENTS_TITLE).child(table);
    div("segments").child(scrolled).maybe(part).maybe(none).into()
}

fn row(props: &PaneProps, segment: &Segment, chosen: bool) -> El {
    let PaneProps { run, view, words, .. } = props;
    let number = |seq: u32, side: Side| seq_text(Seq(seq), Iss::of(u8::from(side == Side::Right), *side.pick(&segment.iss)), view.numbers);
    let [flags, seq, ack, len, window] = match segment.heading {
        Heading::Tcp(tcp) => [
            tcp.flags.to_string(),
            number(tcp.seq, segment.side),
            if tcp.flags.has(Flags::ACK) { number(tcp.ack, segment.side.other()) } else { String::new() },
            tcp.len.to_string(),
            tcp.window.to_string(),
        ],
        Heading::Udp { len } => ["UDP".to_owned(), String::new(), String::new(), len.to_string(), String::new()],
        Heading::Icmp { .. } => ["ICMP".to_owned(), String::new(), String::new(), String::new(), String::new()],
        Heading::Fragment { len, .. } | Heading::Other { len, .. } | Heading::Nonsense { len } => {
            [String::new(), String::new(), String::new(), len.to_string(), String::new()]
        }
    };
    let told = run.segment(segment.id).and_then(|s| s.ended_by).is_none_or(|step| view.shows(step));
    let fate = fate_told(words, segment.fate, told);
    let note = note(words, segment, told);
    let cells = [instant(words, segment.sent), flags, seq, ack, len, window, note, fate];
    let cells = (1u64..).zip(cells).map(|(n, text)| {
        let lost = n == 8 && told && segment.lost();
        el("td").key(n).class_if((3..7).contains(&n) || n == 1, "right").class_if(lost, "lost").text(text)
    });
    el("tr")
        .key(u64::from(segment.id))
        .set("data-id", segment.id.to_string())
        .set("data-seg", segment.name.to_string())
        .state("aria-selected", chosen)
        .all([el("th").key(0u64).attr("scope", "row").class(segment.owner()).text(segment.name.to_string())])
        .all(cells)
}

/// The marks of its arrow, in words; what became of it has a column of its own.
fn note(words: &Words, segment: &Segment, told: bool) -> String {
    let marks = if told { Marks::of(segment) } else { Marks::of(segment).on_the_way() };
    let said: Vec<&str> = marks.words().filter_map(|key| words.find(key)).collect();
    said.join(words.text(lab::LIST_COMMA))
}

//! Data that an application is made to send at an instant: so many bytes, or a text. What was sent last is offered the next time.

use super::script::{content_refusal, given};
use crate::base::Time;
use crate::locale::{Key, lab};
use crate::scenario::intervention::order::MAX_SENT;
use crate::scenario::problem::{ProblemKind, clip};
use crate::scenario::{AppCall, Content, Intervention, Scenario};
use crate::sim::EndId;
use crate::ui::context::Shell;
use crate::ui::el::{el, press, span, value_of};
use crate::ui::state::{Change, Complaint, RunHandle};
use crate::ui::{library, whatif};
use crate::wire::edit::write_text;
use std::cell::RefCell;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

thread_local! {
    static LAST: RefCell<Content> = const { RefCell::new(Content::Size(1_000)) };
}

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
pub struct SendProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// Whose application sends.
    pub end: EndId,
    /// When.
    pub time: Time,
}

/// The form.
#[component]
pub fn Send(props: &SendProps) -> Html {
    let words = &props.ui.words;
    let first = LAST.with_borrow(Content::clone);
    let by_text = use_state_eq(|| matches!(first, Content::Bytes(_)));
    let typed = use_state_eq(|| match &first {
        Content::Size(n) => n.to_string(),
        Content::Bytes(bytes) => write_text(bytes).replace('\n', "\\n"),
    });
    let made = made(props, *by_text, &typed);
    let problem = made.as_ref().err().map(|(call, complaint)| content_refusal(words, call, complaint));
    let choice = |text: Key, on: bool| {
        let (by_text, typed, chosen) = (by_text.clone(), typed.clone(), *by_text == on);
        let choose = move || {
            if !chosen {
                by_text.set(on);
                typed.set(if on { "hello" } else { "1000" }.to_owned());
            }
        };
        press("").key(text.id()).state("aria-pressed", chosen).attr("data-do", text.id()).click(choose).say(words, text)
    };
    let choices = [choice(lab::AS_SIZE, false), choice(lab::AS_TEXT, true)];
    let input = el("input")
        .attr("type", "text")
        .attr("size", if *by_text { "16" } else { "7" })
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("data-menu", "content")
        .name(words, if *by_text { lab::TEXT } else { lab::SIZE })
        .value((*typed).clone())
        .state("aria-invalid", problem.is_some())
        .on(ListenerKind::oninput, {
            let typed = typed.clone();
            move |event| typed.set(value_of(&event))
        });
    let unit = (!*by_text).then(|| span("muted").text("B"));
    let able = made.is_ok();
    let dispatch = props.ui.dispatch.clone();
    let take = move |event: Event| {
        event.prevent_default();
        if let Ok((content, intervention)) = &made {
            LAST.set(content.clone());
            dispatch.emit(Change::Add(Box::new(intervention.clone())).into());
        }
    };
    el("form")
        .class("menu-item menu-delay menu-send")
        .on(ListenerKind::onsubmit, take)
        .child(span("sw").attr("role", "group").name(words, lab::PAYLOAD).all(choices))
        .child(input)
        .child(span("").maybe(unit))
        .child(el("button").class("btn small").attr("data-menu", "send").flag("disabled", !able).say(words, lab::MENU_SEND_DO))
        .maybe(problem.map(|problem| span("error").attr("role", "alert").text(problem)))
        .into()
}

/// What is sent and the call that does it; or a call like it, and why it can't be made.
fn made(props: &SendProps, by_text: bool, text: &str) -> Result<(Content, Intervention), (AppCall, Complaint)> {
    let empty = if by_text { Content::Bytes(Vec::new()) } else { Content::Size(0) };
    let call = if is_udp(props.run.scenario(), props.end.connection) { AppCall::SendTo(empty) } else { AppCall::Send(empty) };
    let wrong = |kind| (call.clone(), library::refused(kind));
    let made = given(&call, text, MAX_SENT).map_err(|complaint| (call.clone(), complaint))?;
    let content = made.content().cloned().unwrap_or(Content::Size(0));
    let no_call = || ProblemKind::NotACall { text: clip(text) };
    let order = whatif::call(&props.run, props.end, props.time, made).ok_or_else(|| wrong(no_call()))?;
    // An address has to say it, too.
    match order.to_string().parse() {
        Ok(said) if order == said => Ok((content, order)),
        read => Err(wrong(read.err().unwrap_or_else(no_call))),
    }
}

/// Whether the applications of a connection exchange datagrams.
fn is_udp(scenario: &Scenario, connection: u16) -> bool {
    let udp = |call: &AppCall| matches!(call, AppCall::SendTo(_) | AppCall::Bind);
    [0, 1].into_iter().any(|side| scenario.steps_of(connection, side).iter().any(|step| udp(&step.call)))
}

//! What the reader does to this run, and what became of it.

use super::calls::call_in_words;
use crate::base::{Span, Time};
use crate::locale::change::{edited, forged};
use crate::locale::{Words, lab, shell};
use crate::scenario::{Intervention, Kind, Moment, Target};
use crate::sim::{AppAct, Obstacle, Outcome, RecordKind, Trace};
use crate::ui::components::button::{CLOSE, Look, act, button};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span, tick};
use crate::ui::state::{Action, Change, RunHandle, View};

/// What an intervention is aimed at, in words.
fn aim(words: &Words, target: &Target) -> String {
    let matcher = match target {
        Target::Segment(name) => return name.to_string(),
        Target::At(time) => return words.clock(Time::ZERO + *time),
        Target::Like(matcher) => matcher,
    };
    let host = |name: &Option<String>| name.as_deref().map(|name| words.host(name).to_owned());
    let parts = [
        Some(match matcher.nth {
            Some(n) => words.fill(lab::LIKE_NTH, &[("n", &n.to_string())]),
            None => words.text(lab::LIKE_EVERY).to_owned(),
        }),
        host(&matcher.from).map(|host| words.fill(lab::LIKE_FROM, &[("host", &host)])),
        host(&matcher.to).map(|host| words.fill(lab::LIKE_TO, &[("host", &host)])),
        matcher.connection.map(|n| words.fill(lab::LIKE_CONNECTION, &[("n", &n.to_string())])),
        matcher.flags.map(|flags| words.fill(lab::LIKE_FLAGS, &[("flags", &flags.to_string())])),
        matcher.has.map(|flags| words.fill(lab::LIKE_HAS, &[("flags", &flags.to_string())])),
        matcher.seq.map(|(from, to)| words.fill(lab::LIKE_SEQ, &[("from", &from.to_string()), ("to", &to.to_string())])),
        matcher.data.map(|data| words.text(if data { lab::LIKE_DATA } else { lab::LIKE_EMPTY }).to_owned()),
        matcher.again.map(|again| words.text(if again { lab::LIKE_AGAIN } else { lab::LIKE_FIRST }).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(words.text(lab::LIKE_AND))
}

/// What is done, in words, and a call that has no words.
fn what(words: &Words, intervention: &Intervention) -> (String, String) {
    let name = aim(words, &intervention.target);
    let said = |key, n: u64, span: Span, what: &str| {
        words.fill(key, &[("name", &name), ("n", &words.number(n)), ("span", &words.span(span)), ("what", what)])
    };
    let plain = |key, n: u64, span| (said(key, n, span, ""), String::new());
    match &intervention.kind {
        Kind::Drop => plain(shell::DO_DROP, 0, Span::ZERO),
        Kind::Delay(span) => plain(shell::DO_DELAY, 0, *span),
        Kind::Duplicate { copies, after } => plain(shell::DO_DUPLICATE, u64::from(*copies), *after),
        Kind::Reorder { behind, limit } => plain(shell::DO_REORDER, u64::from(*behind), *limit),
        Kind::Edit(edits) => (said(shell::DO_EDIT, 0, Span::ZERO, &edited(words, edits)), String::new()),
        Kind::CorruptBit(bit) => plain(lab::DO_CORRUPT_BIT, u64::from(*bit), Span::ZERO),
        Kind::Corrupt(bits) => plain(shell::DO_CORRUPT, u64::from(*bits), Span::ZERO),
        Kind::Forge(forge) => {
            let key = match (&intervention.target, forge.moment) {
                (Target::At(_), _) => shell::DO_FORGE,
                (_, Moment::Leaves) => shell::DO_FORGE_LEAVES,
                (_, Moment::Arrives) => shell::DO_FORGE_ARRIVES,
                (_, Moment::Dies) => shell::DO_FORGE_DIES,
            };
            (said(key, 0, forge.after, &forged(words, forge)), String::new())
        }
        Kind::Call(order) => match call_in_words(words, &order.call) {
            Some((_, call)) => {
                let end = order.end.to_string();
                let host = end.replace(&order.end.host, words.host(&order.end.host));
                (words.fill(lab::DO_CALLS, &[("name", &name), ("host", &host), ("call", &call)]), String::new())
            }
            None => (said(shell::DO_CALL, 0, Span::ZERO, ""), order.to_string()),
        },
    }
}

/// What became of an intervention: its class, and a sentence.
pub fn outcome(words: &Words, trace: &Trace, intervention: &Intervention, outcome: Outcome) -> (&'static str, String) {
    let name = aim(words, &intervention.target);
    let (class, key, times) = match outcome {
        Outcome::Off => ("off", shell::OUTCOME_OFF, 0),
        Outcome::Applied { times: 1, .. } => ("applied", shell::OUTCOME_APPLIED, 1),
        Outcome::Applied { times, .. } => ("applied", shell::OUTCOME_APPLIED_OFTEN, times),
        Outcome::Called(_) => ("applied", shell::OUTCOME_CALLED, 0),
        Outcome::Unmatched { .. } => ("unmatched", shell::OUTCOME_UNMATCHED, 0),
        Outcome::Misfit { .. } => ("misfit", shell::OUTCOME_MISFIT, 0),
        Outcome::Impossible { why: Obstacle::PastTheEnd, .. } => ("impossible", shell::OUTCOME_IMPOSSIBLE, 0),
        Outcome::Impossible { why: Obstacle::NothingToRead, .. } => ("impossible", shell::OUTCOME_NOTHING, 0),
    };
    let refused =
        |step| trace.records(step).find_map(|r| if let RecordKind::Call(AppAct::Refused(_, why)) = r.kind { Some(why) } else { None });
    if let Outcome::Called(step) = outcome
        && let Some(why) = refused(step)
    {
        let why = words.find(&["call-error.", why.id()].concat()).unwrap_or_default();
        return ("impossible", words.fill(lab::DO_REFUSED, &[("why", why)]));
    }
    let at = match outcome {
        Outcome::Applied { first, .. } => trace.segment(first).map(|s| words.clock(s.sent)).unwrap_or_default(),
        _ => String::new(),
    };
    (class, words.fill(key, &[("name", &name), ("time", &at), ("n", &words.number(times.into()))]))
}

/// The list, where there is one. What lies ahead of the reader, where that is hidden, is not told.
pub fn interventions(ui: &Shell, run: &RunHandle, view: &View) -> Option<El> {
    let (words, scenario) = (&ui.words, run.scenario());
    if scenario.interventions.is_empty() {
        return None;
    }
    let outcomes = run.outcomes();
    let now = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
    let row = |(index, intervention): (usize, &Intervention)| {
        let name = intervention.target.to_string();
        let result = outcomes.get(index).copied().unwrap_or(Outcome::Off);
        let (class, said) = outcome(words, run, intervention, result);
        let ahead = match result {
            Outcome::Applied { first: id, .. } => run.segment(id).is_some_and(|s| !view.shows(s.cause) || (view.hides() && s.sent > now)),
            Outcome::Called(step) => !view.shows(step),
            _ => false,
        };
        let (what, code) = what(words, intervention);
        let code = (!code.is_empty()).then(|| el("code").class("e").text(code));
        let what = span("what").text(what).text(" ").maybe(code);
        let other = result.moved();
        let aim = other.and_then(|id| Some((id, run.segment(id)?.name))).map(|(id, name)| {
            let label = words.fill(shell::AIM_AT, &[("name", &name.to_string())]);
            button(label, &Look { class: "small", ..Look::default() }, ui.act(Change::Retarget(index, id).into()))
        });
        el("li")
            .key([&index.to_string(), "-", &name].concat())
            .set("data-intervention", name)
            .attr("data-outcome", class)
            .child(el("label").child(tick(&ui.dispatch, intervention.enabled, Change::Toggle(index).into())).child(what))
            .child(span("outcome").text(if ahead { String::new() } else { said }))
            .child(span("retarget").maybe(aim))
            .child(act(ui, shell::REMOVE, &Look { class: "plain small", ..CLOSE }, Action::RemoveIntervention(index)))
    };
    let head = div("h").child(el("h2").say(&ui.words, shell::INTERVENTIONS));
    let rows = el("ul").all(scenario.interventions.iter().enumerate().map(row));
    Some(el("section").class("card interventions").name(&ui.words, shell::INTERVENTIONS).child(head).child(rows))
}

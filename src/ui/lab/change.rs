//! What only the lab offers to do to the run: edits of a header, the list of interventions, parameters, applications, branches.

use super::kept;
use crate::base::Span;
use crate::scenario::{Intervention, Kind, Scenario, Target};
use crate::sim::SegmentId;
use crate::ui::library;
use crate::ui::state::{AppState, Change, ChecksumMode, Complaint, Doc, Draft, Notice, Then, fingerprint};
use crate::wire::edit::{EditError, EditList};
use std::rc::Rc;

/// The state after a change.
pub fn change(state: AppState, change: Change) -> AppState {
    match change {
        Change::SetField(..) | Change::SetSpot(..) | Change::FlipBit(_) | Change::SetText(_) | Change::Checksum(_) | Change::Lengths(_) => {
            edit(state, &change)
        }
        Change::RunDraft => {
            let draft = Rc::clone(&state.draft);
            let target = draft.segment.filter(|_| draft.is_dirty()).and_then(|name| state.run.as_ref()?.find(name));
            match target {
                Some(segment) => intervene(state, segment, Kind::Edit(draft.edits.clone())),
                None => state,
            }
        }
        Change::Intervene(segment, kind) => intervene(state, segment, kind).view(|v| v.menu = None),
        Change::Toggle(index) => state.change(Then::Stay, |s| {
            if let Some(i) = s.interventions.get_mut(index) {
                i.enabled = !i.enabled;
            }
        }),
        Change::Retarget(index, segment) => {
            let found = state.run.as_ref().and_then(|r| Some((r.segment(segment)?.name, fingerprint(r, segment))));
            state.change(Then::Stay, |s| {
                if let (Some(i), Some((name, fingerprint))) = (s.interventions.get_mut(index), found) {
                    (i.target, i.fingerprint) = (Target::Segment(name), fingerprint);
                }
            })
        }
        Change::Add(intervention) => {
            let now = library::sound(with(&state.doc.now, *intervention).0);
            take(state, now).view(|v| (v.menu, v.dialog) = (None, None))
        }
        Change::SetSetting(name, text) => {
            let now = library::set(&state.doc, &name, &text);
            take(state, now)
        }
        Change::SetScript(end, steps) => {
            let now = library::script(&state.doc, end, steps);
            take(state, now)
        }
        Change::ResetSetting(name) => {
            let now = library::reset(&state.doc, &name);
            take(state, now)
        }
        Change::ResetAll => {
            let base = Rc::clone(&state.doc.base);
            state.change(Then::Stay, |s| *s = (*base).clone())
        }
        Change::Branch => with_branches(state, Doc::branched),
        Change::SwitchBranch(to) => with_branches(state, |doc| doc.switched(to)),
        Change::RenameBranch(name) => with_branches(state, |doc| doc.renamed(&name)),
        Change::PruneBranch => with_branches(state, Doc::pruned),
    }
}

/// A scenario with another intervention, and the place of that in its list.
pub fn with(scenario: &Scenario, mut intervention: Intervention) -> (Scenario, usize) {
    let mut now = scenario.clone();
    // Who makes a call twice at one time makes the second just after the first; what befalls segments befalls them once.
    while let (Target::At(at), true) = (&intervention.target, now.interventions.iter().any(|i| i.same(&intervention))) {
        intervention.target = Target::At(*at + Span::from_micros(1));
    }
    let index = now.interventions.iter().position(|i| i.same(&intervention)).unwrap_or(now.interventions.len());
    match now.interventions.get_mut(index) {
        Some(same) => same.enabled = true,
        None => now.interventions.push(intervention),
    }
    (now, index)
}

/// Does something to a segment.
fn intervene(state: AppState, segment: SegmentId, kind: Kind) -> AppState {
    let Some((name, fingerprint)) = state.run.as_ref().and_then(|r| Some((r.segment(segment)?.name, fingerprint(r, segment)))) else {
        return state;
    };
    let intervention = Intervention { target: Target::Segment(name), kind, enabled: true, fingerprint };
    let lost = intervention.kind == Kind::Drop;
    let next = state.change(Then::Follow(name), |s| {
        // A second word on the same segment takes the place of the first of its sort; an empty edit only takes it away.
        let sort = |i: &Intervention| std::mem::discriminant(&i.kind);
        s.interventions.retain(|i| i.target != intervention.target || sort(i) != sort(&intervention));
        if !matches!(&intervention.kind, Kind::Edit(edits) if edits.is_empty()) {
            s.interventions.push(intervention);
        }
    });
    next.view(|v| v.cues.lose &= !lost)
}

/// Changes the draft of the chosen segment, a fresh one where there is none yet.
fn edit(mut state: AppState, change: &Change) -> AppState {
    let Some(mut draft) = drafted(&state) else { return state };
    draft.change(|list, now| edited(list, now, change));
    state.draft = Rc::new(draft);
    state
}

/// Adds to edits of a datagram what a change does to it as it is `now`; changes of another sort do nothing.
pub fn edited(list: &mut EditList, now: &[u8], change: &Change) -> Result<(), EditError> {
    match change {
        Change::SetField(field, value) => list.set(field, *value),
        Change::SetSpot(spot, value) => {
            let mut bytes = now.get(spot.at..spot.bytes().end).unwrap_or_default().to_vec();
            if spot.field.write(&mut bytes, *value) {
                list.overwrite(now, spot.at, &bytes);
            }
        }
        Change::FlipBit(bit) => list.flip(now, *bit),
        Change::SetText(text) => list.add(text.parse()?, now),
        Change::Checksum(mode) => list.keep_checksums = *mode == ChecksumMode::Keep,
        Change::Lengths(keep) => list.keep_lengths = *keep,
        _ => {}
    }
    Ok(())
}

fn drafted(state: &AppState) -> Option<Draft> {
    let (run, id) = (state.run.as_ref()?, state.view.segment()?);
    let name = run.segment(id)?.name;
    if state.draft.segment == Some(name) { Some((*state.draft).clone()) } else { Draft::of(run, id) }
}

/// Takes another scenario to run, if it could be made.
fn take(state: AppState, now: Result<Scenario, Complaint>) -> AppState {
    match now {
        Ok(now) => match state.doc.changed(now) {
            Some(doc) => state.commit(doc, Then::Stay),
            None => state,
        },
        Err(complaint) => state.notify(Notice::Change(complaint)),
    }
}

/// Changes the branches; where another scenario is shown then, it runs.
fn with_branches(mut state: AppState, change: impl FnOnce(&Doc) -> Option<Doc>) -> AppState {
    let Some(doc) = change(&state.doc) else { return state };
    if doc.now == state.doc.now {
        state.doc = Rc::new(doc);
    } else {
        state = state.commit(doc, Then::Stay);
    }
    kept::keep(&state);
    state
}

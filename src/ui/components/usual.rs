//! One-click losses: what everybody tries first.

use crate::locale::shell;
use crate::scenario::{Kind, Target};
use crate::sim::SegmentId;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, press, span};
use crate::ui::state::{Action, Change, RunHandle};
use crate::ui::whatif::Usual;

/// The chips of what was `found` to lose; a pressed one is lost, and pressing it again brings it back.
pub fn usual_losses(ui: &Shell, run: &RunHandle, found: &[(Usual, SegmentId)]) -> Option<El> {
    if found.is_empty() {
        return None;
    }
    let drops = &run.scenario().interventions;
    let chip = |&(what, id): &(Usual, SegmentId)| {
        let name = run.segment(id).map(|s| s.name);
        let lost = drops.iter().position(|i| i.enabled && i.kind == Kind::Drop && name.is_some_and(|n| i.target == Target::Segment(n)));
        let (hook, key) = match what {
            Usual::Syn => ("syn", shell::LOSE_SYN),
            Usual::SynAck => ("syn-ack", shell::LOSE_SYN_ACK),
            Usual::ThirdAck => ("third-ack", shell::LOSE_THIRD_ACK),
            Usual::FirstData => ("data", shell::LOSE_DATA),
            Usual::Fin => ("fin", shell::LOSE_FIN),
            Usual::LastAck => ("last-ack", shell::LOSE_LAST_ACK),
        };
        let does = lost.map_or(Change::Intervene(id, Kind::Drop).into(), Action::RemoveIntervention);
        press("chip").key(hook).state("aria-pressed", lost.is_some()).attr("data-lose", hook).does(&ui.dispatch, does).say(&ui.words, key)
    };
    let row = div("usual").attr("role", "group").name(&ui.words, shell::LOSE);
    Some(row.child(span("tag").say(&ui.words, shell::LOSE)).child(span("chip-list").all(found.iter().map(chip))))
}

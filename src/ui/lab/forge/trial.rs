//! What will come of what is forged: the run is tried with it, up to the end of its way.

use crate::locale::{Words, lab};
use crate::scenario::{Intervention, Scenario};
use crate::sim::{Explanation, Item, Outcome, SegmentId, Simulation};
use crate::tcp::Value;
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el};
use crate::ui::lab::interventions::outcome;
use crate::ui::lab::stimulus::stimulus;
use crate::ui::lab::why::decided;
use crate::ui::panes::numbers::instant;
use crate::ui::state::{Numbers, RunHandle};
use std::rc::Rc;

/// Most steps of a trial.
const STEPS: u32 = 20_000;

/// A run that was tried.
pub struct Trial {
    /// It, up to the end of the first forged segment.
    pub run: RunHandle,
    /// The place of the intervention in its list.
    index: usize,
}

impl Trial {
    /// Tries a scenario, one of whose interventions forges something, out. What `run` did before that is taken over.
    pub fn new(run: &RunHandle, scenario: Scenario, index: usize) -> Trial {
        let mut simulation = Simulation::resume(run, &Rc::new(scenario));
        simulation.advance_past(index, STEPS);
        Trial { run: RunHandle::new(0, simulation.finish()), index }
    }

    fn outcome(&self) -> Outcome {
        self.run.outcomes().get(self.index).copied().unwrap_or(Outcome::Off)
    }

    /// The first segment that was forged.
    pub fn segment(&self) -> Option<SegmentId> {
        if let Outcome::Applied { first, .. } = self.outcome() { Some(first) } else { None }
    }

    /// What came of it, in words: where its way ended, and the rules that decided there.
    pub fn told(&self, words: &Words, numbers: Numbers, intervention: &Intervention) -> El {
        let place = div("forge-then").attr("role", "status");
        let line = |text: String| el("p").child(prose(words, &text));
        let Some(row) = self.segment().and_then(|id| self.run.segment(id)) else {
            return place.child(line(outcome(words, &self.run, intervention, self.outcome()).1));
        };
        let Some((step, explanation)) = row.ended_by.and_then(|id| Some((self.run.step(id)?, self.run.explain(id)?))) else {
            return place.child(line(words.fill(lab::FORGE_UNDERWAY, &[("name", &row.name.to_string())])));
        };
        let (what, time) = (stimulus(words, &self.run, &step), instant(words, step.time));
        let said = match state(&explanation) {
            Some(state) => words.fill(lab::FORGE_MEETS, &[("what", &what), ("time", &time), ("state", state)]),
            None => words.fill(lab::FORGE_ENDS, &[("what", &what), ("time", &time)]),
        };
        place.child(line(said)).child(decided(words, numbers, &self.run, &explanation))
    }
}

/// The state in which the end was that had to decide.
fn state(explanation: &Explanation) -> Option<&'static str> {
    let end = explanation.items.iter().find_map(|item| if let Item::Why(end, _) = item { Some(*end) } else { None })?;
    let before = &explanation.ends.iter().find(|e| e.end == end)?.before;
    before.iter().find_map(|(_, value)| if let Value::State(state) = value { Some(state.name()) } else { None })
}

//! Where the reader looks, and how it is shown.

use super::{Cues, Door, FieldId, Folds, ForgeDraft, Menu, Part, Place};
use crate::layout::ladder::{FlagStyle, Look, Numbers};
use crate::scenario::Scenario;
use crate::sim::{SegmentId, StepId};
use crate::ui::lab_part::LabPart;

/// The chosen segment and field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The segment.
    pub segment: SegmentId,
    /// A field of its headers.
    pub field: Option<FieldId>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Numbers {
    /// All modes by their names in addresses.
    pub const ALL: [(Numbers, &'static str); 3] =
        [(Numbers::Relative, "relative"), (Numbers::Absolute, "absolute"), (Numbers::Letters, "letters")];

    /// The mode that a scenario begins in, where nobody chose another.
    pub fn of(scenario: &Scenario) -> Numbers {
        if scenario.absolute { Numbers::Absolute } else { Numbers::Relative }
    }
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stride {
    /// To the next event.
    #[default]
    Event,
    /// To the next segment that leaves.
    Segment,
    /// To the next change of an end's state.
    State,
}

/// Which pane a page shows that has room for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The ladder.
    #[default]
    Ladder,
    /// The header bits.
    Bits,
    /// The reasons.
    Why,
    /// The endpoints' variables.
    Endpoints,
}

/// The tabs under the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Variables, buffers and timers of both ends.
    Endpoints,
    /// The state diagram.
    States,
    /// Curves over time.
    Charts,
    /// All segments, a row each.
    Segments,
}

impl Tab {
    /// All of them, in the page's order.
    pub const ALL: [Tab; 4] = [Tab::Endpoints, Tab::States, Tab::Charts, Tab::Segments];

    /// Its name in addresses, in the browser's memory and for tests.
    pub const fn id(self) -> &'static str {
        match self {
            Tab::Endpoints => "endpoints",
            Tab::States => "states",
            Tab::Charts => "charts",
            Tab::Segments => "segments",
        }
    }
    /// The tab of a name.
    pub fn of(id: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|t| t.id() == id)
    }
}

/// What covers the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// How to embed.
    Embed,
    /// The address, where it could not be copied.
    Share,
    /// Marks of the ladder and keys.
    Legend,
    /// A segment that no host sends.
    Forge,
    /// What the run can be saved as.
    Export,
}

/// The view. Panes get it as a property; it is compared by value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The last step that has happened for the reader; `None` is before everything.
    pub cursor: Option<StepId>,
    /// The step that reasons and variables are told of, where that is not the cursor's: a segment was chosen that had left before.
    pub told: Option<StepId>,
    /// What is chosen.
    pub selection: Option<Selection>,
    /// Whether only what has happened by the cursor is drawn.
    pub reveal: bool,
    /// Whether the player runs. While it does, nothing below the playhead is drawn either.
    pub playing: bool,
    /// Whether single letters are keys (WCAG 2.1.4).
    pub letters: bool,
    /// Number mode.
    pub numbers: Numbers,
    /// How flags are written.
    pub flags: FlagStyle,
    /// Which segments the ladder shows, and which columns of their labels.
    pub look: Look,
    /// Through which door the reader came in.
    pub door: Door,
    /// What the reader folded and opened.
    pub folds: Folds,
    /// How far a step goes.
    pub stride: Stride,
    /// Lecture view: one pane and one sentence, in letters for the last row.
    pub lecture: bool,
    /// The pane that has the page to itself.
    pub stage: Option<Pane>,
    /// Whether the screen is blanked.
    pub blank: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the previous run is drawn where it differs.
    pub compare: bool,
    /// Index of the connection that is drawn.
    pub connection: u16,
    /// Zoom steps of the time scale, 0 by default.
    pub zoom: i32,
    /// Magnifies all of the ladder, percent.
    pub scale: u16,
    /// Which pane a small page shows.
    pub pane: Pane,
    /// Which tab is open under the reasons.
    pub tab: Option<Tab>,
    /// What covers the page.
    pub dialog: Option<Dialog>,
    /// The menu that is open.
    pub menu: Option<Menu>,
    /// What the dialog for forging begins with.
    pub forge: ForgeDraft,
    /// Whether the parameters are open.
    pub parameters: bool,
    /// The parameter that takes the focus.
    pub parameter: Option<String>,
    /// The first minute's three cues.
    pub cues: Cues,
    /// Whether this page is inside another.
    pub embed: bool,
    /// Whether the lab part of the program is here.
    pub lab: LabPart,
}

impl View {
    /// The view but for where in the run its reader is: what is drawn from it stays from step to step.
    #[must_use]
    pub fn apart_from_the_cursor(&self) -> View {
        View { cursor: None, told: None, ..self.clone() }
    }
    /// Whether a step has happened for the reader, so that it may be drawn.
    pub fn shows(&self, step: StepId) -> bool {
        !self.hides() || self.cursor.is_some_and(|c| step <= c)
    }
    /// Whether anything below the cursor is hidden.
    pub fn hides(&self) -> bool {
        self.reveal || self.playing || self.lecture
    }
    /// How a part of the page stands: away, folded or open.
    pub fn stands(&self, part: Part) -> Place {
        let said = |open: bool| if open { Place::Open } else { Place::Folded };
        match self.door.place(part) {
            Place::Away => Place::Away,
            // The row of tabs is its own fold.
            _ if part == Part::Tabs => Place::Open,
            Place::Chosen if self.selection.is_none() => Place::Away,
            place => self.folds.get(part).map_or(if place == Place::Folded { place } else { Place::Open }, said),
        }
    }
    /// Whether a part of the page is open.
    pub fn opens(&self, part: Part) -> bool {
        self.stands(part) == Place::Open
    }
    /// The chosen segment.
    pub fn segment(&self) -> Option<SegmentId> {
        self.selection.map(|s| s.segment)
    }
    /// The chosen field.
    pub fn field(&self) -> Option<FieldId> {
        self.selection.and_then(|s| s.field)
    }
}

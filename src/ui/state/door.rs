//! Three doors into the same lab, so that nobody drowns: what each shows and hides, as one table.

use super::Tab;
use crate::scenario::settings::Level;

/// Through which door the reader came in; `level=` in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    /// Story, ladder and step; a segment's bits once it is chosen. Nothing of the future is drawn.
    #[default]
    Learn,
    /// Bits, endpoints and diagrams; the run before; the parameters of every lesson.
    Lab,
    /// Everything.
    Expert,
}

impl Door {
    /// All of them, the simplest first.
    pub const ALL: [Door; 3] = [Door::Learn, Door::Lab, Door::Expert];

    /// Its name in addresses and in what the browser remembers.
    pub const fn name(self) -> &'static str {
        match self {
            Door::Learn => "learn",
            Door::Lab => "lab",
            Door::Expert => "expert",
        }
    }
    /// The door of a name.
    pub fn named(name: &str) -> Option<Door> {
        Door::ALL.into_iter().find(|d| d.name() == name)
    }
    /// Whether only what has happened by the cursor is drawn, unless the reader or the address says otherwise.
    pub const fn reveals(self) -> bool {
        matches!(self, Door::Learn)
    }
    /// Whether a parameter of this level is offered.
    pub const fn offers(self, level: Level) -> bool {
        match level {
            Level::Learn => true,
            Level::Lab => !matches!(self, Door::Learn),
            Level::Expert => matches!(self, Door::Expert),
        }
    }
    /// The tab that is open before the reader opens another.
    pub fn first_tab(self) -> Option<Tab> {
        (self.place(Part::Tabs) == Place::Open).then_some(Tab::Endpoints)
    }
    /// Where a part stands before the reader opens or folds it.
    pub fn place(self, part: Part) -> Place {
        let row = TABLE.iter().find(|(p, _)| *p == part);
        row.and_then(|(_, places)| places.get(self as usize)).copied().unwrap_or(Place::Open)
    }
}

/// A part of the page that a door may keep back, and the reader may fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The story.
    Story,
    /// The header of the chosen segment.
    Bits,
    /// Its bytes.
    Hex,
    /// How its checksums are computed.
    Sums,
    /// Its data, to be edited.
    Data,
    /// The reasons.
    Why,
    /// What the reasons changed in the TCB, as a table.
    Changes,
    /// Why nothing is being sent.
    Silent,
    /// The tab that is open: endpoints, diagram, charts, segments. The row of tabs is always there.
    Tabs,
    /// The run before, behind the present one.
    Compare,
    /// How far a step goes.
    Stride,
    /// What the ladder shows, and how it labels it.
    Labels,
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not there.
    Away,
    /// Open once a segment is chosen; not there before.
    Chosen,
    /// There, folded to its title.
    Folded,
    /// Open.
    Open,
}

use Place::{Away, Chosen, Folded, Open};

/// Each part behind Learn, Lab, Expert. What is not named is always open; parameters carry a level of their own.
const TABLE: &[(Part, [Place; 3])] = &[
    (Part::Bits, [Chosen, Open, Open]),
    (Part::Hex, [Folded, Folded, Open]),
    (Part::Sums, [Folded, Folded, Folded]),
    (Part::Data, [Folded, Folded, Folded]),
    (Part::Why, [Chosen, Open, Open]),
    (Part::Changes, [Folded, Open, Open]),
    (Part::Silent, [Away, Folded, Folded]),
    (Part::Tabs, [Folded, Open, Open]),
    (Part::Compare, [Away, Open, Open]),
    (Part::Stride, [Away, Open, Open]),
    (Part::Labels, [Away, Open, Open]),
];

impl Part {
    /// Those that the reader folds and opens; the place in the list is that in [`Folds`].
    const OWN: [(Part, &'static str); 9] = [
        (Part::Story, "story"),
        (Part::Bits, "bits"),
        (Part::Hex, "hex"),
        (Part::Sums, "sums"),
        (Part::Data, "data"),
        (Part::Why, "why"),
        (Part::Changes, "changes"),
        (Part::Silent, "silent"),
        (Part::Tabs, "tabs"),
    ];

    /// Its name for tests, styles and memory.
    pub fn name(self) -> &'static str {
        Part::OWN.iter().find(|(p, _)| *p == self).map_or("", |(_, name)| *name)
    }
}

/// What the reader folded (`false`) and opened (`true`), against what the door says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folds([Option<bool>; Part::OWN.len()]);

impl Folds {
    /// What the reader said of a part.
    pub fn get(self, part: Part) -> Option<bool> {
        Part::OWN.iter().zip(self.0).find(|((p, _), _)| *p == part).and_then(|(_, said)| said)
    }
    /// The reader folds or opens a part.
    pub fn set(&mut self, part: Part, open: bool) {
        if let Some((_, said)) = Part::OWN.iter().zip(&mut self.0).find(|((p, _), _)| *p == part) {
            *said = Some(open);
        }
    }
    /// As the browser remembers it: `bits- hex+`.
    pub fn text(self) -> String {
        let said = Part::OWN.iter().zip(self.0).filter_map(|((_, name), said)| Some([*name, if said? { "+" } else { "-" }].concat()));
        said.collect::<Vec<_>>().join(" ")
    }
    /// What the browser remembered; what it does not know is left.
    pub fn read(text: &str) -> Folds {
        let mut folds = Folds::default();
        for word in text.split(' ') {
            let (name, open) = match (word.strip_suffix('+'), word.strip_suffix('-')) {
                (Some(name), _) => (name, true),
                (_, Some(name)) => (name, false),
                _ => continue,
            };
            if let Some((part, _)) = Part::OWN.iter().find(|(_, n)| *n == name) {
                folds.set(*part, open);
            }
        }
        folds
    }
}

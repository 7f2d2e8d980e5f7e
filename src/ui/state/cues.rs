//! The first minute: three things to try, each gone once done.

/// Which of the cues are still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cues {
    /// Press Next.
    pub next: bool,
    /// Click an arrow.
    pub click: bool,
    /// Lose a segment.
    pub lose: bool,
}

impl Cues {
    /// All three, as the bare address shows them.
    pub const ALL: Cues = Cues { next: true, click: true, lose: true };
    /// None.
    pub const NONE: Cues = Cues { next: false, click: false, lose: false };

    /// Whether any is left.
    pub fn any(self) -> bool {
        self.next || self.click || self.lose
    }
}

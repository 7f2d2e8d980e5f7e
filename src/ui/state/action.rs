//! Everything that can happen to the page.

use super::{Change, Dialog, Doc, Door, FieldId, ForgeDraft, Menu, Notice, Numbers, Pane, Part, RunHandle, Stride, Tab, Theme};
use crate::layout::ladder::{FlagStyle, Look};
use crate::locale::Words;
use crate::sim::{SegmentId, StepId};
use crate::ui::lab_part::Here;

/// What happened. Indices of interventions are those of `Doc::now.interventions`.
#[derive(Clone, Debug)]
pub enum Action {
    // ── Where the reader looks ──
    /// Chooses a segment (the cursor goes to its departure), and one of its fields.
    Select(SegmentId, Option<FieldId>),
    /// Chooses a field of the chosen segment, or none.
    SelectField(Option<FieldId>),
    /// Chooses nothing.
    Deselect,
    /// Esc: first the edit that is not run, then the chosen field, then the chosen segment.
    Escape,
    /// Puts the cursor after a step, or (with `None`) before everything.
    GoTo(Option<StepId>),
    /// Moves the cursor by so many steps.
    Step(i32),
    /// Chooses the next (1) or previous (-1) segment.
    StepSegment(i32),
    /// Goes to the next (1) or previous (-1) change of an end's state.
    StepState(i32),
    /// One press of a presenter's remote: the next step of the story, or the next segment where there is none.
    Present(i32),
    /// Puts the cursor before the first segment.
    GoToStart,
    /// Puts the cursor after the last step.
    GoToEnd,
    /// The player passed this step, or the hand that moves the playhead: whatever connection it is about, the ladder stays.
    PlayedTo(Option<StepId>),
    /// The player started or stopped.
    Playing(bool),

    // ── What the reader does to the run ──
    /// What only the lab offers.
    Change(Box<Change>),
    /// Forgets the edit that is not run yet.
    DraftDiscard,
    /// Removes an intervention.
    RemoveIntervention(usize),
    /// Takes the last change back.
    Undo,
    /// Makes it again.
    Redo,
    /// Opens a scenario of the catalogue.
    LoadScenario(String),
    /// Opens what an address says. No entry is added to the history.
    Open(Doc),

    // ── The run ──
    /// A run was started.
    RunStarted(u32),
    /// How far it is: steps and segments.
    RunProgress(u32, u32),
    /// Its beginning, where nothing is shown yet.
    RunSoFar(RunHandle),
    /// It is over. Dropped unless it is the run that was asked for last.
    RunDone(RunHandle),
    /// The reader stops it: what there is so far is shown.
    StopRun,

    // ── How it is shown ──
    /// The lab part of the program is here, or could not be fetched.
    LabPart(Option<Here>),
    /// All words of the language that is read.
    LearnWords(Words),
    /// Another language, whose words are here.
    SetLanguage(Words),
    /// Theme.
    SetTheme(Theme),
    /// Whether single letters are keys.
    SetLetters(bool),
    /// Relative or absolute numbers, or letters.
    SetNumbers(Numbers),
    /// How flags are written.
    SetFlags(FlagStyle),
    /// What the ladder shows.
    SetLook(Look),
    /// Through another door.
    SetDoor(Door),
    /// Folds a part of the page (`false`) or opens it.
    Fold(Part, bool),
    /// How far a step goes.
    SetStride(Stride),
    /// Lecture view on or off.
    SetLecture(bool),
    /// Gives one pane the page to itself, or ends that.
    SetStage(Option<Pane>),
    /// Blanks the screen or ends that.
    SetBlank(bool),
    /// What another address says of the view; whether the page has not been at it; and the words of the language that it asks for then.
    Look(Vec<(String, String)>, bool, Option<Words>),
    /// Whether only what has happened by the cursor is drawn.
    SetReveal(bool),
    /// Whether the previous run is drawn where it differs.
    SetCompare(bool),
    /// Which connection is drawn.
    ShowConnection(u16),
    /// Taller (1) or flatter (-1) time.
    Zoom(i32),
    /// All of the ladder larger (1) or smaller (-1).
    Scale(i32),
    /// Which pane a small page shows.
    OpenPane(Pane),
    /// Opens a tab under the reasons, or closes it.
    OpenTab(Option<Tab>),
    /// Opens a dialog or closes it.
    OpenDialog(Option<Dialog>),
    /// Opens a menu or closes it.
    OpenMenu(Option<Menu>),
    /// Opens the dialog that forges.
    OpenForge(ForgeDraft),
    /// Opens or closes the parameters; with a name, that parameter takes the focus.
    OpenParameters(Option<String>),
    /// Closes the parameters.
    CloseParameters,
    /// A message at the top of the page.
    Notify(Notice),
    /// Closes it.
    DismissNotice,
}

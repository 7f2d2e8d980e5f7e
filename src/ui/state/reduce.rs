//! The reducer.

use super::{
    Action, Complaint, Cues, Dialog, Doc, Door, Draft, FieldId, Notice, Numbers, Pane, RunHandle, Selection, View, connection, cursor_for,
    fit, neighbour_segment, next_state, start_cursor, subject,
};
use crate::base::order;
use crate::layout::ladder::FlagStyle;
use crate::locale::Words;
use crate::scenario::{Scenario, SegmentName};
use crate::sim::{SegmentId, StepId};
use crate::ui::address::{self, Named, SCALES};
use crate::ui::browser;
use crate::ui::lab;
use crate::ui::lab_part::{self, LabPart};
use crate::ui::library;
use crate::ui::story::{self, Moment, Moments};
use std::rc::Rc;
use yew::Reducible;

/// A run under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: u32,
    /// Steps done.
    pub steps: u32,
    /// Segments sent.
    pub segments: u32,
    /// Whether the reader asked it to stop.
    pub stop: bool,
}

/// How the address follows a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// The address says it already.
    #[default]
    Keep,
    /// A new entry.
    Push,
}

/// What the cursor does once the run that was asked for is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// To the beginning: this is another scenario.
    #[default]
    Begin,
    /// Stay.
    Stay,
    /// To where this segment arrives or dies.
    Follow(SegmentName),
}

/// The whole state.
#[derive(Clone, Debug)]
pub struct AppState {
    /// What is to be run.
    pub doc: Rc<Doc>,
    /// Counts the changes of what is to be run; the id of the run that it asks for.
    pub revision: u32,
    /// How the address follows the last change.
    pub history: History,
    /// An edit that is not run yet.
    pub draft: Rc<Draft>,
    /// The run that is shown.
    pub run: Option<RunHandle>,
    /// The run before it; none until the reader's first change.
    pub previous: Option<RunHandle>,
    /// When the steps of the story happen in the run.
    pub moments: Rc<Moments>,
    /// The run of the scenario as it was, for the story.
    first: Option<RunHandle>,
    /// The run under way.
    pub job: Option<Job>,
    /// How it is shown.
    pub view: Rc<View>,
    /// The banner.
    pub notice: Option<Rc<Notice>>,
    /// The language.
    pub words: Words,
    /// What the address says of the view; it stays in the address until the reader says otherwise.
    pub link_view: Vec<(String, String)>,
    /// How often an address said how to look; what it says is for this visit.
    pub looked: u32,
    then: Then,
}

impl AppState {
    /// The state before anything has run.
    pub fn new(doc: Doc, view: View, words: Words, notice: Option<Notice>) -> AppState {
        AppState {
            doc: Rc::new(doc),
            revision: 1,
            history: History::Keep,
            draft: Rc::default(),
            run: None,
            previous: None,
            moments: Rc::default(),
            first: None,
            job: None,
            view: Rc::new(view),
            notice: notice.map(Rc::new),
            words,
            link_view: Vec::new(),
            looked: 0,
            then: Then::Begin,
        }
    }

    /// Changes how it is shown.
    #[must_use]
    pub fn view(mut self, change: impl FnOnce(&mut View)) -> AppState {
        change(Rc::make_mut(&mut self.view));
        self
    }

    /// Numbers as the scenario has them, unless the address names a mode.
    fn numbers_of_scenario(self) -> AppState {
        let numbers = Numbers::of(&self.doc.base);
        let said = self.link_view.iter().any(|(key, _)| key == "numbers");
        if said { self } else { self.view(|v| v.numbers = numbers) }
    }

    /// What the address says of the view from now on; nothing where it says what would be so anyway.
    fn keep(&mut self, key: &str, value: Option<&str>) {
        self.link_view.retain(|(k, _)| k != key);
        self.link_view.extend(value.map(|v| (key.to_owned(), v.to_owned())));
    }

    /// The next or the previous step of the story; without a story, the next or the previous segment.
    fn present(self, by: i32) -> AppState {
        let moments = &self.moments.of;
        if moments.is_empty() {
            return self.apply(Action::StepSegment(by));
        }
        let at = story::position(moments, self.view.cursor);
        let there = if by > 0 { story::next(moments, at).map(Moment::At) } else { story::back(moments, at) };
        self.apply(match there {
            Some(Moment::At(step)) => Action::GoTo(Some(step)),
            None if by > 0 => Action::GoToEnd,
            _ => Action::GoToStart,
        })
    }

    /// Puts the cursor somewhere. Going on is what the first cue asks for. Where something is chosen, the choice follows, unless an edit of it is not run yet.
    fn go(self, cursor: Option<StepId>) -> AppState {
        let chosen = self.view.selection.filter(|_| !self.draft.is_dirty());
        let follow = chosen.and_then(|_| subject(self.run.as_ref()?, cursor?));
        self.view(|v| {
            v.cues.next &= cursor <= v.cursor;
            (v.cursor, v.told) = (cursor, None);
            if let Some(segment) = follow.filter(|s| v.segment() != Some(*s)) {
                v.selection = Some(Selection { segment, field: v.field() });
            }
        })
    }

    /// The same; the ladder is that of the connection which the step is about, unless it plays.
    fn visit(self, cursor: Option<StepId>) -> AppState {
        let next = self.go(cursor);
        if next.view.playing { next } else { next.beside(cursor) }
    }

    /// Shows the ladder of the connection that a step is about.
    fn beside(self, step: Option<StepId>) -> AppState {
        match self.run.as_ref().and_then(|run| connection(run, step?)) {
            Some(connection) => self.view(|v| v.connection = connection),
            None => self,
        }
    }

    fn select(self, segment: SegmentId, field: Option<FieldId>) -> AppState {
        let found = self.run.as_ref().and_then(|r| r.segment(segment).map(|s| (s.cause, r.speaker(&s))));
        let Some((cause, end)) = found else { return self };
        self.view(|v| {
            // The ladder of its connection is the one that shows it.
            v.connection = end.map_or(v.connection, |end| end.connection);
            // An arrow that is there already keeps the cursor where it is, or a click would take away what comes after it.
            if v.segment() != Some(segment) && v.hides() && v.cursor.is_some_and(|c| c > cause) {
                v.told = Some(cause);
            } else if v.segment() != Some(segment) {
                (v.cursor, v.told) = (Some(cause), None);
            }
            v.selection = Some(Selection { segment, field });
            v.cues.click = false;
        })
    }

    /// Runs a document instead of this one, unless no address could say it: the change would be lost with the page.
    #[must_use]
    pub fn commit(mut self, doc: Doc, then: Then) -> AppState {
        if let Err(complaint) = library::short(&doc, &self.link_view) {
            return self.notify(Notice::Change(complaint));
        }
        self.doc = Rc::new(doc);
        self.revision += 1;
        self.history = History::Push;
        self.then = then;
        self.notice = None;
        self
    }

    /// Changes what runs; nothing where it would stay what it is.
    #[must_use]
    pub fn change(self, then: Then, change: impl FnOnce(&mut Scenario)) -> AppState {
        let mut now = (*self.doc.now).clone();
        change(&mut now);
        match self.doc.changed(now) {
            Some(doc) => self.commit(doc, then),
            None => self,
        }
    }

    /// Says something in the banner.
    #[must_use]
    pub fn notify(mut self, notice: Notice) -> AppState {
        self.notice = Some(Rc::new(notice));
        self
    }

    /// Takes what the address says, after Back, Forward or a link. Where that is the change before or after, it is undone or redone.
    fn open(self, doc: Doc) -> AppState {
        if doc.base != self.doc.base {
            let numbers = Numbers::of(&doc.base);
            return AppState { history: History::Keep, ..self.commit(doc, Then::Begin) }.view(|v| v.numbers = numbers);
        }
        if doc.now == self.doc.now {
            return AppState { notice: None, ..self };
        }
        let last = |list: &[Rc<Scenario>]| list.last() == Some(&doc.now);
        let next = match (last(&self.doc.undo), last(&self.doc.redo)) {
            (true, _) => self.doc.undone(),
            (_, true) => self.doc.redone(),
            _ => self.doc.changed((*doc.now).clone()),
        };
        match next {
            Some(doc) => AppState { history: History::Keep, ..self.commit(doc, Then::Stay) },
            None => self,
        }
    }

    /// Shows the first run of a scenario, or its beginning: what follows it goes on from there.
    fn begin(mut self, run: RunHandle) -> AppState {
        let view = Rc::make_mut(&mut self.view);
        view.cursor = start_cursor(&run);
        view.connection = 0;
        view.zoom = browser::window_height().map_or(0, |height| fit(&run, height));
        (view.selection, view.playing, view.told) = (None, false, None);
        self.draft = Rc::default();
        self.previous = None;
        self.then = Then::Stay;
        self.run = Some(run);
        self.go_to_named()
    }

    /// Goes to what the address names of the run, once that is all there.
    fn go_to_named(mut self) -> AppState {
        let Some(run) = self.run.clone().filter(|run| run.id == self.revision) else { return self };
        let Named { step, selection, zoom, doubt } = address::named(&mut self.link_view, &run);
        // A segment that is named without a step is seen to leave.
        let leaves = selection.and_then(|chosen| run.segment(chosen.segment)).map(|segment| segment.cause);
        let view = Rc::make_mut(&mut self.view);
        if let Some(step) = step.or(leaves) {
            (view.cursor, view.playing, view.told) = (Some(step), false, None);
        }
        view.selection = selection.or(view.selection);
        view.zoom = zoom.unwrap_or(view.zoom);
        self.notice = self.notice.or(doubt.map(|doubt| Rc::new(Notice::View(doubt))));
        self.beside(leaves.or(step))
    }

    /// Takes a finished run.
    fn done(mut self, run: RunHandle) -> AppState {
        let old = self.run.take();
        self.job = None;
        let edited = self.doc.now != self.doc.base;
        self.moments = Rc::new(match lab_part::here() {
            Some(here) if edited => lab::moments(here, &self.doc.base, &mut self.first, &run),
            _ => Moments { of: story::moments(&run), renamed: Vec::new() },
        });
        if !edited {
            self.first = Some(run.clone());
        }
        let then = std::mem::replace(&mut self.then, Then::Stay);
        let view = Rc::make_mut(&mut self.view);
        let name = |segment: SegmentId| old.as_ref().and_then(|r| r.segment(segment)).map(|s| s.name);
        match (then, &old) {
            (Then::Begin, _) | (_, None) => return self.begin(run),
            (then, Some(before)) => {
                // Whoever saw the end wants to see the new one.
                let at_end = before.id > 0 && view.cursor.is_some() && view.cursor == before.step_count().checked_sub(1);
                view.cursor = if at_end { run.step_count().checked_sub(1) } else { cursor_for(before, view.cursor, &run) };
                view.selection = view.selection.and_then(|s| Some(Selection { segment: run.find(name(s.segment)?)?, ..s }));
                if let Then::Follow(name) = then
                    && let Some(row) = run.find(name).and_then(|id| run.segment(id))
                {
                    view.cursor = view.cursor.max(Some(row.ended_by.unwrap_or(row.cause)));
                }
                if self.draft.segment.is_some_and(|s| run.find(s).is_none()) || matches!(then, Then::Follow(_)) {
                    self.draft = Rc::default();
                }
                // The beginning of this run is not another.
                self.previous = old.filter(|before| before.id > 0);
            }
        }
        (view.playing, view.told) = (false, None);
        self.run = Some(run);
        self.go_to_named()
    }

    fn apply(mut self, action: Action) -> AppState {
        match action {
            Action::Select(segment, field) => self.select(segment, field).view(|v| v.menu = None),
            Action::SelectField(field) => self.view(|v| {
                if let Some(s) = &mut v.selection {
                    s.field = field;
                }
            }),
            Action::Deselect => self.view(|v| v.selection = None),
            Action::Escape if self.draft.is_dirty() => self.apply(Action::DraftDiscard),
            Action::Escape if self.view.blank => self.apply(Action::SetBlank(false)),
            Action::Escape if self.view.stage.is_some() => self.apply(Action::SetStage(None)),
            Action::Escape if self.view.lecture => self.apply(Action::SetLecture(false)),
            Action::Escape => self.view(|v| {
                v.playing = false;
                v.selection = v.selection.filter(|s| s.field.is_some()).map(|s| Selection { field: None, ..s });
            }),
            Action::GoTo(step) => {
                let last = self.run.as_ref().and_then(|r| r.step_count().checked_sub(1));
                self.visit(step.min(last))
            }
            Action::Step(by) => {
                let Some(run) = &self.run else { return self };
                let at = self.view.cursor.map_or(-1, i64::from) + i64::from(by);
                let cursor = u32::try_from(at).ok().map(|at| at.min(run.step_count().saturating_sub(1)));
                self.visit(cursor)
            }
            Action::StepSegment(by) => {
                let found = self.run.as_ref().and_then(|r| {
                    let (timeline, look) = (r.timeline(self.view.connection), self.view.look);
                    let mut hidden: Vec<SegmentId> = timeline.segments.iter().filter(|s| !look.shows(s)).map(|s| s.id).collect();
                    order::sort_by_key(&mut hidden, |id| *id);
                    neighbour_segment(r, self.view.segment(), self.view.cursor, by, &hidden)
                });
                let Some((segment, cause)) = found.and_then(|s| Some((s, self.run.as_ref()?.segment(s)?.cause))) else { return self };
                let next = self.view(|v| {
                    (v.cursor, v.told) = (Some(cause), None);
                    v.selection = Some(Selection { segment, field: v.field() });
                });
                next.beside(Some(cause))
            }
            Action::StepState(by) => {
                let step = self.run.as_ref().and_then(|r| next_state(r, self.view.cursor, by));
                if step.is_some() { self.visit(step) } else { self }
            }
            Action::Present(by) => self.present(by),
            Action::GoToStart => {
                let start = self.run.as_ref().and_then(|r| start_cursor(r));
                self.view(|v| {
                    (v.cursor, v.told, v.playing) = (start, None, false);
                })
            }
            Action::GoToEnd => {
                let end = self.run.as_ref().and_then(|r| r.step_count().checked_sub(1));
                self.go(end).view(|v| v.playing = false)
            }
            Action::PlayedTo(step) => self.go(step),
            Action::Playing(on) => self.view(|v| {
                v.playing = on;
                v.cues.next &= !on;
            }),
            Action::DraftDiscard => {
                self.draft = Rc::default();
                self
            }
            // It waits for the lab part before it comes here (`lab_part::pass`).
            Action::Change(change) => match self.view.lab {
                LabPart::Here(here) => lab::change(here, self, *change),
                LabPart::Away | LabPart::Missed => self,
            },
            Action::RemoveIntervention(index) => self.change(Then::Stay, |s| {
                if index < s.interventions.len() {
                    s.interventions.remove(index);
                }
            }),
            Action::Undo => match self.doc.undone() {
                Some(doc) => self.commit(doc, Then::Stay),
                None => self,
            },
            Action::Redo => match self.doc.redone() {
                Some(doc) => self.commit(doc, Then::Stay),
                None => self,
            },
            Action::LoadScenario(slug) => match library::open(&slug) {
                Ok((doc, view)) => {
                    let mut next = self.commit(doc, Then::Begin);
                    next.link_view.retain(|(key, _)| address::KEPT.contains(&key.as_str()));
                    next.link_view.extend(view);
                    next.numbers_of_scenario().view(|v| v.cues = Cues::NONE)
                }
                Err(complaint) => self.notify(Notice::Address(complaint)),
            },
            Action::Open(doc) => self.open(doc),
            Action::RunStarted(id) => {
                self.job = Some(Job { id, steps: 0, segments: 0, stop: false });
                self
            }
            Action::RunProgress(steps, segments) => {
                if let Some(job) = &mut self.job {
                    (job.steps, job.segments) = (steps, segments);
                }
                self
            }
            Action::RunSoFar(run) if self.run.is_none() => self.begin(run),
            Action::RunDone(run) if run.id == self.revision => self.done(run),
            Action::RunSoFar(_) | Action::RunDone(_) => self,
            Action::StopRun => {
                if let Some(job) = &mut self.job {
                    job.stop = true;
                }
                self
            }
            Action::LabPart(Some(here)) => lab::kept(here, self).view(|v| v.lab = LabPart::Here(here)),
            Action::LabPart(None) => self.view(|v| v.lab = LabPart::Missed).notify(Notice::LabPart(Complaint::plain("notice.lab-part"))),
            Action::LearnWords(words) => {
                if words.code() == self.words.code() {
                    self.words = words;
                }
                self
            }
            Action::SetLanguage(words) => {
                self.words = words;
                self.link_view.retain(|(key, _)| key != "lang");
                self
            }
            Action::SetTheme(theme) => {
                self.link_view.retain(|(key, _)| key != "theme");
                self.view(|v| v.theme = theme)
            }
            Action::SetLetters(on) => self.view(|v| v.letters = on),
            Action::SetNumbers(numbers) => {
                let name = Numbers::ALL.iter().find(|(n, _)| *n == numbers && numbers != Numbers::of(&self.doc.base));
                self.keep("numbers", name.map(|(_, name)| *name));
                self.view(|v| v.numbers = numbers)
            }
            Action::SetFlags(flags) => {
                self.keep("labels", (flags == FlagStyle::Textbook).then_some("textbook"));
                self.view(|v| v.flags = flags)
            }
            Action::SetLook(look) => {
                let text = look.text();
                self.keep("ladder", (!text.is_empty()).then_some(text.as_str()));
                self.view(|v| v.look = look)
            }
            Action::SetDoor(door) => {
                self.keep("level", (door != Door::default()).then_some(door.name()));
                let said = self.link_view.iter().any(|(key, _)| key == "reveal");
                self.view(|v| {
                    v.door = door;
                    v.tab = if door == Door::Learn { None } else { v.tab.or(door.first_tab()) };
                    v.parameters &= door != Door::Learn;
                    if !said {
                        v.reveal = door.reveals();
                    }
                })
            }
            Action::Fold(part, open) => self.view(|v| v.folds.set(part, open)),
            Action::SetStride(stride) => self.view(|v| v.stride = stride),
            Action::SetLecture(on) => {
                self.keep("view", on.then_some("lecture"));
                self.view(|v| {
                    (v.lecture, v.stage, v.dialog, v.menu, v.parameters, v.blank) = (on, None, None, None, false, false);
                })
            }
            Action::SetStage(pane) => self.view(|v| v.stage = pane),
            Action::SetBlank(on) => self.view(|v| (v.blank, v.playing) = (on, false)),
            Action::Look(pairs, new, words) => {
                self.link_view.clone_from(&pairs);
                self.looked += 1;
                let pairs = address::Query::of_link(pairs);
                self.words = words.unwrap_or(self.words);
                self.view(|v| address::look(v, &pairs, new)).go_to_named()
            }
            Action::SetReveal(on) => self.view(|v| v.reveal = on),
            Action::SetCompare(on) => self.view(|v| v.compare = on),
            Action::ShowConnection(connection) => self.view(|v| v.connection = connection),
            Action::Zoom(by) => self.view(|v| v.zoom = (v.zoom + by).clamp(-6, 8)),
            Action::Scale(by) => {
                let at = SCALES.iter().position(|(_, percent)| *percent == self.view.scale).unwrap_or(1);
                let next = if by > 0 { at + 1 } else { at.saturating_sub(1) };
                self.view(|v| v.scale = SCALES.get(next).map_or(v.scale, |(_, percent)| *percent))
            }
            Action::OpenPane(pane) => self.view(|v| v.pane = pane),
            Action::OpenTab(tab) => self.view(|v| {
                v.tab = tab;
                // Before an audience, it takes the ladder's place.
                if v.lecture {
                    v.stage = tab.map(|_| Pane::Endpoints);
                }
            }),
            Action::OpenDialog(dialog) => self.view(|v| (v.dialog, v.menu) = (dialog, None)),
            Action::OpenMenu(menu) => self.view(|v| v.menu = menu),
            Action::OpenForge(draft) => self.view(|v| {
                (v.forge, v.menu, v.dialog) = (draft, None, Some(Dialog::Forge));
            }),
            Action::OpenParameters(name) => self.view(|v| {
                v.parameters = true;
                v.parameter = name;
            }),
            Action::CloseParameters => self.view(|v| {
                v.parameters = false;
                v.parameter = None;
            }),
            Action::Notify(notice) => self.notify(notice),
            // With the message gone, what is missing may be asked for again.
            Action::DismissNotice => {
                self.notice = None;
                let missed = self.view.lab == LabPart::Missed;
                if missed { self.view(|v| v.lab = LabPart::Away) } else { self }
            }
        }
    }
}

impl Reducible for AppState {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new((*self).clone().apply(action))
    }
}

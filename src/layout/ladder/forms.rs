//! The forms a label can take, from the fullest to the shortest. Each is written only when it is asked for: mostly the first fits.

use super::label::{Run, runs_width};

/// The forms of one label.
pub(super) struct Forms<'a> {
    /// How many there are.
    pub count: usize,
    write: &'a dyn Fn(usize) -> Vec<Run>,
    /// Size of the type, px.
    size: f64,
    /// Those that were asked for, with their widths.
    written: Vec<(Vec<Run>, f64)>,
}

impl Forms<'_> {
    /// So many forms, as `write` words them.
    pub fn new(count: usize, size: f64, write: &dyn Fn(usize) -> Vec<Run>) -> Forms<'_> {
        Forms { count, write, size, written: Vec::new() }
    }

    /// The width of a form's text, px. Whoever asks for one has asked for all that are fuller.
    pub fn width(&mut self, form: usize) -> f64 {
        while self.written.len() <= form {
            let runs = (self.write)(self.written.len());
            let width = runs_width(&runs, self.size);
            self.written.push((runs, width));
        }
        self.written.get(form).map_or(0.0, |(_, width)| *width)
    }

    /// A form and its width.
    pub fn take(mut self, form: usize) -> Option<(Vec<Run>, f64)> {
        self.width(form);
        self.written.into_iter().nth(form)
    }
}

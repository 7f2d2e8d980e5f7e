//! What a run and its drawing can be saved as. Nothing here computes: it writes down what the floors below worked out.

pub mod svg;

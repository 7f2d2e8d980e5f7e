//! Complaints: what is wrong, where, and what to do; in words of the reader's language.

/// A text that could not be used. `id` is a locale key, `params` fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The place: a parameter, a part of an address; empty for the whole.
    pub place: String,
    /// The locale key.
    pub id: String,
    /// Values of its placeholders.
    pub params: Vec<(&'static str, String)>,
}

impl Complaint {
    /// One without a place and without values.
    pub fn plain(id: &str) -> Complaint {
        Complaint { place: String::new(), id: id.to_owned(), params: Vec::new() }
    }
}

/// What the banner says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An address that cannot be opened; the run before it stays.
    Address(Complaint),
    /// The same, where there is no run before it.
    FirstAddress(Complaint),
    /// An address that is open, but for something it says of the view.
    View(Complaint),
    /// A change that cannot be made.
    Change(Complaint),
    /// The lab part of the program could not be fetched.
    LabPart(Complaint),
}

impl Notice {
    /// What is wrong.
    pub fn complaint(&self) -> &Complaint {
        match self {
            Notice::Address(c) | Notice::FirstAddress(c) | Notice::View(c) | Notice::Change(c) | Notice::LabPart(c) => c,
        }
    }
}

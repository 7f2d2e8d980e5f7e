//! A slice of an application's bytes that is cheap to clone: segments, buffers, checkpoints and the trace share it.

use std::fmt;
use std::rc::Rc;

/// Bytes `start .. start + len` of a shared source.
#[derive(Clone, Default)]
pub struct Payload {
    /// None where there is no byte: most segments carry none, and need no allocation for it.
    source: Option<Rc<[u8]>>,
    start: u32,
    len: u32,
}

impl Payload {
    /// Length in bytes.
    pub fn len(&self) -> u32 {
        self.len
    }
    /// Whether there is no byte in it.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        let start = self.start as usize;
        self.source.as_deref().and_then(|s| s.get(start..start + self.len as usize)).unwrap_or_default()
    }
    /// Bytes `from .. from + len` of this one, cut to what there is. Shares the source.
    #[must_use]
    pub fn slice(&self, from: u32, len: u32) -> Payload {
        let from = from.min(self.len);
        let len = len.min(self.len - from);
        if len == 0 {
            return Payload::default();
        }
        Payload { source: self.source.clone(), start: self.start + from, len }
    }
    /// Whether `next` continues this slice within the same source, so that both can be one.
    pub fn is_continued_by(&self, next: &Payload) -> bool {
        let same = match (&self.source, &next.source) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        same && self.start + self.len == next.start
    }
    /// This slice and `next` after it: shared where they are neighbours, copied where not.
    #[must_use]
    pub fn joined(&self, next: &Payload) -> Payload {
        if self.is_empty() {
            next.clone()
        } else if next.is_empty() {
            self.clone()
        } else if self.is_continued_by(next) {
            Payload { source: self.source.clone(), start: self.start, len: self.len + next.len }
        } else {
            Payload::from([self.bytes(), next.bytes()].concat())
        }
    }
}

/// At most 4 GiB are taken; a run's budgets refuse long before.
impl From<Rc<[u8]>> for Payload {
    fn from(bytes: Rc<[u8]>) -> Self {
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Payload { source: (len > 0).then_some(bytes), start: 0, len }
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Payload::from(Rc::from(bytes))
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}
impl Eq for Payload {}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.len)
    }
}

//! A run of bytes kept as the slices it came in: what waits to be sent, and what waits to be read.

use std::collections::VecDeque;

use crate::wire::Payload;

/// Bytes in order. Each slice may carry a mark at its end (the PUSH of a SEND).
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    slices: VecDeque<(Payload, bool)>,
    len: u32,
}

impl Stream {
    pub fn len(&self) -> u32 {
        self.len
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// Adds bytes; `mark` marks the last of them.
    pub fn push(&mut self, data: Payload, mark: bool) {
        if !data.is_empty() {
            self.len = self.len.saturating_add(data.len());
            self.slices.push_back((data, mark));
        }
    }
    /// The first byte, without taking it.
    pub fn first(&self) -> Payload {
        self.slices.front().map(|(p, _)| p.slice(0, 1)).unwrap_or_default()
    }
    /// Takes up to `n` bytes, and says whether a mark is among them. Copies only where slices are not neighbours.
    pub fn take(&mut self, n: u32) -> (Payload, bool) {
        let mut left = n.min(self.len);
        self.len -= left;
        let mut marked = false;
        let mut whole: Option<Payload> = None;
        let mut copy: Vec<u8> = Vec::new();
        while left > 0 {
            let Some((slice, mark)) = self.slices.front_mut() else { break };
            let part = slice.slice(0, left);
            left -= part.len();
            if part.len() == slice.len() {
                marked |= *mark;
                self.slices.pop_front();
            } else {
                *slice = slice.slice(part.len(), u32::MAX);
            }
            whole = match whole {
                None => Some(part),
                Some(first) if copy.is_empty() && first.is_continued_by(&part) => Some(first.joined(&part)),
                Some(first) => {
                    if copy.is_empty() {
                        copy.extend_from_slice(first.bytes());
                    }
                    copy.extend_from_slice(part.bytes());
                    Some(first)
                }
            };
        }
        let taken = if copy.is_empty() { whole.unwrap_or_default() } else { Payload::from(copy) };
        (taken, marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_out_in_order_however_they_were_cut() {
        let source = Payload::from((0..100u8).collect::<Vec<_>>());
        let mut stream = Stream::default();
        stream.push(source.slice(0, 10), false);
        stream.push(source.slice(10, 10), true);
        stream.push(Payload::from(vec![20, 21, 22]), false);
        stream.push(source.slice(23, 77), true);
        let mut all = Vec::new();
        let mut marks = Vec::new();
        for n in [5, 10, 7, 50, 1000] {
            let (part, mark) = stream.take(n);
            all.extend_from_slice(part.bytes());
            marks.push(mark);
        }
        assert_eq!(all, (0..100).collect::<Vec<u8>>());
        assert_eq!(marks, [false, false, true, false, true]);
        assert!(stream.is_empty());
    }
}

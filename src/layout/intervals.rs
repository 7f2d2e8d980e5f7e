//! Which of many intervals meet a window: arrows longer than the screen included.

/// Intervals sorted by their start, with a tree of greatest ends over them.
#[derive(Clone, Debug, Default)]
pub struct Intervals {
    starts: Vec<f64>,
    /// A complete binary tree in breadth-first order; the leaves, from `leaves` on, are the ends.
    ends: Vec<f64>,
    leaves: usize,
}

impl Intervals {
    /// Takes (start, end) in px; starts must not fall (they are lifted to the one before where they do).
    pub fn new(items: impl IntoIterator<Item = (f64, f64)>) -> Intervals {
        let items: Vec<(f64, f64)> = items.into_iter().collect();
        let leaves = items.len().next_power_of_two();
        let mut ends = vec![f64::NEG_INFINITY; leaves * 2];
        let mut starts = Vec::with_capacity(items.len());
        let mut last = f64::NEG_INFINITY;
        for (slot, (start, end)) in ends.iter_mut().skip(leaves).zip(items) {
            last = start.max(last);
            starts.push(last);
            *slot = end.max(start);
        }
        for node in (1..leaves).rev() {
            let (left, right) = (at(&ends, node * 2), at(&ends, node * 2 + 1));
            if let Some(slot) = ends.get_mut(node) {
                *slot = left.max(right);
            }
        }
        Intervals { starts, ends, leaves }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Calls `found` with the index of each interval that meets `top..=bottom`, in order. Whole subtrees that end
    /// above the window are skipped.
    pub fn query(&self, top: f64, bottom: f64, found: &mut dyn FnMut(usize)) {
        let before = self.starts.partition_point(|s| *s <= bottom);
        if before == 0 {
            return;
        }
        // (node, first leaf under it, leaves under it)
        let mut open = vec![(1, 0, self.leaves)];
        while let Some((node, first, count)) = open.pop() {
            if first >= before || at(&self.ends, node) < top {
                continue;
            }
            if count == 1 {
                found(first);
            } else {
                let half = count / 2;
                open.push((node * 2 + 1, first + half, half));
                open.push((node * 2, first, half));
            }
        }
    }
}

fn at(ends: &[f64], node: usize) -> f64 {
    ends.get(node).copied().unwrap_or(f64::NEG_INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_query_finds_exactly_what_meets_the_window(
            mut items in prop::collection::vec((0.0..1000.0, 0.0..300.0), 0..80), top in -50.0..1100.0, height in 0.0..400.0
        ) {
            items.sort_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
            let items: Vec<(f64, f64)> = items.into_iter().map(|(start, len)| (start, start + len)).collect();
            let index = Intervals::new(items.iter().copied());
            let mut found = Vec::new();
            index.query(top, top + height, &mut |i| found.push(i));
            let wanted: Vec<usize> = (0..items.len()).filter(|i| items[*i].0 <= top + height && items[*i].1 >= top).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}

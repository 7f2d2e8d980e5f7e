//! Sorting. The standard library writes out its sort once for each type of item, some four kilobytes each; here the places
//! of the items are sorted, whatever the items are, and only the moving is written out for each type.

use std::cmp::Ordering;

/// Sorts by a key; items of equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by a comparison; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Each round moves the items of one cycle to their places, and marks a place that is right by its own number.
    for start in 0..from.len() {
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut from[at], at);
            if next == start {
                break;
            }
            items.swap(at, next);
            at = next;
        }
    }
}

/// From which place the item of each place comes; nothing where all are in order, as most that is sorted here is.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..count).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec((0u8..20, any::<u16>()), 0..200), sorted: bool) {
            let mut items = items;
            if sorted {
                items.sort_unstable();
            }
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |i| i.0);
            theirs.sort_by_key(|i| i.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}

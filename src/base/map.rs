//! A map as a sorted list. A B-tree of the standard library is some four kilobytes of program for each type of key and value;
//! this is a search and a move. For few entries, or many that come in order: an insertion in the middle moves all behind it.

use super::order;
use std::borrow::Borrow;
use std::cmp::Ordering;

/// Values by key, in order of key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map::new()
    }
}

impl<K, V> Map<K, V> {
    /// Nothing.
    pub const fn new() -> Map<K, V> {
        Map(Vec::new())
    }
    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
    /// All entries, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(k, v)| (k, v))
    }
    /// All keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.iter().map(|(k, _)| k)
    }
    /// All entries, in order.
    pub fn into_entries(self) -> Vec<(K, V)> {
        self.0
    }
}

impl<K: Ord, V> Map<K, V> {
    /// Of these entries; of equal keys the last counts.
    pub fn of(mut entries: Vec<(K, V)>) -> Map<K, V> {
        entries.reverse();
        order::sort_by(&mut entries, |a, b| a.0.cmp(&b.0));
        entries.dedup_by(|a, b| a.0 == b.0);
        Map(entries)
    }

    /// Where a key is, or where it belongs.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // Keys mostly come in order.
        match self.0.last().map(|(last, _)| last.borrow().cmp(key)) {
            None | Some(Ordering::Less) => Err(self.0.len()),
            Some(Ordering::Equal) => Ok(self.0.len() - 1),
            Some(Ordering::Greater) => self.0.binary_search_by(|(k, _)| k.borrow().cmp(key)),
        }
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(self.place(key).ok()?).map(|(_, v)| v)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, v)| v)
    }

    /// Whether a key has a value.
    pub fn has(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of a key; the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// The value of a key; where it has none, that of `fresh`.
    pub fn entry(&mut self, key: K, fresh: V) -> &mut V {
        let place = match self.place(&key) {
            Ok(place) => place,
            Err(place) => {
                self.0.insert(place, (key, fresh));
                place
            }
        };
        &mut self.0[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_does_what_a_tree_does(acts in prop::collection::vec((0u8..4, 0u8..12, any::<u16>()), 0..80)) {
            let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
            for (act, key, value) in &acts {
                match act {
                    0 => prop_assert_eq!(ours.insert(*key, *value), theirs.insert(*key, *value)),
                    1 => prop_assert_eq!(ours.remove(key), theirs.remove(key)),
                    2 => prop_assert_eq!(ours.entry(*key, *value), theirs.entry(*key).or_insert(*value)),
                    _ => prop_assert_eq!((ours.get(key), ours.has(key)), (theirs.get(key), theirs.contains_key(key))),
                }
            }
            prop_assert!(ours.iter().eq(theirs.iter()));
            let pairs: Vec<_> = acts.iter().map(|(_, key, value)| (*key, *value)).collect();
            prop_assert!(Map::of(pairs.clone()).iter().eq(pairs.into_iter().collect::<BTreeMap<_, _>>().iter()));
        }
    }
}

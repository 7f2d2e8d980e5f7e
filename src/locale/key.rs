//! Keys of messages.

/// The key of a message. Only the tables beside this file make them, so a key that is used is a key that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub(super) &'static str);

impl Key {
    /// The key as the locale files write it.
    pub const fn id(self) -> &'static str {
        self.0
    }
}

/// Declares a table of keys: a constant for each, and `KEYS` with all of them.
macro_rules! keys {
    ($($name:ident = $id:literal;)+) => {
        $(
            #[doc = concat!("`", $id, "`")]
            pub const $name: $crate::locale::Key = $crate::locale::key::Key($id);
        )+
        /// Every key of this table.
        pub const KEYS: &[$crate::locale::Key] = &[$($name),+];
    };
}
pub(super) use keys;

//! Keys of what only those meet who open it: the parameters' drawer (`static/locales/lab.<language>.json`; fetched).

use super::key::keys;

keys! {
    TITLE = "drawer.title";
    NOTE = "drawer.note";
    SEARCH = "drawer.search";
    NOTHING_FOUND = "drawer.nothing-found";
    FOUND = "drawer.found";
    PER_HOST = "drawer.per-host";
    DEFAULTS = "drawer.defaults";
    RESET = "drawer.reset";
    RANGE = "drawer.range";
    BYTES = "drawer.bytes";
    OR = "drawer.or";
    DEFAULT = "drawer.default";
    MORE = "drawer.more";
}

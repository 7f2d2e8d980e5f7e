//! Keys of the page's shell (`static/locales/<language>.json`).

use super::key::keys;

keys! {
    // The language itself.
    LANGUAGE_NAME = "language.name";
    LANGUAGE_SHORT = "language.short";
    LANGUAGE_TAG = "language.tag";
    LANGUAGE_PLURAL = "language.plural";
    LANGUAGE_GROUP = "language.group";
    // Header.
    SCENARIO_MENU = "header.scenarios";
    SHARE = "header.share";
    EMBED = "header.embed";
    THEME = "header.theme";
    LANGUAGE = "header.language";
}

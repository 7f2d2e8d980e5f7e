//! Keys of the diagram panes: ladder, bits, why, endpoints (`static/locales/panes.<language>.json`).

use super::key::keys;

keys! {
    CLIENT = "panes.client";
    SERVER = "panes.server";
}

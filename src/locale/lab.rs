//! Keys of what only those meet who open it: the drawer of parameters and applications (`static/locales/lab.<language>.json`; fetched).

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
    FORM = "drawer.form";
    OR = "drawer.or";
    DEFAULT = "drawer.default";
    NO_DEFAULT = "drawer.no-default";
    SETS = "drawer.sets";
    SETS_ONE = "drawer.sets-one";
    SETS_KEPT = "drawer.sets-kept";
    APART = "drawer.apart";
    TO_DEFAULT = "drawer.to-default";
    CHANGED = "chip.changed";
    SCRIPT_OF = "chip.script-of";
    TAKE_OFF = "chip.take-off";
    TAKE_OFF_SCRIPT = "chip.take-off-script";
    MORE = "drawer.more";
    DRAWER = "drawer.drawer";
    SCRIPTS = "drawer.scripts";
    SCRIPT_NOTE = "drawer.script-note";
    NO_SCRIPT = "drawer.no-script";
    WHEN = "drawer.when";
    AT = "drawer.at";
    THEN = "drawer.then";
    CONNECTED = "drawer.connected";
    READ = "drawer.read";
    END_OF_STREAM = "drawer.end-of-stream";
    URGENT = "drawer.urgent";
    FAILED = "drawer.failed";
    TIME = "drawer.time";
    BYTES_READ = "drawer.bytes-read";
    AFTER = "drawer.after";
    CALL = "drawer.call";
    WITH = "drawer.with";
    PAYLOAD = "drawer.payload";
    AS_SIZE = "drawer.as-size";
    AS_TEXT = "drawer.as-text";
    SIZE = "drawer.size";
    TEXT = "drawer.text";
    VALUE = "drawer.value";
    ADD_STEP = "drawer.add-step";
    MORE_STEPS = "drawer.more-steps";
    EARLIER = "drawer.earlier";
    LATER = "drawer.later";
    // Saving and opening.
    EXPORT = "export.export";
    SAVE = "export.save";
    SEEN_BY = "export.seen-by";
    PCAPNG = "export.pcapng";
    PCAPNG_IS = "export.pcapng-is";
    SVG = "export.svg";
    SVG_IS = "export.svg-is";
    LADDER_TEXT = "export.ladder-text";
    LADDER_TEXT_IS = "export.ladder-text-is";
    TRACE = "export.trace";
    TRACE_IS = "export.trace-is";
    SCENARIO = "export.scenario";
    SCENARIO_IS = "export.scenario-is";
    OPEN_FILE = "export.open-file";
    OPEN_FILE_IS = "export.open-file-is";
    CHOOSE_FILE = "export.choose-file";
    NOT_READ = "export.not-read";
    MORE_FAULTS = "export.more-faults";
    NOT_FETCHED = "export.not-fetched";
    // An address with a view that there is not.
    BAD_VIEW = "message.bad-view";
    KEPT_VIEW = "message.kept-view";
    // A scenario that no address can carry.
    LOCAL = "share.local";
    // What a drag on the ladder means.
    DRAG_LOSE = "drag.drag-lose";
    DRAG_BACK = "drag.drag-back";
    DRAG_DELAY = "drag.drag-delay";
    DRAG_BEHIND = "drag.drag-behind";
    // What was done, in the list.
    DO_CALLS = "do.calls";
    DO_REFUSED = "do.refused";
    DO_CORRUPT_BIT = "do.corrupt-bit";
    // What an application is made to send.
    LIST_COMMA = "list.comma";
    MENU_SEND = "menu.send";
    MENU_SAY = "menu.say";
    MENU_SEND_DO = "menu.send.do";
    // A bit that the menu flips.
    MENU_FLIP = "menu.flip";
    MENU_FLIP_DO = "menu.flip.do";
    MENU_FLIP_RANGE = "menu.flip.range";
    MENU_FLIP_COLON = "menu.flip.colon";
    // What is forged.
    FORGE_SORT = "forge.sort";
    FORGE_CLAIMS = "forge.claims";
    FORGE_FLAGS = "forge.flags";
    FORGE_OF_END = "forge.of-end";
    FORGE_VALUE = "forge.value";
    FORGE_THEN = "forge.then";
    FORGE_MEETS = "forge.meets";
    FORGE_ENDS = "forge.ends";
    FORGE_UNDERWAY = "forge.underway";
    FORGE_BITS = "forge.bits";
    // What a segment's header has besides.
    BITS_DELAY = "bits.delay";
    BITS_MORE = "bits.more";
    BITS_CUT = "bits.cut";
    BITS_MISREAD_IHL = "bits.misread-ihl";
    BITS_MISREAD_OFFSET = "bits.misread-offset";
    // What an intervention is aimed at.
    LIKE_EVERY = "like.every";
    LIKE_NTH = "like.nth";
    LIKE_FROM = "like.from";
    LIKE_TO = "like.to";
    LIKE_CONNECTION = "like.connection";
    LIKE_FLAGS = "like.flags";
    LIKE_HAS = "like.has";
    LIKE_SEQ = "like.seq";
    LIKE_DATA = "like.data";
    LIKE_EMPTY = "like.empty";
    LIKE_AGAIN = "like.again";
    LIKE_FIRST = "like.first";
    LIKE_AND = "like.and";
    // The run before.
    COMPARED = "compared.compared";
    COMPARED_FIRST = "compared.compared-first";
    COMPARED_SENT = "compared.compared-sent";
    COMPARED_NOTHING = "compared.compared-nothing";
    COMPARED_SAME = "compared.compared-same";
    COMPARED_SEGMENTS = "compared.compared-segments";
    COMPARED_AGAIN = "compared.compared-again";
    COMPARED_LOST = "compared.compared-lost";
    COMPARED_END = "compared.compared-end";
    COMPARED_STATE = "compared.compared-state";
    WHY_LOST_RST = "why.lost-rst";
    STORY_RELATIVE = "story.relative";
    STORY_ABSOLUTE = "story.absolute";
    CARD_STARTED = "card.started";
    CARD_AGAIN = "card.again";
    CARD_DUE = "card.due";
    CARD_STOPPED = "card.stopped";
    CARD_EXPIRED = "card.expired";
    SILL = "pane.sill";
    SILL_HOW = "pane.sill-how";
}

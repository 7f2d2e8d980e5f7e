//! Keys of the page's shell (`static/locales/<language>.json`).

use super::key::keys;

keys! {
    // The language itself.
    LANGUAGE_NAME = "language.name";
    LANGUAGE_SHORT = "language.short";
    LANGUAGE_TAG = "language.tag";
    LANGUAGE_PLURAL = "language.plural";
    LANGUAGE_GROUP = "language.group";
    LIST_SEPARATOR = "language.list";
    NOTICE_LANGUAGE = "notice.language";
    NOTICE_SCENARIO = "notice.scenario";
    // Hosts by the names that scenarios give them.
    HOST_CLIENT = "host.client";
    HOST_SERVER = "host.server";
    // Words that are values.
    WORD_ON = "word.on";
    WORD_OFF = "word.off";
    WORD_NONE = "word.none";
    WORD_RANDOM = "word.random";
    WORD_UNLIMITED = "word.unlimited";
    WORD_NEWRENO = "word.newreno";
    WORD_RENO = "word.reno";
    WORD_RFC6928 = "word.rfc6928";
    WORD_RFC5681 = "word.rfc5681";
    WORD_RTO = "word.rto";
    // Header.
    SCENARIO_MENU = "header.scenarios";
    SEARCH = "header.search";
    NOTHING_FOUND = "header.nothing-found";
    LANGUAGE = "header.language";
    THEME = "header.theme";
    THEME_AUTO = "header.theme-auto";
    THEME_LIGHT = "header.theme-light";
    THEME_DARK = "header.theme-dark";
    SHARE = "header.share";
    COPIED = "header.copied";
    COPY = "header.copy";
    COPY_TEXT = "header.copy-text";
    SHARE_REFUSED = "header.share-refused";
    EMBED = "header.embed";
    EMBED_HOW = "header.embed-how";
    EMBED_STORY = "header.embed-story";
    EMBED_REVEAL = "header.embed-reveal";
    EMBED_READERS = "header.embed-readers";
    EMBED_HEIGHT = "header.embed-height";
    OPEN_FULL = "header.open-full";
    LEGEND = "header.legend";
    CLOSE = "header.close";
    // Groups of scenarios.
    GROUP_CONNECT = "group.connect";
    GROUP_TRANSFER = "group.transfer";
    GROUP_CLOSE = "group.close";
    GROUP_LOSS = "group.loss";
    // Messages.
    AT_PLACE = "message.at";
    BAD_ADDRESS = "message.bad-address";
    BAD_CHANGE = "message.bad-change";
    KEPT_RUN = "message.kept-run";
    KEPT_NONE = "message.kept-none";
    KEPT_CHANGE = "message.kept-change";
    RANGE = "message.range";
    // Edits that cannot be made.
    EDIT_UNKNOWN_FIELD = "edit.unknown-field";
    EDIT_NOT_A_NUMBER = "edit.not-a-number";
    EDIT_TOO_BIG = "edit.too-big";
    EDIT_NOT_HEX = "edit.not-hex";
    EDIT_MALFORMED = "edit.malformed";
    EDIT_OUTSIDE = "edit.outside";
    EDIT_TOO_LONG = "edit.too-long";
    // Story.
    STORY = "story.title";
    STORY_STEP = "story.step";
    STORY_NEXT = "story.next";
    STORY_BACK = "story.back";
    STORY_ASTRAY = "story.astray";
    STORY_LESSON = "story.lesson";
    CUE_NEXT = "story.cue-next";
    CUE_CLICK = "story.cue-click";
    CUE_LOSE = "story.cue-lose";
    // What the reader does to the run.
    INTERVENTIONS = "do.title";
    BRANCHES = "branch.title";
    BRANCH_NEW = "branch.new";
    BRANCH_NAME = "branch.name";
    BRANCH_REMOVE = "branch.remove";
    DO_DROP = "do.drop";
    DO_EDIT = "do.edit";
    DO_DELAY = "do.delay";
    DO_DUPLICATE = "do.dup";
    DO_REORDER = "do.reorder";
    DO_CORRUPT = "do.corrupt";
    DO_FORGE = "do.forge";
    DO_FORGE_LEAVES = "do.forge-leaves";
    DO_FORGE_ARRIVES = "do.forge-arrives";
    DO_FORGE_DIES = "do.forge-dies";
    REMOVE = "do.remove";
    AIM_AT = "do.aim-at";
    OUTCOME_OFF = "do.off";
    DO_CALL = "do.call";
    OUTCOME_CALLED = "do.called";
    OUTCOME_APPLIED = "do.applied";
    OUTCOME_APPLIED_OFTEN = "do.applied-often";
    OUTCOME_UNMATCHED = "do.unmatched";
    OUTCOME_MISFIT = "do.misfit";
    OUTCOME_IMPOSSIBLE = "do.impossible";
    OUTCOME_NOTHING = "do.nothing-to-read";
    // Dock.
    DOCK = "dock.title";
    TRANSPORT = "dock.transport";
    TO_START = "dock.start";
    STEP_BACK = "dock.back";
    STEP_FORWARD = "dock.forward";
    TO_END = "dock.end";
    PLAY = "dock.play";
    PAUSE = "dock.pause";
    TIME = "dock.time";
    SPEED = "dock.speed";
    SPEED_IS = "dock.speed-is";
    SHOW_BITS = "dock.show-bits";
    SHOW_LADDER = "dock.show-ladder";
    WHOLE_RUN = "dock.whole-run";
    CHANGED = "dock.changed";
    PARAMETERS = "dock.parameters";
    PARAMETERS_TITLE = "dock.parameters-title";
    PARAMETERS_NOTE = "dock.parameters-note";
    MORE_PARAMETERS = "dock.more-parameters";
    PER_HOST = "dock.per-host";
    ALL_DEFAULTS = "dock.defaults";
    UNDO = "dock.undo";
    REDO = "dock.redo";
    RUNNING = "dock.running";
    STOP = "dock.stop";
    // What differs from the run before.
    AGAINST = "difference.against";
    DIFFERS_FROM = "difference.from";
    MORE_RETRANSMISSIONS = "difference.more";
    FEWER_RETRANSMISSIONS = "difference.fewer";
    ENDS_LATER = "difference.later";
    ENDS_EARLIER = "difference.earlier";
    ENDS_IN = "difference.state";
    NO_DIFFERENCE = "difference.none";
    // Why a run was cut off.
    STOP_EVENTS = "stop.events";
    STOP_SEGMENTS = "stop.segments";
    STOP_BYTES = "stop.bytes";
    STOP_TIME = "stop.time";
    STOP_ACK_STORM = "stop.ack-storm";
    STOP_UNFINISHED = "stop.unfinished";
    // Steps of a run, for those who hear them.
    STEP_AT = "step.at";
    STEP_DISCARDED = "step.discarded";
    STEP_SENDS = "step.sends";
    // Legend.
    LEGEND_SEGMENT = "legend.segment";
    LEGEND_SELECTED = "legend.selected";
    LEGEND_LOST = "legend.lost";
    LEGEND_DISCARDED = "legend.discarded";
    LEGEND_RETRANSMISSION = "legend.retransmission";
    LEGEND_EDITED = "legend.edited";
    LEGEND_BEFORE = "legend.before";
    LEGEND_CALL = "legend.call";
    LEGEND_BAND_HOLLOW = "legend.band-hollow";
    LEGEND_BAND_TINT = "legend.band-tint";
    LEGEND_BAND_SOLID = "legend.band-solid";
    LEGEND_BAND_MID = "legend.band-mid";
    LEGEND_BAND_HATCH = "legend.band-hatch";
    LEGEND_FOLD = "legend.fold";
    LEGEND_TIMER_STOPPED = "legend.timer-stopped";
    LEGEND_TIMER_EXPIRED = "legend.timer-expired";
    LEGEND_TIMER_DELAYED = "legend.timer-delayed";
    LEGEND_TIMER_2MSL = "legend.timer-2msl";
    LEGEND_PLAYHEAD = "legend.playhead";
    KEYS_TITLE = "legend.keys";
    KEYS_LETTERS = "legend.letters";
    KEY_STEP = "legend.key-step";
    KEY_SEGMENT = "legend.key-segment";
    KEY_PLAY = "legend.key-play";
    KEY_ENDS = "legend.key-ends";
    KEY_DROP = "legend.key-drop";
    KEY_RUN = "legend.key-run";
    KEY_UNDO = "legend.key-undo";
    KEY_ESCAPE = "legend.key-escape";
    KEY_LEGEND = "legend.key-legend";
}

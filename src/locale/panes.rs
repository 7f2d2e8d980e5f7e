//! Keys of the diagram panes: ladder, bits, why, endpoints (`static/locales/panes.<language>.json`).

use super::key::keys;

keys! {
    LADDER_TITLE = "ladder.title";
    LADDER_ZOOM = "ladder.zoom";
    LADDER_ZOOM_IN = "ladder.zoom-in";
    LADDER_ZOOM_OUT = "ladder.zoom-out";
    LADDER_NUMBERS = "ladder.numbers";
    LADDER_RELATIVE = "ladder.relative";
    LADDER_ABSOLUTE = "ladder.absolute";
    LADDER_COMPARE = "ladder.compare";
    LADDER_LEGEND = "ladder.legend";
    LADDER_HELP = "ladder.help";
    LADDER_EMPTY = "ladder.empty";
    LADDER_WAITING = "ladder.waiting";
    SEGMENTS_TITLE = "segments.title";
    SEGMENTS_NAME = "segments.name";
    SEGMENTS_FROM = "segments.from";
    SEGMENTS_SENT = "segments.sent";
    SEGMENTS_FLAGS = "segments.flags";
    SEGMENTS_FATE = "segments.fate";
    FATE_IN_FLIGHT = "fate.in-flight";
    FATE_ARRIVED = "fate.arrived";
    FATE_DISCARDED = "fate.discarded";
    FATE_LOST = "fate.lost";
    FATE_CAUSE_CHANCE = "fate.cause.chance";
    FATE_CAUSE_DROPPED = "fate.cause.dropped";
    FATE_CAUSE_NO_ROUTE = "fate.cause.no-route";
    FATE_CAUSE_TTL = "fate.cause.ttl";
    FATE_CAUSE_BAD_HEADER = "fate.cause.bad-header";
    BITS_TITLE = "bits.title";
    BITS_SENT = "bits.sent";
    BITS_EMPTY = "bits.empty";
    BITS_RULER = "bits.ruler";
    BITS_FLIP = "bits.flip";
    BITS_BIT = "bits.bit";
    BITS_VALUE = "bits.value";
    BITS_RELATIVE_VALUE = "bits.relative-value";
    BITS_RANGE = "bits.range";
    BITS_NOT_A_NUMBER = "bits.not-a-number";
    BITS_NOT_AN_ADDRESS = "bits.not-an-address";
    BITS_HEX = "bits.hex";
    BITS_HEX_MORE = "bits.hex-more";
    BITS_CHECKSUM = "bits.checksum";
    BITS_EXPECTED = "bits.expected";
    BITS_CHECKSUM_NONE = "bits.checksum-none";
    BITS_CHECKSUM_MODE = "bits.checksum-mode";
    BITS_FIX = "bits.fix";
    BITS_KEEP_BROKEN = "bits.keep-broken";
    BITS_FAULTS = "bits.faults";
    BITS_EDITED = "bits.edited";
    BITS_WAS_EDITED = "bits.was-edited";
    BITS_RUN = "bits.run";
    BITS_LOSE = "bits.lose";
    BITS_DISCARD = "bits.discard";
    BITS_OPTIONS_NONE = "bits.options.none";
    BITS_SET = "bits.set";
    BITS_CLEAR = "bits.clear";
    WHY_TITLE = "why.title";
    WHY_EMPTY = "why.empty";
    WHY_NO_RULE = "why.no-rule";
    WHY_BEFORE = "why.before";
    WHY_AFTER = "why.after";
    WHY_TCB = "why.tcb";
    WHY_UNCHANGED = "why.unchanged";
    WHY_CAUSE = "why.cause";
    WHY_EFFECTS = "why.effects";
    WHY_RFC = "why.rfc";
    WHY_STEP_ARRIVAL = "why.step.arrival";
    WHY_STEP_DEATH = "why.step.death";
    WHY_STEP_TIMER = "why.step.timer";
    WHY_STEP_FORWARDING = "why.step.forwarding";
    WHY_STEP_REASSEMBLY = "why.step.reassembly";
    WHY_STEP_APPLICATION = "why.step.application";
    DID_STATE = "did.state";
    DID_SENT = "did.sent";
    DID_TIMER_START = "did.timer-start";
    DID_TIMER_STOP = "did.timer-stop";
    DID_TIMER_EXPIRE = "did.timer-expire";
    DID_SET_OUT = "did.set-out";
    DID_FRAGMENTED = "did.fragmented";
    DID_DISCARDED = "did.discarded";
    DID_CALL_LISTEN = "did.call.listen";
    DID_CALL_CONNECT = "did.call.connect";
    DID_CALL_SEND = "did.call.send";
    DID_CALL_RECEIVE = "did.call.receive";
    DID_CALL_CLOSE = "did.call.close";
    DID_CALL_ABORT = "did.call.abort";
    DID_CALL_REFUSED = "did.call.refused";
    DID_TOLD_CONNECTED = "did.told.connected";
    DID_TOLD_READABLE = "did.told.readable";
    DID_TOLD_WRITABLE = "did.told.writable";
    DID_TOLD_END_OF_STREAM = "did.told.end-of-stream";
    DID_TOLD_REFUSED = "did.told.refused";
    DID_TOLD_RESET = "did.told.reset";
    DID_TOLD_TIMED_OUT = "did.told.timed-out";
    DID_TOLD_CLOSED = "did.told.closed";
    WHY_NO_CONNECTION = "why.no-connection";
    WHY_FAULT = "why.fault";
    WHY_TIMER_RETRANSMISSION = "why.timer.retransmission";
    WHY_TIMER_PERSIST = "why.timer.persist";
    WHY_TIMER_DELAYED_ACK = "why.timer.delayed-ack";
    WHY_TIMER_KEEP_ALIVE = "why.timer.keep-alive";
    WHY_TIMER_TIME_WAIT = "why.timer.time-wait";
    WHY_TIMER_USER_TIMEOUT = "why.timer.user-timeout";
    WHY_TIMER_SWS_OVERRIDE = "why.timer.sws-override";
    ENDPOINTS_TITLE = "endpoints.title";
    ENDPOINTS_CLIENT = "endpoints.client";
    ENDPOINTS_SERVER = "endpoints.server";
    ENDPOINTS_VARIABLE = "endpoints.variable";
    ENDPOINTS_TIMERS = "endpoints.timers";
    ENDPOINTS_NO_TIMER = "endpoints.no-timer";
    ENDPOINTS_DUE = "endpoints.due";
    ENDPOINTS_LEFT = "endpoints.left";
    ENDPOINTS_GLOSS = "endpoints.gloss";
    ENDPOINTS_AT = "endpoints.at";
    ENDPOINTS_AT_AFTER = "endpoints.at-after";
    VALUE_YES = "value.yes";
    VALUE_NO = "value.no";
    BITS_DIFFER = "bits.differ";
    LADDER_LOST = "ladder.lost";
    LADDER_RETX = "ladder.retx";
    LADDER_FAST_RETX = "ladder.fast-retx";
    LADDER_DUP = "ladder.dup";
    LADDER_PROBE = "ladder.probe";
    LADDER_KEEP_ALIVE = "ladder.keep-alive";
    LADDER_CHALLENGE = "ladder.challenge";
    LADDER_WINDOW_UPDATE = "ladder.window-update";
    LADDER_EDITED = "ladder.edited";
    LADDER_DISCARDED = "ladder.discarded";
    LADDER_BEFORE = "ladder.before";
    LADDER_SEGMENTS = "ladder.segments";
    LADDER_UNREADABLE = "ladder.unreadable";
    LADDER_RESET = "ladder.reset";
    LADDER_ROUTER = "ladder.router";
    LADDER_FORGED = "ladder.forged";
    LADDER_COPY = "ladder.copy";
    LADDER_TIMER_RTO = "ladder.timer.rto";
    LADDER_TIMER_PERSIST = "ladder.timer.persist";
    LADDER_TIMER_DELAYED_ACK = "ladder.timer.delayed-ack";
    LADDER_TIMER_KEEP_ALIVE = "ladder.timer.keep-alive";
    LADDER_TIMER_2MSL = "ladder.timer.2msl";
    LADDER_TIMER_USER = "ladder.timer.user";
    LADDER_TIMER_SWS = "ladder.timer.sws";
    LADDER_TIMER_EXPIRES = "ladder.timer.expires";
    LADDER_CALL_REFUSED = "ladder.call.refused";
    LADDER_FOLD_STATE = "ladder.fold.state";
    LADDER_FOLD_TIMER = "ladder.fold.timer";
    LADDER_FOLD_GHOSTS = "ladder.fold.ghosts";
    LADDER_END_LEFT = "ladder.end.left";
    LADDER_END_RIGHT = "ladder.end.right";
    DID_TOLD_UNRESPONSIVE = "did.told.unresponsive";
    DID_TOLD_URGENT = "did.told.urgent";
    DID_TOLD_UNREACHABLE = "did.told.unreachable";
    DID_TOLD_NETWORK = "did.told.network";
}

#[cfg(test)]
mod tests {
    use crate::locale::{Words, languages};
    use crate::wire::fault::FAULT_IDS;
    use crate::wire::field::FIELDS;

    #[test]
    fn every_field_and_fault_has_words_in_every_language() {
        for code in languages() {
            let words = Words::load(code);
            let fields = FIELDS.iter().flat_map(|f| [format!("field.{}", f.id), format!("field.{}.help", f.id)]);
            let faults = FAULT_IDS.iter().map(|id| format!("fault.{id}"));
            for key in fields.chain(faults) {
                assert!(words.find(&key).is_some_and(|text| !text.is_empty()), "{code} lacks {key}");
            }
        }
    }
}

//! Where the states and transitions of RFC 9293 §3.3.2, figure 5, stand: beside each other, or one under the other on a page that
//! is narrow. CLOSED stands twice, as in the figure: above, where connections begin, and below, where they end.

use crate::layout::ladder::Anchor;
use crate::tcp::State;

/// How the figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// As wide as the RFC's.
    Wide,
    /// As wide as a phone.
    Tall,
    /// As wide as the RFC's and lower, for a lecture hall: what causes a transition, in large type; not what is done.
    Hall,
}

/// How much lower a lecture hall has it.
const LOWER: f64 = 0.752;

impl Plan {
    /// The plan that a width in px has room for. A hall is magnified, and its pane may be a scroll bar short of what the wide plan asks
    /// for.
    pub fn of(width: f64, hall: bool) -> Plan {
        match width {
            400.0.. if hall => Plan::Hall,
            480.0.. => Plan::Wide,
            _ => Plan::Tall,
        }
    }
    /// What style sheets call it.
    pub const fn class(self) -> &'static str {
        match self {
            Plan::Wide => "",
            Plan::Tall => "tall",
            Plan::Hall => "hall",
        }
    }
    /// Width and height, px.
    pub const fn size(self) -> (f64, f64) {
        match self {
            Plan::Wide => (576.0, 452.0),
            Plan::Tall => (366.0, 612.0),
            Plan::Hall => (576.0, 452.0 * LOWER),
        }
    }
    /// Width and height of a state's box, px.
    pub const fn state(self) -> (f64, f64) {
        match self {
            Plan::Wide => (100.0, 26.0),
            Plan::Tall => (88.0, 26.0),
            Plan::Hall => (100.0, 26.0 * LOWER),
        }
    }
    /// The boxes: state, whether it is the lower CLOSED, centre.
    pub fn places(self) -> [(State, bool, Place); 12] {
        PLACES.map(|(state, below, wide, tall)| (state, below, self.lowered(self.pick(wide, tall))))
    }

    fn pick<T>(self, wide: T, tall: T) -> T {
        match self {
            Plan::Wide | Plan::Hall => wide,
            Plan::Tall => tall,
        }
    }

    /// Where a place of the figure is in this plan.
    fn lowered(self, (x, y): Place) -> Place {
        if self == Plan::Hall { (x, y * LOWER) } else { (x, y) }
    }
}

/// Where something is, px from the left and from the top.
pub type Place = (f64, f64);

/// The boxes: state, whether it is the lower CLOSED, centre in each plan.
const PLACES: [(State, bool, Place, Place); 12] = [
    (State::Closed, false, (288.0, 20.0), (183.0, 20.0)),
    (State::Listen, false, (288.0, 84.0), (183.0, 100.0)),
    (State::SynReceived, false, (78.0, 152.0), (58.0, 196.0)),
    (State::SynSent, false, (498.0, 152.0), (308.0, 196.0)),
    (State::Established, false, (288.0, 220.0), (183.0, 296.0)),
    (State::FinWait1, false, (78.0, 288.0), (58.0, 392.0)),
    (State::CloseWait, false, (498.0, 288.0), (308.0, 392.0)),
    (State::FinWait2, false, (78.0, 356.0), (58.0, 480.0)),
    (State::Closing, false, (288.0, 356.0), (183.0, 480.0)),
    (State::LastAck, false, (498.0, 356.0), (308.0, 480.0)),
    (State::TimeWait, false, (288.0, 424.0), (183.0, 568.0)),
    (State::Closed, true, (498.0, 424.0), (308.0, 568.0)),
];

/// A line's corners, and where its words begin or end.
pub type Way = (&'static [Place], (f64, f64, Anchor));

/// A transition with its place.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// From this state.
    pub from: State,
    /// To this.
    pub to: State,
    /// What causes it, in the figure's words; nothing for a way that the figure does not show.
    pub event: &'static str,
    /// What is done.
    pub action: &'static str,
    wide: Way,
    tall: Way,
}

const fn way(from: State, to: State, words: (&'static str, &'static str), wide: Way, tall: Way) -> Transition {
    Transition { from, to, event: words.0, action: words.1, wide, tall }
}

use Anchor::{End, Start};
use State::{CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived, SynSent, TimeWait};

const RCV_SYN: (&str, &str) = ("rcv SYN", "snd SYN,ACK");
const RCV_FIN: (&str, &str) = ("rcv FIN", "snd ACK");
const ACK_OF_FIN: (&str, &str) = ("rcv ACK of FIN", "");
const CLOSE: (&str, &str) = ("CLOSE", "snd FIN");
const DELETE: (&str, &str) = ("CLOSE", "delete TCB");
/// Not in the figure.
const OUTSIDE: (&str, &str) = ("", "");

/// The figure's transitions, and the ways of those that it leaves out for legibility (notes 2 and 3).
pub const TRANSITIONS: [Transition; 29] = [
    way(
        Closed,
        Listen,
        ("passive OPEN", "create TCB"),
        (&[(268.0, 33.0), (268.0, 71.0)], (261.0, 48.0, End)),
        (&[(146.0, 33.0), (146.0, 87.0)], (140.0, 56.0, End)),
    ),
    way(
        Listen,
        Closed,
        DELETE,
        (&[(308.0, 71.0), (308.0, 33.0)], (315.0, 54.0, Start)),
        (&[(166.0, 87.0), (166.0, 33.0)], (171.0, 61.0, Start)),
    ),
    way(
        Closed,
        SynSent,
        ("active OPEN", "create TCB, snd SYN"),
        (&[(338.0, 14.0), (534.0, 14.0), (534.0, 139.0)], (528.0, 27.0, End)),
        (&[(227.0, 14.0), (345.0, 14.0), (345.0, 183.0)], (340.0, 28.0, End)),
    ),
    way(
        SynSent,
        Closed,
        DELETE,
        (&[(470.0, 139.0), (338.0, 26.0)], (424.0, 83.0, Start)),
        (&[(292.0, 183.0), (227.0, 26.0)], (272.0, 108.0, Start)),
    ),
    way(
        Listen,
        SynReceived,
        RCV_SYN,
        (&[(238.0, 92.0), (128.0, 145.0)], (190.0, 122.0, Start)),
        (&[(150.0, 113.0), (90.0, 183.0)], (128.0, 148.0, Start)),
    ),
    way(
        SynReceived,
        Listen,
        ("rcv RST (note 1)", ""),
        (&[(62.0, 139.0), (62.0, 78.0), (238.0, 78.0)], (70.0, 73.0, Start)),
        (&[(36.0, 183.0), (36.0, 94.0), (139.0, 94.0)], (41.0, 89.0, Start)),
    ),
    way(
        Listen,
        SynSent,
        ("SEND", "snd SYN"),
        (&[(338.0, 92.0), (448.0, 145.0)], (386.0, 122.0, End)),
        (&[(212.0, 113.0), (272.0, 183.0)], (236.0, 148.0, End)),
    ),
    way(
        SynSent,
        SynReceived,
        RCV_SYN,
        (&[(448.0, 152.0), (128.0, 152.0)], (259.0, 164.0, Start)),
        (&[(264.0, 196.0), (102.0, 196.0)], (152.0, 208.0, Start)),
    ),
    way(
        SynReceived,
        Established,
        ("rcv ACK of SYN", ""),
        (&[(128.0, 160.0), (238.0, 213.0)], (178.0, 198.0, End)),
        (&[(80.0, 209.0), (150.0, 283.0)], (121.0, 245.0, Start)),
    ),
    way(
        SynSent,
        Established,
        ("rcv SYN,ACK", "snd ACK"),
        (&[(448.0, 160.0), (338.0, 213.0)], (398.0, 198.0, Start)),
        (&[(286.0, 209.0), (216.0, 283.0)], (257.0, 250.0, Start)),
    ),
    way(
        SynReceived,
        FinWait1,
        CLOSE,
        (&[(78.0, 165.0), (78.0, 275.0)], (85.0, 218.0, Start)),
        (&[(30.0, 209.0), (30.0, 379.0)], (36.0, 300.0, Start)),
    ),
    way(
        Established,
        FinWait1,
        CLOSE,
        (&[(238.0, 227.0), (128.0, 280.0)], (190.0, 264.0, Start)),
        (&[(150.0, 309.0), (80.0, 379.0)], (124.0, 346.0, Start)),
    ),
    way(
        Established,
        CloseWait,
        RCV_FIN,
        (&[(338.0, 227.0), (448.0, 280.0)], (386.0, 264.0, End)),
        (&[(216.0, 309.0), (286.0, 379.0)], (242.0, 346.0, End)),
    ),
    way(
        FinWait1,
        FinWait2,
        ACK_OF_FIN,
        (&[(78.0, 301.0), (78.0, 343.0)], (84.0, 329.0, Start)),
        (&[(36.0, 405.0), (36.0, 467.0)], (42.0, 459.0, Start)),
    ),
    way(
        FinWait1,
        Closing,
        RCV_FIN,
        (&[(128.0, 295.0), (238.0, 348.0)], (190.0, 310.0, Start)),
        (&[(90.0, 405.0), (150.0, 467.0)], (124.0, 424.0, Start)),
    ),
    way(
        CloseWait,
        LastAck,
        CLOSE,
        (&[(498.0, 301.0), (498.0, 343.0)], (491.0, 319.0, End)),
        (&[(308.0, 405.0), (308.0, 467.0)], (301.0, 432.0, End)),
    ),
    way(
        FinWait2,
        TimeWait,
        RCV_FIN,
        (&[(128.0, 363.0), (238.0, 416.0)], (174.0, 402.0, End)),
        (&[(90.0, 493.0), (150.0, 555.0)], (104.0, 526.0, End)),
    ),
    way(
        Closing,
        TimeWait,
        ACK_OF_FIN,
        (&[(288.0, 369.0), (288.0, 411.0)], (293.0, 398.0, Start)),
        (&[(183.0, 493.0), (183.0, 555.0)], (189.0, 534.0, Start)),
    ),
    way(
        TimeWait,
        Closed,
        ("Timeout=2MSL", "delete TCB"),
        (&[(338.0, 424.0), (448.0, 424.0)], (358.0, 408.0, Start)),
        (&[(227.0, 568.0), (264.0, 568.0)], (211.0, 592.0, Start)),
    ),
    way(
        LastAck,
        Closed,
        ACK_OF_FIN,
        (&[(498.0, 369.0), (498.0, 411.0)], (492.0, 388.0, End)),
        (&[(320.0, 493.0), (320.0, 555.0)], (314.0, 511.0, End)),
    ),
    way(
        FinWait1,
        TimeWait,
        OUTSIDE,
        (&[(120.0, 301.0), (252.0, 411.0)], (192.0, 354.0, Start)),
        (&[(98.0, 405.0), (165.0, 555.0)], (112.0, 508.0, End)),
    ),
    way(
        SynReceived,
        Closed,
        OUTSIDE,
        (&[(28.0, 152.0), (12.0, 152.0), (12.0, 16.0), (238.0, 16.0)], (20.0, 28.0, Start)),
        (&[(14.0, 196.0), (9.0, 196.0), (9.0, 20.0), (139.0, 20.0)], (14.0, 32.0, Start)),
    ),
    way(
        Established,
        Closed,
        OUTSIDE,
        (&[(322.0, 207.0), (400.0, 106.0), (326.0, 33.0)], (396.0, 178.0, Start)),
        (&[(222.0, 283.0), (250.0, 140.0), (222.0, 33.0)], (232.0, 276.0, Start)),
    ),
    way(
        FinWait1,
        Closed,
        OUTSIDE,
        (&[(28.0, 288.0), (6.0, 288.0), (6.0, 10.0), (238.0, 10.0)], (12.0, 268.0, Start)),
        (&[(14.0, 392.0), (4.0, 392.0), (4.0, 12.0), (139.0, 12.0)], (9.0, 372.0, Start)),
    ),
    way(
        FinWait2,
        Closed,
        OUTSIDE,
        (&[(28.0, 356.0), (12.0, 356.0), (12.0, 446.0), (484.0, 446.0), (484.0, 437.0)], (20.0, 441.0, Start)),
        (&[(14.0, 480.0), (7.0, 480.0), (7.0, 608.0), (330.0, 608.0), (330.0, 581.0)], (14.0, 604.0, Start)),
    ),
    way(
        CloseWait,
        Closed,
        OUTSIDE,
        (&[(548.0, 288.0), (564.0, 288.0), (564.0, 424.0), (548.0, 424.0)], (572.0, 272.0, End)),
        (&[(352.0, 392.0), (360.0, 392.0), (360.0, 568.0), (352.0, 568.0)], (364.0, 376.0, End)),
    ),
    way(
        Closing,
        Closed,
        OUTSIDE,
        (&[(338.0, 362.0), (450.0, 411.0)], (398.0, 382.0, Start)),
        (&[(222.0, 493.0), (275.0, 555.0)], (246.0, 552.0, End)),
    ),
    way(
        Listen,
        Established,
        OUTSIDE,
        (&[(288.0, 97.0), (288.0, 207.0)], (294.0, 190.0, Start)),
        (&[(183.0, 113.0), (183.0, 283.0)], (189.0, 270.0, Start)),
    ),
    way(
        Closed,
        Established,
        OUTSIDE,
        (&[(338.0, 20.0), (412.0, 110.0), (330.0, 207.0)], (404.0, 178.0, Start)),
        (&[(227.0, 20.0), (256.0, 140.0), (220.0, 283.0)], (234.0, 278.0, Start)),
    ),
];

impl Transition {
    /// Whether figure 5 shows it.
    pub const fn is_in_figure(&self) -> bool {
        !self.event.is_empty()
    }
    /// Its line's corners.
    pub fn path(&self, plan: Plan) -> Vec<Place> {
        plan.pick(self.wide, self.tall).0.iter().map(|place| plan.lowered(*place)).collect()
    }
    /// Where its words begin or end.
    pub fn label(&self, plan: Plan) -> (Place, Anchor) {
        let (x, y, anchor) = plan.pick(self.wide, self.tall).1;
        // In a hall, the cause alone stands where both lines stood.
        let middle = if plan == Plan::Hall && !self.action.is_empty() { y + 5.25 } else { y };
        (plan.lowered((x, middle)), anchor)
    }
}

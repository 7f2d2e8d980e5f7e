//! The groups in which the variables stand.

use super::table::Columns;
use crate::base::order;
use crate::locale::{Key, panes as key};
use crate::tcp::Variable;

/// A group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// State and sequence numbers.
    Sequence,
    /// Windows, buffers and segment sizes.
    Windows,
    /// Congestion control and recovery.
    Congestion,
    /// Round trips and timeouts.
    Timers,
}

/// The groups of the left column.
pub const LEFT: [Group; 2] = [Group::Sequence, Group::Timers];
/// The groups of the right one.
pub const RIGHT: [Group; 2] = [Group::Windows, Group::Congestion];

/// Its heading.
pub const fn name(group: Group) -> Key {
    match group {
        Group::Sequence => key::GROUP_SEQUENCE,
        Group::Windows => key::GROUP_WINDOWS,
        Group::Congestion => key::GROUP_CONGESTION,
        Group::Timers => key::GROUP_TIMERS,
    }
}

const fn group(variable: Variable) -> Group {
    match variable {
        Variable::State
        | Variable::SndUna
        | Variable::SndNxt
        | Variable::SndWl1
        | Variable::SndWl2
        | Variable::SndUp
        | Variable::RcvUp
        | Variable::Urgent
        | Variable::Iss
        | Variable::RcvNxt
        | Variable::Irs => Group::Sequence,
        Variable::Rto | Variable::Srtt | Variable::RttVar | Variable::Backoff => Group::Timers,
        Variable::SndWnd
        | Variable::MaxSndWnd
        | Variable::RcvWnd
        | Variable::Unsent
        | Variable::Unread
        | Variable::OutOfOrder
        | Variable::SndMss
        | Variable::RcvMss => Group::Windows,
        // Algorithms come and go with what they publish.
        _ => Group::Congestion,
    }
}

/// The variables of a group that either end has, in the page's order.
pub fn of_group(wanted: Group, columns: &Columns) -> Vec<Variable> {
    let all = columns.now.iter().flatten().map(|(variable, _)| *variable);
    let mut all: Vec<Variable> = all.filter(|v| group(*v) == wanted).collect();
    order::sort_by_key(&mut all, |v| *v);
    all.dedup();
    all
}

//! One order for the same changes, however they were made: so that they have one link. What has an effect on others keeps its place.

use super::{Intervention, Kind, Target};
use crate::base::{Span, order};
use crate::scenario::SegmentName;

/// What an intervention is sorted by: how many before it must stay before it, what it is aimed at, what it does, when, and its text.
type Place = (usize, Option<SegmentName>, u8, u64, String);

/// Sorts a list without changing what the run will be.
pub fn sort(list: Vec<Intervention>) -> Vec<Intervention> {
    let mut kept = 0;
    let mut placed: Vec<(Place, Intervention)> = list.into_iter().map(|i| (place(&i, &mut kept), i)).collect();
    order::sort_by(&mut placed, |a, b| a.0.cmp(&b.0));
    placed.into_iter().map(|(_, intervention)| intervention).collect()
}

fn place(intervention: &Intervention, kept: &mut usize) -> Place {
    // To lose or delay a segment is the same before or after whatever else is done to it; so are its copies and what it waits for.
    let rank = match intervention.kind {
        Kind::Drop => 0,
        Kind::Delay(_) => 1,
        Kind::Duplicate { .. } => 2,
        Kind::Reorder { .. } => 3,
        Kind::Edit(_) | Kind::CorruptBit(_) | Kind::Corrupt(_) | Kind::Forge(_) | Kind::Call(_) => 4,
    };
    match &intervention.target {
        Target::Segment(name) => (*kept, Some(*name), rank, 0, String::new()),
        Target::Like(_) if matches!(intervention.kind, Kind::Drop | Kind::Delay(_)) => {
            (*kept, None, rank, 0, intervention.verb_and_rest().1)
        }
        // Any segment may be one of these.
        Target::Like(_) => {
            *kept += 2;
            (*kept - 1, None, 0, 0, String::new())
        }
        Target::At(at) => {
            let after = if let Kind::Forge(forge) = &intervention.kind { forge.after } else { Span::ZERO };
            (usize::MAX, None, 0, (*at + after).0, String::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(list: &[&str]) -> Vec<String> {
        sort(list.iter().map(|text| text.parse().expect("an intervention")).collect()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn changes_that_do_not_meet_have_one_order() {
        let one =
            sorted(&["call 2s: client close", "drop s2", "delay c10: 5ms", "drop every(from=server,data)", "drop c10", "off drop c3"]);
        let other =
            sorted(&["drop c10", "drop every(from=server,data)", "off drop c3", "drop s2", "call 2s: client close", "delay c10: 5ms"]);
        assert_eq!(one, other);
        assert_eq!(one, ["drop every(from=server,data)", "off drop c3", "drop c10", "delay c10: 5ms", "drop s2", "call 2s: client close"]);
    }

    #[test]
    fn changes_that_meet_stay_as_they_were_made() {
        for list in [
            ["edit c3: tcp.syn=1", "corrupt c3"],
            ["corrupt c3", "edit c3: tcp.syn=1"],
            ["edit every(from=client,data): tcp.psh=0", "edit c3: tcp.psh=1"],
            ["edit c3: tcp.psh=1", "edit every(from=client,data): tcp.psh=0"],
            ["call 2s: client send 10", "call 2s: client close"],
            ["call 2s: client close", "call 2s: client send 10"],
        ] {
            assert_eq!(sorted(&list), list);
        }
    }
}

//! TCP options in short, as a label has room for them.

use crate::wire::TcpOption;
use crate::wire::option::read_all;

/// The options of a header, `mss=1460 ws=7 sackOK ts=12/9 sack=1001–2001`; padding is left out. `number` writes a sequence
/// number of the stream that is acknowledged.
pub fn options_text(bytes: &[u8], number: impl Fn(u32) -> String) -> String {
    let mut out = Vec::new();
    for option in read_all(bytes) {
        out.push(match option {
            TcpOption::EndOfList | TcpOption::NoOperation => continue,
            TcpOption::MaximumSegmentSize(mss) => ["mss=", &mss.to_string()].concat(),
            TcpOption::WindowScale(shift) => ["ws=", &shift.to_string()].concat(),
            TcpOption::SackPermitted => "sackOK".to_owned(),
            TcpOption::Timestamps { value, echo } => ["ts=", &value.to_string(), "/", &echo.to_string()].concat(),
            TcpOption::Sack(blocks) => {
                let block = |(left, right): &(u32, u32)| [number(*left), number(*right)].join("–");
                ["sack=", &blocks.iter().map(block).collect::<Vec<_>>().join(",")].concat()
            }
            TcpOption::Unknown { kind, .. } => ["opt", &kind.to_string()].concat(),
        });
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_told_in_short() {
        let bytes = [2, 4, 5, 180, 1, 3, 3, 7, 4, 2, 8, 10, 0, 0, 0, 12, 0, 0, 0, 9, 5, 10, 0, 0, 0, 100, 0, 0, 0, 200, 30, 2, 0, 0];
        assert_eq!(options_text(&bytes, |n| n.to_string()), "mss=1460 ws=7 sackOK ts=12/9 sack=100–200 opt30");
        assert_eq!(options_text(&[2, 0], |n| n.to_string()), "");
    }
}

//! What a host's network card saw, as a capture that Wireshark and tshark read: pcapng (draft-ietf-opsawg-pcapng), one interface,
//! raw IPv4, nanoseconds since the run began. Each packet carries its name (`c3`) as a comment.
//!
//! What applications send is what the scenario says, whatever the port: a reader that takes a port for a protocol of its own (53 for
//! DNS) may call it malformed. `tshark -d udp.port==53,data` does not.

use crate::base::{Time, order};
use crate::path::{RouteConfig, forward};
use crate::sim::{Fate, Origin, SegmentRow, Trace};
use crate::wire::decode::ipv4_len;
use crate::wire::ecn::congested;
use crate::wire::{Addr, Datagram};

/// `LINKTYPE_IPV4`: the packet begins with the IPv4 header.
const RAW_IPV4: u16 = 228;

/// The packets that a host sent, as they left, and those that reached it, as they came.
pub fn write(trace: &Trace, host: u16) -> Vec<u8> {
    let name = trace.scenario().hosts.get(usize::from(host)).map_or("", |h| h.name.as_str());
    let mut out = Vec::new();
    // Byte order, version 1.0, length unknown; then who wrote it.
    let mut head = Vec::new();
    head.extend(0x1a2b_3c4d_u32.to_le_bytes());
    head.extend([1, 0, 0, 0]);
    head.extend([0xff; 8]);
    option(&mut head, 4, b"tcplab");
    block(&mut out, 0x0a0d_0d0a, head);
    // No limit of length; the name of the interface; nanoseconds.
    let mut interface = Vec::new();
    interface.extend(RAW_IPV4.to_le_bytes());
    interface.extend([0; 6]);
    option(&mut interface, 2, name.as_bytes());
    option(&mut interface, 9, &[9]);
    block(&mut out, 1, interface);
    let mut seen: Vec<(Time, u32, bool)> = Vec::new();
    // What the router cut came in pieces, and not as a whole too.
    let cut: Vec<u32> =
        trace.segments().filter_map(|row| if let Origin::Fragment(whole) = row.origin { Some(whole) } else { None }).collect();
    for row in trace.segments() {
        // What the path copied, cut or forged was never on this host's way out.
        if row.from == Some(host) && row.origin == Origin::Host {
            seen.push((row.sent, row.id, false));
        }
        if let (Fate::Arrived(at) | Fate::Discarded(at), true) = (row.fate, row.to == Some(host) && !cut.contains(&row.id)) {
            seen.push((at, row.id, true));
        }
    }
    order::sort_by_key(&mut seen, |packet| *packet);
    let hosts = &trace.scenario().hosts;
    let (addresses, routes): (Vec<Addr>, Vec<RouteConfig>) = hosts.iter().map(|h| (h.address, h.route)).unzip();
    for (at, id, arrives) in seen {
        if let Some(row) = trace.segment(id) {
            packet(&mut out, at, &row, arrives, (&addresses, &routes));
        }
    }
    out
}

/// An enhanced packet block.
fn packet(out: &mut Vec<u8>, at: Time, row: &SegmentRow<'_>, arrives: bool, (addresses, routes): (&[Addr], &[RouteConfig])) {
    // What the path does to it on the way; what the router made, or made a second time, it has not to pass.
    let mut datagram = Datagram { head: row.head.to_vec(), payload: row.payload.clone() };
    let passes = match row.origin {
        Origin::Host | Origin::Forged => true,
        Origin::Copy(_) => row.from.is_some(),
        Origin::Router | Origin::Fragment(_) => false,
    };
    if arrives && passes {
        // It arrived: there is no doubt where it goes.
        let _ = forward(&mut datagram, addresses, routes);
    }
    let mut bytes = datagram.to_bytes();
    if row.marked
        && arrives
        && let Some(header) = bytes.get_mut(..ipv4_len(row.head))
    {
        congested(header);
    }
    if let Some(bit) = row.flipped.filter(|_| arrives)
        && let Some(byte) = bytes.get_mut(bit as usize / 8)
    {
        *byte ^= 0x80 >> (bit % 8);
    }
    let length = bytes.len() as u32;
    let mut body = Vec::with_capacity(bytes.len() + 40);
    for word in [0, (at.0 >> 32) as u32, at.0 as u32, length, length] {
        body.extend(word.to_le_bytes());
    }
    body.extend(bytes);
    pad(&mut body);
    option(&mut body, 1, row.name.to_string().as_bytes());
    block(out, 6, body);
}

/// One option, its value filled up to whole words.
fn option(out: &mut Vec<u8>, code: u16, value: &[u8]) {
    out.extend(code.to_le_bytes());
    out.extend((value.len() as u16).to_le_bytes());
    out.extend(value);
    pad(out);
}

/// A block: its options end here.
fn block(out: &mut Vec<u8>, kind: u32, mut body: Vec<u8>) {
    body.extend([0; 4]);
    let length = (body.len() as u32 + 12).to_le_bytes();
    out.extend(kind.to_le_bytes());
    out.extend(length);
    out.extend(body);
    out.extend(length);
}

fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(4), 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Intervention, catalogue};
    use crate::sim::simulate;
    use std::rc::Rc;

    fn word(bytes: &[u8], at: usize) -> u32 {
        u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
    }

    /// Time and bytes of each packet.
    fn packets(file: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let (mut at, mut out) = (0, Vec::new());
        while at < file.len() {
            let length = word(file, at + 4) as usize;
            assert_eq!((length % 4, word(file, at + length - 4) as usize), (0, length), "both lengths of a block");
            if word(file, at) == 6 {
                let time = u64::from(word(file, at + 12)) << 32 | u64::from(word(file, at + 16));
                out.push((time, file[at + 28..at + 28 + word(file, at + 20) as usize].to_vec()));
            }
            at += length;
        }
        out
    }

    #[test]
    fn every_header_that_comes_has_passed_the_router_once_and_nothing_comes_twice() {
        for scenario in catalogue::all() {
            let slug = scenario.slug.clone();
            let trace = simulate(&Rc::new(scenario));
            let arrived = |host| trace.segments().filter(move |row| row.to == Some(host)).filter_map(|row| row.ended_by);
            for host in 0..trace.scenario().hosts.len() as u16 {
                let times: std::collections::BTreeSet<u64> = arrived(host).filter_map(|s| trace.step(s)).map(|s| s.time.0).collect();
                for (time, bytes) in packets(&write(&trace, host)) {
                    let own = bytes[12..16] == trace.scenario().hosts[usize::from(host)].address.0.to_be_bytes();
                    if own || !times.contains(&time) || slug == "corruption" {
                        continue;
                    }
                    assert!(
                        bytes[8] == 63 || bytes[12..16] == crate::path::RouterConfig::ADDRESS.0.to_be_bytes(),
                        "{slug}: TTL {}",
                        bytes[8]
                    );
                    assert!(crate::wire::receive(&Datagram::from_bytes(bytes), false).is_ok(), "{slug}");
                }
            }
        }
        let trace = simulate(&Rc::new(catalogue::find("ip-fragments").unwrap()));
        let whole = trace.segments().find_map(|row| if let Origin::Fragment(whole) = row.origin { Some(whole) } else { None }).unwrap();
        let row = trace.segment(whole).unwrap();
        let there = packets(&write(&trace, row.to.unwrap()));
        assert!(there.iter().all(|(_, bytes)| bytes.len() < row.head.len() + row.payload.len() as usize), "it comes in pieces");
    }

    #[test]
    fn what_the_router_marked_comes_with_the_mark() {
        let trace = simulate(&Rc::new(catalogue::find("ecn").unwrap()));
        let marked: Vec<_> = trace.segments().filter(|row| row.marked).collect();
        assert!(!marked.is_empty());
        let codepoint = |bytes: &[u8]| bytes[1] & 3;
        for row in marked {
            let there = packets(&write(&trace, row.to.unwrap()));
            let time = row.ended_by.and_then(|s| trace.step(s)).unwrap().time.0;
            let bytes =
                &there.iter().find(|(at, bytes)| *at == time && bytes.len() == row.head.len() + row.payload.len() as usize).unwrap().1;
            assert_eq!((codepoint(row.head), codepoint(bytes)), (2, 3), "{}", row.name);
            assert!(crate::wire::receive(&crate::wire::Datagram::from_bytes(bytes.clone()), true).is_ok(), "{}", row.name);
        }
    }

    #[test]
    fn a_host_sees_what_it_sends_when_it_leaves_and_what_reaches_it_when_it_comes() {
        let mut s = catalogue::find("http-post").unwrap();
        s.interventions.push("drop c4".parse::<Intervention>().unwrap());
        s.interventions.push("corrupt s2".parse::<Intervention>().unwrap());
        let trace = simulate(&Rc::new(s));
        for host in [0, 1] {
            let seen = packets(&write(&trace, host));
            assert!(seen.is_sorted_by_key(|(time, _)| *time));
            let lost = trace.find("c4".parse().unwrap()).and_then(|id| trace.segment(id)).unwrap();
            assert_eq!(seen.iter().any(|(time, _)| *time == lost.sent.0), host == 0, "a lost segment is seen where it was sent");
            for row in trace.segments() {
                // One router lies between the hosts.
                let mut sent = Datagram { head: row.head.to_vec(), payload: row.payload.clone() };
                let hosts = &trace.scenario().hosts;
                let _ = forward(&mut sent, &[hosts[0].address, hosts[1].address], &[hosts[0].route, hosts[1].route]);
                let bytes = sent.to_bytes();
                let came = seen
                    .iter()
                    .find(|(time, _)| row.to == Some(host) && row.ended_by.and_then(|s| trace.step(s)).is_some_and(|s| s.time.0 == *time));
                let arrived = matches!(row.fate, Fate::Arrived(_) | Fate::Discarded(_));
                assert_eq!(came.is_some(), arrived && row.to == Some(host), "{}", row.name);
                assert_eq!(came.is_some_and(|(_, b)| *b != bytes), came.is_some() && row.flipped.is_some(), "{}", row.name);
            }
        }
    }
}

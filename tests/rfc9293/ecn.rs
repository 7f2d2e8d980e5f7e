//! Explicit congestion notification (RFC 9293 §3.8.2, RFC 3168).

use crate::harness::*;
use std::rc::Rc;
use tcplab::scenario::url;
use tcplab::sim::{SegmentRow, Trace, simulate};
use tcplab::tcp::config::{EcnUse, InitialWindow};
use tcplab::tcp::{Segment, TcpConfig, Variable};
use tcplab::wire::{Flags, TcpOption};

fn run(parameters: &str) -> Trace {
    let read = url::read(&format!("#/slow-start?{parameters}"));
    assert_eq!(read.problems, []);
    simulate(&Rc::new(read.scenario.expect("a scenario")))
}

fn flags(row: &SegmentRow<'_>) -> Flags {
    Flags(row.head[33])
}

fn codepoint(row: &SegmentRow<'_>) -> u32 {
    u32::from(row.head[1] & 3)
}

#[test]
fn shld_8_it_is_agreed_on_by_the_syns_where_one_offers_and_the_other_accepts() {
    let both = Flags::ECE | Flags::CWR;
    let said = |trace: &Trace| trace.segments().filter(|row| flags(row).has(Flags::SYN)).map(|row| flags(&row) & both).collect::<Vec<_>>();
    let capable = |trace: &Trace| trace.segments().filter(|row| codepoint(row) == 2).count();
    for (parameters, wanted, agreed) in [
        ("client.ecn=offer&server.ecn=accept", [both, Flags::ECE], true),
        ("ecn=offer", [both, Flags::ECE], true),
        ("client.ecn=offer", [both, Flags::NONE], false),
        ("ecn=accept", [Flags::NONE, Flags::NONE], false),
        ("profile=linux", [Flags::NONE, Flags::NONE], false),
    ] {
        let trace = run(parameters);
        assert_eq!(said(&trace), wanted, "{parameters}");
        assert_eq!(capable(&trace) > 0, agreed, "{parameters}");
    }
}

#[test]
fn shld_8_only_data_sent_for_the_first_time_may_be_marked() {
    let trace = run("ecn=offer&drop=c20");
    for row in trace.segments() {
        let first = row.nth == 0 && !row.payload.is_empty();
        assert_eq!(codepoint(&row) == 2, first, "{}", row.name);
    }
}

#[test]
fn shld_8_a_mark_is_echoed_until_cwr_and_halves_the_window_once_a_window_without_a_loss() {
    let trace = run("ecn=offer&rate=4Mbps&client.ecn_mark=15000");
    assert_eq!(trace.segments().filter(|row| row.nth > 0).count(), 0, "nothing was lost");
    let rows: Vec<_> = trace.segments().collect();
    let answered = rows.iter().filter(|row| row.name.key == 's' && flags(row).has(Flags::ECE) && !flags(row).has(Flags::SYN)).count();
    let reduced: Vec<_> =
        rows.iter().filter(|row| row.name.key == 'c' && flags(row).has(Flags::CWR) && !flags(row).has(Flags::SYN)).collect();
    assert!(answered > reduced.len() && !reduced.is_empty(), "{answered} and {}", reduced.len());
    assert!(reduced.iter().all(|row| !row.payload.is_empty()), "CWR rides on new data");
    for two in reduced.windows(2) {
        assert!(two[1].sent.since(two[0].sent).0 > 60_000_000, "once a round trip");
    }
}

/// Agreed on, with as much of 5000 bytes in flight as the first window allows, in segments of 1000.
fn capable(initial_window: InitialWindow) -> One {
    let mut one = One::active(TcpConfig { ecn: EcnUse::Offer, limited_transmit: false, initial_window, ..TcpConfig::default() });
    let options = vec![TcpOption::MaximumSegmentSize(1000)];
    one.hear(Segment { options, ..seg(SYN_ACK | Flags::ECE, 0, 1, 0) });
    one.send(5000);
    one
}

fn echo(ack: u32) -> Segment {
    seg(ACK | Flags::ECE, 1, ack, 0)
}

#[test]
fn shld_8_a_loss_is_told_with_cwr_and_answered_once_whichever_way_it_showed() {
    for by_timer in [false, true] {
        let mut one = capable(InitialWindow::Rfc6928);
        if by_timer {
            one.wait();
        } else {
            (0..3).for_each(|_| drop(one.hear(seg(ACK, 1, 1, 0))));
        }
        // A mark on data that was out by then asks for nothing more.
        let before = one.bytes(Variable::Ssthresh);
        one.hear(echo(5001));
        assert_eq!(one.bytes(Variable::Ssthresh), before, "{by_timer}");
        let new = one.send(1000);
        assert!(new[0].flags.has(Flags::CWR), "the first new data says CWR, {by_timer}");
        one.hear(seg(ACK, 1, 6001, 0));
        assert!(!one.send(1000)[0].flags.has(Flags::CWR), "once, {by_timer}");
    }
}

#[test]
fn shld_8_a_mark_never_widens_the_window() {
    let mut one = capable(InitialWindow::Segments(1));
    one.hear(echo(1));
    assert_eq!((one.bytes(Variable::Cwnd), one.bytes(Variable::Ssthresh)), (1000, 2000));
}

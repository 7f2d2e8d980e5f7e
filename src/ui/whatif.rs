//! What a reader would do to a segment or an application, as interventions; and what is usually tried.

use crate::base::{Span, Time};
use crate::scenario::intervention::forge::{EndName, Term, Value};
use crate::scenario::intervention::{Forge, Order};
use crate::scenario::{AppCall, Intervention, Kind, Matcher, Target};
use crate::sim::{EndId, SegmentId, SegmentRow, Trace};
use crate::ui::state::ForgeDraft;
use crate::wire::Flags;
use crate::wire::decode::{ipv4_len, transport};
use crate::wire::edit::{EditList, Region};
use crate::wire::field::{FLAGS_BYTE, Field, Layer, tcp};

/// Bytes of payload that a forged copy takes: all that a datagram of an Ethernet carries. Far more would fill a link.
pub const COPIED: usize = 1460;

/// The control bits of a segment as it travels; none for what is no TCP.
fn flags(row: &SegmentRow<'_>) -> Flags {
    row.head.get(ipv4_len(row.head) + FLAGS_BYTE).map_or(Flags::NONE, |bits| Flags(*bits))
}

/// A call of an end's application at a time.
pub fn call(run: &Trace, end: EndId, at: Time, call: AppCall) -> Option<Intervention> {
    let end = end_name(run, end)?;
    let kind = Kind::Call(Box::new(Order { end, call }));
    Some(Intervention { target: Target::At(at.since(Time::ZERO)), kind, enabled: true, fingerprint: None })
}

fn end_name(run: &Trace, end: EndId) -> Option<EndName> {
    let scenario = run.scenario();
    let spec = scenario.connections.get(usize::from(end.connection))?.ends.get(usize::from(end.side))?;
    Some(EndName { host: scenario.hosts.get(usize::from(spec.host))?.name.clone(), connection: end.connection })
}

/// Every segment like this one dies: of the same host, with the same flags, with data or without.
pub fn lose_all_like(run: &Trace, id: SegmentId) -> Option<Intervention> {
    let row = run.segment(id)?;
    let from = run.scenario().hosts.get(usize::from(row.from?))?.name.clone();
    let matcher = Matcher { from: Some(from), flags: Some(flags(&row)), data: Some(!row.payload.is_empty()), ..Matcher::default() };
    Some(Intervention { target: Target::Like(Box::new(matcher)), kind: Kind::Drop, enabled: true, fingerprint: None })
}

/// A segment that looks like this one and leaves a little after it.
pub fn forge_like(run: &Trace, id: SegmentId) -> Option<ForgeDraft> {
    let row = run.segment(id).filter(|row| row.name.piece == 0)?;
    let end = row.end?;
    let (_, start) = transport(row.head).filter(|(layer, _)| *layer == Layer::Tcp)?;
    let header = row.head.get(start..)?;
    let number = |field: &'static Field| Some((field, Value { terms: vec![(false, Term::Number(field.read(header)?))] }));
    let urgent = flags(&row).has(Flags::URG).then_some(&tcp::URGENT_POINTER);
    let fields = [&tcp::SEQ, &tcp::ACK, &tcp::WINDOW].into_iter().chain(urgent).filter_map(number).collect();
    let options = row.head.get(EditList::default().region(Region::TcpOptions, row.head)).unwrap_or_default();
    let payload = row.payload.bytes();
    let claims = end_name(run, end)?;
    let forge = Forge {
        from: Some(claims.host.clone()),
        claims: Some(claims),
        flags: flags(&row),
        fields,
        options: options.to_vec(),
        payload: payload.get(..COPIED).unwrap_or(payload).to_vec(),
        times: 1,
        every: Span::from_millis(1),
        ..Forge::default()
    };
    let when = row.sent.since(Time::ZERO) + Span::from_millis(1);
    Some(ForgeDraft { when: when.to_string(), what: forge.to_string() })
}

/// What is usually lost to see what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// The first SYN.
    Syn,
    /// The first SYN,ACK.
    SynAck,
    /// The acknowledgment that ends the handshake.
    ThirdAck,
    /// The first segment with data.
    FirstData,
    /// The first FIN.
    Fin,
    /// The acknowledgment that ends the close: the first once both have sent their FIN.
    LastAck,
}

/// Those of a connection that the run has, each with its segment.
pub fn usual(run: &Trace, connection: u16) -> Vec<(Usual, SegmentId)> {
    let mut found: Vec<(Usual, SegmentId)> = Vec::new();
    let (mut fins, mut last_ack) = ([false; 2], None);
    for row in run.segments().filter(|row| row.end.is_some_and(|e| e.connection == connection)) {
        let flags = flags(&row);
        let (syn, ack, empty) = (flags.has(Flags::SYN), flags.has(Flags::ACK), row.payload.is_empty());
        let bare = ack && empty && !flags.any(Flags::SYN | Flags::FIN | Flags::RST);
        let seen = |what: Usual| found.iter().any(|(u, _)| *u == what);
        let what = match () {
            () if syn && !ack => Usual::Syn,
            () if syn => Usual::SynAck,
            () if bare && seen(Usual::SynAck) && !seen(Usual::FirstData) => Usual::ThirdAck,
            () if flags.has(Flags::FIN) => Usual::Fin,
            () if !empty => Usual::FirstData,
            () => Usual::LastAck,
        };
        if bare && fins == [true; 2] {
            last_ack = last_ack.or(Some(row.id));
        }
        if let Some(fin) = row.end.and_then(|e| fins.get_mut(usize::from(e.side))) {
            *fin |= flags.has(Flags::FIN);
        }
        if what != Usual::LastAck && !seen(what) {
            found.push((what, row.id));
        }
    }
    found.extend(last_ack.map(|id| (Usual::LastAck, id)));
    found
}

//! What is usually forged against an end of a connection, and the ends themselves.

use crate::scenario::Scenario;
use crate::scenario::intervention::Forge;
use crate::scenario::intervention::forge::{EndName, Value};
use crate::wire::Field;

/// What is usually forged: its name, and its fields as links say them; `V` is the end that gets it.
pub const SORTS: [(&str, &str); 8] = [
    ("rst-exact", "flags=R,tcp.seq={V.rcv_nxt}"),
    ("rst-window", "flags=R,tcp.seq={V.rcv_nxt}+100"),
    ("rst-outside", "flags=R,tcp.seq={V.rcv_nxt}-1000"),
    ("syn", "flags=S,tcp.seq={V.rcv_nxt}+100"),
    ("fin", "flags=AF,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt}"),
    ("data", "flags=AP,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt},text=forged"),
    ("ack-old", "flags=A,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_una}-1"),
    ("ack-future", "flags=A,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt}+1000"),
];

/// The name of a side of a connection.
pub fn end_of(scenario: &Scenario, connection: u16, side: usize) -> Option<EndName> {
    let end = scenario.connections.get(usize::from(connection))?.ends.get(side)?;
    Some(EndName { host: scenario.hosts.get(usize::from(end.host))?.name.clone(), connection })
}

/// Whom it pretends to be, and who gets it.
pub fn parties(scenario: &Scenario, forge: &Forge) -> [Option<EndName>; 2] {
    let connection = forge.claims.as_ref().map_or(0, |end| end.connection);
    let side = forge.claims.as_ref().and_then(|end| scenario.side_of(end)).unwrap_or(0).min(1);
    [side, 1 - side].map(|side| end_of(scenario, connection, side.into()))
}

/// What is usually forged against an end.
pub fn sort(what: &str, victim: &EndName) -> Option<Forge> {
    what.replace("{V", &["{", &victim.to_string()].concat()).parse().ok()
}

/// Which of the usual ones it is.
pub fn sort_of(scenario: &Scenario, forge: &Forge) -> Option<&'static str> {
    let [_, victim] = parties(scenario, forge);
    let victim = victim?;
    let same = |usual: &Forge| {
        let has = |field: &(&'static Field, Value)| forge.fields.iter().any(|(f, value)| f.id == field.0.id && *value == field.1);
        usual.flags == forge.flags && usual.payload.is_empty() == forge.payload.is_empty() && usual.fields.iter().all(has)
    };
    SORTS.iter().find(|(_, what)| sort(what, &victim).is_some_and(|usual| same(&usual))).map(|(id, _)| *id)
}

/// The same towards another end, where it is one of the usual ones; else only who it pretends to be changes.
pub fn claiming(scenario: &Scenario, forge: &Forge, claims: EndName) -> Forge {
    let was = sort_of(scenario, forge);
    let mut forge = Forge { claims: Some(claims), ..forge.clone() };
    let what = SORTS.iter().find(|(id, _)| Some(*id) == was).map(|(_, what)| *what);
    let [_, victim] = parties(scenario, &forge);
    if let Some(usual) = what.zip(victim).and_then(|(what, victim)| sort(what, &victim)) {
        forge.fields.retain(|(field, _)| usual.fields.iter().all(|(f, _)| f.id != field.id));
        forge.fields.extend(usual.fields);
    }
    forge
}

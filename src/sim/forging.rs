//! From a forgery to the bytes of a datagram: what its templates read is read now.

use super::rows::{EndId, Obstacle};
use crate::base::{Purpose, chance};
use crate::scenario::intervention::forge::{EndName, Forge, Term, Value, What};
use crate::scenario::{HostSpec, Scenario};
use crate::tcp::{self, Variable};
use crate::wire::edit::{Edit, EditList};
use crate::wire::field::{ipv4, tcp as header};
use crate::wire::{Addr, Datagram, Field, Ipv4Meta, Payload, TcpFields, pack_tcp};

/// What a template reads of an end.
pub(super) type Variables<'a> = &'a dyn Fn(EndId) -> Vec<(Variable, tcp::Value)>;

/// One datagram to be forged.
pub(super) struct Forgery<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) forge: &'a Forge,
    /// How many were forged before this one by the same intervention.
    pub(super) nth: u32,
    pub(super) variables: Variables<'a>,
}

impl Forgery<'_> {
    /// Its bytes.
    pub(super) fn datagram(&self) -> Result<Datagram, Obstacle> {
        let forge = self.forge;
        let mut edits = EditList { keep_checksums: forge.raw.is_some(), ..EditList::default() };
        let base = match &forge.raw {
            Some(raw) => raw.clone(),
            None => self.plain()?.to_bytes(),
        };
        if !forge.options.is_empty() {
            edits.edits.push(Edit::Options(forge.options.clone()));
        }
        if forge.raw.is_some() && !forge.payload.is_empty() {
            edits.edits.push(Edit::Payload(forge.payload.clone()));
        }
        for (field, value) in &forge.fields {
            edits.set(field, self.value(field, value)? & field.max());
        }
        let mut bytes = edits.apply(&base).map_err(|_| Obstacle::PastTheEnd)?;
        if forge.bad_checksum {
            let start = bytes.first().map_or(0, |b| usize::from(b & 15) * 4);
            if let Some(segment) = bytes.get_mut(start..)
                && let Some(sum) = header::CHECKSUM.read(segment)
            {
                // All ones would be the same sum in one's complement arithmetic.
                header::CHECKSUM.write(segment, sum ^ 0x5555);
            }
        }
        Ok(Datagram::from_bytes(bytes))
    }

    /// The default header, of the end that it claims to come from.
    fn plain(&self) -> Result<Datagram, Obstacle> {
        let s = self.scenario;
        let (connection, side) = match &self.forge.claims {
            Some(end) => (end.connection, s.side_of(end).ok_or(Obstacle::NothingToRead)?),
            None => (0, 0),
        };
        let ends = s.connections.get(usize::from(connection)).map(|c| &c.ends).ok_or(Obstacle::NothingToRead)?;
        let [here, there] = if side == 0 { [&ends[0], &ends[1]] } else { [&ends[1], &ends[0]] };
        let address = |host: u16| s.hosts.get(usize::from(host)).map_or(Addr::default(), |h| h.address);
        let ip = Ipv4Meta {
            source: address(here.host),
            destination: address(there.host),
            id: self.nth as u16,
            ttl: 64,
            dscp: 0,
            ecn: 0,
            df: true,
        };
        let fields = TcpFields { seq: 0, ack: 0, flags: self.forge.flags, window: u16::MAX, urgent: 0, options: &[] };
        Ok(pack_tcp(&ip, here.port, there.port, &fields, &Payload::from(self.forge.payload.clone())))
    }

    fn value(&self, field: &Field, value: &Value) -> Result<u32, Obstacle> {
        value.terms.iter().try_fold(0u32, |sum, (minus, term)| {
            let term = self.term(field, term)?;
            Ok(if *minus { sum.wrapping_sub(term) } else { sum.wrapping_add(term) })
        })
    }

    fn term(&self, field: &Field, term: &Term) -> Result<u32, Obstacle> {
        Ok(match term {
            Term::Number(n) => *n,
            Term::Count => self.nth,
            Term::Random => self.random(field),
            Term::Of(end, what) => self.read(end, *what).ok_or(Obstacle::NothingToRead)?,
        })
    }

    /// Drawn by what is forged, not by its place in the list: whatever else the reader does, it stays.
    fn random(&self, field: &Field) -> u32 {
        let mut about = vec![u64::from(self.nth), u64::from(field.bit)];
        about.extend(self.forge.to_string().as_bytes().chunks(8).map(|part| part.iter().fold(0, |word, b| word << 8 | u64::from(*b))));
        let draw = chance(self.scenario.seed, Purpose::Forge, &about) as u32;
        match field.id {
            id if id == ipv4::SOURCE.id || id == ipv4::DESTINATION.id => 0xc612_0000 | draw & 0x1_ffff,
            id if id == header::SOURCE_PORT.id || id == header::DESTINATION_PORT.id => 1024 + draw % (65_536 - 1024),
            _ => draw,
        }
    }

    fn read(&self, end: &EndName, what: What) -> Option<u32> {
        let s = self.scenario;
        let side = s.side_of(end)?;
        let spec = s.connections.get(usize::from(end.connection))?.ends.get(usize::from(side))?;
        let host: &HostSpec = s.hosts.get(usize::from(spec.host))?;
        match what {
            What::Address => Some(host.address.0),
            What::Port => Some(spec.port.into()),
            What::Variable(wanted) => {
                let all = (self.variables)(EndId { connection: end.connection, side });
                let (_, value) = all.into_iter().find(|(variable, _)| *variable == wanted)?;
                match value {
                    tcp::Value::Own(seq) | tcp::Value::Peer(seq) => Some(seq.0),
                    tcp::Value::Bytes(n) | tcp::Value::Count(n) => Some(n as u32),
                    _ => None,
                }
            }
        }
    }
}

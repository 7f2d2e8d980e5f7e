//! The connections' ends that the host's owner knows: what each is called, and by which ports and addresses.

use super::effect::Tag;
use super::socket::Tuple;
use crate::base::Map;
use crate::tcp::Seq;
use crate::wire::Addr;
use std::rc::Rc;

/// A connection's end that the host's owner knows beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The owner's number for this end.
    pub tag: u32,
    /// Our port; 0 where the host chooses it.
    pub local_port: u16,
    /// The peer's address.
    pub remote: Addr,
    /// The peer's port; 0 where the peer chooses it and the owner says so later.
    pub remote_port: u16,
    /// Our ISN; `None` draws one.
    pub iss: Option<Seq>,
    /// Whether the application accepts the connection by a call of its own; otherwise it is accepted as it is established.
    pub accepts: bool,
}

impl Peer {
    /// Its 4-tuple as announced; a port that is to be chosen is 0.
    pub(super) fn tuple(&self) -> Tuple {
        Tuple { local_port: self.local_port, remote: self.remote, remote_port: self.remote_port }
    }
}

/// What was announced: by number, and by 4-tuple where that is known beforehand.
#[derive(Debug)]
struct Announced {
    /// By number; the owner's numbers are small and lie close together.
    by_tag: Vec<Option<Peer>>,
    by_tuple: Map<Tuple, u32>,
}

/// The announced ends, and the ports that were chosen since.
#[derive(Clone, Debug)]
pub(super) struct Peers {
    announced: Rc<Announced>,
    chosen: Map<u32, Tuple>,
    by_chosen: Map<Tuple, u32>,
}

impl Peers {
    pub fn new(peers: &[Peer]) -> Peers {
        let known = peers.iter().filter(|p| p.local_port != 0 && p.remote_port != 0);
        let by_tuple = Map::of(known.map(|p| (p.tuple(), p.tag)).collect());
        let mut by_tag = vec![None; peers.iter().map(|p| p.tag as usize + 1).max().unwrap_or(0)];
        for peer in peers {
            by_tag[peer.tag as usize] = Some(*peer);
        }
        let announced = Announced { by_tag, by_tuple };
        Peers { announced: Rc::new(announced), chosen: Map::new(), by_chosen: Map::new() }
    }

    /// Every number.
    pub fn tags(&self) -> impl Iterator<Item = u32> {
        self.announced.by_tag.iter().flatten().map(|p| p.tag)
    }

    /// As announced.
    pub fn get(&self, tag: u32) -> Option<Peer> {
        self.announced.by_tag.get(tag as usize).copied().flatten()
    }

    /// The 4-tuple of an end; a port that nobody has chosen yet is 0.
    pub fn tuple(&self, tag: u32) -> Option<Tuple> {
        self.chosen.get(&tag).copied().or_else(|| self.get(tag).map(|p| p.tuple()))
    }

    /// Whose a 4-tuple is.
    pub fn tag(&self, tuple: Tuple) -> Tag {
        self.by_chosen.get(&tuple).or_else(|| self.announced.by_tuple.get(&tuple)).copied()
    }

    /// The 4-tuple of an end became known. Returns the one it had before.
    pub fn choose(&mut self, tag: u32, tuple: Tuple) -> Option<Tuple> {
        let before = self.chosen.insert(tag, tuple);
        if let Some(before) = before {
            self.by_chosen.remove(&before);
        }
        self.by_chosen.insert(tuple, tag);
        before
    }
}

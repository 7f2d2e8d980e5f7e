//! The bulk transfer with this engine: two hosts, datagrams with checksums made and verified, no trace.

use crate::{BUFFER, MSS, Transfer, timed};
use std::collections::VecDeque;
use std::rc::Rc;
use tcplab::base::{Span, Time};
use tcplab::host::{Host, HostConfig, HostEffect, Peer};
use tcplab::tcp::config::Congestion;
use tcplab::tcp::{Answer, AppEvent, Call, Effect, TcpConfig};
use tcplab::wire::{Addr, Datagram, Payload};

const CLIENT: Addr = Addr(0x0a00_0001);
const SERVER: Addr = Addr(0x0a00_0002);

/// A host with the one connection it has, and its application.
struct End {
    host: Host,
    effects: Vec<HostEffect>,
    out: VecDeque<Datagram>,
    writable: bool,
}

impl End {
    fn new(address: Addr, remote: Addr, ports: [u16; 2]) -> End {
        let tcp = TcpConfig {
            mss: Some(MSS),
            send_buffer: BUFFER,
            receive_buffer: BUFFER,
            congestion: Congestion::Reno,
            delayed_ack: Span::from_millis(10),
            ..TcpConfig::default()
        };
        let config = HostConfig { address, ttl: 64, df: true, tcp: Rc::new(tcp), rules: Rc::default(), seed: 1 };
        let peer = Peer { tag: 0, local_port: ports[0], remote, remote_port: ports[1], iss: None, accepts: false };
        End { host: Host::new(config, &[peer]), effects: Vec::new(), out: VecDeque::new(), writable: false }
    }

    /// Does what the host wants done. What it sends waits in `out`.
    fn settle(&mut self) {
        for effect in self.effects.drain(..) {
            match effect {
                HostEffect::Emit(emission) => self.out.push_back(emission.datagram),
                HostEffect::Tcp(_, Effect::Tell(AppEvent::Writable | AppEvent::Connected)) => self.writable = true,
                HostEffect::Faulty(_) | HostEffect::NotForUs | HostEffect::Held | HostEffect::NoSuchConnection => {
                    unreachable!("all is sound here")
                }
                HostEffect::Tcp(..) | HostEffect::Refused { .. } => {}
            }
        }
    }

    fn flush(&mut self, now: Time) {
        self.host.flush(now, &mut self.effects);
        self.settle();
    }

    fn take(&mut self, datagram: &Datagram, now: Time) {
        self.host.receive(datagram, now, &mut self.effects);
        self.settle();
    }
}

/// Carries `source` from one host to the other.
pub fn transfer(source: &[u8]) -> Transfer {
    let bytes = Payload::from(source.to_vec());
    let (took, segments) = timed(|| carry(source, &bytes));
    Transfer { took, segments }
}

fn carry(source: &[u8], bytes: &Payload) -> u64 {
    let mut client = End::new(CLIENT, SERVER, [49152, 80]);
    let mut server = End::new(SERVER, CLIENT, [80, 49152]);
    let (mut sent, mut read, mut segments) = (0u32, 0usize, 0u64);
    let mut now = Time::ZERO;
    server.host.listen(80);
    client.host.connect(0, now, &mut client.effects).unwrap_or_else(|e| panic!("{e}"));
    client.flush(now);
    let mut batch = VecDeque::new();
    while read < source.len() {
        now += Span::from_millis(1);
        while server.host.expire(now, &mut server.effects).is_some() {}
        server.flush(now);
        std::mem::swap(&mut batch, &mut client.out);
        for datagram in batch.drain(..) {
            segments += 1;
            server.take(&datagram, now);
            while let Ok(Answer::Received(piece)) = server.host.call(0, Call::Receive { max: u32::MAX }, now, &mut server.effects) {
                if piece.is_empty() {
                    break;
                }
                let end = read + piece.len() as usize;
                assert!(source.get(read..end) == Some(piece.bytes()), "other bytes arrived");
                read = end;
            }
            server.flush(now);
        }
        now += Span::from_millis(1);
        while client.host.expire(now, &mut client.effects).is_some() {}
        client.flush(now);
        std::mem::swap(&mut batch, &mut server.out);
        for datagram in batch.drain(..) {
            segments += 1;
            client.take(&datagram, now);
            while client.writable {
                let data = bytes.slice(sent, BUFFER);
                let wanted = data.len();
                match client.host.call(0, Call::Send { data, push: false }, now, &mut client.effects) {
                    Ok(Answer::Accepted(n)) => {
                        sent += n;
                        client.writable = n == wanted && n > 0;
                    }
                    _ => client.writable = false,
                }
                client.settle();
            }
            client.flush(now);
        }
    }
    segments
}

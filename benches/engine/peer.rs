//! The same transfer with smoltcp: two interfaces over a queue, the same MSS, buffers, congestion control and acknowledgment of
//! every second segment, and checksums on both sides.

use crate::{BUFFER, MSS, Transfer, timed};
use smoltcp::iface::{Config, Interface, PollIngressSingleResult, SocketHandle, SocketSet};
use smoltcp::phy::{Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::socket::tcp::{CongestionControl, Socket, SocketBuffer};
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};
use std::collections::VecDeque;

/// A link that holds what is to be received and what was sent. Buffers are used again, so that a packet costs no allocation.
struct Queue {
    input: VecDeque<Vec<u8>>,
    output: VecDeque<Vec<u8>>,
    spare: Vec<Vec<u8>>,
}

struct Arrived<'a>(Vec<u8>, &'a mut Vec<Vec<u8>>);
struct Leaving<'a>(&'a mut VecDeque<Vec<u8>>, Vec<u8>);

impl RxToken for Arrived<'_> {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, f: F) -> R {
        let result = f(&self.0);
        self.1.push(self.0);
        result
    }
}
impl TxToken for Leaving<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(mut self, len: usize, f: F) -> R {
        self.1.resize(len, 0);
        let result = f(&mut self.1);
        self.0.push_back(self.1);
        result
    }
}
impl Device for Queue {
    type RxToken<'a> = Arrived<'a>;
    type TxToken<'a> = Leaving<'a>;
    fn receive(&mut self, _: Instant) -> Option<(Arrived<'_>, Leaving<'_>)> {
        let packet = self.input.pop_front()?;
        let fresh = self.spare.pop().unwrap_or_default();
        Some((Arrived(packet, &mut self.spare), Leaving(&mut self.output, fresh)))
    }
    fn transmit(&mut self, _: Instant) -> Option<Leaving<'_>> {
        let fresh = self.spare.pop().unwrap_or_default();
        Some(Leaving(&mut self.output, fresh))
    }
    fn capabilities(&self) -> DeviceCapabilities {
        // The checksums of the default are made and verified.
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = usize::from(MSS) + 40;
        capabilities
    }
}

struct End {
    device: Queue,
    interface: Interface,
    sockets: SocketSet<'static>,
    handle: SocketHandle,
}

impl End {
    fn new(last: u8) -> End {
        let mut device = Queue { input: VecDeque::new(), output: VecDeque::new(), spare: Vec::new() };
        let mut interface = Interface::new(Config::new(HardwareAddress::Ip), &mut device, Instant::ZERO);
        interface.update_ip_addrs(|list| list.push(IpCidr::new(IpAddress::v4(10, 0, 0, last), 24)).unwrap_or_else(|_| panic!("one fits")));
        let buffer = || SocketBuffer::new(vec![0; BUFFER as usize]);
        let mut socket = Socket::new(buffer(), buffer());
        socket.set_congestion_control(CongestionControl::Reno);
        socket.set_ack_delay(Some(Duration::from_millis(10)));
        let mut sockets = SocketSet::new(Vec::new());
        let handle = sockets.add(socket);
        End { device, interface, sockets, handle }
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.handle)
    }

    /// Takes one packet; false if there is none.
    fn take(&mut self, now: Instant) -> bool {
        !matches!(self.interface.poll_ingress_single(now, &mut self.device, &mut self.sockets), PollIngressSingleResult::None)
    }

    fn flush(&mut self, now: Instant) {
        self.interface.poll_egress(now, &mut self.device, &mut self.sockets);
    }
}

/// Carries `source` from one interface to the other.
pub fn transfer(source: &[u8]) -> Transfer {
    let (took, segments) = timed(|| carry(source));
    Transfer { took, segments }
}

fn carry(source: &[u8]) -> u64 {
    let (mut client, mut server) = (End::new(1), End::new(2));
    let (mut sent, mut read, mut segments) = (0usize, 0usize, 0u64);
    let mut now = Instant::ZERO;
    server.socket().listen(80).unwrap_or_else(|e| panic!("{e}"));
    let handle = client.handle;
    let socket = client.sockets.get_mut::<Socket>(handle);
    socket.connect(client.interface.context(), (IpAddress::v4(10, 0, 0, 2), 80), 49152).unwrap_or_else(|e| panic!("{e}"));
    client.flush(now);
    while read < source.len() {
        now += Duration::from_millis(1);
        server.interface.poll_maintenance(now);
        server.flush(now);
        std::mem::swap(&mut server.device.input, &mut client.device.output);
        client.device.spare.append(&mut server.device.spare);
        segments += server.device.input.len() as u64;
        while server.take(now) {
            while server.socket().can_recv() {
                let received = server.socket().recv(|bytes| {
                    assert!(source.get(read..read + bytes.len()) == Some(bytes), "other bytes arrived");
                    (bytes.len(), bytes.len())
                });
                read += received.unwrap_or_else(|e| panic!("{e}"));
            }
            server.flush(now);
        }
        now += Duration::from_millis(1);
        client.interface.poll_maintenance(now);
        client.flush(now);
        std::mem::swap(&mut client.device.input, &mut server.device.output);
        segments += client.device.input.len() as u64;
        while client.take(now) {
            if client.socket().can_send() {
                let rest = source.get(sent..).unwrap_or_default();
                sent += client.socket().send_slice(rest).unwrap_or_else(|e| panic!("{e}"));
            }
            client.flush(now);
        }
    }
    segments
}

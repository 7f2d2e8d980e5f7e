//! The scenario that a file starts from: two hosts, one connection, the RFCs' defaults, and nothing happening.

use super::{ConnectionSpec, EndSpec, HostSpec, Scenario};
use crate::base::Span;
use crate::host::HostRules;
use crate::path::{PipeConfig, RouteConfig};
use crate::tcp::TcpConfig;
use crate::wire::Addr;

impl HostSpec {
    /// A host with the RFCs' defaults and 33 ms to wherever it sends.
    pub fn new(name: &str, key: char, address: Addr) -> HostSpec {
        HostSpec {
            name: name.into(),
            key,
            address,
            ttl: 64,
            df: true,
            profile: "rfc",
            tcp: TcpConfig::default(),
            rules: HostRules::default(),
            uplink: PipeConfig { delay: Span::from_millis(33), ..PipeConfig::default() },
            downlink: PipeConfig::default(),
            route: RouteConfig::default(),
        }
    }
}

impl Scenario {
    /// `client` (192.0.2.1:49152) and `server` (198.51.100.7:80, both from RFC 5737), 66 ms apart and back, seed 1, no script.
    pub fn blank() -> Scenario {
        Scenario {
            seed: 1,
            hosts: vec![HostSpec::new("client", 'c', Addr(0xc000_0201)), HostSpec::new("server", 's', Addr(0xc633_6407))],
            connections: vec![ConnectionSpec {
                ends: [EndSpec { host: 0, port: 49152, iss: None }, EndSpec { host: 1, port: 80, iss: None }],
            }],
            ..Scenario::default()
        }
    }
}

//! The targets of `fuzz/`, driven by chance: always the same inputs, and more of them with `TCPLAB_FUZZ_SECONDS`.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::time::{Duration, Instant};
use tcplab::base::{Purpose, chance};
use tcplab::scenario::{catalogue, file};
use tcplab::sim::simulate;

/// How often each is tried when no time is given.
const TIMES: u64 = 300;

/// Lets `target` have one input after another; the number of a failing one is printed, and `TCPLAB_FUZZ_FROM` begins there.
fn drive(target: fn(&[u8]), input: impl Fn(&mut Chance) -> Vec<u8>) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let until = number("TCPLAB_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let from = number("TCPLAB_FUZZ_FROM").unwrap_or(0);
    for n in from.. {
        if until.map_or(n - from >= TIMES, |until| Instant::now() >= until) {
            return;
        }
        let bytes = input(&mut Chance { seed: n, drawn: 0 });
        let here = Here(n);
        target(&bytes);
        std::mem::forget(here);
    }
}

/// Says which input was at work when a panic passes by.
struct Here(u64);

impl Drop for Here {
    fn drop(&mut self) {
        eprintln!("input {}: TCPLAB_FUZZ_FROM={} repeats it", self.0, self.0);
    }
}

struct Chance {
    seed: u64,
    drawn: u64,
}

impl Chance {
    fn draw(&mut self, below: usize) -> usize {
        self.drawn += 1;
        (chance(self.seed, Purpose::Secret, &[self.drawn]) % below.max(1) as u64) as usize
    }
    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.draw(256) as u8).collect()
    }
    /// Changes a few places: a byte, a piece gone, a piece twice, something strange put in.
    fn mangle(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        const STRANGE: [&str; 14] =
            ["0", "-1", "99999999999999999999", "&", "=", "%", "%FF", "}", "]", "\"", "\u{1f98a}", "ns", "profile", "null"];
        for _ in 0..self.draw(4) {
            let at = self.draw(bytes.len() + 1);
            let end = (at + self.draw(12)).min(bytes.len());
            match self.draw(4) {
                0 if at < bytes.len() => bytes[at] = self.draw(256) as u8,
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => drop(bytes.splice(at..at, STRANGE[self.draw(STRANGE.len())].bytes())),
            }
        }
        bytes
    }
}

#[test]
fn any_bytes_are_a_datagram_or_faulty() {
    let trace = simulate(&catalogue::find("http-post").unwrap().into());
    let real: Vec<Vec<u8>> = trace.segments().map(|row| [row.head, row.payload.bytes()].concat()).collect();
    drive(fuzz::wire, |c| {
        let (len, which) = (c.draw(90), c.draw(real.len()));
        if c.draw(3) == 0 { c.bytes(len) } else { c.mangle(real[which].clone()) }
    });
}

#[test]
fn any_text_is_a_link_or_has_problems() {
    const LINKS: [&str; 4] = [
        "#/three-way-handshake?profile=linux&server.profile=teaching&msl=5s&loss=0.1&drop=c3",
        "#/lost-last-ack?rtt=100ms&server.rate=1500kbps&client.iss=100&nagle=off&edit=c1:tcp.syn=0&drop=s2!A.1.0.a2",
        "#/http-post?mss=none&iw=rfc5681&user_timeout=30s&off=drop:c4&lang=zh&at=c3",
        "#/four-way-close?edit=c2:@12=ff00,~17,opts=0204,data=00,sum=keep,len=keep&seed=18446744073709551615",
    ];
    drive(fuzz::link, |c| {
        let link = LINKS[c.draw(LINKS.len())];
        c.mangle(link.as_bytes().to_vec())
    });
}

#[test]
fn any_text_is_a_scenario_or_has_problems() {
    let files: Vec<String> = catalogue::all().iter().map(file::write).collect();
    drive(fuzz::file, |c| {
        let text = &files[c.draw(files.len())];
        c.mangle(text.as_bytes().to_vec())
    });
}

#[test]
fn any_run_ends_and_ends_again_in_the_same_way() {
    drive(fuzz::run, |c| c.bytes(160));
}

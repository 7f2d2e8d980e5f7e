//! The command line, as a user calls it.

use std::io::Read;
use std::process::{Command, Output, Stdio};

fn tcplab(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tcplab")).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn list_names_every_scenario_slug_first() {
    for (lang, title) in [("en", "Three-way handshake"), ("zh", "三次握手")] {
        let out = tcplab(&["list", "--lang", lang]);
        let lines: Vec<&str> = text(&out.stdout).lines().collect();
        assert_eq!(lines.len(), tcplab::scenario::catalogue::FILES.len());
        let (slug, rest) = lines[0].split_once(' ').unwrap();
        assert_eq!((slug, rest.trim()), ("three-way-handshake", title));
    }
}

#[test]
fn run_prints_the_ladder_and_its_digest() {
    let out = tcplab(&["run", "http-post", "--drop", "c5"]);
    let ladder = text(&out.stdout);
    assert!(out.status.success());
    for part in [
        "connect(), SYN-SENT",
        "SYN,ACK seq=0 ack=1",
        "✕ c5 lost (dropped)",
        "PSH,ACK seq=2001 ack=1 len=400 · retx",
        "2MSL",
        "nothing more can happen",
        "wire digest ",
    ] {
        assert!(ladder.contains(part), "{part:?} is missing in\n{ladder}");
    }
    let again = tcplab(&["run", "--url", "#/http-post?drop=c5"]);
    assert_eq!(text(&again.stdout), ladder, "a link says the same as options");
    assert_eq!(text(&tcplab(&["run", "http-post", "--change", "drop c5"]).stdout), ladder);
}

#[test]
fn every_intervention_can_be_made_by_an_option_and_by_a_link() {
    for (option, link) in [
        ("delay c4: 50ms", "delay=c4:50ms"),
        ("dup c4: 2@10ms", "dup=c4:2@10ms"),
        ("reorder c4: 2", "reorder=c4:2"),
        ("corrupt c4: 3", "corrupt=c4:3"),
        ("forge 200ms: flags=S,tcp.seq=random", "forge=200ms:flags=S,tcp.seq=random"),
        ("call 300ms: client close", "call=300ms:client%20close"),
        ("drop every(from=client,data)", "drop=every(from=client,data)"),
    ] {
        let out = tcplab(&["run", "http-post", "--change", option]);
        assert!(out.status.success(), "{option}: {}", text(&out.stderr));
        assert_eq!(text(&out.stdout), text(&tcplab(&["run", &format!("#/http-post?{link}")]).stdout), "{option}");
        assert_ne!(text(&out.stdout), text(&tcplab(&["run", "http-post"]).stdout), "{option}");
    }
    let wrong = tcplab(&["run", "http-post", "--change", "delay c4 50ms"]);
    assert!(!wrong.status.success() && text(&wrong.stderr).contains("--change"), "{}", text(&wrong.stderr));
}

#[test]
fn json_holds_the_whole_trace() {
    let out = tcplab(&["run", "closed-port", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(json["format"], "tcplab-trace-1");
    assert_eq!(json["segments"][1]["tcp"]["flags"], "RST,ACK");
    assert_eq!(json["segments"][0]["head"].as_str().unwrap().len(), 88);
    assert_eq!(json["stop"], "quiet");
    assert!(json["steps"].as_array().unwrap().iter().any(|s| s["reasons"][0]["rfc"] == 9293));
    assert_eq!(json["wire_digest"].as_str().unwrap().len(), 32);
}

#[test]
fn a_scenario_of_ones_own_runs_from_its_file() {
    let path = std::env::temp_dir().join(format!("tcplab-cli-{}.json", std::process::id()));
    let file = tcplab(&["run", "four-way-close", "--set", "msl=1s", "--scenario-file"]).stdout;
    std::fs::write(&path, &file).unwrap();
    let own = tcplab(&["run", path.to_str().unwrap(), "--json"]);
    std::fs::write(&path, "{\"slug\": \"x\", \"settings\": {\"msl\": \"soon\"}}").unwrap();
    let broken = tcplab(&["run", path.to_str().unwrap()]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(own.stdout, tcplab(&["run", "four-way-close", "--set", "msl=1s", "--json"]).stdout);
    assert_eq!(broken.status.code(), Some(2));
    assert!(text(&broken.stderr).contains("settings.msl: `soon` is not a time with a unit"), "{}", text(&broken.stderr));
}

#[test]
fn bad_input_ends_with_code_2_and_says_what_to_mend() {
    for (args, said) in [
        (&["run", "three-way-handshak"][..], "the nearest is `three-way-handshake`"),
        (&["run", "http-post", "--set", "loss=abc"], "loss: `abc` is not a probability"),
        (&["run", "http-post", "--set", "mss=0"], "mss: 0 is outside 1 to 65495"),
        (&["run", "http-post", "--set", "sped=1"], "the nearest is `seed`"),
        (&["run", "http-post", "--drop", "third"], "neither a segment's name"),
        (&["run", "http-post", "--edit", "c1:tcp.sin=0"], "tcp.syn"),
        (&["run", "http-post", "--why", "c99"], "there is no segment c99"),
        (&["run", "no/such/file.json"], "no/such/file.json"),
        (&["run", "--url", "#/http-post?rtt=long"], "rtt: `long`"),
        (&["run"], "required"),
        (&["dance"], "dance"),
    ] {
        let out = tcplab(args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(text(&out.stderr).contains(said), "{args:?}: {}", text(&out.stderr));
        assert!(out.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tcplab"))
        .args(["run", "http-post", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.success(), text(&out.stderr)), (true, ""));
}

#[test]
fn why_names_the_rule_and_its_rfc() {
    let out = tcplab(&["run", "lost-syn", "--why", "c2"]);
    let said = text(&out.stdout);
    assert!(said.contains("Why c2 was sent") && said.contains("RFC 6298"), "{said}");
    assert!(!said.contains('{'), "a placeholder stayed empty:\n{said}");
}

#[test]
fn a_capture_of_a_host_is_written_and_an_unknown_host_refused() {
    let out = tcplab(&["run", "closed-port", "--pcapng", "client"]);
    assert!(out.status.success() && out.stdout.starts_with(b"\n\r\r\n"));
    let wrong = tcplab(&["run", "closed-port", "--pcapng", "nobody"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("client, server"));
}

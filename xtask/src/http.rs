//! A static file server of one folder, on 127.0.0.1: HTTP/1.1, GET and HEAD, 404 for what is not there.
//!
//! The end-to-end tests include this file too, so that they meet the server that `serve` is.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is served, and how.
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// The path that the folder stands under, with a slash at either end.
    pub under: &'static str,
    /// Whether `Access-Control-Allow-Origin: *` is sent.
    pub cors: bool,
    /// Files that are not in the folder, by name from `under`.
    pub extra: Vec<(&'static str, String)>,
    /// Beginnings of names that are said not to be there.
    pub missing: &'static [&'static str],
    /// Beginnings of names of which the first that is asked for is said not to be there.
    pub missing_once: Mutex<Vec<&'static str>>,
    /// What to put right after `<head>` in each HTML file.
    pub in_head: &'static str,
}

impl Site {
    /// A folder as it is, at the root, readable from any origin.
    pub fn plain(root: PathBuf) -> Site {
        Site { root, under: "/", cors: true, extra: Vec::new(), missing: &[], missing_once: Mutex::default(), in_head: "" }
    }

    /// Serves on this port, or on a free one where it is 0, until the process ends. Returns the address in use.
    pub fn serve(self, port: u16) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let site = Arc::new(self);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&site);
                // A browser drops connections as it likes; that is no fault.
                std::thread::spawn(move || drop(site.converse(&stream)));
            }
        });
        Ok(address)
    }

    fn converse(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let mut reader = BufReader::new(stream);
        loop {
            let mut request = String::new();
            if reader.read_line(&mut request)? == 0 {
                return Ok(());
            }
            let mut header = String::new();
            while reader.read_line(&mut header)? > 2 {
                header.clear();
            }
            let mut words = request.split_whitespace();
            let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let (status, kind, body) = match method {
                "GET" | "HEAD" => match self.find(target) {
                    Some((kind, body)) => ("200 OK", kind, body),
                    None => ("404 Not Found", "text/plain", b"Not found\n".to_vec()),
                },
                _ => ("405 Method Not Allowed", "text/plain", b"Only GET and HEAD\n".to_vec()),
            };
            let cors = if self.cors { "Access-Control-Allow-Origin: *\r\n" } else { "" };
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\
                 X-Content-Type-Options: nosniff\r\n{cors}\r\n"
            );
            stream.write_all(head.as_bytes())?;
            if method != "HEAD" {
                stream.write_all(&body)?;
            }
        }
    }

    fn find(&self, target: &str) -> Option<(&'static str, Vec<u8>)> {
        let path = target.split(['?', '#']).next()?;
        let mut name = percent_decoded(path.strip_prefix(self.under)?)?;
        if name.is_empty() || name.ends_with('/') {
            name.push_str("index.html");
        }
        if self.missing.iter().any(|beginning| name.starts_with(beginning)) {
            return None;
        }
        let mut once = self.missing_once.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = once.iter().position(|beginning| name.starts_with(beginning)) {
            once.remove(at);
            return None;
        }
        drop(once);
        let kind = content_type(&name);
        let body = match self.extra.iter().find(|(extra, _)| *extra == name) {
            Some((_, text)) => text.clone().into_bytes(),
            None => std::fs::read(self.root.join(safe(&name)?)).ok()?,
        };
        if self.in_head.is_empty() || !kind.starts_with("text/html") {
            return Some((kind, body));
        }
        let html = String::from_utf8(body).ok()?;
        Some((kind, html.replacen("<head>", &format!("<head>{}", self.in_head), 1).into_bytes()))
    }
}

/// The name as a path that stays inside the folder.
fn safe(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    path.components().all(|part| matches!(part, Component::Normal(_))).then_some(path)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

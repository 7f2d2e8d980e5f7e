//! The engine against the text of RFC 9293 and its companions. A test of a numbered requirement bears the number.
#![allow(missing_docs, clippy::unreadable_literal)]

mod calls;
mod close;
mod data;
mod ecn;
mod handshake;
mod harness;
mod header;
mod icmp;
mod idle;
mod interface;
mod loss;
mod random;
mod source_route;
mod states;
mod table;
mod urgent;
mod variants;

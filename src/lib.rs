//! tcplab.

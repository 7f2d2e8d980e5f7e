//! A filter in the router, before one host: what it does to segments for that host's ports.

use std::fmt;

/// Most rules of one filter.
pub const MOST: usize = 4;

/// What is done to what a rule fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is dropped without a word.
    Drop,
    /// It is dropped, and a RST answers it in the host's name.
    Reset,
    /// It is dropped, and an ICMP error says that it is forbidden (RFC 1812 §5.2.7.1, code 13).
    Prohibit,
}

impl Verdict {
    /// All, with their names.
    pub const NAMES: [(Verdict, &'static str); 3] = [(Verdict::Drop, "drop"), (Verdict::Reset, "rst"), (Verdict::Prohibit, "icmp")];
}

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterRule {
    /// The destination port; `None` is any datagram.
    pub port: Option<u16>,
    /// What is done.
    pub verdict: Verdict,
}

/// A list of rules; the first that fits decides, and what none fits passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter([Option<FilterRule>; MOST]);

/// Why a text is no filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a filter of at most four rules, such as 80:drop,443:rst,*:icmp")]
pub struct FilterError;

impl Filter {
    /// What is done to a datagram for `port` (`None`: it shows none); `None` lets it pass.
    pub fn verdict(&self, port: Option<u16>) -> Option<Verdict> {
        self.0.iter().flatten().find(|rule| rule.port.is_none() || rule.port == port).map(|rule| rule.verdict)
    }
}

/// `80:drop,443:rst,*:icmp`.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, rule) in self.0.iter().flatten().enumerate() {
            f.write_str(if i == 0 { "" } else { "," })?;
            match rule.port {
                Some(port) => write!(f, "{port}")?,
                None => f.write_str("*")?,
            }
            let name = Verdict::NAMES.iter().find(|(v, _)| *v == rule.verdict).map_or("", |(_, name)| name);
            write!(f, ":{name}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Filter {
    type Err = FilterError;
    fn from_str(text: &str) -> Result<Filter, FilterError> {
        let mut out = Filter::default();
        let mut places = out.0.iter_mut();
        for part in text.split(',') {
            let (port, name) = part.trim().split_once(':').ok_or(FilterError)?;
            let port = if port == "*" { None } else { Some(port.parse::<u16>().map_err(|_| FilterError)?) };
            let (verdict, _) = Verdict::NAMES.iter().find(|(_, n)| *n == name).ok_or(FilterError)?;
            *places.next().ok_or(FilterError)? = Some(FilterRule { port, verdict: *verdict });
        }
        Ok(out)
    }
}

//! Profiles: settings under one name. What a profile does not name is the RFC's.
//!
//! A host that changes its profile changes each of these settings that still has the old profile's value; one that was set to
//! something else stays. So what a file or a link says itself wins, and a profile makes no scenario lose its point.

use super::{SETTINGS, Setting, Value};
use crate::scenario::Scenario;

/// A profile.
#[derive(Debug)]
pub struct Profile {
    /// Its name in files and links; its words are `setting.profile.<id>`.
    pub id: &'static str,
    /// Names of settings and their text, as a link has them.
    pub values: &'static [(&'static str, &'static str)],
}

/// The names, in the page's order. The first is where nothing is said.
pub(super) const NAMES: &[&str] = &["rfc", "linux", "freebsd", "teaching"];

/// Every profile.
pub static PROFILES: &[Profile] = &[
    Profile { id: "rfc", values: &[] },
    // Linux 6, default sysctls. What it does by adapting (buffers, delayed acknowledgments, CUBIC) is not here.
    Profile {
        id: "linux",
        values: &[
            // TCP_TIMEWAIT_LEN is 60 s.
            ("msl", "30s"),
            // What a SYN offers: 44 segments of 1460.
            ("rcv_buf", "64240"),
            ("ecn", "accept"),
            // RTTVAR never counts for less than 200 ms, so the RTO is the round trip and at least that.
            ("rto_min", "200ms"),
            ("clock_granularity", "200ms"),
            ("rto_max", "120s"),
            // tcp_retries2 = 15, tcp_syn_retries = 6.
            ("r2", "924.6s"),
            ("r2_syn", "127s"),
            ("persist_max", "120s"),
            ("keepalive_probes", "9"),
            ("icmp_aborts", "off"),
            ("reset_ack", "on"),
        ],
    },
    // FreeBSD 14, default sysctls.
    Profile {
        id: "freebsd",
        values: &[
            ("msl", "30s"),
            ("snd_buf", "32768"),
            ("rcv_buf", "65536"),
            ("ecn", "accept"),
            // rexmit_slop adds 200 ms to every RTO; here it stands for the least variation.
            ("rto_min", "30ms"),
            ("clock_granularity", "200ms"),
            ("rto_max", "64s"),
            ("rto_after_syn_loss", "1s"),
            // Twelve retransmissions from 1 s on, at most 64 s apart; keepinit.
            ("r2", "511s"),
            ("r2_syn", "75s"),
            ("persist_initial", "5s"),
            // always_keepalive is on, whatever MUST-25 says.
            ("keepalive", "on"),
            ("keepalive_probes", "8"),
            ("icmp_aborts", "off"),
            ("reset_ack", "on"),
        ],
    },
    // Numbers that a reader can follow on paper, and waits that end.
    Profile {
        id: "teaching",
        values: &[
            ("iss", "0"),
            ("msl", "5s"),
            ("mss", "100"),
            ("snd_buf", "4000"),
            ("rcv_buf", "1000"),
            ("delack", "100ms"),
            ("iw", "2"),
            ("rto_max", "8s"),
            ("rto_after_syn_loss", "1s"),
            ("r2", "20s"),
            ("r2_syn", "20s"),
            ("persist_max", "8s"),
            ("keepalive_time", "10s"),
            ("keepalive_interval", "2s"),
            ("keepalive_probes", "3"),
        ],
    },
];

/// The value of a setting under a profile.
fn value(profile: &Profile, setting: &Setting) -> Option<Value> {
    let own = profile.values.iter().find(|(id, _)| *id == setting.id);
    setting.parse(own.map_or(setting.default, |(_, text)| text)).ok()
}

/// Puts a host under the profile of that name.
pub(super) fn apply(s: &mut Scenario, host: usize, name: &'static str) {
    let named = |id: &str| PROFILES.iter().find(|p| p.id == id);
    let Some(spec) = s.hosts.get_mut(host) else { return };
    let (Some(old), Some(new)) = (named(std::mem::replace(&mut spec.profile, name)), named(name)) else { return };
    for setting in SETTINGS {
        if [old, new].iter().any(|p| p.values.iter().any(|(id, _)| *id == setting.id))
            && let (Some(was), Some(is)) = (value(old, setting), value(new, setting))
            && setting.get(s, Some(host)) == Some(was)
        {
            setting.set(s, Some(host), is);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{check, settings};

    #[test]
    fn every_value_of_a_profile_is_one_that_the_setting_takes_and_says_again() {
        assert_eq!(PROFILES.iter().map(|p| p.id).collect::<Vec<_>>(), NAMES);
        for profile in PROFILES {
            for (id, text) in profile.values {
                let setting = settings::find(id).unwrap_or_else(|| panic!("{id}"));
                assert!(setting.per_host() && !setting.default.is_empty(), "{id}");
                let parsed = setting.parse(text).unwrap_or_else(|e| panic!("{id}: {e}"));
                assert_eq!(parsed.to_string(), *text, "{id}");
                assert_ne!(Ok(parsed), setting.parse(setting.default), "{}: {id} is the RFC's", profile.id);
            }
        }
    }

    #[test]
    fn under_every_profile_a_scenario_is_sound_and_back_under_the_rfcs_it_is_as_before() {
        for profile in NAMES {
            let mut s = Scenario { slug: "x".into(), ..Scenario::blank() };
            settings::set(&mut s, "profile", profile).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(check::check(&s), []);
            settings::set(&mut s, "profile", "rfc").unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(s, Scenario { slug: "x".into(), ..Scenario::blank() });
        }
    }
}

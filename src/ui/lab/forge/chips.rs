//! The chips of the dialog: what sort it is, who sends it, whom it claims to be, its control bits and its checksum.

use super::sorts::{SORTS, claiming, end_of, parties, sort, sort_of};
use crate::locale::{Key, Words, lab, shell};
use crate::scenario::Scenario;
use crate::scenario::intervention::Forge;
use crate::ui::el::{El, div, press, span};
use crate::wire::Flags;
use yew::Callback;

/// Makes the chips of what is forged; none of them does anything while that cannot be read.
pub struct Chips<'a> {
    /// Language.
    pub words: &'a Words,
    /// The hosts and their connections.
    pub scenario: &'a Scenario,
    /// What is forged.
    pub forge: Option<&'a Forge>,
    /// Forges another instead.
    pub put: &'a Callback<Forge>,
}

impl Chips<'_> {
    fn chip(&self, id: String, on: bool, next: Option<Forge>, said: &str) -> El {
        let (off, put) = (next.is_none(), self.put.clone());
        let choose = move || {
            if let Some(next) = &next {
                put.emit(next.clone());
            }
        };
        press("chip")
            .key(id.clone())
            .set("data-forge", id)
            .state("aria-pressed", on)
            .flag("disabled", off)
            .click(choose)
            .text(said.to_owned())
    }

    fn group(&self, key: Key, chips: impl Iterator<Item = El>) -> El {
        let (tag, list) = (span("tag").say(self.words, key), span("chip-list").all(chips));
        div("forge-chips").attr("role", "group").name(self.words, key).child(tag).child(list)
    }

    fn text(&self, id: &str) -> &str {
        self.words.find(id).unwrap_or_default()
    }

    /// What is usually forged.
    pub fn sorts(&self) -> El {
        let victim = self.forge.and_then(|forge| parties(self.scenario, forge)[1].clone());
        let now = self.forge.and_then(|forge| sort_of(self.scenario, forge));
        let chips = SORTS.iter().map(|(id, what)| {
            let usual = victim.as_ref().and_then(|victim| sort(what, victim));
            let next =
                self.forge.zip(usual).map(|(forge, usual)| Forge { from: forge.from.clone(), claims: forge.claims.clone(), ..usual });
            self.chip(["sort-", id].concat(), now == Some(id), next, self.text(&["forge.sort.", id].concat()))
        });
        self.group(lab::FORGE_SORT, chips)
    }

    /// Who sends it: a host, or somebody outside.
    pub fn senders(&self) -> El {
        let chips = self.scenario.hosts.iter().map(|host| Some(host.name.clone())).chain([None]).map(|host| {
            let said = host.as_deref().map_or_else(|| self.words.text(shell::FORGE_OUTSIDE), |host| self.words.host(host));
            let on = self.forge.is_some_and(|forge| forge.from == host);
            let next = self.forge.map(|forge| Forge { from: host.clone(), ..forge.clone() });
            self.chip(["from-", host.as_deref().unwrap_or("outside")].concat(), on, next, said)
        });
        self.group(shell::FORGE_FROM, chips)
    }

    /// Which end it claims to be.
    pub fn claims(&self) -> El {
        let count = self.scenario.connections.len() as u16;
        let ends = (0..count).flat_map(|connection| [(connection, 0), (connection, 1)]);
        let claimed = self.forge.and_then(|forge| parties(self.scenario, forge)[0].clone());
        let chips = ends.filter_map(|(connection, side)| end_of(self.scenario, connection, side)).map(|end| {
            let host = self.words.host(&end.host);
            let said = if count > 1 { [host, " ", &(end.connection + 1).to_string()].concat() } else { host.to_owned() };
            let next = self.forge.map(|forge| claiming(self.scenario, forge, end.clone()));
            self.chip(["as-", &end.to_string()].concat(), claimed.as_ref() == Some(&end), next, &said)
        });
        self.group(lab::FORGE_CLAIMS, chips)
    }

    /// Its control bits, and whether its checksum is wrong. Bytes that are given as they are have their control bits among them.
    pub fn flags(&self) -> El {
        let plain = self.forge.filter(|forge| forge.raw.is_none());
        let chips = Flags::NAMES.iter().map(|(flag, name)| {
            let on = plain.is_some_and(|forge| forge.flags.has(*flag));
            let next = plain.map(|forge| Forge { flags: Flags(forge.flags.0 ^ flag.0), ..forge.clone() });
            self.chip(["flag-", name].concat(), on, next, name)
        });
        let bad = self.forge.is_some_and(|forge| forge.bad_checksum);
        let wrong_sum = self.forge.map(|forge| Forge { bad_checksum: !bad, ..forge.clone() });
        self.group(lab::FORGE_FLAGS, chips.chain([self.chip("sum".to_owned(), bad, wrong_sum, self.text("forge.sum"))]))
    }
}

//! The reasons of a step as text.

use super::value::{Numbers, text};
use crate::locale::{Words, fill};
use crate::sim::{EndId, Item, SegmentId, StepId, Trace};
use crate::tcp::Reason;
use std::fmt::{self, Write};

/// Why a segment was sent, and what its receiver did with it.
pub fn segment(trace: &Trace, id: SegmentId, numbers: Numbers, words: &Words, out: &mut impl Write) -> fmt::Result {
    let Some(row) = trace.segment(id) else { return Ok(()) };
    writeln!(out, "Why {} was sent:", row.name)?;
    step(trace, row.cause, numbers, words, out)?;
    if let Some(ended) = row.ended_by {
        writeln!(out, "\nWhat became of {}:", row.name)?;
        step(trace, ended, numbers, words, out)?;
    }
    Ok(())
}

/// The reasons of one step, and the variables it changed.
pub fn step(trace: &Trace, id: StepId, numbers: Numbers, words: &Words, out: &mut impl Write) -> fmt::Result {
    let (Some(explanation), Some(step)) = (trace.explain(id), trace.step(id)) else { return Ok(()) };
    writeln!(out, "  at {}", super::text::clock(step.time))?;
    for item in &explanation.items {
        match item {
            Item::Why(end, reason) => why(trace, id, *end, reason, numbers, words, out)?,
            Item::Fault(fault) => writeln!(out, "  the datagram is dropped: {fault:?}")?,
            Item::NoSuchConnection => writeln!(out, "  no connection and no listener fits it")?,
            Item::Did(..) => {}
        }
    }
    for change in &explanation.ends {
        for (variable, was, now) in change.changed() {
            let [was, now] = [was, now].map(|v| text(trace, id, change.end, v, numbers));
            writeln!(out, "  {} {}: {was} → {now}", name(trace, change.end), variable.name())?;
        }
    }
    Ok(())
}

fn why(trace: &Trace, step: StepId, end: EndId, reason: &Reason, numbers: Numbers, words: &Words, out: &mut impl Write) -> fmt::Result {
    let id = reason.rule.id();
    let (rfc, section) = reason.rule.source();
    let facts: Vec<(&str, String)> = reason.facts.iter().map(|f| (f.name, text(trace, step, end, f.value, numbers))).collect();
    let values: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = fill(words.find(&format!("rule.{id}")).unwrap_or(id), &values);
    writeln!(out, "  {}: {said} (RFC {rfc} §{section})", name(trace, end))?;
    facts.iter().try_for_each(|(name, value)| writeln!(out, "    {name} = {value}"))
}

/// The name of an end's host.
fn name(trace: &Trace, end: EndId) -> &str {
    let s = trace.scenario();
    let spec = s.connections.get(usize::from(end.connection)).and_then(|c| c.ends.get(usize::from(end.side)));
    spec.and_then(|e| s.hosts.get(usize::from(e.host))).map_or("", |h| h.name.as_str())
}

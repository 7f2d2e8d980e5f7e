//! `tcplab list`, `tcplab run …`. Bad input ends with code 2 and says what to mend; a reader that closes the pipe early is no error.

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::ser::{PrettyFormatter, Serializer};
use std::fmt::Display;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use tcplab::export::{json, pcapng, text, value::Numbers, why};
use tcplab::locale::Words;
use tcplab::scenario::problem::{Problem, ProblemKind, clip};
use tcplab::scenario::url::{self, Link};
use tcplab::scenario::{Intervention, Scenario, SegmentName, catalogue, check, file, settings};
use tcplab::sim::{Trace, simulate};

/// A TCP engine and a simulated path, on the command line.
#[derive(Parser)]
#[command(name = "tcplab", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Name every scenario of the catalogue, one a line
    List {
        /// Language of the titles
        #[arg(long, value_enum, default_value_t = Language::En)]
        lang: Language,
    },
    /// Run a scenario and print its ladder
    Run(Box<Run>),
    /// Name every parameter with its range and default
    Settings,
}

#[derive(Args)]
struct Run {
    /// A scenario of the catalogue, a JSON file, or a link from its `#` on
    #[arg(required_unless_present = "url")]
    scenario: Option<String>,
    /// Set a parameter, such as msl=5s or client.loss=0.1 (`tcplab settings` names them)
    #[arg(long = "set", value_name = "NAME=VALUE")]
    settings: Vec<String>,
    /// Lose a segment, such as c3
    #[arg(long, value_name = "SEGMENT")]
    drop: Vec<String>,
    /// Change a segment, such as c1:tcp.syn=0
    #[arg(long, value_name = "SEGMENT:EDITS")]
    edit: Vec<String>,
    /// Make any intervention, such as "delay c3: 200ms", "dup s2", "reorder c4", "corrupt c4: 3", "forge 1s: flags=R" or "call 1s: client close"
    #[arg(long, value_name = "INTERVENTION")]
    change: Vec<String>,
    /// A link, from its `#` on; with a scenario as well, only what follows the link's `?` counts
    #[arg(long)]
    url: Option<String>,
    /// Print the whole trace as JSON
    #[arg(long)]
    json: bool,
    /// Write what this host sees, such as client, as a pcapng capture. Payloads are the scenario's: for tshark to take none of them for
    /// the protocol of a port, give it -d udp.port==53,data
    #[arg(long, value_name = "HOST", conflicts_with = "json")]
    pcapng: Option<String>,
    /// Print the scenario as a file instead of running it
    #[arg(long, conflicts_with = "json")]
    scenario_file: bool,
    /// Print why a segment was sent and what became of it
    #[arg(long, value_name = "SEGMENT", conflicts_with = "json")]
    why: Vec<String>,
    /// Print the ladder of one connection alone, counted from 0
    #[arg(long, value_name = "NUMBER", conflicts_with = "json")]
    connection: Option<u16>,
    /// Print sequence numbers as they travel, not from the ISN
    #[arg(long)]
    absolute: bool,
    /// Print them from the ISN, where the scenario has them as they travel
    #[arg(long, conflicts_with = "absolute")]
    relative: bool,
    /// Language of titles
    #[arg(long, value_enum, default_value_t = Language::En)]
    lang: Language,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    En,
    Zh,
}

/// What ends the program early.
enum Stop {
    /// The input is wrong, in these ways.
    Input(Vec<Problem>),
    /// Something could not be read or written.
    Io(String, io::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Input(vec![problem])
    }
}

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match &cli.command {
        Command::List { lang } => list(*lang, &mut out),
        Command::Run(run) => run.run(&mut out),
        Command::Settings => all_settings(&mut out),
    };
    match done.and_then(|()| out.flush().map_err(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Io(_, error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Stop::Io(what, error)) => complain(&[format!("{what}: {error}")]),
        Err(Stop::Input(problems)) => complain(&problems),
    }
}

fn complain(problems: &[impl Display]) -> ExitCode {
    let mut err = io::stderr().lock();
    for problem in problems {
        // Nowhere is left to report that stderr is closed.
        let _ = writeln!(err, "tcplab: {problem}");
    }
    ExitCode::from(2)
}

fn output(error: io::Error) -> Stop {
    Stop::Io("output".into(), error)
}

fn list(lang: Language, out: &mut impl Write) -> Result<(), Stop> {
    let width = catalogue::slugs().map(str::len).max().unwrap_or(0);
    for s in catalogue::all() {
        let title = if lang == Language::Zh { &s.title.zh } else { &s.title.en };
        writeln!(out, "{:width$}  {title}", s.slug).map_err(output)?;
    }
    Ok(())
}

fn all_settings(out: &mut impl Write) -> Result<(), Stop> {
    let words = Words::load("en");
    for s in settings::SETTINGS {
        let range = s.unit.range().map(|(a, b)| format!("{a} to {b}"));
        let values: Vec<String> = range.into_iter().chain(s.words.iter().map(|w| (*w).to_owned())).collect();
        let values = if s.unit == settings::Unit::Switch { "on, off".to_owned() } else { values.join(", ") };
        let name = words.find(&format!("setting.{}", s.id)).unwrap_or_default();
        let scope = if s.per_host() { "client. server." } else { "" };
        let default = if s.default.is_empty() { String::new() } else { format!(" (default {})", s.default) };
        writeln!(out, "{:18} {scope:15} {name}: {values}{default}", s.id).map_err(output)?;
    }
    Ok(())
}

impl Run {
    fn run(&self, out: &mut impl Write) -> Result<(), Stop> {
        let scenario = Rc::new(self.scenario()?);
        if self.scenario_file {
            return out.write_all(file::write(&scenario).as_bytes()).map_err(output);
        }
        if let Some(number) = self.connection.filter(|n| usize::from(*n) >= scenario.connections.len()) {
            let kind = ProblemKind::NoConnection { number: number.to_string(), count: scenario.connections.len().to_string() };
            return Err(Problem::new("connection", kind).into());
        }
        let trace = simulate(&scenario);
        if let Some(name) = &self.pcapng {
            let host = scenario.hosts.iter().position(|h| h.name == *name).and_then(|i| u16::try_from(i).ok());
            let hosts = || scenario.hosts.iter().map(|h| h.name.as_str()).collect::<Vec<_>>().join(", ");
            let host = host.ok_or_else(|| Problem::new("--pcapng", ProblemKind::UnknownHost { name: clip(name), hosts: hosts() }))?;
            return out.write_all(&pcapng::write(&trace, host)).map_err(output);
        }
        let numbers = if self.absolute || (scenario.absolute && !self.relative) { Numbers::Absolute } else { Numbers::Relative };
        if self.json {
            return json(&trace, out);
        }
        let mut page = String::new();
        if self.why.is_empty() {
            let title = if self.lang == Language::Zh { &scenario.title.zh } else { &scenario.title.en };
            let base = catalogue::find(&scenario.slug).filter(|base| base.hosts.len() == scenario.hosts.len());
            let link = base.map_or(String::new(), |base| Link::between(&base, &scenario).to_string());
            let options = text::Options { numbers, title, link: &link, connection: self.connection };
            // Writing to a string cannot fail.
            let _ = text::write(&trace, options, &mut page);
        }
        let words = Words::load("en");
        for name in &self.why {
            let parsed: SegmentName = name.parse().map_err(|_| Problem::new("--why", ProblemKind::NotASegment { text: clip(name) }))?;
            let id = trace.find(parsed).ok_or_else(|| Problem::new("--why", ProblemKind::NeverSent { name: clip(name) }))?;
            let _ = why::segment(&trace, id, numbers, &words, &mut page);
        }
        out.write_all(page.as_bytes()).map_err(output)
    }

    fn scenario(&self) -> Result<Scenario, Stop> {
        let mut problems = Vec::new();
        let mut s = self.base(&mut problems)?;
        let pairs = self.settings.iter().map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        problems.extend(settings::set_all(&mut s, pairs.map(|(name, text)| (name.trim(), text))));
        let by_verb = [("drop", &self.drop), ("edit", &self.edit)].into_iter();
        let by_verb = by_verb.flat_map(|(verb, list)| list.iter().map(move |rest| (verb, Intervention::from_verb_and_rest(verb, rest))));
        for (option, made) in by_verb.chain(self.change.iter().map(|text| ("change", text.parse()))) {
            match made {
                Ok(intervention) => s.interventions.push(intervention),
                Err(kind) => problems.push(Problem::new(format!("--{option}"), kind)),
            }
        }
        problems.extend(check::check(&s));
        if problems.is_empty() { Ok(s) } else { Err(Stop::Input(problems)) }
    }

    /// The scenario before `--set`, `--drop`, `--edit` and `--change`.
    fn base(&self, problems: &mut Vec<Problem>) -> Result<Scenario, Stop> {
        let link = self.url.as_deref().or(self.scenario.as_deref().filter(|s| s.starts_with('#')));
        let named = self.scenario.as_deref().filter(|s| !s.starts_with('#'));
        let Some(named) = named else {
            let reading = url::read(link.unwrap_or_default());
            problems.extend(reading.problems);
            return reading.scenario.ok_or_else(|| Stop::Input(std::mem::take(problems)));
        };
        let base = open(named)?;
        let Some(link) = link else { return Ok(base) };
        let (link, more) = Link::parse(link);
        problems.extend(more);
        let (s, more) = link.apply(&base);
        problems.extend(more);
        Ok(s)
    }
}

/// A scenario of the catalogue, or of a file.
fn open(name: &str) -> Result<Scenario, Stop> {
    if let Some(s) = catalogue::find(name) {
        return Ok(s);
    }
    let is_path = name.contains(['/', '\\', '.']) || Path::new(name).exists();
    if !is_path {
        return Err(Problem::new("", ProblemKind::unknown_scenario(name, catalogue::slugs())).into());
    }
    let text = std::fs::read_to_string(name).map_err(|error| Stop::Io(name.to_owned(), error))?;
    file::read(&text).map_err(|problems| {
        let place = |p: Problem| Problem::new(if p.place.is_empty() { name.to_owned() } else { format!("{name}: {}", p.place) }, p.kind);
        Stop::Input(problems.into_iter().map(place).collect())
    })
}

fn json(trace: &Trace, out: &mut impl Write) -> Result<(), Stop> {
    use serde::Serialize;
    let mut serializer = Serializer::with_formatter(&mut *out, PrettyFormatter::with_indent(b" "));
    json::Export { trace, reasons: true }.serialize(&mut serializer).map_err(|e| output(e.into()))?;
    writeln!(out).map_err(output)
}

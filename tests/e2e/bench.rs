//! What is measured in the browser: `cargo xtask bench`. Figures are printed beside what they must and should be, never asserted:
//! a machine that does something else misses them.

use crate::harness::{Lab, Outcome};
use serde_json::{Value, json};

/// How often what needs a page of its own is measured.
const TIMES: usize = 9;
/// How often each answer of a page is measured.
const SAMPLES: usize = 30;

/// A run of so many segments, to the dozen: the smaller a megabyte's segments, the more of them.
const THOUSAND: &str = "#/slow-start?reveal=0";
const TEN_THOUSAND: &str = "#/slow-start?reveal=0&mss=150";
const HUNDRED_THOUSAND: &str = "#/slow-start?reveal=0&mss=15";

type Samples = Result<Vec<f64>, Box<dyn std::error::Error + Send + Sync>>;

/// Prints one figure a line; as JSON with `--json`. With other words, only figures whose names hold one of them.
pub async fn bench(lab: &Lab, args: Vec<String>) -> Outcome {
    let wanted: Vec<&String> = args.iter().filter(|arg| *arg != "--json").collect();
    let json = args.len() > wanted.len();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    for figure in FIGURES.iter().filter(|figure| asked(figure.name)) {
        let samples = match figure.what {
            What::FirstPicture(address) => first_pictures(lab, address).await?,
            What::LongestTask(address) => longest_tasks(lab, address).await?,
            What::Edit(address, down) => edits(lab, address, down).await?,
            What::Answer(address, what) => answers(lab, address, what, 0).await?,
            What::Settled(address, what) => answers(lab, address, what, 2).await?,
            What::Frames(address, what) => frames(lab, address, what).await?,
        };
        figure.print(json, samples);
    }
    Ok(())
}

/// What is measured.
enum What {
    /// From the start of the navigation until a run is drawn.
    FirstPicture(&'static str),
    /// The longest that the page's thread is busy, from the start on until the run is done.
    LongestTask(&'static str),
    /// From the key to the second frame that shows the other run; an edit so many segments down.
    Edit(&'static str, usize),
    /// From an event at the beginning of a frame until that frame is painted.
    Answer(&'static str, &'static str),
    /// From that event until what follows a frame later is painted too.
    Settled(&'static str, &'static str),
    /// Script, style and layout of each frame while something goes on.
    Frames(&'static str, &'static str),
}

/// A figure, with what its 95th percentile must be and should be, ms.
struct Figure {
    name: &'static str,
    what: What,
    must: f64,
    aim: f64,
}

const FIGURES: &[Figure] = &[
    Figure { name: "page/first-picture", what: What::FirstPicture(""), must: f64::INFINITY, aim: f64::INFINITY },
    Figure { name: "page/edit-1000", what: What::Edit(THOUSAND, 6), must: 50.0, aim: 33.0 },
    Figure { name: "page/select-10000", what: What::Answer(TEN_THOUSAND, SELECT), must: 16.7, aim: 16.7 },
    Figure { name: "page/select-10000-all", what: What::Settled(TEN_THOUSAND, SELECT), must: f64::INFINITY, aim: f64::INFINITY },
    Figure { name: "page/hover-10000", what: What::Answer(TEN_THOUSAND, HOVER), must: 16.7, aim: 16.7 },
    Figure { name: "page/scroll-10000-frame", what: What::Frames(TEN_THOUSAND, SCROLL), must: 8.0, aim: 8.0 },
    Figure { name: "page/play-10000-frame", what: What::Frames(TEN_THOUSAND, PLAY), must: 8.0, aim: 8.0 },
    Figure { name: "page/first-picture-100000", what: What::FirstPicture(HUNDRED_THOUSAND), must: 100.0, aim: 50.0 },
    Figure { name: "page/longest-task-100000", what: What::LongestTask(HUNDRED_THOUSAND), must: 100.0, aim: 50.0 },
    Figure { name: "page/edit-first-of-100000", what: What::Edit(HUNDRED_THOUSAND, 6), must: 500.0, aim: 250.0 },
    Figure { name: "page/scroll-100000-frame", what: What::Frames(HUNDRED_THOUSAND, SCROLL), must: 12.0, aim: 8.0 },
];

/// Chooses one segment after another.
const SELECT: &str = "(n) => { const all = document.querySelectorAll('.ladder-canvas .hit');
    all[n * 7 % all.length].dispatchEvent(new MouseEvent('click', { bubbles: true })); }";
/// Points at one segment after another.
const HOVER: &str = "(n) => { const all = document.querySelectorAll('.ladder-canvas .hit');
    all[n * 7 % all.length].dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); }";
/// Scrolls as a wheel does.
const SCROLL: &str = "(n) => { document.querySelector('.ladder-scroll').scrollTop += 40; }";
/// Begins to play at full speed, then lets it run.
const PLAY: &str = "(n) => { if (n > 0) return; const speed = document.querySelector('.dock select');
    speed.selectedIndex = speed.options.length - 1; speed.dispatchEvent(new Event('change', { bubbles: true }));
    document.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true })); }";

async fn first_pictures(lab: &Lab, address: &str) -> Samples {
    let mut samples = Vec::new();
    for _ in 0..TIMES {
        lab.reset().await?;
        lab.open(address).await?;
        samples.extend(lab.script("return probe.drawn").await?.as_f64());
    }
    Ok(samples)
}

async fn longest_tasks(lab: &Lab, address: &str) -> Samples {
    let mut samples = Vec::new();
    for _ in 0..TIMES {
        lab.reset().await?;
        lab.open(address).await?;
        // The browser notes none below 50 ms.
        let longest =
            "const done = arguments[0]; new PerformanceObserver((list) => done(Math.max(...list.getEntries().map((e) => e.duration))))
            .observe({ type: 'longtask', buffered: true }); setTimeout(() => done(50), 500)";
        samples.extend(lab.driver.execute_async(longest, vec![]).await?.json().as_f64());
    }
    Ok(samples)
}

/// From the key that takes an edit back, or makes it again, to the second frame that shows the other run.
const EDIT: &str = "const done = arguments[arguments.length - 1], again = arguments[0], page = document.documentElement;
    const before = page.dataset.run, start = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: again ? 'y' : 'z', ctrlKey: true, bubbles: true }));
    const look = () => page.dataset.run !== before
      ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
    requestAnimationFrame(look);";

async fn edits(lab: &Lab, address: &str, down: usize) -> Samples {
    lab.reset().await?;
    lab.open(address).await?;
    for _ in 0..down {
        lab.press(thirtyfour::Key::Down.value().to_string()).await?;
    }
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.press("d").await?;
    lab.until("the edit is run", &format!("return document.documentElement.dataset.runDigest !== '{plain}'")).await?;
    let mut samples = Vec::new();
    for time in 0..SAMPLES {
        let took = lab.driver.execute_async(EDIT, vec![json!(time % 2 == 1)]).await?;
        samples.extend(took.json().as_f64());
        lab.run_is_done().await?;
    }
    Ok(samples)
}

/// A message that is sent within a frame comes after its painting.
const PAINTED: &str = "const done = arguments[arguments.length - 1], times = arguments[0], does = DOES, samples = [];
    const channel = new MessageChannel();";

async fn answers(lab: &Lab, address: &str, what: &str, later: u32) -> Samples {
    let body = "let start;
        const after = (frames) => frames ? requestAnimationFrame(() => after(frames - 1)) : channel.port2.postMessage(0);
        channel.port1.onmessage = () => { samples.push(performance.now() - start);
            samples.length < times ? setTimeout(() => requestAnimationFrame(frame), 100) : done(samples); };
        const frame = () => { start = performance.now(); does(samples.length); after(LATER); };
        requestAnimationFrame(frame);";
    samples(lab, address, &body.replace("LATER", &later.to_string()), what, SAMPLES).await
}

async fn frames(lab: &Lab, address: &str, what: &str) -> Samples {
    // What a scroll does comes before the frame's own callbacks. Of a probe that changes its size with each frame the browser
    // tells as soon as all is laid out, before it paints.
    let body = "let start = 0, n = 0, wide = 1; const first = () => { start ||= performance.now(); };
        addEventListener('scroll', first, true);
        const probe = document.body.appendChild(document.createElement('div'));
        for (const [name, value] of Object.entries({ position: 'fixed', top: 0, height: '1px', contain: 'strict', visibility: 'hidden' }))
            probe.style[name] = value;
        new ResizeObserver(() => { if (start) { samples.push(performance.now() - start); start = 0; channel.port2.postMessage(0); } })
            .observe(probe);
        channel.port1.onmessage = () => { does(++n); if (samples.length >= times) done(samples.slice(10)); };
        const frame = () => { first(); probe.style.width = (wide = 3 - wide) + 'px'; requestAnimationFrame(frame); };
        requestAnimationFrame(frame); does(0);";
    samples(lab, address, body, what, 130).await
}

async fn samples(lab: &Lab, address: &str, body: &str, what: &str, times: usize) -> Samples {
    lab.reset().await?;
    lab.open(address).await?;
    let body = [&PAINTED.replace("DOES", what), body].concat();
    let found = lab.driver.execute_async(&body, vec![json!(times)]).await?;
    Ok(found.json().as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}

impl Figure {
    /// The median and the 95th percentile of what was measured.
    fn print(&self, as_json: bool, mut samples: Vec<f64>) {
        samples.sort_by(f64::total_cmp);
        let at = |percent: usize| samples.get((samples.len().saturating_sub(1) * percent).div_ceil(100)).copied().unwrap_or(f64::NAN);
        let (least, median, p95) = (at(0), at(50), at(95));
        let Figure { name, must, aim, .. } = *self;
        if as_json {
            let line: Value = json!({ "name": name, "unit": "ms", "least": least, "median": median, "p95": p95, "must": must, "aim": aim, "samples": samples.len() });
            println!("{line}");
            return;
        }
        let verdict = if must.is_infinite() {
            String::new()
        } else {
            let word = if p95 <= aim {
                "as aimed"
            } else if p95 <= must {
                "kept"
            } else {
                "MISSED"
            };
            format!("  must {must}, aim {aim}: {word}")
        };
        println!("{name:<28} median {median:>7.1} ms, 95th percentile {p95:>7.1}, least {least:>7.1} of {}{verdict}", samples.len());
    }
}

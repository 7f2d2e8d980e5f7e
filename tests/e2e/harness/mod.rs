//! Browsers, the server and the page, so that a test says only what a reader does and what must then be there.

mod browser;
mod lab;
mod way;

pub use browser::Browser;
pub use lab::Lab;
pub use way::{Sandbox, Way};

use libtest_mimic::{Arguments, Trial};
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How many segments the ladder draws: an expression.
pub const DRAWN: &str = "document.querySelectorAll('.ladder-canvas .hit').length";

/// The longest that a test may take.
const PATIENCE: Duration = Duration::from_mins(4);

/// How a test ends.
pub type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// What a test does with a browser.
pub type Play<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// One test; it runs once in each browser.
pub struct Test {
    /// What must hold, with its file.
    pub name: &'static str,
    /// The test.
    pub run: for<'a> fn(&'a Lab) -> Play<'a>,
}

/// Lists the tests of a file: `pub const TESTS: &[Test] = tests![starts_plain, …];`
macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        &[$($crate::harness::Test { name: concat!(module_path!(), "::", stringify!($name)), run: |lab| Box::pin($name(lab)) }),*]
    };
}
pub(crate) use tests;

/// An error of the test's own.
pub fn fault(what: impl Into<String>) -> Box<dyn Error + Send + Sync> {
    what.into().into()
}

/// One browser's session, started by the first test that needs it and used by all that follow.
#[derive(Default)]
struct Seat(Option<(Lab, tokio::runtime::Runtime)>);

impl Seat {
    /// Plays a test in the session; a session that saw a test fail is not trusted with the next.
    fn play(&mut self, browser: Browser, name: &str, patience: Duration, play: impl FnOnce(&Lab) -> Play<'_>) -> Outcome {
        let (lab, runtime) = if let Some(there) = self.0.take() {
            there
        } else {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            (runtime.block_on(Lab::start(browser))?, runtime)
        };
        let outcome = runtime.block_on(async {
            let played = tokio::time::timeout(patience, async {
                lab.reset().await?;
                play(&lab).await?;
                lab.must_be_clean().await
            });
            let outcome = played.await.unwrap_or_else(|_| Err(fault(format!("it took more than {patience:?}"))));
            if outcome.is_err() && !name.is_empty() {
                let _ = lab.screenshot(&format!("failed-{browser}-{}", name.replace("::", "-"))).await;
            }
            outcome
        });
        self.0 = Some((lab, runtime));
        if outcome.is_err() {
            self.quit();
        }
        outcome
    }

    fn quit(&mut self) {
        if let Some((lab, runtime)) = self.0.take() {
            runtime.block_on(lab.quit());
        }
    }
}

/// Runs the tests, each browser in a thread of its own.
pub fn run(all: &[&'static [Test]]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    let seats: Vec<(Browser, Arc<Mutex<Seat>>)> = Browser::wanted().into_iter().map(|b| (b, Arc::default())).collect();
    arguments.test_threads.get_or_insert(seats.len().max(1));
    let mut trials = Vec::new();
    for test in all.iter().flat_map(|file| file.iter()) {
        let name = test.name.trim_start_matches("e2e::");
        for (browser, seat) in &seats {
            let (browser, seat) = (*browser, Arc::clone(seat));
            trials.push(Trial::test(format!("{browser}::{name}"), move || {
                let mut seat = seat.lock().unwrap_or_else(PoisonError::into_inner);
                let caught =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| seat.play(browser, name, PATIENCE, |lab| (test.run)(lab))));
                Ok(caught.map_err(|panic| panic_words(&*panic))?.map_err(|e| e.to_string())?)
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    for (_, seat) in &seats {
        seat.lock().unwrap_or_else(PoisonError::into_inner).quit();
    }
    conclusion.exit_code()
}

/// Runs one thing in Chromium, outside the tests.
pub fn alone(play: impl FnOnce(&Lab) -> Play<'_>) -> ExitCode {
    let mut seat = Seat::default();
    let outcome = seat.play(Browser::Chromium, "", 10 * PATIENCE, play);
    seat.quit();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("the test panicked").to_owned()
}

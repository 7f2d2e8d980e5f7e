//! Starting a browser through its driver.

use std::error::Error;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// The browsers that the page must work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        })
    }
}

impl Browser {
    /// Both, or those that `TCPLAB_BROWSERS` names.
    pub fn wanted() -> Vec<Browser> {
        let wanted = std::env::var("TCPLAB_BROWSERS").unwrap_or_else(|_| "chromium,firefox".into());
        [Browser::Chromium, Browser::Firefox].into_iter().filter(|b| wanted.contains(&b.to_string())).collect()
    }

    /// Starts the driver on a free port, and the browser, without a window.
    pub async fn start(self) -> Result<(Driver, WebDriver), Box<dyn Error + Send + Sync>> {
        let driver = Driver::start(self)?;
        let session = match self {
            Browser::Chromium => {
                let mut wish = DesiredCapabilities::chrome();
                for arg in CHROMIUM_ARGS {
                    wish.add_arg(arg)?;
                }
                wish.set_browser_log_level(LoggingPrefsLogLevel::All)?;
                WebDriver::new(&driver.url, wish).await?
            }
            Browser::Firefox => {
                let mut wish = DesiredCapabilities::firefox();
                wish.add_arg("-headless")?;
                let mut preferences = thirtyfour::common::capabilities::firefox::FirefoxPreferences::new();
                preferences.set("intl.accept_languages", "en-US")?;
                preferences.set("datareporting.policy.dataSubmissionEnabled", false)?;
                wish.set_preferences(preferences)?;
                WebDriver::new(&driver.url, wish).await?
            }
        };
        Ok((driver, session))
    }
}

const CHROMIUM_ARGS: [&str; 10] = [
    "--headless=new",
    // As root, as in a container, its own sandbox does not start. The page under test is ours.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--accept-lang=en-US",
];

/// Runs a driver until the pipe to this shell closes, which it does however its owner ends, and then ends all of the group: the driver
/// and the browser that it started, even one that hangs.
const WITH_ITS_OWNER: &str = r#""$0" "$1" </dev/null & read -r _; kill 0"#;

/// A driver program; it ends with its owner, and its browser with it.
pub struct Driver {
    child: Child,
    url: String,
}

impl Driver {
    fn start(browser: Browser) -> Result<Driver, Box<dyn Error + Send + Sync>> {
        let (program, variable, flag) = match browser {
            Browser::Chromium => ("chromedriver", "CHROMEDRIVER", "--port=0"),
            Browser::Firefox => ("geckodriver", "GECKODRIVER", "--port=0"),
        };
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin").join(program);
        let file = std::env::var_os(variable).map(PathBuf::from).or_else(|| own.is_file().then_some(own));
        let file = file.unwrap_or_else(|| program.into());
        let mut child = Command::new("sh")
            .args(["-c", WITH_ITS_OWNER])
            .args([file.as_os_str(), flag.as_ref()])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("the driver has no output")?).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        // A full pipe would stop the driver.
        std::thread::spawn(move || lines.for_each(drop));
        let mut driver = Driver { child, url: String::new() };
        let port = port.ok_or_else(|| format!("{} does not start; `cargo xtask test` installs it", file.display()))?;
        driver.url = format!("http://127.0.0.1:{port}");
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// The port in "… was started successfully on port 41233." or "… Listening on 127.0.0.1:41233".
fn port_in(line: &str) -> Option<u16> {
    let after = line.split("successfully on port ").nth(1).or_else(|| line.split("Listening on 127.0.0.1:").nth(1))?;
    after.trim_end_matches('.').trim().parse().ok()
}

//! One browser with the page in it, and what a reader can do there.

use super::browser::{Browser, Driver};
use super::way::{Place, Way, place};
use super::{Outcome, fault};
use serde_json::{Value, json};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// The longest that anything may take to come about.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked for.
const PACE: Duration = Duration::from_millis(25);

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A browser and the page that is open in it.
pub struct Lab {
    /// Which browser it is.
    pub browser: Browser,
    /// The session itself, for what the helpers here do not do.
    pub driver: WebDriver,
    opened: Mutex<Option<(Way, Place)>>,
    // Last, so that the driver outlives the session.
    process: Driver,
}

#[allow(dead_code, reason = "each file of tests uses what it needs")]
impl Lab {
    /// Starts a browser.
    pub async fn start(browser: Browser) -> Result<Lab> {
        let (process, driver) = browser.start().await?;
        driver.set_script_timeout(PATIENCE).await?;
        Ok(Lab { browser, driver, opened: Mutex::default(), process })
    }

    /// Makes the session as good as new.
    pub async fn reset(&self) -> Result<()> {
        self.driver.enter_default_frame().await?;
        // A finger of one test is no mouse of the next.
        self.driver.action_chain().reset_actions().await?;
        self.driver.goto("about:blank").await?;
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if self.browser == Browser::Chromium {
            self.driver.browser_log().await?;
            let cdp = self.driver.cdp();
            cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "", "features": [] })).await?;
            cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": 1 })).await?;
        }
        self.size(1440, 900).await
    }

    /// Ends the session and the browser.
    pub async fn quit(self) {
        let _ = self.driver.quit().await;
        drop(self.process);
    }

    /// Opens the page at a path such as `#/http-post` or `?embed=1` and waits until its run is done.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.open_by(Way::Plain, path).await
    }

    /// The same, in one of the ways in which a page reaches its reader. In a frame, the session is then inside the frame.
    pub async fn open_by(&self, way: Way, path: &str) -> Result<()> {
        self.visit(way, path).await?;
        self.run_is_done().await
    }

    /// Opens any file of `dist/`, such as `examples/course-page.html`, and waits for nothing.
    pub async fn visit(&self, way: Way, path: &str) -> Result<()> {
        let place = place(way, path)?;
        let index = if path.is_empty() || path.starts_with(['?', '#']) { "index.html" } else { "" };
        let address = if place.framed { format!("{}host.html", place.home) } else { format!("{}{index}{path}", place.home) };
        let framed = place.framed;
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some((way, place));
        self.driver.goto(address).await?;
        if framed {
            self.enter_frame(0).await?;
        }
        Ok(())
    }

    /// Goes into the nth frame of the document that the session is in.
    pub async fn enter_frame(&self, nth: u16) -> Result<()> {
        Ok(self.driver.enter_frame(nth).await?)
    }

    /// Back to the document of the window.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    /// Waits for `<html data-run-state="done">`.
    pub async fn run_is_done(&self) -> Result<()> {
        self.until("the run is done", "return ['done', 'failed'].includes(document.documentElement.dataset.runState)").await?;
        if self.of_the_page("data-run-state").await? == "failed" {
            let words = self.script("return document.body.innerText").await?;
            return Err(fault(format!("the page could not start: {words}; noted: {:?}", self.faults().await?)));
        }
        self.lab_part_is_settled().await
    }

    /// Waits until an expression is true.
    pub async fn is(&self, what: &str, expression: &str) -> Result<()> {
        self.until(what, &format!("return {expression}")).await
    }

    /// Waits until a script's body returns something true.
    pub async fn until(&self, what: &str, body: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let now = self.script(body).await;
            if now.as_ref().is_ok_and(truthy) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let words = self.script("return document.body.innerText.slice(0, 500)").await.unwrap_or_default();
                return Err(fault(format!("not within {PATIENCE:?}: {what}; last {now:?}; the page reads {words}")));
            }
            tokio::time::sleep(PACE).await;
        }
    }

    /// What a script's body returns.
    pub async fn script(&self, body: &str) -> Result<Value> {
        self.script_with(body, &[]).await
    }

    /// The same, with arguments that it finds in `arguments`.
    pub async fn script_with(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        Ok(self.driver.execute(body, arguments.to_vec()).await?.json().clone())
    }

    /// The first visible element of this ARIA role and accessible name, once it is there.
    pub async fn find(&self, role: &str, name: &str) -> Result<WebElement> {
        let what = format!("there is a {role} named \"{name}\"");
        self.first(&what, include_str!("by_role.js"), &[json!(role), json!(name)]).await
    }

    /// The first visible element that a CSS selector matches, once it is there; for hooks such as `[data-seg="c3"]`.
    pub async fn hook(&self, selector: &str) -> Result<WebElement> {
        let body = "for (const e of document.querySelectorAll(arguments[0])) if (e.getClientRects().length) return e; return null;";
        self.first(&format!("there is a visible {selector}"), body, &[json!(selector)]).await
    }

    async fn first(&self, what: &str, body: &str, arguments: &[Value]) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            let found = self.driver.execute(body, arguments.to_vec()).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            if start.elapsed() > PATIENCE {
                return Err(fault(format!("not within {PATIENCE:?}: {what}")));
            }
            tokio::time::sleep(PACE).await;
        }
    }

    /// Clicks the element of this role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.find(role, name).await?.click().await?;
        self.lab_part_is_settled().await
    }

    /// Sends a key that writes nothing.
    pub async fn key(&self, key: Key) -> Result<()> {
        self.press(key.value().to_string()).await
    }

    /// Sends keys to whatever has the focus.
    pub async fn press(&self, keys: impl AsRef<str>) -> Result<()> {
        self.driver.action_chain().send_keys(keys.as_ref()).perform().await?;
        self.lab_part_is_settled().await
    }

    /// Waits until the program's second file is not on its way.
    async fn lab_part_is_settled(&self) -> Result<()> {
        self.until("the lab part is here", "return !document.documentElement?.dataset.labPart").await
    }

    /// The text that a reader sees in an element.
    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.hook(selector).await?.text().await?)
    }

    /// An attribute of `<html>`, such as `data-run-digest`.
    pub async fn of_the_page(&self, attribute: &str) -> Result<String> {
        let value = self.script_with("return document.documentElement.getAttribute(arguments[0]) || ''", &[json!(attribute)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Gives the page this many CSS pixels. Firefox has a least width of about 450.
    pub async fn size(&self, width: u32, height: u32) -> Result<()> {
        if self.browser == Browser::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
            return Ok(());
        }
        let frame = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]").await?;
        let extra = |axis: usize| frame.get(axis).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
        self.driver.set_window_rect(0, 0, width + extra(0), height + extra(1)).await?;
        Ok(())
    }

    /// Sets a media feature, such as `prefers-color-scheme` to `dark` (Chromium only).
    pub async fn media(&self, feature: &str, value: &str) -> Result<()> {
        let features = json!({ "media": "", "features": [{ "name": feature, "value": value }] });
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Sets what the browser says its reader's language is, from the next page on (Chromium only).
    pub async fn language(&self, tag: &str) -> Result<()> {
        let agent = self.script("return navigator.userAgent").await?;
        let locale = json!({ "userAgent": agent, "acceptLanguage": tag });
        self.driver.cdp().send_raw("Emulation.setUserAgentOverride", locale).await?;
        Ok(())
    }

    /// Slows the processor by this factor (Chromium only).
    pub async fn slow_down(&self, factor: u32) -> Result<()> {
        self.driver.cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await?;
        Ok(())
    }

    /// Writes a picture of the window to `target/e2e/<name>.png`.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/e2e");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        self.driver.screenshot(&file).await?;
        Ok(file)
    }

    /// What the page did that no page of ours may do: break its policy, complain on the console, leave its origin.
    ///
    /// Looks at the document that the session is in.
    pub async fn faults(&self) -> Result<Vec<String>> {
        let (way, home) = match &*self.opened.lock().unwrap_or_else(PoisonError::into_inner) {
            Some((way, place)) => (*way, place.home.clone()),
            None => return Ok(Vec::new()),
        };
        let noted = self.script("return window.probe || ['the probe is missing']").await?;
        let mut faults: Vec<String> = noted.as_array().into_iter().flatten().filter_map(|note| Some(note.as_str()?.to_owned())).collect();
        if self.browser == Browser::Chromium {
            let log = self.driver.browser_log().await?;
            let loud = log.into_iter().filter(|entry| entry.level == "SEVERE" || entry.level == "WARNING");
            // The host page of our own tests asks for that one.
            let loud = loud.filter(|entry| !entry.message.contains("can escape its sandboxing"));
            faults.extend(loud.map(|entry| format!("browser log: {}", entry.message)));
        }
        if way.complains() {
            faults.retain(|fault| fault.starts_with("policy"));
        }
        let origin = home.split('/').take(3).collect::<Vec<_>>().join("/");
        let requests = self.script("return performance.getEntriesByType('resource').map((entry) => entry.name)").await?;
        let names = requests.as_array().into_iter().flatten().filter_map(Value::as_str);
        let abroad = names.filter(|name| !name.starts_with(&origin) && !name.starts_with("data:") && !name.starts_with("blob:"));
        faults.extend(abroad.map(|name| format!("a request left the origin: {name}")));
        Ok(faults)
    }

    /// Fails where there is any of that. Each test ends with this.
    pub async fn must_be_clean(&self) -> Outcome {
        let faults = self.faults().await?;
        if faults.is_empty() { Ok(()) } else { Err(fault(faults.join("\n"))) }
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(b) => *b,
        Value::String(s) => !s.is_empty(),
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::Array(_) | Value::Object(_) => true,
    }
}

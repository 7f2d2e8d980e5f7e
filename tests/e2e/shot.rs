//! A picture of the page, for those who build it: `cargo xtask shot`.

use crate::harness::{Lab, Outcome, Way, fault};
use serde_json::json;
use thirtyfour::Key;

/// Takes the arguments of `cargo xtask shot`.
pub async fn shot(lab: &Lab, args: Vec<String>) -> Outcome {
    let mut places = Vec::new();
    let (mut steps, mut paper) = (Vec::new(), false);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| fault(format!("{arg} needs a value")));
        match arg.as_str() {
            "--size" => {
                let size = value()?;
                let (width, height) = size.split_once('x').ok_or("a size is written 1440x900")?;
                lab.size(width.parse()?, height.parse()?).await?;
            }
            "--dark" => lab.media("prefers-color-scheme", "dark").await?,
            "--lang" => lab.language(&value()?).await?,
            "--paper" => paper = true,
            "--click" | "--key" => steps.push((arg.clone(), value()?)),
            other if other.starts_with("--") => return Err(fault(format!("there is no flag {other}"))),
            _ => places.push(arg),
        }
    }
    let [path, file] = &places[..] else { return Err(fault("a place and a file are needed, such as '#/http-post' page.png")) };
    let index = path.is_empty() || path.starts_with(['?', '#']);
    lab.visit(Way::Plain, path).await?;
    if index {
        lab.run_is_done().await?;
    }
    let frames = lab.script("return frames.length").await?.as_u64().unwrap_or_default();
    for nth in 0..u16::try_from(frames)? {
        lab.script_with("document.querySelectorAll('iframe')[arguments[0]].loading = 'eager'", &[nth.into()]).await?;
        lab.enter_frame(nth).await?;
        lab.run_is_done().await?;
        lab.leave_frame().await?;
    }
    for (step, value) in steps {
        match step.as_str() {
            "--click" => click(lab, &value).await?,
            _ => lab.press(key(&value)).await?,
        }
    }
    if paper {
        lab.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        lab.script("window.dispatchEvent(new Event('beforeprint'))").await?;
    }
    // Two frames, so that what the last step changed is drawn.
    lab.driver.execute_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))", vec![]).await?;
    lab.driver.screenshot(std::path::Path::new(file)).await?;
    for fault in lab.faults().await? {
        println!("the page: {fault}");
    }
    println!("{file}");
    Ok(())
}

/// A control by its accessible name, or anything by a CSS selector.
async fn click(lab: &Lab, what: &str) -> Outcome {
    let body = "const [what] = arguments; const tidy = (t) => (t || '').replace(/\\s+/g, ' ').trim();
        for (const e of document.querySelectorAll('button, a, summary, input, select, label, [role], [aria-label]'))
          if (e.getClientRects().length && [e.getAttribute('aria-label'), e.innerText].some((n) => tidy(n) === what)) return e;
        try { return document.querySelector(what) } catch { return null }";
    let found = lab.driver.execute(body, vec![json!(what)]).await?;
    if found.json().is_null() {
        return Err(fault(format!("nothing to click is named {what}, nor is that a selector of anything")));
    }
    Ok(found.element()?.click().await?)
}

fn key(name: &str) -> String {
    let key = match name {
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Home" => Key::Home,
        "End" => Key::End,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        other => return other.to_owned(),
    };
    key.value().to_string()
}

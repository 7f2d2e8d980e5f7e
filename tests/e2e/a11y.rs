//! axe-core finds nothing: in any door, theme or language, with the drawer and each dialog open.
//! `cargo xtask test` puts axe-core into `target/tools`; it is no part of the page.

use crate::harness::{Lab, Outcome, Test, tests};

pub const TESTS: &[Test] = tests![
    axe_finds_nothing_behind_any_door,
    axe_finds_nothing_in_the_dark,
    axe_finds_nothing_in_chinese,
    axe_finds_nothing_in_any_tab,
    axe_finds_nothing_in_drawer_and_dialogs,
    axe_finds_nothing_in_lecture_view_and_on_a_phone,
];

/// Runs axe-core on the page as it stands.
async fn axe(lab: &Lab, place: &str) -> Outcome {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/target/tools/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}; `cargo xtask test` installs it"))?;
    lab.script(&format!("if (!window.axe) {{ {source} }} return true")).await?;
    let body = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            (r) => done(r.violations.map((v) => `${v.id}: ${v.help}\\n` + v.nodes.slice(0, 4).map((n) => `    ${n.target} ${n.html.slice(0, 160)} ${n.failureSummary.replace(/\\s+/g, ' ').slice(0, 240)}`).join('\\n'))),
            (e) => done([String(e)]));";
    let found = lab.driver.execute_async(body, vec![]).await?.json().clone();
    let found: Vec<String> = found.as_array().into_iter().flatten().filter_map(|v| Some(v.as_str()?.to_owned())).collect();
    if found.is_empty() { Ok(()) } else { Err(format!("{place}:\n{}", found.join("\n")).into()) }
}

/// A page with something chosen, so that every pane has its content.
async fn full(lab: &Lab, query: &str) -> Outcome {
    lab.open(&format!("#/http-post?{query}")).await?;
    lab.press(thirtyfour::Key::Down.value().to_string()).await?;
    lab.press(thirtyfour::Key::Down.value().to_string()).await?;
    lab.hook("[data-field='tcp.seq']").await?;
    // On a phone the dock may lie over it.
    lab.script("document.querySelector(\"[data-field='tcp.seq']\").click()").await?;
    // The bits of the segment that was chosen last come a frame after it.
    let open = "document.querySelectorAll('.bits [data-fold] button[aria-expanded=false]').forEach((b) => b.click())";
    lab.is("every fold is open", &format!("({open}, !!document.querySelector('.sums table') && !!document.querySelector('.hex'))")).await
}

async fn axe_finds_nothing_behind_any_door(lab: &Lab) -> Outcome {
    for level in ["learn", "lab", "expert"] {
        lab.open(&format!("#/http-post?level={level}")).await?;
        axe(lab, &format!("{level}, as it opens")).await?;
        full(lab, &format!("level={level}&numbers=letters&labels=textbook&drop=c4")).await?;
        axe(lab, level).await?;
    }
    Ok(())
}

async fn axe_finds_nothing_in_the_dark(lab: &Lab) -> Outcome {
    for level in ["learn", "expert"] {
        full(lab, &format!("theme=dark&level={level}&edit=c1:tcp.window=4096")).await?;
        axe(lab, &format!("{level}, dark")).await?;
    }
    Ok(())
}

async fn axe_finds_nothing_in_any_tab(lab: &Lab) -> Outcome {
    for (language, theme) in [("en", "light"), ("en", "dark"), ("zh", "light"), ("zh", "dark")] {
        for tab in ["endpoints", "states", "charts", "segments"] {
            lab.open(&format!("#/lost-data-segment?level=lab&reveal=0&at=16&lang={language}&theme={theme}&tab={tab}")).await?;
            lab.is("it is open", "!!document.querySelector('#tab-panel :is(svg, table)')").await?;
            axe(lab, &format!("{tab}, {language}, {theme}")).await?;
        }
    }
    Ok(())
}

async fn axe_finds_nothing_in_chinese(lab: &Lab) -> Outcome {
    for theme in ["light", "dark"] {
        full(lab, &format!("lang=zh&theme={theme}&level=expert")).await?;
        axe(lab, &format!("Chinese, {theme}")).await?;
    }
    Ok(())
}

async fn axe_finds_nothing_in_drawer_and_dialogs(lab: &Lab) -> Outcome {
    for (theme, lang) in [("light", "en"), ("dark", "zh")] {
        let at = format!("theme={theme}&lang={lang}&level=expert");
        full(lab, &at).await?;
        lab.hook("[data-action=parameters]").await?.click().await?;
        lab.hook(".drawer .par-help").await?;
        axe(lab, &format!("drawer, {at}")).await?;
        lab.hook(".drawer .sw button:not([aria-pressed=true])").await?.click().await?;
        lab.hook(".script table").await?;
        axe(lab, &format!("applications, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        // The first is open.
        for tab in ["2", "3", "4", "1"] {
            lab.press(tab).await?;
            lab.hook("#tab-panel").await?;
            axe(lab, &format!("tab {tab}, {at}")).await?;
        }
        lab.hook("[data-do=look]").await?.click().await?;
        lab.hook(".whatif").await?;
        axe(lab, &format!("what the ladder shows, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        lab.until("that is closed", "return !document.querySelector('.whatif')").await?;
        lab.press("m").await?;
        lab.hook(".whatif").await?;
        axe(lab, &format!("the segment's menu, {at}")).await?;
        lab.hook("[data-menu=forge]").await?.click().await?;
        lab.hook("dialog[open] textarea").await?;
        axe(lab, &format!("forging, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        lab.until("the dialog is closed", "return !document.querySelector('dialog[open]')").await?;
        lab.hook("[data-action=export]").await?.click().await?;
        lab.hook("dialog[open] [data-export]").await?;
        axe(lab, &format!("export, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        lab.until("the dialog is closed", "return !document.querySelector('dialog[open]')").await?;
        lab.press("?").await?;
        lab.hook("dialog[open]").await?;
        axe(lab, &format!("legend, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        lab.until("the legend is closed", "return !document.querySelector('dialog[open]')").await?;
        lab.hook("[data-action=embed]").await?.click().await?;
        lab.hook("dialog[open]").await?;
        axe(lab, &format!("embedding, {at}")).await?;
        lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
        lab.until("the dialog is closed", "return !document.querySelector('dialog[open]')").await?;
        lab.hook(".menu button").await?.click().await?;
        axe(lab, &format!("scenarios, {at}")).await?;
    }
    Ok(())
}

async fn axe_finds_nothing_in_lecture_view_and_on_a_phone(lab: &Lab) -> Outcome {
    lab.size(1024, 768).await?;
    lab.open("#/http-post?view=lecture").await?;
    axe(lab, "lecture view").await?;
    lab.size(390, 844).await?;
    full(lab, "level=lab&reveal=0").await?;
    axe(lab, "phone").await?;
    Ok(())
}

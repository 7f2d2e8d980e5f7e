//! What nobody should send, and a browser that keeps nothing: the page says what is wrong, and nothing is lost.

use crate::harness::{Browser, Lab, Outcome, Test, Way, tests};
use serde_json::json;

pub const TESTS: &[Test] = tests![
    a_scenario_of_a_file_travels_in_its_address,
    a_scenario_too_long_for_an_address_says_so_where_one_would_copy_it,
    hostile_addresses_are_answered_one_after_the_other,
    a_broken_address_is_answered_in_the_language_it_asks_for,
    a_browser_that_refuses_all_storage_starts_and_opens_a_file,
    strange_messages_change_nothing,
    undo_and_redo_amid_a_long_run_end_where_they_should,
    a_reload_amid_a_long_run_begins_it_again,
    parameters_at_their_limits_run_to_an_end,
    an_intervention_that_fits_no_more_says_so_and_is_aimed_anew,
];

/// Where the run has this digest: an expression.
fn same(digest: &str) -> String {
    format!("document.documentElement.dataset.runState === 'done' && document.documentElement.dataset.runDigest === '{digest}'")
}

/// Opens a file of this text in the dialog that saves and opens.
async fn open_file(lab: &Lab, text: &str) -> Outcome {
    lab.hook("[data-action=export]").await?.click().await?;
    lab.hook(".export .exports").await?;
    let body = "const input = document.querySelector('.export input[type=file]'); const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'mine.json', { type: 'application/json' })); input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }))";
    lab.script_with(body, &[text.into()]).await.map(drop)
}

/// A scenario of the catalogue under a name of its own, and with a note of this length in it.
fn own(title: &str, length: usize) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/scenarios/http-post.json");
    let mut scenario: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    scenario["slug"] = json!("of-mine");
    scenario["title"] = json!({ "en": title, "zh": "我的" });
    if length > 0 {
        scenario["lesson"] = json!({ "en": "long ".repeat(length / 5), "zh": "长" });
    }
    Ok(scenario.to_string())
}

/// Forgets whatever this browser remembers of the page, and opens an address of it anew.
async fn elsewhere(lab: &Lab, address: &str) -> Outcome {
    lab.script("localStorage.clear()").await?;
    lab.driver.goto("about:blank").await?;
    lab.driver.goto(address).await?;
    lab.run_is_done().await
}

async fn a_scenario_of_a_file_travels_in_its_address(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    open_file(lab, &own("Mine alone", 0)?).await?;
    lab.is("it is open", "location.hash.startsWith('#/of-mine?') && document.title.startsWith('Mine alone')").await?;
    lab.hook("[data-lose=data]").await?.click().await?;
    lab.is("and changed", "location.hash.includes('drop=c3') && document.documentElement.dataset.runState === 'done'").await?;
    let digest = lab.of_the_page("data-run-digest").await?;
    // What Share and Embed give away holds it as well.
    lab.hook("[data-action=embed]").await?.click().await?;
    lab.is("the frame's code", "/#\\/of-mine\\?[^\"]*drop=c3[^\"]*file=/.test(document.querySelector('textarea.copy').value)").await?;
    let address = lab.script("return location.href").await?;
    elsewhere(lab, address.as_str().unwrap_or_default()).await?;
    lab.is("the same run", &same(&digest)).await?;
    lab.is("and text", "document.title.startsWith('Mine alone')").await?;
    lab.hook("[data-intervention] [data-action=close]").await?.click().await?;
    lab.is("the change comes off", "!location.hash.includes('drop=') && location.hash.includes('file=')").await?;
    // Half of it is no scenario, and that is said.
    let half = address.as_str().unwrap_or_default();
    elsewhere(lab, &half[..half.len() / 2]).await?;
    lab.is("it is said", "document.querySelector('.banner').textContent.includes('cut off')").await?;
    // Another scenario has an address of its own.
    lab.script("location.hash = '#/lost-syn'").await?;
    lab.is("and no more of the file", "document.title.startsWith('A lost SYN') || !location.hash.includes('file=')").await
}

async fn a_scenario_too_long_for_an_address_says_so_where_one_would_copy_it(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    open_file(lab, &own("Too long", 40_000)?).await?;
    lab.is("it is open", "location.hash.startsWith('#/of-mine') && !location.hash.includes('file=')").await?;
    for button in ["share", "embed"] {
        lab.hook(&format!("[data-action={button}]")).await?.click().await?;
        lab.is("it says so", "document.querySelector('dialog[open]').textContent.includes('only this browser')").await?;
        lab.hook("dialog [data-action=close]").await?.click().await?;
        lab.is("it is closed", "!document.querySelector('dialog[open]')").await?;
    }
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("this browser knows it", "document.title.startsWith('Too long')").await
}

async fn hostile_addresses_are_answered_one_after_the_other(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    let digest = lab.of_the_page("data-run-digest").await?;
    let long = "c1,".repeat(9_000);
    for (nth, (address, told)) in [
        ("/no-such-thing", true),
        ("/__proto__", true),
        ("/http-post?__proto__=1&constructor=2", true),
        ("/http-post?<script>alert(1)</script>", true),
        ("/http-post?msl=0", true),
        ("/http-post?mtu=67", true),
        ("/http-post?loss=1.0000001", true),
        ("/http-post?rate=0", true),
        ("/http-post?rto_min=60s&rto_max=1s", true),
        ("/http-post?seed=18446744073709551616", true),
        ("/http-post?edit=c1:tcp.seq=99999999999", true),
        ("/http-post?edit=c1:ip.colour=3", true),
        ("/http-post?forge=99999h:flags=R", true),
        ("/http-post?call=1s:client explode", true),
        ("/http-post?client.script=1..99", true),
        ("/http-post?file=AAAA", true),
        ("/http-post?file=e30", true),
        ("/http-post?%E0%A4%A=1", true),
        (&format!("/http-post?drop={long}"), true),
        ("/http-post?????", true),
        ("/http-post?drop=c99&sel=<img src=x onerror=alert(1)>&at=-1", true),
        ("/http-post?at=99999", true),
        ("/http-post?sel=c99", true),
        ("/http-post", false),
    ]
    .into_iter()
    .enumerate()
    {
        lab.script_with("location.hash = arguments[0]", &[address.into()]).await?;
        let body = if told { "!!document.querySelector('.banner')" } else { "!document.querySelector('.banner')" };
        lab.is(address, &format!("{body} && document.documentElement.dataset.runState === 'done'")).await?;
        lab.is("the run stays", &same(&digest)).await?;
        if told && nth % 2 == 0 {
            lab.hook(".banner [data-action=close]").await?.click().await?;
        }
    }
    lab.script("location.hash = '/http-post?sel=c3'").await?;
    lab.is("what it names of the run that is here", "!!document.querySelector('.ladder-canvas .segment-label.selected')").await
}

async fn a_broken_address_is_answered_in_the_language_it_asks_for(lab: &Lab) -> Outcome {
    lab.open("#/http-post?lang=zh&level=lab&edit=c1:tcp.syn=2").await?;
    lab.is("in Chinese", "document.querySelector('.banner').innerText.includes('tcp.syn 最大为 1')").await?;
    lab.is("and by the door it names", "document.querySelector('.app').dataset.door === 'lab'").await
}

async fn a_browser_that_refuses_all_storage_starts_and_opens_a_file(lab: &Lab) -> Outcome {
    // Before anything of the page runs; only Chromium lets a test in so early.
    if lab.browser == Browser::Chromium {
        let refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
        lab.driver.cdp().send_raw("Page.enable", json!({})).await?;
        let added = lab.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse })).await?;
        let outcome = without_storage(lab).await;
        lab.driver.cdp().send_raw("Page.removeScriptToEvaluateOnNewDocument", added).await?;
        return outcome;
    }
    lab.visit(Way::Plain, "#/http-post?level=lab").await?;
    lab.run_is_done().await?;
    lab.script("for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError') }").await?;
    opens_a_file(lab).await
}

async fn without_storage(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    opens_a_file(lab).await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("the address holds it all", "document.title.startsWith('Mine') && location.hash.includes('drop=c3')").await
}

async fn opens_a_file(lab: &Lab) -> Outcome {
    open_file(lab, &own("Mine", 0)?).await?;
    lab.is("it is open", "document.title.startsWith('Mine')").await?;
    lab.hook("[data-lose=data]").await?.click().await?;
    lab.is("and can be changed", "location.hash.includes('drop=c3') && document.documentElement.dataset.runState === 'done'").await
}

async fn strange_messages_change_nothing(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    // Texts are fetched; until they are here "…" stands for each.
    let here =
        "!!document.querySelector('#tab-panel svg') && ![...document.querySelectorAll('.side *')].some((e) => e.textContent === '…')";
    lab.is("all of it is here", here).await?;
    let (digest, text) = (lab.of_the_page("data-run-digest").await?, "document.body.innerText.length");
    let before = lab.script(&format!("return {text}")).await?;
    let post = "for (const data of [null, 1, 'drop=c1', {}, [], { tcplab: 'height', height: 1e9 }, { tcplab: 'open', hash: '#/lost-syn' },
        { type: 'webpackOk' }, new ArrayBuffer(1 << 20), { toString: 1, valueOf: 2 }, { tcplab: { tcplab: null } }])
        window.postMessage(data, '*')";
    lab.script(post).await?;
    lab.key(thirtyfour::Key::Right).await?;
    lab.key(thirtyfour::Key::Left).await?;
    lab.is("the run stays", &same(&digest)).await?;
    lab.is("the page too", &format!("Math.abs({text} - {before}) < 200")).await
}

async fn undo_and_redo_amid_a_long_run_end_where_they_should(lab: &Lab) -> Outcome {
    lab.open("#/slow-start?level=lab&limit_segments=4000").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.hook("[data-lose=data]").await?.click().await?;
    lab.is("changed", "location.hash.includes('drop=') && document.documentElement.dataset.runState === 'done'").await?;
    let lost = lab.of_the_page("data-run-digest").await?;
    // Three hundred thousand segments: it is still running when it is taken back.
    lab.script("location.hash = location.hash.replace('limit_segments=4000', 'mss=5')").await?;
    lab.is("a long run is under way", "document.documentElement.dataset.runState === 'running'").await?;
    let press = |key: &str| {
        format!(
            "for (let n = 0; n < 25; n++) document.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', ctrlKey: true, bubbles: true, cancelable: true }}))"
        )
    };
    for key in ["z", "y", "z", "y"] {
        lab.script(&press(key)).await?;
    }
    lab.is("again the long one", "location.hash.includes('mss=5')").await?;
    lab.script(&press("z")).await?;
    lab.is("all the way back", &same(&plain)).await?;
    lab.script("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', ctrlKey: true, bubbles: true }))").await?;
    lab.is("and one forward", &same(&lost)).await?;
    lab.is("nothing runs on", "!document.querySelector('[data-action=stop]')").await
}

async fn a_reload_amid_a_long_run_begins_it_again(lab: &Lab) -> Outcome {
    lab.visit(Way::Plain, "#/slow-start?reveal=0&mss=5&drop=c4").await?;
    let running = "document.documentElement.dataset.runState === 'running' && !!document.querySelector('[data-action=stop]')";
    lab.is("it is under way", running).await?;
    lab.driver.refresh().await?;
    lab.is("and again", running).await?;
    lab.script("document.querySelector('[data-action=stop]').click()").await?;
    lab.run_is_done().await?;
    lab.is("with all that the address says", "location.hash.includes('mss=5') && location.hash.includes('drop=c4')").await
}

async fn parameters_at_their_limits_run_to_an_end(lab: &Lab) -> Outcome {
    for limits in [
        "msl=1ms",
        "mtu=68&df=off",
        "mtu=68&icmp_too_big=off",
        "loss=100%25",
        "rate=1bps",
        "rate=1bps&queue=0",
        // Three hundred and sixty thousand segments without the last.
        "rto_min=1ms&rto_initial=1ms&rto_max=1ms&rtt=24h&limit_segments=50000",
        "rtt=0s&delack=0s",
        "dup=1&reorder=1&corrupt=1",
        "rcv_buf=1&snd_buf=1",
        "mss=1&nagle=off&sws_sender=off&sws_receiver=off",
        "keepalive=on&keepalive_time=1ms&keepalive_interval=1ms",
        "limit_events=1",
        "ack_split=1000&ack_ahead=1000000",
    ] {
        lab.open(&format!("#/http-post?level=expert&{limits}")).await?;
        lab.is(limits, "!document.querySelector('.banner') && !!document.querySelector('.ladder-canvas')").await?;
    }
    Ok(())
}

async fn an_intervention_that_fits_no_more_says_so_and_is_aimed_anew(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&drop=c99&drop=every(from=server,flags=R)").await?;
    let plain = "document.querySelectorAll('[data-outcome=unmatched]').length === 2";
    lab.is("what matches nothing says so", plain).await?;
    lab.is("in words", "document.querySelector('.interventions').textContent.includes('matches nothing in this run')").await?;
    lab.is("and does no harm", "!document.querySelector('.banner') && !document.querySelector('.ladder-canvas .cross')").await?;
    // The third of the client's is another one once an earlier change makes it send more.
    lab.open("#/http-post?level=lab").await?;
    lab.hook("[data-lose=data]").await?.click().await?;
    lab.is("c3 is lost", "!!document.querySelector('[data-intervention=c3][data-outcome=applied]')").await?;
    lab.hook("[data-lose=syn]").await?.click().await?;
    lab.is("c3 is another one now", "!!document.querySelector('[data-intervention=c3][data-outcome=misfit]')").await?;
    lab.hook("[data-intervention=c3] .retarget button").await?.click().await?;
    lab.is("aimed at where it went", "!!document.querySelector('[data-intervention=c4][data-outcome=applied]')").await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.is("and back", "!!document.querySelector('[data-intervention=c3][data-outcome=misfit]')").await
}

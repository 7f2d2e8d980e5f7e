//! What only a laboratory has: every parameter in one drawer.

use crate::harness::{Lab, Outcome, Test, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    a_parameter_is_found_by_name_key_and_text_in_both_languages,
    a_profile_is_chosen_shared_and_taken_back,
    a_script_is_edited_undone_shared_and_read_again,
    a_step_that_cannot_be_made_is_refused_at_its_field,
    a_run_is_saved_in_every_form,
    a_scenario_file_is_opened_again_and_a_broken_one_loses_nothing,
    why_nothing_is_sent_is_told_for_both_ends,
    a_reason_shows_what_was_compared_and_where_it_leads,
    the_previous_run_is_compared_in_words,
    one_parameter_goes_back_alone_and_what_is_out_of_range_is_refused_at_its_field,
    what_differs_is_a_chip_that_is_taken_off_alone,
];

async fn drawer(lab: &Lab, link: &str) -> Outcome {
    lab.open(link).await?;
    lab.hook("[data-action=parameters]").await?.click().await?;
    lab.hook(".drawer .par-help").await?;
    Ok(())
}

async fn search(lab: &Lab, text: &str) -> Outcome {
    let body = "const field = document.querySelector('[data-action=search-parameters]'); field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    lab.script_with(body, &[text.into()]).await.map(drop)
}

/// The names of the parameters that are shown.
const SHOWN: &str = "[...document.querySelectorAll('[data-setting]')].map((e) => e.dataset.setting).join(' ')";

async fn a_parameter_is_found_by_name_key_and_text_in_both_languages(lab: &Lab) -> Outcome {
    drawer(lab, "#/http-post?level=lab").await?;
    lab.is("the search has the focus", "document.activeElement === document.querySelector('[data-action=search-parameters]')").await?;
    lab.is("about ten are shown", "document.querySelectorAll('[data-setting]').length < 16").await?;
    for (text, found) in [
        ("least rto", "rto_min"),
        ("rto_min", "rto_min"),
        ("rfc 6298 200 ms", "rto_min"),
        ("challenge ack interval", "challenge_limit challenge_interval"),
        ("tcp_user_timeout", "user_timeout"),
        ("limited transmit", "limited_transmit"),
    ] {
        search(lab, text).await?;
        lab.is(text, &format!("{SHOWN} === '{found}'")).await?;
    }
    search(lab, "heliograph").await?;
    lab.is("it says that nothing is found", "document.querySelector('.drawer .found').textContent.includes('heliograph')").await?;
    drawer(lab, "#/http-post?level=expert&lang=zh").await?;
    for (text, found) in
        [("最小 rto", "rto_min"), ("karn", "karn"), ("拥塞控制", "cc"), ("receive buffer", "rcv_buf"), ("so_keepalive", "keepalive")]
    {
        search(lab, text).await?;
        lab.is(text, &format!("{SHOWN}.split(' ').includes('{found}') && {SHOWN}.split(' ').length < 6")).await?;
    }
    search(lab, "").await?;
    lab.is(
        "all of them",
        "document.querySelectorAll('[data-setting]').length > 70 && document.querySelectorAll('[data-group]').length === 12",
    )
    .await
}

async fn a_profile_is_chosen_shared_and_taken_back(lab: &Lab) -> Outcome {
    drawer(lab, "#/http-post?level=expert&reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.hook("[data-profile=teaching]").await?.click().await?;
    lab.is("the address says it", "location.hash.includes('profile=teaching') && !location.hash.includes('rto_max=')").await?;
    lab.is("it is pressed", "document.querySelector('[data-profile=teaching]').ariaPressed === 'true'").await?;
    lab.is("what it sets is shown", "document.querySelector('[data-setting=rto_max]').value === '8 s'").await?;
    lab.is("a chip says it", "!!document.querySelector('[data-chip=profile]')").await?;
    lab.hook(".sets summary").await?.click().await?;
    lab.is("it says what it changes", "document.querySelector('.sets').innerText.includes('Greatest RTO: 8 s, not 60 s')").await?;
    lab.is("and what it leaves", "document.querySelector('.sets .kept').innerText.includes('MSL: 5 s, but 30 s stays here')").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("it is there after a reload", &format!("document.documentElement.dataset.runDigest !== '{plain}'")).await?;
    lab.hook("[data-chip=profile]").await?.click().await?;
    lab.hook("[data-profile=rfc]").await?.click().await?;
    lab.is("and back", &format!("document.documentElement.dataset.runDigest === '{plain}'")).await
}

async fn one_parameter_goes_back_alone_and_what_is_out_of_range_is_refused_at_its_field(lab: &Lab) -> Outcome {
    drawer(lab, "#/http-post?level=lab&msl=5s&delack=0s").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    let field = lab.hook("[data-setting=delack]").await?;
    field.clear().await?;
    field.send_keys("2s").await?;
    field.send_keys(Key::Enter.value().to_string()).await?;
    let at = "document.querySelector('[data-setting=delack]')";
    lab.is("the field says why", &format!("{at}.closest('.par').querySelector('[role=alert]').textContent.includes('499')")).await?;
    lab.is("and keeps what was typed", &format!("{at}.value === '2s' && {at}.ariaInvalid === 'true'")).await?;
    lab.is("nothing ran", &format!("document.documentElement.dataset.runDigest === '{plain}'")).await?;
    lab.script(&format!("{at}.closest('.par').querySelector('[data-action=reset-setting]').click()")).await?;
    lab.is("one goes back", "!location.hash.includes('delack') && location.hash.includes('msl=5s')").await?;
    lab.is("its field too", &format!("{at}.value === '40 ms' && !{at}.ariaInvalid")).await?;
    lab.hook("[data-action=defaults]").await?.click().await?;
    lab.is("all go back", "!location.hash.includes('msl')").await
}

async fn what_differs_is_a_chip_that_is_taken_off_alone(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=learn&msl=5s&delack=0s&client.script=1..2").await?;
    let off = |chip: &str| format!(".chip-pair:has([data-chip='{chip}']) [data-action=take-off]");
    lab.hook(&off("delack")).await?.click().await?;
    lab.is("one is off", "!location.hash.includes('delack') && location.hash.includes('msl=5s')").await?;
    lab.is("the focus is beside it", "document.activeElement.dataset.action === 'parameters'").await?;
    lab.hook(&off("client.script")).await?.click().await?;
    lab.is("the application's too", "!location.hash.includes('script') && location.hash.includes('msl=5s')").await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.is("and on again", "location.hash.includes('client.script=1..2')").await?;
    // What the scenario itself has otherwise stands in the drawer, and goes to the default.
    drawer(lab, "#/http-post?level=lab&msl=5s").await?;
    lab.is(
        "the scenario's own",
        "!!document.querySelector('.apart [data-chip=rate]') && !document.querySelector('.dock [data-chip=rate]')",
    )
    .await?;
    lab.hook(&format!(".apart {}", off("rate"))).await?.click().await?;
    lab.is("is at the default", "location.hash.includes('rate=unlimited') && !document.querySelector('.apart [data-chip=rate]')").await?;
    // A link is told the range and its reason as the field is.
    lab.script("location.hash = '#/http-post?client.mss=99999'").await?;
    lab.is(
        "the range and the reason",
        "document.querySelector('.banner')?.textContent.includes('client.mss: 99999 is outside 1 to 65495. The longest datagram')",
    )
    .await
}

async fn applications(lab: &Lab, link: &str) -> Outcome {
    drawer(lab, link).await?;
    lab.click("button", "Applications").await?;
    lab.hook(".script textarea, .script input").await?;
    Ok(())
}

/// Puts a text into a cell of an end's table, as a reader does who leaves it then.
async fn put(lab: &Lab, end: &str, row: usize, cell: &str, text: &str) -> Outcome {
    let body = format!(
        "const cell = document.querySelectorAll('[data-script={end}] tbody')[{row}].querySelector('[data-step=\"drawer.{cell}\"]');
        cell.value = arguments[0]; cell.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    lab.script_with(&body, &[text.into()]).await.map(drop)
}

const ROWS: &str = "document.querySelectorAll('[data-script=client] tbody').length";

async fn a_script_is_edited_undone_shared_and_read_again(lab: &Lab) -> Outcome {
    applications(lab, "#/http-post?level=lab&reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    let same = |is: bool| {
        format!(
            "document.documentElement.dataset.runState === 'done' && (document.documentElement.dataset.runDigest === '{plain}') === {is}"
        )
    };
    let rows = lab.script(&format!("return {ROWS}")).await?.as_u64().unwrap_or_default();
    // A new step, with a text in place of a size.
    lab.hook("[data-script=client] [data-action=step-add]").await?.click().await?;
    lab.is("there is one more", &format!("{ROWS} === {rows} + 1")).await?;
    let last = usize::try_from(rows)?;
    put(lab, "client", last, "payload", "text").await?;
    lab.is(
        "a text to type",
        &format!("document.querySelectorAll('[data-script=client] tbody')[{last}].querySelector('textarea')?.value === 'hello'"),
    )
    .await?;
    put(lab, "client", last, "text", "GET /; 1\\r\n").await?;
    lab.is(
        "the address says it",
        "decodeURIComponent(location.hash).includes('client.script=1..') && decodeURIComponent(location.hash).includes('say GET /')",
    )
    .await?;
    // Another order, another trigger, another call.
    for _ in 0..2 {
        lab.script("(document.activeElement.dataset.action === 'step-up' ? document.activeElement : [...document.querySelectorAll('[data-script=client] [data-action=step-up]')].at(-1)).click()")
            .await?;
    }
    lab.is(
        "the focus goes with a step",
        "document.activeElement === document.querySelectorAll('[data-script=client] tbody')[1].querySelector('[data-action=step-up]')",
    )
    .await?;
    put(lab, "client", 1, "when", "read").await?;
    lab.is("a number of bytes stands beside it", "!!document.querySelector('[data-step=\"drawer.bytes-read\"]')").await?;
    put(lab, "client", 1, "when", "at").await?;
    put(lab, "client", 1, "time", "300ms").await?;
    put(lab, "server", 0, "call", "reading").await?;
    lab.is("the server's too", "location.hash.includes('server.script=') && location.hash.includes('300ms')").await?;
    lab.is("chips say so", "document.querySelectorAll('[data-chip$=script]').length === 2").await?;
    lab.is("it ran", &same(false)).await?;
    lab.run_is_done().await?;
    let edited = lab.of_the_page("data-run-digest").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("a reload gives the same run", &format!("document.documentElement.dataset.runDigest === '{edited}'")).await?;
    lab.hook("[data-chip='client.script']").await?.click().await?;
    lab.is("and the same table", &format!("{ROWS} === {rows} + 1")).await?;
    lab.hook("[data-script=client] [data-action=step-remove]").await?.click().await?;
    lab.is("a step is gone", &format!("{ROWS} === {rows}")).await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.is("and there again", &format!("{ROWS} === {rows} + 1 && document.documentElement.dataset.runDigest === '{edited}'")).await?;
    lab.hook("[data-action=redo]").await?.click().await?;
    lab.is("and gone again", &format!("{ROWS} === {rows}")).await?;
    for end in ["client", "server"] {
        lab.hook(&format!("[data-script={end}] [data-action=script-reset]")).await?.click().await?;
    }
    lab.is("as the scenario has it", &same(true)).await?;
    lab.is("nothing is left in the address", "!location.hash.includes('script')").await
}

async fn a_step_that_cannot_be_made_is_refused_at_its_field(lab: &Lab) -> Outcome {
    applications(lab, "#/http-post?level=lab").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    for (cell, text, why) in [("after", "soon", "soon"), ("after", "9000h", "86400"), ("text", "\\q", "backslash")] {
        let row = if cell == "text" { 2 } else { 0 };
        if cell == "text" {
            put(lab, "client", row, "call", "send").await?;
            put(lab, "client", row, "payload", "text").await?;
        }
        put(lab, "client", row, cell, text).await?;
        lab.is(
            "it says why",
            &format!("[...document.querySelectorAll('.script [role=alert]')].some((e) => e.textContent.includes('{why}'))"),
        )
        .await?;
        lab.is("and keeps what was typed", &format!("document.querySelector('.script [aria-invalid=true]').value === {text:?}")).await?;
    }
    // Numbers that no call could take, words for numbers, nothing at all, and more text than an address holds.
    put(lab, "client", 2, "payload", "size").await?;
    let long = "x".repeat(3_000);
    for (call, cell, text, why) in [
        ("send", "size", "1000000000000", "1000000000000 bytes to send are more than the 268435456"),
        ("send", "size", "99999999999999999999999999999999999999999999", "are more than the 268435456"),
        ("send", "size", "4000000000", "bytes to send are more than"),
        ("send", "size", "-1", "“-1” is not a whole number"),
        ("send", "size", "", "“” is not a whole number"),
        ("send", "size", "many", "“many” is not a whole number"),
        ("receive", "value", "1000000000000", "1000000000000 is outside 0 to 4294967295. Bytes are counted"),
        ("rcv_buf", "value", "0", "0 is outside 1 to 1073741824. There must be room"),
        ("dscp", "value", "64", "64 is outside 0 to 63. A DSCP is a field of six bits"),
        ("linger", "value", "never", "“never” is not a time with a unit"),
        ("linger", "after", "", "“” is not a time with a unit"),
        ("linger", "after", "99999999999999999999h", "limit of 86400s. A longer run has to be allowed"),
        ("listen", "after", &long, "is not a time with a unit"),
    ] {
        put(lab, "client", 2, "call", call).await?;
        lab.is(
            "the call is taken",
            &format!(
                "document.querySelectorAll('[data-script=client] tbody')[2].querySelector('[data-step=\"drawer.call\"]').value === '{call}'"
            ),
        )
        .await?;
        put(lab, "client", 2, cell, text).await?;
        lab.is(
            why,
            &format!("[...document.querySelectorAll('.script [role=alert]')].some((e) => e.textContent.includes('{why}') && e.textContent.length < 200)"),
        )
        .await?;
    }
    put(lab, "client", 2, "call", "send").await?;
    put(lab, "client", 2, "payload", "text").await?;
    put(lab, "client", 2, "text", &long).await?;
    lab.is("too long a text", "[...document.querySelectorAll('.script [role=alert]')].some((e) => e.textContent.includes('3000'))").await?;
    let hash = lab.script("return location.hash").await?;
    assert!(!hash.as_str().unwrap_or_default().contains("soon"), "{hash} {plain}");
    // A broken link says where, and opens the scenario.
    lab.open("#/http-post?client.script=1;conected:close").await?;
    lab.is("the banner says it", "document.querySelector('.banner').textContent.includes('conected')").await
}

/// Notes what is saved instead of saving it.
const NOTE: &str = "window.saved = []; const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.blob = blob; return make.call(URL, blob) };
    HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download) }";

/// Saves in one form; its text, every byte a character.
async fn saved(lab: &Lab, form: &str) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    lab.script(&format!("window.blob = null; document.querySelector(\"[data-export='{form}']\").click()")).await?;
    lab.is(form, "!!window.blob").await?;
    let body = "const done = arguments[arguments.length - 1];
        window.blob.arrayBuffer().then((b) => done(Array.from(new Uint8Array(b), (c) => String.fromCharCode(c)).join('')))";
    let text = lab.driver.execute_async(body, vec![]).await?.json().clone();
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn a_run_is_saved_in_every_form(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&drop=c4").await?;
    lab.script(NOTE).await?;
    lab.hook("[data-action=export]").await?.click().await?;
    lab.hook("[data-export=pcapng]").await?;
    let client = saved(lab, "pcapng").await?;
    assert!(client.starts_with("\n\r\r\n") && client.contains("tcplab") && client.contains("c4"), "a capture at the client");
    lab.script(
        "const s = document.querySelector('[data-do=seen-by]'); s.value = '1'; s.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    .await?;
    lab.is("the server is chosen", "document.querySelector('[data-do=seen-by]').value === '1'").await?;
    let server = saved(lab, "pcapng").await?;
    assert!(server.contains("server") && server.len() < client.len(), "what was lost never reached the server");
    let svg = saved(lab, "svg").await?;
    assert!(svg.starts_with("<svg") && svg.contains("data-seg=\"c4\""), "{}", &svg[..80]);
    let trace: serde_json::Value = serde_json::from_str(&saved(lab, "trace.json").await?)?;
    assert_eq!(trace["format"], "tcplab-trace-1");
    assert!(trace["segments"].as_array().is_some_and(|all| all.iter().any(|s| s["name"] == "c4" && s["fate"] == "lost")));
    assert!(trace["steps"].as_array().is_some_and(|all| all.iter().any(|s| s["reasons"].as_array().is_some_and(|r| !r.is_empty()))));
    let scenario: serde_json::Value = serde_json::from_str(&saved(lab, "json").await?)?;
    assert_eq!((&scenario["slug"], &scenario["interventions"][0]), (&"http-post".into(), &"drop c4".into()));
    assert!(saved(lab, "txt").await?.contains("SYN"));
    let names = lab.script("return window.saved.join(' ')").await?;
    assert_eq!(names, "http-post.pcapng http-post.pcapng http-post.svg http-post.trace.json http-post.json http-post.txt");
    Ok(())
}

/// Chooses a file of this text.
async fn choose(lab: &Lab, text: &str) -> Outcome {
    let body = "const input = document.querySelector('.export input[type=file]'); const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'mine.json', { type: 'application/json' })); input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }))";
    lab.script_with(body, &[text.into()]).await.map(drop)
}

async fn a_scenario_file_is_opened_again_and_a_broken_one_loses_nothing(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&drop=c4").await?;
    let digest = lab.of_the_page("data-run-digest").await?;
    lab.script(NOTE).await?;
    lab.hook("[data-action=export]").await?.click().await?;
    lab.hook("[data-export=json]").await?;
    let file = saved(lab, "json").await?;
    for (text, why) in [
        ("{ \"slug\": \"mine\",\n }".to_owned(), "line 2"),
        (file.replace("\"steps\"", "\"stepps\""), "stepps"),
        (file.replace("drop c4", "drop q4"), "q4"),
        (format!("{{\"slug\": \"{}\"}}", "x".repeat(2 << 20)), "more than the 1048576"),
        ("[".repeat(100_000), "line 1"),
        ("\u{0}\u{1}PNG".to_owned(), "line 1"),
        (String::new(), "line 1"),
        ("[1]".to_owned(), "object"),
    ] {
        choose(lab, &text).await?;
        lab.is(why, &format!("document.querySelector('.export .error').textContent.includes('{why}')")).await?;
        lab.is("the run stays", &format!("document.documentElement.dataset.runDigest === '{digest}'")).await?;
    }
    choose(lab, &file).await?;
    lab.is("it has a name of its own", "location.hash.startsWith('#/my-http-post')").await?;
    let same = format!("document.documentElement.dataset.runState === 'done' && document.documentElement.dataset.runDigest === '{digest}'");
    lab.is("and the same run", &same).await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("after a reload too", &format!("location.hash.startsWith('#/my-http-post') && {same}")).await
}

async fn why_nothing_is_sent_is_told_for_both_ends(lab: &Lab) -> Outcome {
    lab.open("#/closed-port?level=lab&reveal=0&call=1s:client%20receive%2010").await?;
    let fill = |mark: &str| format!("getComputedStyle(document.querySelector('.ladder .call-mark{mark}')).fill");
    lab.is("a call that is refused is marked in another colour", &format!("{} !== {}", fill(".call-failed"), fill(":not(.call-failed)")))
        .await?;
    lab.is("and named", "document.querySelector('.ladder').textContent.includes('recv() refused')").await?;
    lab.open("#/zero-window?level=lab").await?;
    let rules = "[...document.querySelectorAll('[data-silent] [data-rule]')].map((e) => e.dataset.rule).join(' ')";
    lab.is("both ends answer", "document.querySelectorAll('[data-silent]').length === 2").await?;
    let mut told = Vec::new();
    for _ in 0..60 {
        lab.key(Key::Right).await?;
        told.push(lab.script(&format!("return {rules} + ' ' + document.querySelector('.why-silent').textContent")).await?.to_string());
    }
    for wanted in ["silent-syn-sent", "nothing-to-send", "until", "Its application goes on"] {
        assert!(told.iter().any(|t| t.contains(wanted)), "{wanted}: {told:?}");
    }
    lab.hook("[data-action=silent]").await?.click().await?;
    lab.is("it folds", "!document.querySelector('[data-silent]')").await
}

async fn the_previous_run_is_compared_in_words(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    assert_eq!(lab.script("return !!document.querySelector('.compared')").await?, false);
    lab.hook("[data-lose=data]").await?.click().await?;
    let said = "document.querySelector('.compared')?.textContent ?? ''";
    for wanted in ["First different segment: c3", "Retransmissions: 1", "Segments lost: 1", "all over at"] {
        lab.is(wanted, &format!("({said}).includes('{wanted}')")).await?;
    }
    Ok(())
}

async fn a_reason_shows_what_was_compared_and_where_it_leads(lab: &Lab) -> Outcome {
    // Each host goes by its name, whichever side of the ladder it stands on.
    lab.open("#/two-clients?level=lab&reveal=0&forge=900ms:flags=A,as=server@1,tcp.destination_port=9&sel=e6").await?;
    let why = "document.querySelector('.why').innerText";
    lab.is(
        "a host that is no end of the first connection",
        &format!("{why}.includes('client-2 sends e6') && !{why}.includes('server sends')"),
    )
    .await?;
    lab.open("#/lost-data-segment?reveal=0&level=lab").await?;
    let compared = |text: &str| {
        format!("[...document.querySelectorAll('.why .compared')].some((e) => e.textContent.replaceAll('\u{a0}', ' ').trim() === '{text}')")
    };
    let walk = |until: String| async move {
        for _ in 0..30 {
            if lab.script(&format!("return {until}")).await? == true {
                return Ok(());
            }
            lab.key(Key::Right).await?;
            // Reasons follow a frame later.
            lab.script(
                "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))",
            )
            .await?;
        }
        Err(format!("never: {until}").into())
    };
    let lost = "document.querySelector('.why .stimulus').textContent.startsWith('c4 is lost (')";
    let outcome: Outcome = walk(lost.to_owned()).await;
    outcome?;
    lab.is("it says what a loss is", "document.querySelector('.why .quiet').textContent.includes('Nobody is told')").await?;
    lab.is("and what mends it", "document.querySelector('.why .links').textContent.includes('sent again as c10')").await?;
    let outcome: Outcome = walk(compared("SEG.SEQ 2001 = RCV.NXT 1001 ✗")).await;
    outcome?;
    let outcome: Outcome = walk(compared("SND.UNA 1 < SEG.ACK 1001 ≤ SND.NXT 7001 ✓")).await;
    outcome?;
    lab.hook(".why .compared .term[tabindex='0']").await?.focus().await?;
    lab.is("each name has its line", "getComputedStyle(document.querySelector('.gloss-box')).display === 'block'").await?;
    // A timer: what started it, and what it led to.
    lab.open("#/zero-window?reveal=0&level=lab").await?;
    let outcome: Outcome = walk("document.querySelector('.why .stimulus').textContent.includes('persist timer expires')".to_owned()).await;
    outcome?;
    let step = lab.script("return document.querySelector('.why [data-moment]').dataset.moment").await?;
    lab.hook(".why [data-moment]").await?.click().await?;
    lab.is("the way back to its start", &format!("document.querySelector('.why-body').dataset.event === {step}")).await?;
    lab.is("leads on again", "document.querySelector('.why .links').textContent.includes('persist timer expires')").await?;
    // A call: what it waited for, and what that led to.
    lab.open("#/http-post?reveal=0&level=lab").await?;
    let outcome: Outcome = walk("document.querySelector('.why .did')?.textContent.includes('send(100')".to_owned()).await;
    outcome?;
    lab.is("its cause", "document.querySelector('.why .links').textContent.includes('c5 arrives at the server')").await?;
    lab.hook(".why [data-moment]").await?.click().await?;
    lab.is("and back", "document.querySelector('.why .links').textContent.includes('send(100')").await?;
    lab.must_be_clean().await
}

//! What a reader does with a run: plays it, reads a header, edits it, loses a segment, undoes, shares.

use crate::harness::{Lab, Outcome, Test, Way, tests};
use thirtyfour::{Key, WindowHandle};

pub const TESTS: &[Test] = tests![
    the_bare_address_opens_just_before_the_first_syn_with_three_cues,
    stepping_through_the_story_shows_nothing_of_the_future,
    playing_goes_to_the_end,
    a_syn_without_its_syn_bit_is_ignored_for_the_right_reason_and_sent_again,
    a_lost_segment_is_sent_again_and_undo_takes_it_back,
    a_msl_of_one_second_ends_time_wait_after_two,
    a_copied_address_gives_the_same_digest_in_a_second_window,
    back_and_forward_go_through_the_readers_changes,
    chinese_is_chinese_everywhere_and_remembered,
    every_field_takes_a_typed_value_and_refuses_one_out_of_range,
    a_bad_address_is_named_and_the_page_stays_whole,
    everything_can_be_done_with_the_keyboard,
    the_whole_address_of_an_embed_opens_in_full,
    a_phone_shows_the_ladder_and_the_bits,
    a_long_run_shows_its_beginning_and_stops_when_it_is_told_to,
];

async fn digest(lab: &Lab) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    lab.of_the_page("data-run-digest").await
}

/// Waits until the run on the page is another than `before`.
async fn another_run(lab: &Lab, before: &str) -> Outcome {
    let body = format!("const r = document.documentElement.dataset; return r.runState === 'done' && r.runDigest !== '{before}'");
    lab.until("another run is done", &body).await
}

async fn select_all(lab: &Lab) -> Outcome {
    Ok(lab.driver.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).perform().await?)
}

async fn has(lab: &Lab, text: &str) -> Outcome {
    let body = format!("return document.body.innerText.includes({})", serde_json::Value::from(text));
    lab.until(&format!("the page says {text:?}"), &body).await
}

/// Chooses a segment with the keyboard: arrow keys go from one to the next.
async fn choose(lab: &Lab, name: &str) -> Outcome {
    for _ in 0..40 {
        lab.press(Key::Down.value().to_string()).await?;
        let chosen = format!("return document.querySelector('[role=row][aria-selected=true] [role=gridcell]')?.textContent === '{name}'");
        if lab.script(&chosen).await? == true {
            return Ok(());
        }
    }
    Err(format!("{name} was not reached").into())
}

async fn the_bare_address_opens_just_before_the_first_syn_with_three_cues(lab: &Lab) -> Outcome {
    lab.open("").await?;
    assert_eq!(lab.script("return document.querySelectorAll('[data-cue]').length").await?, 3);
    assert_eq!(lab.script("return document.querySelectorAll('.ladder svg [data-seg]').length").await?, 0, "nothing has been sent");
    // What the build weighs as a first visit is all that it asks for.
    let fetched = "return performance.getEntriesByType('resource').filter((e) => /words|scenarios|lab-/.test(e.name)).map((e) => e.name)";
    assert_eq!(lab.script(fetched).await?, serde_json::json!([]), "no text is missing, and nothing of the lab");
    lab.click("button", "Next").await?;
    lab.until("the SYN is there", "return !!document.querySelector('.ladder svg [data-seg=c1]')").await?;
    assert_eq!(lab.script("return document.querySelectorAll('.ladder svg [data-seg]').length").await?, 1, "and nothing else");
    Ok(())
}

async fn stepping_through_the_story_shows_nothing_of_the_future(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    // Segments that are drawn, ticks on the scrubber, rows of the readers' table, and whether the story can go on.
    let look = "const count = (what) => document.querySelectorAll(what).length;
        const next = [...document.querySelectorAll('.story button, [data-story-step] ~ button, button')].find((b) => b.innerText.trim() === 'Next');
        return [count('.ladder svg [data-seg]'), !!next && !next.disabled, document.body.innerText.includes('TIME-WAIT')]";
    let mut drawn = 0;
    for step in 1.. {
        let now = lab.script(look).await?;
        let segments = now[0].as_u64().unwrap_or_default();
        assert!(segments >= drawn, "what was drawn stays");
        drawn = segments;
        if now[1] != true {
            assert!(step > 3 && drawn == 13, "the story ends with all 13 segments drawn, not {drawn} after {step} steps");
            break;
        }
        assert!(drawn < 13 && now[2] != true, "step {step} tells of the end");
        lab.click("button", "Next").await?;
        lab.driver
            .execute_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))", vec![])
            .await?;
    }
    Ok(())
}

async fn playing_goes_to_the_end(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    lab.script("const s = document.querySelector('.dock select'); s.selectedIndex = s.options.length - 1; s.dispatchEvent(new Event('change', {bubbles: true}))").await?;
    lab.press(" ").await?;
    lab.until(
        "all segments are drawn",
        "return document.querySelectorAll('[role=grid] [role=row]').length > 10 || !!document.querySelector('[data-seg=c8]')",
    )
    .await
}

async fn a_syn_without_its_syn_bit_is_ignored_for_the_right_reason_and_sent_again(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let before = digest(lab).await?;
    choose(lab, "c1").await?;
    let flags = lab.hook("[data-field='tcp.syn']").await?;
    assert_eq!(flags.attr("aria-pressed").await?.as_deref(), Some("true"), "the SYN bit is set");
    flags.click().await?;
    lab.hook("[data-do=run]").await?.click().await?;
    another_run(lab, &before).await?;
    has(lab, "LISTEN").await?;
    // The cursor stands where the edit shows: the segment arrives, and is discarded.
    lab.until("the reason is the rule of LISTEN", "return !!document.querySelector('.why [data-rule=listen-other]')").await?;
    lab.until("the repeated SYN succeeds", "return !!document.querySelector('[data-seg=c2]') && !!document.querySelector('[data-seg=s1]')")
        .await?;
    has(lab, "ESTABLISHED").await?;
    lab.press(Key::Escape.value().to_string()).await?;
    lab.driver.action_chain().key_down(Key::Control).send_keys("z").key_up(Key::Control).perform().await?;
    lab.until("undo brings the run back", &format!("return document.documentElement.dataset.runDigest === '{before}'")).await
}

async fn a_lost_segment_is_sent_again_and_undo_takes_it_back(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let before = digest(lab).await?;
    choose(lab, "c3").await?;
    lab.hook("[data-do=lose]").await?.click().await?;
    another_run(lab, &before).await?;
    has(lab, "lost").await?;
    lab.until(
        "a retransmission is drawn",
        "return [...document.querySelectorAll('.ladder svg')].some((s) => s.textContent.includes('retx'))",
    )
    .await?;
    assert!(lab.script("return location.hash").await?.as_str().is_some_and(|h| h.contains("drop=c3")), "the address says so");
    let difference = lab.text("[data-difference]").await?;
    assert!(difference.contains("c3"), "{difference}");
    lab.click("button", "Undo").await?;
    lab.until("undo brings the run back", &format!("return document.documentElement.dataset.runDigest === '{before}'")).await?;
    lab.click("button", "Redo").await?;
    another_run(lab, &before).await
}

async fn a_msl_of_one_second_ends_time_wait_after_two(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let before = digest(lab).await?;
    lab.click("button", "parameters").await?;
    let field = lab.hook("[data-setting=msl] input, input[data-setting=msl]").await?;
    field.click().await?;
    select_all(lab).await?;
    field.send_keys("1s").await?;
    field.send_keys(Key::Enter.value().to_string()).await?;
    another_run(lab, &before).await?;
    let address = lab.script("return location.hash").await?;
    assert!(address.as_str().is_some_and(|h| h.contains("msl=1s")), "{address}");
    lab.press(Key::Escape.value().to_string()).await?;
    has(lab, "2MSL 2 s").await
}

async fn a_copied_address_gives_the_same_digest_in_a_second_window(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0&loss=0.2&seed=5&edit=c1:tcp.window=4096").await?;
    let (digest, address) = (digest(lab).await?, lab.script("return location.href").await?);
    let first = lab.driver.window().await?;
    let second: WindowHandle = lab.driver.new_tab().await?;
    lab.driver.switch_to_window(second).await?;
    lab.driver.goto(address.as_str().unwrap_or_default()).await?;
    lab.run_is_done().await?;
    let again = lab.of_the_page("data-run-digest").await?;
    lab.driver.close_window().await?;
    lab.driver.switch_to_window(first).await?;
    assert_eq!(again, digest);
    Ok(())
}

async fn back_and_forward_go_through_the_readers_changes(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let plain = digest(lab).await?;
    choose(lab, "c4").await?;
    lab.press("d").await?;
    another_run(lab, &plain).await?;
    let lost = digest(lab).await?;
    lab.driver.back().await?;
    lab.until("back", &format!("return document.documentElement.dataset.runDigest === '{plain}'")).await?;
    lab.driver.forward().await?;
    lab.until("forward", &format!("return document.documentElement.dataset.runDigest === '{lost}'")).await
}

async fn chinese_is_chinese_everywhere_and_remembered(lab: &Lab) -> Outcome {
    lab.open("#/http-post?lang=en").await?;
    lab.hook("[data-value=zh]").await?.click().await?;
    lab.until("the page says it is Chinese", "return document.documentElement.lang.startsWith('zh')").await?;
    choose(lab, "c1").await?;
    for words in ["首部", "为什么", "客户端", "服务器", "下一步"] {
        has(lab, words).await?;
    }
    assert!(lab.text("[data-story-step]").await?.chars().any(|c| c > '\u{4e00}'), "the story too");
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    Ok(())
}

async fn every_field_takes_a_typed_value_and_refuses_one_out_of_range(lab: &Lab) -> Outcome {
    lab.open("#/three-way-handshake?reveal=0").await?;
    choose(lab, "c1").await?;
    lab.hook("[data-field='tcp.window']").await?.click().await?;
    let input = lab.hook(".bits input").await?;
    input.click().await?;
    select_all(lab).await?;
    input.send_keys("70000").await?;
    input.send_keys(Key::Enter.value().to_string()).await?;
    has(lab, "takes 0 to 65535").await?;
    let input = lab.hook(".bits input").await?;
    input.click().await?;
    select_all(lab).await?;
    input.send_keys("0x1000").await?;
    input.send_keys(Key::Enter.value().to_string()).await?;
    lab.hook("[data-do=run]").await?;
    has(lab, "4096").await
}

async fn a_bad_address_is_named_and_the_page_stays_whole(lab: &Lab) -> Outcome {
    for (address, said) in [
        ("#/no-such-scenario", "no-such-scenario"),
        ("#/http-post?loss=banana", "banana"),
        ("#/http-post?msl=-5s", "msl"),
        ("#/http-post?edit=c1:tcp.nonsense=1", "nonsense"),
    ] {
        lab.open(address).await?;
        // The words for what is wrong are fetched.
        lab.is(address, &format!("document.querySelector('[data-notice]:not(html)')?.innerText.includes('{said}')")).await?;
        assert_eq!(lab.of_the_page("data-run-state").await?, "done", "{address}: a run is on the screen");
    }
    // An edit of a segment that never exists is no error of the address: the list says what became of it.
    lab.open("#/three-way-handshake?drop=c99&reveal=0").await?;
    lab.hook("[data-outcome=unmatched]").await?;
    let long = format!("#/http-post?drop={}", "c1,".repeat(35_000));
    lab.open("#/http-post").await?;
    let before = digest(lab).await?;
    lab.script_with("location.hash = arguments[0]", &[long.into()]).await?;
    lab.hook("[data-notice]:not(html)").await?;
    assert_eq!(digest(lab).await?, before, "the last good run stays");
    Ok(())
}

async fn everything_can_be_done_with_the_keyboard(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0&level=lab").await?;
    let before = digest(lab).await?;
    let focused = |selector: &str| format!("document.activeElement.matches(`{selector}`)");
    // To the ladder, and along it.
    tab_to(lab, "[role=grid]").await?;
    for _ in 0..5 {
        lab.key(Key::Down).await?;
    }
    lab.is("the segment is told", "document.querySelector('.ladder [role=row][aria-selected=true]').firstElementChild.innerText === 'c4'")
        .await?;
    lab.press("d").await?;
    another_run(lab, &before).await?;
    control(lab, "z").await?;
    lab.until("undone", &format!("return document.documentElement.dataset.runDigest === '{before}'")).await?;
    // Into the bits, to the window; a bit of it, then its value.
    lab.key(Key::Enter).await?;
    lab.is("the first field", &focused("[data-field='tcp.source_port']")).await?;
    for _ in 0..14 {
        lab.key(Key::Right).await?;
    }
    lab.is("the window", &focused("[data-field='tcp.window']")).await?;
    lab.key(Key::Enter).await?;
    lab.is("no box covers its bits", "getComputedStyle(document.querySelector('.gloss-box')).display === 'none'").await?;
    lab.key(Key::Down).await?;
    lab.is("its first bit, as the ruler counts", &format!("{} && document.activeElement.ariaLabel.startsWith('bit 16')", focused(".bit")))
        .await?;
    lab.key(Key::Escape).await?;
    lab.is("the field again", &focused("[data-field='tcp.window'][aria-expanded=true]")).await?;
    lab.key(Key::Down).await?;
    lab.is("its bits again", &focused(".bit")).await?;
    lab.press("0").await?;
    lab.is("a bit is flipped, and the next has the focus", &focused(".bit:nth-child(2)")).await?;
    lab.is("the value follows", "document.querySelector('[data-field=\"tcp.window\"] .new').textContent === '32767'").await?;
    tab_to(lab, "[data-edit='tcp.window']").await?;
    control(lab, "a").await?;
    lab.press("100").await?;
    control(lab, &Key::Enter.value().to_string()).await?;
    another_run(lab, &before).await?;
    lab.is("the link carries it", "decodeURIComponent(location.hash).includes('window=100')").await?;
    lab.key(Key::Escape).await?;
    lab.is("back to the field", &focused("[data-field='tcp.window']")).await?;
    control(lab, "z").await?;
    lab.until("undone again", &format!("return document.documentElement.dataset.runDigest === '{before}'")).await?;
    // Out of the bits, back to the ladder.
    for _ in 0..4 {
        lab.key(Key::Escape).await?;
    }
    lab.is("the ladder has the focus", &focused(".ladder-scroll")).await?;
    lab.press("?").await?;
    lab.until("the key list is open", "return !!document.querySelector('dialog[open], [role=dialog]')").await?;
    lab.key(Key::Escape).await?;
    lab.until("and closed", "return !document.querySelector('dialog[open]')").await?;
    lab.must_be_clean().await
}

/// Goes on with Tab until what has the focus matches.
async fn tab_to(lab: &Lab, selector: &str) -> Outcome {
    for _ in 0..60 {
        lab.key(Key::Tab).await?;
        if lab.script(&format!("return document.activeElement.matches(`{selector}`)")).await? == true {
            return Ok(());
        }
    }
    Err(format!("Tab never comes to {selector}").into())
}

async fn control(lab: &Lab, key: &str) -> Outcome {
    lab.driver.action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control).perform().await?;
    Ok(())
}

async fn the_whole_address_of_an_embed_opens_in_full(lab: &Lab) -> Outcome {
    lab.visit(Way::Plain, "examples/course-page.html").await?;
    lab.script("document.querySelectorAll('iframe')[1].scrollIntoView()").await?;
    lab.enter_frame(1).await?;
    lab.run_is_done().await?;
    let before = digest(lab).await?;
    lab.hook(".ladder").await?.click().await?;
    choose_in_embed(lab).await?;
    lab.press("d").await?;
    another_run(lab, &before).await?;
    let (digest, address) = (digest(lab).await?, lab.script("return [...document.querySelectorAll('a')].find(a => a.href.includes('#/http-post') && !a.href.includes('embed=1'))?.href ?? ''").await?);
    lab.leave_frame().await?;
    let address = address.as_str().unwrap_or_default();
    assert!(address.contains("drop=") && address.contains("at=") && address.contains("sel=s1"), "{address}");
    lab.driver.goto(address).await?;
    lab.run_is_done().await?;
    assert_eq!(lab.of_the_page("data-run-digest").await?, digest);
    lab.is("where its reader was", "document.querySelector('.ladder [role=row][aria-selected=true]').firstElementChild.innerText === 's1'")
        .await?;
    lab.is("and goes on from there", "!/at=|sel=/.test(location.hash)").await
}

async fn choose_in_embed(lab: &Lab) -> Outcome {
    lab.press(Key::Down.value().to_string()).await?;
    lab.press(Key::Down.value().to_string()).await
}

async fn a_phone_shows_the_ladder_and_the_bits(lab: &Lab) -> Outcome {
    lab.size(390, 844).await?;
    lab.open("#/http-post?reveal=0").await?;
    choose(lab, "c1").await?;
    let wide = lab.script("return document.documentElement.scrollWidth <= window.innerWidth").await?;
    assert_eq!(wide, true, "nothing sticks out sideways");
    lab.hook("[data-field='tcp.seq']").await?;
    lab.is("the title is whole", "(({ scrollWidth: s, clientWidth: c }) => s <= c)(document.querySelector('.scn-title'))").await?;
    // The narrowest, with two connections.
    lab.size(320, 700).await?;
    lab.open("#/two-clients?level=lab&reveal=0").await?;
    lab.key(thirtyfour::Key::Down).await?;
    lab.is(
        "names are whole",
        "[...document.querySelectorAll('.cell-name')].length > 9 && [...document.querySelectorAll('.cell-name')].every((e) => e.scrollWidth <= e.clientWidth)",
    )
    .await?;
    let apart = "(() => {
        const name = document.querySelector('.ladder-head .end-name.client').getBoundingClientRect();
        return [...document.querySelectorAll('.ladder-tools button')].every((b) => b.getBoundingClientRect().left >= name.right);
    })()";
    lab.is("no button covers an end's name", apart).await?;
    // Lying down: the ladder has most of the height, the story stands beside it.
    lab.size(844, 390).await?;
    lab.is(
        "both are seen",
        "document.querySelector('.ladder-scroll').clientHeight >= 220 && document.querySelector('.story').getBoundingClientRect().left > 400 && !document.querySelector('.swap').getClientRects().length",
    )
    .await
}

async fn a_long_run_shows_its_beginning_and_stops_when_it_is_told_to(lab: &Lab) -> Outcome {
    // A megabyte five bytes at a time: three hundred thousand segments.
    lab.visit(Way::Plain, "#/slow-start?reveal=0&mss=5").await?;
    let runs = "return document.documentElement.dataset.runState === 'running' && !!document.querySelector('.ladder svg [data-seg=c1]')
        && !!document.querySelector('[data-action=stop]')";
    lab.until("it is under way, with its beginning on the ladder", runs).await?;
    lab.script("document.querySelector('[data-action=stop]').click()").await?;
    lab.run_is_done().await?;
    lab.until("nothing runs any more", "return !document.querySelector('[data-action=stop]')").await?;
    let rows = lab.script("return Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount'))").await?;
    let rows = rows.as_u64().unwrap_or_default();
    assert!((100..300_000).contains(&rows), "what there was by then is shown, not {rows} segments");
    Ok(())
}

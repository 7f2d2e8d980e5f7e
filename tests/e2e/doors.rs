//! Three doors, movement, lecture view, layout, words.

use crate::harness::{DRAWN, Lab, Outcome, Test, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    a_new_reader_comes_in_by_the_simplest_door,
    each_door_shows_more_and_is_remembered,
    the_address_says_which_door,
    a_step_goes_by_event_segment_or_state,
    a_presenters_remote_goes_through_the_story_and_blanks_the_screen,
    lecture_view_has_one_sentence_and_letters_of_twenty_pixels,
    any_pane_can_have_the_page_to_itself,
    panes_fold_and_stay_folded,
    the_split_is_moved_by_pointer_and_keyboard_and_remembered,
    a_pane_is_as_high_as_the_reader_makes_it,
    a_browser_without_storage_does_without,
    every_pane_writes_numbers_as_letters,
    a_scenario_opens_with_the_numbers_that_its_text_speaks_of,
    flags_are_written_as_textbooks_do,
    a_variable_explains_itself_on_hover_and_on_focus,
    every_text_of_a_pane_or_a_drawing_explains_its_terms,
    paper_gets_the_ladder_and_the_bits,
    paper_gets_the_whole_ladder,
    the_ladder_goes_where_the_reader_goes,
    an_address_says_how_large_how_fast_and_what_is_chosen,
    what_is_touched_on_a_phone_is_large_enough,
    a_view_that_there_is_not_is_told_of_and_all_else_is_as_the_address_says,
    a_story_says_that_it_tells_the_run_without_the_readers_changes,
];

async fn a_new_reader_comes_in_by_the_simplest_door(lab: &Lab) -> Outcome {
    lab.open("").await?;
    assert_eq!(lab.script("return document.querySelector('.app').dataset.door").await?, "learn");
    for away in [".drawer", ".bits", ".why", ".stride", "[data-do=compare]", "[data-do=look]"] {
        assert_eq!(lab.script(&format!("return !!document.querySelector('{away}')")).await?, false, "{away} is away");
    }
    lab.is("the tabs are closed", "!document.querySelector('#tab-panel')").await?;
    lab.key(Key::Right).await?;
    lab.is("nothing of the future is drawn", &format!("{DRAWN} === 1")).await?;
    lab.key(Key::Down).await?;
    lab.key(Key::Up).await?;
    lab.hook(".bits [data-field='tcp.syn']").await?;
    lab.is("the bytes wait behind a line", "!document.querySelector('.bits .hex')").await
}

async fn each_door_shows_more_and_is_remembered(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    lab.click("button", "Lab").await?;
    lab.is("the whole run is drawn", &format!("{DRAWN} === 13")).await?;
    for there in [".bits", ".why", "#tab-panel", ".stride", "[data-do=look]"] {
        lab.hook(there).await?;
    }
    lab.is("the address says so", "location.hash.includes('level=lab')").await?;
    lab.hook("[data-action=parameters]").await?.click().await?;
    let lab_offers = lab.script("return document.querySelectorAll('.par').length").await?.as_u64().unwrap_or_default();
    assert!((8..=24).contains(&lab_offers), "{lab_offers} parameters");
    lab.click("button", "Expert").await?;
    lab.is("everything is offered", &format!("document.querySelectorAll('.par').length > {lab_offers} + 20")).await?;
    lab.hook(".bits").await?;
    lab.script("history.replaceState(null, '', '#/lost-syn')").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("the door is remembered", "document.querySelector('.app').dataset.door === 'expert'").await?;
    lab.click("button", "Learn").await?;
    lab.is("and left again", "document.querySelector('.app').dataset.door === 'learn' && !document.querySelector('.bits')").await
}

async fn the_address_says_which_door(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.is("the whole run is drawn", &format!("{DRAWN} === 13")).await?;
    lab.open("?level=expert&reveal=1#/http-post").await?;
    lab.is("unless the address says otherwise", &format!("document.querySelector('.app').dataset.door === 'expert' && {DRAWN} === 0"))
        .await?;
    // While the page is open, too; and that is for this visit.
    lab.open("#/http-post").await?;
    let asks = "location.hash = '#/http-post?level=lab&theme=dark&lang=zh&tab=charts'";
    lab.script(asks).await?;
    let root = "document.documentElement";
    let shows = format!(
        "document.querySelector('.app').dataset.door === 'lab' && {root}.dataset.theme === 'dark' && {root}.lang === 'zh-CN' && !!document.querySelector('[data-chart]')"
    );
    lab.is("all that is asked for", &shows).await?;
    lab.script("history.replaceState(null, '', '#/lost-syn')").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    let none = format!("document.querySelector('.app').dataset.door === 'learn' && !{root}.dataset.theme && {root}.lang === 'en'");
    lab.is("nothing of it is remembered", &none).await?;
    // Whoever chose otherwise since, and goes back, keeps what was chosen.
    lab.script(asks).await?;
    lab.is("asked again", &shows).await?;
    lab.hook("[data-lose=syn]").await?.click().await?;
    lab.run_is_done().await?;
    lab.hook("[data-value=en]").await?.click().await?;
    lab.hook("[data-action=theme]").await?.click().await?;
    lab.is("English, and as the system has it", &format!("{root}.lang === 'en' && !{root}.dataset.theme")).await?;
    lab.driver.back().await?;
    lab.is("the change is undone", "!location.hash.includes('drop=')").await?;
    lab.is("and only that", &format!("{root}.lang === 'en' && !{root}.dataset.theme")).await?;
    lab.open("?embed=1&level=learn#/http-post").await?;
    lab.is("in a frame too", &format!("document.querySelector('.app').dataset.door === 'learn' && {DRAWN} === 0")).await
}

async fn a_step_goes_by_event_segment_or_state(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&reveal=1").await?;
    let live = "document.querySelector('[data-live=step]').textContent";
    lab.driver.action_chain().key_down(Key::Shift).send_keys(Key::Right).key_up(Key::Shift).perform().await?;
    lab.is("the client opens", &format!("{live}.includes('SYN-SENT')")).await?;
    lab.driver.action_chain().key_down(Key::Shift).send_keys(Key::Right).key_up(Key::Shift).perform().await?;
    lab.is("the server answers", &format!("{live}.includes('SYN-RECEIVED')")).await?;
    lab.driver.action_chain().key_down(Key::Shift).send_keys(Key::Left).key_up(Key::Shift).perform().await?;
    lab.is("and back", &format!("{live}.includes('SYN-SENT')")).await?;
    lab.script("const s = document.querySelector('.stride'); s.value = 'state'; s.dispatchEvent(new Event('change', {bubbles: true}))")
        .await?;
    lab.hook("[data-action=forward]").await?.click().await?;
    lab.is("the button goes as far", &format!("{live}.includes('SYN-RECEIVED')")).await?;
    lab.script("const s = document.querySelector('.stride'); s.value = 'segment'; s.dispatchEvent(new Event('change', {bubbles: true}))")
        .await?;
    lab.hook("[data-action=forward]").await?.click().await?;
    lab.is("a segment is chosen", "!!document.querySelector('[role=row][aria-selected=true]')").await
}

async fn a_presenters_remote_goes_through_the_story_and_blanks_the_screen(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    let step = "document.querySelector('[data-story-step]').dataset.storyStep";
    lab.key(Key::PageDown).await?;
    lab.is("the second step", &format!("{step} === '2'")).await?;
    lab.key(Key::PageDown).await?;
    lab.is("the third step", &format!("{step} === '3'")).await?;
    lab.key(Key::PageUp).await?;
    lab.is("the second step again", &format!("{step} === '2'")).await?;
    lab.press(".").await?;
    lab.hook("[data-blank]").await?;
    lab.press(".").await?;
    lab.is("the screen is back", "!document.querySelector('[data-blank]')").await
}

async fn lecture_view_has_one_sentence_and_letters_of_twenty_pixels(lab: &Lab) -> Outcome {
    lab.size(1024, 768).await?;
    lab.open("#/http-post?view=lecture&level=lab").await?;
    lab.is("nothing of the future is drawn", &format!("{DRAWN} === 0")).await?;
    lab.is("nor when it all ends", "!document.querySelector('.dock').textContent.includes('60.465')").await?;
    lab.key(Key::PageDown).await?;
    lab.key(Key::PageDown).await?;
    lab.is("segments are there", &format!("{DRAWN} > 0")).await?;
    let small = "[...document.querySelectorAll('.ladder-canvas .label, .sentence p')].filter((e) => parseFloat(getComputedStyle(e).fontSize) < 20).length";
    assert_eq!(lab.script(&format!("return {small}")).await?, 0, "letters of 20 px at least");
    assert!(!lab.text(".sentence p").await?.is_empty());
    assert_eq!(lab.script("return document.querySelector('.side').getClientRects().length").await?, 0, "and nothing else");
    // Any other pane in the ladder's place, in letters as large. What is drawn to a scale of its own is measured by that.
    let small = "[...document.querySelectorAll('.side *, .sentence *')].filter((e) => {
        if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length || e.closest('.visually-hidden')) return false;
        const svg = e.closest('svg');
        const box = svg?.getBoundingClientRect(), all = svg?.viewBox.baseVal;
        const scale = svg ? Math.min(box.width / all.width, box.height / all.height) : e.closest('.side') ? 2 : 1;
        return parseFloat(getComputedStyle(e).fontSize) * scale < 19.9;
    }).map((e) => e.textContent).join()";
    for (name, shown) in [
        ("Bits", ".side .bits .ruler"),
        ("Why", ".side .why-items"),
        ("Endpoints", ".side [data-variable=state]"),
        ("State diagram", ".side svg.states"),
        ("Charts", ".side svg.chart"),
        ("Segments", ".side .segments-scroll"),
    ] {
        lab.click("button", name).await?;
        lab.is(name, &format!("!!document.querySelector('{shown}') && !document.querySelector('.ladder').getClientRects().length")).await?;
        assert_eq!(lab.script(&format!("return {small}")).await?, "", "{name}: letters of 20 px at least");
    }
    lab.click("button", "State diagram").await?;
    let whole = "(() => {
        const [drawn, side] = ['.side svg.states', '.side'].map((s) => document.querySelector(s).getBoundingClientRect());
        return drawn.top >= side.top - 1 && drawn.bottom <= side.bottom + 1;
    })()";
    lab.is("the whole diagram is seen at once", whole).await?;
    lab.click("button", "Ladder").await?;
    lab.press("2").await?;
    lab.is("by its key too", "!!document.querySelector('.side svg.states')").await?;
    lab.key(Key::PageDown).await?;
    lab.key(Key::Escape).await?;
    lab.is("Esc goes back to the ladder", &format!("{DRAWN} > 0 && !document.querySelector('.side').getClientRects().length")).await?;
    lab.key(Key::Escape).await?;
    lab.is("Esc leaves", "!document.querySelector('.lecture') && !location.hash.includes('view=')").await?;
    lab.press("f").await?;
    lab.hook(".lecture").await?;
    lab.is("the address says so", "location.hash.includes('view=lecture')").await?;
    lab.press("f").await?;
    lab.is("f leaves", "!document.querySelector('.lecture')").await
}

async fn any_pane_can_have_the_page_to_itself(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    for part in ["bits", "why", "tabs"] {
        lab.hook(&format!("[data-part={part}] [data-action=maximise]")).await?.click().await?;
        lab.is(
            "it stands alone",
            "document.querySelectorAll('.side .pane').length === 1 && !document.querySelector('.ladder').getClientRects().length",
        )
        .await?;
        lab.key(Key::Escape).await?;
        lab.is("Esc brings the others back", "document.querySelectorAll('.side .pane').length === 3").await?;
    }
    lab.hook("[data-action=maximise-ladder]").await?.click().await?;
    lab.is("the ladder alone", "!document.querySelector('.side').getClientRects().length").await?;
    lab.key(Key::Escape).await?;
    lab.is("and back", "!!document.querySelector('.side').getClientRects().length").await
}

async fn panes_fold_and_stay_folded(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.hook("[data-part=why] [data-action=fold]").await?.click().await?;
    lab.hook("[data-part=why].folded").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.hook("[data-part=why].folded button").await?.click().await?;
    lab.is("it opens again", "!document.querySelector('[data-part=why].folded')").await
}

async fn the_split_is_moved_by_pointer_and_keyboard_and_remembered(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let width = "Math.round(document.querySelector('.side').getBoundingClientRect().width)";
    lab.is("as the brief has it", &format!("{width} === 608")).await?;
    let line = lab.hook("[role=separator]").await?;
    lab.driver.action_chain().drag_and_drop_element_by_offset(&line, -80, 0).perform().await?;
    lab.is("dragged", &format!("Math.abs({width} - 688) < 8")).await?;
    lab.script("document.querySelector('[role=separator]').focus()").await?;
    let before = lab.script(&format!("return {width}")).await?.as_u64().unwrap_or_default();
    lab.key(Key::Right).await?;
    lab.is("moved by a key", &format!("{width} === {before} - 16")).await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("remembered", &format!("Math.abs({width} - {before} + 16) < 2")).await?;
    lab.script("document.querySelector('[role=separator]').focus()").await?;
    lab.key(Key::Enter).await?;
    lab.is("and set back", &format!("{width} === 608")).await
}

async fn a_pane_is_as_high_as_the_reader_makes_it(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.is("the reasons are there", "!!document.querySelector('.why-silent li')").await?;
    let height = "Math.round(document.querySelector('[data-part=why]').getBoundingClientRect().height)";
    let sized = "document.querySelector('[data-part=why]').classList.contains('sized')";
    let focus = "document.querySelector('[data-part=why] .sill').focus()";
    lab.script(focus).await?;
    lab.key(Key::Up).await?;
    lab.is("no longer as high as what is in it", sized).await?;
    let first = lab.script(&format!("return {height}")).await?.as_u64().unwrap_or_default();
    lab.key(Key::Up).await?;
    lab.is("lower by a key", &format!("Math.abs({height} - {first} + 16) < 2")).await?;
    lab.script("document.querySelector('[data-part=why] .sill').scrollIntoView({ block: 'center' })").await?;
    let line = lab.hook("[data-part=why] .sill").await?;
    lab.driver.action_chain().drag_and_drop_element_by_offset(&line, 0, -40).release().perform().await?;
    lab.is("dragged", &format!("Math.abs({height} - {first} + 56) < 8")).await?;
    let dragged = lab.script(&format!("return {height}")).await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    lab.is("remembered", &format!("{sized} && Math.abs({height} - {dragged}) < 2")).await?;
    lab.script(focus).await?;
    lab.key(Key::Enter).await?;
    lab.is("as high as what is in it", &format!("!{sized} && {height} > {first}")).await
}

async fn a_browser_without_storage_does_without(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    lab.script("for (const name of ['getItem', 'setItem', 'removeItem']) Storage.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError') }").await?;
    lab.click("button", "Lab").await?;
    lab.hook("[data-part=why] [data-action=fold]").await?.click().await?;
    lab.hook("[data-part=why].folded").await?;
    lab.script("document.querySelector('[role=separator]').focus()").await?;
    lab.key(Key::Left).await?;
    lab.is("the split moves", "Math.round(document.querySelector('.side').getBoundingClientRect().width) === 624").await
}

async fn every_pane_writes_numbers_as_letters(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&numbers=letters").await?;
    let ladder = "[...document.querySelectorAll('.ladder-canvas .label')].map((l) => l.textContent).join(' ')";
    lab.is("the ladder", &format!("{ladder}.includes('seq=y ack=x+1')")).await?;
    lab.is("the table of those who do not see it", "document.querySelector('[role=grid]').textContent.includes('ack=x+1')").await?;
    lab.key(Key::Down).await?;
    lab.key(Key::Down).await?;
    lab.is("the bits", "document.querySelector(\"[data-field='tcp.ack']\").textContent.includes('x+1')").await?;
    lab.is("the endpoints", "document.querySelector('[data-part=tabs] table').textContent.includes('x+1')").await?;
    lab.is("the strips of bytes", "document.querySelector('.streams').textContent.includes('SND.NXT y+1')").await?;
    lab.click("button", "absolute").await?;
    lab.is("the address follows", "location.hash.includes('numbers=absolute')").await?;
    lab.is("the story says how it counts", "document.querySelector('.told').textContent.includes('relative sequence numbers')").await?;
    lab.press("3").await?;
    let axis = "document.querySelector(`[data-chart='chart.sequence'] .title`)?.textContent";
    lab.is("the axis says what it counts from", &format!("/ from [0-9]{{5,}}$/.test({axis})")).await
}

async fn a_scenario_opens_with_the_numbers_that_its_text_speaks_of(lab: &Lab) -> Outcome {
    lab.open("#/old-duplicate-syn?level=lab&reveal=0").await?;
    let ladder = "[...document.querySelectorAll('.ladder-canvas .label')].map((l) => l.textContent).join(' ')";
    lab.is("as they travel", &format!("['seq=90', 'ack=91', 'seq=100'].every((said) => {ladder}.includes(said))")).await?;
    lab.is("the address need not say so", "!location.hash.includes('numbers')").await?;
    lab.click("button", "relative").await?;
    lab.is("the reader's choice", &format!("{ladder}.includes('seq=0') && location.hash.includes('numbers=relative')")).await?;
    // What is older than the connection has no place in it.
    lab.is("never less than nothing", &format!("!{ladder}.includes('seq=-') && {ladder}.includes('seq=90')")).await
}

async fn flags_are_written_as_textbooks_do(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.hook("[data-do=look]").await?.click().await?;
    lab.hook("[data-do=textbook]").await?.click().await?;
    lab.is("the ladder", "[...document.querySelectorAll('.ladder-canvas .label')].some((l) => l.textContent.includes('SYN=1, ACK=1'))")
        .await?;
    lab.is("the address says so", "location.hash.includes('labels=textbook')").await
}

async fn a_variable_explains_itself_on_hover_and_on_focus(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.key(Key::Down).await?;
    let name = lab.hook("[data-variable='SND.NXT'] [data-gloss]").await?;
    name.scroll_into_view().await?;
    lab.driver.action_chain().move_to_element_center(&name).perform().await?;
    let shown =
        "getComputedStyle(document.querySelector('.gloss-box')).display === 'block' && document.querySelector('.gloss-box').textContent";
    lab.is("a line about SND.NXT", &format!("({shown}).includes('Next sequence number')")).await?;
    lab.key(Key::Escape).await?;
    lab.is("Esc closes it", &format!("!({shown})")).await?;
    lab.script("document.querySelector(\"[data-gloss='variable.SND.UNA']\").focus()").await?;
    lab.is("a line about SND.UNA", &format!("({shown}).includes('Oldest')")).await
}

async fn every_text_of_a_pane_or_a_drawing_explains_its_terms(lab: &Lab) -> Outcome {
    let shown = "(getComputedStyle(document.querySelector('.gloss-box')).display === 'block' ? document.querySelector('.gloss-box').textContent : '')";
    for (language, call, curve) in [("en", "hands over bytes", "retransmissions included"), ("zh", "交付要发送的字节", "包括重传")]
    {
        lab.open(&format!("#/lost-data-segment?level=lab&lang={language}&at=16&tab=charts")).await?;
        let point = |selector: &'static str, text: &'static str| {
            format!(
                "[...document.querySelectorAll('{selector}')].find((e) => e.textContent.includes('{text}'))
                ?.dispatchEvent(new PointerEvent('pointerover', {{ bubbles: true }}))"
            )
        };
        // The ladder is drawn anew while its words come.
        let pointed = point(".ladder-canvas .call", "send(");
        lab.is("a call on the rail", &format!("({pointed}, {shown}.includes('{call}'))")).await?;
        lab.hook("[data-chart='chart.throughput'] .name").await?;
        lab.script("document.querySelector(`[data-gloss='gloss.chart.sent'] text`).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))")
            .await?;
        lab.is("a curve", &format!("{shown}.includes('{curve}')")).await?;
        // In running text by the keyboard, once in a pane.
        let term = "document.querySelector('.why-items p [data-gloss]')?.focus()";
        lab.is("a term of a rule", &format!("({term}, {shown}.length > 8 && {shown} !== '…')")).await?;
        lab.is("it says so to whoever listens", "document.activeElement.getAttribute('aria-description').length > 8").await?;
        let keys = "[...document.querySelector('.why-items').querySelectorAll('[data-gloss][tabindex]')].map((e) => e.dataset.gloss)";
        lab.is("no term is a stop twice", &format!("new Set({keys}).size === {keys}.length")).await?;
    }
    lab.press("1").await?;
    let part = "document.querySelector(`.parts [data-gloss='gloss.buffer.gap']`)?.focus()";
    lab.is("a part of a buffer", &format!("({part}, {shown}.includes('更后面的字节'))")).await?;
    // In a dialog, over it.
    lab.open("#/http-post?level=expert&reveal=0&lang=en&sel=c3").await?;
    lab.press("m").await?;
    lab.hook("[data-menu=forge]").await?.click().await?;
    let term = "document.querySelector('dialog .forge-then .term')?.focus()";
    lab.is("a term in a dialog", &format!("({term}, {shown}.length > 8)")).await?;
    lab.is("lies over it", "document.querySelector('.gloss-box').matches(':popover-open')").await
}

async fn paper_gets_the_ladder_and_the_bits(lab: &Lab) -> Outcome {
    if lab.browser != crate::harness::Browser::Chromium {
        return Ok(());
    }
    lab.open("#/http-post?level=expert&theme=dark").await?;
    lab.key(Key::Down).await?;
    let cdp = lab.driver.cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" })).await?;
    let seen = |what: &str| format!("document.querySelector('{what}').getClientRects().length > 0");
    lab.is("ladder and bits", &[seen(".ladder-canvas"), seen(".bits .grid")].join(" && ")).await?;
    lab.is("nothing else", &format!("!({})", [seen("[data-part=why]"), seen("[data-part=tabs]"), seen(".separator")].join(" || "))).await?;
    lab.is("in the light", "getComputedStyle(document.querySelector('.ladder')).backgroundColor === 'rgb(255, 255, 255)'").await?;
    // A4 within its margins is as narrow as a tablet, which shows one pane at a time.
    for width in [703, 500] {
        lab.size(width, 1000).await?;
        lab.is("all of it on a narrow page", &[seen(".ladder-canvas"), seen(".bits .grid"), seen(".scn-title")].join(" && ")).await?;
        lab.is("and nothing else", &format!("!({})", [seen(".ladder-tools"), seen(".story"), seen(".usual .chip")].join(" || "))).await?;
    }
    Ok(())
}

async fn paper_gets_the_whole_ladder(lab: &Lab) -> Outcome {
    lab.open("#/drop-tail?level=lab&reveal=0&zoom=3").await?;
    let (drawn, width) =
        ("document.querySelectorAll('.ladder-canvas .hit').length", "document.querySelector('.ladder-canvas').getAttribute('width')");
    let all = "Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1";
    lab.is("on the screen, what is seen", &format!("{drawn} > 0 && {drawn} < {all}")).await?;
    let at_once = format!(
        "window.dispatchEvent(new Event('beforeprint')); const later = (n) => queueMicrotask(() => n ? later(n - 1) : window.printed = {drawn}); later(9)"
    );
    lab.script(&at_once).await?;
    lab.is("at once: a browser does not wait", &format!("window.printed === {all}")).await?;
    lab.is("on paper, the whole run on the page's width", &format!("{drawn} === {all} && {width} === '700'")).await?;
    // Each page has a sheet of it, and each label stands whole on one of them.
    let torn = "(() => {
        const sheets = [...document.querySelectorAll('.ladder-sheet')].map((s) => s.viewBox.baseVal);
        const whole = document.querySelector('.ladder-canvas').getBoundingClientRect().top;
        const there = (r) => sheets.some((s) => r.top - whole >= s.y - 1 && r.bottom - whole <= s.y + s.height + 1);
        const labels = [...document.querySelectorAll('.ladder-canvas .label, .ladder-canvas .state, .ladder-canvas .fold-text')];
        const torn = labels.filter((l) => !there(l.getBoundingClientRect())).map((l) => l.textContent);
        return [sheets.length > 2, sheets.every((s) => s.height <= 932), labels.length > 20, torn.join()].join();
    })()";
    assert_eq!(lab.script(&format!("return {torn}")).await?, "true,true,true,");
    if lab.browser == crate::harness::Browser::Chromium {
        let sheets = lab.script("return document.querySelectorAll('.ladder-sheet').length").await?;
        let sheets = sheets.as_u64().unwrap_or_default();
        let paper = lab.driver.cdp().send_raw("Page.printToPDF", serde_json::json!({ "preferCSSPageSize": true })).await?;
        let pages = lab.script_with("return atob(arguments[0]).match(/\\/Type \\/Page\\b/g).length", &[paper["data"].clone()]).await?;
        assert_eq!(pages.as_u64(), Some(sheets + 1), "a page each, and one for the bits");
    }
    lab.script("window.dispatchEvent(new Event('afterprint'))").await?;
    lab.is("and back", &format!("{drawn} < {all} && {width} !== '700'")).await?;
    // By the simplest door, too, which does without the second part.
    lab.open("#/drop-tail?level=learn&reveal=0&zoom=3").await?;
    lab.script("window.dispatchEvent(new Event('beforeprint'))").await?;
    lab.is("in sheets", "document.querySelectorAll('.ladder-sheet').length > 2").await
}

async fn the_ladder_goes_where_the_reader_goes(lab: &Lab) -> Outcome {
    lab.size(1024, 600).await?;
    let seen = "(() => { const box = document.querySelector('.ladder-scroll').getBoundingClientRect();
        const line = document.querySelector('.playhead').getBoundingClientRect().top; return line >= box.top && line <= box.bottom; })()";
    let top = "document.querySelector('.ladder-scroll').scrollTop";
    for level in ["learn", "lab&reveal=0"] {
        lab.open(&format!("#/burst-loss?level={level}")).await?;
        lab.key(Key::End).await?;
        lab.is("the end is seen", &format!("{top} > 0 && {seen}")).await?;
        lab.key(Key::Home).await?;
        lab.is("the beginning is seen", &format!("{top} === 0 && {seen}")).await?;
    }
    Ok(())
}

async fn an_address_says_how_large_how_fast_and_what_is_chosen(lab: &Lab) -> Outcome {
    let size = "parseFloat(getComputedStyle(document.querySelector('.ladder-canvas .label')).fontSize)";
    lab.open("#/http-post?level=lab&reveal=0&scale=2&speed=4&sel=c3&field=tcp.window").await?;
    lab.is("twice as large", &format!("{size} >= 20")).await?;
    lab.is("four times as fast", "document.querySelector('.dock .speed:not(.stride)').value === '4'").await?;
    lab.is("a field of a segment", "!!document.querySelector(\"[data-field='tcp.window'].selected\")").await?;
    let height = "document.querySelector('.ladder-canvas').getBoundingClientRect().height";
    lab.open("#/http-post?level=lab&reveal=0&zoom=0").await?;
    let plain = lab.script(&format!("return {height}")).await?.as_f64().unwrap_or_default();
    lab.open("#/http-post?level=lab&reveal=0&zoom=6").await?;
    lab.is("taller time", &format!("{height} > 1.5 * {plain}")).await?;
    let tall = lab.script(&format!("return {height}")).await?.as_f64().unwrap_or_default();
    lab.press("-").await?;
    lab.is("flatter by a key", &format!("{height} < 0.9 * {tall}")).await?;
    lab.size(1024, 768).await?;
    lab.open("#/http-post?view=lecture&at=12").await?;
    let before = lab.script(&format!("return {size}")).await?.as_f64().unwrap_or_default();
    lab.press("+").await?;
    lab.is("in lecture view, all of it larger", &format!("{size} > 1.1 * {before}")).await
}

async fn what_is_touched_on_a_phone_is_large_enough(lab: &Lab) -> Outcome {
    lab.size(480, 844).await?;
    // Bits have an equal typed control; links within a text are as high as its lines.
    let small = "[...document.querySelectorAll('button, summary, select, input:not([type=checkbox]), label, [role=slider], .brand')]
        .filter((e) => e.getClientRects().length && !e.closest('.visually-hidden') && !e.matches('.flag, .bit') && !e.parentElement.closest('label'))
        .map((e) => [e.className || e.tagName, e.innerText, e.getBoundingClientRect()]).filter(([, , r]) => r.width > 2 && (r.height < 34 || r.width < 34))
        .map(([c, t, r]) => `${c} ${t} ${Math.round(r.width)}x${Math.round(r.height)}`).join('; ')";
    for level in ["learn", "lab&reveal=0", "expert&reveal=0"] {
        lab.open(&format!("#/http-post?level={level}")).await?;
        lab.is("its parts", &format!("({small}) === ''")).await?;
        lab.key(Key::Down).await?;
        lab.hook("[data-field='tcp.seq']").await?;
        lab.is("with a segment chosen", &format!("({small}) === ''")).await?;
        lab.hook("[data-do=look]").await?.click().await?;
        lab.hook(".whatif").await?;
        lab.is("the menu of the ladder", &format!("({small}) === ''")).await?;
    }
    Ok(())
}

async fn a_view_that_there_is_not_is_told_of_and_all_else_is_as_the_address_says(lab: &Lab) -> Outcome {
    let banner = "document.querySelector('.banner')?.innerText ?? ''";
    for (asked, said) in [
        ("level=god", "level: “god” is not one of: learn, lab, expert"),
        ("numbers=xyz", "numbers: “xyz” is not one of: relative, absolute, letters"),
        ("labels=rfc", "labels: “rfc” is not one of: names, textbook"),
        ("ladder=no-acks,colours", "ladder: “colours” is not one of"),
        ("tab=none", "tab: “none” is not one of: endpoints"),
        ("view=cinema", "view: “cinema” is not one of: lecture"),
        ("reveal=perhaps", "reveal: “perhaps” is not one of: 0, 1"),
        ("lang=xx", "lang: “xx” is not one of"),
        ("scale=9", "scale: “9” is not one of: 0.75, 1, 1.25"),
        ("speed=warp", "speed: “warp” is not one of: 0.1, 0.25"),
        ("zoom=99", "zoom: “99” is not one of: -6, -5"),
    ] {
        lab.open(&format!("#/http-post?drop=c3&{asked}")).await?;
        lab.is(said, &format!("({banner}).includes('{said}')")).await?;
        lab.is(
            "the edit is there",
            &format!("document.documentElement.dataset.runState === 'done' && {DRAWN} >= 0 && location.hash.includes('drop=c3')"),
        )
        .await?;
    }
    // So is what is done once although it stands there twice.
    lab.open("#/http-post?drop=c3&drop=c3&delay=c4:5ms&delay=c4:5ms").await?;
    lab.is("it is named, with the mend", &format!("({banner}).includes('delay: “delay=c4:5ms”') && ({banner}).includes('delay=c3:10ms')"))
        .await?;
    lab.is("both are there, once", "document.querySelectorAll('[data-intervention]').length === 2").await?;
    // While the page is open, and in the other language.
    lab.open("#/http-post?lang=zh-CN&theme=dark&level=expert&numbers=letters&labels=textbook&ladder=no-acks,windows&reveal=0&tab=charts")
        .await?;
    lab.is("all of these are known", "!document.querySelector('.banner')").await?;
    lab.script("location.hash = '#/http-post?lang=zh&level=god&drop=c4'").await?;
    lab.is("it is told", &format!("({banner}).includes('“god”不在可选值之中')")).await
}

async fn a_story_says_that_it_tells_the_run_without_the_readers_changes(lab: &Lab) -> Outcome {
    let said = "(document.querySelector('.story')?.innerText ?? '').includes('without your changes')";
    lab.open("#/lost-data-segment").await?;
    lab.is("its own losses are what it tells of", &format!("!({said})")).await?;
    lab.hook("[data-lose=syn]").await?.click().await?;
    lab.is("a change is not", said).await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.is("without it the line is gone", &format!("!({said})")).await
}

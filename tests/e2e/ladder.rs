//! What the reader may choose to see of the ladder, and what it tells of what is pointed at.

use crate::harness::{DRAWN, Lab, Outcome, Test, fault, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    segments_are_hidden_by_choice_and_shown_again,
    a_step_by_segment_passes_the_hidden_ones,
    the_columns_of_the_labels_are_the_readers_choice,
    the_menu_of_the_ladder_needs_no_mouse,
    a_segment_that_is_pointed_at_has_a_card,
    a_timer_that_is_pointed_at_has_a_card,
    the_card_tells_nothing_of_the_future,
    windows_stand_beside_the_rails_where_they_are_wanted,
    an_outage_is_drawn_and_named,
    every_mark_stands_in_the_legend,
    a_narrow_ladder_has_its_unit_and_its_windows,
    what_the_router_answers_and_its_answer_lie_apart,
    what_a_phone_has_no_room_for_is_told_on_tap,
    the_ladder_is_that_of_the_connection_which_is_told_of,
];

/// Opens the menu and ticks a box of it.
async fn tick(lab: &Lab, choice: &str) -> Outcome {
    lab.hook("[data-do=look]").await?.click().await?;
    lab.hook(&format!("[data-look={choice}]")).await?.click().await?;
    lab.key(Key::Escape).await?;
    lab.is("the menu is closed", "!document.querySelector('.whatif')").await
}

/// The name of the chosen segment: an expression.
const CHOSEN: &str = "document.querySelector('.ladder [role=row][aria-selected=true]')?.firstElementChild.innerText";

async fn segments_are_hidden_by_choice_and_shown_again(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let all = lab.script(&format!("return {DRAWN}")).await?.as_u64().unwrap_or_default();
    let place = "document.querySelector('.ladder svg .hit[data-seg=c4]').getAttribute('y1')";
    let before = lab.script(&format!("return {place}")).await?;
    tick(lab, "no-acks").await?;
    lab.is("fewer are drawn", &format!("{DRAWN} < {all}")).await?;
    lab.is("the line says how many", &format!("document.querySelector('.ladder-hidden').innerText.includes({all} - {DRAWN})")).await?;
    lab.is(
        "the rows that are read out are as many",
        &format!("Number(document.querySelector('.ladder-scroll').ariaRowCount) === {DRAWN} + 1"),
    )
    .await?;
    assert_eq!(lab.script(&format!("return {place}")).await?, before, "time goes on as before");
    lab.is("the address says so", "location.hash.includes('ladder=no-acks')").await?;
    lab.hook("[data-do=look]").await?.click().await?;
    lab.click("button", "server → client").await?;
    lab.is("the server's alone", "[...document.querySelectorAll('.ladder svg [data-seg]')].every((s) => s.dataset.seg[0] === 's')").await?;
    lab.key(Key::Escape).await?;
    lab.click("button", "Show all").await?;
    lab.is("all are back", &format!("{DRAWN} === {all} && !document.querySelector('.ladder-hidden')")).await?;
    lab.is("and the address is short again", "!location.hash.includes('ladder=')").await?;
    lab.open("#/http-post?level=lab&ladder=to-server,no-acks").await?;
    lab.is(
        "an address can ask for it",
        "!!document.querySelector('.ladder-hidden') && !document.querySelector('.ladder svg [data-seg^=s]')",
    )
    .await?;
    // Nothing of the future is told, not even how much of it is hidden.
    lab.open("#/http-post?level=learn&ladder=to-server").await?;
    lab.is("nothing has left yet", "document.querySelector('.ladder-hidden').innerText.startsWith('0 ')").await
}

async fn a_step_by_segment_passes_the_hidden_ones(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&ladder=to-client").await?;
    let chosen = CHOSEN;
    for name in ["s1", "s2", "s3"] {
        lab.key(Key::Down).await?;
        lab.is(name, &format!("{chosen} === '{name}'")).await?;
    }
    lab.key(Key::Up).await?;
    lab.is("s2", &format!("{chosen} === 's2'")).await
}

async fn the_columns_of_the_labels_are_the_readers_choice(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let label = "[...document.querySelectorAll('.ladder-canvas .label')].map((l) => l.textContent).join('|')";
    lab.is("numbers and lengths", &format!("{label}.includes('seq=') && {label}.includes('len=') && !{label}.includes('win=')")).await?;
    tick(lab, "win").await?;
    lab.is("windows", &format!("{label}.includes('win=')")).await?;
    tick(lab, "options").await?;
    lab.is("options", &format!("{label}.includes('mss=')")).await?;
    tick(lab, "no-seq").await?;
    tick(lab, "no-ack").await?;
    tick(lab, "no-len").await?;
    lab.is("neither numbers nor lengths", &format!("!/seq=|ack=|len=|\\+\\d/.test({label})")).await?;
    lab.is("the address says so", "location.hash.includes('ladder=no-seq,no-ack,no-len,win,options')").await
}

async fn the_menu_of_the_ladder_needs_no_mouse(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.hook("[data-do=look]").await?;
    lab.script("document.querySelector('[data-do=look]').focus()").await?;
    lab.key(Key::Enter).await?;
    lab.is("the first box has the focus", "document.activeElement.dataset.look === 'no-acks'").await?;
    lab.is("the button says that it is open", "document.querySelector('[data-do=look]').ariaExpanded === 'true'").await?;
    lab.press(" ").await?;
    lab.is("Space ticks", "!document.activeElement.checked && !!document.querySelector('.ladder-hidden')").await?;
    lab.key(Key::Down).await?;
    lab.is("the arrows walk", "document.activeElement.dataset.look === 'no-strangers'").await?;
    lab.key(Key::Escape).await?;
    lab.is("Esc closes it, and the focus is back", "!document.querySelector('.whatif') && document.activeElement.dataset.do === 'look'")
        .await
}

const CARD: &str =
    "(getComputedStyle(document.querySelector('.gloss-box')).display === 'block' ? document.querySelector('.gloss-box').innerText : '')";

/// Puts the pointer on the middle of something on the ladder.
async fn point_at(lab: &Lab, what: &str) -> Outcome {
    let line = lab.hook(&format!(".ladder svg {what}")).await?;
    lab.driver.action_chain().move_to_element_center(&line).perform().await?;
    Ok(())
}

/// Points at a segment until it has its card.
async fn card_of(lab: &Lab, name: &str) -> Outcome {
    card_with(lab, &format!(".hit[data-seg={name}]"), name).await
}

/// Points at something until it has a card that says so: a pointer that rests is not told again once the words are fetched.
async fn card_with(lab: &Lab, what: &str, name: &str) -> Outcome {
    for _ in 0..5 {
        point_at(lab, what).await?;
        for _ in 0..20 {
            if lab.script(&format!("return {CARD}.includes('{name}')")).await? == true {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let head = lab.hook(".ladder-head").await?;
        lab.driver.action_chain().move_to_element_center(&head).perform().await?;
    }
    Err(fault(format!("{name} has no card")))
}

async fn a_segment_that_is_pointed_at_has_a_card(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&drop=c4").await?;
    let sizes = "[...document.querySelectorAll('.ladder, .side, .dock')].map((e) => e.getBoundingClientRect().height).join()";
    let before = lab.script(&format!("return {sizes}")).await?;
    card_of(lab, "c3").await?;
    for wanted in ["c3", "client → server", "1–1000", "len\\n1000", "sent ", "arrives ", "on the way", "Cause: "] {
        lab.is(wanted, &format!("{CARD}.includes('{wanted}')")).await?;
    }
    let covers = "(() => { const box = document.querySelector('.gloss-box').getBoundingClientRect();
        const line = document.querySelector('.ladder svg .hit[data-seg=c3]'); const svg = line.ownerSVGElement.getBoundingClientRect();
        const at = (n, part) => Number(line.getAttribute(n + 1)) + (line.getAttribute(n + 2) - line.getAttribute(n + 1)) * part;
        return [...Array(50).keys()].some((n) => { const x = svg.left + at('x', n / 49), y = svg.top + at('y', n / 49);
            return x > box.left && x < box.right && y > box.top && y < box.bottom; }); })()";
    lab.is("it does not cover the arrow", &format!("!{covers}")).await?;
    assert_eq!(lab.script(&format!("return {sizes}")).await?, before, "nothing moves");
    card_of(lab, "c4").await?;
    lab.is("what it died of", &format!("{CARD}.includes('dropped on purpose')")).await?;
    lab.key(Key::Escape).await?;
    lab.is("Esc closes it", &format!("{CARD} === ''")).await?;
    card_of(lab, "c5").await?;
    lab.is("it opens elsewhere", &format!("{CARD}.includes('c5')")).await?;
    // Nothing there has anything to say.
    let elsewhere = lab.hook(".dock .scrub").await?;
    lab.driver.action_chain().move_to_element_center(&elsewhere).perform().await?;
    lab.is("leaving closes it", &format!("{CARD} === ''")).await?;
    // The keyboard has it too.
    lab.script("document.querySelector('.ladder-scroll').focus({ focusVisible: true })").await?;
    lab.key(Key::Down).await?;
    lab.is("the chosen segment's card", &format!("{CARD}.includes({CHOSEN})")).await?;
    lab.key(Key::Escape).await?;
    lab.is("and Esc closes it", &format!("{CARD} === ''")).await
}

async fn a_timer_that_is_pointed_at_has_a_card(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&drop=c1").await?;
    card_with(lab, ".timer-hit", "retransmission timer").await?;
    for wanted in ["Client", "Started at 10", ": the client", "Due at 1", "after its start", "Expired at 1"] {
        lab.is(wanted, &format!("{CARD}.includes('{wanted}')")).await?;
    }
    lab.open("#/http-post?level=lab&drop=c1&reveal=1&sel=c1").await?;
    lab.key(Key::Right).await?;
    card_with(lab, ".timer-hit", "Due at 1").await?;
    lab.is("none of what is still to come", &format!("!{CARD}.includes('Expired')")).await
}

async fn the_card_tells_nothing_of_the_future(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab&reveal=1").await?;
    lab.key(Key::Down).await?;
    card_of(lab, "c1").await?;
    lab.is("it is on its way", &format!("{CARD}.includes('on its way') && !{CARD}.includes('arrives')")).await?;
    lab.open("#/http-post?level=learn&reveal=0").await?;
    point_at(lab, ".hit[data-seg=c1]").await?;
    lab.is("a new reader is not met by it", &format!("{CARD} === ''")).await
}

async fn windows_stand_beside_the_rails_where_they_are_wanted(lab: &Lab) -> Outcome {
    lab.open("#/slow-start?level=lab").await?;
    let columns = "document.querySelectorAll('.ladder-canvas .windows').length";
    lab.is("none by itself", &format!("{columns} === 0 && {DRAWN} > 0")).await?;
    tick(lab, "windows").await?;
    lab.is("one beside each rail", &format!("{columns} === 2")).await?;
    lab.is("the address says so", "location.hash.includes('ladder=windows')").await?;
    let send = "document.querySelector('.ladder-canvas .windows.client .window-flight').getAttribute('d')";
    lab.is("what is in flight", &format!("{send}.length > 100")).await?;
    for _ in 0..6 {
        lab.key(Key::Down).await?;
    }
    // The box of the menu that was ticked lay where the windows are now, and what moves under a resting pointer opens nothing.
    let head = lab.hook(".ladder-head").await?;
    lab.driver.action_chain().move_to_element_center(&head).perform().await?;
    let ground = lab.hook(".ladder-canvas .windows.client .window-ground").await?;
    lab.driver.action_chain().move_to_element_center(&ground).perform().await?;
    for wanted in ["SND.UNA", "SND.NXT", "SND.WND", "RCV.WND", "cwnd", "in flight"] {
        lab.is(wanted, &format!("{CARD}.includes('{wanted}')")).await?;
    }
    // Nothing of the future.
    lab.open("#/slow-start?level=lab&ladder=windows&reveal=1").await?;
    lab.is("no window is known before the connection", "!document.querySelector('.ladder-canvas .window-congestion')").await
}

async fn a_narrow_ladder_has_its_unit_and_its_windows(lab: &Lab) -> Outcome {
    for width in [1024, 480] {
        lab.size(width, 768).await?;
        lab.open("#/slow-start?level=lab&reveal=0&ladder=windows").await?;
        lab.is("the ruler has one unit", "document.querySelector('.ladder-head .tick-label').textContent === 's'").await?;
        let apart = "(() => { const box = (s) => document.querySelector(s).getBoundingClientRect();
            const [left, right] = ['client', 'server'].map((who) => box(`.windows.${who} .window-ground`));
            const rails = ['client', 'server'].map((who) => box(`.band.${who}`));
            return left.width > 20 && right.width > 20 && left.right < rails[0].left && right.left > rails[1].right; })()";
        lab.is("windows outside both rails", apart).await?;
    }
    Ok(())
}

async fn what_the_router_answers_and_its_answer_lie_apart(lab: &Lab) -> Outcome {
    lab.open("#/unreachable?level=lab&reveal=0").await?;
    let apart = "(() => { const box = (s) => document.querySelector(`.ladder-canvas ${s}`).getBBox();
        const mark = box('.arrow.origin'); return mark.x + mark.width < box('.cross').x; })()";
    lab.is("its mark is beside the cross", apart).await
}

async fn what_a_phone_has_no_room_for_is_told_on_tap(lab: &Lab) -> Outcome {
    lab.size(480, 800).await?;
    lab.open("#/http-post?level=lab&reveal=0").await?;
    lab.hook("[data-tip='connect()']").await?.click().await?;
    lab.is("a call", &format!("{CARD} === 'connect()'")).await?;
    lab.hook("[data-do=look]").await?.click().await?;
    lab.hook("[data-menu=export]").await?.click().await?;
    lab.is("what the head has no room for", "!!document.querySelector('dialog[open]') && !document.querySelector('.whatif')").await
}

async fn an_outage_is_drawn_and_named(lab: &Lab) -> Outcome {
    lab.open("#/outage?level=lab").await?;
    lab.is("it is drawn", "!!document.querySelector('.ladder-canvas .outage')").await?;
    lab.is("it has a name", "document.querySelector('.ladder-canvas .outage-name').textContent.includes('link out')").await?;
    let inside = "(() => { const box = document.querySelector('.ladder-canvas .outage').getBoundingClientRect();
        return [...document.querySelectorAll('.ladder-canvas .cross')].map((c) => c.getBoundingClientRect().top)
            .some((y) => y > box.top && y < box.bottom); })()";
    lab.is("what it drops lies within", inside).await?;
    lab.open("#/outage?level=learn").await?;
    lab.is("it is still to come", "!document.querySelector('.ladder-canvas .outage')").await
}

async fn every_mark_stands_in_the_legend(lab: &Lab) -> Outcome {
    lab.open("#/lost-data-segment?level=lab").await?;
    lab.press("?").await?;
    for word in [
        "in router",
        "corrupted",
        "out of order",
        "delayed",
        "RTO retx",
        "fast retx",
        "dup",
        "zero window",
        "window probe",
        "keep-alive",
        "challenge",
        "forged",
        "CE",
        "call refused",
        "crash",
        "reboot",
        "cable out",
        "cable in",
    ] {
        lab.is(word, &format!("[...document.querySelectorAll('.legend-word')].some((w) => w.innerText === '{word}' && w.nextElementSibling.innerText.length > 8)")).await?;
    }
    lab.key(Key::Escape).await?;
    lab.open("#/http-post?level=lab&delay=c4:300ms").await?;
    let label = "[...document.querySelectorAll('.ladder-canvas .label')].map((l) => l.textContent).join('|')";
    lab.is("it was held back, and came late", &format!("{label}.includes('delayed') && {label}.includes('out of order')")).await?;
    lab.open("#/ecn?level=lab&reveal=0").await?;
    lab.is("the router marked some", &format!("{label}.includes(' CE')")).await
}

async fn the_ladder_is_that_of_the_connection_which_is_told_of(lab: &Lab) -> Outcome {
    let shows = |number: u8, segment: &str| {
        format!(
            "document.querySelector('[data-do=connection]').ariaLabel.includes('{number} of 2') && !!document.querySelector('.ladder svg [data-seg={segment}]')"
        )
    };
    lab.open("#/two-clients?level=learn").await?;
    lab.key(Key::PageDown).await?;
    lab.is("the first client", &shows(1, "c1")).await?;
    lab.key(Key::PageDown).await?;
    lab.is("the story comes to the second", &shows(2, "e1")).await?;
    lab.key(Key::PageDown).await?;
    lab.is("and back to the first", &shows(1, "c1")).await?;
    lab.key(Key::Right).await?;
    lab.is("so do steps", &shows(2, "e1")).await?;
    lab.open("#/two-clients?level=lab&reveal=0&sel=e3").await?;
    lab.is("and what an address names", &shows(2, "e3")).await?;
    lab.key(Key::Up).await?;
    lab.is("and the segments, one by one", &format!("{} || {}", shows(1, "c3"), shows(2, "s4"))).await?;
    // What plays stays where the reader looks.
    lab.script("window.seen = new Set(); new MutationObserver(() => seen.add(document.querySelector('[data-do=connection]').ariaLabel)).observe(document.body, { subtree: true, childList: true, attributes: true })").await?;
    lab.key(Key::End).await?;
    lab.key(Key::Home).await?;
    lab.key(Key::Space).await?;
    lab.is("it begins", &format!("{DRAWN} < 3")).await?;
    lab.is("it plays on", &format!("{DRAWN} > 5")).await?;
    lab.is("on one ladder", "seen.size === 1").await
}

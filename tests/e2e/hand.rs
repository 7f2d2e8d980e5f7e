//! What a hand does on the ladder: a mouse, and a finger on a phone.

use crate::harness::{Lab, Outcome, Test, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    an_arrows_head_is_dragged_down_up_and_aside,
    a_new_readers_first_drag_counts,
    a_finger_drags_the_grip_of_the_chosen_segment,
    a_finger_that_rests_opens_the_menu_and_one_that_moves_does_not,
    a_press_on_a_rail_offers_every_call_and_undo_takes_each_back,
    the_header_has_the_way_to_all_that_can_be_done,
    where_the_run_parts_from_the_one_before_is_marked,
];

/// Where an arrow's head is in the window: an expression.
const HEAD: &str = "(() => { const hit = document.querySelector(`.ladder svg .hit[data-seg=${arguments[0]}]`), box = hit.ownerSVGElement.getBoundingClientRect();
    return ['x', 'y'].map((axis) => Math.round(box[axis] + Number(hit.getAttribute(axis + 2)))) })()";

/// What is in the address.
const SAID: &str = "decodeURIComponent(location.hash)";

async fn head(lab: &Lab, name: &str) -> Result<(i64, i64), Box<dyn std::error::Error + Send + Sync>> {
    let at = lab.script_with(&format!("return {HEAD}"), &[name.into()]).await?;
    Ok((at[0].as_i64().unwrap_or_default(), at[1].as_i64().unwrap_or_default()))
}

/// Takes an arrow's head and holds it so far away.
async fn hold(lab: &Lab, name: &str, (dx, dy): (i64, i64)) -> Outcome {
    let (x, y) = head(lab, name).await?;
    let chain = lab.driver.action_chain().move_to(x - 4, y - 1).click_and_hold().move_to(x - 4 + dx / 2, y - 1 + dy / 2);
    chain.move_to(x - 4 + dx, y - 1 + dy).perform().await?;
    Ok(())
}

async fn let_go(lab: &Lab) -> Outcome {
    Ok(lab.driver.action_chain().release().perform().await?)
}

/// Waits for the run of an address.
async fn runs(lab: &Lab, said: &str) -> Outcome {
    lab.is(said, &format!("document.documentElement.dataset.runState === 'done' && {said}")).await
}

async fn an_arrows_head_is_dragged_down_up_and_aside(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let meaning = "document.querySelector('.drag-said').textContent";
    hold(lab, "c3", (0, 14)).await?;
    lab.is("what it means is said", &format!("{meaning}.endsWith('late')")).await?;
    lab.driver.action_chain().move_by_offset(0, 40).perform().await?;
    lab.is("and whom it is behind", &format!("{meaning}.includes('late, after c5')")).await?;
    let_go(lab).await?;
    runs(lab, &format!("{SAID}.includes('delay=c3')")).await?;
    lab.is("and that is all", "!document.querySelector('.whatif')").await?;
    hold(lab, "c3", (0, -90)).await?;
    lab.is("it goes back, no further", &format!("{meaning} === 'c3 is late no more'")).await?;
    let_go(lab).await?;
    runs(lab, &format!("!{SAID}.includes('delay=')")).await?;
    hold(lab, "c3", (-160, 20)).await?;
    lab.is("aside it is lost", &format!("{meaning} === 'lose c3'")).await?;
    let_go(lab).await?;
    runs(lab, &format!("{SAID}.includes('drop=c3')")).await?;
    // A hand that trembles does nothing; one that leaves the window is still followed.
    hold(lab, "c4", (0, 3)).await?;
    let_go(lab).await?;
    hold(lab, "c4", (600, 20)).await?;
    let_go(lab).await?;
    runs(lab, &format!("{SAID}.includes('drop=c4') && !{SAID}.includes('delay')")).await
}

async fn a_new_readers_first_drag_counts(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    hold(lab, "c3", (0, 60)).await?;
    lab.is("the lab part came", "!!document.querySelector('.drag.shown') || !!document.querySelector('.drag')").await?;
    lab.driver.action_chain().move_by_offset(0, 5).perform().await?;
    let_go(lab).await?;
    runs(lab, &format!("{SAID}.includes('delay=c3')")).await
}

/// A finger goes down on an element, and through places beside its middle; `up` at the end, or not.
async fn finger(lab: &Lab, on: &str, through: &[(i32, i32)], up: bool) -> Outcome {
    let body = "const [on, through, up] = arguments; const element = document.querySelector(on), box = element.getBoundingClientRect();
        let [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const at = (kind) => element.dispatchEvent(new PointerEvent(kind, { bubbles: true, button: 0, pointerType: 'touch', clientX: x, clientY: y }));
        at('pointerdown');
        for (const [dx, dy] of through) { x += dx; y += dy; at('pointermove'); }
        if (up) at('pointerup');";
    let through: Vec<Vec<i32>> = through.iter().map(|(x, y)| vec![*x, *y]).collect();
    lab.script_with(body, &[on.into(), serde_json::json!(through), up.into()]).await.map(drop)
}

async fn a_finger_drags_the_grip_of_the_chosen_segment(lab: &Lab) -> Outcome {
    lab.size(390, 844).await?;
    lab.open("#/http-post?level=lab").await?;
    assert_eq!(lab.script("return document.querySelectorAll('.grip').length").await?, 0, "nothing is chosen");
    finger(lab, ".ladder svg .hit[data-seg=c3]", &[(0, 40)], true).await?;
    lab.is("a finger on an arrow scrolls", &format!("!{SAID}.includes('delay') && !document.querySelector('.drag.shown')")).await?;
    lab.key(Key::Down).await?;
    lab.key(Key::Down).await?;
    let touch = lab.script("return getComputedStyle(document.querySelector('.grip')).touchAction").await?;
    assert_eq!(touch, "none", "and one on the grip drags");
    finger(lab, ".grip-ring", &[(0, 20), (0, 30)], true).await?;
    runs(lab, &format!("{SAID}.includes('delay=s1')")).await?;
    lab.is("the grip went with it", "!!document.querySelector('.grip')").await
}

async fn a_finger_that_rests_opens_the_menu_and_one_that_moves_does_not(lab: &Lab) -> Outcome {
    lab.size(390, 844).await?;
    lab.open("#/http-post?level=lab").await?;
    finger(lab, ".ladder svg .hit[data-seg=c3]", &[(0, 30)], false).await?;
    finger(lab, ".ladder svg .hit[data-seg=c4]", &[], false).await?;
    lab.is("the menu of the one it rests on", "document.querySelector('.whatif .menu-title')?.textContent === 'c4'").await?;
    lab.is("wholly in the window", "(({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight)(document.querySelector('.whatif').getBoundingClientRect())").await?;
    lab.hook("[data-menu=lose]").await?.click().await?;
    runs(lab, &format!("{SAID}.includes('drop=c4')")).await?;
    finger(lab, ".ladder svg .band.server", &[], false).await?;
    lab.is("a rail's too", "!!document.querySelector('[data-menu=crash]')").await
}

async fn a_press_on_a_rail_offers_every_call_and_undo_takes_each_back(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    for call in ["send", "close", "abort", "stop-reading", "read", "crash", "reboot", "unplug", "plug"] {
        let band = lab.script("const box = document.querySelector('.ladder-canvas .band.server').getBoundingClientRect(); return [Math.round(box.x + 7), 330]").await?;
        let (x, y) = (band[0].as_i64().unwrap_or_default(), band[1].as_i64().unwrap_or_default());
        lab.driver.action_chain().move_to(x, y).click().perform().await?;
        lab.is(
            "the menu names the end and the time",
            "/Server at 0\\.\\d+\\ss/i.test(document.querySelector('.whatif .menu-title')?.textContent)",
        )
        .await?;
        lab.hook(&format!("[data-menu={call}]")).await?.click().await?;
        runs(lab, &format!("{SAID}.includes('call=') && document.querySelector('[data-intervention][data-outcome=applied]')")).await?;
        lab.hook("[data-action=undo]").await?.click().await?;
        runs(lab, &format!("document.documentElement.dataset.runDigest === '{plain}' && !document.querySelector('[data-intervention]')"))
            .await?;
    }
    Ok(())
}

async fn the_header_has_the_way_to_all_that_can_be_done(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    lab.key(Key::Down).await?;
    lab.hook("[data-do=more]").await?.click().await?;
    lab.is("the menu of the chosen segment", "document.querySelector('.whatif .menu-title').textContent === 'c1'").await?;
    lab.key(Key::Escape).await?;
    lab.hook("[data-do=delay]").await?.click().await?;
    lab.is("the delay can be typed at once", "document.activeElement.matches('.menu-delay input')").await?;
    lab.press("1s").await?;
    lab.key(Key::Enter).await?;
    runs(lab, &format!("{SAID}.includes('delay=c1!') && {SAID}.includes(':1s')")).await?;
    // And with the keyboard alone.
    lab.script("document.querySelector('.ladder-scroll').focus()").await?;
    lab.press("l").await?;
    lab.is("L is for the delay", "document.activeElement.matches('.menu-delay input')").await?;
    lab.key(Key::Escape).await?;
    lab.press("m").await?;
    lab.is("M for all", "document.activeElement.dataset.menu === 'lose'").await
}

async fn where_the_run_parts_from_the_one_before_is_marked(lab: &Lab) -> Outcome {
    lab.open("#/http-post?level=lab").await?;
    let marks = "document.querySelectorAll('.ladder-canvas .parting, .ladder-canvas .before').length";
    lab.is("there is no run before", &format!("{marks} === 0 && !document.querySelector('[data-do=compare]')")).await?;
    lab.hook("[data-lose=data]").await?.click().await?;
    runs(lab, &format!("{SAID}.includes('drop=c3')")).await?;
    lab.is("where they part is marked", "!!document.querySelector('.ladder-canvas .parting')").await?;
    let level = "Math.abs(Number(document.querySelector('.parting line').getAttribute('y1')) - Number(document.querySelector('.hit[data-seg=c3]').getAttribute('y1'))) < 1";
    lab.is("at the departure of the lost one", level).await?;
    lab.is("the run before is thin and grey", "!!document.querySelector('.ladder-canvas .before')").await?;
    lab.press("g").await?;
    lab.is("and put away", &format!("{marks} === 0 && document.querySelector('[data-do=compare]').ariaPressed === 'false'")).await?;
    lab.press("g").await?;
    lab.is("and back", &format!("{marks} >= 2")).await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.is("the lost one before is not carried on", "document.querySelectorAll('.ladder-canvas .before-cross').length === 1").await?;
    lab.key(Key::Home).await?;
    lab.open("#/http-post?level=lab&reveal=1").await?;
    lab.hook("[data-lose=fin]").await?.click().await?;
    lab.key(Key::Home).await?;
    lab.is("nothing of the future", &format!("{marks} === 0")).await
}

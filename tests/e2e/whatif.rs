//! What a reader does to a run besides a single edit: branches, and everything that can befall a segment.

use crate::harness::{Lab, Outcome, Test, tests};

pub const TESTS: &[Test] = tests![
    branches_keep_runs_side_by_side,
    every_item_of_a_segments_menu_changes_the_run_and_undo_takes_it_back,
    an_application_can_be_made_to_call_at_a_time,
    an_application_sends_what_the_reader_says,
    usual_losses_are_one_click_each,
    the_story_of_a_changed_run_says_what_no_longer_happens,
    a_segment_is_forged_in_a_form_and_as_text,
    the_bit_that_is_flipped_on_the_way_is_chosen,
];

/// Opens the menu of a segment with the keyboard.
async fn menu_of(lab: &Lab, name: &str) -> Outcome {
    let choose = format!(
        "document.querySelector('.ladder svg [data-seg={name}]').dispatchEvent(new MouseEvent('contextmenu', {{ bubbles: true, cancelable: true, clientX: 300, clientY: 300 }}))"
    );
    lab.script(&choose).await?;
    lab.until("the menu is open", "return !!document.querySelector('.whatif')").await
}

async fn every_item_of_a_segments_menu_changes_the_run_and_undo_takes_it_back(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    for item in ["lose", "delay", "duplicate", "reorder", "corrupt", "lose-all"] {
        menu_of(lab, "c4").await?;
        lab.hook(&format!("[data-menu={item}]")).await?.click().await?;
        shows(lab, &plain, false).await?;
        lab.until("the list tells of it", "return document.querySelectorAll('[data-intervention][data-outcome=applied]').length === 1")
            .await?;
        lab.hook("[data-action=undo]").await?.click().await?;
        shows(lab, &plain, true).await?;
    }
    // What cannot be read is said beside the field, and changes nothing.
    menu_of(lab, "c4").await?;
    lab.script("document.querySelector('.menu-delay input').value = 'soon'").await?;
    lab.hook("[data-menu=delay]").await?.click().await?;
    lab.until("the field says so", "return document.querySelector('.menu-delay .error')?.innerText.includes('soon')").await?;
    lab.is("and keeps what was typed", "document.querySelector('.menu-delay input').value === 'soon'").await?;
    lab.script("document.querySelector('.menu-delay input').value = '90000s'").await?;
    lab.hook("[data-menu=delay]").await?.click().await?;
    lab.is("what the run does not reach, too", "document.querySelector('.menu-delay .error').innerText.includes('86400s')").await?;
    lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
    lab.until("the menu is gone", "return !document.querySelector('.whatif')").await?;
    shows(lab, &plain, true).await
}

async fn an_application_can_be_made_to_call_at_a_time(lab: &Lab) -> Outcome {
    lab.open("#/three-way-handshake?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.press(thirtyfour::Key::End.value().to_string()).await?;
    lab.press("a").await?;
    lab.hook("[data-menu=close]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.until("a FIN is sent", "return document.querySelector('.ladder-canvas').textContent.includes('FIN')").await?;
    lab.until("the address says it", "return location.hash.includes('call=')").await?;
    lab.until("the list says it in words", "return document.querySelector('[data-intervention]').innerText.includes('close')").await?;
    // The same once more: a second call, which is refused; and an address that still opens.
    lab.press("a").await?;
    lab.hook("[data-menu=close]").await?.click().await?;
    lab.until("the list says why", "return !!document.querySelector('[data-intervention][data-outcome=impossible]')").await?;
    lab.run_is_done().await?;
    let twice = lab.of_the_page("data-run-digest").await?;
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    shows(lab, &twice, true).await
}

async fn an_application_sends_what_the_reader_says(lab: &Lab) -> Outcome {
    lab.open("#/three-way-handshake?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.press(thirtyfour::Key::End.value().to_string()).await?;
    let content = "document.querySelector('[data-menu=content]')";
    let type_in =
        format!("const input = {content}; input.value = arguments[0]; input.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))");
    lab.press("a").await?;
    lab.is("a size is offered", &format!("{content}?.value === '1000'")).await?;
    lab.script_with(&type_in, &["99999999999".into()]).await?;
    lab.is("too much is refused with the bound", "document.querySelector('.menu-send .error')?.innerText.includes('10000000')").await?;
    lab.is("and not sent", "document.querySelector('[data-menu=send]').disabled").await?;
    lab.hook("[data-do='drawer.as-text']").await?.click().await?;
    lab.is("or a text", &format!("{content}.value === 'hello'")).await?;
    lab.script_with(&type_in, &["GET /\\r\\n".into()]).await?;
    lab.is("it can be sent", "!document.querySelector('[data-menu=send]').disabled").await?;
    lab.hook("[data-menu=send]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.until("the address has it", "return decodeURIComponent(location.hash).includes('client say GET /\\r\\n')").await?;
    lab.is("so has the list", "document.querySelector('[data-intervention]')?.innerText.includes('GET /')").await?;
    lab.press("a").await?;
    lab.is("it is offered again", &format!("{content}?.value === 'GET /\\\\r\\\\n'")).await?;
    lab.press(thirtyfour::Key::Escape.value().to_string()).await?;
    // Where datagrams are exchanged, it is one; and what is done to one is done.
    lab.open("#/udp?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.press(thirtyfour::Key::End.value().to_string()).await?;
    lab.press("a").await?;
    lab.hook("[data-menu=send]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.until("it is sent", "return document.querySelector('[data-intervention]')?.dataset.outcome === 'applied'").await?;
    lab.open("#/udp?reveal=0").await?;
    menu_of(lab, "c1").await?;
    lab.hook("[data-menu=lose]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.must_be_clean().await
}

async fn usual_losses_are_one_click_each(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    for what in ["syn", "syn-ack", "third-ack", "data", "fin", "last-ack"] {
        let chip = format!("[data-lose={what}]");
        lab.hook(&chip).await?.click().await?;
        shows(lab, &plain, false).await?;
        lab.until("it is pressed", &format!("return document.querySelector('{chip}').getAttribute('aria-pressed') === 'true'")).await?;
        lab.hook(&chip).await?.click().await?;
        shows(lab, &plain, true).await?;
    }
    Ok(())
}

async fn the_story_of_a_changed_run_says_what_no_longer_happens(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    assert_eq!(lab.script("return document.querySelectorAll('.told').length").await?, 0, "a new reader is not met by it");
    for _ in 0..3 {
        lab.hook("[data-action=story-next]").await?.click().await?;
    }
    lab.until("what was told stays", "return document.querySelectorAll('.told details[open] [data-told]').length === 3").await?;
    lab.hook("button.told-number").await?.click().await?;
    lab.until("and leads back", "return document.querySelector('[data-story-step]').dataset.storyStep === '1'").await?;
    // With the SYN lost all is said later, and under other names.
    lab.hook("[data-lose=syn]").await?.click().await?;
    lab.until("the run is there", "return location.hash.includes('drop=c1') && document.documentElement.dataset.runState === 'done'")
        .await?;
    lab.press(thirtyfour::Key::End.value().to_string()).await?;
    lab.until("c2 is another", "return document.querySelector('.told [data-told=\"3\"]')?.textContent.includes('c2 is c3')").await?;
    lab.until("nothing is missing", "return !document.querySelector('.told .gone')").await?;
    // With no answer nothing of the kind happens.
    lab.script("location.hash = '#/http-post?drop=every(from=server)&reveal=0'").await?;
    lab.until("what does not happen is marked", "return document.querySelectorAll('.told .gone').length > 3").await?;
    lab.must_be_clean().await
}

async fn the_bit_that_is_flipped_on_the_way_is_chosen(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0&sel=c4&field=tcp.window").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    menu_of(lab, "c4").await?;
    // The window begins with bit 14 * 8 of TCP, behind 160 of IPv4.
    lab.is("it begins with the chosen field", "document.querySelector('[data-menu=bit]')?.value === '272'").await?;
    let said = |text: &str| format!("document.querySelector('#menu-flip').innerText.includes('{text}')");
    lab.is("what finds it", &[said("Window"), said("TCP")].join(" && ")).await?;
    let type_in = "const input = document.querySelector('[data-menu=bit]'); input.value = arguments[0];
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    lab.script_with(type_in, &["99999".into()]).await?;
    lab.is("the range is told", &[said("8319"), "document.querySelector('[data-menu=flip]').disabled".to_owned()].join(" && ")).await?;
    lab.script_with(type_in, &["64".into()]).await?;
    lab.is("what finds it then", &said("router")).await?;
    lab.script_with(type_in, &["319".into()]).await?;
    lab.hook("[data-menu=flip]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.until("the link carries it", "return decodeURIComponent(location.hash).includes('corrupt=c4') && location.hash.includes('~319')")
        .await?;
    lab.must_be_clean().await
}

async fn a_segment_is_forged_in_a_form_and_as_text(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    menu_of(lab, "c4").await?;
    lab.hook("[data-menu=forge]").await?.click().await?;
    lab.until("the dialog is there", "return !!document.querySelector('[data-dialog=forge-dialog] textarea')").await?;
    let type_in = "const area = document.querySelector('[data-dialog=forge-dialog] textarea'); area.value = arguments[0];
        area.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    lab.script_with(type_in, &["nonsense=1".into()]).await?;
    lab.until("what is wrong is said", "return document.querySelector('.forge-form > .error').innerText.length > 10").await?;
    lab.until("and it cannot be run", "return document.querySelector('[data-action=forge]').disabled").await?;
    lab.script_with(type_in, &["as=client,flags=R,tcp.seq=server.rcv_nxt".into()]).await?;
    lab.until("now it can", "return !document.querySelector('[data-action=forge]').disabled").await?;
    let pressed = |what: &str| format!("document.querySelector('[data-forge={what}]').ariaPressed === 'true'");
    let text = |text: &str| format!("document.querySelector('.forge textarea').value.includes('{text}')");
    lab.is("the form says what it is", &[pressed("sort-rst-exact"), pressed("as-client"), pressed("flag-RST")].join(" && ")).await?;
    let rule = |id: &str| format!("!!document.querySelector('.forge-then [data-rule={id}]')");
    lab.is("and what comes of it, by the rule", &rule("rst-accepted")).await?;
    lab.is("in which state", "document.querySelector('.forge-then').innerText.includes('in ESTABLISHED')").await?;
    let at = "const when = document.querySelector('.forge [name=when]'); when.value = arguments[0];
        when.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    lab.script_with(at, &["50ms".into()]).await?;
    lab.is("at another time, in another state", &rule("rst-to-listen")).await?;
    lab.script_with(at, &["300ms".into()]).await?;
    // The bits are what they will be, and can be changed: the text follows.
    let field = |id: &str, text: &str| format!("document.querySelector('.forge [data-field=\"{id}\"]')?.innerText.includes('{text}')");
    lab.is("the number of that time", &field("tcp.seq", "2401")).await?;
    lab.hook(".forge [data-field='tcp.psh']").await?.click().await?;
    lab.is("a bit of the flags", &text("flags=RP")).await?;
    lab.hook(".forge [data-field='tcp.psh']").await?.click().await?;
    lab.hook(".forge [data-field='tcp.window']").await?.click().await?;
    lab.hook(".forge .bit:last-child").await?.click().await?;
    lab.is("a bit of a number", &text("tcp.window=65534")).await?;
    lab.hook("[data-forge=sort-rst-window]").await?.click().await?;
    lab.is("another sort", &[text("tcp.seq=server.rcv_nxt+100"), pressed("sort-rst-window")].join(" && ")).await?;
    lab.hook("[data-forge=as-server]").await?.click().await?;
    lab.is("of the other end", &[text("as=server"), text("tcp.seq=client.rcv_nxt+100")].join(" && ")).await?;
    let line = "const [id, text] = arguments, input = document.querySelector(`.forge [data-line='${id}']`); input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    lab.script_with(line, &["tcp.window".into(), "70000".into()]).await?;
    lab.is(
        "its range is told at the field",
        "document.querySelector('.forge-lines .error')?.innerText.includes('65535') && document.querySelector('[data-action=forge]').disabled",
    )
    .await?;
    lab.script_with(line, &["tcp.window".into(), "0x100".into()]).await?;
    lab.is("now it is taken", &[text("tcp.window=256"), "!document.querySelector('[data-action=forge]').disabled".to_owned()].join(" && "))
        .await?;
    lab.script_with(line, &["tcp.options".into(), "mss=1".into()]).await?;
    lab.script_with(line, &["data".into(), "hi".into()]).await?;
    lab.is("and the rest", &[text("opts=02040001"), text("text=hi")].join(" && ")).await?;
    // A bit that is no field's, option's or data's has the rest said byte by byte, and all of it stays as it was.
    lab.script_with(type_in, &["as=client,flags=R,tcp.data_offset=6,text=hello".into()]).await?;
    lab.hook(".forge [data-field='tcp.option.kind@40']").await?.click().await?;
    lab.hook(".forge .bit:last-child").await?.click().await?;
    lab.is("one bit is another", &[text("raw=4500002d"), text("6004ffff"), text("69656c6c6f")].join(" && ")).await?;
    lab.is("its control bits are among them", "document.querySelector('[data-forge=flag-RST]').disabled").await?;
    lab.script_with(type_in, &["as=client,flags=R,ipv4.ihl=7,opts=0101".into()]).await?;
    lab.hook(".forge [data-field='ipv4.option.type@20']").await?.click().await?;
    lab.hook(".forge .bit:last-child").await?.click().await?;
    let silent = "document.querySelector('.forge-form > .error').innerText === ''".to_owned();
    lab.is("of a header that is longer than it says, too", &[text("raw=4700002c"), silent].join(" && ")).await?;
    lab.hook("[data-forge=from-outside]").await?.click().await?;
    lab.hook("[data-forge=as-client]").await?.click().await?;
    lab.hook("[data-forge=sort-rst-exact]").await?.click().await?;
    lab.is("exact again", &text("as=client,flags=R,tcp.seq=server.rcv_nxt")).await?;
    lab.hook("[data-action=forge]").await?.click().await?;
    shows(lab, &plain, false).await?;
    lab.until("it is on the ladder", "return !!document.querySelector('.ladder svg [data-seg=x1]')").await?;
    menu_of(lab, "c1").await?;
    lab.hook("[data-menu=forge]").await?.click().await?;
    lab.is("one like another has its options", "document.querySelector('[data-line=\"tcp.options\"]')?.value.includes('mss=')").await
}

async fn shows(lab: &Lab, digest: &str, same: bool) -> Outcome {
    let is = if same { "===" } else { "!==" };
    let body = format!("const r = document.documentElement.dataset; return r.runState === 'done' && r.runDigest {is} '{digest}'");
    lab.until("the run is there", &body).await
}

async fn branches_keep_runs_side_by_side(lab: &Lab) -> Outcome {
    lab.open("#/http-post?drop=c4&reveal=0").await?;
    let first = lab.of_the_page("data-run-digest").await?;
    lab.hook("[data-action=branch]").await?.click().await?;
    lab.until("there are two", "return document.querySelectorAll('[data-branch]').length === 2").await?;
    // A change in the new branch leaves the old one as it was.
    lab.hook("[data-intervention] input").await?.click().await?;
    shows(lab, &first, false).await?;
    let second = lab.of_the_page("data-run-digest").await?;
    lab.hook("[data-branch=A]").await?.click().await?;
    shows(lab, &first, true).await?;
    lab.until("nothing can be undone here", "return document.querySelector('[data-action=undo]').disabled").await?;
    lab.hook("[data-branch=B]").await?.click().await?;
    shows(lab, &second, true).await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    shows(lab, &first, true).await?;
    lab.hook("[data-action=redo]").await?.click().await?;
    shows(lab, &second, true).await?;
    // A name that none other has, and the end of it.
    lab.script(
        "const i = document.querySelector('.branches input'); i.value = 'A'; i.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    .await?;
    lab.until("there is an A already", "return !!document.querySelector(\"[data-branch='A 2'][aria-pressed=true]\")").await?;
    lab.script("const i = document.querySelector('.branches input'); i.value = 'not lost'; i.dispatchEvent(new Event('change', { bubbles: true }))").await?;
    lab.until("it has a name", "return !!document.querySelector(\"[data-branch='not lost'][aria-pressed=true]\")").await?;
    // Loading the page again loses none; an address that is opened anew has none.
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    shows(lab, &second, true).await?;
    lab.until("it is there still", "return !!document.querySelector(\"[data-branch='not lost'][aria-pressed=true]\")").await?;
    lab.hook("[data-branch=A]").await?.click().await?;
    shows(lab, &first, true).await?;
    lab.hook("[data-branch='not lost']").await?.click().await?;
    shows(lab, &second, true).await?;
    lab.hook("[data-action=prune]").await?.click().await?;
    shows(lab, &first, true).await?;
    lab.until("one is left", "return !document.querySelector('[data-branch]')").await
}

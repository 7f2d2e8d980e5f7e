//! What a reader does to the bytes of one segment besides its fields: options, data, and the sums behind a checksum.

use crate::harness::{Lab, Outcome, Test, tests};

pub const TESTS: &[Test] = tests![
    options_are_added_moved_removed_and_typed,
    data_are_edited_as_text_and_as_bytes,
    a_checksum_is_computed_sum_by_sum,
    the_options_of_the_ipv4_header_are_fields_and_edited,
    a_quoted_datagram_has_fields_and_bits,
    the_queue_of_half_open_connections_is_shown,
    a_field_says_what_it_means_in_this_segment,
    fields_and_bytes_light_each_other,
    each_option_has_its_bytes_and_its_source,
    nothing_covers_the_bits_of_the_field_that_is_pressed,
];

async fn choose(lab: &Lab, segment: &str) -> Outcome {
    lab.open("#/http-post?reveal=0").await?;
    lab.hook(&format!(".ladder svg .hit[data-seg={segment}]")).await?;
    lab.script(&format!(
        "document.querySelector('.ladder svg .hit[data-seg={segment}]').dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"
    ))
    .await?;
    lab.until("its bits are there", "return !!document.querySelector('[data-field=\"tcp.seq\"]:not(:disabled)')").await
}

/// Types into a field of the pane, and leaves it.
async fn type_in(lab: &Lab, what: &str, text: &str) -> Outcome {
    let body = "const [what, text] = arguments, field = document.querySelector(`.bits [data-edit='${what}']`);
        field.value = text; field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
          document.querySelector(`.bits [data-edit='${what}']`).dispatchEvent(new Event('change', { bubbles: true })); done() })))";
    lab.script_with(body, &[what.into(), text.into()]).await?;
    Ok(())
}

async fn stands(lab: &Lab, what: &str, text: &str) -> Outcome {
    let body = format!("return document.querySelector('.bits [data-edit={what}]')?.value === {}", serde_json::json!(text));
    lab.until(&format!("{what} is {text}"), &body).await
}

async fn complains(lab: &Lab, about: &str) -> Outcome {
    lab.until("the field says so", &format!("return document.querySelector('.bits .editor.wide .error').innerText.includes('{about}')"))
        .await
}

async fn options_are_added_moved_removed_and_typed(lab: &Lab) -> Outcome {
    choose(lab, "c1").await?;
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.hook(".bits [data-do=options]").await?.click().await?;
    lab.hook(".bits [data-edit=opts]").await?.click().await?;
    type_in(lab, "opts", "mss=1460").await?;
    stands(lab, "opts", "mss=1460").await?;
    lab.hook(".bits [data-add='tcp.option.window_scale']").await?.click().await?;
    stands(lab, "opts", "mss=1460 ws=7").await?;
    // Padded to a whole word by an end-of-list; the data offset follows.
    lab.until("it is padded", "return document.querySelectorAll('.bits .option').length === 3").await?;
    lab.until("the data offset follows", "return document.querySelector('[data-field=\"tcp.data_offset\"]').innerText.includes('7')")
        .await?;
    lab.hook(".bits .option:nth-child(2) [data-do=earlier]").await?.click().await?;
    stands(lab, "opts", "ws=7 mss=1460").await?;
    lab.hook(".bits .option:nth-child(2) [data-do=remove]").await?.click().await?;
    stands(lab, "opts", "ws=7").await?;
    type_in(lab, "opts", "mss=70000").await?;
    complains(lab, "mss=70000").await?;
    type_in(lab, "opts", &"nop ".repeat(41)).await?;
    complains(lab, "40").await?;
    type_in(lab, "opts", "mss=300 254=0a0b nop").await?;
    stands(lab, "opts", "mss=300 254=0a0b nop").await?;
    // Kept wrong, the header does not tell of them, and the field still does.
    lab.hook(".bits .lengths button:last-child").await?.click().await?;
    lab.until("a fault is told", "return document.querySelectorAll('.bits [data-fault]').length > 0").await?;
    stands(lab, "opts", "mss=300 254=0a0b nop").await?;
    let misread = "document.querySelectorAll('.bits .misread').length";
    lab.is("what a receiver makes of it is said once", &format!("{misread} === 1")).await?;
    lab.hook(".bits .lengths button:first-child").await?.click().await?;
    lab.is("it fits again", &format!("{misread} === 0")).await?;
    lab.hook(".bits [data-do=run]").await?.click().await?;
    lab.until("the link carries it", "return decodeURIComponent(location.hash).includes('opts=0204012cfe040a0b01')").await?;
    lab.until("it ran", &format!("const r = document.documentElement.dataset; return r.runState === 'done' && r.runDigest !== '{plain}'"))
        .await?;
    lab.hook("[data-action=undo]").await?.click().await?;
    lab.until("and it is undone", &format!("return document.documentElement.dataset.runDigest === '{plain}'")).await
}

async fn data_are_edited_as_text_and_as_bytes(lab: &Lab) -> Outcome {
    choose(lab, "c2").await?;
    lab.hook(".bits [data-fold=data] .fold-line").await?.click().await?;
    stands(lab, "data", "").await?;
    type_in(lab, "data", "hi\\r\n\\x00").await?;
    stands(lab, "data", "hi\\r\n\\x00").await?;
    lab.hook(".bits [data-do='bits.as-hex']").await?.click().await?;
    stands(lab, "data", "68 69 0d 0a 00").await?;
    type_in(lab, "data", "6869 0").await?;
    complains(lab, "ff00").await?;
    type_in(lab, "data", &"00".repeat(65_600)).await?;
    complains(lab, "65535").await?;
    type_in(lab, "data", "6f6b").await?;
    stands(lab, "data", "6f 6b").await?;
    lab.hook(".bits [data-do='bits.as-text']").await?.click().await?;
    stands(lab, "data", "ok").await?;
    type_in(lab, "data", "\\q").await?;
    complains(lab, "backslash").await?;
    lab.hook(".bits [data-do=run]").await?.click().await?;
    lab.until("the link carries it", "return decodeURIComponent(location.hash).includes('data=6f6b')").await
}

async fn a_checksum_is_computed_sum_by_sum(lab: &Lab) -> Outcome {
    choose(lab, "c4").await?;
    lab.hook(".bits [data-fold=sums] .fold-line").await?.click().await?;
    lab.until("both are computed", "return document.querySelectorAll('.bits [data-sum]').length === 2").await?;
    // The six words of the pseudo-header come first; the last two lines are what it should hold and what it holds.
    lab.until(
        "it ends in what the field holds",
        "const rows = [...document.querySelectorAll('[data-sum=\"tcp.checksum\"] tr')].map((row) => row.innerText.trim());
         return rows.slice(1, 7).every((row) => row.startsWith('Pseudo-header')) && rows.at(-1).slice(-6) === rows.at(-2).slice(-6)
           && rows.some((row) => row.includes('more words of data'))",
    )
    .await
}

async fn the_options_of_the_ipv4_header_are_fields_and_edited(lab: &Lab) -> Outcome {
    lab.open("#/source-route?level=lab&reveal=0").await?;
    lab.key(thirtyfour::Key::Down).await?;
    let says = |field: &str, text: &str| format!("document.querySelector('.bits [data-field=\"{field}\"]')?.innerText.includes('{text}')");
    lab.is("the route is told", &says("ipv4.option.type@20", "Loose source route")).await?;
    lab.is("its address", &says("ipv4.option.address@23", "198.51.100.7")).await?;
    lab.hook(".bits [data-field='ipv4.option.pointer@20']").await?.click().await?;
    lab.is(
        "the pointer is explained",
        "document.querySelector('[data-here=\"ipv4.option.pointer@20\"]')?.textContent.includes('198.51.100.7')",
    )
    .await?;
    lab.hook(".bits [data-do=ipv4-options]").await?.click().await?;
    stands(lab, "ipopts", "lsrr=4:198.51.100.7").await?;
    lab.hook(".bits [data-add='tcp.option.nop']").await?.click().await?;
    stands(lab, "ipopts", "lsrr=4:198.51.100.7 nop").await?;
    lab.hook(".bits .option:nth-child(2) [data-do=earlier]").await?.click().await?;
    stands(lab, "ipopts", "nop lsrr=4:198.51.100.7").await?;
    type_in(lab, "ipopts", "mss=1460").await?;
    complains(lab, "IPv4").await?;
    type_in(lab, "ipopts", "raw=94090000").await?;
    lab.is("a length that makes no sense is a fault", "!!document.querySelector('.bits [data-fault=ipv4-option-length]')").await?;
    type_in(lab, "ipopts", "nop lsrr=4:198.51.100.7 148=0000").await?;
    lab.is("the IHL follows", "document.querySelector('[data-field=\"ipv4.ihl\"]').innerText.includes('8')").await?;
    lab.hook(".bits .lengths button:last-child").await?.click().await?;
    lab.is("or not, by choice", "document.querySelector('[data-field=\"ipv4.ihl\"]').innerText.includes('7')").await?;
    stands(lab, "ipopts", "nop lsrr=4:198.51.100.7 148=0000").await?;
    lab.is(
        "TCP is read where the IHL says, which is said",
        "!!document.querySelector('.bits .misread') && document.querySelector('.bits [data-field=\"tcp.source_port\"]').innerText.includes('→')",
    )
    .await?;
    lab.hook(".bits .lengths button:first-child").await?.click().await?;
    lab.hook(".bits [data-do=run]").await?.click().await?;
    lab.until("the link carries it", "return decodeURIComponent(location.hash).includes('ipopts=01830704c63364079404')").await?;
    lab.must_be_clean().await
}

async fn a_quoted_datagram_has_fields_and_bits(lab: &Lab) -> Outcome {
    lab.open("#/udp-closed-port?level=lab&reveal=0").await?;
    lab.until("a report is there", "return !!document.querySelector('.ladder svg .hit[data-seg^=s]')").await?;
    lab.script("document.querySelector('.ladder svg .hit[data-seg=s1]').dispatchEvent(new MouseEvent('click', { bubbles: true }))").await?;
    let checks = "[...document.querySelectorAll('.bits .quote-head .check')].map((c) => c.innerText.at(-1)).join('')";
    lab.is("its checksums are right", &format!("{checks} === '✓✓'")).await?;
    lab.hook(".bits [data-field='ipv4.ttl@28']").await?.click().await?;
    lab.is("eight bits", "document.querySelectorAll('.bits .bit').length === 8").await?;
    lab.hook(".bits .bit:last-child").await?.click().await?;
    lab.is("one is changed", "document.querySelector('.bits [data-field=\"ipv4.ttl@28\"]').innerText.includes('→')").await?;
    lab.hook(".bits [data-field='udp.source_port@48']").await?.click().await?;
    type_in(lab, "udp.source_port@48", "7").await?;
    lab.hook(".bits [data-do=run]").await?.click().await?;
    lab.until(
        "the link carries both",
        "const link = decodeURIComponent(location.hash); return link.includes('~295') && link.includes('@48=0007')",
    )
    .await?;
    lab.is("now they are wrong", "document.querySelectorAll('.bits .quote-head .check.bad').length === 2").await?;
    lab.open("#/path-mtu?level=lab&reveal=0&sel=r1").await?;
    lab.is("what is cut off cannot be checked", "document.querySelector('.bits .quote-head').innerText.includes('548 of 1500 B')").await?;
    lab.must_be_clean().await
}

async fn the_queue_of_half_open_connections_is_shown(lab: &Lab) -> Outcome {
    lab.open("#/syn-flood?level=lab&reveal=0").await?;
    for _ in 0..8 {
        lab.key(thirtyfour::Key::Down).await?;
    }
    lab.until(
        "four of four are half-open",
        "const row = document.querySelector('[data-queue=\"endpoints.half-open\"]');
         return !!row && row.innerText.includes('4 of 4') && row.innerText.includes('full')",
    )
    .await?;
    lab.until("strangers are drawn as such", "return !!document.querySelector('.ladder-canvas .arrow.stranger')").await
}

async fn a_field_says_what_it_means_in_this_segment(lab: &Lab) -> Outcome {
    choose(lab, "c4").await?;
    let says = [
        ("tcp.seq", "bytes 1001 to 2000"),
        ("tcp.ack", "up to 0 has arrived, 1 is expected"),
        ("tcp.data_offset", "byte 40 of the datagram"),
        ("tcp.window", "65,535 bytes, up to number 65535"),
        ("tcp.checksum", "right"),
        ("tcp.urgent_pointer", "URG is not set"),
        ("tcp.source_port", "of the client"),
    ];
    for (field, text) in says {
        lab.hook(&format!("[data-field='{field}']")).await?.click().await?;
        lab.is(field, &format!("document.querySelector('[data-here=\"{field}\"]')?.textContent.includes('{text}')")).await?;
    }
    lab.hook("[data-do=ipv4]").await?.click().await?;
    for (field, text) in [("ipv4.total_length", "20 of the IPv4 header, 20 of the next header, 1000 of data"), ("ipv4.protocol", "TCP")] {
        lab.hook(&format!("[data-field='{field}']")).await?.click().await?;
        lab.is(field, &format!("document.querySelector('[data-here=\"{field}\"]')?.textContent.includes('{text}')")).await?;
    }
    lab.must_be_clean().await
}

async fn fields_and_bytes_light_each_other(lab: &Lab) -> Outcome {
    choose(lab, "c1").await?;
    if lab.script("return !document.querySelector('.hex')").await? == true {
        lab.hook("[data-fold=hex] button").await?.click().await?;
    }
    let over = |what: &str| format!("document.querySelector(`{what}`).dispatchEvent(new PointerEvent('pointerover', {{ bubbles: true }}))");
    let lit = |what: &str| format!("document.querySelector(`{what}`).classList.contains('hovered')");
    // Bytes 24 to 27 are the sequence number, 40 to 43 the MSS.
    lab.hook(".hex .ascii [data-byte='25']").await?;
    lab.script(&over(".hex .ascii [data-byte='25']")).await?;
    lab.is("its field and its pair of digits", &[lit("[data-field='tcp.seq']"), lit(".hex .bytes [data-byte='24']")].join(" && ")).await?;
    lab.script(&over(".hex .bytes [data-byte='42']")).await?;
    lab.is("the value of the option", &[lit("[data-field='tcp.option.mss.value@40']"), lit(".hex .ascii [data-byte='43']")].join(" && "))
        .await?;
    lab.hook(".hex .ascii [data-byte='34']").await?.click().await?;
    lab.is("the window is chosen", "document.querySelector(`[data-field='tcp.window']`).classList.contains('selected')").await?;
    lab.hook(".hex .bytes [data-byte='43']").await?.click().await?;
    lab.is("the MSS is chosen", "document.querySelector(`[data-field='tcp.option.mss.value@40']`).classList.contains('selected')").await?;
    lab.is("and its bytes", "document.querySelectorAll('.hex .bytes .selected').length === 2").await?;
    // Bits of an option are changed as all bits are.
    lab.hook(".bits .bit:last-child").await?.click().await?;
    lab.is("one bit more", "document.querySelector(`[data-field='tcp.option.mss.value@40']`).innerText.includes('1001')").await?;
    type_in(lab, "tcp.option.mss.value@40", "536").await?;
    lab.is("typed", "document.querySelector(`[data-field='tcp.option.mss.value@40']`).innerText.includes('536')").await?;
    lab.must_be_clean().await
}

async fn each_option_has_its_bytes_and_its_source(lab: &Lab) -> Outcome {
    choose(lab, "c1").await?;
    lab.hook(".bits [data-do=options]").await?.click().await?;
    let sack = "mss=1460 ws=7 sack=1086217017-1086218017 254=0a0b";
    type_in(lab, "opts", sack).await?;
    stands(lab, "opts", sack).await?;
    let option = |id: &str| format!("document.querySelector('[data-option=\"tcp.option.{id}\"]').textContent");
    lab.is("bytes", &format!("{}.includes('02 04 05 b4')", option("mss"))).await?;
    lab.is("its source", &format!("{}.includes('RFC 7323 §2.2')", option("window_scale"))).await?;
    lab.is("an unknown one", &format!("{}.includes('0a 0b')", option("unknown"))).await?;
    // Four bytes of the MSS; the shift is the third byte behind them, and the SACK's edge crosses the end of a row.
    lab.hook("[data-field='tcp.option.window_scale.shift@44']").await?.click().await?;
    lab.is(
        "what it does here",
        "document.querySelector('[data-here=\"tcp.option.window_scale.shift@44\"]').textContent.includes('times 128')",
    )
    .await?;
    lab.is("pieces", "document.querySelectorAll('.bits .cell.continued').length === 2").await?;
    lab.hook("[data-fold=sums] button").await?.click().await?;
    lab.is(
        "every word of the IPv4 header is added up",
        "[...document.querySelectorAll('[data-sum=\"ipv4.checksum\"] tbody tr')].length === 13",
    )
    .await?;
    lab.must_be_clean().await
}

async fn nothing_covers_the_bits_of_the_field_that_is_pressed(lab: &Lab) -> Outcome {
    const BOX: &str = "getComputedStyle(document.querySelector('.gloss-box')).display";
    choose(lab, "c3").await?;
    let field = lab.hook(".bits [data-field='tcp.ack']").await?;
    lab.driver.action_chain().move_to_element_center(&field).perform().await?;
    lab.is("what a field is, is told to whoever points at it", &format!("{BOX} === 'block'")).await?;
    field.click().await?;
    lab.is("its bits are there, and no box", &format!("document.querySelectorAll('.bits .bit').length === 32 && {BOX} === 'none'")).await?;
    lab.hook(".bits [data-field='tcp.ack'] .cell-name").await?.click().await?;
    lab.is("it is closed", "!document.querySelector('.bits .bit')").await
}

//! The tabs under the reasons: endpoints, state diagram, charts, segments.

use crate::harness::{Lab, Outcome, Test, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    each_tab_opens_by_click_key_and_arrow_and_is_remembered,
    a_transition_that_was_taken_jumps_to_its_moment,
    the_state_diagram_fits_a_phone,
    a_click_on_a_chart_or_a_row_chooses_the_segment,
    no_tab_shows_anything_of_the_future,
    buffers_show_what_is_in_flight_and_what_is_missing,
    charts_name_what_was_sent_again_and_are_read_off_at_the_cursor,
    a_way_through_the_states_names_the_segments_that_led_along_it,
];

/// What each tab shows, by its `data-tab`.
const SHOWN: [(&str, &str); 4] = [
    ("endpoints", "[data-variable=state]"),
    ("states", "[data-state='TIME-WAIT']"),
    ("charts", "[data-chart='chart.sequence']"),
    ("segments", ".segments tbody"),
];

async fn shows(lab: &Lab, tab: &str, what: &str) -> Outcome {
    let body = format!(
        "return document.querySelector('[data-tab={tab}]').ariaSelected === 'true' && !!document.querySelector(`[role=tabpanel] {what}`)"
    );
    lab.until(&format!("the tab {tab} shows {what}"), &body).await
}

/// Clicks what is drawn: a line has no area of its own.
async fn click_drawn(lab: &Lab, selector: &str) -> Outcome {
    lab.hook("[role=tabpanel] svg").await?;
    let body = format!("document.querySelector(\"{selector}\").dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))");
    lab.script(&body).await.map(drop)
}

async fn each_tab_opens_by_click_key_and_arrow_and_is_remembered(lab: &Lab) -> Outcome {
    lab.open("#/lost-data-segment?reveal=0").await?;
    assert_eq!(lab.script("return document.querySelectorAll('[role=tabpanel]').length").await?, 0, "tabs start closed");
    for (n, (tab, what)) in SHOWN.iter().enumerate() {
        lab.hook(&format!("[data-tab={tab}]")).await?.click().await?;
        shows(lab, tab, what).await?;
        lab.press((n + 1).to_string()).await?;
        lab.until("its key closes it", "return !document.querySelector('[role=tabpanel]')").await?;
        lab.press((n + 1).to_string()).await?;
        shows(lab, tab, what).await?;
    }
    lab.press(Key::Right.value().to_string()).await?;
    shows(lab, SHOWN[0].0, SHOWN[0].1).await?;
    assert_eq!(lab.script("return document.activeElement.dataset.tab").await?, "endpoints", "the focus goes along");
    lab.driver.refresh().await?;
    lab.run_is_done().await?;
    shows(lab, "endpoints", SHOWN[0].1).await?;
    lab.must_be_clean().await
}

async fn a_transition_that_was_taken_jumps_to_its_moment(lab: &Lab) -> Outcome {
    lab.open("#/four-way-close?reveal=0&tab=states").await?;
    shows(lab, "states", "[data-state=ESTABLISHED]").await?;
    assert_eq!(lab.script("return document.querySelectorAll('.states .state').length").await?, 12, "eleven states, CLOSED twice");
    for owner in ["client", "server"] {
        click_drawn(lab, &format!("g.edge.{owner}[data-event]:last-of-type .hit, g.edge.{owner}[data-event] .hit")).await?;
        let body = format!("return !!document.querySelector('.way .now [data-way={owner}]')");
        lab.until("the cursor is where it was taken", &body).await?;
    }
    lab.until("where the ends are is said", "return document.querySelectorAll('.states .state.now').length >= 1").await?;
    lab.must_be_clean().await
}

async fn the_state_diagram_fits_a_phone(lab: &Lab) -> Outcome {
    lab.size(390, 844).await?;
    lab.open("#/four-way-close?reveal=0&tab=states").await?;
    shows(lab, "states", ".states [data-state=ESTABLISHED]").await?;
    let fits = "(() => {
        const box = document.querySelector('.states').getBoundingClientRect();
        const letters = 9.5 * box.width / document.querySelector('.states').viewBox.baseVal.width;
        return box.left >= 0 && box.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth && letters >= 9;
    })()";
    lab.is("all of it, and legible", fits).await?;
    lab.is("all states, lit", "document.querySelectorAll('.states .state').length === 12 && document.querySelectorAll('.states .edge[class*=r] [data-event], .states .edge .hit').length >= 10").await?;
    click_drawn(lab, "g.edge.client[data-event] .hit, g.edge.client .hit").await?;
    lab.until("the cursor is where it was taken", "return !!document.querySelector('.way .now [data-way=client]')").await?;
    lab.must_be_clean().await
}

async fn a_click_on_a_chart_or_a_row_chooses_the_segment(lab: &Lab) -> Outcome {
    lab.open("#/lost-data-segment?reveal=0&tab=charts").await?;
    let chosen =
        |name: &str| format!("return document.querySelector('[role=row][aria-selected=true] [role=gridcell]')?.textContent === '{name}'");
    lab.until("losses are marked", "return !!document.querySelector('[data-chart=\"chart.sequence\"] .cross')").await?;
    click_drawn(lab, "[data-chart='chart.sequence'] [data-seg=c5]").await?;
    lab.until("c5 is chosen", &chosen("c5")).await?;
    lab.until("every chart marks it", "return document.querySelectorAll('.chart .picked').length >= 4").await?;
    lab.press("4").await?;
    lab.hook(".segments tr[data-seg=s3] th").await?.click().await?;
    lab.until("s3 is chosen", &chosen("s3")).await?;
    lab.until("its row says so", "return document.querySelector('.segments tr[aria-selected=true]')?.dataset.seg === 's3'").await?;
    lab.must_be_clean().await
}

async fn no_tab_shows_anything_of_the_future(lab: &Lab) -> Outcome {
    for (tab, future) in
        [("states", ".edge[data-event], .way-step"), ("charts", ".chart .bar, .chart .cross"), ("segments", ".segments tbody tr")]
    {
        lab.open(&format!("#/lost-data-segment?reveal=1&tab={tab}")).await?;
        lab.hook("[role=tabpanel] :is(svg, table)").await?;
        let count = format!("return document.querySelectorAll('{future}').length");
        let limit = if tab == "states" { 2 } else { 0 };
        assert!(lab.script(&count).await?.as_u64().is_some_and(|n| n <= limit), "{tab}: only listen() has happened");
        lab.press(Key::End.value().to_string()).await?;
        lab.until("at the end it is there", &format!("return document.querySelectorAll('{future}').length > 5")).await?;
    }
    lab.must_be_clean().await
}

async fn buffers_show_what_is_in_flight_and_what_is_missing(lab: &Lab) -> Outcome {
    lab.open("#/lost-data-segment?reveal=0&tab=endpoints").await?;
    for _ in 0..40 {
        lab.press(Key::Right.value().to_string()).await?;
        if lab.script("return !!document.querySelector('[data-part=\"buffer.gap\"]')").await? == true {
            let all = lab
                .script("return ['flight', 'gap', 'early', 'read'].every((p) => document.querySelector(`[data-part=\"buffer.${p}\"]`))")
                .await?;
            assert_eq!(all, true);
            return lab.must_be_clean().await;
        }
    }
    Err("no gap was ever shown".into())
}

async fn charts_name_what_was_sent_again_and_are_read_off_at_the_cursor(lab: &Lab) -> Outcome {
    lab.open("#/lost-data-segment?reveal=0&tab=charts").await?;
    lab.hook("[data-chart='chart.sequence'] .bar.again").await?;
    lab.is(
        "the word is the ladder's",
        "[...document.querySelectorAll('.chart .word')].map((e) => e.textContent).join() === 'lost,fast retx'",
    )
    .await?;
    lab.is(
        "a window far above is named",
        "document.querySelector(`[data-chart='chart.sequence']`).textContent.includes('window edge above')",
    )
    .await?;
    lab.is("figures at the axis stand apart", "[...document.querySelectorAll('.chart')].every((c) => { const boxes = [...c.querySelectorAll('.tick')].map((e) => e.getBoundingClientRect()); return boxes.every((a, i) => boxes.every((b, j) => i >= j || a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1)) })").await?;
    let reading = |name: &str| format!("document.querySelector('[data-reading=\"{name}\"] b').textContent");
    lab.press(Key::End.value().to_string()).await?;
    lab.is("the cursor is read off", &format!("{} === '7001' && {} === '2000'", reading("SND.UNA"), reading("cwnd"))).await?;
    lab.press(Key::Left.value().to_string()).await?;
    lab.is("a key moves it", &format!("{} === '1001' && {} === '3000'", reading("SND.UNA"), reading("ssthresh"))).await?;
    lab.hook("[data-reading='RTO'] .term").await?.focus().await?;
    lab.is("and each name has its line", "document.querySelector('.gloss-box').textContent.includes('6298')").await?;
    lab.must_be_clean().await
}

async fn a_way_through_the_states_names_the_segments_that_led_along_it(lab: &Lab) -> Outcome {
    lab.open("#/http-post?reveal=0&tab=states").await?;
    lab.is(
        "s1 opened it",
        "[...document.querySelectorAll('.way-step')].some((e) => e.textContent.includes('ESTABLISHED') && e.textContent.includes('s1'))",
    )
    .await?;
    // What is over is CLOSED in every pane, though a listener stands at the port.
    lab.press(Key::End.value().to_string()).await?;
    lab.is("both are closed", "document.querySelector('.states-now').textContent.split('CLOSED').length === 3").await?;
    lab.press("1").await?;
    lab.is("here too", "[...document.querySelectorAll('[data-variable=state] td')].every((e) => e.textContent === 'CLOSED')").await?;
    lab.must_be_clean().await
}

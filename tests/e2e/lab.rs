//! What only a laboratory has: every parameter in one drawer.

use crate::harness::{Lab, Outcome, Test, tests};
use thirtyfour::Key;

pub const TESTS: &[Test] = tests![
    a_parameter_is_found_by_name_key_and_text_in_both_languages,
    a_profile_is_chosen_shared_and_taken_back,
    one_parameter_goes_back_alone_and_what_is_out_of_range_is_refused_at_its_field,
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
    ] {
        search(lab, text).await?;
        lab.is(text, &format!("{SHOWN} === '{found}'")).await?;
    }
    search(lab, "no such thing").await?;
    lab.is("it says that nothing is found", "document.querySelector('.drawer .found').textContent.includes('no such thing')").await?;
    drawer(lab, "#/http-post?level=expert&lang=zh").await?;
    for (text, found) in [("最小 rto", "rto_min"), ("karn", "karn"), ("拥塞控制", "cc")] {
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

//! The page starts, however it reaches its reader.

use crate::harness::{Lab, Outcome, Sandbox, Test, Way, tests};

pub const TESTS: &[Test] = tests![
    the_page_starts_from_a_folder_of_a_plain_host,
    the_page_starts_in_a_frame,
    the_page_starts_in_a_sandboxed_frame_of_opaque_origin,
    the_page_starts_in_a_sandboxed_frame_of_opaque_origin_without_cors,
    the_page_starts_in_a_sandboxed_frame_of_its_own_origin,
    the_page_starts_from_a_file,
    the_lab_comes_when_the_reader_goes_there,
    a_lab_that_is_lost_is_told_of_and_comes_when_it_is_asked_for_again,
    a_change_waits_for_the_lab_that_makes_it,
    an_address_with_a_change_brings_the_lab_that_reads_it,
    the_shell_says_why_when_the_program_is_missing,
    the_course_page_starts_both_its_embeds,
    a_host_page_embeds_by_script_and_grows_the_frame_within_bounds,
];

async fn the_page_starts_from_a_folder_of_a_plain_host(lab: &Lab) -> Outcome {
    lab.open("").await?;
    lab.find("main", "*").await?;
    Ok(())
}

async fn the_page_starts_in_a_frame(lab: &Lab) -> Outcome {
    lab.open_by(Way::Framed { sandbox: Sandbox::None, cors: false }, "?embed=1").await
}

async fn the_page_starts_in_a_sandboxed_frame_of_opaque_origin(lab: &Lab) -> Outcome {
    lab.open_by(Way::Framed { sandbox: Sandbox::Scripts, cors: true }, "?embed=1").await
}

async fn the_page_starts_in_a_sandboxed_frame_of_opaque_origin_without_cors(lab: &Lab) -> Outcome {
    lab.open_by(Way::Framed { sandbox: Sandbox::Scripts, cors: false }, "?embed=1").await
}

async fn the_page_starts_in_a_sandboxed_frame_of_its_own_origin(lab: &Lab) -> Outcome {
    lab.open_by(Way::Framed { sandbox: Sandbox::SameOrigin, cors: false }, "?embed=1").await
}

async fn the_page_starts_from_a_file(lab: &Lab) -> Outcome {
    lab.open_by(Way::File, "").await
}

/// What the page asked for of the lab part.
const OF_THE_LAB: &str = "performance.getEntriesByType('resource').filter((e) => /\\/lab-[^/]*$/.test(e.name)).length";

async fn the_lab_comes_when_the_reader_goes_there(lab: &Lab) -> Outcome {
    lab.open("#/http-post").await?;
    assert_eq!(lab.script(&format!("return {OF_THE_LAB}")).await?, 0);
    lab.click("button", "Lab").await?;
    lab.hook("#tab-panel .endpoints").await?;
    assert_eq!(lab.script(&format!("return {OF_THE_LAB}")).await?, 2, "its program and its styles, once");
    lab.click("button", "Learn").await?;
    lab.click("button", "Expert").await?;
    lab.hook("#tab-panel .endpoints").await?;
    assert_eq!(lab.script(&format!("return {OF_THE_LAB}")).await?, 2, "and once for all");
    lab.open("#/http-post?level=lab").await?;
    lab.hook("#tab-panel .endpoints").await?;
    lab.open("#/http-post?level=learn").await?;
    lab.press("?").await?;
    lab.hook("dialog[open] .marks").await?;
    Ok(())
}

async fn a_lab_that_is_lost_is_told_of_and_comes_when_it_is_asked_for_again(lab: &Lab) -> Outcome {
    lab.open_by(Way::PlainLosingLab, "#/http-post?msl=7s").await?;
    let digest = lab.of_the_page("data-run-digest").await?;
    lab.click("button", "Lab").await?;
    let told = lab.text("[data-notice='notice.lab-part']").await?;
    assert!(told.contains("Nothing you did is lost") && told.contains("try again"), "{told}");
    assert_eq!(lab.script("return !!document.querySelector('.endpoints')").await?, false);
    lab.click("button", "Try again").await?;
    lab.hook("#tab-panel .endpoints").await?;
    lab.until("the message is gone", "return !document.querySelector('.banner')").await?;
    assert_eq!(lab.of_the_page("data-run-digest").await?, digest, "and nothing was lost");
    assert!(lab.script("return location.hash").await?.as_str().is_some_and(|hash| hash.contains("msl=7s") && hash.contains("level=lab")));
    Ok(())
}

async fn a_change_waits_for_the_lab_that_makes_it(lab: &Lab) -> Outcome {
    lab.open_by(Way::PlainLosingLab, "#/http-post").await?;
    let digest = lab.of_the_page("data-run-digest").await?;
    let lose = "document.querySelector('[data-lose=third-ack]').click()";
    lab.script(lose).await?;
    lab.hook("[data-notice='notice.lab-part']").await?;
    assert_eq!(lab.of_the_page("data-run-digest").await?, digest, "what it could not do is not half done");
    lab.script(lose).await?;
    lab.is("it is done", "location.hash.includes('drop=c2')").await?;
    lab.is("the message is gone", "!document.querySelector('.banner')").await
}

async fn an_address_with_a_change_brings_the_lab_that_reads_it(lab: &Lab) -> Outcome {
    lab.open("#/lost-last-ack?level=learn&drop=c4").await?;
    assert_eq!(lab.script(&format!("return {OF_THE_LAB}")).await?, 2);
    lab.is("nothing is wrong with it", "!document.querySelector('.banner')").await
}

async fn the_shell_says_why_when_the_program_is_missing(lab: &Lab) -> Outcome {
    lab.visit(Way::PlainWithoutProgram, "").await?;
    let words = lab.find("alert", "*").await?.text().await?;
    assert!(words.contains("could not start") && words.contains("无法启动"), "{words}");
    Ok(())
}

async fn the_course_page_starts_both_its_embeds(lab: &Lab) -> Outcome {
    lab.visit(Way::Plain, "examples/course-page.html").await?;
    for nth in 0..2 {
        lab.script_with("document.querySelectorAll('iframe')[arguments[0]].scrollIntoView()", &[nth.into()]).await?;
        lab.enter_frame(nth).await?;
        lab.run_is_done().await?;
        lab.must_be_clean().await?;
        lab.leave_frame().await?;
    }
    Ok(())
}

async fn a_host_page_embeds_by_script_and_grows_the_frame_within_bounds(lab: &Lab) -> Outcome {
    lab.open_by(Way::ByScript, "three-way-handshake").await?;
    let address = lab.script("return location.search + location.hash").await?;
    assert_eq!(address, "?embed=1#/three-way-handshake");
    lab.must_be_clean().await?;
    for (asked, given) in [("700", "700"), ("1e9", "2000"), ("'tall'", "2000")] {
        lab.script(&format!("parent.postMessage({{ tcplab: 'height', height: {asked} }}, '*')")).await?;
        lab.leave_frame().await?;
        lab.until("the frame has its height", &format!("return document.querySelector('iframe').height === '{given}'")).await?;
        lab.enter_frame(0).await?;
    }
    lab.leave_frame().await
}

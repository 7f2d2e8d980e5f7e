//! What a reader does to a run besides a single edit: branches, and everything that can befall a segment.

use crate::harness::{Lab, Outcome, Test, tests};

pub const TESTS: &[Test] = tests![branches_keep_runs_side_by_side];

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
    // A name, and the end of it.
    lab.script("const i = document.querySelector('.branches input'); i.value = 'not lost'; i.dispatchEvent(new Event('change', { bubbles: true }))").await?;
    lab.until("it has a name", "return !!document.querySelector(\"[data-branch='not lost'][aria-pressed=true]\")").await?;
    lab.hook("[data-action=prune]").await?.click().await?;
    shows(lab, &first, true).await?;
    lab.until("one is left", "return !document.querySelector('[data-branch]')").await
}

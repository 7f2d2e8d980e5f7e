//! The page. `cargo xtask serve` builds it for the browser and serves it.

#[cfg(target_arch = "wasm32")]
fn main() {
    use yew::prelude::*;

    #[component]
    fn Page() -> Html {
        use_effect_with((), |()| {
            if let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) {
                let _ = root.set_attribute("data-run-state", "done");
            }
        });
        html! { <main><h1>{ "tcplab" }</h1></main> }
    }

    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<Page>::with_root(root).render();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program is the page and runs in a browser: `cargo xtask serve` builds and serves it.");
}

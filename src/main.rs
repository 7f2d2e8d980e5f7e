//! The page. `cargo xtask serve` builds it for the browser and serves it.

#[cfg(target_arch = "wasm32")]
fn main() {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app"));
    if let Some(root) = root {
        // A reader of a language that is not inside the program is not shown another one first.
        let draw = move |()| {
            yew::Renderer::<tcplab::ui::App>::with_root(root).render();
        };
        let open = move |_| tcplab::ui::library::need(&tcplab::ui::address::fragment(), Box::new(draw));
        tcplab::ui::language::need(&tcplab::ui::address::language(), Box::new(open));
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program is the page and runs in a browser: `cargo xtask serve` builds and serves it.");
}

//! When the program itself fails: the page says so in every language, instead of standing still.

use super::browser;
use std::panic::PanicHookInfo;

/// Installs the hook.
pub fn install() {
    std::panic::set_hook(Box::new(show));
}

fn show(info: &PanicHookInfo<'_>) {
    let what = info.to_string();
    web_sys::console::error_1(&what.as_str().into());
    browser::mark_root("data-run-state", Some("error"));
    let _ = say(&what);
}

/// Plain DOM calls: whatever failed may have been in the middle of drawing.
fn say(what: &str) -> Option<()> {
    let document = browser::document()?;
    let body = document.body()?;
    let place = document.create_element("div").ok()?;
    place.set_class_name("panic");
    place.set_attribute("role", "alert").ok()?;
    let lines = [
        ("en", "tcplab has made a mistake and stopped. Load the page again: what you changed is in the address."),
        ("zh-CN", "tcplab 出错并已停止。请重新加载页面：您所做的修改都在地址里。"),
        ("en", what),
    ];
    for (language, text) in lines {
        let line = document.create_element("p").ok()?;
        line.set_attribute("lang", language).ok()?;
        line.set_text_content(Some(text));
        place.append_child(&line).ok()?;
    }
    body.append_child(&place).ok()?;
    Some(())
}

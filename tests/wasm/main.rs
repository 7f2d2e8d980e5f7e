//! The same numbers in the browser as natively: whatever reaches a link must not depend on where it ran.
#![cfg(target_arch = "wasm32")]

use tcplab::base::{Digest, Purpose, chance};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn chance_is_the_same_in_the_browser() {
    assert_eq!(chance(0, Purpose::Loss, &[]), 5_669_487_441_927_401_811);
}

#[wasm_bindgen_test]
fn a_digest_is_the_same_in_the_browser() {
    let mut digest = Digest::default();
    digest.bytes(b"tcplab");
    assert_eq!(digest.to_string(), "6341488cf4f0cb51a3b19a9afd40f44b");
}

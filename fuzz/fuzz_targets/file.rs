#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| tcplab_fuzz::file(data));

//! After a panic nothing of an instance can be trusted: it is reported, and the next call gets a new one.

use wasm_bindgen::prelude::*;

/// Which of our modules this is, for the entry point that waits on it.
const MODULE: &str = if cfg!(feature = "saving") {
    "saving"
} else if cfg!(feature = "background") {
    "background"
} else {
    "pages"
};

#[wasm_bindgen]
extern "C" {
    /// Tells the entry point that this instance is poisoned; it rejects what is waiting and asks a new instance.
    #[wasm_bindgen(js_namespace = globalThis, js_name = breakwaterPanicked)]
    fn panicked(module: &str, place: &str);
}

/// Runs once for each instance.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        wasm_bindgen::handler::schedule_reinit();
        // Only where: writing out what would pull in half of the formatting machinery.
        let place = info.location().map_or_else(String::new, |at| format!("{}:{}", at.file(), at.line()));
        panicked(MODULE, &place);
    }));
}

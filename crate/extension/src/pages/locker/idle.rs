//! The open locker locks itself when nobody touches the page for a while.

use std::{cell::Cell, rc::Rc};

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::{self, Failure, api},
    pages::dom,
};

/// Milliseconds without a touch until it locks.
const PATIENCE: f64 = 5.0 * 60_000.0;
/// Milliseconds between two looks at the clock.
const LOOK: i32 = 1_000;

/// Locks: the page is loaded anew, and nothing that was opened stays in memory.
pub fn lock() -> Result<(), Failure> {
    Ok(gloo_utils::window().location().reload()?)
}

/// Watches for touches from now on, and locks when there was none for a while. A device that slept counts as untouched.
pub fn lock_when_untouched() {
    let touched = Rc::new(Cell::new(browser::now()));
    for event in ["pointerdown", "keydown", "wheel"] {
        let touched = Rc::clone(&touched);
        EventListener::new(&dom::document(), event, move |_| touched.set(browser::now())).forget();
    }
    spawn_local(async move {
        while browser::now() - touched.get() < PATIENCE {
            api::sleep(LOOK).await;
        }
        // A page that can't be loaded anew is being closed.
        let _ = lock();
    });
}

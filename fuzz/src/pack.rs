//! A signal pack with a right check sum and anything in it: refused, or it finds less; no span leaves the text.

use crate::made::conversation;
use arbitrary::{Arbitrary, Unstructured};
use breakwater_lure::{Context, Engine, Pack, State};

const TEXTS: &str = "\
send me a pic and i send you one back 😏
i have your video. pay $200 in bitcoin or your mum sees it
mándame una foto / n.u.d.e.s pleaaase www.example.com
मुझे फोटो भेजो وصورتك";

pub fn run(data: &[u8]) {
    let Ok(changes) = <Vec<(u32, u8)>>::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let changes: Vec<_> = changes.iter().map(|(place, by)| (*place as usize, *by)).collect();
    let Ok(engine) = Pack::with_changes(Engine::embedded().to_vec(), &changes).and_then(Engine::with) else {
        return;
    };
    let mut state = State::new();
    for made in conversation(TEXTS.as_bytes()) {
        let letters = made.text.chars().count();
        for signal in engine.update(&mut state, &made.message(), &Context::default()).signals {
            assert!(signal.span.0 <= signal.span.1 && signal.span.1 as usize <= letters, "{signal:?}");
        }
    }
}

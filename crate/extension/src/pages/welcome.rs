//! The first steps: who it is for, age and place, sites. Each can be skipped, and each choice is kept at once, so that
//! nothing hangs on coming to the end.

use std::{cell::Cell, rc::Rc};

use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement};

use super::{choices::Choices, dom};
use crate::browser::{Failure, ask};

/// Steps with a question; after them comes what to do now.
const QUESTIONS: usize = 3;

struct Steps {
    choices: Rc<Choices>,
    now: Cell<usize>,
}

pub async fn run() -> Result<(), Failure> {
    let choices = Choices::start(|_| Ok(()), |_| Ok(())).await?;
    let pinned = ask::pinned().await.unwrap_or(false);
    dom::show("pin", !pinned)?;
    dom::show("pinned", pinned)?;
    for radio in dom::all::<HtmlInputElement>("input[name=who]")? {
        let who = radio.value();
        dom::on(&radio, "change", move || {
            // Both stand in this page of ours.
            let _ = dom::show("for-teen", who == "teen");
            let _ = dom::show("for-school", who == "school");
        });
    }
    let steps = Rc::new(Steps { choices, now: Cell::new(1) });
    steps.draw()?;
    steps.on_click("next", |now| now + 1)?;
    steps.on_click("back", |now| now - 1)?;
    steps.on_click("skip", |_| QUESTIONS + 1)
}

impl Steps {
    fn on_click(self: &Rc<Self>, id: &str, to: impl Fn(usize) -> usize + 'static) -> Result<(), Failure> {
        let steps = Rc::clone(self);
        dom::on_click(id, move || {
            steps.now.set(to(steps.now.get()).clamp(1, QUESTIONS + 1));
            // The page is ours: where a part of it is gone, the step stays as it was.
            let _ = steps.draw().and_then(|()| steps.take_focus());
        })
    }

    fn draw(&self) -> Result<(), Failure> {
        let now = self.now.get();
        for step in dom::all::<HtmlElement>("[data-step]")? {
            step.set_hidden(step.get_attribute("data-step") != Some(now.to_string()));
        }
        // What was kept at the last step is no news at this one.
        dom::say("done", "")?;
        let asking = now <= QUESTIONS;
        let words = self.choices.words.borrow();
        let places = [("step", now.to_string()), ("all", QUESTIONS.to_string())];
        let places = places.each_ref().map(|(name, value)| (*name, value.as_str()));
        dom::say("step", &if asking { words.say("welcome_step", &places) } else { String::new() })?;
        dom::by_id::<HtmlButtonElement>("next")?.set_hidden(!asking);
        dom::show("skip", asking)?;
        dom::show("back", now > 1)
    }

    /// Puts the focus on the step's heading, so that a screen reader reads on from there.
    fn take_focus(&self) -> Result<(), Failure> {
        let selector = format!("[data-step='{}'] h2", self.now.get());
        if let Some(heading) = dom::all::<HtmlElement>(&selector)?.first() {
            heading.focus()?;
        }
        Ok(())
    }
}

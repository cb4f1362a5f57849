//! From a level and its signals to a panel with all its words.

use breakwater_reader::Placement;

use crate::{
    browser::words::Words,
    protocol::{Action, Does, Level, Panel, Pause, Reason},
};

/// How many reasons a panel names. Two or three are read; more are not.
const REASONS: usize = 3;

/// Fills a panel. `reasons` come with the weightiest first; `call` adds what to know of a video call that is on.
pub fn panel(
    words: &Words,
    level: Level,
    mut reasons: Vec<Reason>,
    call: bool,
    placement: &Placement,
) -> Panel {
    reasons.truncate(REASONS);
    let say = |key: &str| words.say(key, &[]);
    let mut lines = match level {
        Level::Calm => Vec::new(),
        Level::Notice => {
            let first = reasons.first().map_or("", |reason| reason.text.as_str());
            vec![words.say("panel_notice_line", &[("reason", first)]), say("panel_notice_more")]
        }
        Level::Warning => vec![say("panel_warning_1"), say("panel_warning_2")],
        Level::Threat => (1..=4).map(|line| say(&format!("panel_threat_{line}"))).collect(),
    };
    if call {
        lines.push(say("panel_call"));
    }
    let label = format!("panel_label_{}", level.name());
    Panel { reasons, ..card(words, level, &label, lines, actions(words, level), placement) }
}

/// What to know of a video call that is on, where nothing else is to be said.
pub fn call(words: &Words, placement: &Placement) -> Panel {
    let action = |does, key: &str| Action { does, label: words.say(key, &[]), then: None };
    let actions = vec![action(Does::Help, "panel_action_help"), action(Does::Dismiss, "panel_action_close")];
    card(words, Level::Notice, "panel_label_notice", vec![words.say("panel_call", &[])], actions, placement)
}

/// The question before a picture goes out. Keeping it back comes first.
pub fn pause(words: &Words, placement: &Placement) -> Pause {
    let action = |does, key: &str| Action { does, label: words.say(key, &[]), then: None };
    let card = |lines: &[&str], actions| {
        let lines = lines.iter().map(|key| words.say(key, &[])).collect();
        card(words, Level::Warning, "panel_label_pause", lines, actions, placement)
    };
    let answers = vec![action(Does::Keep, "panel_action_keep"), action(Does::Send, "panel_action_send")];
    Pause {
        ask: card(&["panel_pause_1", "panel_pause_2"], answers),
        gone: card(&["panel_pause_gone"], vec![action(Does::Dismiss, "panel_action_ok")]),
    }
}

/// A panel without reasons.
fn card(
    words: &Words,
    level: Level,
    label: &str,
    lines: Vec<String>,
    actions: Vec<Action>,
    placement: &Placement,
) -> Panel {
    let say = |key: &str| words.say(key, &[]);
    Panel {
        level,
        lang: words.language().to_owned(),
        rtl: words.rtl(),
        label: say(label),
        lines,
        why: say("panel_why"),
        reasons: Vec::new(),
        quotes: say("panel_quotes"),
        actions,
        unsure: say("panel_unsure"),
        placement: placement.clone(),
    }
}

fn actions(words: &Words, level: Level) -> Vec<Action> {
    let action = |does, label: &str, then: Option<&str>| Action {
        does,
        label: words.say(label, &[]),
        then: then.map(|key| words.say(key, &[])),
    };
    let save = || action(Does::Save, "panel_action_save", Some("panel_then_save"));
    let know = || action(Does::Know, "panel_action_know", Some("panel_then_know"));
    let steps = || action(Does::Steps, "panel_action_steps", None);
    let close = || action(Does::Dismiss, "panel_action_close", None);
    match level {
        Level::Calm => Vec::new(),
        Level::Notice => vec![action(Does::Why, "panel_action_why", None), know(), close()],
        Level::Warning => {
            vec![action(Does::Help, "panel_action_help", None), save(), steps(), know(), close()]
        }
        Level::Threat => vec![action(Does::Help, "panel_action_help_now", None), save(), steps(), close()],
    }
}

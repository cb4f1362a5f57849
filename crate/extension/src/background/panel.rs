//! From a level and its signals to a panel with all its words.

use breakwater_reader::Placement;

use crate::{
    browser::words::Words,
    protocol::{Action, Does, Level, Panel, Pause, Reason},
};

/// How many reasons a panel names. Two or three are read; more are not.
const REASONS: usize = 3;

/// What all panels of a chat have in common.
pub struct Panels<'a> {
    pub words: &'a Words,
    /// The sign that the person chose, before the first line: a copy that the page draws does not have it.
    pub sign: Option<&'static str>,
    pub placement: &'a Placement,
}

impl Panels<'_> {
    /// Fills a panel. `reasons` come with the weightiest first; `call` adds what to know of a video call that is on.
    pub fn panel(&self, level: Level, mut reasons: Vec<Reason>, call: bool) -> Panel {
        reasons.truncate(REASONS);
        let say = |key: &str| self.words.say(key, &[]);
        let mut lines = match level {
            Level::Calm => Vec::new(),
            Level::Notice => {
                let first = reasons.first().map_or("", |reason| reason.text.as_str());
                vec![self.words.say("panel_notice_line", &[("reason", first)]), say("panel_notice_more")]
            }
            Level::Warning => vec![say("panel_warning_1"), say("panel_warning_2")],
            Level::Threat => (1..=4).map(|line| say(&format!("panel_threat_{line}"))).collect(),
        };
        if call {
            lines.push(say("panel_call"));
        }
        let label = format!("panel_label_{}", level.name());
        Panel { reasons, ..self.card(level, &label, lines, self.actions(level)) }
    }

    /// What to know of a video call that is on, where nothing else is to be said.
    pub fn call(&self) -> Panel {
        let actions = vec![
            self.action(Does::Help, "panel_action_help", None),
            self.action(Does::Dismiss, "panel_action_close", None),
        ];
        let lines = vec![self.words.say("panel_call", &[])];
        self.card(Level::Notice, "panel_label_notice", lines, actions)
    }

    /// The question before a picture goes out. Keeping it back comes first.
    pub fn pause(&self) -> Pause {
        let card = |lines: &[&str], actions| {
            let lines = lines.iter().map(|key| self.words.say(key, &[])).collect();
            self.card(Level::Warning, "panel_label_pause", lines, actions)
        };
        let answers = vec![
            self.action(Does::Keep, "panel_action_keep", None),
            self.action(Does::Send, "panel_action_send", None),
        ];
        Pause {
            ask: card(&["panel_pause_1", "panel_pause_2"], answers),
            gone: card(&["panel_pause_gone"], vec![self.action(Does::Dismiss, "panel_action_ok", None)]),
        }
    }

    /// A panel without reasons.
    fn card(&self, level: Level, label: &str, mut lines: Vec<String>, actions: Vec<Action>) -> Panel {
        if let (Some(sign), Some(line)) = (self.sign, lines.first_mut()) {
            line.insert_str(0, &format!("{sign} "));
        }
        let say = |key: &str| self.words.say(key, &[]);
        Panel {
            level,
            lang: self.words.language().to_owned(),
            rtl: self.words.rtl(),
            label: say(label),
            lines,
            why: say("panel_why"),
            reasons: Vec::new(),
            quotes: say("panel_quotes"),
            actions,
            unsure: say("panel_unsure"),
            placement: self.placement.clone(),
        }
    }

    fn action(&self, does: Does, label: &str, then: Option<&str>) -> Action {
        Action { does, label: self.words.say(label, &[]), then: then.map(|key| self.words.say(key, &[])) }
    }

    fn actions(&self, level: Level) -> Vec<Action> {
        let save = || self.action(Does::Save, "panel_action_save", Some("panel_then_save"));
        let know = || self.action(Does::Know, "panel_action_know", Some("panel_then_know"));
        let steps = || self.action(Does::Steps, "panel_action_steps", None);
        let help = |label| self.action(Does::Help, label, None);
        let close = || self.action(Does::Dismiss, "panel_action_close", None);
        match level {
            Level::Calm => Vec::new(),
            Level::Notice => vec![self.action(Does::Why, "panel_action_why", None), know(), close()],
            Level::Warning => vec![help("panel_action_help"), save(), steps(), know(), close()],
            Level::Threat => vec![help("panel_action_help_now"), save(), steps(), close()],
        }
    }
}

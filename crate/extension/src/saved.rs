//! The sentence that tells what came of saving. Popup, toolbar button and panel say the same.

use crate::{browser::words::Words, protocol::Saved};

/// The sentence for an act of saving.
pub fn line(words: &Words, saved: &Saved) -> String {
    match saved {
        Saved::Failed { why } => words.say(why, &[]),
        Saved::Checked { time, short, no_picture, masked, .. } => {
            let mut line = words.say("saving_checked", &[("time", time), ("hash", short)]);
            let more = match no_picture {
                Some(why) => Some(words.say("saving_no_picture", &[("why", &words.say(why, &[]))])),
                None if *masked => Some(words.say("saving_masked", &[])),
                None => None,
            };
            if let Some(more) = more {
                line.push_str(". ");
                line.push_str(&more);
            }
            line
        }
    }
}

//! The sentence that tells what came of saving. Popup, toolbar button and panel say the same.

use crate::{browser::words::Words, protocol::Saved};

/// The sentence for an act of saving.
pub fn line(words: &Words, saved: &Saved) -> String {
    match saved {
        Saved::Failed { why } => words.say(why, &[]),
        Saved::Checked { time, short, pictures, messages, whole, missing, masked, .. } => {
            let mut line = words.say("saving_checked", &[("time", time), ("hash", short)]);
            let mut more = Vec::new();
            if *whole && *pictures > 0 {
                let (pictures, messages) = (pictures.to_string(), messages.to_string());
                let counts = [("pictures", pictures.as_str()), ("messages", messages.as_str())];
                more.push(words.say("saving_whole", &counts));
            }
            let mut reasons = missing.iter().map(|why| words.say(why, &[]));
            if *pictures == 0
                && let Some(why) = reasons.next()
            {
                more.push(words.say("saving_no_picture", &[("why", &why)]));
            }
            more.extend(reasons);
            if *masked {
                more.push(words.say("saving_masked", &[]));
            }
            if !more.is_empty() {
                line.push_str(". ");
                line.push_str(&more.join(" "));
            }
            line
        }
    }
}

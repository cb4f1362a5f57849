//! From what was seen to a level: a few sums, each with its reason.
//!
//! Two sums stand side by side. The *lure* adds up the moves of a courtship that wants a picture: it needs several
//! kinds of move, weighs them by how new and how fast everything is, and forgets. The *force* asks for threat and
//! demand: it needs two independent signals, and no acquaintance lowers it. The figures were set on the benign
//! conversations and on our own training conversations; `docs/detection.md` has the table.

use breakwater_transcript::{Fact, Kind};

use crate::{
    fading::fresh,
    family::{Families, Family, Role, event_bit, learned_bit},
    state::{Level, Memo, State},
};

/// Where the levels of a lure begin.
struct Bars {
    /// Points of lure at which there is a notice.
    notice: f32,
    /// Points of lure at which there is a warning.
    warning: f32,
}

/// Set for the promised rate of false alarms (docs/detection.md).
const ORDINARY: Bars = Bars { notice: 3.0, warning: 5.5 };
/// For who asked for it: more lures, and two to four times as many false alarms (docs/detection.md has both).
const EARLY: Bars = Bars { notice: 2.5, warning: 4.75 };
/// Messages after which a threat no longer adds to a new one.
const FORCE_MEMORY: u32 = 60;

/// What is known about the contact besides the messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The person said "I know this person".
    pub known: bool,
    /// The person asked to be told earlier, and takes more false alarms for it. A threat needs the same either way.
    pub early: bool,
    /// What the page and our own memory say.
    pub facts: &'a [Fact],
}

impl Context<'_> {
    fn says(&self, fact: Fact) -> bool {
        self.facts.contains(&fact)
    }

    /// How much of a stranger the contact is; 1 for an ordinary new contact.
    fn strangeness(&self, state: &State) -> f32 {
        let mut factor: f32 = 1.0;
        for (fact, by) in [
            (Fact::MessageRequest, 1.1),
            (Fact::NotConnected, 1.1),
            (Fact::NewAccount, 1.1),
            (Fact::PictureSeenBefore, 1.2),
            (Fact::NameChanged, 1.1),
            (Fact::NumberNotName, 1.05),
            (Fact::Connected, 0.85),
            (Fact::LongHistory, 0.6),
        ] {
            if self.says(fact) {
                factor *= by;
            }
        }
        factor = factor.clamp(0.3, 1.35);
        factor *= 0.85_f32.powi(i32::from(state.shared.min(4)));
        if self.known { factor * 0.3 } else { factor }
    }
}

/// Sums of one kind of move.
#[derive(Default)]
struct Sums {
    approach: f32,
    profile: f32,
    charm: f32,
    sexual: f32,
    pull: f32,
    capture: f32,
    secrecy: f32,
    pressure: f32,
    hook: f32,
    demand: f32,
    terms: f32,
    force: f32,
    aftermath: f32,
    /// What the learned part makes of it all.
    read: f32,
}

impl Sums {
    /// What money adds. People name deadlines and ways to pay all day: without a demand or a threat that says nothing.
    fn money(&self) -> f32 {
        self.demand + if self.demand + self.force > 0.0 { self.terms } else { 0.0 }
    }

    /// A move towards a picture, a camera or another trick. Talk of bodies is one only with questions about the person or
    /// a secret: by itself, and with flattery, it is how some people joke and others flirt.
    fn reaches(&self) -> bool {
        let towards = self.pull + self.capture + self.hook + self.aftermath + self.secrecy;
        towards >= 0.5 || (self.sexual >= 0.8 && self.profile >= 0.6)
    }

    /// The firm moves of a lure, without threat and demand.
    fn courtship(&self) -> f32 {
        self.sexual + self.pull + self.capture + self.secrecy + self.hook
    }

    fn of(&mut self, role: Role) -> Option<&mut f32> {
        Some(match role {
            Role::Approach => &mut self.approach,
            Role::Profile => &mut self.profile,
            Role::Charm => &mut self.charm,
            Role::Sexual => &mut self.sexual,
            Role::Pull => &mut self.pull,
            Role::Capture => &mut self.capture,
            Role::Secrecy => &mut self.secrecy,
            Role::Pressure => &mut self.pressure,
            Role::Hook => &mut self.hook,
            Role::Demand => &mut self.demand,
            Role::Terms => &mut self.terms,
            Role::Evidence | Role::Exposure => &mut self.force,
            Role::Aftermath => &mut self.aftermath,
            Role::Story | Role::Advice | Role::Joke | Role::SharedLife => return None,
        })
    }
}

/// What was seen of a family.
type Seen<'a> = (&'a Memo, &'a Family);

/// All that was seen: gone through several times, so the families are found once.
fn all_seen<'a>(families: Families<'a>, state: &'a State) -> Vec<Seen<'a>> {
    let mut seen = Vec::with_capacity(state.memos.len());
    seen.extend(state.memos.iter().filter_map(|memo| families.get(memo.key).map(|family| (memo, family))));
    seen
}

/// The level that the state amounts to.
pub fn judge(families: Families<'_>, state: &State, context: &Context<'_>) -> Level {
    let seen = all_seen(families, state);
    let (sums, points) = lure_sums(&seen, state, context);
    force(&seen, state, context, sums.courtship()).max(lure(
        &sums,
        points,
        if context.early { &EARLY } else { &ORDINARY },
    ))
}

/// Points of lure; for `evaluate` and for tests.
pub fn lure_points(families: Families<'_>, state: &State, context: &Context<'_>) -> f32 {
    lure_sums(&all_seen(families, state), state, context).1
}

fn lure_sums(seen: &[Seen<'_>], state: &State, context: &Context<'_>) -> (Sums, f32) {
    let mut sums = Sums::default();
    for (memo, family) in seen.iter().filter(|(memo, _)| memo.first > 0) {
        if family.events & learned_bit(1) != 0 {
            sums.read += points(family, memo, state);
        } else if let Some(sum) = sums.of(family.role) {
            *sum += points(family, memo, state);
        }
    }
    // A stranger may ask many ordinary questions, and be charming at length: that alone is no lure.
    let soft = sums.approach.min(1.2) + sums.profile.min(2.6) + sums.charm.min(1.2);
    let firm = sums.sexual.min(3.5) + sums.pull.min(3.4) + sums.capture.min(6.0) + sums.secrecy.min(2.4);
    let other = sums.pressure.min(1.0) + sums.hook.min(4.0) + sums.money().min(1.0) + sums.aftermath.min(4.0);
    let kinds = [
        sums.approach + sums.profile + sums.charm,
        sums.sexual,
        sums.pull,
        sums.capture,
        sums.secrecy,
        sums.hook,
        sums.money() + sums.force,
    ];
    let breadth = kinds.iter().filter(|sum| **sum >= 0.4).count();
    let run = match breadth {
        0..=2 => 0.0,
        3 => 0.5,
        _ => 1.0,
    };
    let factor = context.strangeness(state) * pace(state);
    sums.read *= factor;
    let points = (soft + firm + other + run) * factor;
    (sums, points)
}

/// What one family adds.
fn points(family: &Family, memo: &Memo, state: &State) -> f32 {
    let weight = f32::from(family.weight) / 100.0;
    let strength = if memo.whole > 0 { 1.0 } else { 0.5 };
    // Saying it again is pressing on, but a little only: the same message may be delivered twice.
    let again = f32::from(memo.whole.saturating_add(memo.half / 2).saturating_sub(1).min(3)) * 0.1;
    let asked_first = if memo.mine > 0 && memo.mine < memo.first { 0.4 } else { 1.0 };
    let age = usize::try_from(state.messages.saturating_sub(memo.last)).unwrap_or(usize::MAX);
    weight * strength * (1.0 + again) * asked_first * fresh(age)
}

/// Minutes, not days: faster counts more, a long harmless history less.
fn pace(state: &State) -> f32 {
    let first_pull =
        state.memos.iter().filter(|memo| memo.first > 0).map(|memo| memo.first).min().unwrap_or(0);
    let history = match first_pull {
        0..=60 => 1.0,
        61..=200 => 0.8,
        _ => 0.6,
    };
    let time = match (state.began, state.pulled) {
        (Some(began), Some(pulled)) if pulled >= began => match pulled - began {
            gap if gap <= 1800.0 => 1.1,
            gap if gap <= 3.0 * 86400.0 => 1.0,
            _ => 0.8,
        },
        _ => 1.0,
    };
    history * time
}

fn lure(sums: &Sums, points: f32, bars: &Bars) -> Level {
    let caught = sums.capture >= 1.0 || sums.hook >= 2.0 || (sums.sexual >= 1.0 && sums.pull >= 0.8);
    if points >= bars.warning && caught {
        Level::Warning
    } else if points + sums.read >= bars.notice && (sums.read > 0.0 || sums.reaches()) {
        Level::Notice
    } else {
        Level::Calm
    }
}

/// Whether something was said before that no laugh takes back: a lure under way, a threat, the means of one.
pub fn is_grave(families: Families<'_>, state: &State) -> bool {
    let seen = all_seen(families, state);
    let (sums, _) = lure_sums(&seen, state, &Context::default());
    let force = weigh(&seen, state, |memo| if memo.whole > 0 { 1.0 } else { 0.0 });
    sums.courtship() >= 2.0 || force.evidence + force.exposure >= 1.0
}

/// Threat and demand, weighed apart from everything else.
fn force(seen: &[Seen<'_>], state: &State, context: &Context<'_>, courtship: f32) -> Level {
    let sure = weigh(seen, state, |memo| {
        if memo.whole > 0 {
            1.0
        } else if memo.half > 0 {
            0.5
        } else {
            0.0
        }
    });
    // What was taken or sent before makes a threat more than words.
    let before = if state.sent > 0 || courtship >= 1.5 { 0.5 } else { 0.0 };
    // A plain threat needs only half of something more.
    let bar = if sure.exposure >= 1.0 { 1.5 } else { 2.0 };
    let mut read = sure;
    if reads_like_a_threat(seen, state, &sure) && !context.known {
        // What was learned has weighed the words of the other signals already: it needs one of them, or half. By itself
        // it is nothing, not even a notice.
        read.exposure += 1.5;
        read.families += 1;
    }
    let threat = read.is_threat(bar - before);
    let implied = !context.known
        && sure.demand > 0.0
        && sure.implies_threat(has_shown_a_picture(seen, state, u32::MAX));
    let unsure = weigh(seen, state, |memo| f32::from(memo.unsure.min(1)));
    if threat || implied || unsure.is_threat(3.0) {
        Level::Threat
    } else if sure.exposure >= 1.0
        && (before > 0.0 || sure.evidence + sure.demand + sure.terms >= 0.5)
        && !context.known
    {
        Level::Warning
    } else if sure.exposure >= 2.0 || sure.exposure >= 1.0 && before > 0.0 {
        Level::Notice
    } else {
        Level::Calm
    }
}

#[derive(Clone, Copy, Default)]
struct Force {
    evidence: f32,
    exposure: f32,
    demand: f32,
    terms: f32,
    families: usize,
}

impl Force {
    /// Two independent signals, one of them a threat; or the means of one with a demand.
    fn is_threat(&self, bar: f32) -> bool {
        let total = self.evidence + self.exposure + (self.demand + self.terms).min(2.0);
        let threatens = self.exposure >= 1.0
            || self.exposure >= 0.5 && self.evidence >= 1.0
            || self.exposure >= 0.5 && self.demand >= 1.0
            || self.evidence >= 1.0 && self.demand >= 1.0
            || self.evidence >= 1.0 && self.demand + self.terms >= 2.0;
        self.families >= 2 && threatens && total >= bar
    }

    /// Many threats are left to be understood: two demands ("pay", "or else") with a deadline or a way to pay; or one with a
    /// picture that is shown and words of having it. A picture with a price and a way to pay is how people sell.
    fn implies_threat(&self, shown: bool) -> bool {
        self.demand >= 2.0 && self.terms >= 1.0 || shown && self.demand >= 0.5 && self.evidence >= 0.5
    }
}

/// Whether the learned part saw a threat, not long ago: plainly; or half of one, from somebody whose messages read like a lure,
/// who said something of having it and something of showing it, or who showed a picture and then asked for something.
fn reads_like_a_threat(seen: &[Seen<'_>], state: &State, sure: &Force) -> bool {
    let heard = |head: usize| {
        let is_head = |(_, family): &&Seen<'_>| family.events & learned_bit(head) != 0;
        seen.iter().find(is_head).map(|(memo, _)| *memo).filter(|memo| is_recent(memo, state))
    };
    let Some(threat) = heard(0) else { return false };
    let lures = || heard(1).is_some_and(|lure| lure.whole > 0);
    let holds_and_shows = sure.evidence >= 0.5 && sure.exposure >= 0.5;
    let asks_for_it = sure.demand >= 1.0 && has_shown_a_picture(seen, state, threat.last);
    threat.whole > 0 || threat.half > 0 && (holds_and_shows || asks_for_it || lures())
}

/// Whether the contact sent a picture, or said so, not long ago and not after the message `by`.
fn has_shown_a_picture(seen: &[Seen<'_>], state: &State, by: u32) -> bool {
    let shows = |family: &Family| family.events & event_bit(Kind::Image) != 0;
    seen.iter()
        .any(|(memo, family)| shows(family) && (1..=by).contains(&memo.first) && is_recent(memo, state))
}

const fn is_recent(memo: &Memo, state: &State) -> bool {
    state.messages.saturating_sub(memo.last) <= FORCE_MEMORY
}

fn weigh(seen: &[Seen<'_>], state: &State, strength: impl Fn(&Memo) -> f32) -> Force {
    let mut force = Force::default();
    for (memo, family) in seen.iter().filter(|(_, family)| family.role.is_force() && !family.is_learned()) {
        let strength = strength(memo);
        if strength == 0.0 || memo.first > 0 && !is_recent(memo, state) {
            continue;
        }
        force.families += 1;
        match family.role {
            Role::Evidence => force.evidence += strength,
            Role::Exposure => force.exposure += strength,
            Role::Demand => force.demand += strength,
            _ => force.terms += strength,
        }
    }
    force
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threat_may_be_left_to_be_understood() {
        let sold = Force { demand: 1.0, terms: 1.0, families: 2, ..Force::default() };
        assert!(!sold.implies_threat(true), "a picture of what is sold, its price and a way to pay");
        let held = Force { demand: 0.5, evidence: 0.5, families: 2, ..Force::default() };
        assert!(held.implies_threat(true));
        assert!(!held.implies_threat(false));
        let twice = Force { demand: 2.0, terms: 1.0, families: 3, ..Force::default() };
        assert!(twice.implies_threat(false));
    }

    /// Just over the early bars and under the ordinary ones: who did not ask for more is told no more.
    #[test]
    fn early_begins_where_the_ordinary_bars_do_not_reach() {
        let sums = Sums { pull: 1.0, capture: 1.0, ..Sums::default() };
        for (points, ordinary, early) in [
            (2.4, Level::Calm, Level::Calm),
            (2.6, Level::Calm, Level::Notice),
            (3.1, Level::Notice, Level::Notice),
            (5.0, Level::Notice, Level::Warning),
            (5.6, Level::Warning, Level::Warning),
        ] {
            assert_eq!(
                (lure(&sums, points, &ORDINARY), lure(&sums, points, &EARLY)),
                (ordinary, early),
                "{points}"
            );
        }
    }
}

//! Handing a package over: made, perhaps locked, and given to the browser as a download. Nothing else leaves.

use std::rc::Rc;

use breakwater_evidence::{Choice, Event, PackError, Plan, VaultError};
use web_sys::HtmlInputElement;

use super::{
    Page,
    handover::{Locking, Printing},
    parcel::{Parcel, Watched},
};
use crate::{
    browser::{Failure, api},
    locker::{self, Signer},
    pages::{dom, unlock},
};

/// Fewest characters of a passphrase that alone keeps a file closed (NIST SP 800-63B-4, section 3.1.1.2): whoever has the file can
/// guess for as long as they like.
const FEWEST: usize = 15;

impl Page {
    /// Makes the package, and gives what is to be said of it. How many records could not be put in stands in a line of its own.
    pub(super) async fn export(self: Rc<Self>) -> Result<Vec<&'static str>, Failure> {
        let open = self.opened()?;
        dom::say("export-said", "")?;
        dom::say("left-out", "")?;
        let passphrase = match wish()? {
            Wish::Open => None,
            Wish::Locked(passphrase) => Some(passphrase),
            Wish::Unclear(key) => {
                dom::say("export-said", &self.words.say(key, &[]))?;
                return Ok(Vec::new());
            }
        };
        dom::say("done", &self.words.say("locker_working", &[]))?;
        api::sleep(unlock::DRAWN).await;
        let lock = match &passphrase {
            Some(passphrase) => Some(Locking::load(&self.handover, passphrase).await?),
            None => None,
        };
        let press = Printing::load(&self.handover).await;
        let agent = concat!("Breakwater ", env!("CARGO_PKG_VERSION"));
        let failed = |error: PackError<VaultError<Failure>>| Failure::Storage(error.to_string());
        let signer = Signer::open().await?;
        // The pictures are read once more for the PDF.
        let watched = Watched::new(&open.vault, if press.is_some() { 2 } else { 1 }).await?;
        let plan = Plan::new(&watched, &Choice::default(), &self.words, agent, Some(&signer), press).await;
        let plan = plan.map_err(failed)?;
        let mut parcel = Parcel::default();
        let written = plan.write(&watched, |piece| {
            let put = match &lock {
                Some(lock) => lock.piece(piece).and_then(|locked| parcel.put(&locked)),
                None => parcel.put(piece),
            };
            put.map_err(|failure| failure.to_string())
        });
        written.await.map_err(failed)?;
        let mut said = vec!["locker_exported"];
        let (mut name, mut kind) = (plan.file_name(), "application/zip");
        if let Some(lock) = lock {
            parcel.put(&lock.end()?)?;
            name.push_str(".age");
            kind = "application/octet-stream";
            said.push("locker_exported_locked");
        }
        if plan.broken().is_some() {
            said.push("locker_exported_broken");
        }
        if plan.too_large_to_print() {
            said.push("locker_exported_too_large");
        } else if plan.unset().is_some() {
            said.push("locker_exported_unprinted");
        }
        // The log knows before anything leaves.
        locker::log(Event::Exported, (None, Some(plan.manifest()))).await?;
        parcel.hand_over(kind, &name)?;
        if plan.left_out() > 0 {
            let count = plan.left_out().to_string();
            dom::say("left-out", &self.words.say("locker_left_out", &[("count", &count)]))?;
        }
        for id in FIELDS {
            dom::by_id::<HtmlInputElement>(id)?.set_value("");
        }
        Ok(said)
    }
}

/// The passphrase, and once more.
const FIELDS: [&str; 2] = ["export-passphrase", "export-again"];

/// What the person chose for the file.
enum Wish {
    Open,
    Locked(String),
    /// Something is missing; this says what.
    Unclear(&'static str),
}

fn wish() -> Result<Wish, Failure> {
    let field = |id: &str| dom::by_id::<HtmlInputElement>(id);
    if !field("export-locked")?.checked() {
        return Ok(Wish::Open);
    }
    let [passphrase, again] = FIELDS;
    let (passphrase, again) = (field(passphrase)?.value(), field(again)?.value());
    Ok(if passphrase.chars().count() < FEWEST {
        Wish::Unclear("locker_export_short")
    } else if passphrase != again {
        Wish::Unclear("locker_passphrase_differs")
    } else {
        Wish::Locked(passphrase)
    })
}

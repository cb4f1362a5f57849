// The content script's start: joins the eyes (what the page shows) to the background (what it means) and to the hands
// (what is drawn). It decides nothing and holds no words.

import type { Advice } from "@protocol/Advice";
import type { FromContent } from "@protocol/FromContent";
import type { Ready } from "@protocol/Ready";
import type { Scroll } from "@protocol/Scroll";
import type { Scrolled } from "@protocol/Scrolled";
import type { Snapshot } from "@protocol/Snapshot";
import type { Standing } from "@protocol/Standing";
import type { ToContent } from "@protocol/ToContent";
import type { Welcome } from "@protocol/Welcome";

import type { Adapter } from "./eyes/marks";
import { takeSnapshot } from "./eyes/snapshot";
import { watch, type Watcher } from "./eyes/watch";
import { afresh, mask, unmask } from "./hands/mask";
import { Panel, sweep } from "./hands/panel";
import { Pause } from "./hands/pause";
import type { Stroll } from "./hands/scroll";

/** Set in our isolated world, which pages cannot see, so that a second injection finds the first. */
const PRESENT = Symbol.for("breakwater");

/** How often the background is asked again when it does not answer, each time three times as late. */
const RETRIES = 5;
/** A question without an answer after this many milliseconds was lost: browsers drop some while a worker is replaced. */
const LOST = 10_000;
/** A background that says nothing for so many milliseconds while it saves was ended in the middle. */
const LEFT = 15_000;

type Answer<T> = T | { error: string } | undefined;

class Watch {
  private watcher: Watcher | undefined;
  private adapter: Adapter | undefined;
  /** Questions in a row that nobody answered. */
  private unanswered = 0;
  private readonly panel = new Panel((does) => {
    this.act(does);
  });
  private readonly pause = new Pause(this.panel);
  /** Comes with a script of its own (`scroll.ts`), where the whole chat is saved: other pages do not pay for it. */
  stroll: Stroll | undefined;
  /** Runs while the background saves: until then the page is not looked at, and nothing is drawn on it. */
  private left: ReturnType<typeof setTimeout> | undefined;

  /** False once the extension was updated or removed: this script is then an orphan and goes. */
  private readonly alive = (): boolean => {
    if (chrome.runtime.id as string | undefined) return true;
    this.stop();
    return false;
  };

  async start(): Promise<void> {
    const welcome = await this.send<Welcome>("hello");
    if (!welcome) {
      this.askLater(() => void this.start());
      return;
    }
    if (!welcome.watch) return;
    this.adapter = welcome.adapter ? (JSON.parse(welcome.adapter) as Adapter) : undefined;
    this.watcher ??= watch((snapshot) => void this.look(snapshot), this.alive, this.adapter);
  }

  stop(): void {
    this.watcher?.stop();
    this.watcher = undefined;
    this.panel.show(null);
    this.pause.expect(null);
  }

  private async look(snapshot: Snapshot): Promise<void> {
    if (this.left !== undefined) return;
    const advice = await this.send<Advice>({ snapshot });
    if (!advice) {
      this.askLater(() => this.watcher?.again());
      return;
    }
    if (!advice.watch) {
      this.stop();
      return;
    }
    this.watcher?.heard(advice.chat);
    this.panel.show(advice.panel);
    this.pause.expect(advice.pause);
  }

  private act(does: string): void {
    if (!this.alive()) return;
    const messages: Record<string, FromContent> = {
      help: "open-help",
      steps: "open-steps",
      save: "ask-save",
      know: "know-contact",
      dismiss: "dismiss",
    };
    const message = messages[does];
    if (message) void this.send(message);
  }

  /** The background is just starting, or being replaced: a page that nobody answered would never be looked at. */
  private askLater(question: () => void): void {
    if (this.unanswered < RETRIES && this.alive()) setTimeout(question, 500 * 3 ** this.unanswered++);
  }

  /** An answer, or nothing where the background could not give one: then nothing changes on the page. */
  private async send<T>(message: FromContent): Promise<T | undefined> {
    if (!this.alive()) return undefined;
    try {
      const answer = await Promise.race([chrome.runtime.sendMessage<FromContent, Answer<T>>(message), lost()]);
      if (!answer || (typeof answer === "object" && "error" in answer)) return undefined;
      this.unanswered = 0;
      return answer;
    } catch {
      // The worker is being replaced, or we are orphans; the popup shows which.
      return undefined;
    }
  }

  /** Before a shot: our own panel away, pictures looked over, two frames drawn. */
  async prepare(wanted: boolean): Promise<Ready> {
    this.wait();
    const hidden = [this.panel.hide(), this.pause.hide()];
    const report = wanted ? await mask() : null;
    await framesDrawn();
    return {
      mask: report,
      snapshot: takeSnapshot(this.adapter),
      ownUiHidden: hidden.includes(true),
      viewport: { width: innerWidth, height: innerHeight, ratio: devicePixelRatio },
      language: document.documentElement.lang,
    };
  }

  /** To the next part of the chat, for its own shot. */
  async scroll(step: Scroll): Promise<Scrolled> {
    if (!this.stroll) throw new Error("scroll.js is not here");
    // A page that loads older messages takes its time: the background is waited for only once it has its answer.
    clearTimeout(this.left);
    afresh();
    try {
      return await this.stroll.step(step);
    } finally {
      this.wait();
    }
  }

  /** For the background's next word; without it the page is not left as it is. */
  private wait(): void {
    clearTimeout(this.left);
    this.left = setTimeout(() => {
      void this.send("undress");
      void this.done();
    }, LEFT);
  }

  async done(): Promise<void> {
    clearTimeout(this.left);
    await this.stroll?.back();
    unmask();
    if (!this.pause.unhide()) this.panel.unhide();
    this.left = undefined;
    this.watcher?.again();
  }

  /** What only this page knows, for the popup. */
  stand(): Standing {
    return { answered: this.unanswered === 0, unseen: this.panel.unseen() };
  }

  /** The key that closes a note: the question first, where one stands. */
  dismiss(): void {
    if (!this.pause.dismiss()) this.panel.close();
  }

  refresh(): void {
    if (this.watcher) this.watcher.again();
    else void this.start();
  }
}

function lost(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, LOST));
}

/** Two frames: the first may have been under way before the styles changed. A hidden tab draws none; do not hang. */
function framesDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 500);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}

/** What takes its time. */
function answer(here: Watch, message: ToContent): Promise<unknown> | undefined {
  if (message === "done") return here.done();
  if (typeof message !== "object") return undefined;
  return "scroll" in message ? here.scroll(message.scroll) : here.prepare(message.prepare.mask);
}

function listen(here: Watch): void {
  chrome.runtime.onMessage.addListener((message: ToContent, sender, respond: (reply: unknown) => void) => {
    // Only this extension speaks to us. Content scripts cannot address each other, so it is the background or a page.
    if (sender.id !== chrome.runtime.id) return false;
    const asked = answer(here, message);
    if (asked) {
      asked.then(respond, (error: unknown) => {
        respond({ error: String(error) });
      });
      return true;
    }
    if (message === "stand") {
      respond(here.stand());
      return false;
    }
    if (message === "dismiss") here.dismiss();
    else here.refresh();
    respond(null);
    return false;
  });
}

const world = globalThis as { [PRESENT]?: Watch };
if (world[PRESENT]) {
  world[PRESENT].refresh();
} else {
  const here = new Watch();
  world[PRESENT] = here;
  sweep();
  listen(here);
  void here.start();
}

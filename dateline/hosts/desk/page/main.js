// The desk: one page with a tab for each way to work on the story.

import { element } from "./dom.js";
import { makeExport } from "./export.js";
import { makePreview } from "./preview.js";
import { makeProblems } from "./problems.js";
import { makeShell } from "./shell.js";
import { makeSocket } from "./socket.js";
import { makeStart } from "./start.js";
import { makeState } from "./state.js";
import { makeTables } from "./tables.js";
import { makeUndo } from "./undo.js";
import { makeWrite } from "./write.js";

const MAKERS = { write: makeWrite, tables: makeTables, problems: makeProblems, preview: makePreview, export: makeExport };
const QUIET = ["preview", "exports", "read_article", "read_day"]; // commands whose answer is for who asked

function makeDesk() {
  const socket = makeSocket({ received, connected: (isConnected) => shell.connected(isConnected) });
  const state = makeState(socket.withTyped);
  /** @type {ReturnType<typeof makeStart> | null} */
  let start = null;
  let isOpen = false; // the view has come

  /** @type {Desk} */
  const desk = {
    get view() { return state.view; },
    row: state.row,
    do: makeCommands({ send: socket.send, retype, say: (words, isError) => shell.say(words, isError) }),
    say: (words) => shell.say(words),
    show: (tab) => tabs.show(tab),
    open: (uid, column) => tabs.open(uid, column),
  };
  const undo = makeUndo(desk);
  const shell = makeShell({ undo: undo.node, asked: desk.show });
  const tabs = makeTabs(desk, shell);

  /** @param {string} uid */
  function retype(uid) {
    state.retype(uid);
    tabs.render();
  }

  /** @param {{view: DeskView} | {change: any}} message */
  function received(message) {
    const hadArticle = isOpen && state.view.article !== null;
    state.receive(message);
    isOpen = true;
    undo.render();
    shell.render(state.view);
    if (!state.view.article) {
      if (start) return;
      start = makeStart(desk);
      shell.show(null, start.node);
      start.focus();
    } else if (!hadArticle) {
      start?.close();
      start = null;
      tabs.show(shell.tab());
    } else tabs.render();
  }

  window.addEventListener("beforeunload", (event) => {
    if (socket.isWaiting()) event.preventDefault();
  });
  return shell.node;
}

/**
 * How a command is carried out, and what is said of it.
 * @param {{send: (command: DeskCommand) => Promise<DeskAnswer>, retype: (uid: string) => void, say: (words: string, isError?: boolean) => void}} ways
 * @returns {Desk["do"]}
 */
function makeCommands({ send, retype, say }) {
  return async (command) => {
    const isQuiet = QUIET.includes(command.do), isEdit = command.do === "edit";
    // What was said of the last one is over; the same words said again are read out again.
    if (!isQuiet) say("");
    const answered = send(command);
    if (isEdit) retype(String(command.uid));
    const answer = await answered;
    // What was typed no longer lies over what it became, as a date in its own form.
    if (isEdit) retype(String(command.uid));
    const words = answer.error ?? answer.said;
    if (words && !isQuiet) say(words, Boolean(answer.error));
    return answer;
  };
}

/** The tabs, each made when it is first shown. @param {Desk} desk @param {ReturnType<typeof makeShell>} shell */
function makeTabs(desk, shell) {
  /** @type {Partial<Record<DeskTab, DeskPart>>} */
  const parts = {};
  /** @type {DeskTab} */
  let shown = "write";

  /** @param {DeskTab} tab */
  function show(tab) {
    if (tab !== shown) parts[shown]?.hidden?.();
    shown = tab;
    if (!desk.view.article) return;
    const part = (parts[tab] ??= MAKERS[tab](desk));
    shell.show(tab, part.node);
    part.render();
    part.shown?.();
  }

  return {
    show,
    render: () => parts[shown]?.render(),
    /** @param {string} uid @param {string} column */
    open(uid, column) {
      show("write");
      parts.write?.open?.(uid, column);
    },
  };
}

document.body.append(makeDesk(), element("p", { class: "too-narrow" }, "The desk needs a window that is at least 700 pixels wide: open it on a computer. The page itself can be read on any phone."));

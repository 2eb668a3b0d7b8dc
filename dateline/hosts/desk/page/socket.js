// The connection to the desk's server. Commands go out in order; what was typed while the server
// is gone goes out when it is back.

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2000;
const UNSURE = "The desk's server stopped before it answered: look whether this was done";

/** @typedef {{n: number, command: DeskCommand, answered: ((answer: DeskAnswer) => void)[], isSent: boolean}} Waiting */

/**
 * @param {{received: (message: any) => void, connected: (isConnected: boolean) => void}} listener
 *   ``received`` gets each view and change
 */
export function makeSocket({ received, connected }) {
  /** @type {WebSocket | undefined} */
  let socket;
  let isReady = false; // it has sent the view
  let retry_ms = FIRST_RETRY_MS;
  let timer = 0;
  const waiting = makeWaiting((words) => isReady && (socket?.send(words), true));

  function connect() {
    socket = new WebSocket(new URL("dateline/desk", location.href).href.replace(/^http/, "ws"));
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if ("n" in message) waiting.answer(message);
      else {
        if (message.view) isReady = true;
        received(message);
        if (message.view) [retry_ms] = [FIRST_RETRY_MS, connected(true)];
      }
      waiting.flush();
    });
    socket.addEventListener("close", lost);
  }

  function lost() {
    isReady = false;
    connected(false);
    waiting.lost();
    timer = window.setTimeout(connect, retry_ms);
    retry_ms = Math.min(retry_ms * 2, LONGEST_RETRY_MS);
  }

  connect();
  return {
    send: waiting.add,
    withTyped: waiting.withTyped,
    isWaiting: waiting.isWaiting,
    close() {
      window.clearTimeout(timer);
      socket?.removeEventListener("close", lost);
      socket?.close();
    },
  };
}

/** The commands without an answer yet, in order. @param {(words: string) => boolean} send whether it can be sent now */
function makeWaiting(send) {
  /** @type {Waiting[]} */
  let waiting = [];
  let count = 0;

  // Of a cell one version is under way and the newest one waits; what comes behind it waits as well.
  function flush() {
    for (const one of waiting) {
      if (one.isSent) continue;
      if (waiting.some((other) => other.isSent && isSameCell(other.command, one.command))) return;
      one.isSent = send(JSON.stringify({ n: one.n, ...one.command }));
      if (!one.isSent) return;
    }
  }

  return {
    flush,
    /** @param {DeskCommand} command @returns {Promise<DeskAnswer>} */
    add: (command) => new Promise((answered) => {
      const last = waiting.at(-1);
      if (last && !last.isSent && isSameCell(last.command, command)) {
        last.command = command;
        last.answered.push(answered);
      } else waiting.push({ n: ++count, command, answered: [answered], isSent: false });
      flush();
    }),
    /** @param {DeskAnswer & {n: number}} message */
    answer({ n, ...rest }) {
      const found = waiting.find((one) => one.n === n);
      waiting = waiting.filter((one) => one !== found);
      for (const one of found?.answered ?? []) one(rest);
    },
    /** The server is gone. To write a cell twice does no harm; to mark or accept twice would. */
    lost() {
      const unsure = waiting.filter(({ isSent, command }) => isSent && command.do !== "edit");
      waiting = waiting.filter((one) => !unsure.includes(one)).map((one) => ({ ...one, isSent: false }));
      for (const { answered } of unsure) for (const one of answered) one({ error: UNSURE });
    },
    /** The row with what was typed into its cells and not answered yet. @param {DeskRow} row @returns {DeskRow} */
    withTyped(row) {
      const typed = waiting.filter(({ command }) => command.do === "edit" && command.uid === row.uid);
      if (!typed.length) return row;
      return { ...row, cells: { ...row.cells, ...Object.fromEntries(typed.map(({ command }) => [command.column, command.value])) } };
    },
    isWaiting: () => waiting.some(({ command }) => command.do === "edit"),
  };
}

/** @param {DeskCommand} one @param {DeskCommand} other */
function isSameCell(one, other) {
  return one.do === "edit" && other.do === "edit" && one.uid === other.uid && one.column === other.column;
}

// How a page follows its story: on a socket, the server sends a message only when something has
// changed. An idle page costs nothing, and a hidden page has no socket.

// The server sends a message, even if only "", every 25 seconds: a socket that is silent for longer
// was lost while the machine slept, or by the network.
const SILENT_MS = 60_000;
const AGAIN_MS = 1000;
const LATER_MS = 5000;
// If no socket gets through, the page polls, and tries a socket from time to time.
const ASK_EVERY_MS = 1000;
const NO_SOCKET_MS = 60_000;

class Following {
  /**
   * @param {{follow: string, status: string}} addresses relative to the page
   * @param {(message: object) => void} take called with each message
   * @param {(isLost: boolean) => void} sayLost whether the server cannot be reached
   */
  constructor({ follow, status }, take, sayLost) {
    this.address = new URL(follow, document.baseURI);
    this.address.protocol = this.address.protocol.replace("http", "ws");
    this.statusAddress = status;
    this.take = take;
    this.sayLost = sayLost;
    this.socket = null;
    this.timer = 0;
    this.failures = 0;
    this.isLost = false;
    this.noSocketUntil = 0;
    this.isOver = false;
    this.onVisible = () => {
      if (document.visibilityState === "visible") void this.connect();
      else this.leave();
    };
    document.addEventListener("visibilitychange", this.onVisible);
  }

  async connect() {
    this.leave();
    if (this.isOver || document.visibilityState !== "visible") return;
    if (Date.now() < this.noSocketUntil) {
      await this.ask();
      return;
    }
    const socket = new WebSocket(this.address);
    let hasMessage = false;
    this.socket = socket;
    this.listen();
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return;
      hasMessage = true;
      this.reached(true);
      this.listen();
      if (data) this.take(JSON.parse(data));
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.leave();
      if (hasMessage) this.later(AGAIN_MS);
      else void this.ask();
    };
  }

  /** Poll for the message: one small response, for which no script runs. */
  async fetchStatus() {
    const answer = await fetch(this.statusAddress, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return answer.json();
  }

  async ask() {
    try {
      const message = await this.fetchStatus();
      this.reached(true);
      if (Date.now() >= this.noSocketUntil) this.noSocketUntil = Date.now() + NO_SOCKET_MS;
      this.take(message);
      this.later(ASK_EVERY_MS);
    } catch {
      this.reached(false);
      this.later(this.failures > 2 ? LATER_MS : AGAIN_MS);
    }
  }

  reached(isThere) {
    this.failures = isThere ? 0 : this.failures + 1;
    const isLost = isThere ? false : this.isLost || this.failures > 1; // A single failure is not reported.
    if (isLost !== this.isLost) this.sayLost(isLost);
    this.isLost = isLost;
  }

  /** Wait for the next message, and connect again if there is none. */
  listen() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), SILENT_MS);
  }

  later(wait) {
    clearTimeout(this.timer);
    if (this.isOver || document.visibilityState !== "visible") return;
    // After a restart a thousand pages reconnect, but not all at once.
    this.timer = setTimeout(() => void this.connect(), wait * (1 + Math.random() / 2));
  }

  leave() {
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }

  close() {
    this.isOver = true;
    document.removeEventListener("visibilitychange", this.onVisible);
    this.leave();
  }
}

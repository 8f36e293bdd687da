import { currentSession, onSessionChange } from "@/lib/session";

/** A recorded change of a row. */
export interface RowChange {
  type: "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE";
  schema: string;
  table: string;
  record: Record<string, unknown> | null;
  old_record: Record<string, unknown> | null;
  commit_timestamp?: string;
  position?: number;
}

export type SocketState = "connecting" | "open" | "closed";
type Frame = [string | null, string | null, string, string, unknown];
type Listener = (event: string, payload: unknown) => void;

interface Channel {
  topic: string;
  payload: (position?: number) => Record<string, unknown>;
  listeners: Set<Listener>;
  joinRef: string;
  position?: number;
}

const HEARTBEAT_MS = 25_000;
const SLOWEST_RETRY_MS = 15_000;

/** One WebSocket for the whole console; speaks Phoenix V2 frames, reconnects, and asks for what it missed. */
export class RealtimeSocket {
  private socket: WebSocket | undefined;
  private channels = new Map<string, Channel>();
  private reference = 0;
  private attempts = 0;
  private timers: ReturnType<typeof setTimeout>[] = [];
  private state: SocketState = "closed";
  private token: string | undefined;
  private readonly observers = new Set<() => void>();

  constructor() {
    onSessionChange(() => this.sessionChanged());
  }

  getState = () => this.state;

  observe = (observer: () => void) => {
    this.observers.add(observer);
    return () => void this.observers.delete(observer);
  };

  /** Joins a topic, shared by all who ask for it; the returned function leaves it again. */
  join(topic: string, payload: Channel["payload"], listener: Listener): () => void {
    let channel = this.channels.get(topic);
    if (!channel) {
      channel = { topic, payload, listeners: new Set(), joinRef: "" };
      this.channels.set(topic, channel);
      if (this.state === "open") this.sendJoin(channel);
      else this.connect();
    }
    channel.listeners.add(listener);
    const joined = channel;
    return () => {
      joined.listeners.delete(listener);
      if (joined.listeners.size > 0 || this.channels.get(topic) !== joined) return;
      this.channels.delete(topic);
      if (this.state === "open") this.push(joined.joinRef, topic, "phx_leave", {});
    };
  }

  /** Sends an event on a joined topic. */
  send(topic: string, event: string, payload: unknown): boolean {
    const channel = this.channels.get(topic);
    if (!channel || this.state !== "open") return false;
    this.push(channel.joinRef, topic, event, payload);
    return true;
  }

  private sessionChanged() {
    const session = currentSession();
    if (session.state !== "in") {
      this.token = undefined;
      this.socket?.close();
      return;
    }
    if (session.token === this.token) return;
    this.token = session.token;
    if (this.state !== "open") return this.connect();
    for (const channel of this.channels.values()) {
      this.push(channel.joinRef, channel.topic, "access_token", { access_token: session.token });
    }
  }

  private connect() {
    const session = currentSession();
    if (session.state !== "in" || this.state !== "closed" || this.channels.size === 0) return;
    this.token = session.token;
    this.become("connecting");
    const url = new URL("/api/v1/realtime/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    url.search = new URLSearchParams({ token: session.token, vsn: "2.0.0" }).toString();
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.received(JSON.parse(String(event.data)) as Frame);
    socket.onclose = () => this.closed();
  }

  private opened() {
    this.attempts = 0;
    this.become("open");
    for (const channel of this.channels.values()) this.sendJoin(channel);
    this.timers.push(setInterval(() => this.push(null, "phoenix", "heartbeat", {}), HEARTBEAT_MS));
  }

  private closed() {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.socket = undefined;
    this.become("closed");
    if (currentSession().state !== "in" || this.channels.size === 0) return;
    const wait = Math.min(500 * 2 ** this.attempts++, SLOWEST_RETRY_MS);
    setTimeout(() => this.connect(), wait * (0.75 + Math.random() / 2));
  }

  private received([, , topic, event, payload]: Frame) {
    const channel = this.channels.get(topic);
    if (!channel) return;
    const position = positionOf(payload);
    if (position !== undefined) channel.position = position;
    for (const listener of channel.listeners) listener(event, payload);
  }

  private sendJoin(channel: Channel) {
    channel.joinRef = String(++this.reference);
    this.push(channel.joinRef, channel.topic, "phx_join", channel.payload(channel.position), channel.joinRef);
  }

  private push(
    joinRef: string | null,
    topic: string,
    event: string,
    payload: unknown,
    reference = String(++this.reference),
  ) {
    this.socket?.send(JSON.stringify([joinRef, reference, topic, event, payload]));
  }

  private become(state: SocketState) {
    this.state = state;
    for (const observer of this.observers) observer();
  }
}

function positionOf(payload: unknown): number | undefined {
  const data = (payload as { data?: { position?: unknown } } | null)?.data;
  return typeof data?.position === "number" ? data.position : undefined;
}

export const realtime = new RealtimeSocket();

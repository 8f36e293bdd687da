import { useEffect, useState } from "react";
import { realtime } from "@/lib/realtime/socket";

export interface Wanted {
  topic: string;
  table: string;
  filter: string;
  since: string;
}

export interface Message {
  id: number;
  at: Date;
  event: string;
  payload: unknown;
}

const KEPT = 500;

/** The payload of the join; a position is a number, anything else a time. */
export function joinPayload({ table, filter, since }: Wanted, position?: number) {
  const from = position ?? (since === "" ? undefined : /^\d+$/.test(since) ? Number(since) : since);
  return {
    config: {
      // Own broadcasts come back, so that one sees what everybody else sees.
      broadcast: { self: true },
      presence: { key: "" },
      postgres_changes: [{ event: "*", schema: "public", table, ...(filter && { filter }) }],
      ...(from !== undefined && { since: from }),
    },
  };
}

/** Joins a channel while `wanted`, and keeps the newest messages. */
export function useChannel(wanted: Wanted | undefined) {
  const [messages, setMessages] = useState<Message[]>([]);
  const [count, setCount] = useState(0);
  const [state, setState] = useState<"joining" | "joined" | "refused">("joining");
  useEffect(() => {
    if (!wanted) return;
    const leave = realtime.join(
      wanted.topic,
      (position) => joinPayload(wanted, position),
      (event, payload) => {
        setCount((before) => before + 1);
        setMessages((before) =>
          [{ id: (before[0]?.id ?? 0) + 1, at: new Date(), event, payload }, ...before].slice(0, KEPT),
        );
        const status = event === "phx_reply" && (payload as { status?: string }).status;
        // The first answer is the join's; later ones are answers to messages.
        if (status)
          setState((before) => (before === "joining" ? (status === "ok" ? "joined" : "refused") : before));
      },
    );
    return () => {
      leave();
      setState("joining");
    };
  }, [wanted]);
  const broadcast = (event: string, payload: unknown) =>
    wanted !== undefined && realtime.send(wanted.topic, "broadcast", { type: "broadcast", event, payload });
  const clear = () => {
    setMessages([]);
    setCount(0);
  };
  return { messages, count, state: wanted && state, clear, broadcast };
}

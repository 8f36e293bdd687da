import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { realtime, type RowChange } from "./socket";

/** The state of the console's one connection. */
export const useSocketState = () => useSyncExternalStore(realtime.observe, realtime.getState);

/** Whether a connection that was open once has been away for longer than `patience` milliseconds. */
export function useInterrupted(patience: number): boolean {
  const [interrupted, setInterrupted] = useState(false);
  useEffect(() => {
    let opened = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (realtime.getState() === "open") {
        opened = true;
        setInterrupted(false);
      } else if (opened) {
        timer = setTimeout(() => setInterrupted(true), patience);
      }
    };
    const stop = realtime.observe(look);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [patience]);
  return interrupted;
}

function useChanges(topic: string | undefined, table: string, onChange: (change: RowChange) => void) {
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    if (!topic) return;
    const payload = (since?: number) => ({
      config: {
        postgres_changes: [{ event: "*", schema: "public", table }],
        ...(since !== undefined && { since }),
      },
    });
    return realtime.join(topic, payload, (event, message) => {
      const change = event === "postgres_changes" && (message as { data?: RowChange }).data;
      if (change) changed(change);
    });
  }, [topic, table]);
}

/** Calls `onChange` for every committed change of a table while mounted; an empty name listens to nothing. */
export const useTableChanges = (table: string, onChange: (change: RowChange) => void) =>
  useChanges(table === "" ? undefined : `realtime:console-${table}`, table, onChange);

/** As `useTableChanges`, of every recorded table. */
export const useAllChanges = (onChange: (change: RowChange) => void) =>
  useChanges("realtime:console", "*", onChange);

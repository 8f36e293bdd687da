import { useEffect, useRef, useState } from "react";
import { useTableChanges } from "@/lib/realtime/hooks";
import type { RowChange } from "@/lib/realtime/socket";
import type { useRows } from "./use-rows";

/** Up to so many loaded rows the list is simply asked for again when others were added. */
const CHEAP = 1000;
const SHOWN_MS = 1600;

/** Applies what others change. Rows that were added where they cannot be placed are counted, to be asked for. */
export function useLiveRows(table: string, key: string | undefined, rows: ReturnType<typeof useRows>) {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const refreshSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void rows.refresh(), 250);
  };
  const mark = (id: string) => {
    setFresh((before) => new Set(before).add(id));
    setTimeout(() => setFresh((before) => new Set([...before].filter((other) => other !== id))), SHOWN_MS);
  };
  const moved = (change: RowChange) => {
    if (rows.rows.length <= CHEAP) refreshSoon();
    else if (change.type === "INSERT") setWaiting((count) => count + 1);
  };

  useTableChanges(table, (change) => {
    const record = change.record ?? {};
    const id = key && (record[key] ?? change.old_record?.[key]);
    if (id === undefined || id === null || change.type === "TRUNCATE") return refreshSoon();
    if (change.type === "DELETE") return rows.drop(id);
    mark(String(id));
    if (change.type === "UPDATE" && rows.find(id)) rows.put(id, record);
    else moved(change);
  });

  const showWaiting = () => {
    setWaiting(0);
    void rows.refresh();
  };
  return { fresh, waiting, showWaiting };
}

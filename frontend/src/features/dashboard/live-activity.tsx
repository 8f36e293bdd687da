import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Card, CardHeader } from "@/components/ui/surface";
import { formatAgo } from "@/lib/format";
import { useAllChanges, useSocketState } from "@/lib/realtime/hooks";
import type { RowChange } from "@/lib/realtime/socket";

const KEPT = 100;

interface Entry {
  id: number;
  at: number;
  change: RowChange;
}

const VERBS = { INSERT: "inserted into", UPDATE: "updated in", DELETE: "deleted from", TRUNCATE: "emptied:" };
const DOTS = { INSERT: "bg-success", UPDATE: "bg-accent", DELETE: "bg-danger", TRUNCATE: "bg-danger" };

/** Changes of all recorded tables, as they are committed. */
export function LiveActivity() {
  const [entries, setEntries] = useState<Entry[]>([]);
  const state = useSocketState();
  useAllChanges((change) =>
    setEntries((before) =>
      [{ id: (before[0]?.id ?? 0) + 1, at: Date.now(), change }, ...before].slice(0, KEPT),
    ),
  );
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Live activity">
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <span
            aria-hidden
            className={`size-1.5 rounded-full ${state === "open" ? "bg-success" : "bg-line-strong"}`}
          />
          {state === "open" ? "Listening" : "Connecting…"}
        </span>
      </CardHeader>
      {entries.length === 0 ? (
        <p className="px-4 py-10 text-center text-sm text-muted">
          Rows that are inserted, changed or deleted while you watch are listed here.
        </p>
      ) : (
        <ul className="max-h-96 divide-y overflow-y-auto" aria-live="off">
          {entries.map(({ id, at, change }) => (
            <li key={id} className="flex animate-in items-center gap-3 px-4 py-2 text-sm">
              <span aria-hidden className={`size-1.5 shrink-0 rounded-full ${DOTS[change.type]}`} />
              <span className="shrink-0">
                <span className="text-muted">Row {VERBS[change.type]}</span>{" "}
                <Link
                  to="/tables/$table"
                  params={{ table: change.table }}
                  className="font-mono text-xs font-medium hover:underline"
                >
                  {change.table}
                </Link>
              </span>
              <code className="min-w-0 flex-1 truncate text-xs text-faint">
                {JSON.stringify(change.type === "DELETE" ? change.old_record : change.record)}
              </code>
              <span className="shrink-0 text-xs text-muted">{formatAgo(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

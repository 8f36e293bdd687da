import { CircleAlert, Download, TableProperties } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import Papa from "papaparse";
import type { SqlResult } from "@/api/sql";
import { DataGrid } from "@/components/data-grid/data-grid";
import type { GridColumn, GridRow } from "@/components/data-grid/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SkeletonRows } from "@/components/ui/states";
import { Badge } from "@/components/ui/surface";
import { ProblemError } from "@/lib/api/problem";
import { saveFile } from "@/lib/download";
import { formatCount, formatDuration } from "@/lib/format";
import { display, kindOf } from "@/lib/pg-types";
import { chartable } from "./chart-data";
import { ResultChart } from "./result-chart";

export type Outcome = { result: SqlResult } | { error: Error };

interface ResultPaneProps {
  outcome: Outcome | undefined;
  running: boolean;
  hint: ReactNode;
}

export function ResultPane({ outcome, running, hint }: ResultPaneProps) {
  if (running) return <SkeletonRows rows={5} className="h-7" />;
  if (!outcome) {
    return (
      <p className="grid h-full place-items-center px-6 text-center text-sm text-muted">
        <span>{hint}</span>
      </p>
    );
  }
  return "error" in outcome ? <Failed error={outcome.error} /> : <Result result={outcome.result} />;
}

function Failed({ error }: { error: Error }) {
  const { sqlstate, hint } = error instanceof ProblemError ? error.members : {};
  const stopped = error.name === "AbortError";
  return (
    <div role="alert" className="flex gap-3 p-5">
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 space-y-1">
        <p className="font-mono text-sm break-words">
          {stopped ? "You stopped waiting for this statement." : error.message}
        </p>
        {typeof hint === "string" && <p className="text-sm text-muted">{hint}</p>}
        {typeof sqlstate === "string" && <p className="font-mono text-2xs text-faint">SQLSTATE {sqlstate}</p>}
      </div>
    </div>
  );
}

function Result({ result }: { result: SqlResult }) {
  const [view, setView] = useState<"grid" | "chart">("grid");
  const columns = useMemo(
    (): GridColumn[] =>
      result.column_types.map(({ name, type }) => {
        const kind = kindOf(type);
        const width =
          { uuid: 290, number: 130, boolean: 100, json: 280, timestamp: 230 }[kind as string] ?? 200;
        return { id: name, label: name, type, kind, width, readOnly: true };
      }),
    [result],
  );
  const rows = result.data as GridRow[];
  const chart = chartable(result);
  return (
    <div className="flex h-full flex-col">
      <div
        className="flex h-9 shrink-0 items-center gap-3 border-b bg-surface px-4 text-xs text-muted tabular-nums"
        role="status"
      >
        <span className="font-medium text-ink">
          {formatCount(result.row_count)} {result.row_count === 1 ? "row" : "rows"}
        </span>
        <span>{formatDuration(result.execution_time * 1000)}</span>
        {result.truncated && (
          <Badge tone="warning">only the first {formatCount(rows.length)} are shown</Badge>
        )}
        <div className="flex-1" />
        {chart && (
          <Button size="sm" variant="ghost" onClick={() => setView(view === "grid" ? "chart" : "grid")}>
            {view === "grid" ? "Chart" : "Grid"}
          </Button>
        )}
        {rows.length > 0 && <Export result={result} />}
      </div>
      <div className="min-h-0 flex-1">
        {columns.length === 0 ? (
          <p className="grid h-full place-items-center text-sm text-muted">
            <span className="flex items-center gap-2">
              <TableProperties className="size-4" aria-hidden /> Done. The statement returned no rows.
            </span>
          </p>
        ) : view === "chart" && chart ? (
          <ResultChart data={chart} />
        ) : (
          <DataGrid
            label="Result"
            columns={columns}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowId={String}
          />
        )}
      </div>
    </div>
  );
}

function Export({ result }: { result: SqlResult }) {
  const names = result.column_types.map((column) => column.name);
  const table = (delimiter: string) =>
    Papa.unparse(
      {
        fields: names,
        data: (result.data as Record<string, unknown>[]).map((row) =>
          names.map((name) => (row[name] === null ? "" : display(row[name]))),
        ),
      },
      { delimiter },
    );
  return (
    <Menu
      trigger={
        <Button size="sm" variant="ghost" icon={<Download />}>
          Export
        </Button>
      }
    >
      <MenuItem onSelect={() => saveFile(table(","), "result.csv", "text/csv")}>CSV</MenuItem>
      <MenuItem onSelect={() => saveFile(table("\t"), "result.tsv", "text/tab-separated-values")}>
        TSV
      </MenuItem>
      <MenuItem
        onSelect={() => saveFile(JSON.stringify(result.data, null, 2), "result.json", "application/json")}
      >
        JSON
      </MenuItem>
    </Menu>
  );
}

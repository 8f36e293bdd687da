import { useMutation } from "@tanstack/react-query";
import { Download, TableProperties } from "lucide-react";
import { useMemo, useState } from "react";
import { exportQuery, type ExportFormat, type StatementResult } from "@/api/sql";
import { DataGrid } from "@/components/data-grid/data-grid";
import type { GridColumn } from "@/components/data-grid/types";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Badge } from "@/components/ui/surface";
import { saveFile } from "@/lib/download";
import { formatCount, formatDuration } from "@/lib/format";
import { kindOf } from "@/lib/pg-types";
import { chartable } from "./chart-data";
import { parameterCount, parameterValue } from "./parameters";
import { ResultChart } from "./result-chart";
import type { Request } from "./use-run";

const WIDTHS: Partial<Record<string, number>> = {
  uuid: 290,
  number: 130,
  boolean: 100,
  json: 280,
  timestamp: 230,
};

interface StatementViewProps {
  result: StatementResult;
  request: Request;
  /** Whether it was the only statement, and so can be exported whole. */
  single: boolean;
}

export function StatementView({ result, request, single }: StatementViewProps) {
  const [view, setView] = useState<"grid" | "chart">("grid");
  const columns = useMemo(
    (): GridColumn[] =>
      result.columns.map(({ name, type }, index) => {
        const kind = kindOf(type ?? "text");
        return {
          id: String(index),
          label: name,
          type: type ?? "",
          kind,
          width: WIDTHS[kind] ?? 200,
          readOnly: true,
        };
      }),
    [result],
  );
  const chart = useMemo(() => chartable(result.columns, result.rows), [result]);
  const count = result.columns.length > 0 ? result.row_count : (result.affected ?? 0);
  return (
    <div className="flex h-full flex-col">
      <div
        className="flex h-9 shrink-0 items-center gap-3 border-b bg-surface px-4 text-xs text-muted tabular-nums"
        role="status"
      >
        <span className="font-medium text-ink">
          {formatCount(count)} {count === 1 ? "row" : "rows"}
        </span>
        <span>{formatDuration(result.execution_time * 1000)}</span>
        {request.mode === "rollback" && <Badge tone="warning">rolled back</Badge>}
        {result.truncated && (
          <Badge tone="warning">only the first {formatCount(result.rows.length)} are shown</Badge>
        )}
        <div className="flex-1" />
        {chart && (
          <Button size="sm" variant="ghost" onClick={() => setView(view === "grid" ? "chart" : "grid")}>
            {view === "grid" ? "Chart" : "Grid"}
          </Button>
        )}
        {single && result.columns.length > 0 && <ExportMenu request={request} />}
      </div>
      {result.notices.length > 0 && (
        <ul className="max-h-28 shrink-0 overflow-y-auto border-b bg-sunken/60 px-4 py-1.5 font-mono text-xs">
          {result.notices.map((notice, index) => (
            <li key={index}>
              <span className="text-muted">{notice.severity}:</span> {notice.message}
            </li>
          ))}
        </ul>
      )}
      <div className="min-h-0 flex-1">
        {columns.length === 0 ? (
          <p className="grid h-full place-items-center text-sm text-muted">
            <span className="flex items-center gap-2">
              <TableProperties className="size-4" aria-hidden /> {result.command ?? "Done"}. The statement
              returned no rows.
            </span>
          </p>
        ) : view === "chart" && chart ? (
          <ResultChart data={chart} />
        ) : (
          <DataGrid
            label="Result"
            columns={columns}
            rowCount={result.rows.length}
            rowAt={(index) => result.rows[index]}
            rowId={String}
          />
        )}
      </div>
    </div>
  );
}

const FORMATS: { value: ExportFormat; label: string }[] = [
  { value: "csv", label: "CSV" },
  { value: "json", label: "JSON" },
  { value: "ndjson", label: "JSON lines" },
];

/** The server writes the file, with all rows, also those that are not shown. */
function ExportMenu({ request }: { request: Request }) {
  const save = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const values = request.params.slice(0, parameterCount(request.text)).map(parameterValue);
      saveFile(await exportQuery(request.text, values, format), `result.${format}`);
    },
    meta: { failure: "The export failed" },
  });
  return (
    <Menu
      trigger={
        <Button size="sm" variant="ghost" icon={<Download />} busy={save.isPending}>
          Export
        </Button>
      }
    >
      {FORMATS.map(({ value, label }) => (
        <MenuItem key={value} onSelect={() => save.mutate(value)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}

import { ArrowDown, ArrowUp, KeyRound, Link2 } from "lucide-react";
import type { PointerEvent } from "react";
import { Checkbox } from "@/components/ui/toggles";
import { cn } from "@/lib/cn";
import { shortType } from "@/lib/pg-types";
import { GUTTER, type GridColumn } from "./types";

interface HeaderProps {
  columns: GridColumn[];
  widths: number[];
  order?: { column: string; descending: boolean } | undefined;
  onOrder?: ((column: string) => void) | undefined;
  onResize: (column: string, width: number) => void;
  /** Of all rows that are loaded. */
  selection: boolean | "indeterminate" | undefined;
  onSelectAll: (selected: boolean) => void;
}

export function GridHeader({
  columns,
  widths,
  order,
  onOrder,
  onResize,
  selection,
  onSelectAll,
}: HeaderProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 flex w-max min-w-full border-b bg-sunken text-xs"
    >
      <div
        role="columnheader"
        aria-label="Row"
        className="sticky left-0 z-10 flex shrink-0 items-center justify-center border-r bg-sunken"
        style={{ width: GUTTER }}
      >
        {selection !== undefined && (
          <Checkbox aria-label="Select all loaded rows" checked={selection} onChange={onSelectAll} />
        )}
      </div>
      {columns.map((column, index) => {
        const sorted =
          order?.column === column.id ? (order.descending ? "descending" : "ascending") : undefined;
        const title = (
          <>
            {column.mark === "key" && (
              <KeyRound className="size-3 shrink-0 text-warning" aria-label="primary key" />
            )}
            {column.mark === "reference" && (
              <Link2 className="size-3 shrink-0 text-accent-ink" aria-label="reference" />
            )}
            <span className="truncate font-medium text-ink">{column.label}</span>
            <span className="truncate font-mono text-2xs text-faint">{shortType(column.type)}</span>
            {sorted === "ascending" && (
              <ArrowUp className="ml-auto size-3 shrink-0 text-accent-ink" aria-hidden />
            )}
            {sorted === "descending" && (
              <ArrowDown className="ml-auto size-3 shrink-0 text-accent-ink" aria-hidden />
            )}
          </>
        );
        const inner = "flex h-full min-w-0 flex-1 items-center gap-1.5 px-2.5 text-left";
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + 2}
            {...(sorted && { "aria-sort": sorted })}
            className="relative flex h-8.5 shrink-0 border-r"
            style={{ width: widths[index] }}
          >
            {onOrder ? (
              <button
                type="button"
                className={cn(inner, "hover:bg-line/50")}
                onClick={() => onOrder(column.id)}
                title={`Sort by ${column.label}`}
              >
                {title}
              </button>
            ) : (
              <div className={inner}>{title}</div>
            )}
            <Resizer width={widths[index] ?? 0} onResize={(width) => onResize(column.id, width)} />
          </div>
        );
      })}
    </div>
  );
}

function Resizer({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const start = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const from = event.clientX - width;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onResize(Math.max(60, Math.min(move.clientX - from, 900)));
    handle.onpointerup = () => (handle.onpointermove = null);
  };
  return (
    <div
      aria-hidden
      onPointerDown={start}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize hover:bg-accent/40"
    />
  );
}

import { Maximize2 } from "lucide-react";
import { memo } from "react";
import { Checkbox } from "@/components/ui/toggles";
import { cn } from "@/lib/cn";
import { CellValue } from "./cell-value";
import { GUTTER, ROW_HEIGHT, valueAt, type GridColumn, type GridRow } from "./types";
import type { ReactNode } from "react";

interface RowProps {
  grid: string;
  index: number;
  top: number;
  row: GridRow | undefined;
  columns: GridColumn[];
  widths: number[];
  /** Visible columns, `[first, last]`. */
  window: [number, number];
  lead: number;
  active: number | undefined;
  /** The editor of the active cell. */
  editor: ReactNode;
  selected: boolean | undefined;
  fresh: boolean;
  onSelect: (index: number, range: boolean) => void;
  onOpen: ((index: number) => void) | undefined;
}

/** One row; the cells outside the window of columns are not drawn. */
export const GridRowView = memo(function GridRowView(props: RowProps) {
  const {
    grid,
    index,
    row,
    columns,
    widths,
    window,
    lead,
    active,
    editor,
    selected,
    fresh,
    onSelect,
    onOpen,
  } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      {...(selected !== undefined && { "aria-selected": selected })}
      className={cn(
        "group absolute left-0 flex w-max min-w-full border-b transition-colors duration-700 hover:bg-sunken hover:duration-0",
        selected && "bg-accent-soft hover:bg-accent-soft",
        fresh && "bg-success-soft duration-0",
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${props.top}px)` }}
    >
      <div
        role="rowheader"
        className={cn(
          "sticky left-0 z-10 flex shrink-0 items-center justify-center gap-1 border-r bg-surface text-2xs text-faint tabular-nums group-hover:bg-sunken",
          selected && "bg-accent-soft",
        )}
        style={{ width: GUTTER }}
        onClick={(event) => selected !== undefined && event.shiftKey && onSelect(index, true)}
      >
        {selected === undefined ? (
          index + 1
        ) : (
          <>
            <span className={cn(!selected && "opacity-60 group-hover:opacity-100")}>
              <Checkbox
                aria-label={`Select row ${index + 1}`}
                tabIndex={-1}
                checked={selected}
                onChange={() => onSelect(index, false)}
              />
            </span>
            {onOpen && (
              <button
                type="button"
                tabIndex={-1}
                aria-label={`Open row ${index + 1}`}
                onClick={() => onOpen(index)}
                className="rounded p-1 opacity-0 group-hover:opacity-100 hover:bg-line focus-visible:opacity-100"
              >
                <Maximize2 className="size-3" />
              </button>
            )}
          </>
        )}
      </div>
      <div aria-hidden style={{ width: lead }} className="shrink-0" />
      {columns.slice(window[0], window[1] + 1).map((column, offset) => {
        const at = window[0] + offset;
        return (
          <div
            key={column.id}
            id={`${grid}-${index}-${at}`}
            role="gridcell"
            aria-colindex={at + 2}
            data-cell={at}
            data-row={index}
            className={cn(
              "relative flex shrink-0 items-center border-r px-2.5 font-mono text-xs",
              column.kind === "number" && "justify-end tabular-nums",
              active === at && "outline-2 -outline-offset-2 outline-accent",
            )}
            style={{ width: widths[at] }}
          >
            <span className="truncate">
              {row === undefined ? (
                <span className="inline-block h-3 w-20 animate-pulse rounded bg-line" />
              ) : (
                <CellValue value={valueAt(row, column)} kind={column.kind} />
              )}
            </span>
            {active === at && editor}
          </div>
        );
      })}
    </div>
  );
});

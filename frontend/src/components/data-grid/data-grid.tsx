import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { copyText } from "@/components/ui/copy";
import { display } from "@/lib/pg-types";
import { CellEditor } from "./editors";
import { GridHeader } from "./header";
import { GridRowView } from "./row";
import { GUTTER, ROW_HEIGHT, valueAt, type CellAddress, type DataGridProps } from "./types";
import { useNavigation } from "./use-navigation";
import { useSelection } from "./use-selection";

/** Rows ahead of the end at which more are asked for. */
const AHEAD = 60;

/** A grid that draws only what is seen: any number of rows and columns, wholly usable by keyboard. */
export function DataGrid(props: DataGridProps) {
  const { columns, rowCount, rowAt, rowId, onNearEnd, onEdit, editorFor, fresh } = props;
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [resized, setResized] = useState<Record<string, number>>({});
  const [editing, setEditing] = useState<{ row: string; column: string; typed?: string }>();
  const widths = useMemo(
    () => columns.map((column) => resized[column.id] ?? column.width),
    [columns, resized],
  );

  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => widths[index] ?? 100,
    overscan: 3,
  });
  useEffect(() => across.measure(), [across, widths]);

  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rowCount > 0 && last >= rowCount - AHEAD) onNearEnd?.();
  }, [last, rowCount, onNearEnd]);

  const reveal = (at: CellAddress) => {
    rows.scrollToIndex(at.row);
    const box = scroller.current;
    if (!box) return;
    const left = widths.slice(0, at.column).reduce((sum, width) => sum + width, 0);
    const right = left + (widths[at.column] ?? 0);
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (right > box.scrollLeft + box.clientWidth - GUTTER)
      box.scrollLeft = right - box.clientWidth + GUTTER;
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_HEIGHT) - 2);
  const { active, go, onKey } = useNavigation({ rows: rowCount, columns: columns.length, page }, reveal);
  const selection = useSelection(props);
  const activeColumn = columns[active.column];

  const focus = () => scroller.current?.focus({ preventScroll: true });
  const edit = (at: CellAddress, typed?: string) => {
    const column = columns[at.column];
    if (!onEdit || !column || column.readOnly || rowAt(at.row) === undefined) return;
    setEditing({ row: rowId(at.row), column: column.id, ...(typed !== undefined && { typed }) });
  };
  const close = () => {
    setEditing(undefined);
    focus();
  };
  const commit = (value: unknown, move: "down" | "right" | "none") => {
    close();
    if (activeColumn) onEdit?.(active.row, activeColumn, value);
    if (move === "down") go({ row: Math.min(active.row + 1, rowCount - 1), column: active.column });
    if (move === "right") go({ row: active.row, column: Math.min(active.column + 1, columns.length - 1) });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.target !== scroller.current || rowCount === 0) return;
    if (onKey(event)) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" || event.key === "F2") edit(active);
    else if (event.key === " " && props.onSelect) selection.toggle(active.row, event.shiftKey);
    else if (event.key === "Backspace" && control && activeColumn?.nullable && !activeColumn.readOnly)
      onEdit?.(active.row, activeColumn, null);
    else if (control && event.key === "c") copy(event.shiftKey);
    else if (event.key.length === 1 && !control && !event.altKey) edit(active, event.key);
    else return;
    event.preventDefault();
  };

  const copy = (whole: boolean) => {
    const chosen = selection.indexes();
    const indexes = chosen.length > 0 ? chosen : whole ? [active.row] : [];
    const text = (value: unknown) =>
      value === null || value === undefined ? "" : display(value).replace(/[\t\n]/g, " ");
    const lines = indexes.map((index) =>
      columns.map((column) => text(valueAt(rowAt(index), column))).join("\t"),
    );
    const cell = activeColumn && valueAt(rowAt(active.row), activeColumn);
    void copyText(lines.length > 0 ? lines.join("\n") : text(cell));
  };

  const onPaste = (event: ClipboardEvent) => {
    if (editing || !props.onPaste) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (text === "") return;
    event.preventDefault();
    props.onPaste(
      active,
      text.split(/\r?\n/).map((line) => line.split("\t")),
    );
  };

  const pointed = (event: MouseEvent): CellAddress | undefined => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
    return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.cell) } : undefined;
  };

  const shown = across.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const lead = shown[0]?.start ?? 0;
  const end = shown.at(-1)?.index ?? -1;
  const Editor = (activeColumn && editorFor?.(activeColumn)) ?? CellEditor;
  const window = useMemo((): [number, number] => [first, end], [first, end]);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable={props.onSelect !== undefined}
      {...(rowCount > 0 && { "aria-activedescendant": `${grid}-${active.row}-${active.column}` })}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onClick={(event) => {
        const at = pointed(event);
        if (at && !editing) go(at);
      }}
      onDoubleClick={(event) => {
        const at = pointed(event);
        if (at) edit(at);
      }}
      className="h-full overflow-auto bg-surface focus-visible:outline-none"
    >
      <GridHeader
        columns={columns}
        widths={widths}
        order={props.order}
        onOrder={props.onOrder}
        onResize={(column, width) => setResized((before) => ({ ...before, [column]: width }))}
        selection={selection.all}
        onSelectAll={selection.setAll}
      />
      <div
        role="rowgroup"
        className="relative"
        style={{ height: rows.getTotalSize(), width: across.getTotalSize() + GUTTER }}
      >
        {drawn.map((item) => {
          const id = rowId(item.index);
          const row = rowAt(item.index);
          const here = active.row === item.index;
          return (
            <GridRowView
              key={id}
              grid={grid}
              index={item.index}
              top={item.start}
              row={row}
              columns={columns}
              widths={widths}
              window={window}
              lead={lead}
              active={here ? active.column : undefined}
              selected={selection.has(id)}
              fresh={fresh?.has(id) ?? false}
              onSelect={selection.toggle}
              onOpen={props.onOpenRow}
              editor={
                here && row && activeColumn && editing?.row === id && editing.column === activeColumn.id ? (
                  <Editor
                    column={activeColumn}
                    value={valueAt(row, activeColumn)}
                    row={row}
                    {...(editing.typed !== undefined && { typed: editing.typed })}
                    onCommit={commit}
                    onCancel={close}
                  />
                ) : null
              }
            />
          );
        })}
      </div>
      {props.loadingMore && (
        <div role="status" className="sticky left-0 w-40 px-4 py-2 text-xs text-muted">
          Loading more…
        </div>
      )}
    </div>
  );
}

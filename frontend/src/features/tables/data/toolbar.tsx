import { Download, MoreHorizontal, Plus, RotateCw, Undo2, Upload } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { RowsQuery } from "@/api/rows";
import { keyOf, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { useExport } from "./use-export";
import { ImportDialog } from "./import-dialog";

interface ToolbarProps {
  table: Table;
  query: RowsQuery;
  loaded: number;
  complete: boolean;
  busy: boolean;
  /** What Undo would take back. */
  undoable: string | undefined;
  onUndo: () => void;
  onRefresh: () => void;
  onInsert: () => void;
  onImported: () => void;
  children: ReactNode;
}

export function Toolbar(props: ToolbarProps) {
  const { table, query, loaded, complete, children } = props;
  const [importing, setImporting] = useState(false);
  const download = useExport(query, keyOf(table).length > 0);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2 sm:px-4">
      {children}
      <div className="flex-1" />
      <span className="text-xs text-muted tabular-nums" aria-live="polite">
        {complete
          ? formatCount(loaded)
          : `${formatCount(loaded)} of ${table.row_count > loaded ? `≈ ${formatCount(table.row_count)}` : "more"}`}{" "}
        rows
      </span>
      <IconButton
        size="sm"
        label={props.undoable ? `Undo ${props.undoable} (Ctrl+Z)` : "Nothing to undo"}
        disabled={!props.undoable}
        icon={<Undo2 />}
        onClick={props.onUndo}
      />
      <IconButton
        size="sm"
        label="Refresh"
        icon={<RotateCw className={cn(props.busy && "animate-spin")} />}
        onClick={props.onRefresh}
      />
      <Menu trigger={<IconButton size="sm" label="Import and export" icon={<MoreHorizontal />} />}>
        <MenuItem icon={<Upload />} onSelect={() => setImporting(true)}>
          Import CSV or JSON…
        </MenuItem>
        <MenuItem icon={<Download />} disabled={download.isPending} onSelect={() => download.mutate("csv")}>
          Export as CSV
        </MenuItem>
        <MenuItem icon={<Download />} disabled={download.isPending} onSelect={() => download.mutate("json")}>
          Export as JSON
        </MenuItem>
      </Menu>
      <Button size="sm" variant="primary" icon={<Plus />} onClick={props.onInsert}>
        Insert row
      </Button>
      <ImportDialog
        table={table}
        open={importing}
        onClose={() => setImporting(false)}
        onDone={props.onImported}
      />
    </div>
  );
}

import { Copy, Download, Trash2, X } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { Row } from "@/api/rows";
import type { GridColumn } from "@/components/data-grid/types";
import { Button, IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { copyText } from "@/components/ui/copy";
import { saveFile } from "@/lib/download";
import { toCsv } from "./use-export";

interface SelectionBarProps {
  selected: Set<string>;
  rows: Row[];
  columns: GridColumn[];
  onClear: () => void;
  onDelete: () => Promise<unknown>;
}

/** What can be done with the rows that are chosen. */
export function SelectionBar({ selected, rows, columns, onClear, onDelete }: SelectionBarProps) {
  const [deleting, setDeleting] = useState(false);
  const csv = () =>
    toCsv(
      rows,
      columns.map((column) => column.id),
    );
  const copy = async () => {
    if (await copyText(JSON.stringify(rows, null, 2))) toast.success(`Copied ${rows.length} rows as JSON`);
  };
  const noun = selected.size === 1 ? "row" : `${selected.size} rows`;
  return (
    <div
      role="toolbar"
      aria-label="Chosen rows"
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 animate-in items-center gap-1 rounded-xl border bg-raised py-1.5 pr-1.5 pl-3.5 shadow-float"
    >
      <span className="mr-2 text-sm font-medium whitespace-nowrap">{selected.size} chosen</span>
      <Button size="sm" variant="ghost" icon={<Copy />} onClick={() => void copy()}>
        Copy
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon={<Download />}
        onClick={() => saveFile(csv(), "rows.csv", "text/csv")}
      >
        CSV
      </Button>
      <Button size="sm" variant="danger-ghost" icon={<Trash2 />} onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <IconButton size="sm" label="Choose none" icon={<X />} onClick={onClear} />
      <Confirm
        open={deleting}
        onClose={() => setDeleting(false)}
        title={`Delete ${noun}?`}
        action={`Delete ${noun}`}
        onConfirm={onDelete}
      >
        <p>
          Undo can insert them again as long as this page stays open; what other tables deleted along with
          them stays deleted.
        </p>
      </Confirm>
    </div>
  );
}

import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useState, type ChangeEvent } from "react";
import { toast } from "sonner";
import { insertRows, type Row } from "@/api/rows";
import type { Table } from "@/api/tables";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/states";
import { formatCount } from "@/lib/format";
import { messageOf } from "@/lib/api/problem";
import { display } from "@/lib/pg-types";
import { readImport, type Import } from "./import-file";

/** Rows of one request: each is one transaction. */
const BATCH = 500;

interface ImportDialogProps {
  table: Table;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function ImportDialog({ table, open, onClose, onDone }: ImportDialogProps) {
  const [file, setFile] = useState<Import>();
  const [fault, setFault] = useState<string>();
  const [done, setDone] = useState(0);
  const run = useMutation({
    mutationFn: async (rows: Row[]) => {
      for (let from = 0; from < rows.length; from += BATCH) {
        setDone(from);
        await insertRows(table.name, rows.slice(from, from + BATCH)).catch((error: unknown) => {
          throw new Error(
            `Rows ${from + 1} to ${Math.min(from + BATCH, rows.length)} were refused, earlier ones are stored: ${messageOf(error)}`,
          );
        });
      }
      return rows.length;
    },
    onSuccess: (count) => {
      toast.success(`Imported ${formatCount(count)} rows`);
      close();
    },
    onSettled: onDone,
  });
  const close = () => {
    setFile(undefined);
    setFault(undefined);
    setDone(0);
    run.reset();
    onClose();
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    if (!chosen) return;
    run.reset();
    try {
      setFile(readImport(chosen.name, await chosen.text(), table.schema.columns));
      setFault(undefined);
    } catch (error) {
      setFile(undefined);
      setFault(messageOf(error));
    }
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      width="max-w-3xl"
      title={`Import into ${table.name}`}
      description="A CSV file with a line of names, or a JSON array of objects. Names must be those of columns."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!file || file.rows.length === 0}
            busy={run.isPending}
            onClick={() => file && run.mutate(file.rows)}
          >
            {run.isPending
              ? `${formatCount(done)} of ${formatCount(file?.rows.length ?? 0)}`
              : file
                ? `Import ${formatCount(file.rows.length)} rows`
                : "Import"}
          </Button>
        </>
      }
    >
      <label className="flex cursor-pointer flex-col items-center gap-2 rounded-lg border border-dashed border-line-strong px-4 py-8 text-center text-sm text-muted hover:border-accent hover:bg-accent-soft/40 has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <FileUp className="size-5 text-accent-ink" aria-hidden />
        <span className="font-medium text-ink">{file?.name ?? "Choose a file"}</span>
        <input
          type="file"
          accept=".csv,.tsv,.json,text/csv,application/json"
          className="sr-only"
          onChange={(event) => void choose(event)}
        />
      </label>
      {fault && <Notice error={new Error(fault)} />}
      {run.error && <Notice error={run.error} />}
      {file && <Preview file={file} />}
    </Dialog>
  );
}

function Preview({ file }: { file: Import }) {
  return (
    <div className="space-y-2">
      {file.ignored.length > 0 && (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-xs text-warning">
          Left out, since the table has no such columns:{" "}
          <span className="font-mono">{file.ignored.join(", ")}</span>
        </p>
      )}
      <div className="overflow-x-auto rounded-lg border">
        <table className="w-full text-left font-mono text-xs">
          <thead className="border-b bg-sunken">
            <tr>
              {file.columns.map((name) => (
                <th key={name} className="px-2.5 py-1.5 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {file.rows.slice(0, 5).map((row, index) => (
              <tr key={index}>
                {file.columns.map((name) => (
                  <td key={name} className="max-w-48 truncate px-2.5 py-1.5 text-muted">
                    {display(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-xs text-muted">
        The first {Math.min(5, file.rows.length)} of {formatCount(file.rows.length)} rows.
      </p>
    </div>
  );
}

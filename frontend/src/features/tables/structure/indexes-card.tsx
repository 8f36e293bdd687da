import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { addIndex, deleteIndex, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { SwitchRow } from "@/components/ui/toggles";
import { formatBytes } from "@/lib/format";
import { ChangeDialog } from "./change-dialog";
import { ColumnPicker } from "./column-picker";
import { DropPart } from "./drop-part";

const METHODS = [
  { value: "btree", label: "B-tree", hint: "Equality, ranges and order; nearly always right" },
  { value: "gin", label: "GIN", hint: "Members of arrays and JSON documents" },
  { value: "gist", label: "GiST", hint: "Ranges and geometry" },
  { value: "brin", label: "BRIN", hint: "Very large tables in natural order" },
  { value: "hash", label: "Hash", hint: "Equality of long values" },
];

export function IndexesCard({ table }: { table: Table }) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const indexes = table.schema.indexes ?? [];
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Indexes">
        <Button size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
          Add index
        </Button>
      </CardHeader>
      {indexes.length === 0 ? (
        <p className="px-4 py-5 text-sm text-muted">
          No index besides the primary key's. Columns that are filtered or sorted by want one.
        </p>
      ) : (
        <ul className="divide-y">
          {indexes.map((index) => (
            <li key={index.name} className="flex items-center gap-3 px-4 py-2">
              <div className="min-w-0 flex-1">
                <span className="font-mono text-xs font-medium">{index.name}</span>
                <p className="truncate font-mono text-xs text-muted">
                  {index.method && `${index.method} `}({index.columns.join(", ")})
                  {index.where && ` where ${index.where}`}
                </p>
              </div>
              {index.unique && <Badge>Unique</Badge>}
              {index.valid === false && <Badge tone="danger">Not usable</Badge>}
              {index.size_bytes ? (
                <span className="text-xs text-muted tabular-nums">{formatBytes(index.size_bytes)}</span>
              ) : null}
              <IconButton
                size="sm"
                label={
                  index.constraint ? `${index.name} belongs to a constraint` : `Delete index ${index.name}`
                }
                disabled={!!index.constraint}
                icon={<Trash2 />}
                onClick={() => setRemoving(index.name)}
              />
            </li>
          ))}
        </ul>
      )}
      {adding && <AddIndex table={table} onClose={() => setAdding(false)} />}
      <DropPart
        what="index"
        name={removing}
        change={(name) => deleteIndex(table.name, name)}
        onClose={() => setRemoving(undefined)}
      >
        Queries that use it become slower; no data is lost.
      </DropPart>
    </Card>
  );
}

function AddIndex({ table, onClose }: { table: Table; onClose: () => void }) {
  const [columns, setColumns] = useState<string[]>([]);
  const [method, setMethod] = useState("btree");
  const [unique, setUnique] = useState(false);
  return (
    <ChangeDialog
      title="Add an index"
      action="Add index"
      ready={columns.length > 0}
      change={() => addIndex(table.name, { columns, method, unique })}
      onClose={onClose}
    >
      <ColumnPicker label="Columns, in order" table={table} value={columns} onChange={setColumns} />
      <Field label="Method">
        <Select value={method} options={METHODS} onChange={setMethod} />
      </Field>
      <SwitchRow
        label="Unique"
        hint="No two rows hold the same values."
        checked={unique}
        disabled={method !== "btree"}
        onChange={setUnique}
      />
    </ChangeDialog>
  );
}

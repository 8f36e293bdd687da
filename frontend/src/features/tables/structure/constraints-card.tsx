import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { addConstraint, deleteConstraint, type ConstraintSpec, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { ChangeDialog } from "./change-dialog";
import { ColumnPicker } from "./column-picker";
import { DropPart } from "./drop-part";

type Kind = "check" | "unique" | "primary-key";

const LABELS = {
  check: "Check",
  unique: "Unique",
  "primary-key": "Primary key",
  "foreign-key": "Foreign key",
  exclusion: "Exclusion",
};

export function ConstraintsCard({ table }: { table: Table }) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const shown = table.constraints.filter((constraint) => constraint.type !== "foreign-key");
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Constraints">
        <Button size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
          Add constraint
        </Button>
      </CardHeader>
      {shown.length === 0 && (
        <p className="px-4 py-5 text-sm text-muted">
          None. A check refuses rows that make no sense, such as a price below zero.
        </p>
      )}
      <ul className="divide-y">
        {shown.map((constraint) => (
          <li key={constraint.name} className="flex items-center gap-3 px-4 py-2">
            <div className="min-w-0 flex-1">
              <span className="font-mono text-xs font-medium">{constraint.name}</span>
              <p className="truncate font-mono text-xs text-muted">{constraint.definition}</p>
            </div>
            <Badge>{LABELS[constraint.type]}</Badge>
            <IconButton
              size="sm"
              label={`Delete constraint ${constraint.name}`}
              icon={<Trash2 />}
              onClick={() => setRemoving(constraint.name)}
            />
          </li>
        ))}
      </ul>
      {adding && <AddConstraint table={table} onClose={() => setAdding(false)} />}
      <DropPart
        what="constraint"
        name={removing}
        change={(name) => deleteConstraint(table.name, name)}
        onClose={() => setRemoving(undefined)}
      >
        Rows that it refused can be stored from then on.
      </DropPart>
    </Card>
  );
}

function AddConstraint({ table, onClose }: { table: Table; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>("check");
  const [expression, setExpression] = useState("");
  const [columns, setColumns] = useState<string[]>([]);
  const hasKey = table.schema.columns.some((column) => column.primary_key);
  const kinds: { value: Kind; label: string; hint: string }[] = [
    { value: "check", label: "Check", hint: "An expression that every row must satisfy" },
    { value: "unique", label: "Unique", hint: "No two rows alike in some columns" },
    ...(hasKey ? [] : [{ value: "primary-key" as const, label: "Primary key", hint: "What names a row" }]),
  ];
  const spec = (): ConstraintSpec =>
    kind === "check" ? { type: kind, expression } : { type: kind, columns };
  return (
    <ChangeDialog
      title="Add a constraint"
      action="Add constraint"
      ready={kind === "check" ? expression.trim() !== "" : columns.length > 0}
      change={() => addConstraint(table.name, spec())}
      onClose={onClose}
    >
      <Field label="Kind">
        <Select value={kind} options={kinds} onChange={setKind} />
      </Field>
      {kind === "check" ? (
        <Field label="Expression" hint="Rows that are there already must satisfy it too.">
          <Textarea
            autoFocus
            className="font-mono text-xs"
            placeholder="price >= 0"
            value={expression}
            onChange={(event) => setExpression(event.target.value)}
          />
        </Field>
      ) : (
        <ColumnPicker label="Columns" table={table} value={columns} onChange={setColumns} />
      )}
    </ChangeDialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import {
  addConstraint,
  deleteConstraint,
  keyOf,
  tablesQuery,
  type ForeignKey,
  type Table,
} from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { ChangeDialog } from "./change-dialog";
import { DropPart } from "./drop-part";

export function RelationshipsCard({ table }: { table: Table }) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Relationships">
        <Button size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
          Add foreign key
        </Button>
      </CardHeader>
      {table.foreign_keys.length + table.referenced_by.length === 0 && (
        <p className="px-4 py-5 text-sm text-muted">This table points at no other, and none at it.</p>
      )}
      <ul className="divide-y">
        {table.foreign_keys.map((key) => (
          <Relation
            key={key.name}
            foreignKey={key}
            other={key.references.table}
            onRemove={() => setRemoving(key.name)}
          />
        ))}
        {table.referenced_by.map((key) => (
          <Relation key={`${key.table}.${key.name}`} foreignKey={key} other={key.table} />
        ))}
      </ul>
      {adding && <AddForeignKey table={table} onClose={() => setAdding(false)} />}
      <DropPart
        what="foreign key"
        name={removing}
        change={(name) => deleteConstraint(table.name, name)}
        onClose={() => setRemoving(undefined)}
      >
        Values that exist nowhere can be stored from then on.
      </DropPart>
    </Card>
  );
}

function Relation({
  foreignKey,
  other,
  onRemove,
}: {
  foreignKey: ForeignKey;
  other: string;
  onRemove?: () => void;
}) {
  const { table, columns, references, on_delete: action, name } = foreignKey;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 font-mono text-xs">
        <span>{onRemove ? columns.join(", ") : `${table}.${columns.join(", ")}`}</span>
        <ArrowRight className="size-3.5 text-faint" aria-label="points at" />
        <Link
          to="/tables/$table"
          params={{ table: other }}
          className="font-medium text-accent-ink hover:underline"
        >
          {onRemove ? `${references.table}.${references.columns.join(", ")}` : references.columns.join(", ")}
        </Link>
      </div>
      {!onRemove && <Badge tone="accent">Pointed at</Badge>}
      {action !== "no-action" && <Badge>on delete {action.replace("-", " ")}</Badge>}
      {onRemove && (
        <IconButton size="sm" label={`Delete foreign key ${name}`} icon={<Trash2 />} onClick={onRemove} />
      )}
    </li>
  );
}

type Action = "no-action" | "cascade" | "set-null" | "restrict";

const ACTIONS: { value: Action; label: string; hint: string }[] = [
  { value: "no-action", label: "Refuse", hint: "A row that is pointed at cannot be deleted" },
  { value: "cascade", label: "Delete along", hint: "Rows that point at it go with it" },
  { value: "set-null", label: "Set NULL", hint: "They stay and point at nothing" },
];

function AddForeignKey({ table, onClose }: { table: Table; onClose: () => void }) {
  const tables = useQuery(tablesQuery());
  const [column, setColumn] = useState(table.schema.columns.find((each) => !each.primary_key)?.name ?? "");
  const [target, setTarget] = useState("");
  const [action, setAction] = useState<Action>("no-action");
  const targets = tables.data?.filter((each) => keyOf(each).length === 1) ?? [];
  const key = keyOf(targets.find((each) => each.name === target) ?? table)[0] ?? "";
  return (
    <ChangeDialog
      title="Add a foreign key"
      description="Values of the column must exist in the other table."
      action="Add foreign key"
      ready={column !== "" && target !== ""}
      change={() =>
        addConstraint(table.name, {
          type: "foreign-key",
          columns: [column],
          references: { table: target, columns: [key], on_delete: action },
        })
      }
      onClose={onClose}
    >
      <Field label="Column">
        <Select
          value={column}
          onChange={setColumn}
          options={table.schema.columns.map((each) => ({
            value: each.name,
            label: `${each.name} · ${each.type}`,
          }))}
        />
      </Field>
      <Field label="Points at" hint={target && `By its key, ${key}.`}>
        <Select
          value={target}
          onChange={setTarget}
          options={targets.map((each) => ({ value: each.name, label: each.name }))}
        />
      </Field>
      <Field label="When the row it points at is deleted">
        <Select value={action} options={ACTIONS} onChange={setAction} />
      </Field>
    </ChangeDialog>
  );
}

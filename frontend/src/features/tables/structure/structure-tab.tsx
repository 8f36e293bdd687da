import type { Table } from "@/api/tables";
import { Card, CardHeader } from "@/components/ui/surface";
import { ColumnsCard } from "./columns-card";
import { ConstraintsCard } from "./constraints-card";
import { IndexesCard } from "./indexes-card";
import { RelationshipsCard } from "./relationships-card";

export function StructureTab({ table }: { table: Table }) {
  return (
    <div className="max-w-5xl space-y-5 p-4 sm:p-6">
      <ColumnsCard table={table} />
      <RelationshipsCard table={table} />
      <IndexesCard table={table} />
      <ConstraintsCard table={table} />
      {table.triggers.length > 0 && <Triggers table={table} />}
    </div>
  );
}

function Triggers({ table }: { table: Table }) {
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Triggers" />
      <ul className="divide-y">
        {table.triggers.map((trigger) => (
          <li key={trigger.name} className="px-4 py-2.5">
            <span className="font-mono text-xs font-medium">{trigger.name}</span>
            {!trigger.enabled && <span className="ml-2 text-xs text-muted">off</span>}
            <p className="truncate font-mono text-xs text-muted" title={trigger.definition}>
              {trigger.definition}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

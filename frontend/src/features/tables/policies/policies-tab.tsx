import { Plus, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { deletePolicy, type Policy, type Table } from "@/api/tables";
import { Button, IconButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { AccessBadge } from "../access-badge";
import { ACCESS_LEVELS } from "../access-levels";
import { DropPart } from "../structure/drop-part";
import { AddPolicy } from "./add-policy";
import { TryAsUser } from "./try-as-user";

/** Who may do what with the rows: the level, the rules that come on top, and a trial as any user. */
export function PoliciesTab({ table }: { table: Table }) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const level = ACCESS_LEVELS.find((each) => each.value === table.access_level);
  const own = table.policies.filter((policy) => policy.kind === "custom");
  return (
    <div className="grid max-w-6xl items-start gap-5 p-4 sm:p-6 xl:grid-cols-[1fr_24rem]">
      <div className="space-y-5">
        <Card className="flex items-center gap-4 p-4">
          <ShieldCheck className="size-5 shrink-0 text-accent-ink" aria-hidden />
          <div className="min-w-0 flex-1 text-sm">
            <span className="flex items-center gap-2 font-medium">
              Access level <AccessBadge level={table.access_level} />
            </span>
            <p className="mt-0.5 text-xs text-muted">
              {table.opened
                ? `${level?.hint ?? ""}. Policies below come on top of it.`
                : "This table was made by SQL and is closed to users. Choose an access level to open it."}
            </p>
          </div>
        </Card>
        <Card className="overflow-hidden">
          <CardHeader title="Policies">
            <Button size="sm" icon={<Plus />} onClick={() => setAdding(true)}>
              Add policy
            </Button>
          </CardHeader>
          {own.length === 0 ? (
            <Empty icon={<ShieldCheck />} title="No policies of its own" className="py-10">
              A policy opens some rows to some people, such as each user's own.
            </Empty>
          ) : (
            <ul className="divide-y">
              {own.map((policy) => (
                <PolicyRow key={policy.name} policy={policy} onRemove={() => setRemoving(policy.name)} />
              ))}
            </ul>
          )}
        </Card>
      </div>
      <TryAsUser table={table} />
      {adding && <AddPolicy table={table} onClose={() => setAdding(false)} />}
      <DropPart
        what="policy"
        name={removing}
        change={(name) => deletePolicy(table.name, name)}
        onClose={() => setRemoving(undefined)}
      >
        Whoever had access only through it loses it at once.
      </DropPart>
    </div>
  );
}

function PolicyRow({ policy, onRemove }: { policy: Policy; onRemove: () => void }) {
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 space-y-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{policy.name}</span>
          <Badge tone="accent">{policy.command === "all" ? "all commands" : policy.command}</Badge>
          {policy.roles.map((role) => (
            <Badge key={role}>{role}</Badge>
          ))}
          {!policy.permissive && <Badge tone="warning">narrows</Badge>}
        </div>
        {policy.using && <Expression name="Rows seen" text={policy.using} />}
        {policy.check && policy.check !== policy.using && (
          <Expression name="Rows stored" text={policy.check} />
        )}
      </div>
      <IconButton size="sm" label={`Delete policy ${policy.name}`} icon={<Trash2 />} onClick={onRemove} />
    </li>
  );
}

function Expression({ name, text }: { name: string; text: string }) {
  return (
    <p className="font-mono text-xs break-words text-muted">
      <span className="font-sans text-faint">{name}:</span> {text}
    </p>
  );
}

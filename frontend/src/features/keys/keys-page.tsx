import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { keysQuery, useRevokeKey, type ApiKey } from "@/api/keys";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, PageBody, PageHeader } from "@/components/ui/surface";
import { formatAgo, formatDate } from "@/lib/format";
import { CreateKeyDialog } from "./create-key-dialog";

export function KeysPage() {
  const keys = useQuery(keysQuery());
  const [creating, setCreating] = useState(false);
  return (
    <PageBody className="max-w-5xl">
      <PageHeader
        title="API keys"
        description="What applications send to be let in. Each key can be revoked on its own."
      >
        <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
          New key
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        {keys.isPending && <SkeletonRows rows={3} />}
        {keys.isError && <Failure error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.data?.length === 0 && (
          <Empty icon={<KeyRound />} title="No keys yet">
            Without one, nobody can register or sign in through the API.
          </Empty>
        )}
        {keys.data && keys.data.length > 0 && <KeyList keys={keys.data} />}
      </Card>
      <CreateKeyDialog open={creating} onClose={() => setCreating(false)} />
    </PageBody>
  );
}

function KeyList({ keys }: { keys: ApiKey[] }) {
  const [revoking, setRevoking] = useState<ApiKey>();
  const revoke = useRevokeKey();
  return (
    <>
      <ul className="divide-y">
        {keys.map((key) => (
          <li
            key={key.id}
            className={`flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 ${key.revoked_at ? "text-faint" : ""}`}
          >
            <div className="min-w-40 flex-1">
              <div className="flex items-center gap-2">
                <span className="truncate font-medium">{key.name}</span>
                <Badge tone={key.role === "service" ? "danger" : "accent"}>
                  {key.role === "service" ? "Secret" : "Publishable"}
                </Badge>
                {key.source === "env" && <Badge>From the settings</Badge>}
                {key.revoked_at && <Badge tone="warning">Revoked</Badge>}
              </div>
              <code className="text-xs text-muted">{key.prefix}…</code>
            </div>
            <span className="text-xs text-muted" title={formatDate(key.revoked_at ?? key.created_at)}>
              {key.revoked_at ? `Revoked ${formatAgo(key.revoked_at)}` : `Made ${formatAgo(key.created_at)}`}
            </span>
            {!key.revoked_at && key.source !== "env" && (
              <Button size="sm" variant="danger-ghost" onClick={() => setRevoking(key)}>
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Revoke ${revoking?.name ?? ""}?`}
        action="Revoke key"
        onConfirm={() => revoke.mutateAsync(revoking?.id ?? "")}
      >
        <p>Applications that use it are refused from this moment on. A revoked key cannot be brought back.</p>
      </Confirm>
    </>
  );
}

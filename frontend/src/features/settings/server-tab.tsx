import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "@/api/status";
import { Snippet } from "@/components/ui/copy";
import { Failure, Skeleton } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";

export function ServerTab() {
  const health = useQuery(healthQuery());
  if (health.isPending) return <Skeleton className="h-40" />;
  if (health.isError) return <Failure error={health.error} onRetry={() => void health.refetch()} />;
  const { version, environment, database, status } = health.data;
  return (
    <div className="grid items-start gap-6 md:grid-cols-2">
      <Card>
        <CardHeader title="Server" />
        <dl className="grid grid-cols-[8rem_1fr] gap-y-2 p-4 text-sm [&>dt]:text-muted">
          <dt>State</dt>
          <dd>
            <Badge tone={status === "ready" ? "success" : "danger"}>{status}</Badge>
          </dd>
          <dt>Version</dt>
          <dd className="font-mono text-xs">{version}</dd>
          <dt>Environment</dt>
          <dd className="font-mono text-xs">{environment}</dd>
          <dt>Database</dt>
          <dd>{database}</dd>
        </dl>
      </Card>
      <Card>
        <CardHeader title="Addresses" />
        <div className="space-y-3 p-4">
          <Snippet label="Address of the API" code={`${location.origin}/api/v1`} />
          <Snippet
            label="Address of realtime"
            code={`${location.origin.replace(/^http/, "ws")}/api/v1/realtime/ws`}
          />
          <p className="text-xs text-muted">
            All settings come from the environment or its file when the server starts; README.md lists them.
          </p>
        </div>
      </Card>
    </div>
  );
}

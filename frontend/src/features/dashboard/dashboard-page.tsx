import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Activity, Database, Radio, Users, type LucideIcon } from "lucide-react";
import { healthQuery, realtimeStatusQuery } from "@/api/status";
import { tablesQuery } from "@/api/tables";
import { usersQuery } from "@/api/users";
import { Skeleton } from "@/components/ui/states";
import { Badge, PageBody, PageHeader } from "@/components/ui/surface";
import { formatCount } from "@/lib/format";
import { useUser } from "@/lib/session";
import { FirstSteps } from "./first-steps";
import { LiveActivity } from "./live-activity";

export function DashboardPage() {
  const user = useUser();
  const health = useQuery(healthQuery());
  const tables = useQuery(tablesQuery());
  const users = useQuery(usersQuery({ limit: 1 }));
  const realtime = useQuery(realtimeStatusQuery());
  const rows = tables.data?.reduce((sum, table) => sum + table.row_count, 0);
  return (
    <PageBody>
      <PageHeader
        title={user.first_name ? `Hello, ${user.first_name}` : "Dashboard"}
        description={health.data && `SelfDB ${health.data.version}, environment ${health.data.environment}`}
      >
        <Health state={health.isError ? "unreachable" : health.data?.status} />
      </PageHeader>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
        <Figure
          to="/tables"
          icon={Database}
          label="Tables"
          value={tables.data?.length}
          note={rows ? `≈ ${formatCount(rows)} rows` : "no rows counted yet"}
          failed={tables.isError}
        />
        <Figure
          to="/users"
          icon={Users}
          label="Users"
          value={users.data?.pagination.total}
          note="with an account"
          failed={users.isError}
        />
        <Figure
          to="/realtime"
          icon={Radio}
          label="Connections"
          value={realtime.data?.connections}
          note={`${formatCount(realtime.data?.channels ?? 0)} channels joined`}
          failed={realtime.isError}
        />
        <Figure
          to="/realtime"
          icon={Activity}
          label="Recorded changes"
          value={realtime.data?.position ?? undefined}
          note="since the first start"
          failed={realtime.isError}
        />
      </div>
      {tables.data?.length === 0 ? <FirstSteps /> : <LiveActivity />}
    </PageBody>
  );
}

function Health({ state }: { state: string | undefined }) {
  if (!state) return <Skeleton className="h-6 w-24 rounded-full" />;
  const well = state === "ready";
  return (
    <Badge tone={well ? "success" : "danger"} className="px-3 py-1 text-xs">
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {well
        ? "Everything runs"
        : state === "degraded"
          ? "Degraded: the database or an actor is down"
          : "The server does not answer"}
    </Badge>
  );
}

interface FigureProps {
  to: "/tables" | "/users" | "/realtime";
  icon: LucideIcon;
  label: string;
  value: number | undefined;
  note: string;
  failed: boolean;
}

function Figure({ to, icon: Icon, label, value, note, failed }: FigureProps) {
  return (
    <Link
      to={to}
      className="group rounded-xl border bg-surface p-4 transition-colors hover:border-line-strong"
    >
      <span className="flex items-center gap-2 text-xs font-medium text-muted">
        <Icon className="size-4 text-accent-ink" aria-hidden />
        {label}
      </span>
      <span className="mt-2 block text-2xl font-semibold tracking-tight tabular-nums">
        {value === undefined ? failed ? "–" : <Skeleton className="h-8 w-16" /> : formatCount(value)}
      </span>
      <span className="block truncate text-xs text-muted">{failed ? "could not be asked" : note}</span>
    </Link>
  );
}

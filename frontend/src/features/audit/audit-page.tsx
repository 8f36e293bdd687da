import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, ScrollText } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { auditQuery, type AuditEntry } from "@/api/audit";
import { IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, PageBody, PageHeader } from "@/components/ui/surface";
import { formatAgo, formatCount, formatDate } from "@/lib/format";

const PAGE = 50;

/** Who changed what, newest first. */
export function AuditPage() {
  const [action, setAction] = useState("");
  const [target, setTarget] = useState("");
  const [page, setPage] = useState(0);
  const wanted = { action: useDeferredValue(action.trim()), target: useDeferredValue(target.trim()) };
  const audit = useQuery(
    auditQuery({
      limit: PAGE,
      offset: page * PAGE,
      ...(wanted.action && { action: wanted.action }),
      ...(wanted.target && { target: wanted.target }),
    }),
  );
  const total = audit.data?.pagination.total ?? 0;
  return (
    <PageBody>
      <PageHeader title="Audit log" description="What administrators changed, and from where." />
      <Card className="overflow-hidden">
        <div className="grid gap-2 border-b p-2.5 sm:grid-cols-2">
          <Input
            aria-label="Action"
            placeholder="Action, such as user or user.update"
            value={action}
            onChange={(event) => {
              setPage(0);
              setAction(event.target.value);
            }}
          />
          <Input
            aria-label="Target"
            placeholder="Id or name of what was changed"
            value={target}
            onChange={(event) => {
              setPage(0);
              setTarget(event.target.value);
            }}
          />
        </div>
        {audit.isPending && <SkeletonRows />}
        {audit.isError && <Failure error={audit.error} onRetry={() => void audit.refetch()} />}
        {audit.data?.entries.length === 0 && (
          <Empty icon={<ScrollText />} title="Nothing is recorded">
            {wanted.action || wanted.target
              ? "Try another action or target."
              : "Changes of users, keys and settings are listed here."}
          </Empty>
        )}
        <ul className={`divide-y transition-opacity ${audit.isPlaceholderData ? "opacity-60" : ""}`}>
          {audit.data?.entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
        {total > PAGE && (
          <footer className="flex items-center justify-between border-t px-4 py-2 text-xs text-muted tabular-nums">
            {page * PAGE + 1}–{Math.min((page + 1) * PAGE, total)} of {formatCount(total)}
            <span className="flex gap-1">
              <IconButton
                size="sm"
                label="Newer"
                icon={<ChevronLeft />}
                disabled={page === 0}
                onClick={() => setPage(page - 1)}
              />
              <IconButton
                size="sm"
                label="Older"
                icon={<ChevronRight />}
                disabled={!audit.data?.pagination.has_more}
                onClick={() => setPage(page + 1)}
              />
            </span>
          </footer>
        )}
      </Card>
    </PageBody>
  );
}

function tone(action: string) {
  if (/delete|revoke|deactivate/.test(action)) return "danger";
  return action.endsWith(".create") ? "success" : "accent";
}

function Entry({ entry }: { entry: AuditEntry }) {
  const detail = JSON.stringify(entry.detail);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <Badge tone={tone(entry.action)}>{entry.action}</Badge>
      <code className="max-w-72 truncate text-xs font-medium">{entry.target}</code>
      {detail !== "{}" && (
        <code className="min-w-0 flex-1 truncate text-xs text-faint" title={detail}>
          {detail}
        </code>
      )}
      <span className="ml-auto text-xs text-muted">
        {entry.actor_email ?? "by the command line or a key"}
        {entry.ip && ` · ${entry.ip}`} · <time title={formatDate(entry.at)}>{formatAgo(entry.at)}</time>
      </span>
    </li>
  );
}

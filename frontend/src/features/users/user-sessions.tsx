import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { useEndUserSessions, userSessionsQuery } from "@/api/users";
import { Button } from "@/components/ui/button";
import { Notice, Skeleton } from "@/components/ui/states";
import { formatAgo } from "@/lib/format";

/** Where a user is signed in, and ending all of it. */
export function UserSessions({ id }: { id: string }) {
  const sessions = useQuery(userSessionsQuery(id));
  const end = useEndUserSessions(id);
  return (
    <section aria-label="Open sessions" className="space-y-2 border-t pt-4">
      <div className="flex items-center justify-between">
        <h3 className="text-xs font-medium">Open sessions</h3>
        {sessions.data && sessions.data.length > 0 && (
          <Button
            size="sm"
            variant="danger-ghost"
            busy={end.isPending}
            onClick={() =>
              end.mutate(undefined, { onSuccess: () => toast.success("All of their sessions have ended") })
            }
          >
            End all
          </Button>
        )}
      </div>
      {sessions.isPending && <Skeleton className="h-10" />}
      {sessions.isError && <Notice error={sessions.error} />}
      {sessions.data?.length === 0 && <p className="text-sm text-muted">Signed in nowhere.</p>}
      <ul className="divide-y rounded-lg border empty:hidden">
        {sessions.data?.map((session) => (
          <li key={session.id} className="px-3 py-2">
            <span className="block truncate text-xs">{session.user_agent ?? "Unknown client"}</span>
            <span className="block text-2xs text-muted">
              {session.ip ?? "unknown address"} · used {formatAgo(session.refreshed_at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

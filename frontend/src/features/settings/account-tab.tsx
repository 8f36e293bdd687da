import { useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { sessionsQuery, useChangePassword, useEndSession, type OpenSession } from "@/api/account";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Failure, Notice, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { ProblemError } from "@/lib/api/problem";
import { formatAgo, formatDate } from "@/lib/format";
import { useUser } from "@/lib/session";
import { deviceOf } from "./device";

export function AccountTab() {
  const user = useUser();
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
      <Sessions />
      <div className="space-y-6">
        <Card>
          <CardHeader title="You" />
          <dl className="grid grid-cols-[6rem_1fr] gap-y-2 p-4 text-sm [&>dt]:text-muted">
            <dt>Name</dt>
            <dd className="font-medium">
              {[user.first_name, user.last_name].filter(Boolean).join(" ") || "–"}
            </dd>
            <dt>E-mail</dt>
            <dd className="truncate font-medium">{user.email}</dd>
            <dt>Role</dt>
            <dd>
              <Badge tone="accent">{user.role}</Badge>
            </dd>
            <dt>Since</dt>
            <dd>{formatDate(user.created_at)}</dd>
          </dl>
        </Card>
        <PasswordForm />
      </div>
    </div>
  );
}

function Sessions() {
  const sessions = useQuery(sessionsQuery());
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Open sessions" />
      {sessions.isPending && <SkeletonRows rows={2} />}
      {sessions.isError && <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className="divide-y">
        {sessions.data?.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ session }: { session: OpenSession }) {
  const end = useEndSession();
  const device = deviceOf(session.user_agent ?? "");
  const Icon = device.mobile ? Smartphone : Laptop;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon className="size-5 shrink-0 text-faint" aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{device.name}</span>
          {session.current && <Badge tone="success">This one</Badge>}
        </div>
        <div className="truncate text-xs text-muted">
          {session.ip ?? "unknown address"} · used {formatAgo(session.refreshed_at)} · ends{" "}
          {formatDate(session.expires_at)}
        </div>
      </div>
      {!session.current && (
        <Button size="sm" variant="danger-ghost" busy={end.isPending} onClick={() => end.mutate(session.id)}>
          End
        </Button>
      )}
    </li>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useChangePassword();
  const faults = change.error instanceof ProblemError ? change.error.fields : {};
  return (
    <Card>
      <CardHeader title="Password" />
      <form
        className="space-y-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { current_password: current, new_password: next },
            {
              onSuccess: () => {
                toast.success("Password changed; your other sessions have ended");
                setCurrent("");
                setNext("");
              },
            },
          );
        }}
      >
        <Field label="Current password">
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label="New password" error={faults.new_password}>
          <Input
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        {change.error && !faults.new_password && <Notice error={change.error} />}
        <Button type="submit" variant="primary" busy={change.isPending} disabled={!current || !next}>
          Change password
        </Button>
      </form>
    </Card>
  );
}

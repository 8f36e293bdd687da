import { CircleAlert, LockKeyhole, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemError, messageOf } from "@/lib/api/problem";
import { cn } from "@/lib/cn";
import { Button } from "./button";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-line/70", className)} />;
}

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows = 6, className = "h-11" }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className="space-y-2 p-3">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={className} />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Says what would be here and how to get it. */
export function Empty({ icon, title, children, action, className }: EmptyProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center px-6 py-16 text-center", className)}>
      <div className="mb-4 grid size-11 place-items-center rounded-xl border bg-surface text-accent-ink shadow-xs [&_svg]:size-5">
        {icon}
      </div>
      <h2 className="text-base font-semibold">{title}</h2>
      {children && <div className="mt-1 max-w-sm text-sm text-muted">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** In place of what could not be loaded. */
export function Failure({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}) {
  const forbidden = error instanceof ProblemError && error.status === 403;
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center justify-center px-6 py-16 text-center", className)}
    >
      <div className="mb-4 grid size-11 place-items-center rounded-xl bg-danger-soft text-danger">
        {forbidden ? <LockKeyhole className="size-5" /> : <CircleAlert className="size-5" />}
      </div>
      <h2 className="text-base font-semibold">
        {forbidden ? "You may not see this" : "This could not be loaded"}
      </h2>
      <p className="mt-1 max-w-md text-sm text-muted">{messageOf(error)}</p>
      {error instanceof ProblemError && error.requestId && (
        <p className="mt-2 font-mono text-2xs text-faint">request {error.requestId}</p>
      )}
      {onRetry && (
        <Button className="mt-5" icon={<RotateCw />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** A failure inside a form. */
export function Notice({ error, className }: { error: unknown; className?: string }) {
  return (
    <div
      role="alert"
      className={cn("flex gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger", className)}
    >
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">{messageOf(error)}</span>
    </div>
  );
}

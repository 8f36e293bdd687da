import { CircleAlert } from "lucide-react";
import { useState, type ReactNode } from "react";
import { SkeletonRows } from "@/components/ui/states";
import { ProblemError } from "@/lib/api/problem";
import { cn } from "@/lib/cn";
import { PlanView } from "./plan-view";
import { readPlan } from "./plan";
import { StatementView } from "./statement-view";
import type { Outcome } from "./use-run";

interface ResultPaneProps {
  outcome: Outcome | undefined;
  running: boolean;
  hint: ReactNode;
}

export function ResultPane({ outcome, running, hint }: ResultPaneProps) {
  if (running) return <SkeletonRows rows={5} className="h-7" />;
  if (!outcome) {
    return (
      <p className="grid h-full place-items-center px-6 text-center text-sm text-muted">
        <span>{hint}</span>
      </p>
    );
  }
  return "error" in outcome ? <Failed error={outcome.error} /> : <Results outcome={outcome} />;
}

function Failed({ error }: { error: Error }) {
  const { sqlstate, hint, line, sql_detail: detail } = error instanceof ProblemError ? error.members : {};
  return (
    <div role="alert" className="flex gap-3 p-5">
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 space-y-1">
        <p className="font-mono text-sm break-words">{error.message}</p>
        {typeof detail === "string" && <p className="text-sm text-muted">{detail}</p>}
        {typeof hint === "string" && <p className="text-sm text-muted">{hint}</p>}
        <p className="font-mono text-2xs text-faint">
          {typeof line === "number" && `line ${line} `}
          {typeof sqlstate === "string" && `SQLSTATE ${sqlstate}`}
        </p>
      </div>
    </div>
  );
}

function Results({ outcome }: { outcome: Extract<Outcome, { results: unknown }> }) {
  const { results, request } = outcome;
  const [chosen, setChosen] = useState<number>();
  // The last statement is the one whose rows are wanted most often.
  const shown = results[chosen ?? results.length - 1] ?? results.at(-1);
  if (!shown) return <p className="grid h-full place-items-center text-sm text-muted">Done.</p>;
  const plan = request.explain && readPlan(shown.rows);
  return (
    <div className="flex h-full flex-col">
      {results.length > 1 && (
        <div
          role="group"
          aria-label="Statements"
          className="flex shrink-0 gap-1 overflow-x-auto border-b bg-surface px-2 py-1"
        >
          {results.map((result, index) => (
            <button
              key={result.statement}
              type="button"
              aria-pressed={result === shown}
              onClick={() => setChosen(index)}
              className={cn(
                "rounded-md px-2 py-0.5 font-mono text-2xs whitespace-nowrap",
                result === shown ? "bg-sunken text-ink" : "text-muted hover:bg-sunken",
              )}
            >
              {result.statement}. {result.command ?? `${result.row_count} rows`}
            </button>
          ))}
        </div>
      )}
      <div className="min-h-0 flex-1">
        {plan ? (
          <PlanView plan={plan} />
        ) : (
          <StatementView
            key={shown.statement}
            result={shown}
            request={request}
            single={results.length === 1}
          />
        )}
      </div>
    </div>
  );
}

import { formatCount, formatDuration } from "@/lib/format";
import { Badge } from "@/components/ui/surface";
import type { Plan, PlanNode } from "./plan";

/** A misestimate worth seeing. */
const FAR_OFF = 10;

/** A plan as a tree; the bars show where the time goes. */
export function PlanView({ plan }: { plan: Plan }) {
  return (
    <div className="h-full overflow-auto p-4">
      <p className="mb-3 flex flex-wrap gap-x-4 text-xs text-muted">
        {plan.execution !== undefined && <span>Ran in {formatDuration(plan.execution)}</span>}
        {plan.planning !== undefined && <span>Planned in {formatDuration(plan.planning)}</span>}
        <span>
          {plan.execution === undefined
            ? "Bars show the share of the estimated cost"
            : "Bars show the share of the time"}
        </span>
      </p>
      <ul className="min-w-max text-sm">
        <Node node={plan.root} />
      </ul>
    </div>
  );
}

function Node({ node }: { node: PlanNode }) {
  const estimate = node.actualRows === undefined ? 1 : (node.actualRows + 1) / (node.rows + 1);
  const off = estimate > FAR_OFF || estimate < 1 / FAR_OFF;
  return (
    <li className="border-l border-line-strong pl-4">
      <div className="relative flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 before:absolute before:top-4 before:-left-4 before:h-px before:w-3 before:bg-line-strong">
        <span className="font-medium">{node.type}</span>
        {node.subject && <code className="text-xs text-muted">{node.subject}</code>}
        <span
          className="flex w-28 items-center gap-1.5"
          title={`${Math.round(node.share * 100)} % in this step itself`}
        >
          <span className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
            <span
              className={`block h-full rounded-full ${node.share > 0.5 ? "bg-danger" : node.share > 0.2 ? "bg-warning" : "bg-accent"}`}
              style={{ width: `${node.share * 100}%` }}
            />
          </span>
          <span className="w-8 text-right text-2xs text-muted tabular-nums">
            {Math.round(node.share * 100)} %
          </span>
        </span>
        <span className="text-xs text-muted tabular-nums">
          {node.actualRows === undefined
            ? `≈ ${formatCount(node.rows)} rows`
            : `${formatCount(node.actualRows * node.loops)} rows`}
          {node.loops > 1 && ` in ${formatCount(node.loops)} loops`}
          {node.time !== undefined && ` · ${formatDuration(node.time)}`}
        </span>
        {off && <Badge tone="warning">{formatCount(node.rows)} expected</Badge>}
      </div>
      {node.conditions.map(([name, condition]) => (
        <div key={name} className="max-w-3xl pb-1 font-mono text-xs break-words text-muted">
          <span className="text-faint">{name}:</span> {condition}
        </div>
      ))}
      {node.children.length > 0 && (
        <ul className="pl-2">
          {node.children.map((child, index) => (
            <Node key={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

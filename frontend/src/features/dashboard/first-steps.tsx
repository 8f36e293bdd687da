import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { Snippet } from "@/components/ui/copy";
import { buttonClass } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/surface";

/** On an empty system: the shortest way to a table, a row and a live change. */
export function FirstSteps() {
  const origin = location.origin;
  const steps = [
    {
      title: "Make a table",
      text: "In the designer, by SQL, or through the API:",
      code: `curl '${origin}/api/v1/tables' -H 'Authorization: Bearer TOKEN' \\\n  -H 'Content-Type: application/json' -d '{"name": "notes", "access_level": "authenticated",\n  "schema": {"columns": [{"name": "id", "type": "uuid", "primary_key": true},\n                         {"name": "body", "type": "text", "nullable": false}]}}'`,
    },
    {
      title: "Let somebody in",
      text: "Applications register and sign in users with a publishable key:",
      code: `curl '${origin}/api/v1/auth/register' -H 'X-API-Key: API_KEY' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"email": "you@example.com", "password": "A-long-password-1"}'`,
    },
    {
      title: "Store a row",
      text: "Every table is an endpoint at once:",
      code: `curl '${origin}/api/v1/tables/notes/rows' -H 'Authorization: Bearer TOKEN' \\\n  -H 'Content-Type: application/json' -d '{"body": "hello"}'`,
    },
  ];
  return (
    <Card>
      <CardHeader title="First steps">
        <Link to="/tables" search={{ create: true }} className={buttonClass("primary", "sm")}>
          <Plus aria-hidden /> New table
        </Link>
      </CardHeader>
      <ol className="divide-y">
        {steps.map((step, index) => (
          <li key={step.title} className="grid gap-x-6 gap-y-3 p-4 md:grid-cols-[16rem_1fr] md:p-5">
            <div className="flex gap-3">
              <span className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink">
                {index + 1}
              </span>
              <div>
                <h3 className="text-sm font-semibold">{step.title}</h3>
                <p className="mt-0.5 text-sm text-muted">{step.text}</p>
              </div>
            </div>
            <Snippet code={step.code} label={step.title} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

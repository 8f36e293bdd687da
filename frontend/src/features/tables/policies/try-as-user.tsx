import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, Play } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { tryAsUser, type Table, type Trial, type TrialResult } from "@/api/tables";
import { usersQuery } from "@/api/users";
import { Button } from "@/components/ui/button";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Notice } from "@/components/ui/states";
import { Card, CardHeader } from "@/components/ui/surface";
import { formatCount } from "@/lib/format";
import { InputError, parseInput } from "@/lib/pg-types";

const NOBODY = "nobody";

/** What a user sees and may do, tried for real and rolled back. */
export function TryAsUser({ table }: { table: Table }) {
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const users = useQuery(usersQuery({ limit: 20, ...(wanted && { search: wanted }) }));
  const [user, setUser] = useState(NOBODY);
  const [row, setRow] = useState("");
  const [fault, setFault] = useState<string>();
  const trial = useMutation({ mutationFn: (body: Trial) => tryAsUser(table.name, body) });
  const options = [
    { value: NOBODY, label: "Nobody (an API key alone)" },
    ...(users.data?.users ?? []).map(({ id, email }) => ({ value: id, label: email })),
  ];
  const run = () => {
    try {
      const insert = row.trim() === "" ? undefined : (parseInput(row, "json") as Trial["insert"]);
      setFault(undefined);
      trial.mutate({ ...(user !== NOBODY && { user_id: user }), ...(insert && { insert }) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setFault(error.message);
    }
  };
  return (
    <Card>
      <CardHeader title="Try as a user" />
      <form
        className="space-y-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Field label="Find a user" optional>
          <Input
            placeholder="E-mail or name"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Field>
        <Field label="Who">
          <Select value={user} options={options} onChange={setUser} />
        </Field>
        <Field label="A row to insert" optional error={fault} hint="As JSON. It is rolled back.">
          <Textarea
            className="min-h-14 font-mono text-xs"
            placeholder='{"body": "hello"}'
            value={row}
            onChange={(event) => setRow(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" className="w-full" icon={<Play />} busy={trial.isPending}>
          Try
        </Button>
        {trial.error && <Notice error={trial.error} />}
        {trial.data && <Outcome result={trial.data} />}
      </form>
    </Card>
  );
}

function Outcome({ result }: { result: TrialResult }) {
  const { select, insert, more, role, sample } = result;
  return (
    <div className="space-y-2 border-t pt-3 text-sm" role="status">
      <Verdict allowed={select.allowed} why={select.message}>
        {select.allowed ? `Sees ${formatCount(select.rows)}${more ? " or more" : ""} rows` : "Sees nothing"}
      </Verdict>
      {insert && (
        <Verdict allowed={insert.allowed} why={insert.message}>
          {insert.allowed ? "May insert that row" : "May not insert that row"}
        </Verdict>
      )}
      <p className="text-xs text-muted">
        As the role <code>{role}</code>.
      </p>
      {sample.length > 0 && (
        <pre
          tabIndex={0}
          aria-label="Rows that are seen"
          className="max-h-56 overflow-auto rounded-lg border bg-sunken p-2.5 font-mono text-2xs"
        >
          {sample.map((each) => JSON.stringify(each)).join("\n")}
        </pre>
      )}
    </div>
  );
}

function Verdict({
  allowed,
  why,
  children,
}: {
  allowed: boolean;
  why: string | null | undefined;
  children: string;
}) {
  const Icon = allowed ? CircleCheck : CircleX;
  return (
    <div className="flex gap-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${allowed ? "text-success" : "text-danger"}`} aria-hidden />
      <div>
        <span className="font-medium">{children}</span>
        {why && <p className="font-mono text-xs text-muted">{why}</p>}
      </div>
    </div>
  );
}

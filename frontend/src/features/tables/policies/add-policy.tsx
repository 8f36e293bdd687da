import { useState } from "react";
import { addPolicy, type PolicySpec, type Table } from "@/api/tables";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ChangeDialog } from "../structure/change-dialog";

type Rule = "own-rows" | "authenticated" | "public-read" | "public" | "expression";
type Command = "all" | "select" | "insert" | "update" | "delete";

const RULES: { value: Rule; label: string; hint: string }[] = [
  {
    value: "own-rows",
    label: "Own rows",
    hint: "Each user reads and writes the rows that name them in a column",
  },
  { value: "authenticated", label: "Signed in", hint: "Every user, all rows" },
  { value: "public-read", label: "Public read", hint: "Anyone with an API key reads" },
  { value: "public", label: "Public", hint: "Anyone with an API key reads and writes" },
  {
    value: "expression",
    label: "An expression of your own",
    hint: "SQL that is true for the rows that are meant",
  },
];

const COMMANDS: { value: Command; label: string }[] = [
  { value: "all", label: "All four" },
  { value: "select", label: "Reading" },
  { value: "insert", label: "Inserting" },
  { value: "update", label: "Changing" },
  { value: "delete", label: "Deleting" },
];

const ROLES = [
  { value: "authenticated", label: "Users who are signed in" },
  { value: "anon", label: "Callers without a user" },
  { value: "both", label: "Both" },
];

export function AddPolicy({ table, onClose }: { table: Table; onClose: () => void }) {
  const owners = table.schema.columns.filter(({ type }) => type === "uuid" || type === "text");
  const [rule, setRule] = useState<Rule>("own-rows");
  const [column, setColumn] = useState(
    owners.find(({ name }) => /user|owner|author/.test(name))?.name ?? owners[0]?.name ?? "",
  );
  const [name, setName] = useState("");
  const [command, setCommand] = useState<Command>("all");
  const [roles, setRoles] = useState("authenticated");
  const [using, setUsing] = useState("");
  const [check, setCheck] = useState("");
  const spec = (): PolicySpec => {
    const named = name.trim() ? { name: name.trim() } : {};
    if (rule === "own-rows") return { ...named, preset: rule, column, command };
    if (rule !== "expression") return { ...named, preset: rule };
    return {
      ...named,
      command,
      roles: roles === "both" ? ["anon", "authenticated"] : [roles],
      ...(command !== "insert" && using.trim() && { using }),
      ...(command !== "select" && command !== "delete" && check.trim() && { check }),
    };
  };
  const ready =
    rule === "own-rows"
      ? column !== ""
      : rule !== "expression" || (name.trim() !== "" && (using.trim() !== "" || check.trim() !== ""));
  return (
    <ChangeDialog
      title="Add a policy"
      action="Add policy"
      ready={ready}
      change={() => addPolicy(table.name, spec())}
      onClose={onClose}
      width="max-w-lg"
    >
      <Field label="Rule">
        <Select value={rule} options={RULES} onChange={setRule} />
      </Field>
      {rule === "own-rows" && (
        <Field
          label="Column with the user's id"
          hint={owners.length === 0 ? "The table has no column of type uuid or text." : undefined}
        >
          <Select
            value={column}
            onChange={setColumn}
            options={owners.map((each) => ({ value: each.name, label: each.name }))}
          />
        </Field>
      )}
      {(rule === "own-rows" || rule === "expression") && (
        <Field label="For">
          <Select value={command} options={COMMANDS} onChange={setCommand} />
        </Field>
      )}
      {rule === "expression" && (
        <>
          <Field label="Who">
            <Select value={roles} options={ROLES} onChange={setRoles} />
          </Field>
          {command !== "insert" && (
            <Field
              label="Rows that are seen, changed or deleted"
              hint="auth.uid() is the caller, auth.jwt() their claims."
            >
              <Textarea
                className="font-mono text-xs"
                placeholder="owner_id = auth.uid()"
                value={using}
                onChange={(event) => setUsing(event.target.value)}
              />
            </Field>
          )}
          {command !== "select" && command !== "delete" && (
            <Field label="Rows that may be stored" optional>
              <Textarea
                className="font-mono text-xs"
                placeholder="as above"
                value={check}
                onChange={(event) => setCheck(event.target.value)}
              />
            </Field>
          )}
        </>
      )}
      <Field label="Name" optional={rule !== "expression"}>
        <Input value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </ChangeDialog>
  );
}

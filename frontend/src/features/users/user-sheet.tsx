import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useCreateUser, useUpdateUser, type User } from "@/api/users";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { Sheet } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Notice } from "@/components/ui/states";
import { ProblemError } from "@/lib/api/problem";
import { generatePassword } from "@/lib/password";
import { useUser } from "@/lib/session";
import { UserSessions } from "./user-sessions";

const ROLES = [
  { value: "USER", label: "User", hint: "Uses your applications" },
  { value: "ADMIN", label: "Admin", hint: "Everything, this console included" },
];

export function UserSheet({ user, onClose }: { user: User | "new" | undefined; onClose: () => void }) {
  return user ? <UserForm key={user === "new" ? "new" : user.id} user={user} onClose={onClose} /> : null;
}

function UserForm({ user, onClose }: { user: User | "new"; onClose: () => void }) {
  const before = user === "new" ? undefined : user;
  const [email, setEmail] = useState(before?.email ?? "");
  const [firstName, setFirstName] = useState(before?.first_name ?? "");
  const [lastName, setLastName] = useState(before?.last_name ?? "");
  const [role, setRole] = useState(before?.role ?? "USER");
  const [password, setPassword] = useState("");
  const self = useUser().id === before?.id;
  const create = useCreateUser();
  const update = useUpdateUser(before?.id ?? "");
  const mutation = before ? update : create;
  const faults = mutation.error instanceof ProblemError ? mutation.error.fields : {};
  const done = {
    onSuccess: () => {
      toast.success(before ? "Saved" : `${email} was added`);
      onClose();
    },
  };
  const submit = () => {
    if (!before)
      return create.mutate(
        { email, password, first_name: firstName || null, last_name: lastName || null, role },
        done,
      );
    update.mutate(
      {
        ...(email !== before.email && { email }),
        ...(firstName !== (before.first_name ?? "") && { first_name: firstName }),
        ...(lastName !== (before.last_name ?? "") && { last_name: lastName }),
        ...(role !== before.role && { role }),
      },
      done,
    );
  };
  return (
    <Sheet
      open
      onClose={onClose}
      width="max-w-md"
      title={before ? "Edit user" : "New user"}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            {before ? "Save" : "Add user"}
          </Button>
        </>
      }
    >
      <Field label="E-mail" error={faults.email}>
        <Input type="email" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="First name" optional error={faults.first_name}>
          <Input value={firstName} onChange={(event) => setFirstName(event.target.value)} />
        </Field>
        <Field label="Last name" optional error={faults.last_name}>
          <Input value={lastName} onChange={(event) => setLastName(event.target.value)} />
        </Field>
      </div>
      {!before && (
        <div className="flex items-end gap-1">
          <Field label="Password" className="flex-1" error={faults.password}>
            <Input
              className="font-mono"
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <IconButton
            label="Generate a password"
            icon={<RefreshCw />}
            onClick={() => setPassword(generatePassword())}
          />
          {password && <CopyButton text={password} />}
        </div>
      )}
      <Field
        label="Role"
        error={faults.role}
        hint={
          self
            ? "You cannot take your own rights."
            : role !== (before?.role ?? role)
              ? "A change of role ends their sessions."
              : undefined
        }
      >
        <Select value={role} options={ROLES} onChange={setRole} disabled={self} />
      </Field>
      {before && <UserSessions id={before.id} />}
      {mutation.error && Object.keys(faults).length === 0 && <Notice error={mutation.error} />}
    </Sheet>
  );
}

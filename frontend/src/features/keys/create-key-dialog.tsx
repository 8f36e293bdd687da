import { useState } from "react";
import { useCreateKey } from "@/api/keys";
import { Button } from "@/components/ui/button";
import { Snippet } from "@/components/ui/copy";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Notice } from "@/components/ui/states";

const ROLES = [
  { value: "anon", label: "Publishable", hint: "May be in browsers and apps; alone worth what is public" },
  { value: "service", label: "Secret", hint: "All rights, past every access rule; for servers only" },
];

export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState("anon");
  const create = useCreateKey();
  const close = () => {
    setName("");
    setRole("anon");
    create.reset();
    onClose();
  };
  if (create.data?.key) {
    return (
      <Dialog
        open={open}
        onClose={close}
        title="Copy the key now"
        description="It is shown this once; the server keeps only a hash of it."
        footer={
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        }
      >
        <Snippet code={create.data.key} label="The new key" />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="New API key"
      onSubmit={() => create.mutate({ name, role })}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.isPending} disabled={name.trim() === ""}>
            Make key
          </Button>
        </>
      }
    >
      <Field label="Name" hint="Where it is used, so that you know what stops when it is revoked.">
        <Input
          autoFocus
          placeholder="Website"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="Kind">
        <Select value={role} options={ROLES} onChange={setRole} />
      </Field>
      {create.error && <Notice error={create.error} />}
    </Dialog>
  );
}

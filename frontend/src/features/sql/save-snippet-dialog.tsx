import { useState } from "react";
import { toast } from "sonner";
import { useCreateSnippet } from "@/api/sql";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { SwitchRow } from "@/components/ui/toggles";

interface SaveSnippetDialogProps {
  sql: string;
  open: boolean;
  onClose: () => void;
  onSaved: (name: string) => void;
}

export function SaveSnippetDialog({ sql, open, onClose, onSaved }: SaveSnippetDialogProps) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [shared, setShared] = useState(false);
  const create = useCreateSnippet();
  const save = () =>
    create.mutate(
      { name: name.trim(), sql_code: sql, description: description.trim() || null, is_shared: shared },
      {
        onSuccess: () => {
          toast.success("Snippet saved");
          onSaved(name.trim());
          setName("");
          onClose();
        },
      },
    );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Save as a snippet"
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.isPending} disabled={name.trim() === ""}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Name">
        <Input autoFocus value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Description" optional>
        <Input value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <SwitchRow
        label="Shared"
        hint="Other administrators see it too."
        checked={shared}
        onChange={setShared}
      />
      {create.error && <Notice error={create.error} />}
    </Dialog>
  );
}

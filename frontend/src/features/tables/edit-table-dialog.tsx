import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { updateTable, useSchemaChange, type AccessLevel, type Table, type UpdateTableIn } from "@/api/tables";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Notice } from "@/components/ui/states";
import { SwitchRow } from "@/components/ui/toggles";
import { ACCESS_LEVELS } from "./access-levels";
import { nameFault } from "./designer/draft";

export function EditTableDialog({
  table,
  open,
  onClose,
}: {
  table: Table;
  open: boolean;
  onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={`Edit ${table.name}`} width="max-w-lg">
      {open && <EditTable table={table} onClose={onClose} />}
    </Dialog>
  );
}

function EditTable({ table, onClose }: { table: Table; onClose: () => void }) {
  const [name, setName] = useState(table.name);
  const [description, setDescription] = useState(table.description ?? "");
  const [access, setAccess] = useState(table.access_level as AccessLevel);
  const [realtime, setRealtime] = useState(table.realtime);
  const update = useSchemaChange();
  const navigate = useNavigate();
  const fault = nameFault(name.trim());
  const changes: UpdateTableIn = {
    ...(name.trim() !== table.name && { new_name: name.trim() }),
    ...(description.trim() !== (table.description ?? "") && { description: description.trim() || null }),
    ...(access !== table.access_level && { access_level: access }),
    ...(realtime !== table.realtime && { realtime }),
  };
  const save = () =>
    update.mutate(updateTable(table.name, changes), {
      onSuccess: () => {
        toast.success("Saved");
        onClose();
        if (changes.new_name)
          void navigate({ to: "/tables/$table", params: { table: changes.new_name }, replace: true });
      },
    });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label="Name"
        error={fault}
        hint={changes.new_name ? "Clients must use the new name from then on." : undefined}
      >
        <Input className="font-mono" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Description" optional>
        <Input value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <Field label="Who may use the rows">
        <Select value={access} options={ACCESS_LEVELS} onChange={setAccess} />
      </Field>
      <SwitchRow
        label="Realtime"
        hint="Without it no change is recorded, and nobody can listen."
        checked={realtime}
        onChange={setRealtime}
      />
      {update.error && <Notice error={update.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          busy={update.isPending}
          disabled={fault !== undefined || Object.keys(changes).length === 0}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

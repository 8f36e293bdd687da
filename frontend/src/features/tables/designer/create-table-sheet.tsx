import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { createTable, previewChange, useSchemaChange } from "@/api/tables";
import { SqlPreview } from "@/components/sql-preview";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Notice } from "@/components/ui/states";
import { SwitchRow } from "@/components/ui/toggles";
import { ACCESS_LEVELS } from "../access-levels";
import { ColumnRows } from "./column-rows";
import { nameFault, newTable, tableIn, type TableDraft } from "./draft";

export function CreateTableSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [draft, setDraft] = useState(newTable);
  const [strict, setStrict] = useState(false);
  const create = useSchemaChange();
  const navigate = useNavigate();
  const set = (values: Partial<TableDraft>) => setDraft((before) => ({ ...before, ...values }));
  const fault = nameFault(draft.name.trim());
  const close = () => {
    setDraft(newTable());
    setStrict(false);
    create.reset();
    onClose();
  };
  const submit = () => {
    setStrict(true);
    if (fault) return;
    const body = tableIn(draft);
    create.mutate(createTable(body), {
      onSuccess: () => {
        toast.success(`Table ${body.name} is ready`);
        close();
        void navigate({ to: "/tables/$table", params: { table: body.name ?? "" } });
      },
    });
  };
  return (
    <Sheet
      open={open}
      onClose={close}
      title="New table"
      description="Everything can be changed later."
      width="max-w-3xl"
      onSubmit={submit}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            Create table
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" error={strict ? fault : undefined}>
          <Input
            autoFocus
            className="font-mono"
            placeholder="notes"
            value={draft.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Field label="Description" optional>
          <Input value={draft.description} onChange={(event) => set({ description: event.target.value })} />
        </Field>
      </div>
      <ColumnRows columns={draft.columns} strict={strict} onChange={(columns) => set({ columns })} />
      <Field label="Who may use the rows">
        <Select value={draft.access} options={ACCESS_LEVELS} onChange={(access) => set({ access })} />
      </Field>
      <SwitchRow
        label="Realtime"
        hint="Records every change, so that clients can listen to it and catch up after they were away."
        checked={draft.realtime}
        onChange={(realtime) => set({ realtime })}
      />
      {!fault && <SqlPreview load={() => previewChange(createTable(tableIn(draft)))} />}
      {create.error && <Notice error={create.error} />}
    </Sheet>
  );
}

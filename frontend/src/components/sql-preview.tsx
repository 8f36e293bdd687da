import { useMutation } from "@tanstack/react-query";
import { Code } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Snippet } from "@/components/ui/copy";
import { Notice } from "@/components/ui/states";

/** Shows the SQL that a change would run, as the server would run it. */
export function SqlPreview({ load }: { load: () => Promise<string> }) {
  const preview = useMutation({ mutationFn: load });
  return (
    <div className="space-y-2">
      <Button
        size="sm"
        variant="ghost"
        icon={<Code />}
        busy={preview.isPending}
        onClick={() => preview.mutate()}
      >
        {preview.data === undefined ? "Show the SQL" : "Show the SQL again"}
      </Button>
      {preview.data !== undefined && <Snippet code={preview.data} label="SQL of this change" />}
      {preview.error && <Notice error={preview.error} />}
    </div>
  );
}

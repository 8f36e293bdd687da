import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { cancelScript, runScript, type Explain, type SqlMode, type StatementResult } from "@/api/sql";
import { parameterCount, parameterValue } from "./parameters";

export interface Request {
  tab: number;
  text: string;
  /** Where `text` begins in the document. */
  offset: number;
  params: string[];
  mode: SqlMode;
  explain?: Explain;
}

export type Outcome = { results: StatementResult[]; request: Request } | { error: Error };

/** Runs scripts, keeps the last outcome of every tab, and cancels the one that runs on the server. */
export function useRun(onError: (error: Error | undefined, offset: number) => void) {
  const [outcomes, setOutcomes] = useState<Record<number, Outcome>>({});
  const [id, setId] = useState("");
  const client = useQueryClient();
  const keep = (tab: number, outcome: Outcome) => setOutcomes((before) => ({ ...before, [tab]: outcome }));
  const run = useMutation({
    mutationFn: ({ text, params, mode, explain }: Request) => {
      const fresh = crypto.randomUUID();
      setId(fresh);
      const values = params.slice(0, parameterCount(text)).map(parameterValue);
      return runScript({ id: fresh, query: text, params: values, mode, ...(explain && { explain }) });
    },
    onMutate: () => onError(undefined, 0),
    onSuccess: (results, request) => {
      keep(request.tab, { results, request });
      if (request.mode !== "read-write" || request.explain) return;
      void client.invalidateQueries({ queryKey: ["tables"] });
      void client.invalidateQueries({ queryKey: ["rows"] });
    },
    onError: (error, { tab, offset }) => {
      keep(tab, { error });
      onError(error, offset);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["sql", "history"] }),
  });
  const cancel = useMutation({
    mutationFn: () => cancelScript(id),
    meta: { failure: "The query could not be cancelled" },
  });
  return { run, cancel, outcomes };
}

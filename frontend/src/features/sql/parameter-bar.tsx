import { Input } from "@/components/ui/field";

interface ParameterBarProps {
  count: number;
  values: string[];
  onChange: (values: string[]) => void;
}

export function ParameterBar({ count, values, onChange }: ParameterBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-b bg-sunken/60 px-4 py-2">
      {Array.from({ length: count }, (_, index) => (
        <label key={index} className="flex items-center gap-2 font-mono text-xs text-muted">
          ${index + 1}
          <Input
            className="h-7 w-40 text-xs"
            placeholder="NULL"
            value={values[index] ?? ""}
            onChange={(event) =>
              onChange(
                Array.from({ length: count }, (_, at) =>
                  at === index ? event.target.value : (values[at] ?? ""),
                ),
              )
            }
          />
        </label>
      ))}
    </div>
  );
}

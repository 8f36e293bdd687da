import { useId } from "react";
import { Input } from "@/components/ui/field";
import { COMMON_TYPES } from "@/lib/pg-types";

interface TypeInputProps {
  value: string;
  onChange: (type: string) => void;
  id?: string;
  className?: string;
  "aria-label"?: string;
}

/** Any type that Postgres knows; the usual ones are offered. */
export function TypeInput({ value, onChange, ...rest }: TypeInputProps) {
  const list = useId();
  return (
    <>
      <Input
        {...rest}
        list={list}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder="type"
      />
      <datalist id={list}>
        {COMMON_TYPES.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </>
  );
}

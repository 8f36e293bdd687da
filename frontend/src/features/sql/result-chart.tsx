import { useMemo } from "react";
import { Chart } from "@/components/chart";
import type { ChartData } from "./chart-data";

export function ResultChart({ data }: { data: ChartData }) {
  const x = useMemo(() => data.times ?? data.labels.map((_, index) => index), [data]);
  return (
    <div className="h-full p-4">
      <Chart
        label="Result as a chart"
        x={x}
        series={data.series}
        bars={!data.times && data.series.length === 1}
        {...(!data.times && { names: data.labels })}
      />
    </div>
  );
}

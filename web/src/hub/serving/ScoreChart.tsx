import { useMemo } from 'react';
import { Chart } from '../../shared/Chart';
import { useTexts } from '../../shared/language';
import { hub } from '../texts';
import type { ResultSummary } from '../types';

const BINS = 20;

/** The scores of evaluated studies, in twentieths, the hospitals on top of one another. */
export function ScoreChart({ sites }: { sites: ResultSummary['sites'] }) {
  const text = useTexts(hub);
  const state = JSON.stringify(sites.map((site) => ({ name: site.site, data: site.histogram })));
  const options = useMemo(
    () => ({
      legend: { top: 0 },
      grid: { left: 56, right: 24, top: 40, bottom: 52 },
      xAxis: { type: 'category', name: text('score'), nameLocation: 'middle', nameGap: 32, data: Array.from({ length: BINS }, (_, bin) => range(bin)), axisLabel: { formatter: (label: string) => label.slice(0, 4) } },
      yAxis: { type: 'value', name: text('resultsAxis'), nameLocation: 'middle', nameGap: 36, minInterval: 1 },
      series: (JSON.parse(state) as { name: string; data: number[] }[]).map((site) => ({ ...site, type: 'bar', stack: 'scores', barCategoryGap: '15%' })),
    }),
    [state, text],
  );
  return <Chart options={options} label={text('histogram')} />;
}

/** A bin by its bounds. */
export function range(bin: number): string {
  return `${(bin / BINS).toFixed(2)}–${((bin + 1) / BINS).toFixed(2)}`;
}

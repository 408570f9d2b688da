import { useMemo } from 'react';
import { Chart } from '../../shared/Chart';
import { useTexts } from '../../shared/language';
import { Figure, Show, Table } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { hub } from '../texts';
import type { ResultSummary } from '../types';

/** How often the hospitals' edges answered, and what: counts and distributions. */
export function Results() {
  const text = useTexts(hub);
  const live = useLive<ResultSummary>('/api/v1/results/summary');
  return (
    <Show live={live}>
      {(summary) => (
        <>
          <p className="quiet">{text('noPatients')}</p>
          <div className="figures">
            <Figure label={text('total')} value={summary.total.toLocaleString()} />
          </div>
          <div className="card">
            <Scores summary={summary} />
          </div>
          <Table head={[text('site'), text('total'), text('outcomes'), text('findings'), text('reviews')]}>
            {summary.sites.map((site) => (
              <tr key={site.site}>
                <td>{site.site}</td>
                <td className="number">{site.total}</td>
                <td>{pairs(site.outcomes)}</td>
                <td>{pairs(site.findings)}</td>
                <td>{pairs(site.reviews)}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Show>
  );
}

export function pairs(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(' · ');
}

function Scores({ summary }: { summary: ResultSummary }) {
  const text = useTexts(hub);
  const options = useMemo(
    () => ({
      legend: {},
      grid: { left: 48, right: 24, top: 40, bottom: 44 },
      xAxis: { type: 'category', name: text('score'), data: Array.from({ length: 20 }, (_, bin) => (bin / 20).toFixed(2)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: summary.sites.map((site) => ({ name: site.site, type: 'bar', stack: 'scores', data: site.histogram })),
    }),
    [summary, text],
  );
  return <Chart options={options} label={text('histogram')} />;
}

import { useMemo } from 'react';
import { Chart } from '../../shared/Chart';
import { useTexts } from '../../shared/language';
import { hub } from '../texts';
import type { Round } from '../types';

/** Mean loss per hospital and over all, and how many updates were accepted; rounds to come have their place. */
export function RoundChart({ rounds, planned }: { rounds: Round[]; planned: number }) {
  const text = useTexts(hub);
  // The page asks every second; the chart is drawn anew only where something changed.
  const state = JSON.stringify(series(rounds, planned));
  const options = useMemo(() => {
    const { numbers, sites, mean, accepted } = JSON.parse(state) as ReturnType<typeof series>;
    return {
      legend: { top: 0 },
      grid: { left: 64, right: 64, top: 48, bottom: 48 },
      xAxis: { type: 'category', name: text('round'), nameLocation: 'middle', nameGap: 28, data: numbers },
      yAxis: [
        { type: 'value', name: text('loss'), nameLocation: 'middle', nameGap: 44, min: 0 },
        { type: 'value', name: text('updatesAccepted'), nameLocation: 'middle', nameGap: 32, minInterval: 1, min: 0, max: Math.max(1, sites.length), splitLine: { show: false } },
      ],
      series: [
        { name: text('updatesAccepted'), type: 'bar', yAxisIndex: 1, barMaxWidth: 28, itemStyle: { color: '#8aa0ab', opacity: 0.3 }, data: accepted },
        ...sites.map((site) => ({ name: site.name, type: 'line', symbolSize: 6, lineStyle: { type: 'dashed', width: 1.5 }, data: site.losses })),
        { name: text('meanOfAll'), type: 'line', symbolSize: 8, lineStyle: { width: 3 }, itemStyle: { color: '#0b8f8f' }, z: 5, data: mean },
      ],
    };
  }, [state, text]);
  return <Chart options={options} label={text('lossChart')} />;
}

/** What the chart draws, one value for every round that is planned; null where there is none yet. */
export function series(rounds: Round[], planned: number) {
  const numbers = Array.from({ length: Math.max(planned, rounds.length) }, (_, index) => index + 1);
  const by = new Map(rounds.map((round) => [round.round, round]));
  const names = [...new Set(rounds.flatMap((round) => round.updates.map((update) => update.site)))].sort();
  return {
    numbers,
    sites: names.map((name) => ({ name, losses: numbers.map((number) => by.get(number)?.updates.find((update) => update.site === name)?.loss ?? null) })),
    mean: numbers.map((number) => by.get(number)?.meanLoss ?? null),
    accepted: numbers.map((number) => by.get(number)?.updates.filter((update) => update.state === 'accepted').length ?? null),
  };
}

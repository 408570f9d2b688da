import { useMemo } from 'react';
import { Chart } from '../../shared/Chart';
import { useTexts } from '../../shared/language';
import { Badge, DigestLink, Show, Table, type Tone } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { hub } from '../texts';
import type { Job, Round } from '../types';
import { jobTone } from './Jobs';

/** One job: its rounds as a live chart and a table, its packages. */
export function JobDetail({ id }: { id: string }) {
  const text = useTexts(hub);
  const live = useLive<Job>(`/api/v1/jobs/${encodeURIComponent(id)}`, 1);
  return (
    <Show live={live}>
      {(job) => (
        <>
          <p>
            <a href="#/jobs">← {text('allJobs')}</a>
          </p>
          <p>
            <strong>{job.name}</strong> <Badge tone={jobTone(job.state)}>{job.state}</Badge> {job.strategy} <span className="quiet">{job.reason}</span>
          </p>
          <progress max={job.roundsPlanned} value={job.rounds.filter((round) => round.state === 'published').length} aria-label={text('rounds')} />
          <div className="card">
            <Rounds rounds={job.rounds} />
          </div>
          <Table head={[text('round'), text('state'), text('updates'), text('loss'), text('seconds'), text('manifest')]}>
            {job.rounds.map((round) => (
              <tr key={round.round}>
                <td className="number">{round.round}</td>
                <td>
                  <Badge tone={round.state === 'published' ? 'good' : 'calm'}>{round.state}</Badge>
                </td>
                <td>
                  {round.updates.map((update) => (
                    <div key={update.site}>
                      {update.site} <Badge tone={updateTone(update.state)}>{update.state}</Badge> <span className="quiet">{update.reason ?? (update.examples ? `${update.examples} ${text('examples')}` : '')}</span>
                    </div>
                  ))}
                </td>
                <td className="number">{round.meanLoss?.toFixed(4)}</td>
                <td className="number">{round.seconds?.toFixed(1)}</td>
                <td>
                  <DigestLink digest={round.digest} />
                </td>
              </tr>
            ))}
          </Table>
          {job.packages.length > 0 && <h2>{text('packages')}</h2>}
          {job.packages.map((made) => (
            <p key={made.digest}>
              {made.name} <DigestLink digest={made.digest} />
            </p>
          ))}
        </>
      )}
    </Show>
  );
}

function updateTone(state: string): Tone {
  switch (state) {
    case 'accepted':
      return 'good';
    case 'refused':
    case 'failed':
      return 'bad';
    case 'absent':
    case 'late':
      return 'warn';
    default:
      return 'calm';
  }
}

function Rounds({ rounds }: { rounds: Round[] }) {
  const text = useTexts(hub);
  const options = useMemo(
    () => ({
      legend: {},
      grid: { left: 56, right: 56, top: 40, bottom: 40 },
      xAxis: { type: 'category', name: text('round'), data: rounds.map((round) => round.round) },
      yAxis: [
        { type: 'value', name: text('loss'), scale: true },
        { type: 'value', name: text('updates'), minInterval: 1, min: 0 },
      ],
      series: [
        { name: text('loss'), type: 'line', data: rounds.map((round) => round.meanLoss ?? null), symbolSize: 8 },
        { name: text('updates'), type: 'bar', yAxisIndex: 1, barMaxWidth: 26, itemStyle: { opacity: 0.35 }, data: rounds.map((round) => round.updates.filter((update) => update.state === 'accepted').length) },
      ],
    }),
    [rounds, text],
  );
  return <Chart options={options} label={text('lossChart')} />;
}

import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, type Tone } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Job } from '../types';
import { JobDetail } from './JobDetail';

export function jobTone(state: Job['state']): Tone {
  switch (state) {
    case 'finished':
      return 'good';
    case 'failed':
      return 'bad';
    case 'cancelled':
      return 'warn';
    case 'running':
      return 'calm';
  }
}

/** Training jobs; one of them opened. */
export function Jobs({ chosen }: { chosen: string | undefined }) {
  const text = useTexts(hub);
  const word = useWord();
  const { language } = useLanguage();
  const live = useLive<Job[]>(chosen ? undefined : '/api/v1/jobs');
  if (chosen) return <JobDetail key={chosen} id={chosen} />;
  return (
    <Show live={live} empty={text('noJobs')}>
      {(jobs) => (
        <Table head={[text('name'), text('state'), text('strategy'), text('dataset'), { number: text('rounds') }, text('created')]}>
          {jobs.map((job) => (
            <tr key={job.id} className="link" onClick={() => (location.hash = `#/jobs/${job.id}`)}>
              <td>
                <a href={`#/jobs/${job.id}`}>{job.name}</a>
              </td>
              <td>
                <Badge tone={jobTone(job.state)}>{word(job.state)}</Badge> <span className="quiet">{job.reason}</span>
              </td>
              <td>{job.strategy}</td>
              <td>{job.dataset}</td>
              <td className="number">
                {job.rounds.filter((round) => round.state === 'published').length} / {job.roundsPlanned}
              </td>
              <td className="when">{time(job.created, language)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}

import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Figure, Show } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Job } from '../types';
import { jobTone } from './Jobs';
import { RoundChart } from './RoundChart';
import { RoundTable } from './RoundTable';

/** One job: its rounds as a live chart and a table, its packages. */
export function JobDetail({ id }: { id: string }) {
  const text = useTexts(hub);
  const live = useLive<Job>(`/api/v1/jobs/${encodeURIComponent(id)}`, 1);
  return (
    <>
      <p>
        <a href="#/jobs">← {text('allJobs')}</a>
      </p>
      <Show live={live}>
        {(job) => (
          <>
            <Summary job={job} />
            <div className="card">
              <h2>{text('lossChart')}</h2>
              <RoundChart rounds={job.rounds} planned={job.roundsPlanned} />
            </div>
            <RoundTable rounds={job.rounds} />
            {job.packages.length > 0 && (
              <>
                <h2>{text('packages')}</h2>
                <ul className="plain">
                  {job.packages.map((made) => (
                    <li key={made.digest}>
                      {made.name} <DigestLink digest={made.digest} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Show>
    </>
  );
}

function Summary({ job }: { job: Job }) {
  const text = useTexts(hub);
  const word = useWord();
  const { language } = useLanguage();
  const published = job.rounds.filter((round) => round.state === 'published');
  const seconds = job.rounds.reduce((sum, round) => sum + round.seconds, 0);
  return (
    <>
      <p>
        <strong>{job.name}</strong> <Badge tone={jobTone(job.state)}>{word(job.state)}</Badge>{' '}
        <span className="quiet">
          {job.strategy} · {job.dataset} · {time(job.created, language)} {job.reason}
        </span>
      </p>
      <progress max={job.roundsPlanned} value={published.length} aria-label={text('rounds')} />
      <div className="figures">
        <Figure label={text('rounds')} value={`${published.length} / ${job.roundsPlanned}`} />
        <Figure label={text('loss')} value={published.at(-1)?.meanLoss?.toFixed(4) ?? '–'} />
        <Figure label={text('sites')} value={new Set(job.rounds.flatMap((round) => round.updates.map((update) => update.site))).size} />
        <Figure label={text('roundTime')} value={`${seconds.toFixed(1)} s`} />
      </div>
    </>
  );
}

import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Show } from '../../shared/parts';
import { shared } from '../../shared/texts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { edge } from '../texts';
import type { Result, Study, StudyDetail } from '../types';
import { calendar, readable } from './names';
import { OutcomeBadge } from './OutcomeBadge';
import { ReviewForm } from './ReviewForm';
import { ScoreBar } from './ScoreBar';
import { Viewer } from './Viewer';

/** One study: its images beside the result, and the doctor's word on it. */
export function Reading({ id }: { id: string }) {
  const text = useTexts(edge);
  const live = useLive<StudyDetail>(`/api/v1/studies/${encodeURIComponent(id)}`, 3);
  const resultId = live.state === 'ready' || live.state === 'stale' ? live.value.study.outcome.resultId : undefined;
  const result = useLive<Result>(resultId ? `/api/v1/results/${encodeURIComponent(resultId)}` : undefined, 3);
  const evaluated = result.state === 'ready' || result.state === 'stale' ? result.value.instance : undefined;
  return (
    <>
      <p>
        <a href="#/studies">← {text('back')}</a>
      </p>
      <Show live={live}>
        {({ study, instances }) => (
          <div className="reading">
            <Viewer instances={instances} evaluated={evaluated} />
            <div>
              <Patient study={study} />
              <section className="card" aria-label={text('model')}>
                <h2>{text('model')}</h2>
                <p className="outcome">
                  <OutcomeBadge outcome={study.outcome} />
                </p>
                {study.outcome.resultId && <Show live={result}>{(answer) => <Answer result={answer} />}</Show>}
              </section>
            </div>
          </div>
        )}
      </Show>
    </>
  );
}

function Patient({ study }: { study: Study }) {
  const text = useTexts(edge);
  const { language } = useLanguage();
  return (
    <section className="card" aria-label={text('patient')}>
      <h2>{readable(study.patientName)}</h2>
      <dl className="facts">
        <dt>{text('patientId')}</dt>
        <dd>{study.patientId || '–'}</dd>
        <dt>{text('studyDate')}</dt>
        <dd>{calendar(study.studyDate)}</dd>
        <dt>{text('accession')}</dt>
        <dd>{study.accessionNumber ?? '–'}</dd>
        <dt>{text('modality')}</dt>
        <dd>{study.modality}</dd>
        <dt>{text('at')}</dt>
        <dd>{time(study.receivedAt, language)}</dd>
      </dl>
    </section>
  );
}

function Answer({ result }: { result: Result }) {
  const text = useTexts(edge);
  const common = useTexts(shared);
  const word = useWord();
  return (
    <>
      <ScoreBar outcome={result.outcome} />
      <dl className="facts">
        <dt>{text('byRelease')}</dt>
        <dd>
          <DigestLink digest={result.outcome.release} />
        </dd>
        <dt>{text('pacs')}</dt>
        <dd>{word(result.pacs)}</dd>
        {result.reference && (
          <>
            <dt>{text('origin')}</dt>
            <dd>
              <a href={`#/lineage/${encodeURIComponent(result.reference)}`}>{text('lineage')}</a>
            </dd>
          </>
        )}
      </dl>
      <ReviewForm result={result} />
      <p className="quiet">{common('notForCare')}</p>
    </>
  );
}

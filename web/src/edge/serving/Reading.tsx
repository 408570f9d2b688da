import { useEffect, useState } from 'react';
import { picture } from '../../shared/api';
import { useLanguage, useTexts } from '../../shared/language';
import { DigestLink, Show, time } from '../../shared/parts';
import { shared } from '../../shared/texts';
import { useLive } from '../../shared/useLive';
import { edge } from '../texts';
import type { Result, StudyDetail } from '../types';
import { OutcomeBadge } from './OutcomeBadge';
import { ReviewForm } from './ReviewForm';
import { readable } from './Studies';

/** One study: its images beside the result, and the doctor's word on it. */
export function Reading({ id }: { id: string }) {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const live = useLive<StudyDetail>(`/api/v1/studies/${encodeURIComponent(id)}`, 3);
  const [number, setNumber] = useState(1);
  return (
    <Show live={live}>
      {({ study, instances }) => (
        <>
          <p>
            <a href="#/studies">← {text('back')}</a>
          </p>
          <div className="reading">
            <div>
              <Picture path={instances.find((instance) => instance.number === number)?.rendered ?? instances[0]?.rendered} />
              {instances.length > 1 && (
                <p className="row">
                  {instances.map((instance) => (
                    <button key={instance.number} className="second" aria-pressed={instance.number === number} onClick={() => setNumber(instance.number)}>
                      {text('image')} {instance.number}
                    </button>
                  ))}
                </p>
              )}
            </div>
            <div>
              <div className="card">
                <strong>{readable(study.patientName)}</strong> {study.patientId}
                <div className="quiet">
                  {study.modality} · {time(study.receivedAt, language)} {study.accessionNumber}
                </div>
              </div>
              <div className="card">
                <h2>{text('model')}</h2>
                <p>
                  <OutcomeBadge outcome={study.outcome} /> <span className="quiet">{study.outcome.reason}</span>
                </p>
                {study.outcome.resultId && <ResultCard id={study.outcome.resultId} />}
              </div>
            </div>
          </div>
        </>
      )}
    </Show>
  );
}

function ResultCard({ id }: { id: string }) {
  const text = useTexts(edge);
  const common = useTexts(shared);
  const live = useLive<Result>(`/api/v1/results/${encodeURIComponent(id)}`, 3);
  return (
    <Show live={live}>
      {(result) => (
        <>
          {result.outcome.state === 'evaluated' && (
            <>
              <progress max={1} value={result.outcome.score ?? 0} aria-label={text('score')} />
              <p className="quiet">
                {text('score')} {result.outcome.score?.toFixed(3)} · {text('threshold')} {result.outcome.threshold?.toFixed(3)}
              </p>
            </>
          )}
          <p>
            {text('release')}: <DigestLink digest={result.outcome.release} /> · {text('pacs')}: {result.pacs}
          </p>
          {result.reference && (
            <p>
              <a href={`#/lineage/${encodeURIComponent(result.reference)}`}>{text('lineage')}</a>
            </p>
          )}
          <ReviewForm result={result} />
          <p className="quiet">{common('notForCare')}</p>
        </>
      )}
    </Show>
  );
}

function Picture({ path }: { path: string | undefined }) {
  const [address, setAddress] = useState<string>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!path) return;
    let made: string | undefined;
    let ended = false;
    picture(path).then(
      (url) => {
        made = url;
        if (ended) URL.revokeObjectURL(url);
        else setAddress(url);
      },
      (refusal: Error) => setProblem(refusal.message),
    );
    return () => {
      ended = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [path]);
  return <div className="image">{problem ? <p role="alert">{problem}</p> : address && <img src={address} alt="" data-testid="radiograph" />}</div>;
}

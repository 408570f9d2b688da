import { useState } from 'react';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { edge } from '../texts';
import type { Study } from '../types';
import { OutcomeBadge } from './OutcomeBadge';
import { readable } from './names';
import { Reading } from './Reading';

const NEWEST = 100;

type Choice = 'all' | 'toReview' | 'notEvaluated';

export const CHOICES: Record<Choice, (study: Study) => boolean> = {
  all: () => true,
  toReview: (study) => study.outcome.state === 'evaluated' && !study.review,
  notEvaluated: (study) => study.outcome.state === 'not-evaluated' || study.outcome.state === 'failed',
};

/** Recent studies; one of them opened for reading. */
export function Studies({ chosen }: { chosen: string | undefined }) {
  const text = useTexts(edge);
  const live = useLive<Study[]>(chosen ? undefined : `/api/v1/studies?limit=${NEWEST}`, 3);
  const [choice, setChoice] = useState<Choice>('all');
  if (chosen) return <Reading key={chosen} id={chosen} />;
  return (
    <Show live={live} empty={text('noStudies')}>
      {(studies) => (
        <>
          <p className="quiet">
            {text('unverified')} {studies.length === NEWEST && text('newest')}
          </p>
          <p className="row">
            {(Object.keys(CHOICES) as Choice[]).map((each) => (
              <button key={each} className="second" aria-pressed={each === choice} onClick={() => setChoice(each)}>
                {text(each)} {studies.filter(CHOICES[each]).length}
              </button>
            ))}
          </p>
          <Rows studies={studies.filter(CHOICES[choice])} />
        </>
      )}
    </Show>
  );
}

function Rows({ studies }: { studies: Study[] }) {
  const text = useTexts(edge);
  const { language } = useLanguage();
  if (studies.length === 0) return <p className="quiet">{text('nothingHere')}</p>;
  return (
    <Table head={[text('patient'), text('patientId'), text('modality'), { number: text('images') }, text('at'), text('model'), text('review')]}>
      {studies.map((study) => (
        <tr key={study.id} className="link" onClick={() => (location.hash = `#/studies/${study.id}`)}>
          <td>
            <a href={`#/studies/${study.id}`}>{readable(study.patientName)}</a>
          </td>
          <td>{study.patientId || '–'}</td>
          <td>{study.modality}</td>
          <td className="number">{study.instances}</td>
          <td className="when">{time(study.receivedAt, language)}</td>
          <td>
            <OutcomeBadge outcome={study.outcome} />
          </td>
          <td>
            <Reviewed review={study.review} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Reviewed({ review }: { review: Study['review'] }) {
  const text = useTexts(edge);
  const word = useWord();
  if (!review) return <span className="quiet">–</span>;
  return review.verdict === 'agree' ? (
    <Badge tone="good">{text('agreed')}</Badge>
  ) : (
    <Badge tone="warn">
      {text('corrected')}: {word(review.finding)}
    </Badge>
  );
}

import { useLanguage, useTexts } from '../../shared/language';
import { Show, Table, time } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { edge } from '../texts';
import type { Study } from '../types';
import { OutcomeBadge } from './OutcomeBadge';
import { Reading } from './Reading';

/** Recent studies; one of them opened for reading. */
export function Studies({ chosen }: { chosen: string | undefined }) {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const live = useLive<Study[]>('/api/v1/studies?limit=100', 3);
  if (chosen) return <Reading key={chosen} id={chosen} />;
  return (
    <Show live={live}>
      {(studies) => (
        <Table head={[text('patient'), 'ID', text('modality'), text('images'), text('at'), text('result'), text('review')]}>
          {studies.map((study) => (
            <tr key={study.id} className="link" onClick={() => (location.hash = `#/studies/${study.id}`)}>
              <td>
                <a href={`#/studies/${study.id}`}>{readable(study.patientName)}</a>
              </td>
              <td>{study.patientId}</td>
              <td>{study.modality}</td>
              <td className="number">{study.instances}</td>
              <td>{time(study.receivedAt, language)}</td>
              <td>
                <OutcomeBadge outcome={study.outcome} />
              </td>
              <td>{study.review ? text(study.review.verdict === 'agree' ? 'agreed' : 'corrected') : ''}</td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}

/** A DICOM person name for people: groups apart, no carets. */
export function readable(personName: string): string {
  const groups = personName
    .split('=')
    .map((group) => group.split('^').filter(Boolean).join(' '))
    .filter(Boolean);
  return groups.length > 1 ? `${groups[1]} (${groups[0]})` : (groups[0] ?? '–');
}

import { useEffect, useState } from 'react';
import { html } from '../../shared/api';
import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, type Tone } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { hub } from '../texts';
import type { ModelPackage } from '../types';

const TONES: Record<ModelPackage['gate'], Tone> = { passed: 'good', failed: 'bad', none: 'calm' };

/** Packages with what the gate said; a report opened below. */
export function Packages({ report }: { report: string | undefined }) {
  const text = useTexts(hub);
  const { language } = useLanguage();
  const live = useLive<ModelPackage[]>('/api/v1/packages', 4);
  return (
    <>
      <Show live={live} empty={text('noPackages')}>
        {(packages) => (
          <Table head={[text('name'), text('network'), { number: text('parameters') }, text('gate'), text('report'), text('created'), text('manifest')]}>
            {packages.map((each) => (
              <tr key={each.digest} aria-selected={report !== undefined && each.report === report}>
                <td>{each.name}</td>
                <td>{each.network}</td>
                <td className="number">{each.parameters?.toLocaleString()}</td>
                <td>
                  <Badge tone={TONES[each.gate]}>{text(each.gate)}</Badge>
                </td>
                <td>{each.report ? <a href={`#/packages/${encodeURIComponent(each.report)}`}>{text('report')}</a> : '–'}</td>
                <td className="when">{time(each.created, language)}</td>
                <td>
                  <DigestLink digest={each.digest} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Show>
      {report && <Report key={report} digest={report} />}
    </>
  );
}

/** The report as it was made, in a frame that can run nothing. */
function Report({ digest }: { digest: string }) {
  const text = useTexts(hub);
  const [address, setAddress] = useState<string>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let made: string | undefined;
    html(`/api/v1/reports/${encodeURIComponent(digest)}/html`).then(
      (page) => {
        made = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
        setAddress(made);
      },
      (refusal: Error) => setProblem(refusal.message),
    );
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [digest]);
  if (problem) return <p role="alert">{problem}</p>;
  return (
    <>
      <h2>
        {text('report')} <DigestLink digest={digest} /> <a href="#/packages">{text('close')}</a>
      </h2>
      {address && <iframe className="report" title={text('report')} src={address} sandbox="" />}
    </>
  );
}

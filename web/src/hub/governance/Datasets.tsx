import { Counts } from '../../shared/Counts';
import { DigestLink } from '../../shared/Digest';
import { useLanguage, useTexts } from '../../shared/language';
import { Show, Table } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { hub } from '../texts';
import type { Dataset } from '../types';

/** What the hospitals committed to: statistics and a commitment, never a row. */
export function Datasets() {
  const text = useTexts(hub);
  const word = useWord();
  const { language } = useLanguage();
  const live = useLive<Dataset[]>('/api/v1/datasets', 4);
  return (
    <>
      <p className="quiet">{text('noPatients')}</p>
      <Show live={live} empty={text('noDatasets')}>
        {(datasets) => (
          <Table head={[text('site'), text('name'), { number: text('version') }, text('counts'), text('unit'), text('created'), text('commitment')]}>
            {datasets.map((dataset) => (
              <tr key={dataset.digest}>
                <td>{dataset.site}</td>
                <td>{dataset.name}</td>
                <td className="number">{dataset.version}</td>
                <td>
                  <Counts counts={dataset.counts} />
                </td>
                <td>{word(dataset.splitUnit)}</td>
                <td className="when">{time(dataset.created, language)}</td>
                <td>
                  <DigestLink digest={dataset.digest} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Show>
    </>
  );
}

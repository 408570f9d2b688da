import { useLanguage, useTexts } from '../../shared/language';
import { Badge, Show, Table, time } from '../../shared/parts';
import { useLive } from '../../shared/useLive';
import { edge } from '../texts';
import type { Quarantined } from '../types';

/** What did not pass, and why. Nothing here is lost. */
export function Quarantine() {
  const text = useTexts(edge);
  const { language } = useLanguage();
  const live = useLive<Quarantined[]>('/api/v1/quarantine', 5);
  return (
    <Show live={live}>
      {(held) => (
        <Table head={[text('at'), text('rule'), text('reason'), 'SOP Class']}>
          {held.map((item) => (
            <tr key={item.id}>
              <td>{time(item.receivedAt, language)}</td>
              <td>
                <Badge tone="warn">{item.rule}</Badge>
              </td>
              <td>{item.reason}</td>
              <td>
                <code>{item.sopClass}</code>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Show>
  );
}

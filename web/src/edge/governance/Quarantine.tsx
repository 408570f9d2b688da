import { useLanguage, useTexts, type Texts } from '../../shared/language';
import { Badge, Figure, Show, Table } from '../../shared/parts';
import { time } from '../../shared/time';
import { useLive } from '../../shared/useLive';
import { useWord } from '../../shared/words';
import { useSentence } from '../sentences';
import { edge } from '../texts';
import type { Quarantined } from '../types';
import { rules, SOP_CLASSES } from './rules';

/** What did not pass, and why. Nothing here is lost. */
export function Quarantine() {
  const text = useTexts(edge);
  const word = useWord();
  const sentence = useSentence();
  const { language } = useLanguage();
  const live = useLive<Quarantined[]>('/api/v1/quarantine', 5);
  const ruleName = (rule: string) => (rules as Texts)[rule]?.[language === 'zh' ? 1 : 0] ?? rule;
  return (
    <>
      <p className="quiet">{text('heldHint')}</p>
      <Show live={live} empty={text('noneHeld')}>
        {(held) => (
          <>
            <div className="figures">
              {byRule(held).map(([rule, count]) => (
                <Figure key={rule} label={ruleName(rule)} value={count} />
              ))}
            </div>
            <Table head={[text('at'), text('rule'), text('reason'), text('zone'), 'SOP Class']}>
              {held.map((item) => (
                <tr key={item.id}>
                  <td className="when">{time(item.receivedAt, language)}</td>
                  <td>
                    <span title={item.rule}>
                      <Badge tone="warn">{ruleName(item.rule)}</Badge>
                    </span>
                  </td>
                  <td>{sentence(item.reason)}</td>
                  <td>{word(item.zone)}</td>
                  <td title={item.sopClass}>{SOP_CLASSES[item.sopClass] ?? <code>{item.sopClass}</code>}</td>
                </tr>
              ))}
            </Table>
          </>
        )}
      </Show>
    </>
  );
}

/** How many objects each rule holds, most first. */
export function byRule(held: Quarantined[]): [rule: string, count: number][] {
  const counts = new Map<string, number>();
  for (const item of held) counts.set(item.rule, (counts.get(item.rule) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

import { DigestLink } from '../Digest';
import { useLanguage, useTexts, type Language, type Texts } from '../language';
import { Badge, type Tone } from '../parts';
import { time } from '../time';
import type { Node } from './node';
import { kinds, lineage, remarks } from './texts';

export const TONES: Record<Node['state'], Tone> = { verified: 'good', 'held-elsewhere': 'calm', erased: 'warn', missing: 'bad' };

/** A kind or role by its name for people. */
export function kindName(kind: string, language: Language): string {
  return (kinds as Texts)[kind]?.[language === 'zh' ? 1 : 0] ?? kind;
}

/** What a server said of a step, with its times by the reader's clock. */
export function remark(summary: string, language: Language): string {
  const clocked = summary.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => time(at, language));
  return language === 'en' ? clocked : remarks.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), clocked);
}

/** One record of a lineage in a line: what it is, how it stands to the record above, whether it holds. */
export function Step({ node, above }: { node: Node; above: boolean }) {
  const text = useTexts(lineage);
  const { language } = useLanguage();
  const kept = node.state === 'erased' && node.kind;
  const kind = node.kind ?? node.role ?? '';
  const role = node.kind && node.role && node.role !== node.kind && node.role !== 'subject' ? node.role : undefined;
  return (
    <span className={above ? 'step again' : 'step'}>
      <Badge tone={TONES[node.state]}>{text(kept ? 'payloadErased' : node.state)}</Badge> <b>{kindName(kind, language)}</b>{' '}
      {role && <span className="role">{kindName(role, language)}</span>} <DigestLink digest={node.reference} plain />{' '}
      {above ? (
        <i className="quiet">{text('above')} ↑</i>
      ) : (
        <>
          {node.site && <span className="place">{node.site}</span>} <span className="quiet">{remark(node.summary ?? '', language)}</span>
        </>
      )}
    </span>
  );
}

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

const ROUND = /\bround (\d+)\s*/;

/** The number of a round, as people say it; nothing where there is none. */
export function roundNumber(summary: string, language: Language): string {
  const number = ROUND.exec(summary)?.[1];
  if (!number) return '';
  return language === 'zh' ? `第 ${number} 轮` : `Round ${number}`;
}

/** What a record is, a round and what was given to it by the round's number. */
function title(node: Node, language: Language): string {
  const kind = kindName(node.kind ?? node.role ?? '', language);
  const round = roundNumber(node.summary ?? '', language);
  return node.kind === 'round' && round ? round : [kind, round].filter(Boolean).join(' · ');
}

/** What a server said of a step: times by the reader's clock, keys shortened, nothing that stands beside it already. */
export function remark(summary: string, language: Language): string {
  const brief = summary
    .replace(ROUND, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z; ?/g, (at) => `${time(at.replace(/; ?$/, ''), language)} · `)
    .replace(/((?:ed25519|sm2):[0-9a-f]{8})[0-9a-f]+/g, '$1…')
    .trim();
  return language === 'en' ? brief : remarks.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), brief);
}

const place = (reference: string) => `step-${reference}`;

/** Opens what hides the full record of a reference and brings it into sight. */
function goTo(reference: string) {
  const step = document.getElementById(place(reference));
  for (let element = step?.parentElement; element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
  step?.scrollIntoView({ block: 'center' });
  step?.focus();
}

/** One record of a lineage in a line: what it is, how it stands to the record above, whether it holds. */
export function Step({ node, repeated, role }: { node: Node; repeated: boolean; role: boolean }) {
  const text = useTexts(lineage);
  const { language } = useLanguage();
  const kept = node.state === 'erased' && node.kind;
  const shownRole = role && node.kind && node.role && node.role !== node.kind && node.role !== 'subject' ? node.role : undefined;
  const head = (
    <>
      <Badge tone={TONES[node.state]}>{text(kept ? 'payloadErased' : node.state)}</Badge>{' '}
      <b>{title(node, language)}</b>{' '}
      {shownRole && <span className="role">{kindName(shownRole, language)}</span>} <DigestLink digest={node.reference} plain />{' '}
    </>
  );
  if (repeated) {
    return (
      <span className="step again">
        {head}
        <i className="quiet">{text('once')}</i>
        <button type="button" className="plain jump" onClick={() => goTo(node.reference)}>
          {text('goTo')}
        </button>
      </span>
    );
  }
  return (
    <span className="step" id={place(node.reference)} tabIndex={-1}>
      {head}
      {node.site && <span className="place">{node.site}</span>} <span className="quiet remark">{remark(node.summary ?? '', language)}</span>
    </span>
  );
}

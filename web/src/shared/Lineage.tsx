import { useState, type FormEvent } from 'react';
import { useTexts } from './language';
import { Badge, Show, type Tone } from './parts';
import { shared } from './texts';
import { useLive } from './useLive';

export interface Node {
  reference: string;
  kind?: string | null;
  role?: string | null;
  state: 'verified' | 'held-elsewhere' | 'erased' | 'missing';
  site?: string | null;
  summary?: string | null;
  parents: Node[];
}

const TONES: Record<Node['state'], Tone> = { verified: 'good', 'held-elsewhere': 'calm', erased: 'warn', missing: 'bad' };

/** Where a record came from, as a tree that opens and closes; what was shown above is only named. */
export function Lineage({ reference }: { reference: string | undefined }) {
  const text = useTexts(shared);
  const [typed, setTyped] = useState(reference ?? '');
  const asked = reference ? `/api/v1/lineage?reference=${encodeURIComponent(reference)}` : undefined;
  const live = useLive<Node>(asked, 30);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    location.hash = `#/lineage/${encodeURIComponent(typed.trim())}`;
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <input aria-label={text('lineageHint')} placeholder={text('lineageHint')} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <button type="submit">{text('trace')}</button>
      </form>
      {asked && (
        <Show live={live}>
          {(root) => (
            <ul className="tree">
              <Branch node={root} seen={repeated(root)} />
            </ul>
          )}
        </Show>
      )}
    </>
  );
}

/** The nodes whose record stood already earlier in the walk. */
export function repeated(root: Node): Set<Node> {
  const met = new Set<string>();
  const again = new Set<Node>();
  const walk = (node: Node) => {
    if (met.has(node.reference)) {
      again.add(node);
      return;
    }
    met.add(node.reference);
    node.parents.forEach(walk);
  };
  walk(root);
  return again;
}

function Branch({ node, seen }: { node: Node; seen: Set<Node> }) {
  const text = useTexts(shared);
  const label = (
    <>
      <Badge tone={TONES[node.state]}>{text(node.state)}</Badge> <b>{node.kind ?? node.role}</b>{' '}
      <code title={node.reference}>{node.reference.replace(/^sha256:/, '').slice(0, 24)}</code> {node.site && <span>{node.site}</span>}{' '}
      <span className="quiet">{node.summary}</span>
    </>
  );
  if (node.parents.length === 0 || seen.has(node)) return <li>{label}</li>;
  return (
    <li>
      <details open>
        <summary>{label}</summary>
        <ul>
          {node.parents.map((parent, index) => (
            <Branch key={`${parent.reference}-${index}`} node={parent} seen={seen} />
          ))}
        </ul>
      </details>
    </li>
  );
}

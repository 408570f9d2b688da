import { useMemo, useState, type FormEvent } from 'react';
import { useTexts } from '../language';
import { Badge, Show } from '../parts';
import { useLive } from '../useLive';
import { Graph } from './Graph';
import { origins, tally, type Node } from './node';
import { lineage } from './texts';
import { Tree } from './Tree';
import { TONES } from './Step';

/** Where a record came from, asked by its reference. */
export function Lineage({ reference }: { reference: string | undefined }) {
  const text = useTexts(lineage);
  const [typed, setTyped] = useState(reference ?? '');
  const asked = reference ? `/api/v1/lineage?reference=${encodeURIComponent(reference)}` : undefined;
  const live = useLive<Node>(asked, 30);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) location.hash = `#/lineage/${encodeURIComponent(typed.trim())}`;
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <input aria-label={text('hint')} placeholder={text('hint')} value={typed} spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
        <button type="submit">{text('trace')}</button>
      </form>
      {asked ? <Show live={live}>{(root) => <Walk root={root} />}</Show> : <p className="quiet">{text('start')}</p>}
    </>
  );
}

function Walk({ root }: { root: Node }) {
  const text = useTexts(lineage);
  const origin = useMemo(() => origins(root), [root]);
  const [opening, setOpening] = useState<{ all: boolean; turn: number }>();
  const turn = (all: boolean) => setOpening((before) => ({ all, turn: (before?.turn ?? 0) + 1 }));
  return (
    <>
      <div className="row">
        <span className="quiet">
          {origin.size} {text('records')}
        </span>
        {tally(origin).map(([state, count]) => (
          <Badge key={state} tone={TONES[state]}>
            {count} {text(state)}
          </Badge>
        ))}
        <span className="spring" />
        <button className="plain" onClick={() => turn(true)}>
          {text('openAll')}
        </button>
        <button className="plain" onClick={() => turn(false)}>
          {text('closeAll')}
        </button>
      </div>
      <div className="card">
        <Graph root={root} />
      </div>
      <div className="card">
        <Tree key={opening?.turn ?? 0} root={root} origin={origin} all={opening?.all} />
      </div>
    </>
  );
}
